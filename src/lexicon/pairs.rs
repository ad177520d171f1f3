//! The pairs of neighbouring characters of a text, each with a number: what is looked for by pairs is found in one pass.

use super::words::{code_at, mark};

/// Calls `look` with the number of every pair of characters and with the offset of its second one, in order. Different
/// pairs may have the same number. The first character is paired with none.
#[inline]
pub fn each_pair(text: &str, mut look: impl FnMut(u32, usize)) {
    let bytes = text.as_bytes();
    let (mut at, mut before) = (0, 0);
    while let (code, length @ 1..) = code_at(bytes, at) {
        look(pair(before, code), at);
        before = code;
        at += length;
    }
}

/// The number of two characters.
fn pair(first: u32, second: u32) -> u32 {
    mark(first.rotate_left(16), second)
}

/// The pairs within a word, each with the bytes before its second character.
pub fn pairs(word: &str) -> Vec<(u32, usize)> {
    let mut pairs = Vec::new();
    each_pair(word, |pair, at| pairs.push((pair, at)));
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
