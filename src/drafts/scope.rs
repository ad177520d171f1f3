//! Effective settings of a draft: the configuration nearest to it, merged with the flags of the command line, which win
//! over it, and with the settings of an editor, which fill what it does not say.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use gaireport::analysis::{Levels, Options};
use gaireport::config::{self, Config, FolderConfig, Local, Resolver};
use gaireport::dialect::Kind;
use gaireport::folder::Limits;
use gaireport::language::Language;
use gaireport::lexicon::Custom;
use gaireport::lexicon::profile::Profile;
use gaireport::lint::Level;
use gaireport::report::prose::fold;
use gaireport::text::Text;

use super::archive::{Archive, Buffer};
use super::between::{Between, Found, say_the_same};
use super::folder::absolute_folder;
use super::problem::Problem;
use super::reach::{self, Reach};
use super::source::read_text;

/// Effective settings of one draft.
#[derive(Debug)]
pub struct Scope {
    /// Options of its analysis.
    pub options: Options,
    /// Language of what a person reads.
    pub language: Language,
    /// True where its configuration passes it over when its folder is checked.
    pub excluded: bool,
    /// Why its configuration or last year's reports cannot be used; a draft with a problem is not checked.
    pub problem: Option<Problem>,
    /// Path of last year's reports, if it is compared with any.
    pub previous: Option<PathBuf>,
    /// The open drafts among these, as they were when they were read.
    pub open: Arc<[Buffer]>,
    /// Findings between it and other reports.
    pub between: Option<Arc<Found>>,
}

/// Settings of the command line.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    /// The edition to check against; `Some(None)` finds it, whatever is configured.
    pub edition: Option<Option<u16>>,
    /// The report year.
    pub year: Option<u16>,
    /// Language of what a person reads.
    pub language: Option<Language>,
    /// Last year's reports.
    pub previous: LastYear,
    /// File that lists the units that must report.
    pub roster: Option<PathBuf>,
    /// Reach of what configurations name.
    pub reach: Reach,
    /// Rules that alone are on; empty leaves all on.
    pub select: Vec<String>,
    /// Levels of rules; the last one of a rule wins.
    pub levels: Vec<(String, Level)>,
}

/// Place of last year's reports.
#[derive(Clone, Debug, Default)]
pub enum LastYear {
    /// The one that is configured.
    #[default]
    Configured,
    /// At this path.
    At(PathBuf),
    /// Nobody looks at them.
    Ignored,
}

/// Settings of an editor.
#[derive(Clone, Debug, Default)]
pub struct EditorSettings {
    /// Those of each workspace folder.
    pub folders: Vec<(PathBuf, Option<Arc<Config>>)>,
    /// Those for drafts outside all folders.
    pub general: Option<Arc<Config>>,
    /// True where the folders may come from anybody: nothing that their configurations name is read.
    pub restricted: bool,
    /// All of them as they were written; empty where nothing is set.
    pub written: String,
}

/// Finds the effective settings of drafts. What was read of configurations and last year's reports is kept until it is
/// forgotten.
#[derive(Debug, Default)]
pub struct Scopes {
    flags: Flags,
    /// The one configuration that speaks for every draft, in place of the nearest.
    only: Option<FolderConfig>,
    resolver: Resolver,
    /// Last year's reports.
    pub archive: Archive,
    settings: Mutex<Settings>,
    merged: Mutex<HashMap<Option<PathBuf>, Arc<Merged>>>,
    /// By their words: whoever adds some thousand to them has them made ready once.
    lexicons: Mutex<HashMap<Pairs, Arc<Custom>>>,
    between: Mutex<Between>,
}

/// Wrong words and what is right.
type Pairs = Vec<(String, String)>;

#[derive(Debug, Default)]
struct Settings {
    language: Language,
    editor: EditorSettings,
}

/// Settings of all files of a folder.
#[derive(Debug)]
struct Merged {
    /// The folder, absolute.
    folder: PathBuf,
    /// Configuration and settings, the stronger first.
    configs: Vec<Arc<Config>>,
    levels: Levels,
    edition: Option<u16>,
    lexicon: Option<Arc<Custom>>,
    previous: Option<PathBuf>,
    roster: Option<PathBuf>,
    overlap: Option<Limits>,
    profile: Option<Arc<Profile>>,
    language: Language,
    problem: Option<Problem>,
}

impl Scope {
    /// Returns another report that the draft was compared with: as it was open then, else as it is on disk.
    pub fn other_report(&self, path: &Path) -> Option<Buffer> {
        let path = &self.between.as_ref().map_or_else(|| path.to_owned(), |found| found.file(path));
        let open = self.open.iter().find(|buffer| buffer.path == *path).cloned();
        open.or_else(|| {
            let path = path.canonicalize().ok()?;
            let text = Text::new(&read_text(&path).ok()?);
            Some(Buffer { path, address: None, text })
        })
    }
}

impl Scopes {
    /// Settings of a command line that speaks this language. `only` is the configuration that it names for all drafts.
    pub fn new(flags: Flags, only: Option<FolderConfig>, language: Language) -> Scopes {
        let settings = Mutex::new(Settings { language, ..Settings::default() });
        Scopes { flags, only, settings, ..Scopes::default() }
    }

    /// Says what is wrong with the one configuration for all drafts.
    pub fn problem(&self) -> Option<Problem> {
        self.only.as_ref()?.as_ref().err().cloned().map(Problem::Configuration)
    }

    /// Lists the configuration files found since this was last asked that are not obeyed: they belong to other users.
    pub fn disobeyed(&self) -> BTreeSet<PathBuf> {
        self.resolver.foreign()
    }

    /// Sets the language that holds where none is configured.
    pub fn speak(&self, language: Language) {
        self.settings().language = language;
        self.merged().clear();
    }

    /// Returns the language that holds where none is configured.
    pub fn language(&self) -> Language {
        self.settings().language
    }

    /// Takes the settings of an editor. Tells whether they are others than before.
    pub fn set(&self, editor: EditorSettings) -> bool {
        let before = std::mem::replace(&mut self.settings().editor, editor);
        self.merged().clear();
        before.written != self.settings().editor.written
    }

    /// Forgets configuration files and last year's reports, so that they are read anew.
    pub fn forget(&self) {
        self.resolver.forget();
        self.archive.forget();
        self.merged().clear();
        let mut lexicons = self.lexicons.lock().unwrap_or_else(PoisonError::into_inner);
        lexicons.retain(|_, lexicon| Arc::strong_count(lexicon) > 1);
    }

    /// Finds the settings of a draft; without a place on disk it has no configuration, and the disk is not touched. Last
    /// year's reports are looked for among `buffers` first.
    pub fn of(&self, path: Option<&Path>, kind: Kind, buffers: &[Buffer]) -> Scope {
        let merged = self.merged_for(path);
        let shelf = merged.previous.as_deref().map(|path| self.archive.open(path, buffers)).transpose();
        let (shelf, unread) = shelf.map_or_else(|problem| (None, Some(problem)), |shelf| (shelf, None));
        let (previous, open) = shelf.map(|shelf| (shelf.reports, shelf.open)).unzip();
        let options = Options {
            edition: merged.edition,
            year: self.flags.year,
            levels: merged.levels.clone(),
            lexicon: merged.lexicon.clone(),
            profile: merged.profile.clone(),
            previous,
            ..Options::new(kind)
        };
        Scope {
            options,
            language: merged.language,
            excluded: path.and_then(Path::file_name).is_some_and(|name| merged.excludes(Path::new(name))),
            problem: merged.problem.clone().or(unread),
            previous: merged.previous.clone(),
            open: open.unwrap_or_default(),
            between: path.and_then(|path| self.between().get(path).cloned()),
        }
    }

    /// Returns the roster that holds for a file: that of the flags, else the one that is configured.
    pub fn roster(&self, path: &Path) -> Option<PathBuf> {
        self.merged_for(Some(path)).roster.clone()
    }

    /// Returns the limits of likeness that hold for a file.
    pub fn overlap(&self, path: &Path) -> Limits {
        self.merged_for(Some(path)).overlap.unwrap_or_default()
    }

    fn merged_for(&self, path: Option<&Path>) -> Arc<Merged> {
        let folder = path.map(|path| path.parent().unwrap_or(path));
        // Held while it is made, so that nothing made before settings changed is kept after that.
        let mut merged = self.merged();
        if let Some(known) = merged.get(&folder.map(Path::to_owned)) {
            return Arc::clone(known);
        }
        let made = Arc::new(self.merge(folder));
        merged.insert(folder.map(Path::to_owned), Arc::clone(&made));
        made
    }

    /// Merges the settings for a folder.
    fn merge(&self, folder: Option<&Path>) -> Merged {
        let absolute_folder = folder.map(absolute_folder);
        let found = match (&self.only, &absolute_folder) {
            (Some(only), _) => only.clone(),
            (None, Some(folder)) => self.resolver.find(folder),
            (None, None) => Ok(None),
        };
        let (config, problem) = found.map_or_else(|problem| (None, Some(problem)), |config| (config, None));
        let (editor, language) = self.settings().of(absolute_folder.as_deref());
        let configs: Vec<Arc<Config>> = config.into_iter().chain(editor).collect();
        let EditorSettings { folders, restricted, .. } = self.settings().editor.clone();
        let folders: Vec<PathBuf> = folders.into_iter().map(|(folder, _)| folder).collect();
        let mut outside = None;
        let mut named = |path: fn(&Config) -> Option<&Path>| {
            let (config, path) = configs.iter().find_map(|config| Some((config, path(config)?)))?;
            if restricted {
                return None;
            }
            let named = reach::named(config, path, self.flags.reach, &folders);
            named.map_err(|problem| outside = Some(problem)).ok()
        };
        let previous = match &self.flags.previous {
            LastYear::Configured => named(|config| config.previous.as_deref()),
            LastYear::At(path) => Some(path.clone()),
            LastYear::Ignored => None,
        };
        let roster = self.flags.roster.clone().or_else(|| named(|config| config.roster.as_deref()));
        let profile = match configs.iter().find_map(|config| config.profile.as_ref()) {
            Some(Local::Here(profile)) => Ok(Some(Arc::clone(profile))),
            Some(Local::File(_)) => {
                let file = named(Config::profile_file);
                file.inspect(|file| self.archive.note(file)).map(|file| config::load_profile(&file)).transpose()
            }
            None => Ok(None),
        };
        let (profile, broken) = profile.map_or_else(|broken| (None, Some(broken)), |profile| (profile, None));
        Merged {
            folder: absolute_folder.unwrap_or_default(),
            levels: levels(&configs, &self.flags),
            edition: self.flags.edition.unwrap_or_else(|| configs.iter().find_map(|config| config.edition)),
            lexicon: self.lexicon(&configs),
            previous,
            roster,
            overlap: configs.iter().find_map(|config| config.overlap),
            profile,
            language: self
                .flags
                .language
                .or_else(|| configs.iter().find_map(|config| config.language))
                .unwrap_or(language),
            problem: problem.or(broken).map(Problem::Configuration).or(outside),
            configs,
        }
    }

    /// The wrong words that configurations add.
    fn lexicon(&self, configs: &[Arc<Config>]) -> Option<Arc<Custom>> {
        let words: Pairs = configs.iter().flat_map(|config| config.lexicon.iter().cloned()).collect();
        if words.is_empty() {
            return None;
        }
        let mut lexicons = self.lexicons.lock().unwrap_or_else(PoisonError::into_inner);
        let known = lexicons.entry(words).or_insert_with_key(|words| Arc::new(Custom::new(words, fold)));
        Some(Arc::clone(known))
    }

    /// Takes findings between reports in place of those before. Tells whether they say anything else.
    pub fn set_between(&self, between: Between) -> bool {
        let before = std::mem::replace(&mut *self.between(), between);
        !say_the_same(&before, &self.between())
    }

    fn between(&self) -> MutexGuard<'_, Between> {
        self.between.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn settings(&self) -> MutexGuard<'_, Settings> {
        self.settings.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn merged(&self) -> MutexGuard<'_, HashMap<Option<PathBuf>, Arc<Merged>>> {
        self.merged.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Settings {
    /// Returns the settings of the innermost workspace folder that holds a folder, and the language.
    fn of(&self, folder: Option<&Path>) -> (Option<Arc<Config>>, Language) {
        let holds = |known: &&(PathBuf, _)| folder.is_some_and(|folder| folder.starts_with(&known.0));
        let innermost = self.editor.folders.iter().filter(holds).max_by_key(|(folder, _)| folder.as_os_str().len());
        (innermost.map_or_else(|| self.editor.general.clone(), |(_, config)| config.clone()), self.language)
    }
}

impl Merged {
    /// Tells whether a configuration passes a file of the folder over.
    fn excludes(&self, name: &Path) -> bool {
        self.configs.iter().any(|config| !config.exclude.is_empty() && config.excludes(&self.folder.join(name)))
    }
}

/// The levels of rules: those of configurations, the stronger over the weaker, then what the flags say.
fn levels(configs: &[Arc<Config>], flags: &Flags) -> Levels {
    let mut levels = Levels::default();
    for (id, level) in configs.iter().rev().flat_map(|config| &config.rules) {
        levels.set(id, *level);
    }
    if !flags.select.is_empty() {
        levels.select(&flags.select);
    }
    for (id, level) in &flags.levels {
        levels.set(id, *level);
    }
    levels
}

#[cfg(test)]
mod tests {
    use gaireport::config::parse;
    use gaireport::lint::Severity;
    use gaireport::rules::RULES;

    use super::*;

    fn editor(text: &str) -> Option<Arc<Config>> {
        parse(text, Path::new("settings")).ok().map(Arc::new)
    }

    fn level(scope: &Scope, id: &str) -> Level {
        scope.options.levels.of(RULES.iter().position(|rule| rule.id == id).unwrap())
    }

    #[test]
    fn the_file_wins_over_the_settings_and_the_inner_folder_over_the_outer() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        std::fs::create_dir_all(root.join("甲/乙")).unwrap();
        std::fs::write(root.join("甲/gaireport.toml"), "edition = 2019\n[rules]\nempty-cell = \"off\"").unwrap();
        let inner = editor("edition = 2021\n[rules]\nempty-cell = \"error\"\nnumber-format = \"error\"");
        let folders = vec![(root.join("甲"), inner), (root.clone(), editor("edition = 2021"))];
        let settings = EditorSettings {
            folders,
            general: editor("language = \"en\""),
            written: "some".to_owned(),
            ..EditorSettings::default()
        };
        let scopes = Scopes::default();
        let of = |path: &str| scopes.of(Some(&root.join(path)), Kind::Markdown, &[]);
        assert_eq!((of("年报.md").options.edition, scopes.language()), (None, Language::Chinese));
        assert!(scopes.set(settings.clone()) && !scopes.set(settings));
        let inner = of("甲/乙/年报.md");
        assert_eq!(inner.options.edition, Some(2019));
        assert_eq!((level(&inner, "empty-cell"), level(&inner, "number-format")), (None, Some(Severity::Error)));
        assert_eq!(of("年报.md").options.edition, Some(2021));
        assert_eq!(scopes.of(None, Kind::Text, &[]).language, Language::English);
    }

    #[test]
    fn a_lexicon_is_made_ready_once_for_all_folders_that_have_it() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        for (name, right) in [("甲", "乙"), ("丙", "乙"), ("丁", "戊")] {
            std::fs::create_dir(root.join(name)).unwrap();
            std::fs::write(root.join(name).join("gaireport.toml"), format!("[lexicon]\n\"错\" = \"{right}\"")).unwrap();
        }
        let scopes = Scopes::default();
        let lexicon = |name: &str| scopes.of(Some(&root.join(name).join("a.md")), Kind::Markdown, &[]).options.lexicon;
        let first = lexicon("甲").unwrap();
        assert!(Arc::ptr_eq(&first, &lexicon("丙").unwrap()) && !Arc::ptr_eq(&first, &lexicon("丁").unwrap()));
        scopes.forget();
        assert!(Arc::ptr_eq(&first, &lexicon("甲").unwrap()));
    }

    #[test]
    fn flags_win_over_configurations_and_a_broken_configuration_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        std::fs::write(root.join("gaireport.toml"), "edition = 2019\nexclude = [\"b.md\"]\nlanguage = \"en\"").unwrap();
        let select = vec!["number-format".to_owned()];
        let flags = Flags { edition: Some(None), year: Some(2022), select, ..Flags::default() };
        let scopes = Scopes::new(flags, None, Language::Chinese);
        let of = |name: &str| scopes.of(Some(&root.join(name)), Kind::Markdown, &[]);
        let scope = of("a.md");
        assert_eq!((scope.options.edition, scope.options.year, scope.language), (None, Some(2022), Language::English));
        assert_eq!((level(&scope, "empty-cell"), level(&scope, "number-format").is_some()), (None, true));
        assert_eq!((of("a.md").excluded, of("b.md").excluded), (false, true));
        std::fs::write(root.join("gaireport.toml"), "[rules").unwrap();
        assert_eq!(of("a.md").problem, None);
        scopes.forget();
        assert!(matches!(of("a.md").problem, Some(Problem::Configuration(_))));
    }

    #[test]
    fn a_report_of_last_year_is_read_from_the_editor_before_the_disk() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        std::fs::write(root.join("gaireport.toml"), "previous = \"2021.md\"").unwrap();
        let scopes = Scopes::default();
        let path = root.join("2022.md");
        let of = |buffers: &[Buffer]| scopes.of(Some(&path), Kind::Markdown, buffers);
        assert!(matches!(of(&[]).problem, Some(Problem::Previous(..))));
        let last = root.join("2021.md");
        assert_eq!((scopes.archive.asked(), scopes.archive.covers(&last)), (vec![last.clone()], true));
        let buffer = Buffer { path: last.clone(), address: Some("file:///2021".to_owned()), text: Text::new("甲") };
        assert!(of(std::slice::from_ref(&buffer)).problem.is_some());
        scopes.archive.forget_file(&last);
        let scope = of(&[buffer]);
        assert_eq!((scope.problem, scope.open.len()), (None, 1));
    }

    #[test]
    fn local_requirements_are_read_as_far_as_a_configuration_reaches() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        std::fs::create_dir_all(root.join("乙/甲")).unwrap();
        std::fs::write(root.join("外.toml"), "longest = 500").unwrap();
        std::fs::write(root.join("乙/内.toml"), "longest = 600").unwrap();
        let draft = root.join("乙/甲/年报.md");
        let of = |named: &str, reach: Reach, restricted: bool| {
            std::fs::write(root.join("乙/甲/gaireport.toml"), format!("profile = \"{named}\"")).unwrap();
            let scopes = Scopes::new(Flags { reach, ..Flags::default() }, None, Language::Chinese);
            scopes.set(EditorSettings { restricted, ..EditorSettings::default() });
            let scope = scopes.of(Some(&draft), Kind::Markdown, &[]);
            (scope.options.profile.and_then(|profile| profile.longest), scope.problem)
        };
        assert_eq!(of("../内.toml", Reach::Within, false), (Some(600), None));
        assert_eq!(of("../内.toml", Reach::Within, true), (None, None));
        assert!(matches!(of("../../外.toml", Reach::Within, false), (None, Some(Problem::Outside(_)))));
        assert_eq!(of("../../外.toml", Reach::Machine, false), (Some(500), None));
        assert!(matches!(of("..", Reach::Within, false), (None, Some(Problem::Configuration(_)))));
    }
}
