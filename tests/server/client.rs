//! A client that says exactly what it is told to, and waits for events with a deadline.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use gaireport::page::page;
use gaireport::rules::RULES;
use serde_json::{Value, json};

use crate::strict::{assert_no_failure, assert_no_panic, program};

/// How long anything may take. Far more than it should: machines that test are busy.
pub const DEADLINE: Duration = Duration::from_secs(60);

/// What an editor answers to `workspace/configuration`: the settings for that scope.
type Settings = Box<dyn Fn(Option<&str>) -> Value + Send>;

/// A server, and this end of the pipes to it.
pub struct Client {
    child: Child,
    /// All that the server writes to its standard error.
    errors: Option<JoinHandle<String>>,
    input: Option<ChildStdin>,
    messages: Receiver<Value>,
    /// Messages read while looking for others.
    kept: VecDeque<Value>,
    next: i64,
    settings: Settings,
    /// What the server registered for.
    pub registered: Vec<String>,
}

/// Capabilities of a client that is sent diagnostics.
pub fn pushed() -> Value {
    json!({
        "general": { "positionEncodings": ["utf-16"] },
        "textDocument": {
            "publishDiagnostics": {
                "versionSupport": true,
                "relatedInformation": true,
                "codeDescriptionSupport": true,
                "tagSupport": { "valueSet": [1, 2] },
            },
            "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } } },
        },
        "workspace": { "workspaceEdit": { "documentChanges": true }, "applyEdit": true },
    })
}

/// Capabilities of a client that asks for diagnostics.
pub fn pulling() -> Value {
    let mut capabilities = pushed();
    capabilities["textDocument"]["diagnostic"] = json!({ "dynamicRegistration": true });
    capabilities["workspace"]["diagnostics"] = json!({ "refreshSupport": true });
    capabilities
}

/// The address of a file.
pub fn address(path: &Path) -> String {
    let mut address = "file://".to_owned();
    for byte in path.to_str().unwrap().bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' => address.push(byte as char),
            _ => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address
}

/// One of the published reports.
pub fn report(index: usize) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    std::fs::read_to_string(&paths[index]).unwrap()
}

/// The first faulty example on a rule's page.
pub fn example(rule: &str) -> &'static str {
    let rule = RULES.iter().find(|known| known.id == rule).unwrap();
    page(rule).examples("bad")[0]
}

/// Position of a byte offset, characters counted in UTF-16.
pub fn position(text: &str, offset: usize) -> Value {
    let before = &text[..offset];
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    json!({ "line": before.matches('\n').count(), "character": before[start..].encode_utf16().count() })
}

/// The byte at a position, characters counted in UTF-16. Line ends are LF or CRLF.
pub fn offset(text: &str, position: &Value) -> usize {
    let line = position["line"].as_u64().unwrap() as usize;
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let mut units = position["character"].as_u64().unwrap() as usize;
    for (at, character) in text[start..].char_indices() {
        if units == 0 || character == '\n' || character == '\r' {
            return start + at;
        }
        units = units.saturating_sub(character.len_utf16());
    }
    text.len()
}

/// What stands in a range.
pub fn slice<'t>(text: &'t str, range: &Value) -> &'t str {
    &text[offset(text, &range["start"])..offset(text, &range["end"])]
}

/// The text after edits as the protocol has them: all refer to the text as it was.
pub fn edited(text: &str, edits: &Value) -> String {
    let mut edits: Vec<&Value> = edits.as_array().unwrap().iter().collect();
    edits.sort_by_key(|edit| offset(text, &edit["range"]["start"]));
    let mut result = text.to_owned();
    for edit in edits.into_iter().rev() {
        let (start, end) = (offset(text, &edit["range"]["start"]), offset(text, &edit["range"]["end"]));
        result.replace_range(start..end, edit["newText"].as_str().unwrap());
    }
    result
}

impl Client {
    /// Starts the program and says nothing yet.
    pub fn silent(command: &mut Command) -> Client {
        let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stderr = child.stderr.take().unwrap();
        let errors = Some(thread::spawn(move || {
            let mut errors = String::new();
            let _ = stderr.read_to_string(&mut errors);
            errors
        }));
        let input = child.stdin.take();
        let output = child.stdout.take().unwrap();
        let (sender, messages) = channel();
        thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        let settings: Settings = Box::new(|_| Value::Null);
        Client { child, errors, input, messages, kept: VecDeque::new(), next: 0, settings, registered: Vec::new() }
    }

    /// Starts the program and introduces a client with those capabilities.
    pub fn start(capabilities: Value) -> Client {
        Client::introduced(json!({ "capabilities": capabilities, "locale": "zh-cn" }))
    }

    /// Starts the program and introduces a client with those parameters of `initialize`.
    pub fn introduced(params: Value) -> Client {
        let mut client = Client::silent(&mut program());
        client.introduce(params);
        client
    }

    /// Says who it is. Returns what the server can do.
    pub fn introduce(&mut self, params: Value) -> Value {
        let result = self.request("initialize", params);
        self.notify("initialized", json!({}));
        result["capabilities"].clone()
    }

    /// Takes it that the server fails, and catches that, because it is asked to.
    pub fn expect_panics(&mut self) {
        self.errors = None;
    }

    /// Answers questions for settings from now on.
    pub fn answer_settings(&mut self, settings: impl Fn(Option<&str>) -> Value + Send + 'static) {
        self.settings = Box::new(settings);
    }

    /// Number of the server's process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Sends bytes as they are.
    pub fn send_raw(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().expect("the input is open");
        input.write_all(bytes).and_then(|()| input.flush()).unwrap();
    }

    /// Sends one message.
    pub fn send(&mut self, message: &Value) {
        self.send_raw(&frame(message));
    }

    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request and returns its id.
    pub fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.next += 1;
        self.send(&json!({ "jsonrpc": "2.0", "id": self.next, "method": method, "params": params }));
        self.next
    }

    /// Waits for the answer to a request, whole.
    pub fn answer(&mut self, id: i64) -> Value {
        self.wait("an answer", |message| message["id"] == id && message.get("method").is_none())
    }

    /// Sends a request and returns its result; an error fails the test.
    pub fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        let answer = self.answer(id);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    /// Waits for a message of that kind. Others are kept, and the server's own requests answered.
    pub fn wait(&mut self, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.kept.iter().position(&wanted) {
            return self.kept.remove(at).unwrap();
        }
        let end = Instant::now() + DEADLINE;
        loop {
            let message = self.receive(end).unwrap_or_else(|| panic!("the server closed while waiting for {what}"));
            if wanted(&message) {
                return message;
            }
            self.kept.push_back(message);
        }
    }

    /// Waits for a message of that kind, and answers no questions: whoever listens does that.
    pub fn listen(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.kept.iter().position(&wanted) {
            return self.kept.remove(at).unwrap();
        }
        loop {
            let message = self.heard(DEADLINE).unwrap_or_else(|_| panic!("kept: {:?}", self.kept));
            if wanted(&message) {
                return message;
            }
            self.kept.push_back(message);
        }
    }

    /// The next message as it came.
    fn heard(&self, within: Duration) -> Result<Value, RecvTimeoutError> {
        let message = self.messages.recv_timeout(within)?;
        assert_no_failure(&message);
        Ok(message)
    }

    /// The next message, answered if it is a question; `None` at the end.
    fn receive(&mut self, end: Instant) -> Option<Value> {
        let message = match self.heard(end.saturating_duration_since(Instant::now())) {
            Ok(message) => message,
            Err(RecvTimeoutError::Disconnected) => return None,
            Err(RecvTimeoutError::Timeout) => panic!("nothing came in time; kept: {:?}", self.kept),
        };
        if message.get("method").is_some() && message.get("id").is_some() {
            self.reply(&message);
        }
        Some(message)
    }

    fn reply(&mut self, request: &Value) {
        let params = &request["params"];
        let result = match request["method"].as_str().unwrap() {
            "workspace/configuration" => {
                let items = params["items"].as_array().unwrap();
                items.iter().map(|item| (self.settings)(item["scopeUri"].as_str())).collect()
            }
            "client/registerCapability" => {
                let methods = params["registrations"].as_array().unwrap().iter();
                self.registered.extend(methods.map(|one| one["method"].as_str().unwrap().to_owned()));
                Value::Null
            }
            "workspace/applyEdit" => json!({ "applied": true }),
            "window/showDocument" => json!({ "success": true }),
            _ => Value::Null,
        };
        self.send(&json!({ "jsonrpc": "2.0", "id": request["id"], "result": result }));
    }

    /// Everything that came until now, without waiting for more than what answers one last request.
    pub fn everything(&mut self) -> Vec<Value> {
        let last = self.ask("gaireport/last", Value::Null);
        self.answer(last);
        self.kept.drain(..).collect()
    }

    pub fn open(&mut self, uri: &str, text: &str) {
        self.open_as(uri, "plaintext", text);
    }

    pub fn open_as(&mut self, uri: &str, language: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": language, "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Replaces the whole text.
    pub fn replace(&mut self, uri: &str, version: i64, text: &str) {
        self.change(uri, version, json!([{ "text": text }]));
    }

    pub fn change(&mut self, uri: &str, version: i64, changes: Value) {
        let document = json!({ "uri": uri, "version": version });
        self.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    }

    pub fn close(&mut self, uri: &str) {
        self.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    }

    /// Waits until the findings of that version are published.
    pub fn published(&mut self, uri: &str, version: i64) -> Vec<Value> {
        let message = self.wait(&format!("the findings of {uri}, version {version}"), |message| {
            message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == uri
                && message["params"]["version"] == version
        });
        message["params"]["diagnostics"].as_array().unwrap().clone()
    }

    /// Asks for the findings of a draft.
    pub fn pulled(&mut self, uri: &str, known: Option<&str>) -> Value {
        self.request("textDocument/diagnostic", json!({ "textDocument": { "uri": uri }, "previousResultId": known }))
    }

    /// Closes the pipe to the server.
    pub fn hang_up(&mut self) {
        self.input = None;
    }

    /// Leaves as the protocol says and returns the exit code.
    pub fn leave(&mut self) -> i32 {
        self.request("shutdown", Value::Null);
        self.send(&json!({ "jsonrpc": "2.0", "method": "exit" }));
        self.exit_code()
    }

    /// Waits for the server's end.
    pub fn exit_code(&mut self) -> i32 {
        let end = Instant::now() + DEADLINE;
        while Instant::now() < end {
            match self.heard(end.saturating_duration_since(Instant::now())) {
                Ok(message) => self.kept.push_back(message),
                // Its output is closed: it has ended, or is about to.
                Err(_) => return self.child.wait().unwrap().code().unwrap_or(-1),
            }
        }
        panic!("the server does not end");
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        self.input = None;
        let _ = self.child.kill();
        let _ = self.child.wait();
        let errors = self.errors.take().and_then(|errors| errors.join().ok());
        if let Some(errors) = errors.filter(|_| !thread::panicking()) {
            assert_no_panic(&errors);
        }
    }
}

/// A message with its header.
pub fn frame(message: &Value) -> Vec<u8> {
    let body = message.to_string();
    format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

fn read(output: &mut BufReader<ChildStdout>) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end() {
            "" => break,
            header => {
                let digits = header.strip_prefix("Content-Length: ").unwrap_or_else(|| panic!("header {header:?}"));
                length = digits.parse().unwrap();
            }
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).unwrap())
}
