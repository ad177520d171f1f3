//! Finds the drafts of a folder, by their names.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gaireport::disk;
use gaireport::package;
use gaireport::source::names;
pub use gaireport::source::names::{is_draft, is_package, is_sheet, kind, known, may_be_draft};
use ignore::{DirEntry, WalkBuilder};

use super::ignored::{Entry, Heeded, Ignored};
use super::problem::Problem;

/// Bytes at the beginning of a file that tell what it holds.
const HEAD: u64 = 4096;

/// Returns a folder without links and `..`, so that its ancestors are the folders above it.
pub fn absolute_folder(folder: &Path) -> PathBuf {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    folder.canonicalize().or_else(|_| std::path::absolute(folder)).unwrap_or_else(|_| folder.to_owned())
}

/// Returns a file without links and `..` in its folder; a link that is the file itself stays.
pub fn absolute(path: &Path) -> PathBuf {
    match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) => absolute_folder(folder).join(name),
        _ => absolute_folder(path),
    }
}

/// Returns whether a file is XML of a word processor: most XML is something else.
fn is_office_xml(path: &Path) -> bool {
    if !names::is_xml(path) {
        return false;
    }
    let mut head = Vec::new();
    let read = disk::open(path).map(|(file, _)| file.take(HEAD).read_to_end(&mut head));
    matches!(read, Ok(Ok(_))) && package::is_xml(&head)
}

/// A file of a folder that may be a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its path.
    pub path: PathBuf,
    /// Why it must not be read.
    pub problem: Option<Problem>,
}

/// Lists the drafts of a folder that can be read, by path; as [`listed`] does.
pub fn drafts_in(folder: &Path) -> Vec<PathBuf> {
    let listed = listed(folder, Some(Ignored::new(Heeded::Both).into()));
    listed.into_iter().filter(|file| file.problem.is_none()).map(|file| file.path).collect()
}

/// Lists by path every file of a folder that may be a draft, those too that cannot be read. Walks the folder as git would:
/// hidden files and what ignore files say are passed over, and links to folders are not followed.
pub fn listed(folder: &Path, ignored: Option<Arc<Ignored>>) -> Vec<Listed> {
    let (top, given) = (absolute_folder(folder), folder.to_owned());
    let mut walker = WalkBuilder::new(folder);
    walker.standard_filters(false).hidden(true).require_git(false);
    let root = top.clone();
    walker.filter_entry(move |entry| {
        let below = entry.path().strip_prefix(&given).unwrap_or(entry.path());
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        let entry = if is_folder { Entry::Folder } else { Entry::File };
        !ignored.as_ref().is_some_and(|ignored| ignored.names(&root.join(below), entry))
    });
    let mut files: Vec<Listed> = walker.build().filter_map(|entry| draft(entry, &top)).collect();
    files.sort_unstable_by(|one, other| one.path.cmp(&other.path));
    files
}

/// The file of an entry, if it may be a draft; what cannot be listed too, so that reading it says why.
fn draft(entry: Result<DirEntry, ignore::Error>, top: &Path) -> Option<Listed> {
    let readable = |path| Listed { path, problem: None };
    let entry = match entry {
        Ok(entry) => entry,
        Err(error) => return unlisted(&error).map(readable),
    };
    let path = entry.path();
    let kind = entry.file_type()?;
    let is_lock = entry.file_name().as_encoded_bytes().starts_with(b"~$");
    if kind.is_dir() || is_lock || !(may_be_draft(path) || (kind.is_file() && is_office_xml(path))) {
        return None;
    }
    if !kind.is_symlink() {
        return Some(readable(entry.into_path()));
    }
    match path.canonicalize() {
        Ok(target) if !target.starts_with(top) => {
            Some(Listed { path: entry.into_path(), problem: Some(Problem::Link) })
        }
        // It is listed under its own name, or that is passed over.
        Ok(target) if target.is_dir() || may_be_draft(&target) => None,
        Ok(_) => Some(readable(entry.into_path())),
        Err(_) => Some(Listed { path: entry.into_path(), problem: Some(Problem::Link) }),
    }
}

fn unlisted(error: &ignore::Error) -> Option<PathBuf> {
    match error {
        ignore::Error::WithPath { path, err } if err.io_error().is_some() => Some(path.clone()),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => unlisted(err),
        _ => None,
    }
}
