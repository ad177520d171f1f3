//! Tables of a Word file: merged cells become empty places, so that every row has its figures in the right columns.

use super::Block;
use crate::number::is_blank;

/// Columns a table can have in Word.
const MOST_COLUMNS: usize = 63;

/// A table while it is read.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<Row>,
}

/// A row while it is read.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// Columns left out before its first cell.
    pub(super) before: usize,
    /// Columns left out behind its last.
    pub(super) after: usize,
    /// Whether the change that removes it is taken as accepted.
    pub(super) deleted: bool,
    cells: Vec<Cell>,
}

/// A cell while it is read.
#[derive(Debug, Default)]
pub(super) struct Cell {
    /// Columns it covers, where more than one.
    pub(super) columns: usize,
    /// Whether it belongs to the cell above or to the left.
    pub(super) continues: bool,
    /// Whether the change that removes it is taken as accepted.
    pub(super) deleted: bool,
    /// What stands in it.
    pub(super) blocks: Vec<Block>,
}

impl Table {
    /// Begins a row.
    pub(super) fn begin_row(&mut self) {
        self.rows.push(Row::default());
    }

    /// The row that is being read.
    pub(super) fn row(&mut self) -> Option<&mut Row> {
        self.rows.last_mut()
    }

    /// Takes a cell of the row that is being read; of a table without rows it is the first row's.
    pub(super) fn push(&mut self, cell: Cell) {
        if self.rows.is_empty() {
            self.begin_row();
        }
        if let Some(row) = self.rows.last_mut().filter(|_| !cell.deleted) {
            row.cells.push(cell);
        }
    }

    /// The table as blocks. One that only lays out a page, a single cell or one with tables inside, is what stands in it.
    pub(super) fn finish(mut self) -> Vec<Block> {
        self.rows.retain(|row| !row.deleted && !row.cells.is_empty());
        let cells = || self.rows.iter().flat_map(|row| &row.cells);
        let holds_table = |cell: &Cell| cell.blocks.iter().any(|block| matches!(block, Block::Table(_)));
        if cells().count() < 2 || cells().any(holds_table) {
            return self.rows.into_iter().flat_map(|row| row.cells).flat_map(|cell| cell.blocks).collect();
        }
        vec![Block::Table(self.rows.into_iter().map(Row::places).collect())]
    }
}

impl Row {
    /// The texts of its places; those that a cell covers besides its first are empty.
    fn places(self) -> Vec<String> {
        let mut places = vec![String::new(); self.before.min(MOST_COLUMNS)];
        for cell in self.cells {
            places.push(if cell.continues { String::new() } else { words(&cell.blocks) });
            places.extend(std::iter::repeat_n(String::new(), cell.columns.clamp(1, MOST_COLUMNS) - 1));
        }
        places.extend(std::iter::repeat_n(String::new(), self.after.min(MOST_COLUMNS)));
        places
    }
}

/// The words of a cell on one line. A label goes on from line to line without a blank, as Chinese does.
fn words(blocks: &[Block]) -> String {
    let mut text = String::new();
    let lines = blocks.iter().flat_map(|block| match block {
        Block::Paragraph(lines) => lines.lines().collect::<Vec<_>>(),
        Block::Table(_) => Vec::new(),
    });
    for line in lines.map(|line| line.trim_matches(is_blank)).filter(|line| !line.is_empty()) {
        let ends_in_ascii = text.ends_with(|last: char| last.is_ascii_alphanumeric());
        if ends_in_ascii && line.starts_with(|first: char| first.is_ascii_alphanumeric()) {
            text.push(' ');
        }
        text.push_str(line);
    }
    text.replace('\t', " ")
}
