//! Names of the sections: what each means in every edition, and which of them a text has or nearly has.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::report::fold::fold;
use crate::report::likeness::Compared;
use crate::standard::{Edition, Section, editions, nearest};

/// Quality of a heading's wording of its section's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wording {
    /// As the standard, or an accepted way.
    Standard,
    /// Deserves a word of information.
    Lowered,
    /// Wrong, but surely or nearly meant for the section.
    Mistaken,
}

/// A name that a heading has or resembles.
#[derive(Clone, Copy, Debug)]
pub(super) struct Meant {
    /// The name.
    pub(super) name: &'static Name,
    /// True if the heading has exactly this name.
    pub(super) exact: bool,
}

/// Meaning of a name: in each edition, the section that bears it and the quality of the wording.
#[derive(Debug)]
pub(super) struct Name {
    senses: Vec<Option<(usize, Wording)>>,
}

/// Names of the sections, folded.
pub(super) struct Names {
    pub(super) exact: FxHashMap<String, Name>,
    /// Names that count behind the section's own number only.
    numbered: FxHashMap<String, Name>,
    /// First characters of names.
    pub(super) openings: FxHashSet<char>,
}

pub(super) fn names() -> &'static Names {
    static NAMES: LazyLock<Names> = LazyLock::new(|| {
        let exact = collect(|section| wordings(section).collect());
        let numbered =
            collect(|section| section.numbered.iter().map(|name| (name.as_str(), Wording::Mistaken)).collect());
        let openings = exact.keys().filter_map(|name| name.chars().next()).collect();
        Names { exact, numbered, openings }
    });
    &NAMES
}

/// Some of the names of the sections of all editions. The first meaning of a name within an edition stays.
fn collect(names: fn(&'static Section) -> Vec<(&'static str, Wording)>) -> FxHashMap<String, Name> {
    let mut all: FxHashMap<String, Name> = FxHashMap::default();
    for edition in editions() {
        for (index, section) in edition.sections.iter().enumerate() {
            for (name, wording) in names(section) {
                let unknown = || Name { senses: vec![None; editions().len()] };
                let name = all.entry(fold(name)).or_insert_with(unknown);
                name.senses[edition.index].get_or_insert((index, wording));
            }
        }
    }
    all
}

impl Name {
    /// Says whether an edition has or accepts it.
    pub(super) fn is_right(&self) -> bool {
        self.senses.iter().flatten().any(|(_, wording)| *wording != Wording::Mistaken)
    }
}

impl Meant {
    /// The section of an edition that is meant, and how it is worded there. A name of another edition only is wrong.
    pub(super) fn in_edition(self, edition: &Edition) -> Option<(usize, Wording)> {
        let elsewhere = || {
            let other = nearest(editions().iter().filter(|other| self.name.senses[other.index].is_some()), edition)?;
            let (section, _) = self.name.senses[other.index]?;
            Some((edition.section(&other.sections[section].id)?, Wording::Mistaken))
        };
        let (section, wording) = self.name.senses[edition.index].or_else(elsewhere)?;
        Some((section, if self.exact { wording } else { Wording::Mistaken }))
    }
}

/// Every name a section may bear.
fn wordings(section: &'static Section) -> impl Iterator<Item = (&'static str, Wording)> {
    let right = std::iter::once(&section.name).chain(&section.accepted).map(|name| (name.as_str(), Wording::Standard));
    let lowered = section.lowered.iter().map(|name| (name.as_str(), Wording::Lowered));
    right.chain(lowered).chain(section.mistaken.iter().map(|name| (name.as_str(), Wording::Mistaken)))
}

/// The name, too short to count elsewhere, that stands behind the number of its section.
pub(super) fn numbered_name(folded: &str, number: usize) -> Option<&'static Name> {
    let name = names().numbered.get(folded)?;
    name.senses.iter().flatten().any(|(section, _)| section + 1 == number).then_some(name)
}

/// The name that this is most like, from a likeness in percent on.
pub(super) fn similar_name(folded: &str, least: usize) -> Option<&'static Name> {
    let compared = Compared::new(folded);
    let alike = names().exact.iter().filter(|(name, _)| compared.is_like(name, least));
    let scored = alike.filter_map(|(name, known)| {
        let (section, _) = known.senses.iter().rev().flatten().next()?;
        Some((compared.likeness(name), *section, known))
    });
    scored.max_by_key(|(score, section, _)| (*score, *section)).map(|(.., name)| name)
}
