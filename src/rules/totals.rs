//! 勾稽关系: sums that do not hold, blamed on the figure that is wrong.

use super::cells::{figure_edits, place_label, value_span};
use crate::lint::{Context, Finding, Message, Sink, Suspect};
use crate::report::BoundTable;
use crate::report::tables::identities::{Check, checks};
use crate::report::tables::solve::Fault;

/// Most suspects that a fix is offered for.
const MOST_OFFERED: usize = 4;

/// 表三, in a row: the kinds of applicant add up to 总计. Source: 国办公开办函〔2019〕60号, 〔2021〕30号, 表三.
pub fn row_sum_mismatch(context: &Context, sink: &mut Sink) {
    report_faults("row-sum-mismatch", context, sink);
}

/// 表三, in a column: the results add up to （七）总计. Source: as above.
pub fn result_sum_mismatch(context: &Context, sink: &mut Sink) {
    report_faults("result-sum-mismatch", context, sink);
}

/// 表三, in a column: 一 + 二 = 三（七） + 四. Source: the note printed in the table itself.
pub fn balance_mismatch(context: &Context, sink: &mut Sink) {
    report_faults("balance-mismatch", context, sink);
}

/// 表三, in a column: no more is handled than came in. Source: as above; a count is not below zero.
pub fn handled_exceeds_received(context: &Context, sink: &mut Sink) {
    for table in &context.report.tables {
        for fault in table.solution.faults.iter().filter(|fault| fault.expected < 0) {
            sink.push_some(exceeding(context, table, fault));
        }
    }
}

/// The finding on what was handled, where what is left over would have to be below zero.
fn exceeding(context: &Context, table: &BoundTable, fault: &Fault) -> Option<Finding> {
    let check = &checks(table.edition, table.index).all[*fault.broken.first()?];
    let count = |cell: usize| {
        let (row, column) = table.place(cell);
        table.count(row, column)
    };
    let side = check.terms.iter().find(|term| term.0 == fault.cell)?.1;
    let (handled, _) = *check.terms.iter().find(|term| term.1 == side && term.0 != fault.cell)?;
    let came = check.terms.iter().filter(|term| term.1 != side);
    let received = came.map(|term| count(term.0)).try_fold(0_i64, |sum, figure| sum.checked_add(figure?))?;
    let (row, column) = table.place(handled);
    let actual = count(handled)?;
    let message = Message::new("message")
        .with("cell", table.table().cell_label(row, column))
        .with("actual", actual.to_string())
        .with("received", received.to_string())
        .with("difference", actual.checked_sub(received)?.to_string());
    let finding = Finding::new(value_span(context, table, row, column), message)
        .about(table.cell_name(row, column), actual.to_string());
    Some(relate(context, table, handled, check, finding))
}

/// 表四: the four outcomes add up to 总计, three times. Source: as above, 表四.
pub fn review_sum_mismatch(context: &Context, sink: &mut Sink) {
    report_faults("review-sum-mismatch", context, sink);
}

/// Reports the faults whose first broken sum belongs to the rule.
fn report_faults(id: &str, context: &Context, sink: &mut Sink) {
    for table in &context.report.tables {
        let checks = checks(table.edition, table.index);
        let identities = &table.table().identities;
        for fault in table.solution.faults.iter().filter(|fault| fault.expected >= 0) {
            let first = fault.broken.first().map(|&check| &identities[checks.all[check].identity]);
            if first.is_some_and(|identity| identity.rule == id) {
                sink.push_some(finding(context, table, fault));
            }
        }
    }
}

fn finding(context: &Context, table: &BoundTable, fault: &Fault) -> Option<Finding> {
    let (cell, expected) = known_cell(table, fault)?;
    let (row, column) = table.place(cell);
    let actual = table.figure(row, column)?.to_string();
    let expected = expected.to_string();
    let template = if fault.suspects.is_empty() { "message" } else { "message.uncertain" };
    let message = Message::new(template)
        .with("cell", table.table().cell_label(row, column))
        .with("expected", expected.clone())
        .with("actual", actual.clone())
        .with("suspects", suspects_in_words(table, fault));
    let mut finding = Finding::new(value_span(context, table, row, column), message)
        .about(table.cell_name(row, column), actual)
        .expecting(expected.clone());
    finding.suspects = fault.suspects.iter().map(|&(cell, figure)| suspect(table, cell, figure)).collect();
    if fault.suspects.is_empty() {
        let title = Message::new("fix").with("expected", expected.clone());
        finding = finding.suggesting(title, figure_edits(context, table, row, column, &expected));
    }
    // Where it is not certain which cell is wrong, only a change of one that makes all sums hold is offered.
    for &(cell, figure) in fault.suspects.iter().take(MOST_OFFERED) {
        let (row, column) = table.place(cell);
        let title = Message::new("fix.suspect")
            .with("cell", table.table().cell_label(row, column))
            .with("expected", figure.to_string());
        finding = finding.suggesting(title, figure_edits(context, table, row, column, &figure.to_string()));
    }
    for &check in &fault.broken {
        finding = relate(context, table, cell, &checks(table.edition, table.index).all[check], finding);
    }
    Some(finding)
}

/// The cell to stand on with its right figure: the fault's own, or where that has no figure the likeliest suspect.
fn known_cell(table: &BoundTable, fault: &Fault) -> Option<(usize, i64)> {
    let known = |(cell, _): &(usize, i64)| {
        let (row, column) = table.place(*cell);
        table.count(row, column).is_some()
    };
    std::iter::once((fault.cell, fault.expected)).chain(fault.suspects.iter().copied()).find(known)
}

fn suspect(table: &BoundTable, cell: usize, figure: i64) -> Suspect {
    let (row, column) = table.place(cell);
    Suspect { cell: table.cell_name(row, column), expected: figure.to_string() }
}

fn suspects_in_words(table: &BoundTable, fault: &Fault) -> String {
    let words = |&(cell, figure): &(usize, i64)| {
        let (row, column) = table.place(cell);
        format!("{}→{figure}", table.table().cell_label(row, column))
    };
    fault.suspects.iter().take(3).map(words).collect::<Vec<_>>().join("，")
}

/// Adds a broken sum with its live numbers, standing on another of its cells.
fn relate(context: &Context, table: &BoundTable, cell: usize, check: &Check, finding: Finding) -> Finding {
    // The left side comes first: the total, where a person looks.
    let shown = |other: &usize| {
        let (row, column) = table.place(*other);
        *other != cell && table.count(row, column).is_some()
    };
    let Some(other) = check.terms.iter().map(|term| term.0).find(shown) else { return finding };
    let side = |sign: i64| -> String {
        let cells = check.terms.iter().filter(|term| term.1 == sign);
        let figures: Vec<String> =
            cells.map(|&(cell, _)| figure_in_words(table, cell)).filter(|figure| figure != "0").collect();
        if figures.is_empty() { "0".to_owned() } else { figures.join("+") }
    };
    let (row, column) = table.place(other);
    let message = Message::new("message.related")
        .with("place", place_label(table, check))
        .with("identity", table.table().identities[check.identity].text.clone())
        .with("left", side(-1))
        .with("right", side(1));
    finding.relating(value_span(context, table, row, column), message)
}

fn figure_in_words(table: &BoundTable, cell: usize) -> String {
    let (row, column) = table.place(cell);
    table.figure(row, column).map_or_else(|| "?".to_owned(), |figure| figure.to_string())
}
