//! The one door: text in, findings out. Pure and total; the command line, the server and the tests all come through here.

use crate::dialect::{self, Document, Kind};
use crate::lint::{Finding, Level, Rule, Sink};
use crate::report::{self, Report};
use crate::rules::RULES;

/// Texts over this many bytes are not analysed; whoever reads files says so.
pub const MAX_BYTES: usize = 16 << 20;

/// What the caller knows besides the text.
#[derive(Clone, Debug)]
pub struct Options {
    /// What kind of file the text came from.
    pub kind: Kind,
    /// The edition to check against, 2019 or 2021; `None` finds it from the year and the tables.
    pub edition: Option<u16>,
    /// The report year; `None` finds it in the title or the period.
    pub year: Option<u16>,
    /// Configured severities.
    pub levels: Levels,
}

impl Options {
    /// Everything found from the text, every rule at its own severity.
    pub fn new(kind: Kind) -> Self {
        Options { kind, edition: None, year: None, levels: Levels::default() }
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

    /// Switches every rule off that is not named.
    pub fn select(&mut self, ids: &[&str]) {
        for rule in RULES.iter().filter(|rule| !ids.contains(&rule.id)) {
            self.set(rule.id, None);
        }
    }

    /// The level of a rule, and whether it is configured.
    pub fn of(&self, index: usize) -> (Level, bool) {
        match self.configured.iter().find(|(known, _)| *known == index) {
            Some(&(_, level)) => (level, true),
            None => (RULES[index].severity, false),
        }
    }
}

/// Everything a rule may look at: one report of the text.
pub struct Context<'a> {
    /// The draft, as it stands on disk or in the editor.
    pub source: &'a str,
    /// What was read; spans of lines and cells refer to `text`.
    pub text: &'a str,
    /// Lines and cells.
    pub document: &'a Document,
    /// The report.
    pub report: &'a Report,
    /// What the caller knows.
    pub options: &'a Options,
}

/// What was found in a text.
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
    let mut document = dialect::read(source, options.kind, &[]);
    if document.view.is_none() && report::needs_breaks(&document, source) {
        let breaks = report::headings::inline_breaks(source);
        if !breaks.is_empty() {
            document = dialect::read(source, options.kind, &breaks);
        }
    }
    let text = document.text(source);
    let reports = report::read(&document, text, options);
    let mut findings = Vec::new();
    for report in &reports {
        let context = Context { source, text, document: &document, report, options };
        run_rules(&context, &mut findings);
    }
    findings.sort_by_key(|finding: &Finding| finding.span);
    Analysis { document, reports, findings }
}

/// Runs every rule that is switched on.
fn run_rules(context: &Context, findings: &mut Vec<Finding>) {
    for (index, rule) in RULES.iter().enumerate() {
        let (level, configured) = context.options.levels.of(index);
        if let Some(severity) = level {
            let rule: &'static Rule = rule;
            (rule.check)(context, &mut Sink::new(rule, severity, configured, findings));
        }
    }
}
