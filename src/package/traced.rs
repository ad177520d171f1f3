//! Text that knows what each of its characters was made of.

use std::ops::Range;

use crate::number::{Class, classify, is_blank};
use crate::text::Span;

/// A stretch of text and what it was made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Bytes of the text; none where text would stand in an empty cell or paragraph.
    pub span: Span,
    /// Its origin; text between two pieces was added by the reader.
    pub origin: Origin,
}

/// Bytes of a part of the package, in its text as decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Index into the names of the parts.
    pub part: u16,
    /// Bytes of the part.
    pub source: Span,
    /// The way they became text.
    pub making: Making,
}

/// Way in which bytes of a part became text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Making {
    /// Byte for byte.
    Verbatim,
    /// One sign for a whole element or reference: a tab, a line break, `&amp;`.
    Sign,
    /// An automatic number, written before the paragraph that begins with this tag.
    Number,
    /// Nothing: the tag begins an empty paragraph.
    Place,
}

/// Text in the making.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Traced {
    text: String,
    pieces: Vec<Piece>,
    /// Parts that stand higher or lower than the rest, in order.
    raised: Vec<Span>,
}

impl Piece {
    /// The piece of what stands in `kept` of the text, which begins a text of its own there.
    fn within(self, kept: Span) -> Option<Piece> {
        let (start, end) = (self.span.start.max(kept.start), self.span.end.min(kept.end));
        let is_place = self.span.is_empty() && kept.start <= self.span.start && self.span.end <= kept.end;
        if start >= end && !is_place {
            return None;
        }
        let mut origin = self.origin;
        if origin.making == Making::Verbatim {
            let from = origin.source.start + (start - self.span.start);
            origin.source = Span { start: from, end: from + (end - start) };
        }
        Some(Piece { span: Span { start: start - kept.start, end: end - kept.start }, origin })
    }

    /// The piece in a text that goes on for so many bytes before it.
    pub(super) fn behind(self, bytes: usize) -> Piece {
        let span = Span::new(self.span.start as usize + bytes, self.span.end as usize + bytes);
        Piece { span, ..self }
    }
}

impl Traced {
    /// Returns text that nothing is known of.
    pub(super) fn plain(text: String) -> Self {
        Traced { text, ..Traced::default() }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Returns whether nothing would be seen of it.
    pub(super) fn is_blank(&self) -> bool {
        self.text.chars().all(|character| is_blank(character) || character == '\n')
    }

    /// Adds text made of these bytes.
    pub(super) fn push(&mut self, text: &str, origin: Origin) {
        let start = self.text.len();
        self.text.push_str(text);
        self.pieces.push(Piece { span: Span::new(start, self.text.len()), origin });
    }

    /// Has the text from this byte on stand higher or lower than the rest.
    pub(super) fn raise(&mut self, from: usize) {
        if from < self.text.len() {
            self.raised.push(Span::new(from, self.text.len()));
        }
    }

    /// Returns it without the marks of notes: what is raised beside nothing but a figure is no digit of it.
    pub(super) fn without_marks(self) -> Traced {
        if self.raised.is_empty() {
            return self;
        }
        let (mut level, mut from) = (Traced::default(), 0);
        for span in &self.raised {
            level.append(self.part(from..span.start as usize));
            from = span.end as usize;
        }
        level.append(self.part(from..self.text.len()));
        let level = level.trimmed();
        if matches!(classify(level.text()), Class::Figure | Class::Placeholder) { level } else { self }
    }

    /// Adds text of the reader's own.
    pub(super) fn push_own(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Adds another text.
    pub(super) fn append(&mut self, other: Traced) {
        if self.text.is_empty() && self.pieces.is_empty() {
            *self = other;
            return;
        }
        let length = self.text.len();
        self.pieces.extend(other.pieces.iter().map(|piece| piece.behind(length)));
        let behind = |span: &Span| Span::new(span.start as usize + length, span.end as usize + length);
        self.raised.extend(other.raised.iter().map(behind));
        self.text.push_str(&other.text);
    }

    /// Returns a part of it; the range is of whole characters.
    pub(super) fn part(&self, range: Range<usize>) -> Traced {
        let kept = Span::new(range.start, range.end);
        let from = self.pieces.partition_point(|piece| piece.span.end < kept.start);
        let pieces = self.pieces[from..].iter().take_while(|piece| piece.span.start <= kept.end);
        let within = |span: &Span| {
            let (start, end) = (span.start.max(kept.start), span.end.min(kept.end));
            (start < end).then(|| Span { start: start - kept.start, end: end - kept.start })
        };
        Traced {
            text: kept.of(&self.text).to_owned(),
            pieces: pieces.filter_map(|piece| piece.within(kept)).collect(),
            raised: self.raised.iter().filter_map(within).collect(),
        }
    }

    /// Returns it without blanks at either end.
    pub(super) fn trimmed(self) -> Traced {
        let blank = |character| is_blank(character) || character == '\n';
        let start = self.text.len() - self.text.trim_start_matches(blank).len();
        let end = self.text.trim_end_matches(blank).len();
        if start == 0 && end == self.text.len() { self } else { self.part(start..end.max(start)) }
    }

    /// Returns it without blanks at its end; tabs stay, which may part empty cells.
    pub(super) fn trimmed_end(self) -> Traced {
        self.without_end(|character| is_blank(character) && character != '\t')
    }

    /// Returns it without these characters at its end.
    pub(super) fn without_end(self, drops: impl Fn(char) -> bool) -> Traced {
        let end = self.text.trim_end_matches(drops).len();
        if end == self.text.len() { self } else { self.part(0..end) }
    }

    /// Returns the parts between separators of one byte.
    pub(super) fn split(&self, separator: char) -> Vec<Traced> {
        let mut from = 0;
        let parts = self.text.split(separator).map(|part| {
            let range = from..from + part.len();
            from = range.end + separator.len_utf8();
            self.part(range)
        });
        parts.collect()
    }

    /// Puts a blank in place of each tab.
    pub(super) fn without_tabs(mut self) -> Traced {
        if self.text.contains('\t') {
            self.text = self.text.replace('\t', " ");
        }
        self
    }

    /// Bytes that it takes in memory.
    pub(super) fn weight(&self) -> usize {
        size_of::<Traced>()
            + self.text.len()
            + self.pieces.len() * size_of::<Piece>()
            + self.raised.len() * size_of::<Span>()
    }
}
