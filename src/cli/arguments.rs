//! Parsed arguments, validated as far as possible without touching a file.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap::ArgMatches;
use gaireport::compose::Target;
use gaireport::config::{self, nearest};
use gaireport::edit::Applicability;
use gaireport::language::Language;
use gaireport::lint::{Level, Severity};
use gaireport::rules::RULES;

use super::messages::{self, pick};

/// Mode of operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Check, and perhaps fix.
    Check(Format, Fixing),
    /// Print figures.
    Extract(Format),
    /// Print a new draft.
    New(String, u16, Target),
    /// Print a draft in another form.
    Convert(PathBuf, Target),
    /// Print the differences of two drafts.
    Compare([PathBuf; 2], Format),
    /// Explain the rule of this index.
    Explain(usize),
    /// List the rules.
    Rules,
    /// Print a completion script.
    Completions(String),
    /// Print the manual page.
    Manual,
    /// Print the schema of the configuration.
    Schema,
    /// Try the server out.
    SelfTest,
    /// Serve an editor, on standard input and output or on this port.
    Server(Option<u16>),
}

/// Form of machine output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For people.
    Text,
    /// One JSON document.
    Json,
    /// A JSON object a line.
    JsonLines,
    /// Comma-separated values.
    Csv,
    /// SARIF 2.1.0.
    Sarif,
    /// Commands that annotate a change on GitHub.
    GitHub,
    /// A code quality report of GitLab.
    GitLab,
    /// Test results.
    Junit,
    /// The diagnostics of reviewdog.
    RdJson,
    /// A page for people.
    Html,
    /// A text file for every unit with findings.
    Letters,
    /// A workbook.
    Xlsx,
}

/// Changes that `--check` makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fixing {
    /// Nothing.
    No,
    /// Files are written; fixes that a person should choose are applied too with `--unsafe-fixes`.
    Write(Applicability),
    /// The change is printed.
    Diff(Applicability),
}

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
            configuration: configuration(matches),
            edition: word(matches, "edition").map(|edition| edition.parse().ok()),
            year: matches.get_one("year").copied(),
            previous: path(matches, "previous"),
            roster: path(matches, "roster"),
            roll_up: matches.get_flag("roll-up"),
            written: path(matches, "write"),
            overlap: matches.get_flag("overlap"),
            wide: matches.get_flag("wide"),
            select: known_rules(matches, "select", speech)?,
            ignore: known_rules(matches, "ignore", speech)?,
            severities: severities(matches, speech)?,
            fail_on: config::level(word(matches, "fail-on").unwrap_or("error")).flatten(),
            output: path(matches, "output-file"),
            letters: path(matches, "output-dir"),
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
        arguments.check()
    }

    /// Refuses what would otherwise be passed over in silence.
    fn check(self) -> Result<Arguments, String> {
        let reads = matches!(self.mode, Mode::Check(..) | Mode::Extract(_));
        let names = !self.paths.is_empty() || self.files_from.is_some();
        if names && !reads {
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

    /// Standard input does not change, and a draft is written once.
    fn check_watch(&self) -> Result<(), String> {
        let standard = self.paths.iter().any(|path| path == OsStr::new("-"));
        let written = self.written.is_some() || self.letters.is_some();
        if self.watch && (standard || self.files_from.is_some() || written) {
            let words = "--watch 不能与标准输入、--files-from、--write 或 --output-dir 同用";
            let english = "--watch does not go with standard input, --files-from, --write or --output-dir";
            return Err(pick(self.speech, words, english).to_owned());
        }
        Ok(())
    }
}

fn word<'m>(matches: &'m ArgMatches, name: &str) -> Option<&'m str> {
    matches.get_one::<String>(name).map(String::as_str)
}

fn path(matches: &ArgMatches, name: &str) -> Option<PathBuf> {
    matches.get_one::<OsString>(name).map(PathBuf::from)
}

fn two(matches: &ArgMatches, name: &str) -> Option<[PathBuf; 2]> {
    matches.get_many::<OsString>(name)?.map(PathBuf::from).collect::<Vec<_>>().try_into().ok()
}

fn configuration(matches: &ArgMatches) -> Configuration {
    match path(matches, "config") {
        _ if matches.get_flag("no-config") => Configuration::None,
        Some(path) => Configuration::File(path),
        None => Configuration::Nearest,
    }
}

fn mode(matches: &ArgMatches, speech: Language) -> Result<Mode, String> {
    let given = |name: &str| matches.get_flag(name);
    let format = word(matches, "format");
    Ok(if given("check") {
        check_mode(format, fixing(matches), speech)?
    } else if given("extract") {
        Mode::Extract(one_of(format.unwrap_or("json"), &[JSON, JSON_LINES, CSV, XLSX], "--extract", speech)?)
    } else if given("new") {
        new_mode(matches, format, speech)?
    } else if let Some(file) = path(matches, "convert") {
        let to = word(matches, "to").ok_or_else(|| messages::missing("--convert", "--to", speech))?;
        Mode::Convert(file, one_of(to, &TARGETS, "--to", speech)?)
    } else if let Some(files) = two(matches, "compare") {
        Mode::Compare(files, one_of(format.unwrap_or("text"), &[TEXT, JSON], "--compare", speech)?)
    } else if let Some(id) = matches.get_one::<OsString>("explain") {
        Mode::Explain(known_rule(&id.to_string_lossy(), speech)?)
    } else if given("rules") {
        Mode::Rules
    } else if let Some(shell) = word(matches, "completions") {
        Mode::Completions(shell.to_owned())
    } else if given("man") {
        Mode::Manual
    } else if given("config-schema") {
        Mode::Schema
    } else if given("self-test") {
        Mode::SelfTest
    } else {
        Mode::Server(matches.get_one("socket").copied())
    })
}

const TEXT: (&str, Format) = ("text", Format::Text);
const JSON: (&str, Format) = ("json", Format::Json);
const JSON_LINES: (&str, Format) = ("jsonl", Format::JsonLines);
const CSV: (&str, Format) = ("csv", Format::Csv);
const XLSX: (&str, Format) = ("xlsx", Format::Xlsx);
const FINDINGS: [(&str, Format); 10] = [
    TEXT,
    JSON,
    JSON_LINES,
    ("sarif", Format::Sarif),
    ("github", Format::GitHub),
    ("gitlab", Format::GitLab),
    ("junit", Format::Junit),
    ("rdjson", Format::RdJson),
    ("html", Format::Html),
    ("letters", Format::Letters),
];
/// Forms of drafts by name.
pub const TARGETS: [(&str, Target); 3] = [("md", Target::Markdown), ("txt", Target::Text), ("html", Target::Html)];

/// The value that a word stands for, or the sentence that names the words there are.
fn one_of<T: Copy>(word: &str, known: &[(&str, T)], option: &str, speech: Language) -> Result<T, String> {
    let found = known.iter().find(|(name, _)| *name == word);
    let names = || known.iter().map(|(name, _)| *name).collect::<Vec<_>>();
    found.map(|(_, value)| *value).ok_or_else(|| messages::wrong_format(word, option, &names(), speech))
}

fn check_mode(format: Option<&str>, fixing: Fixing, speech: Language) -> Result<Mode, String> {
    let format = one_of(format.unwrap_or("text"), &FINDINGS, "--check", speech)?;
    if matches!(fixing, Fixing::Diff(_)) && format != Format::Text {
        return Err(pick(
            speech,
            "--diff 只输出差异，不能与 --format 同用",
            "--diff prints a diff; --format does not go with it",
        )
        .to_owned());
    }
    Ok(Mode::Check(format, fixing))
}

fn fixing(matches: &ArgMatches) -> Fixing {
    let most = if matches.get_flag("unsafe-fixes") { Applicability::Suggestion } else { Applicability::Safe };
    match (matches.get_flag("fix"), matches.get_flag("diff")) {
        (false, _) => Fixing::No,
        (true, false) => Fixing::Write(most),
        (true, true) => Fixing::Diff(most),
    }
}

fn new_mode(matches: &ArgMatches, format: Option<&str>, speech: Language) -> Result<Mode, String> {
    let organization = matches.get_one::<OsString>("org").ok_or_else(|| messages::missing("--new", "--org", speech))?;
    let year = matches.get_one("year").ok_or_else(|| messages::missing("--new", "--year", speech))?;
    let organization = organization.to_string_lossy().split_whitespace().collect::<String>();
    if organization.is_empty() || organization.chars().any(char::is_control) {
        return Err(pick(speech, "--org 不是单位名称", "--org is no name").to_owned());
    }
    Ok(Mode::New(organization, *year, one_of(format.unwrap_or("md"), &TARGETS, "--new", speech)?))
}

fn known_rules(matches: &ArgMatches, name: &str, speech: Language) -> Result<Vec<String>, String> {
    let ids = matches.get_many::<String>(name).into_iter().flatten().map(|id| id.trim());
    ids.map(|id| known_rule(id, speech).map(|index| RULES[index].id.to_owned())).collect()
}

/// Index of the rule of this id, or the sentence that names the nearest.
fn known_rule(id: &str, speech: Language) -> Result<usize, String> {
    let unknown = || {
        let nearest = nearest(id, RULES.iter().map(|rule| rule.id)).map(str::to_owned);
        config::Fault::UnknownRule(id.to_owned(), nearest).words(speech)
    };
    RULES.iter().position(|rule| rule.id == id).ok_or_else(unknown)
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
