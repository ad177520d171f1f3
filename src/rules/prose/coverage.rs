//! What the text must treat: fees, improvement, the aspects of section 一, at what length, and with figures.

use super::{is_recent, paragraphs};
use crate::compose;
use crate::dialect::LineKind;
use crate::edit::Edit;
use crate::han;
use crate::lexicon::content::content;
use crate::lexicon::phrases::phrases;
use crate::lexicon::{Improvement, Sign};
use crate::lint::{Context, Finding, Message, Sink};
use crate::number::{Class, classify};
use crate::report::prose::telling::next_digit;
use crate::report::prose::{Paragraph, fold};
use crate::report::{Heading, Prose};
use crate::standard::{Edition, Section, editions};

/// Fewer characters say nothing.
const SHORTEST_IMPROVEMENT: usize = 10;
/// Characters that section 一 should not exceed.
const LONGEST_OVERVIEW: usize = 1000;

fn newest() -> &'static Edition {
    &editions()[editions().len() - 1]
}

/// A section that is there and says something: its heading and its paragraphs.
fn section<'c>(context: &Context<'c>, id: &str) -> Option<(&'static Section, &'c Heading, Vec<&'c Paragraph>)> {
    let index = newest().section(id)?;
    let heading = context.report.heading(index)?;
    let section = &newest().sections[index];
    let paragraphs: Vec<&Paragraph> = paragraphs(context, Some(index)).collect();
    let says = paragraphs.iter().any(|paragraph| !is_sub_heading(section, context.report.prose.text(paragraph)));
    says.then_some((section, heading, paragraphs))
}

/// Whether a paragraph only names an aspect of the section: it is there to be written.
fn is_sub_heading(section: &Section, folded: &str) -> bool {
    let name = || folded.split_once(')').map_or(folded, |(_, name)| name);
    section.aspects.iter().any(|aspect| folded.ends_with(aspect.as_str()) && aspect == name())
}

fn on_heading(context: &Context, heading: &Heading, message: Message) -> Finding {
    Finding::new(context.document.source_span(heading.span), message)
}

fn texts<'c>(context: &Context<'c>, paragraphs: &[&Paragraph]) -> Vec<&'c str> {
    paragraphs.iter().map(|paragraph| context.report.prose.text(paragraph)).collect()
}

/// `missing-fee-statement`. Source: 国办函〔2020〕109号; that the report states the fees is practice.
pub fn missing_fee_statement(context: &Context, sink: &mut Sink) {
    let said = context.report.prose.found(Sign::Fee).next().is_some();
    if said || !is_recent(context) {
        return;
    }
    let Some((section, heading, paragraphs)) = section(context, "other") else { return };
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
    if !is_recent(context) || !government || said() {
        return;
    }
    let Some((section, heading, paragraphs)) = section(context, "overview") else { return };
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
    if !is_recent(context) {
        return;
    }
    let Some((section, heading, paragraphs)) = section(context, "overview") else { return };
    let text = texts(context, &paragraphs).concat();
    let words = &phrases().coverage.aspects;
    let treated = |index: usize| words[index].iter().any(|word| text.contains(word.as_str()));
    let missing: Vec<usize> = (0..section.aspects.len().min(words.len())).filter(|index| !treated(*index)).collect();
    let (Some(_), Some(last)) = (missing.first(), paragraphs.last()) else { return };
    let names: Vec<&str> = missing.iter().map(|index| section.aspects[*index].as_str()).collect();
    let absent = missing.iter().filter(|index| !is_headed(context, heading, &section.aspects[**index]));
    let headings: Vec<String> = absent.map(|index| compose::aspect_heading(section, *index)).collect();
    let with = |template| Message::new(template).with("missing", names.join("、"));
    let finding = on_heading(context, heading, with("message"));
    if headings.is_empty() {
        return sink.push(finding);
    }
    let edit = compose::insert_after_line(context, last.lines.end - 1, &headings.join("\n\n"));
    sink.push(finding.suggesting(with("fix"), vec![edit]));
}

/// Whether a sub-heading of the section names the aspect: what stands below it is yet to be written.
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
    let Some((_, heading, paragraphs)) = section(context, "overview").filter(|_| is_recent(context)) else { return };
    let length: usize = texts(context, &paragraphs).iter().map(|text| text.chars().count()).sum();
    if length > LONGEST_OVERVIEW {
        let message =
            Message::new("message").with("length", length.to_string()).with("most", LONGEST_OVERVIEW.to_string());
        sink.push(on_heading(context, heading, message));
    }
}

/// `overview-without-figures`. Source: 国办公开办函〔2021〕30号: the report is to be concise and factual.
pub fn overview_without_figures(context: &Context, sink: &mut Sink) {
    if !context.report.whole || context.report.is_too_old() {
        return;
    }
    let Some((_, heading, paragraphs)) = section(context, "overview") else { return };
    let digits = || texts(context, &paragraphs).into_iter().any(has_digits);
    if !digits() && !paragraphs.iter().any(|paragraph| has_numerals(&context.report.prose, paragraph)) {
        sink.push(on_heading(context, heading, Message::new("message")));
    }
}

/// Whether the text holds a figure in digits other than a year.
fn has_digits(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(start) = next_digit(bytes, at) {
        let length = bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        at = start + length;
        if !(length == 4 && text[at..].starts_with('年')) {
            return true;
        }
    }
    false
}

/// Whether a paragraph holds a count in Han numerals other than 一.
fn has_numerals(prose: &Prose, paragraph: &Paragraph) -> bool {
    let is_count = |text: &str| {
        let numeral = text.chars().next().filter(|first| han::is_numeral(*first));
        numeral.is_some_and(|numeral| han::digit(numeral).is_none_or(|digit| digit > 1))
    };
    let mut telling = prose.signs_of(paragraph).iter().filter(|found| found.sign == Sign::Telling);
    telling.any(|found| is_count(prose.around(found.start, found.start).1))
}
