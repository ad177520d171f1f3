//! Last year's reports: read once from the file or folder that is named.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use gaireport::analysis;
use gaireport::dialect::Kind;
use gaireport::report::Previous;

use super::folder::{drafts_in, kind};
use super::problem::Problem;
use super::source::{read_file, source};

/// What was read from each path.
type Read = Result<Arc<Previous>, Problem>;

/// Reads the paths that scopes name, each once.
#[derive(Debug, Default)]
pub struct Archive {
    read: Mutex<HashMap<PathBuf, Read>>,
}

impl Archive {
    /// The reports at a path. A file that is named must be readable; of a folder what cannot be read is passed over.
    pub fn open(&self, path: &Path) -> Read {
        // Held while it is read: the threads that need it wait for the one that reads.
        let mut known = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        known.entry(path.to_owned()).or_insert_with(|| read(path)).clone()
    }

    /// What was asked for, whether it could be read or not, in order.
    pub fn paths(&self) -> Vec<PathBuf> {
        let known = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        let mut paths: Vec<PathBuf> = known.keys().cloned().collect();
        paths.sort_unstable();
        paths
    }
}

fn read(path: &Path) -> Read {
    let named = |problem| Problem::Previous(path.to_owned(), Box::new(problem));
    let metadata = std::fs::metadata(path).map_err(|error| named(error.into()))?;
    let mut previous = Previous::default();
    let mut bytes = Vec::new();
    if !metadata.is_dir() {
        remember_file(&mut previous, path, &mut bytes).map_err(named)?;
        return Ok(Arc::new(previous));
    }
    for file in &drafts_in(path, false) {
        // A folder may hold other things than reports; they are no reason to check nothing.
        let _ = remember_file(&mut previous, file, &mut bytes);
    }
    Ok(Arc::new(previous))
}

/// Keeps what is needed of the reports in a file, which is read into `bytes`.
pub fn remember_file(previous: &mut Previous, path: &Path, bytes: &mut Vec<u8>) -> Result<(), Problem> {
    read_file(path, bytes)?;
    let source = source(bytes)?;
    remember(previous, path, &source.text, source.kind(kind(path)));
    Ok(())
}

/// Keeps what is needed of the reports in a text that stands, or will stand, in a file.
pub fn remember_text(previous: &mut Previous, path: &Path, text: &str) {
    remember(previous, path, text, kind(path));
}

fn remember(previous: &mut Previous, path: &Path, text: &str, kind: Kind) {
    let shown = path.to_string_lossy();
    let shown = if cfg!(windows) { shown.replace('\\', "/") } else { shown.into_owned() };
    analysis::remember(previous, &shown.into(), text, kind);
}
