//! Measures what two texts have in common: the length of their longest common subsequence, and their longest passage.

use rustc_hash::FxHashMap;

/// Bits of a word.
const WORD: usize = u64::BITS as usize;
/// Characters that a common passage has at least.
const SEED: usize = 8;
/// Places of a seed that are followed: a text that repeats itself has very many.
const MOST_PLACES: usize = 8;

/// Characters of the longest common subsequence of two texts. Takes a step a character of one for every 64 of the other
/// (Hyyrö, *Bit-parallel LCS-length computation revisited*, 2004).
pub fn common_characters(one: &[char], other: &[char]) -> usize {
    let words = one.len().div_ceil(WORD);
    let mut rows: FxHashMap<char, usize> = FxHashMap::default();
    let mut places: Vec<u64> = Vec::new();
    for (at, character) in one.iter().enumerate() {
        let next = rows.len();
        let row = *rows.entry(*character).or_insert(next);
        if row == next && places.len() == next * words {
            places.resize(places.len() + words, 0);
        }
        places[row * words + at / WORD] |= 1 << (at % WORD);
    }
    // A 0 stands where the subsequence of what was read so far grows.
    let mut open = vec![u64::MAX; words];
    for character in other {
        let Some(&row) = rows.get(character) else { continue };
        let mut carry = false;
        for (open, places) in open.iter_mut().zip(&places[row * words..(row + 1) * words]) {
            let matched = *open & places;
            let (sum, over) = open.overflowing_add(matched);
            let (sum, again) = sum.overflowing_add(u64::from(carry));
            carry = over || again;
            *open = sum | (*open & !places);
        }
    }
    let unused = words * WORD - one.len();
    let grown: u32 = open.iter().map(|open| open.count_zeros()).sum();
    // What lies beyond the text stays open, except where a carry ran into it.
    let last = open.last().map_or(0, |last| if unused == 0 { 0 } else { (!last >> (WORD - unused)).count_ones() });
    (grown - last) as usize
}

/// A passage that stands in both texts: where it starts in each, and how many characters it has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Common {
    /// First character in the one.
    pub one: usize,
    /// First character in the other.
    pub other: usize,
    /// Characters.
    pub length: usize,
}

/// The longest passage that stands in both texts; `None` where none has a few characters. Where a text says the same many
/// times, a long one.
pub fn longest_passage(one: &[char], other: &[char]) -> Option<Common> {
    let mut seeds: FxHashMap<&[char], Vec<usize>> = FxHashMap::default();
    for (at, seed) in one.windows(SEED).enumerate() {
        let places = seeds.entry(seed).or_default();
        if places.len() < MOST_PLACES {
            places.push(at);
        }
    }
    let (mut longest, mut at) = (None::<Common>, 0);
    while let Some(seed) = other.get(at..at + SEED) {
        let places = seeds.get(seed).map_or(&[][..], Vec::as_slice);
        let lengths = places.iter().map(|&place| (common_length(&one[place..], &other[at..]), place));
        let best = lengths.max_by_key(|(length, place)| (*length, std::cmp::Reverse(*place)));
        if let Some((length, place)) = best
            && longest.is_none_or(|longest| longest.length < length)
        {
            longest = Some(Common { one: place, other: at, length });
        }
        // A longer one that starts inside this one would start at a place where it does not end.
        at += best.map_or(1, |(length, _)| (length + 1).saturating_sub(SEED).max(1));
    }
    longest
}

fn common_length(one: &[char], other: &[char]) -> usize {
    one.iter().zip(other).take_while(|(one, other)| one == other).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The same by the table of all prefixes.
    fn plain(one: &[char], other: &[char]) -> usize {
        let mut row = vec![0; other.len() + 1];
        for character in one {
            let mut diagonal = 0;
            for (at, known) in other.iter().enumerate() {
                let above = row[at + 1];
                row[at + 1] = if character == known { diagonal + 1 } else { above.max(row[at]) };
                diagonal = above;
            }
        }
        row[other.len()]
    }

    fn text() -> impl Strategy<Value = Vec<char>> {
        proptest::collection::vec(proptest::sample::select(vec!['政', '府', '信', '息', '公', '开']), 0..200)
    }

    proptest! {
        #[test]
        fn the_subsequence_is_as_long_as_the_plain_way_finds(one in text(), other in text()) {
            prop_assert_eq!(common_characters(&one, &other), plain(&one, &other));
        }

        #[test]
        fn a_passage_stands_in_both(one in text(), other in text(), shared in text()) {
            let joined = |text: &[char]| [text, &shared, text].concat();
            let (one, other) = (joined(&one), joined(&other));
            if let Some(Common { one: first, other: second, length }) = longest_passage(&one, &other) {
                prop_assert_eq!(&one[first..first + length], &other[second..second + length]);
                prop_assert!(length >= SEED);
            } else {
                prop_assert!(shared.len() < SEED);
            }
        }
    }

    #[test]
    fn the_longest_passage_is_found() {
        let characters = |text: &str| text.chars().collect::<Vec<_>>();
        let one = characters("全年主动公开政府信息，严格执行信息发布保密审查制度，做到先审查后公开。");
        let other = characters("本镇严格执行信息发布保密审查制度，做到先审查后公开。全年主动公开政府信息。");
        let found = longest_passage(&one, &other).unwrap();
        assert_eq!(
            one[found.one..found.one + found.length].iter().collect::<String>(),
            "严格执行信息发布保密审查制度，做到先审查后公开。"
        );
        assert_eq!(longest_passage(&one, &characters("无")), None);
        assert_eq!(common_characters(&one, &[]), 0);
    }
}
