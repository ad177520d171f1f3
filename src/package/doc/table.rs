//! Tables of a Word file, as deep as they lie in each other.

use super::properties::Edges;
use crate::package::Fault;
use crate::package::blocks::Block;
use crate::package::budget::Budget;
use crate::package::table::{Cell, Row, Table};

/// Edges that are nearer to each other are one: a twentieth of an inch, in twentieths of a point.
const NEAR: i32 = 72;

/// A text, or a table in it, while it is read.
#[derive(Debug, Default)]
struct Level {
    /// Blocks read so far of the cell, or of the text.
    blocks: Vec<Block>,
    /// Cells of the row.
    cells: Vec<Vec<Block>>,
    rows: Vec<(Vec<Vec<Block>>, Edges)>,
}

/// The text and the tables that are open, outermost first.
#[derive(Debug, Default)]
pub(super) struct Nested(Vec<Level>);

impl Nested {
    /// Returns whether no table is open.
    pub(super) fn is_at_top(&self) -> bool {
        self.0.len() < 2
    }

    fn top(&mut self) -> &mut Level {
        if self.0.is_empty() {
            self.0.push(Level::default());
        }
        let last = self.0.len() - 1;
        &mut self.0[last]
    }

    /// Opens or closes tables until so many are open.
    pub(super) fn descend(&mut self, depth: u32, budget: &mut Budget) -> Result<(), Fault> {
        let depth = usize::try_from(depth).unwrap_or(0);
        self.top();
        while self.0.len() > depth + 1 {
            let level = self.0.pop().unwrap_or_default();
            let blocks = level.finish(budget)?;
            self.top().blocks.extend(blocks);
        }
        while self.0.len() < depth + 1 {
            budget.take(size_of::<Level>())?;
            self.0.push(Level::default());
        }
        Ok(())
    }

    /// Closes all tables.
    pub(super) fn close(&mut self, budget: &mut Budget) -> Result<(), Fault> {
        self.descend(0, budget)
    }

    /// Adds to the text or cell.
    pub(super) fn add(&mut self, blocks: impl IntoIterator<Item = Block>) {
        self.top().blocks.extend(blocks);
    }

    /// Ends a cell.
    pub(super) fn end_cell(&mut self) {
        let level = self.top();
        let blocks = std::mem::take(&mut level.blocks);
        level.cells.push(blocks);
    }

    /// Ends a row.
    pub(super) fn end_row(&mut self, edges: &Edges, budget: &mut Budget) -> Result<(), Fault> {
        let level = self.top();
        budget.take(edges.at.len() * size_of::<i16>() + level.cells.len() * size_of::<Cell>())?;
        let cells = std::mem::take(&mut level.cells);
        level.blocks.clear();
        level.rows.push((cells, edges.clone()));
        Ok(())
    }

    /// Ends a row whose end nobody sees: it stays if anything of its cells is seen. A change of the row behind it may begin
    /// with that end.
    pub(super) fn end_unseen_row(&mut self, edges: &Edges, budget: &mut Budget) -> Result<(), Fault> {
        let level = self.top();
        if level.cells.iter().any(|blocks| !blocks.is_empty()) {
            return self.end_row(edges, budget);
        }
        level.cells.clear();
        level.blocks.clear();
        Ok(())
    }

    /// Returns the whole text.
    pub(super) fn finish(mut self, budget: &mut Budget) -> Result<Vec<Block>, Fault> {
        self.close(budget)?;
        Ok(std::mem::take(&mut self.top().blocks))
    }
}

impl Level {
    /// The table as blocks: a column for each edge that any row has.
    fn finish(self, budget: &mut Budget) -> Result<Vec<Block>, Fault> {
        let mut columns: Vec<i32> =
            self.rows.iter().flat_map(|(_, edges)| &edges.at).map(|edge| i32::from(*edge)).collect();
        columns.sort_unstable();
        columns.dedup_by(|next, edge| *next - *edge <= NEAR);
        let column = |edge: i16| columns.partition_point(|known| *known <= i32::from(edge)).saturating_sub(1);
        let mut table = Table::default();
        for (cells, edges) in self.rows {
            table.begin_row();
            let before = edges.at.first().map_or(0, |edge| column(*edge));
            table.row().into_iter().for_each(|row: &mut Row| row.before = before);
            for (index, blocks) in cells.into_iter().enumerate() {
                let columns = match (edges.at.get(index), edges.at.get(index + 1)) {
                    (Some(from), Some(to)) => column(*to).saturating_sub(column(*from)),
                    _ => 1,
                };
                let continues = edges.continues.get(index).copied().unwrap_or(false);
                table.push(Cell { columns, continues, blocks, ..Cell::default() });
            }
        }
        // A cell that no row ended is text.
        let rest = self.cells.into_iter().flatten().chain(self.blocks);
        Ok(table.finish(budget)?.into_iter().chain(rest).collect())
    }
}
