//! Outcomes of reviews and lawsuits, 行政复议4件，维持3件、纠正1件, which belong to the ones named before them.

use std::ops::Range;

use super::claims::Reader;
use super::meanings::{Meanings, Term, meanings};
use super::sentence::Sentence;
use super::tokens::TokenKind;
use crate::lexicon::phrases::Role;

/// Claims before an outcome among which the one of its reviews is looked for.
const MOST_CLAIMS: usize = 50;

impl Reader<'_, '_> {
    /// Tells whether an outcome is that of reviews of the organ's own: they stand in its clause, or a figure of them was read in
    /// its sentence.
    pub(super) fn outcome_fits(&self, sentence: &Sentence, clause: &Range<usize>, key: usize) -> bool {
        // 二审维持1件: of one instance only.
        if key > clause.start && sentence.tokens[key - 1].kind == TokenKind::Unknown {
            return false;
        }
        let Some(named) = reviews(sentence, key).next_back() else { return false };
        if named >= clause.start {
            let until = sentence.tokens[key].start;
            return self.review_fits(sentence, clause, &(clause.start..named), until);
        }
        let start = sentence.tokens[named].start;
        self.claims[self.begin..].iter().rev().take(MOST_CLAIMS).any(|claim| claim.whole.start == start)
    }

    /// The sums that an outcome may mean: those of the reviews and lawsuits that the sentence named so far.
    pub(super) fn outcomes(&self, sentence: &Sentence, key: usize, sums: &[Vec<Term>]) -> Option<Meanings> {
        let all = meanings(self.facts.edition);
        let claims = reviews(sentence, key).filter_map(|at| sentence.claim(at)).map(|(claim, _)| usize::from(claim));
        let rows: Vec<usize> = claims.flat_map(|claim| all[claim].iter().flatten().map(|term| term.row)).collect();
        let of_named = |sum: &&Vec<Term>| sum.iter().all(|term| rows.contains(&term.row));
        let sums: Vec<Vec<Term>> = sums.iter().filter(of_named).cloned().collect();
        (!sums.is_empty()).then(|| sums.into())
    }
}

/// The reviews and lawsuits that are named before a token.
fn reviews<'s>(sentence: &'s Sentence, before: usize) -> impl DoubleEndedIterator<Item = usize> + use<'s> {
    sentence.before(before).filter(|&at| sentence.role(at) == Some(Role::Review))
}
