//! Fixes come to an end, change nothing the second time, and bring no finding that was not there.

use gaireport::analysis::Options;
use gaireport::compose::{Target, new_draft};
use gaireport::dialect::Kind;
use gaireport::edit::Applicability;

use crate::laws::dialects::{self, ALL, Dialect, Written};
use crate::laws::drafts::Draft;
use crate::laws::faults::{self, inject};
use crate::laws::random::Random;
use crate::laws::reports::REPORTS;
use crate::laws::tally::{drafts, keep};
use crate::strict::{analyze, fix};

/// Made drafts without faults, then one with each fault.
fn made(dialect: Dialect, number: usize) -> Written {
    let mut random = Random::new((number * ALL.len() + dialect as usize) as u64 + 3_000_000);
    let mut draft = Draft::new(&mut random);
    if let Some(fault) = faults::ALL.get(number % (faults::ALL.len() + 1)) {
        inject(*fault, &mut draft, dialect, &mut random);
    }
    dialects::write(&draft, dialect, &mut random)
}

/// How often each rule speaks.
fn counts(text: &str, kind: Kind) -> Vec<(&'static str, usize)> {
    let mut counts: Vec<(&'static str, usize)> = Vec::new();
    for finding in analyze(text, &Options::new(kind)).findings {
        match counts.iter_mut().find(|(rule, _)| *rule == finding.rule.id) {
            Some((_, count)) => *count += 1,
            None => counts.push((finding.rule.id, 1)),
        }
    }
    counts
}

/// Rules that hold the text against the tables.
const OF_FIGURES: [&str; 3] = ["prose-table-mismatch", "prose-contradiction", "percent-mismatch"];

/// Says what is wrong with the fixes of a text.
fn complaint(text: &str, kind: Kind, most: Applicability) -> Option<String> {
    let options = Options::new(kind);
    let fixed = fix(text, &options, most);
    let again = fix(&fixed, &options, most);
    if again != fixed {
        let at = again.bytes().zip(fixed.bytes()).take_while(|(one, other)| one == other).count();
        return Some(format!("not at an end after the first time, from byte {at}"));
    }
    let before = counts(text, kind);
    let known = |rule: &str| before.iter().find(|(known, _)| *known == rule).map_or(0, |(_, count)| *count);
    let after = counts(&fixed, kind);
    // A section that was missing stands there to be written.
    let due = |rule: &str| rule == "empty-section" && known("missing-section") > 0;
    // A figure that is changed unasked may be one that the text states: then the text says so.
    let stated = |rule: &str| most == Applicability::Suggestion && OF_FIGURES.contains(&rule);
    let new: Vec<_> =
        after.iter().filter(|(rule, count)| *count > known(rule) && !due(rule) && !stated(rule)).collect();
    (!new.is_empty()).then(|| format!("new: {new:?}, before: {before:?}"))
}

fn over_all(most: Applicability) {
    let mut complaints = Vec::new();
    let mut wrong = 0;
    for dialect in ALL {
        let mut shown = 0;
        for number in 0..drafts(100) {
            let written = made(dialect, number);
            let Some(complaint) = complaint(&written.text, written.kind, most) else { continue };
            (wrong, shown) = (wrong + 1, shown + 1);
            if shown <= 3 {
                let kept = keep(&format!("fix-{most:?}-{dialect:?}-{number}.txt"), &written.text);
                let fault = faults::ALL.get(number % (faults::ALL.len() + 1));
                complaints.push(format!("{dialect:?} {number} {fault:?} ({kept}): {complaint}"));
            }
        }
    }
    assert_eq!(wrong, 0, "{complaints:#?}");
}

#[test]
fn safe_fixes_of_made_drafts_converge_and_add_nothing() {
    over_all(Applicability::Safe);
}

#[test]
fn all_fixes_of_made_drafts_converge_and_add_nothing() {
    over_all(Applicability::Suggestion);
}

/// A page in which one tag is broken: what stood in two cells stands in one, and the sums of its row and columns deny each
/// other.
fn broken_page(number: usize) -> Option<Written> {
    let mut random = Random::new(number as u64 + 3_100_000);
    let draft = Draft::new(&mut random);
    let mut written = dialects::write(&draft, ALL[number % ALL.len()], &mut random);
    let ends: Vec<usize> = written.text.match_indices("</td>").map(|(at, _)| at).collect();
    let at = *ends.get(random.below(ends.len().max(1)))?;
    written.text.replace_range(at..at + "</td>".len(), "<(）/td>");
    // Another figure is wrong too.
    let figures: Vec<usize> = written.text.match_indices(">0<").map(|(at, _)| at + 1).collect();
    if let Some(&figure) = figures.get(random.below(figures.len().max(1))) {
        written.text.replace_range(figure..=figure, "275");
    }
    Some(written)
}

#[test]
fn fixes_that_undo_each_other_are_left_out() {
    let mut pages = 0;
    for written in (0..drafts(400)).filter_map(broken_page) {
        let options = Options::new(written.kind);
        let fixed = fix(&written.text, &options, Applicability::Suggestion);
        assert_eq!(fix(&fixed, &options, Applicability::Suggestion), fixed, "{}", written.text);
        pages += 1;
    }
    assert!(pages > 0, "some drafts are pages");
}

#[test]
fn fixes_of_the_real_reports_converge_and_add_nothing() {
    for (number, report) in REPORTS.iter().enumerate() {
        for most in [Applicability::Safe, Applicability::Suggestion] {
            assert_eq!(complaint(report, Kind::Text, most), None, "report {number}, {most:?}");
        }
    }
}

#[test]
fn safe_fixes_never_change_a_figure() {
    for dialect in ALL {
        for number in 0..drafts(100) {
            let written = made(dialect, number);
            let options = Options::new(written.kind);
            let fixed = fix(&written.text, &options, Applicability::Safe);
            assert_eq!(figures(&fixed, &options), figures(&written.text, &options), "{dialect:?} {number}");
        }
    }
}

/// Every figure read out of a text.
fn figures(text: &str, options: &Options) -> Vec<String> {
    let reports = analyze(text, options).reports;
    let tables = reports.iter().flat_map(|report| &report.tables);
    let cells = tables.flat_map(|table| {
        let columns = |row: usize| table.table().columns_of(row).len();
        let places = (0..table.rows.len()).flat_map(move |row| (0..columns(row)).map(move |column| (row, column)));
        places.map(move |(row, column)| (table.cell_name(row, column), table.figure(row, column)))
    });
    cells
        .map(|(name, figure)| format!("{name} {}", figure.map_or("-".to_owned(), |figure| figure.to_string())))
        .collect()
}

#[test]
fn no_zero_is_offered_beside_figures_that_forbid_it() {
    let draft = new_draft("清河镇人民政府", 2022, Target::Text).unwrap();
    let draft = draft.replace("规章\t\t\t", "规章\t0\t0\t0");
    let row = draft.lines().find(|line| line.starts_with("行政规范性文件")).unwrap();
    let label = row.split('\t').next().unwrap();
    for (cells, expected) in [("\t5\t2\t", 0), ("\t5\t5\t", 1), ("\t\t2\t3", 1), ("\t5\t\t3", 0)] {
        let text = draft.replace(row, &format!("{label}{cells}"));
        let findings = analyze(&text, &Options::new(Kind::Text)).findings;
        let mut said =
            findings.iter().filter(|finding| finding.cell.as_deref().is_some_and(|cell| cell.contains("documents")));
        let fixes = said.next().unwrap().fixes.len();
        assert_eq!(fixes, expected, "{cells:?}");
    }
}
