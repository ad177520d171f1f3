//! Tells an editor that does not ask what was found in a draft: of the newest text only, however fast it changes.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use ls_types::notification::{Notification, PublishDiagnostics};
use ls_types::{Diagnostic, Uri};
use serde::Serialize;
use tokio::sync::watch;
use tokio::time::{Instant, timeout, timeout_at};

use super::diagnostics;
use super::documents::Revisions;
use super::output::Output;
use super::told::Told;

/// Where analyses take longer, none is begun before the writer pauses.
const SLOW: Duration = Duration::from_millis(20);

/// What counts as a pause between changes that come faster than they can be looked at.
const PAUSE: Duration = Duration::from_millis(80);

/// What counts as a pause in typing where an analysis takes long.
const LONG_PAUSE: Duration = Duration::from_millis(120);

/// Longest wait for a pause: whoever changes a draft without end shall see something too.
const PATIENCE: Duration = Duration::from_secs(2);

/// Publishes what is found in a draft until it is closed, then takes it all back. `at_hand` says whether input is at
/// hand that was not looked at yet: it may hold further changes.
pub async fn publish(output: Output, mut at_hand: watch::Receiver<bool>, mut revisions: Revisions) {
    let uri = revisions.borrow().uri.clone();
    let (mut pause, mut told) = (None, None::<(i32, Arc<Told>)>);
    let mut took = Duration::ZERO;
    loop {
        if let Some(pause) = pause {
            settle(&mut revisions, &at_hand, pause).await;
        }
        let revision = Arc::clone(&revisions.borrow_and_update());
        let found = catch_unwind(AssertUnwindSafe(|| Arc::clone(diagnostics::of(&revision)))).unwrap_or_default();
        let _ = at_hand.wait_for(|at_hand| !at_hand).await;
        // A change that came meanwhile makes this old news, and shows that changes come faster than they are looked at.
        let overtaken = revisions.has_changed().unwrap_or(false);
        // That the machine was busy for a moment says nothing about the draft.
        let before = std::mem::replace(&mut took, found.next_takes());
        pause = pause_after(took.min(before), overtaken);
        if overtaken {
            continue;
        }
        // What holds for a draft may have changed without any difference to it.
        let known = told
            .as_ref()
            .is_some_and(|(version, known)| *version == revision.version && known.diagnostics == found.diagnostics);
        if !known {
            let news = News { uri: &uri, diagnostics: &found.diagnostics, version: Some(revision.version) };
            send(&output, &news).await;
        }
        told = Some((revision.version, found));
        revision.forget();
        drop(revision);
        if revisions.changed().await.is_err() {
            break;
        }
    }
    send(&output, &News { uri: &uri, diagnostics: &[], version: None }).await;
}

fn pause_after(took: Duration, overtaken: bool) -> Option<Duration> {
    match (took > SLOW, overtaken) {
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
    params: &'p News<'p>,
}

/// What was found in one version of a draft, or in a file, which has none.
#[derive(Serialize)]
pub struct News<'n> {
    /// The draft or file.
    pub uri: &'n Uri,
    /// Everything that was found in it.
    pub diagnostics: &'n [Diagnostic],
    /// The editor's number for the draft as it was looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<i32>,
}

/// Says what was found.
pub async fn send(output: &Output, params: &News<'_>) {
    output.send(&Notice { jsonrpc: "2.0", method: PublishDiagnostics::METHOD, params }).await;
}
