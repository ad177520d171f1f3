//! Words that stand twice in a row, found in one pass over the pairs of characters.

use crate::lexicon::pairs::{BLOCK, Block};

/// Longest word that is looked for, in characters.
const LONGEST: usize = 12;
/// Bytes of an ideograph.
const WIDTH: usize = '一'.len_utf8();

/// A word that stands twice in a row, in bytes of the folded text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repeat {
    /// Its first byte.
    pub start: usize,
    /// Where it begins again.
    pub middle: usize,
    /// One past the end.
    pub end: usize,
}

/// Looks for words of ideographs, none twice in a word. Where a word begins again, the pair that it begins with stood a
/// word's length before: a pair that soon comes again is rare, and only then words are compared.
pub struct Repeats<'t> {
    text: &'t str,
    /// Parts of the numbers of pairs: those of the block, behind the last ones before it.
    pairs: [u16; LONGEST + BLOCK],
    found: Vec<Repeat>,
}

impl<'t> Repeats<'t> {
    /// A search in a text, which is shown the pairs of it.
    pub fn of(text: &'t str) -> Self {
        Repeats { text, pairs: [0; LONGEST + BLOCK], found: Vec::new() }
    }

    /// Looks at the next pairs of the text.
    #[inline]
    pub fn look(&mut self, block: &Block) {
        for (part, number) in self.pairs[LONGEST..].iter_mut().zip(block.numbers) {
            *part = (number >> 16) as u16;
        }
        let mut known = [0_u16; BLOCK];
        for length in 2..LONGEST + 1 {
            let before = &self.pairs[LONGEST - length..][..BLOCK];
            for ((known, before), pair) in known.iter_mut().zip(before).zip(&self.pairs[LONGEST..]) {
                *known |= u16::from(before == pair) << length;
            }
        }
        if known != [0; BLOCK] {
            self.compare_all(block, known);
        }
        self.pairs.copy_within(BLOCK.., 0);
    }

    /// Compares words that may begin again with a pair of the block: of each length of which the bit is set.
    #[inline(never)]
    fn compare_all(&mut self, block: &Block, known: [u16; BLOCK]) {
        for (mut lengths, (_, at)) in known.into_iter().zip(block.pairs()) {
            while lengths != 0 {
                self.compare(lengths.trailing_zeros() as usize * WIDTH, at);
                lengths &= lengths - 1;
            }
        }
    }

    /// Compares words of this many bytes, the second of which begins a character before `at`.
    fn compare(&mut self, length: usize, at: usize) {
        let free = self.found.last().map_or(0, |last| last.end);
        let Some(middle) = at.checked_sub(WIDTH).filter(|middle| *middle >= free.max(length)) else { return };
        let (bytes, start, end) = (self.text.as_bytes(), middle - length, middle + length);
        let (word, behind) = (&bytes[start..middle], &bytes[middle..]);
        if behind.starts_with(word) && is_word(word) {
            self.found.push(Repeat { start, middle, end });
        }
    }

    /// All repetitions, in order.
    pub fn found(self) -> Vec<Repeat> {
        self.found
    }
}

/// Whether bytes are ideographs, none of them twice.
fn is_word(bytes: &[u8]) -> bool {
    let characters = || bytes.chunks(WIDTH);
    if !bytes.len().is_multiple_of(WIDTH) {
        return false;
    }
    characters().all(|one| begins_ideograph(one[0]))
        && characters().enumerate().all(|(at, one)| characters().skip(at + 1).all(|other| one != other))
}

/// Whether a byte begins an ideograph of the usual block.
pub fn begins_ideograph(byte: u8) -> bool {
    matches!(byte, 0xE4..=0xE9)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::lexicon::pairs::each_block;

    fn repeats(text: &str) -> Vec<Repeat> {
        let mut repeats = Repeats::of(text);
        each_block(text, |block| repeats.look(block));
        repeats.found()
    }

    /// The same by comparing every word with what stands behind it: ends in order, none begun before the last one ended.
    fn slowly(text: &str) -> Vec<Repeat> {
        let all: Vec<char> = text.chars().collect();
        let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let (mut found, mut free) = (Vec::new(), 0);
        for end in 0..=all.len() {
            let repeated = |length: &usize| {
                let Some(middle) = end.checked_sub(*length).filter(|middle| *middle >= free.max(*length)) else {
                    return false;
                };
                let word = &all[middle..end];
                let distinct = (1..word.len()).all(|at| !word[..at].contains(&word[at]));
                let ideographs = word.iter().all(|one| begins_ideograph(one.to_string().as_bytes()[0]));
                distinct && ideographs && all[middle - length..middle] == *word
            };
            if let Some(length) = (2..=12).find(repeated) {
                let at = |number: usize| starts[number];
                found.push(Repeat { start: at(end - 2 * length), middle: at(end - length), end: at(end) });
                free = end;
            }
        }
        found
    }

    proptest! {
        #[test]
        fn repetitions_are_those_that_a_slow_look_finds(text in "[公开信息a,。]{0,60}", word in "[公开信息工作县主]{1,13}") {
            prop_assert_eq!(repeats(&text), slowly(&text));
            let twice = format!("{text}{word}{word}{text}");
            prop_assert_eq!(repeats(&twice), slowly(&twice));
        }
    }
}
