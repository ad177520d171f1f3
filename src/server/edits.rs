//! Edits of a draft as its editor takes them.

use std::collections::HashMap;

use gaireport::edit::Edit;
use ls_types::{
    DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier, TextDocumentEdit, TextEdit, WorkspaceEdit,
};

use super::revision::Revision;

/// An edit as the editor counts it.
pub fn text_edit(revision: &Revision, edit: &Edit) -> TextEdit {
    TextEdit::new(revision.range(edit.span), edit.text.clone())
}

/// Edits of a draft. An editor that knows versions refuses them for any other.
pub fn workspace_edit(revision: &Revision, edits: &[Edit]) -> WorkspaceEdit {
    let edits = edits.iter().map(|edit| text_edit(revision, edit));
    if !revision.editor.versioned_edits {
        return WorkspaceEdit::new(HashMap::from([(revision.uri.clone(), edits.collect())]));
    }
    let text_document = OptionalVersionedTextDocumentIdentifier::new(revision.uri.clone(), revision.version);
    let edit = TextDocumentEdit { text_document, edits: edits.map(OneOf::Left).collect() };
    WorkspaceEdit { document_changes: Some(DocumentChanges::Edits(vec![edit])), ..WorkspaceEdit::default() }
}
