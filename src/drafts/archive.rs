//! Last year's reports: drafts that are open in an editor first, then the files on disk, each read once until it changes.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use gaireport::analysis;
use gaireport::dialect::Kind;
use gaireport::report::Previous;
use gaireport::text::Text;

use super::folder::{drafts_in, is_draft, kind};
use super::problem::Problem;
use super::source::{read_file, source};

/// A draft with a place on disk, saved there or not.
#[derive(Clone, Debug)]
pub struct Buffer {
    /// Its place, without links.
    pub path: PathBuf,
    /// The address that an editor gives it, where it is open in one.
    pub address: Option<String>,
    /// Its text as it is now.
    pub text: Text,
}

/// Last year's reports at one path.
#[derive(Clone, Debug)]
pub struct Shelf {
    /// The reports to compare with.
    pub reports: Arc<Previous>,
    /// The open drafts among those they were read from, as they were then.
    pub open: Arc<[Buffer]>,
}

/// Reads the paths that scopes name.
#[derive(Debug, Default)]
pub struct Archive {
    read: Mutex<Read>,
}

/// Everything that was read until now.
#[derive(Debug, Default)]
struct Read {
    /// Paths that were asked for, whether they could be read or not.
    asked: BTreeSet<PathBuf>,
    /// By the path that a scope names, a file or a folder.
    shelves: HashMap<PathBuf, Result<Shelf, Problem>>,
    /// Each file by itself: of a folder of hundreds one changes.
    files: HashMap<PathBuf, Result<Arc<Previous>, Problem>>,
}

impl Archive {
    /// Returns the reports at a path. A file that is named must be readable; of a folder what cannot be read is passed
    /// over.
    pub fn open(&self, path: &Path, buffers: &[Buffer]) -> Result<Shelf, Problem> {
        // Held while it is read: the threads that need it wait for the one that reads.
        let mut read = self.lock();
        if let Some(shelf) = read.shelves.get(path) {
            return shelf.clone();
        }
        read.asked.insert(path.to_owned());
        let shelf = read.shelf(path, buffers);
        read.shelves.insert(path.to_owned(), shelf.clone());
        shelf
    }

    /// Notes a file that scopes are made of besides: it is asked for like a report.
    pub fn note(&self, file: &Path) {
        self.lock().asked.insert(file.to_owned());
    }

    /// Lists the paths that were asked for, in order.
    pub fn asked(&self) -> Vec<PathBuf> {
        self.lock().asked.iter().cloned().collect()
    }

    /// Tells whether a file is, or may be, one of the reports that were asked for.
    pub fn covers(&self, file: &Path) -> bool {
        self.lock().asked.iter().any(|path| file.starts_with(path))
    }

    /// Forgets what was read from a file, so that it is read anew.
    pub fn forget_file(&self, file: &Path) {
        let mut read = self.lock();
        read.files.remove(file);
        read.shelves.retain(|path, _| !file.starts_with(path));
    }

    /// Forgets what was read from all files.
    pub fn forget(&self) {
        let mut read = self.lock();
        read.shelves.clear();
        read.files.clear();
    }

    fn lock(&self) -> MutexGuard<'_, Read> {
        self.read.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Read {
    fn shelf(&mut self, path: &Path, buffers: &[Buffer]) -> Result<Shelf, Problem> {
        let open: Arc<[Buffer]> = buffers.iter().filter(|buffer| buffer.path.starts_with(path)).cloned().collect();
        if !path.is_dir() {
            let named = |problem| Problem::Previous(path.to_owned(), Box::new(problem));
            let reports = self.file(path, &open).map_err(named)?;
            return Ok(Shelf { reports, open });
        }
        let mut reports = Previous::default();
        for file in drafts(path, &open) {
            // A folder may hold other things than reports; they are no reason to check nothing.
            if let Ok(read) = self.file(&file, &open) {
                reports.extend(&read);
            }
        }
        Ok(Shelf { reports: Arc::new(reports), open })
    }

    fn file(&mut self, path: &Path, open: &[Buffer]) -> Result<Arc<Previous>, Problem> {
        let read = || {
            let mut previous = Previous::default();
            match open.iter().find(|buffer| buffer.path == path) {
                Some(buffer) => remember(&mut previous, path, &buffer.text.whole(), kind(path)),
                None => remember_file(&mut previous, path)?,
            }
            Ok(Arc::new(previous))
        };
        self.files.entry(path.to_owned()).or_insert_with(read).clone()
    }
}

/// The drafts of a folder by path, with those that are open and not saved yet.
fn drafts(folder: &Path, open: &[Buffer]) -> Vec<PathBuf> {
    let mut drafts = drafts_in(folder);
    let unsaved = open.iter().map(|buffer| &buffer.path).filter(|path| is_draft(path) && !path.exists());
    drafts.extend(unsaved.cloned());
    drafts.sort_unstable();
    drafts
}

/// Keeps what is needed of the reports in a file.
fn remember_file(previous: &mut Previous, path: &Path) -> Result<(), Problem> {
    let mut bytes = Vec::new();
    read_file(path, &mut bytes)?;
    let source = source(&bytes)?;
    remember(previous, path, &source.text, source.kind(kind(path)));
    Ok(())
}

/// Keeps what is needed of the reports in a text that stands, or will stand, in a file.
fn remember(previous: &mut Previous, path: &Path, text: &str, kind: Kind) {
    let shown = path.to_string_lossy();
    let shown = if cfg!(windows) { shown.replace('\\', "/") } else { shown.into_owned() };
    analysis::remember(previous, &shown.into(), text, kind);
}
