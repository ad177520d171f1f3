//! The five real reports: what must be said of each, that nothing else is said above information, and every figure.

mod strict;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use gaireport::analysis::{Analysis, Options};
use gaireport::dialect::Kind;
use gaireport::lint::{Finding, Severity};
use gaireport::report::{BoundTable, Report};
use gaireport::rules::RULES;
use gaireport::text::LineIndex;

use crate::strict::analyze;

/// What is expected of one report: an entry of `drafts/reports.json`.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Expectation {
    organization: String,
    year: u16,
    edition: u16,
    dialect: String,
    /// Findings that must be there.
    must: Vec<Must>,
    /// Rules that are said exactly once.
    once: Vec<String>,
    /// Rules that may be said besides.
    may: Vec<String>,
    /// Rules that may be said as errors.
    errors: Vec<String>,
    /// Figures other than 0, by the name of their cell.
    figures: BTreeMap<String, String>,
    /// Cells without a figure; `*` stands for all cells of a row.
    unread: Vec<String>,
    /// What makes the report hard to read.
    #[serde(rename = "note")]
    _note: String,
}

/// A finding that must be there: one of the rules `a|b`, on one of these lines, or anywhere.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Must {
    rule: String,
    lines: Option<[usize; 2]>,
}

impl Must {
    fn is_met_by(&self, rule: &str, line: usize) -> bool {
        self.rule.split('|').any(|known| known == rule)
            && self.lines.is_none_or(|[from, to]| (from..=to).contains(&line))
    }

    /// Whether a rule that could say it exists yet.
    fn can_be_said(&self) -> bool {
        self.rule.split('|').any(|known| RULES.iter().any(|rule| rule.id == known))
    }
}

/// A real report, its analysis and what is expected of it.
struct Case {
    name: String,
    text: String,
    analysis: Analysis,
    expected: Expectation,
}

impl Case {
    /// The only report of the text.
    fn report(&self) -> &Report {
        assert_eq!(self.analysis.reports.len(), 1, "{}: one report", self.name);
        &self.analysis.reports[0]
    }

    /// Every finding with its first line.
    fn findings(&self) -> Vec<(&Finding, usize)> {
        let index = LineIndex::new(&self.text);
        let line = |finding: &Finding| index.position(&self.text, finding.span.start).line;
        self.analysis.findings.iter().map(|finding| (finding, line(finding))).collect()
    }
}

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

fn cases() -> Vec<Case> {
    let json = fs::read_to_string(path("drafts/reports.json")).expect("the expectations can be read");
    let expectations: BTreeMap<String, Expectation> = serde_json::from_str(&json).expect("the expectations are valid");
    let case = |(name, expected): (String, Expectation)| {
        let text = fs::read_to_string(path("reports").join(&name)).expect("each expectation has its report");
        let analysis = analyze(&text, &Options::new(Kind::Text));
        Case { name, text, analysis, expected }
    };
    expectations.into_iter().map(case).collect()
}

#[test]
fn each_real_report_has_its_expectation() {
    let listed = fs::read_dir(path("reports")).expect("the folder can be listed");
    let mut files: Vec<String> =
        listed.map(|entry| entry.expect("an entry can be read").file_name().to_string_lossy().into_owned()).collect();
    files.sort();
    let names: Vec<String> = cases().into_iter().map(|case| case.name).collect();
    assert_eq!(names, files);
    assert_eq!(names.len(), 5);
}

#[test]
fn organ_year_edition_and_dialect_are_read() {
    for case in cases() {
        let (report, expected) = (case.report(), &case.expected);
        assert_eq!(report.organization.as_deref(), Some(expected.organization.as_str()), "{}", case.name);
        assert_eq!(report.year, Some(expected.year), "{}", case.name);
        assert_eq!(report.edition.map(|edition| edition.id), Some(expected.edition), "{}", case.name);
        assert_eq!(case.analysis.dialect_name(Kind::Text), expected.dialect, "{}", case.name);
    }
}

#[test]
fn what_must_be_said_is_said() {
    let mut missing = Vec::new();
    for case in cases() {
        let findings = case.findings();
        for must in case.expected.must.iter().filter(|must| must.can_be_said()) {
            if !findings.iter().any(|(finding, line)| must.is_met_by(finding.rule.id, *line)) {
                missing.push(format!("{}: {} on lines {:?}", case.name, must.rule, must.lines));
            }
        }
        for id in case.expected.once.iter().filter(|id| RULES.iter().any(|rule| rule.id == id.as_str())) {
            let count = findings.iter().filter(|(finding, _)| finding.rule.id == id).count();
            if count != 1 {
                missing.push(format!("{}: {id} once, not {count} times", case.name));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn nothing_else_is_said_above_information() {
    let mut alarms = Vec::new();
    for case in cases() {
        for (finding, line) in case.findings() {
            let rule = finding.rule.id;
            let expected = case.expected.must.iter().any(|must| must.is_met_by(rule, line));
            let allowed = expected || case.expected.may.iter().any(|known| known == rule);
            let grave = finding.severity == Severity::Error && !case.expected.errors.iter().any(|known| known == rule);
            if grave || (finding.severity > Severity::Information && !allowed) {
                alarms.push(format!("{}:{line}: {rule} as {:?}", case.name, finding.severity));
            }
        }
    }
    assert!(alarms.is_empty(), "{}", alarms.join("\n"));
}

/// Name and figure of every cell of a table.
fn cells(table: &BoundTable) -> Vec<(String, Option<String>)> {
    let places =
        (0..table.rows.len()).flat_map(|row| (0..table.table().columns_of(row).len()).map(move |column| (row, column)));
    let figure = |row, column| table.figure(row, column).map(|figure| figure.to_string());
    places.map(|(row, column)| (table.cell_name(row, column), figure(row, column))).collect()
}

#[test]
fn every_figure_is_read() {
    for case in cases() {
        let report = case.report();
        let standard = report.edition.expect("the edition is known");
        let mut counts = Vec::new();
        for facts in &standard.tables {
            let table = report.table(&facts.id).unwrap_or_else(|| panic!("{}: no {}", case.name, facts.name));
            let cells = cells(table);
            counts.push(cells.len());
            for (cell, figure) in cells {
                assert_eq!(figure, expected_figure(&case.expected, &cell), "{}: {cell}", case.name);
            }
        }
        assert_eq!(counts[1..], [23 * 7, 15], "{}: cells of the tables of sections 三 and 四", case.name);
    }
}

fn expected_figure(expected: &Expectation, cell: &str) -> Option<String> {
    let covers = |pattern: &String| match pattern.strip_suffix('*') {
        Some(row) => cell.starts_with(row),
        None => cell == pattern,
    };
    if expected.unread.iter().any(covers) {
        return None;
    }
    Some(expected.figures.get(cell).cloned().unwrap_or_else(|| "0".to_owned()))
}
