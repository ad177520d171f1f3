//! Last year's number before what was done this year, in the sections behind the tables.

use std::ops::Range;

use super::{paragraphs, parts, place};
use crate::lexicon::content::content;
use crate::lint::{Context, Finding, Message, Sink};
use crate::standard::editions;

/// Sections that tell of measures, by their ids.
const SECTIONS: [&str; 2] = ["improvement", "other"];
/// Bytes of a year in digits.
const DIGITS: usize = 4;

/// `stale-year`: one finding a report, on the first. Source: 《政府信息公开条例》第五十条: the report is of one year.
pub fn stale_year(context: &Context, sink: &mut Sink) {
    let Some(year) = context.report.year.filter(|_| !context.report.is_too_old()) else { return };
    let places: Vec<Range<usize>> = stale_years(context, year);
    let Some(first) = places.first() else { return };
    let last = year.saturating_sub(1);
    let with = |template| Message::new(template).with("expected", year.to_string()).with("actual", last.to_string());
    let mut finding = Finding::new(place(context, first.start, first.end), with("message"));
    (finding.expected, finding.actual) = (Some(year.to_string()), Some(last.to_string()));
    for other in &places[1..] {
        finding = finding.relating(place(context, other.start, other.end), with("message.related"));
    }
    sink.push(finding);
}

/// Finds sentences of these sections that open with last year's number and tell of measures.
fn stale_years(context: &Context, year: u16) -> Vec<Range<usize>> {
    let prose = &context.report.prose;
    let (newest, last) = (&editions()[editions().len() - 1], format!("{}年", year.saturating_sub(1)));
    let mut found = Vec::new();
    for paragraph in SECTIONS.into_iter().flat_map(|id| paragraphs(context, newest.section(id))) {
        for (offset, sentence) in parts(prose.text(paragraph), &['。', ';']) {
            let at = opening(sentence, &last).filter(|at| is_stale(sentence, at + last.len(), year));
            found.extend(at.map(|at| paragraph.start + offset + at).map(|start| start..start + DIGITS));
        }
    }
    found
}

/// Finds the year that opens a sentence, behind its number or a clause that cites something.
fn opening(sentence: &str, year: &str) -> Option<usize> {
    let mut clauses = parts(sentence, &[',', ')', '、', '.', ':', '是']);
    clauses.find(|(_, clause)| clause.starts_with(year)).map(|(at, _)| at)
}

/// Returns whether what follows the year tells of measures of the year that the report is of.
fn is_stale(sentence: &str, behind: usize, year: u16) -> bool {
    let words = &content().stale;
    let rest = &sentence[behind..];
    let holds = |words: &[String], text: &str| words.iter().any(|word| text.contains(word.as_str()));
    words.subjects.iter().any(|subject| rest.starts_with(subject.as_str()))
        && holds(&words.verbs, rest)
        && !holds(&words.stops, rest)
        && !sentence.contains(&year.to_string())
}
