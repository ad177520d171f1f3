//! `textDocument/completion`: what may be written at a place.

use gaireport::ide::completion::{self, Completion, CompletionKind};
use ls_types::{
    CompletionItem, CompletionItemKind, CompletionList, CompletionResponse, CompletionTextEdit, Documentation,
    InsertTextFormat, InsertTextMode, Position, Uri,
};
use serde::{Deserialize, Serialize};

use crate::server::revision::Revision;
use crate::server::{convert, edits};

/// Data of an offer, from which its documentation is resolved later.
#[derive(Deserialize, Serialize)]
pub struct Subject {
    /// The draft it was made for.
    pub uri: Uri,
    /// Its subject.
    pub subject: String,
}

/// Everything that may be written at a place.
pub fn at(revision: &Revision, position: Position) -> CompletionResponse {
    let offers = completion::complete(&revision.snapshot(), revision.offset(position));
    let items = offers.items.into_iter().map(|offer| item(revision, offer)).collect();
    CompletionResponse::List(CompletionList { is_incomplete: offers.incomplete, items })
}

fn item(revision: &Revision, offer: Completion) -> CompletionItem {
    let snippet = offer.snippet.filter(|_| revision.editor.snippets);
    let format = if snippet.is_some() { InsertTextFormat::SNIPPET } else { InsertTextFormat::PLAIN_TEXT };
    let mut edit = edits::text_edit(revision, &offer.edit);
    if let Some(snippet) = snippet {
        edit.new_text = snippet;
    }
    let subject = Subject { uri: revision.uri.clone(), subject: offer.subject };
    CompletionItem {
        label: offer.label,
        kind: Some(kind(offer.kind)),
        detail: Some(offer.detail).filter(|detail| !detail.is_empty()),
        sort_text: Some(offer.sort),
        filter_text: Some(offer.filter),
        insert_text_format: Some(format),
        // Tabs and line ends mean something in a table: the editor must not indent them.
        insert_text_mode: Some(InsertTextMode::AS_IS),
        text_edit: Some(CompletionTextEdit::Edit(edit)),
        data: serde_json::to_value(subject).ok(),
        ..CompletionItem::default()
    }
}

fn kind(kind: CompletionKind) -> CompletionItemKind {
    match kind {
        CompletionKind::Section => CompletionItemKind::MODULE,
        CompletionKind::Table => CompletionItemKind::STRUCT,
        CompletionKind::Row => CompletionItemKind::FIELD,
        CompletionKind::Sentence => CompletionItemKind::SNIPPET,
        CompletionKind::Figure => CompletionItemKind::VALUE,
    }
}

/// The offer with what it is about.
pub fn resolve(revision: &Revision, subject: &str) -> Option<Documentation> {
    let markdown = completion::documentation(&revision.snapshot(), subject)?;
    Some(Documentation::MarkupContent(convert::markup(&revision.editor, markdown)))
}
