//! Rules on what this year's report must go on from: last year's, where it is given.

use super::cells::{figure_edits, value_span};
use crate::lint::{Context, Finding, Message, Sink};
use crate::report::{BoundTable, Elsewhere, Known, LastYear};

/// A total this many times last year's, or this part of it, deserves a look.
const SPIKE: i64 = 5;

/// A cell of this year's report: table, row, column within the row.
type Cell<'t> = (&'t BoundTable, usize, usize);

/// `carry-over-mismatch`: last year's 四、结转下年度 is this year's 二、上年结转. Source: 国办公开办函〔2019〕60号, 〔2021〕30号,
/// 表三.
pub fn carry_over_mismatch(context: &Context, sink: &mut Sink) {
    let Some(last) = context.previous else { return };
    let Some((table, row)) = row(context, "requests", "carried_over") else { return };
    let columns = 0..table.table().columns_of(row).len();
    let total = columns.end.saturating_sub(1);
    let differing: Vec<(usize, i64, &Elsewhere)> = columns
        .filter_map(|column| {
            let known = last.carried(table.edition, column)?;
            let expected = known.figure.whole()?;
            let actual = table.count(row, column).filter(|_| !table.is_doubted(row, column))?;
            (expected != actual).then_some((column, expected, &known.place))
        })
        .collect();
    let finding = |&(column, expected, place): &(usize, i64, &Elsewhere)| {
        let message = Message::new("message");
        mismatch(context, (table, row, column), expected, message, place.clone())
    };
    // A kind of applicant that differs makes the total differ: the total speaks for all.
    match differing.iter().find(|(column, ..)| *column == total) {
        Some(all) => sink.push_some(finding(all)),
        None => differing.iter().filter_map(finding).for_each(|finding| sink.push_lowered(finding)),
    }
}

/// `documents-stock-mismatch`: last 现行有效 + 制发 − 废止 = 现行有效. Source: 国办公开办函〔2021〕30号, 表二.
pub fn documents_stock_mismatch(context: &Context, sink: &mut Sink) {
    for_stock(context, |last, table, row| {
        let value = |id: &str| {
            let column = column(table, row, id)?;
            Some((table.count(row, column)?, column))
        };
        let before = figure_before(last, table, row, "valid")?;
        let ((issued, _), (repealed, _), (valid, column)) = (value("issued")?, value("repealed")?, value("valid")?);
        let stock = before.figure.whole()?;
        let expected = stock.checked_add(issued)?.checked_sub(repealed)?;
        if expected == valid {
            return None;
        }
        let message = Message::new("message")
            .with("before", stock.to_string())
            .with("issued", issued.to_string())
            .with("repealed", repealed.to_string());
        let mut finding = mismatch(context, (table, row, column), expected, message, before.place.clone())?;
        finding.fixes.clear();
        sink.push(finding);
        Some(())
    });
}

/// `item-stock-mismatch`: last (上一年项目数量 + 本年增/减) = 上一年项目数量. Source: 国办公开办函〔2019〕60号, 表二.
pub fn item_stock_mismatch(context: &Context, sink: &mut Sink) {
    for_stock(context, |last, table, row| {
        let before = figure_before(last, table, row, "previous")?;
        let change = figure_before(last, table, row, "change")?.figure.whole()?;
        let column = column(table, row, "previous")?;
        let expected = before.figure.whole()?.checked_add(change)?;
        if expected == table.count(row, column)? {
            return None;
        }
        let message =
            Message::new("message").with("before", before.figure.to_string()).with("change", change.to_string());
        sink.push_some(mismatch(context, (table, row, column), expected, message, before.place.clone()));
        Some(())
    });
}

/// `year-on-year-spike`: a total is over five times, or under a fifth of, last year's.
pub fn year_on_year_spike(context: &Context, sink: &mut Sink) {
    let Some(last) = context.previous else { return };
    for id in ["new", "handled"] {
        let Some((table, row)) = row(context, "requests", id) else { continue };
        let column = table.table().columns_of(row).len().saturating_sub(1);
        let name = table.cell_name(row, column);
        let (Some(known), Some(before), Some(now)) = (last.figure(&name), last.count(&name), table.count(row, column))
        else {
            continue;
        };
        let rose = now > before.saturating_mul(SPIKE);
        let fell = now.saturating_mul(SPIKE) < before;
        if before > 0 && (rose || fell) {
            let message = Message::new("message").with("before", before.to_string());
            let mut finding = mismatch(context, (table, row, column), now, message, known.place.clone());
            if let Some(finding) = &mut finding {
                (finding.expected, finding.fixes) = (None, Vec::new());
            }
            sink.push_some(finding);
        }
    }
}

/// A cell with what it should be by last year's report, which stands beside.
fn mismatch(context: &Context, cell: Cell, expected: i64, message: Message, place: Elsewhere) -> Option<Finding> {
    let (table, row, column) = cell;
    let actual = table.figure(row, column)?.to_string();
    let difference = table.count(row, column).map(|count| count.abs_diff(expected).to_string());
    let message = message
        .with("cell", table.table().cell_label(row, column))
        .with("expected", expected.to_string())
        .with("actual", &actual)
        .with("difference", difference.unwrap_or_default());
    let edits = figure_edits(context, table, row, column, &expected.to_string());
    let mut finding = Finding::new(value_span(context, table, row, column), message)
        .about(table.cell_name(row, column), actual)
        .expecting(expected.to_string())
        .suggesting(Message::new("fix").with("expected", expected.to_string()), edits);
    finding = finding.relating_elsewhere(place, Message::new("message.related"));
    Some(finding)
}

/// The row of that id, where it is bound.
fn row<'c>(context: &Context<'c>, table: &str, id: &str) -> Option<(&'c BoundTable, usize)> {
    let table = context.report.tables.iter().find(|known| known.table().id == table)?;
    Some((table, table.table().row(id)?))
}

fn column_id(table: &BoundTable, row: usize, column: usize) -> &'static str {
    let facts = table.table();
    &facts.columns[facts.columns_of(row).start + column].id
}

/// The row's column of that id, counted within the row.
fn column(table: &BoundTable, row: usize, id: &str) -> Option<usize> {
    (0..table.table().columns_of(row).len()).find(|&column| column_id(table, row, column) == id)
}

/// Last year's figure in a column of a row of this year's table, under whatever id last year's edition knew the row.
fn figure_before<'l>(last: &'l LastYear, table: &BoundTable, row: usize, column: &str) -> Option<&'l Known> {
    let ids = table.edition.row_ids(table.index, row).into_iter();
    ids.map(|id| format!("{}.{id}.{column}", table.table().id)).find_map(|cell| last.figure(&cell))
}

/// Every row of the tables, where last year's report is there.
fn for_stock(context: &Context, mut each: impl FnMut(&LastYear, &BoundTable, usize) -> Option<()>) {
    let Some(last) = context.previous else { return };
    for table in &context.report.tables {
        (0..table.rows.len()).for_each(|row| {
            each(last, table, row);
        });
    }
}
