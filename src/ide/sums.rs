//! The sums of a table with the draft's own figures in them.

use super::words::{Words, side};
use crate::number::Class;
use crate::report::BoundTable;
use crate::report::tables::identities::{Check, checks};

use crate::standard::{Axis, Identity};

/// Verdict on a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It does.
    Held,
    /// It does not.
    Broken,
    /// A figure is unknown.
    Open,
}

/// A sum at one place of a table of the draft.
#[derive(Clone, Copy, Debug)]
pub struct Sum<'t> {
    /// Its table.
    pub table: &'t BoundTable,
    /// Its number among the sums of the table.
    pub index: usize,
    check: &'static Check,
}

impl<'t> Sum<'t> {
    /// All sums of a table.
    pub fn all(table: &'t BoundTable) -> impl Iterator<Item = Sum<'t>> {
        let all = &checks(table.edition, table.index).all;
        all.iter().enumerate().map(move |(index, check)| Sum { table, index, check })
    }

    /// The sums that a cell stands in.
    pub fn of_cell(table: &'t BoundTable, row: usize, column: usize) -> impl Iterator<Item = Sum<'t>> {
        let checks = checks(table.edition, table.index);
        let sums = checks.of_cell.get(row * table.width() + column).map_or(&[][..], Vec::as_slice);
        sums.iter().map(move |&(index, _)| Sum { table, index, check: &checks.all[index] })
    }

    /// Checks the sum against the figures of the draft.
    pub fn verdict(&self) -> Verdict {
        let mut residual = 0_i64;
        for &(cell, sign) in &self.check.terms {
            let (row, column) = self.table.place(cell);
            let count = self.table.count(row, column);
            let Some(next) = count.and_then(|count| residual.checked_add(sign * count)) else { return Verdict::Open };
            residual = next;
        }
        if residual == 0 { Verdict::Held } else { Verdict::Broken }
    }

    /// The cell that it is the total of, by row and column.
    pub fn total(&self) -> (usize, usize) {
        self.table.place(checks(self.table.edition, self.table.index).total(self.index))
    }

    /// Returns whether exactly one cell is the total of all others.
    pub fn has_total(&self) -> bool {
        self.check.terms.iter().filter(|term| term.1 < 0).count() == 1
    }

    /// Its cells by row and column, the left side first.
    pub fn cells(&self) -> impl Iterator<Item = (usize, usize)> {
        self.check.terms.iter().map(|&(cell, _)| self.table.place(cell))
    }

    /// The cells of one side: −1 is the left, 1 the right.
    fn side(&self, sign: i64) -> Vec<(usize, usize)> {
        self.check.terms.iter().filter(|term| term.1 == sign).map(|&(cell, _)| self.table.place(cell)).collect()
    }

    /// Computes the total that makes the sum hold; `None` if another figure is unknown, or it would be negative.
    pub fn expected(&self) -> Option<i64> {
        let total = self.total();
        let mut sign_of_total = 1;
        let mut rest = 0_i64;
        for &(cell, sign) in &self.check.terms {
            let place = self.table.place(cell);
            if place == total {
                sign_of_total = sign;
                continue;
            }
            rest = rest.checked_add(sign * self.table.count(place.0, place.1)?)?;
        }
        Some(-sign_of_total * rest).filter(|expected| *expected >= 0)
    }

    /// Returns whether it runs along this row.
    pub fn stands_in_row(&self, row: usize) -> bool {
        self.identity_facts().axis == Axis::Across && self.check.place == row
    }

    /// Returns whether it runs down this column.
    pub fn stands_in_column(&self, column: usize) -> bool {
        self.identity_facts().axis == Axis::Down && self.check.place == column
    }

    fn identity_facts(&self) -> &'static Identity {
        &self.table.table().identities[self.check.identity]
    }

    /// The identity in words: `总计＝自然人＋…`.
    pub fn identity(&self) -> &'static str {
        &self.identity_facts().text
    }

    /// The row or column it stands in.
    pub fn place_label(&self) -> &'static str {
        self.table.table().sum_label(self.identity_facts().axis, self.check.place)
    }

    /// The rule that reports a break.
    pub fn rule(&self) -> &'static str {
        &self.identity_facts().rule
    }

    /// The identity with the figures of the draft: `16 ≠ 12＋3`. Parts that are 0 are left out. Where figures are not known
    /// yet, what the total should be, or their number.
    pub fn figures(&self, words: Words) -> String {
        let relation = match self.verdict() {
            Verdict::Held => "＝",
            Verdict::Broken => "≠",
            Verdict::Open => {
                let unknown = self.cells().filter(|&(row, column)| self.table.count(row, column).is_none()).count();
                let total = self.expected().filter(|_| unknown == 1);
                return total.map_or_else(|| words.unknown(unknown), |total| words.should_be(total));
            }
        };
        format!("{} {relation} {}", self.written(-1, words), self.written(1, words))
    }

    fn written(&self, sign: i64, words: Words) -> String {
        let figure = |(row, column): (usize, usize)| match self.table.value(row, column) {
            Some(value) => match value.figure {
                Some(figure) => figure.to_string(),
                None if value.class == Class::Empty => words.blank().to_owned(),
                None => words.no_figure().to_owned(),
            },
            None => words.no_figure().to_owned(),
        };
        side(self.side(sign).into_iter().map(figure))
    }
}
