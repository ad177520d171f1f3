//! Plain text and Markdown: splits a text into lines that are prose, short lines, or rows of a table.

use super::plain::LineReader;
use super::raw::{RawLine, raw_lines};
use super::{Document, pipes, tabs};

/// Reads plain text or Markdown. `breaks` are further line starts, in order.
pub(super) fn read(source: &str, breaks: &[u32]) -> Document {
    let raw = raw_lines(source, breaks);
    let mut reader = LineReader::of(source);
    let uses = pipes::Uses::of(source, &raw);
    let mut at = 0;
    while at < raw.len() {
        at += read_line(&mut reader, &raw, at, &uses);
    }
    reader.document
}

/// Reads what starts at line `at`; returns how many lines that was.
pub(super) fn read_line(reader: &mut LineReader, raw: &[RawLine], at: usize, uses: &pipes::Uses) -> usize {
    let line = raw[at];
    if line.content.is_empty() && line.tabs == 0 {
        reader.note_gap();
        return 1;
    }
    if line.tabs > 0 {
        return tabs::read(reader, raw, at);
    }
    match line.pipe {
        true => pipes::read(reader, raw, at, uses.at(at)),
        false => reader.read_text(line),
    }
    1
}
