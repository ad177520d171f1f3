//! Every rule's page: its words are there in both languages, and its examples do what they say.

mod strict;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use gaireport::analysis::{Levels, Options, remember};
use gaireport::config;
use gaireport::dialect::Kind;
use gaireport::folder::{self, FolderOptions, Limits, Member, Roster, Sheet};
use gaireport::language::Language;
use gaireport::lexicon::profile::Profile;
use gaireport::lint::{Family, Finding, Message, Rule, Severity};
use gaireport::page::{page, words};
use gaireport::report::Previous;
use gaireport::rules::RULES;
use gaireport::text::Span;
use regex::Regex;

use crate::strict::analyze;

/// What a page explains, in this order.
const HEADINGS: [&str; 5] = ["依据", "错误示例", "正确示例", "修正", "In English"];
/// Words of a page that is not written yet.
const UNWRITTEN: [&str; 4] = ["TODO", "FIXME", "XXX", "待补"];

/// Fails with every complaint at once.
fn expect_none(complaints: Vec<String>) {
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

/// A block is Markdown where it begins like it, else plain text.
fn kind_of(example: &str) -> Kind {
    if example.starts_with(['#', '|']) { Kind::Markdown } else { Kind::Text }
}

/// What the rule finds in an example of its page, switched on whatever its default.
fn findings_of(rule: &Rule, example: &str) -> Vec<Finding> {
    if rule.family == Family::Folder {
        return found_between(rule, example);
    }
    let mut options = Options::new(kind_of(example));
    options.levels.set(rule.id, Some(rule.severity.unwrap_or(Severity::Warning)));
    options.previous = previous(rule);
    options.profile = profile(rule);
    let mut findings = analyze(example, &options).findings;
    findings.retain(|finding| finding.rule.id == rule.id);
    findings
}

/// What a rule on folders finds in an example, beside the other reports and with the roster of its page.
fn found_between(rule: &Rule, example: &str) -> Vec<Finding> {
    let sheets = |path: &str, text: &str| -> Vec<Sheet> {
        let analysis = analyze(text, &Options::new(kind_of(text)));
        folder::sheets(path, &Arc::from(text), &analysis)
    };
    let all = |name: &str| -> Vec<Sheet> {
        let examples = page(rule).examples(name).into_iter().enumerate();
        examples.flat_map(|(number, text)| sheets(&format!("{name}-{number}.txt"), text)).collect()
    };
    let (beside, previous, own) = (all("beside"), all("previous"), sheets("example.txt", example));
    let mut levels = Levels::default();
    levels.set(rule.id, Some(rule.severity.unwrap_or(Severity::Warning)));
    let member = |sheet| Member { sheet, levels: &levels, modified: None };
    let members: Vec<Member> = beside.iter().chain(&own).map(member).collect();
    let roster = page(rule).examples("roster").first().map(|text| Roster::from_csv(text).0);
    let options = FolderOptions {
        roster: roster.as_ref(),
        previous: &previous,
        roll_up: true,
        overlap: Some(Limits::default()),
        ..FolderOptions::new(&levels)
    };
    let found = folder::check(&members, &options);
    if rule.id == "missing-report" {
        let said = |missing: &folder::Missing| Finding::new(Span::default(), missing.message());
        return found.missing.iter().map(said).collect();
    }
    found.findings.into_iter().flatten().filter(|finding| finding.rule.id == rule.id).collect()
}

/// The local requirements of a page.
fn profile(rule: &Rule) -> Option<Arc<Profile>> {
    let text = page(rule).examples("profile").into_iter().next()?;
    Some(Arc::new(config::parse_profile(text, Path::new("gaireport.toml")).expect("the page's configuration is right")))
}

/// Last year's reports of a page.
fn previous(rule: &Rule) -> Option<Arc<Previous>> {
    let mut previous = Previous::default();
    for example in page(rule).examples("previous") {
        remember(&mut previous, &"previous".into(), example, kind_of(example));
    }
    (!previous.is_empty()).then(|| Arc::new(previous))
}

/// Every message of a finding: its own, those of other places, the titles of its fixes.
fn messages_of(finding: &Finding) -> impl Iterator<Item = &Message> {
    let related = finding.related.iter().map(|related| &related.message);
    std::iter::once(&finding.message).chain(related).chain(finding.fixes.iter().map(|fix| &fix.title))
}

/// What is wrong with the words of a message or of its template. 申请 is a word of the domain, 请 is not for messages.
fn faults_of_style(words: &str) -> Option<&'static str> {
    if words.is_empty() {
        return Some("is empty");
    }
    if words.replace("申请", "").contains('请') {
        return Some("says 请");
    }
    words.ends_with(['。', '.', '！', '!']).then_some("ends with a stop")
}

/// Rust files that hold rules, and the checks of folders.
fn rule_files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut files, mut folders) = (Vec::new(), vec![root.join("rules"), root.join("folder")]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the sources are there").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files
}

/// Rules whose function lives in the module of that name, by the lines of `rules.rs`; all rules where it has none.
fn rules_in_module<'r>(lines: &str, module: &str) -> Vec<&'r Rule> {
    let check = format!(" {module}::");
    let mine = lines.lines().filter(|line| line.trim_start().starts_with("rule(\"") && line.contains(&check));
    let ids: Vec<&str> = mine.filter_map(|line| line.split('"').nth(1)).collect();
    RULES.iter().filter(|rule| ids.is_empty() || ids.contains(&rule.id)).collect()
}

#[test]
fn every_page_has_a_title_and_a_message_in_both_languages() {
    let mut complaints = Vec::new();
    for rule in RULES {
        for name in ["title", "title_en", "message", "message_en"] {
            match page(rule).head.get(name) {
                None => complaints.push(format!("{}: no {name}", rule.id)),
                Some(words) if words.contains(rule.id) || UNWRITTEN.iter().any(|word| words.contains(word)) => {
                    complaints.push(format!("{}: {name} is not written: {words}", rule.id));
                }
                Some(_) => {}
            }
        }
    }
    expect_none(complaints);
}

#[test]
fn every_entry_of_a_head_has_its_other_language_and_good_style() {
    let mut complaints = Vec::new();
    for rule in RULES {
        let head = &page(rule).head;
        for (&name, &words) in head {
            let other = name.strip_suffix("_en").map_or_else(|| format!("{name}_en"), str::to_owned);
            if !head.contains_key(other.as_str()) {
                complaints.push(format!("{}: {name} without {other}", rule.id));
            }
            if let Some(fault) = faults_of_style(words) {
                complaints.push(format!("{}: {name} {fault}: {words}", rule.id));
            }
        }
    }
    expect_none(complaints);
}

#[test]
fn a_template_has_the_same_holes_in_both_languages() {
    let hole = Regex::new(r"\{[^}]*\}").unwrap();
    let holes = |words: &str| -> Vec<String> {
        let mut holes: Vec<String> = hole.find_iter(words).map(|found| found.as_str().to_owned()).collect();
        holes.sort();
        holes.dedup();
        holes
    };
    let mut complaints = Vec::new();
    for rule in RULES {
        let head = &page(rule).head;
        for (name, words) in head {
            let english = head.get(format!("{name}_en").as_str());
            if let Some(english) = english.filter(|english| holes(english) != holes(words)) {
                complaints.push(format!("{}: {name}: {words} / {english}", rule.id));
            }
        }
    }
    expect_none(complaints);
}

#[test]
fn every_page_explains_itself_under_the_same_headings() {
    let mut complaints = Vec::new();
    for rule in RULES {
        let body = page(rule).body;
        let headings: Vec<&str> = body.lines().filter_map(|line| line.strip_prefix("## ")).collect();
        if headings != HEADINGS {
            complaints.push(format!("{}: {headings:?}", rule.id));
        }
        if body.trim_start().starts_with('#') {
            complaints.push(format!("{}: does not say what it looks for", rule.id));
        }
    }
    expect_none(complaints);
}

#[test]
fn bad_examples_have_the_finding_and_good_ones_do_not() {
    let mut complaints = Vec::new();
    for rule in RULES {
        let (bad, good) = (page(rule).examples("bad"), page(rule).examples("good"));
        // What the tool says about itself cannot always be shown: a text over the limit is no example.
        if rule.family != Family::Tool && (bad.is_empty() || good.is_empty()) {
            complaints.push(format!("{}: {} bad, {} good examples", rule.id, bad.len(), good.len()));
        }
        for example in bad.iter().filter(|example| findings_of(rule, example).is_empty()) {
            complaints.push(format!("{}: nothing found in the bad example\n{example}", rule.id));
        }
        for example in good.iter().filter(|example| !findings_of(rule, example).is_empty()) {
            complaints.push(format!("{}: found in the good example\n{example}", rule.id));
        }
    }
    expect_none(complaints);
}

#[test]
fn messages_of_the_examples_are_whole_sentences_in_both_languages() {
    let mut complaints = Vec::new();
    for rule in RULES {
        let findings: Vec<Finding> =
            page(rule).examples("bad").iter().flat_map(|example| findings_of(rule, example)).collect();
        for message in findings.iter().flat_map(messages_of) {
            for (suffix, language) in [("", Language::Chinese), ("_en", Language::English)] {
                let name = format!("{}{suffix}", message.template);
                let words = words(rule, message, language);
                let fault = match page(rule).head.contains_key(name.as_str()) {
                    false => Some("is no template of the page"),
                    true if words.contains('{') => Some("has an open hole"),
                    true => faults_of_style(&words),
                };
                complaints.extend(fault.map(|fault| format!("{}: {name} {fault}: {words}", rule.id)));
            }
        }
    }
    expect_none(complaints);
}

#[test]
fn every_template_that_the_code_names_stands_in_a_page_of_its_rules() {
    let literal = Regex::new(r#""((?:message|fix)(?:\.[a-z0-9_-]+)?)""#).unwrap();
    let lines = include_str!("../src/rules.rs");
    let mut complaints = Vec::new();
    for file in rule_files() {
        let code = std::fs::read_to_string(&file).unwrap();
        let module = file.file_stem().unwrap().to_string_lossy().into_owned();
        let rules = rules_in_module(lines, &module);
        for found in literal.captures_iter(&code) {
            let name = &found[1];
            if !rules.iter().any(|rule| page(rule).head.contains_key(name)) {
                complaints.push(format!("{}: {name} stands in no page", file.display()));
            }
        }
    }
    expect_none(complaints);
}
