//! Sections, their texts and their tables that are not there.

use super::{
    body, content_end, edition, is_directive, is_whole, numbers, parts, place, table_lines, title_place, with_year,
};
use crate::compose::{self, Fill};
use crate::dialect::{Line, LineKind};
use crate::edit::Edit;
use crate::lint::{Context, Finding, Message, Sink};
use crate::report::fold::fold;
use crate::report::frame::headings::ordinal;
use crate::report::{BoundTable, Heading};
use crate::standard::Section;
use crate::text::Span;

/// `missing-section`.
pub fn missing_section(context: &Context, sink: &mut Sink) {
    if !is_whole(context) {
        return;
    }
    for section in 0..edition(context).sections.len() {
        if context.report.heading(section).is_none() {
            sink.push(missing(context, section));
        }
    }
}

fn missing(context: &Context, section: usize) -> Finding {
    let expected = edition(context).sections[section].heading();
    let before = (0..section).rev().find_map(|before| context.report.heading(before));
    let span = before.map_or_else(|| title_place(context), |heading| place(context, heading.span));
    let table = edition(context).table_in(section).map(|table| &edition(context).tables[table]);
    if let Some(bound) = table.and_then(|table| context.report.table(&table.id)) {
        let message = Message::new("message.heading").with("expected", &expected).with("table", &bound.table().name);
        let title = Message::new("fix.heading").with("expected", &expected);
        return Finding::new(span, message)
            .expecting(expected)
            .suggesting(title, insert_heading(context, section, bound));
    }
    let message = Message::new("message").with("expected", &expected);
    let fix = |name| Message::new(name).with("expected", &expected);
    let agreeing = agreeing(context);
    let insert = |fill| with_insertion(insert_section(context, section, fill), agreeing.clone());
    let finding = Finding::new(span, message).expecting(&expected);
    match table {
        None => finding.suggesting(fix("fix"), insert(Fill::Blank)),
        Some(_) => {
            finding.suggesting(fix("fix.blank"), insert(Fill::Blank)).suggesting(fix("fix.zeros"), insert(Fill::Zeros))
        }
    }
}

/// The heading of a table that stands without it.
fn insert_heading(context: &Context, section: usize, table: &BoundTable) -> Vec<Edit> {
    let text = compose::section(context, edition(context), section, Fill::Blank);
    let heading = text.lines().next().unwrap_or_default();
    let insertion = compose::insert_before_line(context, table_lines(context, table).start, heading);
    with_insertion(insertion, agreeing(context))
}

/// The whole section, before the first later section that is there, else at the end.
fn insert_section(context: &Context, section: usize, fill: Fill) -> Edit {
    let (report, edition) = (context.report, edition(context));
    let text = compose::section(context, edition, section, fill);
    let after = (section + 1..edition.sections.len()).find_map(|after| report.heading(after));
    match after {
        Some(heading) => compose::insert_before_line(context, heading.line, &text),
        None => compose::insert_after_line(context, content_end(context).saturating_sub(1), &text),
    }
}

/// Edits that keep the draft consistent once a section is inserted: renumber the headings that had closed up over the
/// gap, and update the sentence that lists the parts.
fn agreeing(context: &Context) -> Vec<Edit> {
    numbers::renumber_shifted(context, None).chain(parts::declare_all(context)).collect()
}

fn with_insertion(insertion: Edit, mut agreeing: Vec<Edit>) -> Vec<Edit> {
    agreeing.push(insertion);
    agreeing.sort_by_key(|edit| edit.span);
    agreeing
}

/// `empty-section`.
pub fn empty_section(context: &Context, sink: &mut Sink) {
    if context.report.is_too_old() {
        return;
    }
    let edition = edition(context);
    for (index, section) in edition.sections.iter().enumerate() {
        let Some(heading) = context.report.heading(index) else { continue };
        if edition.table_in(index).is_none() && is_empty(context, section, heading) {
            sink.push(empty(context, section, heading));
        }
    }
}

/// Returns whether a section that its author must word has a text: then the report is more than a blank form.
pub fn has_words(context: &Context) -> bool {
    let edition = edition(context);
    let mut sections = edition.sections.iter().enumerate();
    sections.any(|(index, section)| {
        let own = section.body.is_empty() && edition.table_in(index).is_none();
        own && context.report.heading(index).is_some_and(|heading| !is_empty(context, section, heading))
    })
}

/// Returns whether no text stands below the heading: sub-headings of the standard alone do not count.
fn is_empty(context: &Context, section: &Section, heading: &Heading) -> bool {
    let lines = |lines| context.document.lines.get(lines).unwrap_or_default();
    let says_nothing = |line: &Line| {
        let text = line.span.of(context.text);
        is_directive(text) || is_aspect(section, text)
    };
    let goes_on = lines(heading.line..heading.line + 1).iter().any(|line| heading.span.end < line.span.end);
    let prose = lines(context.report.body(heading)).iter().any(|line| line.kind == LineKind::Prose);
    // Where a line holds several, what looks like the signature holds the section's text as well.
    let below = if context.document.broken { context.report.body(heading) } else { body(context, heading) };
    !goes_on && !prose && lines(below).iter().all(says_nothing)
}

fn is_aspect(section: &Section, text: &str) -> bool {
    let inner = text.trim_start_matches(['（', '(', '#', ' ']);
    let name = inner.split_once(['）', ')']).map_or(inner, |(_, name)| name);
    let name = ordinal(name).map_or(name, |number| &name[number.length..]);
    name.len() < 60 && section.aspects.iter().any(|aspect| fold(&aspect.name) == fold(name))
}

fn empty(context: &Context, section: &Section, heading: &Heading) -> Finding {
    let message = Message::new("message").with("name", section.heading());
    let finding = Finding::new(place(context, heading.span), message);
    let year = context.report.year.or_else(|| (!section.body.contains('{')).then_some(0));
    let Some(text) = year.map(|year| with_year(&section.body, year)).filter(|text| !text.is_empty()) else {
        return finding;
    };
    let insertion = compose::insert_after_line(context, heading.line, &text);
    finding.suggesting(Message::new("fix").with("expected", text), vec![insertion])
}

/// `missing-table`.
pub fn missing_table(context: &Context, sink: &mut Sink) {
    let report = context.report;
    if report.is_too_old() {
        return;
    }
    for (index, table) in edition(context).tables.iter().enumerate() {
        let Some(heading) = report.heading(table.section) else { continue };
        if report.table(&table.id).is_none() {
            let fix = |template| Message::new(template).with("table", &table.name);
            let message =
                Message::new("message").with("table", &table.name).with("name", heading_text(context, heading.span));
            let (blank, zeros) = (
                insert_table(context, index, heading, Fill::Blank),
                insert_table(context, index, heading, Fill::Zeros),
            );
            let finding = Finding::new(place(context, heading.span), message);
            sink.push(finding.suggesting(fix("fix.blank"), blank).suggesting(fix("fix.zeros"), zeros));
        }
    }
}

fn heading_text<'t>(context: &Context<'t>, span: Span) -> &'t str {
    span.of(context.text)
}

/// The table, behind what introduces it.
fn insert_table(context: &Context, table: usize, heading: &Heading, fill: Fill) -> Vec<Edit> {
    let form = compose::form_for(context.document, context.kind);
    let text = compose::table_text(edition(context), table, form, fill);
    let last = body(context, heading).last().unwrap_or(heading.line);
    vec![compose::insert_after_line(context, last, &text)]
}
