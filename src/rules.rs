//! All rules. A rule is one function, one line in `RULES` and one page.

mod cells;
mod folder;
mod previous;
mod prose;
mod sections;
mod stock;
mod tables;
pub mod tool;
mod totals;
mod wording;

use crate::lint::{Context, Family, Level, Rule, Severity, Sink};
use tables::{labels, merged, money, structure, values};

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
    rule("heading-in-paragraph", Family::Sections, W, include_str!("rules/pages/heading-in-paragraph.md"), sections::heading_in_paragraph),
    rule("missing-subtable", Family::Tables, E, include_str!("rules/pages/missing-subtable.md"), structure::missing_subtable),
    rule("unexpected-subtable", Family::Tables, W, include_str!("rules/pages/unexpected-subtable.md"), structure::unexpected_subtable),
    rule("missing-row", Family::Tables, E, include_str!("rules/pages/missing-row.md"), structure::missing_row),
    rule("duplicate-row", Family::Tables, W, include_str!("rules/pages/duplicate-row.md"), structure::duplicate_row),
    rule("row-out-of-order", Family::Tables, W, include_str!("rules/pages/row-out-of-order.md"), structure::row_out_of_order),
    rule("unknown-row", Family::Tables, W, include_str!("rules/pages/unknown-row.md"), structure::unknown_row),
    rule("wrong-cell-count", Family::Tables, E, include_str!("rules/pages/wrong-cell-count.md"), structure::wrong_cell_count),
    rule("empty-cell", Family::Tables, W, include_str!("rules/pages/empty-cell.md"), values::empty_cell),
    rule("blank-table", Family::Tables, E, include_str!("rules/pages/blank-table.md"), values::blank_table),
    rule("merged-figures", Family::Tables, W, include_str!("rules/pages/merged-figures.md"), merged::merged_figures),
    rule("placeholder-cell", Family::Tables, W, include_str!("rules/pages/placeholder-cell.md"), values::placeholder_cell),
    rule("not-a-number", Family::Tables, E, include_str!("rules/pages/not-a-number.md"), values::not_a_number),
    rule("invalid-count", Family::Tables, E, include_str!("rules/pages/invalid-count.md"), values::invalid_count),
    rule("number-format", Family::Tables, I, include_str!("rules/pages/number-format.md"), values::number_format),
    rule("money-unit", Family::Tables, W, include_str!("rules/pages/money-unit.md"), money::money_unit),
    rule("money-decimals", Family::Tables, I, include_str!("rules/pages/money-decimals.md"), money::money_decimals),
    rule("nonstandard-label", Family::Tables, I, include_str!("rules/pages/nonstandard-label.md"), labels::nonstandard_label),
    rule("regulations-without-power", Family::Tables, W, include_str!("rules/pages/regulations-without-power.md"), labels::regulations_without_power),
    rule("row-sum-mismatch", Family::Totals, E, include_str!("rules/pages/row-sum-mismatch.md"), totals::row_sum_mismatch),
    rule("result-sum-mismatch", Family::Totals, E, include_str!("rules/pages/result-sum-mismatch.md"), totals::result_sum_mismatch),
    rule("balance-mismatch", Family::Totals, E, include_str!("rules/pages/balance-mismatch.md"), totals::balance_mismatch),
    rule("handled-exceeds-received", Family::Totals, E, include_str!("rules/pages/handled-exceeds-received.md"), totals::handled_exceeds_received),
    rule("review-sum-mismatch", Family::Totals, E, include_str!("rules/pages/review-sum-mismatch.md"), totals::review_sum_mismatch),
    rule("documents-below-issued", Family::Totals, W, include_str!("rules/pages/documents-below-issued.md"), stock::documents_below_issued),
    rule("negative-stock", Family::Totals, E, include_str!("rules/pages/negative-stock.md"), stock::negative_stock),
    rule("fees-contradiction", Family::Totals, W, include_str!("rules/pages/fees-contradiction.md"), prose::fees_contradiction),
    rule("procurement-mismatch", Family::Totals, W, include_str!("rules/pages/procurement-mismatch.md"), stock::procurement_mismatch),
    rule("carry-over-mismatch", Family::Previous, E, include_str!("rules/pages/carry-over-mismatch.md"), previous::carry_over_mismatch),
    rule("documents-stock-mismatch", Family::Previous, W, include_str!("rules/pages/documents-stock-mismatch.md"), previous::documents_stock_mismatch),
    rule("item-stock-mismatch", Family::Previous, W, include_str!("rules/pages/item-stock-mismatch.md"), previous::item_stock_mismatch),
    rule("year-on-year-spike", Family::Previous, None, include_str!("rules/pages/year-on-year-spike.md"), previous::year_on_year_spike),
    rule("prose-table-mismatch", Family::Prose, W, include_str!("rules/pages/prose-table-mismatch.md"), prose::prose_table_mismatch),
    rule("prose-contradiction", Family::Prose, W, include_str!("rules/pages/prose-contradiction.md"), prose::prose_contradiction),
    rule("breakdown-mismatch", Family::Prose, W, include_str!("rules/pages/breakdown-mismatch.md"), prose::breakdown_mismatch),
    rule("percent-mismatch", Family::Prose, I, include_str!("rules/pages/percent-mismatch.md"), prose::percent_mismatch),
    rule("wrong-year", Family::Prose, W, include_str!("rules/pages/wrong-year.md"), prose::wrong_year),
    rule("stale-year", Family::Prose, I, include_str!("rules/pages/stale-year.md"), prose::stale_year),
    rule("wrong-citation", Family::Prose, W, include_str!("rules/pages/wrong-citation.md"), prose::wrong_citation),
    rule("outdated-citation", Family::Prose, I, include_str!("rules/pages/outdated-citation.md"), prose::outdated_citation),
    rule("missing-fee-statement", Family::Prose, I, include_str!("rules/pages/missing-fee-statement.md"), prose::missing_fee_statement),
    rule("missing-accountability", Family::Prose, I, include_str!("rules/pages/missing-accountability.md"), prose::missing_accountability),
    rule("missing-improvement", Family::Prose, W, include_str!("rules/pages/missing-improvement.md"), prose::missing_improvement),
    rule("unmatched-improvement", Family::Prose, I, include_str!("rules/pages/unmatched-improvement.md"), prose::unmatched_improvement),
    rule("missing-overview-aspect", Family::Prose, I, include_str!("rules/pages/missing-overview-aspect.md"), prose::missing_overview_aspect),
    rule("overview-too-long", Family::Prose, I, include_str!("rules/pages/overview-too-long.md"), prose::overview_too_long),
    rule("overview-without-figures", Family::Prose, I, include_str!("rules/pages/overview-without-figures.md"), prose::overview_without_figures),
    rule("missing-local-figure", Family::Prose, W, include_str!("rules/pages/missing-local-figure.md"), prose::missing_local_figure),
    rule("foreign-name", Family::Prose, W, include_str!("rules/pages/foreign-name.md"), prose::foreign_name),
    rule("unfilled-blank", Family::Wording, E, include_str!("rules/pages/unfilled-blank.md"), wording::unfilled_blank),
    rule("duplicated-word", Family::Wording, W, include_str!("rules/pages/duplicated-word.md"), wording::duplicated_word),
    rule("typo", Family::Wording, W, include_str!("rules/pages/typo.md"), wording::typo),
    rule("unpaired-mark", Family::Wording, W, include_str!("rules/pages/unpaired-mark.md"), wording::unpaired_mark),
    rule("unfinished-paragraph", Family::Wording, I, include_str!("rules/pages/unfinished-paragraph.md"), wording::unfinished_paragraph),
    rule("number-brackets", Family::Wording, I, include_str!("rules/pages/number-brackets.md"), wording::number_brackets),
    rule("doubled-punctuation", Family::Wording, I, include_str!("rules/pages/doubled-punctuation.md"), wording::doubled_punctuation),
    rule("halfwidth-punctuation", Family::Wording, I, include_str!("rules/pages/halfwidth-punctuation.md"), wording::halfwidth_punctuation),
    rule("book-title-separator", Family::Wording, None, include_str!("rules/pages/book-title-separator.md"), wording::book_title_separator),
    rule("mixed-brackets", Family::Wording, I, include_str!("rules/pages/mixed-brackets.md"), wording::mixed_brackets),
    rule("vague-figure", Family::Wording, I, include_str!("rules/pages/vague-figure.md"), wording::vague_figure),
    rule("traditional-characters", Family::Wording, I, include_str!("rules/pages/traditional-characters.md"), wording::traditional_characters),
    rule("extraction-residue", Family::Wording, I, include_str!("rules/pages/extraction-residue.md"), wording::extraction_residue),
    rule("missing-report", Family::Folder, W, include_str!("rules/pages/missing-report.md"), folder::found_between),
    rule("duplicate-report", Family::Folder, W, include_str!("rules/pages/duplicate-report.md"), folder::found_between),
    rule("wrong-report-year", Family::Folder, W, include_str!("rules/pages/wrong-report-year.md"), folder::found_between),
    rule("unlisted-report", Family::Folder, W, include_str!("rules/pages/unlisted-report.md"), folder::found_between),
    rule("roll-up-mismatch", Family::Folder, W, include_str!("rules/pages/roll-up-mismatch.md"), folder::found_between),
    rule("roll-up-incomplete", Family::Folder, I, include_str!("rules/pages/roll-up-incomplete.md"), folder::found_between),
    rule("content-overlap", Family::Folder, W, include_str!("rules/pages/content-overlap.md"), folder::found_between),
    rule("overlap-with-last-year", Family::Folder, W, include_str!("rules/pages/overlap-with-last-year.md"), folder::found_between),
    rule("zero-figures", Family::Folder, I, include_str!("rules/pages/zero-figures.md"), folder::found_between),
    rule("unused-suppression", Family::Tool, I, include_str!("rules/pages/unused-suppression.md"), tool::found_elsewhere),
    rule("too-many-findings", Family::Tool, I, include_str!("rules/pages/too-many-findings.md"), tool::found_elsewhere),
    rule("file-too-large", Family::Tool, E, include_str!("rules/pages/file-too-large.md"), tool::found_elsewhere),
    rule("internal-error", Family::Tool, E, include_str!("rules/pages/internal-error.md"), tool::found_elsewhere),
];
