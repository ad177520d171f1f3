//! Figures that were never filled in, and figures too vague for a report.

use super::place;
use crate::han;
use crate::lexicon::{Sign, wording};
use crate::lint::{Context, Finding, Message, Sink};
use crate::number::is_blank;
use crate::report::Prose;
use crate::text::{Span, has_line_end};

/// `unfilled-blank`. Source: 《政府信息公开条例》第五十条: the report states figures.
pub fn unfilled_blank(context: &Context, sink: &mut Sink) {
    let mut blanks: Vec<Span> = gaps(context);
    for span in marked(context) {
        // 信息　　条 is a gap, and without the gap a unit that lost its figure: one blank.
        if !blanks.iter().any(|known| known.start < span.end && span.start < known.end) {
            blanks.push(span);
        }
    }
    blanks.sort_unstable();
    for span in blanks {
        push(context, sink, span);
    }
}

/// Gaps where a figure belongs.
fn gaps(context: &Context) -> Vec<Span> {
    let mut last = 0;
    let mut gaps = Vec::new();
    for (offset, dropped) in context.report.prose.folded.gaps() {
        let Some(span) = gap(context, offset, dropped).filter(|span| span.start >= last) else { continue };
        last = span.end;
        gaps.push(span);
    }
    gaps
}

/// Units without their figure, and marks that hold the place of something.
fn marked(context: &Context) -> Vec<Span> {
    let prose = &context.report.prose;
    let (mut last, mut found) = (0, Vec::new());
    for sign in &prose.signs {
        let place = match sign.meaning {
            Sign::Lost if is_lost(prose, sign.end) => Some((sign.start, sign.end)),
            Sign::Placeholder if sign.start >= last => {
                let (head, tail) = prose.around(sign.start, sign.end);
                placeholder(head, &prose.folded.text[sign.start..sign.end], tail)
                    .map(|more| (sign.start, sign.end + more))
            }
            _ => None,
        };
        let Some((start, end)) = place else { continue };
        last = end;
        found.push(prose.span(start, end));
    }
    found
}

fn push(context: &Context, sink: &mut Sink, span: Span) {
    let shown: String = span.of(context.text).chars().map(|mark| if is_blank(mark) { '　' } else { mark }).collect();
    let mut finding = Finding::new(context.document.source_span(span), Message::new("message").with("actual", &shown));
    finding.actual = Some(shown);
    sink.push(finding);
}

/// Returns whether the unit ends here: 公开条 also begins 公开条例.
fn is_lost(prose: &Prose, end: usize) -> bool {
    let (_, tail) = prose.around(end, end);
    let next = tail.chars().next();
    let other_word = wording().blank.except.iter().any(|word| tail.starts_with(word.as_str()));
    !other_word && next.is_none_or(|next| matches!(next, ',' | ';' | '。' | '、' | ')' | '(' | '\n' | '其'))
}

/// Bytes of further marks behind those that hold a place; `None` in addresses and names of files.
fn placeholder(head: &str, mark: &str, tail: &str) -> Option<usize> {
    let mark = mark.chars().next().filter(|mark| *mark != '〔');
    let more = tail.chars().take_while(|next| Some(*next) == mark).map(char::len_utf8).sum::<usize>();
    let of_address = |next: Option<char>| {
        next.is_some_and(|next| next.is_ascii_alphanumeric() || matches!(next, '@' | '.' | '/' | '-' | '_' | '='))
    };
    // 20XX年 is a year to be filled in.
    let year = tail[more..].starts_with('年');
    let address = of_address(head.chars().next_back()) || of_address(tail[more..].chars().next());
    (mark.is_none() || year || !address).then_some(more)
}

/// Finds a blank left unfilled in the text: `信息  条`, `年  月  日`.
fn gap(context: &Context, offset: usize, dropped: Span) -> Option<Span> {
    let blanks = dropped.of(context.text);
    // Nearly all: one blank, or the end of a line.
    if blanks.len() == 1 {
        return None;
    }
    let wide = blanks.chars().filter(|&mark| is_blank(mark)).count() > 1 || blanks.contains('\u{3000}');
    if !wide || has_line_end(blanks) || blanks.contains('*') {
        return None;
    }
    let prose = &context.report.prose;
    let (head, tail) = prose.around(offset, offset);
    let before = head.chars().next_back()?;
    let date = (before == '年' && tail.starts_with('月')) || (before == '月' && tail.starts_with('日'));
    let unit = wording().blank.units.iter().filter(|unit| tail.starts_with(unit.as_str())).map(String::len).max();
    let end = if date { '月'.len_utf8() } else { unit? };
    let numeral = before.is_ascii_digit() || han::is_numeral(before) || "万几数第每".contains(before);
    let ideograph = matches!(before, '\u{4E00}'..='\u{9FFF}');
    let closed =
        tail[end..].chars().next().is_none_or(|next| matches!(next, ',' | ';' | '。' | '、' | ')' | '(' | '其'));
    (ideograph && !numeral && (date || closed)).then(|| {
        let start = prose.span(offset - before.len_utf8(), offset).start;
        Span { start, end: prose.span(offset, offset + end).end }
    })
}

/// `vague-figure`: `8余条`.
pub fn vague_figure(context: &Context, sink: &mut Sink) {
    let prose = &context.report.prose;
    for found in prose.found(Sign::Vague) {
        let (head, _) = prose.around(found.start, found.end);
        let digits = head.len() - head.trim_end_matches(|digit: char| digit.is_ascii_digit()).len();
        let pointed = head[..head.len() - digits].ends_with(['.', ',', '-', '—']);
        if digits == 1 && !pointed {
            let start = found.start - digits;
            let shown: String = prose.span(start, found.end).of(context.text).split_whitespace().collect();
            let message = Message::new("message").with("actual", &shown);
            let mut finding = Finding::new(place(context, start, found.end), message);
            finding.actual = Some(shown);
            sink.push(finding);
        }
    }
}
