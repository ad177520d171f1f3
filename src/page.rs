//! Rule pages: the words of a rule's findings and fixes, its explanation and its examples, all from one Markdown file.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::language::{Language, Message};
use crate::lint::Rule;
use crate::rules::RULES;

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

    /// Contents of the fenced blocks with that info string (`bad`, `good`; `previous` is last year's report).
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
    let template = page(rule).template(message.template, language);
    template.map_or_else(|| message.template.to_owned(), |template| message.fill(template))
}
