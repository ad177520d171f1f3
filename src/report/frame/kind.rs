//! Tells a report from papers that speak of reports: notices, plans, guides, minutes, forms, lists of links.

use std::ops::Range;

use super::chrome::is_chrome;
use super::squeeze::Squeezed;
use super::title::{Source, core_text, find_year};
use crate::dialect::LineKind;
use crate::lexicon::frame::{ends_with_any, frame, holds_any};
use crate::lexicon::traditional::simplified;
use crate::number::{Class, classify, is_blank};
use crate::report::{BoundTable, Heading, Period, RowState, Title};
use crate::standard::Layout;
use crate::text::Span;

/// Headings of the six that make a text such a report without a title.
pub(in crate::report) const FEWEST_HEADINGS: usize = 3;
/// Rows with figures that make a table one of a report.
const FEWEST_ROWS: usize = 2;
/// Tables filled in that make a text a report whatever it is called, where all sections stand.
const FEWEST_TABLES: usize = 2;
/// Figures that do the same in a table of one row.
const FEWEST_FIGURES: usize = 8;
/// Lines at the head of a text among which the title of a paper is looked for.
const HEAD: usize = 40;
/// Longest title of a paper, in bytes.
const LONGEST: usize = 300;
/// Begins and ends a fence of code in Markdown.
const FENCE: &str = "```";
/// Lines that tell others how to write, from which a text without figures is a paper.
const FEWEST_INSTRUCTIONS: usize = 2;

/// A paper that speaks of reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) enum Paper {
    /// It is none.
    Never,
    /// It is one under a wrong name where it holds the tables.
    Maybe,
    /// Its first line is about something else; a title below may still begin a report.
    Other,
    /// It shows reports in fences of code, as examples.
    Example,
}

/// Facts by which a text is judged to be a report.
pub(in crate::report) struct Evidence<'e> {
    pub(in crate::report) source: Source<'e>,
    pub(in crate::report) lines: &'e Range<usize>,
    pub(in crate::report) title: Option<&'e Title>,
    pub(in crate::report) headings: &'e [Heading],
    pub(in crate::report) tables: &'e [BoundTable],
    pub(in crate::report) period: Option<&'e Period>,
    /// Set if no title of another report stands among its lines.
    pub(in crate::report) alone: bool,
    /// The paper that the text's head says it is.
    pub(in crate::report) paper: Option<Paper>,
}

/// Tells whether the text is a report. One doubt: it is none.
pub(in crate::report) fn is_report(evidence: &Evidence) -> bool {
    let drawn = evidence.tables.iter().any(|table| is_drawn(evidence.source, table));
    let title = evidence.title.filter(|title| !title.loose);
    if title.is_some_and(|title| title.other) && evidence.tables.is_empty() {
        return false;
    }
    match evidence.paper {
        Some(Paper::Example) => false,
        Some(Paper::Never) => {
            drawn && (title.is_some_and(|title| !title.labelled && !title.blank) || is_whole(evidence))
        }
        Some(Paper::Maybe) => drawn,
        _ if drawn => true,
        paper => match title {
            Some(title) => is_begun(evidence, title),
            None => paper.is_none() && is_told(evidence),
        },
    }
}

/// Tells whether all sections stand there as they are written, and most tables are filled in.
fn is_whole(evidence: &Evidence) -> bool {
    let drawn = evidence.tables.iter().filter(|table| is_drawn(evidence.source, table)).count();
    let form = evidence.title.is_some_and(|title| title.blank);
    !form && drawn >= FEWEST_TABLES && named(evidence) == crate::report::sections() && !is_instructing(evidence)
}

/// Tells whether more than a title stands there, or nothing else in the text yet, and it is no form to be filled in.
fn is_begun(evidence: &Evidence, title: &Title) -> bool {
    let begun = named(evidence) > 0 || !evidence.tables.is_empty() || evidence.period.is_some();
    let begun = begun || (evidence.alone && !title.labelled && has_prose(evidence, title)) || is_all(evidence, title);
    begun && !title.blank && !is_instructing(evidence)
}

/// Tells whether a right title is all there is: the first line of a draft.
fn is_all(evidence: &Evidence, title: &Title) -> bool {
    title.standard && !title.labelled && title.lines.len() == evidence.source.document.lines.len()
}

/// Tells whether a sentence follows the title.
fn has_prose(evidence: &Evidence, title: &Title) -> bool {
    let lines = evidence.source.document.lines.get(title.lines.end..evidence.lines.end).unwrap_or_default();
    lines.iter().any(|line| line.kind == LineKind::Prose)
}

/// Tells whether headings without a title have the text of a report below.
fn is_told(evidence: &Evidence) -> bool {
    let form = evidence.title.is_some_and(|title| title.blank);
    !form && named(evidence) >= FEWEST_HEADINGS && has_figures(evidence) && !is_instructing(evidence)
}

fn named(evidence: &Evidence) -> usize {
    crate::report::sections_named(evidence.headings)
}

/// Tells whether figures stand in rows of the table, and not all on one line of words.
fn is_drawn(source: Source, table: &BoundTable) -> bool {
    let rows = table.rows.iter().filter(|row| row.state != RowState::Missing);
    let figures = rows.map(|row| row.values.map_or(0, |values| count_figures(values.of(source.draft))));
    if table.table().layout == Layout::Line {
        return figures.sum::<usize>() >= FEWEST_FIGURES;
    }
    figures.filter(|figures| *figures > 0).count() >= FEWEST_ROWS && (table.lines.len() > 1 || source.document.broken)
}

fn count_figures(values: &str) -> usize {
    let parts = values.split(|mark: char| is_blank(mark) || mark == '|');
    parts.filter(|part| !part.is_empty() && classify(part) == Class::Figure).count()
}

/// The text below the first heading of a section, without headings and rows.
fn told_lines<'e>(evidence: &'e Evidence) -> impl Iterator<Item = &'e str> {
    let first = evidence.headings.iter().find(|heading| heading.section.is_some()).map(|heading| heading.line);
    let lines = first.unwrap_or(evidence.lines.end)..evidence.lines.end;
    let is_heading = |line: &usize| evidence.headings.binary_search_by_key(line, |heading| heading.line).is_ok();
    let document = evidence.source.document;
    let text = lines.filter(move |line| !is_heading(line)).filter_map(|line| document.lines.get(line));
    text.filter(|line| !matches!(line.kind, LineKind::Row(_))).map(|line| line.span.of(evidence.source.draft))
}

/// Tells whether the text counts anything: digits with a unit behind them.
fn has_figures(evidence: &Evidence) -> bool {
    told_lines(evidence).any(|line| counts(&simplified(line)))
}

/// Tells whether digits stand in a line with a unit behind them.
fn counts(line: &str) -> bool {
    let units = frame().papers.units.as_str();
    let mut digits = false;
    for mark in line.chars().filter(|mark| !is_blank(*mark)) {
        if digits && units.contains(mark) {
            return true;
        }
        digits = mark.is_ascii_digit();
    }
    false
}

/// Tells whether most of the text tells others how to write a report.
fn is_instructing(evidence: &Evidence) -> bool {
    let instructs = |line: &str| holds_any(&simplified(line), &frame().papers.instructions);
    let (told, all) =
        told_lines(evidence).fold((0, 0), |(told, all), line| (told + usize::from(instructs(line)), all + 1));
    told >= FEWEST_INSTRUCTIONS && 2 * told >= all
}

/// Tells whether all titles and headings stand in fences of code, and other text around them.
pub(in crate::report) fn is_example(source: Source, titles: &[Title], headings: &[Heading]) -> bool {
    if !source.simple.contains(FENCE) {
        return false;
    }
    let fences = fences(source.simple);
    let inside = |span: Span| {
        let behind = fences.partition_point(|fence| fence.end <= span.start);
        fences.get(behind).is_some_and(|fence| fence.contains(span))
    };
    let named = headings.iter().filter(|heading| heading.section.is_some()).map(|heading| heading.span);
    let mut shown = titles.iter().map(|title| title.span).chain(named).peekable();
    shown.peek().is_some() && shown.all(inside) && source.document.lines.iter().any(|line| !inside(line.span))
}

/// The closed fences of a text.
fn fences(text: &str) -> Vec<Span> {
    let (mut fences, mut open, mut start) = (Vec::new(), None, 0);
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        if line.trim_start().starts_with(FENCE) {
            match open.take() {
                Some(first) => fences.push(Span::new(first, end)),
                None => open = Some(start),
            }
        }
        start = end;
    }
    fences
}

/// The paper that a text says it is, in the lines before its first title or section.
pub(in crate::report) fn paper(source: Source, head: Range<usize>) -> Option<Paper> {
    let head = head.start..head.end.min(head.start + HEAD);
    let own = head.start;
    let mut papers = head.filter_map(|index| paper_at(source, index, index == own));
    match papers.next() {
        Some(Paper::Other) => Some(papers.next().unwrap_or(Paper::Other)),
        paper => paper,
    }
}

/// The paper that a line names; the first line of a text need not say more than its kind.
fn paper_at(source: Source, index: usize, first: bool) -> Option<Paper> {
    let line = source.document.lines.get(index)?;
    if matches!(line.kind, LineKind::Row(_)) || line.span.len() > LONGEST {
        return None;
    }
    let squeezed = Squeezed::new(source.draft, line.span);
    let words = &frame().papers;
    let name = core_text(&squeezed).filter(|name| !name.is_empty() && !is_chrome(&squeezed))?;
    let told = first || line.marked || holds_any(name, &words.openings) || find_year(name).is_some();
    if told && holds_any(name, &words.subjects) {
        let never = ends_with_any(name, &words.never).then_some(Paper::Never);
        let paper = never.or_else(|| ends_with_any(name, &words.maybe).then_some(Paper::Maybe));
        if paper.is_some() {
            return paper;
        }
    }
    let elsewhere = first && line.kind == LineKind::Short && !holds_any(name, &frame().title.subjects);
    elsewhere.then_some(Paper::Other)
}
