//! Reads the rosters of offices.

use std::path::Path;

use gaireport::folder::Roster;
use gaireport::folder::roster::Complaint;
use gaireport::source::roster::roster;

use super::problem::Problem;
use super::source::read_file;

/// Reads a roster; the complaints are on lines that are left out, or read in part.
pub fn read_roster(path: &Path) -> Result<(Roster, Vec<Complaint>), Problem> {
    let mut bytes = Vec::new();
    read_file(path, &mut bytes)?;
    roster(path, &bytes)
}
