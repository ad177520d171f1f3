//! Actions that write a whole table anew: in standard form, in another way of writing, in the newest edition.

use super::{Action, ActionKind, Change};
use crate::compose::{self, form_for};
use crate::dialect::{Form, LineKind};
use crate::edit::Edit;
use crate::fixing::{localize, newline_of};
use crate::ide::place::meets;
use crate::ide::words::Words;
use crate::ide::{Snapshot, TableAt};
use crate::report::{BoundTable, Report};
use crate::standard::editions;
use crate::text::Span;

/// Rewrites of the tables that a span meets: the standard form first.
pub fn rewrites(snapshot: &Snapshot, range: Span) -> Vec<Action> {
    let near = snapshot.tables().filter(|(_, _, table)| meets(snapshot.table_place(table), range));
    near.flat_map(|(at, report, table)| of_table(snapshot, at, report, table)).collect()
}

fn of_table(snapshot: &Snapshot, at: TableAt, report: &Report, table: &BoundTable) -> Vec<Action> {
    let words = Words(snapshot.language);
    let name = &table.table().name;
    let action = |kind, title, edits: Option<Vec<Edit>>| Some(Action::new(kind, title, Change::Edits(edits?)));
    let mut actions = Vec::new();
    actions.extend(action(ActionKind::Redraw, words.redraw(name), redraw(snapshot, at)));
    let newest = &editions()[editions().len() - 1];
    if table.edition.id != newest.id {
        let form = form_of(snapshot, table);
        let text = compose::carry_over(&snapshot.context(report), table, newest, form);
        let title = words.upgrade(name, newest.id);
        actions.extend(action(ActionKind::Upgrade, title, replace(snapshot, report, table, &text)));
    }
    if !snapshot.document().page {
        let forms = [(Form::Markdown, words.markdown()), (Form::Tabs, words.tabs()), (Form::Html, words.html())];
        let own = form_of(snapshot, table);
        let cells = has_cells_in_lines(snapshot);
        for (form, form_name) in
            forms.into_iter().filter(|(form, _)| *form != own && !(cells && *form == Form::Markdown))
        {
            let text = compose::redraw(&snapshot.context(report), table, form);
            let title = words.convert_table(name, form_name);
            actions.extend(action(ActionKind::Convert, title, replace(snapshot, report, table, &text)));
        }
    }
    actions
}

/// Edits that draw a table in standard form, in its own way of writing, its figures kept. `None` where there is no such
/// table, where its lines hold what is no part of it, and where it is in standard form already.
pub fn redraw(snapshot: &Snapshot, at: TableAt) -> Option<Vec<Edit>> {
    let (report, table) = snapshot.table(at)?;
    let text = compose::redraw(&snapshot.context(report), table, form_of(snapshot, table));
    replace(snapshot, report, table, &text)
}

/// Whether bars close one cell a line somewhere: a delimiter row would make the reader take those lines for rows.
fn has_cells_in_lines(snapshot: &Snapshot) -> bool {
    snapshot.document().lines.iter().any(|line| line.kind == LineKind::Row(Form::PipeCells))
}

/// The form that most rows of a table have, if it can be written anew in it.
fn form_of(snapshot: &Snapshot, table: &BoundTable) -> Form {
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
    let text = localize(&edit.text, newline_of(snapshot.source)).into_owned();
    (edit.span.of(snapshot.source) != text).then(|| vec![Edit { span: edit.span, text }])
}
