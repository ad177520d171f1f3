//! Totals that stand behind their parts: 网络52件、信函41件、当面14件，合计107件.

use std::ops::Range;

use super::parts::{Figure, MOST_PARTS, figure};
use super::{List, scaled};
use crate::lexicon::phrases::Part;
use crate::report::prose::sentence::Sentence;
use crate::report::prose::tokens::TokenKind;

/// Most tokens of a part with its figure.
const LONGEST_PART: usize = 40;

/// The list of which the total stands at `index`, behind a word for a sum; `None` where its parts make it up, or what stands
/// before it may be something else than parts.
pub(super) fn read(sentence: &Sentence, index: usize) -> Option<List> {
    let tokens = &sentence.tokens;
    let unit = tokens[index].unit(sentence.text);
    let sum = index.checked_sub(1).filter(|&sum| tokens[sum].is(Part::Sum))?;
    let total = figure(&tokens[index]).filter(|_| !unit.is_empty())?;
    let mut end = sum.checked_sub(1).filter(|&mark| is_link(sentence, mark))?;
    let (mut parts, mut media, mut left) = (Vec::new(), 0, scaled(total.value)?);
    while parts.len() < MOST_PARTS {
        let item = item(sentence, end);
        if !item.clone().any(|at| tokens[at].number().is_some()) {
            break;
        }
        let part = part(sentence, item.clone(), unit)?;
        media += usize::from(sentence.any(item.clone(), &[Part::Media]));
        left = left.checked_sub(scaled(part.value)?)?;
        parts.push(part);
        // What stands further on may be another total.
        if left == 0 && parts.len() > 1 {
            return None;
        }
        match item.start.checked_sub(1).filter(|&mark| is_link(sentence, mark)) {
            Some(mark) => end = mark,
            None => break,
        }
    }
    parts.reverse();
    (parts.len() > 1).then(|| List {
        total,
        parts,
        shares: Vec::new(),
        others: Vec::new(),
        closed: true,
        likely: false,
        open: false,
        overlapping: media > 1,
        mixed: false,
        in_units: false,
        compared: false,
        ten_thousands: false,
    })
}

/// Tells a mark between two parts.
fn is_link(sentence: &Sentence, at: usize) -> bool {
    sentence.tokens[at].is_mark(',') || sentence.tokens[at].is_mark('、')
}

/// The tokens before `end` back to the mark that parts them from others; as many as a part may have.
fn item(sentence: &Sentence, end: usize) -> Range<usize> {
    let first = end.saturating_sub(LONGEST_PART);
    let mark = (first..end).rev().find(|&at| matches!(sentence.tokens[at].kind, TokenKind::Mark(_)));
    mark.map_or(first, |mark| mark + 1)..end
}

/// The figure of an item that is a part: it ends with its only figure, and nothing in it says that it is none.
fn part(sentence: &Sentence, item: Range<usize>, unit: &str) -> Option<Figure> {
    const OTHER: [Part; 7] =
        [Part::Opener, Part::Compare, Part::LastYear, Part::Plan, Part::Sum, Part::Share, Part::Negation];
    let last = &sentence.tokens[item.end.checked_sub(1)?];
    let only = item.clone().filter(|&at| sentence.tokens[at].number().is_some()).count() == 1;
    let whole = only && last.unit(sentence.text) == unit && !sentence.any(item, &OTHER);
    figure(last).filter(|_| whole)
}
