//! The program of the copy: its options, its modes, and its server.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{ChildStdout, Command, Stdio};

use gaireport::dialect::Form;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::drafts::{ORGAN, new, old, report, title};
use super::notice::{COLUMN, RESULT, ROW};

/// The program with arguments, in a folder.
fn program(folder: &Path, arguments: &[&str]) -> Command {
    let path = option_env!("CARGO_BIN_EXE_gaireport-2027").unwrap_or_else(|| panic!("only the copy has it"));
    let mut command = Command::new(path);
    command.args(arguments).current_dir(folder);
    for variable in ["LC_ALL", "LANG", "NO_COLOR", "TERM"] {
        command.env_remove(variable);
    }
    command
}

/// How a run ended, and what it printed and said.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = program(folder, arguments).stdin(Stdio::null()).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    assert!(!String::from_utf8_lossy(&output.stderr).contains("panicked at"), "{output:?}");
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// The edition that a file is checked against.
fn checked(folder: &Path, arguments: &[&str]) -> Value {
    let (_, printed, said) = run(folder, &[&["--check", "a.txt", "--format", "jsonl"], arguments].concat());
    let file: Value = serde_json::from_str(&printed).unwrap_or_else(|error| panic!("{error}: {said}"));
    file["edition"].clone()
}

pub fn options() {
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    fs::write(folder.join("a.txt"), title(2022)).unwrap();
    assert_eq!(checked(folder, &[]), 2021);
    assert_eq!(checked(folder, &["--edition", "2027"]), 2027);
    assert_eq!(checked(folder, &["--year", "2029"]), 2027);
    let (code, _, said) = run(folder, &["--check", "a.txt", "--edition", "2030"]);
    assert!(code == 2 && said.contains("2030"), "{said}");
    for mode in [&["--help"][..], &["--man"]] {
        assert!(run(folder, mode).1.replace('\\', "").contains("auto|2019|2021|2027"), "{mode:?}");
    }
    fs::write(folder.join("gaireport.toml"), "edition = 2027").unwrap();
    assert_eq!(checked(folder, &[]), 2027);
    fs::write(folder.join("gaireport.toml"), "edition = 2030").unwrap();
    assert!(run(folder, &["--check", "a.txt"]).2.contains("\"auto\", 2019, 2021, 2027"));
    let schema: Value = serde_json::from_str(&run(folder, &["--config-schema"]).1).unwrap();
    let names = json!(["auto", 2019, 2021, 2027, "2019", "2021", "2027"]);
    assert_eq!(schema["properties"]["edition"]["enum"], names);
}

pub fn modes() {
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    let (code, draft, said) = run(folder, &["--new", "--org", ORGAN, "--year", "2027"]);
    assert_eq!((code, said.as_str()), (0, ""));
    assert!(draft.contains(COLUMN.1) && draft.contains(RESULT.1));
    fs::write(folder.join("a.txt"), report(2027, new(), Form::Tabs, &[])).unwrap();
    fs::write(folder.join("last.txt"), report(2026, old(), Form::Tabs, &[])).unwrap();
    let extracted = run(folder, &["--extract", "a.txt"]).1;
    let extracted: Value = serde_json::from_str(&extracted).unwrap();
    assert_eq!(extracted[0]["edition"], 2027);
    assert!(extracted[0]["tables"]["requests"][ROW.0][COLUMN.0].is_string(), "{extracted}");
    let converted = run(folder, &["--convert", "a.txt", "--to", "html"]).1;
    assert!(converted.contains(ROW.1), "{converted}");
    // Its total differs by the new column.
    let arguments = ["--check", "a.txt", "--previous", "last.txt", "--format", "jsonl"];
    let checked: Value = serde_json::from_str(&run(folder, &arguments).1).unwrap();
    let found = checked["findings"].as_array().unwrap();
    assert!(found.iter().any(|finding| finding["rule"] == "carry-over-mismatch"), "{checked}");
    assert_eq!(run(folder, &["--self-test"]).0, 0);
}

/// Asks for what stands beside the new row, and takes the settings for it.
pub fn server() {
    let text = report(2027, new(), Form::Tabs, &[]);
    let folder = TempDir::new().unwrap();
    let mut child = program(folder.path(), &["--stdio"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let mut say = |message: Value| {
        let body = message.to_string();
        write!(input, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
        input.flush().unwrap();
    };
    let initialize = json!({
        "capabilities": {}, "processId": null, "rootUri": null, "initializationOptions": { "edition": "2027" },
    });
    say(json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": initialize }));
    assert!(answer(&mut output, 1)["capabilities"].is_object());
    say(json!({ "jsonrpc": "2.0", "method": "initialized", "params": {} }));
    let document = json!({ "uri": "untitled:a.txt", "languageId": "plaintext", "version": 1, "text": text });
    say(json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": { "textDocument": document } }));
    let line = text.lines().position(|line| line.contains(ROW.1)).unwrap();
    let place = json!({ "textDocument": { "uri": "untitled:a.txt" }, "position": { "line": line, "character": 3 } });
    say(json!({ "jsonrpc": "2.0", "id": 2, "method": "textDocument/hover", "params": place }));
    let shown = answer(&mut output, 2)["contents"]["value"].to_string();
    assert!(shown.contains("因涉及商业秘密而不予公开的申请"), "{shown}");
    say(json!({ "jsonrpc": "2.0", "id": 3, "method": "shutdown" }));
    answer(&mut output, 3);
    say(json!({ "jsonrpc": "2.0", "method": "exit" }));
    assert!(child.wait().unwrap().success());
}

/// The answer to a request; what the server says or asks besides is passed over.
fn answer(output: &mut BufReader<ChildStdout>, id: i64) -> Value {
    loop {
        let (mut length, mut line) = (0, String::new());
        while output.read_line(&mut line).unwrap() > 2 {
            length = line.trim().strip_prefix("Content-Length: ").map_or(length, |length| length.parse().unwrap());
            line.clear();
        }
        let mut body = vec![0; length];
        output.read_exact(&mut body).unwrap();
        let message: Value = serde_json::from_slice(&body).unwrap();
        if message["id"] == id && message.get("method").is_none() {
            return message["result"].clone();
        }
    }
}
