//! Judges a text among the values of a table by itself: the number of an item, or words in place of a figure.

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
