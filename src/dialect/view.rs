//! Text extracted from a source that is not plain text, with a map from each piece to its place in the source.

use crate::edit::Edit;
use crate::text::Span;

/// Text read out of HTML, with a map back.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// The text.
    pub text: String,
    /// Pieces of the text, in order, without gaps in the view.
    pub segments: Vec<Segment>,
    /// For each line of the document, what it occupies in the source.
    pub blocks: Vec<Block>,
    /// The cells of all rows read out of `<table>`, in order. A tab or line end stands between any two of them in the
    /// view, so that the place of an empty one is its own.
    pub cells: Vec<CellElement>,
    /// The parts of the text that are no HTML, in order: what stands outside the tables of a text that is not a page.
    pub plain: Vec<Span>,
}

/// A piece of the view and the bytes of the source it was read from.
#[derive(Clone, Copy, Debug)]
pub struct Segment {
    /// Bytes of the view.
    pub view: Span,
    /// Bytes of the source; as many as in the view when verbatim, any number for an entity, none for what was added.
    pub source: Span,
}

/// Span of a line in the source.
#[derive(Clone, Copy, Debug, Default)]
pub struct Block {
    /// The element that holds it and nothing else, tags included: `<p>…</p>`, `<h2>…</h2>`, `<tr>…</tr>`. A line that
    /// shares its element with others (`<br>`, text beside blocks) has the source between the neighbouring tags, its
    /// `<br>` included; a line of plain text has its own span.
    pub element: Span,
    /// The outermost element that may be inserted before or after: the `<table>` of a row, else the element itself.
    pub outer: Span,
}

/// The `<td>` or `<th>` of a cell.
#[derive(Clone, Copy, Debug)]
pub struct CellElement {
    /// The cell's span in the view, blanks at either end left out.
    pub view: Span,
    /// The element, tags included; to the next tag that ends it where its own end tag is missing.
    pub element: Span,
    /// Insertion place in an empty cell: its `&nbsp;`, or the inside of its innermost element.
    pub place: Span,
    /// Rows it covers, at least 1.
    pub rows: u16,
    /// True for a `<th>`.
    pub header: bool,
}

impl Segment {
    /// Returns whether each byte of the view is a byte of the source.
    fn is_verbatim(self) -> bool {
        self.view.len() == self.source.len()
    }

    /// The bytes of the source that the part of the segment inside `span` was read from; an entity is never cut.
    fn part(self, span: Span) -> Span {
        if !self.is_verbatim() {
            return self.source;
        }
        let start = span.start.saturating_sub(self.view.start) + self.source.start;
        let end = self.source.end - self.view.end.saturating_sub(span.end);
        Span { start: start.min(end), end }
    }

    fn is_added(self) -> bool {
        self.source.is_empty()
    }
}

impl View {
    /// The place in the source of a span of the view: from the source start of its first character to the source end of
    /// its last. For an empty cell, and for a span that holds only such cells, their elements; for any other empty span
    /// the nearest place. Never outside the source.
    pub fn source_span(&self, span: Span) -> Span {
        if span.is_empty() {
            return self.empty_cell(span).map_or_else(|| self.nearest(span.start), |cell| cell.element);
        }
        let touched = self.touched(span);
        let first = touched.iter().find(|segment| !segment.is_added());
        let last = touched.iter().rfind(|segment| !segment.is_added());
        match (first, last) {
            (Some(first), Some(last)) => first.part(span).cover(last.part(span)),
            _ => self.elements_in(span).unwrap_or_else(|| self.nearest(span.start)),
        }
    }

    /// Edits of the source, in order, that make the view's `span` read `text`: the text goes where the first character
    /// came from, the source of the others is deleted, tags stay. In an empty cell it goes into the cell. Blanks of a
    /// `text` in HTML read as HTML reads them: runs are one space, none stand at the edge of a block.
    pub fn replace(&self, span: Span, text: &str) -> Vec<Edit> {
        let text = if self.is_plain(span) { text.to_owned() } else { escape(text) };
        if span.is_empty() {
            let place = self.empty_cell(span).map_or_else(|| self.nearest(span.start), |cell| cell.place);
            return vec![Edit { span: place, text }];
        }
        let touched = self.touched(span).iter().filter(|segment| !segment.is_added());
        let mut edits: Vec<Edit> =
            touched.map(|segment| Edit { span: segment.part(span), text: String::new() }).collect();
        match edits.first_mut() {
            Some(first) => first.text = text,
            None => edits.push(Edit { span: self.nearest(span.start), text }),
        }
        edits.sort_by_key(|edit| edit.span);
        edits
    }

    /// The cell element whose cell has this very span in the view.
    pub fn cell(&self, span: Span) -> Option<&CellElement> {
        let index = self.cells.binary_search_by_key(&span.start, |cell| cell.view.start).ok()?;
        self.cells.get(index).filter(|cell| cell.view == span)
    }

    fn is_plain(&self, span: Span) -> bool {
        let index = self.plain.partition_point(|part| part.end < span.end);
        self.plain.get(index).is_some_and(|part| part.contains(span))
    }

    fn empty_cell(&self, span: Span) -> Option<&CellElement> {
        self.cell(Span { start: span.start, end: span.start })
    }

    /// Span of the elements of the cells inside `span`.
    fn elements_in(&self, span: Span) -> Option<Span> {
        let from = self.cells.partition_point(|cell| cell.view.start < span.start);
        let to = self.cells.partition_point(|cell| cell.view.start <= span.end);
        let cells = self.cells.get(from..to)?;
        Some(cells.first()?.element.cover(cells.last()?.element))
    }

    /// The segments that have at least a byte inside `span`.
    fn touched(&self, span: Span) -> &[Segment] {
        let from = self.segments.partition_point(|segment| segment.view.end <= span.start);
        let to = self.segments.partition_point(|segment| segment.view.start < span.end);
        self.segments.get(from..to).unwrap_or_default()
    }

    /// The empty span of the source nearest to an offset of the view, rather behind a character than before one.
    fn nearest(&self, offset: u32) -> Span {
        let index = self.segments.partition_point(|segment| segment.view.end < offset);
        let at = match self.segments.get(index).or(self.segments.last()) {
            None => 0,
            Some(segment) if offset <= segment.view.start => segment.source.start,
            Some(segment) if segment.is_verbatim() && offset < segment.view.end => {
                segment.source.start + (offset - segment.view.start)
            }
            Some(segment) => segment.source.end,
        };
        Span { start: at, end: at }
    }
}

/// Appending to a view, used by the readers, from its start to its end.
impl View {
    /// Appends bytes of the source as they stand there.
    pub(super) fn copy(&mut self, source: &str, span: Span) {
        self.append(span.of(source), span);
    }

    /// Appends text that stands for other bytes of the source.
    pub(super) fn put(&mut self, character: char, source: Span) {
        self.append(character.encode_utf8(&mut [0; 4]), source);
    }

    /// Appends a character that the source does not have.
    pub(super) fn add(&mut self, character: char) {
        let end = self.segments.last().map_or(0, |segment| segment.source.end);
        self.put(character, Span { start: end, end });
    }

    /// Ends the last line, if any, so that the next begins on its own.
    pub(super) fn end_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.add('\n');
        }
    }

    fn append(&mut self, text: &str, source: Span) {
        let view = Span::new(self.text.len(), self.text.len() + text.len());
        if view.is_empty() {
            return;
        }
        self.text.push_str(text);
        let segment = Segment { view, source };
        if let Some(last) = self.segments.last_mut() {
            let both_verbatim = last.is_verbatim() && segment.is_verbatim() && last.source.end == source.start;
            if both_verbatim || (last.is_added() && segment.is_added()) {
                last.view.end = view.end;
                last.source.end = last.source.end.max(source.end);
                return;
            }
        }
        self.segments.push(segment);
    }
}

/// Writes plain text as HTML.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            _ => escaped.push(character),
        }
    }
    escaped
}
