//! Words that prose is read by, as data: wordings that are wrong, and the ways in which reports speak of figures.

pub mod content;
pub mod doubled;
pub mod frame;
pub mod money;
pub mod phrases;
pub mod places;
pub mod profile;
mod signs;
pub mod traditional;
pub mod units;
mod vocabulary;

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use serde::Deserialize;

pub use signs::{Sign, signs};
pub use vocabulary::{Match, Vocabulary};

/// Wrong and unfinished wordings, from `lexicon/wording.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// Wrong words that need no context but a character, a line each: the wrong one, an arrow, the right one. Lines, since
    /// thousands of tables would make the greater part of the time in which the program starts.
    slips: String,
    /// Wrong words: those with their context, and the slips.
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
    /// Residue of a web page in a text.
    pub residue: Residue,
    /// Words that speak of improvement.
    pub improvement: Improvement,
}

/// A wrong word.
#[derive(Debug, Default, Deserialize)]
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
    /// It is none before one of these characters.
    #[serde(skip)]
    pub not_next: String,
}

impl Typo {
    /// Reads a line of the slips: `错 → 对`, perhaps with characters that it does not stand behind (`前无…`) or before
    /// (`后无…`), since with them it is the end of one word and the beginning of the next.
    fn slip(line: &str) -> Typo {
        let mut words = line.split(' ');
        let (wrong, right) = (words.next().unwrap_or_default(), words.nth(1).unwrap_or_default());
        let mut typo = Typo { wrong: wrong.to_owned(), right: right.to_owned(), ..Typo::default() };
        for word in words {
            if let Some(characters) = word.strip_prefix("前无") {
                typo.not_after = characters.to_owned();
            } else if let Some(characters) = word.strip_prefix("后无") {
                typo.not_next = characters.to_owned();
            }
        }
        typo
    }

    /// Returns whether the word is wrong between these texts.
    pub fn holds(&self, head: &str, tail: &str) -> bool {
        let parted = head.chars().next_back().is_some_and(|last| self.not_after.contains(last))
            || tail.chars().next().is_some_and(|next| self.not_next.contains(next));
        let before = |words: &[String]| words.iter().any(|word| tail.starts_with(word.as_str()));
        !parted && (self.before.is_empty() || before(&self.before)) && !before(&self.not_before)
    }
}

/// A word whose repetition may be two words: the end of one, the beginning of the next.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Repeat {
    /// The word.
    pub word: String,
    /// Texts, one of which must follow.
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
    /// Returns whether a folded text speaks of improvement.
    pub fn is_in(text: &str) -> bool {
        static SIGNS: LazyLock<Vocabulary<()>> =
            LazyLock::new(|| Vocabulary::new(wording().improvement.signs.iter().map(|sign| (sign.clone(), ()))));
        SIGNS.is_in(text)
    }
}

/// The built-in lexicon.
pub fn wording() -> &'static Wording {
    static WORDING: LazyLock<Wording> = LazyLock::new(|| {
        let read = toml::from_str(include_str!("lexicon/wording.toml"));
        let mut wording: Wording = read.expect("a file of the program that a test reads");
        let slips: Vec<Typo> = wording.slips.lines().map(Typo::slip).collect();
        wording.typos.extend(slips);
        wording
    });
    &WORDING
}

/// Wrong words that the user's configuration adds.
#[derive(Debug)]
pub struct Custom {
    wrong: AhoCorasick,
    right: Vec<String>,
}

impl Custom {
    /// Collects wrong words with the right ones, as the configuration has them; `fold` makes them as texts are compared.
    pub fn new(pairs: &[(String, String)], fold: impl Fn(&str) -> String) -> Self {
        let pairs = pairs.iter().map(|(wrong, right)| (fold(wrong), right.clone()));
        let (wrong, right): (Vec<String>, Vec<String>) = pairs.filter(|(wrong, _)| !wrong.is_empty()).unzip();
        let wrong = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(wrong);
        Custom { wrong: wrong.expect("no configuration has two billion characters"), right }
    }

    /// Finds wrong words in a folded text, in order: start, end, what is right.
    pub fn find(&self, text: &str) -> impl Iterator<Item = (usize, usize, &str)> {
        let words = self.wrong.find_iter(text);
        words.map(|found| (found.start(), found.end(), self.right[found.pattern().as_usize()].as_str()))
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
    fn a_slip_that_two_words_make_together_is_none() {
        let slip = |wrong: &str| wording().typos.iter().find(|typo| typo.wrong == wrong).expect("the lexicon has it");
        assert!(slip("徽信").holds("政务", "公众号"));
        assert!(!slip("徽信").holds("安", "用网"));
        assert!(slip("涉蜜").holds("不", "事项"));
        assert!(slip("令导").holds("加强", "小组"));
        assert!(!slip("令导").holds("责", "游整改"));
    }

    #[test]
    fn no_wrong_word_is_a_right_one() {
        for typo in &wording().typos {
            assert!(!typo.right.is_empty(), "{}", typo.wrong);
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
