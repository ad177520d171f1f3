//! `textDocument/inlayHint` and `codeLens`: what stands beside and above the text.

use gaireport::ide::hints::{self, Hint};
use gaireport::ide::lenses::{self, Lens, LensAction};
use gaireport::text::Span;
use ls_types::{CodeLens, Command, InlayHint, InlayHintLabel, InlayHintTooltip, Range};
use serde_json::json;

use super::commands;
use crate::server::edits;
use crate::server::revision::Revision;

/// Computed sums beside totals that are blank or wrong.
pub fn hints(revision: &Revision, range: Range) -> Vec<InlayHint> {
    let hint = |hint: Hint| InlayHint {
        position: revision.range(Span { start: hint.offset, end: hint.offset }).start,
        label: InlayHintLabel::String(hint.label),
        kind: None,
        text_edits: Some(hint.edits.iter().map(|edit| edits::text_edit(revision, edit)).collect()),
        tooltip: Some(InlayHintTooltip::String(hint.tooltip)),
        padding_left: Some(true),
        padding_right: None,
        data: None,
    };
    hints::hints(&revision.snapshot(), revision.span(range)).into_iter().map(hint).collect()
}

/// Lines above titles and tables that say how they stand.
pub fn lenses(revision: &Revision) -> Vec<CodeLens> {
    let lens = |lens: Lens| CodeLens {
        range: revision.range(lens.span),
        command: Some(command(revision, lens.title, lens.action)),
        data: None,
    };
    lenses::lenses(&revision.snapshot()).into_iter().map(lens).collect()
}

/// Builds the command of a lens. A command without a name is shown and does nothing.
fn command(revision: &Revision, title: String, action: LensAction) -> Command {
    match action {
        LensAction::Reveal(span) if revision.editor.shows_documents => {
            let argument = json!({ "uri": revision.uri, "range": revision.range(span) });
            Command::new(title, commands::REVEAL.to_owned(), Some(vec![argument]))
        }
        LensAction::Redraw(at) if revision.editor.applies_edits => {
            let argument = json!({ "uri": revision.uri, "report": at.report, "table": at.table });
            Command::new(title, commands::REDRAW.to_owned(), Some(vec![argument]))
        }
        LensAction::None | LensAction::Reveal(_) | LensAction::Redraw(_) => Command::new(title, String::new(), None),
    }
}
