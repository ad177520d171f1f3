//! The roster of an office as it lies in a file: a workbook by its content, TOML by its name, and CSV.

use std::ffi::OsStr;
use std::path::Path;

use super::source;
use crate::folder::Roster;
use crate::folder::roster::Complaint;
use crate::package::{self, Fault, Foreign};
use crate::problem::Problem;

/// Reads the bytes of a roster. The complaints are on lines that are left out, or read in part; a roster without units is a
/// problem, said by the first of them.
pub fn roster(path: &Path, bytes: &[u8]) -> Result<(Roster, Vec<Complaint>), Problem> {
    let (roster, complaints) = match package::sheets(bytes) {
        Some(sheets) => Roster::from_sheets(sheets?),
        None => from_text(path, &source(bytes).map_err(of_sheet)?.text),
    };
    if roster.units.is_empty() { Err(Problem::Roster(complaints.into_iter().next())) } else { Ok((roster, complaints)) }
}

/// The problem in the words of a roster: what is told of a draft that is a workbook is no help here.
fn of_sheet(problem: Problem) -> Problem {
    match problem {
        Problem::Package(Fault::Foreign(Foreign::Sheet)) => Problem::OldSheet,
        other => other,
    }
}

fn from_text(path: &Path, text: &str) -> (Roster, Vec<Complaint>) {
    let ending = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    if ending.eq_ignore_ascii_case("toml") { Roster::from_toml(text) } else { Roster::from_csv(text) }
}
