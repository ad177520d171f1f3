//! Words that hardly ever stand in a text, each looked for by the pair of its characters that texts hold least.
//!
//! Nearly all wrong words begin as right ones do: 政府信心公开. Whoever follows each beginning follows one at every fifth
//! place of a report, and no processor guesses how far. By their rarest pairs a report of 7 KB has some ten places to look at.

use rustc_hash::FxHashMap;

use super::pairs::{Block, pairs};

/// Groups of 32 places for marks of pairs: a thousand pairs leave nearly all places empty, and all together stay in the
/// nearest cache.
const GROUPS: usize = 1 << 10;

/// Words with their meanings.
#[derive(Debug)]
pub struct Rare<M> {
    marked: Box<[u32; GROUPS]>,
    words: FxHashMap<u32, Vec<Word<M>>>,
}

#[derive(Debug)]
struct Word<M> {
    bytes: Box<[u8]>,
    /// Bytes before the second character of its pair.
    lead: usize,
    meaning: M,
}

/// A word that stands in a text: where, and its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match<M> {
    /// Its first byte.
    pub start: usize,
    /// One past its last.
    pub end: usize,
    /// What it means.
    pub meaning: M,
}

impl<M: Copy + PartialEq> Rare<M> {
    /// Words with their meanings, and texts by which to tell which pairs of characters are rare. A word of one character
    /// has none and is left out; the same word with the same meaning counts once.
    pub fn new<'t>(words: impl IntoIterator<Item = (String, M)>, usual: impl IntoIterator<Item = &'t str>) -> Self {
        let mut counts: FxHashMap<u32, usize> = FxHashMap::default();
        for (pair, _) in usual.into_iter().flat_map(pairs) {
            *counts.entry(pair).or_default() += 1;
        }
        let mut all = Rare { marked: Box::new([0; GROUPS]), words: FxHashMap::default() };
        for (word, meaning) in words {
            let count = |(pair, _): &(u32, usize)| counts.get(pair).copied().unwrap_or_default();
            let Some((pair, lead)) = pairs(&word).into_iter().min_by_key(count) else { continue };
            all.marked[group(pair)] |= 1 << place(pair);
            let bytes = word.into_bytes().into_boxed_slice();
            let known = all.words.entry(pair).or_default();
            if !known.iter().any(|other| other.bytes == bytes && other.meaning == meaning) {
                known.push(Word { bytes, lead, meaning });
            }
        }
        all
    }

    /// A search in a text, which is shown the pairs of it.
    pub fn search<'s>(&'s self, text: &'s str) -> Search<'s, M> {
        Search { words: self, text, found: Vec::new() }
    }

    /// 1 for a pair that some word is looked for by, or seems to be; else 0.
    #[inline]
    fn marked_bit(&self, pair: u32) -> u32 {
        self.marked[group(pair)] >> place(pair) & 1
    }
}

/// A search for rare words.
pub struct Search<'s, M> {
    words: &'s Rare<M>,
    text: &'s str,
    found: Vec<Match<M>>,
}

impl<M: Copy + PartialEq> Search<'_, M> {
    /// Looks at the next pairs of the text.
    #[inline]
    pub fn look(&mut self, block: &Block) {
        let marked = block.numbers.iter().map(|pair| self.words.marked_bit(*pair)).fold(0, |all, bit| all | bit);
        if marked != 0 {
            self.compare_all(block);
        }
    }

    #[cold]
    fn compare_all(&mut self, block: &Block) {
        let words = self.words;
        block.pairs().filter(|(pair, _)| words.marked_bit(*pair) != 0).for_each(|(pair, at)| self.compare(pair, at));
    }

    fn compare(&mut self, pair: u32, at: usize) {
        for word in self.words.words.get(&pair).into_iter().flatten() {
            let Some(start) = at.checked_sub(word.lead) else { continue };
            if self.text.as_bytes()[start..].starts_with(&word.bytes) {
                self.found.push(Match { start, end: start + word.bytes.len(), meaning: word.meaning });
            }
        }
    }

    /// All words that were found, in order; of those that begin together the longest first.
    pub fn found(mut self) -> Vec<Match<M>> {
        self.found.sort_by_key(|found| (found.start, std::cmp::Reverse(found.end)));
        self.found
    }
}

fn group(pair: u32) -> usize {
    (pair >> 22) as usize % GROUPS
}

/// The place of a pair within its group.
fn place(pair: u32) -> u32 {
    pair >> 17 & 31
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::lexicon::pairs::each_block;

    fn found(words: &[&str], text: &str) -> Vec<(usize, usize, String)> {
        let numbered = words.iter().enumerate().map(|(number, word)| ((*word).to_owned(), number));
        let rare = Rare::new(numbered, ["公开公开"]);
        let mut search = rare.search(text);
        each_block(text, |block| search.look(block));
        let found = search.found().into_iter();
        found.map(|found| (found.start, found.end, words[found.meaning].to_owned())).collect()
    }

    #[test]
    fn a_word_is_looked_for_by_its_rarest_pair() {
        let rare = Rare::new([("公开条".to_owned(), ())], ["公开"]);
        assert_eq!(rare.marked_bit(pairs("开条")[0].0), 1);
        assert_eq!(rare.marked_bit(pairs("公开")[0].0), 0);
    }

    proptest! {
        #[test]
        fn the_words_found_are_those_that_stand_there(
            words in prop::collection::vec("[公开条a,。]{2,4}", 0..8), text in "[公开条a,。×]{0,40}",
        ) {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let mut expected: Vec<(usize, usize, String)> = Vec::new();
            for (start, _) in text.char_indices() {
                let mut here: Vec<&&str> = words.iter().filter(|word| text[start..].starts_with(**word)).collect();
                here.sort_by_key(|word| std::cmp::Reverse(word.len()));
                expected.extend(here.into_iter().map(|word| (start, start + word.len(), (*word).to_owned())));
            }
            prop_assert_eq!(found(&words, &text), expected);
        }
    }
}
