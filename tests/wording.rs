//! Sentences as reports have them, right and wrong, for the rules on wording and on what the text says beyond its figures:
//! how often these rules are right in what they say, and how much they find.

use std::collections::BTreeMap;
use std::fmt::Write;

use gaireport::analysis::{Options, analyze};
use gaireport::compose::grid;
use gaireport::dialect::{Form, Kind, write};
use gaireport::lint::{Family, Finding};
use gaireport::standard::for_year;

/// A report around the sentences, and the sentences.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Scene {
    year: u16,
    organ: String,
    /// Where they stand, by the id of the section; before section 一 where it is `preface`.
    section: String,
    /// Sentences of which nothing is to be said. Line breaks part paragraphs.
    right: Vec<String>,
    /// Sentences, the rule that must speak, and the words that it must stand on.
    wrong: Vec<(String, String, String)>,
}

/// Rules that look at the report as a whole, or that other tests count.
const OF_WHOLE: [&str; 10] = [
    "missing-fee-statement",
    "missing-improvement",
    "missing-overview-aspect",
    "missing-accountability",
    "overview-too-long",
    "overview-without-figures",
    "outdated-citation",
    "halfwidth-punctuation",
    "extraction-residue",
    "vague-figure",
];

/// Least share of right findings, and of faults found, in percent.
const PRECISION: usize = 98;
const RECALL: usize = 95;

fn scenes() -> BTreeMap<String, Scene> {
    toml::from_str(include_str!("wording.toml")).expect("the sentences can be read")
}

/// The draft in which a sentence stands: all figures are 0.
fn draft(scene: &Scene, sentence: &str) -> String {
    let edition = for_year(scene.year).expect("the year has a format");
    let mut text = format!("{}{}年政府信息公开工作年度报告\n", scene.organ, scene.year);
    let _ = write!(text, "\n{}\n", edition.texts.period.replace("{year}", &scene.year.to_string()));
    if scene.section == "preface" {
        let _ = write!(text, "\n{sentence}\n");
    }
    for (index, section) in edition.sections.iter().enumerate() {
        let _ = write!(text, "\n{}、{}\n\n", section.ordinal, section.name);
        let here = section.id == scene.section;
        match edition.tables.iter().position(|table| table.section == index) {
            Some(table) => {
                let zeros = |_: usize, _: usize| "0".to_owned();
                text.push_str(&write(&grid(edition, table, &zeros), Form::Tabs));
            }
            None if here => {
                let _ = writeln!(text, "{sentence}");
            }
            None => text.push_str("将继续加强培训，完善制度。\n"),
        }
    }
    text
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
    matches!(finding.rule.family, Family::Prose | Family::Wording) || finding.rule.id == "fees-contradiction"
}

#[test]
fn what_is_said_of_wording_is_right_and_hardly_a_slip_is_missed() {
    let (mut right, mut said, mut wanted, mut sentences, mut traps) = (0, 0, 0, 0, 0);
    let mut complaints = String::new();
    for (name, scene) in scenes() {
        for sentence in &scene.right {
            let found = findings(&scene, sentence);
            said += found.len();
            for (finding, quoted) in found {
                let _ = writeln!(complaints, "{name}: {} on {quoted:?}: {sentence}", finding.rule.id);
            }
        }
        for (sentence, rule, words) in &scene.wrong {
            let found = findings(&scene, sentence);
            let (hits, others): (Vec<_>, Vec<_>) =
                found.iter().partition(|(finding, quoted)| finding.rule.id == rule && quoted == words);
            right += hits.len().min(1);
            said += found.len();
            wanted += 1;
            if hits.is_empty() {
                let _ = writeln!(complaints, "{name}: no {rule} on {words:?}: {sentence}");
            }
            for (finding, quoted) in others {
                let _ = writeln!(complaints, "{name}: {} on {quoted:?}, not {rule}: {sentence}", finding.rule.id);
            }
        }
        sentences += scene.right.len() + scene.wrong.len();
        traps += scene.right.len();
    }
    let (precision, recall) = (right * 100 / said.max(1), right * 100 / wanted.max(1));
    eprintln!(
        "{sentences} sentences, {traps} of them traps: precision {right}/{said} = {precision} %, recall {right}/{wanted} = {recall} %\n{complaints}"
    );
    assert!(sentences >= 300 && 2 * traps > sentences, "{sentences} sentences, {traps} traps");
    assert!(precision >= PRECISION, "precision {precision} %\n{complaints}");
    assert!(recall >= RECALL, "recall {recall} %\n{complaints}");
}
