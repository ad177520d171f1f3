//! Where a paragraph last says something of figures: what stands behind need not be cut into words.

use std::sync::LazyLock;

use super::{Paragraph, Prose};
use crate::lexicon::Sign;
use crate::lexicon::phrases::phrases;

/// The last place of a paragraph, in bytes of its text, that makes a sentence say something of figures: a digit, a count
/// in Han numerals, a word of none or of all. What stands before tells what the sentence speaks of; what stands behind,
/// half of section 一 in published reports, tells nothing.
pub fn last_telling(prose: &Prose, paragraph: &Paragraph) -> Option<usize> {
    static ALONE: LazyLock<Vec<char>> = LazyLock::new(|| phrases().telling().filter_map(|word| alone(&word)).collect());
    let text = prose.text(paragraph);
    let sign = prose.signs_of(paragraph).iter().rfind(|found| found.sign == Sign::Telling);
    let sign = sign.map(|found| found.start - paragraph.start);
    let digit = last_digit(text.as_bytes());
    // A word of one character makes no pair, by which signs are looked for.
    let alone = ALONE.iter().filter_map(|word| text.rfind(*word)).max();
    sign.max(digit).max(alone)
}

/// Where the last digit stands. A part of the text is looked at as a whole: most have none.
fn last_digit(bytes: &[u8]) -> Option<usize> {
    const PART: usize = 64;
    let count = |part: &[u8]| part.iter().map(|byte| u8::from(byte.is_ascii_digit())).sum::<u8>();
    let (at, part) = bytes.chunks(PART).enumerate().rev().find(|(_, part)| count(part) > 0)?;
    Some(at * PART + part.iter().rposition(u8::is_ascii_digit)?)
}

/// The character that is all of a word.
fn alone(word: &str) -> Option<char> {
    let mut characters = word.chars();
    characters.next().filter(|_| characters.next().is_none())
}
