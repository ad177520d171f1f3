//! The command that checks all drafts of the open folders: with progress, to be cancelled, and counted.

use gaireport::lint::Severity;
use ls_types::{MessageType, NumberOrString, ProgressToken};
use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, Result};

use crate::server::progress::Progress;
use crate::server::publish::{self, News};
use crate::server::session::Session;
use crate::server::words::ServerWords;
use crate::server::workspace::{self, Draft};
use crate::server::{address, between, diagnostics, requests};

/// Names of units without a report that are shown.
const MOST_NAMES: usize = 10;

/// Counts of reports and findings.
#[derive(Default)]
struct Counts {
    reports: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
}

/// Checks every draft and tells an editor that does not ask of each. Gives the counts, which are shown too.
pub async fn workspace(session: &Session, token: Option<ProgressToken>) -> Result<Value> {
    tokio::task::yield_now().await;
    let words = ServerWords::of(session.scopes.language());
    let missing = between::now(session).await;
    let drafts = workspace::drafts(session);
    let token = match token {
        Some(token) => Some(token),
        None => own_token(session).await,
    };
    let progress = match &token {
        Some(token) => Some(Progress::begin(&session.output, token.clone(), words.checking).await),
        None => None,
    };
    let mut counts = Counts::default();
    for (index, draft) in drafts.iter().enumerate() {
        if token.as_ref().is_some_and(|token| session.is_cancelled(token)) {
            return Err(Error::request_cancelled());
        }
        one(session, draft, &mut counts).await;
        tokio::task::yield_now().await;
        if let Some(progress) = &progress {
            progress.report(index, drafts.len()).await;
        }
    }
    drop(progress);
    if session.editor().pulls {
        requests::refresh(&session.client, &session.editor()).await;
    }
    let mut sentence = (words.checked)(counts.reports, counts.errors, counts.warnings, counts.infos);
    if !missing.is_empty() {
        sentence += &(words.missing)(missing.len(), &missing[..missing.len().min(MOST_NAMES)].join("、"));
    }
    session.client.show_message(MessageType::INFO, sentence).await;
    Ok(json!({
        "files": drafts.len(), "reports": counts.reports,
        "errors": counts.errors, "warnings": counts.warnings, "infos": counts.infos, "missing": missing,
    }))
}

/// A token for progress that nobody asked for, if the editor shows such.
async fn own_token(session: &Session) -> Option<ProgressToken> {
    if !session.editor().progress {
        return None;
    }
    let token = NumberOrString::String("gaireport/check".to_owned());
    // An earlier task may have ended before it heard that it was cancelled.
    session.is_cancelled(&token);
    session.client.create_work_done_progress(token.clone()).await.ok().map(|()| token)
}

async fn one(session: &Session, draft: &Draft, counts: &mut Counts) {
    let file = match draft {
        Draft::Open(revision) => return counts.add(revision),
        Draft::File(path) => path,
    };
    let read = address::of(file).and_then(|uri| workspace::read(session, file, uri));
    let Some(revision) = read else { return };
    counts.add(&revision);
    if !session.editor().pulls {
        // What the editor shows of a file that is not open stays until it is checked again, or opened.
        let diagnostics = &workspace::told(file, &revision);
        publish::send(&session.output, &News { uri: &revision.uri, diagnostics, version: None }).await;
    }
}

impl Counts {
    fn add(&mut self, revision: &crate::server::revision::Revision) {
        let analysis = &revision.reading().analysis;
        self.reports += analysis.reports.len();
        for finding in diagnostics::findings(revision) {
            match finding.severity {
                Severity::Error => self.errors += 1,
                Severity::Warning => self.warnings += 1,
                Severity::Information => self.infos += 1,
            }
        }
    }
}
