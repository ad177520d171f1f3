//! Pages behind the links of an editor: rules and notices, by addresses of our own that need no network.

use super::words::Words;
use crate::language::Language;
use crate::lint::Rule;
use crate::page::{ADDRESS, address, page};
use crate::rules::RULES;
use crate::standard::{Notice, notices};

/// Begins the address of a notice's page.
const NOTICE: &str = "gaireport:notice/";

/// The address of a notice's page: `gaireport:notice/2021-30`.
pub fn notice_address(notice: &Notice) -> String {
    format!("{NOTICE}{}", notice.id)
}

/// The page at an address, Markdown; `None` where it is none of ours.
pub fn text(address: &str, language: Language) -> Option<String> {
    if let Some(id) = address.strip_prefix(ADDRESS) {
        return Some(rule_page(RULES.iter().find(|rule| rule.id == id)?, language));
    }
    let id = address.strip_prefix(NOTICE)?;
    Some(notice_page(notices().iter().find(|notice| notice.id == id)?, language))
}

/// A rule's whole page under its title.
fn rule_page(rule: &'static Rule, language: Language) -> String {
    let title = page(rule).template("title", language).unwrap_or(rule.id);
    let level = Words(language).level(rule.severity);
    format!("# {title}\n\n`{}` · {level}\n\n{}\n", rule.id, page(rule).body.trim_end())
}

/// A rule's page without its examples, which are whole tables: for a hover.
pub(super) fn rule_summary(rule: &'static Rule, language: Language) -> String {
    let title = page(rule).template("title", language).unwrap_or(rule.id);
    let fenced = |section: &&str| section.contains("\n```");
    let english = |section: &&str| section.starts_with("In English");
    let sections: Vec<&str> = page(rule).body.split("\n## ").filter(|section| !fenced(section)).collect();
    let kept: Vec<String> = match language {
        Language::English => {
            let body = sections.iter().copied().filter(english);
            body.map(|section| section.trim_start_matches("In English").trim().to_owned()).collect()
        }
        Language::Chinese => {
            let mut chinese = sections.iter().copied().filter(|section| !english(section));
            let first = chinese.next().map(|section| section.trim().to_owned());
            let titled = |section: &str| {
                let (title, body) = section.split_once('\n').unwrap_or((section, ""));
                format!("**{}** {}", title.trim(), body.trim())
            };
            first.into_iter().chain(chinese.map(titled)).collect()
        }
    };
    format!("**[{title}]({})** `{}`\n\n{}", address(rule), rule.id, kept.join("\n\n"))
}

/// Renders the page of a notice: number, title, date and explanation.
pub(super) fn notice_page(notice: &Notice, language: Language) -> String {
    let words = Words(language);
    let title = if notice.title.is_empty() { String::new() } else { format!("《{}》\n\n", notice.title) };
    format!("# {}\n\n{title}{}：{}\n\n{}\n", notice.number, words.issued(), notice.date, notice.explanation.trim())
}
