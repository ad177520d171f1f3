//! Explains a figure that is not the sum of those below it: a unit was left out, counted twice, or has a slip of the pen.

use super::assign::Folder;
use super::sheet::{Figures, Trust};
use super::sums::{Mismatch, known};
use crate::number::Decimal;

/// Most units that are named for one difference.
const MOST_NAMED: usize = 3;

/// A unit that explains a difference alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reason {
    pub(super) unit: usize,
    pub(super) why: Why,
}

/// The explanation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// Its figure is not in the sum.
    LeftOut,
    /// Its figure is in the sum twice.
    Twice,
    /// It has mixed up two cells.
    MixedUp,
    /// Its figure should be another.
    Wrong(Decimal),
}

impl Reason {
    /// The template of a message on one cell.
    pub(super) fn template(&self) -> &'static str {
        match self.why {
            Why::LeftOut => "message.left-out",
            Why::Twice => "message.twice",
            Why::MixedUp => "message.pair",
            Why::Wrong(_) => "message.wrong",
        }
    }

    /// The template of a message on all cells.
    pub(super) fn template_of_all(&self) -> &'static str {
        if self.why == Why::Twice { "message.all-twice" } else { "message.all-left-out" }
    }
}

/// The unit all of whose figures are missing from, or twice in, the parent's: then nothing else is wrong.
pub(super) fn whole(
    folder: &Folder,
    children: &[usize],
    tables: &[Figures],
    found: &[Vec<Mismatch>],
) -> Option<Reason> {
    if found.iter().map(Vec::len).sum::<usize>() < 2 {
        return None;
    }
    let explains = |unit: usize, why: Why| {
        let mut differing = 0;
        let fits = tables.iter().zip(found).all(|(table, cells)| {
            let Some(facts) = table.table() else { return true };
            table.places().all(|(row, column)| {
                let comparable = table.figure(row, column).is_some_and(|figure| figure.trust == Trust::Sound);
                let Some(figure) = known(folder, unit, facts, row, column).filter(|_| comparable) else { return true };
                let cell = cells.iter().find(|cell| (cell.row, cell.column) == (row, column));
                let difference = cell.map_or(Decimal::from(0), |cell| cell.difference);
                differing += usize::from(cell.is_some());
                Some(difference) == share(why, figure.value)
            })
        });
        (fits && differing == found.iter().map(Vec::len).sum::<usize>()).then_some(Reason { unit, why })
    };
    let both = |&unit: &usize| explains(unit, Why::LeftOut).or_else(|| explains(unit, Why::Twice));
    let mut all = children.iter().filter_map(both);
    all.next().filter(|_| all.next().is_none())
}

/// Returns the difference that a reason makes: the parent's figure less the sum.
fn share(why: Why, figure: Decimal) -> Option<Decimal> {
    match why {
        Why::LeftOut => Decimal::from(0).minus(figure),
        _ => Some(figure),
    }
}

/// The only unit that has the figures of two cells mixed up.
pub(super) fn mixed_up(folder: &Folder, children: &[usize], cell: &Mismatch, other: &Mismatch) -> Option<Reason> {
    let table = cell.table.table()?;
    let mixes = |&unit: &usize| {
        let one = known(folder, unit, table, cell.row, cell.column)?.value;
        let two = known(folder, unit, table, other.row, other.column)?.value;
        let swapped = two.minus(one)? == cell.difference && one.minus(two)? == other.difference;
        swapped.then_some(Reason { unit, why: Why::MixedUp })
    };
    let mut all = children.iter().filter_map(mixes);
    all.next().filter(|_| all.next().is_none())
}

/// The units each of which explains the difference in a cell alone: left out, counted twice, or with a slip of the pen;
/// else the only one whose figure is large enough. None where there are too many.
pub(super) fn alone(folder: &Folder, children: &[usize], cell: &Mismatch) -> Vec<Reason> {
    let Some(table) = cell.table.table() else { return Vec::new() };
    let figure = |unit: usize| Some(known(folder, unit, table, cell.row, cell.column)?.value);
    let likely = |&unit: &usize| {
        let value = figure(unit).filter(|value| !value.is_zero())?;
        let why = match value {
            _ if share(Why::LeftOut, value) == Some(cell.difference) => Why::LeftOut,
            _ if value == cell.difference => Why::Twice,
            _ => Why::Wrong(corrected(value, cell.difference).filter(|other| is_slip(value, *other))?),
        };
        Some(Reason { unit, why })
    };
    let reasons: Vec<Reason> = children.iter().filter_map(likely).collect();
    if !reasons.is_empty() {
        // Those of one kind share a message.
        let first = reasons[0].template();
        let same = reasons.iter().all(|reason| reason.template() == first);
        return if reasons.len() <= MOST_NAMED && same { reasons } else { Vec::new() };
    }
    let able = |&unit: &usize| {
        let value = corrected(figure(unit)?, cell.difference)?;
        Some(Reason { unit, why: Why::Wrong(value) })
    };
    let mut able = children.iter().filter_map(able);
    able.next().filter(|_| able.next().is_none()).into_iter().collect()
}

/// The figure that would make up for the difference, if it is none below zero.
fn corrected(value: Decimal, difference: Decimal) -> Option<Decimal> {
    value.plus(difference).filter(|corrected| corrected.mantissa >= 0)
}

/// Tells whether one figure is the other with two neighbouring digits swapped, a digit more or less, or one of several digits
/// changed.
fn is_slip(one: Decimal, other: Decimal) -> bool {
    let (one, other) = (one.to_string(), other.to_string());
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let same = short.iter().zip(long).take_while(|(one, other)| one == other).count();
    match long.len() - short.len() {
        0 if short.len() > 1 && same < short.len() => {
            let (short, long) = (&short[same..], &long[same..]);
            let changed = short[1..] == long[1..];
            let swapped = short.len() > 1 && short[0] == long[1] && short[1] == long[0] && short[2..] == long[2..];
            changed || swapped
        }
        1 => short != b"0" && short[same..] == long[same + 1..],
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_pen_are_told_from_other_figures() {
        let slip = |one: i64, other: i64| is_slip(Decimal::from(one), Decimal::from(other));
        assert!(slip(12, 21) && slip(10, 100) && slip(1234, 1334) && slip(120, 12) && slip(1243, 1234));
        assert!(!slip(3, 5) && !slip(12, 34) && !slip(1, 100) && !slip(0, 30) && !slip(1234, 4321));
    }
}
