//! Tracks the open tables, rows and cells while a page is read, and the grid columns of their cells.

use super::tags::{Role, StartTag};
use crate::text::Span;

/// Most columns or rows that one cell may cover.
pub(in crate::dialect) const MAX_SPAN: u16 = 1000;

/// Cells that begin further to the right do not reach into rows below: bounds the work a row can cause.
const MAX_HANGING_COLUMN: u16 = 1024;

/// A cell with more bytes of text than this and a full stop among them is part of a page's layout: 200 ideographs.
const LONG_PROSE: usize = 600;

/// A `<table>`.
#[derive(Clone, Copy, Debug)]
pub(super) struct TableBox {
    /// The element.
    pub(super) element: Span,
    /// True if it only arranges blocks on the page: it holds another table in a cell, or has a single cell.
    pub(super) layout: bool,
    cells: u32,
}

/// A `<tr>`.
#[derive(Clone, Copy, Debug)]
pub(super) struct RowBox {
    /// Its table.
    pub(super) table: usize,
    /// The element.
    pub(super) element: Span,
    /// Its cells, from and to; those of tables inside it are among them.
    pub(super) cells: (usize, usize),
    /// True if its cells are ordinary blocks: one cell with a sentence, or one with long prose among others.
    pub(super) loose: bool,
    /// Number of items of the outline before it.
    pub(super) items: usize,
    /// True for the first row of its table.
    pub(super) first: bool,
}

/// A `<td>` or `<th>`.
#[derive(Clone, Copy, Debug)]
pub(super) struct CellBox {
    /// Its row.
    pub(super) row: usize,
    /// Column in the grid.
    pub(super) column: u16,
    /// Columns it covers.
    pub(super) width: u16,
    /// Rows it covers.
    pub(super) rows: u16,
    /// True for a `<th>`.
    pub(super) header: bool,
    /// The element.
    pub(super) element: Span,
    /// Insertion place while it is empty.
    pub(super) place: Span,
    /// True if it holds only blanks.
    pub(super) blank: bool,
    /// True once its place is settled: an end tag or a `&nbsp;` has been read.
    settled: bool,
    length: usize,
    sentence: bool,
}

/// Columns that a cell of an earlier row takes in the rows below it.
#[derive(Clone, Copy, Debug)]
struct Hanging {
    start: u16,
    end: u16,
    /// Rows still to come.
    rows: u16,
}

#[derive(Debug, Default)]
struct Open {
    table: usize,
    row: Option<usize>,
    cell: Option<usize>,
    /// Cells of earlier rows that extend into the open one, ordered by first column.
    hanging: Vec<Hanging>,
    /// Cells of the open row that extend into the next.
    fresh: Vec<Hanging>,
    /// Number of the hanging cells that the open row has passed.
    passed: usize,
    /// Column at which the next cell is looked for.
    column: u16,
}

/// All tables read so far and those still open, innermost last.
#[derive(Debug, Default)]
pub(super) struct Tables {
    pub(super) tables: Vec<TableBox>,
    pub(super) rows: Vec<RowBox>,
    pub(super) cells: Vec<CellBox>,
    open: Vec<Open>,
}

impl Tables {
    /// Returns whether no table is open.
    pub(super) fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// The innermost open cell; none between the cells of the innermost table.
    pub(super) fn cell(&self) -> Option<usize> {
        self.open.last()?.cell
    }

    fn in_row(&self) -> bool {
        self.open.last().is_some_and(|open| open.row.is_some())
    }

    /// Opens what a start tag opens. What it implies must have been closed; what lacks around it is added.
    pub(super) fn open(&mut self, role: Role, tag: StartTag, items: usize) {
        if role == Role::Table || self.open.is_empty() {
            self.open_table(tag.span);
        }
        if matches!(role, Role::Row | Role::Data | Role::Header) && !self.in_row() {
            self.open_row(tag.span, items);
        }
        if matches!(role, Role::Data | Role::Header) {
            self.open_cell(role, tag);
        }
        if role == Role::Group {
            self.cut_hanging();
        }
    }

    /// At the edge of a `<tbody>` or the like: no cell reaches across.
    pub(super) fn cut_hanging(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.hanging.clear();
        }
    }

    fn open_table(&mut self, span: Span) {
        if let Some(cell) = self.cell() {
            let table = self.rows[self.cells[cell].row].table;
            self.tables[table].layout = true;
        }
        self.open.push(Open { table: self.tables.len(), ..Open::default() });
        self.tables.push(TableBox { element: span, layout: false, cells: 0 });
    }

    fn open_row(&mut self, span: Span, items: usize) {
        let Some(open) = self.open.last_mut() else { return };
        let table = open.table;
        let first = self.tables[table].cells == 0;
        (open.row, open.passed, open.column) = (Some(self.rows.len()), 0, 0);
        let cells = (self.cells.len(), self.cells.len());
        self.rows.push(RowBox { table, element: span, cells, loose: false, items, first });
    }

    fn open_cell(&mut self, role: Role, tag: StartTag) {
        let Some(open) = self.open.last_mut() else { return };
        let Some(row) = open.row else { return };
        let (width, rows) = (tag.columns.unwrap_or(1), tag.rows.unwrap_or(1));
        let column = open.place(width, rows);
        open.cell = Some(self.cells.len());
        self.tables[open.table].cells += 1;
        let place = Span { start: tag.span.end, end: tag.span.end };
        let header = role == Role::Header;
        self.cells.push(CellBox {
            row,
            column,
            width,
            rows,
            header,
            element: tag.span,
            place,
            blank: true,
            settled: false,
            length: 0,
            sentence: false,
        });
    }

    /// Closes the innermost cell; its element ends at `end`.
    pub(super) fn close_cell(&mut self, end: u32) {
        if let Some(cell) = self.open.last_mut().and_then(|open| open.cell.take()) {
            self.cells[cell].element.end = end;
        }
    }

    /// Closes the innermost row and the cell in it; returns the row.
    pub(super) fn close_row(&mut self, end: u32) -> Option<usize> {
        self.close_cell(end);
        let open = self.open.last_mut()?;
        let row = open.row.take()?;
        open.settle();
        let cells = (self.rows[row].cells.0, self.cells.len());
        self.rows[row].cells = cells;
        self.rows[row].element.end = end;
        // The cells of a layout table need no look, and those of all tables inside it would be looked at again.
        if !self.tables[open.table].layout {
            self.rows[row].loose = is_loose(&self.cells[cells.0..cells.1]);
        }
        Some(row)
    }

    /// Closes the innermost table, whose row must have been closed.
    pub(super) fn close_table(&mut self, end: u32) {
        if let Some(open) = self.open.pop() {
            let table = &mut self.tables[open.table];
            table.element.end = end;
            table.layout |= table.cells == 1;
        }
    }

    /// Notes a start tag inside the innermost cell: content of an empty cell goes into the innermost of its first elements.
    pub(super) fn note_start_tag(&mut self, span: Span) {
        let Some(cell) = self.cell() else { return };
        let cell = &mut self.cells[cell];
        if !cell.settled {
            cell.place = Span { start: span.end, end: span.end };
        }
    }

    /// Notes an end tag inside the innermost cell: the first elements end here.
    pub(super) fn note_end_tag(&mut self) {
        if let Some(cell) = self.cell() {
            self.cells[cell].settled = true;
        }
    }

    /// Notes text of a cell.
    pub(super) fn note_text(&mut self, cell: usize, length: usize) {
        let cell = &mut self.cells[cell];
        cell.blank = false;
        cell.length += length;
    }

    /// Notes that a cell holds a full stop.
    pub(super) fn note_sentence(&mut self, cell: usize) {
        self.cells[cell].sentence = true;
    }

    /// Notes that a cell holds a blank such as `&nbsp;`, which content replaces. Only the first counts.
    pub(super) fn note_blank(&mut self, cell: usize, place: Span) {
        let cell = &mut self.cells[cell];
        if cell.blank && cell.place.is_empty() {
            (cell.place, cell.settled) = (place, true);
        }
    }
}

impl Open {
    /// Finds the column of the open row's next cell and takes it.
    fn place(&mut self, columns: u16, rows: u16) -> u16 {
        while let Some(above) = self.hanging.get(self.passed).filter(|above| above.start <= self.column) {
            self.column = self.column.max(above.end);
            self.passed += 1;
        }
        let start = self.column;
        self.column = start.saturating_add(columns);
        if rows > 1 && start < MAX_HANGING_COLUMN {
            self.fresh.push(Hanging { start, end: self.column, rows });
        }
        start
    }
    /// At the end of a row: what still hangs reaches into the next.
    fn settle(&mut self) {
        self.hanging.append(&mut self.fresh);
        for above in &mut self.hanging {
            above.rows -= 1;
        }
        self.hanging.retain(|above| above.rows > 0);
        self.hanging.sort_by_key(|above| above.start);
    }
}

/// Returns whether the cells of a row are ordinary blocks.
fn is_loose(cells: &[CellBox]) -> bool {
    let long = |cell: &CellBox| cell.sentence && cell.length > LONG_PROSE;
    (cells.len() == 1 && cells[0].sentence) || cells.iter().any(long)
}
