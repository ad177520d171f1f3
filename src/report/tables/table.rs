//! A table of the draft, bound to the rows and columns of the standard: what stands where, and what its sums say.

use std::ops::Range;

use super::identities::checks;
use super::labels::Label;
use super::merged::{Merged, Shape, Sums, Written, in_short_row, in_whole_row, is_denied};
use super::solve::{Fault, Solution, solve};
use super::tokens::form_of;
use crate::dialect::{Document, Form};
use crate::number::{self, Class, Decimal, Unit};
use crate::standard::{Column, Edition, Kind, Layout, Table};
use crate::text::Span;

/// State of a row of the standard in the draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowState {
    /// Nowhere.
    Missing,
    /// There, each value bound to its column.
    Bound,
    /// There, but with this many values where the standard wants another number; none is bound.
    Miscounted {
        /// Cells that hold something.
        filled: u16,
        /// True if only a blank in an unknown place explains the number.
        blank: bool,
    },
}

/// A row of the standard in the draft.
#[derive(Clone, Debug)]
pub struct BoundRow {
    /// Its state.
    pub state: RowState,
    /// Its label, in bytes of what was read.
    pub label: Option<Span>,
    /// From its first to its last value.
    pub values: Option<Span>,
    /// Line of its first value, or of its label where it has none.
    pub line: usize,
    /// True if it is out of order.
    pub moved: bool,
}

/// A value of the draft bound to a cell of the standard.
#[derive(Clone, Copy, Debug)]
pub struct Value {
    /// Its span, in bytes of the text as read; empty for an empty cell.
    pub span: Span,
    /// Line it stands on.
    pub line: usize,
    /// Its class, by form.
    pub class: Class,
    /// Its value where it is a figure that fits into one.
    pub figure: Option<Decimal>,
    /// True if a figure is written as the format wants it.
    pub plain: bool,
    /// The unit written behind a figure.
    pub unit: Unit,
}

/// A row of the draft that the standard does not have, or has already.
#[derive(Clone, Debug)]
pub struct Extra {
    /// Its label, or its first value.
    pub span: Span,
    /// All of it.
    pub whole: Span,
    /// The row that it repeats.
    pub repeats: Option<u8>,
    /// True if it stands under the title of a part that only another edition has.
    pub in_foreign_part: bool,
    /// Its line.
    pub line: usize,
}

/// A label of the standard as the draft words it.
#[derive(Clone, Copy, Debug)]
pub struct LabelUse {
    /// Its span, in bytes of the text as read.
    pub span: Span,
    /// Its meaning.
    pub label: &'static Label,
    /// True if the whole cell is a known wording.
    pub exact: bool,
}

/// Evidence in a table's labels of the edition it is drawn in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Clues {
    /// Labels that not all editions have.
    pub telling: u16,
    /// Of those, labels of the edition that the table is read in.
    pub own: u16,
    /// True if they show this edition and no other.
    pub sure: bool,
}

impl Clues {
    /// Returns whether labels of other editions stand among those of this one.
    pub fn is_mixed(self) -> bool {
        self.own < self.telling
    }
}

/// A table of the draft.
#[derive(Clone, Debug)]
pub struct BoundTable {
    /// The edition it is drawn in.
    pub edition: &'static Edition,
    /// Index into `edition.tables`.
    pub index: usize,
    /// Lines it takes, first to last.
    pub lines: Range<usize>,
    /// Rows, in the order of the standard.
    pub rows: Vec<BoundRow>,
    /// Rows that are not the standard's.
    pub extras: Vec<Extra>,
    /// Every label in it.
    pub labels: Vec<LabelUse>,
    /// Evidence in its labels of the edition it is drawn in.
    pub clues: Clues,
    /// Result of solving the sums of the table.
    pub solution: Solution,
    /// Figures that hold those of two cells.
    pub merged: Vec<Merged>,
    values: Vec<Option<Value>>,
    width: usize,
    /// True for each class that occurs among the values.
    held: [bool; 4],
    odd: bool,
}

impl BoundTable {
    /// A table in which nothing is bound yet.
    pub fn new(
        edition: &'static Edition,
        index: usize,
        lines: Range<usize>,
        labels: Vec<LabelUse>,
        clues: Clues,
    ) -> Self {
        let table = &edition.tables[index];
        let width = (0..table.rows.len()).map(|row| table.columns_of(row).len()).max().unwrap_or(0);
        let absent = BoundRow { state: RowState::Missing, label: None, values: None, line: 0, moved: false };
        BoundTable {
            edition,
            index,
            lines,
            rows: vec![absent; table.rows.len()],
            extras: Vec::new(),
            labels,
            clues,
            solution: Solution::default(),
            merged: Vec::new(),
            values: vec![None; width * table.rows.len()],
            width,
            held: [false; 4],
            odd: false,
        }
    }

    /// The standard's table.
    pub fn table(&self) -> &'static Table {
        &self.edition.tables[self.index]
    }

    /// Id of the section that holds it in its edition.
    pub fn section_id(&self) -> &'static str {
        &self.edition.sections[self.table().section].id
    }

    /// The value in a cell; `column` counts within the row's columns, from 0. `None` where nothing is bound.
    pub fn value(&self, row: usize, column: usize) -> Option<&Value> {
        self.values.get(row * self.width + column)?.as_ref()
    }

    /// The figure in a cell; `None` where the draft has none or the row has the wrong number of cells.
    pub fn figure(&self, row: usize, column: usize) -> Option<Decimal> {
        self.value(row, column)?.figure
    }

    /// Name of a cell, `requests.granted.natural_person`.
    pub fn cell_name(&self, row: usize, column: usize) -> String {
        let table = self.table();
        let columns = table.columns_of(row);
        format!("{}.{}.{}", table.id, table.rows[row].id, table.columns[columns.start + column].id)
    }

    /// Returns whether any value is of that class.
    pub fn holds(&self, class: Class) -> bool {
        self.held[class as usize]
    }

    /// Returns whether any figure is written otherwise than as a plain whole number of things.
    pub fn holds_odd_figures(&self) -> bool {
        self.odd
    }

    /// Binds a value to a cell.
    pub fn set(&mut self, row: usize, column: usize, value: Value) {
        self.held[value.class as usize] = true;
        let most = 10_i64.pow(number::MAX_DIGITS as u32);
        let whole = value.figure.is_some_and(|figure| figure.scale == 0 && (0..most).contains(&figure.mantissa));
        self.odd |= value.class == Class::Figure && !(whole && value.plain && value.unit == Unit::None);
        self.values[row * self.width + column] = Some(value);
    }

    /// The count in a cell as the sums use it: whole, not negative, of at most 15 digits; `None` is an unknown.
    pub fn count(&self, row: usize, column: usize) -> Option<i64> {
        if self.is_merged(row, column) {
            return None;
        }
        let value = self.value(row, column).filter(|value| value.class == Class::Figure)?;
        let count = value.figure?.whole()?;
        (0..10_i64.pow(number::MAX_DIGITS as u32)).contains(&count).then_some(count)
    }

    /// Returns whether the sums of the table cast doubt on the cell: then nothing else is measured by it.
    pub fn is_doubted(&self, row: usize, column: usize) -> bool {
        let cell = row * self.width + column;
        let doubted = |fault: &Fault| fault.cell == cell || fault.suspects.iter().any(|(other, _)| *other == cell);
        self.solution.faults.iter().any(doubted)
    }

    /// Returns whether the figure of a bound cell is written together with that of another.
    pub fn is_merged(&self, row: usize, column: usize) -> bool {
        let cell = row * self.width + column;
        self.merged
            .iter()
            .any(|merged| merged.shape != Shape::OneCell && (merged.cell..merged.cell + 2).contains(&cell))
    }

    /// Returns whether figures written together explain why a row is short of a cell.
    pub fn lacks_a_mark(&self, row: usize) -> bool {
        let same = |cell: usize| self.table().layout == Layout::Line || cell / self.width == row;
        self.merged.iter().any(|merged| merged.shape == Shape::OneCell && same(merged.cell))
    }

    /// Notes the merged figure that makes a row short of a cell, if there is one; `first` is the row's first cell.
    pub fn explain_short_row(&mut self, first: usize, row: &[Written]) {
        self.merged.extend(in_short_row(&Sums::of(self.edition, self.index), first, row));
    }

    /// Returns whether the table has its labels, most of them at least, and not one value.
    pub fn is_blank(&self) -> bool {
        let empty = |row: usize| match self.rows[row].state {
            RowState::Bound => {
                (0..self.width).all(|column| self.value(row, column).is_none_or(|value| value.class == Class::Empty))
            }
            RowState::Miscounted { filled, .. } => filled == 0,
            RowState::Missing => true,
        };
        let there = self.rows.iter().filter(|row| row.state != RowState::Missing).count();
        let labelled = 2 * there > self.rows.len() || self.is_headed();
        labelled && self.extras.is_empty() && (0..self.rows.len()).all(empty)
    }

    /// Returns whether a table of one line has its headers, with or without the line.
    pub fn is_headed(&self) -> bool {
        self.table().layout == Layout::Line && self.labels.len() >= self.table().columns.len()
    }

    /// Counts the misfits of the table in its edition: rows that are missing, miscounted or not the edition's.
    pub fn misfits(&self) -> usize {
        self.rows.iter().filter(|row| row.state != RowState::Bound).count() + self.extras.len()
    }

    /// Columns that a cell number of the sums is counted with.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Row and column of a cell number of the sums.
    pub fn place(&self, cell: usize) -> (usize, usize) {
        (cell / self.width, cell % self.width)
    }

    fn solve(&self) -> Solution {
        if self.table().identities.is_empty() {
            return Solution::default();
        }
        solve(checks(self.edition, self.index), &self.counts())
    }

    /// The count of each cell, as the sums number them.
    fn counts(&self) -> Vec<Option<i64>> {
        let cells = self.rows.len() * self.width;
        (0..cells).map(|cell| self.count(cell / self.width, cell % self.width)).collect()
    }

    /// Solves the sums. A row whose blanks stand at one end may have lost a cell elsewhere, the blank being a merged place:
    /// where the sums are broken with it and hold without it, its geometry is not believed.
    pub fn settle(&mut self, document: &Document, text: &str) {
        self.unbind_misplaced(document);
        if !self.merged.is_empty() {
            let (sums, counts) = (Sums::of(self.edition, self.index), self.counts());
            self.merged.retain(|merged| !is_denied(&sums, merged, counts.clone()));
        }
        self.solution = self.solve();
        if self.solution.faults.is_empty() && !self.holds(Class::Empty) {
            return;
        }
        let merged: Vec<Merged> = (0..self.rows.len()).filter_map(|row| self.merged_in(row, text)).collect();
        if !merged.is_empty() {
            self.merged.extend(merged);
            self.solution = self.solve();
        }
        if self.solution.faults.is_empty() {
            return;
        }
        if self.table().layout == Layout::Line {
            return self.settle_line();
        }
        for row in 0..self.rows.len() {
            if !self.may_be_shifted(document, row) {
                continue;
            }
            let kept = self.clone();
            self.unbind(row);
            self.solution = self.solve();
            if self.solution.faults.is_empty() {
                return;
            }
            *self = kept;
        }
    }

    fn merged_in(&self, row: usize, text: &str) -> Option<Merged> {
        let columns = 0..self.table().columns_of(row).len();
        let written = columns.map(|column| {
            let value = self.value(row, column)?;
            let (span, line) = (value.span, value.line);
            Some(Written { text: span.of(text), span, line, count: self.count(row, column) })
        });
        let written: Vec<Written> = written.collect::<Option<_>>()?;
        in_whole_row(&Sums::of(self.edition, self.index), row * self.width, &written)
    }

    /// The same for a table of one line, whose rows share its cells. Several blanks are a table that is being filled.
    fn settle_line(&mut self) {
        let blank =
            |row: usize, column: usize| self.value(row, column).is_some_and(|value| value.class == Class::Empty);
        let blanks = self.values.iter().flatten().filter(|value| value.class == Class::Empty).count();
        if blanks == 1 && (blank(0, 0) || blank(self.rows.len() - 1, self.width - 1)) {
            let filled = self.values.iter().flatten().filter(|value| value.class != Class::Empty).count();
            let state = RowState::Miscounted { filled: u16::try_from(filled).unwrap_or(u16::MAX), blank: true };
            self.values.fill(None);
            self.rows.iter_mut().for_each(|row| row.state = state);
            self.solution = Solution::default();
        }
    }

    /// A figure below zero that can be none where it is bound, but could be a change if what looks blank at the end of its
    /// row were no cell: the row lost one.
    fn unbind_misplaced(&mut self, document: &Document) {
        if !self.odd || !self.holds(Class::Empty) {
            return;
        }
        for row in 0..self.rows.len() {
            if self.may_be_shifted(document, row) && self.holds_change_beside_its_column(row) {
                self.unbind(row);
            }
        }
    }

    fn holds_change_beside_its_column(&self, row: usize) -> bool {
        let columns = &self.table().columns[self.table().columns_of(row)];
        let empty = |column: usize| self.value(row, column).is_some_and(|value| value.class == Class::Empty);
        let blanks = (0..columns.len()).filter(|&column| empty(column)).count();
        let negative = |column: usize| self.figure(row, column).is_some_and(|figure| figure.mantissa < 0);
        let own = |column: usize| {
            let place = if empty(0) { column.checked_sub(blanks) } else { column.checked_add(blanks) };
            place.and_then(|place| columns.get(place))
        };
        let is_change = |column: &Column| column.kind == Kind::Change;
        (0..columns.len())
            .any(|column| negative(column) && !is_change(&columns[column]) && own(column).is_some_and(is_change))
    }

    /// Returns whether the only blank of a bound row stands at its beginning or its end, in a form that marks cells only by
    /// their separators. Several are a row that is being filled.
    fn may_be_shifted(&self, document: &Document, row: usize) -> bool {
        let arity = self.table().columns_of(row).len();
        let empty = |column: usize| self.value(row, column).is_some_and(|value| value.class == Class::Empty);
        let blanks = (0..arity).filter(|&column| empty(column)).count();
        let form = form_of(document, u32::try_from(self.rows[row].line).unwrap_or(0));
        let at_one_end = (0..blanks).all(empty) || (arity - blanks..arity).all(empty);
        form != Some(Form::Html) && blanks == 1 && arity > 1 && at_one_end
    }

    /// Takes back what was bound in a row: its geometry turned out to be wrong.
    fn unbind(&mut self, row: usize) {
        let cells = row * self.width..(row + 1) * self.width;
        let filled = self.values[cells.clone()].iter().flatten().filter(|value| value.class != Class::Empty).count();
        self.values[cells].fill(None);
        self.rows[row].state = RowState::Miscounted { filled: u16::try_from(filled).unwrap_or(u16::MAX), blank: true };
    }
}
