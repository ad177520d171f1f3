//! Reads messages from the client on a thread of its own, hands notifications over in their order, and lets requests
//! run concurrently.

use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use futures_util::{FutureExt, SinkExt};
use serde_json::{Map, Value};
use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::timeout;
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};
use tower_lsp::{ClientSocket, LanguageServer, Loopback, LspService};
use tower_service::Service;

use super::frames::{Fault, Frame, Frames, LONGEST_BODY};
use super::log::log;
use super::output::Output;
use super::wire::Spellings;

/// Time that requests under way may take once the input has ended.
const LAST_REQUESTS: Duration = Duration::from_secs(2);

/// Why reading ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The client said `exit`.
    Exit,
    /// There is no more input.
    Input,
}

/// Takes the editor's answers.
type Responses = <ClientSocket as Loopback>::ResponseSink;

/// Reads messages and has them dealt with.
pub struct Input<S> {
    /// Service that handles the messages.
    pub service: LspService<S>,
    /// Takes the answers to the server's own requests.
    pub responses: Responses,
    /// Takes answers.
    pub output: Output,
    /// Takes note of addresses that had to be changed.
    pub spellings: Arc<Spellings>,
    /// Says whether input is at hand that was not looked at yet.
    pub at_hand: watch::Sender<bool>,
    /// Runtime on which requests run.
    pub runtime: Handle,
    /// Requests under way.
    pub tasks: JoinSet<()>,
}

impl<S: LanguageServer> Input<S> {
    /// Reads until the client says `exit` or goes away.
    pub fn read(&mut self, input: impl Read) -> End {
        let runtime = self.runtime.clone();
        let _inside = runtime.enter();
        let at_hand = self.at_hand.clone();
        let mut frames = Frames::new(Noticed { input, at_hand });
        loop {
            let end = match frames.next() {
                Ok(Some(Frame::Body(body))) => self.take(&body),
                Ok(Some(Frame::Fault(fault))) => self.complain(fault),
                Ok(None) | Err(_) => Some(End::Input),
            };
            if let Some(end) = end {
                return end;
            }
        }
    }

    /// Waits for requests under way.
    pub fn finish(&mut self) {
        let runtime = self.runtime.clone();
        let rest = async { while self.tasks.join_next().await.is_some() {} };
        let _ = runtime.block_on(async { timeout(LAST_REQUESTS, rest).await });
    }

    fn complain(&self, fault: Fault) -> Option<End> {
        let words = match fault {
            Fault::NoLength => "no Content-Length".to_owned(),
            Fault::BadLength => "Content-Length is no number".to_owned(),
            Fault::TooLong(length) => {
                format!("a message of {length} bytes is passed over, the limit is {LONGEST_BODY}")
            }
            Fault::CutOff => "the input ended inside a message".to_owned(),
        };
        self.unparsed(words);
        None
    }

    fn unparsed(&self, words: String) {
        log(&words);
        self.output.refuse(Id::Null, Error { code: ErrorCode::ParseError, message: words.into(), data: None });
    }

    fn take(&mut self, body: &[u8]) -> Option<End> {
        match serde_json::from_slice(body) {
            Ok(Value::Object(message)) => return self.message(message),
            Ok(Value::Array(_)) => self.unparsed("batches are not part of the protocol".to_owned()),
            Ok(_) => self.unparsed("a message is an object".to_owned()),
            Err(error) => self.unparsed(format!("not valid JSON: {error}")),
        }
        None
    }

    fn message(&mut self, mut message: Map<String, Value>) -> Option<End> {
        let id = message.get("id").cloned();
        let Some(method) = message.get("method") else {
            if message.contains_key("result") || message.contains_key("error") {
                self.response(message);
            } else {
                self.invalid(id);
            }
            return None;
        };
        let (Some(method), Ok(id)) = (method.as_str().map(str::to_owned), id.map(identity).transpose()) else {
            self.invalid(None);
            return None;
        };
        if method == "exit" {
            return Some(End::Exit);
        }
        let params = self.spellings.admit(&method, message.remove("params"));
        let request = Request::build(method);
        let request = if let Some(params) = params { request.params(params) } else { request };
        self.dispatch(if let Some(id) = id { request.id(id).finish() } else { request.finish() });
        None
    }

    fn invalid(&self, id: Option<Value>) {
        let id = id.and_then(|id| identity(id).ok()).unwrap_or_default();
        self.output.refuse(id, Error::invalid_request());
    }

    fn response(&mut self, message: Map<String, Value>) {
        match serde_json::from_value::<Response>(Value::Object(message)) {
            // An answer to a question that nobody waits for any more is no fault.
            Ok(response) => drop(self.responses.send(response).now_or_never()),
            Err(error) => log(&format!("an answer that cannot be read: {error}")),
        }
    }

    /// Deals with a message up to the first place where it waits. Notifications never wait, so each is done with before
    /// the next message is looked at, and a request sees the drafts as they were when it was sent.
    fn dispatch(&mut self, request: Request) {
        let id = request.id().cloned();
        let called = catch_unwind(AssertUnwindSafe(|| self.service.call(request)));
        let Ok(future) = called else { return failed(&self.output, id) };
        let mut task = Box::pin(AssertUnwindSafe(future).catch_unwind());
        if let Some(done) = (&mut task).now_or_never() {
            return conclude(&self.output, id, done.map(Result::unwrap_or_default));
        }
        let output = self.output.clone();
        self.tasks
            .spawn_on(async move { conclude(&output, id, task.await.map(Result::unwrap_or_default)) }, &self.runtime);
        while self.tasks.try_join_next().is_some() {}
    }
}

/// Input that says when nothing more is at hand.
struct Noticed<R> {
    input: R,
    at_hand: watch::Sender<bool>,
}

impl<R: Read> Read for Noticed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.at_hand.send_replace(false);
        let read = self.input.read(buffer);
        self.at_hand.send_replace(true);
        read
    }
}

/// The id of a request; an error where it is none.
fn identity(id: Value) -> Result<Id, serde_json::Error> {
    serde_json::from_value(id)
}

/// Sends what came of a request; a notification has no answer.
fn conclude<P>(output: &Output, id: Option<Id>, done: Result<Option<Response>, P>) {
    match done {
        Ok(Some(response)) => output.answer(&response),
        Ok(None) => {}
        Err(_) => failed(output, id),
    }
}

/// A fault of this program: said to whoever asked. Its words went to standard error already.
fn failed(output: &Output, id: Option<Id>) {
    if let Some(id) = id {
        output.refuse(id, Error::internal_error());
    }
}
