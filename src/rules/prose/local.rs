//! Figures that a place wants in section 一 besides the national format.

use super::coverage::{on_heading, section, texts};
use super::edition_of_whole;
use crate::lexicon::profile::Demand;
use crate::lint::{Context, Message, Sink};

/// `missing-local-figure`. Source: the configuration's `[profile]`.
pub fn missing_local_figure(context: &Context, sink: &mut Sink) {
    let Some(profile) = context.profile.filter(|profile| !profile.figures.is_empty()) else { return };
    let overview = edition_of_whole(context).and_then(|_| section(context, "overview"));
    let Some((section, heading, paragraphs)) = overview else { return };
    let organ = context.report.organization.as_deref().unwrap_or_default();
    let text = texts(context, &paragraphs).join("。");
    let missing: Vec<&Demand> =
        profile.figures.iter().filter(|demand| demand.concerns(organ) && !demand.is_met(&text)).collect();
    for lowered in [false, true] {
        let names: Vec<String> =
            missing.iter().filter(|demand| demand.lowered == lowered).map(|demand| name(demand)).collect();
        if names.is_empty() {
            continue;
        }
        let message = Message::new("message").with("name", section.heading()).with("missing", names.join("、"));
        let finding = on_heading(context, heading, message);
        if lowered { sink.push_lowered(finding) } else { sink.push(finding) }
    }
}

fn name(demand: &Demand) -> String {
    match demand.aspect.as_str() {
        "" => demand.name.clone(),
        aspect => format!("{}（{aspect}）", demand.name),
    }
}
