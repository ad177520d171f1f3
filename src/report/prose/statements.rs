//! Statements without a figure: nothing was received, there was no review, all was answered.

use std::ops::Range;

use super::claims::{Claim, Reader, Says};
use super::meanings::{Meanings, Term, meanings};
use super::sentence::{Sentence, skips};
use super::tokens::TokenKind;
use crate::lexicon::phrases::{Part, Role, phrases};

/// Tokens of a clause, and of a sentence, that are looked at; a longer one says too much to be understood.
pub(super) const LONGEST_CLAUSE: usize = 80;
const LONGEST_SENTENCE: usize = 400;

impl Reader<'_, '_> {
    /// 未收到政府信息公开申请.
    pub(super) fn no_request(&self, sentence: &Sentence, index: usize) -> Option<Claim> {
        let clause = sentence.clause(index);
        let long = clause.len() > LONGEST_CLAUSE;
        let own = self.is_own(sentence, clause.start..index, index) && !sentence.is_of_level(index);
        if long || !own || !sentence.is_timely(index) {
            return None;
        }
        let loose =
            |at: &usize| skips(sentence, *at, &[Part::Loose, Part::Filler, Part::Subject]) || is_one(sentence, *at);
        // Where requests are spoken of, 未收到申请 names them.
        let came = self.topic && sentence.words(index).contains(['收', '接', '受']);
        let named = |at: usize| sentence.tokens[at].is(Part::Noun) || (came && sentence.tokens[at].is(Part::Weak));
        let noun = (index + 1..clause.end).find(|at| named(*at) || !loose(at))?;
        // 未收到政府信息公开申请等情况: nor did anything else come.
        let tail = [Part::Noun, Part::Weak, Part::Open];
        let ends = (noun + 1..clause.end).find(|at| !(loose(at) || sentence.tokens[*at].is_any(&tail)));
        if !named(noun) || ends.is_some() {
            return None;
        }
        let received = meanings(self.facts.edition)[0].get(..1)?;
        Some(self.statement(sentence, index, noun, Says::NoRequest, received.into()))
    }

    /// 未发生行政复议和行政诉讼; 行政复议、行政诉讼均未发生.
    pub(super) fn no_review(&self, sentence: &Sentence, index: usize) -> Option<Claim> {
        let clause = sentence.clause(index);
        let blocked = [Part::LawsuitBlocked, Part::Foreign, Part::Blocked, Part::Channel, Part::Plan, Part::Compare];
        let long = clause.len() > LONGEST_CLAUSE;
        // 未发生与诉讼(行政复议)有关的费用: the clause goes on behind the bracket.
        let cut = sentence.tokens.get(clause.end).is_some_and(|token| token.is_mark('('));
        let listed = |at: usize| is_listed(sentence, at, clause.end);
        let blocked =
            |at: usize| sentence.tokens[at].is_any(&blocked) && !listed(at) && !self.is_in_own_name(sentence, at);
        if long || cut || !sentence.is_timely(index) || clause.clone().any(blocked) {
            return None;
        }
        let is_review = |at: usize| sentence.role(at) == Some(Role::Review);
        let loose = |at: usize| {
            const LOOSE: [Part; 7] =
                [Part::Loose, Part::Filler, Part::Subject, Part::Noun, Part::Weak, Part::Connector, Part::Open];
            skips(sentence, at, &LOOSE) || is_one(sentence, at) || listed(at)
        };
        let behind = (index + 1..clause.end).find(|&at| !loose(at) && !is_review(at));
        let named: Vec<usize> =
            if behind.is_none() { (index + 1..clause.end).filter(|&at| is_review(at)).collect() } else { Vec::new() };
        let named = if named.is_empty() { reviews_before(sentence, clause.start, index, clause.end)? } else { named };
        let all = meanings(self.facts.edition);
        let mut terms: Vec<Term> = Vec::new();
        for &at in &named {
            // The last meaning of each is the widest; nothing is left out of none.
            let sums = &all[usize::from(sentence.claim(at)?.0)];
            let widest = sums.iter().filter(|sum| sum.iter().all(|term| term.sign > 0)).max_by_key(|sum| sum.len())?;
            terms.extend(widest.iter().filter(|term| !terms.contains(term)).copied().collect::<Vec<_>>());
        }
        let (first, last) = (index.min(*named.first()?), index.max(*named.last()?));
        Some(self.statement(sentence, first, last, Says::NoReview, vec![terms].into()))
    }

    /// 收到申请3件，均已按时答复; 所有申请全部办结.
    pub(super) fn all_done(&self, sentence: &Sentence, index: usize) -> Option<Claim> {
        let clause = sentence.clause(index);
        if clause.len() > LONGEST_CLAUSE || sentence.tokens.len() > LONGEST_SENTENCE {
            return None;
        }
        let skip = [Part::Adverb, Part::Quantifier, Part::Filler];
        let verb =
            (index + 1..clause.end).find(|&at| sentence.tokens[at].is(Part::Done) || !skips(sentence, at, &skip))?;
        if !sentence.tokens[verb].is(Part::Done) || !sentence.is_timely(index) {
            return None;
        }
        let ends = (verb + 1..clause.end).find(|&at| !skips(sentence, at, &[Part::Filler, Part::Done, Part::Adverb]));
        if ends.is_some() || sentence.any(0..sentence.tokens.len(), &[Part::Except]) {
            return None;
        }
        let lead = clause.start..index;
        // 政府信息公开申请15件已全部办结: the figure may stand in the same clause.
        let number = lead.clone().rfind(|&at| sentence.tokens[at].number().is_some());
        let quiet = (number.map_or(lead.start, |number| number + 1)..lead.end)
            .all(|at| skips(sentence, at, &[Part::Filler, Part::Adverb, Part::Subject, Part::Connector, Part::Weak]));
        let counted = quiet && self.follows_received(sentence, index);
        let so_many = opens_with_count(sentence, &lead);
        let all_of_them = lead.clone().any(|at| sentence.tokens[at].is(Part::Noun))
            && (so_many || sentence.any(clause.start..index, &[Part::All]))
            && !sentence.is_of_level(index)
            && self.is_own(sentence, lead, index);
        if !(counted || all_of_them) {
            return None;
        }
        let left = phrases().claims.iter().position(|claim| claim.role == Role::BareCarry)?;
        let left = meanings(self.facts.edition)[left].get(..1)?;
        let last = (verb..clause.end).rfind(|&at| sentence.tokens[at].is(Part::Done)).unwrap_or(verb);
        Some(self.statement(sentence, index, last, Says::AllDone, left.into()))
    }

    /// Returns whether the last figure before a token is a positive number of requests received, with no other between.
    fn follows_received(&self, sentence: &Sentence, index: usize) -> bool {
        let Some(last) = self.claims.get(self.begin..).and_then(|claims| claims.last()) else { return false };
        let received = &meanings(self.facts.edition)[0];
        let number = (0..index).rev().find(|&at| sentence.tokens[at].number().is_some());
        let is_last = number.is_some_and(|at| {
            let token = &sentence.tokens[at];
            token.start <= last.said.start && last.said.end <= token.end
        });
        let between = number.unwrap_or(0)..index;
        let clauses = between.clone().filter(|&at| sentence.tokens[at].is_mark(',')).count();
        let other = sentence.any(between.clone(), &[Part::Foreign, Part::Blocked, Part::Channel])
            || between.clone().any(|at| sentence.role(at).is_some_and(|role| role != Role::Verb));
        let of_requests = last.meanings.first() == received.first() && last.figure() > 0;
        is_last && of_requests && clauses <= 1 && !other
    }

    pub(super) fn statement(
        &self,
        sentence: &Sentence,
        first: usize,
        last: usize,
        says: Says,
        meanings: Meanings,
    ) -> Claim {
        let said = sentence.tokens[first].start..sentence.tokens[last].end;
        Claim { whole: said.clone(), said, says, meanings, loose: false, part: false }
    }
}

/// Tells a complaint that is listed beside reviews, 举报、复议, from one that led to them.
fn is_listed(sentence: &Sentence, at: usize, end: usize) -> bool {
    let ends = at + 1 >= end || skips(sentence, at + 1, &[Part::Connector, Part::Open]);
    sentence.tokens[at].is(Part::Grievance) && ends
}

/// Tells a sentence that opens with the figure of all: 15件政府信息公开申请均已办结.
fn opens_with_count(sentence: &Sentence, lead: &Range<usize>) -> bool {
    let is_year = |at: usize| matches!(sentence.tokens[at].kind, TokenKind::Year(_));
    let quiet = |at: usize| skips(sentence, at, &[Part::Filler, Part::Subject]) || is_year(at);
    let Some(number) = lead.clone().find(|&at| !quiet(at)) else { return false };
    let named = |at: usize| skips(sentence, at, &[Part::Noun, Part::Weak, Part::Filler, Part::Adverb]);
    lead.start == 0 && sentence.tokens[number].number().is_some() && (number + 1..lead.end).all(named)
}

/// 一件, 一起, 1例: "not one" says no more than "none".
fn is_one(sentence: &Sentence, index: usize) -> bool {
    let one = sentence.tokens[index].number().is_some_and(|number| number.value.whole() == Some(1));
    one || matches!(sentence.words(index), "一起" | "一例" | "一宗" | "一次")
}

/// Reviews named before a negation that ends its clause: 行政复议、行政诉讼均未发生.
fn reviews_before(sentence: &Sentence, start: usize, index: usize, end: usize) -> Option<Vec<usize>> {
    let quiet =
        |at: usize| skips(sentence, at, &[Part::Loose, Part::Filler, Part::Quantifier, Part::Connector, Part::Weak]);
    let named: Vec<usize> = (start..index).filter(|&at| sentence.role(at) == Some(Role::Review)).collect();
    let first = *named.first()?;
    let alone = (first..index).all(|at| quiet(at) || named.contains(&at));
    let word = sentence.words(index);
    let closes = (index + 1..end).all(|at| skips(sentence, at, &[Part::Loose, Part::Filler]));
    let none = sentence.tokens[index].is(Part::Nil) || word.contains(['发', '产', '出', '无', '没']);
    (alone && closes && none).then_some(named)
}
