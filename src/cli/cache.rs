//! What earlier runs printed of a file, kept for the run that would print the same.

mod index;
mod store;

use std::collections::HashMap;
use std::env;
use std::fmt::{self, Debug, Write};
use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use gaireport::rules::RULES;
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

use self::store::Store;
use super::arguments::{Arguments, Caching, Format, Mode};
use super::files::RootKind;
use super::scope::Scope;
use super::sweep::{Opened, Outcome, Sweep};
use super::tally::Tally;
use crate::drafts::problem::Problem;

/// Names a folder that is used instead of the usual one.
const VARIABLE: &str = "GAIREPORT_CACHE_DIR";

/// How the usual folder is called.
const NAME: &str = "gaireport-lsp";

/// Bytes of a number in a record.
const NUMBER: usize = size_of::<u64>();

/// What earlier runs printed.
pub struct Cache {
    store: Store,
    /// Hash of the program, and of all in its call that shows in what is printed of a file.
    call: u128,
    /// The scopes met so far, by where they are in memory, with the hash of each. They are held, so that no other comes
    /// to lie there.
    scopes: Mutex<HashMap<usize, (Arc<Scope>, u128)>>,
    /// The same of last year's reports, which many scopes share.
    previous: Mutex<HashMap<usize, u128>>,
}

impl Cache {
    /// What is kept for a call; `words` is what shows in what it prints besides its arguments. `None` where the person
    /// wants none, there is no place for it, or no file is asked for.
    pub fn open(sweep: &Sweep, words: impl Debug) -> Option<Cache> {
        let Sweep { arguments, files, .. } = *sweep;
        let folder = match &arguments.caching {
            Caching::Off => return None,
            Caching::Folder(folder) => folder.clone(),
            Caching::Usual => usual(|name| env::var_os(name).map(PathBuf::from))?,
        };
        if files.roots.iter().all(|root| root.kind == RootKind::Standard) {
            return None;
        }
        let call = hash(&(program()?, env::current_dir().ok()?, telling(arguments), words));
        Some(Cache { store: Store::open(&folder)?, call, scopes: Mutex::default(), previous: Mutex::default() })
    }

    /// What an earlier run made of the file, or what `make` does; `words` is what shows in it besides the file and what
    /// holds for it. A failure is never kept.
    pub fn or_make(
        cache: Option<&Cache>,
        opened: &Opened,
        words: impl Debug,
        make: impl FnOnce() -> Result<Outcome, Problem>,
    ) -> Result<Outcome, Problem> {
        let Some(cache) = cache.filter(|_| opened.root != RootKind::Standard) else { return make() };
        let settings = cache.settings(&opened.scope);
        let key = hash(&(settings, xxh3_128(opened.bytes), opened.kind, opened.shown, words));
        if let Some(outcome) = cache.store.find(key).and_then(read) {
            return Ok(outcome);
        }
        let outcome = make()?;
        if let Some(record) = record(&outcome) {
            cache.store.keep(key, record);
        }
        Ok(outcome)
    }

    /// Hash of the call and of what holds for the files of a scope.
    fn settings(&self, scope: &Arc<Scope>) -> u128 {
        let mut scopes = self.scopes.lock().unwrap_or_else(PoisonError::into_inner);
        let known = scopes.entry(Arc::as_ptr(scope).addr()).or_insert_with(|| {
            let (settings, previous) = scope.settings();
            let mut known = self.previous.lock().unwrap_or_else(PoisonError::into_inner);
            let previous =
                previous.map(|previous| *known.entry(Arc::as_ptr(previous).addr()).or_insert_with(|| hash(previous)));
            (scope.clone(), hash(&(self.call, settings, previous)))
        });
        known.1
    }
}

/// The usual folder, or the one that a variable names.
fn usual(variable: impl Fn(&str) -> Option<PathBuf>) -> Option<PathBuf> {
    let set = |name| variable(name).filter(|path| !path.as_os_str().is_empty());
    // What is no whole path counts as not set: so the rules of these folders have it.
    let whole = |name| set(name).filter(|path| path.is_absolute());
    let home = |below: &str| whole("HOME").map(|home| home.join(below));
    let usual = || match env::consts::OS {
        "windows" => whole("LOCALAPPDATA"),
        "macos" => home("Library/Caches"),
        _ => whole("XDG_CACHE_HOME").or_else(|| home(".cache")),
    };
    set(VARIABLE).or_else(|| Some(usual()?.join(NAME)))
}

/// What tells this build from another: a program that was built anew reads nothing that an older one kept.
fn program() -> Option<impl Debug> {
    let path = env::current_exe().ok()?;
    let metadata = fs::metadata(&path).ok()?;
    Some((env!("CARGO_PKG_VERSION"), path, metadata.len(), metadata.modified().ok()?))
}

/// The arguments without those that only say which files there are, or what is printed besides them.
fn telling(arguments: &Arguments) -> Arguments {
    let page = matches!(arguments.mode, Mode::Check(Format::Html, _));
    Arguments {
        paths: Vec::new(),
        files_from: None,
        stdin_name: None,
        no_ignore: false,
        // A page has links that start in its folder.
        output: arguments.output.clone().filter(|_| page),
        // Its contents count, not its name.
        baseline: None,
        watch: false,
        statistics: false,
        quiet: false,
        threads: None,
        caching: Caching::Usual,
        ..arguments.clone()
    }
}

/// The hash of all that the value shows of itself.
fn hash(value: &impl Debug) -> u128 {
    struct Hasher(Xxh3);
    impl Write for Hasher {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            self.0.update(text.as_bytes());
            Ok(())
        }
    }
    let mut hasher = Hasher(Xxh3::new());
    write!(hasher, "{value:?}").expect("plain data shows itself");
    hasher.0.digest128()
}

/// What is printed, then the counts, the last of which says how many rules were counted.
fn record(outcome: &Outcome) -> Option<Vec<u8>> {
    let Outcome { bytes, tally } = outcome;
    let rule = |id: &str| RULES.iter().position(|rule| rule.id == id);
    let mut numbers = Vec::with_capacity(2 * tally.rules.len() + 5);
    for (id, count) in &tally.rules {
        numbers.extend([rule(id)?, *count]);
    }
    numbers.push(tally.reports);
    numbers.extend(tally.severities);
    numbers.push(tally.rules.len());
    let mut record = Vec::with_capacity(bytes.len() + (numbers.len() + 1) * NUMBER);
    record.extend_from_slice(bytes);
    numbers.into_iter().for_each(|number| record.extend_from_slice(&(number as u64).to_le_bytes()));
    Some(record)
}

fn read(mut bytes: Vec<u8>) -> Option<Outcome> {
    let mut number = || {
        let (rest, last) = bytes.split_last_chunk::<NUMBER>()?;
        let (rest, number) = (rest.len(), u64::from_le_bytes(*last));
        bytes.truncate(rest);
        usize::try_from(number).ok()
    };
    let rules = number()?;
    let mut severities = [0; 3];
    for count in severities.iter_mut().rev() {
        *count = number()?;
    }
    let mut tally =
        Tally { files: 1, reports: number()?, severities, rules: Default::default(), failed: 0, changed: 0 };
    for _ in 0..rules {
        let count = number()?;
        tally.rules.insert(RULES.get(number()?)?.id, count);
    }
    Some(Outcome { bytes, tally })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_is_the_one_named_then_the_usual_one() {
        let place = |variables: &[(&str, &str)]| {
            usual(|name| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| PathBuf::from(value)))
        };
        assert_eq!(place(&[(VARIABLE, "here"), ("HOME", "/h")]), Some(PathBuf::from("here")));
        assert_eq!(place(&[]), None);
        if cfg!(target_os = "linux") {
            let home = Some(PathBuf::from("/h/.cache/gaireport-lsp"));
            assert_eq!(place(&[("HOME", "/h"), (VARIABLE, "")]), home);
            assert_eq!(place(&[("HOME", "/h"), ("XDG_CACHE_HOME", "not/whole")]), home);
            assert_eq!(place(&[("HOME", "/h"), ("XDG_CACHE_HOME", "/x")]), Some(PathBuf::from("/x/gaireport-lsp")));
        }
    }

    #[test]
    fn an_outcome_comes_back_whole() {
        let mut tally = Tally { files: 1, reports: 2, severities: [3, 4, 5], ..Tally::default() };
        tally.rules.extend([(RULES[0].id, 6), (RULES[1].id, 6)]);
        let outcome = Outcome { bytes: "甲".as_bytes().to_vec(), tally };
        let parts = |outcome: Outcome| {
            let Tally { files, reports, severities, rules, failed, changed } = outcome.tally;
            (outcome.bytes, rules, [files, reports, failed, changed], severities)
        };
        assert_eq!(read(record(&outcome).unwrap()).map(parts), Some(parts(outcome)));
        assert!(read(vec![0; NUMBER]).is_none());
    }
}
