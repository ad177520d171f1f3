//! The command line: reads arguments, does what the mode says, and gives the exit code.

mod arguments;
mod baseline;
mod between;
mod check;
mod compare;
mod copies;
mod extract;
mod files;
mod fixed;
mod flags;
mod interrupt;
mod list;
mod messages;
mod mode;
mod options;
mod output;
mod pages;
mod pool;
mod progress;
mod render;
mod sweep;
mod totals;
mod watch;
mod wide;
mod xlsx;

use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, anyhow};
use clap::error::ErrorKind;
use gaireport::analysis;
use gaireport::compose::{self, Target};
use gaireport::config;
use gaireport::language::Language;
use gaireport::render::{escape, tally};

pub use mode::Channel;

use arguments::{Arguments, Fixing, Format, Mode, Paper};
use escape::{visible, visible_path};
use files::Files;
use output::{Output, note};
use sweep::Sweep;
use watch::Checked;

use crate::drafts::folder::absolute;
use crate::drafts::problem::Problem;
use crate::drafts::scope::Scopes;
use crate::drafts::{folder, source, temporary};
use crate::mcp;

/// Could not do what was asked.
const REFUSED: u8 = 2;

/// Task that remains after the arguments were handled.
pub enum Task {
    /// Nothing.
    Done(ExitCode),
    /// Serve an editor, in this language unless the editor names one.
    Serve(Channel, Language),
    /// Try the server out.
    TestServer(Language),
}

/// Does what the arguments, the program's name first, ask for, unless that is the server's.
pub fn run(words: Vec<OsString>) -> Task {
    let speech = arguments::speech(&words, |name| std::env::var(name).ok());
    let matches = match options::command(speech).try_get_matches_from(only_files_behind_dashes(words)) {
        Ok(matches) => matches,
        Err(error) => return Task::Done(refuse(&error, speech)),
    };
    let done =
        Arguments::read(&matches, speech).map_err(|sentence| anyhow!(sentence)).and_then(|arguments| act(&arguments));
    done.unwrap_or_else(|error| {
        note(&messages::error(&visible(&format!("{error:#}")), speech));
        Task::Done(ExitCode::from(REFUSED))
    })
}

/// Makes of every word behind `--` a file: there a hook puts the names of files, and one may be called `-`.
fn only_files_behind_dashes(words: Vec<OsString>) -> Vec<OsString> {
    let end = words.iter().position(|word| word == "--").unwrap_or(words.len());
    let file = |(index, word): (usize, OsString)| if index > end { list::file(word.into()).into() } else { word };
    words.into_iter().enumerate().map(file).collect()
}

/// Help and version are no errors, though the parser gives them as such.
fn refuse(error: &clap::Error, speech: Language) -> ExitCode {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        let printed = Output::open(None).and_then(|mut output| {
            output.write_all(error.render().to_string().as_bytes())?;
            output.finish()
        });
        return printed.map_or_else(
            |failure| {
                note(&messages::error(&messages::no_output("-", &failure.to_string(), speech), speech));
                ExitCode::from(REFUSED)
            },
            |()| ExitCode::SUCCESS,
        );
    }
    note(&messages::error(&visible(&messages::refused(error, speech)), speech));
    note(messages::pick(speech, "帮助用 --help", "help is --help"));
    ExitCode::from(REFUSED)
}

fn act(arguments: &Arguments) -> anyhow::Result<Task> {
    match &arguments.mode {
        Mode::Server(channel) => Ok(Task::Serve(channel.clone(), arguments.speech)),
        Mode::SelfTest => Ok(Task::TestServer(arguments.speech)),
        _ => work(arguments).map(Task::Done),
    }
}

/// The modes that end by themselves.
fn work(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    if writes(arguments) {
        // Where signals cannot be waited for, the next run tidies up.
        let _ = interrupt::end_whole();
    }
    match &arguments.mode {
        Mode::Check(..) if arguments.watch => watch::run(arguments, || sweep(arguments)),
        Mode::Check(..) | Mode::Extract(_) => sweep(arguments).map(|checked| checked.code),
        Mode::New(_, _, Paper::Word) | Mode::Convert(_, Paper::Word) if shows(arguments) => {
            Err(anyhow!(messages::missing("docx", "--output-file", arguments.speech)))
        }
        Mode::New(organization, year, paper) => print(arguments, new(organization, *year, *paper, arguments.speech)),
        Mode::Convert(file, paper) => print(arguments, convert(arguments, file, *paper)),
        Mode::Compare([one, other], format) => {
            let (text, code) = compare::run(arguments, [one, other], *format)?;
            print(arguments, Ok(text)).map(|_| code)
        }
        Mode::Explain(rule) => print(arguments, Ok(pages::explain(*rule, arguments.speech))),
        Mode::Rules => print(arguments, Ok(pages::list(arguments.speech))),
        Mode::Completions(shell) => print(arguments, completions(shell, arguments.speech)),
        Mode::Manual => print(arguments, manual(arguments.speech)),
        Mode::Agents => mcp::run(&arguments.paths, arguments.speech)
            .map(|()| ExitCode::SUCCESS)
            .map_err(|sentence| anyhow!(sentence)),
        Mode::Schema => print(arguments, Ok(format!("{:#}\n", config::schema()))),
        Mode::Server(_) | Mode::SelfTest => Ok(ExitCode::SUCCESS),
    }
}

/// Returns whether what is printed goes to a terminal, which a file of Word would only garble.
fn shows(arguments: &Arguments) -> bool {
    arguments.output.is_none() && Output::open(None).is_ok_and(|output| output.is_terminal())
}

/// Returns whether files are written.
fn writes(arguments: &Arguments) -> bool {
    let named = [&arguments.output, &arguments.new_baseline, &arguments.written, &arguments.copies];
    matches!(arguments.mode, Mode::Check(_, Fixing::Write(_))) || named.iter().any(|path| path.is_some())
}

/// The modes that go through files.
fn sweep(arguments: &Arguments) -> anyhow::Result<Checked> {
    let speech = arguments.speech;
    let files = files::collect(arguments)
        .map_err(|(path, problem)| anyhow!(messages::no_list(&visible_path(&path), &problem.words(speech), speech)))?;
    if files.overwritten {
        let path = arguments.output.as_deref().map(visible_path).unwrap_or_default();
        return Err(anyhow!(messages::output_is_input(&path, speech)));
    }
    files.unheeded.iter().for_each(|path| note(&messages::unheeded(&visible_path(path), speech)));
    if let Mode::Check(_, Fixing::Write(_)) = arguments.mode {
        files.folders().iter().for_each(|folder| temporary::clear(folder));
    }
    let mut output = open(arguments)?;
    let scopes = flags::scopes(arguments);
    tell_sheets(&files, &scopes, arguments);
    let sweep = Sweep { arguments, files: &files, scopes: &scopes };
    let mut named = Vec::new();
    let done = match arguments.mode {
        Mode::Extract(_) if arguments.wide => wide::run(&sweep, &mut output),
        Mode::Extract(Format::Xlsx) => xlsx::run(&sweep, &mut output),
        Mode::Extract(format) => extract::run(&sweep, format, &mut output),
        Mode::Check(format, fixing) => between::find(&sweep, fixing).and_then(|between| {
            named.extend(between.iter().flat_map(|between| between.rosters.clone()));
            check::run(&sweep, format, fixing, between.as_ref(), &mut output)
        }),
        _ => Ok(ExitCode::SUCCESS),
    };
    let done = done.and_then(|code| Ok(output.finish().map(|()| code)?));
    let code = done.map_err(|error| unwritten(error, &output, speech))?;
    named.extend(scopes.archive.asked());
    scopes.disobeyed().iter().for_each(|path| note(&messages::disobeyed(&visible_path(path), speech)));
    Ok(Checked { code, read: !output.is_closed(), named })
}

/// Says that the spreadsheets of the folders are not checked; one that is the roster is read as such.
fn tell_sheets(files: &Files, scopes: &Scopes, arguments: &Arguments) {
    let is_roster = |sheet: &PathBuf| scopes.roster(sheet).is_some_and(|roster| absolute(&roster) == absolute(sheet));
    let sheets: Vec<&PathBuf> = files.sheets.iter().filter(|sheet| !is_roster(sheet)).collect();
    if let Some(first) = sheets.first().filter(|_| !arguments.quiet) {
        note(&messages::passed_over(&visible_path(first), sheets.len(), arguments.speech));
    }
}

fn open(arguments: &Arguments) -> anyhow::Result<Output> {
    let path = arguments.new_baseline.as_deref().or(arguments.output.as_deref());
    if let Some(folder) = path.and_then(|path| folder::absolute(path).parent().map(Path::to_owned)) {
        temporary::clear(&folder);
    }
    Output::open(path).map_err(|error| {
        let path = path.map(visible_path).unwrap_or_default();
        anyhow!(messages::no_output(&path, &error.to_string(), arguments.speech))
    })
}

/// Names the output where writing to it failed.
fn unwritten(error: anyhow::Error, output: &Output, speech: Language) -> anyhow::Error {
    match error.downcast_ref::<std::io::Error>() {
        Some(failure) => anyhow!(messages::no_output(&output.name(), &failure.to_string(), speech)),
        None => error,
    }
}

/// Prints what a mode made.
fn print(arguments: &Arguments, made: anyhow::Result<impl Into<Vec<u8>>>) -> anyhow::Result<ExitCode> {
    let bytes: Vec<u8> = made?.into();
    let mut output = open(arguments)?;
    let written = output.write_all(&bytes).and_then(|()| output.finish());
    written.map_err(|error| unwritten(error.into(), &output, arguments.speech))?;
    Ok(ExitCode::SUCCESS)
}

fn new(organization: &str, year: u16, paper: Paper, speech: Language) -> anyhow::Result<Vec<u8>> {
    let draft = match paper {
        Paper::Text(target) => compose::new_draft(organization, year, target).map(|text| Ok(text.into_bytes())),
        Paper::Word => compose::new_word_draft(organization, year),
    };
    let draft = draft.ok_or_else(|| anyhow!(messages::no_edition(year, speech)))?;
    draft.map_err(|fault| anyhow!(Problem::Package(fault).words(speech)))
}

fn convert(arguments: &Arguments, file: &Path, paper: Paper) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let standard = file == Path::new("-");
    let path = if standard { arguments.stdin_name.as_deref().unwrap_or(file) } else { file };
    let read = if standard { source::read_standard(&mut bytes) } else { source::read_file(path, &mut bytes) };
    let problem = |problem: Problem| anyhow!("{}: {}", visible_path(path), problem.words(arguments.speech));
    read.map_err(problem)?;
    let source = source::source(&bytes).map_err(problem)?;
    let scope = flags::scopes(arguments).of(Some(path), folder::kind(path), &[]);
    if let Some(broken) = scope.problem {
        return Err(problem(broken));
    }
    let options = source.options(&scope.options);
    Ok(match paper {
        // Places in a package are told by this text, which is why it is printed as it is.
        Paper::Text(Target::Text) if source.origin.package().is_some() => source.text.into_owned().into_bytes(),
        Paper::Text(target) => analysis::convert(&source.text, &options, target).into_bytes(),
        Paper::Word => {
            analysis::convert_to_word(&source.text, &options).map_err(|fault| problem(Problem::Package(fault)))?
        }
    })
}

fn manual(speech: Language) -> anyhow::Result<String> {
    let mut page = Vec::new();
    clap_mangen::Man::new(options::command(speech)).render(&mut page)?;
    String::from_utf8(page).context("manual page")
}

fn completions(shell: &str, speech: Language) -> anyhow::Result<String> {
    let shell: clap_complete::Shell = shell.parse().map_err(|error: String| anyhow!(error))?;
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut options::command(speech), "gaireport-lsp", &mut script);
    String::from_utf8(script).context("completion script")
}
