//! The tables' rows, cells and labels against the standard.

pub mod labels;
pub mod merged;
pub mod money;
pub mod structure;
pub mod values;

use crate::lint::Context;
use crate::report::BoundTable;

/// Tables whose structure is to be checked: none in a report older than the format.
fn checked<'c>(context: &Context<'c>) -> impl Iterator<Item = &'c BoundTable> + use<'c> {
    let report = context.report;
    report.tables.iter().filter(|_| !report.is_too_old())
}

/// Returns whether the table mixes the columns of two editions, which is one finding of its own.
fn is_mixed(table: &BoundTable) -> bool {
    crate::rules::sections::is_mixed(table)
}
