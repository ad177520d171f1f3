//! What holds for a draft: the configuration nearest to it, over the settings of the editor.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use gaireport::analysis::{Levels, Options};
use gaireport::config::{self, Config, Resolver};
use gaireport::dialect::Kind;
use gaireport::language::Language;
use gaireport::lexicon::Custom;
use gaireport::report::prose::fold;
use ls_types::Uri;
use serde_json::{Map, Value};

use super::address;
use super::archive::{Archive, Buffer, Shelf};
use super::log::log;
use crate::drafts::folder;
use crate::drafts::problem::Problem;

/// Keys of the configuration that an editor may set too. Whatever else it sets is its own affair.
const KEYS: [&str; 6] = ["edition", "language", "previous", "exclude", "rules", "lexicon"];

/// What holds for one draft.
#[derive(Debug)]
pub struct Scope {
    /// How it is analysed.
    pub options: Options,
    /// Language of what a person reads.
    pub language: Language,
    /// Whether its configuration passes it over.
    pub excluded: bool,
    /// Why its configuration cannot be used; the options are then those without one.
    pub problem: Option<Problem>,
    /// Where last year's reports are, if it is compared with any.
    pub previous: Option<PathBuf>,
    /// Those of them that are open, as they were when they were read.
    pub open: Arc<[Buffer]>,
}

/// Configuration files and settings, kept until they change.
#[derive(Debug, Default)]
pub struct Scopes {
    resolver: Resolver,
    /// Last year's reports, read when a draft asks for them.
    archive: Mutex<Arc<Archive>>,
    /// Where they are.
    archived: Mutex<BTreeSet<PathBuf>>,
    settings: Mutex<Settings>,
}

/// Settings of the editor.
#[derive(Debug, Default)]
struct Settings {
    /// Language of the editor.
    language: Language,
    /// Those of each workspace folder.
    folders: Vec<(PathBuf, Option<Arc<Config>>)>,
    /// Those for drafts outside all folders.
    general: Option<Arc<Config>>,
    /// All of them as they were written; empty where nothing is set.
    written: String,
}

impl Scopes {
    /// Says which language the editor speaks.
    pub fn speak(&self, language: Language) {
        self.lock().language = language;
    }

    /// The language of the editor.
    pub fn language(&self) -> Language {
        self.lock().language
    }

    /// Takes the settings for drafts outside all folders, and those of each folder; `Null` sets nothing. Says whether
    /// they are others than before.
    pub fn set(&self, general: &Value, folders: impl IntoIterator<Item = (PathBuf, Value)>) -> bool {
        let folders: Vec<(PathBuf, Value)> = folders.into_iter().collect();
        let nothing = general.is_null() && folders.iter().all(|(_, value)| value.is_null());
        let written = if nothing { String::new() } else { format!("{general}{folders:?}") };
        let general = settings(general, Path::new(""));
        let read = |(folder, value): (PathBuf, Value)| {
            let config = settings(&value, &folder);
            (folder, config)
        };
        let folders = folders.into_iter().map(read).collect();
        let mut settings = self.lock();
        (settings.general, settings.folders) = (general, folders);
        std::mem::replace(&mut settings.written, written.clone()) != written
    }

    /// Forgets configuration files and last year's reports, so that they are read anew.
    pub fn forget(&self) {
        self.resolver.forget();
        *self.archive.lock().unwrap_or_else(PoisonError::into_inner) = Arc::default();
    }

    /// Forgets what was read of last year's report in a file.
    pub fn forget_report(&self, file: &Path) {
        self.archive().forget(file);
    }

    /// Whether a file is, or may be, a report of last year that a draft asked for.
    pub fn is_archived(&self, file: &Path) -> bool {
        self.archived.lock().unwrap_or_else(PoisonError::into_inner).iter().any(|path| file.starts_with(path))
    }

    /// Files and folders with last year's reports that drafts asked for.
    pub fn archived(&self) -> BTreeSet<PathBuf> {
        self.archived.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Last year's reports at that path.
    fn last_year(&self, path: &Path, buffers: &[Buffer]) -> Result<Shelf, Problem> {
        self.archived.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned());
        self.archive().open(path, buffers)
    }

    fn archive(&self) -> Arc<Archive> {
        Arc::clone(&self.archive.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// What holds for a draft. Only addresses of files have a configuration: the disk is touched for no other. Last year's
    /// reports are looked for among the drafts that are open first.
    pub fn of(&self, uri: &Uri, language_id: &str, buffers: &[Buffer]) -> Scope {
        let path = address::path(uri).map(|path| absolute(&path));
        let kind = path.as_deref().and_then(folder::known).unwrap_or_else(|| kind_of(language_id, uri));
        self.scope(path.as_deref(), kind, buffers)
    }

    /// What holds for a file, an absolute path, as it is on disk.
    pub fn of_file(&self, path: &Path, buffers: &[Buffer]) -> Scope {
        let path = absolute(path);
        self.scope(Some(&path), folder::kind(&path), buffers)
    }

    fn scope(&self, path: Option<&Path>, kind: Kind, buffers: &[Buffer]) -> Scope {
        let found = match path.and_then(Path::parent) {
            Some(folder) => self.resolver.find(folder),
            None => Ok(None),
        };
        let (config, broken) = match found {
            Ok(config) => (config, None),
            Err(problem) => (None, Some(Problem::Configuration(problem))),
        };
        let (settings, language) = self.lock().of(path);
        let said = [config, settings];
        let said = || said.iter().flatten();
        let archived = said().find_map(|config| config.previous.as_deref()).map(absolute);
        let (shelf, unread) = match archived.as_deref().map(|path| self.last_year(path, buffers)) {
            Some(Ok(shelf)) => (Some(shelf), None),
            Some(Err(problem)) => (None, Some(problem)),
            None => (None, None),
        };
        let (previous, open) = shelf.map(|shelf| (shelf.reports, shelf.open)).unzip();
        let options = Options {
            edition: said().find_map(|config| config.edition),
            levels: levels(said().rev()),
            lexicon: lexicon(said()),
            previous,
            ..Options::new(kind)
        };
        Scope {
            options,
            language: said().find_map(|config| config.language).unwrap_or(language),
            excluded: path.is_some_and(|path| said().any(|config| config.excludes(path))),
            problem: broken.or(unread),
            previous: archived,
            open: open.unwrap_or_default(),
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Settings> {
        self.settings.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Settings {
    /// The settings of the innermost folder that holds the file.
    fn of(&self, path: Option<&Path>) -> (Option<Arc<Config>>, Language) {
        let holds = |folder: &&(PathBuf, _)| path.is_some_and(|path| path.starts_with(&folder.0));
        let innermost = self.folders.iter().filter(holds).max_by_key(|(folder, _)| folder.as_os_str().len());
        (innermost.map_or_else(|| self.general.clone(), |(_, config)| config.clone()), self.language)
    }
}

/// The levels that configurations set, the later ones over the earlier.
fn levels<'c>(configs: impl Iterator<Item = &'c Arc<Config>>) -> Levels {
    let mut levels = Levels::default();
    for (id, level) in configs.flat_map(|config| &config.rules) {
        levels.set(id, *level);
    }
    levels
}

/// The wrong words that configurations add.
fn lexicon<'c>(configs: impl Iterator<Item = &'c Arc<Config>>) -> Option<Arc<Custom>> {
    let words: Vec<_> = configs.flat_map(|config| config.lexicon.iter().cloned()).collect();
    (!words.is_empty()).then(|| Arc::new(Custom::new(&words, fold)))
}

/// The kind of what has no telling name.
fn kind_of(language_id: &str, uri: &Uri) -> Kind {
    match language_id {
        "markdown" => Kind::Markdown,
        "html" => Kind::Html,
        "plaintext" | "text" => Kind::Text,
        _ => folder::kind(Path::new(uri.path().as_str())),
    }
}

/// The file without links and `..` in its folder, so that its ancestors are the folders above it.
pub fn absolute(path: &Path) -> PathBuf {
    let whole = path.parent().and_then(|folder| Some(folder.canonicalize().ok()?.join(path.file_name()?)));
    whole.or_else(|| std::path::absolute(path).ok()).unwrap_or_else(|| path.to_owned())
}

/// Reads settings as a configuration file in that folder would be read. A key or rule that cannot be used is left out
/// and said in the log: nobody could work with an editor that refuses everything because of one.
fn settings(value: &Value, folder: &Path) -> Option<Arc<Config>> {
    let fields = value.as_object()?;
    let mut usable = toml::Table::new();
    for key in KEYS {
        let Some(value) = fields.get(key).filter(|value| !value.is_null()) else { continue };
        let entries = match (key, value) {
            ("rules", Value::Object(rules)) => rules.iter().map(|rule| section(key, rule)).collect(),
            _ => vec![Map::from_iter([(key.to_owned(), value.clone())])],
        };
        for entry in entries {
            merge(&mut usable, &entry, folder);
        }
    }
    let text = toml::to_string(&usable).ok()?;
    config::parse(&text, &folder.join(config::NAMES[0])).ok().map(Arc::new)
}

fn section(key: &str, (name, value): (&String, &Value)) -> Map<String, Value> {
    Map::from_iter([(key.to_owned(), Value::Object(Map::from_iter([(name.clone(), value.clone())])))])
}

/// Puts an entry in if it can be used by itself.
fn merge(usable: &mut toml::Table, entry: &Map<String, Value>, folder: &Path) {
    let Ok(toml::Value::Table(entry)) = toml::Value::try_from(entry) else { return };
    let read = toml::to_string(&entry).ok().map(|text| config::parse(&text, &folder.join("settings")));
    match read {
        Some(Ok(_)) => {}
        Some(Err(problem)) => return log(&problem.words(Language::English)),
        None => return,
    }
    for (key, value) in entry {
        match (usable.get_mut(&key), value) {
            (Some(toml::Value::Table(known)), toml::Value::Table(more)) => known.extend(more),
            (_, value) => drop(usable.insert(key, value)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use gaireport::lint::Severity;
    use gaireport::rules::RULES;
    use serde_json::json;

    use super::*;

    fn uri(path: &Path) -> Uri {
        Uri::from_file_path(path).unwrap()
    }

    #[test]
    fn the_file_wins_over_the_settings_and_the_inner_folder_over_the_outer() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        std::fs::create_dir_all(root.join("甲/乙")).unwrap();
        std::fs::write(root.join("甲/gaireport.toml"), "edition = 2019\n[rules]\nempty-cell = \"off\"").unwrap();
        let scopes = Scopes::default();
        let rules = json!({"edition": 2021, "rules": {"empty-cell": "error", "number-format": "error"}});
        scopes.set(&json!({"language": "en"}), [(root.join("甲"), rules), (root.clone(), json!({"edition": "2021"}))]);
        let level =
            |scope: &Scope, id: &str| scope.options.levels.of(RULES.iter().position(|rule| rule.id == id).unwrap());
        let inner = scopes.of(&uri(&root.join("甲/乙/年报.md")), "", &[]);
        assert_eq!(inner.options.edition, Some(2019));
        assert_eq!((level(&inner, "empty-cell"), level(&inner, "number-format")), (None, Some(Severity::Error)));
        assert_eq!(scopes.of(&uri(&root.join("年报.md")), "", &[]).options.edition, Some(2021));
        assert_eq!(
            scopes.of(&Uri::from_str("untitled:甲").unwrap_or(uri(Path::new("/x"))), "", &[]).language,
            Language::English
        );
    }

    #[test]
    fn a_setting_that_cannot_be_used_leaves_the_others() {
        let rules = json!({"no-such-rule": "error", "empty-cell": "loud", "number-format": "off"});
        let value =
            json!({"rules": rules, "edition": 2020, "language": "en", "server": {"path": "x"}, "previous": null});
        let config = settings(&value, Path::new("/d")).unwrap();
        assert_eq!((config.edition, config.language), (None, Some(Language::English)));
        assert_eq!(config.rules, [("number-format".to_owned(), None)]);
    }

    #[test]
    fn the_name_says_the_kind_before_the_editor_does() {
        let scopes = Scopes::default();
        let kind = |address: &str, id: &str| scopes.of(&Uri::from_str(address).unwrap(), id, &[]).options.kind;
        assert_eq!(kind("file:///d/a.html", "plaintext"), Kind::Html);
        assert_eq!(kind("file:///d/a", "markdown"), Kind::Markdown);
        assert_eq!(kind("untitled:Untitled-1", "markdown"), Kind::Markdown);
        assert_eq!(kind("vscode-vfs://github/a/b.md", "unheard-of"), Kind::Markdown);
    }
}
