//! One character that stands twice, or more often, in a row.

use crate::lexicon::doubled::doubled;
use crate::report::Prose;
use crate::report::prose::is_ideograph;

/// Bytes of an ideograph.
const WIDTH: usize = '一'.len_utf8();

/// A run of the same ideograph, in bytes of the folded text.
pub struct Run {
    /// Its first byte.
    pub start: usize,
    /// One past its last.
    pub end: usize,
}

/// Runs of a character that is there once too often.
pub fn slips(prose: &Prose) -> Vec<Run> {
    let text = prose.folded.text.as_str();
    let slip = |run: &Run| {
        let (head, tail) = prose.around(run.start, run.end);
        let Some(character) = text[run.start..].chars().next() else { return false };
        // 12件件件有着落.
        let apart = run.end - run.start > 2 * WIDTH && doubled().doubles(character);
        !apart && doubled().is_slip(character, head, tail) && prose.is_unbroken(run.start, run.end)
    };
    runs(text).into_iter().filter(slip).collect()
}

/// All runs of an ideograph, in order.
fn runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut last = None;
    for (at, character) in text.char_indices() {
        if last == Some(character) && is_ideograph(character) {
            match runs.last_mut() {
                Some(run) if run.end == at => run.end += WIDTH,
                _ => runs.push(Run { start: at - WIDTH, end: at + WIDTH }),
            }
        }
        last = Some(character);
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_found_whole() {
        let text = "a公公公开，开é的的";
        let found: Vec<&str> = runs(text).iter().map(|run| &text[run.start..run.end]).collect();
        assert_eq!(found, ["公公公", "的的"]);
        assert!(runs("公").is_empty() && runs("").is_empty());
    }
}
