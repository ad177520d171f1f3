//! Reading and writing files: sizes, and atomic replacement.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;

use gaireport::package;
use gaireport::problem::Problem;
pub use gaireport::source::{Origin, Source, source};

/// Reads a file into `bytes`, which it clears first. A file over the limit is not read.
pub fn read_file(path: &Path, bytes: &mut Vec<u8>) -> Result<(), Problem> {
    let file = File::open(path)?;
    let length = file.metadata()?.len();
    if length > package::MAX_BYTES as u64 {
        return Err(Problem::TooLarge);
    }
    match length {
        // Pipes and the like do not say how long they are.
        0 => read_bounded(file, bytes),
        _ => read_exactly(file, length as usize, bytes),
    }
}

/// Reads as many bytes as the file said it has: that spares the read that finds its end.
fn read_exactly(mut file: File, length: usize, bytes: &mut Vec<u8>) -> Result<(), Problem> {
    bytes.resize(length, 0);
    Ok(file.read_exact(bytes)?)
}

/// Reads all of standard input into `bytes`, but no more than the limit.
pub fn read_standard(bytes: &mut Vec<u8>) -> Result<(), Problem> {
    read_bounded(io::stdin().lock(), bytes)
}

fn read_bounded(reader: impl Read, bytes: &mut Vec<u8>) -> Result<(), Problem> {
    bytes.clear();
    reader.take(package::MAX_BYTES as u64 + 1).read_to_end(bytes)?;
    if bytes.len() > package::MAX_BYTES { Err(Problem::TooLarge) } else { Ok(()) }
}

/// Reads a file as text.
pub fn read_text(path: &Path) -> Result<String, Problem> {
    let mut bytes = Vec::new();
    read_file(path, &mut bytes)?;
    Ok(source(&bytes)?.text.into_owned())
}

/// Replaces a file at once, through symbolic links, its mode kept, if it still holds the bytes that were read.
pub fn replace(path: &Path, read: &[u8], written: &[u8]) -> Result<(), Problem> {
    let target = path.canonicalize()?;
    let permissions = fs::metadata(&target)?.permissions();
    if permissions.readonly() {
        return Err(Problem::ReadOnly);
    }
    let folder = target.parent().unwrap_or(Path::new("/"));
    let mut file = tempfile::Builder::new().prefix(".gaireport-").tempfile_in(folder)?;
    file.write_all(written)?;
    file.as_file().set_permissions(permissions)?;
    let mut current = Vec::with_capacity(read.len() + 1);
    read_file(&target, &mut current)?;
    if current != read {
        return Err(Problem::Changed);
    }
    file.persist(&target).map(drop).map_err(|error| error.error.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_changed_meanwhile_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        fs::write(&path, "二").unwrap();
        assert_eq!(replace(&path, "一".as_bytes(), "三".as_bytes()), Err(Problem::Changed));
        assert_eq!(fs::read(&path).unwrap(), "二".as_bytes());
        assert_eq!(replace(&path, "二".as_bytes(), "三".as_bytes()), Ok(()));
        assert_eq!(fs::read(&path).unwrap(), "三".as_bytes());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_the_mode_stays() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("a.md"), folder.path().join("b.md"));
        fs::write(&path, "一").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&path, &link).unwrap();
        assert_eq!(replace(&link, "一".as_bytes(), "二".as_bytes()), Ok(()));
        assert!(link.is_symlink());
        assert_eq!(fs::read(&path).unwrap(), "二".as_bytes());
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    }
}
