//! Contents that the text must cover: fees, improvement, the aspects of section 一, at what length, and with figures.

use super::{edition_of_whole, paragraphs};
use crate::compose;
use crate::dialect::LineKind;
use crate::edit::Edit;
use crate::han;
use crate::lexicon::content::content;
use crate::lexicon::phrases::phrases;
use crate::lexicon::{Improvement, Sign};
use crate::lint::{Context, Finding, Message, Sink};
use crate::number::{Class, classify};
use crate::report::Heading;
use crate::report::prose::{Paragraph, fold};
use crate::standard::{Aspect, Section};

/// Fewer characters say nothing.
const SHORTEST_IMPROVEMENT: usize = 10;

/// A section that is there and says something: its heading and its paragraphs.
pub(super) fn section<'c>(
    context: &Context<'c>,
    id: &str,
) -> Option<(&'static Section, &'c Heading, Vec<&'c Paragraph>)> {
    let index = context.report.standard().section(id)?;
    let heading = context.report.heading(index)?;
    let section = &context.report.standard().sections[index];
    let paragraphs: Vec<&Paragraph> = paragraphs(context, Some(index)).collect();
    let says = paragraphs.iter().any(|paragraph| !is_sub_heading(section, context.report.prose.text(paragraph)));
    says.then_some((section, heading, paragraphs))
}

/// Returns whether a paragraph is only the name of an aspect of the section, still to be written.
fn is_sub_heading(section: &Section, folded: &str) -> bool {
    let name = || folded.split_once(')').map_or(folded, |(_, name)| name);
    section.aspects.iter().any(|aspect| folded.ends_with(&aspect.name) && aspect.name == name())
}

pub(super) fn on_heading(context: &Context, heading: &Heading, message: Message) -> Finding {
    Finding::new(context.document.source_span(heading.span), message)
}

pub(super) fn texts<'c>(context: &Context<'c>, paragraphs: &[&Paragraph]) -> Vec<&'c str> {
    paragraphs.iter().map(|paragraph| context.report.prose.text(paragraph)).collect()
}

/// `missing-fee-statement`. Source: 国办函〔2020〕109号; that the report states the fees is practice.
pub fn missing_fee_statement(context: &Context, sink: &mut Sink) {
    let said = context.report.prose.found(Sign::Fee).next().is_some();
    let mut sections = edition_of_whole(context).map_or(&[][..], |edition| &edition.sections).iter();
    let due = sections.find(|section| section.states_fees).filter(|_| !said);
    let Some((section, heading, paragraphs)) = due.and_then(|due| section(context, &due.id)) else { return };
    let year = context.report.year.unwrap_or_default();
    let expected = section.body.replace("{year}", &year.to_string());
    let edits = fee_edits(context, &paragraphs, &expected);
    let finding = on_heading(context, heading, Message::new("message").with("name", section.heading()));
    sink.push(finding.expecting(&expected).suggesting(Message::new("fix").with("expected", &expected), edits));
}

/// `missing-accountability`. Source: 《政府信息公开条例》第五十条第（四）项; 国办公开办函〔2021〕30号, 一、总体情况.
pub fn missing_accountability(context: &Context, sink: &mut Sink) {
    let words = &content().accountability;
    let organ = context.report.organization.as_deref().unwrap_or_default();
    let government = words.governments.iter().any(|end| organ.ends_with(end.as_str()));
    let said = || words.words.iter().any(|word| context.report.prose.folded.text.contains(word.as_str()));
    if edition_of_whole(context).is_none() || !government || said() {
        return;
    }
    // An edition that lists what the section treats lists the supervision too.
    let listed = section(context, "overview").filter(|(section, ..)| !section.aspects.is_empty());
    let Some((section, heading, paragraphs)) = listed else { return };
    let edits = paragraphs.last().map(|last| compose::insert_after_line(context, last.lines.end - 1, &words.sentence));
    let finding = on_heading(context, heading, Message::new("message").with("name", section.heading()));
    let title = Message::new("fix").with("expected", &words.sentence);
    sink.push(finding.expecting(&words.sentence).suggesting(title, edits.into_iter().collect()));
}

/// In place of 无, else behind the first paragraph: the signature comes last.
fn fee_edits(context: &Context, paragraphs: &[&Paragraph], expected: &str) -> Vec<Edit> {
    let Some(first) = paragraphs.first() else { return Vec::new() };
    if is_nothing(context.report.prose.text(first)) && first.lines.len() == 1 {
        return context.document.replace(context.report.prose.span(first.start, first.end), expected);
    }
    vec![compose::insert_after_line(context, first.lines.end - 1, expected)]
}

/// 无, 无。 and the like.
fn is_nothing(folded: &str) -> bool {
    classify(folded.trim_end_matches('。').trim_matches(['(', ')'])) == Class::Placeholder
}

/// `missing-improvement`. Source: 《政府信息公开条例》第五十条第（四）项.
pub fn missing_improvement(context: &Context, sink: &mut Sink) {
    let Some((section, heading, paragraphs)) = section(context, "improvement") else { return };
    let lines = context.document.lines.get(context.report.body(heading)).unwrap_or_default();
    // What stands in a frame of a table was not read.
    if context.report.is_too_old() || lines.iter().any(|line| matches!(line.kind, LineKind::Row(_))) {
        return;
    }
    let texts = texts(context, &paragraphs);
    let long = texts.iter().flat_map(|text| text.chars()).nth(SHORTEST_IMPROVEMENT - 1).is_some();
    let short = !long || matches!(texts[..], [only] if is_nothing(only));
    let named = texts.iter().any(|text| Improvement::is_in(text));
    let template = match (short, named) {
        (true, _) => "message.short",
        (false, false) => "message",
        (false, true) => return,
    };
    sink.push(on_heading(context, heading, Message::new(template).with("name", section.heading())));
}

/// `missing-overview-aspect`. Source: 国办公开办函〔2021〕30号, 一、总体情况.
pub fn missing_overview_aspect(context: &Context, sink: &mut Sink) {
    let overview = edition_of_whole(context).and_then(|_| section(context, "overview"));
    let Some((section, heading, paragraphs)) = overview else { return };
    let text = texts(context, &paragraphs).concat();
    let treated = |aspect: &Aspect| aspect.words.iter().any(|word| text.contains(word.as_str()));
    let missing: Vec<usize> = (0..section.aspects.len()).filter(|index| !treated(&section.aspects[*index])).collect();
    let (Some(_), Some(last)) = (missing.first(), paragraphs.last()) else { return };
    let names: Vec<&str> = missing.iter().map(|index| section.aspects[*index].name.as_str()).collect();
    let absent = missing.iter().filter(|index| !is_headed(context, heading, &section.aspects[**index].name));
    let headings: Vec<String> = absent.map(|index| compose::aspect_heading(section, *index)).collect();
    let with = |template| Message::new(template).with("missing", names.join("、"));
    let finding = on_heading(context, heading, with("message"));
    if headings.is_empty() {
        return sink.push(finding);
    }
    let edit = compose::insert_after_line(context, last.lines.end - 1, &headings.join("\n\n"));
    sink.push(finding.suggesting(with("fix"), vec![edit]));
}

/// Returns whether a sub-heading of the section names the aspect: what stands below it is yet to be written.
fn is_headed(context: &Context, heading: &Heading, aspect: &str) -> bool {
    let lines = context.document.lines.get(context.report.body(heading)).unwrap_or_default();
    lines.iter().any(|line| {
        let words = fold(line.span.of(context.text));
        let name = words.trim_end_matches(['。', ':']).strip_suffix(aspect);
        name.is_some_and(|number| number.is_empty() || number.ends_with([')', '、', '.']))
    })
}

/// `overview-too-long`. Source: notices on the report of several provinces, after 国办公开办函〔2021〕30号.
pub fn overview_too_long(context: &Context, sink: &mut Sink) {
    let overview = edition_of_whole(context).and_then(|_| section(context, "overview"));
    let Some((section, heading, paragraphs)) = overview else { return };
    let length: usize = texts(context, &paragraphs).iter().map(|text| text.chars().count()).sum();
    let longest = context.profile.and_then(|profile| profile.longest).or(section.longest);
    if let Some(most) = longest.filter(|most| length > *most) {
        let message = Message::new("message").with("length", length.to_string()).with("most", most.to_string());
        sink.push(on_heading(context, heading, message));
    }
}

/// `overview-without-figures`. Source: 国办公开办函〔2021〕30号: the report is to be concise and factual.
pub fn overview_without_figures(context: &Context, sink: &mut Sink) {
    if !context.report.whole || context.report.is_too_old() {
        return;
    }
    let Some((_, heading, paragraphs)) = section(context, "overview") else { return };
    let texts = texts(context, &paragraphs);
    if !texts.iter().any(|text| has_digits(text)) && !texts.iter().any(|text| has_numerals(text)) {
        sink.push(on_heading(context, heading, Message::new("message")));
    }
}

/// Returns whether the text holds a figure in digits other than a year.
fn has_digits(text: &str) -> bool {
    let mut rest = text;
    while let Some(start) = rest.find(|next: char| next.is_ascii_digit()) {
        let behind = rest[start..].trim_start_matches(|next: char| next.is_ascii_digit());
        let length = rest.len() - start - behind.len();
        if !(length == 4 && behind.starts_with('年')) {
            return true;
        }
        rest = behind;
    }
    false
}

/// Returns whether the text holds a count in Han numerals other than 一.
fn has_numerals(text: &str) -> bool {
    text.char_indices().any(|(at, numeral)| {
        han::is_numeral(numeral)
            && han::digit(numeral).is_none_or(|digit| digit > 1)
            && phrases().measure(&text[at + numeral.len_utf8()..]).is_some()
    })
}
