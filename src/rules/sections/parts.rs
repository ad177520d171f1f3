//! `wrong-declared-parts`: the sentence that says of which parts the report consists.

use super::{edition, is_whole, place};
use crate::edit::Edit;
use crate::han;
use crate::lint::{Context, Finding, Message, Sink};
use crate::report::frame::parts::{Declared, SURELY_PARTS};
use crate::standard::Section;

/// `wrong-declared-parts`.
pub fn wrong_declared_parts(context: &Context, sink: &mut Sink) {
    if !is_whole(context) {
        return;
    }
    let Some(declared) = context.declared() else { return };
    let sections = &edition(context).sections;
    let missing = missing(context, declared);
    let number =
        declared.number.filter(|&(_, number)| number != sections.len() && number != context.report.headings.len());
    let template = match (number.is_some(), missing.is_empty()) {
        (false, true) => return,
        (true, true) => "message",
        (false, false) => "message.names",
        (true, false) => "message.both",
    };
    let expected = han::written(sections.len());
    let names: Vec<&str> = missing.iter().map(|section| section.name.as_str()).collect();
    let actual = declared.number.map(|(written, _)| written.of(context.text));
    let message = Message::new(template)
        .with("expected", &expected)
        .with("actual", actual.unwrap_or_default())
        .with("missing", names.join("；"));
    let finding = Finding::new(place(context, declared.span), message);
    let mut finding = finding.suggesting(Message::new("fix"), standard(context, declared));
    if number.is_some() {
        (finding.expected, finding.actual) = (Some(expected), actual.map(str::to_owned));
    }
    sink.push(finding);
}

/// The sentence as the standard has it.
fn standard(context: &Context, declared: &Declared) -> Vec<Edit> {
    context.document.replace(declared.span, edition(context).texts.parts.trim_end_matches('。'))
}

/// Edits that a missing section asks for in a sentence that was right without it.
pub fn declare_all(context: &Context) -> Vec<Edit> {
    let right = |declared: &&Declared| {
        let number = declared.number.is_some_and(|(_, number)| number == context.report.headings.len());
        let short = declared.named.contains(&false);
        short && (number || (as_present(context, declared) && declared.number.is_none()))
    };
    context.declared().filter(right).map_or_else(Vec::new, |declared| standard(context, declared))
}

/// Returns whether the sentence names exactly the sections that the report has.
fn as_present(context: &Context, declared: &Declared) -> bool {
    let present = (0..declared.named.len()).map(|section| context.report.heading(section).is_some());
    declared.named.iter().copied().eq(present)
}

/// The sections that the sentence leaves out: none where it names those that the report has, or hardly any.
fn missing(context: &Context, declared: &Declared) -> Vec<&'static Section> {
    let sections = &edition(context).sections;
    let count = declared.named.iter().filter(|named| **named).count();
    let open = declared.open && (declared.number.is_none() || count < SURELY_PARTS);
    if count < 2 || as_present(context, declared) || open {
        return Vec::new();
    }
    sections.iter().zip(&declared.named).filter(|(_, named)| !**named).map(|(section, _)| section).collect()
}
