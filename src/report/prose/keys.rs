//! Finds the phrase that says what a figure counts: before it, behind it, or several that are joined.

use super::sentence::{Sentence, skips};
use super::tokens::TokenKind;
use crate::lexicon::phrases::{Part, Role};

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
            return (alone && fits).then_some(key);
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

/// Phrases of results or reviews that are joined to one: 不予公开和无法提供.
pub fn joined(sentence: &Sentence, key: usize) -> Vec<usize> {
    let role = sentence.role(key);
    let (mut found, mut at) = (Vec::new(), key);
    while let Some(before) = at.checked_sub(2) {
        let links = sentence.tokens[at - 1].is(Part::Connector) || sentence.tokens[at - 1].is_mark('、');
        if !links || sentence.role(before) != role {
            break;
        }
        found.push(before);
        at = before;
    }
    found
}
