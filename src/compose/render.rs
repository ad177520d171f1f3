//! Turns blocks — headings, paragraphs, tables — into text in a draft's own way of writing.

use super::Target;
use super::place::level_of;
use crate::dialect::{self, Document, Form, Grid, escape, write};
use crate::lint::Context;
use crate::number::is_blank;

/// Deepest heading there is.
const DEEPEST: usize = 6;
/// Borders, without which the tables of a page cannot be read.
const STYLE: &str =
    "table { border-collapse: collapse } th, td { border: 1px solid; padding: 0.2em 0.5em; font-weight: normal }";

/// A piece of a draft.
#[derive(Clone, Debug)]
pub(super) enum Block {
    /// The title of the report.
    Title(String),
    /// A heading; sections are on level 2.
    Heading {
        /// From 1, the title's.
        level: usize,
        /// Its words.
        text: String,
    },
    /// A paragraph, a line at a time.
    Paragraph(Vec<String>),
    /// A table.
    Table(Grid),
    /// A word to the tool: `gaireport-ignore …`.
    Directive(String),
}

/// Way a draft marks its headings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marks {
    /// Not at all.
    None,
    /// By so many `#` before a section's heading.
    Hashes(usize),
    /// A page: sections are `<h2>` or of another level; none where headings are mere paragraphs.
    Tags(Option<usize>),
}

/// A draft's way of writing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    /// The form of its tables.
    pub(super) form: Form,
    /// Marks of its headings.
    pub(super) marks: Marks,
    /// True if blank lines separate its paragraphs.
    pub(super) loose: bool,
}

impl Style {
    /// The way of a whole draft.
    pub(super) fn of_target(target: Target) -> Style {
        let marks = match target {
            Target::Markdown => Marks::Hashes(2),
            Target::Text => Marks::None,
            Target::Html => Marks::Tags(Some(2)),
        };
        Style { form: target.form(), marks, loose: true }
    }

    /// The way the draft itself is written.
    pub(super) fn of_draft(context: &Context) -> Style {
        let document = context.document;
        Style {
            form: super::form_for(document, context.kind),
            marks: marks_of(context),
            loose: is_loose(document, context.kind),
        }
    }

    fn is_page(self) -> bool {
        matches!(self.marks, Marks::Tags(_))
    }
}

/// Detects how the draft marks the headings of its sections, judging by the first.
fn marks_of(context: &Context) -> Marks {
    let headings = &context.report.headings;
    let marked = headings.iter().find(|heading| context.document.lines[heading.line].marked);
    let level = marked.and_then(|heading| level_of(context.document, context.source, heading.line));
    if context.document.page || context.kind == dialect::Kind::Html {
        return Marks::Tags(level.or(headings.is_empty().then_some(2)));
    }
    let fresh = headings.is_empty() && context.kind == dialect::Kind::Markdown;
    level.or(fresh.then_some(2)).map_or(Marks::None, Marks::Hashes)
}

/// Returns whether blank lines separate the paragraphs of a draft; in Markdown they must.
pub(super) fn is_loose(document: &Document, kind: dialect::Kind) -> bool {
    kind == dialect::Kind::Markdown || document.is_loose()
}

/// The blocks as text, without a line end behind them.
pub(super) fn render(blocks: &[Block], style: Style) -> String {
    let mut text = String::new();
    for (index, block) in blocks.iter().enumerate() {
        let beside_table = |index: usize| matches!(blocks.get(index), Some(Block::Table(_)));
        if index > 0 {
            let apart = !style.is_page() && (style.loose || beside_table(index) || beside_table(index - 1));
            text.push_str(if apart { "\n\n" } else { "\n" });
        }
        text.push_str(&written(block, style));
    }
    text
}

fn written(block: &Block, style: Style) -> String {
    match block {
        Block::Title(text) => heading(1, text, style),
        Block::Heading { level, text } => heading(*level, text, style),
        Block::Paragraph(lines) if style.is_page() => paragraph_element(lines),
        Block::Paragraph(lines) => lines.join("\n"),
        Block::Table(grid) => write(grid, style.form),
        Block::Directive(words) if style.marks == Marks::None => format!("# {words}"),
        Block::Directive(words) => format!("<!-- {words} -->"),
    }
}

fn heading(level: usize, text: &str, style: Style) -> String {
    let deeper = |section: usize| (section + level).saturating_sub(2).clamp(1, DEEPEST);
    match style.marks {
        Marks::None => text.to_owned(),
        Marks::Hashes(section) => format!("{} {text}", "#".repeat(deeper(section))),
        Marks::Tags(None) => format!("<p>{}</p>", escape(text)),
        Marks::Tags(Some(section)) => format!("<h{0}>{1}</h{0}>", deeper(section), escape(text)),
    }
}

fn paragraph_element(lines: &[String]) -> String {
    let lines: Vec<String> = lines.iter().map(|line| escape(line)).collect();
    format!("<p>{}</p>", lines.join("<br>\n"))
}

/// The blocks as a whole file.
pub(super) fn file(blocks: &[Block], target: Target) -> String {
    let body = render(blocks, Style::of_target(target));
    if target != Target::Html {
        return format!("{body}\n");
    }
    let title = escape(title_of(blocks));
    format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )
}

/// The title, or else the first words.
fn title_of(blocks: &[Block]) -> &str {
    let title = blocks.iter().find_map(|block| match block {
        Block::Title(text) => Some(text.as_str()),
        _ => None,
    });
    let words = || {
        blocks.iter().find_map(|block| match block {
            Block::Heading { text, .. } => Some(text.as_str()),
            Block::Paragraph(lines) => lines.first().map(String::as_str),
            _ => None,
        })
    };
    title.or_else(words).unwrap_or("")
}

/// Text put into a page: what is not in tags yet becomes paragraphs.
pub(super) fn in_tags(text: &str) -> String {
    if text.trim_start().starts_with('<') {
        return text.to_owned();
    }
    let lines = text.lines().filter(|line| !line.chars().all(is_blank));
    lines.map(|line| format!("<p>{}</p>", escape(line))).collect::<Vec<_>>().join("\n")
}
