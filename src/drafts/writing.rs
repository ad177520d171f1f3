//! Writes files at once: whoever looks at one sees what it held before or all that it holds now, whatever happens meanwhile.

use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use gaireport::disk;

use super::problem::Problem;
use super::source::read_file;
use super::temporary::{Readers, Temporary};

/// A file that takes its place once it is whole.
#[derive(Debug)]
pub struct Pending {
    temporary: Temporary,
    target: PathBuf,
}

impl Pending {
    /// Begins to write a file, through links; of one that is there already the owner, the mode and what else the system
    /// knows of it are kept.
    pub fn begin(path: &Path) -> io::Result<Pending> {
        let target = match path.canonicalize() {
            Err(error) if error.kind() == ErrorKind::NotFound => path.to_owned(),
            target => target?,
        };
        let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let Ok((present, about)) = disk::open(&target) else {
            return Ok(Pending { temporary: Temporary::within(folder, Readers::Usual)?, target });
        };
        let temporary = Temporary::within(folder, Readers::Owner)?;
        keep(&present, &about, temporary.file()?)?;
        Ok(Pending { temporary, target })
    }

    /// Puts the file in its place.
    pub fn finish(self) -> io::Result<()> {
        self.temporary.replace(&self.target)
    }
}

impl Write for Pending {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.temporary.file()?.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.temporary.file()?.flush()
    }
}

/// Replaces a draft, if it still holds the bytes that were read.
pub fn replace(path: &Path, read: &[u8], written: &[u8]) -> Result<(), Problem> {
    let about = fs::metadata(path)?;
    if about.permissions().readonly() {
        return Err(Problem::ReadOnly);
    }
    if has_other_names(&about) {
        return Err(Problem::SeveralNames);
    }
    let mut pending = Pending::begin(path)?;
    pending.write_all(written)?;
    let mut current = Vec::with_capacity(read.len() + 1);
    read_file(&pending.target, &mut current)?;
    if current != read {
        return Err(Problem::Changed);
    }
    Ok(pending.finish()?)
}

/// Writes a new file; it is an error if there is one already.
pub fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let temporary = Temporary::within(folder, Readers::Usual)?;
    temporary.file()?.write_all(bytes)?;
    temporary.place(path)
}

/// Returns whether other names lead to the same file: they would lead to the old one once another takes its place.
#[cfg(unix)]
pub fn has_other_names(about: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    about.is_file() && about.nlink() > 1
}

/// Returns whether other names lead to the same file, which is not told here.
#[cfg(not(unix))]
pub fn has_other_names(_: &Metadata) -> bool {
    false
}

/// Gives a new file what the system knows of the present one. An owner is kept where that is permitted; the mode must be.
#[cfg(unix)]
fn keep(present: &File, about: &Metadata, new: &File) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    if fchown(new, Some(about.uid()), Some(about.gid())).is_err() {
        let _ = fchown(new, None, Some(about.gid()));
    }
    keep_attributes(present, new);
    new.set_permissions(about.permissions())
}

#[cfg(not(unix))]
fn keep(_: &File, about: &Metadata, new: &File) -> io::Result<()> {
    new.set_permissions(about.permissions())
}

/// Copies extended attributes; those that only the system may set are its own affair.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn keep_attributes(present: &File, new: &File) {
    use rustix::fs::{XattrFlags, fgetxattr, flistxattr, fsetxattr};
    /// Longest list of names and longest value that Linux knows.
    const LONGEST: usize = 64 << 10;
    let mut names = vec![0_u8; LONGEST];
    let Ok(length) = flistxattr(present, &mut names[..]) else { return };
    for name in names[..length].split(|&byte| byte == 0).filter(|name| !name.is_empty()) {
        let mut value = vec![0_u8; LONGEST];
        if let Ok(length) = fgetxattr(present, name, &mut value[..]) {
            let _ = fsetxattr(new, name, &value[..length], XattrFlags::empty());
        }
    }
}

/// Other systems have none, or none that are told here.
#[cfg(all(unix, not(any(target_os = "linux", target_os = "macos"))))]
fn keep_attributes(_: &File, _: &File) {}

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

    #[test]
    fn a_file_that_never_becomes_whole_leaves_the_present_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        fs::write(&path, "一").unwrap();
        let mut pending = Pending::begin(&path).unwrap();
        pending.write_all("二".as_bytes()).unwrap();
        drop(pending);
        assert_eq!(fs::read(&path).unwrap(), "一".as_bytes());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_what_the_system_knows_of_the_file_stays() {
        use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

        use rustix::fs::{XattrFlags, getxattr, setxattr};
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("a.md"), folder.path().join("b.md"));
        fs::write(&path, "一").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        let noted = setxattr(&path, "user.note", b"one", XattrFlags::empty()).is_ok();
        // Only the administrator can give files away; what he gave away stays the other's.
        let given = std::os::unix::fs::chown(&path, Some(12345), Some(12345)).is_ok();
        symlink(&path, &link).unwrap();
        assert_eq!(replace(&link, "一".as_bytes(), "二".as_bytes()), Ok(()));
        assert!(link.is_symlink());
        assert_eq!(fs::read(&path).unwrap(), "二".as_bytes());
        let about = fs::metadata(&path).unwrap();
        assert_eq!(about.permissions().mode() & 0o777, 0o640);
        assert_eq!((about.uid() == 12345, about.gid() == 12345), (given, given));
        let mut value = [0; 8];
        assert_eq!(getxattr(&path, "user.note", &mut value).is_ok_and(|length| &value[..length] == b"one"), noted);
    }

    #[cfg(unix)]
    #[test]
    fn a_draft_of_several_names_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let (path, other) = (folder.path().join("a.md"), folder.path().join("b.md"));
        fs::write(&path, "一").unwrap();
        fs::hard_link(&path, &other).unwrap();
        assert_eq!(replace(&path, "一".as_bytes(), "二".as_bytes()), Err(Problem::SeveralNames));
        assert_eq!((fs::read(&path).unwrap(), fs::read(&other).unwrap()), ("一".into(), "一".into()));
    }
}
