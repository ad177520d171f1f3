//! Offers of the title, a whole report, and the standard sentences that the report lacks.

use super::offer::{Body, Offer};
use super::snippet::{Blank, filled};
use super::{CompletionKind, Scene};
use crate::compose::{Target, new_draft};
use crate::dialect::Kind;
use crate::ide::words::Words;
use crate::standard::{Edition, Texts};
use crate::text::Span;

/// Characters by which a sentence is known to stand in the report already.
const TELLING: usize = 7;

/// Offers for the beginning of a report: its title, or a whole report.
pub fn beginnings<'s>(scene: &'s Scene<'s>) -> Vec<Offer<'s>> {
    let words = Words(scene.snapshot.language);
    let whole = move || whole_report(scene);
    let offer = |id: &str, detail: &str, order: usize, body: Box<dyn Fn() -> Body + 's>| Offer {
        label: title_name(&scene.edition.texts),
        detail: detail.to_owned(),
        kind: CompletionKind::Sentence,
        names: Vec::new(),
        rank: (1, order),
        subject: format!("sentence/{}/{id}", scene.edition.id),
        replaced: scene.cursor.typed,
        body,
    };
    let title = move || titled(scene);
    vec![
        offer("title", words.title_alone(), 0, Box::new(title)),
        offer("title", words.whole_report(), 1, Box::new(whole)),
    ]
}

/// The title without its organ and year.
fn title_name(texts: &Texts) -> String {
    texts.title.replace("{org}", "").replace("{year}年", "")
}

/// The title with what is known of it; organ and year are asked for.
fn titled(scene: &Scene) -> Body {
    let marks = scene.cursor.marks.is_empty() && scene.snapshot.kind() == Kind::Markdown;
    let lead = if marks { "# " } else { "" };
    filled(&format!("{lead}{}", scene.edition.texts.title), &blanks(scene))
}

/// Organ and year, as far as they are known.
fn blanks(scene: &Scene) -> [Blank<'static>; 2] {
    let words = Words(scene.snapshot.language);
    let organ = scene.report.and_then(|report| report.organization.clone());
    let year = scene.report.and_then(|report| report.year).map(|year| year.to_string());
    [
        Blank { name: "org", value: organ, prompt: words.organ() },
        Blank { name: "year", value: year, prompt: words.year() },
    ]
}

/// A whole report that asks for its organ and its year. Made for a year that no report is of, which stands in its place.
fn whole_report(scene: &Scene) -> Body {
    const NO_YEAR: u16 = 9999;
    let target = match scene.snapshot.kind() {
        Kind::Markdown => Target::Markdown,
        Kind::Text => Target::Text,
        Kind::Html => Target::Html,
    };
    let text = new_draft("{org}", NO_YEAR, target).unwrap_or_default();
    filled(&text.replace(&NO_YEAR.to_string(), "{year}"), &blanks(scene))
}

/// The standard sentences that the report lacks. The preface, the period and the parts belong before the first section,
/// the statement on fees into the last.
pub fn sentences<'s>(scene: &'s Scene<'s>) -> Vec<Offer<'s>> {
    let Some(report) = scene.report.filter(|_| scene.cursor.at_end && scene.cursor.cells.is_none()) else {
        return Vec::new();
    };
    let lines = scene.snapshot.document().lines.get(report.lines.clone()).unwrap_or_default();
    let place = lines.first().zip(lines.last()).map(|(first, last)| first.span.cover(last.span));
    let text = place.unwrap_or_default().of(scene.snapshot.text());
    let opening = scene.heading_above().is_none();
    let last = scene.section().is_some_and(|section| section + 1 == scene.edition.sections.len());
    let mut offers = Vec::new();
    if report.title.is_none() && opening && scene.cursor.begins_line {
        offers.push(of_title(scene));
    }
    for (order, (id, sentence)) in all(scene.edition).into_iter().enumerate() {
        let here = if id == "fee" { last } else { opening };
        let said = match id {
            "period" => report.period.is_some(),
            "preface" => text.contains(&scene.edition.notice),
            _ => text.contains(beginning(sentence)),
        };
        if here && !said {
            offers.push(of_sentence(scene, id, sentence, order));
        }
    }
    offers
}

fn beginning(sentence: &str) -> &str {
    sentence.char_indices().nth(TELLING).map_or(sentence, |(at, _)| &sentence[..at])
}

/// The sentence of that id.
pub fn of_id(edition: &'static Edition, id: &str) -> Option<&'static str> {
    let title = (id == "title").then_some(edition.texts.title.as_str());
    title.or_else(|| all(edition).into_iter().find(|(known, _)| *known == id).map(|(_, sentence)| sentence))
}

fn all(edition: &'static Edition) -> [(&'static str, &'static str); 4] {
    let texts = &edition.texts;
    [("preface", &texts.preface), ("period", &texts.period), ("parts", &texts.parts), ("fee", &texts.fee)]
}

fn of_title<'s>(scene: &'s Scene<'s>) -> Offer<'s> {
    Offer {
        label: title_name(&scene.edition.texts),
        detail: Words(scene.snapshot.language).title_alone().to_owned(),
        kind: CompletionKind::Sentence,
        names: Vec::new(),
        rank: (1, 0),
        subject: format!("sentence/{}/title", scene.edition.id),
        replaced: scene.cursor.typed,
        body: Box::new(move || titled(scene)),
    }
}

fn of_sentence<'s>(scene: &'s Scene<'s>, id: &'static str, sentence: &'static str, order: usize) -> Offer<'s> {
    let year = scene.report.and_then(|report| report.year).map(|year| year.to_string());
    let shown = sentence.replace("{year}", year.as_deref().unwrap_or(""));
    Offer {
        label: shown,
        detail: Words(scene.snapshot.language).sentence(id).to_owned(),
        kind: CompletionKind::Sentence,
        names: Vec::new(),
        rank: (1, 1 + order),
        subject: format!("sentence/{}/{id}", scene.edition.id),
        replaced: replaced(scene),
        body: Box::new(move || filled(sentence, &blanks(scene))),
    }
}

/// A sentence replaces what is typed of it, not the sentences before it on its line.
fn replaced(scene: &Scene) -> Span {
    scene.cursor.sentence
}
