//! Paragraphs that stop in the middle of a sentence.

use super::place;
use crate::lint::{Context, Finding, Message, Sink};
use crate::report::prose::Paragraph;

/// Most characters of the end of a paragraph that are shown.
const SHOWN: usize = 12;
/// Shortest last sentence that lost its stop, in characters.
const SHORTEST_SENTENCE: usize = 8;

/// `unfinished-paragraph`. Source: GB/T 15834—2011: a sentence ends with a stop.
pub fn unfinished_paragraph(context: &Context, sink: &mut Sink) {
    let prose = &context.report.prose;
    for (index, paragraph) in prose.paragraphs.iter().enumerate() {
        let text = prose.text(paragraph);
        let Some(last) = text.chars().next_back().filter(|_| !is_marked(context, paragraph)) else { continue };
        let unfinished = match last {
            ',' | '、' => !goes_on(context, index) && is_sentence(text),
            ';' => is_last(context, index) && is_before_heading(context, paragraph),
            '\u{4E00}'..='\u{9FFF}' => lost_its_stop(context, index),
            _ => false,
        };
        if unfinished {
            sink.push(finding(context, paragraph, text, last));
        }
    }
}

fn finding(context: &Context, paragraph: &Paragraph, text: &str, last: char) -> Finding {
    let shown = last_clause(text);
    let template = if matches!(last, '\u{4E00}'..='\u{9FFF}') { "message.stop" } else { "message" };
    let actual = &text[shown..];
    let message = Message::new(template).with("actual", actual);
    let mut finding = Finding::new(place(context, paragraph.start + shown, paragraph.end), message);
    finding.actual = Some(actual.to_owned());
    finding
}

/// The beginning of a text's last clause, or of its last characters.
fn last_clause(text: &str) -> usize {
    let mut marks = text.char_indices().rev();
    let end = marks.next().map_or(0, |(at, _)| at);
    let clause = text[..end].rfind(['。', ';', ',', ':']);
    let clause = clause.map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    let most = text.char_indices().rev().nth(SHOWN - 1).map_or(0, |(at, _)| at);
    let from = clause.max(most);
    // A year is not cut.
    let digits = text[from..].bytes().take_while(u8::is_ascii_digit).count();
    if from > clause { from + digits } else { from }
}

/// Returns whether a paragraph goes on below it: in a table, in the items of a list, in a paragraph without a number.
fn goes_on(context: &Context, index: usize) -> bool {
    let prose = &context.report.prose;
    let Some(one) = prose.paragraphs.get(index) else { return false };
    if is_before_table(context, one) {
        return true;
    }
    let Some(next) = prose.paragraphs.get(index + 1) else { return false };
    // Whole sentences stand in it: the items of a list do not go on from one to the next.
    let apart = begins_with_number(prose.text(next)) && prose.text(one).contains('。');
    one.section == next.section && !apart && !is_marked_between(context, one, next)
}

/// Returns whether a heading of the draft's own stands between two paragraphs, or is the second.
fn is_marked_between(context: &Context, one: &Paragraph, next: &Paragraph) -> bool {
    let between = context.document.lines.get(one.lines.end..next.lines.start + 1).unwrap_or_default();
    between.iter().any(|line| line.marked)
}

/// Returns whether a paragraph is a heading of the draft's own.
fn is_marked(context: &Context, paragraph: &Paragraph) -> bool {
    context.document.lines.get(paragraph.lines.start).is_some_and(|line| line.marked)
}

/// Returns whether rows of a table come next: the sentence may lead to them.
fn is_before_table(context: &Context, paragraph: &Paragraph) -> bool {
    context.report.tables.iter().any(|table| table.lines.contains(&paragraph.lines.end))
}

/// Returns whether a paragraph begins with a number of its own: (一), 1., 一是.
fn begins_with_number(text: &str) -> bool {
    let numeral = |mark: &char| mark.is_ascii_digit() || "一二三四五六七八九十".contains(*mark);
    let rest = text.strip_prefix('(').unwrap_or(text);
    let digits: usize = rest.chars().take_while(numeral).map(char::len_utf8).sum();
    digits > 0 && rest[digits..].starts_with([')', '.', '、', '是'])
}

/// Returns whether no paragraph of the section follows.
fn is_last(context: &Context, index: usize) -> bool {
    let paragraphs = &context.report.prose.paragraphs;
    let section = |index: usize| paragraphs.get(index).and_then(|paragraph| paragraph.section);
    section(index).is_some() && section(index) != section(index + 1)
}

fn is_before_heading(context: &Context, paragraph: &Paragraph) -> bool {
    context.report.headings.iter().any(|heading| heading.line == paragraph.lines.end)
}

/// Returns whether a paragraph of sentences ends with one that has no stop, where those around it have.
fn lost_its_stop(context: &Context, index: usize) -> bool {
    let prose = &context.report.prose;
    let Some(paragraph) = prose.paragraphs.get(index) else { return false };
    let text = prose.text(paragraph);
    let Some(stop) = text.rfind('。') else { return false };
    let rest = &text[stop + '。'.len_utf8()..];
    let fits = |other: &&Paragraph| other.section == paragraph.section && !is_marked(context, other);
    let beside = |index: usize| prose.paragraphs.get(index).filter(fits);
    let stopped = |other: &Paragraph| prose.text(other).ends_with('。');
    let before = index.checked_sub(1).and_then(beside);
    let around: Vec<&Paragraph> = before.into_iter().chain(beside(index + 1)).collect();
    let long = rest.chars().count() >= SHORTEST_SENTENCE && rest.contains(',');
    long && !around.is_empty() && around.into_iter().all(stopped)
}

/// Returns whether a text is more than words of a list or a label.
fn is_sentence(text: &str) -> bool {
    text.chars().count() >= SHORTEST_SENTENCE
}
