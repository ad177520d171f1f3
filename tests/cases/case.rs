//! Cases as they are written down, and their inputs.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use gaireport::lint::Severity;
use serde::Deserialize;

#[derive(Deserialize)]
struct List {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    pub name: String,
    pub kind: String,
    pub why: String,
    pub draft: Option<String>,
    #[serde(default)]
    change: Vec<(String, String)>,
    #[serde(default)]
    pub must: Vec<Wanted>,
    #[serde(default)]
    pub must_not: Vec<Wanted>,
    #[serde(default)]
    pub may: Vec<Wanted>,
    #[serde(default)]
    pub quiet: bool,
    #[serde(default)]
    pub extract: BTreeMap<String, toml::Value>,
    #[serde(default)]
    pub absent: Vec<String>,
    pub fix: Option<Fixed>,
    pub run: Option<String>,
    #[serde(default)]
    pub files: Vec<String>,
}

/// A finding that is, or is not, to be said.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Wanted {
    pub rule: Option<String>,
    pub line: Option<String>,
    pub on: Option<String>,
    pub severity: Option<Level>,
    pub at_least: Option<Level>,
    pub at_most: Option<Level>,
    pub cell: Option<String>,
    pub expected: Option<String>,
    pub message: Option<String>,
    pub fix: Option<String>,
    pub times: Option<usize>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    Info,
    Warning,
    Error,
}

impl Level {
    pub fn severity(self) -> Severity {
        match self {
            Level::Info => Severity::Information,
            Level::Warning => Severity::Warning,
            Level::Error => Severity::Error,
        }
    }
}

/// The draft after it was fixed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fixed {
    #[serde(default, rename = "unsafe")]
    pub unsafe_too: bool,
    #[serde(default)]
    pub has: Vec<String>,
    #[serde(default)]
    pub has_not: Vec<String>,
    #[serde(default)]
    pub count: BTreeMap<String, usize>,
    #[serde(default)]
    pub stable: bool,
}

pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

/// The cases of all lists.
pub fn all() -> Vec<Case> {
    let entries = std::fs::read_dir(folder()).expect("the folder of the cases can be listed");
    let paths = entries.map(|entry| entry.expect("an entry can be read").path());
    let mut lists: Vec<PathBuf> = paths.filter(|path| path.extension().is_some_and(|end| end == "toml")).collect();
    lists.sort();
    lists.iter().flat_map(|path| listed(path)).collect()
}

fn listed(path: &Path) -> Vec<Case> {
    let list = std::fs::read_to_string(path).expect("a list of cases can be read");
    parsed(&list).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The cases of a list.
pub fn parsed(list: &str) -> Result<Vec<Case>, toml::de::Error> {
    toml::from_str(list).map(|list: List| list.case)
}

impl Case {
    /// Names of the files and folders that it is made of.
    pub fn inputs(&self) -> Vec<String> {
        self.draft.iter().chain(&self.run).chain(&self.files).cloned().collect()
    }

    /// The text of the draft, or of a part of it, with what the case changes.
    pub fn text(&self, path: &Path) -> String {
        std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {}: {error}", self.name, path.display()))
    }

    /// A text with the changes of the case, each of which changes something in it.
    pub fn changed(&self, text: &str) -> String {
        self.change.iter().fold(text.to_owned(), |text, (old, new)| {
            assert!(text.contains(old), "{}: there is no {old:?} to change", self.name);
            text.replace(old, new)
        })
    }
}
