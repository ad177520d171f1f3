//! Drafts in the open folders, whether open or not: what is found in all of them.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use gaireport::text::Text;
use ls_types::{
    Diagnostic, FullDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport, Uri,
    WorkspaceDocumentDiagnosticReport, WorkspaceFullDocumentDiagnosticReport,
    WorkspaceUnchangedDocumentDiagnosticReport,
};

use super::revision::Revision;
use super::session::Session;
use super::{address, diagnostics};
use crate::drafts::{folder, source};

/// What was found in files, for as long as they do not change. Editors ask every few seconds.
#[derive(Default)]
pub struct Files {
    known: Mutex<HashMap<PathBuf, (Stamp, String)>>,
}

/// What a file has as long as nobody writes it.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Stamp {
    modified: Option<SystemTime>,
    length: u64,
}

impl Files {
    /// Forgets everything.
    pub fn forget(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<PathBuf, (Stamp, String)>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the editor knows already: the name of its diagnostics for each address.
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
    let mut files: Vec<PathBuf> = folders.iter().flat_map(|folder| folder::drafts_in(folder, false)).collect();
    files.sort_unstable();
    files.dedup();
    // Places in a Word file are those of a text that no editor shows.
    files.retain(|path| !folder::is_docx(path) && !paths.contains(path));
    open.into_iter().map(Draft::Open).chain(files.into_iter().map(Draft::File)).collect()
}

fn canonical(path: PathBuf) -> PathBuf {
    path.canonicalize().unwrap_or(path)
}

/// What was found in a draft, as an answer to an editor that may know it already. Nothing is said of files that are
/// passed over or cannot be read: they are not in the editor's hands.
pub fn report(session: &Session, draft: &Draft, known: &Known) -> Option<WorkspaceDocumentDiagnosticReport> {
    match draft {
        Draft::Open(revision) => {
            let items = revision.diagnostics();
            let id = diagnostics::result_id(items);
            Some(answer(revision.uri.clone(), Some(revision.version.into()), items, id, known))
        }
        Draft::File(path) => file_report(session, path, known),
    }
}

fn file_report(session: &Session, path: &Path, known: &Known) -> Option<WorkspaceDocumentDiagnosticReport> {
    let uri = address::of(path)?;
    let stamp = stamp(path)?;
    let seen = session.files.lock().get(path).filter(|(seen, _)| *seen == stamp).map(|(_, id)| id.clone());
    if let Some(id) = seen.filter(|id| known.get(&uri) == Some(id)) {
        return Some(unchanged(uri, None, id));
    }
    let revision = read(session, path, uri)?;
    let items = revision.diagnostics();
    let id = diagnostics::result_id(items);
    session.files.lock().insert(path.to_owned(), (stamp, id.clone()));
    Some(answer(revision.uri.clone(), None, items, id, known))
}

fn stamp(path: &Path) -> Option<Stamp> {
    let metadata = path.metadata().ok()?;
    Some(Stamp { modified: metadata.modified().ok(), length: metadata.len() })
}

/// A file as a draft; `None` if it is passed over or cannot be read.
pub fn read(session: &Session, path: &Path, uri: Uri) -> Option<Revision> {
    let scope = session.scopes.of_file(path, &session.documents.buffers());
    if scope.excluded {
        return None;
    }
    Some(Revision::new(uri, 0, text(path)?, Arc::new(scope), session.editor()))
}

/// The text of a file; `None` if it cannot be read.
pub fn text(path: &Path) -> Option<Text> {
    let mut bytes = Vec::new();
    source::read_file(path, &mut bytes).ok()?;
    Some(Text::new(&source::source(&bytes).ok()?.text))
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
