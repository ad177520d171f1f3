//! `--self-test`: talks to a server of this very program as an editor would, and says what came of it.

use std::io::Write;
use std::process::{Child, ChildStdin, Command, ExitCode, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use anyhow::{Context, bail};
use gaireport::compose::{self, Target};
use gaireport::language::Language;
use gaireport::standard::newest;
use serde_json::{Value, json};

use super::frames::{Frame, Frames};
use super::log::log;
use super::words::ServerWords;

/// Time limit for each answer of the server.
const DEADLINE: Duration = Duration::from_secs(20);

/// Address of the draft that is tried. There is no such file.
const URI: &str = "untitled:self-test.md";

/// Talks to a server and says what came of it: exit code 0 if everything is as it should be, otherwise 2.
pub fn run(language: Language) -> ExitCode {
    let words = ServerWords::of(language);
    match converse() {
        Ok(findings) => {
            let version = env!("CARGO_PKG_VERSION");
            log(&format!("{version}: {} ({findings})", words.works));
            ExitCode::SUCCESS
        }
        Err(error) => {
            log(&format!("{}: {error:#}", words.fails));
            ExitCode::from(2)
        }
    }
}

/// A server and the pipes to it.
struct Conversation {
    server: Child,
    input: ChildStdin,
    messages: Receiver<Value>,
}

/// From the introduction to the end. Returns how much was found in a new draft, which has blank cells.
fn converse() -> anyhow::Result<usize> {
    let mut conversation = Conversation::begin()?;
    let capabilities = json!({ "textDocument": { "publishDiagnostics": { "versionSupport": true } } });
    let introduction = json!({ "processId": std::process::id(), "rootUri": null, "capabilities": capabilities });
    conversation.ask("initialize", &introduction)?;
    conversation.say(&json!({ "method": "initialized", "params": {} }))?;
    let document = json!({ "uri": URI, "languageId": "markdown", "version": 1, "text": draft()? });
    conversation.say(&json!({ "method": "textDocument/didOpen", "params": { "textDocument": document } }))?;
    let found = conversation.wait("diagnostics", |message| message["method"] == "textDocument/publishDiagnostics")?;
    let findings = found["params"]["diagnostics"].as_array().map_or(0, Vec::len);
    if findings == 0 || found["params"]["version"] != 1 {
        bail!("no diagnostics for a draft with blank cells");
    }
    conversation.ask("shutdown", &Value::Null)?;
    conversation.say(&json!({ "method": "exit" }))?;
    let status = conversation.server.wait().context("end of the server")?;
    if !status.success() {
        bail!("the server ended with {status}");
    }
    Ok(findings)
}

/// A new draft of the newest edition.
fn draft() -> anyhow::Result<String> {
    compose::new_draft("self-test", newest().years.0, Target::Markdown).context("a draft of the newest edition")
}

impl Conversation {
    fn begin() -> anyhow::Result<Conversation> {
        let program = std::env::current_exe().context("path of this program")?;
        let mut command = Command::new(program);
        let command = command.arg("--stdio").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit());
        let mut server = command.spawn().context("start of the server")?;
        let input = server.stdin.take().context("input of the server")?;
        let output = server.stdout.take().context("output of the server")?;
        let (sender, messages) = channel();
        thread::spawn(move || {
            let mut frames = Frames::new(output);
            while let Ok(Some(frame)) = frames.next() {
                let Frame::Body(body) = frame else { return };
                let Ok(message) = serde_json::from_slice(&body) else { return };
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        Ok(Conversation { server, input, messages })
    }

    fn say(&mut self, message: &Value) -> anyhow::Result<()> {
        let mut message = message.clone();
        message["jsonrpc"] = json!("2.0");
        let body = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{body}", body.len()).context("writing to the server")?;
        self.input.flush().context("writing to the server")
    }

    fn ask(&mut self, method: &str, params: &Value) -> anyhow::Result<()> {
        self.say(&json!({ "id": method, "method": method, "params": params }))?;
        let answer = self.wait(method, |message| message["id"] == method)?;
        match answer.get("error") {
            Some(error) => bail!("{method}: {error}"),
            None => Ok(()),
        }
    }

    fn wait(&self, what: &str, wanted: impl Fn(&Value) -> bool) -> anyhow::Result<Value> {
        loop {
            let message = self.messages.recv_timeout(DEADLINE).with_context(|| format!("{what}: no answer"))?;
            if wanted(&message) {
                return Ok(message);
            }
        }
    }
}

impl Drop for Conversation {
    fn drop(&mut self) {
        // After a regular end there is nothing left to kill.
        let _ = self.server.kill();
    }
}
