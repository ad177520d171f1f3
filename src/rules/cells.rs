//! Finds the places of cells in the source for rules, and edits their figures.

use crate::edit::Edit;
use crate::lint::Context;
use crate::number::{self, Class};
use crate::report::BoundTable;
use crate::report::tables::identities::Check;
use crate::standard::Layout;
use crate::text::Span;

/// The row or column that a sum stands in, in words.
pub fn place_label(table: &BoundTable, check: &Check) -> String {
    table.table().sum_label(table.table().identities[check.identity].axis, check.place).to_owned()
}

/// Span of a value in the source; for a blank one, its place.
pub fn value_span(context: &Context, table: &BoundTable, row: usize, column: usize) -> Span {
    match table.value(row, column) {
        Some(value) => context.document.cell_span(context.source, figure_span(context, value.span, value.class)),
        None => row_span(context, table, row),
    }
}

/// The figure itself, without the note behind it.
fn figure_span(context: &Context, span: Span, class: Class) -> Span {
    let figure = (class == Class::Figure).then(|| number::parse(span.of(context.text))).flatten();
    let length = figure.map_or(span.len(), |figure| figure.length);
    Span::new(span.start as usize, span.start as usize + length)
}

/// A row's values, or else its label, in the source.
pub fn row_span(context: &Context, table: &BoundTable, row: usize) -> Span {
    let bound = &table.rows[row];
    let span = bound.values.or(bound.label).unwrap_or_else(|| table_span(context, table));
    context.document.source_span(span)
}

/// The table's first label, in bytes of what was read.
pub fn table_span(context: &Context, table: &BoundTable) -> Span {
    table.labels.first().map_or_else(|| context.report.first_span(context.document), |label| label.span)
}

/// The heading that a table stands under, else its first label, in the source.
pub fn heading_span(context: &Context, table: &BoundTable) -> Span {
    let heading = context.report.heading_of(table).map(|heading| heading.span);
    context.document.source_span(heading.unwrap_or_else(|| table_span(context, table)))
}

/// Edits that write a figure into a cell, in place of what stands there; nothing where the cell is not bound.
pub fn figure_edits(context: &Context, table: &BoundTable, row: usize, column: usize, figure: &str) -> Vec<Edit> {
    match table.value(row, column) {
        Some(value) if value.class == Class::Empty => context.document.fill(value.line, value.span, figure),
        Some(value) => context.document.replace(figure_span(context, value.span, value.class), figure),
        None => Vec::new(),
    }
}

/// Returns whether two cells are side by side or one above the other, in one part of the table.
pub fn are_neighbours(table: &BoundTable, one: (usize, usize), other: (usize, usize)) -> bool {
    let standard = table.table();
    if standard.layout == Layout::Line {
        let place = |(row, column): (usize, usize)| row * table.width() + column;
        return place(one).abs_diff(place(other)) == 1;
    }
    let same_part = standard.rows[one.0].part == standard.rows[other.0].part;
    same_part && one.0.abs_diff(other.0) + one.1.abs_diff(other.1) == 1
}
