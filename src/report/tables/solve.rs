//! Finds the wrong figure behind sums that do not hold: every cell stands in a sum across and in one or two sums down, so
//! the set of broken sums, with their differences, tells which cell is wrong.
//!
//! Unknown figures (blanks, rows with the wrong number of cells) are first filled in from the sums that determine them.
//! The remaining broken sums are explained by as few wrong cells as possible; where several explanations are as short,
//! nothing but their common part is certain.

use super::identities::Checks;

/// Most wrong cells that one explanation may have.
const MOST_WRONG: u32 = 3;
/// Most steps of the search; beyond, the broken sums are reported without suspects.
const MOST_STEPS: usize = 60_000;
/// Most explanations kept.
const MOST_EXPLANATIONS: usize = 256;
/// More broken sums than this are first thinned out by what is certain at sight.
const FEW_BROKEN: usize = 6;

/// A figure that the sums say is wrong, or a total whose sum does not hold for a reason that is not certain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The wrong cell, or the total.
    pub cell: usize,
    /// The right figure for it, or the sum of the total's parts; below zero where the parts that are
    /// taken away are more than the others.
    pub expected: i64,
    /// The sums that are broken by it, in the order of the identities; the total's own first where it stands on one.
    pub broken: Vec<usize>,
    /// Candidates, if the wrong cell is not certain: each with its right figure then; likeliest first.
    pub suspects: Vec<(usize, i64)>,
}

/// Result of solving the sums of a table.
#[derive(Clone, Debug, Default)]
pub struct Solution {
    /// Figures of unknown cells that the sums determine.
    pub determined: Vec<(usize, i64)>,
    /// Wrong figures and unexplained broken sums.
    pub faults: Vec<Fault>,
}

/// Solves a table whose figures are given, `None` for the unknown ones.
pub fn solve(checks: &Checks, figures: &[Option<i64>]) -> Solution {
    let unknown = figures.iter().any(Option::is_none);
    if !unknown && (0..checks.all.len()).all(|check| checks.residual(check, figures) == Some(0)) {
        return Solution::default();
    }
    let mut state = State::new(checks, figures);
    state.fill_in();
    let mut certain = Vec::new();
    if state.broken().len() > FEW_BROKEN {
        state.take_certain(&mut certain);
    }
    let rest = state.broken();
    if rest.is_empty() {
        return Solution { determined: state.determined(figures), faults: state.faults_of(certain) };
    }
    state.explain(certain, figures)
}

/// Figures on the way to an explanation.
struct State<'c> {
    checks: &'c Checks,
    /// Figures as given or filled in.
    figures: Vec<Option<i64>>,
    /// True for each figure that was filled in: changing it costs nothing.
    free: Vec<bool>,
    /// By how much each sum is off; `None` where it has an unknown.
    residuals: Vec<Option<i64>>,
    /// The same before anything was changed.
    first: Vec<Option<i64>>,
}

/// Changed cells with their new figures.
type Changes = Vec<(usize, i64)>;

impl<'c> State<'c> {
    fn new(checks: &'c Checks, figures: &[Option<i64>]) -> Self {
        let free = figures.iter().map(Option::is_none).collect();
        State { checks, figures: figures.to_vec(), free, residuals: Vec::new(), first: Vec::new() }
    }

    /// Fills in every unknown that a sum determines, as long as that is no negative figure.
    fn fill_in(&mut self) {
        let mut open: Vec<usize> = (0..self.checks.all.len()).collect();
        loop {
            let before = open.len();
            open.retain(|&check| !self.fill_from(check));
            if open.len() == before {
                break;
            }
        }
        self.residuals = (0..self.checks.all.len()).map(|check| self.checks.residual(check, &self.figures)).collect();
        self.first.clone_from(&self.residuals);
    }

    /// Fills in the only unknown of a sum. True when the sum needs no further look.
    fn fill_from(&mut self, check: usize) -> bool {
        let terms = &self.checks.all[check].terms;
        let mut unknown = terms.iter().filter(|(cell, _)| self.figures[*cell].is_none());
        let (Some(&(cell, sign)), None) = (unknown.next(), unknown.next()) else {
            return terms.iter().all(|(cell, _)| self.figures[*cell].is_some());
        };
        let known = terms.iter().filter(|term| term.0 != cell);
        let rest = known.map(|&(cell, sign)| sign * self.figures[cell].unwrap_or(0)).try_fold(0_i64, i64::checked_add);
        let Some(figure) = rest.map(|rest| -sign * rest).filter(|figure| *figure >= 0) else { return true };
        self.figures[cell] = Some(figure);
        true
    }

    fn broken(&self) -> Vec<usize> {
        let off = |check: &usize| self.residuals[*check].is_some_and(|residual| residual != 0);
        (0..self.residuals.len()).filter(off).collect()
    }

    /// Changes a figure by `difference`.
    fn shift(&mut self, cell: usize, difference: i64) {
        self.figures[cell] = self.figures[cell].map(|figure| figure + difference);
        for &(check, sign) in &self.checks.of_cell[cell] {
            self.residuals[check] = self.residuals[check].map(|residual| residual + sign * difference);
        }
    }

    /// The change of a cell that would make a broken sum hold; `None` where it would make the figure negative.
    fn remedy(&self, check: usize, cell: usize, sign: i64) -> Option<i64> {
        let difference = -sign * self.residuals[check]?;
        let figure = self.figures[cell]?;
        (figure + difference >= 0 && difference != 0).then_some(difference)
    }

    /// Returns whether every sum that contains the cell is broken by exactly this difference.
    fn explains_all(&self, cell: usize, difference: i64) -> bool {
        let closed = |check: usize| self.residuals[check].is_some();
        let fits = |&(check, sign): &(usize, i64)| !closed(check) || self.residuals[check] == Some(-sign * difference);
        let count = self.checks.of_cell[cell].iter().filter(|(check, _)| closed(*check)).count();
        count > 1 && self.checks.of_cell[cell].iter().all(fits)
    }

    /// Takes each cell that alone explains all its broken sums, when no other cell explains any of them.
    fn take_certain(&mut self, certain: &mut Changes) {
        loop {
            let mut candidates: Changes = Vec::new();
            for check in self.broken() {
                for &(cell, sign) in &self.checks.all[check].terms {
                    if let Some(difference) = self.remedy(check, cell, sign)
                        && self.explains_all(cell, difference)
                        && !candidates.contains(&(cell, difference))
                    {
                        candidates.push((cell, difference));
                    }
                }
            }
            let touched = |cell: usize| self.checks.of_cell[cell].iter().map(|(check, _)| *check);
            let rivals = |cell: usize| {
                candidates
                    .iter()
                    .filter(|other| touched(other.0).any(|check| touched(cell).any(|own| own == check)))
                    .count()
            };
            let Some(&(cell, difference)) = candidates.iter().find(|candidate| rivals(candidate.0) == 1) else {
                return;
            };
            self.shift(cell, difference);
            certain.push((cell, self.figures[cell].unwrap_or(0)));
        }
    }

    /// Explains what is still broken by as few wrong cells as possible.
    fn explain(mut self, certain: Changes, figures: &[Option<i64>]) -> Solution {
        let mut search = Search { found: Vec::new(), steps: 0, path: Vec::new() };
        for most in 1..=MOST_WRONG {
            search.descend(&mut self, most);
            if !search.found.is_empty() || search.steps >= MOST_STEPS {
                break;
            }
        }
        if search.steps >= MOST_STEPS {
            search.found.clear();
        }
        let known = |change: &&(usize, i64)| figures[change.0].is_some();
        let explanations: Vec<Changes> =
            search.found.iter().map(|changes| changes.iter().filter(known).copied().collect()).collect();
        let common: Changes = explanations.first().map_or_else(Vec::new, |first| {
            first.iter().filter(|change| explanations.iter().all(|other| other.contains(change))).copied().collect()
        });
        let determined = if search.found.len() == 1 {
            for &(cell, figure) in &search.found[0] {
                self.set(cell, figure);
            }
            self.determined(figures)
        } else {
            for &(cell, figure) in &common {
                self.set(cell, figure);
            }
            Vec::new()
        };
        let mut faults = self.faults_of(certain.into_iter().chain(common).collect());
        faults.extend(self.uncertain(&explanations));
        Solution { determined, faults }
    }

    fn set(&mut self, cell: usize, figure: i64) {
        if let Some(known) = self.figures[cell] {
            self.shift(cell, figure - known);
        }
    }

    fn determined(&self, figures: &[Option<i64>]) -> Changes {
        let unknown = (0..figures.len()).filter(|&cell| figures[cell].is_none());
        unknown.filter_map(|cell| Some((cell, self.figures[cell]?))).collect()
    }

    /// Each certain change as a fault.
    fn faults_of(&self, changes: Changes) -> Vec<Fault> {
        let fault = |(cell, expected): (usize, i64)| {
            let off = |check: &usize| self.first[*check].is_some_and(|residual| residual != 0);
            let broken = self.checks.of_cell[cell].iter().map(|(check, _)| *check).filter(off).collect();
            Fault { cell, expected, broken, suspects: Vec::new() }
        };
        changes.into_iter().map(fault).collect()
    }

    /// Reports the sums still broken: one fault on the total of each broken sum across; where all of those hold, one
    /// for each column that is not itself a total of columns.
    fn uncertain(&self, explanations: &[Changes]) -> Vec<Fault> {
        let broken = self.broken();
        let first_of = |check: usize| self.checks.all[check].identity;
        let Some(leading) = broken.first().map(|&check| first_of(check)) else { return Vec::new() };
        let mut standing: Vec<usize> = broken.iter().copied().filter(|&check| first_of(check) == leading).collect();
        if standing.len() > 1 {
            // A wrong part carried into its row's total breaks the sums of both columns: the part's is the cause.
            let carried = |check: &usize| !self.is_sum_of_others(*check, &standing);
            standing = standing.iter().copied().filter(carried).collect();
        }
        standing.iter().map(|&check| self.uncertain_fault(check, &broken, explanations)).collect()
    }

    /// Returns whether a column's difference is the sum of the differences of the other broken columns.
    fn is_sum_of_others(&self, check: usize, standing: &[usize]) -> bool {
        let residual = |check: usize| self.residuals[check].unwrap_or(0);
        let last = self.checks.all[check].place + 1 == self.checks.width;
        let others: i64 = standing.iter().filter(|other| **other != check).map(|&other| residual(other)).sum();
        last && others == residual(check)
    }

    fn uncertain_fault(&self, check: usize, broken: &[usize], explanations: &[Changes]) -> Fault {
        let cell = self.checks.total(check);
        let sign = self.checks.all[check].terms.iter().find(|term| term.0 == cell).map_or(1, |term| term.1);
        let expected = self.figures[cell].unwrap_or(0) - sign * self.residuals[check].unwrap_or(0);
        let in_check = |cell: usize| self.checks.all[check].terms.iter().any(|term| term.0 == cell);
        let mut counted: Vec<((usize, i64), usize)> = Vec::new();
        for change in explanations.iter().flatten().filter(|change| in_check(change.0)) {
            match counted.iter_mut().find(|(known, _)| known == change) {
                Some((_, count)) => *count += 1,
                None => counted.push((*change, 1)),
            }
        }
        counted.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
        let suspects =
            counted.into_iter().map(|(change, _)| change).filter(|change| self.figures[change.0] != Some(change.1));
        let others = broken.iter().copied().filter(|&other| other != check);
        let broken = std::iter::once(check).chain(others).collect();
        Fault { cell, expected, broken, suspects: suspects.collect() }
    }
}

/// Looks for all explanations of one length.
struct Search {
    found: Vec<Changes>,
    steps: usize,
    path: Changes,
}

impl Search {
    /// Goes on from the state with at most `left` further wrong cells. The depth is bounded by `left` and the few figures
    /// that were filled in.
    fn descend(&mut self, state: &mut State, left: u32) {
        let broken = state.broken();
        if broken.is_empty() {
            let mut changes = self.path.clone();
            changes.sort_unstable();
            if !self.found.contains(&changes) && self.found.len() < MOST_EXPLANATIONS {
                self.found.push(changes);
            }
            return;
        }
        let free = self.path.iter().filter(|change| state.free[change.0]).count();
        let reach = 3 * (left as usize + 2_usize.saturating_sub(free));
        if broken.len() > reach || self.steps >= MOST_STEPS {
            return;
        }
        let mut tried: Changes = Vec::new();
        for &check in &broken {
            let checks = state.checks;
            for &(cell, sign) in &checks.all[check].terms {
                self.steps += 1;
                let cost = u32::from(!state.free[cell]);
                if cost > left || (cost == 0 && free >= 2) || self.path.iter().any(|change| change.0 == cell) {
                    continue;
                }
                let Some(difference) = state.remedy(check, cell, sign) else { continue };
                if tried.contains(&(cell, difference)) {
                    continue;
                }
                tried.push((cell, difference));
                state.shift(cell, difference);
                self.path.push((cell, state.figures[cell].unwrap_or(0)));
                if left > cost || cost == 0 || state.broken().is_empty() || state.free.contains(&true) {
                    self.descend(state, left - cost);
                }
                self.path.pop();
                state.shift(cell, -difference);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tables::identities::checks;
    use crate::standard::{Edition, editions};

    /// A table of figures that obey the sums, different in every cell.
    fn sound(edition: &'static Edition) -> (&'static Checks, Vec<Option<i64>>) {
        let index = edition.table("requests").unwrap();
        let checks = checks(edition, index);
        let rows = edition.tables[index].rows.len();
        let mut figures = vec![0_i64; checks.cells];
        for row in 2..rows - 2 {
            for column in 0..6 {
                figures[row * 7 + column] = ((row * 31 + column * 17) % 23) as i64;
            }
        }
        for column in 0..6 {
            figures[(rows - 2) * 7 + column] = (2..rows - 2).map(|row| figures[row * 7 + column]).sum();
            figures[7 + column] = column as i64;
            figures[(rows - 1) * 7 + column] = 2 * column as i64;
            figures[column] = figures[(rows - 2) * 7 + column] + column as i64;
        }
        for row in 0..rows {
            figures[row * 7 + 6] = (0..6).map(|column| figures[row * 7 + column]).sum();
        }
        (checks, figures.into_iter().map(Some).collect())
    }

    #[test]
    fn a_sound_table_has_no_fault() {
        for edition in editions() {
            let (checks, figures) = sound(edition);
            assert_eq!(solve(checks, &figures).faults, []);
        }
    }

    #[test]
    fn any_one_wrong_cell_is_named_with_its_right_figure() {
        for edition in editions() {
            let (checks, figures) = sound(edition);
            for cell in 0..checks.cells {
                let mut wrong = figures.clone();
                wrong[cell] = wrong[cell].map(|figure| figure + 5);
                let solution = solve(checks, &wrong);
                assert_eq!(solution.faults.len(), 1, "{cell} {:?}", solution.faults);
                assert_eq!((solution.faults[0].cell, Some(solution.faults[0].expected)), (cell, figures[cell]));
            }
        }
    }

    #[test]
    fn two_wrong_cells_in_different_rows_and_columns_are_both_named() {
        let (checks, figures) = sound(&editions()[1]);
        for (one, other) in [(3 * 7 + 1, 9 * 7 + 4), (1, 12 * 7 + 2), (24 * 7 + 3, 5 * 7 + 6), (23 * 7, 24 * 7 + 5)] {
            let mut wrong = figures.clone();
            wrong[one] = wrong[one].map(|figure| figure + 4);
            wrong[other] = wrong[other].map(|figure| figure + 9);
            let cells: Vec<usize> = solve(checks, &wrong).faults.iter().map(|fault| fault.cell).collect();
            assert_eq!(cells.len(), 2, "{cells:?}");
            assert!(cells.contains(&one) && cells.contains(&other), "{cells:?}");
        }
    }

    #[test]
    fn any_blank_is_determined_and_is_no_fault() {
        let (checks, figures) = sound(&editions()[1]);
        for cell in 0..checks.cells {
            let mut blank = figures.clone();
            blank[cell] = None;
            let solution = solve(checks, &blank);
            assert_eq!(solution.faults, []);
            assert_eq!(solution.determined, [(cell, figures[cell].unwrap())]);
        }
    }

    #[test]
    fn a_wrong_part_carried_into_its_total_is_one_fault_with_suspects() {
        let (checks, figures) = sound(&editions()[1]);
        let mut wrong = figures.clone();
        for cell in [5 * 7 + 2, 5 * 7 + 6] {
            wrong[cell] = wrong[cell].map(|figure| figure + 3);
        }
        let faults = solve(checks, &wrong).faults;
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert_eq!(faults[0].cell, 23 * 7 + 2);
        assert!(faults[0].suspects.contains(&(5 * 7 + 2, figures[5 * 7 + 2].unwrap())), "{faults:?}");
    }
}
