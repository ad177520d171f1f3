//! A table as a grid of cells with spans, free of any form.

/// A table ready to be written, or as read from a form that marks its cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// Rows from top to bottom.
    pub rows: Vec<Vec<GridCell>>,
}

/// A cell of a grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridCell {
    /// Its text, no line ends.
    pub text: String,
    /// Columns it covers, at least 1.
    pub columns: u16,
    /// Rows it covers, at least 1.
    pub rows: u16,
    /// True for a header or label, false for a value.
    pub header: bool,
}

impl GridCell {
    /// A value cell of one column and one row.
    pub fn value(text: impl Into<String>) -> Self {
        GridCell { text: text.into(), columns: 1, rows: 1, header: false }
    }

    /// A label that covers `columns` × `rows`.
    pub fn label(text: impl Into<String>, columns: u16, rows: u16) -> Self {
        GridCell { text: text.into(), columns, rows, header: true }
    }
}

/// A cell of the grid once merged cells are spread out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot<'g> {
    /// The first place of a cell: its content stands here.
    Content(&'g GridCell),
    /// A further place of a merged cell: forms without spans leave it empty.
    Merged,
}

impl Grid {
    /// Spreads merged cells out: every row has the same number of slots.
    pub fn spread(&self) -> Vec<Vec<Slot<'_>>> {
        let width = self.width();
        let mut slots: Vec<Vec<Option<Slot<'_>>>> = vec![vec![None; width]; self.rows.len()];
        for (line, row) in self.rows.iter().enumerate() {
            let mut column = 0;
            for cell in row {
                while slots[line].get(column).is_some_and(Option::is_some) {
                    column += 1;
                }
                place(&mut slots, line, column, cell);
                column += usize::from(cell.columns);
            }
        }
        slots.into_iter().map(|row| row.into_iter().map(|slot| slot.unwrap_or(Slot::Merged)).collect()).collect()
    }

    /// Number of columns of the widest row, rows from above counted in.
    fn width(&self) -> usize {
        let mut hanging: Vec<(usize, usize)> = Vec::new();
        let mut widest = 0;
        for row in &self.rows {
            let above: usize = hanging.iter().map(|&(columns, _)| columns).sum();
            widest = widest.max(above + row.iter().map(|cell| usize::from(cell.columns)).sum::<usize>());
            hanging.extend(row.iter().map(|cell| (usize::from(cell.columns), usize::from(cell.rows))));
            hanging =
                hanging.into_iter().filter(|&(_, rows)| rows > 1).map(|(columns, rows)| (columns, rows - 1)).collect();
        }
        widest
    }
}

/// Puts a cell's content into its first slot and marks the others as merged.
fn place<'g>(slots: &mut [Vec<Option<Slot<'g>>>], line: usize, column: usize, cell: &'g GridCell) {
    for (down, row) in slots[line..].iter_mut().take(usize::from(cell.rows).max(1)).enumerate() {
        for (right, slot) in row.iter_mut().skip(column).take(usize::from(cell.columns).max(1)).enumerate() {
            *slot = Some(if down == 0 && right == 0 { Slot::Content(cell) } else { Slot::Merged });
        }
    }
}
