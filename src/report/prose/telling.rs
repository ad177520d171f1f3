//! Where a paragraph last says something of figures: what stands behind need not be cut into words.

use std::sync::LazyLock;

use super::{Paragraph, Prose};
use crate::lexicon::Sign;
use crate::lexicon::phrases::phrases;

/// The last place of a paragraph, in bytes of its text, that makes a sentence say something of figures: a digit, a count
/// in Han numerals, a word of none or of all. What stands before tells what the sentence speaks of; what stands behind,
/// half of section 一 in published reports, tells nothing.
pub fn last_telling(prose: &Prose, paragraph: &Paragraph) -> Option<usize> {
    static ALONE: LazyLock<Vec<String>> =
        LazyLock::new(|| phrases().telling().filter(|word| word.chars().count() == 1).collect());
    let text = prose.text(paragraph);
    let before = prose.signs.partition_point(|found| found.start < paragraph.end);
    let mut signs = prose.signs[..before].iter().rev().take_while(|found| found.start >= paragraph.start);
    let sign = signs.find(|found| found.sign == Sign::Telling).map(|found| found.start - paragraph.start);
    let digit = text.bytes().rposition(|byte| byte.is_ascii_digit());
    // A word of one character makes no pair, by which signs are looked for.
    let alone = ALONE.iter().filter_map(|word| text.rfind(word.as_str())).max();
    sign.max(digit).max(alone)
}
