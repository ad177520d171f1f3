//! Whose figure it is: the organ's own, of all requests, or another body's, or that of a part.

use std::cell::LazyCell;
use std::ops::Range;

use super::claims::Reader;
use super::sentence::{Sentence, skips};
use super::tokens::TokenKind;
use super::topic::LONGEST_LEAD;
use super::ways::is_by_channel;
use crate::lexicon::phrases::{Part, Role, phrases};

impl Reader<'_, '_> {
    /// Returns whether a figure is the organ's own, of the year and of all requests, by the words before its phrase.
    pub(super) fn is_own(&self, sentence: &Sentence, lead: Range<usize>, key: usize) -> bool {
        self.is_own_whole(sentence, lead.clone()) && !is_by_channel(sentence, lead, key)
    }

    /// The same of a figure that may be of those that came in one way.
    pub(super) fn is_own_whole(&self, sentence: &Sentence, lead: Range<usize>) -> bool {
        const OTHER: [Part; 5] = [Part::Blocked, Part::Plan, Part::Compare, Part::Foreign, Part::Negation];
        let whole_year = LazyCell::new(|| is_whole_year(sentence, lead.clone()));
        lead.clone().all(|index| {
            let token = &sentence.tokens[index];
            let other = token.is_any(&OTHER) && !self.is_in_own_name(sentence, index);
            let elsewhere = token.is(Part::Whole) && !self.is_own_region(sentence.words(index));
            let other_organ = self.names_other_organ(sentence, index);
            let month = token.kind == TokenKind::Date && !*whole_year;
            !(other || elsewhere || other_organ || month)
        })
    }

    /// 全县 in the report of a county's government.
    fn is_own_region(&self, word: &str) -> bool {
        let region = word.trim_start_matches('全');
        let level = region.chars().next().map_or(0, char::len_utf8);
        let level = &region[..level];
        let organ = self.facts.organ;
        organ.ends_with(&format!("{level}人民政府")) || (level.starts_with('街') && organ.contains("街道"))
    }

    /// Tells the name of another organ, or of the office of the government that reports.
    pub(super) fn names_other_organ(&self, sentence: &Sentence, index: usize) -> bool {
        let (token, words) = (&sentence.tokens[index], sentence.words(index));
        let named = token.kind == TokenKind::Unknown && phrases().organs.named_by(words) && !self.is_own_name(words);
        let is_own_office = || {
            phrases().organs.names(words).iter().any(|form| self.facts.names.iter().any(|name| name.ends_with(form)))
        };
        named || (token.is(Part::Office) && !is_own_office())
    }

    /// Tells a verb of which the applications for some service are the object: 民办学校年检受理申请12件.
    pub(super) fn is_service(&self, sentence: &Sentence, index: usize) -> bool {
        if sentence.role(index) != Some(Role::Verb) {
            return false;
        }
        let clause = sentence.clause(index);
        let near = clause.start.max(index.saturating_sub(LONGEST_LEAD))..clause.end.min(index + LONGEST_LEAD);
        let quiet = |at: usize| skips(sentence, at, &[Part::Filler, Part::Adverb, Part::Subject]);
        let subject = (near.start..index).rev().find(|&at| !quiet(at));
        let named = |at: usize| {
            let words = sentence.words(at);
            let known = phrases().organs.named_by(words) || self.is_own_name(words);
            sentence.tokens[at].kind == TokenKind::Unknown && words.chars().nth(1).is_some() && !known
        };
        let object = (index + 1..near.end).find(|&at| !skips(sentence, at, &[Part::Filler, Part::Adverb]));
        object.is_some_and(|at| sentence.tokens[at].is(Part::Weak))
            && subject.is_some_and(named)
            && !sentence.any(near, &[Part::Noun, Part::Channel])
    }

    /// Tells the names of the organ itself, short ones too.
    pub(super) fn is_own_name(&self, words: &str) -> bool {
        let organ = self.facts.organ;
        self.facts.names.iter().any(|name| name.contains(words))
            || (!organ.is_empty() && words.contains(organ))
            || words.ends_with("政府")
    }

    /// Tells a word that is a piece of the organ's own name: 审批 in 审批局, 市民 in 市民政局.
    pub(super) fn is_in_own_name(&self, sentence: &Sentence, index: usize) -> bool {
        let (word, end) = (sentence.words(index), sentence.tokens[index].end);
        let behind = sentence.text.get(end..).unwrap_or("");
        let goes_on = |rest: &str| !rest.is_empty() && behind.starts_with(rest);
        let holds = |name: &String| name.match_indices(word).any(|(at, _)| goes_on(&name[at + word.len()..]));
        self.facts.names.iter().any(holds)
    }
}

/// Tells dates that span the year, 1月1日至12月31日, 截至12月31日, 1—12月; any other month is a part of it.
fn is_whole_year(sentence: &Sentence, lead: Range<usize>) -> bool {
    let is_date = |at: &usize| {
        let token = &sentence.tokens[*at];
        token.kind == TokenKind::Date || (token.number().is_some() && token.unit(sentence.text).is_empty())
    };
    let dates: Vec<usize> = lead.filter(is_date).collect();
    let is = |nth: usize, words: &str| dates.get(nth).is_some_and(|&at| sentence.words(at) == words);
    let ends = |at: usize| {
        let behind = sentence.text.get(sentence.tokens[at].end..).unwrap_or("");
        behind.starts_with("月底") || behind.starts_with("月末")
    };
    let december = is(0, "12") && (is(1, "31") || dates.first().is_some_and(|&at| ends(at)));
    december || (is(0, "1") && (1..dates.len()).any(|nth| is(nth, "12")))
}
