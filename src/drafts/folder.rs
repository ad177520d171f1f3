//! Which files of a folder are drafts, by their names, and what kind each is.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use gaireport::dialect::Kind;
use ignore::{DirEntry, WalkBuilder};

use super::word::FOREIGN;

/// Extensions of drafts, with the kind of each.
const EXTENSIONS: [(&str, Kind); 7] = [
    ("md", Kind::Markdown),
    ("markdown", Kind::Markdown),
    ("txt", Kind::Text),
    ("text", Kind::Text),
    ("html", Kind::Html),
    ("htm", Kind::Html),
    ("docx", Kind::Text),
];

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

/// Whether the file is a Word document by its name: an editor has no text of it to mark.
pub fn is_docx(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("docx"))
}

/// The kind a file name says; anything unknown is plain text.
pub fn kind(path: &Path) -> Kind {
    known(path).unwrap_or(Kind::Text)
}

/// The kind that a file name says, if it says one.
pub fn known(path: &Path) -> Option<Kind> {
    let extension = path.extension()?.to_str()?;
    EXTENSIONS.iter().find(|(known, _)| extension.eq_ignore_ascii_case(known)).map(|(_, kind)| *kind)
}

/// Whether the name is that of a draft.
pub fn is_draft(path: &Path) -> bool {
    known(path).is_some()
}

/// Whether the name is that of a file which drafts come in and which is not read.
pub fn is_foreign(path: &Path) -> bool {
    let extension = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    FOREIGN.iter().any(|foreign| extension.eq_ignore_ascii_case(foreign))
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
    let is_draft = is_draft(path) || is_foreign(path);
    let is_lock = entry.file_name().as_encoded_bytes().starts_with(b"~$");
    let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
    (is_draft && is_file && !is_lock).then(|| entry.into_path())
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
    }
}
