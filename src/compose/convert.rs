//! Rewrites a draft from any form it is read in: every line of text kept, its tables as the standard draws them.

use std::ops::Range;

use super::leftovers;
use super::place::{level_of, occupied};
use super::redraw::redrawn;
use super::render::{Block, file};
use super::{Target, word};
use crate::dialect::{Document, Form, Kind, Line, LineKind, read_grid};
use crate::number::{Class, is_blank, trim};
use crate::package::Fault;
use crate::report::{BoundTable, Heading, Report, Title};
use crate::text::{LineEnd, Span, has_line_end, line_start};

/// Begins a word to the tool.
const DIRECTIVE: &str = "gaireport-ignore";
/// Begins and ends a piece of Markdown that is shown as it is written.
const FENCE: &str = "```";

/// The draft rewritten as `target`. Titles, headings and paragraphs stay in their order and words; each table of the
/// standard is drawn as the standard draws it with the draft's figures in it (see `redraw`), words found among its rows
/// follow it; other tables stay as they are.
pub fn convert(source: &str, document: &Document, reports: &[Report], kind: Kind, target: Target) -> String {
    LineEnd::of(source).write(&file(&blocks(source, document, reports, kind), target)).into_owned()
}

/// The draft rewritten as a Word file, its tables with merged cells. The error is that the file would be larger than an archive
/// can be.
pub fn convert_to_word(source: &str, document: &Document, reports: &[Report], kind: Kind) -> Result<Vec<u8>, Fault> {
    word::file(&blocks(source, document, reports, kind))
}

fn blocks(source: &str, document: &Document, reports: &[Report], kind: Kind) -> Vec<Block> {
    let text = document.text(source);
    let mut draft = Draft { source, text, document, reports, kind, fences: Vec::new() };
    draft.fences = draft.find_fences();
    draft.blocks()
}

struct Draft<'d> {
    source: &'d str,
    text: &'d str,
    document: &'d Document,
    reports: &'d [Report],
    kind: Kind,
    /// Fenced pieces of Markdown that hold nothing of a report, in order, without the last line end: they stay as they are.
    fences: Vec<Range<usize>>,
}

impl<'d> Draft<'d> {
    fn blocks(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut line = 0;
        // The line that the last paragraph ends with.
        let mut open = None;
        while line < self.document.lines.len() {
            self.put_unread(line, &mut blocks);
            if let Some(fence) = self.fence_at(self.document.lines[line].span.start as usize) {
                line = self.document.lines.partition_point(|line| (line.span.start as usize) < fence.end);
                open = None;
                continue;
            }
            for table in self.tables().filter(|table| table.lines.start == line) {
                blocks.push(Block::Table(redrawn(self.document, self.text, table, None)));
                open = None;
            }
            let (taken, paragraph) = self.take(line, open, &mut blocks);
            line += taken.max(1);
            open = paragraph.then(|| line - 1);
        }
        self.put_unread(line, &mut blocks);
        blocks
    }

    /// Adds rules and fences of Markdown before a line: they are no lines of the document, but the author's.
    fn put_unread(&self, line: usize, blocks: &mut Vec<Block>) {
        if !self.is_markdown() {
            return;
        }
        let before = line.checked_sub(1).map_or(0, |before| self.document.lines[before].span.end as usize);
        let next = self.document.lines.get(line).map_or(self.text.len(), |next| next.span.start as usize);
        let Some(between) = self.text.get(before..next) else { return };
        // What follows the last line end is the mark before the next line.
        let whole =
            if line < self.document.lines.len() { between.rfind('\n').map_or(0, |end| end + 1) } else { between.len() };
        let (mut blank, mut at) = (false, before);
        for (index, row) in between[..whole].split_inclusive('\n').enumerate() {
            let (start, text) = (at, row.trim());
            at += row.len();
            if index == 0 && line > 0 {
                continue;
            }
            match self.fence_at(start) {
                Some(fence) if fence.start == start => {
                    let lines = self.text[fence.clone()].lines().map(str::to_owned);
                    blocks.push(Block::Paragraph(lines.collect()));
                }
                Some(_) => {}
                // A rule right under a line makes that line a heading, which is marked otherwise then.
                None if text.starts_with(FENCE) || (blank && is_rule(text)) => {
                    blocks.push(Block::Paragraph(vec![row.trim_end().to_owned()]));
                }
                None => {}
            }
            blank = text.is_empty();
        }
    }

    fn is_markdown(&self) -> bool {
        self.kind == Kind::Markdown && self.document.view.is_none() && !self.document.broken
    }

    /// The fence that an offset lies in.
    fn fence_at(&self, offset: usize) -> Option<&Range<usize>> {
        let fence = self.fences.get(self.fences.partition_point(|fence| fence.end <= offset))?;
        fence.contains(&offset).then_some(fence)
    }

    /// The closed fences in which no table, heading or title of a report stands.
    fn find_fences(&self) -> Vec<Range<usize>> {
        let (mut fences, mut open, mut at) = (Vec::new(), None, 0);
        if !self.is_markdown() {
            return fences;
        }
        for row in self.text.split_inclusive('\n') {
            let end = at + row.trim_end().len();
            if row.trim_start().starts_with(FENCE) {
                match open.take() {
                    Some(start) => fences.push(start..end),
                    None => open = Some(at),
                }
            }
            at += row.len();
        }
        fences.retain(|fence| !self.holds_report(fence));
        fences
    }

    fn holds_report(&self, place: &Range<usize>) -> bool {
        let line_of = |offset: usize| self.document.lines.partition_point(|line| (line.span.start as usize) < offset);
        let mut lines = line_of(place.start)..line_of(place.end);
        lines.any(|line| {
            let tables = self.tables().any(|table| table.lines.contains(&line));
            tables || self.heading(line).is_some() || self.title(line).is_some()
        })
    }

    /// Adds what begins at a line; says how many lines that is, and whether it is a paragraph, which may go on.
    fn take(&self, line: usize, open: Option<usize>, blocks: &mut Vec<Block>) -> (usize, bool) {
        let facts = &self.document.lines[line];
        if let Some((title, lines)) = self.title(line) {
            blocks.push(Block::Title(title));
            return (lines, false);
        }
        if let Some(heading) = self.heading(line) {
            blocks.push(Block::Heading { level: 2, text: self.words(heading.span.of(self.text)) });
            let rest = self.words(behind(heading, facts).of(self.text));
            let rest = rest.trim_start_matches(|mark: char| is_blank(mark) || matches!(mark, ':' | '：' | '。'));
            blocks.extend((!rest.is_empty()).then(|| Block::Paragraph(vec![rest.to_owned()])));
            return (1, !rest.is_empty());
        }
        let in_table = |report: &&Report| report.tables.iter().any(|table| table.lines.contains(&line));
        if let Some(report) = self.reports.iter().find(in_table).filter(|_| facts.kind != LineKind::Prose) {
            let left = leftovers::words(self.document, self.text, &report.tables, line);
            if !left.is_empty() {
                blocks.push(Block::Paragraph(vec![self.words(&left.join(" "))]));
            }
            return (1, false);
        }
        if let LineKind::Row(form) = facts.kind {
            return (self.take_rows(line, form, blocks), false);
        }
        self.take_text(line, open, blocks)
    }

    fn tables(&self) -> impl Iterator<Item = &'d BoundTable> {
        self.reports.iter().flat_map(|report| &report.tables)
    }

    fn heading(&self, line: usize) -> Option<&'d Heading> {
        self.reports.iter().flat_map(|report| &report.headings).find(|heading| heading.line == line)
    }

    /// The title that begins with the line, on one line, and how many lines it takes in the draft.
    fn title(&self, line: usize) -> Option<(String, usize)> {
        let start = self.document.lines[line].span.start;
        let begins = |title: &&Title| title.span.start == start || (title.line == line && title.span.start > start);
        let title = self.reports.iter().filter_map(|report| report.title.as_ref()).find(begins)?;
        let lines = self.document.lines.get(line..=title.line)?;
        let words: String = lines.iter().map(|line| self.words(line.span.of(self.text))).collect();
        Some((words, lines.len()))
    }

    /// Words on one line.
    fn words(&self, text: &str) -> String {
        let lines = text.split(['\n', '\r', '\t']).map(trim).filter(|line| !line.is_empty());
        lines.collect::<Vec<_>>().join(" ")
    }

    /// A table that is none of the standard's, as far as its rows go.
    fn take_rows(&self, line: usize, form: Form, blocks: &mut Vec<Block>) -> usize {
        let follows = |(index, next): &(usize, &Line)| {
            let index = line + index;
            let parted = next.gap && form != Form::TabLed;
            let other = self.tables().any(|table| table.lines.contains(&index)) || self.heading(index).is_some();
            index == line || (next.kind == LineKind::Row(form) && !parted && !other && self.title(index).is_none())
        };
        let rows = self.document.lines[line..].iter().enumerate().take_while(follows).count();
        let cells = self.document.lines[line..line + rows].iter().flat_map(|line| self.document.cells_of(line));
        let filled: Vec<&str> =
            cells.filter(|cell| cell.class != Class::Empty).map(|cell| cell.span.of(self.text)).collect();
        // A cell a line says nothing of rows; a cell alone is no table.
        if form == Form::PipeCells || filled.len() < 2 {
            blocks.extend(filled.into_iter().map(|text| Block::Paragraph(vec![self.words(text)])));
        } else {
            blocks.push(Block::Table(read_grid(self.document, self.source, line..line + rows)));
        }
        rows
    }

    /// A heading below the sections', a word to the tool, or a paragraph.
    fn take_text(&self, line: usize, open: Option<usize>, blocks: &mut Vec<Block>) -> (usize, bool) {
        let facts = &self.document.lines[line];
        let text = facts.span.of(self.text);
        let directive = text.trim_start_matches(['<', '!', '-', '#', ' ']).trim_end_matches(['-', '>', ' ']);
        if directive.starts_with(DIRECTIVE) {
            blocks.push(Block::Directive(directive.to_owned()));
            return (1, false);
        }
        if facts.marked {
            blocks.push(Block::Heading { level: self.level(line), text: text.to_owned() });
            return (1, false);
        }
        let words = format!("{}{text}", self.mark(line));
        match (blocks.last_mut(), open.and_then(|open| self.joint(open, line))) {
            (Some(Block::Paragraph(lines)), Some(Joint::Line)) => lines.push(words),
            (Some(Block::Paragraph(lines)), Some(Joint::Within(between))) => {
                if let Some(last) = lines.last_mut() {
                    last.push_str(between);
                    last.push_str(text);
                }
            }
            _ => blocks.push(Block::Paragraph(vec![words])),
        }
        (1, true)
    }

    /// The level of a marked heading, sections being on level 2 and what the draft marks less on 3 or below.
    fn level(&self, line: usize) -> usize {
        let level = |line: usize| level_of(self.document, self.source, line);
        let headings = self.reports.iter().flat_map(|report| &report.headings);
        let section =
            headings.filter(|heading| self.document.lines[heading.line].marked).find_map(|heading| level(heading.line));
        (2 + level(line).unwrap_or(3)).saturating_sub(section.unwrap_or(2)).max(2)
    }

    /// The mark of a list or quotation before the line; in Markdown, where it means something, its indent too.
    fn mark(&self, line: usize) -> String {
        if self.document.page {
            return String::new();
        }
        let start = occupied(self.document, line).start as usize;
        let head = &self.source[line_start(self.source, start)..start];
        if self.kind == Kind::Markdown && head.bytes().all(|byte| b" -*+>".contains(&byte)) {
            return head.to_owned();
        }
        let mark = head.trim_matches(is_blank);
        if matches!(mark, "-" | "*" | "+" | ">") { format!("{mark} ") } else { String::new() }
    }

    /// Returns how a line joins the paragraph that ends with the line before it; `None` if it begins a new one.
    fn joint(&self, open: usize, line: usize) -> Option<Joint<'d>> {
        let (last, next) = (&self.document.lines[open], &self.document.lines[line]);
        let between = self.text.get(last.span.end as usize..next.span.start as usize)?;
        if !has_line_end(between) {
            return Some(Joint::Within(between));
        }
        (self.kind == Kind::Markdown && !self.document.page && !next.gap).then_some(Joint::Line)
    }
}

/// The text of a section that stands on the line of its heading.
fn behind(heading: &Heading, line: &Line) -> Span {
    let end =
        if matches!(line.kind, LineKind::Row(_)) { heading.span.end } else { line.span.end.max(heading.span.end) };
    Span { start: heading.span.end, end }
}

/// A line of Markdown that is drawn across the page.
fn is_rule(line: &str) -> bool {
    let mut signs = line.bytes().filter(|byte| *byte != b' ');
    let first = signs.next();
    matches!(first, Some(b'-' | b'*' | b'_')) && signs.clone().count() >= 2 && signs.all(|sign| Some(sign) == first)
}

/// Way of joining a line to the one before it.
enum Joint<'d> {
    /// As a further line of its paragraph.
    Line,
    /// On the same line, behind these blanks: the reader broke it at a heading or a full stop.
    Within(&'d str),
}
