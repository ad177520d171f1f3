//! Files that a Word file takes in whole (`w:altChunk`), each in a form of its own.

use std::collections::HashMap;

use super::parts;
use crate::dialect::{self, Document, Kind, LineKind};
use crate::encoding::decode;
use crate::package::archive::Archive;
use crate::package::blocks::Block;
use crate::package::budget::Budget;
use crate::package::kind::{Container, container};
use crate::package::traced::Traced;
use crate::package::{Drawn, Fault};

/// Content of each file, by the relation that names it.
pub(super) type Chunks = HashMap<String, Vec<Block>>;

/// Packages within each other that are opened.
const DEEPEST: usize = 2;

/// Reads a file that lies `depth` packages deep.
pub(super) fn read(bytes: &[u8], depth: usize, budget: &mut Budget) -> Result<Vec<Block>, Fault> {
    let drawn = match container(bytes) {
        _ if depth >= DEEPEST => return Err(Fault::Nested),
        Some(Container::Zip) => parts::open_archive(&mut Archive::open(bytes)?, depth + 1, budget)?,
        Some(Container::WordXml) => parts::word_2003(&decode_text(bytes)?, budget)?,
        Some(Container::FlatOpc) => parts::flat(&decode_text(bytes)?, budget)?,
        Some(_) => return Err(Fault::Embedded),
        None if bytes.starts_with(b"MIME-Version") => return Err(Fault::Embedded),
        None => Drawn { text: decode_text(bytes)?, ..Drawn::default() },
    };
    budget.take(drawn.text.len())?;
    let document = dialect::read(&drawn.text, Kind::Text, &[]);
    blocks(&document, document.text(&drawn.text), budget)
}

fn decode_text(bytes: &[u8]) -> Result<String, Fault> {
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
