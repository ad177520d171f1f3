//! Tells an editor that does not ask what was found in a draft: of the newest text only, however fast it changes.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use ls_types::PublishDiagnosticsParams;
use ls_types::notification::{Notification, PublishDiagnostics};
use serde::Serialize;
use tokio::sync::watch;
use tokio::time::{Instant, timeout, timeout_at};

use super::diagnostics;
use super::documents::Revisions;
use super::output::Output;
use super::revision::Revision;

/// An analysis that took longer is not begun again before the writer pauses.
const SLOW: Duration = Duration::from_millis(20);

/// What counts as a pause between changes that come faster than they can be looked at.
const PAUSE: Duration = Duration::from_millis(50);

/// What counts as a pause in typing where an analysis takes long.
const LONG_PAUSE: Duration = Duration::from_millis(120);

/// Longest wait for a pause: whoever changes a draft without end shall see something too.
const PATIENCE: Duration = Duration::from_secs(2);

/// Publishes what is found in a draft until it is closed, then takes it all back. `at_hand` says whether input is at
/// hand that was not looked at yet: it may hold further changes.
pub async fn publish(output: Output, mut at_hand: watch::Receiver<bool>, mut revisions: Revisions) {
    let uri = revisions.borrow().uri.clone();
    let (mut pause, mut told) = (None, None);
    loop {
        if let Some(pause) = pause {
            settle(&mut revisions, &at_hand, pause).await;
        }
        let revision = Arc::clone(&revisions.borrow_and_update());
        let found = catch_unwind(AssertUnwindSafe(|| diagnostics::all(&revision))).unwrap_or_default();
        let _ = at_hand.wait_for(|at_hand| !at_hand).await;
        // A change that came meanwhile makes this old news, and shows that changes come faster than they are looked at.
        let overtaken = revisions.has_changed().unwrap_or(false);
        pause = pause_after(&revision, overtaken);
        if overtaken {
            continue;
        }
        // What holds for a draft may have changed without any difference to it.
        let news = PublishDiagnosticsParams::new(uri.clone(), found, Some(revision.version));
        if told.as_ref() != Some(&news) {
            send(&output, &news).await;
            told = Some(news);
        }
        drop(revision);
        if revisions.changed().await.is_err() {
            break;
        }
    }
    send(&output, &PublishDiagnosticsParams::new(uri, Vec::new(), None)).await;
}

fn pause_after(revision: &Revision, overtaken: bool) -> Option<Duration> {
    let slow = revision.is_read() && revision.reading().took > SLOW;
    match (slow, overtaken) {
        (true, _) => Some(LONG_PAUSE),
        (false, true) => Some(PAUSE),
        (false, false) => None,
    }
}

/// Waits until nothing changes for a while.
async fn settle(revisions: &mut Revisions, at_hand: &watch::Receiver<bool>, pause: Duration) {
    let patience = Instant::now() + PATIENCE;
    revisions.mark_unchanged();
    loop {
        match timeout_at(patience, timeout(pause, revisions.changed())).await {
            Ok(Ok(Ok(()))) => {}
            // Nothing came, but only because nobody had the time to look.
            Ok(Err(_)) if *at_hand.borrow() => {}
            _ => return,
        }
    }
}

/// A notification as it is sent: the library's own would hold a copy of everything in between.
#[derive(Serialize)]
struct Notice<'p> {
    jsonrpc: &'static str,
    method: &'static str,
    params: &'p PublishDiagnosticsParams,
}

/// Says what was found in one version of a draft, or in a file, which has none.
pub async fn send(output: &Output, params: &PublishDiagnosticsParams) {
    output.send(&Notice { jsonrpc: "2.0", method: PublishDiagnostics::METHOD, params }).await;
}
