//! 表二: figures of one row that cannot stand together.

use super::cells::value_span;
use crate::lint::{Context, Finding, Message, Sink};
use crate::number::{Decimal, MAX_DIGITS};
use crate::report::{BoundTable, Report};

/// Columns of which the figures of a row can contradict each other, by rule.
const ISSUED: &[&str] = &["issued", "disclosed"];
const STOCK: &[&str] = &["previous"];
const PURCHASES: &[&str] = &["projects"];

/// The figures of a row by the ids of their columns.
type Row<'r> = &'r dyn Fn(&str) -> Option<Decimal>;

/// A figure that the others of its row contradict.
struct Conflict {
    /// Id of its column.
    column: &'static str,
    message: Message,
    actual: i64,
}

/// 现行有效 < 制发 − 废止, or, where an edition counts so, 对外公开总数量 < 本年新公开数量. A heuristic: what was issued this
/// year and still stands is part of what stands.
pub fn documents_below_issued(context: &Context, sink: &mut Sink) {
    report(context, sink, ISSUED, below_issued);
}

fn below_issued(row: Row) -> Option<Conflict> {
    let count = |id: &str| count(row, id);
    let (column, least, template) = match (count("issued"), count("repealed"), count("disclosed")) {
        (Some(issued), Some(repealed), _) => ("valid", issued - repealed, "message"),
        (_, _, Some(disclosed)) => ("total", disclosed, "message.disclosed"),
        _ => return None,
    };
    let actual = count(column).filter(|actual| *actual < least)?;
    Some(Conflict { column, message: Message::new(template).with("least", least.to_string()), actual })
}

/// 上一年项目数量 + 本年增/减 < 0: there cannot be less than nothing.
pub fn negative_stock(context: &Context, sink: &mut Sink) {
    report(context, sink, STOCK, below_nothing);
}

fn below_nothing(row: Row) -> Option<Conflict> {
    let (previous, change) = (row("previous")?.whole()?, row("change")?.whole()?);
    let below = previous >= 0 && previous.checked_add(change).is_some_and(|stock| stock < 0);
    let message = Message::new("message").with("previous", previous.to_string());
    below.then_some(Conflict { column: "change", message, actual: change })
}

/// 第（九）项: projects without an amount, or an amount without projects.
pub fn procurement_mismatch(context: &Context, sink: &mut Sink) {
    report(context, sink, PURCHASES, one_without_the_other);
}

fn one_without_the_other(row: Row) -> Option<Conflict> {
    let projects = count(row, "projects")?;
    let amount = row("amount").filter(|amount| amount.mantissa >= 0)?;
    let (column, template) = match (projects == 0, amount.is_zero()) {
        (true, false) => ("projects", "message.projects"),
        (false, true) => ("amount", "message.amount"),
        _ => return None,
    };
    let message = Message::new(template).with("projects", projects.to_string()).with("amount", amount.to_string());
    Some(Conflict { column, message, actual: 0 })
}

/// Returns whether zeros in the cells without a figure would break a rule in one of these rows.
pub(super) fn forbid_zeros(table: &BoundTable, mut rows: impl Iterator<Item = usize>) -> bool {
    let forbids = |row: usize| {
        let zeros = |id: &str| {
            let column = column(table, row, id)?;
            Some(table.figure(row, column).unwrap_or(Decimal::from(0)))
        };
        [below_issued, below_nothing, one_without_the_other].iter().any(|conflict| conflict(&zeros).is_some())
    };
    [ISSUED, STOCK, PURCHASES].iter().any(|ids| has_column(table, ids)) && rows.any(forbids)
}

/// Returns whether the table has a column of one of these ids.
fn has_column(table: &BoundTable, ids: &[&str]) -> bool {
    table.table().columns.iter().any(|column| ids.contains(&column.id.as_str()))
}

/// Looks for a conflict in every bound row of the tables that have a column of one of these ids.
fn report(context: &Context, sink: &mut Sink, ids: &[&str], conflict: fn(Row) -> Option<Conflict>) {
    for (table, row) in rows(context.report, ids) {
        let figure = |id: &str| table.figure(row, column(table, row, id)?);
        if let Some(conflict) = conflict(&figure) {
            sink.push_some(finding(context, table, row, conflict));
        }
    }
}

fn rows<'r>(report: &'r Report, ids: &[&str]) -> impl Iterator<Item = (&'r BoundTable, usize)> {
    report
        .tables
        .iter()
        .filter(|table| has_column(table, ids))
        .flat_map(|table| (0..table.rows.len()).map(move |row| (table, row)))
}

fn finding(context: &Context, table: &BoundTable, row: usize, conflict: Conflict) -> Option<Finding> {
    let column = column(table, row, conflict.column)?;
    let actual = conflict.actual.to_string();
    let message = conflict.message.with("cell", table.table().cell_label(row, column)).with("actual", actual.clone());
    let span = value_span(context, table, row, column);
    Some(Finding::new(span, message).about(table.cell_name(row, column), actual))
}

/// A figure that is a count: whole, not negative, of at most 15 digits.
fn count(row: Row, id: &str) -> Option<i64> {
    row(id)?.whole().filter(|count| (0..10_i64.pow(MAX_DIGITS as u32)).contains(count))
}

/// The row's column of that id, counted within the row.
fn column(table: &BoundTable, row: usize, id: &str) -> Option<usize> {
    let columns = table.table().columns_of(row);
    table.table().columns[columns].iter().position(|column| column.id == id)
}
