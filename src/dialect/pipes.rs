//! Forms that mark cells by `|`: Markdown tables (L9), rows without a delimiter row (L4), one cell a line (L5).

use super::plain::LineReader;
use super::raw::RawLine;
use super::{Form, LineKind};
use crate::number;
use crate::text::Span;

/// Fewest bars that make a line with a full stop a row rather than a sentence.
const FEWEST_BARS_IN_ROW: usize = 3;

/// The use that a text makes of `|`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Bars {
    /// It separates the cells of a row.
    Separate,
    /// It closes the one cell of a line.
    Close,
}

/// Finds the use that a text makes of `|`: where it closes one cell a line, hardly any line has two cells with content.
pub(super) fn bars(source: &str, raw: &[RawLine]) -> Bars {
    let (mut rows, mut single) = (0, 0);
    for line in raw.iter().filter(|line| line.pipe) {
        let text = line.content.of(source);
        if is_delimiter_row(text) {
            return Bars::Separate;
        }
        let filled = segments(text).filter(|segment| !number::trim(segment.of(text)).is_empty()).take(2).count();
        *(if filled == 2 { &mut rows } else { &mut single }) += 1;
    }
    if single > 4 * rows + 2 { Bars::Close } else { Bars::Separate }
}

/// Reads a line that holds a bar.
pub(super) fn read(reader: &mut LineReader, line: RawLine, bars: Bars) {
    let text = line.content.of(reader.source);
    if is_delimiter_row(text) {
        return mark_as_markdown(reader);
    }
    if line.prose && memchr::memchr_iter(b'|', text.as_bytes()).count() < FEWEST_BARS_IN_ROW {
        return reader.push_prose(line.content);
    }
    match bars {
        Bars::Separate => read_row(reader, line),
        Bars::Close => read_stream(reader, line),
    }
}

/// One line of a form with a cell a line. A bar alone closes the cell that the line before left open; further bars are
/// empty cells.
fn read_stream(reader: &mut LineReader, line: RawLine) {
    let first = reader.mark();
    let text = line.content.of(reader.source);
    let closes = text.starts_with('|') && reader.document.lines.last().is_some_and(|line| line.kind == LineKind::Short);
    let start = line.content.start as usize;
    let mut all: Vec<Span> = segments(text).collect();
    // What stands behind the last bar is no cell unless it has content.
    if all.last().is_some_and(|last| number::trim(last.of(text)).is_empty()) {
        all.pop();
    }
    for (column, segment) in all.into_iter().skip(usize::from(closes)).enumerate() {
        reader.cell(Span::new(start + segment.start as usize, start + segment.end as usize), column);
    }
    reader.push_row(line.content, Form::PipeCells, first);
}

/// One row with all its cells.
fn read_row(reader: &mut LineReader, line: RawLine) {
    let first = reader.mark();
    let text = line.content.of(reader.source);
    let start = line.content.start as usize;
    let mut all: Vec<Span> = segments(text).collect();
    let blank = |segment: Option<&Span>| segment.is_some_and(|segment| number::trim(segment.of(text)).is_empty());
    if all.len() > 1 && blank(all.last()) {
        all.pop();
    }
    let led = text.starts_with('|') && all.len() > 1;
    for (column, segment) in all.into_iter().skip(usize::from(led)).enumerate() {
        reader.cell(Span::new(start + segment.start as usize, start + segment.end as usize), column);
    }
    let markdown = reader.document.lines.last().is_some_and(|line| line.kind == LineKind::Row(Form::Markdown));
    let form = if markdown && !reader.after_gap() { Form::Markdown } else { Form::Pipes };
    reader.push_row(line.content, form, first);
}

/// A delimiter row makes the row above it, and those that follow, a Markdown table.
fn mark_as_markdown(reader: &mut LineReader) {
    if let Some(line) = reader.document.lines.last_mut()
        && line.kind == LineKind::Row(Form::Pipes)
    {
        line.kind = LineKind::Row(Form::Markdown);
    }
}

/// `|---|:-:|`; two dashes alone may stand for a missing figure.
fn is_delimiter_row(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ')) && text.contains("---")
}

/// Splits a line at its bars, with the text before the first and behind the last; `\|` is no bar.
fn segments(text: &str) -> impl Iterator<Item = Span> + '_ {
    let bytes = text.as_bytes();
    let bars = memchr::memchr_iter(b'|', bytes).filter(|&at| at == 0 || bytes[at - 1] != b'\\');
    let mut from = 0;
    bars.chain([text.len()]).map(move |end| {
        let segment = Span::new(from, end);
        from = end + 1;
        segment
    })
}
