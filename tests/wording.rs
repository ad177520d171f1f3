//! Sentences as reports have them, right and wrong, for the rules on wording and on what the text says beyond its figures:
//! how often these rules are right in what they say, and how much they find.

#[path = "sentences/score.rs"]
mod score;
mod strict;

use std::collections::BTreeMap;
use std::fmt::Write;

use gaireport::analysis::Options;
use gaireport::compose::grid;
use gaireport::dialect::{Form, Kind, write};
use gaireport::lint::{Family, Finding};
use gaireport::standard::for_year;

use crate::score::{Least, Score, Wrong};
use crate::strict::analyze;

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
    /// Sentences of which something is to be said.
    wrong: Vec<Wrong>,
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
    const OF_SENTENCES: [&str; 2] = ["fees-contradiction", "wrong-declared-parts"];
    matches!(finding.rule.family, Family::Prose | Family::Wording) || OF_SENTENCES.contains(&finding.rule.id)
}

#[test]
fn what_is_said_of_wording_is_right_and_hardly_a_slip_is_missed() {
    let mut score = Score::default();
    for (name, scene) in scenes() {
        score.count(&name, &scene.right, &scene.wrong, |sentence| findings(&scene, sentence));
    }
    score.hold(&Least { sentences: 600, precision: 98, recall: 95 });
}

/// The rule's findings in a draft that holds only the sections around a sentence, written in a kind of file.
fn said_in(scene: &Scene, sentence: &str, kind: Kind, rule: &str) -> Vec<String> {
    let text = bare(scene, sentence, kind);
    let analysis = analyze(&text, &Options::new(kind));
    let of_rule = analysis.findings.iter().filter(|finding| finding.rule.id == rule);
    of_rule.map(|finding| finding.span.of(&text).to_owned()).collect()
}

/// A draft without tables.
fn bare(scene: &Scene, sentence: &str, kind: Kind) -> String {
    let edition = for_year(scene.year).expect("the year has a format");
    let title = format!("{}{}年政府信息公开工作年度报告", scene.organ, scene.year);
    let mut blocks = vec![(1, title)];
    let told = sentence.lines().filter(|line| !line.is_empty()).map(|line| (0, line.to_owned()));
    if scene.section == "preface" {
        blocks.extend(told.clone());
    }
    for section in &edition.sections {
        blocks.push((2, format!("{}、{}", section.ordinal, section.name)));
        if section.id == scene.section {
            blocks.extend(told.clone());
        } else {
            blocks.push((0, "将继续加强培训，完善制度。".to_owned()));
        }
    }
    let block = |(level, words): (usize, String)| match (kind, level) {
        (Kind::Html, 0) => format!("<p>{words}</p>\n"),
        (Kind::Html, _) => format!("<h{level}>{words}</h{level}>\n"),
        (Kind::Markdown, 1..) => format!("{} {words}\n\n", "#".repeat(level)),
        _ => format!("{words}\n\n"),
    };
    let body: String = blocks.into_iter().map(block).collect();
    if kind == Kind::Html { format!("<html><body>\n{body}</body></html>\n") } else { body }
}

#[test]
fn a_slip_is_found_in_whatever_kind_of_file_it_stands() {
    let mut complaints = String::new();
    for (name, scene) in scenes() {
        for (sentence, rule, words) in &scene.wrong {
            // Blanks are none in pages, and fees are measured by a table.
            let apart = rule == "unfilled-blank" || rule == "fees-contradiction" || sentence.contains("____");
            for kind in [Kind::Text, Kind::Markdown, Kind::Html] {
                let said = said_in(&scene, sentence, kind, rule);
                if !apart && !said.iter().any(|said| said.contains(words.lines().next().unwrap_or_default())) {
                    let _ = writeln!(complaints, "{name}, {kind:?}: {rule} says {said:?}: {sentence}");
                }
            }
        }
    }
    assert!(complaints.is_empty(), "{complaints}");
}

/// Right texts at hand: what the project itself says, and real reports. What they show as wrong is left out.
fn right_texts() -> Vec<String> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: std::path::PathBuf| std::fs::read_to_string(path).expect("the file is there");
    let all = |folder: &str| {
        let entries = std::fs::read_dir(root.join(folder)).expect("the folder is there");
        entries.map(|entry| entry.expect("it can be listed").path()).filter(|path| path.is_file()).collect::<Vec<_>>()
    };
    let pages = all("src/rules/pages").into_iter().map(|path| {
        let text = read(path);
        let good = text.split("```good").skip(1).filter_map(|block| block.split("```").next());
        good.collect::<String>()
    });
    let facts = all("src/standard").into_iter().filter(|path| path.extension().is_some_and(|end| end == "toml"));
    let sentences = scenes().into_values().map(|scene| scene.right.join("\n"));
    pages.chain(facts.map(read)).chain(sentences).chain([read(root.join("README.zh-CN.md"))]).collect()
}

#[test]
fn nothing_right_is_called_wrong() {
    let typos = &gaireport::lexicon::wording().typos;
    let doubled = gaireport::lexicon::doubled::doubled();
    let mut complaints = String::new();
    for line in right_texts().iter().flat_map(|text| text.lines()) {
        let line = gaireport::report::prose::fold(line);
        for typo in typos {
            for (at, wrong) in line.match_indices(typo.wrong.as_str()) {
                if typo.holds(&line[..at], &line[at + wrong.len()..]) {
                    let _ = writeln!(complaints, "{wrong}: {line}");
                }
            }
        }
        let mut before = None;
        for (at, character) in line.char_indices() {
            if before == Some(character) {
                let (head, tail) = (&line[..at - character.len_utf8()], &line[at + character.len_utf8()..]);
                // Three in a row are judged together.
                let alone = !head.ends_with(character) && !tail.starts_with(character);
                if alone && doubled.is_slip(character, head, tail) {
                    let _ = writeln!(complaints, "{character}{character}: {line}");
                }
            }
            before = Some(character);
        }
    }
    assert!(complaints.is_empty(), "{complaints}");
}
