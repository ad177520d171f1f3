//! What a menu sets off.

use std::fs;

use serde_json::{Value, json};

use super::client::{Client, address, edited, pulling, pushed, report};

const URI: &str = "file:///d/1.txt";

fn run(client: &mut Client, command: &str, argument: Value) -> Value {
    let params = json!({ "command": format!("gaireport.server.{command}"), "arguments": [argument] });
    client.request("workspace/executeCommand", params)
}

fn refused(client: &mut Client, command: &str, argument: Value) -> String {
    let params = json!({ "command": format!("gaireport.server.{command}"), "arguments": [argument] });
    let id = client.ask("workspace/executeCommand", params);
    let answer = client.answer(id);
    assert_eq!(answer["error"]["code"], -32602, "{answer}");
    answer["error"]["message"].as_str().unwrap().to_owned()
}

#[test]
fn a_new_report_is_a_draft_with_a_name() {
    let mut client = Client::start(pushed());
    for kind in ["md", "txt", "html"] {
        let argument = json!({ "organization": "清河镇人民政府", "year": 2024, "kind": kind });
        let new = run(&mut client, "newReport", argument);
        assert!(new["file"].as_str().unwrap().ends_with(&format!(".{kind}")), "{new}");
        assert!(new["text"].as_str().unwrap().contains("清河镇人民政府2024年"));
    }
    assert!(refused(&mut client, "newReport", json!({ "organization": "甲", "year": 1999 })).contains("1999"));
    refused(&mut client, "newReport", json!({ "organization": "甲", "year": 2024, "kind": "pdf" }));
    refused(&mut client, "newReport", Value::Null);
    refused(&mut client, "noSuchCommand", Value::Null);
}

#[test]
fn a_table_is_redrawn_and_all_safe_fixes_are_applied_by_the_editor() {
    let text = report(0);
    let mut client = Client::start(pushed());
    client.open(URI, &text);
    client.published(URI, 1);
    for (command, argument) in
        [("fixAll", json!({ "uri": URI })), ("redraw", json!({ "uri": URI, "report": 0, "table": 1 }))]
    {
        assert_eq!(run(&mut client, command, argument), true, "{command}");
        let asked = client.wait("an edit", |message| message["method"] == "workspace/applyEdit");
        let change = &asked["params"]["edit"]["documentChanges"][0];
        assert_eq!(change["textDocument"], json!({ "uri": URI, "version": 1 }));
        assert_ne!(edited(&text, &change["edits"]), text);
    }
    assert_eq!(run(&mut client, "redraw", json!({ "uri": URI, "report": 7, "table": 0 })), false);
    assert_eq!(run(&mut client, "fixAll", json!({ "uri": "file:///d/closed.txt" })), false);
}

#[test]
fn checking_the_workspace_counts_and_tells_of_every_draft() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    for index in 0..5 {
        fs::write(root.join(format!("{index}.txt")), report(index)).unwrap();
    }
    let mut capabilities = pushed();
    capabilities["window"] = json!({ "workDoneProgress": true });
    let mut client = Client::introduced(json!({ "capabilities": capabilities, "rootUri": address(&root) }));
    let counts = run(&mut client, "checkWorkspace", Value::Null);
    assert_eq!((&counts["files"], &counts["reports"]), (&json!(5), &json!(5)));
    let checked = super::client::program().args(["--check", "--format", "json"]).arg(&root).output().unwrap();
    let checked: Value = serde_json::from_slice(&checked.stdout).unwrap();
    for count in ["errors", "warnings", "infos"] {
        assert_eq!(counts[count], checked["summary"][count], "{count}");
    }
    for index in 0..5 {
        let uri = address(&root.join(format!("{index}.txt")));
        client.wait("the findings of a file", |message| {
            message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == uri
        });
    }
    client.wait("a token for the progress", |message| message["method"] == "window/workDoneProgress/create");
    client.wait("the end of the progress", |message| message["params"]["value"]["kind"] == "end");
    client.wait("the counts in words", |message| message["method"] == "window/showMessage");
}

#[test]
fn checking_the_workspace_can_be_cancelled() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    for index in 0..400 {
        fs::write(root.join(format!("{index}.txt")), report(index % 5)).unwrap();
    }
    let mut client = Client::introduced(json!({ "capabilities": pulling(), "rootUri": address(&root) }));
    let params = json!({ "command": "gaireport.server.checkWorkspace", "workDoneToken": "mine" });
    let id = client.ask("workspace/executeCommand", params);
    client.wait("the work to begin", |message| message["params"]["token"] == "mine");
    client.notify("window/workDoneProgress/cancel", json!({ "token": "mine" }));
    assert_eq!(client.answer(id)["error"]["code"], -32800);
    client.wait("the end of the progress", |message| message["params"]["value"]["kind"] == "end");
    assert_eq!(client.leave(), 0);
}

#[test]
fn figures_and_a_fresh_start_are_commands_too() {
    let mut client = Client::start(pulling());
    client.open(URI, &report(0));
    assert_eq!(run(&mut client, "figures", json!({ "uri": URI }))["documentVersion"], 1);
    assert_eq!(run(&mut client, "restart", Value::Null), Value::Null);
    client.wait("a refresh", |message| message["method"] == "workspace/diagnostic/refresh");
}
