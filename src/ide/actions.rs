//! Code actions at a place: fixes of the findings there, all safe fixes, tables and drafts rewritten, findings ignored.

mod figure;
mod suppression;
mod tables;

use similar::{Algorithm, DiffOp, capture_diff_slices};

pub use figure::{Refusal, set_figure};
pub use tables::redraw;

use super::Snapshot;
use super::place::meets;
use super::words::Words;
use crate::compose::{Target, convert};
use crate::edit::{Applicability, Edit};
use crate::fixing::fix;
use crate::page;
use crate::text::Span;

/// Kind of an action. Editors list and bind actions by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionKind {
    /// Puts a finding right, or keeps it quiet.
    QuickFix,
    /// Applies all safe fixes.
    FixAll,
    /// Draws a table in standard form.
    Redraw,
    /// Rewrites a table or the draft in another form.
    Convert,
    /// Draws a table in the form of a newer edition.
    Upgrade,
}

impl ActionKind {
    /// Its name: words from general to particular, parted by points.
    pub fn name(self) -> &'static str {
        match self {
            ActionKind::QuickFix => "quickfix",
            ActionKind::FixAll => "source.fixAll.gaireport",
            ActionKind::Redraw => "refactor.rewrite.redraw",
            ActionKind::Convert => "refactor.rewrite.convert",
            ActionKind::Upgrade => "refactor.rewrite.edition",
        }
    }
}

/// Edits that are made only when a person asks for them, because they look at the whole draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deferred {
    /// All safe fixes.
    FixAll,
    /// The draft in another form.
    Convert(Target),
}

impl Deferred {
    const ALL: [(&'static str, Deferred); 4] = [
        ("fix-all", Deferred::FixAll),
        ("convert-markdown", Deferred::Convert(Target::Markdown)),
        ("convert-text", Deferred::Convert(Target::Text)),
        ("convert-html", Deferred::Convert(Target::Html)),
    ];

    /// A word that stands for it between server and editor.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, known)| *known == self).map_or("", |(word, _)| word)
    }

    /// Looks up the deferred edits that a word stands for.
    pub fn of_word(word: &str) -> Option<Deferred> {
        Self::ALL.iter().find(|(known, _)| *known == word).map(|&(_, deferred)| deferred)
    }
}

/// Change that an action makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// These edits of the source, ordered and not overlapping.
    Edits(Vec<Edit>),
    /// Edits that [`resolve`] computes on demand.
    Deferred(Deferred),
}

/// Something a person can do with a click.
#[derive(Clone, Debug)]
pub struct Action {
    /// Label of the click.
    pub title: String,
    /// Its kind.
    pub kind: ActionKind,
    /// The findings that it answers, by index into `Analysis::findings`.
    pub findings: Vec<usize>,
    /// True if it is the only sensible action for its finding.
    pub preferred: bool,
    /// Its change.
    pub change: Change,
}

impl Action {
    fn new(kind: ActionKind, title: String, change: Change) -> Action {
        Action { title, kind, findings: Vec::new(), preferred: false, change }
    }
}

/// Lists the actions in a span of the source, in the order of a menu: fixes of the findings there, the table rewritten,
/// all safe fixes, the draft rewritten, and last of all keeping findings quiet.
pub fn actions(snapshot: &Snapshot, range: Span) -> Vec<Action> {
    let near = findings_at(snapshot, range);
    let mut actions = fixes(snapshot, &near);
    actions.extend(tables::rewrites(snapshot, range));
    actions.extend(fix_all(snapshot));
    actions.extend(conversions(snapshot, range));
    actions.extend(suppression::suppressions(snapshot, &near));
    actions
}

/// The edits of an action that was deferred. None where nothing changes.
pub fn resolve(snapshot: &Snapshot, deferred: Deferred) -> Vec<Edit> {
    let result = match deferred {
        Deferred::FixAll => fix(snapshot.source, snapshot.options, Applicability::Safe),
        Deferred::Convert(target) => {
            let analysis = snapshot.analysis;
            let text = convert(snapshot.source, &analysis.document, &analysis.reports, snapshot.kind(), target);
            return whole(snapshot.source, &text);
        }
    };
    differences(snapshot.source, &result)
}

/// Findings that a span meets.
fn findings_at(snapshot: &Snapshot, range: Span) -> Vec<usize> {
    let findings = &snapshot.analysis.findings;
    // They are in the order of their starts; their ends are not.
    let end = findings.partition_point(|finding| finding.span.start <= range.end);
    (0..end).filter(|&index| meets(findings[index].span, range)).collect()
}

/// The fixes of findings. Findings with the same fix share it.
fn fixes(snapshot: &Snapshot, findings: &[usize]) -> Vec<Action> {
    let mut actions: Vec<Action> = Vec::new();
    for &index in findings {
        let finding = &snapshot.analysis.findings[index];
        for fix in &finding.fixes {
            let title = page::words(finding.rule, &fix.title, snapshot.language);
            let change = Change::Edits(fix.edits.clone());
            if let Some(known) = actions.iter_mut().find(|known| known.title == title && known.change == change) {
                known.findings.push(index);
                continue;
            }
            let preferred = finding.fixes.len() == 1;
            let action = Action::new(ActionKind::QuickFix, title, change);
            actions.push(Action { findings: vec![index], preferred, ..action });
        }
    }
    actions
}

/// All safe fixes, where there are any.
fn fix_all(snapshot: &Snapshot) -> Option<Action> {
    let safe = |index: &usize| {
        let mut fixes = snapshot.analysis.findings[*index].fixes.iter();
        fixes.any(|fix| fix.applicability == Applicability::Safe)
    };
    let findings: Vec<usize> = (0..snapshot.analysis.findings.len()).filter(safe).collect();
    let title = Words(snapshot.language).fix_all().to_owned();
    let action = Action::new(ActionKind::FixAll, title, Change::Deferred(Deferred::FixAll));
    (!findings.is_empty()).then_some(Action { findings, ..action })
}

/// The draft in other forms, offered on its title and where all of it is selected.
fn conversions(snapshot: &Snapshot, range: Span) -> Vec<Action> {
    let titles = snapshot.analysis.reports.iter().filter_map(|report| report.title.as_ref());
    let on_title = titles.map(|title| snapshot.place(title.span)).any(|title| meets(title, range));
    let all = range.len() == snapshot.source.len();
    if snapshot.analysis.reports.is_empty() || !(on_title || all) {
        return Vec::new();
    }
    let words = Words(snapshot.language);
    let targets = [(Target::Markdown, words.markdown()), (Target::Text, words.text()), (Target::Html, words.html())];
    let action = |(target, name)| {
        let change = Change::Deferred(Deferred::Convert(target));
        Action::new(ActionKind::Convert, words.convert_draft(name), change)
    };
    targets.into_iter().map(action).collect()
}

/// One edit that replaces the whole text.
fn whole(source: &str, text: &str) -> Vec<Edit> {
    let edit = Edit { span: Span::new(0, source.len()), text: text.to_owned() };
    if source == text { Vec::new() } else { vec![edit] }
}

/// Edits that turn one text into another, a few lines at a time.
fn differences(source: &str, result: &str) -> Vec<Edit> {
    let (old, new): (Vec<&str>, Vec<&str>) =
        (source.split_inclusive('\n').collect(), result.split_inclusive('\n').collect());
    let offsets = |lines: &[&str]| {
        let mut at = 0;
        let ends = lines.iter().map(|line| {
            at += line.len();
            at
        });
        std::iter::once(0).chain(ends).collect::<Vec<usize>>()
    };
    let (old_at, new_at) = (offsets(&old), offsets(&new));
    let edit = |op: DiffOp| {
        let (from, to) = (op.old_range(), op.new_range());
        let text = result.get(new_at[to.start]..new_at[to.end])?;
        let span = Span::new(old_at[from.start], old_at[from.end]);
        (!matches!(op, DiffOp::Equal { .. })).then(|| trimmed(source, span, text))
    };
    capture_diff_slices(Algorithm::Myers, &old, &new).into_iter().filter_map(edit).collect()
}

/// An edit without what stays the same at its edges.
fn trimmed(source: &str, span: Span, text: &str) -> Edit {
    let old = span.of(source);
    let same = |(one, other): &(char, char)| one == other;
    let head: usize = old.chars().zip(text.chars()).take_while(same).map(|(one, _)| one.len_utf8()).sum();
    let (old, text) = (&old[head..], &text[head..]);
    let tail: usize = old.chars().rev().zip(text.chars().rev()).take_while(same).map(|(one, _)| one.len_utf8()).sum();
    let span = Span::new(span.start as usize + head, span.end as usize - tail);
    Edit { span, text: text[..text.len() - tail].to_owned() }
}
