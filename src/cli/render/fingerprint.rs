//! Fingerprints findings so that they survive moving lines: by the rule and the cell or words, never the line.

use std::collections::HashMap;

use gaireport::lint::Finding;
use gaireport::render::name::hash;
pub use gaireport::render::name::of_missing;

use super::Draft;
use super::place::relative;

/// The fingerprint of a finding within its file: the same for two findings of one rule on the same cell or words.
pub fn fingerprint(draft: &Draft, finding: &Finding) -> u128 {
    hash(&parts(draft, finding))
}

/// A fingerprint for each finding, in order, that no other has: the path from the working folder counts, and the how-manieth it is of its kind.
pub fn unique(draft: &Draft) -> Vec<String> {
    let mut seen: HashMap<u128, u32> = HashMap::new();
    let path = relative(draft.path).into_owned();
    let findings = draft.analysis.findings.iter().map(|finding| {
        let count = seen.entry(fingerprint(draft, finding)).or_default();
        *count += 1;
        let [rule, place, arguments] = parts(draft, finding);
        hash(&[path.clone(), rule, place, arguments, count.to_string()])
    });
    findings.map(|print| format!("{print:032x}")).collect()
}

/// Rule; cell, or quoted words without blanks; and what else the message is about.
fn parts(draft: &Draft, finding: &Finding) -> [String; 3] {
    let quoted = || finding.span.of(draft.text).split_whitespace().collect();
    let place = finding.cell.clone().unwrap_or_else(quoted);
    // The cell says it all; what stands on the same heading differs by what is said.
    let arguments = match finding.cell {
        Some(_) => String::new(),
        None => finding.message.arguments.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>().join("\u{1f}"),
    };
    [finding.rule.id.to_owned(), place, arguments]
}
