//! The server and `--check` say the same of the same draft.

use std::fs;
use std::path::{Path, PathBuf};

use gaireport::page::page;
use gaireport::rules::RULES;
use serde_json::Value;

use super::client::{Client, address, position, program, pushed, report};

/// Drafts of every kind, with faults of every kind, in folders with configurations of their own.
fn corpus(root: &Path) -> Vec<PathBuf> {
    let mut paths = Vec::new();
    let mut put = |path: PathBuf, text: &str| {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        paths.push(path);
    };
    for index in 0..5 {
        put(root.join(format!("reports/{index}.txt")), &report(index));
        put(root.join(format!("reports/crlf/{index}.md")), &report(index).replace('\n', "\r\n"));
        put(root.join(format!("configured/{index}.txt")), &report(index));
    }
    for rule in RULES {
        for (index, example) in page(rule).examples("bad").into_iter().enumerate() {
            for extension in ["txt", "md"] {
                put(root.join(format!("examples/{}-{index}.{extension}", rule.id)), example);
            }
        }
    }
    fs::write(
        root.join("configured/gaireport.toml"),
        "language = \"en\"\nedition = 2019\n[rules]\nnumber-format = \"off\"\nempty-cell = \"error\"\n",
    )
    .unwrap();
    paths
}

/// What `--check` says of each file below the folder.
fn checked(root: &Path) -> Vec<Value> {
    let output =
        program().args(["--check", "--format", "jsonl"]).arg(root).env("LC_ALL", "zh_CN.UTF-8").output().unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn severity(word: &str) -> u64 {
    match word {
        "error" => 1,
        "warning" => 2,
        _ => 3,
    }
}

/// A finding of the command line as the server would say it.
fn expected(text: &str, finding: &Value) -> Value {
    let place = |field: &str| position(text, finding[field]["offset"].as_u64().unwrap() as usize);
    serde_json::json!({
        "code": finding["rule"],
        "severity": severity(finding["severity"].as_str().unwrap()),
        "message": finding["message"],
        "range": { "start": place("start"), "end": place("end") },
        "related": finding["related"].as_array().unwrap().iter().map(|one| one["message"].clone()).collect::<Vec<_>>(),
        "cell": finding["cell"],
        "expected": finding["expected"],
        "fixes": finding["fixes"].as_array().unwrap().len(),
    })
}

fn said(diagnostic: &Value) -> Value {
    let related = diagnostic["relatedInformation"].as_array().into_iter().flatten();
    serde_json::json!({
        "code": diagnostic["code"],
        "severity": diagnostic["severity"],
        "message": diagnostic["message"],
        "range": diagnostic["range"],
        "related": related.map(|one| one["message"].clone()).collect::<Vec<_>>(),
        "cell": diagnostic["data"]["cell"],
        "expected": diagnostic["data"]["expected"],
        "fixes": diagnostic["data"]["fixes"],
    })
}

#[test]
fn the_server_says_what_the_command_line_says() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    let paths = corpus(&root);
    let checked = checked(&root);
    assert_eq!(checked.len(), paths.len());
    let mut client = Client::start(pushed());
    let mut findings = 0;
    for file in &checked {
        let path = Path::new(file["path"].as_str().unwrap());
        let text = fs::read_to_string(path).unwrap();
        let uri = address(path);
        client.open(&uri, &text);
        let published: Vec<Value> = client.published(&uri, 1).iter().map(said).collect();
        let expected: Vec<Value> =
            file["findings"].as_array().unwrap().iter().map(|finding| expected(&text, finding)).collect();
        for (said, expected) in published.iter().zip(&expected) {
            assert_eq!(said, expected, "{path:?}");
        }
        assert_eq!(published.len(), expected.len(), "{path:?}");
        findings += published.len();
    }
    assert!(findings > 200, "{findings}");
}
