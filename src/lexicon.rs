//! Words that prose is read by, as data: wordings that are wrong, and the ways in which reports speak of figures.

pub mod content;
pub mod doubled;
pub mod frame;
pub mod pairs;
pub mod phrases;
mod rare;
pub mod traditional;
mod vocabulary;

use std::sync::LazyLock;

use serde::Deserialize;

use phrases::phrases;
pub use rare::{Match, Rare, Search};
pub use vocabulary::Vocabulary;

/// What is known of wrong wordings: `lexicon/wording.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// Wrong words with their context.
    #[serde(rename = "typo")]
    pub typos: Vec<Typo>,
    /// Words that may stand twice in a row.
    #[serde(rename = "repeat")]
    pub repeated: Vec<Repeat>,
    /// Repetition that is a way of speaking.
    pub repeats: Repeats,
    /// Figures that were never filled in.
    pub blank: Blank,
    /// Marks of a vague figure.
    pub vague: Vague,
    /// What a web page leaves in a text.
    pub residue: Residue,
    /// Words that speak of improvement.
    pub improvement: Improvement,
}

/// A wrong word.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Typo {
    /// As it is written, folded: without blanks, marks of punctuation half-width.
    pub wrong: String,
    /// As it should be.
    pub right: String,
    /// It is no fault behind one of these characters.
    #[serde(default)]
    pub not_after: String,
    /// It is one only before one of these; none is anything.
    #[serde(default)]
    pub before: Vec<String>,
    /// It is none before one of these.
    #[serde(default)]
    pub not_before: Vec<String>,
}

impl Typo {
    /// Whether it is wrong between these texts.
    pub fn holds(&self, head: &str, tail: &str) -> bool {
        let after = head.chars().next_back().is_some_and(|last| self.not_after.contains(last));
        let before = |words: &[String]| words.iter().any(|word| tail.starts_with(word.as_str()));
        !after && (self.before.is_empty() || before(&self.before)) && !before(&self.not_before)
    }
}

/// A word whose repetition may be two words: the end of one, the beginning of the next.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Repeat {
    /// The word.
    pub word: String,
    /// What then follows, one of these.
    pub after: Vec<String>,
}

/// See `Wording::repeats`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Repeats {
    /// Verbs that are doubled to soften them.
    pub verbs: Vec<String>,
    /// Characters that begin a doubled numeral.
    pub numerals: String,
}

/// See `Wording::blank`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Blank {
    /// A word and its unit without the figure between them.
    pub lost: Vec<String>,
    /// They are other words before one of these.
    pub except: Vec<String>,
    /// Units before which a gap is a figure that was never filled in.
    pub units: Vec<String>,
}

/// See `Wording::vague`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vague {
    /// Words for "and some more" behind a figure.
    pub marks: Vec<String>,
}

/// See `Wording::residue`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Residue {
    /// Words of buttons, a line each.
    pub chrome: Vec<String>,
    /// Words of the line that tells date and source of a page.
    pub signs: Vec<String>,
}

/// See `Wording::improvement`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Improvement {
    /// The words.
    pub signs: Vec<String>,
}

impl Improvement {
    /// Whether a folded text speaks of improvement.
    pub fn is_in(text: &str) -> bool {
        static SIGNS: LazyLock<Vocabulary<()>> =
            LazyLock::new(|| Vocabulary::new(wording().improvement.signs.iter().map(|sign| (sign.clone(), ()))));
        SIGNS.is_in(text)
    }
}

/// The built-in lexicon.
pub fn wording() -> &'static Wording {
    static WORDING: LazyLock<Wording> = LazyLock::new(|| {
        toml::from_str(include_str!("lexicon/wording.toml")).expect("a file of the program that a test reads")
    });
    &WORDING
}

/// Marks that hold the place of something.
const PLACEHOLDERS: [&str; 4] = ["××", "XX", "___", "〔〕"];

/// What a place of the prose is a sign of; which rule looks at it is the rule's affair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// A wrong word, by its index.
    Typo(u16),
    /// A word and its unit without a figure.
    Lost,
    /// Marks that hold the place of something.
    Placeholder,
    /// Two marks of punctuation side by side.
    Doubled,
    /// A mark of a vague figure and its unit.
    Vague,
    /// 、 between two titles.
    Titles,
    /// A bookmark of a word processor.
    Bookmark,
    /// A word of a web page.
    Chrome,
    /// What begins the number of a document that reports cite.
    Issuer,
    /// A word of a statement on fees.
    Fee,
    /// A count in Han numerals, or a word of none or of all.
    Telling,
}

impl Sign {
    /// Whether it may stand in another sign without being a part of it.
    pub fn is_apart(self) -> bool {
        matches!(self, Sign::Issuer | Sign::Fee | Sign::Telling)
    }
}

/// All signs.
pub fn signs() -> &'static Rare<Sign> {
    static SIGNS: LazyLock<Rare<Sign>> = LazyLock::new(|| {
        let wording = wording();
        let marks = [',', ';', ':', '、', '。'];
        let pairs = marks.iter().flat_map(|one| marks.iter().map(move |other| format!("{one}{other}")));
        let vague = |mark: &String| wording.blank.units.iter().map(|unit| format!("{mark}{unit}")).collect::<Vec<_>>();
        let typos = wording.typos.iter().zip(0..).map(|(typo, index)| (typo.wrong.clone(), Sign::Typo(index)));
        let lost = wording.blank.lost.iter().map(|word| (word.clone(), Sign::Lost));
        let placeholders = PLACEHOLDERS.map(|mark| (mark.to_owned(), Sign::Placeholder));
        let chrome = wording.residue.chrome.iter().chain(&wording.residue.signs);
        let faults = typos
            .chain(lost)
            .chain(placeholders)
            .chain(pairs.map(|pair| (pair, Sign::Doubled)))
            .chain(wording.vague.marks.iter().flat_map(vague).map(|word| (word, Sign::Vague)))
            .chain([("》、《".to_owned(), Sign::Titles), ("[bookmark:".to_owned(), Sign::Bookmark)])
            .chain(chrome.map(|word| (word.clone(), Sign::Chrome)));
        let issuers = phrases().citation.issuers.iter().map(|issuer| (issuer.clone(), Sign::Issuer));
        let fees = phrases().coverage.fee.iter().map(|word| (word.clone(), Sign::Fee));
        let telling = phrases().telling().map(|word| (word, Sign::Telling));
        let usual = wording.typos.iter().map(|typo| typo.right.as_str()).chain([phrases::SOURCE]);
        Rare::new(faults.chain(issuers).chain(fees).chain(telling), usual)
    });
    &SIGNS
}

/// Wrong words that the user's configuration adds.
#[derive(Debug)]
pub struct Custom {
    words: Vocabulary<usize>,
    right: Vec<String>,
}

impl Custom {
    /// Wrong words with the right ones, as the configuration has them; `fold` makes them as texts are compared.
    pub fn new(pairs: &[(String, String)], fold: impl Fn(&str) -> String) -> Self {
        let words = pairs.iter().enumerate().map(|(index, (wrong, _))| (fold(wrong), index));
        Custom { words: Vocabulary::new(words), right: pairs.iter().map(|(_, right)| right.clone()).collect() }
    }

    /// Wrong words in a folded text, in order: start, end, what is right.
    pub fn find(&self, text: &str) -> Vec<(usize, usize, &str)> {
        let mut all = Vec::new();
        self.words.each(text, |start, end, index| all.push((start, end, self.right[index].as_str())));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_word_counts_in_its_context_only() {
        let typo = wording().typos.iter().find(|typo| typo.wrong == "建全").expect("the lexicon has it");
        assert!(typo.holds("二是", "机制"));
        assert!(!typo.holds("创", "国文明城市"));
        assert!(!typo.holds("构", "流程"));
        assert!(!typo.holds("新", "民健身中心"));
    }

    #[test]
    fn no_wrong_word_is_a_right_one() {
        for typo in &wording().typos {
            assert_ne!(typo.wrong, typo.right);
            assert!(typo.wrong.chars().count() > 1, "{} is too short", typo.wrong);
        }
    }

    #[test]
    fn what_is_right_holds_nothing_wrong() {
        let typos = &wording().typos;
        for typo in typos {
            let wrong = typos.iter().find(|other| typo.right.contains(&other.wrong) && other.holds("", ""));
            assert!(wrong.is_none(), "{} holds {:?}", typo.right, wrong.map(|wrong| &wrong.wrong));
        }
    }

    #[test]
    fn no_wrong_word_hides_another() {
        let typos = &wording().typos;
        for typo in typos {
            let inner = typos.iter().find(|other| other.wrong != typo.wrong && typo.wrong.contains(&other.wrong));
            assert!(inner.is_none(), "{} holds {:?}", typo.wrong, inner.map(|inner| &inner.wrong));
            assert_eq!(typos.iter().filter(|other| other.wrong == typo.wrong).count(), 1, "{}", typo.wrong);
        }
    }
}
