//! Injected faults: each is found where it stands, in every dialect, and hardly anything else is said.

use gaireport::lint::Finding;
use gaireport::rules::RULES;

use crate::laws::dialects::{self, ALL, Dialect, Written};
use crate::laws::drafts::Draft;
use crate::laws::faults::{self, Expected, Fault, found_by, inject};
use crate::laws::random::Random;
use crate::laws::tally::{analysis, drafts, grave, keep, shown};

/// Drafts of each dialect and fault.
const USUAL: usize = 200;

/// What became of the drafts of one dialect with one fault.
#[derive(Clone, Copy, Default)]
struct Outcome {
    missed: usize,
    other: usize,
}

fn faulty(dialect: Dialect, fault: Fault, number: usize) -> (Written, Expected) {
    let seed = (number * faults::ALL.len() + fault as usize) * ALL.len() + dialect as usize;
    let mut random = Random::new(seed as u64 + 1_000_000);
    let mut draft = Draft::new(&mut random);
    let expected = inject(fault, &mut draft, dialect, &mut random);
    (dialects::write(&draft, dialect, &mut random), expected)
}

/// Whether a finding is the one that the fault asks for.
pub fn names(finding: &Finding, fault: Fault, dialect: Dialect, written: &Written, expected: &Expected) -> bool {
    let rule = finding.rule.id;
    let counted = rule == "wrong-cell-count";
    // A blank may be shown by any place of the merged cell it is in.
    let slack = if rule == "empty-cell" { 8 } else { 0 };
    let stands = written.region.is_some_and(|(start, end)| {
        finding.span.start as usize <= end + slack && finding.span.end as usize + slack >= start
    });
    let cell = counted || expected.cell.is_none() || finding.cell == expected.cell;
    let figure = counted || expected.figure.is_none() || finding.expected == expected.figure;
    let blurred = match dialect {
        Dialect::Html => &[][..],
        Dialect::Tabs | Dialect::TornTabs => &["wrong-cell-count", "empty-cell"],
        _ => &["wrong-cell-count"],
    };
    let asked = found_by(fault, dialect).contains(&rule) || (expected.at_edge && blurred.contains(&rule));
    asked && stands && cell && figure
}

/// Adds one draft to the outcome; says what went wrong with it.
fn judge(outcome: &mut Outcome, dialect: Dialect, fault: Fault, number: usize) -> Option<String> {
    let (written, expected) = faulty(dialect, fault, number);
    let analysis = analysis(&written);
    let said = grave(&analysis);
    let (named, other): (Vec<&Finding>, Vec<&Finding>) =
        said.iter().partition(|finding| names(finding, fault, dialect, &written, &expected));
    let missed = named.is_empty();
    let more = !other.is_empty() || named.len() > 1;
    outcome.missed += usize::from(missed);
    outcome.other += usize::from(more);
    if !missed && !more {
        return None;
    }
    let wanted = format!("{:?} {:?}", expected.cell, expected.figure);
    let all: Vec<String> = said.iter().map(|finding| shown(finding, &written.text)).collect();
    let kept = keep(&format!("{fault:?}-{dialect:?}-{number}.txt"), &written.text);
    let word = if missed { "MISSED" } else { "MORE" };
    Some(format!("{word} {fault:?} {dialect:?} {number} ({kept}) {wanted} {:?}: {}\n", written.region, all.join("; ")))
}

/// All dialects with one fault: every draft's fault is found, and in at most 1 of 100 something else is said.
fn check(fault: Fault) {
    for id in ALL.iter().flat_map(|dialect| found_by(fault, *dialect)) {
        assert!(RULES.iter().any(|rule| rule.id == *id), "there is no rule {id}");
    }
    let count = drafts(USUAL);
    let (mut table, mut first, mut sum) = (String::new(), String::new(), Outcome::default());
    let mut too_much = false;
    for dialect in ALL {
        let mut outcome = Outcome::default();
        let complaints: Vec<String> =
            (0..count).filter_map(|number| judge(&mut outcome, dialect, fault, number)).collect();
        too_much |= outcome.other > (count / 100).max(1);
        first.extend(complaints.into_iter().take(3));
        table.push_str(&row(dialect, outcome, count));
        (sum.missed, sum.other) = (sum.missed + outcome.missed, sum.other + outcome.other);
    }
    eprintln!("{fault:?}: found of {count}, with something else\n{table}");
    assert_eq!(sum.missed, 0, "{fault:?} is not found:\n{table}{first}");
    too_much |= sum.other * 100 > count * ALL.len();
    assert!(!too_much, "{fault:?}: something else is said:\n{table}{first}");
}

fn row(dialect: Dialect, outcome: Outcome, count: usize) -> String {
    format!("{:<14} {:>4} {:>4}\n", format!("{dialect:?}"), count - outcome.missed, outcome.other)
}

#[test]
fn a_missing_section_is_found() {
    check(Fault::MissingSection);
}

#[test]
fn a_missing_table_is_found() {
    check(Fault::MissingTable);
}

#[test]
fn a_missing_subtable_is_found() {
    check(Fault::MissingSubtable);
}

#[test]
fn a_missing_row_is_found() {
    check(Fault::MissingRow);
}

#[test]
fn a_renamed_heading_is_found() {
    check(Fault::RenamedHeading);
}

#[test]
fn a_misnumbered_heading_is_found() {
    check(Fault::MisnumberedHeading);
}

#[test]
fn a_cell_too_many_is_found() {
    check(Fault::CellTooMany);
}

#[test]
fn a_cell_too_few_is_found() {
    check(Fault::CellTooFew);
}

#[test]
fn a_blank_cell_is_found() {
    check(Fault::BlankCell);
}

#[test]
fn a_placeholder_is_found() {
    check(Fault::Placeholder);
}

#[test]
fn words_for_a_figure_are_found() {
    check(Fault::TextCell);
}

#[test]
fn a_negative_figure_is_found() {
    check(Fault::NegativeCell);
}

#[test]
fn a_wrong_total_is_found() {
    check(Fault::WrongTotal);
}

#[test]
fn a_wrong_part_is_found() {
    check(Fault::WrongPart);
}

#[test]
fn a_table_of_the_other_edition_is_found() {
    check(Fault::OtherEdition);
}
