//! Edits that put missing rows and parts into a table of the draft, and take foreign ones out.

use std::ops::Range;

use super::grid::{
    DrawnRow, Merging, common, draw_block, draw_row, draw_rows, drawn_part, drawn_row, label_depth, width,
};
use super::insert::{insert_before_line, insert_rows_after, insert_rows_before, whole_lines};
use super::redraw::foreign_sense;
use super::{Fill, form_at};
use crate::dialect::{CellElement, Form, Grid, GridCell, LineKind, write};
use crate::edit::Edit;
use crate::lint::Context;
use crate::report::fold::fold;
use crate::report::tables::labels::Role;
use crate::report::{BoundTable, LabelUse, RowState};
use crate::standard::Layout;
use crate::text::Span;

/// Anchor at which rows are inserted.
#[derive(Clone, Copy, Debug)]
enum RowAnchor {
    Behind(usize),
    Before(usize),
}

/// Edits that insert the `rows` of the standard, which the table lacks, where they belong.
pub fn insert_rows(context: &Context, table: &BoundTable, rows: Range<usize>, fill: Fill) -> Vec<Edit> {
    let parts = &table.table().parts;
    let each = parts.iter().map(|part| rows.start.max(part.rows.start)..rows.end.min(part.rows.end));
    let mut edits: Vec<Edit> = match table.table().layout {
        Layout::Blocks => each
            .filter(|rows| !rows.is_empty())
            .flat_map(|rows| insert_into_block(context, table, rows, fill))
            .collect(),
        Layout::Crosstab => insert_into_crosstab(context, table, rows, fill),
        Layout::Line => Vec::new(),
    };
    edits.sort_by_key(|edit| edit.span);
    edits
}

/// Edits that insert a part of the standard, which the table lacks: behind the row `before`, or before the whole table.
pub fn insert_part(context: &Context, table: &BoundTable, part: usize, before: Option<usize>, fill: Fill) -> Vec<Edit> {
    let facts = table.table();
    let drawn = drawn_part(facts, &facts.parts[part], &|_, _| fill.text().to_owned());
    let place =
        before.map_or(RowAnchor::Before(table.lines.start), |row| RowAnchor::Behind(last_line(context, table, row)));
    vec![put(context, place, draw_block(&drawn, width(facts, &[])))]
}

/// Edits that delete the part whose title stands at `title`, up to the next title or row of the standard. None where the
/// lines hold anything else.
pub fn delete_part(context: &Context, table: &BoundTable, title: Span) -> Vec<Edit> {
    let first = line_at(context, title.start);
    let last =
        (first..table.lines.end).take_while(|&line| line == first || !begins_other(context, table, title, line)).last();
    let lines = first..last.map_or(first, |last| last + 1);
    let foreign = lines
        .clone()
        .all(|line| super::leftovers::words(context.document, context.text, &context.report.tables, line).is_empty());
    let headed = |line: usize| context.report.headings.iter().any(|heading| heading.line == line);
    // Without its first row, a Markdown table has no delimiter row.
    let markdown = first == table.lines.start && context.document.lines[first].kind == LineKind::Row(Form::Markdown);
    if !foreign
        || markdown
        || lines.clone().any(|line| headed(line) || context.document.lines[line].kind == LineKind::Prose)
    {
        return Vec::new();
    }
    deletion(context, lines)
}

/// Returns whether something of the standard, or another part, begins on the line.
fn begins_other(context: &Context, table: &BoundTable, title: Span, line: usize) -> bool {
    let is_title = |used: &LabelUse| {
        let here = used.label.sense(table.edition).is_some_and(|sense| sense.role == Role::Part);
        used.span.start > title.start && (here || foreign_sense(table, used).is_some())
    };
    let titles = table.labels.iter().filter(|used| is_title(used)).map(|used| used.span);
    let rows = table.rows.iter().flat_map(|row| [row.label, row.values]).flatten();
    titles.chain(rows).any(|span| line_at(context, span.start) == line)
}

/// Deletes lines with their line ends; of a page, their elements.
fn deletion(context: &Context, lines: Range<usize>) -> Vec<Edit> {
    let delete = |span: Span| Edit { span, text: String::new() };
    let rows = || context.document.lines[lines.clone()].iter().all(|line| line.kind == LineKind::Row(Form::Html));
    if let Some(view) = context.document.view.as_ref().filter(|_| rows()) {
        return view.blocks[lines].iter().map(|block| delete(block.element)).collect();
    }
    if context.document.page {
        return Vec::new();
    }
    let span = whole_lines(context, lines.clone());
    let next = context.document.lines.get(lines.end).map(|_| whole_lines(context, lines.end..lines.end + 1));
    let end = next.map_or(span.end, |next| next.start.max(span.end));
    vec![delete(Span { start: span.start, end })]
}

fn insert_into_block(context: &Context, table: &BoundTable, rows: Range<usize>, fill: Fill) -> Vec<Edit> {
    let facts = table.table();
    let part = facts.parts[facts.rows[rows.start].part].rows.clone();
    let before = (part.start..rows.start).rev().find(|&row| is_present(table, row));
    let after = (rows.end..part.end).find(|&row| is_present(table, row));
    let place = match (before, after) {
        (Some(row), _) => RowAnchor::Behind(last_line(context, table, row)),
        (None, Some(row)) => RowAnchor::Before(first_line(context, table, row)),
        (None, None) => match head_of(context, table, facts.rows[rows.start].part) {
            Some(line) => RowAnchor::Behind(line),
            None => return Vec::new(),
        },
    };
    let value = |_: usize, _: usize| fill.text().to_owned();
    let drawn = rows.map(|row| draw_row(&drawn_row(facts, row, &value), width(facts, &[]))).collect();
    vec![put(context, place, drawn)]
}

/// The last line of the title and headers of a part that has no rows.
fn head_of(context: &Context, table: &BoundTable, part: usize) -> Option<usize> {
    let title = |used: &LabelUse| used.label.sense(table.edition).filter(|sense| sense.role == Role::Part);
    let at = table.labels.iter().position(|used| title(used).is_some_and(|sense| usize::from(sense.index) == part))?;
    let behind = table.labels[at + 1..].iter();
    let is_head = |used: &&LabelUse| used.label.senses().all(|sense| matches!(sense.role, Role::Column | Role::Header));
    let last = behind.take_while(is_head).last().unwrap_or(&table.labels[at]);
    Some(line_at(context, last.span.end.saturating_sub(1)))
}

fn insert_into_crosstab(context: &Context, table: &BoundTable, rows: Range<usize>, fill: Fill) -> Vec<Edit> {
    let before = (0..rows.start).rev().find(|&row| is_present(table, row));
    let after = (rows.end..table.rows.len()).find(|&row| is_present(table, row));
    let place = match (before, after) {
        (Some(row), _) => RowAnchor::Behind(last_line(context, table, row)),
        (None, Some(row)) => RowAnchor::Before(first_line(context, table, row)),
        (None, None) => return Vec::new(),
    };
    let html = form_of(context, place) == Form::Html;
    let facts = table.table();
    let above = before.map_or(&[][..], |row| &facts.rows[row].path);
    let value = |_: usize, _: usize| fill.text().to_owned();
    let mut drawn: Vec<DrawnRow> = rows.clone().map(|row| drawn_row(facts, row, &value)).collect();
    drawn.iter_mut().for_each(|row| without_repetition(context, table, row, above, html));
    let merging = if html { Merging::Spans } else { Merging::Places };
    let mut edits = if html { widened(context, table, &drawn, above) } else { Vec::new() };
    edits.push(put(context, place, draw_rows(&drawn, above, label_depth(facts), merging)));
    edits
}

/// A merged label that the draft has in a row below is not written again: its place stays empty, or the row's own label
/// covers it.
fn without_repetition(context: &Context, table: &BoundTable, row: &mut DrawnRow, above: &[String], html: bool) {
    let shared = common(above, &row.path);
    let known: Vec<String> = table.labels.iter().map(|used| fold(used.span.of(context.text))).collect();
    let stands = |label: &String| known.contains(&fold(label));
    let Some(level) = (shared..row.path.len()).find(|&level| stands(&row.path[level])) else { return };
    if html {
        row.path.truncate(level);
    } else {
        row.path[level..].iter_mut().filter(|label| stands(label)).for_each(String::clear);
    }
}

/// Edits that make the merged cells of a page that a row above begins reach over the rows put behind it.
fn widened(context: &Context, table: &BoundTable, rows: &[DrawnRow], above: &[String]) -> Vec<Edit> {
    let Some(view) = &context.document.view else { return Vec::new() };
    let widen = |level: usize| {
        let group = &above[..=level];
        let inserted = rows.iter().filter(|row| row.path.starts_with(group)).count();
        let standard = table.table().rows.iter().enumerate();
        let present = standard.filter(|(row, facts)| is_present(table, *row) && facts.path.starts_with(group)).count();
        let name = fold(&above[level]);
        let mut labels = table.labels.iter().filter(|used| fold(used.span.of(context.text)) == name);
        let cell = labels.find_map(|used| view.cell(used.span))?;
        let wanted = present + inserted;
        (inserted > 0 && wanted > usize::from(cell.rows)).then(|| with_rows(context.source, cell, wanted))
    };
    (0..above.len()).filter_map(widen).collect()
}

/// Gives a cell of a page another `rowspan`.
fn with_rows(source: &str, cell: &CellElement, rows: usize) -> Edit {
    let start = cell.element.start as usize;
    let tag = &source[start..start + source[start..].find('>').unwrap_or(0)];
    let lower = tag.to_ascii_lowercase();
    let attribute = lower.find("rowspan").and_then(|at| Some(at + lower[at..].find(|c: char| c.is_ascii_digit())?));
    let Some(at) = attribute else {
        let name = start + tag.find(|c: char| c.is_ascii_whitespace()).unwrap_or(tag.len());
        return Edit { span: Span::new(name, name), text: format!(" rowspan=\"{rows}\"") };
    };
    let digits = lower[at..].find(|c: char| !c.is_ascii_digit()).unwrap_or(lower.len() - at);
    Edit { span: Span::new(start + at, start + at + digits), text: rows.to_string() }
}

fn form_of(context: &Context, place: RowAnchor) -> Form {
    let (RowAnchor::Behind(line) | RowAnchor::Before(line)) = place;
    form_at(context.document, context.kind, line)
}

/// Puts rows in their place.
fn put(context: &Context, place: RowAnchor, rows: Vec<Vec<GridCell>>) -> Edit {
    let form = form_of(context, place);
    match place {
        RowAnchor::Behind(line) => insert_rows_after(context, line, &rows_text(rows, form)),
        RowAnchor::Before(line) if form == Form::Markdown && begins_table(context, line) => {
            insert_before_line(context, line, &write(&Grid { rows }, form))
        }
        RowAnchor::Before(line) => insert_rows_before(context, line, &rows_text(rows, form)),
    }
}

/// Returns whether the line is the first of a Markdown table: a row before it would need a delimiter row of its own.
fn begins_table(context: &Context, line: usize) -> bool {
    let lines = &context.document.lines;
    lines[line].gap || line == 0 || lines[line - 1].kind != LineKind::Row(Form::Markdown)
}

/// Rows as they stand inside a table: without its tags, without a delimiter row.
fn rows_text(rows: Vec<Vec<GridCell>>, form: Form) -> String {
    let text = write(&Grid { rows }, form);
    let lines: Vec<&str> = text.lines().collect();
    match (form, &lines[..]) {
        (Form::Html, [_, rows @ .., _]) => rows.join("\n"),
        (Form::Markdown, [first, _, rest @ ..]) => [&[*first], rest].concat().join("\n"),
        _ => text,
    }
}

fn is_present(table: &BoundTable, row: usize) -> bool {
    table.rows[row].state != RowState::Missing
}

/// The line on which a row begins.
fn first_line(context: &Context, table: &BoundTable, row: usize) -> usize {
    let facts = &table.rows[row];
    facts.label.map_or(facts.line, |label| line_at(context, label.start).min(facts.line))
}

/// The line on which a row ends.
fn last_line(context: &Context, table: &BoundTable, row: usize) -> usize {
    let facts = &table.rows[row];
    let columns = table.table().columns_of(row).len();
    let values = (0..columns).filter_map(|column| table.value(row, column)).map(|value| value.line);
    let spans = [facts.label, facts.values].into_iter().flatten();
    let ends = spans.map(|span| line_at(context, span.end.saturating_sub(1)));
    values.chain(ends).fold(facts.line, usize::max)
}

/// The line of the document that holds an offset of what was read.
fn line_at(context: &Context, offset: u32) -> usize {
    context.document.lines.partition_point(|line| line.span.start <= offset).saturating_sub(1)
}
