//! Draws a table of the draft as the standard draws it, with the draft's own values in it.

use super::grid::{DrawnPart, DrawnRow, common, draw, drawn_part, grid, parts};
use crate::dialect::{Cell, Document, Form, Grid, write};
use crate::lint::Context;
use crate::number::{Class, is_blank, trim};
use crate::report::fold::fold;
use crate::report::tables::labels::{Role, Sense};
use crate::report::{BoundTable, Extra, LabelUse, RowState};
use crate::standard::{Edition, Kind, Layout, editions, nearest};
use crate::text::Span;

/// The table in standard form, every value as the draft writes it. A row with the wrong number of cells keeps them, but
/// for cells too many that all say the same; rows that are not the standard's are kept where they stand.
pub fn redraw(context: &Context, table: &BoundTable, form: Form) -> String {
    write(&redrawn(context.document, context.text, table, None), form)
}

/// The same with another figure in one cell: its row, its column in that row, its text.
pub fn redraw_with(context: &Context, table: &BoundTable, form: Form, figure: (usize, usize, &str)) -> String {
    write(&redrawn(context.document, context.text, table, Some(figure)), form)
}

/// The table of another edition with the draft's values in the cells that both editions have; the others are blank. `None`
/// where that edition has no such table.
pub fn carry_over(context: &Context, table: &BoundTable, edition: &Edition, form: Form) -> Option<String> {
    let old = table.table();
    let index = edition.table(&old.id)?;
    let new = &edition.tables[index];
    let value = |row: usize, column: usize| {
        let columns = new.columns_of(row);
        let known = edition.row_ids(index, row).into_iter().find_map(|id| old.row(id));
        let same = known.and_then(|row| {
            let kept = old.columns_of(row);
            let id = &new.columns[columns.start + column].id;
            table.value(row, kept.clone().position(|column| old.columns[column].id == *id)?)
        });
        same.map_or_else(String::new, |value| trim(value.span.of(context.text)).to_owned())
    };
    Some(write(&grid(edition, index, &value), form))
}

/// See `redraw`.
pub(super) fn redrawn(
    document: &Document,
    text: &str,
    bound: &BoundTable,
    figure: Option<(usize, usize, &str)>,
) -> Grid {
    let table = bound.table();
    let value = |row: usize, column: usize| match figure.filter(|new| (new.0, new.1) == (row, column)) {
        Some((_, _, figure)) => figure.to_owned(),
        None => bound.value(row, column).map_or_else(String::new, |value| trim(value.span.of(text)).to_owned()),
    };
    let mut drawn = parts(table, &value);
    keep_units(text, bound, &mut drawn);
    keep_miscounted(document, text, bound, &mut drawn);
    add_extras(document, text, bound, &mut drawn);
    add_foreign_parts(document, text, bound, &mut drawn);
    draw(table, &drawn)
}

/// A header over money may state a unit of the draft's own, without which its figures would change their meaning.
fn keep_units(text: &str, bound: &BoundTable, drawn: &mut [DrawnPart]) {
    let table = bound.table();
    for (part, drawn) in table.parts.iter().zip(drawn) {
        for (column, head) in part.columns.clone().zip(drawn.head.iter_mut().skip(1)) {
            let used = bound.labels.iter().find(|used| is_column(bound, used, column));
            let money = matches!(table.columns[column].kind, Kind::Money | Kind::BareMoney);
            let wording = used.filter(|_| money).map_or("", |used| used.span.of(text));
            if !wording.is_empty() && fold(wording) != fold(head) {
                *head = wording.split(is_blank).collect();
            }
        }
    }
}

fn is_column(bound: &BoundTable, used: &LabelUse, column: usize) -> bool {
    let is = |sense: Sense| sense.role == Role::Column && usize::from(sense.index) == column;
    used.label.sense(bound.edition).is_some_and(is)
}

/// Rows whose values could not be put into columns keep what they have.
fn keep_miscounted(document: &Document, text: &str, bound: &BoundTable, drawn: &mut [DrawnPart]) {
    let table = bound.table();
    for (row, facts) in bound.rows.iter().enumerate() {
        if !matches!(facts.state, RowState::Miscounted { .. }) {
            continue;
        }
        let part = &table.parts[table.rows[row].part];
        let rows = &mut drawn[table.rows[row].part].rows;
        let cells = values_in(document, text, bound, facts.values);
        if table.layout == Layout::Line {
            let wanted = rows.iter().map(|row| row.cells.len()).sum();
            rows.iter_mut().for_each(|row| row.cells.clear());
            rows[0].cells = counted(cells, wanted, Layout::Line);
            return;
        }
        rows[row - part.rows.start].cells = counted(cells, part.columns.len(), table.layout);
    }
}

/// The cells of a row that has another number of values than it should. Cells too many that all say the same are cut.
/// Cells too few stand among blanks so that it still cannot be told which is missing: the reader takes a row for complete
/// that has as many places as it should.
fn counted(mut cells: Vec<String>, wanted: usize, layout: Layout) -> Vec<String> {
    if cells.is_empty() {
        return vec![String::new(); wanted];
    }
    if cells.len() > wanted && cells.iter().all(|cell| *cell == cells[0]) {
        cells.truncate(wanted);
    }
    if cells.len() < wanted {
        if layout == Layout::Line {
            cells.insert(0, String::new());
        }
        cells.resize(wanted + 1, String::new());
    }
    cells
}

/// The values inside a span, without labels and empty cells.
fn values_in(document: &Document, text: &str, bound: &BoundTable, span: Option<Span>) -> Vec<String> {
    let Some(span) = span else { return Vec::new() };
    let is_label = |cell: &Cell| bound.labels.iter().any(|used| overlap(used.span, cell.span));
    let values = cells_in(document, span).filter(|cell| cell.class != Class::Empty && !is_label(cell));
    values.map(|cell| trim(cell.span.of(text)).to_owned()).collect()
}

/// The cells that lie wholly inside a span.
fn cells_in(document: &Document, span: Span) -> impl Iterator<Item = &Cell> {
    let first = document.cells.partition_point(|cell| cell.span.start < span.start);
    document.cells[first..]
        .iter()
        .take_while(move |cell| cell.span.start <= span.end)
        .filter(move |cell| span.contains(cell.span))
}

/// Returns whether two spans share a byte.
pub(super) fn overlap(one: Span, other: Span) -> bool {
    one.start < other.end && other.start < one.end
}

/// Rows that the standard does not have stand behind the row that they follow.
fn add_extras(document: &Document, text: &str, bound: &BoundTable, drawn: &mut [DrawnPart]) {
    let table = bound.table();
    // The last first, so that those behind the same row keep their order.
    for extra in bound.extras.iter().rev().filter(|extra| foreign_title(bound, extra.span.start).is_none()) {
        let before = row_before(bound, extra.span.start);
        let part = before.map_or(0, |row| table.rows[row].part);
        let at = before.map_or(0, |row| row + 1 - table.parts[part].rows.start);
        let Some(drawn) = drawn.get_mut(part) else { continue };
        let mut row = extra_row(document, text, bound, extra);
        if let (Some(above), Some(below)) = (at.checked_sub(1).and_then(|at| drawn.rows.get(at)), drawn.rows.get(at)) {
            row.path = above.path[..common(&above.path, &below.path)].to_vec();
        }
        drawn.rows.insert(at.min(drawn.rows.len()), row);
    }
}

fn extra_row(document: &Document, text: &str, bound: &BoundTable, extra: &Extra) -> DrawnRow {
    let labelled = !cells_in(document, extra.span).any(|cell| cell.class != Class::Text && cell.span == extra.span);
    let label = if labelled { extra.span.of(text).split(is_blank).collect() } else { String::new() };
    let behind = if labelled { Span { start: extra.span.end, end: extra.whole.end } } else { extra.whole };
    DrawnRow { path: Vec::new(), label, cells: values_in(document, text, bound, Some(behind)) }
}

/// The last row in its order that stands before an offset.
fn row_before(bound: &BoundTable, offset: u32) -> Option<usize> {
    let start = |row: usize| bound.rows[row].label.or(bound.rows[row].values).map(|span| span.start);
    let stands = |row: &usize| !bound.rows[*row].moved && start(*row).is_some_and(|start| start < offset);
    (0..bound.rows.len()).filter(stands).max_by_key(|&row| start(row))
}

/// The title that an offset stands under, if it is one of another edition only.
fn foreign_title(bound: &BoundTable, offset: u32) -> Option<&LabelUse> {
    let titles = bound
        .labels
        .iter()
        .filter(|used| title_in(used, bound.edition).is_some() || foreign_sense(bound, used).is_some());
    titles.take_while(|used| used.span.start <= offset).last().filter(|used| foreign_sense(bound, used).is_some())
}

/// Returns the sense of a label in an edition, if it is the title of a part there.
fn title_in(used: &LabelUse, edition: &Edition) -> Option<Sense> {
    used.label.sense(edition).filter(|sense| sense.role == Role::Part)
}

/// The edition, other than that of the table, in which a label is the title of a part, and its sense there.
pub(super) fn foreign_sense(bound: &BoundTable, used: &LabelUse) -> Option<(&'static Edition, Sense)> {
    if used.label.sense(bound.edition).is_some() {
        return None;
    }
    let titled = editions().iter().filter(|edition| title_in(used, edition).is_some());
    let edition = nearest(titled, bound.edition)?;
    Some((edition, title_in(used, edition)?))
}

/// Parts that only another edition has are kept as that edition draws them, behind the part they follow.
fn add_foreign_parts(document: &Document, text: &str, bound: &BoundTable, drawn: &mut Vec<DrawnPart>) {
    let titles = bound.labels.iter().filter_map(|used| Some((used, foreign_sense(bound, used)?)));
    for (count, (used, (edition, sense))) in titles.enumerate() {
        let Some(table) = edition.table(&bound.table().id).map(|index| &edition.tables[index]) else { continue };
        let Some(facts) = table.parts.get(usize::from(sense.index)) else { continue };
        let under =
            |extra: &&Extra| foreign_title(bound, extra.span.start).is_some_and(|title| title.span == used.span);
        let rows = bound.extras.iter().filter(under).map(|extra| extra_row(document, text, bound, extra)).collect();
        let part = DrawnPart { rows, ..drawn_part(table, facts, &|_, _| String::new()) };
        let behind = row_before(bound, used.span.start).map_or(0, |row| bound.table().rows[row].part + 1);
        drawn.insert((behind + count).min(drawn.len()), part);
    }
}
