//! What holds for the files of a folder: configuration and command line put together.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use gaireport::analysis::{Levels, Options};
use gaireport::config::{self, Config, Found, Resolver};
use gaireport::dialect::Kind;
use gaireport::lexicon::Custom;
use gaireport::lint::Severity;
use gaireport::page::Language;
use gaireport::report::Previous;
use gaireport::report::prose::fold;
use gaireport::rules::RULES;

use super::arguments::{Arguments, Configuration, Mode};
use crate::drafts::previous::Archive;
use crate::drafts::problem::Problem;

/// What holds for the files of one folder.
#[derive(Clone, Debug)]
pub struct Scope {
    /// The folder, absolute, where a configuration excludes by it.
    folder: PathBuf,
    config: Option<Arc<Config>>,
    levels: Levels,
    edition: Option<u16>,
    year: Option<u16>,
    lexicon: Option<Arc<Custom>>,
    previous: Option<Arc<Previous>>,
    /// Language of messages about these files.
    pub language: Language,
}

/// The scopes of all folders, each made once.
pub struct Scopes<'a> {
    arguments: &'a Arguments,
    fixed: Option<Result<Arc<Scope>, Problem>>,
    resolver: Resolver,
    archive: Archive,
    folders: Mutex<HashMap<PathBuf, Result<Arc<Scope>, Problem>>>,
}

impl<'a> Scopes<'a> {
    /// Reads a configuration named on the command line; the others are read when a file asks.
    pub fn new(arguments: &'a Arguments) -> Self {
        let fixed = match &arguments.configuration {
            Configuration::Nearest => None,
            Configuration::None => Some(Ok(None)),
            Configuration::File(path) => {
                Some(config::load(&path.canonicalize().unwrap_or_else(|_| path.clone())).map(Some))
            }
        };
        let archive = Archive::default();
        let fixed = fixed.map(|found: Found| scope(arguments, &archive, PathBuf::new(), found));
        Scopes { arguments, fixed, resolver: Resolver::default(), archive, folders: Mutex::default() }
    }

    /// What is wrong with the configuration that the command line names.
    pub fn problem(&self) -> Option<&Problem> {
        self.fixed.as_ref()?.as_ref().err()
    }

    /// Paths of last year's reports that files asked for, in order.
    pub fn previous(&self) -> Vec<PathBuf> {
        self.archive.paths()
    }

    /// The scope of a file.
    pub fn of(&self, path: &Path) -> Result<Arc<Scope>, Problem> {
        if let Some(fixed) = &self.fixed {
            return fixed.clone();
        }
        let folder = path.parent().unwrap_or(Path::new(""));
        if let Some(known) = self.folders.lock().unwrap_or_else(PoisonError::into_inner).get(folder) {
            return known.clone();
        }
        let absolute = absolute(folder);
        let found = self.resolver.find(&absolute);
        let made = scope(self.arguments, &self.archive, absolute, found);
        self.folders.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.to_owned(), made.clone());
        made
    }
}

/// The folder without links and `..`, so that its ancestors are the folders above it.
fn absolute(folder: &Path) -> PathBuf {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    folder.canonicalize().or_else(|_| std::path::absolute(folder)).unwrap_or_else(|_| folder.to_owned())
}

fn scope(arguments: &Arguments, archive: &Archive, folder: PathBuf, found: Found) -> Result<Arc<Scope>, Problem> {
    let config = found.map_err(Problem::Configuration)?;
    let configured = config.as_deref();
    let previous = arguments.previous.as_ref().or_else(|| configured.and_then(|config| config.previous.as_ref()));
    // Nothing but checking looks at last year.
    let previous = previous.filter(|_| matches!(arguments.mode, Mode::Check(..)));
    Ok(Arc::new(Scope {
        folder,
        levels: levels(arguments, configured),
        edition: arguments.edition.unwrap_or_else(|| configured.and_then(|config| config.edition)),
        year: arguments.year,
        lexicon: configured.and_then(lexicon),
        previous: previous.map(|path| archive.open(path)).transpose()?,
        language: arguments
            .language
            .or_else(|| configured.and_then(|config| config.language))
            .unwrap_or(arguments.speech),
        config,
    }))
}

/// The wrong words that the configuration adds.
fn lexicon(config: &Config) -> Option<Arc<Custom>> {
    (!config.lexicon.is_empty()).then(|| Arc::new(Custom::new(&config.lexicon, fold)))
}

/// The configuration's levels, then what the command line says: it wins.
fn levels(arguments: &Arguments, config: Option<&Config>) -> Levels {
    let mut levels = Levels::default();
    for (id, level) in config.into_iter().flat_map(|config| &config.rules) {
        levels.set(id, *level);
    }
    if !arguments.select.is_empty() {
        select(&mut levels, &arguments.select);
    }
    for (id, level) in &arguments.severities {
        levels.set(id, *level);
    }
    for id in &arguments.ignore {
        levels.set(id, None);
    }
    levels
}

/// Switches the others off, and a selected rule that is off on.
fn select(levels: &mut Levels, ids: &[String]) {
    for (index, rule) in RULES.iter().enumerate() {
        let selected = ids.iter().any(|id| id == rule.id);
        match (selected, levels.of(index).0) {
            (false, _) => levels.set(rule.id, None),
            (true, None) => levels.set(rule.id, rule.severity.or(Some(Severity::Warning))),
            (true, Some(_)) => continue,
        };
    }
}

impl Scope {
    /// How a draft of that kind is analysed here.
    pub fn options(&self, kind: Kind) -> Options {
        Options {
            edition: self.edition,
            year: self.year,
            levels: self.levels.clone(),
            lexicon: self.lexicon.clone(),
            previous: self.previous.clone(),
            ..Options::new(kind)
        }
    }

    /// Whether the configuration passes the file over where a folder is checked.
    pub fn excludes(&self, path: &Path) -> bool {
        let Some(config) = self.config.as_deref().filter(|config| !config.exclude.is_empty()) else { return false };
        let folder = if self.folder.as_os_str().is_empty() {
            absolute(path.parent().unwrap_or(Path::new("")))
        } else {
            self.folder.clone()
        };
        let Some(name) = path.file_name() else { return false };
        config.excludes(&folder.join(name))
    }
}
