//! The fixed-point fix engine: analyse, apply what may be applied, until nothing changes.

use std::borrow::Cow;
use std::collections::HashSet;
use std::hash::BuildHasher;

use rustc_hash::FxBuildHasher;

use crate::analysis::{Options, analyze};
use crate::edit::{self, Applicability, Fix};
use crate::lint::Finding;

/// Most rounds. Rows missing at one place go in one a round, and a whole table has fewer rows than this.
const ROUNDS: usize = 64;

/// Applies the safe fix of each finding, or with `unsafe_too` its first fix where it has no safe one, and does so again
/// with the result until nothing changes. A text that comes up twice ends it: two fixes undo each other.
pub fn fix(source: &str, options: &Options, unsafe_too: bool) -> String {
    let hash = |text: &str| FxBuildHasher.hash_one(text);
    let newline = newline_of(source);
    let mut seen = HashSet::from([hash(source)]);
    let mut text = source.to_owned();
    for _ in 0..ROUNDS {
        let analysis = analyze(&text, options);
        let chosen = analysis.findings.iter().filter_map(|finding| choose(finding, unsafe_too));
        let fixes: Vec<Fix> = chosen.map(|fix| with_newlines(fix, newline)).collect();
        let (next, applied) = edit::apply(&text, &fixes);
        if applied == 0 || !seen.insert(hash(&next)) {
            break;
        }
        text = next;
    }
    text
}

/// The fix of a finding that may be applied: a safe one wherever there is one.
fn choose(finding: &Finding, unsafe_too: bool) -> Option<&Fix> {
    let safe = finding.fixes.iter().find(|fix| fix.applicability == Applicability::Safe);
    safe.or_else(|| finding.fixes.first().filter(|_| unsafe_too))
}

/// The line end that most lines of the draft have; a line feed where there is none.
pub fn newline_of(text: &str) -> &'static str {
    let count = |mark: u8| memchr::memchr_iter(mark, text.as_bytes()).count();
    let both = memchr::memmem::find_iter(text.as_bytes(), "\r\n").count();
    let (feeds, returns) = (count(b'\n') - both, count(b'\r') - both);
    match () {
        () if both > feeds.max(returns) => "\r\n",
        () if returns > feeds => "\r",
        () => "\n",
    }
}

/// The text with every line end of it written as `newline`. Fixes write line feeds; a draft keeps its own.
pub fn localize<'t>(text: &'t str, newline: &str) -> Cow<'t, str> {
    if newline == "\n" || !text.contains('\n') {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\n', newline))
}

fn with_newlines(fix: &Fix, newline: &str) -> Fix {
    let mut fix = fix.clone();
    for edit in &mut fix.edits {
        if let Cow::Owned(text) = localize(&edit.text, newline) {
            edit.text = text;
        }
    }
    fix
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inserted_line_ends_are_those_of_most_lines() {
        let cases = [
            ("一\r\n二\r\n三\n", "\r\n"),
            ("一\n二", "\n"),
            ("一\r二\r", "\r"),
            ("一", "\n"),
            ("一\r\n二\n三\n", "\n"),
        ];
        for (text, newline) in cases {
            assert_eq!(newline_of(text), newline, "{text:?}");
        }
        assert_eq!(localize("甲\n乙\r\n", "\r\n"), "甲\r\n乙\r\n");
        assert_eq!(localize("甲\n乙", "\n"), "甲\n乙");
    }
}
