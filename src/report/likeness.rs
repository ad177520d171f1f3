//! Likeness of two short texts: the longest common subsequence, a machine word at a time. The textbook's table takes a
//! millisecond for the numbered lines of one report, each of which is compared with all names and labels.

use rustc_hash::FxHashMap;

/// Characters of a text that fit a machine word; a longer one is compared by its beginning.
const WORD: usize = 64;

/// A text made ready to be compared with many others.
pub(super) struct Compared {
    /// For each character where it stands in the text, a bit for each place.
    places: FxHashMap<char, u64>,
    /// Number of characters.
    length: usize,
}

impl Compared {
    pub(super) fn new(text: &str) -> Self {
        let mut compared = Compared { places: FxHashMap::default(), length: 0 };
        for character in text.chars().take(WORD) {
            *compared.places.entry(character).or_default() |= 1 << compared.length;
            compared.length += 1;
        }
        compared
    }

    /// Returns whether another text is alike by `least` percent. Skips the comparison if the lengths alone rule it out.
    pub(super) fn is_like(&self, other: &str, least: usize) -> bool {
        let length = other.chars().count().min(WORD);
        200 * length.min(self.length) >= least * (length + self.length) && self.likeness(other) >= least
    }

    /// Twice the longest common subsequence over both lengths, in percent; 0 where either is empty.
    pub(super) fn likeness(&self, other: &str) -> usize {
        // Hyyrö's form of the bit-parallel algorithm: a zero bit is a character of the common subsequence.
        let (mut rows, mut others) = (u64::MAX, 0);
        for character in other.chars().take(WORD) {
            let matches = rows & self.places.get(&character).copied().unwrap_or_default();
            rows = rows.wrapping_add(matches) | (rows - matches);
            others += 1;
        }
        let text = u64::MAX.checked_shr((WORD - self.length) as u32).unwrap_or(0);
        let common = (!rows & text).count_ones() as usize;
        200 * common / (self.length + others).max(1)
    }
}

/// Twice the longest common subsequence over both lengths, in percent; 0 where either is empty.
pub fn similarity(one: &str, other: &str) -> usize {
    Compared::new(one).likeness(other)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The same by the textbook.
    fn plainly(one: &str, other: &str) -> usize {
        let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
        let mut lengths = vec![vec![0; other.len() + 1]; one.len() + 1];
        for (row, left) in one.iter().enumerate() {
            for (column, right) in other.iter().enumerate() {
                let best = lengths[row][column + 1].max(lengths[row + 1][column]);
                lengths[row + 1][column + 1] = if left == right { lengths[row][column] + 1 } else { best };
            }
        }
        200 * lengths[one.len()][other.len()] / (one.len() + other.len()).max(1)
    }

    #[test]
    fn likeness_is_symmetric_and_bounded() {
        assert_eq!(similarity("甲乙丙", "甲乙丙"), 100);
        assert_eq!(similarity("甲乙丙", "丁"), 0);
        assert_eq!(similarity("", "丁"), 0);
        assert_eq!(similarity("甲丙", "甲乙丙"), similarity("甲乙丙", "甲丙"));
        assert_eq!(similarity(&"甲".repeat(500), &"甲".repeat(64)), 100);
    }

    proptest! {
        #[test]
        fn likeness_is_that_of_the_textbook(one in "[甲乙丙丁戊a1]{0,64}", other in "[甲乙丙丁戊a1]{0,64}") {
            prop_assert_eq!(similarity(&one, &other), plainly(&one, &other));
        }
    }
}
