//! What a menu sets off.

use std::fs;

use serde_json::{Value, json};

use super::client::{Client, address, edited, pulling, pushed, report};
use crate::strict::{output, program};

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
    let checked = output(program().args(["--check", "--format", "json"]).arg(&root));
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

#[test]
fn a_figure_is_written_by_the_editor_or_refused_in_a_sentence() {
    let text = report(2);
    let mut client = Client::start(pushed());
    client.open(URI, &text);
    client.published(URI, 1);
    let mut set = |cell: &str, figure: &str| {
        run(&mut client, "setFigure", json!({ "uri": URI, "report": 0, "cell": cell, "text": figure }))
    };
    assert_eq!(set("requests.new.natural_person", "约5"), json!({ "applied": false, "reason": "只能填数字，例如 12" }));
    assert_eq!(set("requests.no.such", "5")["applied"], false);
    assert_eq!(set("requests.new.natural_person", "5"), json!({ "applied": true, "reason": null }));
    let asked = client.wait("an edit", |message| message["method"] == "workspace/applyEdit");
    let change = &asked["params"]["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"], json!({ "uri": URI, "version": 1 }));
    let after = edited(&text, &change["edits"]);
    client.replace(URI, 2, &after);
    let figures = run(&mut client, "figures", json!({ "uri": URI }));
    let cells =
        figures["reports"][0]["tables"][1]["rows"].as_array().unwrap().iter().flat_map(|row| row.as_array().unwrap());
    let own = cells.clone().find(|cell| cell["id"] == "requests.new.natural_person").unwrap();
    assert_eq!(own["figure"], "5");
    let closed = json!({ "uri": "file:///d/closed.txt", "report": 0, "cell": "requests.new.total", "text": "1" });
    assert_eq!(run(&mut client, "setFigure", closed), json!({ "applied": false, "reason": null }));
}

#[test]
fn files_of_offices_are_drawn_without_being_open_and_all_reports_are_listed() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    let fixture = |name: &str| format!("{}/tests/{name}", env!("CARGO_MANIFEST_DIR"));
    fs::copy(fixture("cli/word/r003.docx"), root.join("一.docx")).unwrap();
    fs::copy(fixture("formats/r003.ofd"), root.join("二.ofd")).unwrap();
    fs::write(root.join("三.txt"), report(2)).unwrap();
    fs::write(root.join("四.docx"), b"PK\x03\x04 broken").unwrap();
    fs::write(root.join("五.txt"), "明天开会。").unwrap();
    let mut client = Client::introduced(json!({ "capabilities": pulling(), "rootUri": address(&root) }));
    let mut figures = |name: &str| {
        let uri = address(&root.join(name));
        client.request("gaireport/figures", json!({ "uri": uri }))
    };
    for name in ["一.docx", "二.ofd"] {
        let drawn = figures(name);
        assert_eq!((&drawn["documentVersion"], &drawn["reports"][0]["year"]), (&Value::Null, &json!(2020)), "{name}");
        assert_eq!(drawn["reports"][0]["tables"].as_array().unwrap().len(), 3);
        let quotes = drawn["reports"][0]["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|finding| finding["quote"].as_str().unwrap());
        assert!(quotes.clone().count() > 0 && quotes.clone().any(|quote| !quote.is_empty()), "{name}");
    }
    assert_eq!(figures("三.txt"), Value::Null, "text belongs to the editor");
    let unreadable = figures("四.docx");
    assert!(
        unreadable["reports"].as_array().unwrap().is_empty() && !unreadable["problem"].as_str().unwrap().is_empty()
    );
    let listed = client.request("gaireport/reports", json!({}));
    let years: Vec<(&str, &Value)> = listed["reports"]
        .as_array()
        .unwrap()
        .iter()
        .map(|report| (report["uri"].as_str().unwrap().rsplit('/').next().unwrap(), &report["year"]))
        .collect();
    assert_eq!(years.len(), 3, "{years:?}");
    assert!(years.iter().all(|(_, year)| **year == 2020), "{years:?}");
}

#[test]
fn a_new_report_goes_on_from_last_years_file_and_says_so_where_it_cannot() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("去年.txt");
    fs::write(&file, report(2)).unwrap();
    let mut client = Client::start(pushed());
    let mut new = |year: u16, previous: &std::path::Path| {
        let argument =
            json!({ "organization": "甲镇人民政府", "year": year, "kind": "txt", "previous": address(previous) });
        run(&mut client, "newReport", argument)
    };
    let known = new(2021, &file);
    let blank = new(2024, &file);
    assert_eq!((&known["problem"], &blank["problem"]), (&Value::Null, &Value::Null));
    let row = |report: &Value| {
        let text = report["text"].as_str().unwrap().to_owned();
        text.lines().find(|line| line.contains("上年结转")).unwrap().to_owned()
    };
    assert_eq!((row(&known).matches('0').count(), row(&blank).matches('0').count()), (7, 0));
    let missing = new(2021, &folder.path().join("没有.docx"));
    assert!(!missing["problem"].as_str().unwrap().is_empty());
    assert_eq!(row(&missing), row(&blank));
}
