//! Puts a table written anew in place of the draft's, keeping every word that stands among its rows.

use std::ops::Range;

use super::insert::whole_lines;
use super::leftovers;
use crate::dialect::LineKind;
use crate::edit::Edit;
use crate::lint::Context;
use crate::report::BoundTable;

/// An edit that puts `text` in place of a table. Sentences and words among its rows follow it. `None` where a row of the
/// table strayed behind another heading, where another table stands among its rows, and in a page where anything does.
pub fn rewrite_table(context: &Context, table: &BoundTable, text: &str) -> Option<Edit> {
    let lines = lines_of(context, table)?;
    let others = context.report.tables.iter().filter(|other| other.table().id != table.table().id);
    let headings = context.report.headings.iter().map(|heading| heading.line);
    let mut rows_of_others = others.flat_map(|other| own_lines(context, other)).chain(headings);
    if rows_of_others.any(|line| lines.contains(&line)) {
        return None;
    }
    let left: Vec<String> = lines.clone().filter_map(|line| words_on(context, line)).collect();
    if context.document.page && !left.is_empty() {
        return None;
    }
    let text = [&[text.to_owned()], &left[..]].concat().join("\n\n");
    Some(Edit { span: whole_lines(context, lines), text })
}

/// The lines from the first label or value of a table to its last; `None` where there are none.
fn lines_of(context: &Context, table: &BoundTable) -> Option<Range<usize>> {
    let lines = own_lines(context, table);
    Some(*lines.iter().min()?..lines.iter().max()? + 1)
}

/// The lines that hold a label or a value of a table.
fn own_lines(context: &Context, table: &BoundTable) -> Vec<usize> {
    let line_of = |offset: u32| context.document.lines.partition_point(|line| line.span.end < offset);
    let labels = table.labels.iter().map(|label| label.span);
    let rows = table.rows.iter().flat_map(|row| [row.label, row.values]).flatten();
    let extras = table.extras.iter().map(|extra| extra.whole);
    let spans = labels.chain(rows).chain(extras).filter(|span| !span.is_empty());
    spans
        .flat_map(|span| [line_of(span.start + 1), line_of(span.end)])
        .filter(|line| table.lines.contains(line))
        .collect()
}

/// Text of a line that is not part of the tables.
fn words_on(context: &Context, line: usize) -> Option<String> {
    let facts = context.document.lines.get(line)?;
    if facts.kind == LineKind::Prose {
        return Some(facts.span.of(context.text).to_owned());
    }
    let words = leftovers::words(context.document, context.text, &context.report.tables, line).join(" ");
    (!words.is_empty()).then_some(words)
}
