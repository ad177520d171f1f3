//! Details of one draft on the page: its findings in words, its tables with the findings at their cells.

use std::fmt::Write;

use similar::{ChangeTag, TextDiff};

use crate::folder::indicators::indicators;
use crate::folder::sheet::figures_of;
use crate::language::Language;
use crate::lint::{Finding, Related};
use crate::page::words;
use crate::report::{Elsewhere, Report};
use crate::text::LineIndex;

use super::table::{self, Mark, Marks};
use super::{Way, escape};
use crate::render::name::of_path;
use crate::render::summary::severity_word;
use crate::render::{Draft, LocatedFinding};

/// Characters of the draft quoted beside a finding.
const QUOTED: usize = 40;
/// Characters of a copied passage that are shown.
const COMPARED: usize = 800;

/// A draft with what was found in it.
pub struct Sheet<'a> {
    /// Language of the page.
    pub speech: Language,
    /// The address of another file.
    pub way: &'a Way,
    /// The draft.
    pub draft: &'a Draft<'a>,
    /// Its lines, where anything was found.
    pub lines: Option<&'a LineIndex>,
    /// Its id within the page.
    pub id: &'a str,
    /// Its findings in order.
    pub found: &'a [LocatedFinding<'a>],
}

impl Sheet<'_> {
    /// All findings, the gravest first, then each report with its indicators and its tables.
    pub fn body(&self) -> String {
        let marks = Marks::of(self.draft, self.found);
        let mut html = self.list();
        let reports = &self.draft.analysis.reports;
        for (index, report) in reports.iter().enumerate() {
            if reports.len() > 1 {
                let year = report.year.map(|year| year.to_string()).unwrap_or_default();
                let organization = report.organization.as_deref().unwrap_or_default();
                let _ = writeln!(html, "<h2>{} {year}</h2>", escape(organization));
            }
            html += &self.indicators(report);
            html += &self.tables(index, report, &marks);
        }
        html
    }

    /// Shares that no report states, and what they are computed from.
    fn indicators(&self, report: &Report) -> String {
        let sheet = figures_of(&self.draft.analysis.document, report);
        let known = indicators(&sheet).into_iter().filter_map(|indicator| {
            let share = indicator.share?;
            Some(format!("{} {}%（{}/{}）", indicator.name, share.percent()?, share.part, share.whole))
        });
        let known: Vec<String> = known.collect();
        if known.is_empty() {
            return String::new();
        }
        let head = self.speech.pick(
            || "派生指标（由表中数字算出，报告未载）：",
            || "Derived from the tables, not stated in the report: ",
        );
        format!("<p class=derived>{head}{}\n", known.join("；"))
    }

    fn tables(&self, index: usize, report: &Report, marks: &Marks) -> String {
        let mut html = String::new();
        for bound in &report.tables {
            let table = bound.table();
            let section = &bound.edition.sections[table.section];
            let _ = writeln!(html, "<h3>{}</h3>", escape(&section.name));
            html += &table::drawn(self.draft, bound, |name| marks.at(index, name), &|mark: Mark| self.mark(mark));
        }
        html
    }

    /// The number of a finding beside a figure, which leads to its words.
    fn mark(&self, mark: Mark) -> String {
        let found = &self.found[mark.finding];
        let expected = match mark.suspect {
            Some(suspect) => found.finding.suspects.get(suspect).map(|suspect| suspect.expected.as_str()),
            None => found.finding.expected.as_deref(),
        };
        let words = self.speech.pick(|| "应为", || "should be");
        let expected = expected.map(|figure| format!("；{words} {figure}")).unwrap_or_default();
        let title = format!("{}{expected}", found.message);
        format!(
            "<a href=\"#{}-{number}\" title=\"{}\" data-note={note}>{number}</a>",
            self.id,
            escape(&title),
            number = mark.finding + 1,
            note = self.speech.pick(|| "注", || "№"),
        )
    }

    fn list(&self) -> String {
        let items: String = (0..self.found.len()).map(|index| self.item(index)).collect();
        if items.is_empty() { items } else { format!("<ol>\n{items}</ol>\n") }
    }

    fn item(&self, index: usize) -> String {
        let LocatedFinding { finding, message, start, .. } = &self.found[index];
        let level = severity_word(finding.severity, self.speech);
        format!(
            "<li id=\"{id}-{number}\" class={class}><b>{level}</b> {message} \
             <small>{line} {quoted} <code>{rule}</code></small>{related}{fixes}\n",
            id = self.id,
            number = index + 1,
            class = table::class(finding.severity),
            message = escape(message),
            rule = finding.rule.id,
            line = self.line(start.line),
            quoted = quotation(finding.span.of(self.draft.text)),
            related = finding.related.iter().map(|related| self.related(finding, related)).collect::<String>(),
            fixes = self.fixes(finding),
        )
    }

    /// Renders the line number; empty for packages, since Word shows none.
    fn line(&self, line: usize) -> String {
        if self.draft.origin.package().is_some() {
            return String::new();
        }
        self.speech.pick(|| format!("第 {line} 行"), || format!("line {line}"))
    }

    /// Another place that matters, with its line, and its file where that is another.
    fn related(&self, finding: &Finding, related: &Related) -> String {
        let message = words(finding.rule, &related.message, self.draft.language);
        let place = match (&related.elsewhere, self.lines) {
            (Some(place), _) => self.other_file(place),
            (None, Some(lines)) => self.line(lines.position(self.draft.text, related.span.start).line),
            (None, None) => String::new(),
        };
        let colon = if place.is_empty() { "" } else { self.speech.pick(|| "：", || ": ") };
        let pair = related.elsewhere.as_ref().and_then(|place| place.words.as_deref());
        let pair = pair.map(|words| self.pair(finding.span.of(self.draft.text), words)).unwrap_or_default();
        format!("<br><small>{place}{colon}{}</small>{pair}", escape(&message))
    }

    /// Two passages side by side, with marks where they are not the same.
    fn pair(&self, own: &str, other: &str) -> String {
        let (own, other) = (cut(own), cut(other));
        let diff = TextDiff::from_chars(own, other);
        let side = |left_out: ChangeTag| -> String {
            let changes = diff.iter_all_changes().filter(|change| change.tag() != left_out);
            let shown = changes.map(|change| match change.tag() {
                ChangeTag::Equal => escape(change.value()).into_owned(),
                _ => format!("<mark>{}</mark>", escape(change.value())),
            });
            shown.collect()
        };
        let heads = self.speech.pick(|| ["本报告", "对方"], || ["this report", "the other"]);
        format!(
            "<div class=pair><blockquote><b>{}</b>{}</blockquote><blockquote><b>{}</b>{}</blockquote></div>",
            heads[0],
            side(ChangeTag::Insert),
            heads[1],
            side(ChangeTag::Delete),
        )
    }

    /// A place in another file: that file's part of the page if it has one, else the file itself.
    fn other_file(&self, place: &Elsewhere) -> String {
        let line = self.speech.pick(|| format!("第 {} 行", place.start.line), || format!("line {}", place.start.line));
        let words = format!("{} {line}", escape(&place.path));
        match (self.way)(&place.path) {
            Some(way) => format!("<a href=\"{}\" data-file={}>{words}</a>", escape(&way), of_path(&place.path)),
            None => words,
        }
    }

    fn fixes(&self, finding: &Finding) -> String {
        let title = |fix: &crate::edit::Fix| escape(&words(finding.rule, &fix.title, self.draft.language)).into_owned();
        let titles: Vec<String> = finding.fixes.iter().map(title).collect();
        if titles.is_empty() {
            return String::new();
        }
        format!("<br><small>{}{}</small>", self.speech.pick(|| "改法：", || "Fix: "), titles.join("；"))
    }
}

/// The beginning of a passage.
fn cut(passage: &str) -> &str {
    passage.char_indices().nth(COMPARED).map_or(passage, |(at, _)| &passage[..at])
}

/// The beginning of what a finding stands on; nothing where that is blank.
fn quotation(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default().trim();
    if line.is_empty() {
        return String::new();
    }
    let cut = if line.chars().nth(QUOTED).is_some() { "…" } else { "" };
    let line: String = line.chars().take(QUOTED).collect();
    format!("<q>{}{cut}</q>", escape(&line))
}
