//! Table forms of drafts: reads every form into the same lines and cells, and writes a grid in any form.
//!
//! The dialects know form only and no word of the standard. What is read keeps the span it came from, so that a finding
//! can stand on the very characters of the draft.

mod breaks;
mod grid;
mod html;
mod lines;
mod pipes;
mod plain;
mod raw;
mod tabs;
mod view;
mod write;

pub use grid::{Grid, GridCell, Slot};
pub use plain::is_page_number;
pub use view::{Block, CellElement, Segment, View, escape};
pub use write::{read_grid, write};

use std::sync::OnceLock;

use crate::edit::Edit;
use crate::number::Class;
use crate::text::Span;

/// File kind of a draft: decides how it is opened, never which tables it may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `.md`, `.markdown`.
    Markdown,
    /// `.html`, `.htm`.
    Html,
    /// `.txt`, `.text`, standard input, untitled buffers.
    Text,
}

/// A way of writing tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// Cells separated by tabs, a line a row; merged cells are empty.
    Tabs,
    /// Each cell a line led by a tab, a blank line after each row.
    TabLed,
    /// Cells separated by `|`, a line a row, no delimiter row.
    Pipes,
    /// A cell a line, closed by `|`.
    PipeCells,
    /// A Markdown table: `|` and a delimiter row.
    Markdown,
    /// `<table>`.
    Html,
    /// Words and figures separated by blanks.
    Words,
    /// One cell a paragraph.
    Lines,
}

/// Kind of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// A sentence or paragraph: holds no cells.
    Prose,
    /// A line of words that may be a heading, a cell, or a row of words and figures; its cells are read by blanks.
    Short,
    /// A row of a table in a form that marks cells.
    Row(Form),
}

/// A line of the draft that is not blank: a paragraph, a heading, or a row of a table.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its content without blanks at either end, in bytes of what was read. A tab-led row covers all its lines.
    pub span: Span,
    /// Its kind.
    pub kind: LineKind,
    /// True if a blank line, or a block's edge in HTML, comes before it.
    pub gap: bool,
    /// True if it is marked as a heading (`#`, `<h1>`…); its span then begins after the mark.
    pub marked: bool,
    /// Its cells: indices into `Document::cells`. Empty for prose.
    pub cells: (u32, u32),
}

/// A cell of a row, or a word or label of a short line.
#[derive(Clone, Copy, Debug)]
pub struct Cell {
    /// Its content without blanks at either end; for an empty cell the place where content would stand.
    pub span: Span,
    /// Column in the grid of its row, from 0, merged cells counted at their full width.
    pub column: u16,
    /// Columns it covers.
    pub width: u16,
    /// Class of its text, judged by form.
    pub class: Class,
}

/// A draft as read.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Text extracted from a source that is not plain text (HTML); spans refer to it, if there is one.
    pub view: Option<View>,
    /// All lines that are not blank.
    pub lines: Vec<Line>,
    /// All cells, in order.
    pub cells: Vec<Cell>,
    /// True if lines were split at headings inside them, so that several of these lines share one line of the draft.
    pub broken: bool,
    /// Lines that begin inside a line of the draft, in order: a heading that stands in a paragraph.
    pub inside: Vec<usize>,
    /// True if the source is an HTML page (not plain text with HTML tables inside).
    pub page: bool,
    /// Cached result of `is_loose`.
    loose: OnceLock<bool>,
    /// The form that most rows have, once somebody asked.
    commonest: OnceLock<Option<Form>>,
}

impl Document {
    /// The text that spans of lines and cells refer to.
    pub fn text<'t>(&'t self, source: &'t str) -> &'t str {
        self.view.as_ref().map_or(source, |view| view.text.as_str())
    }

    /// Cells of a line.
    pub fn cells_of(&self, line: &Line) -> &[Cell] {
        &self.cells[line.cells.0 as usize..line.cells.1 as usize]
    }

    /// Breaks lines of words in two: each break, in order, names a line and the offset at which a new one begins.
    #[must_use]
    pub fn with_breaks(self, source: &str, breaks: &[(usize, u32)]) -> Document {
        breaks::apply(self, source, breaks)
    }

    /// Edits that make a span of what was read say `text`.
    pub fn replace(&self, span: Span, text: &str) -> Vec<Edit> {
        match &self.view {
            Some(view) => view.replace(span, text),
            None => vec![Edit { span, text: text.to_owned() }],
        }
    }

    /// Returns whether most of its lines of text follow a blank line. Cached, as each of many findings asks.
    pub fn is_loose(&self) -> bool {
        *self.loose.get_or_init(|| {
            let text = self.lines.iter().skip(1).filter(|line| !matches!(line.kind, LineKind::Row(_)));
            let (gaps, all) = text.fold((0, 0), |(gaps, all), line| (gaps + usize::from(line.gap), all + 1));
            2 * gaps >= all
        })
    }

    /// The form that most of its rows have. Each of many findings asks.
    pub fn commonest_form(&self) -> Option<Form> {
        *self.commonest.get_or_init(|| {
            let mut counts: Vec<(usize, Form)> = Vec::new();
            for line in &self.lines {
                let LineKind::Row(form) = line.kind else { continue };
                match counts.iter_mut().find(|(_, known)| *known == form) {
                    Some((count, _)) => *count += 1,
                    None => counts.push((1, form)),
                }
            }
            counts.into_iter().max_by_key(|(count, _)| *count).map(|(_, form)| form)
        })
    }

    /// Edits that make each of these spans of what was read say its text.
    pub fn replace_each<'t>(&self, words: impl Iterator<Item = (Span, &'t str)>) -> Vec<Edit> {
        match &self.view {
            Some(view) => words.flat_map(|(span, text)| view.replace(span, text)).collect(),
            None => words.map(|(span, text)| Edit { span, text: text.to_owned() }).collect(),
        }
    }

    /// Edits that write `text` into an empty cell on that line.
    pub fn fill(&self, line: usize, span: Span, text: &str) -> Vec<Edit> {
        let padded = matches!(self.lines[line].kind, LineKind::Row(Form::Markdown | Form::Pipes | Form::PipeCells));
        if padded { self.replace(span, &format!(" {text} ")) } else { self.replace(span, text) }
    }

    /// A span of the source that shows an empty cell: its blanks, its element, or the mark behind it.
    pub fn cell_span(&self, source: &str, span: Span) -> Span {
        let place = self.source_span(span);
        if !place.is_empty() {
            return place;
        }
        let behind = source.get(place.end as usize..).and_then(|rest| rest.chars().next());
        match behind.filter(|mark| !matches!(mark, '\n' | '\r')) {
            Some(mark) => Span::new(place.start as usize, place.end as usize + mark.len_utf8()),
            None => Span { start: place.start.saturating_sub(1), end: place.end },
        }
    }

    /// The place in the source of a span of what was read.
    pub fn source_span(&self, span: Span) -> Span {
        self.view.as_ref().map_or(span, |view| view.source_span(span))
    }
}

/// Stands in the head of pages that are made to be printed or passed on.
pub const MADE_PAGE: &str = r#"<meta name="generator" content="gaireport">"#;

/// Bytes within which the mark of such a page stands.
const HEAD: usize = 1024;

/// Returns whether a text is a page that was made out of a draft: it repeats the draft and is none itself.
pub fn is_made_page(source: &str) -> bool {
    let head = &source.as_bytes()[..HEAD.min(source.len())];
    head.windows(MADE_PAGE.len()).any(|part| part == MADE_PAGE.as_bytes())
}

/// Reads a draft in whatever forms it is written. `breaks` are offsets of the source, in order, at which a new line is to
/// begin although the draft has none (headings inside a line).
pub fn read(source: &str, kind: Kind, breaks: &[u32]) -> Document {
    if kind == Kind::Html || html::looks_like_page(source) {
        html::read_page(source)
    } else if html::has_table(source) {
        html::read_mixed(source)
    } else {
        Document { broken: !breaks.is_empty(), ..lines::read(source, breaks) }
    }
}

/// Name of the form that the document's tables are in: the form's, `mixed` where there are several, and that of the kind
/// of file where there are no tables.
pub fn name(document: &Document, kind: Kind) -> &'static str {
    let forms = document.lines.iter().filter_map(|line| match line.kind {
        LineKind::Row(form) => Some(form),
        LineKind::Short | LineKind::Prose => None,
    });
    let mut found: Vec<(Form, usize)> = Vec::new();
    for form in forms {
        match found.iter_mut().find(|(known, _)| *known == form) {
            Some((_, count)) => *count += 1,
            None => found.push((form, 1)),
        }
    }
    if kind == Kind::Html || document.page {
        return "html";
    }
    match found[..] {
        [] if kind == Kind::Markdown => "markdown",
        [] => form_without_marks(document).name(),
        [(form, _)] => form.name(),
        _ => "mixed",
    }
}

/// Chooses `Words` if any line holds several figures behind its labels, else `Lines`: each figure on a line of its own.
fn form_without_marks(document: &Document) -> Form {
    let figures = |line: &Line| document.cells_of(line).iter().filter(|cell| cell.class == Class::Figure).count();
    if document.lines.iter().any(|line| figures(line) > 2) { Form::Words } else { Form::Lines }
}

impl Form {
    /// The name used in machine-readable output.
    pub fn name(self) -> &'static str {
        match self {
            Form::Tabs => "tsv",
            Form::TabLed => "indented-lines",
            Form::Pipes | Form::PipeCells => "pipes",
            Form::Markdown => "markdown",
            Form::Html => "html",
            Form::Words => "words",
            Form::Lines => "lines",
        }
    }
}
