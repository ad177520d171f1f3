//! Ends a run that writes files when it is told to end, and leaves nothing behind that is not whole.

use std::future::Future;
use std::io;
use std::process::exit;
use std::thread;

use tokio::runtime::Builder;

use crate::drafts::temporary;

/// Exit code of a program that Ctrl-C ended, as shells have it.
const INTERRUPTED: i32 = 130;

/// From now on no temporary file stays when the program is interrupted.
pub fn end_whole() -> io::Result<()> {
    let runtime = Builder::new_current_thread().enable_io().build()?;
    let told = {
        let _inside = runtime.enter();
        told()?
    };
    let end = move || {
        let code = runtime.block_on(told);
        let _nothing_is_written = temporary::finish();
        exit(code)
    };
    thread::Builder::new().name("signals".to_owned()).spawn(end).map(drop)
}

/// Waits for a signal that ends programs; gives the exit code for it.
#[cfg(unix)]
fn told() -> io::Result<impl Future<Output = i32> + Send> {
    use futures_util::future::{Either, select};
    use tokio::signal::unix::{SignalKind, signal};
    /// Exit code of a program that was asked to end.
    const TERMINATED: i32 = 143;
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        match select(Box::pin(interrupt.recv()), Box::pin(terminate.recv())).await {
            Either::Left(_) => INTERRUPTED,
            Either::Right(_) => TERMINATED,
        }
    })
}

/// Waits for Ctrl-C; gives the exit code for it.
#[cfg(windows)]
fn told() -> io::Result<impl Future<Output = i32> + Send> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupt.recv().await;
        INTERRUPTED
    })
}
