//! The sentence that says of which parts the report consists.

use std::sync::LazyLock;

use memchr::memmem::{self, Finder};

use super::fold::fold;
use super::{Report, newest};
use crate::dialect::Document;
use crate::han;
use crate::number::{is_blank, ordinal};
use crate::standard::{Edition, Section, Texts, editions};
use crate::text::Span;

/// Parts from which a list without a number is surely one of the report's parts.
pub const SURELY_PARTS: usize = 4;
/// Characters within which "consists of" follows the word for the report.
const VERB_NEAR: usize = 8;
/// Words for the report that are tried in one sentence.
const MOST_SUBJECTS: usize = 4;

/// What the sentence says.
#[derive(Clone, Debug)]
pub struct Declared<'t> {
    /// From its subject to the number of parts or to its end, in bytes of what was read.
    pub span: Span,
    /// The number, as written and its value.
    pub number: Option<(&'t str, usize)>,
    /// For each section whether it is named.
    pub named: Vec<bool>,
    /// Whether the list ends with 等.
    pub open: bool,
}

/// What is known of the report.
struct PartsContext<'r> {
    text: &'r str,
    report: &'r Report,
}

impl PartsContext<'_> {
    fn edition(&self) -> &'static Edition {
        self.report.edition.unwrap_or(newest())
    }
}

/// The sentence, looked for before the first heading; one that lists parts holds one of a few words.
pub fn find<'t>(document: &Document, text: &'t str, report: &Report) -> Option<Declared<'t>> {
    let context = PartsContext { text, report };
    let lines = report.lines.start..report.headings.first()?.line;
    let title = report.title.as_ref().map(|title| title.span);
    let lines = document.lines.get(lines)?.iter().map(|line| line.span);
    lines.filter(|span| !title.is_some_and(|title| title.contains(*span))).find_map(|span| {
        let mut start = span.start as usize;
        span.of(text).split_inclusive('。').find_map(|sentence| {
            start += sentence.len();
            declared(&context, sentence, start - sentence.len())
        })
    })
}

/// What a sentence that stands at `start` declares, read from the last word for the report that "consists of" follows;
/// `None` where it is about other things.
fn declared<'t>(context: &PartsContext, sentence: &'t str, start: usize) -> Option<Declared<'t>> {
    let texts = &context.edition().texts;
    if !texts.parts_signs.iter().any(|sign| sentence.contains(sign.as_str())) {
        return None;
    }
    let mut subjects: Vec<usize> =
        texts.parts_subjects.iter().flat_map(|subject| word_ends(sentence, subject)).collect();
    subjects.sort_unstable();
    let consists = |subject: &usize| {
        let near = sentence[*subject..].char_indices().nth(VERB_NEAR).map_or(sentence.len(), |(at, _)| subject + at);
        texts.parts_verbs.iter().any(|verb| sentence[*subject..near].contains(verb.as_str()))
    };
    let subjects = subjects.into_iter().rev().take(MOST_SUBJECTS).filter(consists);
    let mut clauses: Vec<usize> = subjects.map(|subject| clause_start(sentence, subject)).collect();
    clauses.dedup();
    clauses.into_iter().find_map(|clause| {
        let declared = read(context, &sentence[clause..])?;
        let at = start + clause;
        Some(Declared {
            span: Span::new(at + declared.span.start as usize, at + declared.span.end as usize),
            ..declared
        })
    })
}

/// Where a word ends, each time it stands in the sentence.
fn word_ends<'s>(sentence: &'s str, word: &'s str) -> impl Iterator<Item = usize> + 's {
    memmem::find_iter(sentence.as_bytes(), word).map(|at| at + word.len())
}

/// Where the clause begins that holds an offset.
fn clause_start(sentence: &str, offset: usize) -> usize {
    let comma = sentence[..offset].char_indices().rfind(|(_, mark)| matches!(mark, '，' | '；' | ',' | '：'));
    let clause = comma.map_or(0, |(at, mark)| at + mark.len_utf8());
    clause + leading_blanks(&sentence[clause..])
}

/// What a list of parts says; its span counts from its own start.
fn read<'t>(context: &PartsContext, list: &'t str) -> Option<Declared<'t>> {
    let texts = &context.edition().texts;
    let number = number(texts, list);
    let end = number.map_or(list.trim_end_matches(['。', '\r', '\n']).len(), |(_, _, end)| end);
    let named = named(context, list);
    let count = named.iter().filter(|named| **named).count();
    let sure = if number.is_some() { count >= 2 || is_of_parts(texts, list, number) } else { count >= SURELY_PARTS };
    let number = number.map(|(written, value, _)| (written, value));
    sure.then(|| Declared { span: Span::new(0, end), number, named, open: list.contains('等') })
}

fn leading_blanks(text: &str) -> usize {
    text.len() - text.trim_start_matches(is_blank).len()
}

/// Whether the number counts 部分: a number of items or aspects may count other things.
fn is_of_parts(texts: &Texts, list: &str, number: Option<(&str, usize, usize)>) -> bool {
    let unit = texts.parts_units.first();
    number.zip(unit).is_some_and(|((.., end), unit)| list[..end].ends_with(unit.as_str()))
}

/// The number of parts: as written, its value, and where the words for it end.
fn number<'t>(texts: &Texts, list: &'t str) -> Option<(&'t str, usize, usize)> {
    let is_digit = |character: char| character.is_ascii_digit() || han::is_ordinal(character);
    let mut at = 0;
    while let Some(found) = list[at..].find(is_digit) {
        let first = at + found;
        let length = list[first..].find(|character| !is_digit(character)).unwrap_or(list.len() - first);
        let written = &list[first..first + length];
        at = first + length;
        let behind = list[at..].trim_start_matches(is_blank).trim_start_matches(['个', '大', '块']);
        let unit = texts.parts_units.iter().find(|unit| behind.starts_with(unit.as_str()));
        let counted = unit.zip(ordinal(written).map(|value| value as usize)).filter(|_| !list[..first].ends_with('第'));
        if let Some((unit, value)) = counted.filter(|(_, value)| *value > 1) {
            return Some((written, value, list.len() - behind.len() + unit.len()));
        }
    }
    None
}

/// For each section whether the list names it: by its key words, by any of its names, or by what the report calls it.
fn named(context: &PartsContext, list: &str) -> Vec<bool> {
    let sections = &context.edition().sections;
    let has_key = |section: &Section| section.keys.iter().any(|key| list.contains(key.as_str()));
    let named: Vec<bool> = sections.iter().map(has_key).collect();
    if named.iter().all(|named| *named) || named.iter().all(|named| !*named) {
        return named;
    }
    let folded = fold(list);
    let own = |section: usize| {
        let name = context.report.heading(section).map(|heading| fold(heading.name.of(context.text)));
        name.is_some_and(|name| !name.is_empty() && folded.contains(&name))
    };
    let known = names(context.edition()).iter().enumerate();
    let by_name = |(index, names): (usize, &Vec<Finder>)| {
        named[index] || names.iter().any(|name| name.find(folded.as_bytes()).is_some()) || own(index)
    };
    known.map(by_name).collect()
}

/// What each section of an edition is named by in a list, folded. Long names are found faster by who looked at them before.
fn names(edition: &Edition) -> &'static [Vec<Finder<'static>>] {
    static NAMES: LazyLock<Vec<(u16, Vec<Vec<Finder>>)>> = LazyLock::new(|| {
        let all = |section: &Section| {
            let names = section.keys.iter().chain(&section.accepted).chain(&section.lowered).chain(&section.mistaken);
            let names = names.chain(&section.numbered).chain([&section.name]);
            let names = names.map(|name| fold(name)).filter(|name| !name.is_empty());
            names.map(|name| Finder::new(name.as_bytes()).into_owned()).collect()
        };
        editions().iter().map(|edition| (edition.id, edition.sections.iter().map(all).collect())).collect()
    });
    NAMES.iter().find(|(id, _)| *id == edition.id).map_or(&[], |(_, names)| names)
}
