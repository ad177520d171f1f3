//! `--format junit`: a suite a file, a test a finding. What is below `--fail-on` passes, with its words as output.

use std::borrow::Cow;
use std::fmt::Write;

use gaireport::lint::Severity;

use super::{Draft, Failure, LocatedFinding, MISSING, Renderer, Units};
use crate::cli::escape::xml;
use crate::cli::tally::Tally;
use gaireport::render::summary::severity_word;

/// The form.
pub struct Junit {
    /// Gravity from which a finding fails.
    pub fail_on: Option<Severity>,
}

impl Renderer for Junit {
    fn head(&self) -> Cow<'static, str> {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"gaireport-lsp\">\n".into()
    }

    fn draft(&self, draft: &Draft, out: &mut Vec<u8>) {
        let lines = draft.lines();
        let (mut cases, mut tests, mut failures) = (String::new(), 0, 0);
        for found in draft.found(lines.as_ref()) {
            let fails = self.fail_on.is_some_and(|least| found.finding.severity >= least);
            case(draft, &found, fails, &mut cases);
            (tests, failures) = (tests + 1, failures + usize::from(fails));
        }
        if tests == 0 {
            let _ = writeln!(cases, "<testcase name=\"gaireport-lsp\" classname=\"{}\"/>", xml(draft.path));
            tests = 1;
        }
        suite(draft.path, [tests, failures, 0], &cases, out);
    }

    fn failure(&self, failure: Failure, out: &mut Vec<u8>) {
        let (path, sentence) = (xml(failure.path), xml(failure.sentence));
        let case = format!(
            "<testcase name=\"gaireport-lsp\" classname=\"{path}\"><error message=\"{sentence}\">{sentence}</error></testcase>\n"
        );
        suite(failure.path, [1, 0, 1], &case, out);
    }

    fn missing(&self, units: &[Units], out: &mut Vec<u8>) {
        for units in units.iter().filter(|units| !units.missing.is_empty()) {
            let fails = self.fail_on.is_some_and(|least| units.severity >= least);
            let mut cases = String::new();
            for (missing, message) in units.messages() {
                let name = format!("{MISSING} {}", xml(&missing.unit));
                write_case(&units.roster, &name, &result(MISSING, &xml(&message), &xml(&message), fails), &mut cases);
            }
            let count = units.missing.len();
            suite(&units.roster, [count, if fails { count } else { 0 }, 0], &cases, out);
        }
    }

    fn tail(&self, _: &Tally, _: Option<&[Units]>, out: &mut Vec<u8>) {
        out.extend_from_slice(b"</testsuites>\n");
    }
}

fn suite(path: &str, [tests, failures, errors]: [usize; 3], cases: &str, out: &mut Vec<u8>) {
    let suite = format!(
        "<testsuite name=\"{}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\">\n{cases}</testsuite>\n",
        xml(path)
    );
    out.extend_from_slice(suite.as_bytes());
}

fn case(draft: &Draft, found: &LocatedFinding, fails: bool, cases: &mut String) {
    let (path, language) = (draft.path, draft.language);
    let (rule, message) = (found.finding.rule.id, xml(&found.message));
    let place = format!("{}:{}", found.start.line, found.start.column);
    let words = format!("{}:{place}: {} {message}", xml(path), severity_word(found.finding.severity, language));
    write_case(path, &format!("{rule} {place}"), &result(rule, &message, &words, fails), cases);
}

fn result(rule: &str, message: &str, words: &str, fails: bool) -> String {
    match fails {
        true => format!("<failure type=\"{rule}\" message=\"{message}\">{words}</failure>"),
        false => format!("<system-out>{words}</system-out>"),
    }
}

fn write_case(path: &str, name: &str, result: &str, cases: &mut String) {
    let _ = writeln!(cases, "<testcase name=\"{name}\" classname=\"{}\">{result}</testcase>", xml(path));
}
