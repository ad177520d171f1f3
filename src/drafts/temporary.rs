//! Files that are written beside their place and take it once they are whole.
//!
//! A run holds a lock on each of its own for as long as it is there. One that nobody holds was left by a run that was
//! killed.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use gaireport::disk;
use tempfile::NamedTempFile;

const PREFIX: &str = ".gaireport-";
const SUFFIX: &str = ".tmp";

/// The mode of a new file, of which the system takes away what its user takes away.
#[cfg(unix)]
const EVERYBODY: u32 = 0o666;

/// Those of this run that are there.
static THERE: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

fn there() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    THERE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Who may look at a temporary file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// Its owner, as long as it is not said otherwise.
    Owner,
    /// Those who may look at new files as a rule.
    Usual,
}

/// A temporary file; it is removed where it never takes its place.
#[derive(Debug)]
pub struct Temporary {
    file: Option<NamedTempFile>,
    path: PathBuf,
}

/// Has those who may look at new files look at this one too.
#[cfg(unix)]
fn for_everybody(builder: &mut tempfile::Builder) {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(fs::Permissions::from_mode(EVERYBODY));
}

/// Elsewhere its folder says who may look at it.
#[cfg(not(unix))]
fn for_everybody(_: &mut tempfile::Builder) {}

impl Temporary {
    /// Makes one in a folder.
    pub fn within(folder: &Path, readers: Readers) -> io::Result<Temporary> {
        // Held until it is known: none is made that the end of the program would leave behind.
        let mut there = there();
        let mut builder = tempfile::Builder::new();
        builder.prefix(PREFIX).suffix(SUFFIX);
        if readers == Readers::Usual {
            for_everybody(&mut builder);
        }
        let file = builder.tempfile_in(folder)?;
        // Where files cannot be locked nobody takes this one away either.
        let _ = file.as_file().lock();
        let path = file.path().to_owned();
        there.insert(path.clone());
        Ok(Temporary { file: Some(file), path })
    }

    /// The open file.
    pub fn file(&self) -> io::Result<&File> {
        self.file.as_ref().map(NamedTempFile::as_file).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    /// Puts it in the place of another file, or where there is none.
    pub fn replace(self, target: &Path) -> io::Result<()> {
        self.put(target, |file, target| file.persist(target).map(drop).map_err(|error| error.error))
    }

    /// Puts it where there is nothing; it is an error if there is something.
    pub fn place(self, target: &Path) -> io::Result<()> {
        self.put(target, |file, target| file.persist_noclobber(target).map(drop).map_err(|error| error.error))
    }

    fn put(mut self, target: &Path, put: impl FnOnce(NamedTempFile, &Path) -> io::Result<()>) -> io::Result<()> {
        let file = self.file.take().ok_or(io::ErrorKind::NotFound)?;
        file.as_file().sync_all()?;
        let mut there = there();
        put(file, target)?;
        there.remove(&self.path);
        drop(there);
        // The name is safe only once its folder is; where that cannot be said the file is whole all the same.
        if let Some(folder) = target.parent() {
            let _ = File::open(folder).and_then(|folder| folder.sync_all());
        }
        Ok(())
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let mut there = there();
        drop(self.file.take());
        there.remove(&self.path);
    }
}

/// Removes every file that has not taken its place, and lets none be made or moved while what it returns is held.
pub fn finish() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    let there = there();
    for path in there.iter() {
        let _ = fs::remove_file(path);
    }
    there
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
    disk::open(path).is_ok_and(|(file, _)| file.try_lock().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_run_left_is_removed_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let names = [".gaireport-a1B2c3.tmp", ".gaireport-a1B2c.tmp", "gaireport-a1B2c3.tmp", ".gaireport-甲乙.tmp"];
        names.iter().for_each(|name| fs::write(folder.path().join(name), "").unwrap());
        let held = Temporary::within(folder.path(), Readers::Owner).unwrap();
        clear(folder.path());
        assert!(held.path.exists() && !folder.path().join(names[0]).exists());
        assert!(names[1..].iter().all(|name| folder.path().join(name).exists()));
        let path = held.path.clone();
        drop(held);
        assert!(!path.exists());
    }

    #[test]
    fn a_file_takes_a_free_place_only_if_it_is_free() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a");
        Temporary::within(folder.path(), Readers::Usual).unwrap().place(&target).unwrap();
        assert!(Temporary::within(folder.path(), Readers::Usual).unwrap().place(&target).is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
