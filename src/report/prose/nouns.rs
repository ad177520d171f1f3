//! Counts of requests that a noun names without a verb: 依申请公开政府信息3件.

use super::claims::{Claim, Reader, Says};
use super::meanings::meanings;
use super::sentence::{Sentence, skips};
use super::tokens::{Number, TokenKind};
use crate::lexicon::phrases::{Part, Role, phrases};

impl Reader<'_, '_> {
    /// The claim of a figure right behind a noun for requests, the first of its sentence: one further on may be of a part.
    pub(super) fn named(&self, sentence: &Sentence, index: usize, number: Number, count: i64) -> Option<Claim> {
        const OTHER: [Part; 5] = [Part::Foreign, Part::Opener, Part::Plan, Part::Compare, Part::Whole];
        let clause = sentence.clause(index);
        let token = &sentence.tokens[index];
        let lead = clause.start..index;
        let noun = lead.clone().rfind(|&at| sentence.tokens[at].is(Part::Noun))?;
        let other = |at: usize| sentence.tokens[at].is_any(&OTHER) && !self.is_in_own_name(sentence, at);
        let first = (0..index).all(|at| sentence.tokens[at].number().is_none() && !other(at));
        let behind = sentence.any(index + 1..clause.end, &[Part::Foreign, Part::Blocked, Part::Aside, Part::Share]);
        let quiet = lead.clone().all(|at| self.is_quiet(sentence, at)) && self.is_own(sentence, lead, index);
        if !first || behind || !quiet || phrases().counts_items(token.unit(sentence.text)) {
            return None;
        }
        let claim = phrases().claims.iter().position(|claim| claim.role == Role::Noun)?;
        let meanings = meanings(self.facts.edition)[claim].as_slice().into();
        let whole = sentence.tokens[noun].start..token.end;
        let said = token.start..number.digits_end;
        Some(Claim { said, whole, says: Says::Count(count), meanings, loose: false, part: false })
    }

    /// Tells what may stand before such a noun, or between it and its figure: the year, the organ, words without weight.
    fn is_quiet(&self, sentence: &Sentence, at: usize) -> bool {
        const QUIET: [Part; 5] = [Part::Noun, Part::Weak, Part::Filler, Part::Subject, Part::Adverb];
        match sentence.tokens[at].kind {
            TokenKind::Year(_) => true,
            TokenKind::Unknown => self.is_own_name(sentence.words(at)),
            _ => skips(sentence, at, &QUIET) || self.is_in_own_name(sentence, at),
        }
    }
}
