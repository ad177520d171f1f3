//! `heading-in-paragraph`: headings that are run into a paragraph.

use super::place;
use crate::edit::Edit;
use crate::lint::{Context, Finding, Message, Sink};
use crate::number::is_blank;
use crate::report::{Heading, Standing};
use crate::text::Span;

/// `heading-in-paragraph`. Where no heading stands on a line of its own the text lost its lines in conversion: that is not
/// the author's fault.
pub fn heading_in_paragraph(context: &Context, sink: &mut Sink) {
    if context.report.is_too_old() || context.document.broken {
        return;
    }
    for heading in &context.report.headings {
        let Some(section) = heading.section.and_then(|section| super::edition(context).sections.get(section)) else {
            continue;
        };
        let message = Message::new("message").with("name", section.heading());
        let finding = Finding::new(place(context, heading.span), message);
        let finding = finding.suggesting(Message::new("fix"), on_own_line(context, heading).unwrap_or_default());
        match heading.standing {
            Standing::RunIn => sink.push(finding),
            Standing::Crowded => sink.push_lowered(finding),
            Standing::Alone | Standing::Followed => {}
        }
    }
}

/// Line breaks before and behind the heading, in place of the blanks there.
fn on_own_line(context: &Context, heading: &Heading) -> Option<Vec<Edit>> {
    let whole = context.document.lines.get(heading.line)?.span;
    let behind = Span { start: heading.span.end, end: whole.end };
    let blanks = behind.len() - behind.of(context.text).trim_start_matches(is_blank).len();
    let mut edits = Vec::new();
    if context.document.inside.binary_search(&heading.line).is_ok() {
        let head = Span { start: 0, end: heading.span.start }.of(context.text);
        let start = head.trim_end_matches([' ', '\u{3000}', '\u{a0}', '\t']).len();
        edits.push(line_break(context, Span { start: u32::try_from(start).ok()?, end: heading.span.start })?);
    }
    if blanks < behind.len() {
        edits.push(line_break(context, Span::new(behind.start as usize, behind.start as usize + blanks))?);
    }
    Some(edits)
}

/// Ends the paragraph in place of a span of what was read; `None` inside an element that is no paragraph.
fn line_break(context: &Context, gap: Span) -> Option<Edit> {
    let Some(view) = &context.document.view else {
        let text = if context.document.is_loose() { "\n\n" } else { "\n" };
        return Some(Edit { span: gap, text: text.to_owned() });
    };
    let index = context.document.lines.partition_point(|line| line.span.end < gap.start);
    let element = view.blocks.get(index)?.element;
    let span = if gap.is_empty() { before(context, gap) } else { context.document.source_span(gap) };
    let opening = element.of(context.source);
    let name = ["<p", "<div"].into_iter().find(|name| opening.starts_with(name))?;
    let tag = &opening[..opening.find('>')? + 1];
    let between = context.source.get(element.start as usize + tag.len()..span.start as usize)?;
    let text = format!("</{}>\n{tag}", &name[1..]);
    (!between.contains('<')).then_some(Edit { span, text })
}

/// The place in the source before the character that an empty span stands at.
fn before(context: &Context, gap: Span) -> Span {
    let next = Span { start: gap.start, end: gap.start + 1 };
    let at = context.document.source_span(next).start;
    Span { start: at, end: at }
}
