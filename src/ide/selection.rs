//! Expanding selections: figure, row, table, section, report, text.

use super::Snapshot;
use super::place::{Thing, touches};
use crate::text::Span;

/// Spans around an offset, the smallest first; each holds the one before and is larger. The last is the whole text.
pub fn selection(snapshot: &Snapshot, offset: usize) -> Vec<Span> {
    let mut around = Vec::new();
    if let Some((thing, span)) = snapshot.thing_at(offset) {
        around.push(trimmed(snapshot.source, span));
        around.extend(row_of(snapshot, thing));
    }
    let document = snapshot.document();
    let lines = document.lines.partition_point(|line| snapshot.place(line.span).start as usize <= offset);
    let line = lines.checked_sub(1).map(|line| snapshot.place(document.lines[line].span));
    around.extend(line);
    if let Some((_, report)) = snapshot.report_at(offset) {
        around.extend(report.tables.iter().map(|table| snapshot.table_place(table)));
        let sections = report.headings.iter().map(|heading| (heading.line, report.body(heading).end));
        around.extend(sections.map(|(first, end)| snapshot.lines_place(first..end)));
        around.push(snapshot.lines_place(report.lines.clone()));
    }
    around.push(Span::new(0, snapshot.source.len()));
    around.retain(|span| touches(*span, offset));
    around.sort_by_key(|span| span.len());
    nested(around)
}

/// The row that a thing of a table stands in: its label and its values.
fn row_of(snapshot: &Snapshot, thing: Thing) -> Option<Span> {
    let (at, row) = match thing {
        Thing::Cell(cell) => (cell.table, cell.row),
        Thing::Row(at, row) => (at, row),
        _ => return None,
    };
    let (_, table) = snapshot.table(at)?;
    let facts = table.rows.get(row)?;
    facts.label.into_iter().chain(facts.values).map(|span| snapshot.place(span)).reduce(Span::cover)
}

/// A span without the blanks at its edges; as it is where it holds nothing else.
fn trimmed(source: &str, span: Span) -> Span {
    let text = span.of(source);
    let start = span.start as usize + (text.len() - text.trim_start().len());
    if text.trim().is_empty() { span } else { Span::new(start, start + text.trim().len()) }
}

/// Leaves out what does not hold all before it.
fn nested(spans: Vec<Span>) -> Vec<Span> {
    let mut kept: Vec<Span> = Vec::new();
    for span in spans {
        if kept.last().is_none_or(|last| span.contains(*last) && span != *last) {
            kept.push(span);
        }
    }
    kept
}
