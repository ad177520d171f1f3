//! The pairs of neighbouring characters of a text, each with a number: what is looked for by pairs is found in one pass.

use super::vocabulary::{each_code, mark};

/// Pairs that are looked at together: what is done with all of them at once takes few steps for each.
pub const BLOCK: usize = 8;

/// Pairs that follow each other.
#[derive(Clone, Copy, Debug, Default)]
pub struct Block {
    /// Their numbers. Different pairs may have the same.
    pub numbers: [u32; BLOCK],
    /// Where the second character of each begins.
    pub places: [usize; BLOCK],
    /// How many there are; the last block of a text may have fewer.
    pub count: usize,
}

impl Block {
    /// The pairs with their places.
    pub fn pairs(&self) -> impl Iterator<Item = (u32, usize)> {
        self.numbers.into_iter().zip(self.places).take(self.count)
    }
}

/// Calls `look` with all pairs of neighbouring characters of a text, in order. The first character is paired with none.
pub fn each_block(text: &str, mut look: impl FnMut(&Block)) {
    let mut block = Block::default();
    let (mut here, mut before) = (0, 0);
    each_code(text.as_bytes(), |code, at| {
        block.numbers[here] = pair(before, code);
        block.places[here] = at;
        before = code;
        here = (here + 1) % BLOCK;
        if here == 0 {
            block.count = BLOCK;
            look(&block);
        }
    });
    block.count = here;
    look(&block);
}

/// The number of two characters.
fn pair(first: u32, second: u32) -> u32 {
    mark(first.rotate_left(16), second)
}

/// The pairs within a word, each with the bytes before its second character.
pub fn pairs(word: &str) -> Vec<(u32, usize)> {
    let mut pairs = Vec::new();
    each_block(word, |block| pairs.extend(block.pairs()));
    pairs.split_off(1.min(pairs.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_has_its_number_wherever_it_stands() {
        let numbers = |text| pairs(text).into_iter().map(|(number, _)| number).collect::<Vec<_>>();
        assert_eq!(numbers("公开")[0], numbers("a公开×")[1]);
        assert_ne!(numbers("公开"), numbers("开公"));
        assert_eq!(pairs("公a×😀").into_iter().map(|(_, at)| at).collect::<Vec<_>>(), [3, 4, 6]);
        assert_eq!(pairs("公"), []);
        assert_eq!(pairs(""), []);
    }
}
