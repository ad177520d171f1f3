//! The title of a report: where it stands, which organ and year it names, and whether it has the standard form.

mod margin;
mod reading;
mod year;

use std::collections::BTreeMap;
use std::ops::Range;

use super::chrome::is_chrome;
use super::headings::ordinal;
use super::squeeze::Squeezed;
use crate::dialect::{Document, Line, LineKind};
use crate::lexicon::frame::{ends_with_any, frame, holds_any};
use crate::number::Class;
use crate::text::Span;
use reading::{Form, Reading, read, read_loosely};

pub(super) use margin::is_date;
pub use year::find_year;

/// Longest line of a title, in bytes.
const LONGEST_LINE: usize = 400;
/// Shortest line that ends a title, in bytes: two ideographs.
const SHORTEST: usize = 6;
/// Most lines a title is broken over.
const MOST_LINES: usize = 4;
/// Lines at the head of a text among which a garbled title is looked for.
const HEAD: usize = 30;
/// Characters one of which stands in every title.
const SIGNS: [char; 2] = ['报', '告'];

/// The title of a report.
#[derive(Clone, Debug)]
pub struct Title {
    /// Its last line.
    pub line: usize,
    /// All its lines.
    pub lines: Range<usize>,
    /// From its first to its last character, in bytes of what was read: labels, dates and notes around it left out.
    pub span: Span,
    /// The organ it names, blanks removed; empty where it names none.
    pub organization: String,
    /// The year it names.
    pub year: Option<u16>,
    /// True if it has an accepted form.
    pub standard: bool,
    /// Set for reports of another kind.
    pub other: bool,
    /// Set for forms to be filled in.
    pub blank: bool,
    /// Set if it is so far from the standard that only the text below shows it to be a title.
    pub loose: bool,
    /// Set if a page says it of a report, in a table, behind a label or in a list.
    pub labelled: bool,
    /// Set if the draft marks it as a heading.
    marked: bool,
}

impl Title {
    /// Ranks it by how much it tells.
    fn rank(&self) -> (bool, bool, bool, bool) {
        (self.standard, !self.labelled, self.year.is_some(), !self.organization.is_empty())
    }

    /// Tells whether it may begin a report of its own behind another.
    pub(super) fn may_begin(&self) -> bool {
        !self.labelled && !self.loose && (self.standard || self.year.is_some())
    }

    /// Compares year and organ of two titles, as far as they name any.
    pub(super) fn is_said_again(&self, other: &Title) -> bool {
        let (one, another) = (self.organization.as_str(), other.organization.as_str());
        self.year == other.year && (one.ends_with(another) || another.ends_with(one))
    }
}

/// A draft as it was read, with its text in simplified characters beside it.
#[derive(Clone, Copy, Debug)]
pub struct Source<'d> {
    /// Its lines and cells.
    pub document: &'d Document,
    /// The text that was read, in the characters of the draft.
    pub draft: &'d str,
    /// The same in simplified characters: each where it is in the draft.
    pub simple: &'d str,
}

impl<'d> Source<'d> {
    /// The draft that was read as this document.
    pub fn new(document: &'d Document, draft: &'d str, simple: &'d str) -> Self {
        Source { document, draft, simple }
    }
}

/// All titles, in order.
pub(super) fn find(source: Source) -> Vec<Title> {
    let mut titles: Vec<Title> = Vec::new();
    let mut last = None;
    for index in signed_lines(source) {
        if last == Some(index) {
            continue;
        }
        last = Some(index);
        titles.extend(title_ending_at(source, index).filter(|title| !title.loose));
    }
    titles
}

/// The lines in which one of the signs of a title stands.
fn signed_lines(source: Source<'_>) -> impl Iterator<Item = usize> + '_ {
    let short = |line: &Line| (SHORTEST..LONGEST_LINE).contains(&line.span.len());
    let lines = source.document.lines.iter().enumerate().filter(move |(_, line)| short(line));
    lines.filter(move |(_, line)| line.span.of(source.simple).contains(SIGNS)).map(|(index, _)| index)
}

/// The title that ends with line `last`: that line alone if it names organ and year, else joined to the lines above.
fn title_ending_at(source: Source, last: usize) -> Option<Title> {
    let line = source.document.lines.get(last)?;
    if let LineKind::Row(_) = line.kind {
        return title_in_row(source, last);
    }
    let mut best = title_of(source, last..last + 1, read);
    for first in (last.saturating_sub(MOST_LINES - 1)..last).rev() {
        if best.as_ref().is_some_and(|best| best.standard) || !may_join(source, first) {
            break;
        }
        let lines = &source.document.lines;
        let whole = |title: &Title| title.span.start < lines[first].span.end && lines[last].span.start < title.span.end;
        let joined =
            title_of(source, first..last + 1, read).filter(|title| whole(title) && is_organ(&title.organization));
        if let Some(joined) = joined.filter(|joined| best.as_ref().is_none_or(|best| joined.rank() > best.rank())) {
            best = Some(joined);
        }
    }
    best
}

/// Tells whether a line may be a piece of a title that goes on below it.
fn may_join(source: Source, index: usize) -> bool {
    let line = &source.document.lines[index];
    line.kind == LineKind::Short && line.span.len() < LONGEST_LINE
}

/// Tells whether a line may be a title of any form: it is no heading, and none of the page's own words.
fn may_be_loose(source: Source, index: usize) -> bool {
    let span = source.document.lines[index].span;
    may_join(source, index)
        && ordinal(span.of(source.draft)).is_none()
        && !is_chrome(&Squeezed::new(source.draft, span))
}

/// The title that a way of reading finds in lines.
fn title_of(source: Source, lines: Range<usize>, how: fn(&Squeezed) -> Option<Reading>) -> Option<Title> {
    let own = source.document.lines.get(lines.clone())?;
    let span = own.first()?.span.cover(own.last()?.span);
    if span.len() > LONGEST_LINE {
        return None;
    }
    let squeezed = Squeezed::new(source.draft, span);
    let marked = own.iter().any(|line| line.marked);
    Some(Title { marked, ..titled(how(&squeezed)?, &squeezed, lines) })
}

fn titled(reading: Reading, squeezed: &Squeezed, lines: Range<usize>) -> Title {
    Title {
        line: lines.end - 1,
        lines,
        span: squeezed.span(reading.place.start, reading.place.end),
        organization: reading.organ,
        year: reading.year,
        standard: reading.form == Form::Standard,
        other: reading.other,
        blank: reading.blank,
        loose: reading.form == Form::Loose,
        labelled: reading.labelled,
        marked: false,
    }
}

/// The title that a cell of a row is; one that stands beside others belongs to a table of the page.
fn title_in_row(source: Source, index: usize) -> Option<Title> {
    let line = &source.document.lines[index];
    let filled = source.document.cells_of(line).iter().filter(|cell| cell.class != Class::Empty);
    let alone = filled.clone().count() == 1;
    filled.filter(|cell| cell.class == Class::Text && cell.span.len() < LONGEST_LINE).find_map(|cell| {
        let squeezed = Squeezed::new(source.draft, cell.span);
        let title = titled(read(&squeezed)?, &squeezed, index..index + 1);
        Some(Title { labelled: title.labelled || !alone, ..title })
    })
}

/// A garbled or very differently worded title among the first of these lines.
pub(super) fn find_loose(source: Source, lines: Range<usize>) -> Option<Title> {
    let head = lines.start..lines.end.min(lines.start + HEAD);
    let found = head.clone().filter(|&index| may_be_loose(source, index)).filter_map(|index| {
        let alone = title_of(source, index..index + 1, read_loosely)?;
        let above = index.checked_sub(1).filter(|above| head.contains(above) && may_be_loose(source, *above));
        let joined = above.and_then(|above| title_of(source, above..index + 1, read_loosely));
        let joined = joined.filter(|joined| is_organ(&joined.organization) && joined.rank() > alone.rank());
        Some(joined.unwrap_or(alone))
    });
    // Of several the one that tells most, and of equals the first.
    let best = found.reduce(|best, title| if title.rank() > best.rank() { title } else { best });
    // The first line of a text may be called as columns of pages are.
    best.or_else(|| title_of(source, lines.start..lines.end.min(lines.start + 1), read_loosely))
}

/// The title among several that the text below belongs to: the year that most of them name, or the last, and of these
/// the one that tells most.
pub(super) fn choose(titles: Vec<Title>) -> Option<Title> {
    let mut named: BTreeMap<Option<u16>, usize> = BTreeMap::new();
    for title in titles.iter().filter(|title| !title.labelled) {
        *named.entry(title.year).or_default() += 1;
    }
    let weight = |title: &Title| (!title.labelled, named.get(&title.year), title.marked);
    let years = titles.iter().filter(|title| title.year.is_some() && !title.loose);
    let year = years.max_by_key(|title| weight(title)).and_then(|title| title.year);
    let of_year = titles.into_iter().filter(|title| year.is_none() || title.year.is_none() || title.year == year);
    of_year.reduce(|best, title| if title.rank() >= best.rank() { title } else { best })
}

/// Tells whether a line is a title by itself.
pub(super) fn is_title(source: Source, line: usize) -> bool {
    title_of(source, line..line + 1, read).is_some_and(|title| !title.loose)
}

/// Returns a line without the labels, dates and notes around it, in simplified characters; `None` for a link.
pub(super) fn core_text(squeezed: &Squeezed) -> Option<&str> {
    let (start, _) = margin::lead(squeezed)?;
    squeezed.simple.get(start..margin::loose_end(squeezed, start))
}

/// Tells whether a text ends as the names of organs do, and is no column of a page.
fn is_organ(text: &str) -> bool {
    let simple = crate::lexicon::traditional::simplified(text);
    let name = simple.trim_end_matches(['）', ')']);
    ends_with_any(name, &frame().title.organs) && !holds_any(name, &frame().title.columns)
}
