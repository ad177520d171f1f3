//! The protocol's methods: each takes its parameters apart and hands over to whoever knows.

use std::sync::Arc;

use ls_types::*;
use tower_lsp::LanguageServer;
use tower_lsp::jsonrpc::Result;

use super::handlers::{pull, workspace};
use super::session::Session;
use super::{capabilities, editor, requests};

/// Answers the editor. Notifications are dealt with on the thread that reads, so none of their methods waits.
pub struct Backend(pub Arc<Session>);

impl Backend {
    /// Does something that waits for the editor, beside everything else.
    fn aside<F: Future<Output = ()> + Send + 'static>(&self, work: impl FnOnce(Arc<Session>) -> F) {
        tokio::spawn(work(Arc::clone(&self.0)));
    }
}

#[cfg(debug_assertions)]
impl Backend {
    /// A request that fails at once.
    pub async fn fail(&self) -> Result<()> {
        panic!("as asked")
    }

    /// A request that fails beside the others.
    pub async fn fail_later(&self) -> Result<()> {
        tokio::task::yield_now().await;
        panic!("as asked")
    }

    /// A notification that fails.
    pub async fn failed(&self) {
        panic!("as asked")
    }
}

impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let editor = self.0.begin(&params);
        Ok(capabilities::of(&editor))
    }

    async fn initialized(&self, _: InitializedParams) {
        self.aside(|session| async move {
            let editor = session.editor();
            requests::register(&session.client, &editor).await;
            if editor.configuration {
                session.ask_for_settings().await;
                session.reconsider().await;
            }
        });
    }

    async fn shutdown(&self) -> Result<()> {
        self.0.shut_down();
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        self.0.open(params.text_document);
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        self.0.documents.change(&params.text_document, params.content_changes);
    }

    async fn did_save(&self, _: DidSaveTextDocumentParams) {}

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.0.documents.close(&params.text_document.uri);
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        let asks = self.0.editor().configuration;
        if !asks {
            self.0.take_settings(&params.settings);
        }
        self.aside(|session| async move {
            if asks {
                session.ask_for_settings().await;
            }
            session.reconsider().await;
        });
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        {
            let mut folders = self.0.folders();
            let removed: Vec<_> = params.event.removed.iter().filter_map(editor::folder).collect();
            folders.retain(|folder| !removed.contains(folder));
            for added in params.event.added.iter().filter_map(editor::folder) {
                if !folders.contains(&added) {
                    folders.push(added);
                }
            }
        }
        self.aside(|session| async move {
            if session.editor().configuration {
                session.ask_for_settings().await;
            }
            session.reconsider().await;
        });
    }

    async fn did_change_watched_files(&self, _: DidChangeWatchedFilesParams) {
        self.aside(|session| async move { session.reconsider().await });
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        let known = params.previous_result_id;
        let report =
            self.0.look(&params.text_document.uri, |revision| pull::report(revision, known.as_deref())).await?;
        Ok(report.unwrap_or_else(pull::nothing))
    }

    async fn workspace_diagnostic(&self, params: WorkspaceDiagnosticParams) -> Result<WorkspaceDiagnosticReportResult> {
        workspace::diagnostics(&self.0, params).await
    }
}
