//! Checks the claims of the text about cells against the tables.

use super::words;
use crate::lint::{Context, Finding, Message, Sink};
use crate::report::prose::meanings::{Term, value};
use crate::report::{BoundTable, Claim, Says};
use crate::rules::cells::value_span;
use crate::text::Span;

/// Cells shown beside a finding.
const MOST_RELATED: usize = 6;

/// `prose-table-mismatch`. Source: 国办公开办函〔2019〕60号, 〔2021〕30号: figures are given in the tables; the text repeats
/// them.
pub fn prose_table_mismatch(context: &Context, sink: &mut Sink) {
    for claim in &context.report.stated.claims {
        let Says::Count(count) = claim.says else { continue };
        if !claim.is_denied(&context.report.tables) {
            continue;
        }
        let finding = mismatch(context, claim, count);
        match finding {
            Some(finding) if claim.loose => sink.push_lowered(finding),
            finding => sink.push_some(finding),
        }
    }
}

fn mismatch(context: &Context, claim: &Claim, count: i64) -> Option<Finding> {
    let tables = &context.report.tables;
    let mut values: Vec<i64> = Vec::new();
    for meaning in claim.meanings.iter() {
        let value = value(tables, meaning)?;
        if !values.contains(&value) {
            values.push(value);
        }
    }
    let (first, others) = values.split_first()?;
    let expected = first.to_string();
    let cells = claim.cells(tables);
    let message = Message::new(if others.is_empty() { "message" } else { "message.several" })
        .with("words", words(context, whole(context, claim)))
        .with("cell", in_words(tables, cells)?)
        .with("expected", &expected)
        .with("others", others.iter().map(i64::to_string).collect::<Vec<_>>().join(" / "))
        .with("difference", count.abs_diff(*first).to_string());
    let said = said(context, claim);
    let mut finding = Finding::new(context.document.source_span(said), message)
        .about(name(tables, cells.first()?)?, count.to_string())
        .expecting(&expected);
    let edits = context.document.replace(said, &expected);
    finding = finding.suggesting(Message::new("fix").with("expected", &expected), edits);
    Some(relate(context, cells, finding))
}

/// `prose-contradiction`. Source: as above.
pub fn prose_contradiction(context: &Context, sink: &mut Sink) {
    for claim in &context.report.stated.claims {
        let template = match claim.says {
            Says::Count(_) => continue,
            Says::NoRequest | Says::NoReview => "message",
            Says::AllDone => "message.left",
        };
        if claim.is_denied(&context.report.tables) {
            sink.push_some(contradiction(context, claim, template));
        }
    }
}

fn contradiction(context: &Context, claim: &Claim, template: &'static str) -> Option<Finding> {
    let tables = &context.report.tables;
    let cells = claim.cells(tables);
    let value = value(tables, cells)?;
    let message = Message::new(template)
        .with("words", words(context, whole(context, claim)))
        .with("cell", in_words(tables, cells)?)
        .with("value", value.to_string());
    let mut finding = Finding::new(context.document.source_span(said(context, claim)), message);
    finding.cell = name(tables, cells.first()?);
    Some(relate(context, cells, finding))
}

/// Span of a claim's figure, or of the words that state it, in the text as read.
fn said(context: &Context, claim: &Claim) -> Span {
    context.report.prose.span(claim.said.start, claim.said.end)
}

/// The same with the words that say what is counted.
fn whole(context: &Context, claim: &Claim) -> Span {
    context.report.prose.span(claim.whole.start, claim.whole.end)
}

fn table<'t>(tables: &'t [BoundTable], term: &Term) -> Option<&'t BoundTable> {
    tables.iter().find(|table| table.index == term.table)
}

fn name(tables: &[BoundTable], term: &Term) -> Option<String> {
    Some(table(tables, term)?.cell_name(term.row, term.column))
}

/// The cells of a sum in words; of many the first and how many.
fn in_words(tables: &[BoundTable], cells: &[Term]) -> Option<String> {
    let label = |term: &Term| Some(table(tables, term)?.table().cell_label(term.row, term.column));
    let first = label(cells.first()?)?;
    let name = &table(tables, cells.first()?)?.table().name;
    Some(match cells.len() {
        1 => format!("{name}“{first}”"),
        2 => format!("{name}“{first}”与“{}”之和", label(&cells[1])?),
        count => format!("{name}“{first}”等 {count} 格之和"),
    })
}

/// Adds the cells of the sum that are not zero, else the first.
fn relate(context: &Context, cells: &[Term], finding: Finding) -> Finding {
    let tables = &context.report.tables;
    let filled = |term: &&Term| table(tables, term).and_then(|table| table.count(term.row, term.column)) != Some(0);
    let mut shown: Vec<&Term> = cells.iter().filter(filled).take(MOST_RELATED).collect();
    if shown.is_empty() {
        shown.extend(cells.first());
    }
    shown.into_iter().fold(finding, |finding, term| {
        let Some(table) = table(tables, term) else { return finding };
        let count = table.count(term.row, term.column).map(|count| count.to_string()).unwrap_or_default();
        let message = Message::new("message.related")
            .with("cell", table.table().cell_label(term.row, term.column))
            .with("value", count);
        finding.relating(value_span(context, table, term.row, term.column), message)
    })
}
