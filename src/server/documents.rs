//! The drafts that are open, and what becomes of them as they are changed.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use gaireport::dialect::Kind;
use gaireport::text::Text;
use ls_types::{TextDocumentContentChangeEvent, TextDocumentItem, Uri, VersionedTextDocumentIdentifier};
use tokio::sync::watch;

use super::address;
use super::convert;
use super::editor::Editor;
use super::log::log;
use super::revision::Revision;
use super::settings::say_disobeyed;
use crate::drafts::archive::Buffer;
use crate::drafts::folder::absolute;
use crate::drafts::scope::{Scope, Scopes};

/// Tells of the newest revision of a draft; ends when the draft is closed.
pub type Revisions = watch::Receiver<Arc<Revision>>;

/// The drafts that are open. The lock is a plain one, and nothing waits while it is held: changes are made in the order
/// in which they come.
#[derive(Default)]
pub struct Documents {
    open: Mutex<HashMap<Uri, Document>>,
    /// Addresses of drafts that are not open any more.
    closed: Mutex<HashSet<Uri>>,
}

struct Document {
    /// Its place on disk, without links.
    path: Option<PathBuf>,
    kind: Kind,
    newest: watch::Sender<Arc<Revision>>,
}

impl Documents {
    /// Opens a draft, and returns where its revisions will be told of.
    pub fn open(&self, item: TextDocumentItem, scopes: &Scopes, editor: Arc<Editor>) -> Revisions {
        let path = address::path(&item.uri).map(|path| absolute(&path));
        let kind = address::kind(&item.uri, &item.language_id);
        let scope = scopes.of(path.as_deref(), kind, &self.buffers());
        say_disobeyed(scopes);
        let text = Text::new(&item.text);
        let revision = Revision::new(item.uri.clone(), item.version, text, Arc::new(scope), editor);
        let (newest, revisions) = watch::channel(Arc::new(revision));
        self.closed().remove(&item.uri);
        self.lock().insert(item.uri, Document { path, kind, newest });
        revisions
    }

    /// Changes a draft, each change on what the one before made.
    pub fn change(&self, draft: &VersionedTextDocumentIdentifier, changes: Vec<TextDocumentContentChangeEvent>) {
        let open = self.lock();
        let Some(document) = open.get(&draft.uri) else {
            return log(&format!("a change to {}, which is not open", draft.uri.as_str()));
        };
        document.newest.send_modify(|newest| {
            let mut text = newest.text.clone();
            for change in changes {
                match change.range {
                    Some(range) => text.edit(
                        convert::place(range.start),
                        convert::place(range.end),
                        &change.text,
                        newest.editor.encoding,
                    ),
                    None => text = Text::new(&change.text),
                }
            }
            *newest = Arc::new(newest.next(draft.version, text, Arc::clone(&newest.scope)));
        });
    }

    /// Closes a draft.
    pub fn close(&self, uri: &Uri) {
        self.lock().remove(uri);
        self.closed().insert(uri.clone());
    }

    /// Addresses of drafts that were open once. An editor may still show what it was told of them: Visual Studio Code
    /// asks a last time before it closes a draft, and what it is told then would stand there for ever.
    pub fn left(&self) -> Vec<Uri> {
        self.closed().iter().cloned().collect()
    }

    /// A draft as it is now.
    pub fn get(&self, uri: &Uri) -> Option<Arc<Revision>> {
        self.lock().get(uri).map(|document| document.newest.borrow().clone())
    }

    /// All drafts as they are now.
    pub fn all(&self) -> Vec<Arc<Revision>> {
        self.lock().values().map(|document| document.newest.borrow().clone()).collect()
    }

    /// Path of a draft on disk.
    pub fn path(&self, uri: &Uri) -> Option<PathBuf> {
        self.lock().get(uri)?.path.clone()
    }

    /// All drafts that have a place on disk, as they are now.
    pub fn buffers(&self) -> Vec<Buffer> {
        let buffer = |document: &Document| {
            let newest = document.newest.borrow();
            let address = Some(newest.uri.as_str().to_owned());
            Some(Buffer { path: document.path.clone()?, address, text: newest.text.clone() })
        };
        self.lock().values().filter_map(buffer).collect()
    }

    /// Looks anew at what holds for each draft that is `wanted`, by what held until now and by its place on disk. Says
    /// whether there is any. Nothing is read from disk while the drafts are locked: they are changed meanwhile.
    pub fn rescope(&self, scopes: &Scopes, wanted: impl Fn(&Scope, Option<&Path>) -> bool) -> bool {
        let is_wanted = |document: &Document| wanted(&document.newest.borrow().scope, document.path.as_deref());
        let drafts: Vec<(Uri, Option<PathBuf>, Kind)> = {
            let open = self.lock();
            let wanted = open.iter().filter(|(_, document)| is_wanted(document));
            wanted.map(|(uri, document)| (uri.clone(), document.path.clone(), document.kind)).collect()
        };
        let buffers = self.buffers();
        for (uri, path, kind) in &drafts {
            let scope = Arc::new(scopes.of(path.as_deref(), *kind, &buffers));
            if let Some(document) = self.lock().get(uri) {
                let next = |newest: &Revision| newest.next(newest.version, newest.text.clone(), scope);
                document.newest.send_modify(|newest| *newest = Arc::new(next(newest)));
            }
        }
        say_disobeyed(scopes);
        !drafts.is_empty()
    }

    fn closed(&self) -> MutexGuard<'_, HashSet<Uri>> {
        self.closed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Uri, Document>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
