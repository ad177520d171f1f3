//! One conversation with an editor: everything that lasts from `initialize` to `exit`.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use gaireport::language::Language;
use ls_types::{ConfigurationItem, InitializeParams, ProgressToken, TextDocumentItem, Uri};
use serde_json::Value;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tower_lsp::Client;
use tower_lsp::jsonrpc::Result;

use super::comparison::Comparison;
use super::documents::Documents;
use super::editor::{self, Editor};
use super::files::Files;
use super::output::Output;
use super::publish::publish;
use super::revision::Revision;
use super::{address, parent, requests, settings};
use crate::drafts::between::Between;
use crate::drafts::scope::{Scope, Scopes};

/// The section of an editor's settings that is about this server.
const SECTION: &str = "gaireport";

/// Everything that lasts as long as the conversation.
pub struct Session {
    /// Asks the editor things.
    pub client: Client,
    /// Tells the editor things.
    pub output: Output,
    /// The drafts that are open.
    pub documents: Documents,
    /// Effective settings of the drafts.
    pub scopes: Scopes,
    /// Cached ids of the diagnostics of drafts that are not open.
    pub files: Files,
    /// The comparison of reports with each other.
    pub comparison: Comparison,
    /// True while unread input is at hand.
    at_hand: watch::Receiver<bool>,
    /// Language of an editor that does not name one.
    language: Language,
    editor: OnceLock<Arc<Editor>>,
    folders: Mutex<Vec<PathBuf>>,
    /// Who publishes, for each address: the next one begins when the one before has taken its findings back.
    publishers: Mutex<HashMap<Uri, JoinHandle<()>>>,
    /// Held while it is found out what holds for drafts, so that the last to do so knows the most.
    scoping: Mutex<()>,
    /// Drafts that were changed since they were read as last year's reports.
    stale: Mutex<HashSet<PathBuf>>,
    /// Held while these are read again: changes that come meanwhile are dealt with together.
    rereading: tokio::sync::Mutex<()>,
    /// Files and folders that the editor was asked to watch.
    watched: Mutex<HashSet<PathBuf>>,
    /// Tasks that a person cancelled.
    cancelled: Mutex<HashSet<ProgressToken>>,
    shut_down: AtomicBool,
    /// Ends the session when the process that began it is gone.
    orphaned: Arc<dyn Fn() + Send + Sync>,
}

impl Session {
    /// A conversation that has not begun.
    pub fn new(
        client: Client,
        output: Output,
        at_hand: watch::Receiver<bool>,
        language: Language,
        orphaned: Arc<dyn Fn() + Send + Sync>,
    ) -> Session {
        Session {
            client,
            output,
            at_hand,
            documents: Documents::default(),
            scopes: Scopes::default(),
            files: Files::default(),
            comparison: Comparison::default(),
            language,
            editor: OnceLock::new(),
            folders: Mutex::default(),
            publishers: Mutex::default(),
            scoping: Mutex::default(),
            stale: Mutex::default(),
            rereading: tokio::sync::Mutex::default(),
            watched: Mutex::default(),
            cancelled: Mutex::default(),
            shut_down: AtomicBool::new(false),
            orphaned,
        }
    }

    /// Takes an introduction.
    pub fn begin(&self, params: &InitializeParams) -> Arc<Editor> {
        if let Some(process) = params.process_id {
            let orphaned = Arc::clone(&self.orphaned);
            parent::watch(process, move || orphaned());
        }
        self.scopes.speak(editor::language(params).unwrap_or(self.language));
        *self.folders() = editor::folders(params);
        self.take_settings(params.initialization_options.as_ref().unwrap_or(&Value::Null));
        Arc::clone(self.editor.get_or_init(|| Arc::new(Editor::of(params))))
    }

    /// Who is at the other end.
    pub fn editor(&self) -> Arc<Editor> {
        self.editor.get().map(Arc::clone).unwrap_or_default()
    }

    /// Folders that are open.
    pub fn folders(&self) -> MutexGuard<'_, Vec<PathBuf>> {
        self.folders.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The client said `shutdown`.
    pub fn shut_down(&self) {
        self.shut_down.store(true, Ordering::Release);
    }

    /// Returns whether the client said `shutdown`.
    pub fn is_shut_down(&self) -> bool {
        self.shut_down.load(Ordering::Acquire)
    }

    /// A person cancelled a task.
    pub fn cancel(&self, token: ProgressToken) {
        self.cancelled.lock().unwrap_or_else(PoisonError::into_inner).insert(token);
    }

    /// Returns whether a task was cancelled since the last call, and clears the mark.
    pub fn is_cancelled(&self, token: &ProgressToken) -> bool {
        self.cancelled.lock().unwrap_or_else(PoisonError::into_inner).remove(token)
    }

    /// Asks the editor to watch last year's reports that drafts asked for since it was asked last.
    pub async fn watch_archives(&self) {
        self.watch(self.scopes.archive.asked()).await;
    }

    /// Asks the editor to watch files and folders, each once.
    pub async fn watch(&self, paths: Vec<PathBuf>) {
        let fresh: Vec<PathBuf> = {
            let mut watched = self.watched.lock().unwrap_or_else(PoisonError::into_inner);
            paths.into_iter().filter(|path| watched.insert(path.clone())).collect()
        };
        for path in fresh {
            requests::watch(&self.client, &self.editor(), &path).await;
        }
    }

    /// Opens a draft. An editor that does not ask is told of it from now on.
    pub fn open(&self, item: TextDocumentItem) {
        let uri = item.uri.clone();
        let editor = self.editor();
        let pulls = editor.pulls;
        let revisions = {
            let _alone = self.scoping();
            self.documents.open(item, &self.scopes, editor)
        };
        if pulls {
            return;
        }
        let mut publishers = self.publishers.lock().unwrap_or_else(PoisonError::into_inner);
        publishers.retain(|_, publisher| !publisher.is_finished());
        let before = publishers.remove(&uri);
        let (output, at_hand) = (self.output.clone(), self.at_hand.clone());
        let publisher = tokio::spawn(async move {
            if let Some(before) = before {
                let _ = before.await;
            }
            publish(output, at_hand, revisions).await;
        });
        publishers.insert(uri, publisher);
    }

    /// Has a request about a draft answered from the text that the draft has now; `None` if it is not open.
    ///
    /// The current revision is fetched before anything waits: requests are begun in the order in which they come,
    /// between the changes to the draft.
    pub async fn look<T>(&self, uri: &Uri, answer: impl FnOnce(&Revision) -> T) -> Result<Option<T>> {
        let revision = self.documents.get(uri);
        tokio::task::yield_now().await;
        let Some(revision) = revision else { return Ok(None) };
        revision.read().await;
        Ok(Some(answer(&revision)))
    }

    /// Takes settings that the editor sends unasked: the section, or an object that has it.
    pub fn take_settings(&self, value: &Value) {
        let section = value.get(SECTION).unwrap_or(value);
        let folders = self.folders().clone();
        self.scopes.set(settings::read(section, folders.into_iter().map(|folder| (folder, section.clone()))));
    }

    /// Asks the editor for its settings, those of each folder too. Says whether they are others than before.
    pub async fn ask_for_settings(&self) -> bool {
        let folders = self.folders().clone();
        let item = |scope_uri| ConfigurationItem { scope_uri, section: Some(SECTION.to_owned()) };
        let scopes = folders.iter().map(|folder| address::of(folder));
        let items = std::iter::once(None).chain(scopes).map(item).collect();
        let Ok(mut answers) = self.client.configuration(items).await else { return false };
        answers.resize(folders.len() + 1, Value::Null);
        let general = answers.remove(0);
        self.scopes.set(settings::read(&general, folders.into_iter().zip(answers)))
    }

    /// Settings, configuration files or last year's reports changed: everything is looked at anew.
    pub async fn reconsider(&self) {
        self.files.forget();
        {
            let _alone = self.scoping();
            self.scopes.forget();
            self.documents.rescope(&self.scopes, |_, _| true);
        }
        requests::refresh(&self.client, &self.editor()).await;
        self.watch_archives().await;
    }

    /// Notes that the text of a file changed in the editor: it was opened, changed or closed there. Says whether it is, or
    /// may be, last year's report of a draft; [`Session::reread`] is then due.
    pub fn note_change(&self, path: Option<PathBuf>) -> bool {
        let Some(path) = path.filter(|path| self.scopes.archive.covers(path)) else { return false };
        self.stale.lock().unwrap_or_else(PoisonError::into_inner).insert(path)
    }

    /// Looks anew at drafts whose last year's reports were changed in the editor. A draft is not looked at anew for its own
    /// sake: in a folder of all years each is among the reports.
    pub async fn reread(&self) {
        let _alone = self.rereading.lock().await;
        let stale = std::mem::take(&mut *self.stale.lock().unwrap_or_else(PoisonError::into_inner));
        if stale.is_empty() {
            return;
        }
        self.files.forget();
        let goes_on = |scope: &Scope, path: Option<&Path>| {
            let previous = scope.previous.as_deref();
            previous
                .is_some_and(|previous| stale.iter().any(|file| file.starts_with(previous) && Some(&**file) != path))
        };
        let any = {
            let _alone = self.scoping();
            stale.iter().for_each(|file| self.scopes.archive.forget_file(file));
            self.documents.rescope(&self.scopes, goes_on)
        };
        if any {
            requests::refresh(&self.client, &self.editor()).await;
        }
    }

    /// Takes findings between reports, and looks anew at the drafts that they are about. Tells whether they say anything else
    /// than those before.
    pub fn take_between(&self, between: Between) -> bool {
        let concerned: HashSet<PathBuf> = between.keys().cloned().collect();
        let _alone = self.scoping();
        let changed = self.scopes.set_between(between);
        if changed {
            self.files.forget();
        }
        self.documents.rescope(&self.scopes, |scope, path| {
            scope.between.is_some() || path.is_some_and(|path| concerned.contains(path))
        });
        changed
    }

    fn scoping(&self) -> MutexGuard<'_, ()> {
        self.scoping.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
