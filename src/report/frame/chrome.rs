//! Lines that belong to the web page around a report: metadata, buttons, links, the foot of the page.

use super::squeeze::Squeezed;
use crate::lexicon::frame::{Words, frame, holds_any};

/// Longest line of a page's own words, in bytes.
const LONGEST: usize = 600;
/// Shortest label, in bytes, that needs no colon before its value: three ideographs.
const TELLING: usize = 9;

/// Tells whether a line is the page's, not the report's.
pub(super) fn is_chrome(line: &Squeezed) -> bool {
    let text = line.simple.as_str();
    if text.len() > LONGEST {
        return false;
    }
    is_residue(line) || begins(line, &frame().chrome.links) || holds_any(text, &frame().chrome.marks)
}

/// Tells whether a line is of the page's own words, not a link to another text.
pub(super) fn is_residue(line: &Squeezed) -> bool {
    line.simple.len() <= LONGEST && (is_button(&line.simple) || begins(line, &frame().chrome.labels))
}

/// Tells whether a line stands behind the end of a text only: buttons, links to its neighbours, the foot of the page.
pub(super) fn is_foot(line: &Squeezed) -> bool {
    let words = &frame().chrome;
    is_button(&line.simple) || begins(line, &words.neighbours) || holds_any(&line.simple, &words.marks)
}

/// Buttons and columns side by side, or one alone.
fn is_button(text: &str) -> bool {
    let parts = |mark: char| !mark.is_alphanumeric();
    let mut pieces = text.split(parts).filter(|piece| !piece.is_empty()).peekable();
    pieces.peek().is_some() && pieces.all(|piece| frame().chrome.buttons.iter().any(|button| button == piece))
}

/// Tells whether a line begins with one of these words and has a value behind it, or nothing.
fn begins(line: &Squeezed, words: &Words) -> bool {
    let text = line.simple.as_str();
    let start = text.len() - text.trim_start_matches(|mark: char| !mark.is_alphanumeric()).len();
    let text = &text[start..];
    let Some(label) = words.begin(text) else { return false };
    let behind = &text[label.len()..];
    let digit = |digit: char| digit.is_ascii_digit() || "一二三四五六七八九十".contains(digit);
    let numbered = behind.trim_start_matches(digit);
    let apart = label.len() >= TELLING && line.gap_before(start + label.len());
    behind.is_empty() || numbered.starts_with([':', '：', '>', '＞', '．', '.']) || apart
}
