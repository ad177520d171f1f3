//! Ways by which requests came in, and bodies that they came to: where these are told apart, a figure is of a part.

use std::ops::Range;

use super::sentence::Sentence;
use super::tokens::Token;
use super::topic::LONGEST_LEAD;
use crate::lexicon::phrases::Part;

/// Tells a way by which some came in: 网上收到9件. 网络、信函等 are all ways.
pub(super) fn is_by_channel(sentence: &Sentence, lead: Range<usize>, key: usize) -> bool {
    let open = |index: usize| sentence.any(index..key, &[Part::Open]);
    lead.into_iter().any(|index| sentence.tokens[index].is(Part::Channel) && !open(index))
}

/// Tells whether all ways named are ways to the organ itself: a site may take in requests for others.
pub(super) fn comes_by_hand(sentence: &Sentence, said: Range<usize>) -> bool {
    let ways = |token: &&Token| token.is(Part::Channel);
    sentence.tokens[said].iter().filter(ways).all(|token| token.is(Part::Direct))
}

/// Tells whether what came in is told body by body: 各部门收到112件，机关收到37件.
pub(super) fn shares_with_others(sentence: &Sentence, key: usize) -> bool {
    let receives = |at: &usize| sentence.claim(*at).is_some_and(|(_, claim)| claim.receives) && *at != key;
    let of_bodies = |at: usize| sentence.any(sentence.clause(at).start..at, &[Part::Bodies]);
    (0..sentence.tokens.len()).filter(receives).any(of_bodies)
}

/// The same of a body that is named: 局机关收到20件，县住房保障中心收到6件. `is_other` tells of a token whether it names one.
pub(super) fn shares_with_named(sentence: &Sentence, key: usize, is_other: impl Fn(usize) -> bool) -> bool {
    let receives = |at: &usize| sentence.claim(*at).is_some_and(|(_, claim)| claim.receives) && *at != key;
    let of_named = |at: usize| {
        let mut lead = sentence.clause(at).start.max(at.saturating_sub(LONGEST_LEAD))..at;
        let helped = sentence.any(lead.clone(), &[Part::Blocked]);
        !helped && lead.any(&is_other)
    };
    sentence.around(key).filter(receives).any(of_named)
}
