//! `merged-figures`: the figures of two cells written together.

use super::{checked, is_mixed};
use crate::dialect::{Form, LineKind};
use crate::edit::Edit;
use crate::lint::{Context, Finding, Message, Sink};
use crate::report::BoundTable;
use crate::report::tables::merged::{Merged, Shape};
use crate::rules::cells::figure_edits;

/// A figure that is those of two neighbouring cells: with it cut in two, the sum of the row holds exactly.
pub fn merged_figures(context: &Context, sink: &mut Sink) {
    for table in checked(context).filter(|table| !is_mixed(table)) {
        table.merged.iter().for_each(|merged| sink.push(together(context, table, merged)));
    }
}

fn together(context: &Context, table: &BoundTable, merged: &Merged) -> Finding {
    let (row, column) = table.place(merged.cell);
    let next = table.place(merged.cell + 1);
    let (standard, same_row) = (table.table(), next.0 == row);
    let other =
        if same_row { standard.column_label(row, next.1).to_owned() } else { standard.cell_label(next.0, next.1) };
    let (actual, [first, second]) = (merged.span.of(context.text), merged.figures);
    let message = Message::new("message")
        .with("cell", standard.cell_label(row, column))
        .with("other", other)
        .with("actual", actual)
        .with("first", first.to_string())
        .with("second", second.to_string());
    let title = Message::new("fix").with("first", first.to_string()).with("second", second.to_string());
    Finding::new(context.document.cell_span(context.source, merged.span), message)
        .about(table.cell_name(row, column), actual)
        .expecting(first.to_string())
        .suggesting(title, parted(context, table, merged))
}

/// Writes each figure into its cell; nothing in a form in which a cell cannot be added by a mark alone.
fn parted(context: &Context, table: &BoundTable, merged: &Merged) -> Vec<Edit> {
    let [first, second] = merged.figures;
    if merged.shape == Shape::OneCell {
        let Some(between) = mark_between(context, merged.line) else { return Vec::new() };
        return context.document.replace(merged.span, &format!("{first}{between}{second}"));
    }
    let cells = [(merged.cell, first), (merged.cell + 1, second)];
    let edits = cells.into_iter().flat_map(|(cell, figure)| {
        let (row, column) = table.place(cell);
        figure_edits(context, table, row, column, &figure.to_string())
    });
    let mut edits: Vec<Edit> = edits.collect();
    edits.sort_by_key(|edit| edit.span);
    edits
}

/// The mark between two cells of a line.
fn mark_between(context: &Context, line: usize) -> Option<&'static str> {
    let line = &context.document.lines[line];
    match line.kind {
        LineKind::Row(Form::Tabs) => Some("\t"),
        LineKind::Row(Form::TabLed) => Some("\n\t"),
        LineKind::Row(Form::Pipes | Form::Markdown) => Some(" | "),
        LineKind::Row(Form::PipeCells) => Some(" |\n"),
        LineKind::Short if context.document.cells_of(line).len() > 1 => Some(" "),
        _ => None,
    }
}
