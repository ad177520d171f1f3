//! A folder to work in, and the program run there.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use gaireport::standard;
use serde_json::Value;
use tempfile::TempDir;

use crate::program::{self, checked, program};

/// The title alone is a report.
pub const TITLE: &str = "# 清河镇人民政府2022年政府信息公开工作年度报告\n";

/// A report whose table 三 has these cells in its first row and a zero in all others.
pub fn draft(first: [&str; 7]) -> String {
    let edition = standard::edition(2021).unwrap();
    let table = &edition.tables[edition.table("requests").unwrap()];
    let section = &edition.sections[table.section];
    let mut text = format!("{TITLE}\n## {}、{}\n\n", section.ordinal, section.name);
    for (index, row) in table.rows.iter().enumerate() {
        let cells = if index == 0 { first } else { ["0"; 7] };
        text += &format!("{} | {}\n", row.label, cells.join(" | "));
    }
    text
}

/// One figure of this is surely wrong: `row-sum-mismatch`, an error with a suggestion.
pub fn faulty() -> String {
    draft(["0", "0", "0", "0", "0", "0", "6"])
}

/// One figure of this is written with a full-width digit: `number-format`, information with a safe fix.
pub fn miswritten() -> String {
    draft(["０", "0", "0", "0", "0", "0", "0"])
}

/// Where that figure stands.
pub const MISWRITTEN_LINE: usize = 5;

/// A folder of its own.
pub struct Bench {
    folder: TempDir,
}

/// What a run gave.
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
    pub bytes: Vec<u8>,
}

impl Bench {
    pub fn new() -> Bench {
        Bench { folder: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn folder(self, name: &str) -> Bench {
        fs::create_dir_all(self.path(name)).unwrap();
        self
    }

    pub fn file(self, name: &str, content: impl AsRef<[u8]>) -> Bench {
        self.write(name, content);
        self
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = program();
        command.args(arguments).current_dir(self.folder.path()).stdin(Stdio::null());
        for variable in ["LC_ALL", "LANG", "NO_COLOR", "TERM"] {
            command.env_remove(variable);
        }
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        Run::of(&mut self.command(arguments))
    }

    pub fn run_on(&self, arguments: &[&str], input: impl AsRef<[u8]>) -> Run {
        let piped = || Stdio::piped();
        let mut child = self.command(arguments).stdin(piped()).stdout(piped()).stderr(piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_ref()).unwrap();
        checked(child.wait_with_output().unwrap()).into()
    }

    /// The object that `--check` prints for one file.
    pub fn check(&self, path: &str) -> Value {
        self.run(&["--check", path, "--format", "jsonl"]).json()
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Run {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Run {
            code: output.status.code().unwrap(),
            stdout: text(&output.stdout),
            stderr: text(&output.stderr),
            bytes: output.stdout,
        }
    }
}

impl Run {
    /// Runs a command to its end.
    pub fn of(command: &mut Command) -> Run {
        program::output(command).into()
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {}", self.stdout))
    }

    /// `path` of each line of `jsonl`.
    pub fn paths(&self) -> Vec<String> {
        let path = |line: &str| serde_json::from_str::<Value>(line).unwrap()["path"].as_str().unwrap().to_owned();
        self.stdout.lines().map(path).collect()
    }
}

/// Names of the entries of a folder.
pub fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}
