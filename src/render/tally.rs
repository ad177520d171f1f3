//! Counts over all files, and the exit code that they give.

use crate::analysis::Analysis;
use crate::lint::Severity;
use crate::rules::RULES;
use rustc_hash::FxHashMap;
use serde::Serialize;

/// Counts, of one file or of all.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Files looked at.
    pub files: usize,
    /// Reports in them.
    pub reports: usize,
    /// Findings by severity: information, warnings, errors.
    pub severities: [usize; 3],
    /// Findings by rule.
    pub rules: FxHashMap<&'static str, usize>,
    /// Files that could not be dealt with.
    pub failed: usize,
    /// Files written anew, or that would be.
    pub changed: usize,
}

/// The `summary` of JSON.
#[derive(Serialize)]
pub struct Summary {
    files: usize,
    reports: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
}

impl Tally {
    /// The counts of one analysed file.
    pub fn of(analysis: &Analysis) -> Tally {
        let mut tally = Tally { files: 1, reports: analysis.reports.len(), ..Tally::default() };
        for finding in &analysis.findings {
            tally.severities[place(finding.severity)] += 1;
            *tally.rules.entry(finding.rule.id).or_default() += 1;
        }
        tally
    }

    /// The counts of one file that could not be dealt with.
    pub fn failure() -> Tally {
        Tally { files: 1, failed: 1, ..Tally::default() }
    }

    /// Counts findings that stand in no file.
    pub fn count(&mut self, rule: &'static str, severity: Severity, count: usize) {
        if count > 0 {
            self.severities[place(severity)] += count;
            *self.rules.entry(rule).or_default() += count;
        }
    }

    /// Adds the counts of another.
    pub fn add(&mut self, other: &Tally) {
        self.files += other.files;
        self.reports += other.reports;
        self.failed += other.failed;
        self.changed += other.changed;
        for (sum, count) in self.severities.iter_mut().zip(other.severities) {
            *sum += count;
        }
        for (rule, count) in &other.rules {
            *self.rules.entry(rule).or_default() += count;
        }
    }

    /// The counts that JSON ends with.
    pub fn summary(&self) -> Summary {
        let [infos, warnings, errors] = self.severities;
        Summary { files: self.files, reports: self.reports, errors, warnings, infos }
    }

    /// Rules with findings, the most frequent first, else in the order of the rules.
    pub fn statistics(&self) -> Vec<(usize, &'static str)> {
        let counted = |rule: &'static crate::lint::Rule| self.rules.get(rule.id).map(|&count| (count, rule.id));
        let mut counts: Vec<_> = RULES.iter().filter_map(counted).collect();
        counts.sort_by_key(|&(count, _)| std::cmp::Reverse(count));
        counts
    }

    /// 2 where something could not be done, 1 where a finding is at or above `fail_on`, else 0.
    pub fn exit_code(&self, fail_on: Option<Severity>) -> u8 {
        let grave = fail_on.is_some_and(|least| self.severities[place(least)..].iter().any(|&count| count > 0));
        match (self.failed > 0, grave) {
            (true, _) => 2,
            (false, true) => 1,
            (false, false) => 0,
        }
    }
}

fn place(severity: Severity) -> usize {
    match severity {
        Severity::Information => 0,
        Severity::Warning => 1,
        Severity::Error => 2,
    }
}
