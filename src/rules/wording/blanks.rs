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
    let prose = &context.report.prose;
    let mut last = 0;
    for found in &prose.marks.signs {
        let place = match found.sign {
            Sign::Lost if is_lost(prose, found.end) => Some((found.start, found.end)),
            Sign::Placeholder if found.start >= last => placeholder(prose, found.start, found.end),
            _ => None,
        };
        let Some((start, end)) = place else { continue };
        last = end;
        push(context, sink, prose.span(start, end));
    }
    let mut last = 0;
    for (offset, dropped) in prose.folded.gaps() {
        let Some(span) = gap(context, offset, dropped).filter(|span| span.start >= last) else { continue };
        last = span.end;
        push(context, sink, span);
    }
}

fn push(context: &Context, sink: &mut Sink, span: Span) {
    let shown: String = span.of(context.text).chars().map(|mark| if is_blank(mark) { '　' } else { mark }).collect();
    let mut finding = Finding::new(context.document.source_span(span), Message::new("message").with("actual", &shown));
    finding.actual = Some(shown);
    sink.push(finding);
}

/// Whether the unit ends here: 公开条 also begins 公开条例.
fn is_lost(prose: &Prose, end: usize) -> bool {
    let (_, tail) = prose.around(end, end);
    let next = tail.chars().next();
    let other_word = wording().blank.except.iter().any(|word| tail.starts_with(word.as_str()));
    !other_word && next.is_none_or(|next| matches!(next, ',' | ';' | '。' | '、' | ')' | '(' | '\n' | '其'))
}

/// All of the marks that hold a place; `None` in addresses and names of files.
fn placeholder(prose: &Prose, start: usize, end: usize) -> Option<(usize, usize)> {
    let (head, tail) = prose.around(start, end);
    let mark = prose.folded.text[start..end].chars().next().filter(|mark| *mark != '〔');
    let more = tail.chars().take_while(|next| Some(*next) == mark).map(char::len_utf8).sum::<usize>();
    let of_address = |next: Option<char>| {
        next.is_some_and(|next| next.is_ascii_alphanumeric() || matches!(next, '@' | '.' | '/' | '-' | '_' | '='))
    };
    let address = mark.is_some() && (of_address(head.chars().next_back()) || of_address(tail[more..].chars().next()));
    (!address).then_some((start, end + more))
}

/// What a gap in the text leaves open: `信息  条`, `年  月  日`.
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
