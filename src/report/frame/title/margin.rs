//! Margins of a title on its line: labels, dates, numbers of lists, notes in brackets, words of the page.

use std::ops::Range;

use super::year::{find_year, year_words};
use crate::lexicon::frame::{ends_with_any, frame, holds_any};
use crate::report::frame::squeeze::Squeezed;

/// Longest text in brackets that is set aside, in characters.
const LONGEST_NOTE: usize = 24;
/// Longest label before a colon, in characters.
const LONGEST_LABEL: usize = 8;
/// Longest name of a site behind a title, in characters.
const LONGEST_SITE: usize = 40;
/// Things set aside before a title, at most: a hostile line is not looked through.
const MOST_LEADS: usize = 8;
/// The same behind it.
const MOST_TAILS: usize = 24;

/// Notes and years behind a title.
#[derive(Clone, Debug, Default)]
pub(super) struct Tail {
    /// A year: 年度报告（2024年）.
    pub(super) year: Option<u16>,
    /// The place of a note that is the name of an organ.
    pub(super) organ: Option<Range<usize>>,
    /// Set if a note says that it is a form to be filled in.
    pub(super) template: bool,
    /// The end of a note there on how the title is to be set.
    pub(super) setting: Option<usize>,
    /// Set if the name of a site follows: the title of a page, not of a report.
    pub(super) of_site: bool,
}

/// Returns the start of the title, and whether it stands behind a label; `None` for a link to another page.
pub(super) fn lead(squeezed: &Squeezed) -> Option<(usize, bool)> {
    let text = &squeezed.simple;
    let (mut start, mut labelled) = (0, false);
    for _ in 0..MOST_LEADS {
        let rest = &text[start..];
        if is_link(squeezed, start) {
            return None;
        }
        let (length, of_page) = lead_length(rest);
        if length == 0 {
            break;
        }
        (start, labelled) = (start + length, labelled || of_page);
    }
    Some((start, labelled))
}

/// Tells whether a link to another page begins at an offset.
fn is_link(squeezed: &Squeezed, start: usize) -> bool {
    let text = &squeezed.simple[start..];
    let Some(link) = frame().chrome.links.begin(text) else { return false };
    let mut behind = text[link.len()..].chars();
    squeezed.gap_before(start + link.len())
        || behind.clone().take(LONGEST_LABEL).any(|mark| matches!(mark, '：' | ':'))
        || behind.next().is_some_and(|next| next.is_ascii_digit())
}

/// Bytes at the beginning of a text that belong to no title, and whether a page put them there.
fn lead_length(text: &str) -> (usize, bool) {
    if let Some(at) = text.rfind(['>', '＞', '»']) {
        // The path to the page ends with its title.
        return (text.len() - text[at..].trim_start_matches(['>', '＞', '»']).len(), true);
    }
    if let Some(length) = unknown_label(text) {
        return (length, true);
    }
    if let Some(label) = frame().title.labels.begin(text) {
        let behind = &text[label.len()..];
        return (text.len() - behind.trim_start_matches([':', '：']).len(), true);
    }
    let Some(first) = text.chars().next() else { return (0, false) };
    if let Some((inner, length)) = bracketed(text) {
        let column = matches!(first, '[' | '［' | '【') && is_column(inner);
        let of_page = column || is_date(inner) || list_number(inner) == inner.len();
        return if of_page { (length, true) } else { opening(text, first) };
    }
    match (date_length(text), list_number(text)) {
        (date, _) if date > 0 => (date, true),
        (_, number) if number > 0 => (number, true),
        _ => opening(text, first),
    }
}

/// Tells whether a note is a word of the page, such as 置顶: no figure, no organ, nothing to be filled in.
fn is_column(note: &str) -> bool {
    let named = ends_with_any(note, &frame().title.organs) || holds_any(note, &frame().title.blanks);
    note.chars().count() <= LONGEST_LABEL && note.chars().all(char::is_alphabetic) && !named
}

/// Bytes of a few words and a colon that are no name of an organ.
fn unknown_label(text: &str) -> Option<usize> {
    let (at, colon) = text.char_indices().take(LONGEST_LABEL + 1).find(|(_, mark)| matches!(mark, ':' | '：'))?;
    let (label, behind) = (&text[..at], at + colon.len_utf8());
    let named = ends_with_any(label, &frame().title.organs) && !frame().title.labels.holds(label);
    (!named && !label.contains(|mark: char| mark.is_ascii_digit()) && behind < text.len()).then_some(behind)
}

/// Bytes of a mark that the text begins with; of several that stand for a name that is to be filled in, none.
fn opening(text: &str, first: char) -> (usize, bool) {
    let bullet = matches!(
        first,
        '·' | '•'
            | '◆'
            | '◇'
            | '■'
            | '□'
            | '●'
            | '○'
            | '★'
            | '☆'
            | '▪'
            | '▶'
            | '►'
            | '→'
            | '»'
            | '-'
            | '—'
            | '.'
            | '。'
            | '、'
    );
    let quote = matches!(first, '"' | '“' | '《' | '【' | '『' | '「' | '〈' | '\'' | '‘');
    let length = first.len_utf8();
    let alone = text[length..].chars().next().is_some_and(|next| next != first);
    if (bullet || quote) && alone { (length, bullet) } else { (0, false) }
}

/// Bytes of the number of an item: `1.`, `12、`.
fn list_number(text: &str) -> usize {
    let digits = text.len() - text.trim_start_matches(|digit: char| digit.is_ascii_digit()).len();
    let mark = text[digits..].chars().next().filter(|mark| matches!(mark, '.' | '、' | '．' | ')' | '）'));
    match mark {
        Some(mark) if (1..=3).contains(&digits) => digits + mark.len_utf8(),
        None if (1..=2).contains(&digits) && text.len() == digits => digits,
        _ => 0,
    }
}

/// The text in the brackets that a text begins with, and the bytes of both.
fn bracketed(text: &str) -> Option<(&str, usize)> {
    let open = text.chars().next()?;
    let close = match open {
        '（' | '(' => ['）', ')'],
        '[' | '［' => [']', '］'],
        '【' => ['】', '】'],
        '〔' => ['〕', '〕'],
        _ => return None,
    };
    let inner = &text[open.len_utf8()..];
    let end = inner.char_indices().take(LONGEST_NOTE + 1).find(|(_, mark)| close.contains(mark))?;
    Some((&inner[..end.0], open.len_utf8() + end.0 + end.1.len_utf8()))
}

/// Bytes of a day or a month of a year that the text begins with, with the time of the day.
fn date_length(text: &str) -> usize {
    let of_date =
        |mark: char| mark.is_ascii_digit() || "〇○零元一二三四五六七八九十年月日号时分秒:：./-—".contains(mark);
    let length = text.find(|mark| !of_date(mark)).unwrap_or(text.len());
    let date = &text[..length];
    let begins = find_year(date).is_some_and(|(at, length, _)| at == 0 && date.len() > length);
    if begins && date.contains(['月', '-', '.', '/']) { length } else { 0 }
}

/// Tells whether a text is a day or a month and nothing else.
pub(in crate::report) fn is_date(text: &str) -> bool {
    !text.is_empty() && date_length(text) == text.len()
}

/// Reads what follows a title that ends at `start`; `None` where it goes on with words.
pub(super) fn tail(squeezed: &Squeezed, start: usize) -> Option<Tail> {
    let text = &squeezed.simple;
    let (mut tail, mut at) = (Tail::default(), start);
    for _ in 0..MOST_TAILS {
        let rest = &text[at..];
        let Some(first) = rest.chars().next() else { return Some(tail) };
        if begins_chrome(rest, squeezed.gap_before(at)) {
            return Some(tail);
        }
        if is_of_site(rest, first) {
            return Some(Tail { of_site: true, ..tail });
        }
        at += tail.take(rest, first, at)?;
    }
    None
}

impl Tail {
    /// Sets aside what the text at an offset begins with; `None` where these are words.
    fn take(&mut self, text: &str, first: char, at: usize) -> Option<usize> {
        if let Some((inner, length)) = bracketed(text) {
            let start = at + (inner.as_ptr() as usize - text.as_ptr() as usize);
            self.note(inner, start..start + inner.len(), at + length);
            return Some(length);
        }
        let date = date_length(text);
        if date > 0 {
            return Some(date);
        }
        if let Some((0, length, year)) = find_year(text) {
            self.year = Some(year);
            return Some(year_words(text, length));
        }
        let mark = !first.is_alphanumeric() && !matches!(first, '，' | '；' | '（' | '(' | '《' | '“');
        mark.then_some(first.len_utf8())
    }

    /// Reads a note at a place in brackets that end at an offset.
    fn note(&mut self, note: &str, place: Range<usize>, end: usize) {
        let year = find_year(note).filter(|(at, length, _)| *at == 0 && year_words(note, *length) == note.len());
        match year {
            Some((.., year)) => self.year = Some(year),
            None if is_date(note) => {}
            None => {
                self.organ = self.organ.take().or(ends_with_any(note, &frame().title.organs).then_some(place));
                self.template |= holds_any(note, &frame().title.templates);
                self.setting = self.setting.or(holds_any(note, &frame().heading.typefaces).then_some(end));
            }
        }
    }
}

/// Tells whether the text goes on with words of the page: a label behind a blank, or with its colon.
fn begins_chrome(text: &str, gap: bool) -> bool {
    let words = &frame().chrome;
    let label = words.labels.begin(text).or_else(|| words.links.begin(text));
    label.is_some_and(|label| gap || text[label.len()..].starts_with([':', '：']))
}

/// Tells whether a mark and the name of a site follow, as in the title of a window.
fn is_of_site(text: &str, first: char) -> bool {
    let name = &text[first.len_utf8()..];
    matches!(first, '_' | '-' | '—' | '–' | '|')
        && name.starts_with(char::is_alphabetic)
        && name.chars().count() <= LONGEST_SITE
        && !name.contains(['。', '，', '；'])
}

/// Returns the end of a garbled title: before the notes, dates and marks at the end of its line.
pub(super) fn loose_end(squeezed: &Squeezed, start: usize) -> usize {
    let text = &squeezed.simple;
    let mut ends =
        text[start..].char_indices().map(|(at, _)| start + at).filter(|&at| at > start && may_end(squeezed, at));
    ends.find(|&at| tail(squeezed, at).is_some()).unwrap_or(text.len())
}

/// Tells whether a tail may begin here: behind a blank, or with a mark or a bracket.
fn may_end(squeezed: &Squeezed, at: usize) -> bool {
    let next = squeezed.simple[at..].chars().next();
    squeezed.gap_before(at) || next.is_some_and(|next| !next.is_alphanumeric())
}
