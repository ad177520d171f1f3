//! Words around a report: of titles, of papers that speak of reports, of web pages, of numbers, parts and periods.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

/// Words of the frame of reports: `lexicon/frame.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frame {
    /// Words in and around titles.
    pub title: TitleWords,
    /// Papers that speak of reports and are none.
    pub papers: Papers,
    /// Words that web pages put around a text.
    pub chrome: Chrome,
    /// Words of the numbers of headings.
    pub number: NumberWords,
    /// Words behind the name of a section.
    pub heading: HeadingWords,
    /// Words of the sentence on the parts of a report.
    pub parts: PartsWords,
    /// Words of the statement on the period.
    pub period: PeriodWords,
}

/// See `Frame::title`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TitleWords {
    /// Labels of metadata that a title stands behind.
    pub labels: Words,
    /// Words for what reports are about.
    pub subjects: Vec<String>,
    /// Words between the organ and the rest that belong to neither.
    pub about: Vec<String>,
    /// Last words of titles.
    pub closings: Vec<String>,
    /// The same where the report is called by another name.
    pub loose_closings: Vec<String>,
    /// The same behind a year, where nothing says what they report on.
    pub years: Vec<String>,
    /// Words of sentences: no organ's name holds them.
    pub sentences: Vec<String>,
    /// The word for a government, and what it is named by, right before that word.
    pub government: String,
    /// See `government`.
    pub levels: String,
    /// Words in place of an organ that name none.
    pub nobody: Vec<String>,
    /// Marks in place of an organ or a year that was not filled in.
    pub blanks: Vec<String>,
    /// Words that show a blank form.
    pub templates: Vec<String>,
    /// Words in the titles of reports of another kind.
    pub others: Vec<String>,
    /// Last words of the names of enterprises, schools and hospitals.
    pub enterprises: Vec<String>,
    /// Last words of the names of organs.
    pub organs: Vec<String>,
    /// Last words of the names of organs in a signature.
    pub signers: Vec<String>,
    /// Names of columns of a site, which look like organs.
    pub columns: Vec<String>,
}

/// See `Frame::papers`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Papers {
    /// Last words of the titles of papers that are no reports.
    pub never: Vec<String>,
    /// The same of papers that are reports under a wrong name where they hold its tables.
    pub maybe: Vec<String>,
    /// Words for what such a paper is about.
    pub subjects: Vec<String>,
    /// Words of which a title of a paper holds one, if it holds no year.
    pub openings: Vec<String>,
    /// Units of what reports count, a character each.
    pub units: String,
    /// Words that tell others how to write.
    pub instructions: Vec<String>,
}

/// See `Frame::chrome`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chrome {
    /// Words that begin a link to another page.
    pub links: Words,
    /// Those of them that stand behind the end of a text only.
    pub neighbours: Words,
    /// Labels of metadata and of the line on date and source.
    pub labels: Words,
    /// Buttons and columns, each a line or a piece of one.
    pub buttons: Vec<String>,
    /// Words that stand in the foot of a page only.
    pub marks: Vec<String>,
}

/// See `Frame::number`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberWords {
    /// Words before a number: 第五.
    pub before: Vec<String>,
    /// Words behind one: 五是.
    pub after: Vec<String>,
    /// Numerals of banknotes, from one on.
    pub formal: String,
}

/// See `Frame::heading`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeadingWords {
    /// Words of a note on how a heading is to be set.
    pub typefaces: Vec<String>,
    /// Words that make the name of a section a piece of a longer phrase.
    pub goes_on: Vec<String>,
}

/// See `Frame::parts`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartsWords {
    /// Words for the report at the beginning of a clause.
    pub subjects: Vec<String>,
    /// Further words one of which stands in such a sentence.
    pub signs: Vec<String>,
    /// Further words for what is counted.
    pub units: Vec<String>,
    /// Names of the aspects of the first section.
    pub aspects: Vec<String>,
}

/// See `Frame::period`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeriodWords {
    /// Words that name the period where days follow.
    pub words: Vec<String>,
    /// Words for the end of a year, where no day is named.
    pub last_months: Vec<String>,
    /// Words up to a day.
    pub until: Vec<String>,
    /// Words for figures.
    pub data: Vec<String>,
}

/// Words that are looked for at the beginning of a text.
#[derive(Debug, Deserialize)]
#[serde(from = "Vec<String>")]
pub struct Words {
    /// By their first character, the longest first.
    by_first: FxHashMap<char, Vec<String>>,
}

impl From<Vec<String>> for Words {
    fn from(words: Vec<String>) -> Self {
        let mut by_first: FxHashMap<char, Vec<String>> = FxHashMap::default();
        for word in words {
            let Some(first) = word.chars().next() else { continue };
            by_first.entry(first).or_default().push(word);
        }
        by_first.values_mut().for_each(|words| words.sort_by_key(|word| std::cmp::Reverse(word.len())));
        Words { by_first }
    }
}

impl Words {
    /// The longest of the words that the text begins with.
    pub fn begin<'w>(&'w self, text: &str) -> Option<&'w str> {
        let words = self.by_first.get(&text.chars().next()?)?;
        words.iter().find(|word| text.starts_with(word.as_str())).map(String::as_str)
    }

    /// Tells whether a text is one of the words.
    pub fn holds(&self, text: &str) -> bool {
        self.begin(text).is_some_and(|word| word == text)
    }
}

/// The words of the frame.
pub fn frame() -> &'static Frame {
    static FRAME: LazyLock<Frame> =
        LazyLock::new(|| toml::from_str(include_str!("frame.toml")).expect("a file of the program that a test reads"));
    &FRAME
}

/// Tells whether the text holds one of the words.
pub fn holds_any(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.contains(word.as_str()))
}

/// Tells whether the text ends with one of the words.
pub fn ends_with_any(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.ends_with(word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_begins_a_text() {
        let words = Words::from(["来源", "来源单位", "作者"].map(str::to_owned).to_vec());
        assert_eq!(words.begin("来源单位：甲县"), Some("来源单位"));
        assert_eq!(words.begin("来源：甲县"), Some("来源"));
        assert_eq!(words.begin("甲县来源"), None);
        assert!(!frame().title.organs.is_empty());
    }
}
