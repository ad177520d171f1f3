//! Judges a text of a table by itself: the number of an item, words in place of a figure, a label and the note behind it.

use super::labels::lexicon;
use crate::han;
use crate::number::{is_blank, is_digit};
use crate::report::fold::fold;

/// Longest text in place of a figure, in characters.
const LONGEST_VALUE: usize = 12;

/// Tells whether a text begins with the number of an item: `4.`, `（五）`, `四、`.
pub fn begins_item(text: &str) -> bool {
    let bare = text.trim_start_matches(['（', '(']);
    let number = |character: char| is_digit(character) || han::is_ordinal(character);
    let rest = bare.trim_start_matches(number).trim_start_matches(is_blank);
    rest.len() < bare.len() && bare.starts_with(number) && rest.starts_with(['.', '、', '．', '）', ')'])
}

/// Tells whether a text that nothing explains may stand where a figure should: it is short, and no piece of a label or
/// lead-in.
pub fn may_be_value(text: &str) -> bool {
    let short =
        text.chars().nth(LONGEST_VALUE).is_none() && !begins_item(text) && !text.contains([':', '：', '。', '，']);
    short && !lexicon().is_piece(&fold(text))
}

/// The texts that may be a label with the rest of `text` for a note, the shortest first: those before an opening bracket
/// that only the end closes, and before a colon. `规范性文件（含联合发文）`, `规范性文件：含联合发文`.
pub fn before_notes(text: &str) -> impl Iterator<Item = &str> {
    let begins = |&(at, mark): &(usize, char)| match mark {
        '（' | '(' => opens_to_end(&text[at..]),
        '：' | ':' => !text[at..].contains(is_blank),
        _ => false,
    };
    let heads = text.char_indices().filter(begins).map(|(at, _)| text[..at].trim_end_matches(is_blank));
    heads.filter(|head| !head.is_empty())
}

/// The text before the note in brackets that ends it, the longest such note.
pub fn before_brackets(text: &str) -> Option<&str> {
    before_notes(text).find(|head| text[head.len()..].trim_start_matches(is_blank).starts_with(['（', '(']))
}

/// Tells whether a text stands in brackets whole, or in one that it does not close.
pub fn is_note(text: &str) -> bool {
    text.starts_with(['（', '(']) && opens_to_end(text)
}

/// Tells whether nothing stands behind the bracket that closes the one the text begins with.
fn opens_to_end(text: &str) -> bool {
    let mut open = 0_usize;
    for (at, character) in text.char_indices() {
        match character {
            '（' | '(' => open += 1,
            '）' | ')' => open = open.saturating_sub(1),
            _ => {}
        }
        if open == 0 {
            return at + character.len_utf8() == text.len();
        }
    }
    true
}

/// Tells whether a text leaves a bracket open.
pub fn leaves_open(text: &str) -> bool {
    let count = |marks: [char; 2]| text.matches(marks).count();
    count(['（', '(']) > count(['）', ')'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_ends_its_text() {
        let heads = |text: &'static str| before_notes(text).collect::<Vec<_>>();
        assert_eq!(heads("规范性文件（含联合发文（2件））"), ["规范性文件"]);
        assert_eq!(heads("规范性文件 (含联合发文"), ["规范性文件"]);
        assert_eq!(heads("规范性文件：含联合发文"), ["规范性文件"]);
        assert_eq!(heads("（二）部分公开（区分处理的）"), ["（二）部分公开"]);
        assert!(heads("规章（甲） 规范性文件").is_empty());
        assert!(heads("规章: 规范性文件").is_empty());
    }

    #[test]
    fn a_note_in_brackets_is_no_part_of_its_text() {
        assert_eq!(before_brackets("其他文件（除规范性文件以外）"), Some("其他文件"));
        assert_eq!(before_brackets("其中：规范性文件"), None);
        assert_eq!(before_brackets("第二十条第（一）项"), None);
    }

    #[test]
    fn a_note_stands_in_brackets_whole() {
        assert!(is_note("（不含规章）") && is_note("(不含规章") && is_note("（甲（乙）丙）"));
        assert!(!is_note("（一）予以公开") && !is_note("规章（甲）") && !is_note(""));
        assert!(leaves_open("规章（甲") && !leaves_open("规章（甲）") && !leaves_open("甲）"));
    }
}
