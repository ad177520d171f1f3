//! Signs: places of the prose that some rule looks at, all found in one pass.

use std::sync::LazyLock;

use super::phrases::phrases;
use super::{Match, Vocabulary, wording};
use crate::standard::notices;

/// Kind of a suspicious place in the prose; each rule picks the kinds it looks at.
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
    /// The beginning of the number of a document that reports cite.
    Issuer,
    /// A word of a statement on fees.
    Fee,
}

/// Finds the signs of a folded text, in order: of those that are faults, where they overlap the longest of the first, and
/// besides those of what the text speaks of.
pub fn signs(text: &str) -> Vec<Match<Sign>> {
    static FAULTS: LazyLock<Vocabulary<Sign>> = LazyLock::new(|| Vocabulary::new(faults()));
    static SUBJECTS: LazyLock<Vocabulary<Sign>> = LazyLock::new(|| Vocabulary::new(subjects()));
    let mut found: Vec<Match<Sign>> = FAULTS.find(text).chain(SUBJECTS.find(text)).collect();
    found.sort_by_key(|found| found.start);
    found
}

/// Lists the words that may be wrong.
fn faults() -> impl Iterator<Item = (String, Sign)> {
    let wording = wording();
    let marks = [',', ';', ':', '、', '。'];
    let pairs = marks.into_iter().flat_map(move |one| marks.map(|other| format!("{one}{other}")));
    let vague = |mark: &String| wording.blank.units.iter().map(|unit| format!("{mark}{unit}")).collect::<Vec<_>>();
    let typos = wording.typos.iter().zip(0..).map(|(typo, index)| (typo.wrong.clone(), Sign::Typo(index)));
    let lost = wording.blank.lost.iter().map(|word| (word.clone(), Sign::Lost));
    let placeholders = ["××", "XX", "___", "〔〕"].map(|mark| (mark.to_owned(), Sign::Placeholder));
    let chrome = wording.residue.chrome.iter().chain(&wording.residue.signs);
    typos
        .chain(lost)
        .chain(placeholders)
        .chain(pairs.map(|pair| (pair, Sign::Doubled)))
        .chain(wording.vague.marks.iter().flat_map(vague).map(|word| (word, Sign::Vague)))
        .chain([("》、《".to_owned(), Sign::Titles), ("[bookmark:".to_owned(), Sign::Bookmark)])
        .chain(chrome.map(|word| (word.clone(), Sign::Chrome)))
}

/// Lists the words that tell what is spoken of.
fn subjects() -> impl Iterator<Item = (String, Sign)> {
    let slips = phrases().citation.issuers.iter().map(String::as_str);
    let issuers = issuers().chain(slips).map(|issuer| (issuer.to_owned(), Sign::Issuer));
    let fees = phrases().coverage.fee.iter().map(|word| (word.clone(), Sign::Fee));
    issuers.chain(fees)
}

/// Lists the beginnings of the issuers of the notices that reports cite: a slip in the rest is found by it.
fn issuers() -> impl Iterator<Item = &'static str> {
    const BEGINNING: usize = 2;
    let begin = |issuer: &'static str| issuer.char_indices().nth(BEGINNING).map_or(issuer, |(end, _)| &issuer[..end]);
    notices().iter().filter(|notice| !notice.title_words.is_empty()).map(move |notice| begin(&notice.prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_signs_that_overlap_the_longest_of_the_first_is_found() {
        let found =
            |text| signs(text).into_iter().map(|found| (found.start, found.end, found.meaning)).collect::<Vec<_>>();
        assert_eq!(found("甲,,。乙"), [(3, 5, Sign::Doubled)]);
        assert_eq!(found("甲××××"), [(3, 7, Sign::Placeholder), (7, 11, Sign::Placeholder)]);
    }
}
