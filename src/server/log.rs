//! Logs to standard error: standard output belongs to the protocol.

use std::io::{self, Write};

/// Writes one line; that nobody reads it is no error.
pub fn log(line: &str) {
    let _ = writeln!(io::stderr().lock(), "gaireport-lsp: {line}");
}
