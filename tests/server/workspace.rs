//! All drafts of the open folders.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::client::{Client, address, pulling, report};

fn folder(root: &Path) -> Value {
    json!({ "uri": address(root), "name": "年报" })
}

fn start(roots: &[&Path]) -> Client {
    let folders: Vec<Value> = roots.iter().map(|root| folder(root)).collect();
    Client::introduced(json!({ "capabilities": pulling(), "workspaceFolders": folders, "locale": "zh-cn" }))
}

fn ask(client: &mut Client, known: Value) -> Vec<Value> {
    let answer = client.request("workspace/diagnostic", json!({ "previousResultIds": known, "workDoneToken": "w" }));
    answer["items"].as_array().unwrap().clone()
}

fn known(items: &[Value]) -> Value {
    items.iter().map(|item| json!({ "uri": item["uri"], "value": item["resultId"] })).collect()
}

fn of<'i>(items: &'i [Value], path: &Path) -> &'i Value {
    items.iter().find(|item| item["uri"] == address(path)).unwrap_or_else(|| panic!("{path:?} in {items:?}"))
}

#[test]
fn of_a_draft_that_is_closed_and_no_file_nothing_is_said_any_more() {
    let folder = tempfile::tempdir().unwrap();
    let mut client = start(&[&folder.path().canonicalize().unwrap()]);
    let uri = "untitled:Untitled-1";
    client.open(uri, &report(0));
    let answer = client.request("textDocument/diagnostic", json!({ "textDocument": { "uri": uri } }));
    assert!(!answer["items"].as_array().unwrap().is_empty());
    client.close(uri);
    // The editor does not say that it knows of it: it forgot.
    let items = ask(&mut client, json!([]));
    assert_eq!(items.len(), 1, "{items:?}");
    assert_eq!(items[0]["uri"], uri);
    assert_eq!(items[0]["items"], json!([]));
    client.open(uri, &report(0));
    let items = ask(&mut client, json!([]));
    assert_eq!(items.len(), 1, "{items:?}");
    assert!(!items[0]["items"].as_array().unwrap().is_empty());
    assert_eq!(client.leave(), 0);
}

#[test]
fn every_draft_of_every_folder_is_reported_once_and_then_only_if_it_changed() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    let (one, other) = (root.join("甲"), root.join("乙 [1]"));
    for (index, path) in [one.join("1.txt"), one.join("2.txt"), other.join("3.txt")].iter().enumerate() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, report(index)).unwrap();
    }
    fs::write(one.join("image.png"), report(0)).unwrap();
    fs::write(one.join("note.txt"), "今天天气不错。").unwrap();
    let mut client = start(&[&one, &other]);
    let items = ask(&mut client, json!([]));
    assert_eq!(items.len(), 4);
    for path in [one.join("1.txt"), one.join("2.txt"), other.join("3.txt")] {
        assert!(!of(&items, &path)["items"].as_array().unwrap().is_empty());
    }
    assert_eq!(of(&items, &one.join("note.txt"))["items"], json!([]));
    let again = ask(&mut client, known(&items));
    assert!(again.iter().all(|item| item["kind"] == "unchanged"), "{again:?}");

    fs::write(one.join("1.txt"), "今天天气不错，没有年报。").unwrap();
    fs::remove_file(one.join("2.txt")).unwrap();
    let changed = ask(&mut client, known(&items));
    assert_eq!(of(&changed, &one.join("1.txt"))["items"], json!([]));
    assert_eq!(of(&changed, &one.join("2.txt"))["items"], json!([]), "a file that is gone has no findings");
    assert_eq!(of(&changed, &other.join("3.txt"))["kind"], "unchanged");
    assert_eq!(client.leave(), 0);
}

#[test]
fn an_open_draft_is_reported_as_the_editor_has_it() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    let path = root.join("年报.txt");
    fs::write(&path, report(0)).unwrap();
    let mut client = start(&[&root]);
    client.open(&address(&path), "今天天气不错。");
    client.open("untitled:Untitled-1", &report(1));
    let items = ask(&mut client, json!([]));
    assert_eq!(items.len(), 2);
    assert_eq!((&of(&items, &path)["items"], &of(&items, &path)["version"]), (&json!([]), &json!(1)));
    let untitled = items.iter().find(|item| item["uri"] == "untitled:Untitled-1").unwrap();
    assert!(!untitled["items"].as_array().unwrap().is_empty());
}

#[test]
fn the_work_shows_its_progress() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    for index in 0..40 {
        fs::write(root.join(format!("{index}.txt")), report(index % 5)).unwrap();
    }
    let mut client = start(&[&root]);
    assert_eq!(ask(&mut client, json!([])).len(), 40);
    let mut kinds = Vec::new();
    while kinds.last().is_none_or(|kind| kind != "end") {
        let message = client.wait("progress", |message| message["method"] == "$/progress");
        assert_eq!(message["params"]["token"], "w");
        kinds.push(message["params"]["value"]["kind"].as_str().unwrap().to_owned());
    }
    assert_eq!(kinds[0], "begin");
    assert!(kinds.iter().filter(|kind| *kind == "report").count() >= 2, "{kinds:?}");
}

#[test]
fn work_that_is_cancelled_ends_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    for index in 0..300 {
        fs::write(root.join(format!("{index}.txt")), report(index % 5)).unwrap();
    }
    let mut client = start(&[&root]);
    let id = client.ask("workspace/diagnostic", json!({ "previousResultIds": [], "workDoneToken": "w" }));
    client.wait("the work to begin", |message| message["method"] == "$/progress");
    client.notify("$/cancelRequest", json!({ "id": id }));
    assert_eq!(client.answer(id)["error"]["code"], -32800);
    client.wait("the progress to end", |message| message["params"]["value"]["kind"] == "end");
    assert_eq!(client.leave(), 0);
}

#[test]
fn folders_come_and_go() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    fs::write(root.join("年报.txt"), report(0)).unwrap();
    let mut client = start(&[]);
    assert_eq!(ask(&mut client, json!([])).len(), 0);
    let change = |added: Value, removed: Value| json!({ "event": { "added": added, "removed": removed } });
    client.notify("workspace/didChangeWorkspaceFolders", change(json!([self::folder(&root)]), json!([])));
    let items = ask(&mut client, json!([]));
    assert_eq!(items.len(), 1);
    client.notify("workspace/didChangeWorkspaceFolders", change(json!([]), json!([self::folder(&root)])));
    let items = ask(&mut client, known(&items));
    assert_eq!(of(&items, &root.join("年报.txt"))["items"], json!([]));
}

#[test]
fn findings_of_a_word_file_are_placed_on_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    let path = root.join("年报.docx");
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/word/numbered.docx"), &path).unwrap();
    let mut client = start(&[&root]);
    let items = ask(&mut client, json!([]));
    let found = of(&items, &path)["items"].as_array().unwrap();
    let wrong = found.iter().find(|item| item["code"] == "row-sum-mismatch").unwrap();
    let place = json!({ "line": 0, "character": 0 });
    assert_eq!(wrong["range"], json!({ "start": place, "end": place }));
    assert!(wrong["message"].as_str().unwrap().contains("本年新收"), "{wrong}");
    let symbols = client.request("workspace/symbol", json!({ "query": "" }));
    assert_eq!(symbols, json!([]));
    assert_eq!(client.leave(), 0);
}
