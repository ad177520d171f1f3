//! The one door: text in, findings out. Pure and total; the command line, the server and the tests all come through here.

use std::cell::OnceCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::compose::{self, Target};
use crate::dialect::{self, Document, Kind};
use crate::lexicon::Custom;
use crate::lexicon::profile::Profile;
use crate::lexicon::traditional::simplified;
use crate::lint::{Context, Finding, Level, Rule, Severities, Severity, Sink};
use crate::package::Fault;
use crate::report::{self, Given, Heading, LastYear, Previous, Report};
use crate::rules::{RULES, tool};
use crate::suppress;
use crate::text::{LineEnd, Span, has_line_end};

/// Texts over this many bytes are not analysed; whoever reads files says so.
pub const MAX_BYTES: usize = 16 << 20;

/// Findings a text keeps; the rest are counted.
pub const MOST_FINDINGS: usize = 1000;

/// Settings of an analysis, given by the caller with the text.
#[derive(Clone, Debug)]
pub struct Options {
    /// Kind of file the text came from.
    pub kind: Kind,
    /// The edition to check against, by its name; `None` finds it from the year and the tables.
    pub edition: Option<u16>,
    /// The report year; `None` finds it in the title or the period.
    pub year: Option<u16>,
    /// Configured severities.
    pub levels: Levels,
    /// Wrong words that the configuration adds to the lexicon.
    pub lexicon: Option<Arc<Custom>>,
    /// Requirements of the place besides the national format.
    pub profile: Option<Arc<Profile>>,
    /// Last year's reports.
    pub previous: Option<Arc<Previous>>,
}

impl Options {
    /// Everything found from the text, every rule at its own severity.
    pub fn new(kind: Kind) -> Self {
        Options {
            kind,
            edition: None,
            year: None,
            levels: Levels::default(),
            lexicon: None,
            profile: None,
            previous: None,
        }
    }
}

/// Configured severities of rules, by position in `RULES`.
#[derive(Clone, Debug, Default)]
pub struct Levels {
    configured: Vec<(usize, Level)>,
}

impl Levels {
    /// Sets the level of a rule; the last setting wins. Returns whether there is a rule of that id.
    pub fn set(&mut self, id: &str, level: Level) -> bool {
        let Some(index) = RULES.iter().position(|rule| rule.id == id) else { return false };
        self.configured.retain(|(known, _)| *known != index);
        self.configured.push((index, level));
        true
    }

    /// Switches every rule off that is not named, and on where it is.
    pub fn select(&mut self, ids: &[String]) {
        for (index, rule) in RULES.iter().enumerate() {
            match (ids.iter().any(|id| id == rule.id), self.of(index)) {
                (false, _) => self.set(rule.id, None),
                (true, None) => self.set(rule.id, rule.severity.or(Some(Severity::Warning))),
                (true, Some(_)) => continue,
            };
        }
    }

    /// Returns the level of a rule.
    pub fn of(&self, index: usize) -> Level {
        self.set_for(index).unwrap_or(RULES[index].severity)
    }

    /// Returns the severities of a rule's findings, `None` where it is off. A level that is set holds for all of them.
    pub fn severities(&self, index: usize) -> Option<Severities> {
        let usual = self.of(index)?;
        let lowered = if self.set_for(index).is_some() { usual } else { usual.lowered() };
        Some(Severities { usual, lowered })
    }

    fn set_for(&self, index: usize) -> Option<Level> {
        self.configured.iter().find(|(known, _)| *known == index).map(|(_, level)| *level)
    }
}

/// Result of analysing a text.
#[derive(Debug, Default)]
pub struct Analysis {
    /// Lines and cells as read.
    pub document: Document,
    /// The reports in the text; empty where it is no such report.
    pub reports: Vec<Report>,
    /// Findings in the order of their places.
    pub findings: Vec<Finding>,
}

impl Analysis {
    /// Name of the form that the draft's tables are in, for machine-readable output.
    pub fn dialect_name(&self, kind: Kind) -> &'static str {
        crate::dialect::name(&self.document, kind)
    }
}

/// Analyses a text. Never fails: what cannot be read is a finding or nothing.
pub fn analyze(source: &str, options: &Options) -> Analysis {
    contained(source, options, find)
}

/// Analyses a text within the limit, and says so where that fails: a draft of which nothing is said passes for right.
fn contained(source: &str, options: &Options, find: impl FnOnce(&str, &Options) -> Analysis) -> Analysis {
    let refused = |id, finding| {
        let mut analysis = Analysis::default();
        report_of_tool(id, options, &mut analysis.findings, finding);
        analysis
    };
    let span = first_character(source);
    if source.len() > MAX_BYTES {
        return refused("file-too-large", tool::file_too_large(span, MAX_BYTES));
    }
    catch_unwind(AssertUnwindSafe(|| find(source, options)))
        .unwrap_or_else(|_| refused("internal-error", tool::unread(span)))
}

/// Reads the text and runs the rules.
fn find(source: &str, options: &Options) -> Analysis {
    if dialect::is_made_page(source) {
        return Analysis::default();
    }
    let (document, headings) = read_document(source, options);
    let given = Given { edition: options.edition, year: options.year };
    let reports = report::read(&document, document.text(source), &headings, given);
    let mut findings = Vec::new();
    for report in &reports {
        run_rules(&context(source, options, &document, report), options, &mut findings);
    }
    findings.sort_by_key(|finding| finding.span);
    suppress_findings(source, options, &document, &reports, &mut findings);
    findings.sort_by_key(|finding| finding.span);
    cut_off(options, &mut findings);
    write_line_ends(&mut findings, || LineEnd::of(source));
    Analysis { document, reports, findings }
}

/// Builds the context of one report, for rules and composition, from a text read with these options.
pub(crate) fn context<'a>(
    source: &'a str,
    options: &'a Options,
    document: &'a Document,
    report: &'a Report,
) -> Context<'a> {
    Context {
        source,
        text: document.text(source),
        document,
        report,
        kind: options.kind,
        lexicon: options.lexicon.as_deref(),
        profile: options.profile.as_deref(),
        previous: last_year(report, options),
        parts: OnceCell::new(),
    }
}

/// Keeps what next year's reports go on from of every report in a text, which was read from the file at `path`.
pub fn remember(previous: &mut Previous, path: &Arc<str>, source: &str, kind: Kind) {
    if source.len() > MAX_BYTES {
        return;
    }
    let (document, headings) = read_document(source, &Options::new(kind));
    for report in report::read(&document, document.text(source), &headings, Given::default()) {
        previous.add(path, source, &document, &report);
    }
}

/// The report of the year before of the same organ.
fn last_year<'o>(report: &Report, options: &'o Options) -> Option<&'o LastYear> {
    options.previous.as_ref()?.find(report.organization.as_deref()?, report.year?)
}

/// The draft rewritten as `target`: every line of text kept, its tables as the standard draws them.
pub fn convert(source: &str, options: &Options, target: Target) -> String {
    let analysis = analyze(source, options);
    compose::convert(source, &analysis.document, &analysis.reports, options.kind, target)
}

/// The same as a Word file.
pub fn convert_to_word(source: &str, options: &Options) -> Result<Vec<u8>, Fault> {
    let analysis = analyze(source, options);
    compose::convert_to_word(source, &analysis.document, &analysis.reports, options.kind)
}

/// Reads the draft and finds its headings; where no heading or not all of them stand at line starts, it is read once more
/// with line breaks at the headings inside lines.
fn read_document(source: &str, options: &Options) -> (Document, Vec<Heading>) {
    let document = dialect::read(source, options.kind, &[]);
    let headings = headings(&document, source);
    let named = report::sections_named(&headings);
    if document.view.is_some() || named == report::sections() {
        return with_run_in(document, headings, source);
    }
    let inline = if named == 0 { report::frame::inline::inline_breaks } else { report::frame::inline::breaks_of_lines };
    let breaks = inline(&simplified(source));
    if breaks.is_empty() {
        return with_run_in(document, headings, source);
    }
    let broken = dialect::read(source, options.kind, &breaks);
    let found = self::headings(&broken, source);
    let worse = named > 0 && report::sections_named(&found) <= named;
    if worse { with_run_in(document, headings, source) } else { (broken, found) }
}

/// A draft with its headings, those in paragraphs at the start of lines of their own.
fn with_run_in(document: Document, headings: Vec<Heading>, source: &str) -> (Document, Vec<Heading>) {
    let places = report::frame::inline::run_in_places(&document, &simplified(document.text(source)), &headings);
    if places.is_empty() {
        return (document, headings);
    }
    let document = document.with_breaks(source, &places);
    let headings = self::headings(&document, source);
    (document, headings)
}

fn headings(document: &Document, source: &str) -> Vec<Heading> {
    report::frame::headings::find(document, &simplified(document.text(source)))
}

/// Runs every rule that is switched on.
fn run_rules(context: &Context, options: &Options, findings: &mut Vec<Finding>) {
    for (index, rule) in RULES.iter().enumerate() {
        if let Some(severities) = options.levels.severities(index) {
            run_rule(context, rule, severities, options, findings);
        }
    }
}

/// Runs a rule. One that fails is named, and what it found until then is not
/// believed; the others go on.
fn run_rule(
    context: &Context,
    rule: &'static Rule,
    severities: Severities,
    options: &Options,
    findings: &mut Vec<Finding>,
) {
    let before = findings.len();
    let run = AssertUnwindSafe(|| (rule.check)(context, &mut Sink::new(rule, severities, findings)));
    if catch_unwind(run).is_err() {
        findings.truncate(before);
        let span = first_character(context.source);
        report_of_tool("internal-error", options, findings, tool::internal_error(span, rule.id));
    }
}

/// Takes out of the findings, which are in order, those that comments of the draft suppress, and reports comments that
/// suppress nothing.
fn suppress_findings(
    source: &str,
    options: &Options,
    document: &Document,
    reports: &[Report],
    findings: &mut Vec<Finding>,
) {
    let suppressions = suppress::find(source, document, reports);
    let mut silenced = vec![false; findings.len()];
    let used: Vec<bool> = suppressions.iter().map(|suppression| suppression.silence(findings, &mut silenced)).collect();
    let mut silenced = silenced.into_iter();
    findings.retain(|_| !silenced.next().unwrap_or(false));
    for (suppression, used) in suppressions.into_iter().zip(used) {
        let unused = || Some(tool::unused_suppression(&suppression));
        let finding =
            if used || tool::names_folder_rule(&suppression) { tool::unknown_rule(&suppression) } else { unused() };
        if let Some(finding) = finding.filter(|_| !reports.is_empty()) {
            report_of_tool("unused-suppression", options, findings, finding);
        }
    }
}

/// Keeps the first findings and counts the rest.
fn cut_off(options: &Options, findings: &mut Vec<Finding>) {
    if findings.len() > MOST_FINDINGS {
        let rest = findings.split_off(MOST_FINDINGS);
        let finding = tool::too_many_findings(rest[0].span, rest.len());
        report_of_tool("too-many-findings", options, findings, finding);
    }
}

/// Writes what fixes put in, composed with LF, with the line end of the draft.
fn write_line_ends(findings: &mut [Finding], line_end: impl FnOnce() -> LineEnd) {
    let edits = findings.iter_mut().flat_map(|finding| &mut finding.fixes).flat_map(|fix| &mut fix.edits);
    let mut edits = edits.filter(|edit| has_line_end(&edit.text)).peekable();
    // Most drafts have no such fix: their lines are not counted.
    let Some(line_end) = edits.peek().is_some().then(line_end) else { return };
    for edit in edits {
        edit.text = line_end.write(&edit.text).into_owned();
    }
}

/// Adds a finding about the tool itself, if its rule is switched on.
fn report_of_tool(id: &str, options: &Options, findings: &mut Vec<Finding>, finding: Finding) {
    let Some(index) = RULES.iter().position(|rule| rule.id == id) else { return };
    if let Some(severities) = options.levels.severities(index) {
        Sink::new(&RULES[index], severities, findings).push(finding);
    }
}

fn first_character(source: &str) -> Span {
    Span::new(0, source.chars().next().map_or(0, char::len_utf8))
}

/// Analyses a text for a test, which fails where a rule does.
#[cfg(test)]
pub(crate) fn strictly(source: &str, options: &Options) -> Analysis {
    let analysis = analyze(source, options);
    let failed = analysis.findings.iter().find(|finding| finding.rule.id == "internal-error");
    assert!(failed.is_none(), "{failed:?}");
    analysis
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::{Family, Message};

    #[test]
    fn a_draft_that_cannot_be_read_is_never_silent() {
        let analysis = contained("年报", &Options::new(Kind::Text), |_, _| panic!("on purpose"));
        let said: Vec<_> = analysis.findings.iter().map(|finding| (finding.rule.id, finding.span)).collect();
        assert_eq!(said, [("internal-error", Span::new(0, 3))]);
    }

    /// Finds something, then fails.
    static FAILING: Rule = Rule {
        id: "failing",
        family: Family::Tool,
        severity: Some(Severity::Error),
        page: "",
        check: |context, sink| {
            sink.push(Finding::new(first_character(context.source), Message::new("message")));
            panic!("on purpose")
        },
    };

    #[test]
    fn a_rule_that_fails_is_named_and_the_others_go_on() {
        let source = "甲县2020年政府信息公开工作年度报告\n\n一、概述\n";
        let options = Options::new(Kind::Text);
        let analysis = analyze(source, &options);
        let context = context(source, &options, &analysis.document, &analysis.reports[0]);
        let mut findings = analysis.findings.clone();
        let severities = Severities { usual: Severity::Error, lowered: Severity::Warning };
        run_rule(&context, &FAILING, severities, &options, &mut findings);
        let said = findings.split_off(analysis.findings.len());
        let [said] = &said[..] else { panic!("{said:?}") };
        assert_eq!((said.rule.id, &said.message.arguments[0].1[..]), ("internal-error", "failing"));
        run_rules(&context, &options, &mut findings);
        assert!(findings.len() > analysis.findings.len());
    }
}
