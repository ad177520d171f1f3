//! All rules. A rule is one function, one line in `RULES` and one page.

mod cells;
mod sections;
mod stock;
mod tables;
pub mod tool;
mod totals;

use crate::lint::{Context, Family, Level, Rule, Severity, Sink};
use tables::{labels, structure, values};

const E: Level = Some(Severity::Error);
const W: Level = Some(Severity::Warning);
const I: Level = Some(Severity::Information);

/// A line of `RULES`: the id, the family, the severity unless configured, the page, the function.
const fn rule(
    id: &'static str,
    family: Family,
    severity: Level,
    page: &'static str,
    check: fn(&Context, &mut Sink),
) -> Rule {
    Rule { id, family, severity, page, check }
}

/// Every rule, in the order in which they are listed.
#[rustfmt::skip]
pub static RULES: &[Rule] = &[
    rule("nonstandard-title", Family::Sections, W, include_str!("rules/pages/nonstandard-title.md"), sections::nonstandard_title),
    rule("unsupported-edition", Family::Sections, I, include_str!("rules/pages/unsupported-edition.md"), sections::unsupported_edition),
    rule("edition-mismatch", Family::Sections, E, include_str!("rules/pages/edition-mismatch.md"), sections::edition_mismatch),
    rule("missing-section", Family::Sections, E, include_str!("rules/pages/missing-section.md"), sections::missing_section),
    rule("nonstandard-heading", Family::Sections, W, include_str!("rules/pages/nonstandard-heading.md"), sections::nonstandard_heading),
    rule("wrong-section-number", Family::Sections, W, include_str!("rules/pages/wrong-section-number.md"), sections::wrong_section_number),
    rule("section-out-of-order", Family::Sections, W, include_str!("rules/pages/section-out-of-order.md"), sections::section_out_of_order),
    rule("duplicate-section", Family::Sections, E, include_str!("rules/pages/duplicate-section.md"), sections::duplicate_section),
    rule("unknown-section", Family::Sections, W, include_str!("rules/pages/unknown-section.md"), sections::unknown_section),
    rule("empty-section", Family::Sections, W, include_str!("rules/pages/empty-section.md"), sections::empty_section),
    rule("missing-table", Family::Sections, E, include_str!("rules/pages/missing-table.md"), sections::missing_table),
    rule("wrong-declared-parts", Family::Sections, W, include_str!("rules/pages/wrong-declared-parts.md"), sections::wrong_declared_parts),
    rule("missing-period", Family::Sections, I, include_str!("rules/pages/missing-period.md"), sections::missing_period),
    rule("wrong-period", Family::Sections, E, include_str!("rules/pages/wrong-period.md"), sections::wrong_period),
    rule("implausible-date", Family::Sections, I, include_str!("rules/pages/implausible-date.md"), sections::implausible_date),
    rule("missing-subtable", Family::Tables, E, include_str!("rules/pages/missing-subtable.md"), structure::missing_subtable),
    rule("unexpected-subtable", Family::Tables, W, include_str!("rules/pages/unexpected-subtable.md"), structure::unexpected_subtable),
    rule("missing-row", Family::Tables, E, include_str!("rules/pages/missing-row.md"), structure::missing_row),
    rule("duplicate-row", Family::Tables, W, include_str!("rules/pages/duplicate-row.md"), structure::duplicate_row),
    rule("row-out-of-order", Family::Tables, W, include_str!("rules/pages/row-out-of-order.md"), structure::row_out_of_order),
    rule("unknown-row", Family::Tables, W, include_str!("rules/pages/unknown-row.md"), structure::unknown_row),
    rule("wrong-cell-count", Family::Tables, E, include_str!("rules/pages/wrong-cell-count.md"), structure::wrong_cell_count),
    rule("empty-cell", Family::Tables, W, include_str!("rules/pages/empty-cell.md"), values::empty_cell),
    rule("placeholder-cell", Family::Tables, W, include_str!("rules/pages/placeholder-cell.md"), values::placeholder_cell),
    rule("not-a-number", Family::Tables, E, include_str!("rules/pages/not-a-number.md"), values::not_a_number),
    rule("invalid-count", Family::Tables, E, include_str!("rules/pages/invalid-count.md"), values::invalid_count),
    rule("number-format", Family::Tables, I, include_str!("rules/pages/number-format.md"), values::number_format),
    rule("money-unit", Family::Tables, W, include_str!("rules/pages/money-unit.md"), values::money_unit),
    rule("money-decimals", Family::Tables, I, include_str!("rules/pages/money-decimals.md"), values::money_decimals),
    rule("nonstandard-label", Family::Tables, I, include_str!("rules/pages/nonstandard-label.md"), labels::nonstandard_label),
    rule("regulations-without-power", Family::Tables, W, include_str!("rules/pages/regulations-without-power.md"), labels::regulations_without_power),
    rule("row-sum-mismatch", Family::Totals, E, include_str!("rules/pages/row-sum-mismatch.md"), totals::row_sum_mismatch),
    rule("result-sum-mismatch", Family::Totals, E, include_str!("rules/pages/result-sum-mismatch.md"), totals::result_sum_mismatch),
    rule("balance-mismatch", Family::Totals, E, include_str!("rules/pages/balance-mismatch.md"), totals::balance_mismatch),
    rule("review-sum-mismatch", Family::Totals, E, include_str!("rules/pages/review-sum-mismatch.md"), totals::review_sum_mismatch),
    rule("documents-below-issued", Family::Totals, W, include_str!("rules/pages/documents-below-issued.md"), stock::documents_below_issued),
    rule("negative-stock", Family::Totals, E, include_str!("rules/pages/negative-stock.md"), stock::negative_stock),
    rule("procurement-mismatch", Family::Totals, W, include_str!("rules/pages/procurement-mismatch.md"), stock::procurement_mismatch),
    rule("unused-suppression", Family::Tool, I, include_str!("rules/pages/unused-suppression.md"), tool::found_elsewhere),
    rule("too-many-findings", Family::Tool, I, include_str!("rules/pages/too-many-findings.md"), tool::found_elsewhere),
    rule("file-too-large", Family::Tool, E, include_str!("rules/pages/file-too-large.md"), tool::found_elsewhere),
    rule("internal-error", Family::Tool, E, include_str!("rules/pages/internal-error.md"), tool::found_elsewhere),
];
