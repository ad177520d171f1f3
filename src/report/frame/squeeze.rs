//! A piece of the draft without its blanks, as words around a report are compared, every character with its way back.

use crate::lexicon::traditional::simplified;
use crate::number::is_blank;
use crate::text::Span;

/// A text without blanks, marks of emphasis and marks that stand for lost characters; full-width letters and figures are
/// made plain.
#[derive(Clone, Debug, Default)]
pub(super) struct Squeezed {
    /// In the characters of the draft.
    pub(super) draft: String,
    /// In simplified characters: each where it is in `draft`.
    pub(super) simple: String,
    /// For each character its start in the squeezed text, and its place in what was read.
    places: Vec<(u32, Span)>,
}

impl Squeezed {
    /// Squeezes what stands at the span.
    pub(super) fn new(text: &str, span: Span) -> Squeezed {
        let mut squeezed = Squeezed::default();
        for (at, character) in span.of(text).char_indices() {
            if is_blank(character) || matches!(character, '*' | '#' | '?' | '？' | '\u{FFFD}') {
                continue;
            }
            let start = span.start as usize + at;
            let place = Span::new(start, start + character.len_utf8());
            squeezed.places.push((u32::try_from(squeezed.draft.len()).unwrap_or(u32::MAX), place));
            squeezed.draft.push(narrow(character));
        }
        squeezed.simple = simplified(&squeezed.draft).into_owned();
        squeezed
    }

    fn index(&self, offset: usize) -> usize {
        self.places.partition_point(|(at, _)| (*at as usize) < offset)
    }

    /// Finds bytes of the squeezed text in what was read.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        let (first, last) = (self.index(start), self.index(end).saturating_sub(1));
        match (self.places.get(first), self.places.get(last)) {
            (Some((_, from)), Some((_, to))) if start < end => from.cover(*to),
            (Some((_, from)), _) => Span { start: from.start, end: from.start },
            _ => Span::default(),
        }
    }

    /// Tells whether blanks or marks stood before the character at an offset.
    pub(super) fn gap_before(&self, offset: usize) -> bool {
        let at = self.index(offset);
        let before = at.checked_sub(1).and_then(|before| self.places.get(before));
        before.zip(self.places.get(at)).is_some_and(|((_, before), (_, place))| before.end < place.start)
    }
}

/// The plain form of a full-width figure or letter.
fn narrow(character: char) -> char {
    match character {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => {
            char::from_u32(u32::from(character) - 0xFF01 + 0x21).unwrap_or(character)
        }
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_is_found_again() {
        let text = "　標 題： 甲縣２０２４年";
        let squeezed = Squeezed::new(text, Span::new(0, text.len()));
        assert_eq!((squeezed.draft.as_str(), squeezed.simple.as_str()), ("標題：甲縣2024年", "标题：甲县2024年"));
        let at = squeezed.simple.find("2024").unwrap();
        assert_eq!(squeezed.span(at, at + 4).of(text), "２０２４");
        assert!(squeezed.gap_before(squeezed.simple.find('甲').unwrap()) && !squeezed.gap_before(at));
    }
}
