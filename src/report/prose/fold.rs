//! Folding of prose: blanks and marks of emphasis dropped, full-width characters narrowed, every byte with its way back.

use unicode_normalization::UnicodeNormalization;

use crate::number::is_blank;
use crate::text::Span;

/// A folded text.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    /// The text; marks of punctuation are half-width except 、 and 。.
    pub text: String,
    pieces: Vec<Piece>,
}

/// Raw offset given to the end of a line: no text is that long.
const NOWHERE: usize = u32::MAX as usize;

/// Bytes of the folded text from `folded` on come from those from `raw` on.
#[derive(Clone, Copy, Debug)]
struct Piece {
    folded: u32,
    raw: u32,
    /// Bytes of the one character that was made another; 0 for bytes copied as they are.
    width: u8,
}

impl Piece {
    /// Bytes that it takes in the text that was folded, where it ends at this offset of the folded one.
    fn bytes(&self, end: usize) -> usize {
        if self.width == 0 { end - self.folded as usize } else { usize::from(self.width) }
    }
}

/// Texts over 4 GiB are not read.
fn clip(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

impl Folded {
    /// Ends a line, if one was begun.
    pub fn end_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.piece(NOWHERE, 0);
            self.text.push('\n');
        }
    }

    /// Appends a text that stands at `offset`. Returns where it stands without the blanks around it.
    pub fn push(&mut self, text: &str, offset: usize) -> Span {
        let (begun, mut run) = (self.pieces.len(), 0);
        for (at, character) in text.char_indices().filter(|(_, character)| is_folded(*character)) {
            self.copy(&text[run..at], offset + run);
            run = at + character.len_utf8();
            // Two words of Latin letters or two figures stay apart.
            let alone = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
            let parts = || alone(self.text.as_bytes().last()) && alone(text.as_bytes().get(run));
            let raw = Span::new(offset + at, offset + run);
            match character {
                '*' => {}
                '\u{FF01}'..='\u{FF5E}' => self.change(char::from_u32(u32::from(character) - 0xFEE0), raw),
                _ if !is_blank(character) => self.change(character.nfkc(), raw),
                _ if parts() => self.change([' '], raw),
                _ => {}
            }
        }
        self.copy(&text[run..], offset + run);
        self.place_from(begun)
    }

    /// Returns where the text of the pieces from this on stands.
    fn place_from(&self, begun: usize) -> Span {
        let (Some(first), Some(last)) = (self.pieces.get(begun), self.pieces.last()) else { return Span::default() };
        Span { start: first.raw, end: clip(last.raw as usize + last.bytes(self.text.len())) }
    }

    fn copy(&mut self, text: &str, raw: usize) {
        if !text.is_empty() {
            self.piece(raw, 0);
            self.text.push_str(text);
        }
    }

    /// Appends what a character was made.
    fn change(&mut self, plain: impl IntoIterator<Item = char>, raw: Span) {
        self.piece(raw.start as usize, u8::try_from(raw.len()).unwrap_or(u8::MAX));
        self.text.extend(plain);
    }

    fn piece(&mut self, raw: usize, width: u8) {
        self.pieces.push(Piece { folded: clip(self.text.len()), raw: clip(raw), width });
    }

    /// Gaps left by dropped blanks or marks of emphasis: the offset in the folded text, and the dropped span.
    pub fn gaps(&self) -> impl Iterator<Item = (usize, Span)> + '_ {
        self.pieces.windows(2).filter_map(|pair| {
            let (before, behind) = (pair[0], pair[1]);
            let length = match before.width {
                0 => behind.folded - before.folded,
                width => u32::from(width),
            };
            let end = before.raw.saturating_add(length);
            (behind.raw > end && behind.raw as usize != NOWHERE)
                .then_some((behind.folded as usize, Span { start: end, end: behind.raw }))
        })
    }

    fn piece_at(&self, offset: usize) -> Option<&Piece> {
        let index = self.pieces.partition_point(|piece| piece.folded as usize <= offset);
        self.pieces.get(index.checked_sub(1)?)
    }

    /// Maps bytes of the folded text to their span in the text that was folded.
    pub fn span(&self, start: usize, end: usize) -> Span {
        let from = self.piece_at(start).map_or(0, |piece| match piece.width {
            0 => piece.raw as usize + (start - piece.folded as usize),
            _ => piece.raw as usize,
        });
        let to = self.piece_at(end.saturating_sub(1)).map_or(0, |piece| piece.raw as usize + piece.bytes(end));
        Span::new(from, to)
    }

    /// Returns whether nothing was dropped between bytes of the folded text.
    pub fn is_unbroken(&self, start: usize, end: usize) -> bool {
        let first = self.pieces.partition_point(|piece| piece.folded as usize <= start);
        let last = self.pieces.partition_point(|piece| (piece.folded as usize) < end);
        let ends = |index: usize, until: usize| {
            let piece = self.pieces[index];
            piece.raw as usize + piece.bytes(until)
        };
        (first.max(1)..last).all(|next| {
            let piece = self.pieces[next];
            ends(next - 1, piece.folded as usize) == piece.raw as usize
        })
    }
}

/// Returns whether folding drops or replaces a character.
fn is_folded(character: char) -> bool {
    let has_plain_form = matches!(character,
        '\u{FF01}'..='\u{FF5E}' | '\u{2E80}'..='\u{2FDF}' | '\u{FE50}'..='\u{FE6B}' | '\u{F900}'..='\u{FAFF}');
    has_plain_form || character == '*' || is_blank(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Folded {
        let mut folded = Folded::default();
        folded.push(text, 100);
        folded
    }

    #[test]
    fn what_conversion_changes_is_folded_and_found_again() {
        let text = "共　１２ 件，**其中** 3\u{200B}件。";
        let folded = folded(text);
        assert_eq!(folded.text, "共12件,其中3件。");
        let at = folded.text.find("12").unwrap();
        let span = folded.span(at, at + 2);
        assert_eq!(&text[span.start as usize - 100..span.end as usize - 100], "１２");
        assert!(folded.is_unbroken(at, at + 2));
        assert!(!folded.is_unbroken(at, folded.text.len()));
    }

    #[test]
    fn figures_side_by_side_stay_apart() {
        assert_eq!(folded("2020 12件").text, "2020 12件");
        assert_eq!(folded("2020 年").text, "2020年");
    }
}
