//! Opens files with care: whoever sends a folder chooses what stands in it under any name.
//!
//! A pipe would be waited for without end, a device gives as much as is asked for, and a file may be longer than memory.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use crate::language::Language;

/// Reason that a file is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is none of that name.
    Missing,
    /// It may not be read.
    Denied,
    /// It is a folder, a pipe, a device or the like.
    Irregular,
    /// It is longer than the limit, in bytes.
    TooLarge(u64),
    /// Anything else the system says.
    System(String),
}

impl Refusal {
    /// The reason in one sentence.
    pub fn words(&self, language: Language) -> String {
        language.pick(|| self.chinese(), || self.english())
    }

    /// The reason in Chinese.
    pub fn chinese(&self) -> String {
        match self {
            Refusal::Missing => "文件不存在".to_owned(),
            Refusal::Denied => "没有读写权限".to_owned(),
            Refusal::Irregular => "不是普通文件，不读取".to_owned(),
            Refusal::TooLarge(limit) => format!("文件超过 {} MiB，不读取", limit >> 20),
            Refusal::System(error) => format!("无法读写：{error}"),
        }
    }

    /// The reason in English.
    pub fn english(&self) -> String {
        match self {
            Refusal::Missing => "no such file".to_owned(),
            Refusal::Denied => "permission denied".to_owned(),
            Refusal::Irregular => "not a regular file, not read".to_owned(),
            Refusal::TooLarge(limit) => format!("larger than {} MiB, not read", limit >> 20),
            Refusal::System(error) => format!("cannot be read or written: {error}"),
        }
    }
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound => Refusal::Missing,
            ErrorKind::PermissionDenied => Refusal::Denied,
            _ => Refusal::System(error.to_string()),
        }
    }
}

/// Opens a regular file to read from it, and tells what it is. Nothing is waited for.
pub fn open(path: &Path) -> Result<(File, Metadata), Refusal> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        let flags = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY;
        options.custom_flags(flags.bits().cast_signed());
    }
    // A socket cannot even be opened.
    let file = options.open(path).map_err(|error| match path.metadata() {
        Ok(about) if !about.is_file() => Refusal::Irregular,
        _ => error.into(),
    })?;
    // Told by the file that is open: another may stand under the name by now.
    let about = file.metadata()?;
    if about.is_file() { Ok((file, about)) } else { Err(Refusal::Irregular) }
}

/// Reads a regular file of at most `limit` bytes into `bytes`, which it clears first.
pub fn read(path: &Path, limit: u64, bytes: &mut Vec<u8>) -> Result<(), Refusal> {
    bytes.clear();
    let (mut file, about) = open(path)?;
    match about.len() {
        length if length > limit => Err(Refusal::TooLarge(limit)),
        // Some files do not say how long they are.
        0 => read_bounded(file, limit, bytes),
        // As many bytes as it said it has: that spares the read that finds its end.
        length => {
            bytes.resize(usize::try_from(length).unwrap_or(usize::MAX), 0);
            Ok(file.read_exact(bytes)?)
        }
    }
}

/// Reads at most `limit` bytes to the end of what is open into `bytes`, which it clears first.
pub fn read_bounded(reader: impl Read, limit: u64, bytes: &mut Vec<u8>) -> Result<(), Refusal> {
    bytes.clear();
    reader.take(limit + 1).read_to_end(bytes)?;
    if bytes.len() as u64 > limit { Err(Refusal::TooLarge(limit)) } else { Ok(()) }
}

/// Returns whether a file belongs to whoever runs this, or to the administrator.
#[cfg(unix)]
pub fn is_own(about: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    is_trusted(about.uid(), rustix::process::geteuid().as_raw())
}

/// Returns whether a file belongs to whoever runs this: other systems do not tell it so.
#[cfg(not(unix))]
pub fn is_own(_: &Metadata) -> bool {
    true
}

#[cfg(any(unix, test))]
fn is_trusted(owner: u32, me: u32) -> bool {
    const ADMINISTRATOR: u32 = 0;
    owner == me || owner == ADMINISTRATOR
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn read_all(path: &Path, limit: u64) -> Result<Vec<u8>, Refusal> {
        let mut bytes = vec![7];
        read(path, limit, &mut bytes).map(|()| bytes)
    }

    #[test]
    fn a_regular_file_up_to_the_limit_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        fs::write(&path, "一二").unwrap();
        assert_eq!(read_all(&path, 6), Ok("一二".as_bytes().to_vec()));
        assert_eq!(read_all(&path, 5), Err(Refusal::TooLarge(5)));
        assert_eq!(read_all(&folder.path().join("b"), 5), Err(Refusal::Missing));
        fs::write(&path, "").unwrap();
        assert_eq!(read_all(&path, 5), Ok(Vec::new()));
    }

    #[test]
    fn a_folder_is_no_file() {
        let folder = tempfile::tempdir().unwrap();
        // Windows does not open one at all.
        assert!(matches!(read_all(folder.path(), 5), Err(Refusal::Irregular)));
    }

    #[cfg(unix)]
    #[test]
    fn pipes_sockets_and_devices_are_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("a.md");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let socket = folder.path().join("b.md");
        let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        let link = folder.path().join("c.md");
        std::os::unix::fs::symlink("/dev/zero", &link).unwrap();
        for path in [pipe.as_path(), &socket, &link, Path::new("/dev/null"), Path::new("/dev/zero")] {
            assert_eq!(read_all(path, 5), Err(Refusal::Irregular), "{}", path.display());
        }
    }

    #[test]
    fn only_ones_own_files_and_the_administrators_are_trusted() {
        assert!(is_trusted(7, 7) && is_trusted(0, 7) && !is_trusted(8, 7) && !is_trusted(8, 0));
    }
}
