//! `--format sarif`: SARIF 2.1.0, results a file at a time.

use std::borrow::Cow;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use gaireport::edit::{Edit, Fix};
use gaireport::language::Language;
use gaireport::lint::{Finding, Rule, Severity};
use gaireport::page::{self, page, words};
use gaireport::rules::RULES;
use gaireport::text::{LineIndex, Position, Span};
use serde_json::{Value, json};

use super::fingerprint::unique;
use super::{Draft, Failure, LocatedFinding, Renderer, address, page_address, write_all_json};
use crate::cli::tally::Tally;

/// The folder that relative paths start from.
const ROOT: &str = "%SRCROOT%";

/// The form. Files that could not be dealt with are told of behind the results.
pub struct Sarif {
    speech: Language,
    failures: Mutex<Vec<(String, String)>>,
}

impl Sarif {
    /// With words of that language.
    pub fn new(speech: Language) -> Self {
        Sarif { speech, failures: Mutex::default() }
    }
}

impl Renderer for Sarif {
    fn head(&self) -> Cow<'static, str> {
        let rules: Vec<Value> = RULES.iter().map(|rule| descriptor(rule, self.speech)).collect();
        let driver = json!({ "name": "gaireport-lsp", "version": env!("CARGO_PKG_VERSION"), "rules": rules });
        let language = self.speech.pick(|| "zh-CN", || "en-US");
        format!(
            "{{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{{\
             \"tool\":{{\"driver\":{driver}}},\"language\":\"{language}\",\"columnKind\":\"unicodeCodePoints\",\
             \"results\":[\n"
        )
        .into()
    }

    fn between(&self) -> &'static str {
        ",\n"
    }

    fn draft(&self, draft: &Draft, out: &mut Vec<u8>) {
        let lines = draft.lines();
        let Some(index) = &lines else { return };
        let results =
            draft.found(Some(index)).zip(unique(draft)).map(|(found, print)| result(draft, index, &found, &print));
        write_all_json(results, ",\n", out);
    }

    fn failure(&self, failure: Failure, _: &mut Vec<u8>) {
        let failure = (failure.path.to_owned(), failure.sentence.to_owned());
        self.failures.lock().unwrap_or_else(PoisonError::into_inner).push(failure);
    }

    fn tail(&self, _: &Tally, out: &mut Vec<u8>) {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        failures.sort();
        let successful = failures.is_empty();
        let start =
            format!("\n],\"invocations\":[{{\"executionSuccessful\":{successful},\"toolExecutionNotifications\":[");
        out.extend_from_slice(start.as_bytes());
        write_all_json(failures.iter().map(|(path, sentence)| notification(path, sentence)), ",\n", out);
        out.extend_from_slice(b"]}]}]}\n");
    }
}

/// A rule: its title, what it says of itself first, and its whole page.
fn descriptor(rule: &'static Rule, speech: Language) -> Value {
    let page = page(rule);
    let title = page.template("title", speech).unwrap_or(rule.id);
    let first = page.body.split("\n\n").next().unwrap_or_default().trim();
    json!({
        "id": rule.id,
        // Without a page in the web, the address by which an editor with this program's extension shows it.
        "helpUri": page_address(rule.id).unwrap_or_else(|| page::address(rule)),
        "shortDescription": { "text": title },
        "fullDescription": { "text": if first.is_empty() { title } else { first } },
        "help": { "text": page.body, "markdown": page.body },
        "defaultConfiguration": {
            "enabled": rule.severity.is_some(),
            "level": rule.severity.map_or("warning", level),
        },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information => "note",
    }
}

fn result(draft: &Draft, index: &LineIndex, found: &LocatedFinding, print: &str) -> Value {
    let finding = found.finding;
    let mut result = json!({
        "ruleId": finding.rule.id,
        "ruleIndex": RULES.iter().position(|rule| rule.id == finding.rule.id),
        "level": level(finding.severity),
        "message": { "text": found.message },
        "locations": [{ "physicalLocation": location(draft.path, region(found.start, found.end)) }],
        "partialFingerprints": { "gaireport/v1": print },
    });
    if !finding.related.is_empty() {
        result["relatedLocations"] = related(draft, index, finding);
    }
    if !finding.fixes.is_empty() {
        result["fixes"] = finding.fixes.iter().map(|fix| replacement(draft, index, finding, fix)).collect();
    }
    result
}

fn related(draft: &Draft, index: &LineIndex, finding: &Finding) -> Value {
    let place = |(id, related): (usize, &gaireport::lint::Related)| {
        let physical = match &related.elsewhere {
            Some(other) => location(&other.path, region(other.start, other.end)),
            None => location(draft.path, region_of(draft, index, related.span)),
        };
        json!({
            "id": id,
            "message": { "text": words(finding.rule, &related.message, draft.language) },
            "physicalLocation": physical,
        })
    };
    finding.related.iter().enumerate().map(place).collect()
}

fn replacement(draft: &Draft, index: &LineIndex, finding: &Finding, fix: &Fix) -> Value {
    let replace = |edit: &Edit| {
        json!({
            "deletedRegion": region_of(draft, index, edit.span),
            "insertedContent": { "text": edit.text },
        })
    };
    let replacements: Vec<Value> = fix.edits.iter().map(replace).collect();
    json!({
        "description": { "text": words(finding.rule, &fix.title, draft.language) },
        "artifactChanges": [{ "artifactLocation": artifact(draft.path), "replacements": replacements }],
    })
}

fn region_of(draft: &Draft, index: &LineIndex, span: Span) -> Value {
    region(index.position(draft.text, span.start), index.position(draft.text, span.end))
}

fn region(start: Position, end: Position) -> Value {
    json!({ "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column })
}

fn location(path: &str, region: Value) -> Value {
    json!({ "artifactLocation": artifact(path), "region": region })
}

/// A relative path stays one, below the root of the sources.
fn artifact(path: &str) -> Value {
    let encoded = address(path);
    match Path::new(path).is_absolute() {
        true if path.starts_with('/') => json!({ "uri": format!("file://{encoded}") }),
        true => json!({ "uri": format!("file:///{encoded}") }),
        false => json!({ "uri": encoded, "uriBaseId": ROOT }),
    }
}

fn notification(path: &str, sentence: &str) -> Value {
    json!({
        "level": "error",
        "message": { "text": sentence },
        "locations": [{ "physicalLocation": { "artifactLocation": artifact(path) } }],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_an_address() {
        assert_eq!(artifact("草稿/a b.md")["uri"], "%E8%8D%89%E7%A8%BF/a%20b.md");
        assert_eq!(artifact("草稿/a b.md")["uriBaseId"], ROOT);
        assert_eq!(artifact("a:b%#.md")["uri"], "a%3Ab%25%23.md");
        #[cfg(unix)]
        assert_eq!(artifact("/d/a.md"), json!({ "uri": "file:///d/a.md" }));
    }
}
