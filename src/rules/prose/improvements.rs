//! Problems that section 五 numbers, and the measures against them.

use super::{paragraphs, place};
use crate::lexicon::content::content;
use crate::lint::{Context, Finding, Message, Sink};
use crate::standard::editions;

/// Characters before the first number of a list that lead to it.
const LEAD: usize = 60;
const NUMERALS: &str = "一二三四五六七八九";

/// A numbered list: 一是…二是…, or 1. 2.
struct Numbered {
    /// Bytes of the folded text: its first number, and one past its last.
    start: usize,
    last: usize,
    count: usize,
}

/// `unmatched-improvement`. Source: 《政府信息公开条例》第五十条第（四）项: the problems and how they are put right.
pub fn unmatched_improvement(context: &Context, sink: &mut Sink) {
    let newest = &editions()[editions().len() - 1];
    let mut section = paragraphs(context, newest.section("improvement"));
    let Some(first) = section.next().filter(|_| !context.report.is_too_old()) else { return };
    let end = section.last().map_or(first.end, |last| last.end);
    let text = &context.report.prose.folded.text;
    let Some(lists) = text.get(..end).map(|text| lists(text, first.start)) else { return };
    let [problems, measures] = &lists[..] else { return };
    if measures.count >= problems.count || !is_matched(text, first.start, end, problems, measures) {
        return;
    }
    let message = Message::new("message")
        .with("problems", problems.count.to_string())
        .with("measures", measures.count.to_string());
    sink.push(Finding::new(place(context, measures.start, measures.last), message));
}

/// Returns whether the first list is surely of problems, and the second of all measures.
fn is_matched(text: &str, start: usize, end: usize, problems: &Numbered, measures: &Numbered) -> bool {
    let words = &content().improvements;
    let holds = |words: &[String], text: &str| words.iter().any(|word| text.contains(word.as_str()));
    let lead = |from: usize, to: usize| {
        let text = &text[from..to];
        let begin = text.char_indices().rev().nth(LEAD - 1).map_or(0, |(at, _)| at);
        &text[begin..]
    };
    let (of_problems, of_measures) = (lead(start, problems.start), lead(problems.last, measures.start));
    holds(&words.problems, of_problems)
        && !holds(&words.measures, of_problems)
        && holds(&words.measures, of_measures)
        && !holds(&words.others, &text[measures.last..end])
}

/// The numbered lists of a text from an offset on. A number 1 begins another.
fn lists(text: &str, from: usize) -> Vec<Numbered> {
    let mut lists: Vec<Numbered> = Vec::new();
    for (at, end, number) in numbers(text, from) {
        match lists.last_mut() {
            Some(list) if number == list.count + 1 => (list.count, list.last) = (number, end),
            _ if number == 1 => lists.push(Numbered { start: at, last: end, count: 1 }),
            // Numbers that do not follow each other are those of another list.
            _ => {}
        }
    }
    lists
}

/// The numbers of items from an offset on, each with where it begins and ends: 一是, 1., 1、.
fn numbers(text: &str, from: usize) -> Vec<(usize, usize, usize)> {
    let mut found = Vec::new();
    let mut before = '\n';
    for (offset, mark) in text.get(from..).unwrap_or_default().char_indices() {
        let (at, tail) = (from + offset, &text[from + offset + mark.len_utf8()..]);
        let begins = !before.is_alphanumeric() && before != '.';
        // 问题一是, but not 统一是, 第二是.
        let opens = !before.is_ascii_alphanumeric() && !content().improvements.not_after.contains(before);
        let han = NUMERALS.chars().position(|numeral| numeral == mark).map(|index| index + 1);
        let digit = mark.to_digit(10).map(|digit| digit as usize);
        let number = match (han, digit) {
            (Some(number), _) if opens && tail.starts_with('是') => Some(number),
            (_, Some(number))
                if begins && tail.starts_with(['.', '、']) && !tail.chars().nth(1).is_some_and(is_digit) =>
            {
                Some(number)
            }
            _ => None,
        };
        found.extend(number.map(|number| (at, at + mark.len_utf8(), number)));
        before = mark;
    }
    found
}

fn is_digit(mark: char) -> bool {
    mark.is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use super::lists;

    fn counts(text: &str) -> Vec<usize> {
        lists(text, 0).iter().map(|list| list.count).collect()
    }

    #[test]
    fn lists_are_told_apart_by_their_first_numbers() {
        assert_eq!(counts("问题:一是甲;二是乙;三是丙。下一步:一是丁;二是戊。"), [3, 2]);
        assert_eq!(counts("1.甲;2、乙\n1.丙"), [2, 1]);
        assert_eq!(counts("问题一是甲,二是乙"), [2]);
        assert_eq!(counts("增长1.5倍,统一是关键"), [] as [usize; 0]);
    }
}
