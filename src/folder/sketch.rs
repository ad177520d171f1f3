//! Sketches of texts: the least hashes of their shingles, by which alike texts are found without comparing each with each.

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

/// Characters of a shingle.
const SHINGLE: usize = 5;
/// Least hashes that are kept, a power of two: each shingle falls into one of so many bins.
const BINS: usize = 128;
/// Bins of a band: texts that share all bins of any band are compared.
const ROWS: usize = 2;
/// Bits of the number of a band.
const BAND_BITS: u32 = (BINS / ROWS).ilog2();

/// The least hashes of a text's shingles, one a bin; empty for a text that is too short.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sketch {
    bins: Vec<u32>,
}

impl Sketch {
    /// Sketches a text. Equal texts have equal sketches, on every machine.
    pub fn of(text: &str) -> Sketch {
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let mut bins = [u32::MAX; BINS];
        for window in ends.windows(SHINGLE + 1) {
            let hash = xxh3_64(&text.as_bytes()[window[0]..window[SHINGLE]]);
            let (bin, value) = ((hash >> 32) as usize % BINS, hash as u32);
            bins[bin] = bins[bin].min(value);
        }
        Sketch { bins: filled(&bins).unwrap_or_default() }
    }

    /// Estimates, in thousandths, how many of the shingles of two texts are common to both.
    pub fn likeness(&self, other: &Sketch) -> usize {
        if self.bins.is_empty() || self.bins.len() != other.bins.len() {
            return 0;
        }
        let same = self.bins.iter().zip(&other.bins).filter(|(one, other)| one == other).count();
        1000 * same / self.bins.len()
    }

    /// Keys of which alike texts very likely share one. Those of different bands are different, but for rare chance.
    pub fn bands(&self) -> impl Iterator<Item = u64> + '_ {
        let key = |rows: &[u32]| rows.iter().fold(0, |key, row| key << 32 | u64::from(*row));
        (0_u64..).zip(self.bins.chunks_exact(ROWS).map(key)).map(|(number, key)| key ^ number.rotate_right(BAND_BITS))
    }

    /// Tells whether there is nothing to compare.
    pub fn is_empty(&self) -> bool {
        self.bins.is_empty()
    }
}

/// The bins with every empty one taken from the next that is not: otherwise short texts would be alike in what they lack.
fn filled(bins: &[u32; BINS]) -> Option<Vec<u32>> {
    let next = |bin: usize| (0..BINS).find(|step| bins[(bin + step) % BINS] != u32::MAX);
    let value = |bin: usize| {
        let step = next(bin)?;
        // Borrowed from another distance it is another value.
        Some(bins[(bin + step) % BINS].wrapping_add(step as u32))
    };
    (0..BINS).map(value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So many different characters from one on.
    fn text(from: u32, count: u32) -> String {
        (from..from + count).filter_map(|code| char::from_u32(0x4E00 + code)).collect()
    }

    #[test]
    fn the_estimate_is_near_the_share_of_common_shingles() {
        let one = Sketch::of(&text(0, 1000));
        for (shift, least, most) in [(0, 1000, 1000), (100, 700, 920), (500, 230, 440), (1000, 0, 20)] {
            let likeness = one.likeness(&Sketch::of(&text(shift, 1000)));
            assert!((least..=most).contains(&likeness), "{shift}: {likeness}");
        }
    }

    #[test]
    fn alike_texts_share_a_band_and_others_do_not() {
        let shares = |one: &Sketch, other: &Sketch| one.bands().any(|band| other.bands().any(|known| known == band));
        let one = Sketch::of(&text(0, 1000));
        assert!(shares(&one, &Sketch::of(&text(300, 1000))));
        assert!(!shares(&one, &Sketch::of(&text(3000, 1000))));
    }

    #[test]
    fn a_text_without_shingles_is_like_nothing() {
        let none = Sketch::of("总体情况");
        assert!(none.is_empty());
        assert_eq!(none.likeness(&none), 0);
        assert_eq!(Sketch::of(&text(0, 40)).likeness(&Sketch::of(&text(0, 40))), 1000);
    }
}
