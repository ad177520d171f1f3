//! Reads the rosters of offices: CSV or TOML, in any encoding that drafts have.

use std::ffi::OsStr;
use std::path::Path;

use gaireport::folder::Roster;
use gaireport::folder::roster::Complaint;

use super::problem::Problem;
use super::source::read_text;

/// Reads a roster; the complaints are on lines that are left out, or read in part.
pub fn read_roster(path: &Path) -> Result<(Roster, Vec<Complaint>), Problem> {
    let text = read_text(path)?;
    let is_toml = path.extension().and_then(OsStr::to_str).is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
    let (roster, complaints) = if is_toml { Roster::from_toml(&text) } else { Roster::from_csv(&text) };
    if roster.units.is_empty() { Err(Problem::Roster(complaints.into_iter().next())) } else { Ok((roster, complaints)) }
}
