//! Hover texts for the thing under the cursor: its meaning, its source in law, its sums with the draft's figures, the
//! rules that complain of it.

use super::links::notice_at;
use super::markdown::literal;
use super::pages::{notice_page, rule_summary};
use super::place::{CellAt, Thing, cells_of, group_label, touches};
use super::sums::{Sum, Verdict};
use super::words::Words;
use super::{Snapshot, TableAt};
use crate::lint::{Finding, Rule};
use crate::number::trim;
use crate::report::BoundTable;
use crate::standard::{Edition, Section};
use crate::text::Span;

/// Most rules that one hover explains.
const MOST_RULES: usize = 3;

/// Hover text of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The span it describes.
    pub span: Span,
    /// The words, Markdown.
    pub markdown: String,
}

/// Builds the hover text for an offset; `None` if there is nothing to show.
pub fn hover(snapshot: &Snapshot, offset: usize) -> Option<Hover> {
    let thing = snapshot.thing_at(offset);
    let cited = notice_at(snapshot, offset);
    let complaints = complaints(snapshot, offset);
    let mut parts = Vec::new();
    parts.extend(thing.and_then(|(thing, _)| about(snapshot, thing)));
    parts.extend(cited.map(|(notice, _)| notice_page(notice, snapshot.language)));
    parts.extend(complaints.iter().map(|(rule, _)| rule_summary(rule, snapshot.language)));
    let squiggle = complaints.iter().map(|(_, finding)| finding.span).min_by_key(|span| span.len());
    let span = cited.map(|(_, span)| span).or(thing.map(|(_, span)| span)).or(squiggle)?;
    (!parts.is_empty()).then(|| Hover { span, markdown: parts.join("\n\n---\n\n") })
}

/// The rules of the findings at an offset, the smallest first.
fn complaints<'a>(snapshot: &Snapshot<'a>, offset: usize) -> Vec<(&'static Rule, &'a Finding)> {
    let findings = &snapshot.analysis.findings;
    let end = findings.partition_point(|finding| finding.span.start as usize <= offset);
    let mut near: Vec<&Finding> = findings[..end].iter().filter(|finding| touches(finding.span, offset)).collect();
    near.sort_by_key(|finding| finding.span.len());
    let mut rules: Vec<(&'static Rule, &Finding)> = Vec::new();
    for finding in near {
        if rules.len() < MOST_RULES && !rules.iter().any(|(rule, _)| rule.id == finding.rule.id) {
            rules.push((finding.rule, finding));
        }
    }
    rules
}

fn about(snapshot: &Snapshot, thing: Thing) -> Option<String> {
    match thing {
        Thing::Title(report) => title(snapshot, report),
        Thing::Heading(report, heading) => {
            let report = snapshot.analysis.reports.get(report)?;
            Some(section(snapshot, report.standard().sections.get(report.headings.get(heading)?.section?)?))
        }
        Thing::Cell(cell) => about_cell(snapshot, cell),
        Thing::Row(at, row) => about_row(snapshot, at, row),
        Thing::Column(at, column) => about_column(snapshot, at, column),
        Thing::Part(at, part) => {
            let part = snapshot.table(at)?.1.table().parts.get(part)?;
            Some(explained(snapshot, &part.title, &part.explanation, &part.source))
        }
        Thing::Group(at, label) => {
            let (_, table) = snapshot.table(at)?;
            let name = group_label(table.table(), table.labels.get(label)?.span.of(snapshot.text()))?;
            let group = table.table().groups.iter().find(|group| group.label == name)?;
            Some(explained(snapshot, &group.label, &group.explanation, &group.source))
        }
        Thing::Prose(report, link) => about_prose(snapshot, report, link),
    }
}

/// A name in bold, what it means, where that is laid down.
fn explained(snapshot: &Snapshot, name: &str, explanation: &str, source: &str) -> String {
    let source = match source {
        "" => String::new(),
        source => format!("\n\n{}：{source}", Words(snapshot.language).source()),
    };
    format!("**{name}**\n\n{explanation}{source}")
}

fn title(snapshot: &Snapshot, report: usize) -> Option<String> {
    let report = snapshot.analysis.reports.get(report)?;
    let words = Words(snapshot.language);
    let organ = report.organization.as_deref().map_or_else(|| "？".to_owned(), literal);
    let year = report.year.map_or_else(|| "？".to_owned(), |year| year.to_string());
    let format = report.edition.map_or_else(|| words.no_edition().to_owned(), name_of_notice);
    Some(words.title(&organ, &year, &format))
}

/// The notice of an edition with its title.
fn name_of_notice(edition: &Edition) -> String {
    format!("{}《{}》", edition.notice, edition.notice_title)
}

fn section(snapshot: &Snapshot, section: &Section) -> String {
    let name = section.heading();
    explained(snapshot, &name, &section.explanation, &section.source)
}

fn about_row(snapshot: &Snapshot, at: TableAt, row: usize) -> Option<String> {
    let (_, table) = snapshot.table(at)?;
    let facts = table.table().rows.get(row)?;
    let path: Vec<&str> = facts.path.iter().chain([&facts.label]).map(String::as_str).collect();
    let mut text = explained(snapshot, &path.join(" › "), &facts.explanation, &facts.source);
    let sums = Sum::all(table).filter(|sum| sum.stands_in_row(row));
    text.push_str(&list_of_sums(snapshot, sums));
    Some(text)
}

fn about_column(snapshot: &Snapshot, at: TableAt, column: usize) -> Option<String> {
    let (_, table) = snapshot.table(at)?;
    let facts = table.table().columns.get(column)?;
    let path: Vec<&str> = facts.path.iter().chain([&facts.label]).map(String::as_str).collect();
    let mut text = explained(snapshot, &path.join(" › "), &facts.explanation, "");
    let sums = Sum::all(table).filter(|sum| sum.stands_in_column(column));
    text.push_str(&list_of_sums(snapshot, sums));
    Some(text)
}

/// Describes a figure and its sums, the broken ones first.
fn about_cell(snapshot: &Snapshot, cell: CellAt) -> Option<String> {
    let (_, table) = snapshot.table(cell.table)?;
    let standard = table.table();
    let row = standard.rows.get(cell.row)?;
    let column = standard.columns.get(standard.columns_of(cell.row).start + cell.column)?;
    let value = table.value(cell.row, cell.column)?;
    let words = Words(snapshot.language);
    let written = match trim(value.span.of(snapshot.text())) {
        "" => words.blank().to_owned(),
        written => literal(written),
    };
    let name = standard.cell_label(cell.row, cell.column);
    let mut text = format!("**{name}**　{written}");
    let determined = table.solution.determined.iter().find(|(known, _)| table.place(*known) == (cell.row, cell.column));
    if let Some((_, figure)) = determined {
        text.push_str(&format!("\n\n{}", words.determined(*figure)));
    }
    let sums = Sum::of_cell(table, cell.row, cell.column);
    text.push_str(&list_of_sums(snapshot, sums));
    let path: Vec<&str> = row.path.iter().chain([&row.label]).map(String::as_str).collect();
    text.push_str(&format!(
        "\n\n{}：{}\n\n{}：{}\n\n{}：{}",
        path.join(" › "),
        row.explanation,
        column.label,
        column.explanation,
        words.source(),
        row.source
    ));
    Some(text)
}

/// A list of sums with their figures, the broken ones first; nothing where there are none.
fn list_of_sums<'t>(snapshot: &Snapshot, sums: impl Iterator<Item = Sum<'t>>) -> String {
    let words = Words(snapshot.language);
    let mut sums: Vec<Sum> = sums.collect();
    sums.sort_by_key(|sum| sum.verdict() != Verdict::Broken);
    let line = |sum: &Sum| {
        let mark = match sum.verdict() {
            Verdict::Held => "✓",
            Verdict::Broken => "✗",
            Verdict::Open => "·",
        };
        format!("\n- {mark} {}", words.sum(sum.place_label(), sum.identity(), &sum.figures(words)))
    };
    let lines: String = sums.iter().map(line).collect();
    if lines.is_empty() { lines } else { format!("\n{lines}") }
}

/// The cells that a figure of the prose states, with what stands in them.
fn about_prose(snapshot: &Snapshot, report: usize, link: usize) -> Option<String> {
    let report = snapshot.analysis.reports.get(report)?;
    let links = report.links();
    let link = links.get(link)?;
    let line = |table: &BoundTable, row: usize, column: usize| {
        let figure = table.figure(row, column).map_or_else(|| "？".to_owned(), |figure| figure.to_string());
        format!("- {} {}＝{figure}", table.table().name, table.table().cell_label(row, column))
    };
    let lines: Vec<String> = link
        .cells
        .iter()
        .filter_map(|cell| {
            let table = report.table(cell.table)?;
            cells_of(table).any(|known| known == (cell.row, cell.column)).then(|| line(table, cell.row, cell.column))
        })
        .collect();
    let words = Words(snapshot.language);
    (!lines.is_empty()).then(|| format!("{}\n\n{}", words.states(), lines.join("\n")))
}
