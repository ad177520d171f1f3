//! Compares the text's names for the reporting organ with the title.

use super::place;
use crate::lexicon::content::{Organ, Selves, Unit, content};
use crate::lint::{Context, Finding, Message, Sink};

/// Longest name of an organ of the same kind, in characters, without its kind.
const LONGEST_NAME: usize = 3;

/// Says a kind of organ that the report's is not, or another organ of its kind.
pub(super) fn foreign_selves(context: &Context, sink: &mut Sink) {
    let Some(organ) = context.report.organization.as_deref().filter(|_| !context.report.is_too_old()) else { return };
    let selves = &content().selves;
    let kind = selves.organ.iter().find(|kind| kind.endings.iter().any(|end| organ.ends_with(end.as_str())));
    let foreign = |unit: &&Unit| !organ.contains(&unit.word) && is_foreign(selves, kind, organ, &unit.word);
    for unit in selves.unit.iter().filter(foreign) {
        sink.push_some(said(context, selves, unit, organ));
    }
    sink.push_some(kind.and_then(|kind| peer(context, selves, kind, organ)));
}

/// Returns whether an organ never calls itself so.
fn is_foreign(selves: &Selves, kind: Option<&Organ>, organ: &str, word: &str) -> bool {
    let region = &selves.region;
    let holds = |words: &[String]| words.iter().any(|word| organ.contains(word.as_str()));
    let outside = word == region.word && holds(&region.inside) && !holds(&region.without);
    outside || kind.is_some_and(|kind| kind.foreign.iter().any(|foreign| foreign == word))
}

/// The finding on the first place where the text calls the organ by a kind that it is not.
fn said(context: &Context, selves: &Selves, unit: &Unit, organ: &str) -> Option<Finding> {
    let text = context.report.prose.folded.text.as_str();
    let mut places: Vec<(usize, usize)> = Vec::new();
    for speaker in &selves.speakers {
        let name = format!("{speaker}{}", unit.word);
        let found = memchr::memmem::find_iter(text.as_bytes(), &name).map(|at| (at, at + name.len()));
        places.extend(found.filter(|&(start, end)| is_said(text, start, end, unit, selves)));
    }
    places.sort_unstable();
    let &(start, end) = places.first()?;
    let with = |template| Message::new(template).with("actual", &text[start..end]).with("organ", organ);
    let mut finding = Finding::new(place(context, start, end), with("message"));
    finding.actual = Some(text[start..end].to_owned());
    for &(start, end) in &places[1..] {
        let message = Message::new("message.related").with("actual", &text[start..end]);
        finding = finding.relating(place(context, start, end), message);
    }
    Some(finding)
}

/// Returns whether these words are the organ's own: no part of other words, in no quotation, said of no others.
fn is_said(text: &str, start: usize, end: usize, unit: &Unit, selves: &Selves) -> bool {
    let (head, tail) = (&text[..start], &text[end..]);
    let other_word = head.chars().next_back().is_some_and(|last| selves.not_after.contains(last))
        || unit.not_before.iter().any(|word| tail.starts_with(word.as_str()));
    let sentence = head.rsplit(['。', '\n']).next().unwrap_or_default();
    let quoted = |open: char, close: char| sentence.matches(open).count() > sentence.matches(close).count();
    let speaker = selves.speakers.first().is_some_and(|speaker| text[start..].starts_with(speaker.as_str()));
    let shared = !speaker && selves.shared.iter().any(|word| sentence.contains(word.as_str()));
    !(other_word || shared || quoted('“', '”') || quoted('《', '》'))
}

/// The finding on the first sentence of which the subject is another organ of the kind.
fn peer(context: &Context, selves: &Selves, kind: &Organ, organ: &str) -> Option<Finding> {
    let prose = &context.report.prose;
    let text = prose.folded.text.as_str();
    if kind.peers.is_empty() {
        return None;
    }
    let mut found = memchr::memmem::find_iter(text.as_bytes(), &kind.peers);
    let (start, end) = found.find_map(|at| {
        let start = subject(&text[..at], selves)?;
        let end = at + kind.peers.len();
        let told = selves.peer.verbs.iter().any(|verb| text[end..].starts_with(verb.as_str()));
        (told && !organ.contains(&text[start..end])).then_some((start, end))
    })?;
    let actual = &text[start..end];
    let message = Message::new("message").with("actual", actual).with("organ", organ);
    let mut finding = Finding::new(place(context, start, end), message);
    finding.actual = Some(actual.to_owned());
    Some(finding)
}

/// Finds the beginning of a name that ends here and opens a clause.
fn subject(head: &str, selves: &Selves) -> Option<usize> {
    let ideographs = head.char_indices().rev().take_while(|(_, mark)| matches!(mark, '\u{4E00}'..='\u{9FFF}'));
    let starts: Vec<usize> = ideographs.map(|(at, _)| at).take(LONGEST_NAME + 1).collect();
    let start = *starts.last().filter(|_| starts.len() <= LONGEST_NAME)?;
    let name = &head[start..];
    let plain =
        !name.contains(|mark| selves.peer.not_in.contains(mark)) && !selves.peer.kinds.iter().any(|kind| kind == name);
    plain.then_some(start)
}
