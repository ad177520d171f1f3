//! `--format github`: commands that annotate a change, and a summary of the step.

use std::path::Path;

use gaireport::language::Language;
use gaireport::lint::Severity;
use gaireport::page::page;
use gaireport::rules::RULES;

use super::text::{Written, summary};
use super::{Draft, Failure, LocatedFinding, MISSING, Renderer, Units};
use crate::cli::escape::{github_data as data, github_property as property, visible};
use crate::cli::messages::pick;
use crate::cli::output::{append, note};
use crate::cli::tally::Tally;

/// Names the file that the summary of a step is added to.
const SUMMARY: &str = "GITHUB_STEP_SUMMARY";

/// The form.
pub struct GitHub {
    /// Language of the summary.
    pub speech: Language,
}

impl Renderer for GitHub {
    fn draft(&self, draft: &Draft, out: &mut Vec<u8>) {
        let lines = draft.lines();
        for found in draft.found(lines.as_ref()) {
            out.extend_from_slice(annotation(draft.path, &found).as_bytes());
        }
    }

    fn failure(&self, failure: Failure, out: &mut Vec<u8>) {
        let message = format!("{}: {}", failure.path, failure.sentence);
        out.extend_from_slice(format!("::error file={}::{}\n", property(failure.path), data(&message)).as_bytes());
    }

    fn missing(&self, units: &[Units], out: &mut Vec<u8>) {
        for units in units {
            let (command, roster) = (command(units.severity), property(&units.roster));
            for (_, message) in units.messages() {
                let message = data(&message);
                out.extend_from_slice(format!("::{command} file={roster},title={MISSING}::{message}\n").as_bytes());
            }
        }
    }

    fn tail(&self, tally: &Tally, _: Option<&[Units]>, _: &mut Vec<u8>) {
        let Some(path) = std::env::var_os(SUMMARY).filter(|path| !path.is_empty()) else { return };
        if let Err(error) = append(Path::new(&path), &step_summary(tally, self.speech)) {
            note(&visible(&format!("{SUMMARY}: {error}")));
        }
    }
}

/// The place stands in the message too: the log shows nothing else of it. Columns of several lines would be refused.
fn annotation(path: &str, found: &LocatedFinding) -> String {
    let command = command(found.finding.severity);
    let (start, end) = (found.start, found.end);
    let columns = match start.line == end.line {
        true => format!(",col={},endColumn={}", start.column, end.column),
        false => String::new(),
    };
    let message = format!("{path}:{}:{} {}", start.line, start.column, found.message);
    format!(
        "::{command} file={},line={},endLine={}{columns},title={}::{}\n",
        property(path),
        start.line,
        end.line,
        property(found.finding.rule.id),
        data(&message)
    )
}

fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information => "notice",
    }
}

fn step_summary(tally: &Tally, speech: Language) -> String {
    let mut text = format!("### gaireport-lsp\n\n{}\n", summary(tally, Written::Files, speech));
    let counts = tally.statistics();
    if !counts.is_empty() {
        text += pick(speech, "\n| 规则 | 检查什么 | 次数 |\n", "\n| Rule | What it finds | Count |\n");
        text += "|---|---|---:|\n";
    }
    for (count, id) in counts {
        let title = RULES.iter().find(|rule| rule.id == id).and_then(|rule| page(rule).template("title", speech));
        text += &format!("| `{id}` | {} | {count} |\n", title.unwrap_or_default());
    }
    text + "\n"
}

#[cfg(test)]
mod tests {
    use gaireport::lint::{Finding, Message};
    use gaireport::text::{Position, Span};

    use super::*;

    #[test]
    fn columns_are_told_of_one_line_only() {
        let finding = Finding::new(Span::new(0, 9), Message::new("m"));
        let place = |line: usize| Position { line, column: 2 };
        let found = |end: usize| LocatedFinding {
            finding: &finding,
            message: "m".to_owned(),
            start: place(1),
            end: place(end),
        };
        assert_eq!(annotation("a.md", &found(2)), "::notice file=a.md,line=1,endLine=2,title=unset::a.md:1:2 m\n");
        let one = annotation("a.md", &found(1));
        assert_eq!(one, "::notice file=a.md,line=1,endLine=1,col=2,endColumn=2,title=unset::a.md:1:2 m\n");
    }
}
