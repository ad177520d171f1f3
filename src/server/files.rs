//! Ids of the diagnostics of files that are not open, kept as long as the files do not change: editors ask every few
//! seconds.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

/// Result ids by file.
#[derive(Default)]
pub struct Files {
    known: Mutex<HashMap<PathBuf, (Stamp, String)>>,
}

/// Facts of a file that stay as long as nobody writes it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    modified: Option<SystemTime>,
    length: u64,
}

impl Stamp {
    /// Reads the stamp of a file; `None` if there is no such file.
    pub fn of(path: &Path) -> Option<Stamp> {
        let metadata = path.metadata().ok()?;
        Some(Stamp { modified: metadata.modified().ok(), length: metadata.len() })
    }
}

impl Files {
    /// Returns the id of the diagnostics of a file that still has this stamp.
    pub fn result_id(&self, path: &Path, stamp: Stamp) -> Option<String> {
        self.lock().get(path).filter(|(seen, _)| *seen == stamp).map(|(_, id)| id.clone())
    }

    /// Keeps the id of the diagnostics of a file.
    pub fn keep(&self, path: &Path, stamp: Stamp, id: String) {
        self.lock().insert(path.to_owned(), (stamp, id));
    }

    /// Forgets everything.
    pub fn forget(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<PathBuf, (Stamp, String)>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
