//! Between the protocol's types and this program's.

use std::str::FromStr;

use gaireport::lint::{Finding, Severity};
use gaireport::page::words;
use gaireport::text::Place;
use ls_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location,
    NumberOrString, Position, Uri,
};
use serde_json::json;

use super::revision::Revision;

/// What diagnostics are signed with.
pub const SOURCE: &str = "gaireport";

/// Rules that find text which does nothing; editors grey it out.
const UNNECESSARY: [&str; 1] = ["unused-suppression"];

/// A place as the protocol has it.
pub fn position(place: Place) -> Position {
    Position { line: place.line, character: place.character }
}

/// A position of the protocol.
pub fn place(position: Position) -> Place {
    Place { line: position.line, character: position.character }
}

/// A severity of the protocol.
pub fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Information => DiagnosticSeverity::INFORMATION,
    }
}

/// Address of a rule's page. There is no such thing in the web: an editor shows it by asking for the page.
pub fn rule_address(id: &str) -> Option<Uri> {
    Uri::from_str(&format!("gaireport:rule/{id}")).ok()
}

/// A finding in a draft, with as much as the editor can show.
pub fn diagnostic(revision: &Revision, finding: &Finding) -> Diagnostic {
    let editor = &revision.editor;
    let description = || Some(CodeDescription { href: rule_address(finding.rule.id)? });
    Diagnostic {
        range: revision.range(finding.span),
        severity: Some(severity(finding.severity)),
        code: Some(NumberOrString::String(finding.rule.id.to_owned())),
        code_description: editor.descriptions.then(description).flatten(),
        source: Some(SOURCE.to_owned()),
        message: words(finding.rule, &finding.message, revision.scope.language),
        related_information: editor.related.then(|| related(revision, finding)).filter(|related| !related.is_empty()),
        tags: (editor.tags && UNNECESSARY.contains(&finding.rule.id)).then(|| vec![DiagnosticTag::UNNECESSARY]),
        data: Some(json!({ "cell": finding.cell, "expected": finding.expected, "fixes": finding.fixes.len() })),
    }
}

fn related(revision: &Revision, finding: &Finding) -> Vec<DiagnosticRelatedInformation> {
    let place = |related: &gaireport::lint::Related| DiagnosticRelatedInformation {
        location: Location::new(revision.uri.clone(), revision.range(related.span)),
        message: words(finding.rule, &related.message, revision.scope.language),
    };
    finding.related.iter().map(place).collect()
}
