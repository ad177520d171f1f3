//! A text that editors change piece by piece, and the ways in which they count its lines and characters.

use ropey::{Rope, RopeSlice};

/// The code units in which an editor counts the characters of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// 16-bit units: a character outside the basic plane counts twice. What editors speak unless they say otherwise.
    #[default]
    Utf16,
    /// Characters.
    Utf32,
}

/// A place as an editor counts it, from 0. LF, CRLF and a lone CR end a line, nothing else does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Point {
    /// Line, from 0.
    pub line: u32,
    /// Code units of the line before the place.
    pub character: u32,
}

/// A text under change. Cloning it is cheap, and the clone stays as it was.
#[derive(Clone, Debug, Default)]
pub struct Text {
    rope: Rope,
}

impl Text {
    /// The text as it begins.
    pub fn new(text: &str) -> Self {
        Text { rope: Rope::from_str(text) }
    }

    /// Number of bytes.
    pub fn len(&self) -> usize {
        self.rope.len_bytes()
    }

    /// Returns whether the rope is empty.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of lines; an empty text has one.
    pub fn lines(&self) -> usize {
        self.rope.len_lines()
    }

    /// The whole text in one piece.
    pub fn whole(&self) -> String {
        let mut whole = String::with_capacity(self.len());
        self.rope.chunks().for_each(|chunk| whole.push_str(chunk));
        whole
    }

    /// Replaces what stands between two places. Places that there are none of mean the nearest before them, and two in
    /// the wrong order are taken in the right one.
    pub fn edit(&mut self, start: Point, end: Point, text: &str, encoding: Encoding) {
        let (one, other) = (self.character(start, encoding), self.character(end, encoding));
        let (from, to) = (one.min(other), one.max(other));
        self.rope.remove(from..to);
        self.rope.insert(from, text);
    }

    /// The byte at a place: past the end of a line it is that end, past the last line the end of the text, inside a
    /// character the start of that.
    pub fn offset(&self, place: Point, encoding: Encoding) -> usize {
        self.rope.char_to_byte(self.character(place, encoding))
    }

    /// Returns the place of a byte; past the end of the text it is the end, inside a character the start of that.
    pub fn place(&self, offset: usize, encoding: Encoding) -> Point {
        let at = self.rope.byte_to_char(offset.min(self.len()));
        let line = self.rope.char_to_line(at);
        let start = self.rope.line_to_char(line);
        let units = match encoding {
            Encoding::Utf8 => self.rope.char_to_byte(at) - self.rope.char_to_byte(start),
            Encoding::Utf16 => self.rope.char_to_utf16_cu(at) - self.rope.char_to_utf16_cu(start),
            Encoding::Utf32 => at - start,
        };
        Point { line: clip(line), character: clip(units) }
    }

    /// Index of the character at a place.
    fn character(&self, place: Point, encoding: Encoding) -> usize {
        let line = place.line as usize;
        if line >= self.rope.len_lines() {
            return self.rope.len_chars();
        }
        let start = self.rope.line_to_char(line);
        let end = start + content(self.rope.line(line));
        let units = place.character as usize;
        let reached = match encoding {
            Encoding::Utf8 => {
                let byte = self.rope.char_to_byte(start).saturating_add(units);
                self.rope.byte_to_char(byte.min(self.len()))
            }
            Encoding::Utf16 => {
                let unit = self.rope.char_to_utf16_cu(start).saturating_add(units);
                self.rope.utf16_cu_to_char(unit.min(self.rope.len_utf16_cu()))
            }
            Encoding::Utf32 => start.saturating_add(units),
        };
        reached.min(end)
    }
}

/// Characters of a line without its end.
fn content(line: RopeSlice) -> usize {
    let mut length = line.len_chars();
    for end in ['\n', '\r'] {
        if length > 0 && line.char(length - 1) == end {
            length -= 1;
        }
    }
    length
}

fn clip(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENCODINGS: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

    fn place(line: u32, character: u32) -> Point {
        Point { line, character }
    }

    /// Other crates could switch ropey's wider notion of a line on for all.
    #[test]
    fn only_the_line_ends_of_the_protocol_end_a_line() {
        let text = Text::new("a\u{2028}b\u{2029}c\u{85}d\u{b}e\u{c}f\r\ng\rh\n");
        assert_eq!(text.lines(), 4);
    }

    #[test]
    fn characters_are_counted_in_the_units_agreed_on() {
        let text = Text::new("甲\r\n乙𠮷丙");
        for (encoding, character) in ENCODINGS.into_iter().zip([7, 3, 2]) {
            let offset = text.whole().find('丙').unwrap();
            assert_eq!(text.place(offset, encoding), place(1, character));
            assert_eq!(text.offset(place(1, character), encoding), offset);
        }
    }

    #[test]
    fn a_place_that_there_is_none_of_is_the_nearest_before_it() {
        let text = Text::new("甲乙\r\n𠮷\r丙");
        for encoding in ENCODINGS {
            assert_eq!(text.offset(place(0, 99), encoding), "甲乙".len());
            assert_eq!(text.offset(place(0, u32::MAX), encoding), "甲乙".len());
            assert_eq!(text.offset(place(99, 0), encoding), text.len());
        }
        let inside = "甲乙\r\n".len();
        assert_eq!(text.offset(place(1, 1), Encoding::Utf16), inside);
        assert_eq!(text.offset(place(1, 3), Encoding::Utf8), inside);
        assert_eq!(text.place(inside + 1, Encoding::Utf8), place(1, 0));
    }

    #[test]
    fn a_line_ends_where_its_end_begins() {
        for text in ["a\r\n\r\nb", "a\n\r", "\r\r\n\n", "a\r"] {
            let rope = Text::new(text);
            let ends: Vec<usize> =
                (0..rope.lines()).map(|line| rope.offset(place(line as u32, 9), Encoding::Utf32)).collect();
            let model = text.replace("\r\n", "\u{0}\n").replace('\r', "\n").replace('\u{0}', "\r");
            let mut start = 0;
            let expected: Vec<usize> = model
                .split('\n')
                .map(|line| {
                    let end = start + line.trim_end_matches('\r').len();
                    start += line.len() + 1;
                    end
                })
                .collect();
            assert_eq!(ends, expected, "{text:?}");
        }
    }

    #[test]
    fn edits_in_the_wrong_order_are_taken_in_the_right_one() {
        let mut text = Text::new("甲乙丙");
        text.edit(place(0, 2), place(0, 1), "丁", Encoding::Utf16);
        assert_eq!(text.whole(), "甲丁丙");
    }
}
