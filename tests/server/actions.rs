//! What is offered with a click, taken.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::client::{Client, edited, example, pushed, report};
use crate::strict::{output, program};

const URI: &str = "file:///d/1.txt";

fn offered(client: &mut Client, uri: &str, range: &Value, context: Value) -> Vec<Value> {
    let params = json!({ "textDocument": { "uri": uri }, "range": range, "context": context });
    client.request("textDocument/codeAction", params).as_array().unwrap().clone()
}

/// The edits of an action on the one draft it is about.
fn edits(action: &Value) -> &Value {
    let changes = action["edit"]["documentChanges"].as_array().unwrap_or_else(|| panic!("{action}"));
    assert_eq!(changes.len(), 1);
    &changes[0]["edits"]
}

/// How often each finding stands: its rule, its words and its cell.
fn tally(found: &[Value], wanted: impl Fn(&Value) -> bool) -> BTreeMap<String, usize> {
    let mut tally = BTreeMap::new();
    for one in found.iter().filter(|one| wanted(one)) {
        *tally.entry(format!("{} {} {}", one["code"], one["message"], one["data"]["cell"])).or_default() += 1;
    }
    tally
}

#[test]
fn a_finding_clicked_in_kate_has_its_own_fixes_and_no_others() {
    let text = report(0);
    let mut client = Client::start(pushed());
    client.open(URI, &text);
    let found = client.published(URI, 1);
    let clicked = found.iter().find(|one| one["code"] == "missing-section").unwrap();
    let whole =
        json!({ "start": { "line": 0, "character": 0 }, "end": { "line": text.split('\n').count(), "character": 0 } });
    let fixes = |offered: Vec<Value>| offered.into_iter().filter(|one| one["kind"] == "quickfix").collect::<Vec<_>>();
    let all = fixes(offered(&mut client, URI, &whole, json!({ "diagnostics": [] })));
    let own = fixes(offered(&mut client, URI, &whole, json!({ "diagnostics": [clicked] })));
    let at_it = fixes(offered(&mut client, URI, &clicked["range"], json!({ "diagnostics": [] })));
    assert!(own[0]["diagnostics"].as_array().unwrap().contains(clicked));
    assert_eq!(own, at_it);
    assert!(own.len() < all.len());
}

#[test]
fn every_fix_on_a_real_report_removes_its_finding_and_adds_no_error() {
    let mut taken = 0;
    for index in 0..5 {
        let text = report(index);
        let mut client = Client::start(pushed());
        client.open(URI, &text);
        let before = client.published(URI, 1);
        let (all, errors) = (tally(&before, |_| true), tally(&before, |one| one["severity"] == 1));
        let mut version = 1;
        for finding in &before {
            let context = json!({ "diagnostics": [finding], "only": ["quickfix"] });
            for action in offered(&mut client, URI, &finding["range"], context) {
                let answered = action["diagnostics"].as_array().unwrap();
                if !answered.contains(finding) {
                    continue;
                }
                version += 1;
                client.replace(URI, version, &edited(&text, edits(&action)));
                let after = client.published(URI, version);
                let what = format!("report {index}, {}: {}", finding["code"], action["title"]);
                for one in answered {
                    let key = tally(std::slice::from_ref(one), |_| true).into_keys().next().unwrap();
                    let left = tally(&after, |_| true).get(&key).copied().unwrap_or(0);
                    assert!(left < all[&key], "{what}: {key} is still there");
                }
                for (key, count) in tally(&after, |one| one["severity"] == 1) {
                    assert!(count <= errors.get(&key).copied().unwrap_or(0), "{what}: adds {key}");
                }
                version += 1;
                client.replace(URI, version, &text);
                client.published(URI, version);
                taken += 1;
            }
        }
    }
    assert!(taken > 30, "{taken}");
}

#[test]
fn actions_name_their_findings_the_mending_ones_first_and_keeping_quiet_last() {
    let mut client = Client::start(pushed());
    let text = example("row-sum-mismatch");
    client.open(URI, text);
    let found = client.published(URI, 1);
    let sum = found.iter().find(|one| one["code"] == "row-sum-mismatch").unwrap();
    let actions = offered(&mut client, URI, &sum["range"], json!({ "diagnostics": [sum] }));
    let first = &actions[0];
    assert_eq!((&first["kind"], &first["diagnostics"][0]), (&json!("quickfix"), sum));
    assert_eq!(first["edit"]["documentChanges"][0]["textDocument"], json!({ "uri": URI, "version": 1 }));
    let last = edits(actions.last().unwrap())[0]["newText"].as_str().unwrap();
    assert!(last.contains("gaireport-ignore row-sum-mismatch"), "{last}");
}

#[test]
fn only_the_kinds_asked_for_are_offered() {
    let mut client = Client::start(pushed());
    let text = report(0);
    client.open(URI, &text);
    client.published(URI, 1);
    let all = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 9999, "character": 0 } });
    for only in ["quickfix", "source", "source.fixAll", "source.fixAll.gaireport", "refactor", "refactor.rewrite"] {
        let actions = offered(&mut client, URI, &all, json!({ "diagnostics": [], "only": [only] }));
        assert!(!actions.is_empty(), "{only}");
        for action in actions {
            let kind = action["kind"].as_str().unwrap();
            assert!(kind == only || kind.starts_with(&format!("{only}.")), "{only}: {kind}");
        }
    }
    for only in ["source.organizeImports", "quick", "refactor.rewriteX"] {
        assert_eq!(offered(&mut client, URI, &all, json!({ "diagnostics": [], "only": [only] })), Vec::<Value>::new());
    }
}

#[test]
fn fixing_all_is_what_the_command_line_does() {
    for index in 0..5 {
        let text = report(index);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("1.txt");
        std::fs::write(&path, &text).unwrap();
        output(program().args(["--check", "--fix"]).arg(&path));
        let expected = std::fs::read_to_string(&path).unwrap();
        let mut client = Client::start(pushed());
        client.open(URI, &text);
        let all = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 9999, "character": 0 } });
        let context = json!({ "diagnostics": [], "only": ["source.fixAll.gaireport"] });
        let actions = offered(&mut client, URI, &all, context);
        let result = actions.first().map_or(text.clone(), |action| edited(&text, edits(action)));
        assert_eq!(result, expected, "report {index}");
    }
}

#[test]
fn an_action_that_was_put_off_has_its_edits_only_while_the_draft_is_the_same() {
    let mut capabilities = pushed();
    capabilities["textDocument"]["codeAction"]["dataSupport"] = json!(true);
    capabilities["textDocument"]["codeAction"]["resolveSupport"] = json!({ "properties": ["edit"] });
    let mut client = Client::start(capabilities);
    let text = report(0);
    client.open(URI, &text);
    let all = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 9999, "character": 0 } });
    let context = json!({ "diagnostics": [], "only": ["source.fixAll"] });
    let action = offered(&mut client, URI, &all, context)[0].clone();
    assert_eq!(action.get("edit"), None);
    let resolved = client.request("codeAction/resolve", action.clone());
    assert_ne!(edited(&text, edits(&resolved)), text);
    client.replace(URI, 2, &text);
    let id = client.ask("codeAction/resolve", action.clone());
    assert_eq!(client.answer(id)["error"]["code"], -32801);
    client.close(URI);
    let id = client.ask("codeAction/resolve", action);
    assert_eq!(client.answer(id)["error"]["code"], -32801);
}

#[test]
fn an_editor_without_versions_gets_plain_changes_and_one_without_actions_commands() {
    let mut capabilities = pushed();
    capabilities["workspace"] = json!({});
    let mut client = Client::start(capabilities);
    let text = example("row-sum-mismatch");
    client.open(URI, text);
    let found = client.published(URI, 1);
    let actions = offered(&mut client, URI, &found[0]["range"], json!({ "diagnostics": [] }));
    assert!(actions[0]["edit"]["changes"][URI].is_array(), "{}", actions[0]);

    let mut client = Client::start(json!({ "workspace": { "applyEdit": true } }));
    client.open(URI, text);
    let found = client.published(URI, 1);
    let actions = offered(&mut client, URI, &found[0]["range"], json!({ "diagnostics": [] }));
    let (command, arguments) = (actions[0]["command"].clone(), actions[0]["arguments"].clone());
    let params = json!({ "command": command, "arguments": arguments });
    assert_eq!(client.request("workspace/executeCommand", params), true);
    let applied = client.wait("an edit", |message| message["method"] == "workspace/applyEdit");
    assert_ne!(edited(text, &applied["params"]["edit"]["changes"][URI]), text);
}
