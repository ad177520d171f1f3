//! Totals with the parts that the prose lists of them, and the shares that it states.

use std::ops::Range;

use super::sentence::Sentence;
use super::tokens::{Token, TokenKind};
use crate::lexicon::phrases::{Part, Role};
use crate::number::Decimal;

/// Figures are compared in units of this decimal place.
const PLACES: u8 = 6;
/// Totals named right before the list that its parts may make up together.
const TOTALS: usize = 3;
/// Most parts of a list.
const MOST_PARTS: usize = 200;

/// A figure of a list.
#[derive(Clone, Copy, Debug)]
pub struct Figure {
    /// Bytes of the folded text, unit included.
    pub start: usize,
    /// One past them.
    pub end: usize,
    /// Its value as written.
    pub value: Decimal,
}

/// A share that is stated of a part.
#[derive(Clone, Copy, Debug)]
pub struct Share {
    /// The share in percent, with its place.
    pub percent: Figure,
    /// The part.
    pub part: Decimal,
}

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
    /// Whether the list says that it is whole.
    pub closed: bool,
    /// Whether it looks whole: 包括, or all that stands in brackets.
    pub likely: bool,
    /// Whether it says that it is not, or goes on in a way that is not understood.
    pub open: bool,
    /// Whether the parts are places of publication, which overlap.
    pub overlapping: bool,
    /// Whether the parts are of two kinds, each of which may make up the total.
    pub mixed: bool,
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
    let total = figure(&tokens[index]).filter(|_| !unit.is_empty())?;
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
        open: reader.open,
        overlapping: reader.media > 1,
        mixed: reader.kinds.len() > 1,
        others: others(sentence, index, unit, total.value),
        parts: reader.parts,
        shares: reader.shares,
    };
    Some((list, reader.end))
}

/// An exact figure.
fn figure(token: &Token) -> Option<Figure> {
    let number = token.number().filter(|number| number.exact)?;
    Some(Figure { start: token.start, end: token.end, value: number.value })
}

/// How surely a list holds all parts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hold {
    /// It says so.
    Whole,
    /// It looks so.
    Likely,
    /// It may leave out some.
    Partial,
}

/// Where the parts of a total stand, and whether they are all.
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
    let at = if matches!(next.kind, TokenKind::Mark(',' | ';' | '。')) { index + 2 } else { index + 1 };
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

/// The bracket that closes the one at `open`.
fn closing(sentence: &Sentence, open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, token) in sentence.tokens.iter().enumerate().skip(open).take(MOST_PARTS * 4) {
        match token.kind {
            TokenKind::Mark('(') => depth += 1,
            TokenKind::Mark(')') if depth == 1 => return Some(at),
            TokenKind::Mark(')') => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// Where the bracket ends that a token stands in, or else the sentence.
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

/// Collects the parts of a list.
struct Parts<'s, 't> {
    sentence: &'s Sentence<'t>,
    unit: &'t str,
    parts: Vec<Figure>,
    shares: Vec<Share>,
    rest: bool,
    open: bool,
    media: usize,
    kinds: Vec<Kind>,
    end: usize,
    /// The word of another doing that the first part begins with.
    lead: Option<&'t str>,
}

/// How much a mark parts.
fn strength(token: &Token) -> u8 {
    match token.kind {
        TokenKind::Mark('、') => 1,
        TokenKind::Mark(',') => 2,
        TokenKind::Mark(';') => 3,
        TokenKind::Mark('。') => 4,
        _ => 0,
    }
}

/// What a part is a part by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Done,
    Result,
    Applicant,
    Channel,
    Review,
}

impl<'s, 't> Parts<'s, 't> {
    fn of(sentence: &'s Sentence<'t>, unit: &'t str) -> Self {
        Parts {
            sentence,
            unit,
            parts: Vec::new(),
            shares: Vec::new(),
            rest: false,
            open: false,
            media: 0,
            kinds: Vec::new(),
            end: 0,
            lead: None,
        }
    }

    /// Reads the parts; `None` where they cannot be told apart.
    fn read(&mut self, range: Range<usize>) -> Option<()> {
        let mut at = range.start;
        // 其中政策4条、动态6条，培训3次: a greater mark than the one between the parts ends the list.
        let mut between = None;
        while at < range.end && self.parts.len() < MOST_PARTS {
            let item = self.item(at, range.end);
            self.end = item.end;
            let known = self.parts.len();
            if !self.take(item.clone())? {
                break;
            }
            let mark = self.sentence.tokens.get(item.end).map_or(0, strength);
            if self.parts.len() > known && mark > *between.get_or_insert(mark) {
                break;
            }
            at = item.end + usize::from(self.is_separator(item.end));
        }
        Some(())
    }

    /// The tokens up to the next mark that parts items, brackets passed over.
    fn item(&self, start: usize, end: usize) -> Range<usize> {
        let mut at = start;
        while at < end && !self.is_separator(at) {
            let token = &self.sentence.tokens[at];
            if token.is_mark('(') {
                at = closing(self.sentence, at).map_or(end, |close| close.min(end));
            }
            at += 1;
            // 政策12条和解读8条: two parts.
            let joins = self.sentence.tokens.get(at).is_some_and(|next| next.is(Part::Connector));
            if joins && at < end && token.number().is_some() {
                break;
            }
        }
        start..at.min(end)
    }

    fn is_separator(&self, at: usize) -> bool {
        let Some(token) = self.sentence.tokens.get(at) else { return false };
        matches!(token.kind, TokenKind::Mark(',' | ';' | '、' | '。')) || token.is(Part::Connector)
    }

    /// Takes an item; whether the list goes on behind it. `None` where the list cannot be understood.
    fn take(&mut self, item: Range<usize>) -> Option<bool> {
        let tokens = &self.sentence.tokens;
        let first = item.clone().find(|&at| !tokens[at].is(Part::Filler));
        let begun = !self.parts.is_empty();
        let stop = first.filter(|&at| tokens[at].is(Part::Stop) && !tokens[at].is(Part::Rest));
        let stop = stop.map(|at| self.sentence.words(at));
        if begun && stop.is_some() && stop != self.lead {
            return Some(false);
        }
        // 其中公开政策4条，公开动态6条: parts may all begin so.
        self.lead = if begun { self.lead } else { stop };
        if begun && self.sentence.any(item.clone(), &[Part::Opener]) {
            // What is listed now are parts of a part, or of another total.
            self.open = true;
            return Some(false);
        }
        let numbers: Vec<usize> = self.numbers(&item);
        let [number] = numbers[..] else {
            if let Some(share) = self.share(&item).filter(|_| numbers.is_empty()) {
                self.shares.push(share);
                return Some(true);
            }
            self.open |= numbers.is_empty() && !begun;
            return if numbers.is_empty() { Some(false) } else { None };
        };
        let unit = tokens[number].unit(self.sentence.text);
        if unit.is_empty() || self.sentence.any(item.clone(), &[Part::Plan, Part::Compare, Part::LastYear]) {
            return if unit.is_empty() { None } else { Some(false) };
        }
        if unit != self.unit {
            return Some(false);
        }
        let figure = figure(&tokens[number])?;
        if begun && self.starts_other_kind(&item) {
            return Some(false);
        }
        self.parts.push(figure);
        self.note(&item, number);
        Some(!self.open)
    }

    /// The figures of an item, brackets passed over.
    fn numbers(&self, item: &Range<usize>) -> Vec<usize> {
        let (mut found, mut at) = (Vec::new(), item.start);
        while at < item.end {
            let token = &self.sentence.tokens[at];
            if token.is_mark('(') {
                at = closing(self.sentence, at).unwrap_or(item.end);
            } else if token.number().is_some() {
                found.push(at);
            }
            at += 1;
        }
        found
    }

    /// Whether a verb of requests begins to say what became of them, behind parts of another kind.
    fn starts_other_kind(&self, item: &Range<usize>) -> bool {
        let kind = self.kind(item);
        kind == Some(Kind::Done) && !self.kinds.contains(&Kind::Done)
    }

    fn kind(&self, item: &Range<usize>) -> Option<Kind> {
        item.clone().find_map(|at| match self.sentence.role(at) {
            Some(Role::Verb) => Some(Kind::Done),
            Some(Role::Row) => Some(Kind::Result),
            Some(Role::Applicant) => Some(Kind::Applicant),
            Some(Role::Review) => Some(Kind::Review),
            _ if self.sentence.tokens[at].is(Part::Channel) => Some(Kind::Channel),
            _ => None,
        })
    }

    /// Notes what an item tells of the list.
    fn note(&mut self, item: &Range<usize>, number: usize) {
        if let Some(kind) = self.kind(item).filter(|kind| !self.kinds.contains(kind)) {
            self.kinds.push(kind);
        }
        self.media += usize::from(self.sentence.any(item.clone(), &[Part::Media]));
        self.rest = self.sentence.any(item.clone(), &[Part::Rest]);
        self.open |= self.sentence.any(number + 1..item.end, &[Part::Open]);
        let share = self.share(&(number + 1..item.end));
        self.shares.extend(share);
    }

    /// A share in the range, stated of the last part.
    fn share(&self, range: &Range<usize>) -> Option<Share> {
        let part = self.parts.last()?.value;
        let tokens = &self.sentence.tokens;
        let said = self.sentence.any(range.clone(), &[Part::Share]);
        let bracket = tokens.get(range.start).is_some_and(|token| token.is_mark('('));
        let other = self.sentence.any(range.clone(), &[Part::Compare]);
        let at = range.clone().find(|&at| matches!(tokens[at].kind, TokenKind::Percent(_)))?;
        let TokenKind::Percent(percent) = tokens[at].kind else { return None };
        let near = at - range.start <= 4;
        ((said || bracket) && near && !other)
            .then_some(Share { percent: Figure { start: tokens[at].start, end: tokens[at].end, value: percent }, part })
    }
}
