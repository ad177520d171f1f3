//! Checks the reports of a folder against each other: units that did not report, sums over units, copied words.
//!
//! Pure like the rest of the core: [`sheet::sheets`] makes of an analysis what the checks need, [`check`] compares the
//! sheets. Both ends of that are plain data, so that a province can be looked at by many machines.

mod assign;
pub mod compare;
pub mod draft;
mod explain;
mod filing;
pub mod indicators;
pub mod lcs;
mod leftover;
mod names;
pub mod overlap;
mod passage;
mod rollup;
pub mod roster;
mod said;
pub mod sheet;
pub mod sketch;
mod sums;
mod unit;
mod zero;

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::analysis::Levels;
use crate::lint::{Finding, Level, Message};
use assign::Folder;
use said::Said;

pub use overlap::Limits;
pub use passage::Passage;
pub use roster::Roster;
pub use sheet::{Sheet, sheets};

/// A report that is checked.
#[derive(Clone, Copy, Debug)]
pub struct Member<'m> {
    /// Its sheet.
    pub sheet: &'m Sheet,
    /// Severities configured for its file.
    pub levels: &'m Levels,
    /// Time of the last change of its file, in seconds of any clock, if known.
    pub modified: Option<u64>,
}

/// Settings of a folder check, and what the caller knows besides the reports.
#[derive(Clone, Copy, Debug)]
pub struct FolderOptions<'o> {
    /// The units that must report; without one they are those found.
    pub roster: Option<&'o Roster>,
    /// The year of the reports that are due; `None` finds it in the roster or among the reports.
    pub year: Option<u16>,
    /// Severities of what stands in no file.
    pub levels: &'o Levels,
    /// Last year's reports that are not checked themselves.
    pub previous: &'o [Sheet],
    /// Compares sums over units with the reports of the units above them.
    pub roll_up: bool,
    /// Limits of likeness between the words of two reports; `None` does not compare them.
    pub overlap: Option<Limits>,
    /// Files that could not be read. Something was handed in for the unit whose name one bears, so that it is not missing.
    pub unread: &'o [String],
    /// Texts of files, for sheets without one.
    pub sources: Option<Sources<'o>>,
}

/// Gives the text of a file once more: a folder is too large to be kept for the few places that are shown.
#[derive(Clone, Copy)]
pub struct Sources<'s>(pub &'s dyn Fn(&str) -> Option<Arc<str>>);

impl fmt::Debug for Sources<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Sources")
    }
}

impl<'o> FolderOptions<'o> {
    /// The reports alone.
    pub fn new(levels: &'o Levels) -> Self {
        FolderOptions {
            roster: None,
            year: None,
            levels,
            previous: &[],
            roll_up: false,
            overlap: None,
            unread: &[],
            sources: None,
        }
    }
}

/// A unit without a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Its name.
    pub unit: String,
    /// The unit that sums it up.
    pub parent: Option<String>,
    /// The day by which its report is due.
    pub due: Option<String>,
}

impl Missing {
    /// The message of `missing-report`.
    pub fn message(&self) -> Message {
        match &self.due {
            Some(due) => Message::new("message.due").with("unit", &self.unit).with("due", due),
            None => Message::new("message").with("unit", &self.unit),
        }
    }
}

/// Findings of a folder check.
#[derive(Clone, Debug, Default)]
pub struct FolderFindings {
    /// Findings of each member, in the order of their places.
    pub findings: Vec<Vec<Finding>>,
    /// Units without a report.
    pub missing: Vec<Missing>,
    /// The severity of a missing report; where it is off, none are listed.
    pub missing_level: Level,
    /// Number of units that must report.
    pub units: usize,
    /// The year of the reports that are due.
    pub year: Option<u16>,
}

/// Rules on one report whose findings the checks of the folder look at.
pub const NEEDED_RULES: [&str; 1] = ["foreign-name"];

/// A check of the folder: the rule that is said to have failed where it fails, and the check.
type Check = (&'static str, fn(&Folder, &mut Said));

const CHECKS: &[Check] = &[
    ("duplicate-report", filing::check),
    ("roll-up-mismatch", rollup::check),
    ("content-overlap", overlap::check),
    ("foreign-name", leftover::check),
    ("zero-figures", zero::check),
];

/// Checks the reports of a folder together. Never fails: what a sheet does not say is not checked.
pub fn check(members: &[Member], options: &FolderOptions) -> FolderFindings {
    let mut said = Said::new(members);
    let folder = Folder::new(members, options);
    for (rule, check) in CHECKS {
        let before = said.len();
        if catch_unwind(AssertUnwindSafe(|| check(&folder, &mut said))).is_err() {
            said.truncate(&before);
            said.failed(rule);
        }
    }
    let missing_level = said::level(options.levels, "missing-report");
    FolderFindings {
        findings: said.finish(),
        missing: if missing_level.is_some() { filing::missing(&folder) } else { Vec::new() },
        missing_level,
        units: folder.roster.units.iter().filter(|unit| unit.listed).count(),
        year: folder.year,
    }
}
