//! Rules and their reports: severity, findings, messages, and the sink that collects them.

use std::cell::OnceCell;

use crate::dialect::{Document, Kind};
use crate::edit::{Applicability, Edit, Fix, overlap};
pub use crate::language::Message;
use crate::lexicon::Custom;
use crate::lexicon::profile::Profile;
use crate::report::frame::parts::{self, Declared};
use crate::report::{Elsewhere, LastYear, Report};
use crate::text::Span;

/// Everything a rule may look at: one report of the text.
pub struct Context<'a> {
    /// The draft, as it stands on disk or in the editor.
    pub source: &'a str,
    /// Text as read; spans of lines and cells refer to it.
    pub text: &'a str,
    /// Lines and cells.
    pub document: &'a Document,
    /// The report.
    pub report: &'a Report,
    /// File kind of the draft.
    pub kind: Kind,
    /// Wrong words that the configuration adds.
    pub lexicon: Option<&'a Custom>,
    /// Requirements of the place besides the national format.
    pub profile: Option<&'a Profile>,
    /// The report of the year before, if it is given.
    pub previous: Option<&'a LastYear>,
    /// The sentence that names the parts of the report, once a rule asked.
    pub parts: OnceCell<Option<Declared>>,
}

impl Context<'_> {
    /// The sentence that says of which parts the report consists. Several rules ask.
    pub fn declared(&self) -> Option<&Declared> {
        self.parts.get_or_init(|| parts::find(self.document, self.text, self.report)).as_ref()
    }
}

/// Severity of a finding, in ascending order: `Information < Warning < Error`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Information,
    /// Probably wrong.
    Warning,
    /// Wrong by the letter of the format.
    Error,
}

impl Severity {
    /// The word used in configuration, JSON and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Information => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    /// One step less grave; information stays.
    pub fn lowered(self) -> Severity {
        match self {
            Severity::Error => Severity::Warning,
            Severity::Warning | Severity::Information => Severity::Information,
        }
    }
}

/// Severity that a level in the configuration gives a rule; `None` switches it off.
pub type Level = Option<Severity>;

/// A check. One value in `rules::RULES`; nothing else knows of it.
pub struct Rule {
    /// Names the fault; never changes once released.
    pub id: &'static str,
    /// The family it is listed under.
    pub family: Family,
    /// Severity unless configured; `None` is off by default.
    pub severity: Level,
    /// Its page, `rules/pages/<id>.md`: words, source and examples.
    pub page: &'static str,
    /// Looks at one report and says what is wrong.
    pub check: fn(&Context, &mut Sink),
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.id)
    }
}

/// Stands in a finding until the sink names its rule.
static UNSET: Rule = Rule { id: "unset", family: Family::Tool, severity: None, page: "", check: |_, _| {} };

/// Groups of rules, in the order in which they are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Title, headings, order of sections.
    Sections,
    /// Rows, cells, labels.
    Tables,
    /// 勾稽关系.
    Totals,
    /// Figures against last year's report.
    Previous,
    /// Figures in the text against the tables, and what the text must say.
    Prose,
    /// Wrong and unfinished wording.
    Wording,
    /// Rules of things that only show between the reports of a folder.
    Folder,
    /// About the tool itself.
    Tool,
}

/// Another place that matters to a finding, such as the other cells of an identity.
#[derive(Clone, Debug)]
pub struct Related {
    /// Describes the place.
    pub message: Message,
    /// The place, in bytes of the source; of the other file's text where it stands in one.
    pub span: Span,
    /// The other file that it stands in, with its place there.
    pub elsewhere: Option<Elsewhere>,
}

/// A cell that may be the wrong one, with what should stand in it then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspect {
    /// Name of the cell, `requests.granted.natural_person`.
    pub cell: String,
    /// The figure that would make the identities hold.
    pub expected: String,
}

/// Something a rule found.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// The rule's severity, lowered or configured.
    pub severity: Severity,
    /// The place, in bytes of the source; never empty unless the draft is.
    pub span: Span,
    /// Describes the fault.
    pub message: Message,
    /// Name of the cell it is about.
    pub cell: Option<String>,
    /// The content that should stand there.
    pub expected: Option<String>,
    /// The content found there.
    pub actual: Option<String>,
    /// Cells one of which is wrong, likeliest first; only where it is not certain which.
    pub suspects: Vec<Suspect>,
    /// Other places that matter.
    pub related: Vec<Related>,
    /// Ways to put it right, the best first.
    pub fixes: Vec<Fix>,
}

impl Finding {
    /// A finding of the rule that is running; `Sink::push` fills in rule and severity.
    pub fn new(span: Span, message: Message) -> Self {
        Finding {
            rule: &UNSET,
            severity: Severity::Information,
            span,
            message,
            cell: None,
            expected: None,
            actual: None,
            suspects: Vec::new(),
            related: Vec::new(),
            fixes: Vec::new(),
        }
    }

    /// Names the cell it is about, with what stands there.
    #[must_use]
    pub fn about(mut self, cell: String, actual: impl Into<String>) -> Self {
        self.cell = Some(cell);
        self.actual = Some(actual.into());
        self
    }

    /// Says what should stand there.
    #[must_use]
    pub fn expecting(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self
    }

    /// Adds another place.
    #[must_use]
    pub fn relating(mut self, span: Span, message: Message) -> Self {
        self.related.push(Related { message, span, elsewhere: None });
        self
    }

    /// Adds a place in another file.
    #[must_use]
    pub fn relating_elsewhere(mut self, place: Elsewhere, message: Message) -> Self {
        self.related.push(Related { message, span: place.span, elsewhere: Some(place) });
        self
    }

    /// Adds a fix that changes form only.
    #[must_use]
    pub fn safely(self, title: Message, edits: Vec<Edit>) -> Self {
        self.fix(title, Applicability::Safe, edits)
    }

    /// Adds a fix that a person chooses.
    #[must_use]
    pub fn suggesting(self, title: Message, edits: Vec<Edit>) -> Self {
        self.fix(title, Applicability::Suggestion, edits)
    }

    fn fix(mut self, title: Message, applicability: Applicability, edits: Vec<Edit>) -> Self {
        // Two tables drawn as one would both be written in its place.
        if !edits.is_empty() && !overlap(&edits) {
            self.fixes.push(Fix { title, applicability, edits });
        }
        self
    }
}

/// The severities that findings of a rule get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Severities {
    /// That of nearly all.
    pub usual: Severity,
    /// That of findings which the rule itself takes for less grave.
    pub lowered: Severity,
}

/// Collects what the running rule finds.
pub struct Sink<'s> {
    rule: &'static Rule,
    severities: Severities,
    findings: &'s mut Vec<Finding>,
}

impl<'s> Sink<'s> {
    /// A sink for one rule.
    pub fn new(rule: &'static Rule, severities: Severities, findings: &'s mut Vec<Finding>) -> Self {
        Sink { rule, severities, findings }
    }

    /// Takes a finding at the rule's severity.
    pub fn push(&mut self, finding: Finding) {
        self.findings.push(Finding { rule: self.rule, severity: self.severities.usual, ..finding });
    }

    /// Takes a finding if there is one.
    pub fn push_some(&mut self, finding: Option<Finding>) {
        if let Some(finding) = finding {
            self.push(finding);
        }
    }

    /// Takes a finding that is less grave than the rule's others.
    pub fn push_lowered(&mut self, finding: Finding) {
        self.findings.push(Finding { rule: self.rule, severity: self.severities.lowered, ..finding });
    }
}
