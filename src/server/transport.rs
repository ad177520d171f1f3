//! The streams that messages come and go on.

use std::fs::File;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpListener};

use super::log::log;

/// A stream to read from.
pub type Source = Box<dyn Read + Send>;
/// A stream to write to.
pub type Sink = Box<dyn Write + Send>;

/// Standard input and output as plain files: the buffers of the standard library would cut every message in two.
pub fn standard() -> io::Result<(Source, Sink)> {
    let (input, output) = duplicates()?;
    Ok((Box::new(input), Box::new(output)))
}

#[cfg(unix)]
fn duplicates() -> io::Result<(File, File)> {
    use std::os::fd::AsFd;
    let input = io::stdin().as_fd().try_clone_to_owned()?;
    let output = io::stdout().as_fd().try_clone_to_owned()?;
    Ok((input.into(), output.into()))
}

#[cfg(windows)]
fn duplicates() -> io::Result<(File, File)> {
    use std::os::windows::io::AsHandle;
    let input = io::stdin().as_handle().try_clone_to_owned()?;
    let output = io::stdout().as_handle().try_clone_to_owned()?;
    Ok((input.into(), output.into()))
}

/// Waits for one editor on a port of this machine; port 0 takes any that is free. The port is said on standard error.
pub fn socket(port: u16) -> io::Result<(Source, Sink)> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
    log(&format!("listening on {}", listener.local_addr()?));
    let (stream, _) = listener.accept()?;
    stream.set_nodelay(true)?;
    Ok((Box::new(stream.try_clone()?), Box::new(stream)))
}
