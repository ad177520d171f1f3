//! The answer in a Word file: comments on what was found, fixes as changes, and whole drafts written as Word files.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use regex::Regex;
use serde_json::Value;

use crate::bench::{Bench, TITLE, faulty, miswritten, names};

/// Word files that a word processor made, and real reports as texts.
fn drafts() -> Vec<(String, Vec<u8>)> {
    let folder = |name: &str| Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let entries = ["tests/cli/word", "tests/reports", "tests/formats"]
        .map(folder)
        .into_iter()
        .flat_map(|folder| fs::read_dir(folder).unwrap());
    let draft = |path: &PathBuf| {
        path.extension().is_some_and(|ending| ["docx", "txt", "md", "doc", "odt"].iter().any(|known| ending == *known))
    };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).filter(draft).collect();
    paths.sort();
    assert!(paths.len() > 12);
    let name =
        |(index, path): (usize, &PathBuf)| format!("d{index:02}.{}", path.extension().unwrap().to_str().unwrap());
    paths.iter().enumerate().map(|item| (name(item), fs::read(item.1).unwrap())).collect()
}

/// The names of the copies of these drafts.
fn copy_of(name: &str) -> String {
    format!("out/{}.docx", name.split('.').next().unwrap())
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// Rule, message and cell of each finding.
fn found(object: &Value) -> Vec<[String; 3]> {
    let field = |finding: &Value, name: &str| finding[name].as_str().unwrap_or_default().to_owned();
    let findings = object["findings"].as_array().unwrap();
    let mut found: Vec<[String; 3]> =
        findings.iter().map(|finding| ["rule", "message", "cell"].map(|name| field(finding, name))).collect();
    found.sort();
    found
}

fn comments(bytes: &[u8]) -> Vec<String> {
    let comment = Regex::new("(?s)<w:comment .*?</w:comment>").unwrap();
    let text = Regex::new("<[^>]*>").unwrap();
    let part = part(bytes, "word/comments.xml");
    comment.find_iter(&part).map(|found| text.replace_all(found.as_str(), "").into_owned()).collect()
}

#[test]
fn each_finding_is_a_comment_in_a_copy() {
    let mut bench = Bench::new();
    for (name, bytes) in drafts() {
        bench = bench.file(&name, bytes);
    }
    let run = bench.run(&["--check", ".", "--annotate", "out", "--format", "jsonl", "--fail-on", "never"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let mut copies = 0;
    for line in run.stdout.lines() {
        let object: Value = serde_json::from_str(line).unwrap();
        let path = object["path"].as_str().unwrap();
        let messages = found(&object);
        let copy = copy_of(path.trim_start_matches("./"));
        assert_eq!(bench.path(&copy).exists(), !messages.is_empty(), "{path}");
        if messages.is_empty() {
            continue;
        }
        copies += 1;
        let bytes = bench.read(&copy);
        let said = comments(&bytes);
        assert_eq!(said.len(), messages.len(), "{path}");
        for [rule, ..] in &messages {
            assert!(
                said.iter().any(|comment| comment.contains(&format!("（规则：{rule}）"))),
                "{path}: {rule}: {said:?}"
            );
        }
        if path.ends_with(".docx") {
            assert_eq!(found(&bench.check(&copy)), messages, "{path}: comments are no words of the report");
        }
    }
    assert!(
        copies > 10 && run.stderr.contains(&format!("写入 {copies} 份带批注的 Word 文件")),
        "{copies}: {}",
        run.stderr
    );
}

#[test]
fn accepted_changes_put_findings_right_and_make_no_new_ones() {
    let mut bench = Bench::new();
    let drafts = drafts();
    for (name, bytes) in &drafts {
        bench.write(name, bytes);
    }
    bench = bench.file("w.md", faulty()).file("m.md", miswritten());
    let names: Vec<&str> = drafts.iter().map(|(name, _)| name.as_str()).chain(["w.md", "m.md"]).collect();
    let check = |more: &[&str]| bench.run(&[&["--check", "--fail-on", "never"], &names[..], more].concat());
    assert_eq!(check(&["--annotate", "said"]).code, 0);
    assert_eq!(check(&["--annotate", "out", "--tracked", "--unsafe-fixes"]).code, 0);
    let mut changed = 0;
    for name in names.iter().filter(|name| bench.path(&copy_of(name)).exists()) {
        let copy = copy_of(name);
        let (before, after) = (found(&bench.check(&copy.replace("out", "said"))), found(&bench.check(&copy)));
        let touched = part(&bench.read(&copy), "word/document.xml").contains("w:author=\"gaireport\"");
        changed += usize::from(touched);
        assert!(after.len() <= before.len() - usize::from(touched), "{name}: {before:?}\n{after:?}");
        let rules = |found: &[[String; 3]]| -> BTreeSet<(String, String)> {
            found.iter().map(|[rule, _, cell]| (rule.clone(), cell.clone())).collect()
        };
        let new: Vec<_> = rules(&after).difference(&rules(&before)).cloned().collect();
        assert!(new.is_empty(), "{name}: {new:?}");
    }
    assert!(changed > 8, "{changed}");
    let copy = bench.read("out/w.docx");
    let text = part(&copy, "word/document.xml");
    assert!(
        text.contains(">6</w:delText>") && text.contains(">0</w:t></w:r></w:ins>"),
        "the wrong figure is struck out, the right one written"
    );
    let safe = bench.run(&["--check", "w.md", "m.md", "--annotate", "safe", "--tracked"]);
    assert_eq!(safe.code, 1);
    assert!(
        !part(&bench.read("safe/w.docx"), "word/document.xml").contains("<w:del "),
        "a figure is changed on request only"
    );
    assert!(part(&bench.read("safe/m.docx"), "word/document.xml").contains("<w:del "));
}

#[test]
fn drafts_stay_as_they_are_and_so_do_copies_that_are_there() {
    let word = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/word/r000.docx")).unwrap();
    let bench =
        Bench::new().file("a.docx", &word).file("b/A.DOCX", &word).file("b/a.txt", faulty()).file("c.md", TITLE);
    let call = ["--check", "a.docx", "b", "--annotate", "out"];
    let run = bench.run(&call);
    assert_eq!(names(&bench.path("out")), ["A-2.DOCX", "a-3.docx", "a.docx"], "{}", run.stderr);
    assert_eq!((bench.read("a.docx"), bench.read("b/A.DOCX")), (word.clone(), word.clone()));
    bench.write("out/a.docx", "已改");
    let again = bench.run(&call);
    assert_eq!((again.code, bench.read("out/a.docx")), (2, "已改".as_bytes().to_vec()));
    assert!(again.stderr.contains("已存在，没有写入任何文件"), "{}", again.stderr);
    let beside = bench.run(&["--check", "a.docx", "--annotate", "."]);
    assert_eq!((beside.code, bench.read("a.docx")), (2, word));
}

#[test]
fn standard_input_has_a_copy_too() {
    let bench = Bench::new();
    bench.run_on(&["--check", "-", "--annotate", "out"], faulty());
    bench.run_on(&["--check", "-", "--stdin-filename", "x/清河.md", "--annotate", "out", "--lang", "en"], faulty());
    assert_eq!(names(&bench.path("out")), ["stdin.docx", "清河.docx"]);
    assert!(comments(&bench.read("out/清河.docx"))[0].contains("(rule: "));
}

#[test]
fn changes_need_something_that_makes_them() {
    let bench = Bench::new().file("a.md", faulty());
    for call in [
        &["--check", "a.md", "--tracked"][..],
        &["--check", "a.md", "--unsafe-fixes"],
        &["--extract", "a.md", "--annotate", "out"],
        &["--check", "a.md", "--annotate", "out", "--unsafe-fixes"],
    ] {
        let run = bench.run(call);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{call:?}: {}", run.stderr);
    }
}

#[test]
fn a_draft_written_as_a_word_file_says_the_same() {
    let mut written = 0;
    for (name, bytes) in drafts() {
        let bench = Bench::new().file(&name, bytes);
        let run = bench.run(&["--convert", &name, "--to", "docx", "--output-file", "w.docx"]);
        assert_eq!(run.code, 0, "{name}: {}", run.stderr);
        let again = bench.run(&["--convert", &name, "--to", "docx"]);
        assert_eq!(again.bytes, bench.read("w.docx"), "{name}: the same bytes twice");
        // Tables are redrawn in every form alike.
        bench.run(&["--convert", &name, "--to", "html", "--output-file", "w.html"]);
        let figures = |file: &str| bench.run(&["--extract", file]).json()[0]["tables"].clone();
        assert_eq!(figures("w.docx"), figures("w.html"), "{name}");
        written += 1;
    }
    assert!(written > 12);
}

#[test]
fn a_new_draft_as_a_word_file_is_a_template_without_findings_of_figures() {
    let bench = Bench::new();
    let run = bench.run(&[
        "--new",
        "--org",
        "清河镇人民政府",
        "--year",
        "2025",
        "--format",
        "docx",
        "--output-file",
        "n.docx",
    ]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let text =
        bench.run(&["--new", "--org", "清河镇人民政府", "--year", "2025", "--format", "txt", "--output-file", "n.txt"]);
    assert_eq!(text.code, 0);
    let rules =
        |file: &str| found(&bench.check(file)).into_iter().map(|[rule, _, cell]| (rule, cell)).collect::<Vec<_>>();
    assert_eq!(rules("n.docx"), rules("n.txt"));
    let document = part(&bench.read("n.docx"), "word/document.xml");
    assert!(document.contains("<w:vMerge w:val=\"restart\"/>") && document.contains("<w:gridSpan w:val=\"3\"/>"));
    assert!(document.contains("<w:pStyle w:val=\"Title\"/>") && document.contains("<w:pStyle w:val=\"Heading1\"/>"));
}
