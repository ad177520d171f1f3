//! Parsed arguments, validated as far as possible without touching a file.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap::ArgMatches;
use clap::parser::ValueSource;
use gaireport::config;
use gaireport::edit::Applicability;
use gaireport::language::Language;
use gaireport::lint::{Level, Severity};
use gaireport::rules::RULES;

use super::messages::{self, pick};
pub use super::mode::{Fixing, Format, Mode, Paper, TARGETS};
use super::mode::{known_rule, mode, most, path, word};
use super::options::OPTIONS;

/// Source of the configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Configuration {
    /// The nearest upward from each file.
    Nearest,
    /// This file, for all.
    File(PathBuf),
    /// None.
    None,
}

/// Everything the command line says.
#[derive(Clone, Debug)]
pub struct Arguments {
    /// Mode of operation.
    pub mode: Mode,
    /// Files and folders.
    pub paths: Vec<PathBuf>,
    /// A file that lists more of them.
    pub files_from: Option<PathBuf>,
    /// Name of what standard input holds.
    pub stdin_name: Option<PathBuf>,
    /// `--no-ignore`.
    pub no_ignore: bool,
    /// `--force-exclude`.
    pub force_exclude: bool,
    /// Source of the configuration.
    pub configuration: Configuration,
    /// `--edition`; `Some(None)` is `auto`.
    pub edition: Option<Option<u16>>,
    /// `--year`.
    pub year: Option<u16>,
    /// `--previous`.
    pub previous: Option<PathBuf>,
    /// `--roster`.
    pub roster: Option<PathBuf>,
    /// `--roll-up`.
    pub roll_up: bool,
    /// `--write`.
    pub written: Option<PathBuf>,
    /// `--overlap`.
    pub overlap: bool,
    /// `--sketch`.
    pub sketch: bool,
    /// `--wide`.
    pub wide: bool,
    /// `--select`, known ids.
    pub select: Vec<String>,
    /// `--ignore`, known ids.
    pub ignore: Vec<String>,
    /// `--severity`, known ids.
    pub severities: Vec<(String, Level)>,
    /// Gravity from which the exit code is 1; `None` is never.
    pub fail_on: Option<Severity>,
    /// `--output-file`.
    pub output: Option<PathBuf>,
    /// `--output-dir`.
    pub letters: Option<PathBuf>,
    /// `--annotate`.
    pub copies: Option<PathBuf>,
    /// `--tracked`.
    pub tracked: bool,
    /// `--unsafe-fixes`: the fixes that are applied, or proposed as changes.
    pub most: Applicability,
    /// `--baseline`.
    pub baseline: Option<PathBuf>,
    /// `--write-baseline`.
    pub new_baseline: Option<PathBuf>,
    /// `--watch`.
    pub watch: bool,
    /// `--statistics`.
    pub statistics: bool,
    /// `--quiet`.
    pub quiet: bool,
    /// `--color`; `None` is auto.
    pub color: Option<bool>,
    /// `--lang`.
    pub language: Option<Language>,
    /// Language of everything that is not about one file.
    pub speech: Language,
    /// `--threads`.
    pub threads: Option<usize>,
}

/// Refuses an option without the one that it goes with. The parser does so too, but not where another mode stands in its way.
fn alone(matches: &ArgMatches, speech: Language) -> Result<(), String> {
    let given = |name: &str| matches.value_source(name) == Some(ValueSource::CommandLine);
    let mut bound = OPTIONS.iter().filter_map(|option| Some((option.name, option.with?)));
    match bound.find(|(name, with)| given(name) && !given(with)) {
        Some((name, with)) => Err(messages::missing(&format!("--{name}"), &format!("--{with}"), speech)),
        None => Ok(()),
    }
}

/// The language asked for before anything is parsed, so that help and errors can speak it.
pub fn speech(arguments: &[OsString], environment: impl Fn(&str) -> Option<String>) -> Language {
    let mut words = arguments.iter().filter_map(|argument| argument.to_str()).peekable();
    while let Some(word) = words.next() {
        let value = if word == "--lang" { words.peek().copied() } else { word.strip_prefix("--lang=") };
        if let Some(language) = value.and_then(language) {
            return language;
        }
    }
    let set = |name| environment(name).filter(|value| !value.is_empty());
    let locale = set("LC_ALL").or_else(|| set("LANG")).unwrap_or_default();
    let neutral = matches!(locale.split(['.', '@']).next(), Some("" | "C" | "POSIX"));
    if neutral || locale.starts_with("zh") { Language::Chinese } else { Language::English }
}

fn language(word: &str) -> Option<Language> {
    match word {
        "zh-CN" => Some(Language::Chinese),
        "en" => Some(Language::English),
        _ => None,
    }
}

impl Arguments {
    /// Reads what the parser made of the command line; the error is one sentence in `speech`.
    pub fn read(matches: &ArgMatches, speech: Language) -> Result<Arguments, String> {
        let paths: Vec<PathBuf> = matches.get_many("paths").into_iter().flatten().cloned().collect();
        let arguments = Arguments {
            mode: mode(matches, speech)?,
            paths,
            files_from: path(matches, "files-from"),
            stdin_name: path(matches, "stdin-filename"),
            no_ignore: matches.get_flag("no-ignore"),
            force_exclude: matches.get_flag("force-exclude"),
            configuration: configuration(matches),
            edition: word(matches, "edition").map(|edition| edition.parse().ok()),
            year: matches.get_one("year").copied(),
            previous: path(matches, "previous"),
            roster: path(matches, "roster"),
            roll_up: matches.get_flag("roll-up"),
            written: path(matches, "write"),
            overlap: matches.get_flag("overlap"),
            sketch: matches.get_flag("sketch"),
            wide: matches.get_flag("wide"),
            select: known_rules(matches, "select", speech)?,
            ignore: known_rules(matches, "ignore", speech)?,
            severities: severities(matches, speech)?,
            fail_on: config::level(word(matches, "fail-on").unwrap_or("error")).flatten(),
            output: path(matches, "output-file"),
            letters: path(matches, "output-dir"),
            copies: path(matches, "annotate"),
            tracked: matches.get_flag("tracked"),
            most: most(matches),
            baseline: path(matches, "baseline"),
            new_baseline: path(matches, "write-baseline"),
            watch: matches.get_flag("watch"),
            statistics: matches.get_flag("statistics"),
            quiet: matches.get_flag("quiet"),
            color: word(matches, "color").and_then(|when| (when != "auto").then_some(when == "always")),
            language: word(matches, "lang").and_then(language),
            speech,
            threads: matches.get_one::<u16>("threads").map(|&threads| usize::from(threads)),
        };
        alone(matches, speech)?;
        arguments.check()
    }

    /// Refuses what would otherwise be passed over in silence.
    fn check(self) -> Result<Arguments, String> {
        let reads = matches!(self.mode, Mode::Check(..) | Mode::Extract(_));
        let roots = self.mode == Mode::Agents && self.files_from.is_none();
        let names = !self.paths.is_empty() || self.files_from.is_some();
        if names && !reads && !roots {
            let without = "路径须与 --check 或 --extract 一起使用";
            return Err(pick(self.speech, without, "paths go with --check or --extract").to_owned());
        }
        let listed = self.files_from.as_deref().is_some_and(|list| list == OsStr::new("-"));
        if listed && self.paths.iter().any(|path| path == OsStr::new("-")) {
            let twice = "标准输入不能既是路径列表又是文件";
            return Err(
                pick(self.speech, twice, "standard input cannot be both a list of paths and a draft").to_owned()
            );
        }
        self.check_baseline()?;
        self.check_watch()?;
        self.check_between()?;
        self.check_letters()?;
        self.check_changes()?;
        Ok(self)
    }

    /// A baseline is written of all that is found, and nothing else is printed.
    fn check_baseline(&self) -> Result<(), String> {
        let plain = matches!(self.mode, Mode::Check(Format::Text, Fixing::No));
        if self.new_baseline.is_some() && (self.baseline.is_some() || self.output.is_some() || self.watch || !plain) {
            let words = "--write-baseline 不能与 --baseline、--format、--output-file、--fix、--watch 同用";
            let english = "--write-baseline does not go with --baseline, --format, --output-file, --fix or --watch";
            return Err(pick(self.speech, words, english).to_owned());
        }
        Ok(())
    }

    /// Sums are a table, and only they and the checks between reports ask for a roster.
    fn check_between(&self) -> Result<(), String> {
        if self.sketch && !matches!(self.mode, Mode::Check(Format::JsonLines, _)) {
            return Err(messages::missing("--sketch", "--format jsonl", self.speech));
        }
        if self.wide && self.mode != Mode::Extract(Format::Csv) {
            return Err(messages::missing("--wide", "--format csv", self.speech));
        }
        let sums = self.wide || self.mode == Mode::Extract(Format::Xlsx);
        if self.roster.is_some() && !sums && !matches!(self.mode, Mode::Check(..)) {
            return Err(messages::missing("--roster", "--check", self.speech));
        }
        Ok(())
    }

    /// Letters go to a folder, and nothing else does.
    fn check_letters(&self) -> Result<(), String> {
        let letters = matches!(self.mode, Mode::Check(Format::Letters, _));
        match (letters, self.letters.is_some()) {
            (true, false) => Err(messages::missing("--format letters", "--output-dir", self.speech)),
            (false, true) => Err(messages::missing("--output-dir", "--format letters", self.speech)),
            _ => Ok(()),
        }
    }

    /// Suggestions are applied by `--fix`, or proposed by `--tracked`.
    fn check_changes(&self) -> Result<(), String> {
        let changes = self.tracked || matches!(self.mode, Mode::Check(_, Fixing::Write(_) | Fixing::Diff(_)));
        if self.most == Applicability::Suggestion && !changes {
            return Err(messages::missing("--unsafe-fixes", "--fix", self.speech));
        }
        Ok(())
    }

    /// Standard input does not change, and a draft is written once.
    fn check_watch(&self) -> Result<(), String> {
        let standard = self.paths.iter().any(|path| path == OsStr::new("-"));
        let written = self.written.is_some() || self.letters.is_some() || self.copies.is_some();
        if self.watch && (standard || self.files_from.is_some() || written) {
            let words = "--watch 不能与标准输入、--files-from、--write、--output-dir 或 --annotate 同用";
            let english = "--watch does not go with standard input, --files-from, --write, --output-dir or --annotate";
            return Err(pick(self.speech, words, english).to_owned());
        }
        Ok(())
    }
}

fn configuration(matches: &ArgMatches) -> Configuration {
    match path(matches, "config") {
        _ if matches.get_flag("no-config") => Configuration::None,
        Some(path) => Configuration::File(path),
        None => Configuration::Nearest,
    }
}

fn known_rules(matches: &ArgMatches, name: &str, speech: Language) -> Result<Vec<String>, String> {
    let ids = matches.get_many::<String>(name).into_iter().flatten().map(|id| id.trim());
    ids.map(|id| known_rule(id, speech).map(|index| RULES[index].id.to_owned())).collect()
}

fn severities(matches: &ArgMatches, speech: Language) -> Result<Vec<(String, Level)>, String> {
    let settings = matches.get_many::<String>("severity").into_iter().flatten();
    let read = |setting: &String| {
        let (id, word) = setting.split_once('=').ok_or_else(|| messages::no_level(setting, speech))?;
        let index = known_rule(id.trim(), speech)?;
        let level = config::level(word.trim()).ok_or_else(|| messages::no_level(setting, speech))?;
        Ok((RULES[index].id.to_owned(), level))
    };
    settings.map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_that_of_the_option_then_of_the_locale_then_chinese() {
        let speak = |arguments: &[&str], variables: &[(&str, &str)]| {
            let arguments: Vec<OsString> = arguments.iter().map(OsString::from).collect();
            let value =
                |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
            speech(&arguments, value)
        };
        for variables in [&[][..], &[("LANG", "C.UTF-8")], &[("LC_ALL", "zh_CN.UTF-8"), ("LANG", "en_US.UTF-8")]] {
            assert_eq!(speak(&[], variables), Language::Chinese, "{variables:?}");
        }
        for variables in [&[("LANG", "en_US.UTF-8")][..], &[("LC_ALL", ""), ("LANG", "de_DE")]] {
            assert_eq!(speak(&[], variables), Language::English, "{variables:?}");
        }
        assert_eq!(speak(&["--lang", "en"], &[("LANG", "zh_CN")]), Language::English);
        assert_eq!(speak(&["--lang=zh-CN"], &[("LANG", "en_US")]), Language::Chinese);
    }
}
