//! `workspace/diagnostic`: what was found in all drafts of the open folders, with progress.

use std::collections::HashSet;

use ls_types::{
    Uri, WorkspaceDiagnosticParams, WorkspaceDiagnosticReport, WorkspaceDiagnosticReportResult,
    WorkspaceDocumentDiagnosticReport,
};
use tower_lsp::jsonrpc::Result;

use crate::server::progress::Progress;
use crate::server::session::Session;
use crate::server::words::Words;
use crate::server::workspace::{Known, drafts, nothing, report};

/// What was found in every draft, open or not.
pub async fn diagnostics(
    session: &Session,
    params: WorkspaceDiagnosticParams,
) -> Result<WorkspaceDiagnosticReportResult> {
    tokio::task::yield_now().await;
    let known: Known = params.previous_result_ids.into_iter().map(|known| (known.uri, known.value)).collect();
    let drafts = drafts(session);
    let title = Words::of(session.scopes.language()).checking;
    let progress = match params.work_done_progress_params.work_done_token {
        Some(token) => Some(Progress::begin(&session.output, token, title, false).await),
        None => None,
    };
    let mut items = Vec::new();
    for (index, draft) in drafts.iter().enumerate() {
        items.extend(report(session, draft, &known));
        // Between two drafts the request can be cancelled.
        tokio::task::yield_now().await;
        if let Some(progress) = &progress {
            progress.report(index, drafts.len()).await;
        }
    }
    let told: HashSet<Uri> = items.iter().map(address).cloned().collect();
    let gone = known.into_keys().filter(|uri| !told.contains(uri));
    items.extend(gone.map(nothing));
    Ok(WorkspaceDiagnosticReportResult::Report(WorkspaceDiagnosticReport { items }))
}

fn address(report: &WorkspaceDocumentDiagnosticReport) -> &Uri {
    match report {
        WorkspaceDocumentDiagnosticReport::Full(report) => &report.uri,
        WorkspaceDocumentDiagnosticReport::Unchanged(report) => &report.uri,
    }
}
