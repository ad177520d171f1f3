//! Sessions of real editors, recorded with `tests/traces/record.py`, said again: the answers are the same.
//!
//! With `BLESS` set the answers are written into the traces instead of being compared.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::client::Client;
use crate::strict::program;

fn traces() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/traces");
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut traces: Vec<PathBuf> = paths.filter(|path| path.extension().is_some_and(|kind| kind == "jsonl")).collect();
    traces.sort();
    traces
}

/// Says what the editor said, and waits at each place for what the server said there.
fn replay(trace: &[Value]) -> Vec<Value> {
    let mut client = Client::silent(&mut program());
    let mut answers = Vec::new();
    for entry in trace {
        let message = &entry["message"];
        if entry["from"] == "client" {
            client.send(message);
            answers.push(entry.clone());
            continue;
        }
        let said = match message.get("method").and_then(Value::as_str) {
            Some("textDocument/publishDiagnostics") => {
                let key = |message: &Value| (message["params"]["uri"].clone(), message["params"]["version"].clone());
                let wanted = key(message);
                client.listen(|said| said["method"] == message["method"] && key(said) == wanted)
            }
            Some(method) => client.listen(|said| said["method"] == method),
            None => client.listen(|said| said["id"] == message["id"] && said.get("method").is_none()),
        };
        answers.push(json!({ "from": "server", "message": said }));
    }
    assert_eq!(client.exit_code(), 0);
    answers
}

#[test]
fn recorded_sessions_get_the_same_answers() {
    let traces = traces();
    assert!(traces.len() >= 2, "{traces:?}");
    for path in traces {
        let recorded = fs::read_to_string(&path).unwrap();
        let trace: Vec<Value> = recorded.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let answers = replay(&trace);
        if std::env::var_os("BLESS").is_some() {
            let lines: String = answers.iter().map(|entry| format!("{entry}\n")).collect();
            fs::write(&path, lines).unwrap();
            continue;
        }
        for (index, (said, recorded)) in answers.iter().zip(&trace).enumerate() {
            assert!(said == recorded, "{path:?}, line {}:\n{said}\nrecorded:\n{recorded}", index + 1);
        }
    }
}
