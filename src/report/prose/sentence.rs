//! A sentence of the prose: its tokens, its clauses, and the year that each figure is of.

use std::ops::Range;

use super::tokens::{Hit, Token, TokenKind, cut};
use crate::lexicon::phrases::{Claim, Part, Role, phrases};

/// Tokens between what belongs together, at most.
const FARTHEST: usize = 200;

/// A sentence cut into tokens.
#[derive(Debug)]
pub struct Sentence<'t> {
    /// The folded text of the whole prose.
    pub text: &'t str,
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// For each token the token that begins its clause.
    clauses: Vec<usize>,
    /// For each token whether it speaks of the report year, as far as the sentence says.
    timely: Vec<bool>,
}

/// The year that is being spoken of, from sentence to sentence of a paragraph.
#[derive(Clone, Copy, Debug)]
pub struct Time {
    /// The year of the report.
    pub report: Option<u16>,
    /// The last year named; `None` is that of the report.
    pub named: Option<u16>,
}

impl Time {
    fn is_now(self) -> bool {
        self.named.is_none() || self.named == self.report
    }
}

impl<'t> Sentence<'t> {
    /// Cuts a sentence of the text; the year spoken of goes on into the next.
    pub fn cut(text: &'t str, range: Range<usize>, hits: &[Hit], time: &mut Time) -> Self {
        let tokens = cut(text, range, hits);
        let (mut clauses, mut timely, mut begin) = (Vec::new(), Vec::new(), 0);
        // The years spoken of outside the brackets that are open.
        let mut outside = Vec::new();
        let mut resumed = None;
        for (index, token) in tokens.iter().enumerate() {
            if is_boundary(token) {
                begin = index + 1;
                *time = resumed.take().unwrap_or(*time);
            }
            // 较上年: what is compared with is not what is spoken of.
            let compared = index > 0 && tokens[index - 1].is(Part::Compare);
            // What is named in brackets is forgotten behind them.
            match token.kind {
                TokenKind::Mark('(') => outside.push(*time),
                TokenKind::Mark(')') => *time = outside.pop().unwrap_or(*time),
                TokenKind::Year(year) if !compared && !is_of_carry(&tokens, index) => time.named = Some(year),
                TokenKind::Word(meaning) if !compared && meaning.is(Part::LastYear) => {
                    // 上年无结转: what follows is of this year again.
                    if leaves(&tokens, index) {
                        resumed.get_or_insert(*time);
                    }
                    time.named = time.report.map(|year| year.saturating_sub(1))
                }
                TokenKind::Word(meaning) if meaning.is(Part::Subject) && is_now(text, token) => time.named = None,
                _ => {}
            }
            clauses.push(begin);
            timely.push(time.is_now());
        }
        *time = resumed.unwrap_or(*time);
        Sentence { text, tokens, clauses, timely }
    }

    /// The tokens of the clause that a token stands in.
    pub fn clause(&self, index: usize) -> Range<usize> {
        let start = self.clauses[index];
        let end = self.clauses[index..].partition_point(|begin| *begin == start);
        let end = index + end;
        start..if end > start && is_boundary(&self.tokens[end - 1]) { end - 1 } else { end }
    }

    /// Returns whether a token speaks of the year of the report.
    pub fn is_timely(&self, index: usize) -> bool {
        self.timely[index]
    }

    /// Tells whether a token speaks of the organ without the bodies below it: 区政府本级206件.
    pub fn is_of_level(&self, index: usize) -> bool {
        self.any(self.before(index), &[Part::Level])
    }

    /// The tokens before one that may belong to it: nobody writes further apart what belongs together.
    pub fn before(&self, index: usize) -> Range<usize> {
        index.saturating_sub(FARTHEST)..index
    }

    /// The tokens on both sides of one that may belong to it.
    pub fn around(&self, index: usize) -> Range<usize> {
        self.before(index).start..self.tokens.len().min(index + FARTHEST)
    }

    /// The words of a token.
    pub fn words(&self, index: usize) -> &'t str {
        let token = &self.tokens[index];
        self.text.get(token.start..token.end).unwrap_or("")
    }

    /// The claim that a token makes.
    pub fn claim(&self, index: usize) -> Option<(u16, &'static Claim)> {
        let claim = self.tokens.get(index)?.meaning().claim?;
        Some((claim, &phrases().claims[usize::from(claim)]))
    }

    /// The kind of claim that a token makes.
    pub fn role(&self, index: usize) -> Option<Role> {
        self.claim(index).map(|(_, claim)| claim.role)
    }

    /// Returns whether any token of the range plays one of these parts.
    pub fn any(&self, range: Range<usize>, parts: &[Part]) -> bool {
        self.tokens.get(range).is_some_and(|tokens| tokens.iter().any(|token| token.is_any(parts)))
    }
}

/// Tells whether a token is a word that plays one of these parts, or a mark that joins words.
pub fn skips(sentence: &Sentence, index: usize, parts: &[Part]) -> bool {
    let token = &sentence.tokens[index];
    token.is_any(parts) || token.is_mark('、') || token.is_mark(':')
}

/// Returns whether the token ends a clause.
fn is_boundary(token: &Token) -> bool {
    matches!(token.kind, TokenKind::Mark(',' | ';' | '(' | ')' | '。' | '.' | '!' | '?' | '\n'))
}

/// Returns whether a year only names the year from or to which requests are carried.
fn is_of_carry(tokens: &[Token], index: usize) -> bool {
    let carries = |token: Option<&Token>| {
        let claim = token.and_then(|token| token.meaning().claim);
        claim.is_some_and(|claim| phrases().claims[usize::from(claim)].role == Role::BareCarry)
    };
    carries(tokens.get(index + 1)) || (index > 0 && carries(tokens.get(index - 1)))
}

/// Tells whether the clause of a word on last year goes on with what was carried from it.
fn leaves(tokens: &[Token], index: usize) -> bool {
    let clause = tokens[index + 1..].iter().take_while(|token| !is_boundary(token));
    let carries = |claim: u16| matches!(phrases().claims[usize::from(claim)].role, Role::Carry | Role::BareCarry);
    clause.filter_map(|token| token.meaning().claim).any(carries)
}

/// Returns whether a word names the year of the report.
fn is_now(text: &str, token: &Token) -> bool {
    text.get(token.start..token.end).is_some_and(|word| word.starts_with(['今', '本']) && word.contains('年'))
}
