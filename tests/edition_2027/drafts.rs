//! Drafts of any edition with figures that hold, and what is said of them.

use gaireport::analysis::{Analysis, Options};
use gaireport::compose::grid;
use gaireport::dialect::{Form, Kind, write};
use gaireport::edit::apply;
use gaireport::lint::{Finding, Severity};
use gaireport::standard::{Edition, Layout, edition};

use super::notice;
use crate::strict::analyze;

/// The organ of the drafts.
pub const ORGAN: &str = "清河镇人民政府";

/// What the sections without a table or a standard sentence say: all that a report must treat.
const WORDS: &str = "本机关主动公开信息31条，工作不足和存在的问题是更新不及时，打算改进。\
                     依申请公开、政府信息管理、平台建设、监督保障均有专人负责，未收取信息处理费。";

/// The new edition.
pub fn new() -> &'static Edition {
    edition(notice::ID).unwrap()
}

/// The one before.
pub fn old() -> &'static Edition {
    edition(2021).unwrap()
}

/// A figure of a table; those of a table obey its identities, and are the same in every edition.
pub fn figure(edition: &Edition, table: &str, row: &str, column: &str) -> i64 {
    let facts = &edition.tables[edition.table(table).unwrap()];
    let part = |row: &str, column: &str| row.len() as i64 % 3 + column.len() as i64 % 2;
    let columns: Vec<&str> = facts.columns.iter().map(|column| column.id.as_str()).collect();
    match (facts.layout, row, column) {
        (Layout::Blocks, "regulations", _) => 0,
        (Layout::Blocks, _, "issued" | "repealed") => 1,
        (Layout::Blocks, _, "valid" | "total") => 7,
        (Layout::Blocks, ..) => 0,
        (_, _, "total") => {
            columns.into_iter().filter(|id| *id != "total").map(|id| figure(edition, table, row, id)).sum()
        }
        (Layout::Line, ..) => part(row, column),
        (_, "handled", _) => {
            let results = facts.rows.iter().skip(2).take_while(|row| row.id != "handled");
            results.map(|row| figure(edition, table, &row.id, column)).sum()
        }
        (_, "carried_over" | "carried_forward", _) => column.len() as i64 % 4,
        (_, "new", _) => figure(edition, table, "handled", column),
        _ => part(row, column),
    }
}

/// A table of an edition, with other figures in some cells.
pub fn table(edition: &'static Edition, id: &str, form: Form, other: &[(&str, &str, &str)]) -> String {
    let index = edition.table(id).unwrap();
    let facts = &edition.tables[index];
    let value = |row: usize, column: usize| {
        let (row, column) = (&facts.rows[row], &facts.columns[facts.columns_of(row).start + column]);
        let is = |other: &&(&str, &str, &str)| id == "requests" && (other.0, other.1) == (&row.id, &column.id);
        let known = || figure(edition, id, &row.id, &column.id).to_string();
        other.iter().find(is).map_or_else(known, |other| other.2.to_owned())
    };
    write(&grid(edition, index, &value), form)
}

/// The title of a year's report.
pub fn title(year: u16) -> String {
    format!("{ORGAN}{year}年政府信息公开工作年度报告")
}

/// A whole report of a year, its tables drawn in an edition.
pub fn report(year: u16, drawn: &'static Edition, form: Form, other: &[(&str, &str, &str)]) -> String {
    let edition = gaireport::standard::for_year(year).unwrap();
    let dated = |text: &str| text.replace("{year}", &year.to_string());
    let mut blocks = vec![title(year), edition.texts.preface.clone(), dated(&edition.texts.period)];
    for (index, section) in edition.sections.iter().enumerate() {
        blocks.push(format!("{}、{}", section.ordinal, section.name));
        blocks.push(match edition.table_in(index) {
            Some(facts) => table(drawn, &edition.tables[facts].id, form, other),
            None if section.body.is_empty() => WORDS.to_owned(),
            None => dated(&section.body),
        });
    }
    blocks.join("\n\n") + "\n"
}

/// What is found in a text.
pub fn read(text: &str) -> Analysis {
    analyze(text, &Options::new(Kind::Text))
}

/// Findings at error or warning level.
pub fn grave(analysis: &Analysis) -> impl Iterator<Item = &Finding> {
    analysis.findings.iter().filter(|finding| finding.severity >= Severity::Warning)
}

/// Rules that speak of a text at error or warning level.
pub fn rules(analysis: &Analysis) -> Vec<&'static str> {
    grave(analysis).map(|finding| finding.rule.id).collect()
}

/// The only finding of a rule.
pub fn only<'a>(analysis: &'a Analysis, rule: &str) -> &'a Finding {
    let mut found = analysis.findings.iter().filter(|finding| finding.rule.id == rule);
    let first = found.next().unwrap_or_else(|| panic!("no {rule}: {:?}", rules(analysis)));
    assert!(found.next().is_none(), "{rule} once");
    first
}

/// The text after the first fix of a finding.
pub fn fixed(text: &str, finding: &Finding) -> String {
    let (fixed, applied) = apply(text, finding.fixes.first());
    assert_eq!(applied, 1, "{}", finding.rule.id);
    fixed
}

/// The value of an argument of a finding's message.
pub fn argument<'f>(finding: &'f Finding, name: &str) -> &'f str {
    let mut arguments = finding.message.arguments.iter();
    arguments.find(|(known, _)| *known == name).map_or("", |(_, value)| value)
}
