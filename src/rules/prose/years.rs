//! A neighbouring year where the text speaks of the report year.

use std::ops::Range;

use super::{paragraphs, place};
use crate::edit::Edit;
use crate::lexicon::phrases::phrases;
use crate::lint::{Context, Finding, Message, Sink};

/// Bytes of a year in digits.
const DIGITS: usize = 4;
/// Longest sub-heading before a sentence, in bytes.
const LONGEST_LEAD: usize = 60;

/// `wrong-year`: one finding a report, on the first. Source: 《政府信息公开条例》第五十条: the report is of one year.
pub fn wrong_year(context: &Context, sink: &mut Sink) {
    let Some(year) = context.report.year.filter(|_| !context.report.is_too_old()) else { return };
    let sentences = sentences(context, year).into_iter();
    let places: Vec<(usize, u16)> = sentences.filter_map(|sentence| wrong(context, sentence, year)).collect();
    let Some(&(first, wrong)) = places.first() else { return };
    let edit = |at: usize| context.document.replace(context.report.prose.span(at, at + DIGITS), &year.to_string());
    let edits: Vec<Edit> = places.iter().flat_map(|(at, _)| edit(*at)).collect();
    let with =
        |template| Message::new(template).with("expected", format!("{year}年")).with("actual", format!("{wrong}年"));
    let mut finding = Finding::new(place(context, first, first + DIGITS), with("message"))
        .about_year(year, wrong)
        .suggesting(with("fix"), edits);
    for (at, _) in places.iter().skip(1) {
        finding = finding.relating(place(context, *at, at + DIGITS), with("message.related"));
    }
    sink.push(finding);
}

impl Finding {
    fn about_year(mut self, expected: u16, actual: u16) -> Finding {
        (self.expected, self.actual) = (Some(expected.to_string()), Some(actual.to_string()));
        self
    }
}

/// Finds the sentences of section 一 that name the year before or after, in order.
fn sentences(context: &Context, year: u16) -> Vec<Range<usize>> {
    let neighbours = [year.saturating_sub(1), year.saturating_add(1)].map(|year| format!("{year}年"));
    let overview = context.report.standard().section("overview");
    let mut found: Vec<Range<usize>> = Vec::new();
    for paragraph in paragraphs(context, overview) {
        let mut start = paragraph.start;
        for sentence in context.report.prose.text(paragraph).split_inclusive(['。', ';']) {
            if neighbours.iter().any(|year| sentence.contains(year)) {
                found.push(start..start + sentence.len());
            }
            start += sentence.len();
        }
    }
    found
}

/// Finds a neighbouring year in place of the report year at the start of a sentence.
fn wrong(context: &Context, range: Range<usize>, year: u16) -> Option<(usize, u16)> {
    let sentence = context.report.prose.folded.text.get(range.clone())?;
    let at = opening_year(sentence)?;
    let named: u16 = sentence.get(at..at + DIGITS)?.parse().ok()?;
    let behind = sentence.get(at + DIGITS..)?.strip_prefix('年')?;
    let facts = &phrases().years;
    let neighbour = named != year && named.abs_diff(year) == 1;
    let month = behind.starts_with(|next: char| next.is_ascii_digit());
    if !neighbour || month || sentence.contains(&year.to_string()) {
        return None;
    }
    let told = told(sentence);
    let stopped = facts.stops.iter().any(|stop| told.contains(stop.as_str()));
    let verb = facts.verbs.iter().filter_map(|verb| behind.find(verb.as_str())).min()?;
    let counted = behind[verb..].contains(|next: char| next.is_ascii_digit());
    (!stopped && counted).then_some((range.start + at, named))
}

/// The sentence without what it tells of carrying behind its first clause, where something was carried from the year
/// before: 2024年收到15件，上年结转1件 goes on as the report of 2024 did.
fn told(sentence: &str) -> String {
    let facts = &phrases().years;
    let holds = |words: &[String], clause: &str| words.iter().any(|word| clause.contains(word.as_str()));
    let carried = |clause: &str| holds(&facts.carried, clause);
    let mut clauses = sentence.split(',');
    let first = clauses.next().unwrap_or_default();
    let from_before = clauses.clone().any(|clause| carried(clause) && holds(&facts.before, clause));
    if !from_before {
        return sentence.to_owned();
    }
    clauses.filter(|clause| !carried(clause)).fold(first.to_owned(), |told, clause| told + "," + clause)
}

/// Offset of the year that opens the sentence, behind a number in brackets or the words of a sub-heading.
fn opening_year(sentence: &str) -> Option<usize> {
    let digits = sentence.find(|next: char| next.is_ascii_digit())?;
    let is_year = |at: usize| {
        let behind = sentence.get(at + DIGITS..);
        sentence[at..].starts_with("20") && behind.is_some_and(|behind| behind.starts_with('年'))
    };
    let lead = &sentence[..digits];
    let headed = || lead.starts_with('(') && phrases().years.leads.iter().any(|end| lead.ends_with(end.as_str()));
    let opens = lead.is_empty()
        || (lead.ends_with(['在', ')', '.', '、', ',']) && digits < 20)
        || (digits < LONGEST_LEAD && !lead.contains(',') && headed());
    (opens && is_year(digits)).then_some(digits)
}
