//! The prose of a report: its paragraphs joined across page breaks, folded for comparison, with the way back to the draft.

pub mod claims;
mod fold;
mod keys;
pub mod lists;
pub mod meanings;
mod nothing;
mod nouns;
mod outcomes;
mod owners;
mod repeats;
mod sentence;
mod statements;
mod tokens;
mod topic;
mod ways;

use std::ops::Range;

pub use fold::Folded;
pub use repeats::{Repeat, is_ideograph, repeats};

use super::{BoundTable, Heading, Title};
use crate::dialect::{Document, Line, LineKind, is_page_number};
use crate::han;
use crate::lexicon::{Match, Sign, signs};
use crate::text::Span;

/// Characters from which a line without a stop at its end is a paragraph that a page break cut.
const LONG_LINE: usize = 20;

/// A paragraph of the prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Bytes of the folded text.
    pub start: usize,
    /// One past them.
    pub end: usize,
    /// The section it stands in; `None` before the first heading.
    pub section: Option<usize>,
    /// Lines of the document that it joins.
    pub lines: Range<usize>,
    /// Its span in the text as read, without the blanks around it.
    pub span: Span,
}

/// All prose of a report: what is neither title nor heading nor table.
#[derive(Clone, Debug, Default)]
pub struct Prose {
    /// The paragraphs, a line each.
    pub folded: Folded,
    /// The place of each paragraph.
    pub paragraphs: Vec<Paragraph>,
    /// Places that rules look at, in order.
    pub signs: Vec<Match<Sign>>,
    /// Words that stand twice in a row, in order.
    pub repeats: Vec<Repeat>,
}

impl Prose {
    /// Finds the signs of this kind, in order.
    pub fn found(&self, sign: Sign) -> impl Iterator<Item = &Match<Sign>> {
        self.signs.iter().filter(move |found| found.meaning == sign)
    }

    /// The signs in a paragraph, in order.
    pub fn signs_of(&self, paragraph: &Paragraph) -> &[Match<Sign>] {
        let before = |offset: usize| self.signs.partition_point(|found| found.start < offset);
        self.signs.get(before(paragraph.start)..before(paragraph.end)).unwrap_or_default()
    }

    /// Returns the folded text before and behind a range of its bytes.
    pub fn around(&self, start: usize, end: usize) -> (&str, &str) {
        (self.folded.text.get(..start).unwrap_or(""), self.folded.text.get(end..).unwrap_or(""))
    }

    /// The folded text of a paragraph.
    pub fn text(&self, paragraph: &Paragraph) -> &str {
        self.folded.text.get(paragraph.start..paragraph.end).unwrap_or("")
    }

    /// The paragraph that holds a byte of the folded text.
    pub fn paragraph_at(&self, offset: usize) -> Option<&Paragraph> {
        let index = self.paragraphs.partition_point(|paragraph| paragraph.end <= offset);
        self.paragraphs.get(index).filter(|paragraph| paragraph.start <= offset)
    }

    /// Maps bytes of the folded text to their span in the text as read.
    pub fn span(&self, start: usize, end: usize) -> Span {
        self.folded.span(start, end)
    }

    /// Returns whether bytes of the folded text are contiguous in the draft, with nothing dropped between them.
    pub fn is_unbroken(&self, start: usize, end: usize) -> bool {
        self.folded.is_unbroken(start, end)
    }
}

/// A text as prose is compared: without blanks, marks of punctuation half-width.
pub fn fold(text: &str) -> String {
    let mut folded = Folded::default();
    folded.push(text, 0);
    folded.text
}

/// Parts of a report that are not prose.
pub struct Frame<'r> {
    /// Its title.
    pub title: Option<&'r Title>,
    /// Its headings.
    pub headings: &'r [Heading],
    /// Its tables.
    pub tables: &'r [BoundTable],
    /// Lines of the page around it.
    pub chrome: &'r [usize],
}

impl Frame<'_> {
    /// Returns whether a line belongs to the prose.
    fn leaves(&self, index: usize, line: &Line) -> bool {
        let inside = || self.tables.iter().any(|table| table.lines.contains(&index));
        let titled = || self.title.is_some_and(|title| title.lines.contains(&index));
        match line.kind {
            _ if self.chrome.binary_search(&index).is_ok() => false,
            LineKind::Row(_) => false,
            LineKind::Short => !inside() && !titled(),
            LineKind::Prose => !titled(),
        }
    }
}

/// Reads the prose of a report that takes these lines.
pub fn read(document: &Document, text: &str, lines: Range<usize>, frame: &Frame) -> Prose {
    let mut reader = Reader { text, prose: Prose::default(), open: false };
    let mut headings = frame.headings.iter().peekable();
    let mut section = None;
    for index in lines {
        let line = &document.lines[index];
        let mut span = line.span;
        if let Some(heading) = headings.next_if(|heading| heading.line == index) {
            section = heading.section;
            span = Span::new(heading.span.end as usize, span.end as usize);
            reader.open = false;
        }
        let leaves = frame.leaves(index, line);
        // A heading of the draft's own is a paragraph by itself.
        reader.open &= leaves && !line.marked;
        if leaves {
            reader.line(index, span, section);
        }
        reader.open &= !line.marked;
    }
    let prose = reader.prose;
    Prose { signs: signs(&prose.folded.text), repeats: repeats(&prose.folded.text), ..prose }
}

struct Reader<'t> {
    text: &'t str,
    prose: Prose,
    /// True if the last paragraph may go on with the next line.
    open: bool,
}

impl Reader<'_> {
    fn line(&mut self, index: usize, span: Span, section: Option<usize>) {
        let content = span.of(self.text);
        if is_page_number(content) || holds_no_word(content) || is_word_to_tool(content) {
            return;
        }
        let joins = self.open && goes_on(content);
        let folded = &mut self.prose.folded;
        if !joins {
            folded.end_line();
        }
        let start = folded.text.len();
        let place = folded.push(content, span.start as usize);
        let end = folded.text.len();
        if start == end {
            return;
        }
        let added = &folded.text[start..];
        self.open = !ends_with_stop(added) && added.chars().nth(LONG_LINE).is_some();
        match self.prose.paragraphs.last_mut().filter(|_| joins) {
            Some(last) => (last.end, last.lines.end, last.span.end) = (end, index + 1, place.end),
            None => {
                let lines = index..index + 1;
                self.prose.paragraphs.push(Paragraph { start, end, section, lines, span: place });
            }
        }
    }
}

/// Returns whether a paragraph ends here: conversion breaks lines anywhere but behind a stop.
fn ends_with_stop(folded: &str) -> bool {
    folded.ends_with(['。', ';', ':', '!', '?', ')', '”', '"', '》'])
}

/// Returns whether the line may continue the line before it: it has no number of its own.
fn goes_on(content: &str) -> bool {
    let mut characters =
        content.chars().skip_while(|character| character.is_ascii_digit() || character.is_whitespace());
    let digits = content.starts_with(|first: char| first.is_ascii_digit());
    let first = characters.next();
    if digits {
        return first.is_some_and(|mark| !matches!(mark, '.' | '、' | '．' | '）' | ')' | '-' | '年'));
    }
    let han_number = first.is_some_and(han::is_ordinal)
        && characters.next().is_some_and(|mark| matches!(mark, '、' | '.' | '．' | '是'));
    let marked =
        first.is_some_and(|first| matches!(first, '（' | '(' | '#' | '-' | '—' | '•' | '·' | '第' | '注' | '附'));
    !(han_number || marked)
}

/// A comment that is not the draft's own words.
fn is_word_to_tool(content: &str) -> bool {
    content.trim_start_matches(['<', '!', '-', '#', ' ']).starts_with("gaireport-")
}

/// Tells a line of digits and dashes, as the bare number of a page is.
fn holds_no_word(content: &str) -> bool {
    let plain = |character: char| {
        character.is_ascii_digit() || character.is_whitespace() || matches!(character, '-' | '—' | '–' | '－')
    };
    content.len() < 24 && content.chars().all(plain)
}
