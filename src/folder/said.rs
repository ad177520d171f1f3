//! Collects what the folder checks find, file by file, by the severities and the comments of each file.

use crate::analysis::Levels;
use crate::lint::{Finding, Level, Rule, Sink};
use crate::rules::{RULES, tool};
use crate::suppress::Suppression;

use super::Member;

/// Findings by member.
pub(super) struct Said<'f> {
    members: &'f [Member<'f>],
    findings: Vec<Vec<Finding>>,
}

impl<'f> Said<'f> {
    /// Nothing said yet.
    pub(super) fn new(members: &'f [Member<'f>]) -> Self {
        Said { members, findings: vec![Vec::new(); members.len()] }
    }

    /// Adds a finding of a rule to a member.
    pub(super) fn push(&mut self, member: usize, id: &str, finding: Finding) {
        self.sink(member, id, |sink| sink.push(finding));
    }

    /// The same, one step below the rule's severity unless a level is configured.
    pub(super) fn push_lowered(&mut self, member: usize, id: &str, finding: Finding) {
        self.sink(member, id, |sink| sink.push_lowered(finding));
    }

    fn sink(&mut self, member: usize, id: &str, push: impl FnOnce(&mut Sink)) {
        let (Some(known), Some((index, rule))) = (self.members.get(member), rule(id)) else { return };
        if let Some(severities) = known.levels.severities(index) {
            push(&mut Sink::new(rule, severities, &mut self.findings[member]));
        }
    }

    /// Number of findings of each member.
    pub(super) fn len(&self) -> Vec<usize> {
        self.findings.iter().map(Vec::len).collect()
    }

    /// Takes back what was found since.
    pub(super) fn truncate(&mut self, before: &[usize]) {
        self.findings.iter_mut().zip(before).for_each(|(findings, length)| findings.truncate(*length));
    }

    /// Says that a check failed.
    pub(super) fn failed(&mut self, rule: &str) {
        if let Some(first) = self.members.first() {
            self.push(0, "internal-error", tool::internal_error(first.sheet.title, rule));
        }
    }

    /// The findings in order, without those that comments keep quiet.
    pub(super) fn finish(self) -> Vec<Vec<Finding>> {
        let members = self.members.iter().zip(self.findings);
        members.map(|(member, findings)| heard(findings, &member.sheet.suppressions)).collect()
    }
}

fn heard(mut findings: Vec<Finding>, suppressions: &[Suppression]) -> Vec<Finding> {
    findings.sort_by_key(|finding| finding.span);
    let mut silenced = vec![false; findings.len()];
    for suppression in suppressions {
        suppression.silence(&findings, &mut silenced);
    }
    let mut silenced = silenced.into_iter();
    findings.retain(|_| !silenced.next().unwrap_or(false));
    findings
}

fn rule(id: &str) -> Option<(usize, &'static Rule)> {
    RULES.iter().enumerate().find(|(_, rule)| rule.id == id)
}

/// The level of a rule.
pub(super) fn level(levels: &Levels, id: &str) -> Level {
    rule(id).and_then(|(index, _)| levels.of(index))
}
