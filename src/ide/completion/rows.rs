//! Offers of rows that a table lacks, and of figures that its sums give.

use super::offer::{Body, Offer};
use super::snippet::{HOLE, drawn, with_holes};
use super::{CompletionKind, Scene, origin_of};
use crate::compose::grid;
use crate::dialect::{Form, LineKind};
use crate::han;
use crate::ide::place::{Thing, meets};
use crate::ide::sums::Sum;
use crate::number::Class;
use crate::report::{BoundTable, RowState, Value};
use crate::standard::{Edition, Layout, Table};
use crate::text::{Span, has_line_end};

/// A table that rows can be written into at the cursor.
struct TableHere<'s> {
    edition: &'static Edition,
    table: usize,
    bound: Option<&'s BoundTable>,
}

impl TableHere<'_> {
    fn facts(&self) -> &'static Table {
        &self.edition.tables[self.table]
    }

    /// Returns whether the draft lacks a row; the one that is being typed counts as lacking.
    fn lacks(&self, scene: &Scene, row: usize) -> bool {
        let Some(bound) = self.bound else { return true };
        let facts = &bound.rows[row];
        let label = facts.label.map(|label| scene.snapshot.place(label));
        let typed = scene.cursor.typed;
        let being_typed = label.is_some_and(|label| label.start <= typed.end && typed.start <= label.end);
        // The beginning of a label is none yet, or a figure: then the row's values stand on the line of the cursor.
        let values = facts.values.filter(|_| label.is_none()).map(|values| scene.snapshot.place(values).start);
        let between = values.map(|start| Span { start: start.min(typed.end), end: start.max(typed.end) });
        let on_line = between.is_some_and(|span| !has_line_end(span.of(scene.snapshot.source)));
        facts.state == RowState::Missing || being_typed || on_line
    }
}

/// The rows that the table at the cursor lacks: whole where the line is free, as labels where cells stand behind it.
pub fn rows<'s>(scene: &'s Scene<'s>) -> Vec<Offer<'s>> {
    let Some(place) = table_here(scene).filter(|place| place.facts().layout != Layout::Line) else { return Vec::new() };
    let facts = place.facts();
    let form = form_here(scene, &place);
    let (edition, table) = (place.edition, place.table);
    let lacking = (0..facts.rows.len()).filter(|&row| place.lacks(scene, row));
    let offer = |row: usize| {
        let label = &facts.rows[row].label;
        let whole = scene.cursor.at_end && matches!(form, Form::Markdown | Form::Tabs | Form::Pipes);
        let body = move || match whole.then(|| row_text(scene, edition, table, row, form)).flatten() {
            Some(text) => with_holes(&text),
            None => Body::plain(label.clone()),
        };
        Offer {
            label: label.clone(),
            detail: facts.rows[row].path.last().unwrap_or(&facts.name).clone(),
            kind: CompletionKind::Row,
            names: vec![without_number(facts.row_label(row)).to_owned()],
            rank: (0, 10 + row),
            subject: format!("row/{}/{}/{}", edition.id, facts.id, facts.rows[row].id),
            replaced: scene.cursor.typed,
            body: Box::new(body),
        }
    };
    lacking.map(offer).collect()
}

/// A label without the number before it.
fn without_number(label: &str) -> &str {
    let number =
        |mark: char| mark.is_ascii_digit() || han::is_ordinal(mark) || matches!(mark, '（' | '）' | '、' | '.');
    label.trim_start_matches(number)
}

/// The table at the cursor: the one whose lines it stands on or right behind; in a section that lacks its table, that
/// table as soon as a row is begun.
fn table_here<'s>(scene: &'s Scene<'s>) -> Option<TableHere<'s>> {
    let report = scene.report?;
    let offset = scene.cursor.typed.end;
    let lines = &scene.snapshot.document().lines;
    let near = |table: &&BoundTable| {
        let start = scene.snapshot.table_place(table).start;
        // The line being typed stands behind the table without being part of it.
        let behind = lines.get(table.lines.end..).unwrap_or_default();
        let place = |index: usize| behind.get(index).map(|line| scene.snapshot.place(line.span));
        let typing = place(0).is_some_and(|next| next.start <= offset && offset <= next.end);
        let end = if typing { place(1) } else { place(0) };
        start <= offset && end.is_none_or(|end| offset < end.start)
    };
    if let Some(bound) = report.tables.iter().find(near) {
        return Some(TableHere { edition: bound.edition, table: bound.index, bound: Some(bound) });
    }
    let section = scene.section().filter(|_| scene.cursor.cells.is_some() || !scene.cursor.text.is_empty())?;
    let table = scene.edition.table_in(section)?;
    let absent = report.table(&scene.edition.tables[table].id).is_none();
    absent.then_some(TableHere { edition: scene.edition, table, bound: None })
}

/// The form of the row at the cursor: that of the table's lines, or what is typed shows.
fn form_here(scene: &Scene, place: &TableHere) -> Form {
    let lines = place.bound.map_or(0..0, |bound| bound.lines.clone());
    let rows = scene.snapshot.document().lines.get(lines).unwrap_or_default().iter();
    let form = rows.rev().find_map(|line| match line.kind {
        LineKind::Row(form) => Some(form),
        LineKind::Short | LineKind::Prose => None,
    });
    let typed = if scene.cursor.head.contains('|') { Form::Markdown } else { Form::Tabs };
    form.unwrap_or(if place.bound.is_some() { Form::Lines } else { typed })
}

/// A row with its cells, from the cell at the cursor on; `None` where the cursor stands behind the row's label.
fn row_text(scene: &Scene, edition: &'static Edition, table: usize, row: usize, form: Form) -> Option<String> {
    let facts = &edition.tables[table];
    let text = drawn(&grid(edition, table, &|_, _| HOLE.to_string()), form);
    let mut lines = text.lines().filter(|line| line.contains(HOLE));
    let line = lines.nth(row)?;
    let (mark, bar) = if form == Form::Tabs { ('\t', false) } else { ('|', line.starts_with('|')) };
    let before = scene.cursor.cells.unwrap_or(0);
    let cells: Vec<&str> = line.split(mark).skip(usize::from(bar)).collect();
    let own = cells.iter().position(|cell| cell.trim() == facts.rows[row].label.replace('|', "\\|"))?;
    if before > own {
        return None;
    }
    let rest = cells.get(before..)?.join(if bar || mark == '|' { "|" } else { "\t" });
    // Tabs at either end of a row are cells; blanks round bars are none.
    Some(match (mark, bar && scene.cursor.cells.is_none()) {
        ('\t', _) => rest,
        (_, true) => format!("|{}", rest.trim_end()),
        (_, false) => rest.trim().to_owned(),
    })
}

/// The figure that the sums give for the cell at the cursor, where it is blank or wrong.
pub fn figures<'s>(scene: &'s Scene<'s>, offset: usize) -> Vec<Offer<'s>> {
    let Some((Thing::Cell(cell), _)) = scene.snapshot.thing_at(offset) else { return Vec::new() };
    let Some((_, table)) = scene.snapshot.table(cell.table) else { return Vec::new() };
    let Some(value) = table.value(cell.row, cell.column) else { return Vec::new() };
    let Some(replaced) = begun_figure(scene, value, offset) else { return Vec::new() };
    let own = (cell.row, cell.column);
    let totals = Sum::of_cell(table, cell.row, cell.column).filter(|sum| sum.total() == own);
    let given = totals.filter_map(|sum| Some((sum.expected()?, origin_of(scene.snapshot, &sum))));
    let determined = table.solution.determined.iter().filter(|(known, _)| table.place(*known) == own);
    let determined = determined.map(|&(_, figure)| (figure, table.table().cell_label(cell.row, cell.column)));
    let mut known: Vec<(i64, String)> = Vec::new();
    for (figure, origin) in given.chain(determined) {
        if !known.iter().any(|(other, _)| *other == figure) {
            known.push((figure, origin));
        }
    }
    let offer = |(order, (figure, origin)): (usize, (i64, String))| Offer {
        label: figure.to_string(),
        detail: origin,
        kind: CompletionKind::Figure,
        names: Vec::new(),
        rank: (0, order),
        subject: format!("row/{}/{}/{}", table.edition.id, table.table().id, table.table().rows[cell.row].id),
        replaced,
        body: Box::new(move || Body::plain(figure.to_string())),
    };
    known.into_iter().enumerate().map(offer).collect()
}

/// Span of the figure typed so far: empty in an empty cell, else the whole value if the cursor is at its end.
fn begun_figure(scene: &Scene, value: &Value, offset: usize) -> Option<Span> {
    let here = Span::new(offset, offset);
    let place = scene.snapshot.place(value.span);
    if value.class != Class::Empty {
        return (place.end as usize == offset).then_some(place);
    }
    let document = scene.snapshot.document();
    // Of an empty cell of a page only the inside can be written in.
    let inside = || document.fill(value.line, value.span, "").first().is_some_and(|edit| meets(edit.span, here));
    (document.view.is_none() || inside()).then_some(here)
}
