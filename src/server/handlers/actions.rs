//! `textDocument/codeAction`: what can be done with a click, and the edits of it.

use gaireport::edit::Edit;
use gaireport::ide::actions::{self, Action, ActionKind, Change, Deferred};
use gaireport::text::Span;
use ls_types::{CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, Command, Uri};
use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::{Error, Result};

use super::commands;
use crate::server::revision::Revision;
use crate::server::{edits, finding};

/// Kinds of actions there are, the general ones.
pub const KINDS: [CodeActionKind; 3] =
    [CodeActionKind::QUICKFIX, CodeActionKind::new("source.fixAll.gaireport"), CodeActionKind::REFACTOR_REWRITE];

/// Data of an action whose edits are computed when it is chosen.
#[derive(Deserialize, Serialize)]
pub struct Promise {
    /// The draft it is for.
    pub uri: Uri,
    /// The version of the draft it was offered for.
    pub version: i32,
    /// The deferred edits, as a word.
    pub deferred: String,
}

/// Lists the code actions in a range.
pub fn at(revision: &Revision, params: &CodeActionParams) -> Vec<CodeActionOrCommand> {
    let only = params.context.only.as_deref();
    let actions = actions::actions(&revision.snapshot(), place(revision, params));
    actions
        .into_iter()
        .filter(|action| wanted(action.kind, only))
        .filter_map(|action| offer(revision, action))
        .collect()
}

/// The span that is asked about. Kate, when a finding is clicked to be put right, asks about the whole draft and names
/// the finding.
fn place(revision: &Revision, params: &CodeActionParams) -> Span {
    let span = revision.span(params.range);
    let whole = span.start == 0 && span.end as usize >= revision.reading().source.len();
    match &params.context.diagnostics[..] {
        [clicked] if whole && params.context.only.is_none() => revision.span(clicked.range),
        _ => span,
    }
}

/// Returns whether the editor asked for that kind, or one more general.
fn wanted(kind: ActionKind, only: Option<&[CodeActionKind]>) -> bool {
    let name = kind.name();
    let covers = |general: &CodeActionKind| {
        let rest = name.strip_prefix(general.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || general.as_str().is_empty())
    };
    only.is_none_or(|only| only.iter().any(covers))
}

fn offer(revision: &Revision, action: Action) -> Option<CodeActionOrCommand> {
    let findings = &revision.reading().analysis.findings;
    let diagnostics: Vec<_> =
        action.findings.iter().filter_map(|&index| Some(finding::diagnostic(revision, findings.get(index)?))).collect();
    let (edit, data) = match action.change {
        Change::Edits(edits) => (Some(edits::workspace_edit(revision, &edits)), None),
        Change::Deferred(deferred) if revision.editor.resolves_edits => (None, Some(promise(revision, deferred)?)),
        Change::Deferred(deferred) => {
            let edits = actions::resolve(&revision.snapshot(), deferred);
            if edits.is_empty() {
                return None;
            }
            (Some(edits::workspace_edit(revision, &edits)), None)
        }
    };
    if !revision.editor.code_actions {
        let arguments = vec![serde_json::to_value(edit?).ok()?];
        return Some(Command::new(action.title, commands::APPLY.to_owned(), Some(arguments)).into());
    }
    let action = CodeAction {
        title: action.title,
        kind: Some(CodeActionKind::new(action.kind.name())),
        diagnostics: Some(diagnostics).filter(|diagnostics| !diagnostics.is_empty()),
        edit,
        is_preferred: action.preferred.then_some(true),
        data,
        ..CodeAction::default()
    };
    Some(action.into())
}

fn promise(revision: &Revision, deferred: Deferred) -> Option<serde_json::Value> {
    let deferred = deferred.word().to_owned();
    serde_json::to_value(Promise { uri: revision.uri.clone(), version: revision.version, deferred }).ok()
}

/// The action with its edits. A draft that was changed since has none: they would hit other words.
pub fn resolve(revision: &Revision, promise: &Promise, action: CodeAction) -> Result<CodeAction> {
    if revision.version != promise.version {
        return Err(Error::content_modified());
    }
    let unknown = || Error::invalid_params(format!("no action {}", promise.deferred));
    let deferred = Deferred::of_word(&promise.deferred).ok_or_else(unknown)?;
    let edits: Vec<Edit> = actions::resolve(&revision.snapshot(), deferred);
    Ok(CodeAction { edit: Some(edits::workspace_edit(revision, &edits)), ..action })
}
