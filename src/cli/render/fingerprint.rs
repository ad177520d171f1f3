//! Fingerprints findings so that they survive moving lines: by the rule and the cell or words, never the line.

use std::collections::HashMap;

use gaireport::lint::Finding;

use super::place::relative;
use super::{Draft, MISSING};

/// FNV-1a of 128 bits: the same on every machine and in every version.
const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

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

/// Names a file within a page.
pub fn of_path(path: &str) -> String {
    format!("f{:032x}", hash(&[path.to_owned()]))
}

/// The fingerprint of a unit without a report.
pub fn of_missing(unit: &str) -> String {
    format!("{:032x}", hash(&[MISSING.to_owned(), unit.to_owned()]))
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

fn hash(parts: &[String]) -> u128 {
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0xFF]));
    bytes.fold(BASIS, |hash, byte| (hash ^ u128::from(byte)).wrapping_mul(PRIME))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_published_one() {
        let byte = |text: &str| text.bytes().fold(BASIS, |hash, byte| (hash ^ u128::from(byte)).wrapping_mul(PRIME));
        assert_eq!(byte("a"), 0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964);
        assert_ne!(hash(&["ab".to_owned(), String::new()]), hash(&["a".to_owned(), "b".to_owned()]));
    }
}
