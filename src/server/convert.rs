//! Between the protocol's types and this program's.

use std::collections::HashMap;
use std::path::Path;
use std::str::FromStr;

use gaireport::edit::Edit;
use gaireport::lint::{Finding, Related, Severity};
use gaireport::page::{self, words};
use gaireport::text::{Point, Text};
use ls_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, DocumentChanges,
    Location, MarkupContent, MarkupKind, NumberOrString, OneOf, OptionalVersionedTextDocumentIdentifier, Position,
    Range, TextDocumentEdit, TextEdit, Uri, WorkspaceEdit,
};
use serde_json::json;

use super::editor::Editor;
use super::revision::Revision;
use super::{address, workspace};

/// What diagnostics are signed with.
pub const SOURCE: &str = "gaireport";

/// Rules that find text which does nothing; editors grey it out.
const UNNECESSARY: [&str; 1] = ["unused-suppression"];

/// A place as the protocol has it.
pub fn position(place: Point) -> Position {
    Position { line: place.line, character: place.character }
}

/// A position of the protocol.
pub fn place(position: Position) -> Point {
    Point { line: position.line, character: position.character }
}

/// A severity of the protocol.
pub fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Information => DiagnosticSeverity::INFORMATION,
    }
}

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

/// Where another place is: in the draft, or in last year's report, which is read for it unless it is open.
fn location(revision: &Revision, related: &Related) -> Option<Location> {
    let Some(elsewhere) = &related.elsewhere else {
        return Some(Location::new(revision.uri.clone(), revision.range(related.span)));
    };
    let path = Path::new(&*elsewhere.path);
    let range = |text: &Text| {
        let place = |offset: u32| position(text.place(offset as usize, revision.editor.encoding));
        Range::new(place(elsewhere.span.start), place(elsewhere.span.end))
    };
    if let Some(buffer) = revision.scope.open.iter().find(|buffer| buffer.path == path) {
        return Uri::from_str(&buffer.address).ok().map(|uri| Location::new(uri, range(&buffer.text)));
    }
    let path = path.canonicalize().ok()?;
    Some(Location::new(address::of(&path)?, range(&workspace::text(&path)?)))
}

/// Words in Markdown, for an editor that may show them as they are written.
pub fn markup(editor: &Editor, markdown: String) -> MarkupContent {
    let kind = if editor.markdown { MarkupKind::Markdown } else { MarkupKind::PlainText };
    MarkupContent { kind, value: markdown }
}

/// An edit as the editor counts it.
pub fn text_edit(revision: &Revision, edit: &Edit) -> TextEdit {
    TextEdit::new(revision.range(edit.span), edit.text.clone())
}

/// Edits of a draft. An editor that knows versions refuses them for any other.
pub fn workspace_edit(revision: &Revision, edits: &[Edit]) -> WorkspaceEdit {
    let edits = edits.iter().map(|edit| text_edit(revision, edit));
    if !revision.editor.versioned_edits {
        return WorkspaceEdit::new(HashMap::from([(revision.uri.clone(), edits.collect())]));
    }
    let text_document = OptionalVersionedTextDocumentIdentifier::new(revision.uri.clone(), revision.version);
    let edit = TextDocumentEdit { text_document, edits: edits.map(OneOf::Left).collect() };
    WorkspaceEdit { document_changes: Some(DocumentChanges::Edits(vec![edit])), ..WorkspaceEdit::default() }
}
