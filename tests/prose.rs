//! Sentences as real reports have them, each with what must be said of it: how often the rules on prose and wording are
//! right in what they say, and how much they find.

#[path = "sentences/score.rs"]
mod score;
mod strict;

use std::collections::BTreeMap;
use std::fmt::Write;

use gaireport::analysis::Options;
use gaireport::compose::grid;
use gaireport::dialect::{Form, Kind, write};
use gaireport::lint::{Family, Finding};
use gaireport::report::CellPlace;
use gaireport::standard::{Edition, for_year};

use crate::score::{Least, Score, Wrong};
use crate::strict::analyze;

/// What figures stand in the tables around the sentences, and the sentences.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Scene {
    year: u16,
    organ: String,
    /// Figures other than 0 by the name of their cell; totals follow from them.
    figures: BTreeMap<String, i64>,
    /// Sentences of which nothing is to be said.
    right: Vec<String>,
    /// Sentences of which something is to be said.
    wrong: Vec<Wrong>,
}

/// Rules that look at the report as a whole: a single sentence says nothing of what it lacks.
const OF_WHOLE: [&str; 9] = [
    "missing-accountability",
    "missing-fee-statement",
    "missing-improvement",
    "missing-overview-aspect",
    "overview-too-long",
    "overview-without-figures",
    "outdated-citation",
    "halfwidth-punctuation",
    "extraction-residue",
];

fn scenes() -> BTreeMap<String, Scene> {
    toml::from_str(include_str!("prose.toml")).expect("the sentences can be read")
}

/// The draft in which a sentence stands.
fn draft(scene: &Scene, sentence: &str) -> String {
    let edition = for_year(scene.year).expect("the year has a format");
    let mut text = format!("{}{}年政府信息公开工作年度报告\n", scene.organ, scene.year);
    let _ = write!(text, "\n{}\n", edition.texts.period.replace("{year}", &scene.year.to_string()));
    for (index, section) in edition.sections.iter().enumerate() {
        let _ = write!(text, "\n{}、{}\n\n", section.ordinal, section.name);
        match edition.tables.iter().position(|table| table.section == index) {
            Some(table) => text.push_str(&write(
                &grid(edition, table, &|row, column| figure(scene, edition, table, row, column)),
                Form::Tabs,
            )),
            None if index == 0 => {
                let _ = writeln!(text, "（二）依申请公开。我们认真办理。\n\n{sentence}");
            }
            None => text.push_str("将继续加强培训，完善制度，未收取信息处理费。\n"),
        }
        text.push('\n');
    }
    text
}

/// The figure of a cell: given, or the sum of those given that its row and column add up to.
fn figure(scene: &Scene, edition: &Edition, table: usize, row: usize, column: usize) -> String {
    let facts = &edition.tables[table];
    let columns = facts.columns_of(row);
    let value = |row: usize, column: usize| {
        let id = format!("{}.{}.{}", facts.id, facts.rows[row].id, facts.columns[columns.start + column].id);
        scene.figures.get(&id).copied().unwrap_or(0)
    };
    let rows = match (facts.id.as_str(), facts.rows[row].id.as_str()) {
        ("requests", "handled") => {
            let end = facts.row("handled").expect("the row is known");
            facts.row("granted").expect("the row is known")..end
        }
        _ => row..row + 1,
    };
    let total = facts.id != "disclosure" && column + 1 == columns.len();
    let across = if total { 0..column } else { column..column + 1 };
    rows.flat_map(|row| across.clone().map(move |column| (row, column)))
        .map(|(row, column)| value(row, column))
        .sum::<i64>()
        .to_string()
}

/// What is said of a sentence by the rules that look at sentences.
fn findings(scene: &Scene, sentence: &str) -> Vec<(Finding, String)> {
    let text = draft(scene, sentence);
    let mut options = Options::new(Kind::Text);
    for rule in gaireport::rules::RULES.iter().filter(|rule| OF_WHOLE.contains(&rule.id)) {
        options.levels.set(rule.id, None);
    }
    let analysis = analyze(&text, &options);
    let others: Vec<&Finding> = analysis.findings.iter().filter(|finding| !is_looked_at(finding)).collect();
    assert!(others.is_empty(), "{sentence}: {others:?}");
    let quoted = |finding: &Finding| finding.span.of(&text).to_owned();
    analysis.findings.iter().map(|finding| (finding.clone(), quoted(finding))).collect()
}

fn is_looked_at(finding: &Finding) -> bool {
    matches!(finding.rule.family, Family::Prose | Family::Wording)
}

#[test]
fn what_is_said_of_sentences_is_right_and_hardly_a_fault_is_missed() {
    let mut score = Score::default();
    for (name, scene) in scenes() {
        score.count(&name, &scene.right, &scene.wrong, |sentence| findings(&scene, sentence));
    }
    score.hold(&Least { sentences: 800, precision: 98, recall: 95 });
}

#[test]
fn figures_of_the_prose_are_linked_to_their_cells() {
    let scene = &scenes()["usual"];
    let text = draft(scene, "2022年共收到政府信息公开申请15件，予以公开及部分公开9件，结转下年度3件。");
    let analysis = analyze(&text, &Options::new(Kind::Text));
    let report = &analysis.reports[0];
    let name = |cell: &CellPlace| report.table(cell.table).unwrap().cell_name(cell.row, cell.column);
    let links = report.links();
    let shown: Vec<(&str, Vec<String>)> =
        links.iter().map(|link| (link.span.of(&text), link.cells.iter().map(name).collect())).collect();
    assert_eq!(
        shown,
        [
            ("15", vec!["requests.new.total".to_owned()]),
            ("9", vec!["requests.granted.total".to_owned(), "requests.partial.total".to_owned()]),
            ("3", vec!["requests.carried_forward.total".to_owned()]),
        ]
    );
    let finding =
        analysis.findings.iter().find(|finding| finding.rule.id == "prose-table-mismatch").expect("3 is not 2");
    assert_eq!((finding.expected.as_deref(), finding.related.len()), (Some("2"), 1));
    assert_eq!(finding.related[0].span.of(&text), "2");
}

#[test]
fn words_of_the_configuration_are_found() {
    let scene = &scenes()["usual"];
    let text = draft(scene, "我镇信息公开工做扎实。");
    let pairs = [("公开工做".to_owned(), "公开工作".to_owned())];
    let custom = gaireport::lexicon::Custom::new(&pairs, gaireport::report::prose::fold);
    let options = Options { lexicon: Some(std::sync::Arc::new(custom)), ..Options::new(Kind::Text) };
    let found = analyze(&text, &options).findings;
    let typos: Vec<&str> =
        found.iter().filter(|finding| finding.rule.id == "typo").map(|finding| finding.span.of(&text)).collect();
    assert_eq!(typos, ["公开工做"]);
}
