//! Finds conversion residue in the text: bookmarks, marks of emphasis, words of the web page.

use crate::dialect::Kind;
use crate::lexicon::Sign;
use crate::lint::{Context, Finding, Message, Sink};
use crate::report::prose::Paragraph;
use crate::text::Span;

/// Longest bookmark, in bytes.
const LONGEST_BOOKMARK: usize = 200;

/// `extraction-residue`: one finding a report, on the first of them.
pub fn extraction_residue(context: &Context, sink: &mut Sink) {
    let bookmarks = bookmarks(context);
    let emphasis = emphasis(context);
    let page = page_words(context);
    let first =
        [("message", bookmarks.first()), ("message.emphasis", emphasis.first()), ("message.page", page.as_ref())];
    let first = first.into_iter().filter_map(|(template, span)| Some((*span?, template))).min();
    let Some((span, template)) = first else { return };
    let mut marks: Vec<Span> = bookmarks.into_iter().chain(emphasis).collect();
    marks.sort();
    let edits = context.document.replace_each(marks.into_iter().map(|mark| (mark, "")));
    let shown: String = span.of(context.text).chars().take(20).collect();
    let finding = Finding::new(context.document.source_span(span), Message::new(template).with("actual", shown));
    sink.push(finding.safely(Message::new("fix"), edits));
}

/// `[bookmark: _GoBack]`.
fn bookmarks(context: &Context) -> Vec<Span> {
    let prose = &context.report.prose;
    let span = |start: usize| {
        let (_, tail) = prose.around(start, start);
        let end = tail.find(']').filter(|end| *end < LONGEST_BOOKMARK)?;
        Some(prose.span(start, start + end + 1))
    };
    prose.found(Sign::Bookmark).filter_map(|found| span(found.start)).collect()
}

/// `**` in plain text, in paragraphs that have an even number of them.
fn emphasis(context: &Context) -> Vec<Span> {
    if context.kind != Kind::Text || context.document.page {
        return Vec::new();
    }
    let mut marks: Vec<Span> = Vec::new();
    for paragraph in &context.report.prose.paragraphs {
        let span = raw(context, paragraph);
        let found = span.of(context.text).match_indices("**");
        let found: Vec<usize> = found.map(|(at, _)| span.start as usize + at).collect();
        if found.len().is_multiple_of(2) {
            marks.extend(found.into_iter().map(|at| Span::new(at, at + 2)));
        }
    }
    marks
}

/// A paragraph with the blanks and marks right before and behind it.
fn raw(context: &Context, paragraph: &Paragraph) -> Span {
    let lines = context.document.lines.get(paragraph.lines.clone()).unwrap_or_default();
    lines.iter().map(|line| line.span).reduce(Span::cover).unwrap_or_default()
}

/// The first line that holds a web page's words and nothing of the report.
fn page_words(context: &Context) -> Option<Span> {
    if context.kind == Kind::Html || context.document.page {
        return None;
    }
    if context.report.residue.is_some() {
        return context.report.residue;
    }
    let prose = &context.report.prose;
    let mut signs = prose.found(Sign::Chrome).peekable();
    while let Some(first) = signs.next() {
        let paragraph = prose.paragraph_at(first.start)?;
        let whole = (first.start, first.end) == (paragraph.start, paragraph.end);
        let mut count = 1;
        while signs.next_if(|found| found.start < paragraph.end).is_some() {
            count += 1;
        }
        let full_stop = prose.text(paragraph).contains('。');
        if (whole || count > 1) && !full_stop {
            return Some(prose.span(paragraph.start, paragraph.end));
        }
    }
    None
}
