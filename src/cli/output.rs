//! Output to standard output or a file, and notes to standard error. A reader that closes the pipe ends the printing, not
//! the work.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, IsTerminal, Stdout, Write};
use std::path::{Path, PathBuf};

use super::escape::log_lines;
use crate::drafts::writing::{Pending, has_other_names};

const BUFFER: usize = 64 << 10;

/// Variables that GitHub and Azure set.
const BUILD_SERVERS: [&str; 2] = ["GITHUB_ACTIONS", "TF_BUILD"];

/// Buffered output.
pub struct Output {
    sink: BufWriter<Sink>,
    /// The file, where it is one.
    path: Option<PathBuf>,
}

struct Sink {
    target: Target,
    /// True once the reader has closed the pipe.
    closed: bool,
}

enum Target {
    Standard(Stdout),
    /// A device, a pipe, or a file that must stay the same one.
    InPlace(File),
    /// A file that is there once all is written.
    Pending(Pending),
}

impl Output {
    /// Opens the file, or standard output where there is no path.
    pub fn open(path: Option<&Path>) -> io::Result<Output> {
        let target = match path {
            Some(path) => target(path)?,
            None => Target::Standard(io::stdout()),
        };
        let sink = BufWriter::with_capacity(BUFFER, Sink { target, closed: false });
        Ok(Output { sink, path: path.map(Path::to_owned) })
    }

    /// Returns whether the output goes to a terminal.
    pub fn is_terminal(&self) -> bool {
        self.path.is_none() && io::stdout().is_terminal()
    }

    /// Returns whether the output may go to the log of a build server that obeys lines of it.
    pub fn is_log(&self) -> bool {
        let runs = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        self.path.is_none() && BUILD_SERVERS.into_iter().any(runs)
    }

    /// Returns whether the reader has closed the pipe.
    pub fn is_closed(&self) -> bool {
        self.sink.get_ref().closed
    }

    /// Writes what is left, and puts a file in its place.
    pub fn finish(&mut self) -> io::Result<()> {
        self.sink.flush()?;
        let sink = self.sink.get_mut();
        match std::mem::replace(&mut sink.target, Target::Standard(io::stdout())) {
            Target::Pending(file) => file.finish(),
            Target::Standard(_) | Target::InPlace(_) => Ok(()),
        }
    }

    /// Its name in messages.
    pub fn name(&self) -> String {
        self.path.as_deref().map_or_else(|| "-".to_owned(), |path| path.display().to_string())
    }
}

/// Opens a file to write into, whatever stands under the name.
fn target(path: &Path) -> io::Result<Target> {
    let present = fs::metadata(path).ok();
    let in_place = || OpenOptions::new().write(true).create(true).truncate(true).open(path).map(Target::InPlace);
    match &present {
        Some(about) if !about.is_file() || has_other_names(about) => in_place(),
        Some(about) if about.permissions().readonly() => Err(ErrorKind::PermissionDenied.into()),
        _ => match Pending::begin(path) {
            // A file may be written in a folder that may not.
            Err(error) if error.kind() == ErrorKind::PermissionDenied && present.is_some() => in_place(),
            pending => pending.map(Target::Pending),
        },
    }
}

/// Adds a text to the end of a file that the build server names.
pub fn append(path: &Path, text: &str) -> io::Result<()> {
    OpenOptions::new().create(true).append(true).open(path)?.write_all(text.as_bytes())
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.sink.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.sink.flush()
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.closed {
            return Ok(bytes.len());
        }
        let written = match &mut self.target {
            Target::Standard(stdout) => stdout.write(bytes),
            Target::InPlace(file) => file.write(bytes),
            Target::Pending(file) => file.write(bytes),
        };
        match written {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(bytes.len())
            }
            written => written,
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = match &mut self.target {
            Target::Standard(stdout) => stdout.flush(),
            Target::InPlace(file) => file.flush(),
            Target::Pending(file) => file.flush(),
        };
        flushed.or_else(|error| if error.kind() == ErrorKind::BrokenPipe { Ok(()) } else { Err(error) })
    }
}

/// Writes one line to standard error; that nobody reads it is no error.
pub fn note(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", log_lines(line));
}

/// Characters of a name that go into a file's: systems take 255 bytes of a name.
const LONGEST_NAME: usize = 60;

/// A unit's name as part of a file's name on every system.
pub fn safe_name(unit: &str) -> String {
    let plain = |character: char| if character.is_alphanumeric() { character } else { '_' };
    unit.chars().take(LONGEST_NAME).map(plain).collect()
}
