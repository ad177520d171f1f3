//! Turns the outline of a page into lines and cells of a document and the view they stand in.

use super::outline::{Content, Item, Outline, Piece, TextBlock};
use super::tables::CellBox;
use crate::dialect::plain;
use crate::dialect::raw::is_prose;
use crate::dialect::view::{Block, CellElement, View};
use crate::dialect::{Cell, Document, Form, Line, LineKind};
use crate::number::{self, Class, classify};
use crate::text::Span;

/// Appends what the outline holds to a document and its view.
pub(super) fn compose(source: &str, outline: &Outline, document: &mut Document, view: &mut View) {
    let mut composer = Composer { source, outline, document, view, gap: false };
    for (index, item) in outline.items.iter().enumerate() {
        match *item {
            Item::Block(block) if !composer.is_in_row(block) => composer.line(block),
            Item::Comment { text, element } => composer.comment(text, element),
            Item::Row(row) if composer.is_table_row(row) => composer.row(row, index),
            Item::Block(_) | Item::Row(_) => {}
        }
    }
}

struct Composer<'c, 's> {
    source: &'s str,
    outline: &'c Outline<'s>,
    document: &'c mut Document,
    view: &'c mut View,
    /// True if a line of blanks came last.
    gap: bool,
}

/// Parts of a cell's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kept {
    All,
    /// Those that stand neither higher nor lower than the rest.
    Level,
}

impl Composer<'_, '_> {
    fn is_table_row(&self, row: usize) -> bool {
        let row = &self.outline.tables.rows[row];
        !row.loose && !self.outline.tables.tables[row.table].layout
    }

    fn is_in_row(&self, block: TextBlock) -> bool {
        block.cell.is_some_and(|cell| self.is_table_row(self.outline.tables.cells[cell].row))
    }

    /// A block of text: a sentence, or a line of words.
    fn line(&mut self, block: TextBlock) {
        self.view.end_line();
        let start = self.view.text.len();
        self.copy(block, Kept::All);
        let span = self.trimmed(start);
        if span.is_empty() {
            self.gap = true;
            return;
        }
        let first = self.mark();
        let prose = {
            let text = span.of(&self.view.text);
            is_prose(text) || plain::is_page_number(text)
        };
        if !prose {
            plain::words(&self.view.text, span, &mut self.document.cells);
        }
        let kind = if prose { LineKind::Prose } else { LineKind::Short };
        let gap = std::mem::take(&mut self.gap) || block.gap;
        self.push(Line { span, kind, gap, marked: block.marked, cells: (first, self.mark()) });
        self.view.blocks.push(Block { element: block.element, outer: block.element });
    }

    fn comment(&mut self, text: Span, element: Span) {
        self.view.end_line();
        let start = self.view.text.len();
        self.view.copy(self.source, text);
        let cells = (self.mark(), self.mark());
        let span = Span::new(start, self.view.text.len());
        self.push(Line { span, kind: LineKind::Prose, gap: true, marked: false, cells });
        self.view.blocks.push(Block { element, outer: element });
    }

    /// A row whose blocks stand among the items before `end`.
    fn row(&mut self, row: usize, end: usize) {
        let row = self.outline.tables.rows[row];
        let cells = &self.outline.tables.cells[row.cells.0..row.cells.1];
        if cells.is_empty() {
            return;
        }
        self.view.end_line();
        let (first, start) = (self.mark(), self.view.text.len());
        let blocks = self.outline.items[row.items..end].iter().filter_map(|item| match item {
            Item::Block(block) => Some((block.cell?, *block)),
            _ => None,
        });
        let mut blocks = blocks.peekable();
        for (cell, index) in cells.iter().zip(row.cells.0..) {
            if index > row.cells.0 {
                self.view.add('\t');
            }
            let start = self.view.text.len();
            let mut held = Vec::new();
            while let Some((_, block)) = blocks.next_if(|(owner, _)| *owner == index) {
                held.push(block);
            }
            let kept = self.kept(&held);
            held.into_iter().for_each(|block| self.join(start, block, kept));
            self.cell(cell, start);
        }
        let span = Span::new(start, self.view.text.len());
        self.push(Line {
            span: self.between_cells(first, span),
            kind: LineKind::Row(Form::Html),
            gap: row.first,
            marked: false,
            cells: (first, self.mark()),
        });
        // Even where all cells are empty: no two cells may stand at one place.
        self.view.add('\n');
        let table = self.outline.tables.tables[row.table].element;
        self.view.blocks.push(Block { element: row.element, outer: table });
    }

    /// Ends a cell whose text begins at `start`.
    fn cell(&mut self, cell: &CellBox, start: usize) {
        let span = self.trimmed(start);
        let class = classify(span.of(&self.view.text));
        self.document.cells.push(Cell { span, column: cell.column, width: cell.width, class });
        let CellBox { element, place, rows, header, .. } = *cell;
        self.view.cells.push(CellElement { view: span, element, place, rows, header });
    }

    /// Appends a block of a cell. What ends and what begins with ASCII are words of their own; Chinese runs on.
    fn join(&mut self, start: usize, block: TextBlock, kept: Kept) {
        let last = self.view.text.as_bytes()[start..].last();
        let first = self.outline.pieces.get(block.pieces.0);
        if last.is_some_and(u8::is_ascii) && first.is_some_and(|piece| self.begins_with_ascii(piece)) {
            self.view.add(' ');
        }
        self.copy(block, kept);
    }

    /// The parts of a cell that count: what is raised beside nothing but a figure is the mark of a note, and no digit of it.
    fn kept(&self, blocks: &[TextBlock]) -> Kept {
        let pieces = || blocks.iter().flat_map(|block| &self.outline.pieces[block.pieces.0..block.pieces.1]);
        if self.outline.raised.is_empty() || !pieces().any(|piece| self.is_raised(piece)) {
            return Kept::All;
        }
        let mut level = String::new();
        for piece in pieces().filter(|piece| !self.is_raised(piece)) {
            match piece.content {
                Content::Verbatim => level.push_str(piece.source.of(self.source)),
                Content::Character(character) => level.push(character),
            }
        }
        if matches!(classify(&level), Class::Figure | Class::Placeholder) { Kept::Level } else { Kept::All }
    }

    fn is_raised(&self, piece: &Piece) -> bool {
        let before = self.outline.raised.partition_point(|element| element.start <= piece.source.start);
        before.checked_sub(1).is_some_and(|at| piece.source.start < self.outline.raised[at].end)
    }

    fn begins_with_ascii(&self, piece: &Piece) -> bool {
        match piece.content {
            Content::Verbatim => self.source.as_bytes().get(piece.source.start as usize).is_some_and(u8::is_ascii),
            Content::Character(character) => character.is_ascii(),
        }
    }

    fn copy(&mut self, block: TextBlock, kept: Kept) {
        for piece in &self.outline.pieces[block.pieces.0..block.pieces.1] {
            if kept == Kept::Level && self.is_raised(piece) {
                continue;
            }
            match piece.content {
                Content::Verbatim => self.view.copy(self.source, piece.source),
                Content::Character(character) => self.view.put(character, piece.source),
            }
        }
    }

    /// The span of the view from `start` without blanks at either end.
    fn trimmed(&self, start: usize) -> Span {
        let text = &self.view.text[start..];
        let left = text.trim_start_matches(number::is_blank);
        let start = start + if left.is_empty() { 0 } else { text.len() - left.len() };
        Span::new(start, start + number::trim(left).len())
    }

    /// A row reaches from its first cell to its last.
    fn between_cells(&self, first: u32, otherwise: Span) -> Span {
        let cells = &self.document.cells[first as usize..];
        cells.first().zip(cells.last()).map_or(otherwise, |(first, last)| first.span.cover(last.span))
    }

    fn mark(&self) -> u32 {
        u32::try_from(self.document.cells.len()).unwrap_or(u32::MAX)
    }

    fn push(&mut self, line: Line) {
        self.document.lines.push(line);
    }
}
