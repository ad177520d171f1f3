//! Resolves arguments to files: named ones, and the drafts of folders.

use std::collections::{BTreeSet, HashSet};
use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::arguments::Arguments;
use super::list::listed;
use crate::drafts::folder::{Listed, absolute, is_sheet, listed as listed_in};
use crate::drafts::ignored::{Heeded, Ignored};
use crate::drafts::problem::Problem;

/// A file to be looked at.
#[derive(Clone, Debug)]
pub struct Entry {
    /// As it is shown and opened.
    pub path: PathBuf,
    /// Index of the argument it came from.
    pub root: usize,
    /// Why it must not be read.
    pub problem: Option<Problem>,
}

/// An argument.
#[derive(Clone, Debug)]
pub struct Root {
    /// As given.
    pub path: PathBuf,
    /// Its kind.
    pub kind: RootKind,
}

/// Kind of an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RootKind {
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
    /// Spreadsheets of folders: they are not read as drafts.
    pub sheets: Vec<PathBuf>,
    /// Ignore files that are no regular files, and are not heeded.
    pub unheeded: Vec<PathBuf>,
    /// True if a named file is also the output file.
    pub overwritten: bool,
}

impl Files {
    /// Returns the folders of all files, links followed.
    pub fn folders(&self) -> BTreeSet<PathBuf> {
        let files = self.entries.iter().filter_map(|entry| entry.path.canonicalize().ok());
        files.filter_map(|file| file.parent().map(Path::to_owned)).collect()
    }
}

/// Finds the files the arguments mean; this folder's where they name none.
pub fn collect(arguments: &Arguments) -> Result<Files, (PathBuf, Problem)> {
    let mut paths = arguments.paths.clone();
    if let Some(list) = &arguments.files_from {
        paths.extend(listed(list).map_err(|problem| (list.clone(), problem))?);
    } else if paths.is_empty() {
        paths.push(PathBuf::from("."));
    }
    let mut collector = Collector {
        files: Files::default(),
        ignored: (!arguments.no_ignore).then(|| Ignored::new(Heeded::Both).into()),
        named: (arguments.force_exclude && !arguments.no_ignore).then(|| Ignored::new(Heeded::Own).into()),
        // One folder holds no path twice: only several arguments need the look at what was seen.
        seen: (paths.len() > 1).then(HashSet::new),
        output: arguments.output.as_deref().and_then(|path| path.canonicalize().ok()),
    };
    for path in paths {
        collector.add(Root { kind: root_kind(&path), path });
    }
    let heeded = collector.ignored.iter().chain(&collector.named);
    collector.files.unheeded = heeded.flat_map(|ignored| ignored.unheeded()).collect();
    collector.files.unheeded.sort_unstable();
    collector.files.unheeded.dedup();
    Ok(collector.files)
}

struct Collector {
    files: Files,
    /// Ignore files of the folders, which are heeded.
    ignored: Option<Arc<Ignored>>,
    /// The same of named files.
    named: Option<Arc<Ignored>>,
    seen: Option<HashSet<PathBuf>>,
    output: Option<PathBuf>,
}

impl Collector {
    fn add(&mut self, root: Root) {
        let canonical = root.path.canonicalize().unwrap_or_else(|_| root.path.clone());
        for Listed { path, problem } in self.files_of(&root) {
            if root.kind == RootKind::Folder && is_sheet(&path) {
                self.files.sheets.push(shown(path));
                continue;
            }
            let whole = || match path.strip_prefix(&root.path) {
                Ok(below) if root.kind == RootKind::Folder => canonical.join(below),
                _ => canonical.clone(),
            };
            if root.kind == RootKind::File && self.named.as_ref().is_some_and(|ignored| ignored.holds(&absolute(&path)))
            {
                continue;
            }
            if self.output.as_ref().is_some_and(|output| *output == whole()) {
                self.files.overwritten |= root.kind == RootKind::File;
            } else if self.seen.as_mut().is_none_or(|seen| seen.insert(whole())) {
                self.files.entries.push(Entry { path: shown(path), root: self.files.roots.len(), problem });
            }
        }
        self.files.roots.push(root);
    }

    fn files_of(&self, root: &Root) -> Vec<Listed> {
        match root.kind {
            RootKind::Folder => listed_in(&root.path, self.ignored.clone()),
            RootKind::File | RootKind::Standard => vec![Listed { path: root.path.clone(), problem: None }],
        }
    }
}

fn root_kind(path: &Path) -> RootKind {
    match path {
        path if path == OsStr::new("-") => RootKind::Standard,
        path if path.is_dir() => RootKind::Folder,
        _ => RootKind::File,
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
    fn a_leading_dot_is_not_shown() {
        assert_eq!(shown(PathBuf::from("./a/b.md")), Path::new("a/b.md"));
        assert_eq!(shown(PathBuf::from("../b.md")), Path::new("../b.md"));
    }
}
