//! `--format json` and `jsonl`, schema version 1: the order of the fields is part of it.

use std::borrow::Cow;

use crate::edit::{Applicability, Edit, Fix};
use crate::folder::Missing;
use crate::lint::{Finding, Related, Suspect};
use crate::page::words;
use crate::text::{LineIndex, Position, Span};
use serde::Serialize;

use super::{Draft, Failure, Renderer, Units, write_json};
use crate::render::tally::Tally;

/// One document.
pub struct Document;

/// An object a line.
pub struct Lines;

impl Renderer for Document {
    fn head(&self) -> Cow<'static, str> {
        HEAD.into()
    }

    fn between(&self) -> &'static str {
        ",\n"
    }

    fn draft(&self, draft: &Draft, out: &mut Vec<u8>) {
        write_draft(draft, out);
    }

    fn failure(&self, failure: Failure, out: &mut Vec<u8>) {
        write_failure(failure, out);
    }

    fn missing(&self, _: &[Units], _: &mut Vec<u8>) {}

    fn tail(&self, tally: &Tally, units: Option<&[Units]>, out: &mut Vec<u8>) {
        out.extend_from_slice(b"\n],");
        if let Some(units) = units {
            out.extend_from_slice(b"\"folder\":");
            write_json(&FolderView::of(units), out);
            out.push(b',');
        }
        out.extend_from_slice(b"\"summary\":");
        write_json(&tally.summary(), out);
        out.extend_from_slice(b"}\n");
    }
}

impl Renderer for Lines {
    fn draft(&self, draft: &Draft, out: &mut Vec<u8>) {
        write_draft(draft, out);
        out.push(b'\n');
    }

    fn failure(&self, failure: Failure, out: &mut Vec<u8>) {
        write_failure(failure, out);
        out.push(b'\n');
    }

    fn missing(&self, units: &[Units], out: &mut Vec<u8>) {
        out.extend_from_slice(b"{\"folder\":");
        write_json(&FolderView::of(units), out);
        out.extend_from_slice(b"}\n");
    }

    fn tail(&self, _: &Tally, _: Option<&[Units]>, _: &mut Vec<u8>) {}
}

const HEAD: &str = concat!(
    "{\"version\":1,\"tool\":{\"name\":\"gaireport-lsp\",\"version\":\"",
    env!("CARGO_PKG_VERSION"),
    "\"},\"files\":[\n"
);

#[derive(Serialize)]
struct FileView<'a> {
    path: &'a str,
    report: Option<bool>,
    organization: Option<&'a str>,
    year: Option<u16>,
    edition: Option<u16>,
    dialect: Option<&'a str>,
    encoding: Option<&'a str>,
    error: Option<&'a str>,
    findings: Vec<FindingView<'a>>,
}

#[derive(Serialize)]
struct FindingView<'a> {
    rule: &'a str,
    severity: &'a str,
    message: String,
    start: PlaceView,
    end: PlaceView,
    cell: Option<&'a str>,
    expected: Option<&'a str>,
    actual: Option<&'a str>,
    suspects: Vec<SuspectView<'a>>,
    related: Vec<RelatedView<'a>>,
    fixes: Vec<FixView<'a>>,
}

#[derive(Serialize)]
struct PlaceView {
    line: usize,
    column: usize,
    offset: u32,
}

#[derive(Serialize)]
struct SuspectView<'a> {
    cell: &'a str,
    expected: &'a str,
}

#[derive(Serialize)]
struct RelatedView<'a> {
    message: String,
    /// Only where it stands in another file; places are in that one then.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
    start: PlaceView,
    end: PlaceView,
}

#[derive(Serialize)]
struct FixView<'a> {
    title: String,
    safe: bool,
    edits: Vec<EditView<'a>>,
}

#[derive(Serialize)]
struct EditView<'a> {
    start: u32,
    end: u32,
    text: &'a str,
}

/// The units of all rosters.
#[derive(Serialize)]
struct FolderView<'a> {
    missing: Vec<MissingView<'a>>,
    units: usize,
}

#[derive(Serialize)]
struct MissingView<'a> {
    unit: &'a str,
    parent: Option<&'a str>,
    due: Option<&'a str>,
}

impl<'a> FolderView<'a> {
    fn of(units: &'a [Units]) -> Self {
        let view = |missing: &'a Missing| MissingView {
            unit: &missing.unit,
            parent: missing.parent.as_deref(),
            due: missing.due.as_deref(),
        };
        FolderView {
            missing: units.iter().flat_map(|units| units.missing.iter().map(view)).collect(),
            units: units.iter().map(|units| units.count).sum(),
        }
    }
}

/// Writes the object of a draft.
fn write_draft(draft: &Draft, out: &mut Vec<u8>) {
    let first = draft.analysis.reports.first();
    let index = (!draft.analysis.findings.is_empty()).then(|| LineIndex::new(draft.text));
    let findings =
        index.iter().flat_map(|index| draft.analysis.findings.iter().map(|finding| view(draft, index, finding)));
    write_json(
        &FileView {
            path: draft.path,
            report: Some(first.is_some()),
            organization: first.and_then(|report| report.organization.as_deref()),
            year: first.and_then(|report| report.year),
            edition: first.and_then(|report| report.edition).map(|edition| edition.id),
            dialect: Some(draft.dialect()),
            encoding: Some(draft.origin.encoding()),
            error: None,
            findings: findings.collect(),
        },
        out,
    );
}

/// Writes the object of a file that could not be dealt with.
fn write_failure(failure: Failure, out: &mut Vec<u8>) {
    write_json(
        &FileView {
            path: failure.path,
            report: None,
            organization: None,
            year: None,
            edition: None,
            dialect: None,
            encoding: None,
            error: Some(failure.sentence),
            findings: Vec::new(),
        },
        out,
    );
}

fn view<'a>(draft: &Draft<'a>, index: &LineIndex, finding: &'a Finding) -> FindingView<'a> {
    let (start, end) = places(draft, index, finding.span);
    FindingView {
        rule: finding.rule.id,
        severity: finding.severity.word(),
        message: draft.message(finding),
        start,
        end,
        cell: finding.cell.as_deref(),
        expected: finding.expected.as_deref(),
        actual: finding.actual.as_deref(),
        suspects: finding.suspects.iter().map(suspect).collect(),
        related: finding.related.iter().map(|related| relation(draft, index, finding, related)).collect(),
        fixes: finding.fixes.iter().map(|fix| fix_view(draft, finding, fix)).collect(),
    }
}

fn places(draft: &Draft, index: &LineIndex, span: Span) -> (PlaceView, PlaceView) {
    let place = |offset: u32| {
        let position = index.position(draft.text, offset);
        PlaceView { line: position.line, column: position.column, offset }
    };
    (place(span.start), place(span.end))
}

fn suspect(suspect: &Suspect) -> SuspectView<'_> {
    SuspectView { cell: &suspect.cell, expected: &suspect.expected }
}

fn relation<'a>(draft: &Draft, index: &LineIndex, finding: &Finding, related: &'a Related) -> RelatedView<'a> {
    let message = words(finding.rule, &related.message, draft.language);
    let Some(place) = &related.elsewhere else {
        let (start, end) = places(draft, index, related.span);
        return RelatedView { message, path: None, start, end };
    };
    let view = |position: Position, offset: u32| PlaceView { line: position.line, column: position.column, offset };
    let (start, end) = (view(place.start, place.span.start), view(place.end, place.span.end));
    RelatedView { message, path: Some(&place.path), start, end }
}

fn fix_view<'a>(draft: &Draft, finding: &Finding, fix: &'a Fix) -> FixView<'a> {
    FixView {
        title: words(finding.rule, &fix.title, draft.language),
        safe: fix.applicability == Applicability::Safe,
        edits: fix.edits.iter().map(edit).collect(),
    }
}

fn edit(edit: &Edit) -> EditView<'_> {
    EditView { start: edit.span.start, end: edit.span.end, text: &edit.text }
}
