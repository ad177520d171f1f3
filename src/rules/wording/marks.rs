//! Brackets and quotation marks without their partner.

use super::numbers::{self, Bracketed};
use super::place;
use crate::lexicon::Sign;
use crate::lint::{Context, Finding, Message, Sink};
use crate::report::Prose;
use crate::report::prose::Paragraph;

/// Marks that come in pairs, each kind looked at by itself: what crosses is paired all the same.
const PAIRS: [(char, char); 9] = [
    ('(', ')'),
    ('《', '》'),
    ('〈', '〉'),
    ('“', '”'),
    ('‘', '’'),
    ('【', '】'),
    ('〔', '〕'),
    ('「', '」'),
    ('[', ']'),
];
/// The kind of quotation marks, which may be open over several paragraphs.
const QUOTES: usize = 3;
/// Paragraphs that a quotation goes on for, and a bracket.
const LONGEST_QUOTATION: usize = 8;
const LONGEST_BRACKET: usize = 3;
/// Longest number before a single bracket, `12)`, in characters.
const LONGEST_NUMBER: usize = 3;

/// A mark without its partner in its paragraph.
#[derive(Clone, Copy)]
struct Loose {
    /// Its offset in the folded text.
    at: usize,
    mark: char,
    kind: usize,
    opens: bool,
    /// Index of its paragraph.
    paragraph: usize,
}

/// `unpaired-mark`. Source: GB/T 15834—2011: brackets, titles and quotations have a mark at either end.
pub fn unpaired_mark(context: &Context, sink: &mut Sink) {
    let prose = &context.report.prose;
    let numbers = numbers::all(prose);
    let mut loose: Vec<Loose> = Vec::new();
    for (index, paragraph) in prose.paragraphs.iter().enumerate().filter(|(_, paragraph)| is_text(prose, paragraph)) {
        loose.extend(loose_in(prose, index, paragraph, &numbers));
    }
    let alone = alone(prose, loose);
    let mut marks = alone.iter().peekable();
    while let Some(mark) = marks.next() {
        let (open, close) = PAIRS[mark.kind];
        let partner = if mark.opens { close } else { open };
        // 【…) is one slip.
        let other = marks.next_if(|other| is_mixed(mark, other)).map(|other| other.mark);
        let template = if other.is_some() { "message.mixed" } else { "message" };
        let message = Message::new(template).with("actual", mark.mark).with("partner", other.unwrap_or(partner));
        let mut finding = Finding::new(place(context, mark.at, mark.at + mark.mark.len_utf8()), message);
        finding.actual = Some(mark.mark.to_string());
        sink.push(finding);
    }
}

/// Returns whether a bracket is closed by one of another kind.
fn is_mixed(open: &Loose, close: &Loose) -> bool {
    let quotes = [PAIRS[QUOTES], PAIRS[QUOTES + 1]];
    let bracket = |loose: &Loose| !quotes.contains(&PAIRS[loose.kind]);
    let apart = open.kind != close.kind && open.paragraph == close.paragraph;
    open.opens && !close.opens && apart && bracket(open) && bracket(close)
}

/// Returns whether a paragraph is the report's own text, not what a page says around it.
fn is_text(prose: &Prose, paragraph: &Paragraph) -> bool {
    let chrome = prose.signs_of(paragraph).iter().any(|found| found.meaning == Sign::Chrome);
    !chrome && (paragraph.section.is_some() || prose.text(paragraph).contains(['。', ',']))
}

/// The marks of a paragraph that have no partner in it, in order.
fn loose_in(prose: &Prose, index: usize, paragraph: &Paragraph, numbers: &[Bracketed]) -> Vec<Loose> {
    let text = prose.text(paragraph);
    let mut open: [Vec<Loose>; PAIRS.len()] = Default::default();
    let mut loose = Vec::new();
    for (offset, mark) in text.char_indices() {
        let Some((kind, opens)) = kind_of(mark) else { continue };
        let found = Loose { at: paragraph.start + offset, mark, kind, opens, paragraph: index };
        let (head, tail) = (&text[..offset], &text[offset + mark.len_utf8()..]);
        if numbers.iter().any(|number| number.open == found.at || number.close == found.at) {
            continue;
        }
        if opens && !numbers::runs_together(tail) {
            open[kind].push(found);
        } else if !opens && open[kind].pop().is_none() && !needs_no_partner(mark, head) {
            loose.push(found);
        }
    }
    loose.extend(open.into_iter().flat_map(wrong_way));
    loose.sort_by_key(|found| found.at);
    loose
}

/// Finds the pair that a mark belongs to, and whether it opens it.
fn kind_of(mark: char) -> Option<(usize, bool)> {
    let pairs = PAIRS.iter().enumerate();
    pairs.into_iter().find_map(|(kind, &(open, close))| match mark {
        _ if mark == open => Some((kind, true)),
        _ if mark == close => Some((kind, false)),
        _ => None,
    })
}

/// Of two marks that both open, the second is written the wrong way round.
fn wrong_way(open: Vec<Loose>) -> Vec<Loose> {
    let pairs = open.chunks(2);
    pairs.filter_map(|pair| pair.last().copied()).collect()
}

/// Returns whether a mark that closes stands behind a number, or is an apostrophe.
fn needs_no_partner(mark: char, head: &str) -> bool {
    match mark {
        ')' => ends_with_number(head),
        '’' => head.ends_with(|last: char| last.is_ascii_alphabetic()),
        _ => false,
    }
}

/// Returns whether a text ends with the number of an item: `1)`, `一)`, `a)`, `①)`, at its beginning or behind a mark.
fn ends_with_number(head: &str) -> bool {
    let numeral =
        |mark: char| mark.is_ascii_alphanumeric() || matches!(mark, '①'..='⑳') || "一二三四五六七八九十".contains(mark);
    let rest = head.trim_end_matches(numeral);
    let length = head[rest.len()..].chars().count();
    let begins = rest.chars().next_back().is_none_or(|last| !last.is_alphanumeric() && last != '(');
    (1..=LONGEST_NUMBER).contains(&length) && begins
}

/// The marks that have no partner in the paragraphs around them either.
fn alone(prose: &Prose, loose: Vec<Loose>) -> Vec<Loose> {
    let mut paired = vec![false; loose.len()];
    for close in 0..loose.len() {
        if loose[close].opens {
            continue;
        }
        let partner = (0..close).rev().find(|&open| !paired[open] && goes_on(prose, &loose[open], &loose[close]));
        let Some(partner) = partner else { continue };
        paired[close] = true;
        // A quotation of several paragraphs opens again at each, and closes once.
        let again = |open: &usize| {
            let start = prose.paragraphs[loose[*open].paragraph].start;
            *open == partner || (loose[*open].at == start && loose[*open].kind == QUOTES)
        };
        let opened = (partner..close).filter(|&open| loose[open].opens && loose[open].kind == loose[close].kind);
        opened.filter(again).collect::<Vec<_>>().into_iter().for_each(|open| paired[open] = true);
    }
    let alone = loose.into_iter().zip(paired).filter(|(_, paired)| !paired).map(|(loose, _)| loose);
    alone.filter(|loose| !is_opened_again(prose, loose)).collect()
}

/// Returns whether the next paragraph opens the quotation again: it goes on there.
fn is_opened_again(prose: &Prose, loose: &Loose) -> bool {
    let next = prose.paragraphs.get(loose.paragraph + 1);
    let here = prose.paragraphs[loose.paragraph].section;
    let again = |next: &Paragraph| next.section == here && prose.text(next).starts_with(PAIRS[QUOTES].0);
    loose.opens && loose.kind == QUOTES && next.is_some_and(again)
}

/// Returns whether what a mark opens may be closed by one in a later paragraph of the same section.
fn goes_on(prose: &Prose, open: &Loose, close: &Loose) -> bool {
    let most = match open.kind {
        QUOTES => LONGEST_QUOTATION,
        0 => LONGEST_BRACKET,
        _ => 1,
    };
    let section = |loose: &Loose| prose.paragraphs[loose.paragraph].section;
    let apart = close.paragraph - open.paragraph;
    open.opens && open.kind == close.kind && section(open) == section(close) && (1..=most).contains(&apart)
}
