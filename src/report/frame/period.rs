//! Dates that a report states about itself: the period of its figures, and the date below its end.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::headings::Heading;
use super::title::find_year;
use crate::dialect::{Document, LineKind};
use crate::lexicon::Vocabulary;
use crate::lexicon::frame::{ends_with_any, frame, holds_any};
use crate::number::{Class, classify, is_blank, ordinal, trim};
use crate::standard::{newest, wordings};
use crate::text::Span;

/// Most bytes between the two dates of a period, such as `起，至`.
const LONGEST_LINK: usize = 40;
/// Characters of a sentence that are looked at on either side of the word for the period.
const LONGEST_SENTENCE: usize = 100;
/// Lines at the end of a report among which its date is looked for: web pages leave some behind it.
const LAST_LINES: usize = 8;
/// Longest line of a signature, in characters.
const LONGEST_SIGNATURE: usize = 40;

/// Statement of the draft on the period of its figures.
#[derive(Clone, Debug)]
pub struct Period {
    /// From the word that names it to the end of the sentence, in bytes of what was read.
    pub span: Span,
    /// First and last day, where both can be read.
    pub days: Option<(Date, Date)>,
    /// True if it surely is the report's own: it stands before the first heading, or its sentence speaks of the report.
    pub sure: bool,
}

/// A date of the draft.
#[derive(Clone, Copy, Debug)]
pub struct Date {
    /// Its span, in bytes of the text as read.
    pub span: Span,
    /// Its year; `None` where it is left to the other date.
    pub year: Option<u16>,
    /// Its month.
    pub month: u8,
    /// Its day.
    pub day: u8,
    /// True if marks separate year, month and day: conversion loses some (`202111日`).
    pub exact: bool,
}

/// Signature below the last section: the organ's name and a date.
#[derive(Clone, Debug)]
pub struct Signature {
    /// Its first line.
    pub line: usize,
    /// Its date.
    pub date: Date,
}

impl Period {
    /// The year that both days name.
    pub fn year(&self) -> Option<u16> {
        let (from, to) = self.days?;
        let year = from.year.or(to.year)?;
        (from.exact && to.exact && to.year.is_none_or(|last| last == year)).then_some(year)
    }
}

/// The statement on the period: the first whose days can be read, else the first. The headings are those of the newest
/// edition.
pub fn find(document: &Document, text: &str, lines: Range<usize>, headings: &[Heading]) -> Option<Period> {
    let preface_end = headings.first().map_or(lines.end, |heading| heading.line);
    let mut found: Option<Period> = None;
    let regions: Vec<Span> = without_tables(document, lines, headings).collect();
    for &region in &regions {
        for (at, worded) in words_in(text, region) {
            let Some(period) = period_at(document, text, at, preface_end, worded) else { continue };
            if period.days.is_some() {
                return Some(period);
            }
            found.get_or_insert(period);
        }
    }
    found.or_else(|| regions.into_iter().find_map(|region| whole_year(document, text, region, preface_end)))
}

/// The certainty with which a word names the period of the figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Worded {
    /// A year behind it is enough.
    Surely,
    /// Days or months have to follow.
    Perhaps,
}

/// Finds the words for the period.
fn words_in(text: &str, region: Span) -> impl Iterator<Item = (usize, Worded)> {
    static WORDS: LazyLock<Vocabulary<Worded>> = LazyLock::new(|| {
        let sure = wordings(|texts| &texts.period_words).into_iter().map(|word| (word.to_owned(), Worded::Surely));
        let perhaps = frame().period.words.iter().map(|word| (word.clone(), Worded::Perhaps));
        Vocabulary::new(sure.chain(perhaps))
    });
    WORDS.find(region.of(text)).map(move |word| (region.start as usize + word.start, word.meaning))
}

/// The first range of days from the first to the last of a year, whatever words stand around it; or the last day of the
/// year up to which figures are said to go.
fn whole_year(document: &Document, text: &str, region: Span, preface_end: usize) -> Option<Period> {
    static LAST_DAY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"12\s*月\s*31\s*[日号]|12[-./．]31|年[底末]").expect("a fixed pattern that a test uses")
    });
    LAST_DAY.find_iter(region.of(text)).find_map(|last| {
        let at = region.start as usize + last.start();
        let (index, sentence) = sentence_at(document, text, at)?;
        let (own, end) = (sentence.of(text), region.start as usize + last.end());
        let days = days(own, sentence.start as usize);
        let days = days.filter(|days| is_whole_year(*days) && days.1.span.end as usize == end);
        let start = days.map_or(at, |(from, _)| from.span.start as usize);
        let told = days.is_some() || is_until(&text[sentence.start as usize..at]);
        let span = Span::new(start, end);
        told.then_some(Period { span, days, sure: index < preface_end && days.is_some() })
    })
}

/// Tells whether the text before a day says that figures go up to it: 上述数据截至.
fn is_until(head: &str) -> bool {
    let words = &frame().period;
    let last = words.until.iter().filter_map(|word| head.rfind(word.as_str())).max();
    last.is_some_and(|at| holds_any(&head[..at], &words.data))
}

/// The text before the sections, then that of the sections before and behind the tables.
fn without_tables(document: &Document, lines: Range<usize>, headings: &[Heading]) -> impl Iterator<Item = Span> {
    let is_table = |heading: &&Heading| heading.section.is_some_and(|section| newest().table_in(section).is_some());
    let preface = headings.first().map_or(lines.end, |heading| heading.line);
    let first = headings.iter().find(is_table).map_or(lines.end, |heading| heading.line);
    let behind = headings.iter().rposition(|heading| is_table(&heading)).and_then(|last| headings.get(last + 1));
    let last = behind.map_or(lines.end, |heading| heading.line);
    let spans = [lines.start..preface, preface..first.max(preface), last.max(first)..lines.end];
    spans.into_iter().filter_map(|lines| {
        let lines = document.lines.get(lines)?;
        Some(lines.first()?.span.cover(lines.last()?.span))
    })
}

/// The line and the sentence that hold an offset, the sentence as far as it is looked at.
fn sentence_at(document: &Document, text: &str, at: usize) -> Option<(usize, Span)> {
    let index = document.lines.partition_point(|line| line.span.end as usize <= at);
    let line = document.lines.get(index)?.span;
    let (before, behind) = (text.get(line.start as usize..at)?, text.get(at..line.end as usize)?);
    let stop = |character: &char| matches!(character, '。' | '；' | '\n');
    let end: usize = behind.chars().take(LONGEST_SENTENCE).take_while(|c| !stop(c)).map(char::len_utf8).sum();
    let start: usize = before.chars().rev().take(LONGEST_SENTENCE).take_while(|c| !stop(c)).map(char::len_utf8).sum();
    Some((index, Span::new(at - start, at + end)))
}

/// The statement that the word at `at` begins; `None` where no year or day follows in its sentence.
fn period_at(document: &Document, text: &str, at: usize, preface_end: usize, worded: Worded) -> Option<Period> {
    let (index, sentence) = sentence_at(document, text, at)?;
    let span = Span { start: u32::try_from(at).ok()?, ..sentence };
    let (before, behind) = (&text[sentence.start as usize..at], span.of(text));
    let days = days(behind, at);
    let dated = match worded {
        Worded::Surely => true,
        Worded::Perhaps => holds_any(behind, &frame().period.last_months),
    };
    if days.is_none() && (find_year(behind).is_none() || !dated) {
        return None;
    }
    let of_report = wordings(|texts| &texts.parts_subjects).iter().any(|subject| before.contains(subject));
    let sure = (index < preface_end || of_report) && (worded == Worded::Surely || days.is_some_and(is_whole_year));
    Some(Period { span, days, sure })
}

/// Tells whether a range goes from the first to the last day of a year or years.
fn is_whole_year((from, to): (Date, Date)) -> bool {
    (from.month, from.day, to.month, to.day) == (1, 1, 12, 31)
}

/// The first two dates of a text that stands at `offset`, where a word for "to" links them.
fn days(text: &str, offset: usize) -> Option<(Date, Date)> {
    static DATE: LazyLock<Regex> = LazyLock::new(|| {
        let marked = r"(?:(20[0-9]{2})\s*(年)?\s*度?\s*)?([0-9]{1,2})\s*(月)?\s*([0-9]{1,2})\s*[日号]";
        let pointed = r"(20[0-9]{2})([-./．])([0-9]{1,2})([-./．])([0-9]{1,2})";
        Regex::new(&format!("{pointed}|{marked}")).expect("a fixed pattern that a test uses")
    });
    let mut dates = DATE.captures_iter(text).filter_map(|captures| date(&captures, offset));
    let (from, to) = (dates.next()?, dates.next()?);
    let link = text.get(from.span.end as usize - offset..to.span.start as usize - offset)?;
    let linked = link.len() <= LONGEST_LINK && link.contains(['至', '到', '-', '—', '－', '–', '─', '~', '～', '〜']);
    linked.then_some((from, to))
}

fn date(captures: &Captures, offset: usize) -> Option<Date> {
    let first = if captures.get(3).is_some() { 1 } else { 6 };
    let part = |index: usize| captures.get(first + index).map(|part| part.as_str());
    let whole = captures.get(0)?;
    let year = part(0).and_then(|year| year.parse().ok());
    let exact = part(3).is_some() && (year.is_none() || part(1).is_some());
    let span = Span::new(offset + whole.start(), offset + whole.end());
    Some(Date { span, year, month: part(2)?.parse().ok()?, day: part(4)?.parse().ok()?, exact })
}

/// The date below the last section, with the organ's name above it.
pub fn signature(document: &Document, text: &str, lines: Range<usize>, headings: &[Heading]) -> Option<Signature> {
    let first = headings.last().map_or(lines.start, |heading| heading.line + 1);
    let candidates = first.max(lines.end.saturating_sub(LAST_LINES))..lines.end;
    candidates.rev().find_map(|index| {
        let (organ, date) = closing_date(document, text, index)?;
        let above = index.checked_sub(1).filter(|&above| above >= first);
        let named = above.filter(|&above| organ.is_empty() && is_organ(document, text, above));
        Some(Signature { line: named.unwrap_or(index), date })
    })
}

/// A line that ends with a date, and what of an organ's name stands before it.
fn closing_date<'t>(document: &Document, text: &'t str, index: usize) -> Option<(&'t str, Date)> {
    let line = document.lines.get(index).filter(|line| line.kind != LineKind::Prose)?;
    let content = line.span.of(text);
    if content.chars().nth(LONGEST_SIGNATURE).is_some() {
        return None;
    }
    let (at, _, _) = find_year(content)?;
    let organ = trim(&content[..at]);
    let (year, month, day) = whole_date(&content[at..])?;
    let span = Span { start: line.span.start + u32::try_from(at).ok()?, end: line.span.end };
    let date = Date { span, year: Some(year), month, day, exact: true };
    // `无 某镇人民政府 2021年1月23日` is the section's text with the signature behind it.
    let says_none = organ.split(is_blank).next().is_some_and(|word| classify(word) == Class::Placeholder);
    (organ.is_empty() || (ends_like_organ(organ) && !says_none)).then_some((organ, date))
}

fn is_organ(document: &Document, text: &str, index: usize) -> bool {
    let line = &document.lines[index];
    let content = line.span.of(text);
    line.kind == LineKind::Short && content.chars().nth(LONGEST_SIGNATURE).is_none() && ends_like_organ(content)
}

/// Tells whether a text ends as the names of organs do.
fn ends_like_organ(text: &str) -> bool {
    text.chars().nth(2).is_some() && ends_with_any(text.trim_end_matches(['）', ')']), &frame().title.signers)
}

/// A text that is a date and nothing else, in Arabic or Han numerals.
fn whole_date(text: &str) -> Option<(u16, u8, u8)> {
    let plain: String = text.chars().filter(|&character| !is_blank(character) && character != '*').collect();
    let (at, length, year) = find_year(&plain)?;
    let rest = plain.get(at + length..)?.strip_prefix('年')?;
    let (month, day) = rest.split_once('月')?;
    Some((year, numeral(month, 12)?, numeral(day.strip_suffix('日')?, 31)?))
}

/// Reads a number from 1 to `most`.
fn numeral(text: &str, most: u8) -> Option<u8> {
    let value = ordinal(text).and_then(|value| u8::try_from(value).ok());
    value.filter(|value| (1..=most).contains(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    type Read = (Option<u16>, u8, u8, bool);

    fn read(text: &str) -> Option<[Read; 2]> {
        let of = |date: Date| (date.year, date.month, date.day, date.exact);
        days(text, 0).map(|(from, to)| [of(from), of(to)])
    }

    #[test]
    fn periods_are_read_however_their_dates_are_written() {
        let whole = Some([(Some(2021), 1, 1, true), (Some(2021), 12, 31, true)]);
        assert_eq!(read("自2021年1月1日起，至2021年12月31日止"), whole);
        assert_eq!(read("为 2021 年 1 月 1 日—2021 年 12 月 31 日"), whole);
        assert_eq!(read("2021.1.1-2021.12.31"), whole);
        assert_eq!(read("2021年1月1日至12月31日"), Some([(Some(2021), 1, 1, true), (None, 12, 31, true)]));
        assert_eq!(read("自2021年1月1日起统计"), None);
    }

    #[test]
    fn digits_lost_between_spans_are_read_as_far_as_they_go() {
        assert_eq!(read("自202111日到1231日止"), Some([(Some(2021), 1, 1, false), (None, 12, 31, false)]));
        assert_eq!(
            read("自20221月1日起至20221231日止"),
            Some([(Some(2022), 1, 1, false), (Some(2022), 12, 31, false)])
        );
    }

    #[test]
    fn dates_are_read_in_both_numerals() {
        assert_eq!(whole_date("2021 年 1 月 29 日"), Some((2021, 1, 29)));
        assert_eq!(whole_date("二〇二一年一月二十九日"), Some((2021, 1, 29)));
        assert_eq!(whole_date("二○二二年十二月三十一日"), Some((2022, 12, 31)));
        assert_eq!(whole_date("2021年13月1日"), None);
        assert_eq!(whole_date("2021年1月29日前"), None);
    }
}
