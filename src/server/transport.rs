//! The streams that messages come and go on.

use std::fs::File;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;

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

/// Connects to an editor that listens on a port of this machine. The server itself never listens: any page in a browser
/// can send to a port of this machine, and any user of it too.
pub fn socket(port: u16) -> io::Result<(Source, Sink)> {
    let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    stream.set_nodelay(true)?;
    Ok((Box::new(stream.try_clone()?), Box::new(stream)))
}

/// Connects to an editor that listens on a socket of the file system, which must belong to the same user.
#[cfg(unix)]
pub fn pipe(path: &Path) -> io::Result<(Source, Sink)> {
    use std::os::unix::net::UnixStream;
    if !gaireport::disk::is_own(&std::fs::metadata(path)?) {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let stream = UnixStream::connect(path)?;
    Ok((Box::new(stream.try_clone()?), Box::new(stream)))
}

/// Pipes of Windows cannot be read and written at once by a program that does so on two threads.
#[cfg(windows)]
pub fn pipe(_: &Path) -> io::Result<(Source, Sink)> {
    Err(io::ErrorKind::Unsupported.into())
}
