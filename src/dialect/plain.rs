//! Collects the lines and cells of plain text and Markdown, and reads the lines whose cells are not marked.

use super::raw::{RawLine, trimmed};
use super::{Cell, Document, Form, Line, LineKind};
use crate::number::{self, Class};
use crate::text::Span;

const OPENING: [char; 2] = ['（', '('];
const CLOSING: [char; 2] = ['）', ')'];
/// Longest rest of a note that is looked through for its end, in characters.
const LONGEST_NOTE: usize = 60;

/// Collects lines and cells while going through the text.
pub(super) struct LineReader<'t> {
    pub(super) source: &'t str,
    pub(super) document: Document,
    /// True if a blank line came last.
    gap: bool,
}

impl<'t> LineReader<'t> {
    /// A reader of a whole text.
    pub(super) fn of(source: &'t str) -> Self {
        LineReader { source, document: Document::default(), gap: true }
    }
}

impl LineReader<'_> {
    /// Reads a line without cell marks.
    pub(super) fn read_text(&mut self, line: RawLine) {
        let content = line.content;
        let text = content.of(self.source);
        if is_page_number(text) {
            return self.push_prose(content);
        }
        let (content, mark) = without_mark(content, text);
        let text = content.of(self.source);
        if text.is_empty() || is_rule(text) {
            self.gap = true;
        } else if line.prose || is_word_to_tool(text) {
            self.push(content, LineKind::Prose, mark, self.mark());
        } else {
            let first = self.mark();
            words(self.source, content, &mut self.document.cells);
            self.push(content, LineKind::Short, mark, first);
        }
    }

    /// Index of the next cell to be added.
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

    /// Adds a line of prose.
    pub(super) fn push_prose(&mut self, span: Span) {
        self.push(span, LineKind::Prose, LineMark::None, self.mark());
    }

    /// Ends a row in a form that marks its cells, which begin at `first`.
    pub(super) fn push_row(&mut self, span: Span, form: Form, first: u32) {
        self.push(span, LineKind::Row(form), LineMark::None, first);
    }

    fn push(&mut self, span: Span, kind: LineKind, mark: LineMark, first: u32) {
        let (marked, cells) = (mark == LineMark::Heading, (first, self.mark()));
        self.document.lines.push(Line { span, kind, gap: std::mem::take(&mut self.gap), marked, cells });
    }

    /// Returns whether a blank line came last.
    pub(super) fn after_gap(&self) -> bool {
        self.gap
    }

    /// Notes that a blank line came last.
    pub(super) fn note_gap(&mut self) {
        self.gap = true;
    }
}

/// The mark of Markdown that a line begins with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LineMark {
    None,
    /// That of a quotation or list item.
    Block,
    Heading,
}

/// Drops the mark of a Markdown heading, quotation or list item.
fn without_mark(span: Span, text: &str) -> (Span, LineMark) {
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
        _ => return (span, LineMark::None),
    };
    let rest = Span::new(span.start as usize + length, span.end as usize);
    (trimmed(rest, &text[length..]), if level > 0 { LineMark::Heading } else { LineMark::Block })
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

/// Tells a page number that conversion left on a line of its own: `— 5 —`, `- 5 -`, `第5页`, `Page 9`, `P. 9`.
pub fn is_page_number(text: &str) -> bool {
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
    let mut words = whole_words(content).filter(|word| !number::trim(word).is_empty()).peekable();
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

/// Splits a line at its blanks, but for those of a note in brackets behind a word: the figures of a note are no values.
fn whole_words(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line.trim_start();
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let open = rest[..end].rfind(OPENING).filter(|&at| at > 0 && !rest[at..end].contains(CLOSING));
        let close = open.and_then(|_| note_end(&rest[end..]));
        let (word, behind) = rest.split_at(close.map_or(end, |close| end + close));
        rest = behind.trim_start();
        Some(word)
    })
}

/// End of the word that closes the bracket open at the start of a text, if it is near.
fn note_end(text: &str) -> Option<usize> {
    let bracket = |character: &char| OPENING.contains(character) || CLOSING.contains(character);
    let (at, found) = text.char_indices().take(LONGEST_NOTE).find(|(_, character)| bracket(character))?;
    let behind = CLOSING.contains(&found).then_some(at + found.len_utf8())?;
    Some(text[behind..].find(char::is_whitespace).map_or(text.len(), |blank| behind + blank))
}

/// Returns whether the word after a figure shows that it is no value: `5 .属于` is the number of an item, torn from its
/// stop; `2022 年，我局`, `3 件，其中` are of a sentence.
fn is_of_words(next: &str) -> bool {
    next.starts_with(['.', '、', '．', '年', '月', '日']) || (next.starts_with('件') && next.chars().nth(1).is_some())
}

fn push_word(cells: &mut Vec<Cell>, column: &mut u16, span: Option<Span>, class: Class) {
    if let Some(span) = span {
        cells.push(Cell { span, column: *column, width: 1, class });
        *column = column.saturating_add(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(line: &str) -> Vec<&str> {
        let mut cells = Vec::new();
        words(line, Span::new(0, line.len()), &mut cells);
        cells.iter().map(|cell| cell.span.of(line)).collect()
    }

    #[test]
    fn figures_in_a_note_behind_a_label_are_no_values() {
        assert_eq!(cells("规范性文件（含联合发文 2 件） 3 19"), ["规范性文件（含联合发文 2 件）", "3", "19"]);
        assert_eq!(cells("规范性文件(含 2 件 )5 3"), ["规范性文件(含 2 件 )5", "3"]);
    }

    #[test]
    fn a_bracket_that_nothing_closes_ends_with_its_word() {
        assert_eq!(cells("规范性文件（含联合发文 2 19"), ["规范性文件（含联合发文", "2", "19"]);
        assert_eq!(cells("规章（甲 0 0 （乙） 1"), ["规章（甲", "0", "0", "（乙）", "1"]);
        let far = format!("规章（甲 0 {}） 1", "0 ".repeat(LONGEST_NOTE));
        assert_eq!(cells(&far)[..2], ["规章（甲", "0"]);
    }

    #[test]
    fn brackets_of_items_hold_nothing_together() {
        assert_eq!(cells("（一） 予以公开 0 1"), ["（一） 予以公开", "0", "1"]);
        assert_eq!(cells("( 一 ) 予以公开 0"), ["( 一 ) 予以公开", "0"]);
    }
}
