//! Whose figure it is: the organ's own, of all requests, or another body's, or that of a part.

use std::cell::LazyCell;
use std::ops::Range;

use super::claims::Reader;
use super::sentence::Sentence;
use super::tokens::TokenKind;
use super::ways::is_by_channel;
use crate::lexicon::phrases::{Part, phrases};

impl Reader<'_, '_> {
    /// Returns whether a figure is the organ's own, of the year and of all requests, by the words before its phrase.
    pub(super) fn is_own(&self, sentence: &Sentence, lead: Range<usize>, key: usize) -> bool {
        self.is_own_whole(sentence, lead.clone()) && !is_by_channel(sentence, lead, key)
    }

    /// The same of a figure that may be of those that came in one way.
    pub(super) fn is_own_whole(&self, sentence: &Sentence, lead: Range<usize>) -> bool {
        const OTHER: [Part; 5] = [Part::Blocked, Part::Plan, Part::Compare, Part::Foreign, Part::Negation];
        // 1月1日至12月31日: a month is a part of the year, up to December it is the year.
        let whole_year = LazyCell::new(|| lead.clone().any(|index| sentence.words(index) == "12"));
        lead.clone().all(|index| {
            let token = &sentence.tokens[index];
            let other = token.is_any(&OTHER) && !self.is_in_own_name(sentence, index);
            let elsewhere = token.is(Part::Whole) && !self.is_own_region(sentence.words(index));
            let other_organ = token.kind == TokenKind::Unknown && self.is_other_organ(sentence.words(index));
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

    fn is_other_organ(&self, words: &str) -> bool {
        phrases().organs.named_by(words) && !self.is_own_name(words)
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
