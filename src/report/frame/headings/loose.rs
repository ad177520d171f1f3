//! Headings of sections under numbers that no top-level heading has: one level down, in words, or in other numerals.

use super::{Heading, Numbering, Ordinal, Wording, is_ordinal_character, known_heading, number_value};
use crate::dialect::{Document, Line};
use crate::lexicon::frame::frame;
use crate::lexicon::traditional::simplified;
use crate::number::is_blank;

/// Marks around the numbers of a lower level.
const OPENING: [char; 6] = ['（', '(', '【', '〔', '[', '〈'];
const CLOSING: [char; 6] = ['）', ')', '】', '〕', ']', '〉'];
/// The stroke that looks like the mark behind a number.
const STROKE: char = '丶';
/// Longest line that is looked at, in bytes.
const LONGEST: usize = 160;

/// The heading that a line is under such a number: its name is a section's, and nothing else stands on the line.
pub(super) fn heading(document: &Document, text: &str, index: usize, line: &Line) -> Option<Heading> {
    let span = super::heading_span(document, text, line).filter(|span| span.len() <= LONGEST)?;
    let number = ordinal(span.of(text))?;
    let heading = known_heading(index, span, number, text)?;
    (heading.wording != Wording::Mistaken).then_some(Heading { loose: true, ..heading })
}

/// The number that begins a text, its words, brackets and marks included.
fn ordinal(text: &str) -> Option<Ordinal> {
    let start = text.trim_start_matches(|mark: char| matches!(mark, '*' | '#') || is_blank(mark));
    let first = start.chars().next()?;
    let opened = OPENING.contains(&first);
    let inner = if opened { &start[first.len_utf8()..] } else { start };
    let (inner, worded) = without_word(inner, &frame().number.before);
    let (value, length) = numeral(inner.trim_start_matches(is_blank))?;
    let rest = &inner.trim_start_matches(is_blank)[length..];
    let (rest, ended) = without_word(rest.trim_start_matches(is_blank), &frame().number.after);
    let behind = rest.trim_start_matches(|mark: char| !mark.is_alphanumeric() || mark == STROKE);
    let closed = rest.trim_start_matches(is_blank).starts_with(CLOSING);
    let nested = opened || closed;
    // Words go with words: 第五 and 三是 are numbers, 三 before a name may be the name's.
    let parted = behind.len() < rest.len() || worded || ended;
    let numbering = if nested { Numbering::Nested } else { Numbering::Other };
    (parted || length > 0).then(|| Ordinal { value, numbering, length: text.len() - behind.len() })
}

/// The text without a word that it begins with, and whether it did.
fn without_word<'t>(text: &'t str, words: &[String]) -> (&'t str, bool) {
    let word = words.iter().filter(|word| text.starts_with(word.as_str())).max_by_key(|word| word.len());
    word.map_or((text, false), |word| (&text[word.len()..], true))
}

/// A number from one to ten that a text begins with, and its bytes.
fn numeral(text: &str) -> Option<(u8, usize)> {
    let first = text.chars().next()?;
    if let Some(value) = in_other_numerals(first) {
        return Some((value, first.len_utf8()));
    }
    let end = text.find(|character| !is_ordinal_character(character)).unwrap_or(text.len());
    Some((number_value(&text[..end])?, end))
}

/// The value of ③, ㈢, Ⅲ, 叁.
fn in_other_numerals(character: char) -> Option<u8> {
    let from = |first: char| u32::from(character).checked_sub(u32::from(first)).filter(|at| *at < 10);
    let blocks = ['①', '⑴', '⒈', '㈠', 'Ⅰ', 'ⅰ', '❶'];
    let in_block = blocks.into_iter().find_map(from).and_then(|at| u8::try_from(at + 1).ok());
    in_block.or_else(|| {
        let mut bytes = [0; 4];
        let simple = simplified(character.encode_utf8(&mut bytes)).chars().next()?;
        let at = frame().number.formal.chars().position(|formal| formal == simple)?;
        u8::try_from(at + 1).ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_words_and_brackets() {
        let read = |text| ordinal(text).map(|number| (number.value, number.numbering, &text[number.length..]));
        let (nested, other) = (Numbering::Nested, Numbering::Other);
        assert_eq!(read("（一）甲"), Some((1, nested, "甲")));
        assert_eq!(read("## (三) 甲"), Some((3, nested, "甲")));
        assert_eq!(read("3）甲"), Some((3, nested, "甲")));
        assert_eq!(read("三是甲"), Some((3, other, "甲")));
        assert_eq!(read("第五，甲"), Some((5, other, "甲")));
        assert_eq!(read("第 二 部分：甲"), Some((2, other, "甲")));
        assert_eq!(read("③甲"), Some((3, other, "甲")));
        assert_eq!(read("叁、甲"), Some((3, other, "甲")));
        assert_eq!(read("三丶甲"), Some((3, other, "甲")));
        assert_eq!(read("甲"), None);
    }
}
