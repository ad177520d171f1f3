//! Totals with the parts that the prose lists of them, and the shares that it states.

mod parts;
mod summed;

use std::ops::Range;

use parts::{MOST_PARTS, Parts, closing, figure};

use super::sentence::Sentence;
use super::tokens::TokenKind;
use crate::lexicon::phrases::{Part, phrases};
use crate::number::Decimal;

pub use parts::{Figure, Share};

/// Figures are compared in units of this decimal place.
const PLACES: u8 = 6;
/// Totals named right before the list that its parts may make up together.
const TOTALS: usize = 3;
/// The number that 万 stands for.
pub const TEN_THOUSAND: i64 = 10_000;

/// A total and its parts.
#[derive(Clone, Debug)]
pub struct List {
    /// The total.
    pub total: Figure,
    /// Parts of the same unit.
    pub parts: Vec<Figure>,
    /// Shares stated of parts.
    pub shares: Vec<Share>,
    /// Other totals that the parts may make up: those named before, alone and together.
    pub others: Vec<Decimal>,
    /// True if the list says that it is complete.
    pub closed: bool,
    /// True if it looks complete: 包括, or all that stands in brackets.
    pub likely: bool,
    /// True if it says that it is incomplete, or goes on in a way that is not understood.
    pub open: bool,
    /// True if the parts are places of publication, which overlap.
    pub overlapping: bool,
    /// True if the parts are of two kinds, each of which may make up the total.
    pub mixed: bool,
    /// Set if the parts are counted in several units: only parts above the total deny it.
    pub in_units: bool,
    /// True if the total says by how much something changed: 较上年增加21条.
    pub compared: bool,
    /// Set if the total is written in ten thousands, 173769万: its parts show the slip where they make up the digits.
    pub ten_thousands: bool,
}

/// A value in units of the last decimal place; `None` where it does not fit.
pub fn scaled(value: Decimal) -> Option<i64> {
    value.mantissa.checked_mul(10_i64.checked_pow(u32::from(PLACES.checked_sub(value.scale)?))?)
}

/// All lists of a sentence.
pub fn read(sentence: &Sentence) -> Vec<List> {
    let (mut lists, mut until) = (Vec::new(), 0);
    for index in 0..sentence.tokens.len() {
        // Inside a list only brackets tell where the parts of a part end.
        let bracket = sentence.tokens.get(index + 1).is_some_and(|next| next.is_mark('('));
        lists.extend(summed::read(sentence, index));
        if index < until && !bracket {
            continue;
        }
        if let Some((list, end)) = list_at(sentence, index) {
            lists.push(list);
            until = until.max(end);
        }
    }
    lists
}

/// The list of which the total stands at `index`, and the token behind it.
fn list_at(sentence: &Sentence, index: usize) -> Option<(List, usize)> {
    let tokens = &sentence.tokens;
    let unit = tokens[index].unit(sentence.text);
    let large = in_ten_thousands(sentence, index);
    let total = figure(&tokens[index]).or(large).filter(|_| !unit.is_empty())?;
    let (range, hold) = opened(sentence, index)?;
    let mut reader = Parts::of(sentence, unit);
    reader.read(range)?;
    if reader.parts.is_empty() {
        return None;
    }
    let list = List {
        total,
        closed: hold == Hold::Whole || reader.rest,
        likely: hold == Hold::Likely,
        open: reader.open || hold == Hold::Shares,
        overlapping: reader.media > 1,
        mixed: reader.kinds.len() > 1,
        in_units: reader.in_units,
        compared: sentence.any(sentence.clause(index).start..index, &[Part::Compare]),
        ten_thousands: large.is_some(),
        others: others(sentence, index, unit, total.value),
        parts: reader.parts,
        shares: if large.is_some() { Vec::new() } else { reader.shares },
    };
    Some((list, reader.end))
}

/// A figure in whole ten thousands.
fn in_ten_thousands(sentence: &Sentence, index: usize) -> Option<Figure> {
    let token = &sentence.tokens[index];
    let number = token.number().filter(|number| !number.exact && number.value.scale == 0)?;
    let digits = sentence.text.get(token.start..number.digits_end)?.strip_suffix('万')?;
    let written = digits.ends_with(|last: char| last.is_ascii_digit());
    let mantissa = number.value.mantissa.checked_mul(TEN_THOUSAND).filter(|_| written)?;
    Some(Figure { start: token.start, end: token.end, value: Decimal { mantissa, scale: 0 } })
}

/// Certainty that a list holds all parts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hold {
    /// It says so.
    Whole,
    /// It looks so.
    Likely,
    /// It may leave out some.
    Partial,
    /// It only tells shares.
    Shares,
}

/// Finds the tokens that list the parts of a total, with the certainty that they are all.
fn opened(sentence: &Sentence, index: usize) -> Option<(Range<usize>, Hold)> {
    let tokens = &sentence.tokens;
    let end = enclosing_end(sentence, index);
    let next = tokens.get(index + 1)?;
    if next.is_mark('(') {
        let close = closing(sentence, index + 1)?;
        let opener = tokens[index + 2].is(Part::Opener);
        // （含 3 件…）: a part only.
        if opener && sentence.words(index + 2) == "含" {
            return None;
        }
        let hold = match opener {
            true if tokens[index + 2].is(Part::Closed) => Hold::Whole,
            true => Hold::Partial,
            false => Hold::Likely,
        };
        let first = if opener { index + 3 } else { index + 2 };
        // A remark in brackets is a list only with several parts.
        let numbers = (first..close).filter(|&at| tokens[at].number().is_some()).count();
        return (numbers > 1).then_some((first..close, hold));
    }
    // 15件中8件予以公开.
    let within = sentence.text.get(next.start..).is_some_and(|behind| phrases().opens_within(behind));
    if within && next.kind == TokenKind::Unknown && index + 1 < end {
        return Some((index + 1..end, Hold::Partial));
    }
    let marked = matches!(next.kind, TokenKind::Mark(',' | ';' | '。'));
    if marked && tells_share(sentence, index + 2, end) {
        return Some((index + 2..end, Hold::Shares));
    }
    let at = if marked { index + 2 } else { index + 1 };
    let opener = tokens.get(at).filter(|token| token.is(Part::Opener) && at < end)?;
    let first =
        at + 1 + usize::from(tokens.get(at + 1).is_some_and(|token| matches!(token.kind, TokenKind::Mark(':' | ','))));
    let hold = match sentence.words(at) {
        _ if opener.is(Part::Closed) => Hold::Whole,
        "包括" | "包含" => Hold::Likely,
        _ => Hold::Partial,
    };
    (first < end).then_some((first..end, hold))
}

/// Tells whether what follows is a part with its share: 网络105件，占65.6%.
fn tells_share(sentence: &Sentence, start: usize, end: usize) -> bool {
    let Some(number) =
        (start..end).find(|&at| !matches!(sentence.tokens[at].kind, TokenKind::Word(_) | TokenKind::Unknown))
    else {
        return false;
    };
    let behind = number + 1..end.min(number + 3);
    let named = !sentence.any(start..number, &[Part::Opener, Part::Compare, Part::LastYear, Part::Sum]);
    named && sentence.tokens[number].number().is_some() && sentence.any(behind, &[Part::Share])
}

/// Finds the end of the bracket around a token, or else of the sentence.
fn enclosing_end(sentence: &Sentence, index: usize) -> usize {
    let mut depth = 0_usize;
    let limit = sentence.tokens.len().min(index + MOST_PARTS * 4);
    for at in index..limit {
        match sentence.tokens[at].kind {
            TokenKind::Mark('(') => depth += 1,
            TokenKind::Mark(')') if depth == 0 => return at,
            TokenKind::Mark(')') => depth -= 1,
            _ => {}
        }
    }
    limit
}

/// Totals of the same unit named right before, and their sums with the total.
fn others(sentence: &Sentence, index: usize, unit: &str, total: Decimal) -> Vec<Decimal> {
    let before = sentence.tokens[..index].iter().rev().take(MOST_PARTS);
    let earlier: Vec<Decimal> = before
        .filter(|token| token.unit(sentence.text) == unit)
        .filter_map(|token| Some(figure(token)?.value))
        .take(TOTALS)
        .collect();
    let mut others = earlier.clone();
    let mut sum = scaled(total);
    for value in earlier {
        sum = sum.and_then(|sum| sum.checked_add(scaled(value)?));
        others.extend(sum.map(|mantissa| Decimal { mantissa, scale: PLACES }));
    }
    others
}
