//! `--format junit`: a suite a file, a test a finding. What is below `--fail-on` passes, with its words as output.

use std::borrow::Cow;
use std::fmt::Write;

use gaireport::lint::Severity;

use super::{Draft, Failure, LocatedFinding, Renderer};
use crate::cli::escape::visible;
use crate::cli::tally::Tally;

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
            case(draft.path, &found, fails, &mut cases);
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

    fn tail(&self, _: &Tally, out: &mut Vec<u8>) {
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

fn case(path: &str, found: &LocatedFinding, fails: bool, cases: &mut String) {
    let (rule, message) = (found.finding.rule.id, xml(&found.message));
    let place = format!("{}:{}", found.start.line, found.start.column);
    let words = format!("{}:{place}: {} {message}", xml(path), found.finding.severity.word());
    let result = match fails {
        true => format!("<failure type=\"{rule}\" message=\"{message}\">{words}</failure>"),
        false => format!("<system-out>{words}</system-out>"),
    };
    let _ = writeln!(cases, "<testcase name=\"{rule} {place}\" classname=\"{}\">{result}</testcase>", xml(path));
}

/// Text as XML 1.0 can hold it: what it cannot is made visible.
fn xml(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in visible(text).chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' => escaped.push_str("&#9;"),
            '\u{FFFE}' | '\u{FFFF}' => escaped.extend(character.escape_unicode()),
            _ => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_draft_is_markup_and_nothing_breaks_the_file() {
        assert_eq!(xml("<a b=\"&\">\u{1b}\u{0}\u{ffff}\t"), "&lt;a b=&quot;&amp;&quot;&gt;\\u{1b}\\u{0}\\u{ffff}&#9;");
    }
}
