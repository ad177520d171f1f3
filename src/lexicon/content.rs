//! Words by which rules see what the text says beyond its figures: who speaks, of which year, of which fees, with which names.

use std::sync::LazyLock;

use serde::Deserialize;

/// The words of `lexicon/content.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Content {
    /// Words of a sentence that says that there was none.
    pub nothing: Vec<String>,
    /// Characters between a figure and what it counts.
    pub about: String,
    /// Numbers of documents.
    pub numbers: Numbers,
    /// Words by which organs call themselves.
    pub selves: Selves,
    /// Statements on fees.
    pub fees: Fees,
    /// Words by which a government's report tells of how its work was judged.
    pub accountability: Accountability,
    /// Problems and measures.
    pub improvements: Improvements,
    /// Sentences that speak of another year.
    pub stale: Stale,
    /// Names of the law and of the office.
    pub names: Names,
}

/// See `Content::numbers`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Numbers {
    /// Pieces of issuers whose numbers another rule looks at.
    pub cited: Vec<String>,
    /// Words before the number of a certificate.
    pub certificates: Vec<String>,
    /// Last characters of issuers whose numbers are counted with 第 now and then.
    pub issuers: String,
}

/// See `Content::selves`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Selves {
    /// Words for "our" and "this".
    pub speakers: Vec<String>,
    /// Characters before these that make them a part of another word.
    pub not_after: String,
    /// Words of a sentence that says what each organ does for itself.
    pub shared: Vec<String>,
    /// Kinds of organs by which they call themselves.
    pub unit: Vec<Unit>,
    /// Organs, by the ends of their names; the first that fits counts.
    pub organ: Vec<Organ>,
    /// The word for a county, where there is none.
    pub region: Region,
    /// Organs of the same kind.
    pub peer: Peer,
}

/// A kind of organ.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// Its word.
    pub word: String,
    /// It is another word before one of these.
    #[serde(default)]
    pub not_before: Vec<String>,
}

/// Words by which an organ never calls itself.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organ {
    /// Ends of its name.
    pub endings: Vec<String>,
    /// The words.
    pub foreign: Vec<String>,
    /// The word for others of its kind that its report does not speak of.
    #[serde(default)]
    pub peers: String,
}

/// A region that an organ lies in or not.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// Its word.
    pub word: String,
    /// An organ with one of these in its name lies in no such region,
    pub inside: Vec<String>,
    /// unless one of these is there too.
    pub without: Vec<String>,
}

/// See `Selves::peer`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Peer {
    /// Characters that no such name holds.
    pub not_in: String,
    /// Words that are no names.
    pub kinds: Vec<String>,
    /// Words said of the reporting organ.
    pub verbs: Vec<String>,
}

/// See `Content::fees`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fees {
    /// Words for the fee for processing information.
    pub processing: Vec<String>,
    /// Words for it in a sentence that holds one of `subjects`.
    pub general: Vec<String>,
    /// See `general`.
    pub subjects: Vec<String>,
    /// Words for all fees of the kind.
    pub administrative: Vec<String>,
    /// Verbs and nouns before an amount.
    pub collect: Vec<String>,
    /// Words of a sentence that says there were none.
    pub none: Vec<String>,
    /// Words of a sentence that says neither.
    pub skip: Vec<String>,
}

/// See `Content::accountability`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accountability {
    /// Ends of the names of governments.
    pub governments: Vec<String>,
    /// Words of which one must be said.
    pub words: Vec<String>,
    /// A sentence that says all.
    pub sentence: String,
}

/// See `Content::improvements`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Improvements {
    /// Words that lead to problems.
    pub problems: Vec<String>,
    /// Words that lead to measures.
    pub measures: Vec<String>,
    /// Characters behind which a numeral is none: 统一是.
    pub not_after: String,
    /// Words that begin a measure without a number.
    pub others: Vec<String>,
}

/// See `Content::stale`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stale {
    /// Words beside which another year is right.
    pub stops: Vec<String>,
    /// Words that follow the year at the beginning of a sentence.
    pub subjects: Vec<String>,
    /// Verbs of measures.
    pub verbs: Vec<String>,
}

/// See `Content::names`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    /// The law's full name,
    pub law: String,
    /// what it begins with,
    pub law_begin: String,
    /// and ends with.
    pub law_end: String,
    /// Other ends that wrong names of it have.
    pub short_ends: Vec<String>,
    /// Words one of which any name of it holds.
    pub law_signs: Vec<String>,
    /// Its short name.
    pub law_short: String,
    /// Short names that are wrong.
    pub wrong_shorts: Vec<String>,
    /// Words for the content of a decree of the State Council.
    pub state: String,
    /// The word for a decree.
    pub order: String,
    /// The full name of the office that issues the notices,
    pub office: String,
    /// what it begins with,
    pub office_begin: String,
    /// and ends with.
    pub office_end: String,
    /// Words that no wrong name of it holds.
    pub office_not: Vec<String>,
    /// Words of a sentence that speaks of the report.
    pub reports: Vec<String>,
}

/// The words.
pub fn content() -> &'static Content {
    static CONTENT: LazyLock<Content> = LazyLock::new(|| {
        toml::from_str(include_str!("content.toml")).expect("a file of the program that a test reads")
    });
    &CONTENT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_an_organ_never_uses_is_a_kind_of_organ() {
        let selves = &content().selves;
        let known = |word: &String| selves.unit.iter().any(|unit| unit.word == *word);
        for organ in &selves.organ {
            assert!(organ.foreign.iter().all(known), "{:?}", organ.endings);
        }
        assert!(known(&selves.region.word));
    }
}
