//! How alike two short texts are: the longest common subsequence, a machine word at a time.

/// Characters of a text that fit a machine word; a longer one is compared by its beginning.
const WORD: usize = 64;
/// Places of the table: twice the characters it may hold, so that a free one is always near.
const PLACES: usize = 2 * WORD;

/// A text made ready to be compared with many others.
pub(super) struct Compared {
    /// Characters, each at its hash or at the next free place after it; 0 is free.
    characters: [u32; PLACES],
    /// Where the character stands in the text, a bit for each place.
    masks: [u64; PLACES],
    outline: Outline,
}

/// What two texts are seen by, at a glance, to be unlike.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Outline {
    /// Number of characters.
    length: usize,
    /// A bit for each character, which several may share.
    marks: u64,
}

impl Outline {
    pub(super) fn of(text: &str) -> Outline {
        let mut outline = Outline::default();
        for character in text.chars() {
            outline.length += 1;
            outline.marks |= 1 << (hash(character) >> 26);
        }
        outline
    }
}

/// Spreads characters over 32 bits, of which the highest are the best.
fn hash(character: char) -> u32 {
    u32::from(character).wrapping_mul(0x9E37_79B1)
}

impl Compared {
    pub(super) fn new(text: &str) -> Self {
        let text = text.char_indices().nth(WORD).map_or(text, |(end, _)| &text[..end]);
        let mut compared = Compared { characters: [0; PLACES], masks: [0; PLACES], outline: Outline::of(text) };
        for (at, character) in text.chars().enumerate() {
            let place = compared.place(character);
            compared.characters[place] = u32::from(character);
            compared.masks[place] |= 1 << at;
        }
        compared
    }

    /// The place of the character, or the free one where it would stand.
    fn place(&self, character: char) -> usize {
        let mut place = (hash(character) >> 25) as usize % PLACES;
        let character = u32::from(character);
        while self.characters[place] != character && self.characters[place] != 0 {
            place = (place + 1) % PLACES;
        }
        place
    }

    /// Twice the longest common subsequence over both lengths, in percent; 0 where either is empty.
    pub(super) fn likeness(&self, other: &str) -> usize {
        // Hyyrö's form of the bit-parallel algorithm: a zero bit is a character of the common subsequence.
        let (mut rows, mut others) = (u64::MAX, 0);
        for character in other.chars().take(WORD) {
            let matches = rows & self.masks[self.place(character)];
            rows = rows.wrapping_add(matches) | (rows - matches);
            others += 1;
        }
        let text = u64::MAX.checked_shr((WORD - self.outline.length) as u32).unwrap_or(0);
        let common = (!rows & text).count_ones() as usize;
        200 * common / (self.outline.length + others).max(1)
    }

    /// Whether texts of these lengths, in characters, can be alike by `least` percent at all.
    pub(super) fn may_reach(&self, least: usize, other: usize) -> bool {
        let own = self.outline.length;
        200 * own.min(other) >= least * (own + other)
    }

    /// The same by the characters of the other text: those that have a bit of their own must stand in this one.
    pub(super) fn may_resemble(&self, least: usize, other: &Outline) -> bool {
        let shared = (self.outline.marks & other.marks).count_ones() as usize;
        let unseen = other.length - other.marks.count_ones() as usize;
        200 * (shared + unseen) >= least * (self.outline.length + other.length.min(WORD))
            && self.may_reach(least, other.length.min(WORD))
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
            let (compared, outline) = (Compared::new(&one), Outline::of(&other));
            for least in [1, 40, 60, 80, 100] {
                prop_assert!(compared.may_resemble(least, &outline) || compared.likeness(&other) < least);
            }
        }
    }
}
