//! Finds the headings of the sections: by name under any number, at line starts or, failing that, inside lines.

mod loose;
mod run_in;
mod settle;

use super::names::{Meant, Wording, names, numbered_name, similar_name};
use crate::dialect::{Document, Line, LineKind};
use crate::han;
use crate::number::{self, Class, is_blank, is_digit};
use crate::report::fold::{fold, fold_into};
use crate::report::likeness::Compared;
use crate::report::tables::labels::lexicon;
use crate::report::tables::pieces::before_notes;
use crate::standard::{Edition, newest};
use crate::text::Span;

pub(super) use run_in::{goes_on, name_length};
pub use settle::of_report;

/// Shortest heading, in bytes: two ideographs.
const SHORTEST: usize = 6;
/// Longest heading, in characters; a longer line is text.
pub(super) const LONGEST: usize = 40;
/// Most notes that are looked for behind the label of a row.
const MOST_NOTES: usize = 4;
/// Similarity in percent from which a numbered text is the label of a row.
const LIKE_ROW: usize = 75;
/// Similarity in percent from which a numbered name is an attempt at a section's.
const SIMILAR: usize = 60;
/// The same for a name under an Arabic number, which numbers many other things.
pub(super) const VERY_SIMILAR: usize = 80;
/// Largest number of a heading: no report has as many sections.
const LARGEST: u8 = 20;

/// Begins a bookmark of a word processor in a text.
const BOOKMARK: &str = "[bookmark:";

/// Form of a heading's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbering {
    /// `一、`.
    Standard,
    /// `1、`, `一.`, `一,`: a number, but not in the form of the standard.
    Other,
    /// `（一）`: that of a lower level.
    Nested,
    /// None.
    Absent,
}

/// The place of a heading relative to the text of its section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// On a line of its own.
    Alone,
    /// Text follows behind a mark, or a few words behind a blank.
    Followed,
    /// A paragraph follows behind a blank.
    Crowded,
    /// Inside a paragraph.
    RunIn,
}

/// A top-level heading.
#[derive(Clone, Debug)]
pub struct Heading {
    /// Its line.
    pub line: usize,
    /// Number and name, in bytes of what was read.
    pub span: Span,
    /// The name alone.
    pub name: Span,
    /// The number it bears.
    pub ordinal: Option<u8>,
    /// The form of the number.
    pub numbering: Numbering,
    /// Index of the edition's section; `None` where it is none of them.
    pub section: Option<usize>,
    /// Wording of the name; meaningless without a section.
    pub wording: Wording,
    /// Its place relative to the text of its section.
    pub standing: Standing,
    /// Set if it is no top-level heading by form: believed only in its place among the others.
    loose: bool,
    /// Meaning of the name, or of the one it resembles; `None` if it resembles none.
    meant: Option<Meant>,
}

impl Heading {
    /// The same heading as an edition understands it.
    fn in_edition(&self, edition: &Edition) -> Heading {
        let meant = self.meant.and_then(|meant| meant.in_edition(edition));
        let (section, wording) = meant.map_or((None, Wording::Standard), |(section, wording)| (Some(section), wording));
        Heading { section, wording, ..self.clone() }
    }
}

/// All that may be headings, in order, without the lines of a table of contents; as the newest edition understands them.
pub fn find(document: &Document, text: &str) -> Vec<Heading> {
    let mut headings = Vec::new();
    let mut folded = String::new();
    for (index, line) in document.lines.iter().enumerate() {
        let heading = candidate(document, text, index, line, &mut folded);
        let Some(mut heading) = heading.or_else(|| loose::heading(document, text, index, line)) else { continue };
        if document.inside.binary_search(&index).is_ok() {
            heading.standing = Standing::RunIn;
        }
        heading.loose |= heading.standing == Standing::RunIn;
        headings.push(heading);
    }
    drop_contents_list(&mut headings);
    headings
}

/// The heading that a line is, if it may be one.
fn candidate(document: &Document, text: &str, index: usize, line: &Line, folded: &mut String) -> Option<Heading> {
    if line.span.len() < SHORTEST {
        return None;
    }
    let own = || heading_span(document, text, line).map(|span| (span, Standing::Alone));
    let (span, standing) = run_in::heading(line, text).or_else(own)?;
    let content = span.of(text);
    let first = content.chars().find(|&mark| mark != '*')?;
    if content.len() < SHORTEST || !(names().openings.contains(&first) || is_ordinal_character(first) || is_mark(first))
    {
        return None;
    }
    let number = ordinal(content);
    if number.is_none() && !names().openings.contains(&first) {
        return None;
    }
    if content.len() > LONGEST && content.chars().nth(LONGEST).is_some() {
        return None;
    }
    let rest = number.map_or(0, |number| number.length);
    let name = Span::new(span.start as usize + rest, span.end as usize);
    let name = trim_name(name, name.of(text));
    let worded = run_in::without_note(name.of(text));
    folded.clear();
    fold_into(name.of(text)[..worded].trim_end_matches(STOPS), folded);
    let meant = match names().exact.get(folded.as_str()) {
        Some(known) => Some(Meant { name: known, exact: worded == name.len() && !name.of(text).ends_with(STOPS) }),
        None if content.ends_with(STOPS) || folded.is_empty() => return None,
        None => {
            let number = number?;
            let standard = number.numbering == Numbering::Standard;
            let short = numbered_name(folded, usize::from(number.value)).filter(|_| standard);
            let similar = short.or_else(|| similar_name(folded, if standard { SIMILAR } else { VERY_SIMILAR }));
            let other = similar.is_none() && !standard;
            if other || (short.is_none() && is_label(content)) {
                return None;
            }
            similar.map(|name| Meant { name, exact: false })
        }
    };
    if content.strip_suffix(STOPS).unwrap_or(content).contains(STOPS) {
        return None;
    }
    let numbering = number.map_or(Numbering::Absent, |number| number.numbering);
    let ordinal = number.map(|number| number.value);
    Some(meaning(Place { line: index, span, name, ordinal, numbering }, standing, meant))
}

/// The heading that a span of a line is if a name of a section stands behind that number, and nothing else.
fn known_heading(index: usize, span: Span, number: Ordinal, text: &str) -> Option<Heading> {
    let name = Span::new(span.start as usize + number.length, span.end as usize);
    let name = trim_name(name, name.of(text));
    let meant = Meant { name: names().exact.get(&fold(name.of(text)))?, exact: true };
    let place = Place { line: index, span, name, ordinal: Some(number.value), numbering: number.numbering };
    Some(Heading { loose: true, ..meaning(place, Standing::Alone, Some(meant)) })
}

/// Number and name of a heading where they stand.
struct Place {
    line: usize,
    span: Span,
    name: Span,
    ordinal: Option<u8>,
    numbering: Numbering,
}

/// A heading as the newest edition understands its name.
fn meaning(place: Place, standing: Standing, meant: Option<Meant>) -> Heading {
    let Place { line, span, name, ordinal, numbering } = place;
    let (section, wording) = (None, Wording::Standard);
    let heading = Heading { line, span, name, ordinal, numbering, section, wording, standing, loose: false, meant };
    heading.in_edition(newest())
}

/// Marks that end or part sentences, of which a name has one behind it at most.
const STOPS: [char; 4] = ['。', '；', '，', ';'];

/// A mark of Markdown or a blank before the number of a heading.
fn is_mark(character: char) -> bool {
    matches!(character, '#' | ' ')
}

/// Span of the line that could be a heading: all of a short line, or the only filled cell of a row.
fn heading_span(document: &Document, text: &str, line: &Line) -> Option<Span> {
    match line.kind {
        // A heading holds a year at most: a line with more figures is a row.
        LineKind::Short => {
            let values = document.cells_of(line).iter().filter(|cell| cell.class != Class::Text).count();
            let words = document.cells_of(line).iter().any(|cell| cell.class == Class::Text);
            (words && values < 2).then(|| without_bookmarks(line.span, text))
        }
        // A name of a section with a stop behind it looks like a sentence.
        LineKind::Prose => line.span.of(text).ends_with(STOPS).then(|| without_bookmarks(line.span, text)),
        LineKind::Row(_) => {
            let mut filled = document.cells_of(line).iter().filter(|cell| !cell.span.is_empty());
            let only = filled.next()?;
            filled.next().is_none().then_some(only.span)
        }
    }
}

/// Cuts off the bookmarks that a word processor left at either end of a line.
fn without_bookmarks(span: Span, text: &str) -> Span {
    let content = span.of(text);
    let ahead = content.strip_prefix(BOOKMARK).and_then(|rest| rest.find(']'));
    let start = ahead.map_or(0, |at| BOOKMARK.len() + at + 1);
    let behind = content.strip_suffix(']').and_then(|rest| rest.rfind(BOOKMARK));
    let end = behind.filter(|&end| end >= start).unwrap_or(content.len());
    Span::new(span.start as usize + start, span.start as usize + end)
}

/// A name without the marks of emphasis around it.
fn trim_name(span: Span, text: &str) -> Span {
    let mark = |character: char| is_blank(character) || matches!(character, '*' | '#' | '_' | ':' | '：');
    let left = text.trim_start_matches(mark);
    let start = span.start as usize + text.len() - left.len();
    Span::new(start, start + left.trim_end_matches(mark).len())
}

/// Returns whether the text is, at least nearly, the label of a row or a group of rows, such as 三、… in 表三.
fn is_label(content: &str) -> bool {
    let folded = fold(content);
    let of_rows = |folded: &str| lexicon().exact(folded).is_some_and(|label| label.is_of_rows());
    if of_rows(&folded) || before_notes(content).take(MOST_NOTES).any(|label| of_rows(&fold(label))) {
        return true;
    }
    let compared = Compared::new(&folded);
    let is_like = |wording: &str| wording.starts_with(&folded) || compared.is_like(wording, LIKE_ROW);
    lexicon().row_wordings().any(is_like)
}

/// A number at the start of a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ordinal {
    /// Its value.
    pub value: u8,
    /// Its form.
    pub numbering: Numbering,
    /// Bytes of number and separator.
    pub length: usize,
}

/// The number that begins a heading: `一、`, `1.`, `六 `. Bracketed numbers belong to a lower level.
pub fn ordinal(text: &str) -> Option<Ordinal> {
    if text.starts_with(|first: char| !is_ordinal_character(first) && !matches!(first, '*' | '#' | ' ')) {
        return None;
    }
    let start = text.trim_start_matches(['*', '#', ' ']);
    let skipped = text.len() - start.len();
    let digits = start.find(|character: char| !is_ordinal_character(character)).unwrap_or(start.len());
    let (number, rest) = start.split_at(digits);
    let value = number_value(number)?;
    let spaced = rest.trim_start_matches(is_blank);
    let separator = spaced.chars().next().filter(|mark| matches!(mark, '、' | '.' | '．' | ',' | '，' | ':' | '：'));
    if separator.is_none() && spaced.len() == rest.len() {
        return None;
    }
    let length = skipped + text[skipped..].len() - spaced.len() + separator.map_or(0, char::len_utf8);
    let han = number.starts_with(han::is_ordinal);
    let standard = han && separator == Some('、') && spaced.len() == rest.len();
    Some(Ordinal { value, numbering: if standard { Numbering::Standard } else { Numbering::Other }, length })
}

/// Reads the digits or numerals of a heading's number.
fn number_value(text: &str) -> Option<u8> {
    number::ordinal(text).and_then(|value| u8::try_from(value).ok()).filter(|value| *value <= LARGEST)
}

pub(super) fn is_ordinal_character(character: char) -> bool {
    han::is_ordinal(character) || is_digit(character)
}

/// A table of contents names the sections one below the other before they come: its lines are no headings.
fn drop_contents_list(headings: &mut Vec<Heading>) {
    let run = headings.windows(2).take_while(|pair| pair[1].line == pair[0].line + 1).count() + 1;
    let again =
        |heading: &Heading| headings[run.min(headings.len())..].iter().any(|later| later.section == heading.section);
    if run >= 4 && headings[..run.min(headings.len())].iter().all(|heading| heading.section.is_none() || again(heading))
    {
        headings.drain(..run);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_every_form() {
        let form = |text| ordinal(text).map(|number| (number.value, number.numbering));
        assert_eq!(form("一、甲"), Some((1, Numbering::Standard)));
        assert_eq!(form("1、 甲"), Some((1, Numbering::Other)));
        assert_eq!(form("六.甲"), Some((6, Numbering::Other)));
        assert_eq!(form("十一、甲"), Some((11, Numbering::Standard)));
        assert_eq!(form("（一）甲"), None);
        assert_eq!(form("2020年"), None);
    }
}
