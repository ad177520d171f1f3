//! Vocabulary of prose about figures: words, the parts they play in a sentence, and the cells that a phrase may mean.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::Vocabulary;

/// The part that a word plays in a sentence; several words play more than one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Names requests for information, and nothing else.
    Noun,
    /// Names a request of any kind.
    Weak,
    /// Changes nothing between a word and its figure.
    Filler,
    /// In good time, wholly, by law.
    Adverb,
    /// The organ itself, or the year of the report.
    Subject,
    /// A whole region.
    Whole,
    /// A way by which requests come in.
    Channel,
    /// A way that leads to the organ itself, not to a site for many.
    Direct,
    /// A place where information is published.
    Media,
    /// The figure is of a part, of another body, or of another time.
    Blocked,
    /// The time before the year of the report.
    LastYear,
    /// A plan for the future.
    Plan,
    /// The figure is compared with another.
    Compare,
    /// The figure is of other affairs.
    Foreign,
    /// Opens the list of the parts of a figure.
    Opener,
    /// Opens a list of all parts.
    Closed,
    /// The figure behind it sums up those before.
    Sum,
    /// The part that makes a list whole.
    Rest,
    /// The figure behind it is not exact.
    Approximate,
    /// Some went another way: what is said of the others is no whole.
    Aside,
    /// Begins something else than a further part.
    Stop,
    /// There are more parts than are listed.
    Open,
    /// A share follows.
    Share,
    /// Links two words of a kind.
    Connector,
    /// There was none.
    Negation,
    /// There was none of what stands before it.
    Nil,
    /// May stand around what there was none of.
    Loose,
    /// Every one.
    Quantifier,
    /// Finished.
    Done,
    /// Some are excepted.
    Except,
    /// All of what follows.
    All,
    /// A lawsuit about other acts, or one that the organ decides.
    LawsuitBlocked,
    /// Units in which things are counted.
    Measures,
    /// Units of requests.
    Units,
    /// Behind a unit: it belongs to something else.
    NotUnits,
    /// Units of things that requests name as well: a noun alone says nothing before them.
    ItemUnits,
    /// Units of pieces that are published.
    PublicationUnits,
    /// Behind these a figure needs no unit.
    Counters,
    /// Names the disclosure of information, which reviews may be about.
    Disclosure,
    /// Behind a total these open the list of its parts.
    Within,
    /// Stands beside reviews in a list of what there was none of.
    Grievance,
    /// The organ without the bodies below it.
    Level,
    /// The bodies below or beside the organ.
    Bodies,
    /// Begins the name of a part as well as another clause, or a plan.
    Label,
    /// An applicant of one kind: what is told of it is a column of the table.
    Column,
    /// The office of a government or a committee, a part of it unless it reports itself.
    Office,
    /// Each of those named before has a figure of its own.
    Each,
}

/// Kind of phrase of a claim: fixes the order of figure and words, and the subject of the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// A verb of which requests are the object.
    Verb,
    /// Carried from or to another year, which its words name.
    Carry,
    /// Carried, the year stands beside it or nowhere.
    BareCarry,
    /// A kind of result.
    Row,
    /// A kind of applicant.
    Applicant,
    /// Reviews and lawsuits.
    Review,
    /// Result of reviews and lawsuits.
    Outcome,
    /// Documents, decisions and purchases of 表二.
    Document,
    /// Requests that a noun names without a verb; it has no words of its own.
    Noun,
}

/// A phrase and the cells that it may mean.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// Its kind.
    pub role: Role,
    /// The table of the cells.
    pub table: String,
    /// Sums of cells, each a possible meaning: `new.total + carried_over.total`. A row ending with `*` stands for all rows
    /// that begin so, the column `*` for all columns that make up the row's total.
    pub sets: Vec<String>,
    /// It says that requests came in.
    #[serde(default)]
    pub receives: bool,
    /// It is of a part where the sentence says that some went another way.
    #[serde(default)]
    pub aside: bool,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    words: BTreeMap<Part, Vec<String>>,
    claim: Vec<Claim>,
    citation: Citation,
    years: Years,
    coverage: Coverage,
    organs: Organs,
}

/// Words in the names of organs.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organs {
    /// Last words of the names of organs, places and other bodies.
    pub ends: Vec<String>,
    /// Words of full names, each with its short forms, the usual one first.
    pub short: Vec<Vec<String>>,
}

impl Organs {
    /// Tells whether words end like the name of an organ.
    pub fn named_by(&self, words: &str) -> bool {
        self.ends.iter().any(|end| words.ends_with(end.as_str()))
    }

    /// Returns the name of an organ and its short forms, made of the first short form of each of its words, of the second, and
    /// so on.
    pub fn names(&self, organ: &str) -> Vec<String> {
        let most = self.short.iter().map(Vec::len).max().unwrap_or(0);
        let shortened = |nth: usize| {
            self.short.iter().fold(organ.to_owned(), |name, forms| {
                match (forms.first(), forms.get(nth).or(forms.last())) {
                    (Some(full), Some(short)) if name.contains(full.as_str()) => name.replace(full.as_str(), short),
                    _ => name,
                }
            })
        };
        let mut names: Vec<String> = (0..most).map(shortened).collect();
        names.dedup();
        names
    }
}

/// Words by which documents are cited.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// Beginnings of the numbers of notices of the State Council's office, drafts' slips included.
    pub issuers: Vec<String>,
    /// Numbers of the decrees that issued the law, the one in force first.
    pub orders: Vec<u32>,
}

/// Ways of referring to other years.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Years {
    /// Words beside which another year is right.
    pub stops: Vec<String>,
    /// Words of carrying to or from a year.
    pub carried: Vec<String>,
    /// Words of the year before, from which something was carried.
    pub before: Vec<String>,
    /// Verbs of what was done.
    pub verbs: Vec<String>,
    /// Endings of sub-headings that a sentence may follow.
    pub leads: Vec<String>,
}

/// Contents that a report must cover.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Coverage {
    /// Words of a statement on fees.
    pub fee: Vec<String>,
}

/// Meaning of a word: the parts it plays, and the claim it makes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Meaning {
    parts: u64,
    /// Index of the claim.
    pub claim: Option<u16>,
}

impl Meaning {
    /// Returns whether the word plays this part.
    pub fn is(self, part: Part) -> bool {
        self.parts & (1 << part as u64) != 0
    }

    /// Returns whether it plays one of these parts.
    pub fn is_any(self, parts: &[Part]) -> bool {
        parts.iter().any(|part| self.is(*part))
    }
}

/// All words and claims.
#[derive(Debug)]
pub struct Phrases {
    /// The words, found in one pass.
    pub words: Vocabulary<Meaning>,
    /// The claims.
    pub claims: Vec<Claim>,
    /// Words by which documents are cited.
    pub citation: Citation,
    /// Other years.
    pub years: Years,
    /// Contents that a report must cover.
    pub coverage: Coverage,
    /// Names of organs.
    pub organs: Organs,
    /// Units in which things are counted.
    measures: Vocabulary<()>,
    units: Vec<String>,
    counters: Vec<String>,
    disclosure: Vec<String>,
    within: Vec<String>,
    not_units: Vec<String>,
    item_units: Vec<String>,
    publication_units: Vec<String>,
}

impl Phrases {
    /// Returns the unit that a text begins with, the longest there is.
    pub fn measure<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.measures.begins(text).map(|(length, ())| &text[..length])
    }

    /// Tells the units in which published pieces are counted.
    pub fn counts_publications(&self, unit: &str) -> bool {
        self.publication_units.iter().any(|known| known == unit)
    }

    /// Tells the units of things other than requests that a noun for requests may stand before.
    pub fn counts_items(&self, unit: &str) -> bool {
        self.item_units.iter().any(|known| known == unit)
    }

    /// Tells whether words end with one that names a unit, 件数为, so that the figure behind them needs none.
    pub fn counts_behind(&self, words: &str) -> bool {
        self.counters.iter().any(|word| words.ends_with(word.as_str()))
    }

    /// Tells whether words name the disclosure of information.
    pub fn is_of_disclosure(&self, words: &str) -> bool {
        self.disclosure.iter().any(|word| words.contains(word.as_str()))
    }

    /// Tells whether a text begins with a word that opens the parts of the total before it.
    pub fn opens_within(&self, text: &str) -> bool {
        self.within.iter().any(|word| text.starts_with(word.as_str()))
    }

    /// Returns whether requests are counted in this unit if `tail` follows it.
    pub fn counts_requests(&self, unit: &str, tail: &str) -> bool {
        let belongs_elsewhere = self.not_units.iter().any(|word| tail.starts_with(word.as_str()));
        self.units.iter().any(|known| known == unit) && !belongs_elsewhere
    }
}

/// The file that the phrases stand in.
pub const SOURCE: &str = include_str!("prose.toml");

/// The phrases of `prose.toml`.
pub fn phrases() -> &'static Phrases {
    static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
        let file: File = toml::from_str(SOURCE).expect("a file of the program that a test reads");
        load(file)
    });
    &PHRASES
}

fn load(mut file: File) -> Phrases {
    let mut take = |part: Part| file.words.remove(&part).unwrap_or_default();
    let (measures, units, not_units) = (take(Part::Measures), take(Part::Units), take(Part::NotUnits));
    let (item_units, publication_units) = (take(Part::ItemUnits), take(Part::PublicationUnits));
    let (counters, disclosure) = (take(Part::Counters), take(Part::Disclosure));
    let within = take(Part::Within);
    let mut meanings: FxHashMap<String, Meaning> = FxHashMap::default();
    for (part, words) in &file.words {
        for word in words {
            meanings.entry(word.clone()).or_default().parts |= 1 << *part as u64;
        }
    }
    for (claim, index) in file.claim.iter().zip(0..) {
        for word in &claim.words {
            meanings.entry(word.clone()).or_default().claim.get_or_insert(index);
        }
    }
    Phrases {
        words: Vocabulary::new(meanings),
        claims: file.claim,
        citation: file.citation,
        years: file.years,
        coverage: file.coverage,
        organs: file.organs,
        measures: Vocabulary::new(measures.into_iter().map(|measure| (measure, ()))),
        units,
        counters,
        disclosure,
        within,
        not_units,
        item_units,
        publication_units,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_with_all_their_parts() {
        let meaning = |text| phrases().words.begins(text).map(|(_, meaning)| meaning).unwrap_or_default();
        assert!(meaning("全部").is(Part::Quantifier) && meaning("全部").is(Part::All));
        assert!(meaning("依申请公开").is(Part::Noun) && !meaning("申请").is(Part::Noun));
        assert!(meaning("上年结转").claim.is_some());
        assert_eq!(phrases().measure("件次，"), Some("件次"));
        assert!(!phrases().counts_requests("个", "工作日"));
    }
}
