//! Names of organs and places as data: what makes two names one, what a roster's columns are called, and where a name from
//! elsewhere is no mistake.

use std::sync::LazyLock;

use serde::Deserialize;

use super::Vocabulary;

/// Words by which units are named: `lexicon/units.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Units {
    /// Names of a roster's columns.
    pub headers: Headers,
    /// Names of the kinds of units.
    pub kinds: Kinds,
    /// Words that names end with.
    pub names: Names,
    /// Wordings with the short one that they are compared by.
    pub short: Vec<Short>,
    /// Words of the table below a draft of sums.
    pub appendix: Appendix,
    /// Names of what is computed from the figures.
    pub indicators: Indicators,
    /// Contexts in which a name from elsewhere is no mistake.
    pub foreign: Foreign,
}

/// See `Units::appendix`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Appendix {
    /// Its heading.
    pub title: String,
    /// Its columns: the cell, the sum, the units with their figures.
    pub columns: [String; 3],
}

/// See `Units::indicators`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicators {
    /// Requests granted wholly or in part, of those handled.
    pub disclosed: String,
    /// Requests that nothing could be given for, of those handled.
    pub unavailable: String,
    /// Requests carried forward, of those there were.
    pub carried_forward: String,
    /// Reviews that corrected the organ, of all reviews.
    pub review_corrected: String,
    /// Suits that corrected the organ, of all suits.
    pub litigation_corrected: String,
}

/// See `Units::headers`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Headers {
    /// The unit.
    pub unit: Vec<String>,
    /// The unit that sums it up.
    pub parent: Vec<String>,
    /// Its kind.
    pub kind: Vec<String>,
    /// The day by which its report is due.
    pub due: Vec<String>,
    /// Other names of it.
    pub aliases: Vec<String>,
}

/// See `Units::kinds`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kinds {
    /// A government.
    pub government: Vec<String>,
    /// A township or a street office.
    pub town: Vec<String>,
    /// A department of a government.
    pub department: Vec<String>,
    /// The government's own office.
    pub office: Vec<String>,
    /// A vertically managed organ.
    pub vertical: Vec<String>,
    /// Another.
    pub other: Vec<String>,
}

/// See `Units::names`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    /// Ends of the names of governments.
    pub governments: Vec<String>,
    /// Last words of the names of places with a government.
    pub levels: Vec<String>,
    /// The same of a county.
    pub counties: Vec<String>,
    /// The same of a township.
    pub towns: Vec<String>,
    /// A government's own office.
    pub offices: Vec<String>,
}

/// See `Units::short`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Short {
    /// The short wording.
    pub to: String,
    /// The wordings that are compared by it.
    pub from: Vec<String>,
}

/// See `Units::foreign`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Foreign {
    /// Words before the name.
    pub before: Vec<String>,
    /// Words behind it.
    pub after: Vec<String>,
    /// Letters behind a name that make another word of it.
    pub joined: Vec<String>,
    /// Names that are words.
    pub common: Vec<String>,
    /// Words behind a name by which a report means its own organ.
    pub self_said: Vec<String>,
}

/// The built-in names.
pub fn units() -> &'static Units {
    static UNITS: LazyLock<Units> =
        LazyLock::new(|| toml::from_str(include_str!("units.toml")).expect("a file of the program that a test reads"));
    &UNITS
}

/// The wordings of `Units::short`, each with its number.
pub fn shortened() -> &'static Vocabulary<usize> {
    static WORDS: LazyLock<Vocabulary<usize>> = LazyLock::new(|| {
        let all = units().short.iter().enumerate();
        Vocabulary::new(all.flat_map(|(index, short)| short.from.iter().map(move |from| (from.clone(), index))))
    });
    &WORDS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wording_is_longer_than_the_one_it_is_compared_by() {
        for short in &units().short {
            assert!(short.from.iter().all(|from| from.chars().count() > short.to.chars().count()), "{short:?}");
        }
        let wordings = units().short.iter().flat_map(|short| &short.from);
        assert!(wordings.into_iter().all(|from| shortened().begins(from).is_some()));
    }
}
