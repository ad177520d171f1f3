//! Finds the drafts of a folder, by their names.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use gaireport::package;
use gaireport::source::names;
pub use gaireport::source::names::{is_draft, is_foreign, is_package, kind, known};
use ignore::{DirEntry, WalkBuilder};

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
    let read = File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head));
    read.is_ok() && package::is_xml(&head)
}

/// Lists the drafts of a folder by path, and the files whose names say that they are drafts in a form that is not read.
/// Walks it as git would; ignore files, hidden files and symbolic links are passed over.
pub fn drafts_in(folder: &Path) -> Vec<PathBuf> {
    let mut walker = walker(folder);
    walker.git_ignore(true).parents(true).add_custom_ignore_filename(".gaireportignore");
    listed(&walker)
}

/// Lists the same, whatever ignore files say.
pub fn all_drafts_in(folder: &Path) -> Vec<PathBuf> {
    listed(&walker(folder))
}

fn walker(folder: &Path) -> WalkBuilder {
    let mut builder = WalkBuilder::new(folder);
    builder.standard_filters(false).hidden(true).require_git(false);
    builder
}

fn listed(walker: &WalkBuilder) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = walker.build().filter_map(draft).collect();
    paths.sort_unstable();
    paths
}

/// The path of a draft; that of what cannot be listed too, so that reading it says why.
fn draft(entry: Result<DirEntry, ignore::Error>) -> Option<PathBuf> {
    let entry = match entry {
        Ok(entry) => entry,
        Err(error) => return unlisted(&error),
    };
    let path = entry.path();
    let is_lock = entry.file_name().as_encoded_bytes().starts_with(b"~$");
    let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
    let is_draft = is_draft(path) || is_foreign(path);
    (is_file && !is_lock && (is_draft || is_office_xml(path))).then(|| entry.into_path())
}

fn unlisted(error: &ignore::Error) -> Option<PathBuf> {
    match error {
        ignore::Error::WithPath { path, err } if err.io_error().is_some() => Some(path.clone()),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => unlisted(err),
        _ => None,
    }
}
