//! Words with meanings, found in one pass over a text.
//!
//! An `aho-corasick` automaton goes through an ideograph byte by byte, and its states do not stay in the nearest cache: with
//! two of them the analysis of a report took a third longer. Here two characters tell, by one bit, of nearly every place
//! that no word begins there; what seems to be a word is looked up.

use std::iter;

use rustc_hash::FxHashMap;

/// Words, each with its meaning.
#[derive(Debug, Default)]
pub struct Vocabulary<M> {
    /// Hashes of all beginnings of words.
    beginnings: Hashes,
    /// Hashes of the words themselves.
    ends: Hashes,
    words: FxHashMap<String, M>,
}

/// A word that stands in a text, and its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match<M> {
    /// Its first byte.
    pub start: usize,
    /// One past its last.
    pub end: usize,
    /// Its meaning.
    pub meaning: M,
}

impl<M: Copy> Vocabulary<M> {
    /// Collects words with their meanings; of the same word twice the first counts. Empty words are left out.
    pub fn new(words: impl IntoIterator<Item = (String, M)>) -> Self {
        let mut all =
            Vocabulary { beginnings: Hashes::default(), ends: Hashes::default(), words: FxHashMap::default() };
        for (word, meaning) in words.into_iter().filter(|(word, _)| !word.is_empty()) {
            let mut hash = 0;
            for character in word.chars() {
                hash = extend(hash, character);
                all.beginnings.add(hash);
            }
            all.ends.add(hash);
            all.words.entry(word).or_insert(meaning);
        }
        all
    }

    /// Finds the words of a text, in order; where several begin or overlap, the longest of the first.
    pub fn find(&self, text: &str) -> impl Iterator<Item = Match<M>> {
        let mut from = 0;
        iter::from_fn(move || {
            let found = self.first(text, from)?;
            from = found.end;
            Some(found)
        })
    }

    /// Says whether a text holds one of the words.
    pub fn is_in(&self, text: &str) -> bool {
        self.first(text, 0).is_some()
    }

    /// Returns the length and meaning of the longest word that a text begins with.
    pub fn begins(&self, text: &str) -> Option<(usize, M)> {
        let (mut longest, mut hash) = (None, 0);
        for (at, character) in text.char_indices() {
            hash = extend(hash, character);
            if !self.beginnings.has(hash) {
                break;
            }
            let end = at + character.len_utf8();
            if self.ends.has(hash)
                && let Some(meaning) = self.words.get(&text[..end])
            {
                longest = Some((end, *meaning));
            }
        }
        longest
    }

    /// The first word from an offset on, the longest that begins there.
    fn first(&self, text: &str, from: usize) -> Option<Match<M>> {
        let mut characters = text[from..].chars().peekable();
        let mut start = from;
        while let Some(character) = characters.next() {
            let hash = extend(0, character);
            let second = characters.peek().map_or('\0', |second| *second);
            if (self.ends.has(hash) | self.beginnings.has(extend(hash, second)))
                && let Some((length, meaning)) = self.begins(&text[start..])
            {
                return Some(Match { start, end: start + length, meaning });
            }
            start += character.len_utf8();
        }
        None
    }
}

/// The hash of a beginning that is longer by one character.
fn extend(hash: u32, character: char) -> u32 {
    (hash ^ u32::from(character)).wrapping_mul(0x9E37_79B1)
}

/// A set of hashes, which may seem to hold others too: a bit for the first 16 bits of each.
#[derive(Debug)]
struct Hashes(Box<[u64; 1 << 10]>);

impl Default for Hashes {
    fn default() -> Self {
        Hashes(Box::new([0; 1 << 10]))
    }
}

impl Hashes {
    fn add(&mut self, hash: u32) {
        self.0[(hash >> 22) as usize] |= 1 << (hash >> 16 & 63);
    }

    fn has(&self, hash: u32) -> bool {
        self.0[(hash >> 22) as usize] >> (hash >> 16 & 63) & 1 != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_of_the_first_place_is_found() {
        let words = ["公开", "公开指南", "开", "申请公开", "ab", ","].map(|word| (word.to_owned(), word));
        let words = Vocabulary::new(words.into_iter().chain([(String::new(), "")]));
        let found = |text| words.find(text).map(|found| (found.start, found.end, found.meaning)).collect::<Vec<_>>();
        assert_eq!(found("公开指南"), [(0, 12, "公开指南")]);
        assert_eq!(found("公开指,开"), [(0, 6, "公开"), (9, 10, ","), (10, 13, "开")]);
        assert_eq!(found("依申请公开公"), [(3, 15, "申请公开")]);
        assert_eq!(found("😀ab"), [(4, 6, "ab")]);
        assert_eq!(found(""), []);
        assert_eq!(words.begins("公开指南"), Some((12, "公开指南")));
        assert_eq!(words.begins("依申请公开"), None);
        assert!(words.is_in("依申请公开") && !words.is_in("公"));
    }

    #[test]
    fn of_the_same_word_twice_the_first_counts() {
        let words = Vocabulary::new([("公开", 1), ("公开", 2)].map(|(word, number)| (word.to_owned(), number)));
        assert_eq!(words.begins("公开"), Some(("公开".len(), 1)));
    }

    #[test]
    fn words_that_share_a_hash_are_told_apart() {
        let all: Vec<String> = (0..70_000_u32).map(|number| format!("公{number}")).collect();
        let words = Vocabulary::new(all.iter().cloned().zip(0..));
        for (word, number) in all.iter().zip(0..) {
            assert_eq!(words.begins(&format!("{word}号")), Some((word.len(), number)), "{word}");
        }
        assert_eq!(words.begins("公"), None);
    }
}
