//! Meanings of the phrases of the prose: sums of cells of the tables, resolved once for every edition.

use std::borrow::Cow;
use std::sync::LazyLock;

use crate::lexicon::phrases::{Claim, phrases};
use crate::report::BoundTable;
use crate::standard::{Axis, Edition, Table, editions};

/// A cell of the standard with its sign in a sum: table, row, column within the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// The edition.
    pub edition: u16,
    /// Index of the table.
    pub table: usize,
    /// Row of the table.
    pub row: usize,
    /// Column, counted within the row.
    pub column: usize,
    /// 1 or −1.
    pub sign: i64,
}

/// Sums each of which a claim may mean; empty where the edition has no such cell. Most are those of the phrase itself.
pub type Meanings = Cow<'static, [Vec<Term>]>;

/// The meanings of every claim in an edition.
pub fn meanings(edition: &Edition) -> &'static [Vec<Vec<Term>>] {
    static ALL: LazyLock<Vec<Vec<Vec<Vec<Term>>>>> = LazyLock::new(|| {
        let of = |edition: &Edition| phrases().claims.iter().map(|claim| resolve(edition, claim)).collect();
        editions().iter().map(of).collect()
    });
    &ALL[edition.index]
}

fn resolve(edition: &Edition, claim: &Claim) -> Vec<Vec<Term>> {
    let Some(index) = edition.table(&claim.table) else { return Vec::new() };
    let sum = |set: &String| -> Option<Vec<Term>> {
        let mut terms = Vec::new();
        let mut sign = 1;
        for word in set.split_whitespace() {
            match word {
                "+" => sign = 1,
                "-" => sign = -1,
                cell => add(&mut terms, cells(edition, index, cell, sign)?),
            }
        }
        Some(terms)
    };
    claim.sets.iter().filter_map(sum).collect()
}

/// Adds cells to a sum; one that is taken away again is none of it.
fn add(terms: &mut Vec<Term>, cells: Vec<Term>) {
    for cell in cells {
        let undone = Term { sign: -cell.sign, ..cell };
        let known = terms.iter().position(|term| *term == undone);
        match known {
            Some(known) => {
                terms.remove(known);
            }
            None => terms.push(cell),
        }
    }
}

/// The cells of `row.column`; `None` where there are none.
fn cells(edition: &Edition, index: usize, name: &str, sign: i64) -> Option<Vec<Term>> {
    let table = &edition.tables[index];
    let (pattern, column) = name.rsplit_once('.')?;
    let mut terms = Vec::new();
    for (row, facts) in table.rows.iter().enumerate() {
        let matches = pattern.strip_suffix('*').map_or(facts.id == pattern, |head| facts.id.starts_with(head));
        let columns = table.columns_of(row).enumerate().filter(|_| matches);
        let named = columns.filter(|(_, known)| match column {
            "*" => is_part_of_row(table, *known),
            id => table.columns[*known].id == id,
        });
        terms.extend(named.map(|(column, _)| Term { edition: edition.id, table: index, row, column, sign }));
    }
    (!terms.is_empty()).then_some(terms)
}

/// Returns whether a column is one of those that make up the total of each row.
fn is_part_of_row(table: &Table, column: usize) -> bool {
    let across = table.identities.iter().filter(|identity| identity.axis == Axis::Across);
    across.into_iter().any(|identity| identity.right.contains(&column))
}

/// The value of a sum in the tables of a report; `None` where a figure is not known or not to be trusted.
pub fn value(tables: &[BoundTable], terms: &[Term]) -> Option<i64> {
    let mut sum = 0_i64;
    for term in terms {
        let table = tables.iter().find(|table| table.index == term.table && table.edition.id == term.edition)?;
        if table.is_doubted(term.row, term.column) {
            return None;
        }
        sum = sum.checked_add(term.sign * table.count(term.row, term.column)?)?;
    }
    Some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::phrases::Role;

    #[test]
    fn every_claim_means_something_in_an_edition() {
        for (index, claim) in phrases().claims.iter().enumerate() {
            let sums = |edition: &Edition| meanings(edition)[index].len();
            assert!(editions().iter().any(|edition| sums(edition) == claim.sets.len()), "{:?}", claim.sets);
        }
    }

    #[test]
    fn a_group_of_rows_is_one_sum() {
        let denied =
            phrases().claims.iter().position(|claim| claim.sets == ["denied.*.total"]).expect("the file has it");
        assert_eq!(phrases().claims[denied].role, Role::Row);
        assert!(editions().iter().all(|edition| meanings(edition)[denied][0].len() == 8));
    }
}
