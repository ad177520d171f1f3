//! `--format rdjson`: the diagnostics of reviewdog. Its columns count bytes from 1, ends are exclusive.

use std::borrow::Cow;

use gaireport::edit::Fix;
use gaireport::lint::Severity;
use gaireport::text::{LineIndex, Span};
use serde::Serialize;

use super::{Draft, Failure, LocatedFinding, Renderer, page_address, write_all_json, write_json};
use crate::cli::tally::Tally;

/// The form.
pub struct RdJson;

#[derive(Serialize)]
struct Diagnostic<'a> {
    message: String,
    location: Location<'a>,
    severity: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<Code>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion<'a>>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
}

#[derive(Serialize)]
struct Range {
    start: LineColumn,
    end: LineColumn,
}

#[derive(Serialize)]
struct LineColumn {
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct Code {
    value: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Serialize)]
struct Suggestion<'a> {
    range: Range,
    text: &'a str,
}

impl Renderer for RdJson {
    fn head(&self) -> Cow<'static, str> {
        "{\"source\":{\"name\":\"gaireport-lsp\"},\"diagnostics\":[\n".into()
    }

    fn between(&self) -> &'static str {
        ",\n"
    }

    fn draft(&self, draft: &Draft, out: &mut Vec<u8>) {
        let lines = draft.lines();
        let Some(index) = &lines else { return };
        write_all_json(draft.found(Some(index)).map(|found| diagnostic(draft, index, found)), ",\n", out);
    }

    fn failure(&self, failure: Failure, out: &mut Vec<u8>) {
        let location = Location { path: failure.path, range: None };
        let message = failure.sentence.to_owned();
        write_json(&Diagnostic { message, location, severity: "ERROR", code: None, suggestions: Vec::new() }, out);
    }

    fn tail(&self, _: &Tally, out: &mut Vec<u8>) {
        out.extend_from_slice(b"\n]}\n");
    }
}

fn diagnostic<'a>(draft: &Draft<'a>, index: &LineIndex, found: LocatedFinding<'a>) -> Diagnostic<'a> {
    let finding = found.finding;
    Diagnostic {
        message: found.message,
        location: Location { path: draft.path, range: Some(range(draft, index, finding.span)) },
        severity: match finding.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Information => "INFO",
        },
        code: Some(Code { value: finding.rule.id, url: page_address(finding.rule.id) }),
        suggestions: finding.fixes.iter().filter_map(|fix| suggestion(draft, index, fix)).collect(),
    }
}

/// A suggestion replaces one place; a fix of several cannot be shown.
fn suggestion<'a>(draft: &Draft, index: &LineIndex, fix: &'a Fix) -> Option<Suggestion<'a>> {
    let [edit] = &fix.edits[..] else { return None };
    Some(Suggestion { range: range(draft, index, edit.span), text: &edit.text })
}

fn range(draft: &Draft, index: &LineIndex, span: Span) -> Range {
    let place = |offset: u32| {
        let line = index.position(draft.text, offset).line;
        let start = index.line(draft.text, line).map_or(0, |line| line.start);
        LineColumn { line, column: offset.saturating_sub(start) as usize + 1 }
    };
    Range { start: place(span.start), end: place(span.end) }
}
