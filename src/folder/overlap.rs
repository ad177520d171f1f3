//! Copied words: sections that are nearly the same as those of another unit, or as last year's of the same unit.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::assign::Folder;
use super::lcs::{Common, common_characters, longest_passage};
use super::passage::Passage;
use super::said::Said;
use super::sheet::{COMPARED, Sheet};
use crate::lint::{Finding, Message};
use crate::report::Elsewhere;
use crate::standard::{edition, newest};
use crate::text::Span;

/// Limits of likeness.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Thousandths from which it is said at the severity of the rule.
    pub warning: usize,
    /// Thousandths from which it is said one step lower.
    pub information: usize,
    /// Characters of the shorter section from which it is compared.
    pub shortest: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { warning: 800, information: 600, shortest: 200 }
    }
}

/// Common shingles, in thousandths, from which two sections are measured. Sections that have fewer in common share fewer
/// sentences than the limits ask for.
const LEAST_LIKENESS: usize = 220;
/// Reports on either side in the bucket of a band that are looked at: in a folder where all have copied the same text,
/// any other shows it.
const NEAR: usize = 48;
/// Reports that share the most bands, of which the likeness is estimated.
const MOST_ESTIMATED: usize = 24;
/// Reports most like one, with which it is measured.
const MOST_MEASURED: usize = 3;
/// Characters of a copied passage that are kept with its finding.
const MOST_QUOTED: usize = 800;

/// Likeness of two sections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// 2·LCS/(a+b) in thousandths, cut.
    pub thousandths: usize,
    /// Set where nothing but figures differs.
    pub figures_only: bool,
}

/// Measures two sections.
pub fn measure(one: &Passage, other: &Passage) -> Overlap {
    if one.text == other.text {
        return Overlap { thousandths: 1000, figures_only: one.figures != other.figures };
    }
    let (one, other) = (characters(one), characters(other));
    let common = common_characters(&one, &other);
    Overlap { thousandths: 2000 * common / (one.len() + other.len()).max(1), figures_only: false }
}

fn characters(passage: &Passage) -> Vec<char> {
    passage.text.chars().collect()
}

/// A sheet that others are compared with.
struct Candidate<'f> {
    sheet: &'f Sheet,
    unit: Option<usize>,
    /// Its place among the members; `None` for last year's reports.
    member: Option<usize>,
}

/// `content-overlap` and `overlap-with-last-year`, section by section. Source: 国办公开办函〔2021〕30号.
pub(super) fn check(folder: &Folder, said: &mut Said) {
    let Some(limits) = folder.options.overlap else { return };
    let candidates = candidates(folder);
    for section in COMPARED {
        last_year(folder, section, limits, said);
        let index = Index::new(&candidates, section, limits);
        for (own, candidate) in candidates.iter().enumerate() {
            let Some(member) = candidate.member else { continue };
            if let Some((other, overlap)) = index.most_alike(&candidates, own, section) {
                let finding = finding(folder, (candidate.sheet, other.sheet), section, overlap, other_name(other));
                push(member, "content-overlap", finding, overlap, limits, said);
            }
        }
    }
}

/// This year's reports in order, then last year's.
fn candidates<'f>(folder: &Folder<'f>) -> Vec<Candidate<'f>> {
    let due = |member: &usize| {
        let sheet = folder.members[*member].sheet;
        let counted = folder.unit_of[*member].is_none_or(|unit| folder.report_of(unit) == Some(*member));
        counted && (sheet.year.is_none() || folder.year.is_none() || sheet.year == folder.year)
    };
    let current = (0..folder.members.len()).filter(due).map(|member| Candidate {
        sheet: folder.members[member].sheet,
        unit: folder.unit_of[member],
        member: Some(member),
    });
    let before = folder.last_year.iter().enumerate();
    let before = before.flat_map(|(unit, sheets)| {
        sheets.iter().map(move |&sheet| Candidate { sheet, unit: Some(unit), member: None })
    });
    current.chain(before).collect()
}

/// A section against last year's of the same unit.
fn last_year(folder: &Folder, section: &str, limits: Limits, said: &mut Said) {
    for unit in 0..folder.roster.units.len() {
        let Some(member) = folder.report_of(unit) else { continue };
        let sheet = folder.members[member].sheet;
        let Some(own) = long(sheet, section, limits) else { continue };
        let before = folder.last_year[unit].iter().filter_map(|last| Some((last, long(last, section, limits)?)));
        let alike = before.filter(|(_, last)| own.sketch.likeness(&last.sketch) >= LEAST_LIKENESS);
        let measured = alike.map(|(last, passage)| (measure(own, passage), last));
        let Some((overlap, last)) = measured.max_by_key(|(overlap, _)| overlap.thousandths) else { continue };
        if overlap.thousandths >= limits.information {
            let year = last.year.map_or_else(String::new, |year| year.to_string());
            let finding = finding(folder, (sheet, last), section, overlap, &year);
            push(member, "overlap-with-last-year", finding, overlap, limits, said);
        }
    }
}

/// The section of a sheet, if it is long enough to be compared.
fn long<'s>(sheet: &'s Sheet, section: &str, limits: Limits) -> Option<&'s Passage> {
    let passage = sheet.passage(section).filter(|passage| !passage.sketch.is_empty())?;
    passage.text.chars().nth(limits.shortest.saturating_sub(1)).map(|_| passage)
}

/// Sections by the bands of their sketches.
struct Index {
    /// Every band with each candidate that has it, sorted.
    entries: Vec<(u64, u32)>,
    limits: Limits,
}

impl Index {
    fn new(candidates: &[Candidate], section: &str, limits: Limits) -> Index {
        let bands = candidates.iter().zip(0..).flat_map(|(candidate, number)| {
            let passage = long(candidate.sheet, section, limits);
            passage.into_iter().flat_map(|passage| passage.sketch.bands()).map(move |band| (band, number))
        });
        let mut entries: Vec<(u64, u32)> = bands.collect();
        entries.sort_unstable();
        Index { entries, limits }
    }

    /// The candidates that have a band, in order.
    fn bucket(&self, band: u64) -> &[(u64, u32)] {
        let from = self.entries.partition_point(|(known, _)| *known < band);
        let length = self.entries[from..].partition_point(|(known, _)| *known == band);
        &self.entries[from..from + length]
    }

    /// The section before this one, or of last year, that is most like it; `None` where none reaches the limits.
    fn most_alike<'c, 'f>(
        &self,
        candidates: &'c [Candidate<'f>],
        own: usize,
        section: &str,
    ) -> Option<(&'c Candidate<'f>, Overlap)> {
        let passage = long(candidates[own].sheet, section, self.limits)?;
        let mut estimated: Vec<(usize, u32)> = Vec::new();
        for other in self.sharing_most(own, passage) {
            let candidate = &candidates[other as usize];
            if other_unit(&candidates[own], candidate) && is_before(own, other as usize, candidate) {
                let likeness = candidate.sheet.passage(section)?.sketch.likeness(&passage.sketch);
                estimated.push((likeness, other));
            }
        }
        estimated.retain(|(likeness, _)| *likeness >= LEAST_LIKENESS);
        estimated.sort_unstable_by_key(|(likeness, other)| (std::cmp::Reverse(*likeness), *other));
        let measured = estimated.iter().take(MOST_MEASURED).filter_map(|(_, other)| {
            let candidate = &candidates[*other as usize];
            Some((candidate, measure(passage, candidate.sheet.passage(section)?)))
        });
        let enough = measured.filter(|(_, overlap)| overlap.thousandths >= self.limits.information);
        enough.reduce(|best, next| if next.1.thousandths > best.1.thousandths { next } else { best })
    }

    /// The candidates that share the most bands with one.
    fn sharing_most(&self, own: usize, passage: &Passage) -> Vec<u32> {
        let mut shared: FxHashMap<u32, usize> = FxHashMap::default();
        for band in passage.sketch.bands() {
            let bucket = self.bucket(band);
            let at = bucket.partition_point(|(_, other)| (*other as usize) < own);
            let near = &bucket[at.saturating_sub(NEAR)..bucket.len().min(at + NEAR)];
            let others = near.iter().map(|(_, other)| *other).filter(|other| *other as usize != own);
            others.for_each(|other| *shared.entry(other).or_default() += 1);
        }
        let mut shared: Vec<(u32, usize)> = shared.into_iter().collect();
        shared.sort_unstable_by_key(|(other, count)| (std::cmp::Reverse(*count), *other));
        shared.truncate(MOST_ESTIMATED);
        shared.into_iter().map(|(other, _)| other).collect()
    }
}

/// Tells whether two candidates are of different organs.
fn other_unit(one: &Candidate, other: &Candidate) -> bool {
    match (one.unit, other.unit) {
        (Some(one), Some(other)) => one != other,
        _ => one.sheet.path != other.sheet.path,
    }
}

/// Of two alike reports of a year the later one is spoken of.
fn is_before(own: usize, other: usize, candidate: &Candidate) -> bool {
    candidate.member.is_none() || other < own
}

fn other_name<'c>(candidate: &'c Candidate) -> &'c str {
    candidate.sheet.organization.as_deref().unwrap_or(&candidate.sheet.path)
}

fn push(member: usize, id: &str, finding: Option<Finding>, overlap: Overlap, limits: Limits, said: &mut Said) {
    let Some(finding) = finding else { return };
    if overlap.thousandths >= limits.warning {
        said.push(member, id, finding);
    } else {
        said.push_lowered(member, id, finding);
    }
}

/// A finding on the longest passage of the first sheet that stands in the second too.
fn finding(
    folder: &Folder,
    (own, other): (&Sheet, &Sheet),
    section: &str,
    overlap: Overlap,
    name: &str,
) -> Option<Finding> {
    let (passage, known) = (own.passage(section)?, other.passage(section)?);
    let common = longest(passage, known);
    let template = if overlap.figures_only { "message.figures" } else { "message" };
    let message = Message::new(template)
        .with("section", section_name(own, section))
        .with("other", name)
        .with("file", &other.path)
        .with("percent", (overlap.thousandths / 10).to_string());
    let related = Message::new("message.related").with("count", common.length.to_string());
    let there = folder.place(other, span(known, common.other, common.length));
    let there = Elsewhere { words: quoted(&folder.source(other), there.span), ..there };
    Some(Finding::new(span(passage, common.one, common.length), message).relating_elsewhere(there, related))
}

/// The longest passage that stands in both; where none does, as much as both have.
fn longest(one: &Passage, other: &Passage) -> Common {
    let (own, known) = (characters(one), characters(other));
    let whole = Common { one: 0, other: 0, length: own.len().min(known.len()) };
    if one.text == other.text { whole } else { longest_passage(&own, &known).unwrap_or(whole) }
}

/// The beginning of a place in a source, to be shown beside the report that copied it.
fn quoted(source: &str, span: Span) -> Option<Arc<str>> {
    let words = span.of(source);
    let cut = words.char_indices().nth(MOST_QUOTED).map_or(words, |(at, _)| &words[..at]);
    (!cut.is_empty()).then(|| Arc::from(cut))
}

/// Returns the place of characters of a passage in the source.
fn span(passage: &Passage, start: usize, length: usize) -> Span {
    let offset = |character: usize| passage.text.char_indices().nth(character).map_or(passage.text.len(), |(at, _)| at);
    passage.span(offset(start), offset(start + length))
}

/// The name of a section in the edition of the report.
fn section_name(sheet: &Sheet, section: &str) -> String {
    let edition = sheet.edition.and_then(edition).unwrap_or(newest());
    edition.section(section).map_or_else(String::new, |index| edition.sections[index].name.clone())
}
