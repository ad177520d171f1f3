//! Changes to a draft: edits, the fixes made of them, and their application.

use crate::language::Message;
use crate::text::Span;

/// Replaces the bytes of `span` in the source of the draft by `text`; an empty span inserts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The span to replace, in bytes of the source.
    pub span: Span,
    /// The replacement text.
    pub text: String,
}

/// Condition under which a fix may be applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applicability {
    /// Changes form only: `--fix` and fix-all apply it. Never writes a figure or changes its value.
    Safe,
    /// A person chooses: `--fix --unsafe-fixes`, or a click.
    Suggestion,
}

/// One way to put a finding right.
#[derive(Clone, Debug)]
pub struct Fix {
    /// Label of the click, naming its effect, for example `改为 13`.
    pub title: Message,
    /// Condition under which it may be applied.
    pub applicability: Applicability,
    /// The changes, ordered and not overlapping.
    pub edits: Vec<Edit>,
}

/// Applies the fixes' edits to `text`, first come first served: a fix any edit of which touches an accepted one is left
/// for the next round, as is one whose edit lies outside the text. Returns the new text and how many fixes went in.
pub fn apply<'f>(text: &str, fixes: impl IntoIterator<Item = &'f Fix>) -> (String, usize) {
    let (text, applied) = apply_some(text, fixes);
    (text, applied.len())
}

/// The same, with the indices of the fixes that went in.
pub fn apply_some<'f>(text: &str, fixes: impl IntoIterator<Item = &'f Fix>) -> (String, Vec<usize>) {
    let mut accepted: Vec<&Edit> = Vec::new();
    let mut applied = Vec::new();
    for (index, fix) in fixes.into_iter().enumerate() {
        // Accepted edits are kept in order, so only the neighbours of a new one can touch it. What one fix inserts at one
        // place goes in as the fix has it.
        let place = |accepted: &[&Edit], edit: &Edit| accepted.partition_point(|other| other.span <= edit.span);
        let free = |edit: &Edit| {
            let at = place(&accepted, edit);
            let touched = |other: Option<&&Edit>| other.is_some_and(|other| touches(edit, other));
            !touched(accepted.get(at)) && !touched(at.checked_sub(1).and_then(|before| accepted.get(before)))
        };
        if !fix.edits.is_empty()
            && !overlap(&fix.edits)
            && fix.edits.iter().all(|edit| text.get(edit.span.range()).is_some() && free(edit))
        {
            for edit in &fix.edits {
                accepted.insert(place(&accepted, edit), edit);
            }
            applied.push(index);
        }
    }
    let mut result = String::with_capacity(text.len() + accepted.iter().map(|edit| edit.text.len()).sum::<usize>());
    let mut copied = 0;
    for edit in accepted {
        result.push_str(&text[copied..edit.span.start as usize]);
        result.push_str(&edit.text);
        copied = edit.span.end as usize;
    }
    result.push_str(&text[copied..]);
    (result, applied)
}

/// Returns whether two of the edits change the same bytes, so that they cannot be applied together.
pub fn overlap(edits: &[Edit]) -> bool {
    let mut spans: Vec<Span> = edits.iter().map(|edit| edit.span).collect();
    spans.sort_unstable();
    spans.windows(2).any(|pair| pair[1].start < pair[0].end)
}

/// Two insertions at one place, or overlapping replacements, cannot both be meant.
fn touches(one: &Edit, other: &Edit) -> bool {
    one.span == other.span || (one.span.start < other.span.end && other.span.start < one.span.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fix(edits: &[(usize, usize, &str)]) -> Fix {
        let edit =
            |&(start, end, text): &(usize, usize, &str)| Edit { span: Span::new(start, end), text: text.to_owned() };
        Fix { title: Message::new("fix"), applicability: Applicability::Safe, edits: edits.iter().map(edit).collect() }
    }

    #[test]
    fn what_a_fix_inserts_at_one_place_keeps_its_order() {
        let twice = fix(&[(1, 1, "x"), (1, 1, "y"), (1, 2, "B")]);
        let same = fix(&[(1, 1, "z")]);
        assert_eq!(apply_some("abc", [&twice, &same]), ("axyBc".to_owned(), vec![0]));
    }

    #[test]
    fn a_fix_that_changes_bytes_twice_is_left_out() {
        let twice = fix(&[(1, 5, "x"), (1, 5, "y")]);
        let inside = fix(&[(0, 6, "x"), (2, 3, "y")]);
        let apart = fix(&[(0, 1, "A"), (1, 1, "+"), (5, 6, "F")]);
        assert_eq!(apply_some("abcdef", [&twice, &inside, &apart]), ("A+bcdeF".to_owned(), vec![2]));
        assert_eq!([twice, inside, apart].map(|fix| overlap(&fix.edits)), [true, true, false]);
    }
}
