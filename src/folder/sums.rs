//! Sums of figures over the units below a unit, and the cells of its own report that are not these sums.

use super::assign::Folder;
use super::sheet::{Figure, Figures, Trust};
use crate::number::Decimal;
use crate::standard::Table;

/// A cell whose figure is not the sum of those below it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mismatch<'f> {
    pub(super) table: &'f Figures,
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) own: Figure,
    pub(super) sum: Decimal,
    /// The own figure less the sum.
    pub(super) difference: Decimal,
}

/// The units whose reports are summed up in that of a unit.
pub(super) fn children(folder: &Folder, unit: usize) -> Vec<usize> {
    let reports = |child: &usize| folder.roster.units[*child].listed || folder.report_of(*child).is_some();
    folder.below[unit].iter().copied().filter(reports).collect()
}

/// The sum of a cell over units; `None` where the figure of one is not known.
pub(super) fn sum(folder: &Folder, children: &[usize], table: &Table, row: usize, column: usize) -> Option<Decimal> {
    let mut figures = children.iter().map(|&child| known(folder, child, table, row, column));
    figures.try_fold(Decimal::from(0), |sum, figure| sum.plus(figure?.value))
}

/// The figure of a unit in a cell, as far as it can be believed.
pub(super) fn known(folder: &Folder, unit: usize, table: &Table, row: usize, column: usize) -> Option<Figure> {
    let own = folder.members[folder.report_of(unit)?].sheet.table(&table.id)?;
    // Nearly all tables of a folder are drawn in one edition: nothing has to be looked up by name then.
    let figure = match own.table().is_some_and(|drawn| std::ptr::eq(drawn, table)) {
        true => own.figure(row, column),
        false => own.named(&table.rows[row].id, &table.columns[table.columns_of(row).start + column].id),
    };
    figure.filter(|figure| figure.trust != Trust::Doubted)
}

/// The cells of a table whose figures, believed on both sides, are not the same.
pub(super) fn mismatches<'f>(folder: &Folder<'f>, children: &[usize], table: &'f Figures) -> Vec<Mismatch<'f>> {
    let Some(facts) = table.table() else { return Vec::new() };
    let mismatch = |(row, column): (usize, usize)| {
        let own = table.figure(row, column).filter(|figure| figure.trust == Trust::Sound)?;
        let sum = sum(folder, children, facts, row, column)?;
        let difference = own.value.minus(sum)?;
        (!difference.is_zero()).then_some(Mismatch { table, row, column, own, sum, difference })
    };
    table.places().filter_map(mismatch).collect()
}
