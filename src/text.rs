//! Byte spans, texts under change, and their conversion to lines and columns: the only place that counts characters.

mod lines;
mod rope;

use std::ops::Range;

pub use lines::{LineEnd, has_line_end, line_end, line_start, lines, next_line};
pub use rope::{Encoding, Point, Text};

/// A half-open range of bytes in a text, `start <= end`. Texts are limited to 16 MiB, so 32 bits suffice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` up to, not including, `end`. Offsets over 4 GiB are cut: no text of that size is read.
    pub fn new(start: usize, end: usize) -> Self {
        let clip = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Span { start: clip(start), end: clip(end.max(start)) }
    }

    /// The span as a range to index a text with.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text the span covers; empty where the span is outside the text or cuts a character.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// Returns whether the span is empty.
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Number of bytes covered.
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }

    /// The smallest span that covers both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Returns whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// A place as a person counts it: line and column from 1, the column in Unicode characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1. LF, CRLF and a lone CR end a line.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// Index of line starts in a text; valid only for the text it was made from.
pub struct LineIndex {
    starts: Vec<u32>,
    /// Characters before every `STRIDE`th byte, so that columns in a line of megabytes are not counted from its start;
    /// empty where no line is that long.
    counts: Vec<u32>,
}

/// Bytes between two counts.
const STRIDE: usize = 1 << 12;

impl LineIndex {
    /// Finds every line start in one pass.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let starts: Vec<u32> = lines(text).map(|line| line.start).collect();
        let long = |bounds: &[u32]| (bounds[1] - bounds[0]) as usize > STRIDE;
        let last = bytes.len() - starts.last().map_or(0, |&start| start as usize);
        let counts = if last > STRIDE || starts.windows(2).any(long) { counts(bytes) } else { Vec::new() };
        LineIndex { starts, counts }
    }

    /// The place of a byte offset; past the end of the text it is the end.
    pub fn position(&self, text: &str, offset: u32) -> Position {
        let line = self.starts.partition_point(|&start| start <= offset).max(1);
        let start = self.starts[line - 1] as usize;
        let end = (offset as usize).min(text.len());
        let column = match self.counts.is_empty() {
            true => begun(&text.as_bytes()[start.min(end)..end]),
            false => self.characters(text, end).saturating_sub(self.characters(text, start)),
        };
        Position { line, column: column + 1 }
    }

    /// Characters that begin before a byte offset.
    fn characters(&self, text: &str, offset: usize) -> usize {
        let before = self.counts.get(offset / STRIDE).map_or(0, |&count| count as usize);
        before + begun(&text.as_bytes()[offset / STRIDE * STRIDE..offset])
    }

    /// The byte span of a line (from 1) without its line end; `None` past the last line.
    pub fn line(&self, text: &str, line: usize) -> Option<Span> {
        let start = *self.starts.get(line.checked_sub(1)?)? as usize;
        let end = self.starts.get(line).map_or(text.len(), |&next| next as usize);
        let content = text.get(start..end)?.trim_end_matches(['\n', '\r']);
        Some(Span::new(start, start + content.len()))
    }

    /// Number of lines; an empty text has one.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Never: even an empty text has a line.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }
}

fn counts(bytes: &[u8]) -> Vec<u32> {
    let mut count = 0;
    let mut counts = vec![0];
    for chunk in bytes.chunks_exact(STRIDE) {
        count += u32::try_from(begun(chunk)).unwrap_or(u32::MAX);
        counts.push(count);
    }
    counts
}

/// Characters that begin in the bytes: all but those that go on with one.
fn begun(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0b1100_0000 != 0b1000_0000).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_every_line_end_counts_once() {
        let text = "一\r\n二三\r四\n";
        let index = LineIndex::new(text);
        assert_eq!(index.len(), 4);
        let at = |needle: &str| index.position(text, text.find(needle).unwrap() as u32);
        assert_eq!(at("三"), Position { line: 2, column: 2 });
        assert_eq!(at("四"), Position { line: 3, column: 1 });
        assert_eq!(index.line(text, 2).unwrap().of(text), "二三");
    }

    #[test]
    fn columns_are_right_far_into_a_long_line() {
        let text = format!("一\n{}a𠮷", "长".repeat(5000));
        let index = LineIndex::new(&text);
        for (offset, column) in [(4, 1), (7, 2), (4 + 15000, 5001), (4 + 15001, 5002), (text.len(), 5003)] {
            assert_eq!(index.position(&text, offset as u32), Position { line: 2, column });
        }
    }
}
