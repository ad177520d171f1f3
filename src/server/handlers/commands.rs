//! `workspace/executeCommand`: what a menu or a lens sets off.

use std::sync::Arc;

use gaireport::analysis::remember;
use gaireport::dialect::Kind;
use gaireport::edit::Edit;
use gaireport::ide::actions::{self, Deferred};
use gaireport::ide::{TableAt, drafts};
use gaireport::language::Language;
use gaireport::report::Previous;
use ls_types::{ExecuteCommandParams, Range, ShowDocumentParams, Uri, WorkspaceEdit};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, Result};

use super::{check, custom};
use crate::drafts::{folder, source};
use crate::server::revision::Revision;
use crate::server::session::Session;
use crate::server::{address, edits};

/// Gives the text of a new report and a name for its file: `{organization, year, kind, previous}`. `previous` is the address of
/// the file of the year before, from which goes on what goes on; it may be left out.
pub const NEW: &str = "gaireport.server.newReport";
/// Checks all drafts of the open folders, with progress; gives the counts.
pub const CHECK: &str = "gaireport.server.checkWorkspace";
/// Gives the tables of a draft as the standard draws them: `{uri}`.
pub const FIGURES: &str = "gaireport.server.figures";
/// Writes a figure into a cell: `{uri, report, cell, text}`, the report's index and the cell's id as in the figures. Gives
/// `{applied, reason}`: `reason` is a sentence where the figure cannot stand there, else null.
pub const SET_FIGURE: &str = "gaireport.server.setFigure";
/// Draws a table in standard form: `{uri, report, table}`, indices as in the figures.
pub const REDRAW: &str = "gaireport.server.redraw";
/// Applies all safe fixes: `{uri}`.
pub const FIX_ALL: &str = "gaireport.server.fixAll";
/// Shows a place: `{uri, range}`.
pub const REVEAL: &str = "gaireport.server.reveal";
/// Applies an edit: for editors whose menus hold commands only.
pub const APPLY: &str = "gaireport.server.applyEdit";
/// Reads every configuration anew and looks at every draft again.
pub const RESTART: &str = "gaireport.server.restart";

/// Every command.
pub const ALL: [&str; 9] = [NEW, CHECK, FIGURES, SET_FIGURE, REDRAW, FIX_ALL, REVEAL, APPLY, RESTART];

#[derive(Deserialize)]
struct NewArguments {
    organization: String,
    year: u16,
    #[serde(default)]
    kind: String,
    previous: Option<Uri>,
}

#[derive(Deserialize)]
struct DraftArguments {
    uri: Uri,
}

#[derive(Deserialize)]
struct TableArguments {
    uri: Uri,
    report: usize,
    table: usize,
}

#[derive(Deserialize)]
struct FigureArguments {
    uri: Uri,
    report: usize,
    cell: String,
    text: String,
}

#[derive(Deserialize)]
struct PlaceArguments {
    uri: Uri,
    range: Range,
}

/// Does what a command says, and gives what it gives.
pub async fn execute(session: &Session, params: ExecuteCommandParams) -> Result<Option<Value>> {
    let arguments = params.arguments;
    match params.command.as_str() {
        NEW => new_report(&one(arguments)?, session.scopes.language()).map(Some),
        CHECK => check::workspace(session, params.work_done_progress_params.work_done_token).await.map(Some),
        FIGURES => custom::tables(session, &one::<DraftArguments>(arguments)?.uri).await,
        SET_FIGURE => set_figure(session, one(arguments)?).await.map(Some),
        REDRAW => {
            let table: TableArguments = one(arguments)?;
            let at = TableAt { report: table.report, table: table.table };
            change(session, &table.uri, |revision| actions::redraw(&revision.snapshot(), at).unwrap_or_default()).await
        }
        FIX_ALL => {
            let draft: DraftArguments = one(arguments)?;
            change(session, &draft.uri, |revision| actions::resolve(&revision.snapshot(), Deferred::FixAll)).await
        }
        REVEAL => reveal(session, one(arguments)?).await,
        APPLY => apply(session, one(arguments)?).await,
        RESTART => {
            session.reconsider().await;
            Ok(None)
        }
        unknown => Err(Error::invalid_params(format!("no command {unknown}"))),
    }
}

/// The one argument that every command takes.
fn one<T: DeserializeOwned>(arguments: Vec<Value>) -> Result<T> {
    let argument = arguments.into_iter().next().unwrap_or_default();
    serde_json::from_value(argument).map_err(|error| Error::invalid_params(error.to_string()))
}

fn new_report(arguments: &NewArguments, language: Language) -> Result<Value> {
    let kind = match arguments.kind.as_str() {
        "txt" => Kind::Text,
        "html" => Kind::Html,
        "" | "md" => Kind::Markdown,
        other => return Err(Error::invalid_params(format!("no kind {other}: md, txt, html"))),
    };
    let (mut previous, mut problem) = (Previous::default(), None);
    if let Some(path) = arguments.previous.as_ref().and_then(address::path) {
        match source::read_text(&path) {
            Ok(text) => remember(&mut previous, &Arc::from(path.to_string_lossy()), &text, folder::kind(&path)),
            Err(unreadable) => problem = Some(unreadable.words(language)),
        }
    }
    let report = drafts::new_report(&arguments.organization, arguments.year, kind, &previous);
    let report = report.ok_or_else(|| Error::invalid_params(format!("no format for the year {}", arguments.year)))?;
    Ok(json!({ "text": report.text, "file": report.file, "problem": problem }))
}

/// Has the editor write a figure, or says why it cannot be written.
async fn set_figure(session: &Session, figure: FigureArguments) -> Result<Value> {
    let edits = |revision: &Revision| {
        let edits = actions::set_figure(&revision.snapshot(), figure.report, &figure.cell, &figure.text);
        let written = |edits: Vec<Edit>| (!edits.is_empty()).then(|| edits::workspace_edit(revision, &edits));
        edits.map(written).map_err(|refusal| refusal.words(revision.scope.language))
    };
    let (applied, reason) = match session.look(&figure.uri, edits).await? {
        Some(Ok(Some(edit))) => (session.client.apply_edit(edit).await?.applied, None),
        Some(Ok(None)) => (true, None),
        Some(Err(reason)) => (false, Some(reason)),
        None => (false, None),
    };
    Ok(json!({ "applied": applied, "reason": reason }))
}

/// Has the editor change a draft, unless there is nothing to change. Gives whether it did.
async fn change(session: &Session, uri: &Uri, edits: impl FnOnce(&Revision) -> Vec<Edit>) -> Result<Option<Value>> {
    let edit = session.look(uri, |revision| {
        let edits = edits(revision);
        (!edits.is_empty()).then(|| edits::workspace_edit(revision, &edits))
    });
    match edit.await?.flatten() {
        Some(edit) => apply(session, edit).await,
        None => Ok(Some(false.into())),
    }
}

async fn apply(session: &Session, edit: WorkspaceEdit) -> Result<Option<Value>> {
    Ok(Some(session.client.apply_edit(edit).await?.applied.into()))
}

async fn reveal(session: &Session, place: PlaceArguments) -> Result<Option<Value>> {
    let params =
        ShowDocumentParams { uri: place.uri, external: None, take_focus: Some(true), selection: Some(place.range) };
    Ok(Some(session.client.show_document(params).await?.into()))
}
