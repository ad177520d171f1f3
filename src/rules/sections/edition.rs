//! Tables drawn in another edition of the format than the report's year asks for.

use super::{place, table_lines};
use crate::compose;
use crate::edit::Edit;
use crate::lint::{Context, Finding, Message, Sink};
use crate::report::BoundTable;
use crate::report::tables::labels::{Label, Role};
use crate::standard::{Edition, Layout, editions, nearest, newest};
use crate::text::Span;

/// `edition-mismatch`, said once a report.
pub fn edition_mismatch(context: &Context, sink: &mut Sink) {
    let Some(edition) = context.report.edition else { return };
    let mut wrong =
        context.report.tables.iter().filter_map(|table| Some((table, foreign_label(context, table, edition)?)));
    let Some((first, span)) = wrong.next() else { return };
    let rest: Vec<(&BoundTable, Span)> = wrong.collect();
    let mixed = first.edition.id == edition.id;
    let other = if mixed { mixed_label(first).map_or(edition, |(_, other)| other) } else { first.edition };
    let words = |template| {
        let message = Message::new(template).with("table", &first.table().name).with("actual", other.id.to_string());
        message.with("expected", edition.id.to_string()).with("notice", &edition.notice)
    };
    let template = match (context.report.year, mixed) {
        (_, true) => "message.mixed",
        (None, false) => "message.unknown",
        (Some(_), false) => "message",
    };
    let year = context.report.year.map(|year| year.to_string()).unwrap_or_default();
    let finding = Finding::new(place(context, span), words(template).with("year", year));
    let mut finding = finding.expecting(edition.id.to_string());
    finding.actual = Some(other.id.to_string());
    for (table, span) in &rest {
        let message = Message::new("related.table").with("table", &table.table().name);
        finding = finding.relating(place(context, *span), message);
    }
    let tables = std::iter::once(first).chain(rest.iter().map(|(table, _)| *table));
    let edits: Option<Vec<Edit>> = tables.map(|table| redraw(context, table, edition)).collect();
    sink.push(finding.suggesting(words("fix"), edits.unwrap_or_default()));
}

/// The first label that shows a table to be drawn, in whole or in part, in another edition than this.
fn foreign_label(context: &Context, table: &BoundTable, edition: &Edition) -> Option<Span> {
    if table.edition.id == edition.id {
        return mixed_label(table).map(|(span, _)| span);
    }
    let told = table.clues.telling > 0;
    // Where nothing tells the year, a table that shows no edition is read in the newest.
    let shows = told || context.report.year.is_some() || table.edition.id != newest().id;
    if !shows || (table.table().layout == Layout::Line && !told) {
        return None;
    }
    let own = |label: &Label| label.sense(table.edition).is_some() && label.sense(edition).is_none();
    let own = table.labels.iter().find(|used| used.exact && own(used.label));
    own.or(table.labels.first()).map(|used| used.span).filter(|span| !span.is_empty())
}

/// Returns whether the table mixes the columns of two editions in parts that both have.
pub fn is_mixed(table: &BoundTable) -> bool {
    mixed_label(table).is_some()
}

/// The first column of another edition, and that edition, in a table of blocks that has columns of its own.
fn mixed_label(table: &BoundTable) -> Option<(Span, &'static Edition)> {
    let mixed = table.table().layout == Layout::Blocks && table.clues.is_mixed();
    let mut labels = table.labels.iter().filter(|used| mixed && used.exact);
    labels.find_map(|used| Some((used.span, foreign(used.label, table)?)))
}

/// The edition in which the label is a column of a part that the table's edition has too, where that does not know the
/// label. A part that it does not have is left over.
fn foreign(label: &Label, table: &BoundTable) -> Option<&'static Edition> {
    let standard = table.table();
    let is_column = |other: &&'static Edition| {
        let sense = label.sense(other).filter(|sense| sense.role == Role::Column);
        let parts = other.table(&standard.id).map(|index| &other.tables[index].parts);
        sense.zip(parts).is_some_and(|(sense, parts)| {
            let part = parts.iter().find(|part| part.columns.contains(&usize::from(sense.index)));
            part.is_some_and(|part| standard.parts.iter().any(|own| own.title == part.title))
        })
    };
    let unknown = label.sense(table.edition).is_none();
    nearest(editions().iter().filter(is_column), table.edition).filter(|_| unknown)
}

/// Replaces a table by the edition's, with the figures of the cells that both have.
fn redraw(context: &Context, table: &BoundTable, edition: &Edition) -> Option<Edit> {
    let form = compose::form_for(context.document, context.kind);
    let text = compose::carry_over(context, table, edition, form)?;
    let mut alone = table.clone();
    alone.lines = table_lines(context, table);
    compose::replace_table(context, &alone, &text)
}
