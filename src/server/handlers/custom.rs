//! Requests of this server's own: tables to be drawn, pages to be shown.

use gaireport::ide::{figures, pages};
use gaireport::language::Language;
use ls_types::Uri;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::server::revision::Revision;

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

/// A page behind an address of this server's own; null where there is none.
pub fn page(uri: &Uri, language: Language) -> Value {
    pages::text(uri.as_str(), language).map_or(Value::Null, |text| json!({ "text": text }))
}
