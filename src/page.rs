//! Rule pages: the words of a rule's findings and fixes, its explanation and its examples, all from one Markdown file.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::lint::{Message, Rule};
use crate::rules::RULES;

/// Language of what a person reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// 简体中文.
    #[default]
    Chinese,
    /// English.
    English,
}

impl Language {
    /// What is made for that language; the other is not made.
    pub fn pick<T>(self, chinese: impl FnOnce() -> T, english: impl FnOnce() -> T) -> T {
        match self {
            Language::Chinese => chinese(),
            Language::English => english(),
        }
    }
}

/// A rule's page, taken apart.
#[derive(Debug, Default)]
pub struct Page {
    /// Entries of the head: `title`, `message`, `fix`, … and their English forms with `_en`.
    pub head: FxHashMap<&'static str, &'static str>,
    /// The text below the head, Markdown.
    pub body: &'static str,
}

impl Page {
    /// Takes a page apart: a head of `name: value` lines between two lines of `---`, then Markdown.
    pub fn parse(page: &'static str) -> Page {
        let Some((head, body)) = page.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")) else {
            return Page { head: FxHashMap::default(), body: page };
        };
        let entry = |line: &'static str| line.split_once(": ").map(|(name, value)| (name.trim(), value.trim()));
        Page { head: head.lines().filter_map(entry).collect(), body: body.trim_start() }
    }

    /// The template of that name in that language; the Chinese one where there is no other.
    pub fn template(&self, name: &str, language: Language) -> Option<&'static str> {
        let english = (language == Language::English).then(|| self.head.get(format!("{name}_en").as_str())).flatten();
        english.or_else(|| self.head.get(name)).copied()
    }

    /// Contents of the fenced blocks with that info string: `bad` and `good` examples, last year's report for them
    /// (`previous`), other reports of the folder (`beside`), its roster (`roster`).
    pub fn examples(&self, info: &str) -> Vec<&'static str> {
        let open = format!("\n```{info}\n");
        let blocks = self.body.split(open.as_str()).skip(1);
        blocks.filter_map(|block| block.split_once("\n```")).map(|(content, _)| content).collect()
    }
}

/// Begins the address of a rule's page.
pub const ADDRESS: &str = "gaireport:rule/";

/// The address of a rule's page where it is in no web: `gaireport:rule/row-sum-mismatch`.
pub fn address(rule: &Rule) -> String {
    format!("{ADDRESS}{}", rule.id)
}

/// The page of a rule.
pub fn page(rule: &Rule) -> &'static Page {
    static PAGES: OnceLock<FxHashMap<&'static str, Page>> = OnceLock::new();
    static NONE: OnceLock<Page> = OnceLock::new();
    let pages = PAGES.get_or_init(|| RULES.iter().map(|rule| (rule.id, Page::parse(rule.page))).collect());
    pages.get(rule.id).unwrap_or_else(|| NONE.get_or_init(Page::default))
}

/// The words of a message of a rule.
pub fn words(rule: &Rule, message: &Message, language: Language) -> String {
    let Some(template) = page(rule).template(message.template, language) else {
        return message.template.to_owned();
    };
    filled(template, &message.arguments)
}

/// The template with every hole filled whose value is known. What a value says is never taken for a hole.
fn filled(template: &str, arguments: &[(&'static str, String)]) -> String {
    let mut words =
        String::with_capacity(template.len() + arguments.iter().map(|(_, value)| value.len()).sum::<usize>());
    let mut rest = template;
    while let Some((before, (hole, after))) =
        rest.split_once('{').and_then(|(before, hole)| Some((before, hole.split_once('}')?)))
    {
        words.push_str(before);
        match arguments.iter().find(|(name, _)| *name == hole) {
            Some((_, value)) => words.push_str(value),
            None => words.extend(["{", hole, "}"]),
        }
        rest = after;
    }
    words.push_str(rest);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_value_says_is_no_hole() {
        let arguments = [("expected", "{actual}".to_owned()), ("actual", "5".to_owned())];
        assert_eq!(filled("应为 {expected}，实为 {actual}{more} {", &arguments), "应为 {actual}，实为 5{more} {");
        assert_eq!(filled("", &arguments), "");
    }
}
