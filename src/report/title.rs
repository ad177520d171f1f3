//! The title of a report: where it stands, which organ and year it names, and whether it has the standard form.

use crate::dialect::{Document, LineKind};
use crate::han;
use crate::number::is_blank;
use crate::standard::{Texts, editions};
use crate::text::Span;

/// Longest title, in characters.
const LONGEST: usize = 70;
/// Shortest line that ends a title, in bytes: two ideographs.
const SHORTEST: usize = 6;
/// What a government is named by, right before the word for it.
const LEVELS: [char; 10] = ['民', '省', '州', '盟', '市', '县', '区', '旗', '镇', '乡'];
/// Most lines a title is broken over.
const MOST_LINES: usize = 3;

/// The title of a report.
#[derive(Clone, Debug)]
pub struct Title {
    /// Its last line.
    pub line: usize,
    /// From its first to its last character, in bytes of what was read.
    pub span: Span,
    /// The organ it names, blanks removed; empty where it names none.
    pub organization: String,
    /// The year it names.
    pub year: Option<u16>,
    /// Whether it has an accepted form.
    pub standard: bool,
    /// Whether it is that of a report of another kind.
    pub other: bool,
}

impl Title {
    /// Ranks readings of one title by how much they tell.
    pub fn rank(&self) -> impl Ord + use<> {
        (self.standard, self.year.is_some(), !self.organization.is_empty())
    }
}

fn texts() -> &'static Texts {
    &editions()[editions().len() - 1].texts
}

/// All lines at which a title ends, with the title.
pub fn find(document: &Document, text: &str) -> Vec<Title> {
    let closes = |content: &str| {
        // An ideograph closes most lines, and behind it there is nothing to leave out.
        let whole = matches!(content.as_bytes(), [.., 0xE4..=0xE9, _, _]);
        let mark = |mark| matches!(mark, '*' | '）' | ')') || is_blank(mark);
        let content = if whole { content } else { content.trim_end_matches(mark) };
        texts().title_closings.iter().any(|closing| content.ends_with(closing))
    };
    let mut titles: Vec<Title> = Vec::new();
    for (index, line) in document.lines.iter().enumerate() {
        let short = (SHORTEST..4 * LONGEST).contains(&line.span.len());
        if short && line.kind != LineKind::Prose && closes(line.span.of(text)) {
            titles.extend(title_ending_at(document, text, index));
        }
    }
    titles
}

/// The title that ends with line `last`: that line alone if it names organ and year, else joined to the lines above.
fn title_ending_at(document: &Document, text: &str, last: usize) -> Option<Title> {
    let mut best: Option<Title> = None;
    for first in (last.saturating_sub(MOST_LINES - 1)..=last).rev() {
        let line = &document.lines[first];
        if line.kind == LineKind::Prose || line.span.len() > 4 * LONGEST {
            break;
        }
        let span = line.span.cover(document.lines[last].span);
        let Some(title) = read(span, span.of(text), last) else { continue };
        let better = best.as_ref().is_none_or(|best| title.rank() > best.rank());
        let done = title.standard;
        if better {
            best = Some(title);
        }
        if done {
            break;
        }
    }
    best
}

/// The text without blanks and marks of emphasis, full-width digits made plain.
fn squeeze(text: &str) -> String {
    let narrow = |character: char| match character {
        '０'..='９' => char::from_digit(u32::from(character) - u32::from('０'), 10).unwrap_or(character),
        _ => character,
    };
    text.chars()
        .filter(|&character| !is_blank(character) && !matches!(character, '*' | '#' | '_'))
        .map(narrow)
        .collect()
}

/// Reads a title; `None` where the words are none.
fn read(span: Span, content: &str, line: usize) -> Option<Title> {
    if content.contains([':', '：', '>', '》', '，', '；', '|']) {
        return None;
    }
    let words = squeeze(content);
    let texts = texts();
    if words.chars().count() > LONGEST || !words.contains(&texts.title_subject) {
        return None;
    }
    let ending = texts.title_endings.iter().find(|ending| words.ends_with(ending.as_str()));
    let head = match ending {
        Some(ending) => &words[..words.len() - ending.len()],
        None => words.split(texts.title_subject.as_str()).next().unwrap_or(""),
    };
    let (year, organization) = year_and_organ(head);
    let about = |organ: &str| organ.starts_with("关于") || organ.ends_with('的');
    let standard = ending.is_some() && year.is_some() && !organization.is_empty() && !about(&organization);
    let organization = organization.strip_prefix("关于").map_or(organization.clone(), str::to_owned);
    let other = texts.title_others.iter().any(|word| words.contains(word.as_str()));
    Some(Title { line, span, organization: without_repetition(organization), year, standard, other })
}

/// The year of a title's head, and the head without it.
fn year_and_organ(head: &str) -> (Option<u16>, String) {
    let Some((at, length, year)) = find_year(head) else {
        let organ = head.trim_end_matches(['年', '度']);
        // 办公室政府信息公开: the government is the information's, where it is not an organ's own name.
        let of_subject = organ.strip_suffix("政府").filter(|organ| !organ.ends_with(LEVELS));
        return (None, of_subject.unwrap_or(organ).to_owned());
    };
    let behind = head[at + length..].trim_start_matches(['年', '度']);
    // What stands before `title_subject` in a title of another form belongs to it, not to the organ.
    let behind = if behind == "政府" && at > 0 { "" } else { behind };
    (Some(year), format!("{}{}", &head[..at], behind))
}

/// The first year in the text, in Arabic or Han numerals: where, how long, which.
pub fn find_year(text: &str) -> Option<(usize, usize, u16)> {
    let mut inside = false;
    for (at, character) in text.char_indices() {
        let value = digit(character);
        let begins = value == Some(2) && !inside;
        inside = value.is_some();
        if let Some((length, year)) = begins.then(|| year_at(&text[at..])).flatten() {
            return Some((at, length, year));
        }
    }
    None
}

/// The year that a text begins with, no more and no fewer than four digits: how long, which.
fn year_at(text: &str) -> Option<(usize, u16)> {
    let (mut count, mut length, mut year) = (0, 0, 0);
    for (character, value) in text.chars().map_while(|character| Some((character, digit(character)?))).take(5) {
        (count, length, year) = (count + 1, length + character.len_utf8(), year * 10 + value);
    }
    (count == 4 && year / 100 == 20).then_some((length, year))
}

/// Returns the value of a digit of a year; some write a letter for 〇.
fn digit(character: char) -> Option<u16> {
    let arabic = || u8::try_from(character.to_digit(10)?).ok();
    han::digit(if character == 'Ｏ' { '〇' } else { character }).or_else(arabic).map(u16::from)
}

/// The organ's line is often repeated above the title.
fn without_repetition(organization: String) -> String {
    let characters: Vec<char> = organization.chars().collect();
    let half = characters.len() / 2;
    if half > 1 && characters.len() == 2 * half && characters[..half] == characters[half..] {
        return characters[..half].iter().collect();
    }
    organization
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_read_in_both_numerals() {
        assert_eq!(find_year("甲2020年").map(|found| found.2), Some(2020));
        assert_eq!(find_year("二〇二二年").map(|found| found.2), Some(2022));
        assert_eq!(find_year("12020").map(|found| found.2), None);
    }
}
