//! Modes of operation, and how the command line names them.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::ArgMatches;
use gaireport::compose::Target;
use gaireport::config;
use gaireport::edit::Applicability;
use gaireport::language::Language;
use gaireport::lint::Rule;
use gaireport::page::page;
use gaireport::rules::RULES;
use strsim::damerau_levenshtein;

use super::messages::{self, pick};

/// Mode of operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Check, and perhaps fix.
    Check(Format, Fixing),
    /// Print figures.
    Extract(Format),
    /// Print a new draft.
    New(String, u16, Paper),
    /// Print a draft in another form.
    Convert(PathBuf, Paper),
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
    /// Serve agents that use the Model Context Protocol.
    Agents,
    /// Try the server out.
    SelfTest,
    /// Serve an editor.
    Server(Channel),
}

/// Form of a whole draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// A text.
    Text(Target),
    /// `docx`: a file of Word.
    Word,
}

/// Streams on which an editor is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Channel {
    /// Standard input and output.
    Standard,
    /// A port of this machine on which the editor listens.
    Port(u16),
    /// A socket of the file system on which the editor listens.
    Pipe(PathBuf),
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

/// Reads the mode with what belongs to it; the error is one sentence in `speech`.
pub fn mode(matches: &ArgMatches, speech: Language) -> Result<Mode, String> {
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
        Mode::Convert(file, paper(to, "--to", speech)?)
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
    } else if given("mcp") {
        Mode::Agents
    } else if names_drafts(matches) {
        check_mode(format, Fixing::No, speech)?
    } else {
        Mode::Server(channel(matches))
    })
}

fn channel(matches: &ArgMatches) -> Channel {
    let pipe = || path(matches, "pipe").map_or(Channel::Standard, Channel::Pipe);
    matches.get_one("socket").copied().map_or_else(pipe, Channel::Port)
}

/// Returns whether paths stand without a mode, as where a file is dropped on the program.
fn names_drafts(matches: &ArgMatches) -> bool {
    matches.contains_id("paths") && matches!(channel(matches), Channel::Standard) && !matches.get_flag("stdio")
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
/// Forms of drafts that are texts, by name.
pub const TARGETS: [(&str, Target); 3] = [("md", Target::Markdown), ("txt", Target::Text), ("html", Target::Html)];

/// Returns the form of this name that a draft is printed in.
fn paper(name: &str, option: &str, speech: Language) -> Result<Paper, String> {
    let texts = TARGETS.map(|(name, target)| (name, Paper::Text(target)));
    one_of(name, &[texts[0], texts[1], texts[2], ("docx", Paper::Word)], option, speech)
}

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

/// Returns how far fixes go.
pub fn most(matches: &ArgMatches) -> Applicability {
    if matches.get_flag("unsafe-fixes") { Applicability::Suggestion } else { Applicability::Safe }
}

fn fixing(matches: &ArgMatches) -> Fixing {
    let most = most(matches);
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
    Ok(Mode::New(organization, *year, paper(format.unwrap_or("md"), "--new", speech)?))
}

/// Returns the index of the rule of this id, or the sentence that names the nearest.
pub fn known_rule(id: &str, speech: Language) -> Result<usize, String> {
    let unknown = || config::Fault::UnknownRule(id.to_owned(), nearest_rule(id).map(str::to_owned)).words(speech);
    RULES.iter().position(|rule| rule.id == id).ok_or_else(unknown)
}

/// The id of the rule that somebody means by a word: one whose id or title holds it, else the one that is written most alike.
fn nearest_rule(word: &str) -> Option<&'static str> {
    let word = word.trim().to_lowercase();
    let unlikeness = |name: &str| (!name.contains(&word), damerau_levenshtein(&word, name));
    let best = |rule: &'static Rule| {
        let title = |language| page(rule).template("title", language).map(str::to_lowercase);
        let names = [Some(rule.id.to_owned()), title(Language::Chinese), title(Language::English)];
        names.iter().flatten().map(|name| unlikeness(name)).min()
    };
    RULES.iter().min_by_key(|rule| best(rule)).map(|rule| rule.id)
}

/// Returns the value of an option that is one word.
pub fn word<'m>(matches: &'m ArgMatches, name: &str) -> Option<&'m str> {
    matches.get_one::<String>(name).map(String::as_str)
}

/// Returns the value of an option that is a path.
pub fn path(matches: &ArgMatches, name: &str) -> Option<PathBuf> {
    matches.get_one::<OsString>(name).map(PathBuf::from)
}

fn two(matches: &ArgMatches, name: &str) -> Option<[PathBuf; 2]> {
    matches.get_many::<OsString>(name)?.map(PathBuf::from).collect::<Vec<_>>().try_into().ok()
}
