//! The sentence that says of which parts the report consists.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use memchr::memmem;

use super::{edition, is_whole, place};
use crate::edit::Edit;
use crate::lint::{Context, Finding, Message, Sink};
use crate::report::fold::fold;
use crate::standard::{Edition, Section, Texts, editions};
use crate::text::Span;

/// Parts from which a list without a number is surely one of the report's parts.
const SURELY_PARTS: usize = 4;
/// Characters within which "consists of" follows the word for the report.
const VERB_NEAR: usize = 8;
/// Words for the report that are tried in one sentence.
const MOST_SUBJECTS: usize = 4;

/// What the sentence says.
struct Declared<'t> {
    /// From its subject to the number of parts or to its end, in bytes of what was read.
    span: Span,
    /// The number, as written and its value.
    number: Option<(&'t str, usize)>,
    /// For each section whether it is named.
    named: Vec<bool>,
    /// Whether the list ends with 等.
    open: bool,
}

/// `wrong-declared-parts`.
pub fn wrong_declared_parts(context: &Context, sink: &mut Sink) {
    if !is_whole(context) {
        return;
    }
    let Some(declared) = find(context) else { return };
    let sections = &edition(context).sections;
    let missing = missing(context, &declared);
    let number =
        declared.number.filter(|&(_, number)| number != sections.len() && number != context.report.headings.len());
    let template = match (number.is_some(), missing.is_empty()) {
        (false, true) => return,
        (true, true) => "message",
        (false, false) => "message.names",
        (true, false) => "message.both",
    };
    let expected = sections.last().map_or("", |section| section.ordinal.as_str());
    let names: Vec<&str> = missing.iter().map(|section| section.name.as_str()).collect();
    let actual = declared.number.map(|(written, _)| written);
    let message = Message::new(template)
        .with("expected", expected)
        .with("actual", actual.unwrap_or_default())
        .with("missing", names.join("；"));
    let finding = Finding::new(place(context, declared.span), message);
    let mut finding = finding.suggesting(Message::new("fix"), standard(context, &declared));
    if number.is_some() {
        (finding.expected, finding.actual) = (Some(expected.to_owned()), actual.map(str::to_owned));
    }
    sink.push(finding);
}

/// The sentence as the standard has it.
fn standard(context: &Context, declared: &Declared) -> Vec<Edit> {
    context.document.replace(declared.span, edition(context).texts.parts.trim_end_matches('。'))
}

/// Edits that a missing section asks for in a sentence that was right without it.
pub fn declare_all(context: &Context) -> Vec<Edit> {
    let right = |declared: &Declared| {
        let number = declared.number.is_some_and(|(_, number)| number == context.report.headings.len());
        let short = declared.named.contains(&false);
        short && (number || (as_present(context, declared) && declared.number.is_none()))
    };
    find(context).filter(right).map_or_else(Vec::new, |declared| standard(context, &declared))
}

/// Whether the sentence names those sections that the report has.
fn as_present(context: &Context, declared: &Declared) -> bool {
    let present = (0..declared.named.len()).map(|section| context.report.heading(section).is_some());
    declared.named.iter().copied().eq(present)
}

/// The sections that the sentence leaves out: none where it names those that the report has, or hardly any.
fn missing(context: &Context, declared: &Declared) -> Vec<&'static Section> {
    let sections = &edition(context).sections;
    let count = declared.named.iter().filter(|named| **named).count();
    if count < 2 || as_present(context, declared) || (declared.open && count < SURELY_PARTS) {
        return Vec::new();
    }
    sections.iter().zip(&declared.named).filter(|(_, named)| !**named).map(|(section, _)| section).collect()
}

/// The sentence, looked for before the first heading; one that lists parts holds one of a few words.
fn find<'t>(context: &Context<'t>) -> Option<Declared<'t>> {
    let texts = &edition(context).texts;
    let lines = context.report.lines.start..context.report.headings.first()?.line;
    let title = context.report.title.as_ref().map(|title| title.span);
    let lines = context.document.lines.get(lines)?.iter().map(|line| line.span);
    lines.filter(|span| !title.is_some_and(|title| title.contains(*span))).find_map(|span| {
        let mut start = span.start as usize;
        span.of(context.text).split_inclusive('。').find_map(|sentence| {
            start += sentence.len();
            declared(context, texts, sentence, start - sentence.len())
        })
    })
}

/// What a sentence that stands at `start` declares, read from the last word for the report that "consists of" follows;
/// `None` where it is about other things.
fn declared<'t>(context: &Context<'t>, texts: &Texts, sentence: &'t str, start: usize) -> Option<Declared<'t>> {
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
        let declared = read(context, texts, &sentence[clause..])?;
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
fn read<'t>(context: &Context<'t>, texts: &Texts, list: &'t str) -> Option<Declared<'t>> {
    let number = number(texts, list);
    let end = number.map_or(list.trim_end_matches(['。', '\r', '\n']).len(), |(_, _, end)| end);
    let named = named(context, list);
    let count = named.iter().filter(|named| **named).count();
    let sure = if number.is_some() { count >= 2 || is_of_parts(texts, list, number) } else { count >= SURELY_PARTS };
    let number = number.map(|(written, value, _)| (written, value));
    sure.then(|| Declared { span: Span::new(0, end), number, named, open: list.contains('等') })
}

fn leading_blanks(text: &str) -> usize {
    text.len() - text.trim_start_matches(crate::number::is_blank).len()
}

/// Whether the number counts 部分: a number of items or aspects may count other things.
fn is_of_parts(texts: &Texts, list: &str, number: Option<(&str, usize, usize)>) -> bool {
    let unit = texts.parts_units.first();
    number.zip(unit).is_some_and(|((.., end), unit)| list[..end].ends_with(unit.as_str()))
}

/// The number of parts: as written, its value, and where the words for it end.
fn number<'t>(texts: &Texts, list: &'t str) -> Option<(&'t str, usize, usize)> {
    let is_digit = |character: char| {
        matches!(character, '0'..='9' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
    };
    let mut at = 0;
    while let Some(found) = list[at..].find(is_digit) {
        let first = at + found;
        let length = list[first..].find(|character| !is_digit(character)).unwrap_or(list.len() - first);
        let written = &list[first..first + length];
        at = first + length;
        let behind = list[at..].trim_start_matches(crate::number::is_blank).trim_start_matches(['个', '大', '块']);
        let unit = texts.parts_units.iter().find(|unit| behind.starts_with(unit.as_str()));
        let counted = unit.zip(value(written)).filter(|_| !list[..first].ends_with('第'));
        if let Some((unit, value)) = counted.filter(|(_, value)| *value > 1) {
            return Some((written, value, list.len() - behind.len() + unit.len()));
        }
    }
    None
}

fn value(written: &str) -> Option<usize> {
    let digit = |text: &str| "一二三四五六七八九十".find(text).filter(|_| text.len() == 3).map(|at| at / 3 + 1);
    written.parse().ok().or_else(|| digit(written)).or_else(|| Some(10 + digit(written.strip_prefix('十')?)?))
}

/// For each section whether the list names it: by its key words, by any of its names, or by what the report calls it.
fn named(context: &Context, list: &str) -> Vec<bool> {
    let names = names(edition(context));
    let by_key = names.keys.sections_in(list);
    if by_key.iter().all(|named| *named) || by_key.iter().all(|named| !*named) {
        return by_key;
    }
    let folded = fold(list);
    let by_name = names.folded.sections_in(&folded);
    let own = |section: usize| {
        let name = context.report.heading(section).map(|heading| fold(heading.name.of(context.text)));
        name.is_some_and(|name| !name.is_empty() && folded.contains(&name))
    };
    let named = by_key.into_iter().zip(by_name).enumerate();
    named.map(|(section, (by_key, by_name))| by_key || by_name || own(section)).collect()
}

/// What the sections of an edition are named by in a list, each kind looked for in one pass.
struct Names {
    keys: Wordings,
    folded: Wordings,
}

fn names(edition: &Edition) -> &'static Names {
    static NAMES: LazyLock<Vec<(u16, Names)>> =
        LazyLock::new(|| editions().iter().map(|edition| (edition.id, Names::of(edition))).collect());
    let own = NAMES.iter().find(|(id, _)| *id == edition.id);
    &own.unwrap_or(&NAMES[0]).1
}

impl Names {
    fn of(edition: &Edition) -> Names {
        let all = |section: &Section| {
            let names = section.keys.iter().chain(&section.accepted).chain(&section.lowered).chain(&section.mistaken);
            let names = names.chain(&section.numbered).chain([&section.name]);
            names.map(|name| fold(name)).filter(|name| !name.is_empty()).collect()
        };
        let keys = Wordings::new(edition.sections.iter().map(|section| section.keys.clone()));
        Names { keys, folded: Wordings::new(edition.sections.iter().map(all)) }
    }
}

/// Words for each section.
struct Wordings {
    words: AhoCorasick,
    /// The section of each word.
    sections: Vec<usize>,
    count: usize,
}

impl Wordings {
    fn new(words: impl ExactSizeIterator<Item = Vec<String>>) -> Wordings {
        let count = words.len();
        let (mut all, mut sections) = (Vec::new(), Vec::new());
        for (section, words) in words.enumerate() {
            sections.extend(std::iter::repeat_n(section, words.len()));
            all.extend(words);
        }
        Wordings { words: AhoCorasick::new(all).expect("a few names make no large automaton"), sections, count }
    }

    /// For each section whether one of its words stands in the text.
    fn sections_in(&self, text: &str) -> Vec<bool> {
        let mut found = vec![false; self.count];
        for word in self.words.find_overlapping_iter(text) {
            found[self.sections[word.pattern()]] = true;
        }
        found
    }
}
