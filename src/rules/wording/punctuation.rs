//! Punctuation: doubled, half-width, between titles, and brackets of two kinds around numbers.

use super::place;
use crate::edit::Edit;
use crate::han;
use crate::lexicon::Sign;
use crate::lint::{Context, Finding, Message, Sink};
use crate::report::prose::is_ideograph;
use crate::text::Span;

/// Longest number in brackets at the start of a paragraph, in characters.
const LONGEST_NUMBER: usize = 3;

/// `doubled-punctuation`. Source: GB/T 15834—2011.
pub fn doubled_punctuation(context: &Context, sink: &mut Sink) {
    let prose = &context.report.prose;
    let mut last = 0;
    for found in prose.found(Sign::Doubled).filter(|found| prose.is_unbroken(found.start, found.end)) {
        if found.start < last {
            continue;
        }
        let (_, tail) = prose.around(found.start, found.end);
        let more =
            tail.chars().take_while(|mark| matches!(mark, ',' | ';' | '、' | '。')).map(char::len_utf8).sum::<usize>();
        let end = if prose.is_unbroken(found.start, found.end + more) { found.end + more } else { found.end };
        last = end;
        let span = prose.span(found.start, end);
        let actual = span.of(context.text);
        // `http://a::b`: marks of Latin text only.
        let before = context.text.get(..span.start as usize).and_then(|before| before.chars().next_back());
        let wide = !actual.is_ascii() || before.is_some_and(is_ideograph);
        let Some(strongest) = actual.chars().max_by_key(|mark| strength(*mark)).filter(|_| wide) else { continue };
        let expected = strongest.to_string();
        let with = |template| Message::new(template).with("actual", actual).with("expected", &expected);
        let mut finding = Finding::new(place(context, found.start, end), with("message")).expecting(&expected);
        finding.actual = Some(actual.to_owned());
        sink.push(finding.safely(with("fix"), context.document.replace(span, &expected)));
    }
}

/// Rank of a mark by its power to separate: the greater one stays.
fn strength(mark: char) -> usize {
    ['、', ',', '，', ':', '：', ';', '；', '。'].iter().position(|known| *known == mark).unwrap_or(0)
}

/// `halfwidth-punctuation`: once a report. Source: GB/T 15834—2011.
pub fn halfwidth_punctuation(context: &Context, sink: &mut Sink) {
    let marks: Vec<Span> = halfwidth_marks(context);
    let Some(&first) = marks.first() else { return };
    let wide = |span: &Span| match span.of(context.text) {
        "," => (*span, "，"),
        ";" => (*span, "；"),
        _ => (*span, "："),
    };
    let edits = context.document.replace_each(marks.iter().map(wide));
    let with =
        |template| Message::new(template).with("count", marks.len().to_string()).with("actual", first.of(context.text));
    let finding = Finding::new(context.document.source_span(first), with("message"));
    sink.push(finding.safely(with("fix"), edits));
}

/// Half-width marks right behind an ideograph.
fn halfwidth_marks(context: &Context) -> Vec<Span> {
    let mut marks = Vec::new();
    for paragraph in &context.report.prose.paragraphs {
        let text = paragraph.span.of(context.text);
        for at in memchr::memchr3_iter(b',', b';', b':', text.as_bytes()) {
            let behind_ideograph = text[..at].chars().next_back().is_some_and(is_ideograph);
            if behind_ideograph && !text[at + 1..].starts_with('/') {
                let start = paragraph.span.start as usize + at;
                marks.push(Span::new(start, start + 1));
            }
        }
    }
    marks
}

/// `book-title-separator`. Source: GB/T 15834—2011, 4.5.3.5: no 、 between titles in book title marks.
pub fn book_title_separator(context: &Context, sink: &mut Sink) {
    let prose = &context.report.prose;
    for found in prose.found(Sign::Titles) {
        let mark = prose.span(found.start + '》'.len_utf8(), found.end - '《'.len_utf8());
        let finding = Finding::new(place(context, found.start, found.end), Message::new("message"));
        sink.push(finding.safely(Message::new("fix"), context.document.replace(mark, "")));
    }
}

/// `mixed-brackets`: `(五)` among `（一）`, once a report.
pub fn mixed_brackets(context: &Context, sink: &mut Sink) {
    let prose = &context.report.prose;
    let numbers = prose.paragraphs.iter().filter_map(|paragraph| number_in_brackets(context, paragraph.span));
    let numbers: Vec<(Span, [bool; 2])> = numbers.collect();
    let odd: Vec<Span> = numbers.iter().filter(|(_, wide)| *wide != [true; 2]).map(|(span, _)| *span).collect();
    let Some(&first) = odd.first().filter(|_| odd.len() < numbers.len()) else { return };
    let edit = |span: &Span| {
        let inner = span.of(context.text).trim_matches(['(', ')', '（', '）']);
        context.document.replace(*span, &format!("（{inner}）"))
    };
    let edits: Vec<Edit> = odd.iter().flat_map(edit).collect();
    let message = Message::new("message").with("actual", first.of(context.text));
    sink.push(Finding::new(context.document.source_span(first), message).safely(Message::new("fix"), edits));
}

/// The number in brackets that a paragraph begins with, and whether each bracket is full-width.
fn number_in_brackets(context: &Context, paragraph: Span) -> Option<(Span, [bool; 2])> {
    let text = paragraph.of(context.text);
    let open = text.chars().next().filter(|mark| matches!(mark, '(' | '（'))?;
    let inner = &text[open.len_utf8()..];
    let digits: usize = inner.chars().take_while(|mark| han::is_ordinal(*mark)).map(char::len_utf8).sum();
    let close = inner[digits..].chars().next().filter(|mark| matches!(mark, ')' | '）'))?;
    let length = open.len_utf8() + digits + close.len_utf8();
    let start = paragraph.start as usize;
    (digits > 0 && digits <= 3 * LONGEST_NUMBER)
        .then(|| (Span::new(start, start + length), [open == '（', close == '）']))
}
