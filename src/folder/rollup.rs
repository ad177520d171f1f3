//! Sums of the units below a unit against its own report, cell by cell.

use super::assign::Folder;
use super::explain::{self, Reason, Why};
use super::said::Said;
use super::sheet::{cell_label, cell_name};
use super::sums::{Mismatch, children, known, mismatches};
use crate::lint::{Finding, Message};
use crate::number::Decimal;
use crate::standard::{Axis, Table};

/// Cells of a table up to which each is spoken of.
const MOST_CELLS: usize = 8;
/// Units up to which each is named.
const MOST_NAMES: usize = 10;

/// `roll-up-mismatch` and `roll-up-incomplete`: every figure of a unit is the sum of those of the units right below it and
/// of its own office. Source: 国办公开办函〔2019〕60号, 〔2021〕30号.
pub(super) fn check(folder: &Folder, said: &mut Said) {
    let units = if folder.options.roll_up { folder.roster.units.len() } else { 0 };
    for unit in 0..units {
        let Some(parent) = folder.report_of(unit) else { continue };
        let children = children(folder, unit);
        if children.is_empty() {
            continue;
        }
        let absent: Vec<usize> = children.iter().copied().filter(|&child| folder.report_of(child).is_none()).collect();
        if absent.is_empty() {
            compare(folder, parent, &children, said);
        } else {
            incomplete(folder, parent, (&absent, children.len()), said);
        }
    }
}

fn incomplete(folder: &Folder, parent: usize, (absent, all): (&[usize], usize), said: &mut Said) {
    let name = |unit: &usize| folder.roster.units[*unit].name.as_str();
    let names: Vec<&str> = absent.iter().take(MOST_NAMES).map(name).collect();
    let template = if absent.len() > MOST_NAMES { "message.more" } else { "message" };
    let message = Message::new(template)
        .with("units", names.join("、"))
        .with("count", absent.len().to_string())
        .with("all", all.to_string());
    said.push(parent, "roll-up-incomplete", Finding::new(folder.members[parent].sheet.title, message));
}

fn compare(folder: &Folder, parent: usize, children: &[usize], said: &mut Said) {
    let sheet = folder.members[parent].sheet;
    let found: Vec<Vec<Mismatch>> = sheet.tables.iter().map(|table| mismatches(folder, children, table)).collect();
    if let Some(reason) = explain::whole(folder, children, &sheet.tables, &found) {
        let first = found.iter().flatten().next();
        let count: usize = found.iter().map(Vec::len).sum();
        if let Some(first) = first {
            let finding = finding(folder, children, first, reason.template_of_all(), &[reason]);
            push(folder, parent, with_count(finding, count), said);
        }
        return;
    }
    for cells in found.iter().map(|cells| without_totals(cells)).filter(|cells| !cells.is_empty()) {
        if cells.len() > MOST_CELLS {
            let finding = finding(folder, children, &cells[0], "message.many", &[]);
            push(folder, parent, with_count(finding, cells.len()), said);
        } else {
            each(folder, parent, children, &cells, said);
        }
    }
}

fn with_count(mut finding: Finding, count: usize) -> Finding {
    finding.message = finding.message.with("count", count.to_string());
    finding
}

/// Speaks of each cell; of two that one unit has mixed up, once.
fn each(folder: &Folder, parent: usize, children: &[usize], cells: &[Mismatch], said: &mut Said) {
    let mut spoken = vec![false; cells.len()];
    for (index, cell) in cells.iter().enumerate() {
        if spoken[index] {
            continue;
        }
        let pair = (index + 1..cells.len()).filter(|&other| !spoken[other]);
        let mixed =
            pair.filter_map(|other| Some((other, explain::mixed_up(folder, children, cell, &cells[other])?))).next();
        if let Some((other, reason)) = mixed {
            spoken[other] = true;
            let label =
                table(cell).map_or_else(String::new, |table| cell_label(table, cells[other].row, cells[other].column));
            let mut finding = finding(folder, children, cell, "message.pair", &[reason]);
            finding.message = finding.message.with("other", label);
            push(folder, parent, finding, said);
            continue;
        }
        let reasons = explain::alone(folder, children, cell);
        let template = reasons.first().map_or("message", Reason::template);
        push(folder, parent, finding(folder, children, cell, template, &reasons), said);
    }
}

fn table<'f>(cell: &Mismatch<'f>) -> Option<&'static Table> {
    cell.table.table()
}

fn finding(
    folder: &Folder,
    children: &[usize],
    cell: &Mismatch,
    template: &'static str,
    reasons: &[Reason],
) -> Finding {
    let units: Vec<&str> = reasons.iter().map(|reason| folder.roster.units[reason.unit].name.as_str()).collect();
    let (label, name) = table(cell).map_or_else(Default::default, |table| {
        (cell_label(table, cell.row, cell.column), cell_name(table, cell.row, cell.column))
    });
    let message = Message::new(template)
        .with("cell", label)
        .with("actual", cell.own.value.to_string())
        .with("expected", cell.sum.to_string())
        .with("difference", magnitude(cell.difference).to_string())
        .with("units", children.len().to_string())
        .with("unit", units.join("、"));
    let finding =
        Finding::new(cell.own.span, message).about(name, cell.own.value.to_string()).expecting(cell.sum.to_string());
    reasons.iter().fold(finding, |finding, reason| related(folder, finding, cell, reason))
}

/// Points to the figure of the unit that explains the difference.
fn related(folder: &Folder, finding: Finding, cell: &Mismatch, reason: &Reason) -> Finding {
    let figure = table(cell).and_then(|table| known(folder, reason.unit, table, cell.row, cell.column));
    let report = folder.report_of(reason.unit).map(|report| folder.members[report].sheet);
    let Some((figure, sheet)) = figure.zip(report) else { return finding };
    let template = if matches!(reason.why, Why::Wrong(_)) { "message.related-wrong" } else { "message.related" };
    let expected = if let Why::Wrong(expected) = reason.why { expected.to_string() } else { String::new() };
    let message = Message::new(template)
        .with("unit", &folder.roster.units[reason.unit].name)
        .with("actual", figure.value.to_string())
        .with("expected", expected);
    finding.relating_elsewhere(folder.place(sheet, figure.span), message)
}

fn magnitude(difference: Decimal) -> Decimal {
    Decimal { mantissa: difference.mantissa.saturating_abs(), scale: difference.scale }
}

/// Without a roster the units below are presumed, and may not be all.
fn push(folder: &Folder, parent: usize, finding: Finding, said: &mut Said) {
    match folder.options.roster {
        Some(_) => said.push(parent, "roll-up-mismatch", finding),
        None => said.push_lowered(parent, "roll-up-mismatch", finding),
    }
}

/// The cells without the totals that differ only because their parts do.
fn without_totals<'f>(cells: &[Mismatch<'f>]) -> Vec<Mismatch<'f>> {
    let is_cause = |cell: &&Mismatch| !follows_from_parts(cells, cell);
    let kept: Vec<Mismatch> = cells.iter().filter(is_cause).copied().collect();
    if kept.is_empty() { cells.iter().take(1).copied().collect() } else { kept }
}

/// Tells whether a cell is a total of parts whose differences make its own.
fn follows_from_parts(cells: &[Mismatch], cell: &Mismatch) -> bool {
    let Some(table) = table(cell) else { return false };
    let start = table.columns_of(cell.row).start;
    let difference = |row: usize, column: usize| {
        let found = cells.iter().find(|other| (other.row, other.column) == (row, column));
        found.map_or(Decimal::from(0), |other| other.difference)
    };
    table.identities.iter().any(|identity| {
        let at = if identity.axis == Axis::Across { start + cell.column } else { cell.row };
        let parts = match (&identity.left[..], &identity.right[..]) {
            ([total], parts) | (parts, [total]) if *total == at => parts,
            _ => return false,
        };
        let mut differences = parts.iter().map(|&part| match identity.axis {
            Axis::Across => difference(cell.row, part.saturating_sub(start)),
            Axis::Down => difference(part, cell.column),
        });
        differences.try_fold(Decimal::from(0), Decimal::plus) == Some(cell.difference)
    })
}
