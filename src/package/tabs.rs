//! Tables that are set with tabs: lines of words and figures between tabs are rows.

use super::blocks::Block;
use super::traced::Traced;
use crate::number::{self, Class, is_blank};

/// Tabs that make a line a row where a row stands beside it, and where it stands alone.
const FEWEST_TABS: usize = 2;
const FEWEST_TABS_ALONE: usize = 3;

/// Figures that make a line a row where it stands alone.
const FEWEST_FIGURES: usize = 2;

/// Puts a table in place of paragraphs that are rows of one.
pub(super) fn rows(blocks: Vec<Block>) -> Vec<Block> {
    let mut kept = Vec::with_capacity(blocks.len());
    let mut open: Vec<Vec<Traced>> = Vec::new();
    for block in blocks {
        match row(&block) {
            Some(row) => open.push(row),
            None => {
                close(&mut open, &mut kept);
                kept.push(match block {
                    Block::Paragraph(lines) => Block::Paragraph(lines.without_end(is_blank)),
                    table => table,
                });
            }
        }
    }
    close(&mut open, &mut kept);
    kept
}

fn close(open: &mut Vec<Vec<Traced>>, kept: &mut Vec<Block>) {
    let rows = std::mem::take(open);
    let alone = rows.len() == 1;
    if alone && !is_row_alone(&rows[0]) {
        let mut line = Traced::default();
        for (index, cell) in rows.into_iter().flatten().enumerate() {
            line.push_own(if index > 0 { " " } else { "" });
            line.append(cell);
        }
        kept.extend(Block::paragraph(line));
    } else if !rows.is_empty() {
        kept.push(Block::Table(rows));
    }
}

/// The cells of a line that may be a row: tabs stand behind words, not only before them, and it is no sentence.
fn row(block: &Block) -> Option<Vec<Traced>> {
    let Block::Paragraph(lines) = block else { return None };
    let text = lines.text();
    let behind = text.trim_start_matches(|character| is_blank(character) || character == '\t');
    let tabs = text.bytes().filter(|byte| *byte == b'\t').count();
    if tabs < FEWEST_TABS || !behind.contains('\t') || text.contains(['\n', '。', '；']) {
        return None;
    }
    Some(lines.split('\t').into_iter().map(Traced::trimmed).collect())
}

fn is_row_alone(cells: &[Traced]) -> bool {
    let figures = cells.iter().filter(|cell| number::classify(cell.text()) == Class::Figure).count();
    cells.len() > FEWEST_TABS_ALONE && figures >= FEWEST_FIGURES
}
