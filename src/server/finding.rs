//! Shows a finding of a draft as a diagnostic.

use std::path::Path;
use std::str::FromStr;

use gaireport::lint::{Finding, Related};
use gaireport::page::{self, words};
use ls_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticTag, Location, NumberOrString, Range, Uri,
};
use serde_json::json;

use super::address;
use super::convert::{SOURCE, position, severity};
use super::revision::Revision;

/// Rules that find text which does nothing; editors grey it out.
const UNNECESSARY: [&str; 1] = ["unused-suppression"];

/// A finding in a draft, with as much as the editor can show.
pub fn diagnostic(revision: &Revision, finding: &Finding) -> Diagnostic {
    let editor = &revision.editor;
    // There is no such page in the web: an editor shows it by asking for it.
    let description = || Some(CodeDescription { href: Uri::from_str(&page::address(finding.rule)).ok()? });
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
    let view = |related: &Related| {
        let message = words(finding.rule, &related.message, revision.scope.language);
        Some(DiagnosticRelatedInformation { location: location(revision, related)?, message })
    };
    finding.related.iter().filter_map(view).collect()
}

/// Finds another place: in the draft, or in another report.
fn location(revision: &Revision, related: &Related) -> Option<Location> {
    let Some(elsewhere) = &related.elsewhere else {
        return Some(Location::new(revision.uri.clone(), revision.range(related.span)));
    };
    let found = revision.scope.other_report(Path::new(&*elsewhere.path))?;
    let uri = match found.address {
        Some(address) => Uri::from_str(&address).ok()?,
        None => address::of(&found.path)?,
    };
    let place = |offset: u32| position(found.text.place(offset as usize, revision.editor.encoding));
    Some(Location::new(uri, Range::new(place(elsewhere.span.start), place(elsewhere.span.end))))
}
