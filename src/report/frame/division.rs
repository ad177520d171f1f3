//! Cuts a text into the pieces in which a report may stand, each with its title.

use std::ops::Range;

use super::chrome::{is_chrome, is_foot, is_residue};
use super::kind::{Paper, is_example, paper};
use super::squeeze::Squeezed;
use super::title::{self, Source};
use crate::dialect::{Document, LineKind};
use crate::report::{Heading, Title};
use crate::text::Span;

/// Lines at the end of a report among which the foot of a page is looked for.
const LONGEST_TAIL: usize = 60;
/// Lines around the text of a report in which words of the page are looked for.
const LONGEST_HEAD: usize = 60;

/// A piece of a text that may hold a report.
#[derive(Clone, Debug)]
pub struct Piece {
    /// Lines it takes in the document.
    pub lines: Range<usize>,
    /// The title that begins it.
    pub title: Option<Title>,
    /// Those of the text's headings that stand in it.
    pub headings: Range<usize>,
    /// The paper that the whole text says it is.
    pub(in crate::report) paper: Option<Paper>,
    /// Set if no title of another report stands in it.
    pub(in crate::report) alone: bool,
}

/// Cuts a document with these headings into pieces: every line belongs to one.
pub fn pieces(source: Source, headings: &[Heading]) -> Vec<Piece> {
    let document = source.document;
    let titles = title::find(source);
    let first = titles.iter().filter(|title| !title.labelled).map(|title| title.lines.start);
    let section = headings.iter().filter(|heading| heading.section.is_some()).map(|heading| heading.line);
    let head = 0..first.chain(section).min().unwrap_or(document.lines.len());
    let example = is_example(source, &titles, headings).then_some(Paper::Example);
    let paper = example.or_else(|| paper(source, head));
    let cuts = split(document, headings, titles).into_iter().enumerate();
    cuts.map(|(index, (lines, titles))| {
        let headings = headings_in(headings, &lines);
        // What the first line is about does not concern a report further down.
        let paper = paper.filter(|paper| index == 0 || *paper != Paper::Other);
        let alone = titles.windows(2).all(|pair| pair[0].is_said_again(&pair[1]));
        Piece { title: title_of(source, &lines, headings.1, titles), lines, headings: headings.0, paper, alone }
    })
    .collect()
}

/// The headings that stand in lines, and the line of the first of them.
fn headings_in(headings: &[Heading], lines: &Range<usize>) -> (Range<usize>, Option<usize>) {
    let first = headings.partition_point(|heading| heading.line < lines.start);
    let last = headings.partition_point(|heading| heading.line < lines.end);
    let line = headings[first..last].first().map(|heading| heading.line);
    (first..last, line)
}

/// The title of a piece: one before its first heading, however worded.
fn title_of(source: Source, lines: &Range<usize>, heading: Option<usize>, titles: Vec<Title>) -> Option<Title> {
    let head = lines.start..heading.unwrap_or(lines.end);
    let before: Vec<Title> = titles.into_iter().filter(|title| title.line < head.end).collect();
    title::choose(before).or_else(|| title::find_loose(source, head))
}

/// The lines of each piece, with the titles in it. A title behind a heading or a table begins a new piece if a report
/// stands below it: links to reports of other years do not.
fn split(document: &Document, headings: &[Heading], titles: Vec<Title>) -> Vec<(Range<usize>, Vec<Title>)> {
    let rows = rows(document);
    let content = |from: usize, to: usize| {
        let heading = headings.partition_point(|heading| heading.line < from);
        headings.get(heading).is_some_and(|heading| heading.line < to) || rows_in(&rows, from, to)
    };
    let ends = ends(&titles, document.lines.len());
    let mut pieces: Vec<(Range<usize>, Vec<Title>)> = Vec::new();
    let (mut start, mut own): (usize, Vec<Title>) = (0, Vec::new());
    for (title, end) in titles.into_iter().zip(ends) {
        let first = title.lines.start;
        let heading = headings.partition_point(|heading| heading.line < start);
        let headed = headings.get(heading).is_some_and(|heading| heading.line < first);
        // A page says its title and where it was published, in a table too, before the report says it again.
        let again = own.last().is_none_or(|known| known.is_said_again(&title));
        let begun = headed || (!again && rows_in(&rows, start, first));
        if begun && title.may_begin() && content(title.line + 1, end) {
            pieces.push((start..first, std::mem::take(&mut own)));
            start = first;
        }
        own.push(title);
    }
    pieces.push((start..document.lines.len(), own));
    pieces
}

/// For each title the line up to which the text below it may be its own: that of the next title of another report.
fn ends(titles: &[Title], last: usize) -> Vec<usize> {
    let mut ends = vec![last; titles.len()];
    for index in (0..titles.len().saturating_sub(1)).rev() {
        let next = &titles[index + 1];
        ends[index] = if next.is_said_again(&titles[index]) { ends[index + 1] } else { next.lines.start };
    }
    ends
}

/// The rows of tables before each line.
fn rows(document: &Document) -> Vec<u32> {
    let mut count = 0;
    let before = document.lines.iter().map(|line| {
        count += u32::from(matches!(line.kind, LineKind::Row(_)));
        count
    });
    std::iter::once(0).chain(before).collect()
}

fn rows_in(rows: &[u32], from: usize, to: usize) -> bool {
    let last = rows.len() - 1;
    rows[to.min(last)] > rows[from.min(last)]
}

/// The lines of a report, and the page around it.
pub(in crate::report) struct Extent {
    /// From its title, or its first line of its own, to its last.
    pub(in crate::report) lines: Range<usize>,
    /// Lines among them that are the page's.
    pub(in crate::report) chrome: Vec<usize>,
    /// The first line of the page's own words.
    pub(in crate::report) residue: Option<Span>,
}

/// Parts a report from the page around it: what stands above its title, the line on date and source below it, and the
/// links, buttons and foot of the page at the end.
pub(in crate::report) fn extent(source: Source, piece: &Piece, heading: Option<usize>) -> Extent {
    let lines = &source.document.lines;
    let squeezed = |line: usize| Squeezed::new(source.draft, lines[line].span);
    let chrome = |line: &usize| is_chrome(&squeezed(*line));
    let titled = piece.title.as_ref().filter(|title| !title.labelled).map(|title| title.lines.clone());
    let start = titled
        .as_ref()
        .map(|title| title.start)
        .or_else(|| piece.lines.clone().find(|line| !chrome(line)))
        .unwrap_or(piece.lines.start);
    let own = start..end(source, start..piece.lines.end);
    // A line of the title may be called as columns of pages are.
    let below = titled.map_or(own.start, |title| title.end);
    let head = below..heading.unwrap_or(own.start).min(own.start + LONGEST_HEAD);
    let head: Vec<usize> = head.filter(chrome).collect();
    let around = (piece.lines.start..own.start).chain(head.iter().copied()).chain(own.end..piece.lines.end);
    let residue = around.take(LONGEST_HEAD).find(|&line| is_residue(&squeezed(line)));
    Extent { residue: residue.map(|line| lines[line].span), lines: own, chrome: head }
}

/// The line behind the last of a report: before the words of the page at its end, and before a link, a button or the foot
/// of a page behind which no sentence and no date follows.
fn end(source: Source, lines: Range<usize>) -> usize {
    let line = |index: usize| &source.document.lines[index];
    let is_row = |index: usize| matches!(line(index).kind, LineKind::Row(_));
    let squeezed = |index: usize| Squeezed::new(source.draft, line(index).span);
    let of_page = |index: usize| !is_row(index) && (is_chrome(&squeezed(index)) || title::is_title(source, index));
    let first = lines.start + 1;
    let last = (first..lines.end).rev().find(|&index| !of_page(index)).map_or(first, |index| index + 1);
    let tail = last.saturating_sub(LONGEST_TAIL).max(first)..last;
    let told = |index: &usize| line(*index).kind != LineKind::Short || title::is_date(&squeezed(*index).simple);
    let told = tail.clone().rev().find(told).map_or(tail.start, |index| index + 1);
    let foot = |index: &usize| is_foot(&squeezed(*index)) || title::is_title(source, *index);
    (told..last).find(foot).unwrap_or(last).min(lines.end)
}
