//! Recognizes the drafts of a folder, and the kind of each, by their names.

use std::ffi::OsStr;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use gaireport::dialect::Kind;
use gaireport::package;
use ignore::{DirEntry, WalkBuilder};

use super::ignored::{Heeded, Ignored};

/// Extensions of drafts that are text, with the kind of each.
const TEXTS: [(&str, Kind); 6] = [
    ("md", Kind::Markdown),
    ("markdown", Kind::Markdown),
    ("txt", Kind::Text),
    ("text", Kind::Text),
    ("html", Kind::Html),
    ("htm", Kind::Html),
];

/// Extensions of drafts that text is drawn out of.
const PACKAGES: [&str; 13] =
    ["docx", "docm", "dotx", "dotm", "doc", "dot", "wps", "wpt", "pdf", "ofd", "odt", "ott", "fodt"];

/// Endings of files that drafts come in and that cannot be read.
const FOREIGN: [&str; 6] = ["rtf", "uof", "uot", "xlsx", "xls", "et"];

/// The extension of files that are drafts if they hold the text of a word processor.
const XML: &str = "xml";

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

/// Returns whether the name is that of a file that text is drawn out of: an editor has no text of it to mark.
pub fn is_package(path: &Path) -> bool {
    has_extension(path, &PACKAGES) || has_extension(path, &[XML])
}

fn has_extension(path: &Path, known: &[&str]) -> bool {
    let extension = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    known.iter().any(|known| extension.eq_ignore_ascii_case(known))
}

/// The kind a file name says; anything unknown is plain text.
pub fn kind(path: &Path) -> Kind {
    known(path).unwrap_or(Kind::Text)
}

/// The kind that a file name says, if it says one.
pub fn known(path: &Path) -> Option<Kind> {
    let extension = path.extension()?.to_str()?;
    let text = TEXTS.iter().find(|(known, _)| extension.eq_ignore_ascii_case(known)).map(|(_, kind)| *kind);
    text.or_else(|| has_extension(path, &PACKAGES).then_some(Kind::Text))
}

/// Returns whether the name is that of a draft.
pub fn is_draft(path: &Path) -> bool {
    known(path).is_some()
}

/// Returns whether the name is that of a file which drafts come in and which is not read.
pub fn is_foreign(path: &Path) -> bool {
    has_extension(path, &FOREIGN)
}

/// Returns whether a file is XML of a word processor: most XML is something else.
fn is_office_xml(path: &Path) -> bool {
    if !has_extension(path, &[XML]) {
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
    let (ignored, top, given) = (Ignored::new(Heeded::Both), absolute_folder(folder), folder.to_owned());
    walker.filter_entry(move |entry| {
        let below = entry.path().strip_prefix(&given).unwrap_or(entry.path());
        !ignored.names(&top.join(below), entry.file_type().is_some_and(|kind| kind.is_dir()))
    });
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extension_says_the_kind_whatever_its_case() {
        assert_eq!(kind(Path::new("a.MD")), Kind::Markdown);
        assert_eq!(kind(Path::new("a.Htm")), Kind::Html);
        assert_eq!(kind(Path::new("年报")), Kind::Text);
        assert_eq!(kind(Path::new("a.DOCX")), Kind::Text);
        assert!(is_package(Path::new("a.Wps")) && !is_package(Path::new("a.txt")));
    }
}
