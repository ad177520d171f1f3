//! Texts of several reports under change: what is found in them with most of it kept is what is found when all is read.

use std::sync::Arc;

use gaireport::analysis::{Analysis, Before, MOST_FINDINGS, Options, Placed, Volume, again, remember};
use gaireport::report::{Previous, Report};

use crate::laws::dialects::{self, ALL, Dialect};
use crate::laws::drafts::Draft;
use crate::laws::random::Random;
use crate::strict::analyze;

/// Texts of each dialect.
const TEXTS: usize = 2;
/// Changes to each.
const CHANGES: usize = 14;

const REPORT: &str = include_str!("../reports/002_d0f9dbc75b92da1d.txt");

/// A text of several reports as somebody works on it.
struct Desk {
    text: String,
    dialect: Dialect,
    random: Random,
    /// Texts that it was before.
    history: Vec<String>,
}

/// The end of the last whole character before a byte, or the byte.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default()
}

/// Writes a report, some figures of it wrong.
fn written(dialect: Dialect, random: &mut Random) -> (Draft, dialects::Written) {
    let draft = Draft::new(random);
    let mut written = dialects::write(&draft, dialect, random);
    for _ in 0..random.below(6) {
        let digits: Vec<usize> =
            written.text.match_indices(|mark: char| mark.is_ascii_digit()).map(|at| at.0).collect();
        let at = digits[random.below(digits.len())];
        written.text.replace_range(at..=at, random.pick(&["8", "", "若干", "1 2"]));
    }
    (draft, written)
}

impl Desk {
    fn new(dialect: Dialect, seed: u64) -> (Desk, Options) {
        let mut random = Random::new(seed);
        let (mut text, mut previous, mut kind) = (String::new(), Previous::default(), None);
        for _ in 0..3 + random.below(8) {
            let (draft, written) = written(dialect, &mut random);
            let last = written.text.replace(&draft.year.to_string(), &(draft.year - 1).to_string());
            remember(&mut previous, &Arc::from("去年.txt"), &last, written.kind);
            text.push_str(&written.text);
            text.push_str(random.pick(&["", "\n", "\n\n", " \n"]));
            kind.get_or_insert(written.kind);
        }
        let options = Options {
            previous: Some(Arc::new(previous)),
            ..Options::new(kind.expect("there are at least three reports"))
        };
        (Desk { text, dialect, random, history: Vec::new() }, options)
    }

    /// Somewhere between two characters.
    fn place(&mut self) -> usize {
        let at = self.random.below(self.text.len() + 1);
        (at..=self.text.len()).find(|&at| self.text.is_char_boundary(at)).expect("the end of a text is one")
    }

    fn start_of_line(&mut self) -> usize {
        let at = self.place();
        self.text[..at].rfind(['\n', '\r']).map_or(0, |end| end + 1)
    }

    /// One of the places where the words stand.
    fn find(&mut self, words: &str) -> Option<usize> {
        let places: Vec<usize> = self.text.match_indices(words).map(|at| at.0).collect();
        (!places.is_empty()).then(|| places[self.random.below(places.len())])
    }

    /// Changes the text in one of the ways in which texts are changed. Says whether it was a key that was struck.
    fn change(&mut self) -> bool {
        let before = self.text.clone();
        let choice = self.random.below(14);
        match choice {
            0..=3 => {
                let key = self.random.pick(&["1", "9", "年", "。", "\n", "\t", "|", " ", "，"]);
                let at = self.place();
                self.text.insert_str(at, key);
            }
            4 | 5 => {
                let (start, end) = (self.place(), self.place());
                let end = floor(&self.text, end.clamp(start, start + 40));
                self.text.replace_range(start..end.max(start), "");
            }
            6 => {
                let (at, dialect) = (self.start_of_line(), self.dialect);
                let pasted = written(dialect, &mut self.random).1.text;
                self.text.insert_str(at, &pasted);
            }
            7 => self.delete_line_of("年度报告"),
            8 => self.delete_line_of("、"),
            9 => {
                if let Some(at) = self.find("\n") {
                    self.text.remove(at);
                }
            }
            10 => {
                let at = self.start_of_line();
                let words = [
                    "# gaireport-ignore\n",
                    "# gaireport-ignore row-sum-mismatch, typo\n",
                    "<!-- gaireport-ignore -->",
                ];
                let words = self.random.pick(&[words[0], words[1], words[2], "# gaireport-ignore-file empty-cell\n"]);
                self.text.insert_str(at, words);
            }
            11 => {
                let at = self.start_of_line();
                let table =
                    ["总计\t1\t2\n", "| 甲 | 1 |\n|---|---|\n| 乙 | 2 |\n", "<table><tr><td>总计<td>1</table>\n"];
                let table = self.random.pick(&table);
                self.text.insert_str(at, table);
            }
            12 => self.text = self.text.replace("\r\n", "\n").replace('\n', "\r\n"),
            _ => {
                if let Some(before) = self.history.pop() {
                    self.text = before;
                }
            }
        }
        self.history.push(before);
        choice < 4
    }

    fn delete_line_of(&mut self, words: &str) {
        let Some(at) = self.find(words) else { return };
        let start = self.text[..at].rfind('\n').map_or(0, |end| end + 1);
        let end = self.text[at..].find('\n').map_or(self.text.len(), |end| at + end + 1);
        self.text.replace_range(start..end, "");
    }
}

/// Compares what is found in a text that was read again with what is found in it.
fn assert_same(volume: &Volume, options: &Options, what: &str) {
    let expected: Vec<String> =
        analyze(volume.source(), options).findings.iter().map(|finding| format!("{finding:?}")).collect();
    let found: Vec<String> = volume.findings().iter().map(|placed| format!("{:?}", placed.finding())).collect();
    for (found, expected) in found.iter().zip(&expected) {
        assert_eq!(found, expected, "{what}");
    }
    assert_eq!(found.len(), expected.len(), "{what}");
}

#[test]
fn what_is_found_after_any_changes_is_what_is_found_in_the_text() {
    for dialect in ALL {
        let (mut reread, mut whole, mut found) = (0, 0, 0);
        for number in 0..TEXTS {
            let (mut desk, options) = Desk::new(dialect, (number * ALL.len() + dialect as usize) as u64);
            let mut volume = Volume::read(desk.text.clone(), &options);
            assert_same(&volume, &options, &format!("{dialect:?} {number}"));
            for change in 0..CHANGES {
                let keeps = |volume: &Volume| volume.longest() < volume.source().len() / 2;
                let key = keeps(&volume) & desk.change();
                volume = volume.again(desk.text.clone(), &options);
                assert_same(&volume, &options, &format!("{dialect:?} {number}, change {change}"));
                found += volume.findings().len();
                if key && keeps(&volume) {
                    (reread, whole) = (reread + volume.reread(), whole + desk.text.len());
                }
            }
        }
        assert!(found > 0, "{dialect:?}: texts in which nothing is found");
        if dialect != Dialect::Html && !dialect.is_one_line() {
            assert!(whole > 0 && 2 * reread < whole, "{dialect:?}: {reread} of {whole} bytes were read again");
        }
    }
}

/// The lines and cells of a text, what it says in words, and what is found in it.
fn words_and_findings(analysis: &Analysis) -> String {
    let words: Vec<_> = analysis.reports.iter().map(|report| (&report.prose, &report.stated)).collect();
    let document = &analysis.document;
    format!("{:?} {:?} {words:?} {:?}", document.lines, document.cells, analysis.findings)
}

#[test]
fn words_that_did_not_change_say_what_they_said_before() {
    for dialect in ALL {
        let (mut kept, mut all) = (0, 0);
        for number in 0..TEXTS {
            let (mut desk, options) = Desk::new(dialect, (number * ALL.len() + dialect as usize) as u64);
            let mut before = analyze(&desk.text, &options);
            for change in 0..CHANGES {
                let source = desk.text.clone();
                desk.change();
                let year = [None, None, None, Some(2021), Some(2022)][desk.random.below(5)];
                let options = Options { year, ..options.clone() };
                let now = again(&desk.text, &options, Before { source: &source, analysis: &before });
                let fresh = words_and_findings(&analyze(&desk.text, &options));
                assert!(words_and_findings(&now) == fresh, "{dialect:?} {number}, change {change}");
                let known = |report: &&Report| {
                    before.reports.iter().any(|old| Arc::ptr_eq(&old.prose.marks, &report.prose.marks))
                };
                kept += now.reports.iter().filter(known).count();
                all += now.reports.len();
                before = now;
            }
        }
        assert!(all > 0 && 2 * kept > all, "{dialect:?}: the words of {kept} of {all} reports were known");
    }
}

#[test]
fn findings_that_are_only_counted_are_counted_after_a_change() {
    let options = Options::new(gaireport::dialect::Kind::Text);
    let faulty = REPORT.replace("\t0", "\t若干");
    let mut text = format!("{faulty}\n").repeat(40);
    let mut volume = Volume::read(text.clone(), &options);
    for at in [text.len() - faulty.len() / 2, faulty.len() / 2, 3] {
        let at = floor(&text, at);
        text.insert_str(at, "\n1");
        volume = volume.again(text.clone(), &options);
        assert!(volume.findings().len() == MOST_FINDINGS + 1 && volume.reread() < 4 * faulty.len());
        assert_same(&volume, &options, "");
    }
}

#[test]
fn a_finding_that_is_kept_stays_the_same() {
    let options = Options::new(gaireport::dialect::Kind::Text);
    let faulty = format!("{}\n", REPORT.replacen("\t0", "\t若干", 1));
    let before = Volume::read(faulty.repeat(3), &options);
    let after = before.again(format!("今年\n{}", faulty.repeat(3)), &options);
    let of_last = |placed: &&Placed| placed.span().start as usize > 2 * faulty.len();
    let (one, other) =
        (before.findings().iter().rfind(of_last).unwrap(), after.findings().iter().rfind(of_last).unwrap());
    assert!(Arc::ptr_eq(&one.finding, &other.finding));
    assert_eq!(other.span().start - one.span().start, "今年\n".len() as u32);
}
