//! Words that stand among the lines of a table and are no part of it: what is written anew must not lose them.

use std::sync::LazyLock;

use super::redraw::overlap;
use crate::dialect::{Cell, Document};
use crate::number::Class;
use crate::report::BoundTable;
use crate::report::fold::fold;
use crate::standard::{Table, editions};

/// Longest label that conversion may have changed, in characters; a longer one has words of its own.
const LONGEST_LABEL: usize = 40;
/// Longest run of characters out of labels that is taken for a scrap of them.
const LONGEST_SCRAP: usize = 12;

/// Collects the texts of a line's cells that are neither labels nor values of the tables.
pub(super) fn words<'t>(document: &Document, text: &'t str, tables: &[BoundTable], line: usize) -> Vec<&'t str> {
    let cells = document.cells_of(&document.lines[line]).iter();
    let left = cells.filter(|cell| cell.class == Class::Text && !is_accounted_for(text, tables, cell));
    left.map(|cell| cell.span.of(text)).collect()
}

fn is_accounted_for(text: &str, tables: &[BoundTable], cell: &Cell) -> bool {
    let folded = fold(cell.span.of(text));
    let length = folded.chars().count();
    let label = |table: &BoundTable| {
        let mut used = table.labels.iter().filter(|used| overlap(used.span, cell.span));
        used.any(|used| used.exact || length <= LONGEST_LABEL)
    };
    let value = |table: &BoundTable| {
        let values = table.rows.iter().filter_map(|row| row.values);
        values.chain(table.extras.iter().map(|extra| extra.whole)).any(|span| overlap(span, cell.span))
    };
    let scrap = length <= LONGEST_SCRAP && folded.chars().all(|character| labels().contains(character));
    labels().contains(&folded) || scrap || tables.iter().any(|table| label(table) || value(table))
}

/// All labels of the tables of all editions, folded.
fn labels() -> &'static str {
    static LABELS: LazyLock<String> = LazyLock::new(|| {
        let tables = editions().iter().flat_map(|edition| &edition.tables);
        tables.flat_map(labels_of).map(|label| fold(label)).collect::<Vec<_>>().join("\n")
    });
    &LABELS
}

fn labels_of(table: &Table) -> impl Iterator<Item = &String> {
    let parts = table.parts.iter().flat_map(|part| [&part.title, &part.label_header]);
    let columns = table.columns.iter().flat_map(|column| column.path.iter().chain([&column.label]));
    let rows = table.rows.iter().flat_map(|row| row.path.iter().chain([&row.label]));
    parts.chain(columns).chain(rows).chain([&table.corner])
}
