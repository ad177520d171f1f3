//! Reading files as text, and text back to bytes: sizes and encodings.

use std::io;
use std::path::Path;

use gaireport::disk;
use gaireport::package;
use gaireport::problem::Problem;
pub use gaireport::source::{Source, source};

/// Longest file that is read, in bytes.
const LONGEST: u64 = package::MAX_BYTES as u64;

/// Reads a file into `bytes`, which it clears first. A file over the limit is not read.
pub fn read_file(path: &Path, bytes: &mut Vec<u8>) -> Result<(), Problem> {
    Ok(disk::read(path, LONGEST, bytes)?)
}

/// Reads all of standard input into `bytes`, but no more than the limit.
pub fn read_standard(bytes: &mut Vec<u8>) -> Result<(), Problem> {
    Ok(disk::read_bounded(io::stdin().lock(), LONGEST, bytes)?)
}

/// Reads a file as text.
pub fn read_text(path: &Path) -> Result<String, Problem> {
    let mut bytes = Vec::new();
    read_file(path, &mut bytes)?;
    Ok(source(&bytes)?.text.into_owned())
}
