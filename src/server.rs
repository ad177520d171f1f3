//! The language server: findings while a draft is written, and everything an editor offers with them.
//!
//! One thread reads and applies changes in the order in which they come, one writes, one watches the process of the
//! editor; everything else runs on a few threads beside them. The protocol library routes and matches answers to
//! questions; reading and writing are done here, since an editor must be served whatever arrives and whatever fails.
//!
//! # A keystroke
//!
//! `Input::read` takes `didChange` off the wire; `Backend::did_change` has `Documents::change` edit a copy of the newest text
//! (`Text::edit`) and put it into the draft's channel as the newest `Revision`. There it wakes `publish::publish`, a task of
//! its own for each open draft: `Revision::diagnostics` analyses the whole text (`analysis::analyze`) and converts the
//! findings (`diagnostics::of`), and `publish::send` sends them with the version, unless a newer one came meanwhile. An
//! editor that pulls asks through `Backend::diagnostic` instead. Hover, completion and all the rest take the same analysis
//! from the revision (`Session::look`).

mod address;
mod backend;
mod between;
mod capabilities;
mod comparison;
mod convert;
mod diagnostics;
mod documents;
mod editor;
mod edits;
mod files;
mod finding;
mod frames;
mod handlers;
mod input;
mod introduction;
mod log;
mod output;
mod parent;
mod progress;
mod publish;
mod requests;
mod revision;
mod selftest;
mod session;
mod settings;
mod transport;
mod wire;
mod words;
mod workspace;

use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::{Arc, mpsc};
use std::thread;

use futures_util::StreamExt;
use gaireport::language::Language;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tower_lsp::LspService;

pub use selftest::run as self_test;

use backend::Backend;
use input::{End, Input};
use log::log;
use output::Output;
use session::Session;
use wire::Spellings;
use words::ServerWords;

/// Fewest threads that answer: one that is busy with a long draft must not hold up the others.
const FEWEST_WORKERS: usize = 3;

/// Why a session ends.
enum Ending {
    /// Nothing more is read.
    Input(End),
    /// Nothing more can be written.
    Output,
    /// The process of the editor is gone.
    Orphaned,
}

/// Streams to an editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Client {
    /// Standard input and output.
    Standard,
    /// A port of this machine on which it listens.
    Port(u16),
    /// A socket of the file system on which it listens.
    Pipe(PathBuf),
}

/// Serves an editor until it leaves. `language` is spoken to one that names none.
pub fn run(client: &Client, language: Language) -> ExitCode {
    let (streams, place) = match client {
        Client::Standard => (transport::standard(), String::new()),
        Client::Port(port) => (transport::socket(*port), format!("127.0.0.1:{port}: ")),
        Client::Pipe(path) => (transport::pipe(path), format!("{:?}: ", path.as_os_str())),
    };
    let streams =
        streams.map_err(|error| io::Error::other(format!("{place}{}: {error}", ServerWords::of(language).unreachable)));
    let served = streams.and_then(|(input, output)| serve(input, output, language));
    served.unwrap_or_else(|error| {
        log(&error.to_string());
        ExitCode::from(2)
    })
}

fn serve(
    input: impl Read + Send + 'static,
    output: impl Write + Send + 'static,
    language: Language,
) -> io::Result<ExitCode> {
    let runtime = runtime()?;
    let (ended, endings) = mpsc::channel();
    let spellings = Arc::new(Spellings::default());
    let broken = ended.clone();
    let output = Output::start(output, Arc::clone(&spellings), move || drop(broken.send(Ending::Output)))?;
    let (at_hand, waiting) = watch::channel(false);
    let mut session = None;
    let service = LspService::build(|client| {
        let orphaned = ended.clone();
        let orphaned = Arc::new(move || drop(orphaned.send(Ending::Orphaned)));
        let begun = Arc::new(Session::new(client, output.clone(), waiting, language, orphaned));
        session = Some(Arc::clone(&begun));
        Backend(begun)
    });
    let service = service
        .custom_method("gaireport/figures", Backend::figures)
        .custom_method("gaireport/page", Backend::page)
        .custom_method("gaireport/reports", Backend::reports)
        .custom_method("window/workDoneProgress/cancel", Backend::cancel_progress);
    // What happens when a handler fails can only be tried out with one that does.
    #[cfg(debug_assertions)]
    let service = service
        .custom_method("gaireport/fail", Backend::fail)
        .custom_method("gaireport/failLater", Backend::fail_later)
        .custom_method("gaireport/failed", Backend::failed);
    let (service, socket) = service.finish();
    let (mut requests, responses) = socket.split();
    let asking = output.clone();
    runtime.spawn(async move {
        while let Some(request) = requests.next().await {
            asking.send(&request).await;
        }
    });
    let mut reading = Input {
        service,
        responses,
        output: output.clone(),
        spellings,
        at_hand,
        runtime: runtime.handle().clone(),
        tasks: JoinSet::new(),
    };
    thread::Builder::new().name("input".to_owned()).spawn(move || {
        let end = reading.read(input);
        if end == End::Input {
            reading.finish();
        }
        let _ = ended.send(Ending::Input(end));
    })?;
    let ending = endings.recv().unwrap_or(Ending::Output);
    output.close();
    runtime.shutdown_background();
    Ok(exit_code(&ending, session.is_some_and(|session| session.is_shut_down())))
}

fn runtime() -> io::Result<Runtime> {
    let workers = thread::available_parallelism().map_or(FEWEST_WORKERS, |count| count.get().max(FEWEST_WORKERS));
    Builder::new_multi_thread().worker_threads(workers).thread_name("worker").enable_time().build()
}

/// The protocol's exit code: 0 only for an editor that said `shutdown` before it left.
fn exit_code(ending: &Ending, shut_down: bool) -> ExitCode {
    match ending {
        Ending::Input(End::Exit | End::Input) if shut_down => ExitCode::SUCCESS,
        Ending::Input(_) | Ending::Output | Ending::Orphaned => ExitCode::FAILURE,
    }
}
