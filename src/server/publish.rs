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
use super::revision::Revision;

/// Idle time that counts as a pause between changes that come faster than they are analysed.
const PAUSE: Duration = Duration::from_millis(80);

/// Longest wait for a pause: whoever changes a draft without end shall see something too.
const PATIENCE: Duration = Duration::from_secs(2);

/// Publishes the diagnostics of a draft until it is closed, then takes them all back. `at_hand` says whether input is at
/// hand that was not looked at yet: it may hold further changes.
pub async fn publish(output: Output, mut at_hand: watch::Receiver<bool>, mut revisions: Revisions) {
    let uri = revisions.borrow().uri.clone();
    let mut told = None::<Arc<Revision>>;
    loop {
        let revision = Arc::clone(&revisions.borrow_and_update());
        let made = catch_unwind(AssertUnwindSafe(|| diagnostics::of(&revision)));
        let (sound, diagnostics) = (made.is_ok(), made.unwrap_or_default());
        let _ = at_hand.wait_for(|at_hand| !at_hand).await;
        // A change that came meanwhile makes this old news, and shows that changes come faster than they are analysed.
        if revisions.has_changed().unwrap_or(false) {
            settle(&mut revisions, &at_hand).await;
            continue;
        }
        // What holds for a draft may have changed without any difference to it.
        let is_known = |told: &Revision| told.version == revision.version && diagnostics::of(told) == diagnostics;
        if !told.as_deref().is_some_and(is_known) {
            send(&output, &News { uri: &uri, diagnostics, version: Some(revision.version) }).await;
        }
        told = sound.then_some(revision);
        if revisions.changed().await.is_err() {
            break;
        }
    }
    send(&output, &News { uri: &uri, diagnostics: &[], version: None }).await;
}

/// Waits until nothing changes for a while.
async fn settle(revisions: &mut Revisions, at_hand: &watch::Receiver<bool>) {
    let patience = Instant::now() + PATIENCE;
    revisions.mark_unchanged();
    loop {
        match timeout_at(patience, timeout(PAUSE, revisions.changed())).await {
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

/// Diagnostics of one version of a draft, or of a file, which has none.
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
