//! Recognizes the drafts of a folder, and the kind of each, by their names.

use std::ffi::OsStr;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gaireport::dialect::Kind;
use gaireport::disk;
use gaireport::package;
use ignore::{DirEntry, WalkBuilder};

use super::ignored::{Heeded, Ignored};
use super::problem::Problem;

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

/// Extensions of files that hold texts and cannot be read: what they hold may be a report.
const UNREAD: [&str; 3] = ["rtf", "uof", "uot"];

/// Extensions of spreadsheets: they are something else than reports as a rule.
const SHEETS: [&str; 3] = ["xlsx", "xls", "et"];

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

/// Returns whether the name is that of a spreadsheet.
pub fn is_sheet(path: &Path) -> bool {
    has_extension(path, &SHEETS)
}

/// Returns whether the name is that of a file in which a report may stand, whether that can be read or not.
fn may_be_draft(path: &Path) -> bool {
    is_draft(path) || is_sheet(path) || has_extension(path, &UNREAD)
}

/// Returns whether a file is XML of a word processor: most XML is something else.
fn is_office_xml(path: &Path) -> bool {
    if !has_extension(path, &[XML]) {
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
        !ignored.as_ref().is_some_and(|ignored| ignored.names(&root.join(below), is_folder))
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
