//! Finds a figure that holds those of two neighbouring cells, written together: the sums of the table tell it exactly.

use super::identities::{Checks, checks};
use super::runs::Slot;
use crate::number::{self, Class, MAX_DIGITS};
use crate::standard::{Axis, Edition, Table};
use crate::text::Span;

/// A figure that is those of two neighbouring cells.
#[derive(Clone, Debug)]
pub struct Merged {
    /// Its span, in bytes of the text as read.
    pub span: Span,
    /// Line it stands on.
    pub line: usize,
    /// Number of the first of its cells, as the sums count them; the other is the next.
    pub cell: usize,
    /// The figures of the two cells.
    pub figures: [i64; 2],
    /// Forms of the two cells in the draft.
    pub shape: Shape,
    /// Figures of the whole row from its first cell on, where it is short of a cell; else none.
    pub row: Vec<(usize, i64)>,
}

/// Form in which a draft has the two cells of figures written together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// As one: the row is short of a cell.
    OneCell,
    /// The first holds both figures.
    First,
    /// The second holds both figures.
    Second,
}

/// A way to cut one of some figures in two.
struct Cut {
    index: usize,
    figures: [i64; 2],
}

/// A figure of a row as the draft writes it.
#[derive(Clone, Copy, Debug)]
pub struct Written<'t> {
    /// Its text.
    pub text: &'t str,
    /// The span of it.
    pub span: Span,
    /// Line it stands on.
    pub line: usize,
    /// The count that it is, where it is one.
    pub count: Option<i64>,
}

/// The filled values of a row as the draft writes them.
pub fn written<'t>(text: &'t str, slots: &[Slot]) -> Vec<Written<'t>> {
    let filled = slots.iter().filter(|slot| slot.class != Class::Empty);
    let one =
        |slot: &Slot| Written { text: slot.span.of(text), span: slot.span, line: slot.line as usize, count: None };
    filled.map(one).collect()
}

/// Cuts one of the figures of a row that is short of a cell, so that all sums across it hold. `None` if no cut, or more than
/// one, makes them hold. `first` is the number of the row's first cell.
pub fn in_short_row(sums: &Sums, first: usize, row: &[Written]) -> Option<Merged> {
    let across = Across::of(sums, first, row.len() + 1)?;
    let figures: Vec<i64> = row.iter().map(|written| plain(written.text)).collect::<Option<_>>()?;
    let whole = |cut: &Cut| {
        let mut whole = figures.clone();
        whole[cut.index] = cut.figures[1];
        whole.insert(cut.index, cut.figures[0]);
        whole
    };
    let cut = only(row.iter().enumerate().flat_map(|(index, written)| cuts(index, written.text)), |cut| {
        // A row that lacks a figure may have any total: only the parts of one tell.
        let total = across.is_total(first + cut.index + 1) && cut.figures[0] != 0;
        !total && across.hold(first, &whole(cut))
    })?;
    let Written { span, line, .. } = row[cut.index];
    let row = (first..).zip(whole(&cut)).collect();
    Some(Merged { span, line, cell: first + cut.index, figures: cut.figures, shape: Shape::OneCell, row })
}

/// Cuts one of the figures of a row that has all its cells: a cell beside it is blank.
pub fn in_whole_row(sums: &Sums, first: usize, row: &[Written]) -> Option<Merged> {
    let across = Across::of(sums, first, row.len())?;
    if row.iter().filter(|written| written.count.is_none()).count() != 1 {
        return None;
    }
    let both = row.iter().enumerate().flat_map(|(index, written)| cuts(index, written.text));
    let placed = both.flat_map(|cut| {
        let before = cut.index.checked_sub(1).map(|index| (Shape::Second, Cut { index, figures: cut.figures }));
        [Some((Shape::First, cut)), before].into_iter().flatten()
    });
    let fits = |(shape, cut): &(Shape, Cut)| {
        let beside = if *shape == Shape::First { cut.index + 1 } else { cut.index };
        let Some(neighbour) = row.get(beside).filter(|_| cut.index + 1 < row.len()) else { return false };
        let blank = neighbour.count.is_none() && number::trim(neighbour.text).is_empty();
        let mut whole: Vec<i64> = row.iter().map(|written| written.count.unwrap_or(0)).collect();
        whole[cut.index..cut.index + 2].copy_from_slice(&cut.figures);
        let total = across.is_total(first + cut.index) || across.is_total(first + cut.index + 1);
        blank && !total && across.hold(first, &whole)
    };
    let (shape, cut) = only(placed, fits)?;
    let written = row[if shape == Shape::First { cut.index } else { cut.index + 1 }];
    let (span, line, cell, row) = (written.span, written.line, first + cut.index, Vec::new());
    Some(Merged { span, line, cell, figures: cut.figures, shape, row })
}

/// Returns whether the sums down the table break with the row as it was cut: then it lost a cell somewhere else. `figures`
/// are those of the table, without the row.
pub fn is_denied(sums: &Sums, merged: &Merged, mut figures: Vec<Option<i64>>) -> bool {
    merged.row.iter().for_each(|&(cell, figure)| figures[cell] = Some(figure));
    let own = merged.row.iter().flat_map(|&(cell, _)| &sums.checks.of_cell[cell]);
    own.into_iter().any(|&(check, _)| sums.checks.residual(check, &figures).is_some_and(|residual| residual != 0))
}

/// The only one that fits.
fn only<T>(all: impl Iterator<Item = T>, fits: impl Fn(&T) -> bool) -> Option<T> {
    let mut fitting = all.filter(fits);
    let found = fitting.next()?;
    fitting.next().is_none().then_some(found)
}

/// All ways to cut a figure.
fn cuts(index: usize, text: &str) -> impl Iterator<Item = Cut> + '_ {
    let text = if plain(text).is_some() { number::trim(text) } else { "" };
    let parts = (1..text.len()).map(|at| text.split_at(at));
    parts.filter_map(move |(one, other)| Some(Cut { index, figures: [unpadded(one)?, unpadded(other)?] }))
}

/// The count that a text of plain digits is.
fn plain(text: &str) -> Option<i64> {
    let text = number::trim(text);
    let digits = !text.is_empty() && text.len() <= MAX_DIGITS && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| digits)
}

/// The count that a text of digits is, without a 0 before others.
fn unpadded(text: &str) -> Option<i64> {
    let padded = text.len() > 1 && text.starts_with('0');
    plain(text).filter(|_| !padded)
}

/// The sums of a table, with the axis of each.
pub struct Sums {
    checks: &'static Checks,
    table: &'static Table,
}

impl Sums {
    /// The sums of a table of an edition.
    pub fn of(edition: &'static Edition, table: usize) -> Sums {
        Sums { checks: checks(edition, table), table: &edition.tables[table] }
    }
}

/// The sums across some cells of a table.
struct Across {
    checks: &'static Checks,
    own: Vec<usize>,
}

impl Across {
    /// The sums that lie within `count` cells from `first` on; `None` where a cell is in none.
    fn of(sums: &Sums, first: usize, count: usize) -> Option<Across> {
        let (checks, cells) = (sums.checks, first..first + count);
        let within = |check: &usize| {
            let check = &checks.all[*check];
            let axis = sums.table.identities[check.identity].axis;
            axis == Axis::Across && check.terms.iter().all(|term| cells.contains(&term.0))
        };
        let own: Vec<usize> = (0..checks.all.len()).filter(within).collect();
        let summed = |cell: usize| own.iter().any(|&check| checks.all[check].terms.iter().any(|term| term.0 == cell));
        cells.clone().all(summed).then_some(Across { checks, own })
    }

    fn is_total(&self, cell: usize) -> bool {
        self.own.iter().any(|&check| self.checks.total(check) == cell)
    }

    fn hold(&self, first: usize, figures: &[i64]) -> bool {
        let mut cells = vec![None; self.checks.cells.max(first + figures.len())];
        cells[first..first + figures.len()].iter_mut().zip(figures).for_each(|(cell, figure)| *cell = Some(*figure));
        self.own.iter().all(|&check| self.checks.residual(check, &cells) == Some(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::newest;

    /// The merged figure of a row of the table with sums across and down: its text, its first cell, its figures.
    fn found(row: &str) -> Option<(usize, [i64; 2], Shape)> {
        let table = newest().tables.iter().position(|table| table.identities.len() > 2).expect("an edition has sums");
        let cells: Vec<&str> = row.split(' ').collect();
        let written = cells.iter().map(|text| {
            let text = text.trim_matches('_');
            Written { text, span: Span::default(), line: 0, count: plain(text) }
        });
        let (sums, written): (Sums, Vec<Written>) = (Sums::of(newest(), table), written.collect());
        let short = written.len() < newest().tables[table].columns.len();
        let merged = if short { in_short_row(&sums, 0, &written) } else { in_whole_row(&sums, 0, &written) };
        merged.map(|merged| (merged.cell, merged.figures, merged.shape))
    }

    #[test]
    fn a_row_short_of_a_cell_is_cut_where_its_sum_holds() {
        assert_eq!(found("123 0 0 0 0 15"), Some((0, [12, 3], Shape::OneCell)));
        assert_eq!(found("12 30 0 0 0 15"), Some((1, [3, 0], Shape::OneCell)));
        assert_eq!(found("0 0 0 0 0 00"), Some((5, [0, 0], Shape::OneCell)));
        assert_eq!(found("123 0 0 0 0 16"), None);
    }

    #[test]
    fn a_row_that_may_lack_any_figure_is_not_cut() {
        // 其他 may be 11 as well.
        assert_eq!(found("0 0 0 0 0 11"), None);
        assert_eq!(found("0 0 0 0 0 0"), None);
        assert_eq!(found("12 3 0 0 0 15"), None);
        // Both cuts hold.
        assert_eq!(found("12 12 0 0 0 15"), None);
    }

    #[test]
    fn a_figure_beside_a_blank_is_cut() {
        assert_eq!(found("123 _ 0 0 0 0 15"), Some((0, [12, 3], Shape::First)));
        assert_eq!(found("_ 123 0 0 0 0 15"), Some((0, [12, 3], Shape::Second)));
        // Here one figure is wrong, as the sums say.
        assert_eq!(found("123 3 0 0 0 0 15"), None);
        assert_eq!(found("120 0 0 0 0 0 12"), None);
        assert_eq!(found("12 _ 0 0 0 0 15"), None);
        assert_eq!(found("12 3 0 0 0 0 15"), None);
    }
}
