//! Wrong words: the built-in lexicon and the user's.

use super::place;
use crate::lexicon::{Sign, wording};
use crate::lint::{Context, Finding, Message, Sink};
use crate::report::Prose;

/// `typo`. Source: 《出版物汉字使用管理规定》; the words were seen in published reports.
pub fn typo(context: &Context, sink: &mut Sink) {
    let prose = &context.report.prose;
    let custom = context.lexicon.into_iter().flat_map(|custom| custom.find(&prose.folded.text));
    let custom: Vec<(usize, usize, &str)> = custom.collect();
    // What the user says of a place counts.
    let left = |&(start, end, _): &(usize, usize, &str)| !custom.iter().any(|other| other.0 < end && start < other.1);
    let mut found: Vec<(usize, usize, &str)> = known(prose).filter(left).collect();
    found.extend(&custom);
    found.sort_unstable();
    for (start, end, right) in found {
        sink.push(finding(context, start, end, right));
    }
}

/// Wrong words of the built-in lexicon: bytes of the folded text, and what is right.
pub fn known(prose: &Prose) -> impl Iterator<Item = (usize, usize, &'static str)> + '_ {
    prose.signs.iter().filter_map(|found| {
        let Sign::Typo(index) = found.meaning else { return None };
        let typo = &wording().typos[usize::from(index)];
        let (head, tail) = prose.around(found.start, found.end);
        typo.holds(head, tail).then_some((found.start, found.end, typo.right.as_str()))
    })
}

/// Returns whether one of them stands among these bytes: what else is odd there has the same cause.
pub fn is_in(prose: &Prose, start: usize, end: usize) -> bool {
    known(prose).any(|(first, last, _)| first < end && start < last)
}

fn finding(context: &Context, start: usize, end: usize, right: &str) -> Finding {
    let span = context.report.prose.span(start, end);
    let wrong: String = span.of(context.text).split_whitespace().collect();
    let with = |template| Message::new(template).with("expected", right).with("actual", &wrong);
    let edits = context.document.replace(span, right);
    let mut finding = Finding::new(place(context, start, end), with("message")).expecting(right);
    finding = finding.suggesting(with("fix"), edits);
    finding.actual = Some(wrong);
    finding
}
