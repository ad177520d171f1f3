//! Breaks lines of a document that was read, whatever its form: for headings inside paragraphs.

use super::plain::words;
use super::raw::is_prose;
use super::raw::trimmed;
use super::{Document, Line, LineKind};
use crate::text::Span;

/// Breaks lines in two: each break, in order, names a line and the offset at which a new one begins.
pub(super) fn apply(document: Document, source: &str, breaks: &[(usize, u32)]) -> Document {
    let mut breaks = breaks.iter().peekable();
    let mut broken = Document { lines: Vec::with_capacity(document.lines.len() + breaks.len()), ..Document::default() };
    let mut blocks = Vec::new();
    let text = document.text(source);
    for (index, line) in document.lines.iter().enumerate() {
        let block = document.view.as_ref().and_then(|view| view.blocks.get(index).copied());
        let mut start = line.span.start;
        while let Some((_, at)) = breaks.next_if(|(broken, _)| *broken == index) {
            push_piece(&mut broken, text, line, Span { start, end: *at });
            blocks.extend(block);
            broken.inside.push(broken.lines.len());
            start = *at;
        }
        if start == line.span.start {
            push_whole(&mut broken, &document, line);
        } else {
            push_piece(&mut broken, text, line, Span { start, end: line.span.end });
        }
        blocks.extend(block);
    }
    let (lines, cells, inside) = (broken.lines, broken.cells, broken.inside);
    let view = document.view.map(|view| super::View { blocks, ..view });
    Document { view, lines, cells, inside, broken: document.broken, page: document.page, ..Document::default() }
}

fn cells_end(document: &Document) -> u32 {
    u32::try_from(document.cells.len()).unwrap_or(u32::MAX)
}

fn push_whole(broken: &mut Document, document: &Document, line: &Line) {
    let first = cells_end(broken);
    broken.cells.extend_from_slice(document.cells_of(line));
    broken.lines.push(Line { cells: (first, cells_end(broken)), ..line.clone() });
}

/// A piece of a line of words: what kind it is shows by what it holds.
fn push_piece(broken: &mut Document, text: &str, line: &Line, place: Span) {
    let span = trimmed(place, place.of(text));
    let first = cells_end(broken);
    let prose = is_prose(span.of(text));
    if !prose {
        words(text, span, &mut broken.cells);
    }
    let kind = if prose { LineKind::Prose } else { LineKind::Short };
    let gap = line.gap && place.start == line.span.start;
    broken.lines.push(Line { span, kind, gap, marked: false, cells: (first, cells_end(broken)) });
}
