//! Drafts in the open folders, whether open or not: what is found in all of them.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gaireport::problem::Problem;
use gaireport::text::Text;
use ls_types::{
    Diagnostic, FullDocumentDiagnosticReport, Range, UnchangedDocumentDiagnosticReport, Uri,
    WorkspaceDocumentDiagnosticReport, WorkspaceFullDocumentDiagnosticReport,
    WorkspaceUnchangedDocumentDiagnosticReport,
};

use super::files::Stamp;
use super::revision::Revision;
use super::session::Session;
use super::{address, diagnostics};
use crate::drafts::{folder, source};

/// Diagnostics that the editor already has: their result id for each address.
pub type Known = HashMap<Uri, String>;

/// A draft of the workspace.
pub enum Draft {
    /// Open: its text is the editor's.
    Open(Arc<Revision>),
    /// A file.
    File(PathBuf),
}

/// All drafts: the open ones, then those in the folders that are not.
pub fn drafts(session: &Session) -> Vec<Draft> {
    let open = session.documents.all();
    let paths: Vec<PathBuf> = open.iter().filter_map(|revision| address::path(&revision.uri)).map(canonical).collect();
    let folders = session.folders().clone();
    let mut files: Vec<PathBuf> = folders.iter().flat_map(|folder| folder::drafts_in(folder)).collect();
    files.sort_unstable();
    files.dedup();
    files.retain(|path| !paths.contains(path));
    open.into_iter().map(Draft::Open).chain(files.into_iter().map(Draft::File)).collect()
}

fn canonical(path: PathBuf) -> PathBuf {
    path.canonicalize().unwrap_or(path)
}

/// Returns what was found in a draft, as an answer to an editor that may know it already. Nothing is said of files that are
/// passed over or cannot be read: they are not in the editor's hands.
pub fn report(session: &Session, draft: &Draft, known: &Known) -> Option<WorkspaceDocumentDiagnosticReport> {
    match draft {
        Draft::Open(revision) => {
            let found = diagnostics::of(revision);
            let id = diagnostics::result_id(found);
            Some(answer(revision.uri.clone(), Some(revision.version.into()), found, id, known))
        }
        Draft::File(path) => file_report(session, path, known),
    }
}

fn file_report(session: &Session, path: &Path, known: &Known) -> Option<WorkspaceDocumentDiagnosticReport> {
    let uri = address::of(path)?;
    let stamp = Stamp::of(path)?;
    if let Some(id) = session.files.result_id(path, stamp).filter(|id| known.get(&uri) == Some(id)) {
        return Some(unchanged(uri, None, id));
    }
    let revision = read(session, path, uri)?;
    let items = told(path, &revision);
    let id = diagnostics::result_id(&items);
    session.files.keep(path, stamp, id.clone());
    Some(answer(revision.uri.clone(), None, &items, id, known))
}

/// Returns what an editor is told of a file. Of a package it is placed on the file: places in it are those of a text that no editor
/// shows, which is quoted instead.
pub fn told<'r>(path: &Path, revision: &'r Revision) -> Cow<'r, [Diagnostic]> {
    let found = diagnostics::of(revision);
    if !folder::is_package(path) {
        return Cow::Borrowed(found);
    }
    let text = revision.text.whole();
    let lines: Vec<&str> = text.lines().collect();
    let line = |item: &Diagnostic| lines.get(item.range.start.line as usize).copied().unwrap_or_default();
    Cow::Owned(found.iter().map(|item| on_file(item, line(item))).collect())
}

/// A finding in a line, placed on the file.
fn on_file(item: &Diagnostic, line: &str) -> Diagnostic {
    const LONGEST: usize = 40;
    let quoted: String = line.replace('\t', " ").trim().chars().take(LONGEST).collect();
    let message = if quoted.is_empty() { item.message.clone() } else { format!("{}（{quoted}）", item.message) };
    Diagnostic { range: Range::default(), message, related_information: None, data: None, ..item.clone() }
}

/// A file as a draft; `None` if it is passed over or cannot be read.
pub fn read(session: &Session, path: &Path, uri: Uri) -> Option<Revision> {
    let excluded = session.scopes.of(Some(&folder::absolute(path)), folder::kind(path), &[]).excluded;
    if excluded { None } else { read_any(session, path, uri).ok() }
}

/// A file as a draft, though the settings may pass over it; or why it cannot be read.
pub fn read_any(session: &Session, path: &Path, uri: Uri) -> Result<Revision, Problem> {
    let scope = session.scopes.of(Some(&folder::absolute(path)), folder::kind(path), &session.documents.buffers());
    let text = source::read_text(path)?;
    Ok(Revision::new(uri, 0, Text::new(&text), Arc::new(scope), session.editor()))
}

fn answer(
    uri: Uri,
    version: Option<i64>,
    items: &[Diagnostic],
    id: String,
    known: &Known,
) -> WorkspaceDocumentDiagnosticReport {
    if known.get(&uri) == Some(&id) {
        return unchanged(uri, version, id);
    }
    let full_document_diagnostic_report = FullDocumentDiagnosticReport { result_id: Some(id), items: items.to_vec() };
    WorkspaceFullDocumentDiagnosticReport { uri, version, full_document_diagnostic_report }.into()
}

/// That there is nothing to be said any more of an address: its file is gone, or passed over now.
pub fn nothing(uri: Uri) -> WorkspaceDocumentDiagnosticReport {
    answer(uri, None, &[], diagnostics::result_id(&[]), &Known::new())
}

fn unchanged(uri: Uri, version: Option<i64>, result_id: String) -> WorkspaceDocumentDiagnosticReport {
    let unchanged_document_diagnostic_report = UnchangedDocumentDiagnosticReport { result_id };
    WorkspaceUnchangedDocumentDiagnosticReport { uri, version, unchanged_document_diagnostic_report }.into()
}
