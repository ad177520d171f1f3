//! Grids of tabs (L1) and tab-led lines out of Word (L3).

use super::Form;
use super::plain::LineReader;
use super::raw::{RawLine, trimmed};
use crate::han;
use crate::text::Span;

/// Fewest cells that make a line with a full stop a row rather than a sentence with stray tabs.
const FEWEST_TABS_IN_ROW: usize = 3;

/// Reads the row that begins at line `at`, which holds a tab; returns how many lines it takes.
pub(super) fn read(reader: &mut LineReader, raw: &[RawLine], at: usize) -> usize {
    let line = raw[at];
    if line.led {
        let end = block_end(reader.source, raw, at);
        if end - at > 1 && raw[at..end].iter().all(|line| !line.prose) {
            read_led(reader, &raw[at..end]);
            return end - at;
        }
        if !line.content.is_empty() {
            reader.read_text(line);
        } else {
            reader.note_gap();
        }
        return 1;
    }
    if line.tabs < FEWEST_TABS_IN_ROW && line.prose {
        reader.push_prose(line.content);
    } else {
        read_grid(reader, line);
    }
    1
}

/// The first line behind the tab-led row that begins at `at`: a blank line, a grid row, or what looks like a heading.
fn block_end(source: &str, raw: &[RawLine], at: usize) -> usize {
    let belongs = |line: &RawLine| match line.tabs {
        0 => !line.content.is_empty() && !line.pipe && !looks_like_heading(line.content.of(source)),
        _ => line.led,
    };
    at + raw[at..].iter().take_while(|line| belongs(line)).count()
}

/// `二、…`, `（二）…`: a line that does not continue a cell.
pub(super) fn looks_like_heading(text: &str) -> bool {
    if !text.starts_with(|first| han::is_ordinal(first) || matches!(first, '#' | ' ' | '（' | '(')) {
        return false;
    }
    let text = text.trim_start_matches(['#', ' ']);
    let opened = text.strip_prefix(['（', '(']);
    let rest = opened.unwrap_or(text);
    let number = rest.trim_start_matches(han::is_ordinal);
    number.len() < rest.len() && number.starts_with(if opened.is_some() { ['）', ')'] } else { ['、', '.'] })
}

/// One row of tab-led lines: each led line begins a cell, a line without a tab continues the cell before it.
fn read_led(reader: &mut LineReader, lines: &[RawLine]) {
    let first = reader.mark();
    let mut open: Option<Span> = None;
    let mut column = 0;
    for line in lines {
        if line.tabs > 0 {
            if let Some(cell) = open.replace(behind_tab(line)) {
                reader.cell(cell, column);
                column += 1;
            }
        } else {
            open = open.map(|cell| cell.cover(line.content));
        }
    }
    if let Some(cell) = open {
        reader.cell(cell, column);
    }
    let whole = lines.iter().fold(lines[0].whole, |span, line| span.cover(line.whole));
    let span = trimmed(whole, whole.of(reader.source));
    reader.push_row(if span.is_empty() { whole } else { span }, Form::TabLed, first);
}

fn behind_tab(line: &RawLine) -> Span {
    Span { start: line.whole.start + 1, end: line.whole.end }
}

/// One row of a grid of tabs.
fn read_grid(reader: &mut LineReader, line: RawLine) {
    let first = reader.mark();
    let text = line.whole.of(reader.source);
    let start = line.whole.start as usize;
    let mut from = 0;
    for (column, cell) in text.split('\t').enumerate() {
        reader.cell(Span::new(start + from, start + from + cell.len()), column);
        from += cell.len() + 1;
    }
    reader.push_row(if line.content.is_empty() { line.whole } else { line.content }, Form::Tabs, first);
}
