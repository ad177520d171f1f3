//! `--watch`: checks again whenever a draft changes, until it is interrupted or nobody reads any more.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use anyhow::anyhow;
use gaireport::config::NAMES;
use notify::event::ModifyKind;
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::arguments::{Arguments, Configuration};
use super::escape::visible;
use super::messages;
use super::output::note;
use crate::drafts::folder::is_draft;

/// A program that saves does so in several steps: the check waits for this long a silence, but no longer than `LONGEST`.
const SILENCE: Duration = Duration::from_millis(100);
const LONGEST: Duration = Duration::from_secs(1);

/// Ignore files change what is checked.
const IGNORE_FILES: [&str; 2] = [".gitignore", ".gaireportignore"];

/// Result of one round.
#[derive(Debug)]
pub struct Checked {
    /// Exit code if this was the last round.
    pub code: ExitCode,
    /// True if the output still has a reader: only then another round makes sense.
    pub read: bool,
    /// Rosters and last year's reports that the drafts were compared with.
    pub named: Vec<PathBuf>,
}

/// Runs `check` now and after every change of what the arguments name.
pub fn run(arguments: &Arguments, mut check: impl FnMut() -> anyhow::Result<Checked>) -> anyhow::Result<ExitCode> {
    let (sender, changes) = mpsc::channel();
    // Watched before the first check: what changes meanwhile is not lost.
    let send = move |event: notify::Result<Event>| drop(sender.send(event));
    let mut watcher = notify::recommended_watcher(send).map_err(|error| unwatched(arguments, &error))?;
    let mut watched = Watched::of(arguments);
    watched.begin(&mut watcher).map_err(|error| unwatched(arguments, &error))?;
    loop {
        let Checked { code, read, named } = check()?;
        if !read {
            return Ok(code);
        }
        // A configuration names them: it is read only now.
        watched.also(&named, &mut watcher);
        if !arguments.quiet {
            note(messages::watching(arguments.speech));
        }
        match wait(&changes, &watched) {
            Waited::Changed => {}
            // What cannot be watched now is watched once it is there again: its folder says so.
            Waited::Replaced => drop(watched.begin(&mut watcher)),
            Waited::Over => return Ok(code),
        }
    }
}

fn unwatched(arguments: &Arguments, error: &notify::Error) -> anyhow::Error {
    anyhow!(messages::no_watch(&visible(&error.to_string()), arguments.speech))
}

/// Watched paths, absolute and with links resolved.
struct Watched {
    folders: Vec<PathBuf>,
    /// Drafts.
    files: Vec<PathBuf>,
    /// Other files named: configuration, baseline, last year's reports.
    named: Vec<PathBuf>,
    /// Folders above, whose configuration and ignore files hold below too.
    above: Vec<PathBuf>,
    output: Option<PathBuf>,
}

impl Watched {
    fn of(arguments: &Arguments) -> Watched {
        let mut paths: Vec<PathBuf> = arguments.paths.iter().map(|path| whole(path)).collect();
        if paths.is_empty() {
            paths.push(whole(Path::new(".")));
        }
        let above = above(&paths, arguments);
        let config = match &arguments.configuration {
            Configuration::File(path) => Some(path),
            Configuration::Nearest | Configuration::None => None,
        };
        let named = [config, arguments.baseline.as_ref(), arguments.previous.as_ref()];
        let named = named.into_iter().flatten().map(|path| whole(path)).collect();
        let (folders, files) = paths.into_iter().partition(|path| path.is_dir());
        Watched { folders, files, named, above, output: arguments.output.as_deref().map(whole) }
    }

    /// Watches everything anew. A file is watched by its folder: programs save by putting another file in its place. So is
    /// a folder, in whose place another may be put.
    fn begin(&self, watcher: &mut RecommendedWatcher) -> notify::Result<()> {
        let watched = self.folders.iter().try_for_each(|folder| anew(watcher, folder, RecursiveMode::Recursive));
        let outside = |folder: &&Path| !self.folders.iter().any(|watched| folder.starts_with(watched));
        let mut parents: Vec<&Path> = self.files.iter().filter_map(|file| file.parent()).filter(outside).collect();
        parents.sort_unstable();
        parents.dedup();
        let beside = self.named.iter().chain(&self.folders).filter_map(|path| path.parent());
        let beside: Vec<&Path> = self.above.iter().map(PathBuf::as_path).chain(beside).filter(outside).collect();
        for folder in beside.into_iter().filter(|folder| !parents.contains(folder)) {
            // Where one cannot be watched, the drafts still are.
            let _ = anew(watcher, folder, RecursiveMode::NonRecursive);
        }
        self.named.iter().for_each(|named| begin_within(named, watcher));
        parents.into_iter().try_for_each(|parent| anew(watcher, parent, RecursiveMode::NonRecursive)).and(watched)
    }

    /// Watches these too, from now on.
    fn also(&mut self, paths: &[PathBuf], watcher: &mut RecommendedWatcher) {
        for path in paths.iter().map(|path| whole(path)) {
            if self.named.contains(&path) {
                continue;
            }
            let watched =
                path.parent().is_some_and(|folder| self.folders.iter().any(|known| folder.starts_with(known)));
            if let Some(folder) = path.parent().filter(|_| !watched) {
                let _ = watcher.watch(folder, RecursiveMode::NonRecursive);
            }
            begin_within(&path, watcher);
            self.named.push(path);
        }
    }

    /// Returns whether a change puts something else in the place of a folder that is watched.
    fn replaces(&self, event: &Event) -> bool {
        let whole = |path: &PathBuf| {
            let files = self.files.iter().filter_map(|file| file.parent());
            self.folders.iter().map(PathBuf::as_path).chain(files).any(|folder| folder.starts_with(path))
        };
        let moves = matches!(
            event.kind,
            EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)) | EventKind::Any
        );
        moves && event.paths.iter().any(whole)
    }

    /// Returns whether a change may affect the findings. A folder that came or went may hold drafts.
    fn matters(&self, event: &Event) -> bool {
        let rules = |path: &Path| {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            NAMES.contains(&name) || IGNORE_FILES.contains(&name)
        };
        let within = |path: &PathBuf| {
            let below = self.folders.iter().any(|folder| path.starts_with(folder));
            let draft = below && (is_draft(path) || path.extension().is_none());
            let above = || path.parent().is_some_and(|parent| self.above.iter().any(|folder| folder == parent));
            let named = || self.named.iter().any(|named| path.starts_with(named));
            let settles = draft || self.files.contains(path) || named() || (rules(path) && (below || above()));
            settles && self.output.as_ref() != Some(path)
        };
        !matches!(event.kind, EventKind::Access(_)) && event.paths.iter().any(within)
    }
}

/// Watches what is named, where it is a folder. Where it cannot be watched, the drafts still are.
fn begin_within(named: &Path, watcher: &mut RecommendedWatcher) {
    if named.is_dir() {
        let _ = anew(watcher, named, RecursiveMode::Recursive);
    }
}

/// Watches what is of this name now: a watch follows a folder that is renamed, and the name may be another's.
fn anew(watcher: &mut RecommendedWatcher, path: &Path, mode: RecursiveMode) -> notify::Result<()> {
    let _ = watcher.unwatch(path);
    watcher.watch(path, mode)
}

/// The path without links and `..`; one that does not exist yet by its folder.
fn whole(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) if !folder.as_os_str().is_empty() => whole(folder).join(name),
        _ => std::path::absolute(path).unwrap_or_else(|_| path.to_owned()),
    })
}

/// The folders from each path upward, where what stands there is asked.
fn above(paths: &[PathBuf], arguments: &Arguments) -> Vec<PathBuf> {
    if arguments.configuration != Configuration::Nearest && arguments.no_ignore {
        return Vec::new();
    }
    let mut above: Vec<PathBuf> = paths.iter().flat_map(|path| path.ancestors()).map(Path::to_owned).collect();
    above.sort_unstable();
    above.dedup();
    above
}

/// The end of a wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Waited {
    /// A change that matters.
    Changed,
    /// The same, and a folder that was watched is another now.
    Replaced,
    /// Nothing can change any more.
    Over,
}

/// Waits for a change that matters and the silence after it.
fn wait(changes: &Receiver<notify::Result<Event>>, watched: &Watched) -> Waited {
    let replaces = |event: &notify::Result<Event>| event.as_ref().is_ok_and(|event| watched.replaces(event));
    let matters = |event: &notify::Result<Event>| event.as_ref().is_ok_and(|event| watched.matters(event));
    let mut replaced = loop {
        match changes.recv() {
            Ok(event) if replaces(&event) => break true,
            Ok(event) if matters(&event) => break false,
            Ok(_) => {}
            Err(_) => return Waited::Over,
        }
    };
    let begun = Instant::now();
    while begun.elapsed() < LONGEST
        && let Ok(event) = changes.recv_timeout(SILENCE)
    {
        replaced |= replaces(&event);
    }
    if replaced { Waited::Replaced } else { Waited::Changed }
}
