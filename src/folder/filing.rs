//! Rules on who reported: missing, doubled and foreign reports, and those of another year.

use super::assign::Folder;
use super::said::Said;
use super::{Missing, Sheet};
use crate::lint::{Finding, Message};

/// `duplicate-report`, `wrong-report-year` and `unlisted-report`.
pub(super) fn check(folder: &Folder, said: &mut Said) {
    let units = if folder.belongs_together() { folder.roster.units.len() } else { 0 };
    for unit in 0..units {
        duplicates(folder, unit, said);
        other_years(folder, unit, said);
    }
    if folder.options.roster.is_some() {
        unlisted(folder, said);
    }
}

/// Units that must report and did not. One whose report names another year is spoken of there, and one whose file cannot be
/// read where that is said.
pub(super) fn missing(folder: &Folder) -> Vec<Missing> {
    let late = folder.holds_last_year();
    let units = folder.roster.units.iter().enumerate();
    let unread: Vec<usize> = folder.options.unread.iter().filter_map(|file| folder.roster.find_in_path(file)).collect();
    let absent = units.filter(|(unit, facts)| {
        let handed_in = !folder.current[*unit].is_empty() || unread.contains(unit);
        facts.listed && !handed_in && stray(folder, *unit, late).is_empty()
    });
    let name = |unit: usize| folder.roster.units[unit].name.clone();
    absent
        .map(|(unit, facts)| Missing { unit: name(unit), parent: facts.parent.map(name), due: facts.due.clone() })
        .collect()
}

/// Two reports of one unit and year. The older is spoken of, as far as can be told which that is.
fn duplicates(folder: &Folder, unit: usize, said: &mut Said) {
    let Some(newest) = folder.report_of(unit) else { return };
    let kept = folder.members[newest].sheet;
    for &other in folder.current[unit].iter().filter(|&&other| other != newest) {
        let sheet = folder.members[other].sheet;
        if sheet.path == kept.path {
            continue;
        }
        let same = says_the_same(sheet, kept);
        let template = match same {
            true => "message.same",
            false if folder.age(other) < folder.age(newest) => "message.newer",
            false => "message",
        };
        let message = Message::new(template).with("unit", &folder.roster.units[unit].name).with("file", &kept.path);
        let related = Message::new("message.related").with("unit", &folder.roster.units[unit].name);
        let finding = Finding::new(sheet.title, message).relating_elsewhere(folder.place(kept, kept.title), related);
        if same {
            said.push_lowered(other, "duplicate-report", finding)
        } else {
            said.push(other, "duplicate-report", finding)
        }
    }
}

/// Tells whether two reports have the same figures and the same words.
fn says_the_same(one: &Sheet, other: &Sheet) -> bool {
    let figures = |sheet: &Sheet| {
        let tables = sheet.tables.iter();
        let values = tables.flat_map(|table| table.places().map(|(row, column)| table.figure(row, column)));
        values.map(|figure| figure.map(|figure| figure.value)).collect::<Vec<_>>()
    };
    let words = |sheet: &Sheet| {
        sheet.passages.iter().map(|passage| (passage.text.clone(), passage.figures)).collect::<Vec<_>>()
    };
    figures(one) == figures(other) && words(one) == words(other)
}

/// The reports of other years of a unit that has none of the year that is due: `late` says that the folder keeps last
/// year's reports anyway.
fn stray(folder: &Folder, unit: usize, late: bool) -> Vec<usize> {
    let Some(year) = folder.year.filter(|_| folder.current[unit].is_empty()) else { return Vec::new() };
    let own = |member: usize| folder.members[member].sheet.year;
    let mut stray = folder.others[unit].clone();
    stray.retain(|&member| !late || own(member).is_some_and(|own| own + 1 != year));
    stray
}

fn other_years(folder: &Folder, unit: usize, said: &mut Said) {
    let Some(year) = folder.year else { return };
    for member in stray(folder, unit, folder.holds_last_year()) {
        let sheet = folder.members[member].sheet;
        let Some(own) = sheet.year else { continue };
        let message = Message::new("message")
            .with("unit", &folder.roster.units[unit].name)
            .with("actual", own.to_string())
            .with("expected", year.to_string());
        said.push(member, "wrong-report-year", Finding::new(sheet.title, message));
    }
}

/// Reports of organs that stand in no line of the roster. One without an organ has no name to look for.
fn unlisted(folder: &Folder, said: &mut Said) {
    for (member, _) in folder.unit_of.iter().enumerate().filter(|(_, unit)| unit.is_none()) {
        let sheet = folder.members[member].sheet;
        let of_year = sheet.year.is_none() || folder.year.is_none() || sheet.year == folder.year;
        let Some(organization) = sheet.organization.as_deref().filter(|_| of_year) else { continue };
        let message = Message::new("message").with("unit", organization);
        said.push(member, "unlisted-report", Finding::new(sheet.title, message));
    }
}
