//! Which files are meant: named ones, and those of folders that are drafts by name.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use gaireport::dialect::Kind;
use ignore::{DirEntry, WalkBuilder};

use super::arguments::Arguments;
use super::problem::Problem;
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

/// Whether the file is a Word document by its name: an editor has no text of it to mark.
pub fn is_docx(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("docx"))
}

/// A file to be looked at.
#[derive(Clone, Debug)]
pub struct Entry {
    /// As it is shown and opened.
    pub path: PathBuf,
    /// Index of the argument it came from.
    pub root: usize,
}

/// An argument.
#[derive(Clone, Debug)]
pub struct Root {
    /// As given.
    pub path: PathBuf,
    /// What it is.
    pub place: Place,
}

/// What an argument is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A file, or nothing at all.
    File,
    /// A folder.
    Folder,
    /// Standard input.
    Standard,
}

/// Everything that is to be looked at, in order.
#[derive(Debug, Default)]
pub struct Files {
    /// Arguments.
    pub roots: Vec<Root>,
    /// Files: those of the first argument, those of the second…, each folder's by path; none twice.
    pub entries: Vec<Entry>,
    /// The first file of a folder whose name says that it is a draft in a form that is not read, and how many there are.
    pub foreign: Option<(PathBuf, usize)>,
    /// Whether a named file is also the output file.
    pub overwritten: bool,
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
fn is_foreign(path: &Path) -> bool {
    let extension = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    FOREIGN.iter().any(|foreign| extension.eq_ignore_ascii_case(foreign))
}

/// Finds the files the arguments mean; this folder's where they name none.
pub fn collect(arguments: &Arguments) -> Result<Files, (PathBuf, Problem)> {
    let mut paths = arguments.paths.clone();
    if let Some(list) = &arguments.files_from {
        paths.extend(listed(list).map_err(|error| (list.clone(), error.into()))?);
    } else if paths.is_empty() {
        paths.push(PathBuf::from("."));
    }
    let mut collector = Collector {
        files: Files::default(),
        // One folder holds no path twice: only several arguments need the look at what was seen.
        seen: (paths.len() > 1).then(HashSet::new),
        output: arguments.output.as_deref().and_then(|path| path.canonicalize().ok()),
    };
    for path in paths {
        collector.add(Root { place: place(&path), path }, arguments.no_ignore);
    }
    Ok(collector.files)
}

struct Collector {
    files: Files,
    seen: Option<HashSet<PathBuf>>,
    output: Option<PathBuf>,
}

impl Collector {
    fn add(&mut self, root: Root, no_ignore: bool) {
        let canonical = root.path.canonicalize().unwrap_or_else(|_| root.path.clone());
        for path in paths_of(&root, no_ignore) {
            if root.place == Place::Folder && is_foreign(&path) {
                let (first, count) = self.files.foreign.take().unwrap_or_else(|| (shown(path), 0));
                self.files.foreign = Some((first, count + 1));
                continue;
            }
            let whole = || match path.strip_prefix(&root.path) {
                Ok(below) if root.place == Place::Folder => canonical.join(below),
                _ => canonical.clone(),
            };
            if self.output.as_ref().is_some_and(|output| *output == whole()) {
                self.files.overwritten |= root.place == Place::File;
            } else if self.seen.as_mut().is_none_or(|seen| seen.insert(whole())) {
                self.files.entries.push(Entry { path: shown(path), root: self.files.roots.len() });
            }
        }
        self.files.roots.push(root);
    }
}

fn place(path: &Path) -> Place {
    match path {
        path if path == OsStr::new("-") => Place::Standard,
        path if path.is_dir() => Place::Folder,
        _ => Place::File,
    }
}

/// The paths a list names, one a line.
fn listed(list: &Path) -> io::Result<Vec<PathBuf>> {
    let mut bytes = Vec::new();
    match place(list) {
        Place::Standard => io::stdin().lock().read_to_end(&mut bytes)?,
        _ => std::fs::File::open(list)?.read_to_end(&mut bytes)?,
    };
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    let lines = bytes.split(|&byte| byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    Ok(lines.filter(|line| !line.is_empty()).map(path_of).collect())
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

/// The drafts of a folder, by path.
pub fn drafts_in(folder: &Path) -> Vec<PathBuf> {
    paths_of(&Root { path: folder.to_owned(), place: Place::Folder }, false)
}

fn paths_of(root: &Root, no_ignore: bool) -> Vec<PathBuf> {
    if root.place != Place::Folder {
        return vec![root.path.clone()];
    }
    let mut paths: Vec<PathBuf> = walk(&root.path, no_ignore).filter_map(draft).collect();
    paths.sort_unstable();
    paths
}

/// Walks a folder as git would, hidden files and symbolic links passed over.
fn walk(folder: &Path, no_ignore: bool) -> ignore::Walk {
    let mut builder = WalkBuilder::new(folder);
    builder.standard_filters(false).hidden(true).require_git(false);
    if !no_ignore {
        builder.git_ignore(true).parents(true).add_custom_ignore_filename(".gaireportignore");
    }
    builder.build()
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

/// The path without a leading `./`.
fn shown(path: PathBuf) -> PathBuf {
    match path.components().next() {
        Some(Component::CurDir) => path.strip_prefix(".").map(Path::to_owned).unwrap_or(path),
        _ => path,
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

    #[test]
    fn a_leading_dot_is_not_shown() {
        assert_eq!(shown(PathBuf::from("./a/b.md")), Path::new("a/b.md"));
        assert_eq!(shown(PathBuf::from("../b.md")), Path::new("../b.md"));
    }
}
