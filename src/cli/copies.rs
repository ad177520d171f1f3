//! `--annotate`: a Word file with comments for each report with findings.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::anyhow;
use gaireport::analysis::Options;
use gaireport::language::Language;
use gaireport::render::commented::{Tracked, commented, copy_name};

use super::arguments::Arguments;
use super::escape::visible_path;
use super::files::{Files, RootKind};
use super::messages;
use super::output::note;
use super::render::Draft;
use super::sweep::Opened;
use crate::drafts::problem::Problem;
use crate::drafts::writing::create;

/// Name of the copy of what came without one.
const NAMELESS: &str = "stdin";

/// The copies of a run.
pub struct Copies {
    folder: PathBuf,
    tracked: Tracked,
    /// The file of each draft's copy.
    files: HashMap<PathBuf, PathBuf>,
    written: AtomicUsize,
}

impl Copies {
    /// Plans the copies that the call asks for. A file that is there stays as it is: somebody may have written on in it.
    pub fn plan(arguments: &Arguments, files: &Files) -> anyhow::Result<Option<Copies>> {
        let Some(folder) = &arguments.copies else { return Ok(None) };
        let mut taken = HashSet::new();
        let named = files.entries.iter().map(|entry| {
            let standard = files.roots[entry.root].kind == RootKind::Standard;
            let draft = arguments.stdin_name.as_ref().filter(|_| standard).unwrap_or(&entry.path);
            let known = if draft == Path::new("-") { Path::new(NAMELESS) } else { draft };
            (draft.clone(), folder.join(name(known, &mut taken)))
        });
        let files: HashMap<PathBuf, PathBuf> = named.collect();
        let mut present: Vec<&PathBuf> = files.values().filter(|file| file.symlink_metadata().is_ok()).collect();
        present.sort();
        if let Some(file) = present.first() {
            return Err(anyhow!(messages::is_there(&visible_path(file), arguments.speech)));
        }
        let tracked = arguments.tracked.then_some(arguments.most);
        Ok(Some(Copies { folder: folder.clone(), tracked, files, written: AtomicUsize::new(0) }))
    }

    /// Writes the copy of a draft in which something was found.
    pub fn write(&self, opened: &Opened, draft: &Draft, options: &Options) -> Result<(), Problem> {
        let Some(file) = self.files.get(opened.path).filter(|_| !draft.analysis.findings.is_empty()) else {
            return Ok(());
        };
        let bytes = commented(opened.bytes, draft, options, self.tracked)?;
        create(file, &bytes)?;
        self.written.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    /// Says how many there are.
    pub fn tell(&self, speech: Language) {
        note(&messages::copies_written(&visible_path(&self.folder), self.written.load(Ordering::Relaxed), speech));
    }
}

/// A name for the copy of a draft that no other of the run has, even where capitals do not count.
fn name(draft: &Path, taken: &mut HashSet<String>) -> String {
    let (stem, extension) = copy_name(draft);
    let numbered = (2..).map(|number| format!("{stem}-{number}.{extension}"));
    let free =
        std::iter::once(format!("{stem}.{extension}")).chain(numbered).find(|name| taken.insert(name.to_lowercase()));
    free.unwrap_or_default()
}
