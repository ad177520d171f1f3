//! `--compare`: figures, headings and sentences that two reports do not share.

use std::path::Path;
use std::process::ExitCode;

use anyhow::anyhow;
use gaireport::analysis::{Analysis, analyze};
use gaireport::folder::compare::{Difference, Side, Stands, Subject, compare};
use gaireport::language::Language;
use gaireport::standard::newest;
use gaireport::text::{LineIndex, Position};
use serde_json::{Value, json};

use super::arguments::{Arguments, Format};
use super::escape::{visible, visible_path};
use super::flags;
use super::messages::{self, pick};
use super::sweep::shown;
use crate::drafts::folder::kind;
use crate::drafts::problem::Problem;
use crate::drafts::scope::Scopes;
use crate::drafts::source::{read_file, source};

/// A report that is compared.
struct Opened {
    path: String,
    text: String,
    lines: LineIndex,
    analysis: Analysis,
}

/// Compares two files. Gives what is printed, and 1 where a figure differs.
pub fn run(arguments: &Arguments, paths: [&Path; 2], format: Format) -> anyhow::Result<(String, ExitCode)> {
    let scopes = flags::scopes(arguments);
    let [one, other] = paths.map(|path| open(path, &scopes, arguments.speech));
    let sides = [one?, other?];
    let [one, other] = [&sides[0], &sides[1]].map(|side| Side { source: &side.text, analysis: &side.analysis });
    let found = compare(one, other).ok_or_else(|| {
        let without = sides.iter().find(|side| side.analysis.reports.is_empty());
        anyhow!(messages::no_report(&visible(without.map_or("", |side| &side.path)), arguments.speech))
    })?;
    let figures = found.iter().any(|difference| matches!(difference.subject, Subject::Cell(..)));
    let printed = match format {
        Format::Json => format!("{:#}\n", document(&found, &sides)),
        _ => found.iter().map(|difference| words(difference, &sides, arguments.speech)).collect(),
    };
    let same = found.is_empty() && format != Format::Json && !arguments.quiet;
    let nothing = pick(arguments.speech, "两份报告一致\n", "the reports are the same\n");
    Ok((if same { nothing.to_owned() } else { printed }, ExitCode::from(u8::from(figures))))
}

fn open(path: &Path, scopes: &Scopes, speech: Language) -> anyhow::Result<Opened> {
    let problem = |problem: Problem| anyhow!("{}: {}", visible_path(path), problem.words(speech));
    let mut bytes = Vec::new();
    read_file(path, &mut bytes).map_err(problem)?;
    let source = source(&bytes).map_err(problem)?;
    let scope = scopes.of(Some(path), kind(path), &[]);
    if let Some(broken) = scope.problem {
        return Err(problem(broken));
    }
    let analysis = analyze(&source.text, &source.options(&scope.options));
    let text = source.text.into_owned();
    Ok(Opened { path: shown(path), lines: LineIndex::new(&text), text, analysis })
}

impl Opened {
    fn place(&self, offset: u32) -> Position {
        self.lines.position(&self.text, offset)
    }
}

/// A difference in words: its subject with both sides, and the places of these.
fn words(difference: &Difference, sides: &[Opened; 2], speech: Language) -> String {
    let subject = match &difference.subject {
        Subject::Title => pick(speech, "标题", "title").to_owned(),
        Subject::Cell(_, label) => label.clone(),
        Subject::Heading => pick(speech, "部分标题", "heading").to_owned(),
        Subject::Sentence(index) => section_words(*index),
    };
    let none = pick(speech, "（无）", "(none)");
    let pair = [(&difference.one, &sides[0]), (&difference.other, &sides[1])];
    let [one, other] = pair.map(|(stands, _)| stands.as_ref().map_or(none, |stands| stands.text.as_str()));
    let colon = pick(speech, "：", ": ");
    let mut text = format!("{}{colon}{} → {}\n", visible(&subject), visible(one), visible(other));
    for (stands, side) in pair {
        if let Some(stands) = stands {
            let Position { line, column } = side.place(stands.span.start);
            text += &format!("  --> {}:{line}:{column}\n", visible(&side.path));
        }
    }
    text + "\n"
}

fn section_words(index: usize) -> String {
    let edition = newest();
    edition.sections.get(index).map_or_else(String::new, |section| section.heading())
}

fn document(found: &[Difference], sides: &[Opened; 2]) -> Value {
    let differences: Vec<Value> = found.iter().map(|difference| difference_view(difference, sides)).collect();
    let figures = found.iter().filter(|difference| matches!(difference.subject, Subject::Cell(..))).count();
    json!({
        "version": 1,
        "one": sides[0].path,
        "other": sides[1].path,
        "differences": differences,
        "summary": { "figures": figures, "words": found.len() - figures },
    })
}

fn difference_view(difference: &Difference, sides: &[Opened; 2]) -> Value {
    let (kind, cell, section) = match &difference.subject {
        Subject::Title => ("title", None, None),
        Subject::Cell(name, _) => ("cell", Some(name), None),
        Subject::Heading => ("heading", None, None),
        Subject::Sentence(index) => ("sentence", None, Some(section_words(*index))),
    };
    let [one, other] = [(&difference.one, &sides[0]), (&difference.other, &sides[1])]
        .map(|(stands, side)| stands.as_ref().map(|stands| stands_view(stands, side)));
    json!({ "kind": kind, "cell": cell, "section": section, "one": one, "other": other })
}

fn stands_view(stands: &Stands, side: &Opened) -> Value {
    let place = |offset: u32| {
        let Position { line, column } = side.place(offset);
        json!({ "line": line, "column": column, "offset": offset })
    };
    json!({ "text": stands.text, "start": place(stands.span.start), "end": place(stands.span.end) })
}
