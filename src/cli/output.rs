//! Output to standard output or a file. A reader that closes the pipe ends the printing, not the work.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, IsTerminal, Stdout, Write};
use std::path::{Path, PathBuf};

const BUFFER: usize = 64 << 10;

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
    File(File),
}

impl Output {
    /// Opens the file, or standard output where there is no path.
    pub fn open(path: Option<&Path>) -> io::Result<Output> {
        let target = match path {
            Some(path) => Target::File(OpenOptions::new().write(true).create(true).truncate(true).open(path)?),
            None => Target::Standard(io::stdout()),
        };
        let sink = BufWriter::with_capacity(BUFFER, Sink { target, closed: false });
        Ok(Output { sink, path: path.map(Path::to_owned) })
    }

    /// Returns whether the output goes to a terminal.
    pub fn is_terminal(&self) -> bool {
        self.path.is_none() && io::stdout().is_terminal()
    }

    /// Returns whether the reader has closed the pipe.
    pub fn is_closed(&self) -> bool {
        self.sink.get_ref().closed
    }

    /// Its name in messages.
    pub fn name(&self) -> String {
        self.path.as_deref().map_or_else(|| "-".to_owned(), |path| path.display().to_string())
    }
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
            Target::File(file) => file.write(bytes),
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
            Target::File(file) => file.flush(),
        };
        flushed.or_else(|error| if error.kind() == ErrorKind::BrokenPipe { Ok(()) } else { Err(error) })
    }
}

/// Writes one line to standard error; that nobody reads it is no error.
pub fn note(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// Writes a file that is not there yet, and the folder that it stands in.
pub fn create_new(file: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    OpenOptions::new().write(true).create_new(true).open(file)?.write_all(text.as_bytes())
}

/// Characters of a name that go into a file's: systems take 255 bytes of a name.
const LONGEST_NAME: usize = 60;

/// A unit's name as part of a file's name on every system.
pub fn safe_name(unit: &str) -> String {
    let plain = |character: char| if character.is_alphanumeric() { character } else { '_' };
    unit.chars().take(LONGEST_NAME).map(plain).collect()
}
