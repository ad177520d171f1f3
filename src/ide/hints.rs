//! Computed sums beside totals that are blank or wrong.

use super::Snapshot;
use super::place::meets;
use super::sums::{Sum, Verdict};
use super::words::Words;
use crate::edit::Edit;
use crate::number::{self, Class};
use crate::report::BoundTable;
use crate::text::Span;

/// A word beside the text.
#[derive(Clone, Debug)]
pub struct Hint {
    /// Its position, in bytes of the source.
    pub offset: u32,
    /// Its text: `应为 15`.
    pub label: String,
    /// The sum that it comes from, with the figures of the draft.
    pub tooltip: String,
    /// Edits that write the figure, should a person ask for it.
    pub edits: Vec<Edit>,
}

/// The hints for the tables in a span, in order.
pub fn hints(snapshot: &Snapshot, range: Span) -> Vec<Hint> {
    let near = snapshot.tables().filter(|(_, _, table)| meets(snapshot.table_place(table), range));
    let mut hints: Vec<Hint> = near.flat_map(|(_, _, table)| of_table(snapshot, table)).collect();
    hints.retain(|hint| range.start <= hint.offset && hint.offset <= range.end);
    hints.sort_by_key(|hint| hint.offset);
    hints
}

/// One hint for each figure that the sums of a total give in place of its own.
fn of_table(snapshot: &Snapshot, table: &BoundTable) -> Vec<Hint> {
    let mut said: Vec<((usize, usize), i64)> = Vec::new();
    let mut hints = Vec::new();
    for sum in Sum::all(table) {
        let total = sum.total();
        let blank = table.value(total.0, total.1).is_some_and(|value| value.class == Class::Empty);
        let wrong = sum.has_total() && sum.verdict() == Verdict::Broken;
        let Some(expected) = sum.expected().filter(|_| blank || wrong) else { continue };
        if !said.contains(&(total, expected)) {
            said.push((total, expected));
            hints.extend(hint(snapshot, &sum, expected));
        }
    }
    hints
}

fn hint(snapshot: &Snapshot, sum: &Sum, expected: i64) -> Option<Hint> {
    let (row, column) = sum.total();
    let value = sum.table.value(row, column)?;
    let figure = expected.to_string();
    let edits = match value.class {
        Class::Empty => snapshot.document().fill(value.line, value.span, &figure),
        Class::Figure => {
            let length = number::parse(value.span.of(snapshot.text()))?.length;
            let start = value.span.start as usize;
            snapshot.document().replace(Span::new(start, start + length), &figure)
        }
        Class::Placeholder | Class::Text => snapshot.document().replace(value.span, &figure),
    };
    let offset = match value.class {
        Class::Empty => edits.first()?.span.end,
        _ => snapshot.place(value.span).end,
    };
    let words = Words(snapshot.language);
    let tooltip = words.sum(sum.place_label(), sum.identity(), &sum.figures(words));
    Some(Hint { offset, label: words.should_be(expected), tooltip, edits })
}
