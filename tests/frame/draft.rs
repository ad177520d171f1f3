//! Writes a right report with some of its lines replaced, in several forms.

use std::collections::BTreeMap;

use gaireport::compose::{Fill, section_text};
use gaireport::dialect::{self, Kind};
use gaireport::standard::{Edition, for_year};
use serde::Deserialize;

/// The organ of the reports.
pub const ORGAN: &str = "青河县柳林镇人民政府";
/// A year of each edition.
pub const YEARS: [u16; 2] = [2020, 2024];

/// A report with some of its lines replaced, and what is to be found in it. `{Y}` stands for the year, `{N}` for the next,
/// `{L}` for the last.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    pub name: String,
    /// Lines above the title; one with ` | ` is the row of a table.
    #[serde(default)]
    above: Vec<String>,
    title: Option<Vec<String>>,
    /// In place of the sentence on the period.
    preface: Option<Vec<String>>,
    /// Headings by the number of their section.
    #[serde(default)]
    heading: BTreeMap<String, Vec<String>>,
    /// Texts of sections by their number; tables stay.
    #[serde(default)]
    text: BTreeMap<String, Vec<String>>,
    /// Lines below the report.
    #[serde(default)]
    below: Vec<String>,
    /// Whether the tables are left out.
    #[serde(default)]
    bare: bool,
    /// Whether the whole is turned into traditional characters by these pairs.
    #[serde(default)]
    pub characters: String,
    /// Forms that it is written in, if not in all.
    #[serde(default)]
    forms: Vec<String>,
    /// Years that it is not written for.
    #[serde(default)]
    skip: Vec<u16>,
    #[serde(default = "yes")]
    pub report: bool,
    pub organization: Option<String>,
    #[serde(default)]
    pub must: Vec<String>,
    #[serde(default)]
    pub may: Vec<String>,
    #[serde(default)]
    pub must_not: Vec<String>,
}

fn yes() -> bool {
    true
}

/// Texts that are no reports.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Papers {
    pub paper: Vec<String>,
    /// Those in Markdown, as they stand.
    pub markdown: Vec<String>,
}

/// A form of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Paragraphs with blank lines between, tables with tabs.
    Tabs,
    /// Lines below each other, tables with bars.
    Bars,
    Markdown,
    Html,
    /// As text comes out of a word processor: cells led by tabs.
    Led,
}

impl Form {
    pub const ALL: [Form; 5] = [Form::Tabs, Form::Bars, Form::Markdown, Form::Html, Form::Led];

    fn of_tables(self) -> dialect::Form {
        match self {
            Form::Tabs => dialect::Form::Tabs,
            Form::Bars => dialect::Form::Pipes,
            Form::Markdown => dialect::Form::Markdown,
            Form::Html => dialect::Form::Html,
            Form::Led => dialect::Form::TabLed,
        }
    }

    fn kind(self) -> Kind {
        match self {
            Form::Markdown => Kind::Markdown,
            Form::Html => Kind::Html,
            _ => Kind::Text,
        }
    }

    fn line(self, text: &str) -> String {
        if let Some(cells) = (text.contains(" | ")).then(|| text.split(" | ").collect::<Vec<_>>()) {
            return match self {
                Form::Tabs | Form::Led => cells.join("\t"),
                Form::Bars => cells.join(" | "),
                Form::Markdown => format!("| {} |", cells.join(" | ")),
                Form::Html => format!("<table><tr><td>{}</td></tr></table>", cells.join("</td><td>")),
            };
        }
        match self {
            Form::Html => format!("<p>{}</p>", escaped(text)),
            _ => text.to_owned(),
        }
    }

    fn marked(self, mark: &str, text: &str) -> String {
        match self {
            Form::Markdown => format!("{mark} {text}"),
            _ => self.line(text),
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

impl Case {
    pub fn is_of(&self, form: Form, year: u16) -> bool {
        !self.skip.contains(&year) && (self.forms.is_empty() || self.forms.contains(&format!("{form:?}")))
    }
}

/// The table of a section.
fn table(edition: &Edition, section: usize, year: u16, form: Form) -> Option<String> {
    edition.tables.iter().find(|table| table.section == section)?;
    let text = section_text(edition, section, Some(year), form.of_tables(), form.kind(), Fill::Zeros);
    let (_, table) = text.split_once('\n')?;
    Some(table.trim_matches('\n').to_owned())
}

fn usual(edition: &Edition, section: usize) -> Vec<String> {
    let text = match edition.sections[section].id.as_str() {
        "overview" => {
            "{Y}年，本机关主动公开政府信息10条，未收到政府信息公开申请。主动公开、依申请公开、政府信息管理、平台建设、监督保障各项工作都有人负责。"
        }
        "improvement" => "存在的主要问题是公开还不够及时。改进情况：加强培训，完善审核机制，做到及时公开。",
        "other" => "{Y}年本机关没有收取信息处理费。",
        _ => return Vec::new(),
    };
    vec![text.to_owned()]
}

/// The draft of a case, and the kind of its file.
pub fn write(case: &Case, year: u16, form: Form) -> (String, Kind) {
    let edition = for_year(year).unwrap();
    let title = vec![format!("{ORGAN}{{Y}}年政府信息公开工作年度报告")];
    let preface = vec!["本报告所列数据的统计期限自{Y}年1月1日起至{Y}年12月31日止。".to_owned()];
    let mut lines: Vec<String> = case.above.iter().map(|line| form.line(line)).collect();
    let title = case.title.as_ref().unwrap_or(&title).iter().enumerate();
    lines.extend(title.map(|(at, line)| if at == 0 { form.marked("#", line) } else { form.line(line) }));
    lines.extend(case.preface.as_ref().unwrap_or(&preface).iter().map(|line| form.line(line)));
    for (index, section) in edition.sections.iter().enumerate() {
        let number = (index + 1).to_string();
        match case.heading.get(&number) {
            Some(heading) => lines.extend(heading.iter().map(|line| form.line(line))),
            None => lines.push(form.marked("##", &format!("{}、{}", section.ordinal, section.name))),
        }
        let text = case.text.get(&number).cloned().unwrap_or_else(|| usual(edition, index));
        lines.extend(text.iter().map(|line| form.line(line)));
        lines.extend(table(edition, index, year, form).filter(|_| !case.bare));
    }
    lines.extend(case.below.iter().map(|line| form.line(line)));
    let text = lines.join(if form == Form::Bars || form == Form::Html { "\n" } else { "\n\n" });
    let text = text.replace("{Y}", &year.to_string());
    let text = text.replace("{N}", &(year + 1).to_string()).replace("{L}", &(year - 1).to_string());
    let mut text = in_characters(&text, &case.characters);
    text.push('\n');
    match form {
        Form::Html => (format!("<!DOCTYPE html>\n<html><body>\n{text}</body></html>\n"), Kind::Html),
        _ => (text, form.kind()),
    }
}

/// The text with the second character of each pair in place of the first.
fn in_characters(text: &str, pairs: &str) -> String {
    let pairs: Vec<char> = pairs.chars().filter(|character| !character.is_whitespace()).collect();
    let other = |character: char| pairs.chunks(2).find(|pair| pair[0] == character).map_or(character, |pair| pair[1]);
    text.chars().map(other).collect()
}

/// A text that is no report in a form: its first line is marked as its title, `一、` as headings.
pub fn paper(text: &str, form: Form) -> (String, Kind) {
    let line = |(index, line): (usize, &str)| match form {
        _ if line.is_empty() => String::new(),
        Form::Markdown if index == 0 => format!("# {line}"),
        Form::Markdown if line.chars().nth(1) == Some('、') => format!("## {line}"),
        Form::Html if index == 0 => format!("<h1>{}</h1>", escaped(line)),
        _ => form.line(line),
    };
    let lines: Vec<String> = text.trim().lines().enumerate().map(line).collect();
    let text = lines.join("\n");
    match form {
        Form::Html => (format!("<!DOCTYPE html>\n<html><body>\n{text}\n</body></html>\n"), Kind::Html),
        Form::Tabs | Form::Led => (text.replace('\n', "\n\n"), Kind::Text),
        _ => (text, form.kind()),
    }
}
