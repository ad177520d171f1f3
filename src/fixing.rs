//! The fixed-point fix engine: analyse, apply what may be applied, until nothing changes.

use std::collections::HashSet;
use std::hash::BuildHasher;

use rustc_hash::FxBuildHasher;

use crate::analysis::{MOST_FINDINGS, Options, analyze};
use crate::edit::{self, Applicability, Fix};
use crate::lint::Finding;

/// Most rounds. Rows missing at one place go in one a round, and a whole table has fewer rows than this.
const ROUNDS: usize = 64;

/// Most fresh starts from the draft: at each, some fixes that undo each other are left out.
const STARTS: usize = 4;

/// Applies the safe fix of each finding, or where suggestions are applied too its first fix where it has no safe one, and
/// does so again with the result until nothing changes. A text that comes up twice shows fixes that undo each other: they
/// are left out, and the others are applied to the draft anew. A fix after which its finding is still there is taken back
/// and not tried again: in a page that is broken it would be made round by round.
pub fn fix(source: &str, options: &Options, most: Applicability) -> String {
    let mut vain: HashSet<u64> = HashSet::new();
    let mut text = source.to_owned();
    for _ in 0..STARTS {
        let end = apply_all(source, options, most, &mut vain);
        text = end.text;
        if !end.circular {
            break;
        }
    }
    text
}

/// Fixes tried one by one where all together lead to new findings, at most, and the bytes that may be analysed for it.
const TRIED: (usize, usize) = (100, 1 << 20);

/// The fixes of findings of a text that may all be applied to it as it stands, each with the index of its finding: afterwards
/// their findings are gone, and none is there that was not there before.
pub fn at_once<'f>(
    source: &str,
    findings: &'f [Finding],
    options: &Options,
    most: Applicability,
) -> Vec<(usize, &'f Fix)> {
    let before = SignedFindings::of(source, options);
    let fixes = findings.iter().enumerate().filter_map(|(index, finding)| Some((index, best_fix(finding, most)?)));
    let fixes: Vec<(usize, &Fix)> = fixes.collect();
    let heals = |chosen: &[(usize, &Fix)]| {
        let (text, applied) = edit::apply_some(source, chosen.iter().map(|(_, fix)| *fix));
        let after = SignedFindings::of(&text, options);
        let gone = |&(index, _): &(usize, &Fix)| {
            let sign = sign(&findings[index]);
            after.count(sign) < before.count(sign).max(1)
        };
        applied.len() == chosen.len()
            && chosen.iter().all(gone)
            && after.signs.iter().all(|&sign| after.count(sign) <= before.count(sign))
    };
    let (_, applied) = edit::apply_some(source, fixes.iter().map(|(_, fix)| *fix));
    let mut chosen: Vec<(usize, &Fix)> = applied.into_iter().map(|index| fixes[index]).collect();
    if heals(&chosen) {
        return chosen;
    }
    let tried = std::mem::take(&mut chosen);
    for fix in tried.into_iter().take(TRIED.0.min(TRIED.1 / source.len().max(1))) {
        chosen.push(fix);
        if !heals(&chosen) {
            chosen.pop();
        }
    }
    chosen
}

/// The outcome of rounds of fixes.
struct End {
    text: String,
    /// True if fixes undid each other.
    circular: bool,
}

/// Rounds of fixes from the draft on. Fixes that led to nothing, or that undid each other, are added to those in vain.
fn apply_all(source: &str, options: &Options, most: Applicability, vain: &mut HashSet<u64>) -> End {
    let hash = |text: &str| FxBuildHasher.hash_one(text);
    let mut seen = vec![hash(source)];
    let mut tried: Vec<Vec<u64>> = Vec::new();
    let mut text = source.to_owned();
    let mut found = SignedFindings::of(&text, options);
    for _ in 0..ROUNDS {
        let chosen: Vec<(u64, &Fix)> = found.choose(most, vain);
        let (next, applied) = edit::apply_some(&text, chosen.iter().map(|(_, fix)| *fix));
        if applied.is_empty() {
            break;
        }
        let signs: Vec<u64> = applied.iter().map(|&index| chosen[index].0).collect();
        if let Some(first) = seen.iter().position(|known| *known == hash(&next)) {
            vain.extend(tried.split_off(first).into_iter().flatten().chain(signs));
            return End { text, circular: true };
        }
        let left = SignedFindings::of(&next, options);
        let known = vain.len();
        vain.extend(signs.iter().filter(|&&sign| found.is_whole() && left.count(sign) >= found.count(sign)));
        if vain.len() == known {
            seen.push(hash(&next));
            tried.push(signs);
            (text, found) = (next, left);
        }
    }
    End { text, circular: false }
}

/// Findings of a text, each with a signature that stays the same when the text around it moves.
struct SignedFindings {
    findings: Vec<Finding>,
    signs: Vec<u64>,
}

impl SignedFindings {
    fn of(text: &str, options: &Options) -> SignedFindings {
        let findings = analyze(text, options).findings;
        let signs = findings.iter().map(sign).collect();
        SignedFindings { findings, signs }
    }

    /// Returns whether the list is complete: once it is cut off, other findings take the place of those that are fixed.
    fn is_whole(&self) -> bool {
        self.findings.len() <= MOST_FINDINGS
    }

    fn count(&self, sign: u64) -> usize {
        self.signs.iter().filter(|&&other| other == sign).count()
    }

    /// The fixes that may be applied, but for those that were tried in vain.
    fn choose(&self, most: Applicability, vain: &HashSet<u64>) -> Vec<(u64, &Fix)> {
        let findings = self.findings.iter().zip(&self.signs).filter(|(_, sign)| !vain.contains(sign));
        findings.filter_map(|(finding, &sign)| Some((sign, best_fix(finding, most)?))).collect()
    }
}

fn sign(finding: &Finding) -> u64 {
    let edits = finding.fixes.iter().flat_map(|fix| &fix.edits).map(|edit| edit.text.as_str());
    let arguments = finding.message.arguments.iter().map(|(_, value)| value.as_str());
    FxBuildHasher.hash_one((finding.rule.id, &finding.cell, arguments.chain(edits).collect::<Vec<_>>()))
}

/// The fix of a finding that may be applied: a safe one wherever there is one.
fn best_fix(finding: &Finding, most: Applicability) -> Option<&Fix> {
    let safe = finding.fixes.iter().find(|fix| fix.applicability == Applicability::Safe);
    safe.or_else(|| finding.fixes.first().filter(|_| most == Applicability::Suggestion))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::Kind;

    #[test]
    fn what_is_put_in_and_not_found_again_is_taken_back() {
        // A table inside the cell of a page that ends in the middle of a tag.
        let page = "<table><tr><td>某县某局2022年政府信息公开工作年度报告<tr><td>三、收到和处理政府信息公开申请情况<tr><td><</tr\n";
        let fixed = fix(page, &Options::new(Kind::Html), Applicability::Suggestion);
        assert!(fixed.len() < 20_000, "{}", fixed.len());
        assert_eq!(fix(&fixed, &Options::new(Kind::Html), Applicability::Suggestion), fixed);
    }
}
