//! Findings between the reports of a folder, by the files that they stand in, and the reports of last year that they need.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gaireport::analysis::{Options, analyze};
use gaireport::folder::{self, Sheet};
use gaireport::lint::Finding;
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

use super::folder::{drafts_in, kind};
use super::problem::Problem;
use super::source::{read_file, source};

/// Findings by the absolute path of their file.
pub type Between = HashMap<PathBuf, Arc<Found>>;

/// Findings between reports that stand in one file.
#[derive(Debug)]
pub struct Found {
    /// The folder that paths in them start from.
    base: PathBuf,
    /// Hash of the text that they were found in.
    text: u128,
    findings: Vec<Finding>,
    /// Hash of what they say.
    said: u64,
}

impl Found {
    /// Keeps what was found in a text.
    pub fn new(base: PathBuf, text: &str, findings: Vec<Finding>) -> Found {
        let said = xxh3_64(format!("{findings:?}").as_bytes());
        Found { base, text: xxh3_128(text.as_bytes()), findings, said }
    }

    /// The findings, as long as the text is the one that they were found in.
    pub fn of(&self, text: &str) -> &[Finding] {
        if self.text == xxh3_128(text.as_bytes()) { &self.findings } else { &[] }
    }

    /// The file that a finding names.
    pub fn file(&self, path: &Path) -> PathBuf {
        self.base.join(path)
    }
}

/// Tells whether two collections say the same of the same files.
pub fn say_the_same(one: &Between, other: &Between) -> bool {
    let said = |found: &Arc<Found>| found.said;
    one.len() == other.len() && one.iter().all(|(path, found)| other.get(path).map(said) == Some(found.said))
}

/// The files of last year's reports at these paths, of files or folders.
pub fn files_of_last_year(paths: BTreeSet<&Path>) -> impl Iterator<Item = PathBuf> {
    paths.into_iter().flat_map(|path| if path.is_dir() { drafts_in(path) } else { vec![path.to_owned()] })
}

/// The sheets of the reports in a file, which messages name so.
pub fn sheets_of(file: &Path, name: &str) -> Result<Vec<Sheet>, Problem> {
    let mut bytes = Vec::new();
    read_file(file, &mut bytes)?;
    let source = source(&bytes)?;
    let text: Arc<str> = source.text.as_ref().into();
    let analysis = analyze(&text, &Options::new(source.kind(kind(file))));
    Ok(folder::sheets(name, &text, &analysis))
}
