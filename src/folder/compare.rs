//! One report against another, such as the approved draft against the published page: cells, headings, sentences.

use std::collections::BTreeMap;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::sheet::{cell_label, cell_name};
use crate::analysis::Analysis;
use crate::dialect::Document;
use crate::lexicon::wording;
use crate::number::Class;
use crate::report::prose::fold;
use crate::report::{BoundTable, Heading, Report};
use crate::standard::newest;
use crate::text::Span;

/// Most sentences of a section that are paired; those behind are compared as one.
const MOST_SENTENCES: usize = 2000;

/// A report to compare.
#[derive(Clone, Copy, Debug)]
pub struct Side<'s> {
    /// Its source.
    pub source: &'s str,
    /// Its analysis; of several reports the first counts.
    pub analysis: &'s Analysis,
}

/// Words of one side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stands {
    /// The words.
    pub text: String,
    /// Their place, in bytes of the source.
    pub span: Span,
}

/// Subject of a difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The title.
    Title,
    /// A cell: its name, and in words.
    Cell(String, String),
    /// The heading of a section.
    Heading,
    /// A sentence of a section, by the section's index.
    Sentence(usize),
}

/// A difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The part of the report that differs.
    pub subject: Subject,
    /// The words of the first report, if it has the part.
    pub one: Option<Stands>,
    /// Those of the second.
    pub other: Option<Stands>,
}

/// The differences of two reports, in the order of the format; `None` where either text holds none. What stands round the
/// reports, as on a page, is not compared.
pub fn compare(one: Side, other: Side) -> Option<Vec<Difference>> {
    let sides = [one, other].map(|side| Some((side, side.analysis.reports.first()?)));
    let [Some(one), Some(other)] = sides else { return None };
    let mut all = Vec::new();
    all.extend(title(one, other));
    for section in 0..newest().sections.len() {
        all.extend(heading(one, other, section));
        let table = newest().table_in(section).map(|table| newest().tables[table].id.as_str());
        all.extend(table.into_iter().flat_map(|table| cells(one, other, table)));
        all.extend(sentences_of(one, other, section));
    }
    Some(all)
}

type Read<'s> = (Side<'s>, &'s Report);

fn document<'s>(read: Read<'s>) -> &'s Document {
    &read.0.analysis.document
}

/// Words of what was read, with their place in the source.
fn stands(read: Read, span: Span) -> Stands {
    let document = document(read);
    let text = span.of(document.text(read.0.source)).split_whitespace().collect::<Vec<_>>().join(" ");
    Stands { text, span: document.source_span(span) }
}

fn title(one: Read, other: Read) -> Option<Difference> {
    let of = |read: Read| read.1.title.as_ref().map(|title| stands(read, title.span));
    differing(Subject::Title, of(one), of(other))
}

/// The heading of a section of the newest edition, in whatever edition the report is.
fn own_heading<'s>(read: Read<'s>, section: usize) -> Option<&'s Heading> {
    read.1.heading(read.1.standard().section(&newest().sections[section].id)?)
}

fn heading(one: Read, other: Read, section: usize) -> Option<Difference> {
    let of = |read: Read| own_heading(read, section).map(|heading| stands(read, heading.span));
    differing(Subject::Heading, of(one), of(other))
}

/// A difference where the words are not the same; blanks and the width of marks do not count.
fn differing(subject: Subject, one: Option<Stands>, other: Option<Stands>) -> Option<Difference> {
    let words = |stands: &Option<Stands>| stands.as_ref().map(|stands| fold(&stands.text));
    (words(&one) != words(&other)).then_some(Difference { subject, one, other })
}

fn cells(one: Read, other: Read, table: &str) -> Vec<Difference> {
    let (first, second) = (values(one, table), values(other, table));
    let mut names: Vec<&(usize, String)> = first.keys().chain(second.keys()).collect();
    names.sort_unstable();
    names.dedup();
    let same = |name: &(usize, String)| first.get(name).map(|cell| &cell.0) == second.get(name).map(|cell| &cell.0);
    let difference = |name: &(usize, String)| {
        let (one, other) = (first.get(name), second.get(name));
        let label = one.or(other).map_or_else(String::new, |cell| cell.1.clone());
        let stands = |cell: Option<&(String, String, Stands)>| cell.map(|cell| cell.2.clone());
        Difference { subject: Subject::Cell(name.1.clone(), label), one: stands(one), other: stands(other) }
    };
    names.into_iter().filter(|name| !same(name)).map(difference).collect()
}

/// The cells of a table by their order and name: what counts of a value, the label, the value as it stands.
fn values(read: Read, table: &str) -> BTreeMap<(usize, String), (String, String, Stands)> {
    let Some(table) = read.1.table(table) else { return BTreeMap::new() };
    let facts = table.table();
    let cell = |(number, (row, column)): (usize, (usize, usize))| {
        let value = table.value(row, column)?;
        let counts = counted(read, table, row, column);
        let stands = stands(read, value.span);
        Some(((number, cell_name(facts, row, column)), (counts, cell_label(facts, row, column), stands)))
    };
    let places =
        (0..facts.rows.len()).flat_map(|row| (0..facts.columns_of(row).len()).map(move |column| (row, column)));
    places.enumerate().filter_map(cell).collect()
}

/// A figure by its value, other words as they stand.
fn counted(read: Read, table: &BoundTable, row: usize, column: usize) -> String {
    let Some(value) = table.value(row, column) else { return String::new() };
    match value.figure.filter(|_| value.class == Class::Figure) {
        Some(figure) => figure.shortened().to_string(),
        None => fold(value.span.of(document(read).text(read.0.source))),
    }
}

/// A sentence, folded, with its place in what was read.
struct Sentence {
    folded: String,
    span: Span,
}

fn sentences_of(one: Read, other: Read, section: usize) -> Vec<Difference> {
    let (first, second) = (sentences(one, section), sentences(other, section));
    let words = |sentences: &[Sentence]| sentences.iter().map(|sentence| sentence.folded.clone()).collect::<Vec<_>>();
    let changes = capture_diff_slices(Algorithm::Myers, &words(&first), &words(&second));
    let difference = |one_sentence: Option<&Sentence>, other_sentence: Option<&Sentence>| Difference {
        subject: Subject::Sentence(section),
        one: one_sentence.map(|sentence| stands(one, sentence.span)),
        other: other_sentence.map(|sentence| stands(other, sentence.span)),
    };
    let mut all = Vec::new();
    for change in changes.iter().filter(|change| !matches!(change, DiffOp::Equal { .. })) {
        let (left, right) = (&first[change.old_range()], &second[change.new_range()]);
        all.extend((0..left.len().max(right.len())).map(|at| difference(left.get(at), right.get(at))));
    }
    all
}

/// The sentences of a section, without words that only a page has.
fn sentences(read: Read, section: usize) -> Vec<Sentence> {
    let prose = &read.1.prose;
    let chrome = &wording().residue;
    let is_chrome = |folded: &str| {
        chrome.chrome.iter().any(|word| folded == word)
            || chrome.signs.iter().any(|sign| folded.contains(sign.as_str()))
    };
    let mut all = Vec::new();
    let own = read.1.standard().section(&newest().sections[section].id);
    for paragraph in prose.paragraphs.iter().filter(|paragraph| own.is_some() && paragraph.section == own) {
        let mut start = paragraph.start;
        for sentence in prose.text(paragraph).split_inclusive(['。', ';', '!', '?']) {
            let span = prose.span(start, start + sentence.len());
            start += sentence.len();
            if !is_chrome(sentence) {
                all.push(Sentence { folded: sentence.trim_end_matches(['。', ';']).to_owned(), span });
            }
        }
    }
    if all.len() > MOST_SENTENCES {
        let rest = all.split_off(MOST_SENTENCES);
        let span = rest.iter().map(|sentence| sentence.span).reduce(Span::cover).unwrap_or_default();
        all.push(Sentence { folded: rest.into_iter().map(|sentence| sentence.folded).collect(), span });
    }
    all
}
