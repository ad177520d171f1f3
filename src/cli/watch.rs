//! `--watch`: checks again whenever a draft changes, until it is interrupted or nobody reads any more.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use anyhow::anyhow;
use gaireport::config::NAMES;
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::arguments::Arguments;
use super::escape::visible;
use super::files::is_draft;
use super::messages;
use super::output::note;

/// A program that saves does so in several steps: the check waits for this long a silence, but no longer than `LONGEST`.
const SILENCE: Duration = Duration::from_millis(100);
const LONGEST: Duration = Duration::from_secs(1);

/// Ignore files change what is checked.
const IGNORE_FILES: [&str; 2] = [".gitignore", ".gaireportignore"];

/// Whether another round makes sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Round {
    /// Somebody reads.
    Read,
    /// The reader has gone.
    Unread,
}

/// Runs `check` now and after every change of what the arguments name.
pub fn run(
    arguments: &Arguments,
    mut check: impl FnMut() -> anyhow::Result<(ExitCode, Round)>,
) -> anyhow::Result<ExitCode> {
    let (sender, changes) = mpsc::channel();
    // Watched before the first check: what changes meanwhile is not lost.
    let send = move |event: notify::Result<Event>| drop(sender.send(event));
    let mut watcher = notify::recommended_watcher(send).map_err(|error| unwatched(arguments, &error))?;
    let watched = Watched::of(arguments);
    watched.begin(&mut watcher).map_err(|error| unwatched(arguments, &error))?;
    loop {
        let (code, round) = check()?;
        if round == Round::Unread {
            return Ok(code);
        }
        if !arguments.quiet {
            note(messages::watching(arguments.speech));
        }
        if !wait(&changes, &watched) {
            return Ok(code);
        }
    }
}

fn unwatched(arguments: &Arguments, error: &notify::Error) -> anyhow::Error {
    anyhow!(messages::no_watch(&visible(&error.to_string()), arguments.speech))
}

/// What is watched.
struct Watched {
    folders: Vec<PathBuf>,
    /// Files, each without links.
    files: Vec<PathBuf>,
    output: Option<PathBuf>,
}

impl Watched {
    fn of(arguments: &Arguments) -> Watched {
        let whole = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let mut paths: Vec<PathBuf> = arguments.paths.iter().map(|path| whole(path)).collect();
        if paths.is_empty() {
            paths.push(whole(Path::new(".")));
        }
        let (folders, files) = paths.into_iter().partition(|path| path.is_dir());
        let output = arguments.output.as_deref().map(|path| match (path.parent(), path.file_name()) {
            (Some(folder), Some(name)) if !folder.as_os_str().is_empty() => whole(folder).join(name),
            _ => whole(Path::new(".")).join(path),
        });
        Watched { folders, files, output }
    }

    /// A file is watched by its folder: programs save by putting another file in its place.
    fn begin(&self, watcher: &mut RecommendedWatcher) -> notify::Result<()> {
        for folder in &self.folders {
            watcher.watch(folder, RecursiveMode::Recursive)?;
        }
        let mut parents: Vec<&Path> = self.files.iter().filter_map(|file| file.parent()).collect();
        parents.sort_unstable();
        parents.dedup();
        parents.retain(|parent| !self.folders.iter().any(|folder| parent.starts_with(folder)));
        parents.into_iter().try_for_each(|parent| watcher.watch(parent, RecursiveMode::NonRecursive))
    }

    /// Whether a change may change what is found. A folder that came or went may hold drafts.
    fn matters(&self, event: &Event) -> bool {
        let settles = |path: &Path| {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            NAMES.contains(&name) || IGNORE_FILES.contains(&name) || is_draft(path) || path.extension().is_none()
        };
        let within = |path: &PathBuf| {
            let below = self.folders.iter().any(|folder| path.starts_with(folder));
            self.output.as_ref() != Some(path) && (self.files.contains(path) || (below && settles(path)))
        };
        !matches!(event.kind, EventKind::Access(_)) && event.paths.iter().any(within)
    }
}

/// Waits for a change that matters and the silence after it; `false` where none can come any more.
fn wait(changes: &Receiver<notify::Result<Event>>, watched: &Watched) -> bool {
    let matters = |event: &notify::Result<Event>| event.as_ref().is_ok_and(|event| watched.matters(event));
    loop {
        match changes.recv() {
            Ok(event) if matters(&event) => break,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
    let begun = Instant::now();
    while begun.elapsed() < LONGEST && changes.recv_timeout(SILENCE).is_ok() {}
    true
}
