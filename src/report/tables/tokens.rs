//! Cuts a draft into the streams of labels and values of its tables, by headings and by the labels themselves.

use super::labels::{Label, Role, lexicon};
use super::pieces::{before_brackets, before_notes, begins_item, is_note, leaves_open};
use crate::dialect::{Cell, Document, Form, LineKind};
use crate::number::{Class, is_blank};
use crate::report::fold::{fold, fold_into};
use crate::report::frame::headings::Heading;
use crate::standard::Edition;
use crate::text::Span;

/// Tokens that room is made for at once: the greatest table has some 260.
const USUAL_TOKENS: usize = 128;

/// A label or a value of a table.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Its span, in bytes of the text as read.
    pub span: Span,
    /// Line it stands on.
    pub line: u32,
    /// Column in its row.
    pub column: u16,
    /// Its kind.
    pub kind: TokenKind,
}

/// Kind of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A label of the standard; `exact` where the whole cell is one of its known wordings.
    Label {
        /// Its meaning.
        label: &'static Label,
        /// True if the whole cell is a known wording.
        exact: bool,
    },
    /// Text that is no label.
    Unknown,
    /// A figure, a placeholder, or nothing.
    Value(Class),
}

/// The tokens of one table, in order.
#[derive(Clone, Debug, Default)]
pub struct Stream {
    /// Id of the table.
    pub table: &'static str,
    /// Its tokens.
    pub tokens: Vec<Token>,
}

/// The streams of the lines `lines`, in order, where the headings are those of an edition.
pub fn cut(
    document: &Document,
    text: &str,
    lines: std::ops::Range<usize>,
    headings: &[Heading],
    edition: &'static Edition,
) -> Vec<Stream> {
    let mut cutter =
        Cutter { document, text, edition, streams: Vec::new(), open: false, in_note: false, folded: String::new() };
    let mut headings = headings.iter().peekable();
    for index in lines {
        if let Some(heading) = headings.next_if(|heading| heading.line == index) {
            cutter.enter_section(heading.section);
            continue;
        }
        cutter.read_line(index);
    }
    cutter.streams.retain(|stream| !stream.tokens.is_empty());
    cutter.streams
}

struct Cutter<'d> {
    document: &'d Document,
    text: &'d str,
    edition: &'static Edition,
    streams: Vec<Stream>,
    /// True while values belong to the last stream.
    open: bool,
    /// True while the note behind the label of a row goes on.
    in_note: bool,
    folded: String,
}

impl Cutter<'_> {
    /// A heading ends the table before it and opens that of its section.
    fn enter_section(&mut self, section: Option<usize>) {
        let table = section.and_then(|section| self.edition.table_in(section));
        self.open = table.is_some();
        if let Some(table) = table {
            let table = &self.edition.tables[table].id;
            self.streams.push(Stream { table, tokens: Vec::with_capacity(USUAL_TOKENS) });
        }
    }

    fn read_line(&mut self, index: usize) {
        let line = &self.document.lines[index];
        let cells = self.document.cells_of(line);
        let mut at = 0;
        while at < cells.len() {
            let (cell, taken) = self.glued(line.kind, &cells[at..]);
            at += taken;
            if cell.class == Class::Text {
                self.read_text(index, &cell);
            } else if self.open {
                self.in_note = false;
                self.push(index, &cell, cell.span, TokenKind::Value(cell.class));
            }
        }
    }

    /// The first cell and how many cells it takes. `4. 无 正当理由…`: among words, one that stands for "no figure" belongs
    /// to the text before it where it and the word behind it are a piece of a label.
    fn glued(&self, kind: LineKind, cells: &[Cell]) -> (Cell, usize) {
        let (mut whole, mut taken) = (cells[0], 1);
        let inside = |none: &Cell, next: &Cell| {
            let word = next.span.of(self.text).split(is_blank).next().unwrap_or_default();
            let end = next.span.start as usize + word.len();
            let both = Span::new(none.span.start as usize, end).of(self.text);
            both.starts_with(char::is_alphabetic) && lexicon().is_piece(&fold(both))
        };
        while kind == LineKind::Short
            && let [Cell { class: Class::Text, .. }, none, next, ..] = &cells[taken - 1..]
            && (none.class, next.class) == (Class::Placeholder, Class::Text)
            && inside(none, next)
        {
            whole.span = whole.span.cover(next.span);
            taken += 2;
        }
        (whole, taken)
    }

    fn read_text(&mut self, index: usize, cell: &Cell) {
        let content = cell.span.of(self.text);
        // A sentence outside a table is not looked up: labels are short.
        if content.len() > 300 {
            return;
        }
        // The tail of a broken label may be a label itself: joining comes first.
        if self.open && self.joins_last(index, cell) {
            return;
        }
        if let Some(label) = lexicon().written(content).or_else(|| self.exact(content)) {
            return self.push_label(index, cell, cell.span, label, true);
        }
        if self.open && self.reads_note(index, cell) {
            return;
        }
        let short = self.document.lines[index].kind == LineKind::Short;
        if short && content.contains(is_blank) && self.read_words(index, cell) {
            return;
        }
        self.read_inexact(index, cell, cell.span);
    }

    fn exact(&mut self, content: &str) -> Option<&'static Label> {
        self.folded.clear();
        fold_into(content, &mut self.folded);
        lexicon().exact(&self.folded)
    }

    /// Takes the label of a row with a note behind it, or what a line break left of such a note: the rows that a note
    /// names are none.
    fn reads_note(&mut self, index: usize, cell: &Cell) -> bool {
        let content = cell.span.of(self.text);
        if std::mem::take(&mut self.in_note) {
            self.in_note = !content.ends_with(['）', ')']);
            self.push(index, cell, cell.span, TokenKind::Unknown);
            return true;
        }
        let Some((head, label, exact)) = self.noted(content) else { return false };
        let start = cell.span.start as usize;
        self.push_label(index, cell, Span::new(start, start + head), label, exact);
        self.in_note = leaves_open(&content[head..]);
        true
    }

    /// Length and meaning of the label of a row of the open table that a note follows; true if it is a known wording.
    fn noted(&mut self, content: &str) -> Option<(usize, &'static Label, bool)> {
        let table = self.streams.last()?.table;
        let of_rows = |label: &&Label| label.is_of_rows() && label.table == Some(table);
        for head in before_notes(content).take(4) {
            if let Some(label) = self.exact(head).filter(of_rows) {
                return Some((head.len(), label, true));
            }
            let mut inside = lexicon().inside(&self.folded).filter(of_rows);
            if let (Some(label), None) = (inside.next(), inside.next()) {
                return Some((head.len(), label, false));
            }
        }
        None
    }

    /// Takes a cell that holds a label, or no known one.
    fn read_inexact(&mut self, index: usize, cell: &Cell, span: Span) {
        if !self.open {
            return;
        }
        self.folded.clear();
        fold_into(span.of(self.text), &mut self.folded);
        let explained = names_rows_in_note_only(span.of(self.text));
        let found = lexicon().inside(&self.folded).filter(|label| !(explained && label.is_of_rows()));
        let found: Vec<&Label> = found.take(4).collect();
        let row = found.iter().any(|label| label.may_be(Role::Row));
        for label in &found {
            // Where the cell names a row, the columns and headers it seems to name are words of the row's label.
            if !row || label.is_of_rows() {
                self.push_label(index, cell, span, label, false);
            }
        }
        if found.is_empty() {
            self.push(index, cell, span, TokenKind::Unknown);
        }
    }

    /// A label broken over two or three lines of one paragraph, or cells below each other: joined if that makes a known one.
    fn joins_last(&mut self, index: usize, cell: &Cell) -> bool {
        let line = &self.document.lines[index];
        if line.gap || self.document.cells_of(line).len() > 1 {
            return false;
        }
        let Some(known) = self.streams.last().map(|stream| stream.tokens.len()) else { return false };
        for first in (known.saturating_sub(2)..known).rev() {
            let Some(token) = self.streams.last().map(|stream| stream.tokens[first]) else { return false };
            let near = token.line as usize + (known - first) == index;
            if !near || matches!(token.kind, TokenKind::Value(_)) {
                return false;
            }
            let joined = token.span.cover(cell.span);
            if let Some(label) = self.exact(joined.of(self.text)) {
                if let Some(stream) = self.streams.last_mut() {
                    stream.tokens.truncate(first);
                }
                let whole = Cell { span: joined, ..*cell };
                self.push_label(token.line as usize, &whole, joined, label, true);
                return true;
            }
        }
        false
    }

    /// Words of a short line that are several labels side by side. False where no word is a known one.
    fn read_words(&mut self, index: usize, cell: &Cell) -> bool {
        let content = cell.span.of(self.text);
        let start = cell.span.start as usize;
        let words: Vec<Span> = content
            .split(is_blank)
            .filter(|word| !word.is_empty())
            .map(|word| word.as_ptr() as usize - content.as_ptr() as usize + start)
            .zip(content.split(is_blank).filter(|word| !word.is_empty()))
            .map(|(at, word)| Span::new(at, at + word.len()))
            .take(40)
            .collect();
        let mut pieces: Vec<(Span, Option<&Label>)> = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let longest = (at + 1..=words.len().min(at + 8)).rev();
            let found = longest
                .map(|end| (end, words[at].cover(words[end - 1])))
                .find_map(|(end, span)| Some((end, span, self.exact(span.of(self.text))?)))
                .filter(|(_, _, label)| self.may_stand_apart(label, pieces.last()));
            match found {
                Some((end, span, label)) => {
                    pieces.push((span, Some(label)));
                    at = end;
                }
                None => {
                    match pieces.last_mut() {
                        Some((span, None)) => *span = span.cover(words[at]),
                        _ => pieces.push((words[at], None)),
                    }
                    at += 1;
                }
            }
        }
        if pieces.iter().all(|(_, label)| label.is_none()) {
            return false;
        }
        for (span, label) in pieces {
            match label {
                Some(label) => self.push_label(index, cell, span, label, true),
                None => self.read_inexact(index, cell, span),
            }
        }
        true
    }

    /// Returns whether a known word counts as a token of its own. The columns of another table do not, nor do columns
    /// and headers behind the number of an item: `2. 其他 法律…`.
    fn may_stand_apart(&self, label: &Label, before: Option<&(Span, Option<&Label>)>) -> bool {
        let of_columns = label.senses().all(|sense| matches!(sense.role, Role::Column | Role::Header));
        let table = self.streams.last().filter(|_| self.open).map(|stream| stream.table);
        let elsewhere = table.zip(label.table).is_some_and(|(open, own)| open != own);
        let in_item = before.is_some_and(|(span, label)| label.is_none() && begins_item(span.of(self.text)));
        !of_columns || !(elsewhere || in_item)
    }

    /// A label of another table ends the open one; the first label outside any table opens its own.
    fn push_label(&mut self, index: usize, cell: &Cell, span: Span, label: &'static Label, exact: bool) {
        if let Some(table) = label.table {
            let same = self.open && self.streams.last().is_some_and(|stream| stream.table == table);
            if !same {
                // Inside a table the columns of another are words that happen to be the same.
                let begins = [Role::Row, Role::Part, Role::Corner].iter().any(|&role| label.may_be(role));
                if !exact || (self.open && !begins) {
                    return self.push(index, cell, span, TokenKind::Unknown);
                }
                self.streams.push(Stream { table, tokens: Vec::with_capacity(USUAL_TOKENS) });
                self.open = true;
            }
        }
        if self.open {
            self.push(index, cell, span, TokenKind::Label { label, exact });
        }
    }

    fn push(&mut self, index: usize, cell: &Cell, span: Span, kind: TokenKind) {
        if !self.open {
            return;
        }
        let line = u32::try_from(index).unwrap_or(u32::MAX);
        if let Some(stream) = self.streams.last_mut() {
            stream.tokens.push(Token { span, line, column: cell.column, kind });
        }
    }
}

/// Returns whether a text ends with a note in brackets, or is one, and no row is named outside it.
fn names_rows_in_note_only(text: &str) -> bool {
    let outside = if is_note(text) { Some("") } else { before_brackets(text) };
    outside.is_some_and(|outside| !lexicon().inside(&fold(outside)).any(Label::is_of_rows))
}

/// The form that a line's cells are marked in; `None` for a line of words.
pub fn form_of(document: &Document, line: u32) -> Option<Form> {
    match document.lines[line as usize].kind {
        LineKind::Row(form) => Some(form),
        LineKind::Short | LineKind::Prose => None,
    }
}
