//! Requests of this server's own: tables to be drawn, pages to be shown.

use std::sync::Arc;

use gaireport::ide::{figures, pages};
use gaireport::language::Language;
use ls_types::Uri;
use serde::Deserialize;
use serde_json::{Value, json};
use tower_lsp::jsonrpc::Result;

use crate::drafts::folder;
use crate::server::address;
use crate::server::revision::Revision;
use crate::server::session::Session;
use crate::server::workspace::{self, Draft};

/// Files that are looked into for reports: one office has no more of them.
const MOST_FILES: usize = 5000;

/// Address of a draft or a page. It may stand by itself or as in the protocol's own requests.
#[derive(Deserialize)]
#[serde(untagged)]
pub enum Which {
    /// `{"uri": …}`
    Plain {
        /// The address.
        uri: Uri,
    },
    /// `{"textDocument": {"uri": …}}`
    #[serde(rename_all = "camelCase")]
    Wrapped {
        /// The draft.
        text_document: ls_types::TextDocumentIdentifier,
    },
}

impl Which {
    /// The address.
    pub fn uri(&self) -> &Uri {
        match self {
            Which::Plain { uri } => uri,
            Which::Wrapped { text_document } => &text_document.uri,
        }
    }
}

/// The tables of a draft as the standard draws them, and the version of the draft that they are of.
pub fn figures(revision: &Revision) -> Value {
    let figures = figures::figures(&revision.snapshot(), |span| revision.range(span));
    let mut figures = serde_json::to_value(figures).unwrap_or_default();
    figures["documentVersion"] = revision.version.into();
    figures
}

/// The tables of a draft that is open, or of a file of an office, which no editor opens as text; null for any other.
pub async fn tables(session: &Session, uri: &Uri) -> Result<Option<Value>> {
    if let Some(figures) = session.look(uri, figures).await? {
        return Ok(Some(figures));
    }
    let Some(path) = address::path(uri).filter(|path| folder::is_package(path)) else { return Ok(None) };
    let read = workspace::read_any(session, &path, uri.clone());
    let language = session.scopes.language();
    let mut figures = match &read {
        Ok(revision) => figures(revision),
        Err(problem) => json!({ "version": 1, "reports": [], "problem": problem.words(language) }),
    };
    // Places in it are those of a text that no editor shows.
    figures["documentVersion"] = Value::Null;
    Ok(Some(figures))
}

/// The reports of the open folders and editors, of every kind of file, each with its address.
pub async fn reports(session: &Session) -> Value {
    let mut reports = Vec::new();
    for draft in workspace::drafts(session).into_iter().take(MOST_FILES) {
        let revision = match draft {
            Draft::Open(revision) => Some(revision),
            Draft::File(path) => address::of(&path).and_then(|uri| workspace::read(session, &path, uri)).map(Arc::new),
        };
        let Some(revision) = revision else { continue };
        reports.extend(
            revision
                .reading()
                .analysis
                .reports
                .iter()
                .map(|report| json!({ "uri": revision.uri, "organization": report.organization, "year": report.year })),
        );
        // Between two files others get their turn.
        tokio::task::yield_now().await;
    }
    json!({ "reports": reports })
}

/// A page behind an address of this server's own; null where there is none.
pub fn page(uri: &Uri, language: Language) -> Value {
    pages::text(uri.as_str(), language).map_or(Value::Null, |text| json!({ "text": text }))
}
