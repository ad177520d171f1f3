//! The order of the six sections.

use super::{content_end, edition, lines_place, numbers, place};
use crate::edit::{self, Applicability, Edit, Fix};
use crate::lint::{Context, Finding, Message, Sink};
use crate::report::Heading;
use crate::text::Span;

/// A section that stands in the wrong place.
struct Misplaced<'h> {
    section: usize,
    heading: &'h Heading,
    /// True if moving it puts all sections in order.
    alone: bool,
}

/// `section-out-of-order`. Of a section that stands twice it is not known which is in its place.
pub fn section_out_of_order(context: &Context, sink: &mut Sink) {
    let firsts = headings_in_place(context);
    if context.report.is_too_old() || firsts.is_sorted_by_key(|(section, _)| section) {
        return;
    }
    let kept = in_order(&firsts);
    let moved: Vec<_> = firsts.iter().filter(|first| !kept.iter().any(|kept| kept.0 == first.0)).collect();
    for &&(section, heading) in &moved {
        sink.push(out_of_order(context, &Misplaced { section, heading, alone: moved.len() == 1 }, &kept));
    }
}

/// The headings of the sections that stand once, as they come.
fn headings_in_place<'c>(context: &'c Context) -> Vec<(usize, &'c Heading)> {
    let headings = &context.report.headings;
    let once = |section: usize| {
        let mut found = headings.iter().filter(|heading| heading.section == Some(section));
        found.next().filter(|_| found.next().is_none())
    };
    let sections = 0..edition(context).sections.len();
    let mut firsts: Vec<_> = sections.filter_map(|section| Some((section, once(section)?))).collect();
    firsts.sort_by_key(|(_, heading)| heading.line);
    firsts
}

/// The longest run of headings in the right order, the earliest of several.
fn in_order<'h>(firsts: &[(usize, &'h Heading)]) -> Vec<(usize, &'h Heading)> {
    let mut lengths = vec![1; firsts.len()];
    for at in (0..firsts.len()).rev() {
        let later = (at + 1..firsts.len()).filter(|&later| firsts[later].0 > firsts[at].0);
        lengths[at] = 1 + later.map(|later| lengths[later]).max().unwrap_or(0);
    }
    let mut wanted = lengths.iter().copied().max().unwrap_or(0);
    let mut kept: Vec<(usize, &Heading)> = Vec::new();
    for (at, &first) in firsts.iter().enumerate() {
        if lengths[at] == wanted && kept.last().is_none_or(|last| last.0 < first.0) {
            kept.push(first);
            wanted -= 1;
        }
    }
    kept
}

/// The finding on a section that stands in the wrong place, with where it belongs among those that are `kept`.
fn out_of_order(context: &Context, misplaced: &Misplaced, kept: &[(usize, &Heading)]) -> Finding {
    let (section, span) = (misplaced.section, place(context, misplaced.heading.span));
    let name = |section: usize| edition(context).sections[section].heading();
    let after = kept.iter().find(|kept| kept.0 > section);
    let before = kept.iter().rfind(|kept| kept.0 < section);
    let (template, fix, other) = match (after, before) {
        (Some(after), _) => ("message", "fix", after.0),
        (None, Some(before)) => ("message.after", "fix.after", before.0),
        (None, None) => ("message", "fix", section),
    };
    let words = |template| Message::new(template).with("name", name(section)).with("other", name(other));
    let edits = move_section(context, misplaced, after.map(|after| after.1));
    Finding::new(span, words(template)).suggesting(words(fix), edits.unwrap_or_default())
}

/// Moves the section before the heading `after`, or to the end; numbers that counted on are put right with the last move.
fn move_section(context: &Context, misplaced: &Misplaced, after: Option<&Heading>) -> Option<Vec<Edit>> {
    let heading = misplaced.heading;
    let lines = heading.line..context.report.body(heading).end.min(content_end(context));
    let whole = lines_place(context, lines.clone())?;
    let next = context.document.lines.get(lines.end).and_then(|_| lines_place(context, lines.end..lines.end + 1));
    let mut text = whole.of(context.source).to_owned();
    let mut edits = Vec::new();
    if misplaced.alone {
        let shifted = numbers::shifted(context).any(|(shifted, _)| shifted.line == heading.line);
        let number = if shifted { numbers::renumber(context, heading, misplaced.section) } else { Vec::new() };
        text = within(&text, whole, number);
        edits.extend(numbers::renumber_shifted(context, Some(heading.line)));
    }
    let (at, text) = match after {
        Some(after) => (lines_place(context, after.line..after.line + 1)?.start, format!("{text}\n\n")),
        None => {
            let last = content_end(context).checked_sub(1)?;
            (lines_place(context, last..last + 1)?.end, format!("\n\n{text}"))
        }
    };
    edits.push(Edit { span: Span { start: at, end: at }, text });
    edits.push(Edit { span: Span { end: next.map_or(whole.end, |next| next.start), ..whole }, text: String::new() });
    edits.sort_by_key(|edit| edit.span);
    Some(edits)
}

/// A piece of the source with edits that lie inside it applied.
fn within(text: &str, whole: Span, edits: Vec<Edit>) -> String {
    let inside = |edit: Edit| Edit {
        span: Span { start: edit.span.start - whole.start, end: edit.span.end - whole.start },
        text: edit.text,
    };
    let edits = edits.into_iter().filter(|edit| whole.contains(edit.span)).map(inside).collect();
    edit::apply(text, [&Fix { title: Message::default(), applicability: Applicability::Suggestion, edits }]).0
}
