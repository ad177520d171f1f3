//! Actions that keep a finding quiet: a comment before the block that it stands in.

use super::{Action, ActionKind, Change};
use crate::compose::insert_before_line;
use crate::dialect::{Kind, LineKind};
use crate::edit::Edit;
use crate::ide::Snapshot;
use crate::ide::words::Words;
use crate::lint::{Family, Finding};
use crate::number::is_blank;
use crate::page::page;
use crate::report::Report;
use crate::text::{LineEnd, line_start};

/// Marker before the rule's name in the comment.
const MARK: &str = "gaireport-ignore";

/// An action for each rule and block among the findings.
pub fn suppressions(snapshot: &Snapshot, findings: &[usize]) -> Vec<Action> {
    let mut actions: Vec<Action> = Vec::new();
    for &index in findings {
        let Some(action) = suppression(snapshot, index) else { continue };
        match actions.iter_mut().find(|known| known.change == action.change) {
            Some(known) => known.findings.push(index),
            None => actions.push(action),
        }
    }
    actions
}

fn suppression(snapshot: &Snapshot, index: usize) -> Option<Action> {
    let finding = snapshot.analysis.findings.get(index).filter(|finding| finding.rule.family != Family::Tool)?;
    let (_, report) = snapshot.report_at(finding.span.start as usize)?;
    let line = first_line_of_block(snapshot, report, finding)?;
    let commented = snapshot.document().page || snapshot.kind() != Kind::Text;
    let comment = match commented {
        true => format!("<!-- {MARK} {} -->", finding.rule.id),
        false => format!("# {MARK} {}", finding.rule.id),
    };
    let edit = insert_before_line(&snapshot.context(report), line, &comment);
    let edit = Edit { text: LineEnd::of(snapshot.source).write(&edit.text).into_owned(), ..edit };
    let title = page(finding.rule).template("title", snapshot.language).unwrap_or(finding.rule.id);
    let title = Words(snapshot.language).ignore(finding.rule.id, title);
    let action = Action::new(ActionKind::QuickFix, title, Change::Edits(vec![edit]));
    Some(Action { findings: vec![index], ..action })
}

/// The line that begins the paragraph, heading or table of a finding; `None` where it begins inside a line of the source,
/// where no comment can stand.
fn first_line_of_block(snapshot: &Snapshot, report: &Report, finding: &Finding) -> Option<usize> {
    let lines = &snapshot.document().lines;
    let start = |line: usize| snapshot.place(lines[line].span).start;
    let behind = (report.lines.start..report.lines.end).collect::<Vec<usize>>();
    let at = behind.partition_point(|&line| start(line) <= finding.span.start).saturating_sub(1);
    let line = *behind.get(at)?;
    let table = report.tables.iter().find(|table| table.lines.contains(&line));
    let first = table.map_or_else(|| first_line_of_paragraph(snapshot, report, line), |table| table.lines.start);
    let first_start = start(first) as usize;
    let head = snapshot.source.get(line_start(snapshot.source, first_start)..first_start)?;
    let leads = |character: char| is_blank(character) || matches!(character, '#' | '>' | '-' | '*' | '+' | '|' | '\t');
    (snapshot.document().view.is_some() || head.chars().all(leads)).then_some(first)
}

fn first_line_of_paragraph(snapshot: &Snapshot, report: &Report, line: usize) -> usize {
    let lines = &snapshot.document().lines;
    let heading = |line: usize| report.headings.iter().any(|heading| heading.line == line);
    if heading(line) {
        return line;
    }
    let row = |line: usize| matches!(lines[line].kind, LineKind::Row(_));
    let goes_on = |&line: &usize| {
        let apart = if row(line) { !row(line - 1) } else { lines[line].gap || row(line - 1) };
        !apart && !heading(line - 1)
    };
    let above = (report.lines.start + 1..=line).rev().take_while(goes_on).last();
    above.map_or(line, |above| above - 1)
}
