//! Last year's reports: open drafts first, then the files on disk, each read once until it changes.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use gaireport::report::Previous;
use gaireport::text::Text;
use ls_types::Uri;

use crate::drafts::folder;
use crate::drafts::previous::{remember_file, remember_text};
use crate::drafts::problem::Problem;

/// A draft that is open and has a place on disk, saved there or not.
#[derive(Clone, Debug)]
pub struct Buffer {
    /// Its place, without links.
    pub path: PathBuf,
    /// What the editor calls it.
    pub uri: Uri,
    /// Its text as it is now.
    pub text: Text,
}

/// Last year's reports at one path.
#[derive(Clone, Debug)]
pub struct Shelf {
    /// What is compared with.
    pub reports: Arc<Previous>,
    /// Those of the drafts it was read from that are open, as they were then.
    pub open: Arc<[Buffer]>,
}

/// Reads the paths that scopes name.
#[derive(Debug, Default)]
pub struct Archive {
    known: Mutex<Known>,
}

/// What was read until now.
#[derive(Debug, Default)]
struct Known {
    /// By the path that a scope names, a file or a folder.
    shelves: HashMap<PathBuf, Result<Shelf, Problem>>,
    /// Each file by itself: of a folder of hundreds one changes.
    files: HashMap<PathBuf, Result<Arc<Previous>, Problem>>,
}

impl Archive {
    /// The reports at an absolute path. A file that is named must be readable; of a folder what cannot be read is passed
    /// over.
    pub fn open(&self, path: &Path, buffers: &[Buffer]) -> Result<Shelf, Problem> {
        // Held while it is read: the threads that need it wait for the one that reads.
        let mut known = self.lock();
        if let Some(shelf) = known.shelves.get(path) {
            return shelf.clone();
        }
        let shelf = known.read(path, buffers);
        known.shelves.insert(path.to_owned(), shelf.clone());
        shelf
    }

    /// Forgets what was read from a file, so that it is read anew.
    pub fn forget(&self, file: &Path) {
        let mut known = self.lock();
        known.files.remove(file);
        known.shelves.retain(|path, _| !file.starts_with(path));
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    fn read(&mut self, path: &Path, buffers: &[Buffer]) -> Result<Shelf, Problem> {
        let named = |problem| Problem::Previous(path.to_owned(), Box::new(problem));
        let open: Arc<[Buffer]> = buffers.iter().filter(|buffer| buffer.path.starts_with(path)).cloned().collect();
        if path.is_dir() {
            let mut reports = Previous::default();
            for file in drafts(path, &open) {
                // A folder may hold other things than reports; they are no reason to check nothing.
                if let Ok(read) = self.file(&file, &open) {
                    reports.extend(&read);
                }
            }
            return Ok(Shelf { reports: Arc::new(reports), open });
        }
        let reports = self.file(path, &open).map_err(named)?;
        Ok(Shelf { reports, open })
    }

    fn file(&mut self, path: &Path, open: &[Buffer]) -> Result<Arc<Previous>, Problem> {
        let read = || {
            let mut previous = Previous::default();
            match open.iter().find(|buffer| buffer.path == path) {
                Some(buffer) => remember_text(&mut previous, path, &buffer.text.whole()),
                None => remember_file(&mut previous, path, &mut Vec::new())?,
            }
            Ok(Arc::new(previous))
        };
        self.files.entry(path.to_owned()).or_insert_with(read).clone()
    }
}

/// The drafts of a folder by path, with those that are open and not saved yet.
fn drafts(folder: &Path, open: &[Buffer]) -> Vec<PathBuf> {
    let mut drafts = folder::drafts_in(folder);
    let unsaved = open.iter().map(|buffer| &buffer.path).filter(|path| folder::is_draft(path) && !path.exists());
    drafts.extend(unsaved.cloned());
    drafts.sort_unstable();
    drafts
}
