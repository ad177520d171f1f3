//! Comments of the draft that keep a finding quiet: `gaireport-ignore RULE[, RULE]` before a block, `gaireport-ignore-file`.

use crate::dialect::{Document, LineKind};
use crate::lint::Finding;
use crate::report::Report;
use crate::text::Span;

/// The word that begins a suppression.
const MARK: &str = "gaireport-ignore";
/// Behind it, the word that makes it hold for the whole file.
const WHOLE_FILE: &str = "-file";

/// A suppression in the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// The whole comment, or its line in plain text, in bytes of the source.
    pub span: Span,
    /// The rules it names, each with its place; none names all.
    pub rules: Vec<(String, Span)>,
    /// What it covers, in bytes of the source.
    pub covers: Span,
}

impl Suppression {
    /// Marks the findings it keeps quiet; they are in order of their places. Says whether there are any.
    pub fn silence(&self, findings: &[Finding], silenced: &mut [bool]) -> bool {
        let first = findings.partition_point(|finding| finding.span.start < self.covers.start);
        let last = findings.partition_point(|finding| finding.span.start <= self.covers.end);
        let named =
            |finding: &Finding| self.rules.is_empty() || self.rules.iter().any(|(rule, _)| rule == finding.rule.id);
        let mut any = false;
        for index in (first..last).filter(|&index| named(&findings[index])) {
            silenced[index] = true;
            any = true;
        }
        any
    }
}

/// All suppressions of the source.
pub fn find(source: &str, document: &Document, reports: &[Report]) -> Vec<Suppression> {
    let marks = memchr::memmem::find_iter(source.as_bytes(), MARK.as_bytes());
    marks.filter_map(|at| read(source, at, document, reports)).collect()
}

/// Reads the suppression whose mark begins at `at`; `None` where it is a word of the text.
fn read(source: &str, at: usize, document: &Document, reports: &[Report]) -> Option<Suppression> {
    let line_start = source[..at].rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let line_end = source[at..].find(['\n', '\r']).map_or(source.len(), |end| at + end);
    let before = source[line_start..at].trim_end();
    let (start, end, names_end) = match before.strip_suffix("<!--") {
        Some(head) => {
            let close = source[at..line_end].find("-->").map(|close| at + close)?;
            (line_start + head.len(), close + 3, close)
        }
        None if before.trim_start() == "#" => (line_start, line_end, line_end),
        None => return None,
    };
    let rest = &source[at + MARK.len()..names_end];
    let (whole, names) = match rest.strip_prefix(WHOLE_FILE) {
        Some(names) => (true, names),
        None => (false, rest),
    };
    let names_start = names_end - names.len();
    let covers = if whole { Span::new(0, source.len()) } else { block_behind(end, document, reports) };
    Some(Suppression { span: Span::new(start, end), rules: rule_names(names, names_start), covers })
}

/// The rules named in a list, with their places.
fn rule_names(names: &str, start: usize) -> Vec<(String, Span)> {
    let separator = |character: char| character == ',' || character == '，' || character.is_whitespace();
    let place = |name: &str| name.as_ptr() as usize - names.as_ptr() as usize + start;
    let names_of = names.split(separator).filter(|name| !name.is_empty());
    names_of.map(|name| (name.to_owned(), Span::new(place(name), place(name) + name.len()))).collect()
}

/// The paragraph, heading or whole table that comes behind the offset.
fn block_behind(offset: usize, document: &Document, reports: &[Report]) -> Span {
    let source_of = |line: usize| document.source_span(document.lines[line].span);
    let first = document.lines.partition_point(|line| (document.source_span(line.span).start as usize) < offset);
    if first == document.lines.len() {
        return Span::new(offset, offset);
    }
    let report = reports.get(reports.partition_point(|report| report.lines.end <= first));
    let last = match report.and_then(|report| last_line_of_block(report, first)) {
        Some(last) => last,
        None => {
            let row = |line: usize| matches!(document.lines[line].kind, LineKind::Row(_));
            let goes_on =
                |line: &usize| if row(first) { row(*line) } else { !document.lines[*line].gap && !row(*line) };
            first + (first + 1..document.lines.len()).take_while(goes_on).count()
        }
    };
    source_of(first).cover(source_of(last))
}

/// The last line of the heading or table that begins with, or holds, a line.
fn last_line_of_block(report: &Report, line: usize) -> Option<usize> {
    if report.headings.iter().any(|heading| heading.line == line) {
        return Some(line);
    }
    report.tables.iter().find(|table| table.lines.contains(&line)).map(|table| table.lines.end - 1)
}
