//! Compares what the text says of fees with the table and with itself.

use super::{parts, place};
use crate::lexicon::Sign;
use crate::lexicon::content::{Fees, content};
use crate::lint::{Context, Finding, Message, Sink};
use crate::report::BoundTable;
use crate::report::prose::Paragraph;
use crate::text::Span;

/// A sentence's statement on a fee.
struct Said<'t> {
    /// Bytes of the folded text that say so.
    start: usize,
    end: usize,
    words: &'t str,
    /// True if it speaks of all administrative fees, not of that for information alone.
    administrative: bool,
    /// True if something was charged.
    charged: bool,
}

/// `fees-contradiction`. Source: 国办函〔2020〕109号: the fee for processing information is an administrative fee.
pub fn fees_contradiction(context: &Context, sink: &mut Sink) {
    if context.report.is_too_old() {
        return;
    }
    let said = said(context);
    let table = context.report.tables.iter().find_map(|table| Amount::of(context, table));
    let first = |charged: bool, administrative: bool| {
        said.iter().find(|said| (said.charged, said.administrative) == (charged, administrative))
    };
    let both = |administrative: bool| Some((first(true, administrative)?, first(false, administrative)?));
    let charged = said.iter().find(|said| said.charged);
    let finding = match (both(false).or_else(|| both(true)), charged, table) {
        (Some((charged, denied)), _, _) => Some(beside_text(context, charged, denied)),
        (None, Some(charged), Some(amount)) if amount.none => Some(beside_table(context, charged, &amount)),
        (None, None, Some(amount)) if !amount.none => {
            first(false, true).map(|denied| beside_table(context, denied, &amount))
        }
        _ => None,
    };
    sink.push_some(finding);
}

/// The finding on a charge that another sentence denies.
fn beside_text(context: &Context, charged: &Said, denied: &Said) -> Finding {
    let place_of = |said: &Said| place(context, said.start, said.end);
    let message = finding(charged, "message").with("other", denied.words);
    let related = Message::new("message.related").with("actual", denied.words);
    Finding::new(place_of(charged), message).relating(place_of(denied), related)
}

fn finding(said: &Said, template: &'static str) -> Message {
    Message::new(template).with("actual", said.words)
}

/// The finding on a sentence that the table contradicts.
fn beside_table(context: &Context, said: &Said, amount: &Amount) -> Finding {
    let message = finding(said, "message.table").with("other", &amount.words);
    let related = Message::new("message.cell").with("actual", &amount.words);
    let span = context.document.source_span(amount.span);
    Finding::new(place(context, said.start, said.end), message).relating(span, related)
}

/// The amount of the administrative fees in the table.
struct Amount {
    span: Span,
    words: String,
    none: bool,
}

impl Amount {
    /// Reads the amount of fees from a table that has one.
    fn of(context: &Context, table: &BoundTable) -> Option<Amount> {
        let row = table.table().row("fees")?;
        let columns = table.table().columns_of(row);
        let column = columns.clone().position(|column| table.table().columns[column].id == "amount")?;
        let (value, figure) = (table.value(row, column)?, table.figure(row, column)?);
        let words = value.span.of(context.text).trim().to_owned();
        Some(Amount { span: value.span, words, none: figure.is_zero() })
    }
}

/// Every statement on fees, in order.
fn said<'c>(context: &Context<'c>) -> Vec<Said<'c>> {
    let prose = &context.report.prose;
    let mut found = Vec::new();
    let of_fees = |paragraph: &&Paragraph| {
        paragraph.section.is_some() && prose.signs_of(paragraph).iter().any(|found| found.meaning == Sign::Fee)
    };
    for paragraph in prose.paragraphs.iter().filter(of_fees) {
        for (offset, sentence) in parts(prose.text(paragraph), &['。', ';']) {
            found.extend(statement(sentence, paragraph.start + offset, &context.report.year));
        }
    }
    found
}

/// Reads the statement on fees at an offset, if it is clear.
fn statement<'t>(sentence: &'t str, offset: usize, year: &Option<u16>) -> Option<Said<'t>> {
    let words = &content().fees;
    let other_year = year.is_some_and(|year| sentence.contains(&format!("{}年", year.saturating_sub(1))));
    if other_year || holds(&words.skip, sentence) {
        return None;
    }
    let (at, administrative) = noun(sentence, words)?;
    let none = words.none.iter().find_map(|word| sentence.find(word.as_str()));
    let amount = amount(sentence, at, words);
    let noun_end = at + noun_length(&sentence[at..], words);
    let (start, end, charged) = match (amount, none) {
        (Some((start, end, zero)), None) => (start.min(at), end.max(noun_end), !zero),
        (Some((start, end, true)), Some(none)) => (start.min(none), end.max(noun_end), false),
        (None, Some(none)) if none < at => (none, noun_end, false),
        _ => return None,
    };
    Some(Said { start: offset + start, end: offset + end, words: &sentence[start..end], administrative, charged })
}

fn holds(words: &[String], text: &str) -> bool {
    words.iter().any(|word| text.contains(word.as_str()))
}

/// Finds the fee that a sentence names outside a title, and whether it names all administrative fees.
fn noun(sentence: &str, words: &Fees) -> Option<(usize, bool)> {
    let outside = |word: &String| {
        let mut places = memchr::memmem::find_iter(sentence.as_bytes(), word);
        places.find(|at| sentence[..*at].matches('《').count() == sentence[..*at].matches('》').count())
    };
    let general = words.general.iter().filter(|_| holds(&words.subjects, sentence));
    let processing = words.processing.iter().chain(general).filter_map(outside).min().map(|at| (at, false));
    processing.or_else(|| words.administrative.iter().filter_map(outside).min().map(|at| (at, true)))
}

fn noun_length(text: &str, words: &Fees) -> usize {
    let nouns = words.processing.iter().chain(&words.general).chain(&words.administrative);
    nouns.filter(|noun| text.starts_with(noun.as_str())).map(String::len).max().unwrap_or(0)
}

/// The amount in 元 that stands beside a fee behind a word for charging: where, and whether it is nothing.
fn amount(sentence: &str, at: usize, words: &Fees) -> Option<(usize, usize, bool)> {
    let unit = sentence.find("元").filter(|unit| *unit > at || sentence[..at].contains('元'))?;
    let head = sentence[..unit].strip_suffix('万').unwrap_or(&sentence[..unit]);
    let figure = head.len() - head.trim_end_matches(|mark: char| mark.is_ascii_digit() || mark == '.').len();
    let start = head.len() - figure;
    let figured = figure > 0 && head[start..].starts_with(|mark: char| mark.is_ascii_digit());
    let collected = holds(&words.collect, sentence) || sentence[..start].ends_with(['为', '费']);
    let zero = !head[start..].contains(|mark: char| matches!(mark, '1'..='9'));
    (figured && collected).then(|| (start, unit + '元'.len_utf8(), zero))
}
