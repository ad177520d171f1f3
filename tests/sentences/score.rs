//! How often rules are right in what they say of sentences, and how much they find.

use std::fmt::Write;

use gaireport::lint::Finding;

/// A sentence, the rule that must speak of it, and the words that it must stand on.
pub type Wrong = (String, String, String);

/// Counts over sentences.
#[derive(Default)]
pub struct Score {
    right: usize,
    said: usize,
    wanted: usize,
    sentences: usize,
    traps: usize,
    complaints: String,
}

/// What a score must reach.
pub struct Least {
    /// Number of sentences.
    pub sentences: usize,
    /// Share of right findings among all, in percent.
    pub precision: usize,
    /// Share of faults that are found, in percent.
    pub recall: usize,
}

impl Score {
    /// Counts what is said of a scene's sentences: `right` ones, of which nothing is to be said, and `wrong` ones.
    pub fn count(
        &mut self,
        scene: &str,
        right: &[String],
        wrong: &[Wrong],
        findings: impl Fn(&str) -> Vec<(Finding, String)>,
    ) {
        for sentence in right {
            let found = findings(sentence);
            self.said += found.len();
            for (finding, quoted) in found {
                let _ = writeln!(self.complaints, "{scene}: {} on {quoted:?}: {sentence}", finding.rule.id);
            }
        }
        for (sentence, rule, words) in wrong {
            let found = findings(sentence);
            let (hits, others): (Vec<_>, Vec<_>) =
                found.iter().partition(|(finding, quoted)| finding.rule.id == rule && quoted == words);
            self.right += hits.len().min(1);
            self.said += found.len();
            self.wanted += 1;
            if hits.is_empty() {
                let _ = writeln!(self.complaints, "{scene}: no {rule} on {words:?}: {sentence}");
            }
            for (finding, quoted) in others {
                let _ = writeln!(self.complaints, "{scene}: {} on {quoted:?}, not {rule}: {sentence}", finding.rule.id);
            }
        }
        self.sentences += right.len() + wrong.len();
        self.traps += right.len();
    }

    /// Prints the score, and fails where it is too low.
    pub fn hold(&self, least: &Least) {
        let Score { right, said, wanted, sentences, traps, complaints } = self;
        let (precision, recall) = (right * 100 / said.max(&1), right * 100 / wanted.max(&1));
        eprintln!(
            "{sentences} sentences, {traps} of them traps: precision {right}/{said} = {precision} %, recall {right}/{wanted} = {recall} %\n{complaints}"
        );
        assert!(*sentences >= least.sentences && 2 * traps > *sentences, "{sentences} sentences, {traps} traps");
        assert!(precision >= least.precision, "precision {precision} %\n{complaints}");
        assert!(recall >= least.recall, "recall {recall} %\n{complaints}");
    }
}
