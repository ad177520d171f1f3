//! Outline of a page behind its tags: blocks of text, rows of tables, and comments meant for the tool.

use super::tables::Tables;
use super::tags::{Element, Role, StartTag};
use crate::number::is_blank;
use crate::text::Span;

/// Comments that hold this word are lines of the page.
const DIRECTIVE: &str = "gaireport-ignore";

/// A piece of text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// Span it was read from.
    pub(super) source: Span,
    /// Text it stands for.
    pub(super) content: Content,
}

/// Text that a piece stands for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Content {
    /// The bytes of the source.
    Verbatim,
    /// This character: an entity, or one space for a run of blanks.
    Character(char),
}

/// Building blocks of the lines of a page, in order.
#[derive(Clone, Copy, Debug)]
pub(super) enum Item {
    /// A paragraph, a heading, a block in a cell.
    Block(TextBlock),
    /// A comment meant for the tool.
    Comment {
        /// Its text.
        text: Span,
        /// All of it.
        element: Span,
    },
    /// The end of a row; the blocks of its cells stand before it.
    Row(usize),
}

/// A run of text between the edges of blocks.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextBlock {
    /// Its pieces, from and to.
    pub(super) pieces: (usize, usize),
    /// The innermost cell that holds it.
    pub(super) cell: Option<usize>,
    /// Its span in the source; see `view::Block`.
    pub(super) element: Span,
    /// True if the edge of a block, or an empty line, comes before it.
    pub(super) gap: bool,
    /// True if it is in a heading.
    pub(super) marked: bool,
}

/// A tag that ends one run of text and begins another.
#[derive(Clone, Copy, Debug, Default)]
struct Edge {
    span: Span,
    kind: EdgeKind,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum EdgeKind {
    Start(Element),
    End(Element),
    Break,
    #[default]
    Outside,
}

/// Blanks not yet known to stand between two words.
#[derive(Clone, Copy, Debug)]
struct Blanks {
    span: Span,
    line_end: bool,
}

/// Collects the outline of a page, tag by tag.
#[derive(Debug, Default)]
pub(super) struct Outline<'s> {
    source: &'s str,
    pub(super) pieces: Vec<Piece>,
    pub(super) items: Vec<Item>,
    pub(super) tables: Tables,
    /// First piece of the run of text that is being read.
    first: usize,
    before: Edge,
    gap: bool,
    blanks: Option<Blanks>,
    /// True if the last byte read is part of a character outside ASCII.
    after_wide: bool,
    /// Open `<template>`s.
    templates: usize,
    raw: bool,
    preformatted: usize,
    marked: bool,
    /// End of the last tag of a table, and whether it opened a cell.
    pub(super) last_table_tag: (u32, bool),
    /// Elements whose text stands higher or lower than the rest, in order.
    pub(super) raised: Vec<Span>,
}

impl<'s> Outline<'s> {
    /// An empty outline for tags of `source`.
    pub(super) fn new(source: &'s str) -> Self {
        Outline { source, gap: true, ..Outline::default() }
    }

    /// Reads a start tag.
    pub(super) fn start(&mut self, tag: StartTag) {
        let role = tag.element.map(Element::role);
        self.templates += usize::from(role == Some(Role::Template));
        self.raw |= role == Some(Role::Raw);
        if self.is_hidden() || role == Some(Role::Void) {
            return;
        }
        let Some((element, role)) = tag.element.zip(role) else {
            return self.tables.note_start_tag(tag.span);
        };
        if role == Role::Break {
            return self.edge(tag.span, EdgeKind::Break);
        }
        self.edge(tag.span, EdgeKind::Start(element));
        self.marked |= role == Role::Heading;
        self.preformatted += usize::from(role == Role::Preformatted);
        if role.is_of_table() {
            self.start_of_table(role, tag);
        } else {
            self.tables.note_start_tag(tag.span);
        }
    }

    /// Reads an end tag; `element` is `None` for inline ones.
    pub(super) fn end(&mut self, element: Option<Element>, span: Span) {
        let role = element.map(Element::role);
        if role == Some(Role::Template) {
            self.templates = self.templates.saturating_sub(1);
        }
        let raw = std::mem::take(&mut self.raw);
        if raw || self.is_hidden() || matches!(role, Some(Role::Raw | Role::Template | Role::Void)) {
            return;
        }
        let Some((element, role)) = element.zip(role) else {
            return self.tables.note_end_tag();
        };
        let kind = if role == Role::Break { EdgeKind::Break } else { EdgeKind::End(element) };
        self.edge(span, kind);
        self.marked &= role != Role::Heading;
        self.preformatted = self.preformatted.saturating_sub(usize::from(role == Role::Preformatted));
        if role.is_of_table() {
            self.end_of_table(role, span);
        } else {
            self.tables.note_end_tag();
        }
    }

    /// Reads text as it stands in the source.
    pub(super) fn text(&mut self, span: Span) {
        if self.is_hidden() {
            return;
        }
        let Some(bytes) = self.source.as_bytes().get(span.range()) else { return };
        let mut at = 0;
        while at < bytes.len() {
            let blank = is_collapsible(bytes[at]);
            let run = bytes[at..].iter().take_while(|&&byte| is_collapsible(byte) == blank).count();
            let place = Span::new(span.start as usize + at, span.start as usize + at + run);
            let run = &bytes[at..at + run];
            if blank {
                self.blanks(place, memchr::memchr2(b'\n', b'\r', run).is_some());
            } else {
                self.before_word(run[0] >= 0x80);
                self.push(place, Content::Verbatim);
                self.after_wide = run[run.len() - 1] >= 0x80;
            }
            at += run.len();
        }
    }

    /// Reads characters that the source writes as an entity.
    pub(super) fn entity(&mut self, characters: &str, mut span: Span) {
        if self.is_hidden() {
            return;
        }
        for character in characters.chars() {
            if character.is_ascii() && is_collapsible(character as u8) {
                self.blanks(span, false);
            } else {
                self.before_word(!character.is_ascii());
                self.push(span, Content::Character(character));
                self.after_wide = !character.is_ascii();
            }
            span.start = span.end;
        }
    }

    /// Reads a comment.
    pub(super) fn comment(&mut self, element: Span) {
        let text = element.of(self.source);
        if self.is_hidden() || !text.contains(DIRECTIVE) {
            return;
        }
        let inner = text.trim_start_matches(['<', '!', '-']).trim_start();
        let start = element.start as usize + (text.len() - inner.len());
        let inner = inner.trim_end_matches(['>', '!', '-']).trim_end();
        self.items.push(Item::Comment { text: Span::new(start, start + inner.len()), element });
    }

    /// Ends the page: everything open is closed.
    pub(super) fn finish(&mut self) {
        let end = Span::new(0, self.source.len()).end;
        self.edge(Span { start: end, end }, EdgeKind::Outside);
        while !self.tables.is_empty() {
            self.close_table(end);
        }
    }

    fn is_hidden(&self) -> bool {
        self.raw || self.templates > 0
    }

    /// A tag that opens a part of a table closes what cannot hold it.
    fn start_of_table(&mut self, role: Role, tag: StartTag) {
        let at = tag.span.start;
        match role {
            Role::Table if self.tables.cell().is_none() && !self.tables.is_empty() => self.close_table(at),
            Role::Table => {}
            Role::Data | Role::Header => self.tables.close_cell(at),
            _ => self.close_row(at),
        }
        self.tables.open(role, tag, self.items.len());
        self.last_table_tag = (tag.span.end, matches!(role, Role::Data | Role::Header));
    }

    fn end_of_table(&mut self, role: Role, span: Span) {
        if self.tables.is_empty() {
            return;
        }
        match role {
            Role::Data | Role::Header => self.tables.close_cell(span.end),
            Role::Row => {
                self.tables.close_cell(span.start);
                self.close_row(span.end);
            }
            Role::Table => {
                self.close_row(span.start);
                self.tables.close_table(span.end);
            }
            _ => {
                self.close_row(span.start);
                self.tables.cut_hanging();
            }
        }
        self.last_table_tag = (span.end, false);
    }

    fn close_table(&mut self, end: u32) {
        self.close_row(end);
        self.tables.close_table(end);
    }

    fn close_row(&mut self, end: u32) {
        if let Some(row) = self.tables.close_row(end) {
            self.items.push(Item::Row(row));
        }
    }

    /// Ends the run of text that is being read, and begins another.
    fn edge(&mut self, span: Span, kind: EdgeKind) {
        let next = Edge { span, kind };
        let pieces = (self.first, self.pieces.len());
        if pieces.0 < pieces.1 {
            let cell = self.tables.cell();
            let element = self.element(next);
            self.items.push(Item::Block(TextBlock { pieces, cell, element, gap: self.gap, marked: self.marked }));
            if let Some(cell) = cell {
                self.note_text(cell, pieces);
            }
        }
        // An empty line, or a block's edge.
        self.gap = pieces.0 == pieces.1 || kind != EdgeKind::Break;
        (self.first, self.before, self.blanks) = (pieces.1, next, None);
    }

    /// Tells the cell what kind of text it holds.
    fn note_text(&mut self, cell: usize, pieces: (usize, usize)) {
        let pieces = &self.pieces[pieces.0..pieces.1];
        if pieces.iter().all(|piece| self.is_blank(piece)) {
            let contiguous = pieces.iter().skip(1).fold(pieces[0].source, |place, piece| {
                if piece.source.start == place.end { place.cover(piece.source) } else { place }
            });
            return self.tables.note_blank(cell, contiguous);
        }
        let length = pieces.iter().map(|piece| piece.source.len()).sum();
        self.tables.note_text(cell, length);
        let sentence = pieces.iter().any(|piece| match piece.content {
            Content::Verbatim => piece.source.of(self.source).contains('。'),
            Content::Character(character) => character == '。',
        });
        if sentence {
            self.tables.note_sentence(cell);
        }
    }

    fn is_blank(&self, piece: &Piece) -> bool {
        match piece.content {
            Content::Verbatim => piece.source.of(self.source).chars().all(is_blank),
            Content::Character(character) => is_blank(character),
        }
    }

    /// Span in the source of the run of text that ends at `next`.
    fn element(&self, next: Edge) -> Span {
        let whole = self.before.span.cover(next.span);
        match (self.before.kind, next.kind) {
            (EdgeKind::Start(start), EdgeKind::End(end)) if start == end && start.role().stands_for_line() => whole,
            (EdgeKind::Start(start), EdgeKind::Break) if start.role() == Role::Paragraph => self.between(next),
            (EdgeKind::Start(start), _) if start.role() == Role::Paragraph => {
                self.without_blanks(Span { start: whole.start, end: next.span.start })
            }
            _ => self.between(next),
        }
    }

    fn between(&self, next: Edge) -> Span {
        let end = if next.kind == EdgeKind::Break { next.span.end } else { next.span.start };
        self.without_blanks(Span { start: self.before.span.end.min(end), end })
    }

    fn without_blanks(&self, span: Span) -> Span {
        let text = span.of(self.source);
        let left = text.trim_start();
        let start = span.start as usize + (text.len() - left.len());
        Span::new(start, start + left.trim_end().len())
    }

    /// Notes blanks that a browser shows as one space, or not at all at the edge of a block.
    fn blanks(&mut self, span: Span, line_end: bool) {
        if line_end && self.preformatted > 0 {
            return self.edge(span, EdgeKind::Break);
        }
        self.blanks = Some(match self.blanks {
            None => Blanks { span, line_end },
            Some(blanks) if blanks.span.end == span.start => {
                Blanks { span: blanks.span.cover(span), line_end: blanks.line_end || line_end }
            }
            Some(blanks) => Blanks { line_end: blanks.line_end || line_end, ..blanks },
        });
    }

    /// Writes the space before a word. Word wraps Chinese text anywhere, so a line end between two characters that are
    /// not ASCII is no space.
    fn before_word(&mut self, wide: bool) {
        let Some(blanks) = self.blanks.take() else { return };
        if self.first == self.pieces.len() || (blanks.line_end && wide && self.after_wide) {
            return;
        }
        let content = if blanks.span.of(self.source) == " " { Content::Verbatim } else { Content::Character(' ') };
        self.push(blanks.span, content);
    }

    fn push(&mut self, source: Span, content: Content) {
        if matches!(content, Content::Verbatim)
            && self.first < self.pieces.len()
            && let Some(last) = self.pieces.last_mut()
            && matches!(last.content, Content::Verbatim)
            && last.source.end == source.start
        {
            last.source.end = source.end;
            return;
        }
        self.pieces.push(Piece { source, content });
    }
}

/// Blanks that HTML shows as one space; those of Chinese text, and `&nbsp;`, stand.
fn is_collapsible(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0C)
}
