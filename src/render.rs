//! Renders drafts that were checked as one document of JSON or one page, whichever shell shows it.

pub mod commented;
pub mod escape;
pub mod html;
pub mod json;
pub mod keyed;
pub mod letter;
pub mod name;
pub mod summary;
pub mod tally;
pub mod wide;

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::analysis::Analysis;
use crate::dialect::Kind;
use crate::folder::Missing;
use crate::language::Language;
use crate::lint::{Finding, Severity};
use crate::package::Format;
use crate::page::words;
use crate::rules::RULES;
use crate::source::Origin;
use crate::text::{LineIndex, Position, Span};

use tally::Tally;

/// A draft that was checked.
pub struct Draft<'a> {
    /// As it is shown.
    pub path: &'a str,
    /// Text that was analysed.
    pub text: &'a str,
    /// Origin of the text in its file: plain text or a package.
    pub origin: Origin,
    /// Kind of file.
    pub kind: Kind,
    /// Result of the analysis.
    pub analysis: &'a Analysis,
    /// Language of messages.
    pub language: Language,
}

/// A finding with its words and its place.
pub struct LocatedFinding<'a> {
    /// The finding.
    pub finding: &'a Finding,
    /// The rendered message.
    pub message: String,
    /// Its start.
    pub start: Position,
    /// Its end, exclusive.
    pub end: Position,
}

impl Draft<'_> {
    /// Renders the message of a finding. In a package, where the writer sees no lines, it names the table.
    pub fn message(&self, finding: &Finding) -> String {
        let words = words(finding.rule, &finding.message, self.language);
        let table = self.origin.package().and_then(|_| self.table(finding));
        match table.filter(|table| !words.contains(*table)) {
            Some(table) => self.language.pick(|| format!("{table}：{words}"), || format!("{table}: {words}")),
            None => words,
        }
    }

    /// The form its tables are in; of a package its format.
    pub fn dialect(&self) -> &'static str {
        self.origin.package().map_or_else(|| self.analysis.dialect_name(self.kind), Format::name)
    }

    /// The name of the table that a finding is about, or stands in.
    fn table(&self, finding: &Finding) -> Option<&'static str> {
        let document = &self.analysis.document;
        let line = document.lines.partition_point(|line| line.span.start <= finding.span.start).checked_sub(1)?;
        let id = finding.cell.as_deref().and_then(|cell| cell.split('.').next());
        let mut tables = self.analysis.reports.iter().flat_map(|report| &report.tables);
        let found = tables.find(|bound| bound.lines.contains(&line) && id.is_none_or(|id| id == bound.table().id));
        found.map(|bound| bound.table().name.as_str())
    }

    /// Lines of the draft, where any place in it is to be told.
    pub fn lines(&self) -> Option<LineIndex> {
        (!self.analysis.findings.is_empty()).then(|| LineIndex::new(self.text))
    }

    /// All findings in order.
    pub fn found<'s>(&'s self, lines: Option<&'s LineIndex>) -> impl Iterator<Item = LocatedFinding<'s>> {
        let place = |lines: &LineIndex, span: Span| {
            (lines.position(self.text, span.start), lines.position(self.text, span.end))
        };
        let found = move |lines: &LineIndex, finding: &'s Finding| {
            let (start, end) = place(lines, finding.span);
            LocatedFinding { finding, message: self.message(finding), start, end }
        };
        lines.into_iter().flat_map(move |lines| self.analysis.findings.iter().map(move |finding| found(lines, finding)))
    }
}

/// A file that could not be dealt with.
#[derive(Clone, Copy)]
pub struct Failure<'a> {
    /// As it is shown.
    pub path: &'a str,
    /// Why, in one sentence.
    pub sentence: &'a str,
}

/// The units of a roster, as the checks between reports say.
pub struct Units {
    /// The roster, as it is shown.
    pub roster: String,
    /// Those without a report.
    pub missing: Vec<Missing>,
    /// The severity of that.
    pub severity: Severity,
    /// Number of units that must report.
    pub count: usize,
    /// The year of the reports that are due, if known.
    pub year: Option<u16>,
    /// Language of messages.
    pub language: Language,
}

/// The rule on units without a report.
pub const MISSING: &str = "missing-report";

impl Units {
    /// Each unit without a report, with what is said of it.
    pub fn messages(&self) -> impl Iterator<Item = (&Missing, String)> {
        let rule = RULES.iter().find(|rule| rule.id == MISSING);
        let said =
            move |missing| rule.map_or_else(String::new, |rule| words(rule, &Missing::message(missing), self.language));
        self.missing.iter().map(move |missing| (missing, said(missing)))
    }
}

/// A way of printing what was found, a file at a time so that memory does not grow with their number. What it gives for
/// each file is printed in the order of the files, `between` between two that are not empty.
pub trait Renderer: Sync {
    /// Before the first file.
    fn head(&self) -> Cow<'static, str> {
        "".into()
    }

    /// Between two files.
    fn between(&self) -> &'static str {
        ""
    }

    /// Adds what is printed of a draft.
    fn draft(&self, draft: &Draft, out: &mut Vec<u8>);

    /// Adds what is printed of a file that could not be dealt with.
    fn failure(&self, failure: Failure, out: &mut Vec<u8>);

    /// Adds what is printed of units without a report, of which there are some.
    fn missing(&self, units: &[Units], out: &mut Vec<u8>);

    /// Adds what is printed after all files; `units` where reports were compared with each other.
    fn tail(&self, tally: &Tally, units: Option<&[Units]>, out: &mut Vec<u8>);
}

/// Writes a value as JSON.
pub fn write_json(value: &impl serde::Serialize, out: &mut Vec<u8>) {
    serde_json::to_writer(out, value).expect("writing plain data to memory does not fail");
}

/// Writes values as JSON, `between` between two.
pub fn write_all_json<T: serde::Serialize>(values: impl Iterator<Item = T>, between: &str, out: &mut Vec<u8>) {
    for (index, value) in values.enumerate() {
        if index > 0 {
            out.extend_from_slice(between.as_bytes());
        }
        write_json(&value, out);
    }
}

/// Characters of a path that stand unescaped in its address.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A path as an address says it.
pub fn address(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}
