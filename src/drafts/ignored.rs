//! Ignore files: which paths of a folder `.gitignore` and `.gaireportignore` pass over.
//!
//! They come with the folder, so they are read with care: regular files of a bounded size only. A pipe of that name would
//! never end, nor would a link to a device.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use gaireport::disk::{self, Refusal};
use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// Names of ignore files, the stronger first.
const OWN: &str = ".gaireportignore";
const GIT: &str = ".gitignore";

/// Longest ignore file that is read, in bytes. A longer one counts as none.
const LONGEST: u64 = 1 << 20;

/// Ignore files that are heeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heeded {
    /// Those of git and the program's own.
    Both,
    /// The program's own.
    Own,
}

/// Finds out what ignore files say, and keeps what was read of each folder.
#[derive(Debug)]
pub struct Ignored {
    heeded: Heeded,
    folders: Mutex<HashMap<PathBuf, Arc<Rules>>>,
    /// Those that are not heeded though they are there.
    unheeded: Mutex<BTreeSet<PathBuf>>,
}

/// Kind of what a path leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A file.
    File,
    /// A folder.
    Folder,
}

/// Patterns of the ignore files of one folder.
#[derive(Debug)]
struct Rules {
    own: Gitignore,
    git: Gitignore,
    /// True for the top folder of a repository: no `.gitignore` above it counts.
    top: bool,
}

impl Ignored {
    /// Heeds these files.
    pub fn new(heeded: Heeded) -> Ignored {
        Ignored { heeded, folders: Mutex::default(), unheeded: Mutex::default() }
    }

    /// Returns whether a file, an absolute path without `..`, or a folder that holds it is passed over.
    pub fn holds(&self, file: &Path) -> bool {
        let entry = |part: &Path| if part == file { Entry::File } else { Entry::Folder };
        file.ancestors().any(|part| self.names(part, entry(part)))
    }

    /// Returns whether a file or folder, an absolute path without `..`, is passed over itself.
    pub fn names(&self, path: &Path, entry: Entry) -> bool {
        let is_folder = entry == Entry::Folder;
        let above: Vec<Arc<Rules>> = path.ancestors().skip(1).map(|folder| self.rules(folder)).collect();
        let own = above.iter().map(|rules| rules.own.matched(path, is_folder));
        if let Some(decided) = own.into_iter().find_map(decision) {
            return decided;
        }
        let repository = above.iter().position(|rules| rules.top).map_or(above.len(), |top| top + 1);
        above[..repository].iter().find_map(|rules| decision(rules.git.matched(path, is_folder))).unwrap_or(false)
    }

    fn rules(&self, folder: &Path) -> Arc<Rules> {
        let mut folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = folders.get(folder) {
            return Arc::clone(known);
        }
        let git = self.heeded == Heeded::Both;
        let rules = Arc::new(Rules {
            own: self.matcher(folder, OWN),
            git: if git { self.matcher(folder, GIT) } else { Gitignore::empty() },
            top: git && folder.join(".git").exists(),
        });
        folders.insert(folder.to_owned(), Arc::clone(&rules));
        rules
    }

    /// Lists the ignore files found until now that are not heeded.
    pub fn unheeded(&self) -> Vec<PathBuf> {
        self.unheeded.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    fn matcher(&self, folder: &Path, name: &str) -> Gitignore {
        let path = folder.join(name);
        let Some(text) = text(&path).unwrap_or_else(|Unheeded| {
            self.unheeded.lock().unwrap_or_else(PoisonError::into_inner).insert(path);
            None
        }) else {
            return Gitignore::empty();
        };
        let mut builder = GitignoreBuilder::new(folder);
        for line in text.trim_start_matches('\u{feff}').lines() {
            // A line that is no pattern says nothing; the others do.
            let _ = builder.add_line(None, line);
        }
        builder.build().unwrap_or_else(|_| Gitignore::empty())
    }
}

/// There is a file of the name, and it is not heeded.
struct Unheeded;

/// The text of a regular file, if there is one; links count as nothing else than a fault, as git has it.
fn text(path: &Path) -> Result<Option<String>, Unheeded> {
    match path.symlink_metadata() {
        Err(_) => return Ok(None),
        Ok(about) if !about.is_file() => return Err(Unheeded),
        Ok(_) => {}
    }
    let mut bytes = Vec::new();
    match disk::read(path, LONGEST, &mut bytes) {
        Ok(()) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(Refusal::Missing) => Ok(None),
        Err(_) => Err(Unheeded),
    }
}

/// `None` where nothing is said of the path.
fn decision<T>(found: Match<T>) -> Option<bool> {
    match found {
        Match::None => None,
        Match::Ignore(_) => Some(true),
        Match::Whitelist(_) => Some(false),
    }
}
