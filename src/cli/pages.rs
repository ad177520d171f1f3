//! `--explain` and `--rules`: what the rules' pages say.

use gaireport::language::Language;
use gaireport::lint::Rule;
use gaireport::page::page;
use gaireport::rules::RULES;

use gaireport::render::summary::severity_word;

use super::messages::pick;

/// A rule's page: its id, level and title, then the text.
pub fn explain(rule: usize, language: Language) -> String {
    let rule = &RULES[rule];
    format!("{}\n\n{}\n", line(rule, rule.id.len(), language), page(rule).body.trim_end())
}

/// A line for each rule.
pub fn list(language: Language) -> String {
    let width = RULES.iter().map(|rule| rule.id.len()).max().unwrap_or_default();
    RULES.iter().map(|rule| line(rule, width, language) + "\n").collect()
}

fn line(rule: &'static Rule, width: usize, language: Language) -> String {
    let off = pick(language, "关闭", "off");
    let level = rule.severity.map_or(off, |severity| severity_word(severity, language));
    let title = page(rule).template("title", language).unwrap_or_default();
    format!("{:width$}  {level:7}  {title}", rule.id).trim_end().to_owned()
}
