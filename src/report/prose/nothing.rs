//! Statements that nothing was there, said behind what it is said of or of what was carried: 依申请公开零发生, 无结转.

use super::claims::{Claim, Reader, Says};
use super::keys::Key;
use super::meanings::meanings;
use super::sentence::{Sentence, skips};
use super::statements::LONGEST_CLAUSE;
use crate::lexicon::phrases::{Part, Role};

impl Reader<'_, '_> {
    /// 依申请公开零发生; 行政复议、行政诉讼均为零; 零结转.
    pub(super) fn nothing(&self, sentence: &Sentence, index: usize) -> Option<Claim> {
        const QUIET: [Part; 8] = [
            Part::Noun,
            Part::Weak,
            Part::Filler,
            Part::Loose,
            Part::Quantifier,
            Part::Connector,
            Part::Adverb,
            Part::Subject,
        ];
        if is_carry(sentence, index) {
            return self.none_carried(sentence, index, index);
        }
        let clause = sentence.clause(index);
        if clause.len() > LONGEST_CLAUSE {
            return None;
        }
        let closes = (index + 1..clause.end).all(|at| skips(sentence, at, &[Part::Loose, Part::Filler]));
        if !closes || !sentence.is_timely(index) || sentence.is_of_level(index) {
            return None;
        }
        let noun = clause.clone().find(|&at| sentence.tokens[at].is(Part::Noun)).filter(|&at| at < index);
        let Some(noun) = noun else { return self.no_review(sentence, index) };
        let is_review = |at: usize| sentence.role(at) == Some(Role::Review);
        let quiet = (noun..index).all(|at| skips(sentence, at, &QUIET) || is_review(at));
        if !quiet || !self.is_own(sentence, clause.start..noun, noun) {
            return None;
        }
        let received = meanings(self.facts.edition)[0].get(..1)?;
        Some(self.statement(sentence, noun, index, Says::NoRequest, received.into()))
    }

    /// 无结转; 没有政府信息公开申请结转下年度.
    pub(super) fn no_carry(&self, sentence: &Sentence, index: usize) -> Option<Claim> {
        const QUIET: [Part; 5] = [Part::Noun, Part::Weak, Part::Filler, Part::Loose, Part::Subject];
        let end = sentence.clause(index).end.min(index + LONGEST_CLAUSE);
        let carry = (index + 1..end).find(|&at| is_carry(sentence, at) || !skips(sentence, at, &QUIET))?;
        if !is_carry(sentence, carry) {
            return None;
        }
        let closes =
            (carry + 1..end).all(|at| skips(sentence, at, &[Part::Noun, Part::Weak, Part::Filler, Part::Loose]));
        closes.then(|| self.none_carried(sentence, index, carry)).flatten()
    }

    /// The statement that nothing was carried, from the token that denies it to the word of carrying.
    fn none_carried(&self, sentence: &Sentence, index: usize, carry: usize) -> Option<Claim> {
        let clause = sentence.clause(index);
        if clause.len() > LONGEST_CLAUSE {
            return None;
        }
        let about = self.topic || sentence.any(clause.clone(), &[Part::Noun]);
        let own = self.is_own(sentence, clause.start..index, index) && !sentence.is_of_level(index);
        if !about || !own || !sentence.is_timely(index) || sentence.any(clause, &[Part::Foreign]) {
            return None;
        }
        let key = Key { at: carry, noun: true, weak: false, way: false, year: None };
        let meanings = self.meanings(sentence, &key)?;
        Some(self.statement(sentence, index, carry, Says::AllDone, meanings))
    }
}

fn is_carry(sentence: &Sentence, at: usize) -> bool {
    matches!(sentence.role(at), Some(Role::Carry | Role::BareCarry))
}
