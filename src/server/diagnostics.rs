//! Makes the diagnostics of a draft, and recognises that they are the same as before.

use std::hash::Hasher;

use gaireport::lint::Finding;
use gaireport::text::Span;
use ls_types::{Diagnostic, DiagnosticSeverity, NumberOrString};
use rustc_hash::FxHasher;

use super::convert::SOURCE;
use super::finding::diagnostic;
use super::revision::Revision;

/// Code of what is said about a configuration that cannot be used.
const CONFIGURATION: &str = "configuration";

/// Returns all diagnostics of a draft, made once.
pub fn of(revision: &Revision) -> &[Diagnostic] {
    revision.diagnostics(|| make(revision))
}

fn make(revision: &Revision) -> Vec<Diagnostic> {
    if let Some(problem) = &revision.scope.problem {
        // As on the command line: a draft whose configuration is broken is not checked, and that is said.
        return vec![Diagnostic {
            range: revision.range(Span::default()),
            severity: Some(DiagnosticSeverity::ERROR),
            code: Some(NumberOrString::String(CONFIGURATION.to_owned())),
            source: Some(SOURCE.to_owned()),
            message: problem.words(revision.scope.language),
            ..Diagnostic::default()
        }];
    }
    if revision.scope.excluded {
        return Vec::new();
    }
    findings(revision).iter().map(|finding| diagnostic(revision, finding)).collect()
}

/// The findings of a draft, in it alone and between it and other reports, in the order of their places.
pub fn findings(revision: &Revision) -> Vec<&Finding> {
    let reading = revision.reading();
    let between = revision.scope.between.as_ref().map_or(&[][..], |found| found.of(&reading.source));
    let mut findings: Vec<&Finding> = reading.analysis.findings.iter().chain(between).collect();
    findings.sort_by_key(|finding| finding.span);
    findings
}

/// Returns an id that the same diagnostics have in common.
pub fn result_id(diagnostics: &[Diagnostic]) -> String {
    let mut hasher = FxHasher::default();
    hasher.write(&serde_json::to_vec(diagnostics).unwrap_or_default());
    format!("{:016x}", hasher.finish())
}
