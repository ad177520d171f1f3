//! Names of other places in the words that speak of the organ itself.

use super::{paragraphs, place};
use crate::lexicon::units::{Foreign, units};
use crate::lint::{Context, Finding, Message, Sink};
use crate::report::places::{Home, Mention, in_quotation, mentions};
use crate::report::prose::Paragraph;
use crate::standard::editions;

/// Sections that speak of the organ's own work.
const OWN: [&str; 2] = ["overview", "improvement"];

/// `foreign-name`: words for the organ itself that belong to another kind of organ, and places left over.
pub fn foreign_name(context: &Context, sink: &mut Sink) {
    left_over_selves(context, sink);
    left_over_places(context, sink);
}

/// 我局 in the report of a township, each word once.
fn left_over_selves(context: &Context, sink: &mut Sink) {
    let Some(organ) = context.report.organization.as_deref() else { return };
    let words = units().foreign.selves.iter().filter(|selves| selves.own.iter().any(|end| organ.ends_with(end)));
    for word in words.flat_map(|selves| &selves.foreign) {
        let said = own_paragraphs(context).find_map(|paragraph| {
            let text = context.report.prose.text(paragraph);
            let mut places = text.match_indices(word.as_str()).map(|(start, _)| (start, start + word.len()));
            let (start, end) = places.find(|&(start, end)| is_whole_word(text, start, end))?;
            Some((paragraph.start + start, paragraph.start + end))
        });
        if let Some((start, end)) = said {
            let message = Message::new("message").with("actual", word).with("organ", organ);
            sink.push(Finding::new(place(context, start, end), message));
        }
    }
}

fn is_whole_word(text: &str, start: usize, end: usize) -> bool {
    let Foreign { selves_joined, selves_followed, .. } = &units().foreign;
    let joined = selves_joined.iter().any(|letter| text[..start].ends_with(letter.as_str()));
    let followed = selves_followed.iter().any(|letter| text[end..].starts_with(letter.as_str()));
    !joined && !followed && !in_quotation(text, start)
}

fn own_paragraphs<'c>(context: &Context<'c>) -> impl Iterator<Item = &'c Paragraph> {
    let edition = &editions()[editions().len() - 1];
    let sections = OWN.map(|id| edition.section(id));
    sections.into_iter().flat_map(|section| paragraphs(context, section).collect::<Vec<_>>())
}

/// A province, city or county that the organ does not belong to, each once. Silent where the title does not
/// tell where the organ is.
fn left_over_places(context: &Context, sink: &mut Sink) {
    let Some(organ) = context.report.organization.as_deref() else { return };
    let Some(home) = Home::of(organ) else { return };
    let foreign = mentions(&context.report.prose, own_paragraphs(context));
    let mut said: Vec<&str> = Vec::new();
    for Mention { start, end, name } in foreign.into_iter().filter(|mention| home.is_foreign(mention.name)) {
        if !said.contains(&name) {
            said.push(name);
            let message = Message::new("message.place").with("actual", name).with("organ", organ);
            sink.push(Finding::new(place(context, start, end), message));
        }
    }
}
