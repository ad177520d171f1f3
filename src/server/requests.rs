//! Requests to the editor: to report changes of files and settings, and to refresh its results.

use std::path::Path;

use gaireport::config;
use ls_types::request::{CodeLensRefresh, InlayHintRefreshRequest, Request, WorkspaceDiagnosticRefresh};
use ls_types::{
    DidChangeWatchedFilesRegistrationOptions, FileSystemWatcher, GlobPattern, OneOf, Registration, RelativePattern,
};
use tower_lsp::Client;

use super::address;
use super::editor::Editor;
use super::log::log;

/// Asks to be told when settings and configuration files change.
pub async fn register(client: &Client, editor: &Editor) {
    let mut registrations = Vec::new();
    if editor.registers_configuration {
        registrations.push(registration("settings", "workspace/didChangeConfiguration", None));
    }
    if editor.watches_files {
        let watchers = config::NAMES
            .map(|name| FileSystemWatcher { glob_pattern: GlobPattern::String(format!("**/{name}")), kind: None });
        let options = DidChangeWatchedFilesRegistrationOptions { watchers: watchers.to_vec() };
        registrations.push(registration(
            "configuration",
            "workspace/didChangeWatchedFiles",
            serde_json::to_value(options).ok(),
        ));
    }
    if registrations.is_empty() {
        return;
    }
    if let Err(error) = client.register_capability(registrations).await {
        log(&format!("the editor does not watch files: {error}"));
    }
}

fn registration(id: &str, method: &str, register_options: Option<serde_json::Value>) -> Registration {
    Registration { id: format!("gaireport.{id}"), method: method.to_owned(), register_options }
}

/// Asks to be told when last year's reports at that path change.
pub async fn watch(client: &Client, editor: &Editor, path: &Path) {
    let whole = path.is_dir();
    let folder = if whole { Some(path) } else { path.parent() };
    let Some(base) = folder.and_then(address::of).filter(|_| editor.watches_files && editor.relative_patterns) else {
        return;
    };
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let pattern = if whole { "**/*".to_owned() } else { name };
    let glob_pattern = GlobPattern::Relative(RelativePattern { base_uri: OneOf::Right(base), pattern });
    let options =
        DidChangeWatchedFilesRegistrationOptions { watchers: vec![FileSystemWatcher { glob_pattern, kind: None }] };
    let id = format!("previous.{}", path.display());
    let options = serde_json::to_value(options).ok();
    let asked = client.register_capability(vec![registration(&id, "workspace/didChangeWatchedFiles", options)]).await;
    if let Err(error) = asked {
        log(&format!("the editor does not watch {}: {error}", path.display()));
    }
}

/// Tells the editor to ask for everything again that it asked for.
pub async fn refresh(client: &Client, editor: &Editor) {
    if editor.pulls && editor.refreshes_diagnostics {
        again::<WorkspaceDiagnosticRefresh>(client).await;
    }
    if editor.refreshes_hints {
        again::<InlayHintRefreshRequest>(client).await;
    }
    if editor.refreshes_lenses {
        again::<CodeLensRefresh>(client).await;
    }
}

async fn again<R: Request<Params = ()>>(client: &Client) {
    if let Err(error) = client.send_request::<R>(()).await {
        log(&format!("{}: {error}", R::METHOD));
    }
}
