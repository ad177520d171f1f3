//! Files that a Word file takes in whole (`w:altChunk`), each in a form of its own.

use std::collections::HashMap;

use crate::dialect::{self, Document, Kind, LineKind};
use crate::encoding::decode;
use crate::package::blocks::Block;
use crate::package::budget::Budget;
use crate::package::traced::Traced;
use crate::package::{Drawn, Fault};

/// Content of each file, by the relation that names it.
pub(super) type Chunks = HashMap<String, Vec<Block>>;

/// Reads what is no package: a page or a text.
pub(super) fn plain(bytes: &[u8], budget: &mut Budget) -> Result<Vec<Block>, Fault> {
    drawn_blocks(&Drawn { text: decode_text(bytes)?, ..Drawn::default() }, budget)
}

/// Returns the text of a file that was drawn out of it as blocks.
pub(super) fn drawn_blocks(drawn: &Drawn, budget: &mut Budget) -> Result<Vec<Block>, Fault> {
    budget.take(drawn.text.len())?;
    let document = dialect::read(&drawn.text, Kind::Text, &[]);
    blocks(&document, document.text(&drawn.text), budget)
}

/// Decodes the bytes of a file within a package.
pub(super) fn decode_text(bytes: &[u8]) -> Result<String, Fault> {
    decode(bytes).map(|(text, _)| text.into_owned()).map_err(|_| Fault::Embedded)
}

/// The lines and cells of a draft as blocks, rows one behind the other as a table.
fn blocks(document: &Document, text: &str, budget: &mut Budget) -> Result<Vec<Block>, Fault> {
    let mut blocks = Vec::new();
    for line in &document.lines {
        if !matches!(line.kind, LineKind::Row(_)) {
            blocks.extend(Block::paragraph(Traced::plain(line.span.of(text).to_owned())));
            continue;
        }
        let mut row: Vec<Traced> = Vec::new();
        for cell in document.cells_of(line) {
            let end = usize::from(cell.column) + usize::from(cell.width.max(1));
            budget.take(end.saturating_sub(row.len()) * size_of::<Traced>() + cell.span.len())?;
            row.resize_with(row.len().max(end), Traced::default);
            row[usize::from(cell.column)] = Traced::plain(cell.span.of(text).replace(['\n', '\t'], " "));
        }
        match blocks.last_mut() {
            Some(Block::Table(rows)) if !line.gap => rows.push(row),
            _ => blocks.push(Block::Table(vec![row])),
        }
    }
    Ok(blocks)
}
