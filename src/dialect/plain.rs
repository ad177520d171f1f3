//! Plain text and Markdown: splits a text into lines that are prose, short lines, or rows of a table.

use super::raw::{RawLine, raw_lines, trimmed};
use super::{Cell, Document, Form, Line, LineKind, pipes, tabs};
use crate::number::{self, Class};
use crate::text::Span;

/// Reads plain text or Markdown. `breaks` are further line starts, in order.
pub(super) fn read(source: &str, breaks: &[u32]) -> Document {
    let raw = raw_lines(source, breaks);
    let stream = pipes::one_cell_a_line(source, &raw);
    let lines = Vec::with_capacity(raw.len());
    let mut reader = Reader { source, stream, document: Document { lines, ..Document::default() }, gap: true };
    let mut at = 0;
    while at < raw.len() {
        at += reader.read_line(&raw, at);
    }
    reader.document
}

/// Collects lines and cells while going through the text.
pub(super) struct Reader<'t> {
    pub(super) source: &'t str,
    /// Whether `|` closes one cell a line rather than separating the cells of a row.
    stream: bool,
    pub(super) document: Document,
    /// Whether a blank line came last.
    gap: bool,
}

impl Reader<'_> {
    /// Reads what starts at line `at`; returns how many lines that was.
    pub(super) fn read_line(&mut self, raw: &[RawLine], at: usize) -> usize {
        let line = raw[at];
        if line.content.is_empty() && line.tabs == 0 {
            self.gap = true;
            return 1;
        }
        if line.tabs > 0 {
            return tabs::read(self, raw, at);
        }
        if line.pipe {
            pipes::read(self, line, self.stream);
            return 1;
        }
        self.read_text(line);
        1
    }

    /// Reads a line without cell marks.
    pub(super) fn read_text(&mut self, line: RawLine) {
        let content = line.content;
        let text = content.of(self.source);
        if is_page_number(text) {
            return self.push(content, LineKind::Prose, false, self.mark());
        }
        let (content, marked) = without_mark(content, text);
        let text = content.of(self.source);
        if text.is_empty() || is_rule(text) {
            self.gap = true;
        } else if line.prose || is_word_to_tool(text) {
            self.push(content, LineKind::Prose, marked, self.mark());
        } else {
            let first = self.mark();
            words(self.source, content, &mut self.document.cells);
            self.push(content, LineKind::Short, marked, first);
        }
    }

    /// Where the next cell will be put.
    pub(super) fn mark(&self) -> u32 {
        u32::try_from(self.document.cells.len()).unwrap_or(u32::MAX)
    }

    /// Adds a cell of a row.
    pub(super) fn cell(&mut self, raw: Span, column: usize) {
        let text = raw.of(self.source);
        let class = number::classify(text);
        let span = if class == Class::Empty { raw } else { trimmed(raw, text) };
        let column = u16::try_from(column).unwrap_or(u16::MAX);
        self.document.cells.push(Cell { span, column, width: 1, class });
    }

    /// Ends a line whose cells begin at `first`.
    pub(super) fn push(&mut self, span: Span, kind: LineKind, marked: bool, first: u32) {
        let cells = (first, self.mark());
        self.document.lines.push(Line { span, kind, gap: std::mem::take(&mut self.gap), marked, cells });
    }

    /// Ends a row in a form that marks its cells.
    pub(super) fn push_row(&mut self, span: Span, form: Form, first: u32) {
        self.push(span, LineKind::Row(form), false, first);
    }

    /// Whether a blank line came last.
    pub(super) fn after_gap(&self) -> bool {
        self.gap
    }

    /// Notes that a blank line came last.
    pub(super) fn note_gap(&mut self) {
        self.gap = true;
    }
}

/// Drops the mark of a Markdown heading, quotation or list item; says whether it was a heading's.
fn without_mark(span: Span, text: &str) -> (Span, bool) {
    let bytes = text.as_bytes();
    let level = bytes.iter().take_while(|&&byte| byte == b'#').count();
    let length = match bytes.first() {
        Some(b'#') if level <= 6 && bytes.get(level).is_none_or(|byte| !matches!(byte, b'!' | b'[')) => level,
        Some(b'>') => 1,
        Some(b'-' | b'*' | b'+')
            if bytes.get(1) == Some(&b' ')
                && !bytes[2..].iter().all(|byte| b"-* ".contains(byte))
                && !is_row_of_values(&text[2..]) =>
        {
            1
        }
        _ => return (span, false),
    };
    let rest = Span::new(span.start as usize + length, span.end as usize);
    (trimmed(rest, &text[length..]), level > 0)
}

/// Several figures, or marks in place of figures: a stroke before them is one more of these.
fn is_row_of_values(text: &str) -> bool {
    let value = |word: &str| matches!(number::classify(word), Class::Figure | Class::Placeholder);
    text.split_whitespace().all(value) && text.split_whitespace().nth(1).is_some()
}

/// A line of `---`, `===`, `***`, or of a code fence: a mark of form only.
fn is_rule(text: &str) -> bool {
    let bytes = text.as_bytes();
    let first = bytes[0];
    (bytes.len() >= 3 && matches!(first, b'-' | b'=' | b'*' | b'_') && bytes.iter().all(|&byte| byte == first))
        || text.starts_with("```")
}

/// A comment that keeps findings quiet.
fn is_word_to_tool(text: &str) -> bool {
    text.trim_start_matches(['<', '!', '-', ' ']).starts_with("gaireport-ignore")
}

/// `— 5 —`, `- 5 -`, `第5页`, `Page 9`, `P. 9`: a page number that conversion left on a line of its own.
pub(super) fn is_page_number(text: &str) -> bool {
    let may_begin = |first: char| matches!(first, 'P' | 'p' | '第' | '-' | '—' | '–' | '－' | '·' | '~');
    if text.len() > 40 || !text.starts_with(may_begin) || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let dash = |character: char| matches!(character, '-' | '—' | '–' | '－' | '·' | '~');
    let inner = text.trim_matches(|character| dash(character) || number::is_blank(character));
    let digits = |text: &str| !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    let dashed = text.starts_with(dash) && text.ends_with(dash) && digits(inner);
    let lower = text.to_ascii_lowercase();
    let paged = ["page", "p."].iter().any(|word| lower.strip_prefix(word).is_some_and(starts_with_digit));
    let page = text.strip_prefix('第').and_then(|rest| rest.trim_start_matches(number::is_blank).split_once('页'));
    dashed || paged || page.is_some_and(|(number, _)| digits(number::trim(number)))
}

fn starts_with_digit(text: &str) -> bool {
    text.trim_start_matches(number::is_blank).starts_with(|character: char| character.is_ascii_digit())
}

/// Reads a short line by its blanks: a word that is a figure or stands for one is a cell, other words are joined to labels.
pub(super) fn words(text: &str, span: Span, cells: &mut Vec<Cell>) {
    let content = span.of(text);
    if !content.contains(char::is_whitespace) {
        cells.push(Cell { span, column: 0, width: 1, class: number::classify(content) });
        return;
    }
    let (mut column, mut label) = (0, None::<Span>);
    let mut words = content.split_whitespace().filter(|word| !number::trim(word).is_empty()).peekable();
    while let Some(word) = words.next() {
        let start = word.as_ptr() as usize - content.as_ptr() as usize + span.start as usize;
        let place = Span::new(start, start + word.len());
        let of_words = words.peek().is_some_and(|next| is_of_words(next));
        let class = if of_words { Class::Text } else { number::classify(word) };
        if class == Class::Text {
            label = Some(label.map_or(place, |label| label.cover(place)));
            continue;
        }
        push_word(cells, &mut column, label.take(), Class::Text);
        push_word(cells, &mut column, Some(place), class);
    }
    push_word(cells, &mut column, label, Class::Text);
}

/// Whether a word makes the figure before it one of its own: `5 .属于` is the number of an item, torn from its stop;
/// `2022 年，我局`, `3 件，其中` are of a sentence.
fn is_of_words(next: &str) -> bool {
    next.starts_with(['.', '、', '．', '年', '月', '日']) || (next.starts_with('件') && next.chars().nth(1).is_some())
}

fn push_word(cells: &mut Vec<Cell>, column: &mut u16, span: Option<Span>, class: Class) {
    if let Some(span) = span {
        cells.push(Cell { span, column: *column, width: 1, class });
        *column = column.saturating_add(1);
    }
}
