//! Names of other places in the words that speak of the organ itself.

use super::{paragraphs, place};
use crate::lint::{Context, Finding, Message, Sink};
use crate::report::places::{Home, Mention, mentions};
use crate::standard::editions;

/// Sections that speak of the organ's own work.
const OWN: [&str; 2] = ["overview", "improvement"];

/// `foreign-name`: a province, city or county that the organ does not belong to, each once. Silent where the title does not
/// tell where the organ is.
pub fn left_over_places(context: &Context, sink: &mut Sink) {
    let Some(organ) = context.report.organization.as_deref() else { return };
    let Some(home) = Home::of(organ) else { return };
    let edition = &editions()[editions().len() - 1];
    let own = OWN.iter().flat_map(|id| paragraphs(context, edition.section(id)));
    let foreign = mentions(&context.report.prose, own);
    let mut said: Vec<&str> = Vec::new();
    for Mention { start, end, name } in foreign.into_iter().filter(|mention| home.is_foreign(mention.name)) {
        if !said.contains(&name) {
            said.push(name);
            let message = Message::new("message.place").with("actual", name).with("organ", organ);
            sink.push(Finding::new(place(context, start, end), message));
        }
    }
}
