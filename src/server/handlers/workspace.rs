//! `workspace/diagnostic` and `workspace/symbol`: what is in all drafts of the open folders.

use std::collections::HashSet;

use ls_types::{
    Uri, WorkspaceDiagnosticParams, WorkspaceDiagnosticReport, WorkspaceDiagnosticReportResult,
    WorkspaceDocumentDiagnosticReport, WorkspaceSymbolResponse,
};
use tower_lsp::jsonrpc::{Error, Result};

use super::symbols::search;
use crate::drafts::folder;
use crate::server::address;
use crate::server::progress::Progress;
use crate::server::session::Session;
use crate::server::words::ServerWords;
use crate::server::workspace::{Draft, Known, drafts, nothing, read, report};

/// Most entries that a search gives: nobody reads more.
const MOST_SYMBOLS: usize = 1000;

/// Collects the diagnostics of every draft, open or not.
pub async fn diagnostics(
    session: &Session,
    params: WorkspaceDiagnosticParams,
) -> Result<WorkspaceDiagnosticReportResult> {
    tokio::task::yield_now().await;
    let known: Known = params.previous_result_ids.into_iter().map(|known| (known.uri, known.value)).collect();
    let drafts = drafts(session);
    let title = ServerWords::of(session.scopes.language()).checking;
    let token = params.work_done_progress_params.work_done_token;
    let progress = match &token {
        Some(token) => Some(Progress::begin(&session.output, token.clone(), title).await),
        None => None,
    };
    let mut items = Vec::new();
    for (index, draft) in drafts.iter().enumerate() {
        if token.as_ref().is_some_and(|token| session.is_cancelled(token)) {
            return Err(Error::request_cancelled());
        }
        items.extend(report(session, draft, &known));
        // Between two drafts the request can be cancelled.
        tokio::task::yield_now().await;
        if let Some(progress) = &progress {
            progress.report(index, drafts.len()).await;
        }
    }
    let told: HashSet<Uri> = items.iter().map(address_of).cloned().collect();
    let mut gone: HashSet<Uri> = known.into_keys().chain(session.documents.left()).collect();
    gone.retain(|uri| !told.contains(uri));
    items.extend(gone.into_iter().map(nothing));
    Ok(WorkspaceDiagnosticReportResult::Report(WorkspaceDiagnosticReport { items }))
}

fn address_of(report: &WorkspaceDocumentDiagnosticReport) -> &Uri {
    match report {
        WorkspaceDocumentDiagnosticReport::Full(report) => &report.uri,
        WorkspaceDocumentDiagnosticReport::Unchanged(report) => &report.uri,
    }
}

/// Titles, sections and tables of every draft that answer a search.
pub async fn symbols(session: &Session, query: &str) -> Result<WorkspaceSymbolResponse> {
    tokio::task::yield_now().await;
    let mut found = Vec::new();
    for draft in drafts(session) {
        match draft {
            Draft::Open(revision) => found.extend(search(&revision, query)),
            // No editor shows the text of a package.
            Draft::File(path) if folder::is_package(&path) => {}
            Draft::File(path) => {
                let revision = address::of(&path).and_then(|uri| read(session, &path, uri));
                found.extend(revision.iter().flat_map(|revision| search(revision, query)));
            }
        }
        if found.len() >= MOST_SYMBOLS {
            break;
        }
        // Between two drafts the request can be cancelled.
        tokio::task::yield_now().await;
    }
    found.truncate(MOST_SYMBOLS);
    Ok(WorkspaceSymbolResponse::Nested(found))
}
