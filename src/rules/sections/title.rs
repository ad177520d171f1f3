//! The title, and years that no edition of the format covers.

use super::{first_place, is_whole, place, title_place, with_year};
use crate::lint::{Context, Finding, Message, Sink};
use crate::standard::{editions, newest};
use crate::text::Span;

/// `nonstandard-title`.
pub fn nonstandard_title(context: &Context, sink: &mut Sink) {
    if !is_whole(context) {
        return;
    }
    match &context.report.title {
        None => sink.push(Finding::new(first_place(context), pattern("message.missing"))),
        Some(title) if !title.standard => sink.push(nonstandard(context, title.span)),
        Some(_) => {}
    }
}

/// The finding on a title in another form; organ and year it does not name are left open.
fn nonstandard(context: &Context, span: Span) -> Finding {
    let actual: String = span.of(context.text).split_whitespace().collect();
    let Some(expected) = standard_title(context) else {
        return Finding::new(place(context, span), pattern("message.pattern").with("actual", actual));
    };
    let message = Message::new("message").with("expected", &expected).with("actual", &actual);
    let fix = Message::new("fix").with("expected", &expected);
    let edits = context.document.replace(span, &expected);
    let mut finding = Finding::new(place(context, span), message).expecting(expected).suggesting(fix, edits);
    finding.actual = Some(actual);
    finding
}

/// The title as the standard has it, for the organ and the year of the report.
fn standard_title(context: &Context) -> Option<String> {
    let texts = &super::edition(context).texts;
    let organ = context.report.organization.as_deref()?;
    Some(with_year(&texts.title, context.report.year?).replace("{org}", organ))
}

/// A message that shows what a title is made of.
fn pattern(template: &'static str) -> Message {
    let title = newest().texts.title.replace("{org}", "〔机关〕").replace("{year}", "〔年份〕");
    Message::new(template).with("expected", title)
}

/// `unsupported-edition`.
pub fn unsupported_edition(context: &Context, sink: &mut Sink) {
    let Some(year) = context.report.year.filter(|_| context.report.is_too_old()) else { return };
    let first = editions()[0].years.0.to_string();
    let message = Message::new("message").with("year", year.to_string()).with("first", first);
    sink.push(Finding::new(title_place(context), message));
}
