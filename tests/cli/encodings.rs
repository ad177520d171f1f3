//! What bytes are read as text, and that they are written back as they were.

use crate::bench::{Bench, TITLE, draft, miswritten};

fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(unit).collect()
}

fn gb18030(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}

fn encoded(text: &str) -> [(&'static str, Vec<u8>); 5] {
    [
        ("utf-8", text.as_bytes().to_vec()),
        ("utf-8-bom", format!("\u{feff}{text}").into_bytes()),
        ("utf-16le", utf16(text, u16::to_le_bytes)),
        ("utf-16be", utf16(text, u16::to_be_bytes)),
        ("gb18030", gb18030(text)),
    ]
}

#[test]
fn every_encoding_is_read_and_named_and_positions_are_the_same() {
    let mut findings = Vec::new();
    for (name, bytes) in encoded(&miswritten()) {
        let object = Bench::new().file("a.md", bytes).check("a.md");
        assert_eq!((object["encoding"].as_str(), object["year"].as_u64()), (Some(name), Some(2022)), "{object}");
        findings.push(object["findings"].clone());
    }
    assert!(!findings[0].as_array().unwrap().is_empty());
    assert!(findings.iter().all(|other| *other == findings[0]));
}

#[test]
fn a_page_may_declare_its_encoding() {
    let page = format!(
        "<html><head><meta charset=\"gb2312\"></head><body><h1>{}</h1></body></html>",
        TITLE.trim_matches(['#', ' ', '\n'])
    );
    let object = Bench::new().file("a.html", gb18030(&page)).check("a.html");
    assert_eq!((object["encoding"].as_str(), object["report"].as_bool()), (Some("gb18030"), Some(true)));
}

#[test]
fn fixes_keep_encoding_mark_and_line_ends() {
    let draft = miswritten().replace('\n', "\r\n");
    let fixed = draft.replace('０', "0");
    for ((name, before), (_, after)) in encoded(&draft).into_iter().zip(encoded(&fixed)) {
        let bench = Bench::new().file("a.md", before);
        let run = bench.run(&["--check", "--fix", "--select", "number-format", "a.md"]);
        assert_eq!((run.code, bench.read("a.md") == after), (0, true), "{name}: {}", run.stderr);
    }
}

#[test]
fn what_fixes_insert_has_the_line_ends_of_the_draft() {
    let whole = draft(["0"; 7]);
    let kept: Vec<&str> = whole.lines().filter(|line| !line.contains("重复申请")).collect();
    let mixed = kept.join("\n").replacen('\n', "\r\n", 1);
    for (before, crlf) in [(kept.join("\r\n"), kept.len()), (mixed, 1), (kept.join("\n"), 0)] {
        let bench = Bench::new().file("a.md", before);
        bench.run(&["--check", "--fix", "--unsafe-fixes", "--select", "missing-row", "a.md"]);
        let text = String::from_utf8(bench.read("a.md")).unwrap();
        assert!(text.contains("重复申请"), "{text}");
        assert_eq!((text.matches('\n').count(), text.matches("\r\n").count()), (kept.len(), crlf), "{text:?}");
    }
}

#[test]
fn bytes_that_are_no_text_are_one_clear_error() {
    let cut = &TITLE.as_bytes()[..TITLE.len() - 2];
    let mut flawed = TITLE.as_bytes().to_vec();
    flawed[40] = 0xFF;
    let cases: [(&[u8], &str); 6] = [
        (b"\x7FELF\x02\x01\x01\0", "二进制"),
        (b"title\0text", "第 5 字节"),
        (cut, "第 63 字节"),
        (&flawed, "第 39 字节"),
        (b"\xFF\xFEa", "UTF-16"),
        (b"d\xE9j\xE0 vu, \xE9t\xE9", "编码"),
    ];
    for (bytes, words) in cases {
        let bench = Bench::new().file("a.md", bytes);
        let run = bench.run(&["--check", "a.md", "--format", "jsonl"]);
        let object = run.json();
        let error = object["error"].as_str().unwrap();
        assert!(run.code == 2 && error.contains(words) && error.lines().count() == 1, "{words}: {error}");
        assert_eq!(bench.run(&["--check", "."]).code, 2);
    }
}

#[test]
fn a_file_over_the_limit_is_not_read() {
    let bench = Bench::new();
    std::fs::File::create(bench.path("a.md")).unwrap().set_len((16 << 20) + 1).unwrap();
    let run = bench.run(&["--check", "a.md"]);
    assert_eq!((run.code, run.stderr.contains("16 MiB")), (2, true));
    let run = bench.run_on(&["--check", "-"], vec![b'a'; (16 << 20) + 1]);
    assert_eq!((run.code, run.stderr.contains("16 MiB")), (2, true));
}
