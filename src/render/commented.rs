//! The answer in the writer's own file: a copy of a Word file with a comment on each finding, and its fixes as tracked changes.
//!
//! Any other draft is written as a Word file first, which is read and checked again: its comments stand there.

use std::ffi::OsStr;
use std::path::Path;

use crate::analysis::{Options, analyze, convert_to_word};
use crate::dialect::Kind;
use crate::edit::Applicability;
use crate::fixing;
use crate::language::Language;
use crate::lint::Finding;
use crate::package::{self, Drawn, Fault, Format, Mark};
use crate::page::words;
use crate::text::Span;

use super::Draft;
use super::letter::{gravity, heading, proposal};

/// The fixes that become tracked changes: none, or as far as that.
pub type Tracked = Option<Applicability>;

/// Extensions of files that keep their names: their copies are of the same kind.
const KEPT: [&str; 4] = ["docx", "docm", "dotx", "dotm"];
/// Extension of all others.
const WORD: &str = "docx";

/// The name of a draft's copy without its extension, and the extension.
pub fn copy_name(draft: &Path) -> (String, String) {
    let words = |part: Option<&OsStr>| part.map_or_else(String::new, |part| part.to_string_lossy().into_owned());
    let extension = words(draft.extension());
    let kept = KEPT.iter().any(|known| extension.eq_ignore_ascii_case(known));
    (words(draft.file_stem()), if kept { extension } else { WORD.to_owned() })
}

/// The copy of a file of these bytes, which `draft` was read from. `options` are those that it was checked with.
pub fn commented(bytes: &[u8], draft: &Draft, options: &Options, tracked: Tracked) -> Result<Vec<u8>, Fault> {
    let findings = &draft.analysis.findings;
    if draft.origin.package() == Some(Format::Docx)
        && let Some(drawn) = package::read(bytes)
    {
        let drawn = drawn?;
        let marks = marks(&drawn.text, findings, options, tracked, draft.language);
        return package::marked(bytes, &drawn, &marks);
    }
    let file = convert_to_word(draft.text, &Options { kind: draft.kind, ..options.clone() })?;
    let drawn = package::read(&file).unwrap_or(Err(Fault::NoWord))?;
    let options = Options { kind: Kind::Text, ..options.clone() };
    let again = analyze(&drawn.text, &options).findings;
    let moved = moved(draft, again, &drawn);
    package::marked(&file, &drawn, &marks(&drawn.text, &moved, &options, tracked, draft.language))
}

/// The findings of a draft at their places in the file that was written of it. What is not found there again, such as what only
/// shows beside other reports, or a fault of a table that was drawn anew, stands on the heading of its section, else at the
/// beginning.
fn moved(draft: &Draft, mut again: Vec<Finding>, drawn: &Drawn) -> Vec<Finding> {
    let beginning = drawn.pieces.first().map_or_else(Span::default, |piece| piece.span);
    let mut moved = Vec::new();
    for finding in &draft.analysis.findings {
        let same = |other: &Finding| {
            (other.rule.id, &other.message, &other.cell) == (finding.rule.id, &finding.message, &finding.cell)
        };
        match again.iter().position(same) {
            Some(index) => moved.push(again.remove(index)),
            None => {
                let span = heading_in(draft, finding, drawn).unwrap_or(beginning);
                moved.push(Finding { span, fixes: Vec::new(), ..finding.clone() });
            }
        }
    }
    moved
}

/// The heading of the section that a finding stands in, where the file that was written has it.
fn heading_in(draft: &Draft, finding: &Finding, drawn: &Drawn) -> Option<Span> {
    let (_, heading) = heading(draft, finding)?;
    let words = heading.span.of(draft.analysis.document.text(draft.text));
    let start = drawn.text.find(words).filter(|_| !words.is_empty())?;
    Some(Span::new(start, start + words.len()))
}

fn marks(text: &str, findings: &[Finding], options: &Options, tracked: Tracked, language: Language) -> Vec<Mark> {
    let mut marks: Vec<Mark> = findings
        .iter()
        .map(|finding| Mark { span: finding.span, words: sentences(finding, language), edits: Vec::new() })
        .collect();
    if let Some(most) = tracked {
        for (index, fix) in fixing::at_once(text, findings, options, most) {
            marks[index].edits.clone_from(&fix.edits);
        }
    }
    marks
}

/// The words of a comment: what is wrong, what should stand there, and the rule.
fn sentences(finding: &Finding, language: Language) -> Vec<String> {
    let gravity = gravity(finding.severity, language);
    let message = words(finding.rule, &finding.message, language);
    let said = finding.expected.as_ref().is_some_and(|expected| message.contains(expected.as_str()));
    let proposal = proposal(finding, language).filter(|_| !said);
    let rule = finding.rule.id;
    language.pick(
        || {
            std::iter::once(format!("{gravity}：{message}"))
                .chain(proposal.clone())
                .chain([format!("（规则：{rule}）")])
                .collect()
        },
        || {
            std::iter::once(format!("{gravity}: {message}"))
                .chain(proposal.clone())
                .chain([format!("(rule: {rule})")])
                .collect()
        },
    )
}
