//! Assigns a row's cells to columns: by number where it fits, else by the geometry of the rows around it.

use super::runs::{Run, Runs, Slot};
use super::table::Value;
use super::tokens::form_of;
use crate::dialect::{Document, Form, LineKind};
use crate::number::{self, Class, Unit};
use crate::standard::Layout;

/// The columns in which the complete rows of a table have their values.
pub struct Grid {
    /// For each complete row: its line, its number of cells in all, the column of its first value, its number of values.
    rows: Vec<(u32, u16, u16, u16)>,
    /// Number of cells of each line of the table, from `first_line` on.
    cells: Vec<u16>,
    first_line: u32,
    /// True if further places of merged cells stand before the values (表三), not behind the last (表二).
    merged_in_front: bool,
    /// Number of cells of the rows that have most, where their form gives every row as many.
    full: Option<u16>,
    /// True if a form draws every row as long, and no bar behind its last cell passes for a place more.
    padded: bool,
    /// True if, where each cell stands on its own line, a bar alone is a blank cell and no place of a merged one.
    bars_are_cells: bool,
}

/// Positions of a row's values.
pub enum Places {
    /// Each slot is a column: as nearly always.
    All,
    /// Index of the slot for each column.
    Known(Vec<usize>),
    /// Not to be told.
    Unknown {
        /// True if only a blank can explain it: too few values, and none of them text.
        blank: bool,
    },
}

/// Reads the class and the exact figure of a value.
pub fn value(text: &str, slot: &Slot) -> Value {
    let read = (slot.class == Class::Figure).then(|| number::parse(slot.span.of(text))).flatten();
    Value {
        span: slot.span,
        line: slot.line as usize,
        class: slot.class,
        figure: read.and_then(|figure| figure.value),
        plain: read.is_none_or(|figure| figure.plain),
        unit: read.map_or(Unit::None, |figure| figure.unit),
    }
}

impl Grid {
    /// Notes where the complete rows have their values. `arities` gives the number of values that each run should have.
    pub fn measure(
        document: &Document,
        all: &Runs,
        layout: Layout,
        arities: impl Iterator<Item = Option<usize>>,
    ) -> Grid {
        let mut rows = Vec::with_capacity(all.runs.len());
        let (mut of_lines, mut loose) = (0, false);
        for (run, arity) in all.runs.iter().zip(arities) {
            let Some(arity) = arity.filter(|arity| run.filled() == *arity) else { continue };
            if !run.grid {
                of_lines += 1;
                let lone = |slot: &Slot| slot.class == Class::Empty && cells_in_line(document, slot.line) == 1;
                loose |= all.slots_of(run).iter().any(lone);
            } else if let Some(first) = all.slots_of(run).iter().find(|slot| slot.class != Class::Empty) {
                let arity = u16::try_from(arity).unwrap_or(u16::MAX);
                rows.push((first.line, cells_in_line(document, first.line), first.column, arity));
            }
        }
        rows.sort_unstable();
        let lines = all.slots.iter().map(|slot| slot.line);
        let (first_line, last) = (lines.clone().min().unwrap_or(0), lines.max().map_or(0, |last| last + 1));
        let cells = (first_line..last).map(|line| comparable_cells(document, line)).collect();
        Grid {
            rows,
            cells,
            first_line,
            merged_in_front: layout == Layout::Crosstab,
            full: full(document, first_line..last),
            padded: (first_line..last).all(|line| form_of(document, line) != Some(Form::Pipes)),
            bars_are_cells: of_lines > 1 && !loose,
        }
    }

    /// Puts the slots of a run into the columns of its row, so many as `arity`.
    pub fn places(&self, all: &Runs, run: &Run, arity: usize) -> Places {
        let (slots, grid) = (all.slots_of(run), run.grid);
        if slots.len() == arity && slots.iter().all(|slot| slot.class != Class::Empty) {
            return Places::All;
        }
        let mut filled = Vec::with_capacity(slots.len());
        filled.extend((0..slots.len()).filter(|&index| slots[index].class != Class::Empty));
        if filled.len() == arity {
            return Places::Known(filled);
        }
        let figures = || filled.iter().copied().filter(|&index| slots[index].class == Class::Figure);
        if figures().count() == arity {
            return Places::Known(figures().collect());
        }
        if filled.len() > arity || slots.len() < arity {
            return Places::Unknown { blank: filled.len() < arity && grid };
        }
        if self.is_short(slots, arity) {
            return Places::Unknown { blank: false };
        }
        if let Some(own) = self.on_own_lines(slots, arity).filter(|_| !grid) {
            return Places::Known(own);
        }
        let inner = filled.first() == Some(&0) && filled.last() == Some(&(slots.len() - 1));
        if slots.len() == arity && (grid || inner) {
            return Places::Known((0..arity).collect());
        }
        match self.window(slots, &filled, arity, grid) {
            // Blank places at the end may be padding behind a row that lost a cell somewhere else: surely where a crosstab
            // has more of them than the row has columns, and where there is one in a row that is not drawn whole. Else
            // figures are still to come.
            Some(first)
                if filled.last().is_some_and(|&last| last - first + 1 == filled.len() && filled[0] == first)
                    && (self.padded && self.merged_in_front && first + arity < slots.len()
                        || filled.len() + 1 == arity && !self.is_whole(slots[first].line)) =>
            {
                Places::Unknown { blank: true }
            }
            Some(first) => Places::Known((first..first + arity).collect()),
            None => Places::Unknown { blank: true },
        }
    }

    /// The first slot of the `arity` neighbouring ones that are the row's columns.
    fn window(&self, slots: &[Slot], filled: &[usize], arity: usize, grid: bool) -> Option<usize> {
        let (Some(&first), Some(&last)) = (filled.first(), filled.last()) else {
            return grid.then_some(if self.merged_in_front { slots.len() - arity } else { 0 });
        };
        if last - first >= arity {
            return None;
        }
        let earliest = (last + 1).saturating_sub(arity);
        let latest = first.min(slots.len() - arity);
        if earliest == latest {
            return Some(earliest);
        }
        if !grid {
            return None;
        }
        let nearby = self.start_nearby(slots[first].line, u16::try_from(arity).ok()?);
        let start = nearby.or_else(|| self.start_in_full(slots, arity))?;
        (earliest..=latest).find(|&index| slots[index].column == start)
    }

    /// The values of a row of one cell a line, the bars that stand alone for blank ones: if they are so many as `arity`.
    fn on_own_lines(&self, slots: &[Slot], arity: usize) -> Option<Vec<usize>> {
        let lone = |slot: &Slot| self.cells_at(slot.line) == Some(1);
        let own = |&index: &usize| slots[index].class != Class::Empty || lone(&slots[index]);
        let own: Vec<usize> = (0..slots.len()).filter(own).collect();
        (self.bars_are_cells && own.len() == arity).then_some(own)
    }

    fn cells_at(&self, line: u32) -> Option<u16> {
        self.cells.get(line.checked_sub(self.first_line)? as usize).copied()
    }

    /// The column of the first value in a row that has all its cells, where no row near it is complete.
    fn start_in_full(&self, slots: &[Slot], arity: usize) -> Option<u16> {
        let surplus = slots.len().checked_sub(arity)?;
        let first = slots.get(if self.merged_in_front { surplus } else { 0 })?;
        self.is_whole(first.line).then_some(first.column)
    }

    /// Returns whether a line has all cells of the table, in a form that draws them all.
    fn is_whole(&self, line: u32) -> bool {
        self.full.is_some() && self.cells_at(line) == self.full
    }

    /// Returns whether the row is shorter than complete rows near it: it lost a cell; a blank in it is a merged place.
    fn is_short(&self, slots: &[Slot], arity: usize) -> bool {
        let (Some(slot), Ok(arity)) = (slots.first(), u16::try_from(arity)) else { return false };
        let cells = self.cells_at(slot.line);
        let complete = || self.rows.iter().filter(|row| row.3 == arity);
        let near = || {
            complete()
                .rev()
                .filter(|row| row.0 < slot.line)
                .take(2)
                .chain(complete().filter(|row| row.0 > slot.line).take(2))
        };
        let (Some(cells), Some(usual)) = (cells, near().map(|row| row.1).next()) else { return false };
        // Where merged places are left out, or the label stands on another line, rows differ in length anyway.
        usize::from(cells) > slots.len() && cells < usual && near().count() > 1 && near().all(|row| row.1 == usual)
    }

    /// The column of the first value in the nearest complete row with as many cells: a page break changes the grid.
    fn start_nearby(&self, line: u32, arity: u16) -> Option<u16> {
        let cells = self.cells_at(line)?;
        let alike = self.rows.iter().filter(|row| row.1 == cells && row.3 == arity);
        alike.min_by_key(|row| row.0.abs_diff(line)).map(|row| row.2)
    }
}

/// Columns that a line reaches, to compare with other lines; without bound in forms that leave no place for a cell merged
/// with its neighbour: there rows differ in length.
fn comparable_cells(document: &Document, line: u32) -> u16 {
    match document.lines[line as usize].kind {
        LineKind::Row(Form::TabLed | Form::Html) => u16::MAX,
        _ => cells_in_line(document, line),
    }
}

/// Number of cells of the rows that have most among lines of a form that gives merged cells all their places.
fn full(document: &Document, lines: std::ops::Range<u32>) -> Option<u16> {
    let marked = |line: &u32| matches!(form_of(document, *line), Some(Form::Markdown | Form::Tabs));
    lines.filter(marked).map(|line| cells_in_line(document, line)).max()
}

/// Columns of the grid that a line reaches.
fn cells_in_line(document: &Document, line: u32) -> u16 {
    let cells = document.cells_of(&document.lines[line as usize]);
    cells.iter().map(|cell| cell.column.saturating_add(cell.width)).max().unwrap_or(0)
}
