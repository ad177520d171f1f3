//! Tells what a paragraph goes on to speak of: requests, once a sub-heading or a sentence names them.

use super::sentence::Sentence;
use crate::lexicon::Match;
use crate::lexicon::phrases::{Part, Role, phrases};

/// Tokens of a clause before a figure that are looked at; a longer clause says too much to be understood.
pub(super) const LONGEST_LEAD: usize = 40;
/// Longest sub-heading, in bytes.
const LONGEST_HEADING: usize = 72;

/// Tells whether a paragraph is a sub-heading on requests: what stands below it goes on with them.
pub(super) fn is_heading(text: &str) -> bool {
    if text.len() > LONGEST_HEADING || text.contains(['。', ',', ';']) {
        return false;
    }
    let (mut noun, mut other) = (false, false);
    for Match { meaning, .. } in phrases().words.find(text) {
        noun |= meaning.is(Part::Noun);
        other |= meaning.is(Part::Foreign) || meaning.claim.is_some_and(|claim| is_review(usize::from(claim)));
    }
    noun && !other
}

fn is_review(claim: usize) -> bool {
    phrases().claims[claim].role == Role::Review
}

/// Tells whether a noun for requests says what the paragraph goes on to speak of. 依申请公开8件, without a verb, may as well be
/// documents by the way in which they are open.
pub(super) fn opens_topic(sentence: &Sentence, index: usize) -> bool {
    let clause = sentence.clause(index);
    let near = clause.start.max(index.saturating_sub(LONGEST_LEAD))..clause.end.min(index + LONGEST_LEAD);
    let verb = near.clone().any(|at| sentence.role(at) == Some(Role::Verb));
    let counted = sentence.tokens.get(index + 1).is_some_and(|next| next.number().is_some());
    !sentence.any(near, &[Part::Foreign]) && (verb || !counted)
}

/// Kinds of results that a sentence names where it can only speak of requests.
const RESULTS: usize = 3;

/// Tells whether a sentence lists what became of requests, which it need not name: 予以公开4件、部分公开1件、不予公开1件.
pub(super) fn names_results(sentence: &Sentence) -> bool {
    let mut claims: Vec<u16> = Vec::new();
    for index in 0..sentence.tokens.len() {
        if let Some((claim, facts)) = sentence.claim(index)
            && facts.role == Role::Row
            && !claims.contains(&claim)
        {
            claims.push(claim);
        }
    }
    claims.len() >= RESULTS && !sentence.any(0..sentence.tokens.len(), &[Part::Foreign])
}
