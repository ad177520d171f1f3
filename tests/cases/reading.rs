//! What the program reads and says of a draft: texts by the library, Word files by the program.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use std::ops::Range;
use std::path::Path;

use gaireport::analysis::{Analysis, Options};
use gaireport::dialect::Kind;
use gaireport::language::Language;
use gaireport::lint::{Finding, Severity};
use gaireport::page::words;
use serde_json::Value;

use crate::case::{Case, folder};
use crate::program::{output, program};
use crate::strict::analyze;

/// What was read and said.
pub struct Reading {
    /// The text that findings stand in; none of a Word file.
    pub text: Option<String>,
    pub said: Vec<Said>,
    /// Properties and figures by their names.
    pub read: BTreeMap<String, String>,
}

/// A finding.
pub struct Said {
    pub rule: String,
    pub severity: Severity,
    pub range: Range<usize>,
    pub cell: Option<String>,
    pub expected: Option<String>,
    pub message: String,
    pub fixes: Vec<String>,
}

/// The kind of file that a draft's name says.
pub fn kind(draft: &str) -> Kind {
    match draft.rsplit('.').next() {
        Some("md") => Kind::Markdown,
        Some("html") => Kind::Html,
        _ => Kind::Text,
    }
}

/// Reads the draft of a case.
pub fn read(case: &Case, draft: &str) -> Reading {
    let path = folder().join(draft);
    if draft.ends_with(".docx") {
        of_word(&word(case, &path))
    } else {
        of_text(case.changed(&case.text(&path)), kind(draft))
    }
}

fn of_text(text: String, kind: Kind) -> Reading {
    let analysis = analyze(&text, &Options::new(kind));
    let said = analysis.findings.iter().map(said).collect();
    Reading { said, read: properties(&analysis, kind), text: Some(text) }
}

fn said(finding: &Finding) -> Said {
    let speak = |message| words(finding.rule, message, Language::Chinese);
    Said {
        rule: finding.rule.id.to_owned(),
        severity: finding.severity,
        range: finding.span.range(),
        cell: finding.cell.clone(),
        expected: finding.expected.clone(),
        message: speak(&finding.message),
        fixes: finding.fixes.iter().map(|fix| speak(&fix.title)).collect(),
    }
}

fn properties(analysis: &Analysis, kind: Kind) -> BTreeMap<String, String> {
    let mut read = BTreeMap::from([("report".to_owned(), (!analysis.reports.is_empty()).to_string())]);
    read.insert("dialect".to_owned(), analysis.dialect_name(kind).to_owned());
    let Some(report) = analysis.reports.first() else { return read };
    let facts = [
        ("organization", report.organization.clone()),
        ("year", report.year.map(|year| year.to_string())),
        ("edition", report.edition.map(|edition| edition.id.to_string())),
    ];
    read.extend(facts.into_iter().filter_map(|(name, fact)| Some((name.to_owned(), fact?))));
    for table in &report.tables {
        for row in 0..table.rows.len() {
            let figures = (0..table.table().columns_of(row).len()).map(|column| (column, table.figure(row, column)));
            read.extend(
                figures.filter_map(|(column, figure)| Some((table.cell_name(row, column), figure?.to_string()))),
            );
        }
    }
    read
}

/// The Word file that the parts in a folder make.
fn word(case: &Case, folder: &Path) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for part in ["document", "numbering", "styles", "footnotes"] {
        let path = folder.join(format!("word/{part}.xml"));
        if !path.exists() {
            continue;
        }
        let text = case.text(&path);
        let text = if part == "document" { case.changed(&text) } else { text };
        writer.start_file(format!("word/{part}.xml"), zip::write::SimpleFileOptions::default()).expect("a part begins");
        writer.write_all(text.as_bytes()).expect("a part is written");
    }
    writer.finish().expect("the archive ends").into_inner()
}

fn of_word(file: &[u8]) -> Reading {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    std::fs::write(folder.path().join("draft.docx"), file).expect("the draft is written");
    let run = |mode: &str| {
        let mut command = program();
        command.args([mode, "draft.docx", "--no-config", "--lang", "zh-CN", "--format", "json"]).current_dir(&folder);
        let printed = output(&mut command).stdout;
        serde_json::from_slice::<Value>(&printed).unwrap_or_else(|error| panic!("{mode}: {error}"))
    };
    let (checked, extracted) = (run("--check"), run("--extract"));
    let checked = &checked["files"][0];
    let mut read = BTreeMap::new();
    for name in ["organization", "year", "edition", "report", "dialect"] {
        figures(name.to_owned(), &checked[name], &mut read);
    }
    for (name, table) in extracted[0]["tables"].as_object().into_iter().flatten() {
        figures(name.clone(), table, &mut read);
    }
    let findings = checked["findings"].as_array().into_iter().flatten();
    Reading { text: None, said: findings.map(printed).collect(), read }
}

/// Adds what stands in a value by its name, `requests.new.total`.
fn figures(name: String, value: &Value, read: &mut BTreeMap<String, String>) {
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(member, value)| figures(format!("{name}.{member}"), value, read));
        }
        Value::Null => {}
        Value::String(text) => drop(read.insert(name, text.clone())),
        other => drop(read.insert(name, other.to_string())),
    }
}

/// A finding as the program prints it.
fn printed(finding: &Value) -> Said {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let severity = match finding["severity"].as_str() {
        Some("error") => Severity::Error,
        Some("warning") => Severity::Warning,
        _ => Severity::Information,
    };
    let offset = |end: &str| finding[end]["offset"].as_u64().unwrap_or_default() as usize;
    Said {
        rule: text(&finding["rule"]).unwrap_or_default(),
        severity,
        range: offset("start")..offset("end"),
        cell: text(&finding["cell"]),
        expected: text(&finding["expected"]),
        message: text(&finding["message"]).unwrap_or_default(),
        fixes: finding["fixes"].as_array().into_iter().flatten().filter_map(|fix| text(&fix["title"])).collect(),
    }
}
