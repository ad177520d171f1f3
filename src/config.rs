//! Configuration: what `gaireport.toml` says, and which one speaks for a file.

mod profile;
mod read;
mod schema;
mod value;

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ignore::gitignore::Gitignore;

pub use read::{parse, parse_profile};
pub use schema::schema;
pub use value::nearest;

use crate::disk::{self, Refusal};
use crate::folder::Limits;
use crate::language::Language;
use crate::lexicon::profile::Profile;
use crate::lint::{Level, Severity};
use crate::standard::editions;

/// Names a configuration file may have; the first is looked for first.
pub const NAMES: [&str; 2] = ["gaireport.toml", ".gaireport.toml"];

/// Longest file that is read, in bytes.
const LONGEST: u64 = 1 << 20;

/// Finds the edition by the report's year.
pub const AUTO: &str = "auto";

/// Values of `edition`: [`AUTO`] and the name of each edition.
pub fn edition_names() -> Vec<String> {
    std::iter::once(AUTO.to_owned()).chain(editions().iter().map(|edition| edition.id.to_string())).collect()
}

/// A configuration file as parsed.
#[derive(Clone, Debug)]
pub struct Config {
    /// The file.
    pub path: PathBuf,
    /// The edition to check against; `None` finds it.
    pub edition: Option<u16>,
    /// Language of messages.
    pub language: Option<Language>,
    /// File or folder with last year's reports.
    pub previous: Option<PathBuf>,
    /// File that lists the units that must report.
    pub roster: Option<PathBuf>,
    /// Limits of likeness between reports.
    pub overlap: Option<Limits>,
    /// Requirements of the place besides the national format.
    pub profile: Option<Local>,
    /// Files that are passed over when a folder is checked. Matches paths below the file's folder.
    pub exclude: Gitignore,
    /// Levels of rules, every id known.
    pub rules: Vec<(String, Level)>,
    /// Wrong words and what is right.
    pub lexicon: Vec<(String, String)>,
}

/// Local requirements of a configuration.
#[derive(Clone, Debug)]
pub enum Local {
    /// They stand in it.
    Here(Arc<Profile>),
    /// They stand in this file.
    File(PathBuf),
}

impl Config {
    /// The file that it names for local requirements.
    pub fn profile_file(&self) -> Option<&Path> {
        match &self.profile {
            Some(Local::File(path)) => Some(path),
            _ => None,
        }
    }

    /// Returns whether `exclude` skips the file, an absolute path without `..`, when a folder is checked.
    pub fn excludes(&self, file: &Path) -> bool {
        if self.exclude.is_empty() {
            return false;
        }
        let base = self.path.parent().unwrap_or(Path::new(""));
        file.strip_prefix(base).is_ok_and(|below| self.exclude.matched_path_or_any_parents(below, false).is_ignore())
    }
}

/// Why a configuration cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file.
    pub path: PathBuf,
    /// The line, from 1, where it is known.
    pub line: Option<usize>,
    /// The fault itself.
    pub fault: Fault,
}

/// A fault of a configuration file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It cannot be read.
    Unreadable(Refusal),
    /// It is no TOML.
    Syntax(String),
    /// It is no text in UTF-8.
    Encoding,
    /// A key that there is none of, and the nearest there is.
    UnknownKey(String, String),
    /// A rule that there is none of, and the nearest there is.
    UnknownRule(String, Option<String>),
    /// A key with a value that it cannot have, and what it can.
    BadValue(String, String),
}

impl Fault {
    /// The fault in words.
    pub fn words(&self, language: Language) -> String {
        language.pick(|| self.chinese(), || self.english())
    }

    fn chinese(&self) -> String {
        match self {
            Fault::Unreadable(why) => format!("配置文件无法读取：{}", why.chinese()),
            Fault::Syntax(why) => format!("配置文件不是合法的 TOML：{why}"),
            Fault::Encoding => "配置文件不是 UTF-8 文本".to_owned(),
            Fault::UnknownKey(key, nearest) => format!("未知的配置项 {key}，最接近的是 {nearest}"),
            Fault::UnknownRule(id, Some(nearest)) => format!("未知的规则 {id}，最接近的是 {nearest}"),
            Fault::UnknownRule(id, None) => format!("未知的规则 {id}"),
            Fault::BadValue(key, wanted) => format!("{key} 的值应为 {wanted}"),
        }
    }

    fn english(&self) -> String {
        match self {
            Fault::Unreadable(why) => format!("configuration cannot be read: {}", why.english()),
            Fault::Syntax(why) => format!("configuration is not valid TOML: {why}"),
            Fault::Encoding => "configuration is not text in UTF-8".to_owned(),
            Fault::UnknownKey(key, nearest) => format!("unknown key {key}, the nearest known one is {nearest}"),
            Fault::UnknownRule(id, Some(nearest)) => format!("unknown rule {id}, the nearest known one is {nearest}"),
            Fault::UnknownRule(id, None) => format!("unknown rule {id}"),
            Fault::BadValue(key, wanted) => format!("the value of {key} must be {wanted}"),
        }
    }
}

impl Problem {
    /// The problem in one sentence, with its place.
    pub fn words(&self, language: Language) -> String {
        let line = self.line.map(|line| format!(":{line}")).unwrap_or_default();
        format!("{}{line}: {}", self.path.display(), self.fault.words(language))
    }
}

/// The severity a word of the configuration names; `off` is `Some(None)`.
pub fn level(word: &str) -> Option<Level> {
    match word {
        "error" => Some(Some(Severity::Error)),
        "warning" => Some(Some(Severity::Warning)),
        "info" => Some(Some(Severity::Information)),
        "off" => Some(None),
        _ => None,
    }
}

/// Configuration that applies to the files of a folder: a valid one, none, or a broken one.
pub type FolderConfig = Result<Option<Arc<Config>>, Arc<Problem>>;

/// Finds and keeps the configuration of each folder: the nearest one upward.
#[derive(Debug, Default)]
pub struct Resolver {
    folders: Mutex<HashMap<PathBuf, FolderConfig>>,
    /// Files of other users, which are not obeyed.
    foreign: Mutex<BTreeSet<PathBuf>>,
}

impl Resolver {
    /// The configuration for files of `folder`, an absolute path without `..`.
    pub fn find(&self, folder: &Path) -> FolderConfig {
        if let Some(found) = self.known(folder) {
            return found;
        }
        let mut passed = Vec::new();
        let mut found = Ok(None);
        for ancestor in folder.ancestors() {
            if let Some(known) = self.known(ancestor) {
                found = known;
                break;
            }
            passed.push(ancestor.to_owned());
            if let Some(path) = self.obeyed(ancestor) {
                found = load(&path).map(Some);
                break;
            }
        }
        let mut folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        folders.extend(passed.into_iter().map(|folder| (folder, found.clone())));
        found
    }

    /// Returns the configuration file of a folder, unless it belongs to another user: what stands in a folder that others
    /// can write to must not decide what is read and found.
    fn obeyed(&self, folder: &Path) -> Option<PathBuf> {
        let path = NAMES.iter().map(|name| folder.join(name)).find(|path| path.is_file())?;
        if path.metadata().is_ok_and(|about| !disk::is_own(&about)) {
            self.foreign.lock().unwrap_or_else(PoisonError::into_inner).insert(path);
            return None;
        }
        Some(path)
    }

    /// Lists the files found since this was last asked that are not obeyed, because they belong to other users.
    pub fn foreign(&self) -> BTreeSet<PathBuf> {
        std::mem::take(&mut self.foreign.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Forgets everything, so that changed files are read anew.
    pub fn forget(&self) {
        self.folders.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn known(&self, folder: &Path) -> Option<FolderConfig> {
        self.folders.lock().unwrap_or_else(PoisonError::into_inner).get(folder).cloned()
    }
}

/// Reads one configuration file.
pub fn load(path: &Path) -> Result<Arc<Config>, Arc<Problem>> {
    parse(&text_of(path)?, path).map(Arc::new).map_err(Arc::new)
}

/// Reads a file of local requirements.
pub fn load_profile(path: &Path) -> Result<Arc<Profile>, Arc<Problem>> {
    parse_profile(&text_of(path)?, path).map(Arc::new).map_err(Arc::new)
}

fn text_of(path: &Path) -> Result<String, Arc<Problem>> {
    let problem = |fault| Arc::new(Problem { path: path.to_owned(), line: None, fault });
    let mut bytes = Vec::new();
    disk::read(path, LONGEST, &mut bytes).map_err(|refusal| problem(Fault::Unreadable(refusal)))?;
    String::from_utf8(bytes).map_err(|_| problem(Fault::Encoding))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_configuration_upward_speaks_for_a_folder() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        let deep = root.join("甲/乙");
        std::fs::create_dir_all(&deep).unwrap();
        std::fs::write(root.join("gaireport.toml"), "edition = 2019").unwrap();
        std::fs::write(root.join("甲/.gaireport.toml"), "edition = 2021").unwrap();
        let resolver = Resolver::default();
        let edition = |folder: &Path| resolver.find(folder).unwrap().unwrap().edition;
        assert_eq!(edition(&deep), Some(2021));
        assert_eq!(edition(&root), Some(2019));
        assert_eq!(edition(&deep), Some(2021));
    }

    #[test]
    fn a_broken_configuration_is_broken_for_every_file_below() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        std::fs::create_dir(root.join("甲")).unwrap();
        std::fs::write(root.join("gaireport.toml"), "[rules").unwrap();
        let found = Resolver::default().find(&root.join("甲"));
        assert!(matches!(found.unwrap_err().fault, Fault::Syntax(_)));
    }
}
