//! The numbers of the six headings.

use super::{edition, is_first, place};
use crate::edit::Edit;
use crate::lint::{Context, Finding, Message, Sink};
use crate::number::is_blank;
use crate::report::{Heading, Numbering};
use crate::text::Span;

/// `wrong-section-number`. Sections one level down are one finding: one line above them has their numbers.
pub fn wrong_section_number(context: &Context, sink: &mut Sink) {
    if context.report.is_too_old() {
        return;
    }
    let mut nested: Vec<(&Heading, usize)> = Vec::new();
    for (index, heading) in context.report.headings.iter().enumerate() {
        let Some(section) = heading.section.filter(|_| is_first(context, heading)) else { continue };
        let right = heading.numbering == Numbering::Standard
            && (value(heading) == Some(section + 1) || counts_on(context, heading, index));
        match heading.numbering {
            Numbering::Nested => nested.push((heading, section)),
            _ if !right => sink.push(wrong(context, heading, section)),
            _ => {}
        }
    }
    if let Some(finding) = one_level_down(context, &nested) {
        sink.push(finding);
    }
}

/// The finding on headings whose numbers are those of a lower level, on the first of them.
fn one_level_down(context: &Context, nested: &[(&Heading, usize)]) -> Option<Finding> {
    let (&(heading, section), rest) = nested.split_first()?;
    if rest.is_empty() {
        return Some(wrong(context, heading, section));
    }
    let (number, _) = number_span(context, heading);
    let expected = edition(context).sections[section].number();
    let message = Message::new("message.nested").with("expected", &expected).with("actual", number.of(context.text));
    let edits = nested.iter().flat_map(|(heading, section)| renumber(context, heading, *section)).collect();
    let mut finding = Finding::new(place(context, number), message.with("count", nested.len().to_string()));
    for (heading, _) in rest {
        finding = finding.relating(place(context, number_span(context, heading).0), Message::new("related.nested"));
    }
    finding.actual = Some(number.of(context.text).to_owned());
    Some(finding.expecting(expected).safely(Message::new("fix.nested"), edits))
}

fn value(heading: &Heading) -> Option<usize> {
    heading.ordinal.map(usize::from)
}

/// Returns whether the number matches the place of the heading among all: then a section before it is missing, added or
/// moved, and that is reported once.
fn counts_on(context: &Context, heading: &Heading, index: usize) -> bool {
    let first = context.report.headings.first().is_some_and(|first| value(first) == Some(1));
    first && value(heading) == Some(index + 1)
}

fn wrong(context: &Context, heading: &Heading, section: usize) -> Finding {
    let expected = edition(context).sections[section].number();
    let (number, _) = number_span(context, heading);
    let template = if number.is_empty() { "message.absent" } else { "message" };
    let message = Message::new(template)
        .with("name", heading.name.of(context.text))
        .with("expected", &expected)
        .with("actual", number.of(context.text));
    let span = if number.is_empty() { heading.name } else { number };
    let fix = Message::new("fix").with("expected", &expected);
    let edits = renumber(context, heading, section);
    let mut finding = Finding::new(place(context, span), message).expecting(expected).safely(fix, edits);
    finding.actual = (!number.is_empty()).then(|| number.of(context.text).to_owned());
    finding
}

/// Number and separator of a heading, and the same with the blanks behind them; empty at the name where it has none.
fn number_span(context: &Context, heading: &Heading) -> (Span, Span) {
    let content = heading.span.of(context.text);
    if heading.ordinal.is_none() {
        let none = Span { start: heading.name.start, end: heading.name.start };
        return (none, none);
    }
    let marks = content.len() - content.trim_start_matches(['*', '#', ' ']).len();
    let start = heading.span.start as usize;
    let emphasis =
        Span { end: heading.name.start, ..heading.span }.of(context.text).trim_end_matches(['*', '#', '_']).len();
    let whole = Span::new(start + marks, start + emphasis.max(marks));
    let shown = whole.of(context.text).trim_end_matches(is_blank).len();
    (Span::new(start + marks, start + marks + shown), whole)
}

/// Gives a heading the number of its section.
pub fn renumber(context: &Context, heading: &Heading, section: usize) -> Vec<Edit> {
    let expected = edition(context).sections[section].number();
    let (number, whole) = number_span(context, heading);
    if !number.is_empty() {
        return context.document.replace(whole, &expected);
    }
    let name = heading.name.of(context.text);
    context.document.replace(heading.name, &format!("{expected}{name}"))
}

/// Edits that give the headings which count on past a missing or moved section the numbers of the standard.
pub fn renumber_shifted<'c>(context: &'c Context, except: Option<usize>) -> impl Iterator<Item = Edit> + 'c {
    shifted(context)
        .filter(move |(heading, _)| Some(heading.line) != except)
        .flat_map(|(heading, section)| renumber(context, heading, section))
}

/// Headings whose number is that of their place, not that of their section.
pub fn shifted<'c>(context: &'c Context) -> impl Iterator<Item = (&'c Heading, usize)> + 'c {
    let headings = context.report.headings.iter().enumerate();
    headings.filter_map(|(index, heading)| {
        let section = heading.section.filter(|_| is_first(context, heading))?;
        let other = heading.numbering == Numbering::Standard && value(heading) != Some(section + 1);
        (other && counts_on(context, heading, index)).then_some((heading, section))
    })
}
