//! Actions that write a whole table anew: in standard form, in another way of writing, in a newer edition.

use super::{Action, ActionKind, Change};
use crate::compose::{self, form_for};
use crate::dialect::{Form, LineKind};
use crate::edit::Edit;
use crate::ide::place::meets;
use crate::ide::words::Words;
use crate::ide::{Snapshot, TableAt};
use crate::report::{BoundTable, Report};
use crate::standard::{Edition, newest};
use crate::text::{LineEnd, Span};

/// Rewrites of the tables that a span meets, or the headings of whose sections it meets: the standard form first. The form
/// of a newer edition comes next where the report's year asks for it, else last.
pub fn rewrites(snapshot: &Snapshot, range: Span) -> Vec<Action> {
    let is_near = |report: &Report, table: &BoundTable| {
        let heading = report.heading_of(table).map(|heading| snapshot.place(heading.span));
        meets(snapshot.table_place(table), range) || heading.is_some_and(|heading| meets(heading, range))
    };
    let near = snapshot.tables().filter(|(_, report, table)| is_near(report, table));
    near.flat_map(|(at, report, table)| of_table(snapshot, at, report, table)).collect()
}

fn of_table(snapshot: &Snapshot, at: TableAt, report: &Report, table: &BoundTable) -> Vec<Action> {
    let title = Words(snapshot.language).redraw(&table.table().name);
    let redrawn = redraw(snapshot, at).map(|edits| Action::new(ActionKind::Redraw, title, Change::Edits(edits)));
    let upgrade = upgrade(snapshot, report, table);
    let asked = report.year.is_none() || report.edition.is_none_or(|edition| edition.id != table.edition.id);
    let (first, last) = if asked { (upgrade, None) } else { (None, upgrade) };
    redrawn.into_iter().chain(first).chain(conversions(snapshot, report, table)).chain(last).collect()
}

/// The table in the form of the report's edition, where that is newer than the table's, else of the newest.
fn upgrade(snapshot: &Snapshot, report: &Report, table: &BoundTable) -> Option<Action> {
    let newer = |edition: &&Edition| edition.index > table.edition.index;
    let edition = [report.standard(), newest()].into_iter().find(newer)?;
    let text = compose::carry_over(&snapshot.context(report), table, edition, form_of(snapshot, table))?;
    let title = Words(snapshot.language).upgrade(&table.table().name, edition.id);
    Some(Action::new(ActionKind::Upgrade, title, Change::Edits(replace(snapshot, report, table, &text)?)))
}

/// The table in other ways of writing. A page keeps its own.
fn conversions(snapshot: &Snapshot, report: &Report, table: &BoundTable) -> Vec<Action> {
    if snapshot.document().page {
        return Vec::new();
    }
    let words = Words(snapshot.language);
    let forms = [(Form::Markdown, words.markdown()), (Form::Tabs, words.tabs()), (Form::Html, words.html())];
    let own = form_of(snapshot, table);
    let cells = has_cells_in_lines(snapshot);
    let possible = |(form, _): &(Form, &str)| *form != own && !(cells && *form == Form::Markdown);
    let action = |(form, name): (Form, &'static str)| {
        let text = compose::redraw(&snapshot.context(report), table, form);
        let title = words.convert_table(&table.table().name, name);
        Some(Action::new(ActionKind::Convert, title, Change::Edits(replace(snapshot, report, table, &text)?)))
    };
    forms.into_iter().filter(possible).filter_map(action).collect()
}

/// Edits that draw a table in standard form, in its own way of writing, its figures kept. `None` where there is no such
/// table, where its lines hold what is no part of it, and where it is in standard form already.
pub fn redraw(snapshot: &Snapshot, at: TableAt) -> Option<Vec<Edit>> {
    let (report, table) = snapshot.table(at)?;
    let text = compose::redraw(&snapshot.context(report), table, form_of(snapshot, table));
    replace(snapshot, report, table, &text)
}

/// The same in a form of choice, with another figure in one cell: its row, its column in that row, its text.
pub(super) fn redraw_with(
    snapshot: &Snapshot,
    at: TableAt,
    form: Form,
    figure: (usize, usize, &str),
) -> Option<Vec<Edit>> {
    let (report, table) = snapshot.table(at)?;
    replace(snapshot, report, table, &compose::redraw_with(&snapshot.context(report), table, form, figure))
}

/// Returns whether the draft has one-cell lines closed by a bar: behind a delimiter row they would be read as rows.
fn has_cells_in_lines(snapshot: &Snapshot) -> bool {
    snapshot.document().lines.iter().any(|line| line.kind == LineKind::Row(Form::PipeCells))
}

/// The form that most rows of a table have, if it can be written anew in it.
pub(super) fn form_of(snapshot: &Snapshot, table: &BoundTable) -> Form {
    let lines = snapshot.document().lines.get(table.lines.clone()).unwrap_or_default();
    let mut counts: Vec<(usize, Form)> = Vec::new();
    for line in lines {
        let LineKind::Row(form) = line.kind else { continue };
        match counts.iter_mut().find(|(_, known)| *known == form) {
            Some((count, _)) => *count += 1,
            None => counts.push((1, form)),
        }
    }
    match counts.into_iter().max_by_key(|(count, _)| *count) {
        Some((_, form)) if form != Form::PipeCells => form,
        Some(_) => form_for(snapshot.document(), snapshot.kind()),
        None => Form::Tabs,
    }
}

fn replace(snapshot: &Snapshot, report: &Report, table: &BoundTable, text: &str) -> Option<Vec<Edit>> {
    let edit = compose::rewrite_table(&snapshot.context(report), table, text)?;
    let text = LineEnd::of(snapshot.source).write(&edit.text).into_owned();
    (edit.span.of(snapshot.source) != text).then(|| vec![Edit { span: edit.span, text }])
}
