//! 退改意见: what a unit is asked to change, in numbered Chinese sentences ready for a chat or a letter.

use std::fmt::Write;

use crate::folder::Missing;
use crate::language::Language;
use crate::lint::{Finding, Severity};
use crate::page::words;
use crate::report::{Heading, Report};

use super::{Draft, Failure, LocatedFinding};

/// Characters up to which the words that a finding stands on are quoted.
const QUOTED: usize = 30;
/// Proposals of a finding that are named.
const MOST_FIXES: usize = 2;

/// Groups of sentences, the gravest first.
const GROUPS: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Information];

/// The letter about a draft; `None` where nothing was found.
pub fn of_draft(draft: &Draft, found: &[LocatedFinding]) -> Option<String> {
    if found.is_empty() {
        return None;
    }
    let organization = draft.analysis.reports.first().and_then(|report| report.organization.as_deref());
    let mut letter = head(organization, &title(draft));
    let mut number = 0;
    for severity in GROUPS {
        let name = gravity(severity, Language::Chinese);
        let group: Vec<&LocatedFinding> = found.iter().filter(|found| found.finding.severity == severity).collect();
        if !group.is_empty() {
            let _ = writeln!(letter, "{name}（{} 处）：", group.len());
        }
        for found in group {
            number += 1;
            let _ = writeln!(letter, "{number}. {}", sentence(draft, found));
        }
    }
    Some(letter)
}

/// The letter about a file that could not be checked.
pub fn of_failure(failure: Failure) -> String {
    format!("“{}”未能检查：{}。请重新报送可以读取的文件。\n", failure.path, failure.sentence)
}

/// The letter to a unit that has not handed in its report.
pub fn of_missing(missing: &Missing, year: Option<u16>) -> String {
    let year = year.map_or_else(String::new, |year| format!("{year} 年"));
    let due = missing.due.as_ref().map_or_else(String::new, |due| format!("（应于 {due} 前报送）"));
    format!("{}：\n尚未收到你单位{year}政府信息公开工作年度报告{due}，请尽快报送。\n", missing.unit)
}

fn head(organization: Option<&str>, title: &str) -> String {
    let address = organization.map_or_else(String::new, |organization| format!("{organization}：\n"));
    format!("{address}经检查，{title}有以下问题，请修改、核对后重新报送。\n")
}

/// Names the report by its year and file.
fn title(draft: &Draft) -> String {
    let year = draft.analysis.reports.first().and_then(|report| report.year);
    let year = year.map_or_else(String::new, |year| format!("{year} 年"));
    format!("{year}政府信息公开工作年度报告（文件：{}）", draft.path)
}

/// Says where something stands, what stands there, and what should.
fn sentence(draft: &Draft, found: &LocatedFinding) -> String {
    let finding = found.finding;
    let message = words(finding.rule, &finding.message, Language::Chinese);
    let mut sentence = place(draft, found);
    if let Some(quoted) = quoted(draft, finding).filter(|quoted| !message.contains(quoted)) {
        let _ = write!(sentence, "“{quoted}”");
    }
    if !sentence.is_empty() {
        sentence.push('：');
    }
    sentence += &message;
    let proposal = proposal(finding, Language::Chinese);
    let proposal = proposal.filter(|proposal| !message.contains(proposal.trim_start_matches("应为 ")));
    if let Some(proposal) = proposal {
        let _ = write!(sentence, "；{proposal}");
    }
    sentence.push('。');
    sentence
}

/// Names the part of the report, and the line where the file has lines.
fn place(draft: &Draft, found: &LocatedFinding) -> String {
    let part = part(draft, found.finding).unwrap_or_default();
    match draft.origin.package() {
        Some(_) => part,
        None if part.is_empty() => format!("第 {} 行", found.start.line),
        None => format!("{part}第 {} 行", found.start.line),
    }
}

/// The section that a finding stands in, by its number and name.
fn part(draft: &Draft, finding: &Finding) -> Option<String> {
    let (report, heading) = heading(draft, finding)?;
    let section = report.standard().sections.get(heading.section?)?;
    Some(format!("第{}部分（{}）", section.ordinal, section.name))
}

/// The heading of the section that a finding stands in, and its report.
pub(super) fn heading<'d>(draft: &'d Draft, finding: &Finding) -> Option<(&'d Report, &'d Heading)> {
    let document = &draft.analysis.document;
    let starts = |line: usize| document.lines.get(line).map(|line| document.source_span(line.span).start);
    let before = |line: usize| starts(line).is_some_and(|start| start <= finding.span.start);
    let report = draft.analysis.reports.iter().rev().find(|report| before(report.lines.start))?;
    let heading = report.headings.iter().rev().find(|heading| heading.section.is_some() && before(heading.line))?;
    Some((report, heading))
}

/// The words that a finding stands on, where they are few and no figure that the message states.
fn quoted<'d>(draft: &'d Draft, finding: &Finding) -> Option<&'d str> {
    let quoted = finding.span.of(draft.text).trim();
    // Cells of a row say nothing out of their table.
    let short = quoted.chars().nth(QUOTED).is_none() && !quoted.contains(['\n', '\t', '|']);
    (finding.cell.is_none() && short && !quoted.is_empty()).then_some(quoted)
}

/// The words for how a finding of this severity is to be taken.
pub(super) fn gravity(severity: Severity, language: Language) -> &'static str {
    match severity {
        Severity::Error => language.pick(|| "须改正", || "To correct"),
        Severity::Warning => language.pick(|| "需核对", || "To check"),
        Severity::Information => language.pick(|| "供参考", || "For information"),
    }
}

/// Proposes a figure or a change.
pub(super) fn proposal(finding: &Finding, language: Language) -> Option<String> {
    if let Some(expected) = &finding.expected {
        return Some(language.pick(|| format!("应为 {expected}"), || format!("should be {expected}")));
    }
    let fixes = finding.fixes.iter().take(MOST_FIXES);
    let titles: Vec<String> = fixes.map(|fix| words(finding.rule, &fix.title, language)).collect();
    (!titles.is_empty()).then(|| titles.join(language.pick(|| "，或", || ", or ")))
}
