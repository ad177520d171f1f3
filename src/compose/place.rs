//! Places of a document's lines in the source, and the level of those that are headings.

use crate::dialect::{Document, Form, LineKind};
use crate::text::{Span, line_start};

/// Returns the bytes of the source that a line of the document takes, without blanks at either end; of a row of a page,
/// those of its table. A row whose outer cells are empty reaches to them.
pub(super) fn occupied(document: &Document, line: usize) -> Span {
    let facts = &document.lines[line];
    let cells = document.cells_of(facts);
    let edges = || cells.first().zip(cells.last()).map(|(first, last)| first.span.cover(last.span));
    match &document.view {
        None => edges().map_or(facts.span, |cells| facts.span.cover(cells)),
        Some(view) => {
            let block = view.blocks.get(line).map_or(Span::default(), |block| block.outer);
            let html = document.page || facts.kind == LineKind::Row(Form::Html);
            match edges().filter(|_| !html) {
                Some(cells) => block.cover(view.source_span(cells)),
                None => block,
            }
        }
    }
}

/// The `<tr>` that a line was read from.
pub(super) fn row_element(document: &Document, line: usize) -> Option<Span> {
    let view = document.view.as_ref()?;
    let row = document.lines[line].kind == LineKind::Row(Form::Html);
    view.blocks.get(line).filter(|_| row).map(|block| block.element)
}

/// The level of a line marked as a heading: that of its element, or the number of its `#`.
pub(super) fn level_of(document: &Document, source: &str, line: usize) -> Option<usize> {
    let start = occupied(document, line).start as usize;
    if document.page {
        let element = source.get(start..)?.strip_prefix('<')?.strip_prefix(['h', 'H'])?;
        return usize::try_from(element.chars().next()?.to_digit(10)?).ok();
    }
    let head = source.get(line_start(source, start)..start)?;
    let level = head.chars().filter(|&character| character == '#').count();
    (level > 0).then_some(level)
}
