//! `textDocument/formatting` and its kin: Markdown tables lined up.

use gaireport::edit::Edit;
use gaireport::ide::formatting;
use ls_types::{Position, Range, TextEdit};

use crate::server::edits;
use crate::server::revision::Revision;

/// The character after which an editor may ask: the bar that closes a cell.
pub const TRIGGER: &str = "|";

/// Edits that line up every table.
pub fn all(revision: &Revision) -> Vec<TextEdit> {
    edits(revision, &formatting::format(&revision.snapshot()))
}

/// Edits that line up the tables in a range.
pub fn range(revision: &Revision, range: Range) -> Vec<TextEdit> {
    edits(revision, &formatting::format_range(&revision.snapshot(), revision.span(range)))
}

/// Edits after a character was typed.
pub fn typed(revision: &Revision, position: Position, typed: &str) -> Vec<TextEdit> {
    let Some(character) = typed.chars().next() else { return Vec::new() };
    edits(revision, &formatting::format_typed(&revision.snapshot(), revision.offset(position), character))
}

fn edits(revision: &Revision, edits: &[Edit]) -> Vec<TextEdit> {
    edits.iter().map(|edit| edits::text_edit(revision, edit)).collect()
}
