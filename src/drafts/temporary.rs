//! Files that a draft is written into before they take its place.
//!
//! A run holds a lock on each of its own for as long as it is there. One that nobody holds was left by a run that was
//! killed.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use tempfile::NamedTempFile;

const PREFIX: &str = ".gaireport-";
const SUFFIX: &str = ".tmp";

/// Read by whoever has a temporary file, written by whoever ends the process.
static WRITING: RwLock<()> = RwLock::new(());

/// A temporary file, and the promise that the process does not end while it is there.
pub struct Temporary {
    /// The file.
    pub file: NamedTempFile,
    _writing: RwLockReadGuard<'static, ()>,
}

/// Makes a file in a folder of drafts.
pub fn beside(folder: &Path) -> io::Result<Temporary> {
    let writing = WRITING.read().unwrap_or_else(PoisonError::into_inner);
    let file = tempfile::Builder::new().prefix(PREFIX).suffix(SUFFIX).tempfile_in(folder)?;
    // Where files cannot be locked nobody takes this one away either.
    let _ = file.as_file().lock();
    Ok(Temporary { file, _writing: writing })
}

/// Waits until no temporary file is left, and lets none be made while the guard is held.
pub fn finish() -> RwLockWriteGuard<'static, ()> {
    WRITING.write().unwrap_or_else(PoisonError::into_inner)
}

/// Removes from a folder the files of runs that were killed. Those that cannot be removed do no harm.
pub fn clear(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        if is_file && entry.file_name().to_str().is_some_and(is_ours) && is_abandoned(&entry.path()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Returns whether a file of this name is one of those made here.
fn is_ours(name: &str) -> bool {
    let random = name.strip_prefix(PREFIX).and_then(|name| name.strip_suffix(SUFFIX));
    random.is_some_and(|random| random.len() == 6 && random.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

fn is_abandoned(path: &Path) -> bool {
    File::open(path).is_ok_and(|file| file.try_lock().is_ok())
}
