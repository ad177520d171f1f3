//! Reading and writing files: sizes, encodings, and atomic replacement.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;

use gaireport::analysis::{MAX_BYTES, Options};
use gaireport::dialect::Kind;
use gaireport::encoding::{Encoding, decode};
use gaireport::package::{self, Format};

use super::problem::Problem;
use super::temporary;

/// A file as read: its text, and how that was written.
pub struct Source<'b> {
    /// The text, without mark.
    pub text: Cow<'b, str>,
    /// Its origin.
    pub origin: Origin,
}

/// Origin of a text within its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// As text in this encoding.
    Text(Encoding),
    /// In a package of this format, which it is drawn out of and never written back to.
    Package(Format),
}

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

/// Reads bytes as text.
pub fn source(bytes: &[u8]) -> Result<Source<'_>, Problem> {
    let (text, origin) = match package::read(bytes) {
        Some(drawn) => {
            let drawn = drawn?;
            (Cow::Owned(drawn.text), drawn.format.map_or(Origin::Text(Encoding::Utf8), Origin::Package))
        }
        None if bytes.len() > MAX_BYTES => return Err(Problem::TooLarge),
        None => decode(bytes).map(|(text, encoding)| (text, Origin::Text(encoding)))?,
    };
    if text.len() > MAX_BYTES {
        return Err(Problem::TooLarge);
    }
    Ok(Source { text, origin })
}

impl Origin {
    /// The format of the package that holds the text, if one does.
    pub fn package(self) -> Option<Format> {
        match self {
            Origin::Text(_) => None,
            Origin::Package(format) => Some(format),
        }
    }

    /// The name of the encoding in machine output.
    pub fn encoding(self) -> &'static str {
        match self {
            Origin::Text(encoding) => encoding.name(),
            Origin::Package(_) => Encoding::Utf8.name(),
        }
    }
}

impl Source<'_> {
    /// The kind of draft that the text is: of a package it is plain text, whatever the name of the file says.
    pub fn kind(&self, named: Kind) -> Kind {
        self.origin.package().map_or(named, |_| Kind::Text)
    }

    /// Options for analysing the text, given those for a draft of the file's name.
    pub fn options(&self, named: &Options) -> Options {
        Options { kind: self.kind(named.kind), ..named.clone() }
    }

    /// The bytes of a changed text in the encoding of the file, whose `bytes` must come back exactly.
    pub fn encode(&self, text: &str, bytes: &[u8]) -> Result<Vec<u8>, Problem> {
        let Origin::Text(encoding) = self.origin else { return Err(Problem::Inexact) };
        let unchanged = encoding.encode(&self.text).map_err(|_| Problem::Inexact)?;
        if unchanged != bytes {
            return Err(Problem::Inexact);
        }
        Ok(encoding.encode(text)?)
    }
}

/// Replaces a file at once, through symbolic links, its mode kept, if it still holds the bytes that were read.
pub fn replace(path: &Path, read: &[u8], written: &[u8]) -> Result<(), Problem> {
    let target = path.canonicalize()?;
    let permissions = fs::metadata(&target)?.permissions();
    if permissions.readonly() {
        return Err(Problem::ReadOnly);
    }
    let folder = target.parent().unwrap_or(Path::new("/"));
    let mut temporary = temporary::beside(folder)?;
    temporary.file.write_all(written)?;
    temporary.file.as_file().set_permissions(permissions)?;
    let mut current = Vec::with_capacity(read.len() + 1);
    read_file(&target, &mut current)?;
    if current != read {
        return Err(Problem::Changed);
    }
    temporary.file.persist(&target).map(drop).map_err(|error| error.error.into())
}

#[cfg(test)]
mod tests {
    use gaireport::encoding;

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

    #[test]
    fn a_text_that_its_encoding_cannot_write_is_refused() {
        let bytes = Encoding::Gb18030.encode("清河镇").unwrap();
        let source = source(&bytes).unwrap();
        assert_eq!(source.encode("清河镇\u{e5e5}", &bytes), Err(encoding::Fault::Unencodable('\u{e5e5}').into()));
        assert!(source.encode("清河县", &bytes).is_ok());
    }
}
