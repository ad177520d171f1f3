//! Findings between reports while drafts are open, and where the folder is checked.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::client::{Client, address, pushed};
use super::configuration::{expect, has, touched, watching};

/// Words of a section 一 that is long enough to be compared; `first` begins it.
fn words(first: &str) -> String {
    let topics = ["惠农补贴", "河道采砂", "危房改造", "道路养护", "优抚安置", "农村饮水", "林权登记", "校车运营"];
    let sentence = |topic: &str| {
        format!("围绕{topic}公开办理流程，安排人员当面解释，在村务栏和微信群同步张贴，群众打听的次数明显少了。")
    };
    format!("{first}{}", topics.map(sentence).concat())
}

fn draft(organ: &str, overview: &str) -> String {
    format!("# {organ}2022年政府信息公开工作年度报告\n\n## 一、总体情况\n\n{overview}\n")
}

/// A folder with a roster of three townships, two of which have reported in the same words.
fn folder() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    let write = |name: &str, text: &str| fs::write(root.join(name), text).unwrap();
    write("roster.csv", "单位,上级\n清河镇人民政府,\n青山镇人民政府,\n石桥镇人民政府,\n");
    write("gaireport.toml", "roster = \"roster.csv\"\n");
    write("a.md", &draft("清河镇人民政府", &words("")));
    write("b.md", &draft("青山镇人民政府", &words("")));
    (folder, root)
}

fn start(capabilities: &Value, root: &Path) -> Client {
    let folders = json!([{ "uri": address(root), "name": "年报" }]);
    Client::introduced(json!({ "capabilities": capabilities, "workspaceFolders": folders, "locale": "zh-cn" }))
}

const OVERLAP: &str = "content-overlap";

#[test]
fn an_open_draft_is_compared_with_the_files_beside_it_as_both_change() {
    let (_folder, root) = folder();
    let (first, second) = (root.join("a.md"), root.join("b.md"));
    let mut client = start(&watching(pushed()), &root);
    let uri = address(&second);
    client.open_as(&uri, "markdown", &fs::read_to_string(&second).unwrap());
    expect(&mut client, &uri, |found| {
        let overlap = found.iter().find(|one| one["code"] == OVERLAP);
        overlap.is_some_and(|one| one["relatedInformation"][0]["location"]["uri"] == address(&first))
    });
    client.replace(&uri, 2, &draft("青山镇人民政府", "全年工作平稳。"));
    expect(&mut client, &uri, |found| !has(found, OVERLAP));
    client.replace(&uri, 3, &draft("青山镇人民政府", &words("按要求，")));
    expect(&mut client, &uri, |found| has(found, OVERLAP));
    fs::write(&first, draft("清河镇人民政府", "全年工作平稳，一切照常。")).unwrap();
    touched(&mut client, &first);
    expect(&mut client, &uri, |found| !has(found, OVERLAP));
    assert_eq!(client.leave(), 0);
}

#[test]
fn a_check_of_the_folder_tells_of_files_and_of_units_without_a_report() {
    let (_folder, root) = folder();
    let mut client = start(&pushed(), &root);
    let answer = client.request("workspace/executeCommand", json!({ "command": "gaireport.server.checkWorkspace" }));
    assert_eq!(answer["missing"], json!(["石桥镇人民政府"]));
    expect(&mut client, &address(&root.join("b.md")), |found| has(found, OVERLAP));
}

#[test]
fn the_unit_of_a_file_that_cannot_be_read_did_report() {
    let (_folder, root) = folder();
    fs::write(root.join("石桥镇2022年.docx"), b"PK\x03\x04 and no archive").unwrap();
    let mut client = start(&pushed(), &root);
    let answer = client.request("workspace/executeCommand", json!({ "command": "gaireport.server.checkWorkspace" }));
    assert_eq!(answer["missing"], json!([]));
}

#[test]
fn without_a_roster_no_reports_are_compared() {
    let (_folder, root) = folder();
    fs::remove_file(root.join("gaireport.toml")).unwrap();
    let mut client = start(&pushed(), &root);
    let answer = client.request("workspace/executeCommand", json!({ "command": "gaireport.server.checkWorkspace" }));
    assert_eq!(answer["missing"], json!([]));
    let all = client.everything();
    assert!(!all.iter().any(|message| message.to_string().contains(OVERLAP)), "{all:?}");
}
