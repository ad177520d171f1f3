//! Cases of the frame of reports: titles, headings, parts, periods, the page around a report, and papers that are none.
//! Each is written in several forms and for both editions.

#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up has failed")]

#[path = "frame/draft.rs"]
mod draft;
mod strict;

use std::fmt::Write;
use std::fs;
use std::path::Path;

use draft::{Case, Form, ORGAN, Papers, YEARS, paper, write};
use gaireport::analysis::{Analysis, Options};
use gaireport::dialect::Kind;
use gaireport::edit::apply;
use gaireport::lint::{Finding, Severity};
use serde::Deserialize;
use strict::analyze;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

/// What stands under a finding, tags left out.
fn under(finding: &Finding, source: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for character in finding.span.of(source).chars() {
        inside = (inside && character != '>') || character == '<';
        if !inside && character != '>' && !character.is_whitespace() {
            text.push(character);
        }
    }
    text
}

/// Whether a finding is the one that `rule`, `rule@text` or `rule=expected` asks for.
fn is_asked(asked: &str, finding: &Finding, source: &str) -> bool {
    if let Some((rule, text)) = asked.split_once('@') {
        return finding.rule.id == rule && under(finding, source).contains(text);
    }
    if let Some((rule, expected)) = asked.split_once('=') {
        return finding.rule.id == rule && finding.expected.as_deref() == Some(expected);
    }
    finding.rule.id == asked
}

/// What is wrong about what was found, one sentence each.
fn wrongs(case: &Case, year: u16, analysis: &Analysis, source: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    if !case.report {
        let said: Vec<&str> = analysis.findings.iter().map(|finding| finding.rule.id).collect();
        if !analysis.reports.is_empty() || !said.is_empty() {
            wrong.push(format!("taken for a report, said {said:?}"));
        }
        return wrong;
    }
    let [report] = &analysis.reports[..] else { return vec![format!("{} reports", analysis.reports.len())] };
    let organ = case.organization.as_deref().unwrap_or(ORGAN);
    if report.organization.as_deref().unwrap_or("") != organ {
        wrong.push(format!("the organ is {:?}, not {organ:?}", report.organization));
    }
    if report.year != Some(year) {
        wrong.push(format!("the year is {:?}, not {year}", report.year));
    }
    let dated = |text: &String| text.replace("{Y}", &year.to_string()).replace("{L}", &(year - 1).to_string());
    for asked in case.must.iter().map(dated) {
        let count = analysis.findings.iter().filter(|finding| is_asked(&asked, finding, source)).count();
        if count != 1 {
            wrong.push(format!("{asked} is said {count} times"));
        }
    }
    let may: Vec<String> = case.must.iter().chain(&case.may).map(dated).collect();
    let forbidden: Vec<String> = case.must_not.iter().map(dated).collect();
    for finding in &analysis.findings {
        let asked = |asked: &String| is_asked(asked, finding, source);
        let loud = finding.severity >= Severity::Warning && !may.iter().any(asked);
        if loud || forbidden.iter().any(asked) {
            let expected = finding.expected.as_deref().unwrap_or("");
            wrong.push(format!("{} is said of {:?} ({expected})", finding.rule.id, under(finding, source)));
        }
    }
    wrong
}

fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/frame").join(name).with_extension("toml");
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Fails with all that is wrong about the cases of a file.
fn hold(name: &str) {
    let cases: Cases = toml::from_str(&read(name)).unwrap();
    let mut complaints = String::new();
    for case in &cases.case {
        let mut said: Vec<String> = Vec::new();
        for year in YEARS {
            for form in Form::ALL.into_iter().filter(|form| case.is_of(*form, year)) {
                let (text, kind) = write(case, year, form);
                let wrong = wrongs(case, year, &analyze(&text, &Options::new(kind)), &text);
                if !wrong.is_empty() {
                    said.push(format!("{form:?}, {year}: {}", wrong.join("; ")));
                }
            }
        }
        if let Some(first) = said.first() {
            let _ = writeln!(complaints, "{} ({} times): {first}", case.name, said.len());
        }
    }
    assert!(complaints.is_empty(), "\n{complaints}");
}

/// Rules whose findings are loud, in the order of their places.
fn loud(analysis: &Analysis) -> Vec<&'static str> {
    let loud = analysis.findings.iter().filter(|finding| finding.severity >= Severity::Warning);
    loud.map(|finding| finding.rule.id).collect()
}

/// What the first fix of each finding leaves or adds.
fn unfixed(text: &str, kind: Kind, asked: &[String]) -> Vec<String> {
    let options = Options::new(kind);
    let before = analyze(text, &options);
    let of_case =
        |finding: &&Finding| asked.iter().any(|asked| asked.split(['@', '=']).next() == Some(finding.rule.id));
    let mut wrong = Vec::new();
    for finding in before.findings.iter().filter(of_case) {
        let Some(fix) = finding.fixes.first() else { continue };
        let (fixed, _) = apply(text, [fix]);
        let after = analyze(&fixed, &options);
        let count =
            |analysis: &Analysis| analysis.findings.iter().filter(|other| other.rule.id == finding.rule.id).count();
        if count(&after) >= count(&before) {
            wrong.push(format!("{} stays after its fix", finding.rule.id));
        }
        let known = loud(&before);
        wrong
            .extend(loud(&after).into_iter().filter(|rule| !known.contains(rule)).map(|rule| format!("{rule} is new")));
    }
    wrong
}

#[test]
fn fixes_put_right_what_they_are_offered_for() {
    let mut complaints = String::new();
    for name in ["titles", "headings", "sentences"] {
        let cases: Cases = toml::from_str(&read(name)).unwrap();
        for case in &cases.case {
            for form in Form::ALL.into_iter().filter(|form| case.is_of(*form, YEARS[1])) {
                let (text, kind) = write(case, YEARS[1], form);
                let wrong = unfixed(&text, kind, &case.must);
                if !wrong.is_empty() {
                    let _ = writeln!(complaints, "{} ({form:?}): {}", case.name, wrong.join("; "));
                }
            }
        }
    }
    assert!(complaints.is_empty(), "\n{complaints}");
}

#[test]
fn titles() {
    hold("titles");
}

#[test]
fn headings() {
    hold("headings");
}

#[test]
fn parts_and_periods() {
    hold("sentences");
}

#[test]
fn pages() {
    hold("pages");
}

#[test]
fn traditional() {
    hold("traditional");
}

#[test]
fn papers_that_speak_of_reports_are_none() {
    let papers: Papers = toml::from_str(&read("papers")).unwrap();
    let mut complaints = String::new();
    let written = papers.paper.iter().flat_map(|text| Form::ALL.map(|form| paper(text, form)));
    let markdown = papers.markdown.iter().map(|text| (text.clone(), Kind::Markdown));
    for (text, kind) in written.chain(markdown) {
        let analysis = analyze(&text, &Options::new(kind));
        let said: Vec<&str> = analysis.findings.iter().map(|finding| finding.rule.id).collect();
        if !analysis.reports.is_empty() || !said.is_empty() {
            let first = text.lines().find(|line| line.len() > 20).unwrap_or_default();
            let _ = writeln!(complaints, "{kind:?} {first}: {said:?}");
        }
    }
    assert!(complaints.is_empty(), "\n{complaints}");
}
