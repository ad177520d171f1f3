//! Wrong words: the built-in lexicon and the user's.

use super::place;
use crate::lexicon::{Sign, wording};
use crate::lint::{Context, Finding, Message, Sink};

/// `typo`. Source: 《出版物汉字使用管理规定》; the words were seen in published reports.
pub fn typo(context: &Context, sink: &mut Sink) {
    let prose = &context.report.prose;
    for found in &prose.signs {
        let Sign::Typo(index) = found.meaning else { continue };
        let typo = &wording().typos[usize::from(index)];
        let (head, tail) = prose.around(found.start, found.end);
        if typo.holds(head, tail) {
            sink.push(finding(context, found.start, found.end, &typo.right));
        }
    }
    let custom = context.lexicon.into_iter().flat_map(|custom| custom.find(&prose.folded.text));
    for (start, end, right) in custom {
        sink.push(finding(context, start, end, right));
    }
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
