//! The protocol's methods: each takes its parameters apart and hands over to whoever knows.

use std::path::PathBuf;
use std::sync::Arc;

use ls_types::*;
use serde_json::Value;
use tower_lsp::LanguageServer;
use tower_lsp::jsonrpc::Result;

use super::handlers::custom::Which;
use super::handlers::{
    actions, beside, commands, completion, custom, formatting, hover, navigation, pull, structure, symbols, workspace,
};
use super::session::Session;
use super::{between, capabilities, editor, requests};

/// Answers the editor. Notifications are dealt with on the thread that reads, so none of their methods waits.
pub struct Backend(pub Arc<Session>);

impl Backend {
    /// Has drafts looked at anew that go on from a file, whose text changed in the editor.
    fn reread(&self, path: Option<PathBuf>) {
        if self.0.note_change(path) {
            self.aside(|session| async move { session.reread().await });
        }
    }

    /// Has reports compared with each other once nothing changes any more.
    fn compare(&self) {
        self.aside(between::soon);
    }

    /// Does something that waits for the editor, beside everything else.
    fn aside<F: Future<Output = ()> + Send + 'static>(&self, work: impl FnOnce(Arc<Session>) -> F) {
        tokio::spawn(work(Arc::clone(&self.0)));
    }
}

/// Requests that are not the protocol's own.
impl Backend {
    /// The tables of a draft as the standard draws them; null if it is neither open nor a file of an office.
    pub async fn figures(&self, which: Which) -> Result<Option<Value>> {
        custom::tables(&self.0, which.uri()).await
    }

    /// The reports of the open folders.
    pub async fn reports(&self, _nothing: Value) -> Result<Value> {
        Ok(custom::reports(&self.0).await)
    }

    /// The page behind an address; null where there is none.
    pub async fn page(&self, which: Which) -> Result<Value> {
        Ok(custom::page(which.uri(), self.0.scopes.language()))
    }

    /// A person cancelled a task that shows its progress.
    pub async fn cancel_progress(&self, params: WorkDoneProgressCancelParams) {
        self.0.cancel(params.token);
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
            if editor.configuration && session.ask_for_settings().await {
                session.reconsider().await;
            }
        });
    }

    async fn shutdown(&self) -> Result<()> {
        self.0.shut_down();
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        let uri = params.text_document.uri.clone();
        self.0.open(params.text_document);
        self.reread(self.0.documents.path(&uri));
        self.aside(|session| async move { session.watch_archives().await });
        self.compare();
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        self.0.documents.change(&params.text_document, params.content_changes);
        self.reread(self.0.documents.path(&params.text_document.uri));
        self.compare();
    }

    async fn did_save(&self, _: DidSaveTextDocumentParams) {}

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        let path = self.0.documents.path(&params.text_document.uri);
        self.0.documents.close(&params.text_document.uri);
        self.reread(path);
        self.compare();
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
        self.compare();
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
        self.compare();
    }

    async fn did_change_watched_files(&self, _: DidChangeWatchedFilesParams) {
        self.aside(|session| async move { session.reconsider().await });
        self.compare();
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        let known = params.previous_result_id;
        let uri = &params.text_document.uri;
        let report = self.0.look(uri, |revision| pull::report(revision, known.as_deref())).await?;
        Ok(report.unwrap_or_else(pull::nothing))
    }

    async fn workspace_diagnostic(&self, params: WorkspaceDiagnosticParams) -> Result<WorkspaceDiagnosticReportResult> {
        workspace::diagnostics(&self.0, params).await
    }
    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let at = params.text_document_position_params;
        Ok(self.0.look(&at.text_document.uri, |revision| hover::at(revision, at.position)).await?.flatten())
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let at = params.text_document_position;
        self.0.look(&at.text_document.uri, |revision| completion::at(revision, at.position)).await
    }

    async fn completion_resolve(&self, item: CompletionItem) -> Result<CompletionItem> {
        let subject: Option<completion::Subject> = item.data.clone().and_then(|data| serde_json::from_value(data).ok());
        let Some(subject) = subject else { return Ok(item) };
        let documentation =
            self.0.look(&subject.uri, |revision| completion::resolve(revision, &subject.subject)).await?.flatten();
        Ok(CompletionItem { documentation, ..item })
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        self.0.look(&params.text_document.uri, |revision| actions::at(revision, &params)).await
    }

    async fn code_action_resolve(&self, action: CodeAction) -> Result<CodeAction> {
        let promise: Option<actions::Promise> = action.data.clone().and_then(|data| serde_json::from_value(data).ok());
        let Some(promise) = promise else { return Ok(action) };
        let resolved = self.0.look(&promise.uri, |revision| actions::resolve(revision, &promise, action)).await?;
        resolved.unwrap_or_else(|| Err(tower_lsp::jsonrpc::Error::content_modified()))
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        self.0.look(&params.text_document.uri, beside::lenses).await
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        self.0.look(&params.text_document.uri, |revision| beside::hints(revision, params.range)).await
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        self.0.look(&params.text_document.uri, symbols::of).await
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<WorkspaceSymbolResponse>> {
        workspace::symbols(&self.0, &params.query).await.map(Some)
    }

    async fn document_highlight(&self, params: DocumentHighlightParams) -> Result<Option<Vec<DocumentHighlight>>> {
        let at = params.text_document_position_params;
        self.0.look(&at.text_document.uri, |revision| navigation::highlights(revision, at.position)).await
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        let at = params.text_document_position_params;
        let found = self.0.look(&at.text_document.uri, |revision| navigation::definition(revision, at.position));
        Ok(found.await?.flatten())
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let (at, context) = (params.text_document_position, params.context);
        let found =
            self.0.look(&at.text_document.uri, |revision| navigation::references(revision, at.position, &context));
        found.await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        self.0.look(&params.text_document.uri, structure::folds).await
    }

    async fn selection_range(&self, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        self.0.look(&params.text_document.uri, |revision| structure::selections(revision, &params.positions)).await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        self.0.look(&params.text_document.uri, structure::links).await
    }

    async fn formatting(&self, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        self.0.look(&params.text_document.uri, formatting::all).await
    }

    async fn range_formatting(&self, params: DocumentRangeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        self.0.look(&params.text_document.uri, |revision| formatting::range(revision, params.range)).await
    }

    async fn on_type_formatting(&self, params: DocumentOnTypeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        let (at, typed) = (params.text_document_position, params.ch);
        self.0.look(&at.text_document.uri, |revision| formatting::typed(revision, at.position, &typed)).await
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<LSPAny>> {
        commands::execute(&self.0, params).await
    }
}
