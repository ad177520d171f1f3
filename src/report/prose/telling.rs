//! Where a paragraph last says something of figures: what stands behind need not be cut into words.

use std::sync::LazyLock;

use super::{Paragraph, Prose};
use crate::lexicon::Sign;
use crate::lexicon::phrases::phrases;

/// The last place of a paragraph, in bytes of its text, that makes a sentence say something of figures: a digit, a count
/// in Han numerals, a word of none or of all. What stands before tells what the sentence speaks of; what stands behind,
/// half of section 一 in published reports, tells nothing.
pub(super) fn last_telling(prose: &Prose, paragraph: &Paragraph) -> Option<usize> {
    static ALONE: LazyLock<Vec<String>> = LazyLock::new(|| phrases().telling().filter(|word| is_alone(word)).collect());
    let text = prose.text(paragraph);
    let sign = prose.signs_of(paragraph).iter().rfind(|found| found.sign == Sign::Telling);
    let sign = sign.map(|found| found.start - paragraph.start);
    let digit = last_digit(text.as_bytes());
    // A word of one character makes no pair, by which signs are looked for.
    let known = sign.max(digit).unwrap_or_default();
    let alone = ALONE.iter().filter_map(|word| last_of(&text[known..], word)).max();
    alone.map(|at| known + at).max(sign).max(digit)
}

/// Where a word stands last. Its last byte is the one by which ideographs differ most.
fn last_of(text: &str, word: &str) -> Option<usize> {
    let (bytes, last) = (text.as_bytes(), *word.as_bytes().last()?);
    let end = memchr::memrchr_iter(last, bytes).find(|at| bytes[..=*at].ends_with(word.as_bytes()))?;
    Some(end + 1 - word.len())
}

/// The first digit at an offset or behind it; none behind the end.
pub fn next_digit(bytes: &[u8], from: usize) -> Option<usize> {
    let parts = bytes.get(from..)?.chunks(PART).enumerate();
    let (at, part) = parts.into_iter().find(|(_, part)| holds_digits(part))?;
    Some(from + at * PART + part.iter().position(u8::is_ascii_digit)?)
}

/// Bytes that are looked at as a whole: most such parts hold no digit.
const PART: usize = 64;

fn holds_digits(part: &[u8]) -> bool {
    part.iter().map(|byte| u8::from(byte.is_ascii_digit())).sum::<u8>() > 0
}

/// Where the last digit stands.
fn last_digit(bytes: &[u8]) -> Option<usize> {
    let (at, part) = bytes.chunks(PART).enumerate().rev().find(|(_, part)| holds_digits(part))?;
    Some(at * PART + part.iter().rposition(u8::is_ascii_digit)?)
}

/// Whether a word is of one character.
fn is_alone(word: &str) -> bool {
    word.chars().nth(1).is_none()
}
