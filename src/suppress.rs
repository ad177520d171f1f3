//! Comments of the draft that keep a finding quiet: `gaireport-ignore RULE[, RULE]` before a block, `gaireport-ignore-file`.

use crate::dialect::{Document, LineKind};
use crate::lint::{Finding, Rule};
use crate::report::Report;
use crate::text::{Span, has_line_end, line_end};

/// The word that begins a suppression.
const MARK: &str = "gaireport-ignore";
/// Behind it, the word that makes it hold for the whole file.
const WHOLE_FILE: &str = "-file";

/// Longest comment that is read, in bytes.
const LONGEST_COMMENT: usize = 2000;

/// A suppression in the draft.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Suppression {
    /// The whole comment, or its line in plain text, in bytes of the source.
    pub span: Span,
    /// The rules it names, each with its place; none names all.
    pub rules: Vec<(String, Span)>,
    /// Span it covers, in bytes of the source.
    pub covers: Span,
}

impl Suppression {
    /// Marks the findings, given in order of their places, that it suppresses. Says whether there are any.
    pub fn silence(&self, findings: &[Finding], silenced: &mut [bool]) -> bool {
        let first = findings.partition_point(|finding| finding.span.start < self.covers.start);
        let last = findings.partition_point(|finding| finding.span.start <= self.covers.end);
        let named = |rule: &Rule| self.rules.is_empty() || self.rules.iter().any(|(name, _)| name == rule.id);
        let mut any = false;
        for index in (first..last).filter(|&index| named(findings[index].rule)) {
            silenced[index] = true;
            any = true;
        }
        any
    }
}

/// All suppressions of the source, whose reports are given in order.
pub fn find(source: &str, document: &Document, reports: &[Report]) -> Vec<Suppression> {
    let mut blocks = Blocks { document, reports, last: None };
    let marks = memchr::memmem::find_iter(source.as_bytes(), MARK);
    marks.filter_map(|at| read(source, at, &mut blocks)).collect()
}

/// Reads the suppression whose mark begins at `at`; `None` where it is a word of the text.
fn read(source: &str, at: usize, blocks: &mut Blocks) -> Option<Suppression> {
    let (start, end, names_end) = comment(source, at).or_else(|| line(source, at))?;
    let rest = &source[at + MARK.len()..names_end];
    let (whole, names) = match rest.strip_prefix(WHOLE_FILE) {
        Some(names) => (true, names),
        None => (false, rest),
    };
    let names_start = names_end - names.len();
    let covers = if whole { Span::new(0, source.len()) } else { blocks.behind(end) };
    Some(Suppression { span: Span::new(start, end), rules: rule_names(names, names_start), covers })
}

/// `<!-- gaireport-ignore … -->` on one line: where it starts, where it ends, where its list of rules ends.
fn comment(source: &str, at: usize) -> Option<(usize, usize, usize)> {
    let head = source[..at].trim_end_matches([' ', '\t']).strip_suffix("<!--")?;
    let near = &source.as_bytes()[at..source.len().min(at + LONGEST_COMMENT)];
    let close = at + memchr::memmem::find(near, b"-->")?;
    (!has_line_end(&source[at..close])).then_some((head.len(), close + 3, close))
}

/// `# gaireport-ignore …` alone on its line.
fn line(source: &str, at: usize) -> Option<(usize, usize, usize)> {
    let head = source[..at].trim_end_matches([' ', '\t']).strip_suffix('#')?.trim_end_matches([' ', '\t']);
    let alone = head.is_empty() || head.ends_with(['\n', '\r']);
    let end = line_end(source, at);
    alone.then_some((head.len(), end, end))
}

/// The rules named in a list, with their places.
fn rule_names(names: &str, start: usize) -> Vec<(String, Span)> {
    let separator = |character: char| character == ',' || character == '，' || character.is_whitespace();
    let place = |name: &str| name.as_ptr() as usize - names.as_ptr() as usize + start;
    let names_of = names.split(separator).filter(|name| !name.is_empty());
    names_of.map(|name| (name.to_owned(), Span::new(place(name), place(name) + name.len()))).collect()
}

/// The blocks of a document: paragraphs, headings, whole tables.
struct Blocks<'d> {
    document: &'d Document,
    reports: &'d [Report],
    /// First and last line of the block found last: comments below each other share one.
    last: Option<(usize, usize)>,
}

impl Blocks<'_> {
    /// The block that comes behind the offset.
    fn behind(&mut self, offset: usize) -> Span {
        let document = self.document;
        let place = |line: usize| document.source_span(document.lines[line].span);
        let first = document.lines.partition_point(|line| (document.source_span(line.span).start as usize) < offset);
        if first == document.lines.len() {
            return Span::new(offset, offset);
        }
        let report = self.reports.get(self.reports.partition_point(|report| report.lines.end <= first));
        let last =
            report.and_then(|report| last_line_of_block(report, first)).unwrap_or_else(|| self.paragraph_end(first));
        place(first).cover(place(last))
    }

    /// The last line of the paragraph, or of the rows, that a line begins or goes on with.
    fn paragraph_end(&mut self, first: usize) -> usize {
        if let Some((_, last)) = self.last.filter(|&(from, to)| from <= first && first <= to) {
            return last;
        }
        let lines = &self.document.lines;
        let row = |line: usize| matches!(lines[line].kind, LineKind::Row(_));
        let goes_on = |line: &usize| if row(first) { row(*line) } else { !lines[*line].gap && !row(*line) };
        let last = first + (first + 1..lines.len()).take_while(goes_on).count();
        self.last = Some((first, last));
        last
    }
}

/// The last line of the heading or table of a report that begins with, or holds, a line.
fn last_line_of_block(report: &Report, line: usize) -> Option<usize> {
    if report.headings.iter().any(|heading| heading.line == line) {
        return Some(line);
    }
    report.tables.iter().find(|table| table.lines.contains(&line)).map(|table| table.lines.end - 1)
}
