//! Claims of the prose about cells: a figure with what it counts, "none were received", "all were answered".

use std::ops::Range;

use super::keys::{Key, joined, key_before, key_behind, taken_in};
use super::lists::{self, List};
use super::meanings::{Meanings, Term, meanings, value};
use super::sentence::{Sentence, Time};
use super::tokens::{Hit, Number, TokenKind};
use super::topic::{LONGEST_LEAD, is_heading, names_results, opens_topic};
use super::ways::{comes_by_hand, is_by_channel, shares_with_named, shares_with_others};
use super::{Paragraph, Prose};
use crate::lexicon::phrases::{Part, Role, phrases};
use crate::report::BoundTable;
use crate::standard::Edition;

/// Bytes between a verb and its figure where no noun stands.
const NEAR: usize = 6;

/// Something that the prose says of cells of the tables.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Its figure, or the words that say it, in bytes of the folded text.
    pub said: Range<usize>,
    /// From the words that say what is counted to the end of the figure's unit, in bytes of the folded text.
    pub whole: Range<usize>,
    /// Its statement.
    pub says: Says,
    /// Sums of cells that it may mean, the likeliest first.
    pub meanings: Meanings,
    /// True if it is about things that are counted in several ways: documents, decisions, purchases.
    pub loose: bool,
    /// True if its figure is of those that came in one way only: it is no more than what the cells show.
    pub part: bool,
}

/// Statement of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// There are so many.
    Count(i64),
    /// No request was received.
    NoRequest,
    /// There was no review or lawsuit.
    NoReview,
    /// Nothing is left over.
    AllDone,
}

impl Claim {
    /// The figure that the cells must show.
    pub fn figure(&self) -> i64 {
        match self.says {
            Says::Count(count) => count,
            Says::NoRequest | Says::NoReview | Says::AllDone => 0,
        }
    }

    /// The cells that it is about: those of the meaning that holds, else of the first.
    pub fn cells(&self, tables: &[BoundTable]) -> &[Term] {
        let holds = |terms: &&Vec<Term>| value(tables, terms) == Some(self.figure());
        self.meanings.iter().find(holds).or_else(|| self.meanings.first()).map_or(&[], Vec::as_slice)
    }

    /// Returns whether every meaning can be computed and none holds.
    pub fn is_denied(&self, tables: &[BoundTable]) -> bool {
        let figure = self.figure();
        let denied = |value: i64| if self.part { value < figure } else { value != figure };
        !self.meanings.is_empty() && self.meanings.iter().all(|terms| value(tables, terms).is_some_and(denied))
    }
}

/// Facts needed to read claims.
pub struct Facts<'r> {
    /// The prose.
    pub prose: &'r Prose,
    /// The edition whose cells are meant.
    pub edition: &'static Edition,
    /// The organ, as the title names it.
    pub organ: &'r str,
    /// That name and its short forms.
    pub names: &'r [String],
    /// The year of the report.
    pub year: Option<u16>,
}

/// Figures that the prose states.
#[derive(Clone, Debug, Default)]
pub struct Stated {
    /// Claims about cells, in order.
    pub claims: Vec<Claim>,
    /// Totals with their parts, in order.
    pub lists: Vec<List>,
}

/// Reads all claims and lists of these paragraphs.
pub fn read<'p>(facts: &Facts, paragraphs: impl Iterator<Item = &'p Paragraph>) -> Stated {
    let mut stated = Stated::default();
    let mut topic = false;
    for paragraph in paragraphs {
        let headed = std::mem::replace(&mut topic, is_heading(facts.prose.text(paragraph)));
        read_paragraph(facts, paragraph, headed, &mut stated);
    }
    stated
}

/// Reads the sentences of a paragraph, which may stand below a sub-heading on requests.
fn read_paragraph(facts: &Facts, paragraph: &Paragraph, topic: bool, stated: &mut Stated) {
    let mut reader = Reader { facts, topic, begin: 0, claims: &mut stated.claims };
    let mut time = Time { report: facts.year, named: None };
    let mut start = paragraph.start;
    for words in sentences(facts.prose.text(paragraph)) {
        let end = start + words.len();
        let shift = |hit: Hit| Hit { start: start + hit.start, end: start + hit.end, ..hit };
        let hits: Vec<Hit> = phrases().words.find(words).map(shift).collect();
        let listing = may_list(words, &hits);
        if listing || hits.iter().any(speaks) {
            let sentence = Sentence::cut(&facts.prose.folded.text, start..end, &hits, &mut time);
            reader.sentence(&sentence);
            if listing {
                stated.lists.extend(lists::read(&sentence));
            }
        }
        start = end;
    }
}

/// Splits a paragraph into sentences. 81条。其中动态50条: what begins so goes on with the sentence before.
fn sentences(paragraph: &str) -> impl Iterator<Item = &str> {
    const GOES_ON: &str = "其中";
    let stops = paragraph.match_indices(['。', '!', '?']).map(|(at, stop)| at + stop.len());
    let ends = stops.filter(|end| !paragraph[*end..].starts_with(GOES_ON) && *end < paragraph.len());
    let mut start = 0;
    ends.chain([paragraph.len()]).map(move |end| &paragraph[std::mem::replace(&mut start, end)..end])
}

/// Returns whether a sentence may list the parts of a figure.
fn may_list(sentence: &str, hits: &[Hit]) -> bool {
    let opens = |hit: &Hit| hit.meaning.is_any(&[Part::Opener, Part::Sum, Part::Share]);
    let opened = || sentence.contains('(') || hits.iter().any(opens);
    let digits = || sentence.bytes().filter(u8::is_ascii_digit).count();
    opened() && digits() > 2
}

/// Returns whether the word makes its sentence worth reading.
fn speaks(hit: &Hit) -> bool {
    hit.meaning.claim.is_some() || hit.meaning.is_any(&[Part::Noun, Part::Negation, Part::LastYear])
}

/// Reads the claims of a paragraph, sentence by sentence.
pub(super) struct Reader<'r, 'f> {
    pub(super) facts: &'r Facts<'f>,
    /// True if the paragraph speaks of requests, as far as it was read.
    pub(super) topic: bool,
    /// The first claim of the sentence that is being read.
    pub(super) begin: usize,
    pub(super) claims: &'r mut Vec<Claim>,
}

impl Reader<'_, '_> {
    fn sentence(&mut self, sentence: &Sentence) {
        self.begin = self.claims.len();
        self.topic |= names_results(sentence);
        for index in 0..sentence.tokens.len() {
            let token = &sentence.tokens[index];
            let elsewhere = || token.is(Part::Foreign) && !self.is_in_own_name(sentence, index);
            if elsewhere() || self.is_service(sentence, index) {
                self.topic = false;
            } else if token.is(Part::Noun) && opens_topic(sentence, index) {
                self.topic = true;
            }
            let claim = match token.kind {
                TokenKind::Number(number) if number.exact => self.count(sentence, index, number),
                TokenKind::Word(meaning) if meaning.is(Part::Negation) => {
                    let none = self.no_request(sentence, index).or_else(|| self.no_review(sentence, index));
                    none.or_else(|| self.no_carry(sentence, index))
                }
                TokenKind::Word(meaning) if meaning.is(Part::Nil) => self.nothing(sentence, index),
                TokenKind::Word(meaning) if meaning.is_any(&[Part::Quantifier, Part::All]) => {
                    self.all_done(sentence, index)
                }
                _ => None,
            };
            self.claims.extend(claim);
        }
    }

    /// The claim of a figure.
    fn count(&self, sentence: &Sentence, index: usize, number: Number) -> Option<Claim> {
        let token = &sentence.tokens[index];
        let tail = sentence.text.get(token.end..)?;
        let counted = phrases().counts_requests(token.unit(sentence.text), tail) || is_bare(sentence, index);
        let count = number.value.whole().filter(|_| counted && sentence.is_timely(index))?;
        let clause = sentence.clause(index);
        if index - clause.start > LONGEST_LEAD {
            return None;
        }
        let (key, before) = match key_before(sentence, clause.start, index) {
            Some(key) => (key, true),
            None => match key_behind(sentence, clause.end, index) {
                Some(key) => (key, false),
                None => return self.named(sentence, index, number, count),
            },
        };
        let (_, claim) = sentence.claim(key.at)?;
        let lead = clause.start..if before { key.at } else { index };
        let part = key.way || is_by_channel(sentence, lead.clone(), key.at);
        // 收到申请15件、投诉3件: what is listed beside them is something else.
        let listed = (index + 1..clause.end).find(|&at| sentence.tokens[at].is_mark('、')).unwrap_or(clause.end);
        let behind = index + 1..listed.min(index + 6);
        let aside = claim.aside && sentence.any(sentence.around(index), &[Part::Aside]);
        if aside
            || sentence.is_of_level(index)
            || (part && !(key.noun && claim.receives && comes_by_hand(sentence, clause.start..index)))
            || !self.is_own_whole(sentence, lead.clone())
            || sentence.any(behind.clone(), &[Part::Foreign])
        {
            return None;
        }
        let fits = match claim.role {
            Role::Verb => before && self.verb_fits(sentence, &lead, &behind, &key, index),
            Role::Carry | Role::BareCarry | Role::Row | Role::Applicant => self.topic || key.noun,
            Role::Review => before && self.review_fits(sentence, &clause, &lead, token.start),
            Role::Outcome => before && self.outcome_fits(sentence, &clause, key.at),
            Role::Document => before,
            Role::Noun => false,
        };
        let meanings = if fits && !is_of_several(sentence, &clause, index) {
            self.with_taken_in(sentence, &key, index)?
        } else {
            return None;
        };
        let start = sentence.tokens[key.at].start.min(token.start);
        let end = sentence.tokens[key.at].end.max(token.end);
        Some(Claim {
            said: token.start..number.digits_end,
            whole: start..end,
            says: Says::Count(count),
            meanings,
            loose: claim.role == Role::Document,
            part,
        })
    }

    /// Returns whether a verb and its figure are about requests, and about all of them.
    fn verb_fits(
        &self,
        sentence: &Sentence,
        lead: &Range<usize>,
        behind: &Range<usize>,
        key: &Key,
        index: usize,
    ) -> bool {
        let word = sentence.words(key.at);
        let received = sentence.claim(key.at).is_some_and(|(_, claim)| claim.receives);
        let of_part = sentence.any(lead.clone(), &[Part::Opener]) && received && !word.contains('新');
        let next = behind.clone().find(|&next| !sentence.tokens[next].is(Part::Filler));
        let partly = next.and_then(|next| sentence.role(next)).is_some_and(|role| role != Role::Verb);
        let column = lead.clone().any(|at| is_column(sentence, at));
        let is_other = |at: usize| self.names_other_organ(sentence, at);
        let shared = || shares_with_others(sentence, key.at) || shares_with_named(sentence, key.at, is_other);
        if of_part || partly || column || key.year.is_some() || (received && shared()) {
            return false;
        }
        let noun = key.noun || next.is_some_and(|next| sentence.tokens[next].is(Part::Noun));
        let weak = key.weak || next.is_some_and(|next| sentence.tokens[next].is(Part::Weak));
        let near = sentence.tokens[index].start - sentence.tokens[key.at].end <= NEAR;
        // 网上答复, 电话答复: what stands right before such a verb says how a part was dealt with.
        let direct = lead.end.checked_sub(1).filter(|&last| last >= lead.start);
        let qualified = direct.is_some_and(|last| qualifies(sentence, last));
        (noun || (weak && self.topic) || (near && self.topic))
            && (received || !qualified || direct.is_some_and(|last| phrases().organs.named_by(sentence.words(last))))
    }

    /// Returns whether reviews or lawsuits are those against the organ's disclosure of information.
    pub(super) fn review_fits(
        &self,
        sentence: &Sentence,
        clause: &Range<usize>,
        lead: &Range<usize>,
        until: usize,
    ) -> bool {
        let first = sentence.before(lead.end).start;
        let start = sentence.tokens.get(first).map_or(until, |token| token.start);
        let said = sentence.text.get(start..until).unwrap_or("");
        // 收到行政复议申请128件: whoever decides reviews says so too.
        let decides = lead.clone().any(|at| sentence.role(at) == Some(Role::Verb));
        let about = (self.topic && !decides) || phrases().is_of_disclosure(said);
        about && !sentence.any(clause.clone(), &[Part::LawsuitBlocked, Part::Foreign])
    }

    /// The sums of cells that a phrase may mean; of several joined phrases the sums of theirs.
    pub(super) fn meanings(&self, sentence: &Sentence, key: &Key) -> Option<Meanings> {
        let all = meanings(self.facts.edition);
        let (claim, facts) = sentence.claim(key.at)?;
        let own = all[usize::from(claim)].as_slice();
        let own = if facts.role == Role::BareCarry { self.carried(sentence, key, own)? } else { own };
        if facts.role == Role::Outcome {
            return self.outcomes(sentence, key.at, own);
        }
        let mut sums = Meanings::Borrowed(own);
        if matches!(facts.role, Role::Row | Role::Review | Role::Applicant) {
            for other in joined(sentence, key.at) {
                let others = &all[usize::from(sentence.claim(other)?.0)];
                let sum =
                    |one: &Vec<Term>| others.iter().map(|other| [one.as_slice(), other].concat()).collect::<Vec<_>>();
                sums = sums.iter().flat_map(sum).collect::<Vec<_>>().into();
            }
        }
        (!sums.is_empty()).then_some(sums)
    }

    /// The meanings of the phrase before a figure; the figure may take in what is named right behind it.
    fn with_taken_in(&self, sentence: &Sentence, key: &Key, index: usize) -> Option<Meanings> {
        let sums = self.meanings(sentence, key)?;
        let role = sentence.role(key.at).filter(|role| *role == Role::Row);
        let inner = if role.is_some() { taken_in(sentence, index, role) } else { Vec::new() };
        let all = meanings(self.facts.edition);
        let mut wider = sums.first().cloned()?;
        for at in &inner {
            wider.extend(
                all[usize::from(sentence.claim(*at)?.0)]
                    .first()?
                    .iter()
                    .filter(|term| !wider.contains(term))
                    .copied()
                    .collect::<Vec<_>>(),
            );
        }
        if inner.is_empty() {
            return Some(sums);
        }
        let mut sums = sums.into_owned();
        sums.push(wider);
        Some(sums.into())
    }

    /// 2021年结转, 结转至2023年: the year beside the word says which way.
    fn carried(&self, sentence: &Sentence, key: &Key, sums: &'static [Vec<Term>]) -> Option<&'static [Vec<Term>]> {
        let year_at = |index: Option<usize>| match index.and_then(|index| sentence.tokens.get(index))?.kind {
            TokenKind::Year(year) => Some(year),
            _ => None,
        };
        let to = key.year.or_else(|| year_at(Some(key.at + 1)));
        let from = year_at(key.at.checked_sub(1));
        let known = self.facts.year?;
        match (from, to) {
            (_, Some(year)) if year == known + 1 => sums.get(..1),
            (_, Some(year)) if year == known => sums.get(1..),
            (Some(year), None) if year + 1 == known => sums.get(1..),
            (None, None) if sentence.words(key.at).contains('结') => Some(sums),
            _ => None,
        }
    }
}

/// Tells figures of which each is of another year or thing: 2023年、2024年分别收到15件、26件.
fn is_of_several(sentence: &Sentence, clause: &Range<usize>, index: usize) -> bool {
    let several = sentence.tokens.get(index + 1).is_some_and(|next| next.is_mark('、') || next.is(Part::Connector))
        && sentence.tokens.get(index + 2).is_some_and(|next| next.number().is_some());
    several && sentence.any(clause.start..index, &[Part::Each])
}

/// Tells an applicant of one kind: 法人申请办结4件.
fn is_column(sentence: &Sentence, at: usize) -> bool {
    sentence.tokens[at].is(Part::Column) || sentence.role(at) == Some(Role::Applicant)
}

/// Tells a word before a verb that says how a part was dealt with: 网上答复, 公开答复, 其他答复.
fn qualifies(sentence: &Sentence, at: usize) -> bool {
    const QUIET: [Part; 3] = [Part::Filler, Part::Adverb, Part::Subject];
    let token = &sentence.tokens[at];
    let named = token.is_any(&[Part::Label, Part::Rest]) && !token.is_any(&QUIET) && sentence.role(at).is_none();
    token.kind == TokenKind::Unknown || named
}

/// 依申请公开数量为0, 受理件数为4: a count that ends its clause needs no unit where it is none, or one stands before it.
fn is_bare(sentence: &Sentence, index: usize) -> bool {
    let token = &sentence.tokens[index];
    let Some(number) = token.number().filter(|_| token.unit(sentence.text).is_empty()) else { return false };
    let counted = || sentence.text.get(..token.start).is_some_and(|said| phrases().counts_behind(said));
    index + 1 == sentence.clause(index).end && (number.value.whole() == Some(0) || counted())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_at_a_stop_unless_the_next_goes_on_with_it() {
        let all = |paragraph| sentences(paragraph).collect::<Vec<_>>();
        assert_eq!(all("甲。乙!丙?丁"), ["甲。", "乙!", "丙?", "丁"]);
        assert_eq!(all("甲。其中乙。丙。"), ["甲。其中乙。", "丙。"]);
        assert_eq!(all(""), [""]);
    }
}
