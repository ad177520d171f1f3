//! Finds the phrase that says what a figure counts: before it, behind it, or several that are joined.

use super::sentence::{Sentence, skips};
use super::tokens::TokenKind;
use crate::lexicon::phrases::{Part, Role};

/// Tokens behind a figure that may name what it takes in.
const MOST_TAKEN_IN: usize = 40;

/// A phrase before or behind a figure.
pub struct Key {
    /// Its token.
    pub at: usize,
    /// True if a noun for requests stands with it.
    pub noun: bool,
    /// True if a noun for a request of any kind does.
    pub weak: bool,
    /// True if a way by which requests come in does: 书面, 网上.
    pub way: bool,
    /// A year between it and the figure.
    pub year: Option<u16>,
}

/// The phrase before a figure, with nothing but nouns and fillers between them.
pub fn key_before(sentence: &Sentence, start: usize, index: usize) -> Option<Key> {
    let mut key = Key { at: 0, noun: false, weak: false, way: false, year: None };
    for at in (start..index).rev() {
        let token = &sentence.tokens[at];
        if let Some(role) = sentence.role(at) {
            key.at = at;
            // 结转下年度办理3件, 不予公开答复3件: what stands before the verb is what is counted.
            let before = at.checked_sub(1).filter(|&before| before >= start && role == Role::Verb);
            let said = before.filter(|&before| sentence.role(before).is_some_and(|role| role != Role::Verb));
            key.at = said.unwrap_or(at);
            if role == Role::Verb && said.is_none() {
                carried_before(sentence, start, &mut key);
            }
            return Some(key);
        }
        match token.kind {
            TokenKind::Year(year) => key.year = Some(year),
            TokenKind::Mark(':') => {}
            // “予以公开”3件.
            TokenKind::Unknown if sentence.words(at) == "”" => {}
            _ if token.is(Part::Noun) => key.noun = true,
            _ if token.is(Part::Weak) => key.weak = true,
            _ if token.is(Part::Channel) => key.way = true,
            _ if token.is_any(&[Part::Filler, Part::Adverb]) => {}
            _ => return None,
        }
    }
    None
}

/// 结转到2023年办理3件: what was carried to another year is counted, not what is done there.
fn carried_before(sentence: &Sentence, start: usize, key: &mut Key) {
    let mut to = key.year;
    for at in (start..key.at).rev() {
        let token = &sentence.tokens[at];
        match token.kind {
            TokenKind::Year(year) => to = Some(year),
            _ if matches!(sentence.role(at), Some(Role::Carry | Role::BareCarry)) => {
                (key.at, key.year) = (at, to);
                return;
            }
            _ if token.is_any(&[Part::Filler, Part::Adverb]) => {}
            _ => return,
        }
    }
}

/// The phrase right behind a figure: 3件予以公开, 2件结转下年度.
pub fn key_behind(sentence: &Sentence, end: usize, index: usize) -> Option<Key> {
    let start = sentence.clause(index).start;
    let quiet =
        |at: usize| skips(sentence, at, &[Part::Opener, Part::Rest, Part::Filler, Part::Subject, Part::Connector]);
    if !(start..index).all(quiet) {
        return None;
    }
    let mut key = Key { at: 0, noun: false, weak: false, way: false, year: None };
    for at in index + 1..end {
        let token = &sentence.tokens[at];
        if let Some(role) = sentence.role(at) {
            key.at = at;
            let alone = (at + 1..end).all(|rest| sentence.tokens[rest].number().is_none());
            let fits = matches!(role, Role::Row | Role::Carry | Role::BareCarry | Role::Applicant);
            key.at = last_joined(sentence, end, at)?;
            return (alone && fits && !tells_result_later(sentence, end)).then_some(key);
        }
        match token.kind {
            TokenKind::Year(year) => key.year = Some(year),
            _ if token.is(Part::Noun) => key.noun = true,
            _ if token.is_any(&[Part::Filler, Part::Weak]) => {}
            _ => return None,
        }
    }
    None
}

/// The last of the phrases that a figure counts together, 9件不予公开、无法提供; `None` where more may follow than is understood.
fn last_joined(sentence: &Sentence, end: usize, mut at: usize) -> Option<usize> {
    let role = sentence.role(at);
    while at + 1 < end && links(sentence, at + 1) {
        let quiet = |next: &usize| !skips(sentence, *next, &[Part::Filler, Part::Connector]);
        at = (at + 2..end).find(quiet).filter(|&next| sentence.role(next) == role)?;
    }
    let open = |next: usize| sentence.tokens[next].kind == TokenKind::Unknown || sentence.tokens[next].is(Part::Open);
    let listed = matches!(role, Some(Role::Row | Role::Applicant));
    (!(listed && (at + 1..end).any(open))).then_some(at)
}

/// 1件涉及第三方合法权益，征求意见后部分公开: a result told in the next clause is that of the figure, what stands here is on the way.
fn tells_result_later(sentence: &Sentence, end: usize) -> bool {
    let next = (end + 1 < sentence.tokens.len() && sentence.tokens[end].is_mark(',')).then(|| sentence.clause(end + 1));
    next.is_some_and(|mut next| {
        let counted = next.clone().any(|at| sentence.tokens[at].number().is_some());
        !counted && next.any(|at| sentence.role(at) == Some(Role::Row))
    })
}

/// Tells a word or a mark that joins two phrases.
fn links(sentence: &Sentence, at: usize) -> bool {
    sentence.tokens[at].is(Part::Connector) || sentence.tokens[at].is_mark('、')
}

/// Phrases of results that the one before a figure takes in, each with its own figure: 予以公开16件(含部分公开4件).
pub fn taken_in(sentence: &Sentence, index: usize, role: Option<Role>) -> Vec<usize> {
    let opened = sentence.tokens.get(index + 1).is_some_and(|mark| mark.is_mark('(') || mark.is_mark(','));
    let opener = index + if opened { 2 } else { 1 };
    if !sentence.tokens.get(opener).is_some_and(|token| token.is(Part::Opener)) {
        return Vec::new();
    }
    let end = sentence.clause(opener).end.min(opener + MOST_TAKEN_IN);
    (opener + 1..end).filter(|&at| sentence.role(at) == role).collect()
}

/// Phrases of results or reviews that are joined to one: 不予公开和无法提供.
pub fn joined(sentence: &Sentence, key: usize) -> Vec<usize> {
    let role = sentence.role(key);
    let (mut found, mut at) = (Vec::new(), key);
    while let Some(before) = at.checked_sub(2) {
        if !links(sentence, at - 1) || sentence.role(before) != role {
            break;
        }
        found.push(before);
        at = before;
    }
    found
}
