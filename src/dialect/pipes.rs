//! Forms that mark cells by `|`: Markdown tables (L9), rows without a delimiter row (L4), one cell a line (L5).

use super::plain::LineReader;
use super::raw::RawLine;
use super::tabs::looks_like_heading;
use super::{Form, LineKind};
use crate::number::{self, Class};
use crate::text::Span;

/// Fewest bars that make a line with a full stop a row rather than a sentence.
const FEWEST_BARS_IN_ROW: usize = 3;

/// Lines of one cell for each line of several, from which on a text is taken for one with a cell a line.
const MOST_ROWS_OF_CELLS: usize = 4;

/// The place of a `|`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bars {
    /// It separates the cells of a row.
    Separate,
    /// It closes the one cell of a line.
    Close,
}

/// The uses that the sections of a text make of `|`.
pub(super) struct Uses {
    /// Number of lines to the end of each section, and its use.
    sections: Vec<(usize, Use)>,
}

/// The use that a section makes of `|`.
#[derive(Clone, Copy)]
pub(super) struct Use {
    bars: Bars,
    /// True if a bar alone on a line leads each row.
    led: bool,
}

impl Uses {
    /// Finds the uses in a text.
    pub(super) fn of(source: &str, raw: &[RawLine]) -> Uses {
        let whole = bars(source, raw);
        let heads = |line: &RawLine| !line.pipe && line.tabs == 0 && looks_like_heading(line.content.of(source));
        let mut end = 0;
        let sections = raw.chunk_by(|_, next| !heads(next)).map(|section| {
            end += section.len();
            let closes = whole == Bars::Close || closes_cells(source, section);
            let bars = if closes { Bars::Close } else { Bars::Separate };
            (end, Use { bars, led: closes && is_led(source, section) })
        });
        Uses { sections: sections.collect() }
    }

    /// The use at a line.
    pub(super) fn at(&self, line: usize) -> Use {
        let section = self.sections.partition_point(|(end, _)| *end <= line);
        self.sections.get(section).map_or(Use { bars: Bars::Separate, led: false }, |section| section.1)
    }
}

/// Finds the use that a text makes of `|`: where it closes one cell a line, hardly any line has two cells with content.
fn bars(source: &str, raw: &[RawLine]) -> Bars {
    let (mut rows, mut single) = (0, 0);
    for line in raw.iter().filter(|line| line.pipe) {
        let text = line.content.of(source);
        if is_delimiter_row(text) {
            return Bars::Separate;
        }
        *(if filled(text) == 2 { &mut rows } else { &mut single }) += 1;
    }
    if single > MOST_ROWS_OF_CELLS * rows + 2 { Bars::Close } else { Bars::Separate }
}

/// Number of cells with content in a line, 2 at most.
fn filled(text: &str) -> usize {
    segments(text).filter(|segment| !number::trim(segment.of(text)).is_empty()).take(2).count()
}

/// Returns whether a section by itself shows that bars close its cells: rows without values have many bars in a line.
fn closes_cells(source: &str, section: &[RawLine]) -> bool {
    let (mut rows, mut single) = (0, 0);
    for line in section.iter().filter(|line| line.pipe) {
        let text = line.content.of(source);
        match filled(text) {
            _ if is_delimiter_row(text) => return false,
            2 => rows += 1,
            1 if segments(text).nth(2).is_some() => {}
            _ => single += 1,
        }
    }
    single > MOST_ROWS_OF_CELLS * rows + 2
}

/// Returns whether the first row of a section is led by a bar on its own line, with its first cell on the next.
fn is_led(source: &str, section: &[RawLine]) -> bool {
    let mut lines = section.iter().skip_while(|line| !line.pipe).filter(|line| !line.content.is_empty());
    let first = lines.next().is_some_and(|line| line.content.of(source) == "|");
    first && lines.next().is_some_and(|line| begins_row(source, line))
}

/// Returns whether a line holds a label and the bar behind it.
fn begins_row(source: &str, line: &RawLine) -> bool {
    let text = line.content.of(source);
    let cell = segments(text).next().map_or("", |cell| cell.of(text));
    line.pipe && number::classify(cell) == Class::Text
}

/// Reads the line `at`, which holds a bar.
pub(super) fn read(reader: &mut LineReader, raw: &[RawLine], at: usize, bars: Use) {
    let line = raw[at];
    let text = line.content.of(reader.source);
    if is_delimiter_row(text) {
        return mark_as_markdown(reader);
    }
    if line.prose && memchr::memchr_iter(b'|', text.as_bytes()).count() < FEWEST_BARS_IN_ROW {
        return reader.push_prose(line.content);
    }
    match bars.bars {
        Bars::Separate => read_row(reader, line),
        Bars::Close if bars.led && leads_row(reader, raw, at) => reader.note_gap(),
        Bars::Close => read_stream(reader, line),
    }
}

/// Returns whether a line is a bar alone that no cell before it left open, and a row begins behind it.
fn leads_row(reader: &LineReader, raw: &[RawLine], at: usize) -> bool {
    let next = raw[at + 1..].iter().find(|line| !line.content.is_empty());
    raw[at].content.of(reader.source) == "|" && next.is_some_and(|next| begins_row(reader.source, next))
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
