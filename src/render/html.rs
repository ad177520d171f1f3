//! `--format html`: one page that needs nothing else: the units by state, then every file with its findings, what its unit
//! is to change, and its tables; at last a summary by rule.
//!
//! A folded file stands in `<noscript>`: where scripts run that is mere text until somebody opens it, or two thousand files
//! with all their cells would keep a browser busy for long; where they do not, it is there as it is.

mod item;
mod table;

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::dialect::MADE_PAGE;
use crate::language::Language;
use crate::lint::Severity;
use crate::page::page;
use crate::rules::RULES;

use self::item::Sheet;
use super::name::{of_missing, of_path};
use super::summary::{Written, summary};
use super::{Draft, Failure, LocatedFinding, MISSING, Renderer, Units, letter};
use crate::render::escape::html as escape;
use crate::render::tally::Tally;

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");

/// Nothing is fetched, whatever stands in the page.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// The form.
pub struct Html {
    /// Language of the page; messages have that of their file.
    pub speech: Language,
    /// The address of another file than the one that is shown, if there is a way to it.
    pub way: Box<Way>,
    /// Entries by state.
    counts: [AtomicUsize; State::ALL.len()],
}

/// Finds the address of a file.
pub type Way = dyn Fn(&str) -> Option<String> + Send + Sync;

/// A file's entry in the list.
struct Entry<'a> {
    id: String,
    path: &'a str,
    organization: &'a str,
    year: Option<u16>,
    /// Errors, warnings, information.
    counts: [usize; 3],
    rules: BTreeSet<&'static str>,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Failed,
    Wrong,
    Missing,
    Doubtful,
    NoReport,
    Good,
}

impl Renderer for Html {
    fn head(&self) -> Cow<'static, str> {
        let say = |chinese, english| self.speech.pick(|| chinese, || english);
        let title =
            say("政府信息公开工作年度报告检查结果", "Annual reports on government information disclosure: findings");
        let button = |id: &str, words: &str| format!("<button type=button id={id}>{words}</button>");
        let option = |value: &str, words: &str| format!("<option value=\"{value}\">{words}");
        let states = State::ALL.map(|state| option(state.class(), state.words(self.speech))).concat();
        format!(
            "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n{MADE_PAGE}\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n\
             <body>\n<h1>{title}</h1>\n<div id=tools hidden>\
             <label>{search} <input type=search id=search></label>\
             <select id=state aria-label=\"{state}\">{all}{states}</select>{open}{close}{print}<output id=shown></output></div>\n\
             <main>\n{legend}<div class=row id=heads>{heads}</div>\n<div id=reports>\n",
            lang = say("zh-CN", "en"),
            search = say("查找", "Search"),
            state = say("状态", "State"),
            all = option("", say("全部", "all")),
            open = button("open", say("全部展开", "Open all")),
            close = button("close", say("全部收起", "Close all")),
            print = button("print", say("打印", "Print")),
            legend = self.legend(),
            heads = self.heads(),
        )
        .into()
    }

    fn draft(&self, draft: &Draft, out: &mut Vec<u8>) {
        let lines = draft.lines();
        let mut found: Vec<LocatedFinding> = draft.found(lines.as_ref()).collect();
        found.sort_by_key(|found| Reverse(found.finding.severity));
        let entry = entry(draft, &found);
        let (speech, way) = (self.speech, &*self.way);
        let body = Sheet { speech, way, draft, lines: lines.as_ref(), id: &entry.id, found: &found }.body();
        self.entry(&entry, letter::of_draft(draft, &found), &body, out);
    }

    fn failure(&self, failure: Failure, out: &mut Vec<u8>) {
        let entry = Entry {
            id: of_path(failure.path),
            path: failure.path,
            organization: "",
            year: None,
            counts: [0; 3],
            rules: BTreeSet::new(),
            state: State::Failed,
        };
        let body = format!("<p class=e>{}</p>\n", escape(failure.sentence));
        self.entry(&entry, Some(letter::of_failure(failure)), &body, out);
    }

    fn missing(&self, units: &[Units], out: &mut Vec<u8>) {
        for units in units {
            let severities = [Severity::Error, Severity::Warning, Severity::Information];
            for (missing, message) in units.messages() {
                let entry = Entry {
                    id: of_path(&of_missing(&missing.unit)),
                    path: "",
                    organization: &missing.unit,
                    year: None,
                    counts: severities.map(|severity| usize::from(severity == units.severity)),
                    rules: BTreeSet::from([MISSING]),
                    state: State::Missing,
                };
                let body = format!("<p class=w>{}</p>\n", escape(&message));
                self.entry(&entry, Some(letter::of_missing(missing, units.year)), &body, out);
            }
        }
    }

    fn tail(&self, tally: &Tally, _: Option<&[Units]>, out: &mut Vec<u8>) {
        let (speech, counts) = (self.speech, tally.statistics());
        let mut html = format!(
            "</div>\n<section id=rules>{}<p>{}</p>\n",
            self.units(),
            escape(&summary(tally, Written::Files, speech))
        );
        if !counts.is_empty() {
            html += speech.pick(
                || "<details><summary>各规则的次数</summary><table><tr><th>检查什么<th>次数<th>规则\n",
                || "<details><summary>Counts by rule</summary><table><tr><th>What it finds<th>Count<th>Rule\n",
            );
        }
        for &(count, id) in &counts {
            let rule = RULES.iter().find(|rule| rule.id == id);
            let title = rule.and_then(|rule| page(rule).template("title", speech)).unwrap_or_default();
            let _ = writeln!(html, "<tr><td>{}<td>{count}<td><a href=\"#\" data-rule={id}>{id}</a>", escape(title));
        }
        html += if counts.is_empty() { "" } else { "</table></details>" };
        let version = concat!("gaireport-lsp ", env!("CARGO_PKG_VERSION"));
        let _ = write!(
            html,
            "</section>\n</main>\n<footer>{version}</footer>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n"
        );
        out.extend_from_slice(html.as_bytes());
    }
}

impl State {
    /// In the order in which they are counted.
    const ALL: [State; 6] =
        [State::Wrong, State::Doubtful, State::Good, State::Failed, State::Missing, State::NoReport];

    /// Tells whether a reader wants to see that there are none.
    fn is_always_counted(self) -> bool {
        matches!(self, State::Wrong | State::Doubtful | State::Good)
    }

    fn of(draft: &Draft, [errors, warnings, infos]: [usize; 3]) -> State {
        match (draft.analysis.reports.is_empty(), errors, warnings + infos) {
            (_, 1.., _) => State::Wrong,
            (true, ..) => State::NoReport,
            (_, _, 1..) => State::Doubtful,
            _ => State::Good,
        }
    }

    fn class(self) -> &'static str {
        match self {
            State::Failed => "failed",
            State::Wrong => "wrong",
            State::Doubtful => "doubtful",
            State::Good => "good",
            State::NoReport => "other",
            State::Missing => "missing",
        }
    }

    fn words(self, speech: Language) -> &'static str {
        let [chinese, english] = match self {
            State::Failed => ["未能检查", "not checked"],
            State::Wrong => ["有错误", "errors"],
            State::Doubtful => ["需核对", "to be looked at"],
            State::Good => ["无问题", "nothing found"],
            State::NoReport => ["不是年报", "no report"],
            State::Missing => ["缺报", "not handed in"],
        };
        speech.pick(|| chinese, || english)
    }
}

fn entry<'a>(draft: &'a Draft, found: &[LocatedFinding]) -> Entry<'a> {
    let first = draft.analysis.reports.first();
    let count = |severity| found.iter().filter(|found| found.finding.severity == severity).count();
    let counts = [Severity::Error, Severity::Warning, Severity::Information].map(count);
    Entry {
        id: of_path(draft.path),
        path: draft.path,
        organization: first.and_then(|report| report.organization.as_deref()).unwrap_or_default(),
        year: first.and_then(|report| report.year),
        counts,
        rules: found.iter().map(|found| found.finding.rule.id).collect(),
        state: State::of(draft, counts),
    }
}

impl Html {
    /// A page in a language, with the ways from it to other files.
    pub fn new(speech: Language, way: Box<Way>) -> Html {
        Html { speech, way, counts: Default::default() }
    }

    /// Adds the entry of a file or a unit: its line in the list, and what that opens to.
    fn entry(&self, entry: &Entry, letter: Option<String>, body: &str, out: &mut Vec<u8>) {
        self.counts[entry.state as usize].fetch_add(1, Ordering::Relaxed);
        let html =
            format!("{}<noscript>\n{}{body}</noscript></div></details>\n", self.opening(entry), self.bar(letter));
        out.extend_from_slice(html.as_bytes());
    }

    /// The buttons of a unit, and the letter that one of them copies.
    fn bar(&self, letter: Option<String>) -> String {
        let say = |chinese: &'static str, english| self.speech.pick(|| chinese, || english);
        let print = say("打印本单位", "Print this unit");
        let print = format!("<button type=button data-do=print>{print}</button>");
        let Some(letter) = letter else { return format!("<p class=bar>{print}</p>\n") };
        let (copy, done) = (say("复制退改意见", "Copy the letter (Chinese)"), say("已复制", "Copied"));
        let head = say("退改意见", "Letter to the unit (Chinese)");
        format!(
            "<p class=bar><button type=button data-do=copy data-done=\"{done}\">{copy}</button>{print}</p>\n\
             <details class=letter><summary>{head}</summary><pre lang=\"zh-CN\">{}</pre></details>\n",
            escape(&letter)
        )
    }

    /// The number of entries of each state; a click shows these alone.
    fn units(&self) -> String {
        let count = |state: State| (state, self.counts[state as usize].load(Ordering::Relaxed));
        let shown = |(state, count): &(State, usize)| *count > 0 || state.is_always_counted();
        let button = |(state, count): (State, usize)| {
            let (class, words) = (state.class(), state.words(self.speech));
            format!("<button type=button class={class} data-state={class}>{words} <b>{count}</b></button>")
        };
        let buttons = State::ALL.map(count).into_iter().filter(shown).map(button).collect::<String>();
        format!("<p id=units>{}{buttons}</p>\n", self.speech.pick(|| "单位：", || "Units: "))
    }

    /// Renders the legend of the colours in the tables.
    fn legend(&self) -> String {
        let kinds = [
            ("e", "有误", "wrong"),
            ("s", "几处之一有误", "one of several is wrong"),
            ("w", "需核对", "to be looked at"),
            ("m", "草稿没有数字", "no figure in the draft"),
        ];
        let kind = |(class, chinese, english): (&str, &str, &str)| {
            format!("<span class={class}>&nbsp;</span>{}", self.speech.pick(|| chinese, || english))
        };
        format!("<p id=legend>{}{}\n", self.speech.pick(|| "表中：", || "In tables:"), kinds.map(kind).concat())
    }

    /// Renders the column heads of the list; a click sorts by one.
    fn heads(&self) -> String {
        let columns = [
            ("organ", "单位", "Organ"),
            ("year", "年度", "Year"),
            ("errors", "错误", "Errors"),
            ("warnings", "警告", "Warnings"),
            ("infos", "提示", "Info"),
            ("rank", "状态", "State"),
            ("path", "文件", "File"),
        ];
        let head = |(key, chinese, english): (&str, &str, &str)| {
            format!("<button type=button data-key={key}>{}</button>", self.speech.pick(|| chinese, || english))
        };
        columns.map(head).concat()
    }

    /// The line of a file in the list, up to what it opens to.
    fn opening(&self, entry: &Entry) -> String {
        let (path, organization) = (escape(entry.path), escape(entry.organization));
        let year = entry.year.map(|year| year.to_string()).unwrap_or_default();
        let [errors, warnings, infos] = entry.counts;
        let rules = entry.rules.iter().copied().collect::<Vec<_>>().join(" ");
        let (state, words) = (entry.state.class(), entry.state.words(self.speech));
        let rank = entry.state as usize;
        format!(
            "<details class=report id=\"{id}\" data-organ=\"{organization}\" data-year=\"{year}\" data-errors={errors} \
             data-warnings={warnings} data-infos={infos} data-rank={rank} data-path=\"{path}\" data-state={state} \
             data-rules=\"{rules}\"><summary class=row><span>{organization}</span><span>{year}</span><span>{errors}</span>\
             <span>{warnings}</span><span>{infos}</span><span class={state}>{words}</span><span>{path}</span></summary>\n\
             <div class=body>\n",
            id = entry.id,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_draft_is_markup() {
        assert_eq!(escape("<a href='\"&'>\u{202e}"), "&lt;a href=&#39;&quot;&amp;&#39;&gt;\\u{202e}");
        assert!(matches!(escape("总计"), Cow::Borrowed(_)));
    }
}
