//! `--format gitlab`: a code quality report. A fingerprint never holds the line, so that findings are followed as lines
//! move.

use std::borrow::Cow;

use gaireport::lint::Severity;
use serde::Serialize;

use super::fingerprint::{of_missing, unique};
use super::place::relative;
use super::{Draft, Failure, MISSING, Renderer, Units, write_all_json, write_json};
use crate::cli::tally::Tally;

/// The form.
pub struct GitLab;

/// Stands for a rule where a file could not be read.
const UNREADABLE: &str = "unreadable-file";

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: Cow<'a, str>,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

impl Renderer for GitLab {
    fn head(&self) -> Cow<'static, str> {
        "[\n".into()
    }

    fn between(&self) -> &'static str {
        ",\n"
    }

    fn draft(&self, draft: &Draft, out: &mut Vec<u8>) {
        let (lines, path) = (draft.lines(), relative(draft.path));
        let issues = draft.found(lines.as_ref()).zip(unique(draft)).map(|(found, fingerprint)| Issue {
            description: found.message,
            check_name: found.finding.rule.id,
            fingerprint,
            severity: level(found.finding.severity),
            location: Location {
                path: path.clone(),
                lines: Lines { begin: found.start.line, end: found.end.line.max(found.start.line) },
            },
        });
        write_all_json(issues, ",\n", out);
    }

    fn failure(&self, failure: Failure, out: &mut Vec<u8>) {
        let path = relative(failure.path);
        let issue = Issue {
            description: failure.sentence.to_owned(),
            check_name: UNREADABLE,
            fingerprint: format!("{UNREADABLE}:{path}"),
            severity: "blocker",
            location: Location { path, lines: Lines { begin: 1, end: 1 } },
        };
        write_json(&issue, out);
    }

    fn missing(&self, units: &[Units], out: &mut Vec<u8>) {
        let issues = units.iter().flat_map(|units| {
            units.messages().map(move |(missing, description)| Issue {
                description,
                check_name: MISSING,
                fingerprint: of_missing(&missing.unit),
                severity: level(units.severity),
                location: Location { path: relative(&units.roster), lines: Lines { begin: 1, end: 1 } },
            })
        });
        write_all_json(issues, ",\n", out);
    }

    fn tail(&self, _: &Tally, _: Option<&[Units]>, out: &mut Vec<u8>) {
        out.extend_from_slice(b"\n]\n");
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Information => "info",
    }
}
