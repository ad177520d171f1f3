//! The sentence that says of which parts the report consists.

use std::sync::LazyLock;

use crate::dialect::{Document, LineKind};
use crate::han;
use crate::lexicon::frame::frame;
use crate::lexicon::traditional::simplified;
use crate::number::{is_blank, ordinal};
use crate::report::Report;
use crate::report::fold::fold;
use crate::standard::{Edition, Section, Texts, editions, newest};
use crate::text::Span;

/// Parts from which a list without a number is surely one of the report's parts.
pub const SURELY_PARTS: usize = 4;
/// Characters within which "consists of" follows the word for the report.
const VERB_NEAR: usize = 8;
/// Names from which a sentence inside the first section is one on the parts.
const FEWEST_NAMES: usize = 2;
/// Aspects of the first section from which a list is one of aspects.
const FEWEST_ASPECTS: usize = 2;
/// Marks behind which a clause begins.
const CLAUSE_MARKS: [char; 4] = ['，', '；', ',', '：'];
/// Words for the report that are tried in one sentence.
const MOST_SUBJECTS: usize = 4;

/// Content of the sentence that lists the parts of the report.
#[derive(Clone, Debug)]
pub struct Declared {
    /// From its subject to the number of parts or to its end, in bytes of what was read.
    pub span: Span,
    /// The number, where it is written and its value.
    pub number: Option<(Span, usize)>,
    /// For each section whether it is named.
    pub named: Vec<bool>,
    /// True if the list ends with 等.
    pub open: bool,
}

/// The report and its text.
struct PartsContext<'r> {
    text: &'r str,
    report: &'r Report,
}

impl PartsContext<'_> {
    fn edition(&self) -> &'static Edition {
        self.report.standard()
    }
}

/// The sentence, looked for before the first heading and in the first section.
pub fn find(document: &Document, text: &str, report: &Report) -> Option<Declared> {
    let context = PartsContext { text, report };
    let preface = report.lines.start..report.headings.first()?.line;
    let titled = |line: &usize| report.title.as_ref().is_some_and(|title| title.lines.contains(line));
    let mut lines = preface.filter(|line| !titled(line)).filter_map(|line| Some(document.lines.get(line)?.span));
    // The first section may count the parts of other things.
    let names = |declared: &Declared| declared.named.iter().filter(|named| **named).count() >= FEWEST_NAMES;
    lines
        .find_map(|span| in_sentences(&context, span))
        .or_else(|| overview(document, &context).find_map(|span| in_sentences(&context, span).filter(names)))
}

fn in_sentences(context: &PartsContext, span: Span) -> Option<Declared> {
    let content = simplified(span.of(context.text));
    let mut start = 0;
    content.split_inclusive('。').find_map(|sentence| {
        start += sentence.len();
        declared(context, sentence, span.start as usize + start - sentence.len())
    })
}

/// The text of the first section, what follows its heading on the same line included.
fn overview(document: &Document, context: &PartsContext) -> impl Iterator<Item = Span> {
    let report = context.report;
    let heading = context.edition().section("overview").and_then(|section| report.heading(section));
    let behind = heading.and_then(|heading| {
        let line = document.lines.get(heading.line)?.span;
        Some(Span { start: heading.span.end, end: line.end.max(heading.span.end) })
    });
    let body = heading.map(|heading| report.body(heading)).unwrap_or_default();
    let lines = document.lines.get(body).unwrap_or_default().iter();
    behind.into_iter().chain(lines.filter(|line| !matches!(line.kind, LineKind::Row(_))).map(|line| line.span))
}

/// Reads the declaration in a sentence that starts at `start`, from the last word for the report that "consists of"
/// follows; `None` if it is about other things.
fn declared(context: &PartsContext, sentence: &str, start: usize) -> Option<Declared> {
    let texts = &context.edition().texts;
    let mut signs = texts.parts_signs.iter().chain(&frame().parts.signs);
    if !signs.any(|sign| sentence.contains(sign.as_str())) {
        return None;
    }
    let mut clauses: Vec<usize> =
        subjects(texts, sentence).into_iter().map(|subject| clause_start(sentence, subject)).collect();
    clauses.dedup();
    clauses.into_iter().find_map(|clause| read(context, &sentence[clause..], start + clause))
}

/// Returns the ends of the words for the report that "consists of" follows, the last first.
fn subjects(texts: &Texts, sentence: &str) -> Vec<usize> {
    let opens = |end: &usize, subject: &str| {
        let head = sentence[..end - subject.len()].trim_end_matches(is_blank);
        head.is_empty() || head.ends_with(CLAUSE_MARKS)
    };
    let own = frame().parts.subjects.iter();
    let own = own.flat_map(|subject| word_ends(sentence, subject).filter(move |end| opens(end, subject)));
    let mut all: Vec<usize> =
        texts.parts_subjects.iter().flat_map(|subject| word_ends(sentence, subject)).chain(own).collect();
    all.sort_unstable();
    let consists = |subject: &usize| {
        let near = sentence[*subject..].char_indices().nth(VERB_NEAR).map_or(sentence.len(), |(at, _)| subject + at);
        texts.parts_verbs.iter().any(|verb| sentence[*subject..near].contains(verb.as_str()))
    };
    all.into_iter().rev().take(MOST_SUBJECTS).filter(consists).collect()
}

/// Tells whether a sentence says of which parts the report consists: what it names are no headings.
pub fn is_list_of_parts(sentence: &str) -> bool {
    !subjects(&newest().texts, sentence).is_empty()
}

/// Offsets of the end of each occurrence of a word in the sentence.
fn word_ends<'s>(sentence: &'s str, word: &'s str) -> impl Iterator<Item = usize> + 's {
    sentence.match_indices(word).map(|(at, word)| at + word.len())
}

/// Finds the start of the clause that holds an offset.
fn clause_start(sentence: &str, offset: usize) -> usize {
    let comma = sentence[..offset].char_indices().rfind(|(_, mark)| CLAUSE_MARKS.contains(mark));
    let clause = comma.map_or(0, |(at, mark)| at + mark.len_utf8());
    clause + leading_blanks(&sentence[clause..])
}

/// Reads a list of parts that stands at `start`.
fn read(context: &PartsContext, list: &str, start: usize) -> Option<Declared> {
    let texts = &context.edition().texts;
    let number = number(texts, list);
    let end = number.map_or(list.trim_end_matches(['。', '\r', '\n']).len(), |(_, _, end)| end);
    let named = named(context, list);
    let count = named.iter().filter(|named| **named).count();
    let of_parts = is_of_parts(texts, list, number);
    let sure = if number.is_some() { count >= 2 || of_parts } else { count >= SURELY_PARTS };
    // The aspects of the first section are counted too.
    let aspects = frame().parts.aspects.iter().filter(|aspect| list.contains(aspect.as_str())).count();
    let number = number.map(|(written, value, _)| {
        let at = start + (written.as_ptr() as usize - list.as_ptr() as usize);
        (Span::new(at, at + written.len()), value)
    });
    let open = list.contains('等');
    (sure && (of_parts || aspects < FEWEST_ASPECTS)).then(|| Declared {
        span: Span::new(start, start + end),
        number,
        named,
        open,
    })
}

fn leading_blanks(text: &str) -> usize {
    text.len() - text.trim_start_matches(is_blank).len()
}

/// Returns whether the number counts 部分: a number of items or aspects may count other things.
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
        let units = texts.parts_units.iter().chain(&frame().parts.units);
        let unit = units.into_iter().find(|unit| behind.starts_with(unit.as_str()));
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
    let by_name = |(index, names): (usize, &Vec<String>)| {
        named[index] || names.iter().any(|name| folded.contains(name.as_str())) || own(index)
    };
    known.map(by_name).collect()
}

/// Names of each section of an edition in a list, folded.
fn names(edition: &Edition) -> &'static [Vec<String>] {
    static NAMES: LazyLock<Vec<Vec<Vec<String>>>> = LazyLock::new(|| {
        let all = |section: &Section| {
            let names = section.keys.iter().chain(&section.accepted).chain(&section.lowered).chain(&section.mistaken);
            let names = names.chain(&section.numbered).chain([&section.name]);
            names.map(|name| fold(name)).filter(|name| !name.is_empty()).collect()
        };
        editions().iter().map(|edition| edition.sections.iter().map(all).collect()).collect()
    });
    &NAMES[edition.index]
}
