//! Collects the parts of a list, item by item.

use std::ops::Range;

use crate::lexicon::phrases::{Part, Role, phrases};
use crate::number::Decimal;
use crate::report::prose::sentence::Sentence;
use crate::report::prose::tokens::{Token, TokenKind};

/// Most parts of a list.
pub(super) const MOST_PARTS: usize = 200;

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

/// Collects the parts of a list.
pub(super) struct Parts<'s, 't> {
    sentence: &'s Sentence<'t>,
    unit: &'t str,
    pub(super) parts: Vec<Figure>,
    pub(super) shares: Vec<Share>,
    pub(super) rest: bool,
    pub(super) open: bool,
    pub(super) media: usize,
    pub(super) kinds: Vec<Kind>,
    pub(super) in_units: bool,
    pub(super) end: usize,
    /// The word of another doing that the first part begins with.
    lead: Option<&'t str>,
}

/// Returns how strongly a token parts what stands around it.
fn strength(token: &Token) -> u8 {
    match token.kind {
        TokenKind::Mark('、') => 1,
        TokenKind::Mark(',') => 2,
        TokenKind::Mark(';') => 3,
        TokenKind::Mark('。') => 4,
        _ => 0,
    }
}

/// The words or the place that make a part one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Done,
    Result,
    Applicant,
    Channel,
    Review,
}

impl<'s, 't> Parts<'s, 't> {
    pub(super) fn of(sentence: &'s Sentence<'t>, unit: &'t str) -> Self {
        Parts {
            sentence,
            unit,
            parts: Vec::new(),
            shares: Vec::new(),
            rest: false,
            open: false,
            media: 0,
            kinds: Vec::new(),
            in_units: false,
            end: 0,
            lead: None,
        }
    }

    /// Reads the parts; `None` where they cannot be told apart.
    pub(super) fn read(&mut self, range: Range<usize>) -> Option<()> {
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
        if begun && self.is_remark(&item) {
            return Some(true);
        }
        let stop = first.filter(|&at| tokens[at].is(Part::Stop) && !tokens[at].is(Part::Rest));
        let stop = stop.filter(|&at| !self.names_part(at, &item));
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
        if unit.is_empty() || item.clone().any(|at| self.is_of_other_time(at)) {
            return if unit.is_empty() { None } else { Some(false) };
        }
        if unit != self.unit {
            // 网站235条，公众号651篇: what is published in several places is counted as each counts.
            let published = [unit, self.unit].iter().all(|unit| phrases().counts_publications(unit));
            if !(published && self.sentence.any(item.clone(), &[Part::Media])) {
                return Some(false);
            }
            self.in_units = true;
        }
        let figure = figure(&tokens[number])?;
        if begun && self.starts_other_kind(&item) {
            return Some(false);
        }
        self.parts.push(figure);
        self.note(&item, number);
        Some(!self.open)
    }

    /// Tells a remark on a part, 同比增长79%, from a part.
    fn is_remark(&self, item: &Range<usize>) -> bool {
        let tokens = &self.sentence.tokens;
        let compared = tokens.get(item.start).is_some_and(|token| token.is(Part::Compare));
        let mut rest = item.clone();
        compared && rest.all(|at| tokens[at].number().is_none() && !matches!(tokens[at].kind, TokenKind::Year(_)))
    }

    /// Tells a word that begins the name of a part, 公开指南3条, from one that begins another clause: it is listed between
    /// others, and something else than information in general is named by it.
    fn names_part(&self, at: usize, item: &Range<usize>) -> bool {
        let tokens = &self.sentence.tokens;
        let listed = item.start > 0 && tokens[item.start - 1].is_mark('、');
        let next = item.end + 1..self.item(item.end + 1, tokens.len()).end;
        let goes_on = || {
            let part = self.numbers(&next).iter().any(|&at| tokens[at].unit(self.sentence.text) == self.unit);
            let first = tokens.get(next.start).is_some_and(|token| token.is(Part::Stop) && !token.is(Part::Rest));
            self.is_separator(item.end) && part && !first
        };
        let named = tokens.get(at + 1).filter(|_| at + 1 < item.end);
        let named = named.is_some_and(|named| named.number().is_none() && !named.is_any(&[Part::Filler, Part::Noun]));
        tokens[at].is(Part::Label) && named && (listed || goes_on())
    }

    /// Tells a word on plans or on another year; 规划计划信息 is the name of a part.
    fn is_of_other_time(&self, at: usize) -> bool {
        let token = &self.sentence.tokens[at];
        let next = self.sentence.tokens.get(at + 1);
        let doing = next.is_some_and(|next| next.is(Part::Stop)) || self.sentence.role(at + 1).is_some();
        let plan = token.is(Part::Plan) && (doing || !token.is(Part::Label));
        plan || token.is_any(&[Part::Compare, Part::LastYear])
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

    /// Returns whether a verb of requests begins to say what became of them, behind parts of another kind.
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

/// An exact figure.
pub(super) fn figure(token: &Token) -> Option<Figure> {
    let number = token.number().filter(|number| number.exact)?;
    Some(Figure { start: token.start, end: token.end, value: number.value })
}

/// The bracket that closes the one at `open`.
pub(super) fn closing(sentence: &Sentence, open: usize) -> Option<usize> {
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
