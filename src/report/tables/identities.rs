//! The sums of the standard, laid out cell by cell: which cells stand in which sum, and by how much each sum is off.

use std::sync::LazyLock;

use crate::standard::{Axis, Edition, Identity, Table, editions};

/// One sum at one place: an identity in one row, or in one column.
#[derive(Debug)]
pub struct Check {
    /// Index into `Table::identities`.
    pub identity: usize,
    /// The row (across) or the column (down) it stands in.
    pub place: usize,
    /// Its cells; the left side of the identity counts negative.
    pub terms: Vec<(usize, i64)>,
}

/// All sums of a table. Cells are numbered `row * width + column`.
#[derive(Debug)]
pub struct Checks {
    /// Columns of the table.
    pub width: usize,
    /// Number of cells.
    pub cells: usize,
    /// The sums, in the order of the identities.
    pub all: Vec<Check>,
    /// For each cell the sums it stands in, with its sign there.
    pub of_cell: Vec<Vec<(usize, i64)>>,
}

/// The sums of a table of an edition.
pub fn checks(edition: &Edition, table: usize) -> &'static Checks {
    static ALL: LazyLock<Vec<Vec<Checks>>> =
        LazyLock::new(|| editions().iter().map(|edition| edition.tables.iter().map(lay_out).collect()).collect());
    &ALL[edition.index][table]
}

fn lay_out(table: &Table) -> Checks {
    let width = (0..table.rows.len()).map(|row| table.columns_of(row).len()).max().unwrap_or(0);
    let cells = width * table.rows.len();
    let mut all = Vec::new();
    for (index, identity) in table.identities.iter().enumerate() {
        let places = if identity.axis == Axis::Across { table.rows.len() } else { width };
        all.extend((0..places).map(|place| Check { identity: index, place, terms: terms(identity, place, width) }));
    }
    let mut of_cell = vec![Vec::new(); cells];
    for (index, check) in all.iter().enumerate() {
        for &(cell, sign) in &check.terms {
            of_cell[cell].push((index, sign));
        }
    }
    Checks { width, cells, all, of_cell }
}

fn terms(identity: &Identity, place: usize, width: usize) -> Vec<(usize, i64)> {
    let cell = |term: usize| match identity.axis {
        Axis::Across => place * width + term,
        Axis::Down => term * width + place,
    };
    let left = identity.left.iter().map(|&term| (cell(term), -1));
    left.chain(identity.right.iter().map(|&term| (cell(term), 1))).collect()
}

impl Checks {
    /// Right side less left side of a sum; `None` where a figure is unknown.
    pub fn residual(&self, check: usize, figures: &[Option<i64>]) -> Option<i64> {
        let mut sum = 0_i64;
        for &(cell, sign) in &self.all[check].terms {
            sum = sum.checked_add(sign * figures[cell]?)?;
        }
        Some(sum)
    }

    /// The cell that a sum is the total of: the only cell of its left side, else the last cell of its right side.
    pub fn total(&self, check: usize) -> usize {
        let terms = &self.all[check].terms;
        let mut left = terms.iter().filter(|term| term.1 < 0);
        match (left.next(), left.next()) {
            (Some(&(cell, _)), None) => cell,
            _ => terms.last().map_or(0, |term| term.0),
        }
    }
}
