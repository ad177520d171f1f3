//! What holds for a draft: files, settings, and their changes while drafts are open.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::client::{Client, address, example, pulling, pushed, report};

/// The rule that is switched on and off.
const RULE: &str = "row-sum-mismatch";

/// Capabilities of a client that watches files and settings.
pub fn watching(mut capabilities: Value) -> Value {
    capabilities["workspace"]["didChangeWatchedFiles"] = json!({ "dynamicRegistration": true });
    capabilities["workspace"]["didChangeConfiguration"] = json!({ "dynamicRegistration": true });
    capabilities["workspace"]["configuration"] = json!(true);
    capabilities
}

/// Whether a rule found something.
pub fn has(found: &[Value], rule: &str) -> bool {
    found.iter().any(|one| one["code"] == rule)
}

/// Tells the server that a file changed on disk.
pub fn touched(client: &mut Client, path: &Path) {
    let change = json!({ "changes": [{ "uri": address(path), "type": 2 }] });
    client.notify("workspace/didChangeWatchedFiles", change);
}

#[test]
fn a_changed_configuration_holds_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    let (draft, config) = (address(&root.join("年报.txt")), root.join("gaireport.toml"));
    let mut client = Client::introduced(json!({ "capabilities": watching(pushed()), "rootUri": address(&root) }));
    client.wait("a question for settings", |message| message["method"] == "workspace/configuration");
    assert_eq!(client.registered, ["workspace/didChangeConfiguration", "workspace/didChangeWatchedFiles"]);
    client.open(&draft, example(RULE));
    assert!(has(&client.published(&draft, 1), RULE));
    fs::write(&config, format!("[rules]\n{RULE} = \"off\"\n")).unwrap();
    touched(&mut client, &config);
    expect(&mut client, &draft, |found| !has(found, RULE));
    fs::write(&config, "[rules\n").unwrap();
    touched(&mut client, &config);
    expect(&mut client, &draft, |found| found.len() == 1 && found[0]["code"] == "configuration");
    fs::remove_file(&config).unwrap();
    touched(&mut client, &config);
    expect(&mut client, &draft, |found| has(found, RULE));
}

/// Waits until such findings are published.
pub fn expect(client: &mut Client, uri: &str, wanted: impl Fn(&[Value]) -> bool) {
    client.wait("new findings", |message| {
        message["method"] == "textDocument/publishDiagnostics"
            && message["params"]["uri"] == uri
            && wanted(message["params"]["diagnostics"].as_array().unwrap())
    });
}

#[test]
fn an_editor_that_asks_is_told_to_ask_again() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    let draft = address(&root.join("年报.txt"));
    let mut client = Client::introduced(json!({ "capabilities": watching(pulling()), "rootUri": address(&root) }));
    client.wait("a question for settings", |message| message["method"] == "workspace/configuration");
    client.open(&draft, example(RULE));
    assert!(has(client.pulled(&draft, None)["items"].as_array().unwrap(), RULE));
    fs::write(root.join(".gaireport.toml"), format!("[rules]\n{RULE} = \"off\"\n")).unwrap();
    touched(&mut client, &root.join(".gaireport.toml"));
    client.wait("a refresh", |message| message["method"] == "workspace/diagnostic/refresh");
    assert!(!has(client.pulled(&draft, None)["items"].as_array().unwrap(), RULE));
}

#[test]
fn each_folder_has_its_own_settings() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    let (one, other) = (root.join("甲"), root.join("乙"));
    for path in [&one, &other] {
        fs::create_dir(path).unwrap();
    }
    let mut client = Client::silent(&mut crate::strict::program());
    let quiet = address(&one);
    client.answer_settings(move |scope| {
        if scope == Some(quiet.as_str()) { json!({ "rules": { RULE: "off" } }) } else { Value::Null }
    });
    let folders = json!([{ "uri": address(&one), "name": "甲" }, { "uri": address(&other), "name": "乙" }]);
    client.introduce(json!({ "capabilities": watching(pulling()), "workspaceFolders": folders }));
    client.wait("the settings to be taken", |message| message["method"] == "workspace/diagnostic/refresh");
    let text = example(RULE);
    for (path, expected) in [(&one, false), (&other, true), (&root, true)] {
        let draft = address(&path.join("年报.txt"));
        client.open(&draft, text);
        assert_eq!(has(client.pulled(&draft, None)["items"].as_array().unwrap(), RULE), expected, "{path:?}");
    }
}

#[test]
fn settings_that_are_sent_are_taken() {
    let text = example(RULE);
    let options = json!({ "rules": { RULE: "off" } });
    let mut client = Client::introduced(json!({ "capabilities": pushed(), "initializationOptions": options }));
    let draft = "file:///d/1.txt";
    client.open(draft, text);
    assert!(!has(&client.published(draft, 1), RULE));
    let settings = json!({ "settings": { "gaireport": { "rules": { RULE: "info" } } } });
    client.notify("workspace/didChangeConfiguration", settings);
    expect(&mut client, draft, |found| found.iter().any(|one| one["code"] == RULE && one["severity"] == 3));
    client.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
    expect(&mut client, draft, |found| found.iter().any(|one| one["code"] == RULE && one["severity"] == 1));
}

#[test]
fn a_draft_that_is_passed_over_has_no_findings() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    fs::create_dir(root.join("往年")).unwrap();
    fs::write(root.join("gaireport.toml"), "exclude = [\"往年/**\"]\n").unwrap();
    let mut client = Client::start(pushed());
    for (path, expected) in [("往年/年报.txt", true), ("年报.txt", false)] {
        let draft = address(&root.join(path));
        client.open(&draft, &report(0));
        assert_eq!(client.published(&draft, 1).is_empty(), expected, "{path}");
    }
}

/// The path of such an address looks like one on this disk, but means nothing there.
#[test]
fn only_files_have_a_configuration() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    fs::write(root.join("gaireport.toml"), "[rules\n").unwrap();
    let mut client = Client::start(pushed());
    let path = address(&root.join("年报.txt")).replace("file://", "");
    for draft in [format!("untitled:{path}"), format!("vscode-vfs://github{path}"), format!("git:{path}?HEAD")] {
        client.open_as(&draft, "plaintext", &report(0));
        let found = client.published(&draft, 1);
        assert!(!has(&found, "configuration") && !found.is_empty(), "{draft}: {found:?}");
    }
    let file = address(&root.join("年报.txt"));
    client.open(&file, &report(0));
    assert!(has(&client.published(&file, 1), "configuration"));
}
