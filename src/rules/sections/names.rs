//! Headings by name: other wordings, sections that stand twice, and headings of no section.

use super::{edition, is_first, place};
use crate::lint::{Context, Finding, Message, Sink};
use crate::report::fold::fold;
use crate::report::{Heading, Wording};
use crate::standard::Section;

/// `nonstandard-heading`.
pub fn nonstandard_heading(context: &Context, sink: &mut Sink) {
    if context.report.is_too_old() {
        return;
    }
    let sections = &edition(context).sections;
    let unusual = |heading: &&Heading| heading.wording != Wording::Standard && is_first(context, heading);
    for heading in context.report.headings.iter().filter(unusual) {
        let Some(section) = heading.section.and_then(|section| sections.get(section)) else { continue };
        let actual = heading.name.of(context.text);
        let message = Message::new("message").with("expected", &section.name).with("actual", actual);
        let edits = context.document.replace(heading.name, &section.name);
        let title = Message::new("fix").with("expected", &section.name);
        let finding = Finding::new(place(context, heading.name), message).expecting(&section.name);
        let mut finding = match has_more(section, actual) {
            true => finding.suggesting(title, edits),
            false => finding.safely(title, edits),
        };
        finding.actual = Some(actual.to_owned());
        match heading.wording {
            Wording::Lowered => sink.push_lowered(finding),
            Wording::Standard | Wording::Mistaken => sink.push(finding),
        }
    }
}

/// Returns whether more text follows a right name: it may be the text of the section and is not dropped unasked.
fn has_more(section: &Section, actual: &str) -> bool {
    let actual = fold(actual);
    let mut names = section.accepted.iter().chain([&section.name]);
    names.any(|name| actual.strip_prefix(&fold(name)).is_some_and(|rest| !rest.is_empty()))
}

/// `duplicate-section`. Repeated headings that follow each other are one second set.
pub fn duplicate_section(context: &Context, sink: &mut Sink) {
    let headings = &context.report.headings;
    if context.report.is_too_old() {
        return;
    }
    let repeats = |heading: &Heading| heading.section.is_some() && !is_first(context, heading);
    let mut at = 0;
    while at < headings.len() {
        let run = headings[at..].iter().take_while(|heading| repeats(heading)).count();
        if run > 0 {
            sink.push(repeated(context, &headings[at..at + run]));
        }
        at += run.max(1);
    }
}

/// The finding on a run of repeated headings, with the places where they stand first, each once.
fn repeated(context: &Context, run: &[Heading]) -> Finding {
    let template = if run.len() > 1 { "message.set" } else { "message" };
    let message = Message::new(template).with("actual", run[0].span.of(context.text));
    let mut sections: Vec<usize> = run.iter().filter_map(|heading| heading.section).collect();
    sections.sort_unstable();
    sections.dedup();
    let firsts = sections.into_iter().filter_map(|section| context.report.heading(section));
    let finding = Finding::new(place(context, run[0].span), message.with("count", run.len().to_string()));
    firsts.fold(finding, |finding, first| finding.relating(place(context, first.span), Message::new("related.first")))
}

/// `unknown-section`.
pub fn unknown_section(context: &Context, sink: &mut Sink) {
    if context.report.is_too_old() {
        return;
    }
    let unknown: Vec<&Heading> = context.report.headings.iter().filter(|heading| heading.section.is_none()).collect();
    for heading in &unknown {
        let actual = heading.span.of(context.text);
        let mut finding = match meant(context, heading).filter(|_| unknown.len() == 1) {
            Some(expected) => {
                let message = Message::new("message.meant").with("actual", actual).with("expected", &expected);
                Finding::new(place(context, heading.span), message).expecting(expected)
            }
            None => Finding::new(place(context, heading.span), Message::new("message").with("actual", actual)),
        };
        finding.actual = Some(actual.to_owned());
        sink.push(finding);
    }
}

/// The section that should stand here: the only one missing, if its place is this one.
fn meant(context: &Context, heading: &Heading) -> Option<String> {
    let report = context.report;
    let sections = &edition(context).sections;
    let mut missing = (0..sections.len()).filter(|&section| report.heading(section).is_none());
    let section = missing.next().filter(|_| report.whole && missing.next().is_none())?;
    let line = |section: Option<usize>| Some(report.heading(section?)?.line);
    let behind = line(section.checked_sub(1)).is_none_or(|before| before < heading.line);
    let before = line(Some(section + 1)).is_none_or(|after| heading.line < after);
    (behind && before).then(|| sections[section].heading())
}
