//! The tables of a draft as the standard draws them, with everything a view needs that computes nothing itself.
//!
//! The answer to `gaireport/figures`, as JSON. `range` is whatever the server makes of a span: with the protocol's
//! positions `{"start":{"line":0,"character":0},"end":{"line":0,"character":1}}`; it is `null` where the draft has no
//! such thing. Fields are always there and in this order.
//!
//! ```json
//! { "version": 1,
//!   "reports": [
//!     { "title": "某镇2021年政府信息公开工作年度报告", "organization": "某镇", "year": 2021,
//!       "edition": 2021, "notice": "国办公开办函〔2021〕30号", "range": {},
//!       "findings": [
//!         { "rule": "row-sum-mismatch", "severity": "error", "message": "… 应为 16，实为 15", "quote": "15",
//!           "range": {} } ],
//!       "tables": [
//!         { "id": "requests", "name": "表三", "section": "三、收到和处理政府信息公开申请情况", "edition": 2021,
//!           "present": true, "range": {}, "summary": "勾稽关系：38 项成立，1 项不成立", "columns": 10,
//!           "report": 0, "table": 1,
//!           "sums": [
//!             { "place": "一、本年新收政府信息公开申请数量", "identity": "总计＝自然人＋…", "figures": "15 ≠ 12＋4",
//!               "verdict": "broken", "rule": "row-sum-mismatch", "cells": ["requests.new.total"] } ],
//!           "rows": [ [
//!             { "kind": "label", "text": "自然人", "columns": 1, "rows": 2, "range": {}, "id": null, "figure": null,
//!               "expected": null, "state": "found", "severity": null, "findings": [], "sums": [], "verdict": null },
//!             { "kind": "value", "text": "15", "columns": 1, "rows": 1, "range": {}, "id": "requests.new.total",
//!               "figure": "15", "expected": "16", "state": "figure", "severity": "error", "findings": [0],
//!               "sums": [0, 38], "verdict": "broken" } ] ] } ] } ] }
//! ```
//!
//! - `reports`: every report of the text, in order. `year`, `edition`, `title`, `organization` and `notice` may be `null`.
//! - `tables`: those of the report's edition, in order, `present` or not; a table that the draft draws in another
//!   edition comes as it is drawn. `report` and `table` are what the command that redraws takes; `table` is `null` where
//!   the draft lacks it.
//! - `rows`: rows of cells from top to bottom; a cell covers `columns` × `rows` places, as in HTML.
//! - `kind`: `label` or `value`. `text`: the standard's label, or the value as the draft writes it.
//! - `state` of a label: `found`, `missing`. Of a value: `figure`, `blank`, `placeholder`, `text`; `unread` where the row is
//!   there but its values cannot be told apart, `missing` where the row is not.
//! - `figure`: the exact number. `expected`: what should stand there, where that is certain.
//! - `severity`: the gravest of its findings: `error`, `warning`, `info`; `suspect` where a finding names the cell as one
//!   that may be the cause; or `null`.
//! - `findings`: indices into the report's. `sums`: indices into the table's. `verdict`: `broken` where any of them is,
//!   else `open` where any has no figure, else `held`; `null` where it stands in none.

mod draw;

use serde::Serialize;

pub use draw::{Cell, Table};

use super::Snapshot;
use crate::lint::Finding;
use crate::report::Report;
use crate::text::Span;

/// Everything that is to be drawn. `R` is what the server makes of a span.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Figures<R> {
    /// Grows when the shape changes in a way that clients must know.
    pub version: u32,
    /// The reports of the text.
    pub reports: Vec<ReportFigures<R>>,
}

/// One report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReportFigures<R> {
    /// Its title on one line.
    pub title: Option<String>,
    /// Its organ.
    pub organization: Option<String>,
    /// Its year.
    pub year: Option<u16>,
    /// The edition that its year asks for.
    pub edition: Option<u16>,
    /// The notice that issued the edition.
    pub notice: Option<&'static str>,
    /// Its range in the draft.
    pub range: R,
    /// Findings in its tables.
    pub findings: Vec<FindingView<R>>,
    /// Its tables.
    pub tables: Vec<Table<R>>,
}

/// A finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FindingView<R> {
    /// Id of its rule.
    pub rule: &'static str,
    /// `error`, `warning` or `info`.
    pub severity: &'static str,
    /// Its message.
    pub message: String,
    /// The words that it stands on and those around them, shortened.
    pub quote: String,
    /// The place.
    pub range: R,
}

/// The tables of every report; `range` turns a span of the source into what the client understands.
pub fn figures<R>(snapshot: &Snapshot, range: impl Fn(Span) -> R) -> Figures<R> {
    let reports = snapshot.analysis.reports.iter().enumerate();
    let reports = reports.map(|(index, report)| of_report(snapshot, index, report, &range)).collect();
    Figures { version: 1, reports }
}

/// The words of a place with those around it on its line, for a reader who has no editor to be led to it.
fn quoted(source: &str, span: Span) -> String {
    const AROUND: usize = 12;
    const LONGEST: usize = 40;
    let inside = |character: &char| !matches!(character, '\n' | '\r');
    let before = source.get(..span.start as usize).unwrap_or_default().chars().rev().take_while(inside).take(AROUND);
    let before: Vec<char> = before.collect();
    let behind = source.get(span.end as usize..).unwrap_or_default().chars().take_while(inside).take(AROUND);
    let words: String = before.into_iter().rev().chain(span.of(source).chars().take(LONGEST)).chain(behind).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn of_report<R>(snapshot: &Snapshot, index: usize, report: &Report, range: &impl Fn(Span) -> R) -> ReportFigures<R> {
    let place = snapshot.lines_place(report.lines.clone());
    let findings: Vec<&Finding> = snapshot.findings_in(place).map(|(_, finding)| finding).collect();
    let view = |finding: &&Finding| FindingView {
        rule: finding.rule.id,
        severity: finding.severity.word(),
        message: snapshot.words(finding),
        quote: quoted(snapshot.source, finding.span),
        range: range(finding.span),
    };
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    ReportFigures {
        title: report.title.as_ref().map(|title| words(title.span.of(snapshot.text()))),
        organization: report.organization.clone(),
        year: report.year,
        edition: report.edition.map(|edition| edition.id),
        notice: report.edition.map(|edition| edition.notice.as_str()),
        range: range(place),
        findings: findings.iter().map(view).collect(),
        tables: draw::tables(snapshot, index, report, &findings, range),
    }
}
