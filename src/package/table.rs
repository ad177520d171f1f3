//! Tables of word processors: merged cells become empty places, so that every row has its figures in the right columns.

use super::Fault;
use super::blocks::{Block, words};
use super::budget::Budget;
use super::traced::Traced;

/// Columns a table can have in Word.
const MOST_COLUMNS: usize = 63;

/// A table while it is read.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<Row>,
}

/// A row while it is read.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// Columns left out before its first cell.
    pub(super) before: usize,
    /// Columns left out behind its last.
    pub(super) after: usize,
    /// True if nobody sees it: hidden, or removed by a change.
    pub(super) unseen: bool,
    pub(super) cells: Vec<Cell>,
}

/// A cell while it is read.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    /// Columns it covers, where more than one.
    pub(super) columns: usize,
    /// True if it belongs to the cell above or to the left.
    pub(super) continues: bool,
    /// True if a change removes it.
    pub(super) unseen: bool,
    /// Place of its text if it is empty.
    pub(super) place: Traced,
    /// Its content.
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
        if let Some(row) = self.rows.last_mut().filter(|_| !cell.unseen) {
            row.cells.push(cell);
        }
    }

    /// Has the row that was read stand so many times.
    pub(super) fn repeat_row(&mut self, times: usize, budget: &mut Budget) -> Result<(), Fault> {
        for _ in 1..times {
            let Some(row) = self.rows.last() else { return Ok(()) };
            let weight = row.cells.iter().flat_map(|cell| &cell.blocks).map(Block::weight).sum::<usize>();
            budget.take(weight + (row.cells.len() + 1) * size_of::<Cell>())?;
            self.rows.push(row.clone());
        }
        Ok(())
    }

    /// Returns the table as blocks. One that only lays out a page is what stands in it.
    pub(super) fn finish(mut self, budget: &mut Budget) -> Result<Vec<Block>, Fault> {
        self.rows.retain(|row| !row.unseen && !row.cells.is_empty());
        if self.lays_out() {
            return Ok(self.rows.into_iter().flat_map(|row| row.cells).flat_map(|cell| cell.blocks).collect());
        }
        let rows: Result<Vec<_>, Fault> = self.rows.into_iter().map(|row| row.places(budget)).collect();
        Ok(vec![Block::Table(rows?)])
    }

    /// Returns whether it only lays out a page: a single cell, or cells that hold tables of more cells than it has besides.
    fn lays_out(&self) -> bool {
        let cells = || self.rows.iter().flat_map(|row| &row.cells);
        let inner: usize = cells().map(Cell::inner).sum();
        let plain = cells().filter(|cell| cell.inner() == 0).count();
        cells().nth(1).is_none() || inner > plain
    }
}

impl Cell {
    /// Cells of the tables within it.
    fn inner(&self) -> usize {
        let tables = self.blocks.iter().filter_map(|block| match block {
            Block::Table(rows) => Some(rows.iter().map(Vec::len).sum::<usize>()),
            Block::Paragraph(_) => None,
        });
        tables.sum()
    }

    fn text(self) -> Traced {
        if self.continues {
            return Traced::default();
        }
        let words = words(self.blocks).without_marks();
        if words.is_empty() { self.place } else { words }
    }
}

impl Row {
    /// The texts of its places; those that a cell covers besides its first are empty.
    fn places(self, budget: &mut Budget) -> Result<Vec<Traced>, Fault> {
        let mut places = Vec::new();
        let mut add = |count: usize, first: Traced| {
            budget.take(count * size_of::<Traced>() + first.weight())?;
            places.extend(std::iter::once(first).chain(std::iter::repeat_n(Traced::default(), count)).take(count));
            Ok(())
        };
        add(self.before.min(MOST_COLUMNS), Traced::default())?;
        for cell in self.cells {
            add(cell.columns.clamp(1, MOST_COLUMNS), cell.text())?;
        }
        add(self.after.min(MOST_COLUMNS), Traced::default())?;
        Ok(places)
    }
}
