//! Headings that the text of their section follows on the same line.

use super::{LONGEST, Numbering, Standing, is_mark, is_ordinal_character, ordinal, without_bookmarks};
use crate::dialect::{Line, LineKind};
use crate::lexicon::frame::{frame, holds_any};
use crate::number::{is_blank, trim};
use crate::report::fold::{fold, fold_into};
use crate::report::frame::names::{Name, names};
use crate::text::Span;

/// Characters of text behind a blank from which a heading is a part of a paragraph.
const LONG_TEXT: usize = 20;

/// The heading of a line that goes on with the text of its section, and how it stands there.
pub(super) fn heading(line: &Line, text: &str) -> Option<(Span, Standing)> {
    if matches!(line.kind, LineKind::Row(_)) {
        return None;
    }
    let whole = without_bookmarks(line.span, text);
    let content = whole.of(text);
    if !content.starts_with(|first: char| is_ordinal_character(first) || is_mark(first) || first == '*') {
        return None;
    }
    let number = ordinal(content).filter(|number| number.numbering == Numbering::Standard)?;
    let name = content.get(number.length..)?;
    let (length, standing) = parted(name).or_else(|| Some((run_in(name)?, Standing::RunIn)))?;
    let start = whole.start as usize;
    Some((Span::new(start, start + number.length + length), standing))
}

/// Bytes of a name that ends at a colon, a bracket, a stop or a blank with text behind it.
fn parted(name: &str) -> Option<(usize, Standing)> {
    let ends = |mark: char| is_blank(mark) || matches!(mark, ':' | '：' | '。' | '（' | '(');
    let (end, mark) = name.char_indices().take(LONGEST).find(|(_, mark)| ends(*mark))?;
    let behind = trim(&name[end..]).trim_matches([':', '：', '。', '*']);
    let known = !behind.is_empty() && names().exact.contains_key(&fold(&name[..end]));
    let sentence = behind.contains(['。', '，']) && behind.chars().nth(LONG_TEXT).is_some();
    let standing = if is_blank(mark) && sentence { Standing::Crowded } else { Standing::Followed };
    (known && !is_note(behind)).then_some((end, standing))
}

/// Bytes of the longest name that a text begins with and goes on from without a gap, as a sentence.
fn run_in(text: &str) -> Option<usize> {
    let length = name_length(text)?;
    let behind = &text[length..];
    let sentence = behind.contains(|mark: char| matches!(mark, '，' | '。' | '；' | ',') || mark.is_ascii_digit());
    let worded = behind.contains(char::is_alphanumeric);
    (sentence && worded && !goes_on(behind) && !is_note(trim(behind))).then_some(length)
}

/// Bytes of the longest right name of a section that the text begins with.
pub(in crate::report) fn name_length(text: &str) -> Option<usize> {
    let (mut folded, mut longest) = (String::new(), None);
    for (at, character) in text.char_indices().take(LONGEST) {
        let before = folded.len();
        let end = at + character.len_utf8();
        fold_into(&text[at..end], &mut folded);
        // What folding drops, such as the bracket that opens the text behind, belongs to no name.
        let known = folded.len() > before && names().exact.get(folded.as_str()).is_some_and(Name::is_right);
        longest = if known { Some(end) } else { longest };
    }
    longest
}

/// Tells whether what stands behind a name makes it a piece of a longer phrase, or a member of a list.
pub(in crate::report) fn goes_on(behind: &str) -> bool {
    let behind = trim(behind);
    frame().heading.goes_on.iter().any(|word| behind.starts_with(word.as_str()))
}

/// Bytes of a name without a note behind it on how it is to be set.
pub(super) fn without_note(name: &str) -> usize {
    let noted = name.char_indices().skip(1).find(|(at, mark)| {
        (is_blank(*mark) || matches!(mark, '（' | '(' | '【' | '[' | '〔' | '{')) && is_note(trim(&name[*at..]))
    });
    noted.map_or(name.len(), |(at, _)| at)
}

/// Tells whether a text is a note on how a heading is to be set, in brackets or a few words, or on what is to be written there.
fn is_note(text: &str) -> bool {
    let inner = text.trim_matches(|mark: char| !mark.is_alphanumeric());
    let bracketed =
        text.starts_with(['（', '(', '【', '[', '〔', '{']) && text.ends_with(['）', ')', '】', ']', '〕', '}']);
    let short = inner.chars().count() <= if bracketed { 30 } else { 12 };
    let noted =
        holds_any(inner, &frame().heading.typefaces) || (bracketed && holds_any(inner, &frame().papers.instructions));
    short && !inner.contains(['。', '；']) && noted
}
