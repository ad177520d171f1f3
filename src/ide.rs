//! Editor features of a draft, in editors' words: no protocol, no input or output.
//!
//! Each feature is one file and one or two functions from a [`Snapshot`] to spans of its source. Spans are bytes of the
//! source, never of what was read out of it; whoever speaks a protocol turns them into its positions. Every function is
//! total: any offset is taken, one past the end or inside a character too, and then finds nothing.

pub mod actions;
pub mod completion;
pub mod drafts;
pub mod figures;
pub mod folding;
pub mod formatting;
pub mod hints;
pub mod hover;
pub mod lenses;
pub mod links;
mod markdown;
pub mod navigation;
pub mod pages;
mod place;
pub mod selection;
mod sums;
pub mod symbols;
mod words;

use crate::analysis::{self, Analysis, Options};
use crate::dialect::{Document, Kind};
use crate::language::Language;
use crate::lint::{Context, Finding};
use crate::page;
use crate::report::{BoundTable, Report};
use crate::text::Span;

/// A draft at one moment, with what was found in it then.
#[derive(Clone, Copy)]
pub struct Snapshot<'a> {
    /// The draft as the editor has it.
    pub source: &'a str,
    /// Options it was analysed with.
    pub options: &'a Options,
    /// Result of the analysis.
    pub analysis: &'a Analysis,
    /// Language of what a person reads.
    pub language: Language,
}

/// A table of the draft: the report it stands in, and its index in that report. Good for one snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TableAt {
    /// Index into `Analysis::reports`.
    pub report: usize,
    /// Index into `Report::tables`.
    pub table: usize,
}

impl<'a> Snapshot<'a> {
    /// File kind of the draft.
    pub fn kind(&self) -> Kind {
        self.options.kind
    }

    /// Lines and cells as read.
    pub fn document(&self) -> &'a Document {
        &self.analysis.document
    }

    /// Text as read; spans of lines, cells and values refer to it.
    pub fn text(&self) -> &'a str {
        self.document().text(self.source)
    }

    /// The words of a finding.
    pub fn words(&self, finding: &Finding) -> String {
        page::words(finding.rule, &finding.message, self.language)
    }

    /// Builds the context of one report, for rules and composition.
    fn context(&self, report: &'a Report) -> Context<'a> {
        analysis::context(self.source, self.options, self.document(), report)
    }

    /// The table, if the draft has it.
    fn table(&self, at: TableAt) -> Option<(&'a Report, &'a BoundTable)> {
        let report = self.analysis.reports.get(at.report)?;
        Some((report, report.tables.get(at.table)?))
    }

    /// The place in the source of a span of what was read.
    fn place(&self, span: Span) -> Span {
        self.document().source_span(span)
    }

    /// Span in the source of a range of lines; empty, at the start of the text, if the range holds none.
    fn lines_place(&self, lines: std::ops::Range<usize>) -> Span {
        let lines = self.document().lines.get(lines).unwrap_or_default();
        match (lines.first(), lines.last()) {
            (Some(first), Some(last)) => self.place(first.span).cover(self.place(last.span)),
            _ => Span::default(),
        }
    }

    /// Findings that begin inside a span, with their indices.
    fn findings_in(&self, span: Span) -> impl Iterator<Item = (usize, &'a Finding)> + use<'a> {
        let findings = &self.analysis.findings;
        let first = findings.partition_point(|finding| finding.span.start < span.start);
        let end = findings.partition_point(|finding| finding.span.start <= span.end);
        (first..end).map(move |index| (index, &findings[index]))
    }

    /// Every table with its report.
    fn tables(&self) -> impl Iterator<Item = (TableAt, &'a Report, &'a BoundTable)> + use<'a> {
        self.analysis.reports.iter().enumerate().flat_map(|(index, report)| {
            let at = move |table: usize| TableAt { report: index, table };
            report.tables.iter().enumerate().map(move |(table, bound)| (at(table), report, bound))
        })
    }
}
