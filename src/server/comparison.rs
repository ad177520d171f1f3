//! The state of the comparison of reports with each other: what was read of each file, and who asked last.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use gaireport::folder::Sheet;

use super::files::Stamp;

/// State of the comparison.
#[derive(Default)]
pub struct Comparison {
    /// Number of times that somebody asked for it.
    asked: AtomicU64,
    /// Sheets of the files as they were read last; held while reports are compared.
    pub kept: tokio::sync::Mutex<Kept>,
}

impl Comparison {
    /// Asks for it. Gives a number to ask with later.
    pub fn ask(&self) -> u64 {
        self.asked.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Tells whether nobody asked since.
    pub fn is_newest(&self, number: u64) -> bool {
        self.asked.load(Ordering::Relaxed) == number
    }
}

/// Sheets by the path of their file.
#[derive(Default)]
pub struct Kept {
    sheets: HashMap<PathBuf, (Key, Arc<[Sheet]>)>,
    seen: HashSet<PathBuf>,
}

/// Origin of the sheets of a file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// The file, under these settings.
    File(Stamp, Given),
    /// The text that an editor has of it, by its hash.
    Text(u128, Given),
}

/// The edition and the year that are configured.
pub type Given = (Option<u16>, Option<u16>);

impl Kept {
    /// Returns the sheets of a file, made anew where it is not what it was.
    pub fn sheets(
        &mut self,
        path: &Path,
        key: Key,
        make: impl FnOnce() -> Option<Arc<[Sheet]>>,
    ) -> Option<Arc<[Sheet]>> {
        self.seen.insert(path.to_owned());
        if let Some((_, sheets)) = self.sheets.get(path).filter(|(known, _)| *known == key) {
            return Some(Arc::clone(sheets));
        }
        let sheets = make()?;
        self.sheets.insert(path.to_owned(), (key, Arc::clone(&sheets)));
        Some(sheets)
    }

    /// Forgets files that nobody asked for since the last call.
    pub fn forget_others(&mut self) {
        let seen = std::mem::take(&mut self.seen);
        self.sheets.retain(|path, _| seen.contains(path));
    }
}
