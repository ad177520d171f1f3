//! Goes through all files: opens each, has it worked on, prints what comes of it in order, and says on standard error
//! what could not be done.

use std::collections::HashSet;
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::thread::available_parallelism;

use gaireport::dialect::Kind;
use gaireport::language::Language;

use super::arguments::Arguments;
use super::escape::{visible, visible_path};
use super::files::{Entry, Files, Root, RootKind};
use super::messages;
use super::output::{Output, note};
use super::pool;
use super::progress::Progress;
use super::tally::Tally;
use crate::drafts::folder::kind;
use crate::drafts::problem::Problem;
use crate::drafts::scope::{Scope, Scopes};
use crate::drafts::source::{read_file, read_standard};

/// A file that was read.
pub struct Opened<'b> {
    /// As it is opened.
    pub path: &'b Path,
    /// As it is shown.
    pub shown: &'b str,
    /// Kind of the argument it came from.
    pub root: RootKind,
    /// Kind of file.
    pub kind: Kind,
    /// Its bytes.
    pub bytes: &'b [u8],
    /// Its effective settings.
    pub scope: Scope,
}

/// Result of processing a file.
#[derive(Default)]
pub struct Outcome {
    /// Bytes to print.
    pub bytes: Vec<u8>,
    /// Its counts.
    pub tally: Tally,
}

/// Text before and between the outputs of files.
#[derive(Clone, Copy, Default)]
pub struct Frame<'f> {
    /// Before the first.
    pub head: &'static str,
    /// Between two.
    pub between: &'static str,
    /// Behind the last, as if it came of one more file.
    pub last: &'f [u8],
}

/// All files of a call, and what holds for them.
pub struct Sweep<'a> {
    /// The call.
    pub arguments: &'a Arguments,
    /// Its files.
    pub files: &'a Files,
    /// Their effective settings.
    pub scopes: &'a Scopes,
}

/// Result of one file, with a remark to print about it.
struct Product {
    root: usize,
    outcome: Outcome,
    remark: Remark,
}

enum Remark {
    Nothing,
    NoReport(String),
    Failed(String, Problem, Language),
}

/// Prints results as they come.
struct Printer<'a> {
    sweep: &'a Sweep<'a>,
    output: &'a mut Output,
    frame: Frame<'a>,
    printed: bool,
    error: io::Result<()>,
    total: Tally,
    /// Arguments of which nothing is to be said: something in them is a report, or an error told of.
    settled: Vec<bool>,
    configurations: HashSet<PathBuf>,
}

impl Sweep<'_> {
    /// Works on every file. `failed` makes what is printed of one that could not be opened or worked on.
    pub fn run(
        &self,
        output: &mut Output,
        frame: Frame,
        work: impl Fn(&Opened) -> Result<Outcome, Problem> + Sync,
        failed: impl Fn(&str, &str) -> Vec<u8> + Sync,
    ) -> io::Result<Tally> {
        output.write_all(frame.head.as_bytes())?;
        let entries = &self.files.entries;
        let mut printer = Printer {
            sweep: self,
            output,
            frame,
            printed: false,
            error: Ok(()),
            total: Tally::default(),
            settled: vec![false; self.files.roots.len()],
            configurations: HashSet::new(),
        };
        let work = |index: usize, bytes: &mut Vec<u8>| self.one(&entries[index], bytes, &work, &failed);
        let progress = if self.arguments.quiet { Progress::none() } else { Progress::begin(entries.len()) };
        pool::in_order(entries.len(), self.threads(), Vec::new, work, |result| {
            progress.step(|| printer.take(result, &progress))
        });
        drop(progress);
        printer.print(frame.last);
        printer.finish()
    }

    /// Reads every file but standard input, and collects in order what `work` makes of each. Nothing is said of those that
    /// cannot be read or worked on: [`Sweep::run`] does that.
    pub fn collect<R: Send>(&self, work: impl Fn(&Opened) -> Result<R, Problem> + Sync) -> Vec<R> {
        let mut all = Vec::new();
        let one = |index: usize, bytes: &mut Vec<u8>| {
            let entry = &self.files.entries[index];
            let root = &self.files.roots[entry.root];
            if root.kind == RootKind::Standard {
                return None;
            }
            let (path, shown) = (entry.path.as_path(), shown(&entry.path));
            let opened =
                || self.open((path, entry), &shown, root, bytes).ok().flatten().and_then(|opened| work(&opened).ok());
            catch_unwind(AssertUnwindSafe(opened)).ok().flatten()
        };
        pool::in_order(self.files.entries.len(), self.threads(), Vec::new, one, |result| all.extend(result));
        all
    }

    fn threads(&self) -> usize {
        self.arguments.threads.or_else(|| available_parallelism().ok().map(Into::into)).unwrap_or(1)
    }

    fn one(
        &self,
        entry: &Entry,
        bytes: &mut Vec<u8>,
        work: &impl Fn(&Opened) -> Result<Outcome, Problem>,
        failed: &impl Fn(&str, &str) -> Vec<u8>,
    ) -> Product {
        let root = &self.files.roots[entry.root];
        let path = self.name(entry, root);
        let shown = shown(path);
        let result = catch_unwind(AssertUnwindSafe(|| {
            let opened = self.open((path, entry), &shown, root, bytes)?;
            opened.map_or_else(|| Ok(None), |opened| work(&opened).map(Some))
        }));
        let result = result.unwrap_or_else(|panic| Err(Problem::Internal(panic_words(panic.as_ref()))));
        let (outcome, remark) = match result {
            Ok(None) => (Outcome::default(), Remark::Nothing),
            Ok(Some(outcome)) if outcome.tally.reports == 0 => (outcome, Remark::NoReport(shown)),
            Ok(Some(outcome)) => (outcome, Remark::Nothing),
            Err(problem) => {
                let language = self.scopes.of(Some(path), kind(path), &[]).language;
                let bytes = failed(&shown, &problem.words(language));
                (Outcome { bytes, tally: Tally::failure() }, Remark::Failed(shown, problem, language))
            }
        };
        Product { root: entry.root, outcome, remark }
    }

    /// The name of a file; standard input has the one it was given.
    fn name<'e>(&'e self, entry: &'e Entry, root: &Root) -> &'e Path {
        match (&self.arguments.stdin_name, root.kind) {
            (Some(name), RootKind::Standard) => name,
            _ => &entry.path,
        }
    }

    /// Reads a file; `None` where the configuration passes it over.
    fn open<'b>(
        &self,
        (path, entry): (&'b Path, &Entry),
        shown: &'b str,
        root: &Root,
        bytes: &'b mut Vec<u8>,
    ) -> Result<Option<Opened<'b>>, Problem> {
        let scope = self.scopes.of(Some(path), kind(path), &[]);
        if let Some(problem) = scope.problem {
            return Err(problem);
        }
        let excludes = match root.kind {
            RootKind::Folder => true,
            RootKind::File => self.arguments.force_exclude,
            RootKind::Standard => false,
        };
        if excludes && scope.excluded {
            return Ok(None);
        }
        if let Some(problem) = &entry.problem {
            return Err(problem.clone());
        }
        match root.kind {
            RootKind::Standard => read_standard(bytes)?,
            RootKind::File | RootKind::Folder => read_file(path, bytes)?,
        }
        Ok(Some(Opened { path, shown, root: root.kind, kind: kind(path), bytes, scope }))
    }
}

/// The path with the separators that every machine reader knows.
pub fn shown(path: &Path) -> String {
    let path = path.to_string_lossy();
    if cfg!(windows) { path.replace('\\', "/") } else { path.into_owned() }
}

fn panic_words(panic: &(dyn std::any::Any + Send)) -> String {
    let words = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    words.unwrap_or("panic").to_owned()
}

impl Printer<'_> {
    fn take(&mut self, result: Product, progress: &Progress) {
        self.total.add(&result.outcome.tally);
        self.print(&result.outcome.bytes);
        // What waits in a buffer would be written through the bar.
        if progress.is_shown() && self.output.is_terminal() && self.error.is_ok() {
            self.error = self.output.flush();
        }
        self.settled[result.root] |= result.outcome.tally.reports > 0 || result.outcome.tally.failed > 0;
        let root = self.sweep.files.roots[result.root].kind;
        match result.remark {
            Remark::Failed(path, problem, language) => self.complain(&path, &problem, language),
            Remark::NoReport(path) if root != RootKind::Folder && !self.sweep.arguments.quiet => {
                note(&messages::no_report(&visible(&path), self.sweep.arguments.speech));
            }
            Remark::NoReport(_) | Remark::Nothing => {}
        }
    }

    fn print(&mut self, bytes: &[u8]) {
        if bytes.is_empty() || self.error.is_err() {
            return;
        }
        let between = if self.printed { self.frame.between } else { "" };
        self.printed = true;
        self.error = self.output.write_all(between.as_bytes()).and_then(|()| self.output.write_all(bytes));
    }

    /// Says once what is wrong with a configuration, and of any other problem which file has it.
    fn complain(&mut self, path: &str, problem: &Problem, language: Language) {
        let words = problem.words(language);
        match problem {
            Problem::Configuration(broken) if !self.configurations.insert(broken.path.clone()) => {}
            Problem::Configuration(_) => note(&messages::error(&visible(&words), language)),
            _ => note(&messages::error(&format!("{}: {}", visible(path), visible(&words)), language)),
        }
    }

    fn finish(mut self) -> io::Result<Tally> {
        let speech = self.sweep.arguments.speech;
        if let Some(problem) = self.sweep.scopes.problem()
            && self.total.failed == 0
        {
            self.complain("", &problem, speech);
            self.total.failed += 1;
        }
        let silent = self.sweep.arguments.quiet;
        for (root, _) in self.sweep.files.roots.iter().zip(&self.settled).filter(|(_, settled)| !silent && !**settled) {
            if root.kind == RootKind::Folder {
                note(&messages::no_reports(&visible_path(&root.path), speech));
            }
        }
        self.error.map(|()| self.total)
    }
}
