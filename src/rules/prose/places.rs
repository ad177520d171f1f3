//! Names of other places in the words that speak of the organ itself.

use super::{paragraphs, place};
use crate::lint::{Context, Finding, Message, Sink};
use crate::report::places::{Home, Mention, mentions};
use crate::report::prose::Paragraph;

/// Sections that speak of the organ's own work.
const OWN: [&str; 2] = ["overview", "improvement"];

fn own_paragraphs<'c>(context: &Context<'c>) -> impl Iterator<Item = &'c Paragraph> {
    let edition = context.report.standard();
    let sections = OWN.map(|id| edition.section(id));
    sections.into_iter().flat_map(|section| paragraphs(context, section).collect::<Vec<_>>())
}

/// Says a province, city or county that the organ does not belong to, each once. Silent where the title does not
/// tell where the organ is.
pub(super) fn foreign_places(context: &Context, sink: &mut Sink) {
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
