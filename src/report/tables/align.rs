//! Aligns the runs of a table with the ordered rows of the standard, at the least cost.

use super::runs::{Run, Runs};

/// Most runs for which every pairing is weighed; beyond, only labels count.
const MOST_WEIGHED: usize = 400;

/// Cost of a row that the draft does not have.
const MISSING: u32 = 30;

/// Outcome of aligning a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is this row.
    Row(u8),
    /// It is this row, but stands out of its order.
    Moved(u8),
    /// It repeats this row.
    Repeated(u8),
    /// It looks like a row and is none of the standard's.
    Unknown,
    /// It is a header, a page number or the like.
    Noise,
}

/// Compares runs with rows: the caller knows labels and arities.
pub trait Fit {
    /// Number of rows.
    fn rows(&self) -> usize;
    /// Number of values of a row.
    fn arity(&self, row: usize) -> usize;
    /// Likeness of an unexplained label to that of each row, in percent; `None` where the run has no label.
    fn likeness(&self, run: usize) -> Option<Vec<usize>>;
    /// Returns whether the run's label is a misspelling of the row's.
    fn is_misspelt(&self, run: usize, row: usize) -> bool;
}

/// Says for each run what it is.
pub fn align(all: &Runs, fit: &dyn Fit) -> Vec<Fate> {
    let mut fates = match in_order(all) {
        Some(fates) => fates,
        None if all.runs.len() <= MOST_WEIGHED => weighed(all, fit),
        None => vec![Fate::Noise; all.runs.len()],
    };
    settle_blank(all, fit, &mut fates);
    settle_rest(all, fit, &mut fates);
    fates
}

/// The usual draft: every run with a value has its label, all in order.
fn in_order(all: &Runs) -> Option<Vec<Fate>> {
    let mut last = None;
    let mut fate = |run: &Run| match run.row {
        Some(row) if last.is_none_or(|last| last < row) => {
            last = Some(row);
            Some(Fate::Row(row))
        }
        None if run.filled() == 0 => Some(Fate::Noise),
        _ => None,
    };
    let mut fates = Vec::with_capacity(all.runs.len());
    for run in &all.runs {
        fates.push(fate(run)?);
    }
    Some(fates)
}

/// The cheapest order-keeping pairing of runs and rows.
fn weighed(all: &Runs, fit: &dyn Fit) -> Vec<Fate> {
    let (runs, rows) = (all.runs.len(), fit.rows());
    let width = rows + 1;
    let mut cost = vec![0_u32; (runs + 1) * width];
    for row in 1..=rows {
        cost[row] = cost[row - 1] + MISSING;
    }
    let arities: Vec<usize> = (0..rows).map(|row| fit.arity(row)).collect();
    let most = arities.iter().copied().max().unwrap_or(0);
    let mut pairings = Vec::with_capacity(runs * rows);
    (0..runs).for_each(|run| add_pairings(&mut pairings, all, fit, run, &arities));
    let pairing = |run: usize, row: usize| pairings[run * rows + row];
    for run in 1..=runs {
        let skipping = skipping(&all.runs[run - 1], most);
        cost[run * width] = cost[(run - 1) * width] + skipping;
        for row in 1..=rows {
            let paired = cost[(run - 1) * width + row - 1].saturating_add(pairing(run - 1, row - 1));
            let skipped = cost[(run - 1) * width + row] + skipping;
            let missing = cost[run * width + row - 1] + MISSING;
            cost[run * width + row] = paired.min(skipped).min(missing);
        }
    }
    let mut fates = vec![Fate::Noise; runs];
    let (mut run, mut row) = (runs, rows);
    while run > 0 && row > 0 {
        let here = cost[run * width + row];
        if here == cost[(run - 1) * width + row - 1].saturating_add(pairing(run - 1, row - 1)) {
            fates[run - 1] = Fate::Row(u8::try_from(row - 1).unwrap_or(u8::MAX));
            (run, row) = (run - 1, row - 1);
        } else if here == cost[(run - 1) * width + row] + skipping(&all.runs[run - 1], most) {
            run -= 1;
        } else {
            row -= 1;
        }
    }
    fates
}

/// Adds the costs of taking a run for each of the rows, which have so many values.
fn add_pairings(pairings: &mut Vec<u32>, all: &Runs, fit: &dyn Fit, run: usize, arities: &[usize]) {
    let candidate = &all.runs[run];
    let known = candidate.row.is_some() || candidate.foreign || candidate.filled() == 0;
    let likeness = (!known).then(|| fit.likeness(run)).flatten();
    let cost = |(row, &arity): (usize, &usize)| {
        let likeness = likeness.as_ref().map(|likeness| likeness[row]);
        pairing(candidate, row, candidate.filled() == arity, likeness)
    };
    pairings.extend(arities.iter().enumerate().map(cost));
}

/// Cost of taking a run for a row, whose number of values it has or has not.
fn pairing(candidate: &Run, row: usize, fits: bool, likeness: Option<usize>) -> u32 {
    match candidate.row {
        Some(named) if usize::from(named) == row => match (fits, candidate.slots.0 == candidate.slots.1) {
            (true, _) => 0,
            (false, false) => 4,
            (false, true) => 20,
        },
        Some(_) => 90,
        None if candidate.foreign => 90,
        None if candidate.filled() == 0 => 200,
        None => match likeness {
            None if fits => 10,
            None => 45,
            Some(likeness) if likeness >= 40 && fits => 8,
            Some(likeness) if likeness >= 40 => 14,
            Some(_) => 70,
        },
    }
}

/// Cost of taking a run for no row, where a row has `most` values at most.
fn skipping(candidate: &Run, most: usize) -> u32 {
    match (candidate.filled(), candidate.row, candidate.label) {
        (0, None, _) => 0,
        (0, Some(_), _) if candidate.slots.0 == candidate.slots.1 => 6,
        (0, Some(_), _) => 12,
        (_, Some(_), _) => 40,
        (1, None, None) if most > 1 => 4,
        (_, None, Some(_)) => 25,
        (_, None, None) => 30,
    }
}

/// Rows of empty cells, their label misspelt: nothing but the label and its neighbours says which they are.
fn settle_blank(all: &Runs, fit: &dyn Fit, fates: &mut [Fate]) {
    let row =
        |(run, fate): (usize, &Fate)| if let Fate::Row(row) = fate { Some((run, usize::from(*row))) } else { None };
    let mut bound: Vec<(usize, usize)> = Vec::with_capacity(fates.len());
    bound.extend(fates.iter().enumerate().filter_map(row));
    if bound.is_empty() || bound.len() == fit.rows() {
        return;
    }
    let blank = |run: &Run| run.row.is_none() && run.filled() == 0 && run.slots.0 < run.slots.1 && run.label.is_some();
    let candidates = all.runs.iter().enumerate().filter(|(index, run)| fates[*index] == Fate::Noise && blank(run));
    let candidates: Vec<usize> = candidates.map(|(index, _)| index).take(2 * fit.rows()).collect();
    for run in candidates {
        let next = bound.partition_point(|(before, _)| *before < run);
        let first = next.checked_sub(1).map_or(0, |last| bound[last].1 + 1);
        let end = bound.get(next).map_or(fit.rows(), |next| next.1);
        let mut like = (first..end).filter(|&row| fit.is_misspelt(run, row));
        if let (Some(row), None) = (like.next(), like.next()) {
            fates[run] = Fate::Row(u8::try_from(row).unwrap_or(u8::MAX));
        }
    }
}

/// Runs that the order left over: moved rows, repeated rows, rows of no edition.
fn settle_rest(all: &Runs, fit: &dyn Fit, fates: &mut [Fate]) {
    let mut bound = vec![false; fit.rows()];
    for fate in fates.iter() {
        if let Fate::Row(row) = fate {
            bound[usize::from(*row)] = true;
        }
    }
    for (run, fate) in all.runs.iter().zip(fates.iter_mut()) {
        if *fate != Fate::Noise {
            continue;
        }
        *fate = match run.row {
            Some(row) if run.filled() == 0 && bound[usize::from(row)] => Fate::Noise,
            Some(row) if bound[usize::from(row)] => Fate::Repeated(row),
            Some(row) => {
                bound[usize::from(row)] = true;
                Fate::Moved(row)
            }
            None if run.foreign && run.figures() > 0 => Fate::Unknown,
            // Two figures or more under a label of their own are meant as a row.
            None if run.label.is_some() && run.figures() > 1 => Fate::Unknown,
            None if run.label.is_none() && run.figures() > 2 => Fate::Unknown,
            None => Fate::Noise,
        };
    }
}
