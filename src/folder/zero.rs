//! Zeros that deserve a question: everything about requests and reviews, or decisions of which units of the kind have many.

use super::assign::Folder;
use super::said::Said;
use super::sheet::{Figures, Trust, cell_label};
use super::unit::UnitKind;
use crate::lint::{Finding, Message};

/// Units of a kind from which they are compared.
const FEWEST_UNITS: usize = 5;
/// Decisions from which a unit has many.
const MANY: i64 = 10;

/// Rows of decisions, with the column that counts them.
const DECISIONS: [(&str, &str); 2] = [("licensing", "decisions"), ("penalties", "decisions")];

/// `zero-figures`: information only, many small units truly have none.
pub(super) fn check(folder: &Folder, said: &mut Said) {
    let units = if folder.belongs_together() { folder.roster.units.len() } else { 0 };
    for unit in 0..units {
        let Some(member) = folder.report_of(unit) else { continue };
        requests(folder, member, said);
        for decisions in DECISIONS {
            unusual(folder, (member, unit), decisions, said);
        }
    }
}

/// No request, review or suit at all.
fn requests(folder: &Folder, member: usize, said: &mut Said) {
    let sheet = folder.members[member].sheet;
    let (Some(requests), Some(review)) = (sheet.table("requests"), sheet.table("review")) else { return };
    let zero = |table: &Figures| {
        table.places().all(|(row, column)| {
            table.figure(row, column).is_some_and(|figure| figure.trust == Trust::Sound && figure.value.is_zero())
        })
    };
    if zero(requests)
        && zero(review)
        && let Some(first) = requests.figure(0, 0)
    {
        said.push(member, "zero-figures", Finding::new(first.span, Message::new("message")));
    }
}

/// No decision, where most units of the same kind below the same parent have many.
fn unusual(folder: &Folder, (member, unit): (usize, usize), (row, column): (&str, &str), said: &mut Said) {
    let sheet = folder.members[member].sheet;
    let Some(table) = sheet.tables.iter().find(|table| table.named(row, column).is_some()) else { return };
    let Some((own, facts)) = table.named(row, column).zip(table.table()) else { return };
    let own_kind = folder.roster.units[unit].kind;
    if !own.value.is_zero() || matches!(own_kind, UnitKind::Government | UnitKind::Office) {
        return;
    }
    let alike = |other: &usize| {
        let (one, other) = (&folder.roster.units[unit], &folder.roster.units[*other]);
        one.kind == other.kind && one.parent == other.parent
    };
    let count = |other: usize| {
        let sheet = folder.members[folder.report_of(other)?].sheet;
        sheet.tables.iter().find_map(|table| table.named(row, column))?.value.whole()
    };
    let counts: Vec<i64> = (0..folder.roster.units.len()).filter(alike).filter_map(count).collect();
    let many = counts.iter().filter(|count| **count >= MANY).count();
    if counts.len() >= FEWEST_UNITS && 2 * many > counts.len() {
        let label = facts.row(row).map_or_else(String::new, |row| cell_label(facts, row, 0));
        let message = Message::new("message.unusual")
            .with("cell", label)
            .with("count", many.to_string())
            .with("units", counts.len().to_string());
        said.push(member, "zero-figures", Finding::new(own.span, message));
    }
}
