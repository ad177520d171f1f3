//! Plain text and Markdown: splits a text into lines that are prose, short lines, or rows of a table.

use super::plain::LineReader;
use super::raw::{RawLine, raw_lines};
use super::{Document, pipes, tabs};

/// Reads plain text or Markdown. `breaks` are further line starts, in order.
pub(super) fn read(source: &str, breaks: &[u32]) -> Document {
    let raw = raw_lines(source, breaks);
    let (piped, led) = (raw.iter().any(|line| line.pipe), raw.iter().any(|line| line.led));
    let mut reader = LineReader::of(source, Vec::with_capacity(raw.len()));
    reader.note_gap();
    reader.document.alone = !piped && !led && breaks.is_empty();
    reader.document.cells.reserve(raw.len() + source.len() / 32);
    let bars = pipes::bars(source, &raw);
    let mut at = 0;
    while at < raw.len() {
        at += read_line(&mut reader, &raw, at, bars);
    }
    reader.document
}

/// Reads what starts at line `at`; returns how many lines that was.
pub(super) fn read_line(reader: &mut LineReader, raw: &[RawLine], at: usize, bars: pipes::Bars) -> usize {
    let line = raw[at];
    if line.content.is_empty() && line.tabs == 0 {
        reader.note_gap();
        return 1;
    }
    if line.tabs > 0 {
        return tabs::read(reader, raw, at);
    }
    match line.pipe {
        true => pipes::read(reader, line, bars),
        false => reader.read_text(line),
    }
    1
}
