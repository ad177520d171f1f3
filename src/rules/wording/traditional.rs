//! `traditional-characters`: drafts that are not in the characters of the state's standard.

use crate::lexicon::traditional::{count_telling, first_telling};
use crate::lint::{Context, Finding, Message, Sink};
use crate::text::Span;

/// Traditional characters from which a draft is written in them.
const FEWEST: usize = 8;
/// The part of all ideographs that they are at least: names of places and people hold some.
const LEAST_SHARE: usize = 12;

/// `traditional-characters`, said once, on the first line that has one. Source: 《国家通用语言文字法》第九条.
pub fn traditional_characters(context: &Context, sink: &mut Sink) {
    let lines = context.document.lines.get(context.report.lines.clone()).unwrap_or_default();
    let Some((first, last)) = lines.first().zip(lines.last()) else { return };
    let text = first.span.cover(last.span).of(context.text);
    let count = count_telling(text);
    if count < FEWEST || count * LEAST_SHARE < text.chars().filter(|character| *character >= '\u{4E00}').count() {
        return;
    }
    let shown = lines.iter().find_map(|line| {
        let at = first_telling(line.span.of(context.text))?;
        let start = line.span.start as usize + at;
        let character = context.text[start..].chars().next()?;
        Some((line.span, Span::new(start, start + character.len_utf8())))
    });
    let Some((line, character)) = shown else { return };
    let message = Message::new("message").with("actual", character.of(context.text));
    let mut finding = Finding::new(context.document.source_span(line), message);
    finding.actual = Some(character.of(context.text).to_owned());
    sink.push(finding);
}
