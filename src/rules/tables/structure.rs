//! Rows and parts of the tables: missing, repeated, moved, unknown, or with the wrong number of cells.

use super::{checked, is_mixed};
use crate::compose::{self, Fill};
use crate::lint::{Context, Finding, Message, Sink};
use crate::report::tables::labels::{Role, Sense};
use crate::report::{BoundTable, RowState};
use crate::rules::cells::{heading_span, row_span, table_span};
use crate::standard::Layout;
use crate::text::Span;

/// 表二 lacks one of its parts. Source: 《政府信息公开条例》第二十条; the notices' 表二.
pub fn missing_subtable(context: &Context, sink: &mut Sink) {
    for table in checked(context).filter(|table| !is_mixed(table)) {
        for part in missing_parts(table) {
            let title = &table.table().parts[part].title;
            let message = Message::new("message").with("part", title.clone()).with("table", table.table().name.clone());
            let finding = Finding::new(heading_span(context, table), message).expecting(title.clone());
            sink.push(with_part_inserted(context, table, part, finding));
        }
    }
}

/// Titled parts no row and no title of which stands in the draft.
fn missing_parts(table: &BoundTable) -> Vec<usize> {
    let standard = table.table();
    let titled = |part: &usize| !standard.parts[*part].title.is_empty();
    let absent = |part: &usize| {
        let rows = standard.parts[*part].rows.clone();
        rows.into_iter().all(|row| table.rows[row].state == RowState::Missing) && title_of(table, *part).is_none()
    };
    (0..standard.parts.len()).filter(titled).filter(absent).collect()
}

/// Span of a part's title in the draft.
fn title_of(table: &BoundTable, part: usize) -> Option<Span> {
    let is_title = |sense: Sense| sense.role == Role::Part && usize::from(sense.index) == part;
    table.labels.iter().find(|label| label.label.sense(table.edition).is_some_and(is_title)).map(|label| label.span)
}

/// A fix that inserts the part behind the last row before it, or before the first line of the table.
fn with_part_inserted(context: &Context, table: &BoundTable, part: usize, finding: Finding) -> Finding {
    // Rows that share one line with everything else cannot be inserted between.
    if context.document.broken {
        return finding;
    }
    let first = table.table().parts[part].rows.start;
    let before = (0..first).rev().find(|&row| table.rows[row].state != RowState::Missing);
    let mut finding = finding;
    for (fill, title) in [(Fill::Blank, "fix.blank"), (Fill::Zeros, "fix.zeros")] {
        let title = Message::new(title).with("part", table.table().parts[part].title.clone());
        finding = finding.suggesting(title, compose::insert_part(context, table, part, before, fill));
    }
    finding
}

/// A part that the edition does not have.
pub fn unexpected_subtable(context: &Context, sink: &mut Sink) {
    for table in checked(context).filter(|table| !is_mixed(table)) {
        for label in &table.labels {
            if label.label.sense(table.edition).is_none() && label.label.may_be(Role::Part) {
                let title = label.span.of(context.text);
                let message = Message::new("message").with("part", title).with("edition", table.edition.id.to_string());
                let finding = Finding::new(context.document.source_span(label.span), message);
                let edits = compose::delete_part(context, table, label.span);
                sink.push(finding.suggesting(Message::new("fix").with("part", title), edits));
            }
        }
    }
}

/// A row of the edition is absent. Rows that are missing together are one finding.
pub fn missing_row(context: &Context, sink: &mut Sink) {
    for table in checked(context).filter(|table| !is_mixed(table) && table.table().layout != Layout::Line) {
        let missing_parts = missing_parts(table);
        let missing = |row: usize| {
            table.rows[row].state == RowState::Missing && !missing_parts.contains(&table.table().rows[row].part)
        };
        let mut row = 0;
        while row < table.rows.len() {
            let end = row + (row..table.rows.len()).take_while(|&next| missing(next)).count();
            if end > row {
                sink.push(missing_rows(context, table, row..end));
            }
            row = end + 1;
        }
    }
}

fn missing_rows(context: &Context, table: &BoundTable, rows: std::ops::Range<usize>) -> Finding {
    let before = (0..rows.start).rev().find(|&row| table.rows[row].state != RowState::Missing);
    let label = before.and_then(|row| table.rows[row].label);
    let span = label.map_or_else(|| heading_span(context, table), |label| context.document.source_span(label));
    let names: Vec<&str> = rows.clone().map(|row| table.table().row_label(row)).collect();
    let message = Message::new(if names.len() == 1 { "message" } else { "message.several" })
        .with("rows", names.join("、"))
        .with("count", names.len().to_string())
        .with("table", table.table().name.clone());
    let mut finding = Finding::new(span, message).expecting(table.table().rows[rows.start].label.clone());
    if context.document.broken {
        return finding;
    }
    for (fill, title) in [(Fill::Blank, "fix.blank"), (Fill::Zeros, "fix.zeros")] {
        let title = Message::new(title).with("rows", names.join("、"));
        finding = finding.suggesting(title, compose::insert_rows(context, table, rows.clone(), fill));
    }
    finding
}

/// A row stands twice.
pub fn duplicate_row(context: &Context, sink: &mut Sink) {
    for table in checked(context) {
        for extra in &table.extras {
            let Some(row) = extra.repeats else { continue };
            let message = Message::new("message").with("row", table.table().row_label(usize::from(row)));
            let finding = Finding::new(context.document.source_span(extra.span), message);
            let first = row_span(context, table, usize::from(row));
            sink.push(finding.relating(first, Message::new("message.related")));
        }
    }
}

/// A row stands out of the order of the standard.
pub fn row_out_of_order(context: &Context, sink: &mut Sink) {
    for table in checked(context) {
        for (row, bound) in table.rows.iter().enumerate().filter(|(_, bound)| bound.moved) {
            let span =
                bound.label.map_or_else(|| row_span(context, table, row), |label| context.document.source_span(label));
            let before = row.checked_sub(1).map(|before| table.table().row_label(before));
            let template = if before.is_some() { "message" } else { "message.first" };
            let message = Message::new(template)
                .with("row", table.table().row_label(row))
                .with("before", before.unwrap_or_default());
            sink.push(Finding::new(span, message));
        }
    }
}

/// A row that the standard does not have.
pub fn unknown_row(context: &Context, sink: &mut Sink) {
    for table in checked(context).filter(|table| !is_mixed(table)) {
        for extra in table.extras.iter().filter(|extra| extra.repeats.is_none() && !extra.in_foreign_part) {
            let message = Message::new("message")
                .with("row", extra.span.of(context.text))
                .with("table", table.table().name.clone());
            sink.push(Finding::new(context.document.source_span(extra.span), message));
        }
    }
}

/// A row has more or fewer values than its columns. Neighbouring rows with the same fault are one finding.
pub fn wrong_cell_count(context: &Context, sink: &mut Sink) {
    for table in checked(context).filter(|table| !is_mixed(table) && !table.is_blank()) {
        if table.table().layout == Layout::Line {
            line_count(context, table, sink);
            continue;
        }
        let mut row = 0;
        while row < table.rows.len() {
            let state = table.rows[row].state;
            let merged = table.lacks_a_mark(row);
            let same = |next: &usize| table.rows[*next].state == state && table.lacks_a_mark(*next) == merged;
            let end = row + (row..table.rows.len()).take_while(same).count().max(1);
            if let RowState::Miscounted { filled, blank } = state
                && !merged
            {
                let wanted = table.table().columns_of(row).len();
                push_count(sink, miscounted(context, table, row..end, filled, wanted), blank);
            }
            row = end;
        }
    }
}

/// A table of one line: its rows stand side by side and are counted together.
fn line_count(context: &Context, table: &BoundTable, sink: &mut Sink) {
    let wanted = table.rows.len() * table.width();
    match table.rows[0].state {
        RowState::Miscounted { .. } if table.lacks_a_mark(0) => {}
        RowState::Miscounted { filled, blank } => {
            push_count(sink, miscounted(context, table, 0..1, filled, wanted), blank)
        }
        RowState::Missing => push_count(sink, miscounted(context, table, 0..1, 0, wanted), false),
        RowState::Bound => {}
    }
}

fn push_count(sink: &mut Sink, finding: Finding, blank: bool) {
    if blank { sink.push_lowered(finding) } else { sink.push(finding) }
}

fn miscounted(
    context: &Context,
    table: &BoundTable,
    rows: std::ops::Range<usize>,
    filled: u16,
    wanted: usize,
) -> Finding {
    let spans = rows.clone().map(|row| row_span(context, table, row));
    let span = spans.reduce(Span::cover).unwrap_or_else(|| context.document.source_span(table_span(context, table)));
    let line = table.table().layout == Layout::Line;
    let template = match (line, rows.len()) {
        (true, _) => "message.line",
        (false, 1) => "message",
        _ => "message.several",
    };
    let message = Message::new(template)
        .with("row", table.table().row_label(rows.start))
        .with("last", table.table().row_label(rows.end - 1))
        .with("count", rows.len().to_string())
        .with("table", table.table().name.clone())
        .with("expected", wanted.to_string())
        .with("actual", filled.to_string());
    let mut finding = Finding::new(span, message).expecting(wanted.to_string());
    finding.actual = Some(filled.to_string());
    finding
}
