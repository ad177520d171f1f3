//! Word files, made by a word processor (see `word/make.sh`) or broken on purpose.

use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use serde_json::Value;
use zip::write::SimpleFileOptions;

use crate::bench::{Bench, TITLE, faulty};
use crate::formats::FORMATS;

fn fixture(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/word").join(name)).unwrap()
}

/// An archive of these parts.
fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A Word file with this body.
fn word(body: &str) -> Vec<u8> {
    let document = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    archive(&[("word/document.xml", document.as_bytes())])
}

fn reports() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

#[test]
fn the_real_reports_say_the_same_as_word_files() {
    let mut bench = Bench::new();
    let mut names = Vec::new();
    for (index, path) in reports().iter().enumerate() {
        let name = format!("r{index:03}");
        bench = bench.file(&format!("{name}.docx"), fixture(&format!("{name}.docx")));
        bench = bench.file(&format!("{name}.txt"), fs::read(path).unwrap());
        let html = bench.run(&["--convert", &format!("{name}.txt"), "--to", "html"]);
        bench = bench.file(&format!("{name}.html"), html.bytes);
        names.push(name);
    }
    assert_eq!(names.len(), 5);
    for name in names {
        let figures = |ending: &str| bench.run(&["--extract", &format!("{name}.{ending}")]).json()[0].clone();
        let (drawn, page) = (figures("docx"), figures("html"));
        for field in ["organization", "year", "edition", "tables"] {
            assert_eq!(drawn[field], page[field], "{field} of {name}");
        }
        let rules = |ending: &str| -> Vec<String> {
            let object = bench.check(&format!("{name}.{ending}"));
            let rules = object["findings"].as_array().unwrap().iter().map(|finding| finding["rule"].to_string());
            // Words of a web page are its own in a page, and residue anywhere else.
            rules.filter(|rule| rule != "\"extraction-residue\"").collect()
        };
        assert_eq!(rules("docx"), rules("html"), "{name}");
        let object = bench.check(&format!("{name}.docx"));
        assert_eq!((object["dialect"].as_str(), object["encoding"].as_str()), (Some("docx"), Some("utf-8")));
    }
}

#[test]
fn a_blank_template_is_blank_and_nothing_else() {
    for year in ["2020", "2022"] {
        let name = format!("t{year}.docx");
        let bench = Bench::new().file(&name, fixture(&name));
        let object = bench.check(&name);
        assert_eq!(
            (object["year"].as_u64(), object["organization"].as_str()),
            (year.parse().ok(), Some("清河镇人民政府"))
        );
        let rules: Vec<&str> =
            object["findings"].as_array().unwrap().iter().map(|finding| finding["rule"].as_str().unwrap()).collect();
        assert!(rules.iter().all(|rule| ["blank-table", "empty-section"].contains(rule)), "{name}: {rules:?}");
        assert_eq!(rules.iter().filter(|rule| **rule == "blank-table").count(), 3, "{name}");
    }
}

#[test]
fn numbers_changes_boxes_and_merged_cells_are_read_as_they_are_seen() {
    let bench = Bench::new().file("a.docx", fixture("numbered.docx"));
    let text = bench.run(&["--convert", "a.docx", "--to", "txt"]).stdout;
    let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty() && !line.contains('\t')).collect();
    let headings: Vec<String> =
        ["一", "二", "三", "四", "五", "六"].iter().map(|ordinal| format!("{ordinal}、")).collect();
    for heading in &headings {
        assert_eq!(lines.iter().filter(|line| line.starts_with(heading)).count(), 1, "{heading} in {lines:?}");
    }
    assert!(lines.contains(&"（一）主动公开") && lines.contains(&"（二）依申请公开"), "{lines:?}");
    assert!(lines.contains(&"本年共公开信息五条。"), "{lines:?}");
    assert_eq!(lines.iter().filter(|line| **line == "框内一句话。").count(), 1, "{lines:?}");
    let object = bench.check("a.docx");
    let findings = object["findings"].as_array().unwrap();
    let rules: Vec<&str> = findings.iter().map(|finding| finding["rule"].as_str().unwrap()).collect();
    assert_eq!(rules, ["missing-period", "missing-accountability", "missing-overview-aspect", "row-sum-mismatch"]);
    let finding = &findings[3];
    assert!(finding["message"].as_str().unwrap().starts_with("第三部分的表：一、本年新收"), "{finding}");
    let offset = |end: &str| usize::try_from(finding[end]["offset"].as_u64().unwrap()).unwrap();
    assert_eq!(&text[offset("start")..offset("end")], "6");
    assert_eq!(text[..offset("start")].matches('\n').count() as u64 + 1, finding["start"]["line"].as_u64().unwrap());
}

#[test]
fn a_word_file_is_never_written() {
    let bytes = fixture("numbered.docx");
    let bench = Bench::new().file("a.docx", &bytes).file("b.md", faulty());
    let run = bench.run(&["--check", "--fix", "--unsafe-fixes", "--select", "row-sum-mismatch"]);
    assert_eq!((run.code, bench.read("a.docx") == bytes), (1, true));
    assert!(run.stdout.contains("a.docx:") && !run.stdout.contains("b.md:"), "{}", run.stdout);
    assert!(run.stdout.contains("；已修改 1 个文件"), "{}", run.stdout);
    assert_eq!(bench.run(&["--check", "--fix", "--diff", "--unsafe-fixes", "a.docx"]).stdout, "");
    let run = bench.run_on(&["--check", "--fix", "-"], &bytes);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
}

#[test]
fn every_target_can_be_made_of_a_word_file() {
    let bench = Bench::new().file("a.docx", fixture("r002.docx"));
    for (target, sign) in [("md", "| ---"), ("html", "<table"), ("txt", "\t")] {
        let run = bench.run(&["--convert", "a.docx", "--to", target]);
        assert!(run.code == 0 && run.stdout.contains(sign), "{target}");
    }
}

#[test]
fn what_is_broken_on_purpose_gets_one_sentence() {
    let spaces = vec![b' '; 65 << 20];
    let whole = fixture("numbered.docx");
    let deep = "<w:p>".repeat(100_000);
    let cases: [(&str, Vec<u8>, &str); 8] = [
        ("bomb.docx", archive(&[("word/document.xml", &spaces)]), "64 MiB"),
        ("cut.docx", whole[..whole.len() / 2].to_vec(), "压缩包"),
        ("sheet.docx", archive(&[("xl/workbook.xml", b"<a/>")]), "Excel"),
        ("entity.docx", archive(&[("word/document.xml", b"<!DOCTYPE a [<!ENTITY b \"bb\">]><a>&b;</a>")]), "实体"),
        ("deep.docx", word(&deep), "嵌套"),
        ("torn.docx", archive(&[("word/document.xml", b"<a><b></a>")]), "XML"),
        ("latin.docx", archive(&[("word/document.xml", b"<a>\xE9\x00</a>")]), "XML"),
        ("none.docx", b"PK\x03\x04".to_vec(), "压缩包"),
    ];
    for (name, bytes, named) in cases {
        let bench = Bench::new().file(name, bytes).file("z.md", TITLE);
        let run = bench.run(&["--check"]);
        assert_eq!((run.code, run.stderr.lines().count()), (2, 1), "{name}: {}", run.stderr);
        assert!(run.stderr.contains(name) && run.stderr.contains(named), "{name}: {}", run.stderr);
        assert!(run.stdout.contains("1 份报告"), "{name}: {}", run.stdout);
    }
}

#[test]
fn an_empty_word_file_is_no_report() {
    let bench = Bench::new().file("a.docx", word(""));
    let object = bench.check("a.docx");
    assert_eq!((object["report"].as_bool(), object["error"].is_null()), (Some(false), true));
}

#[test]
fn other_files_of_an_office_are_said_how_to_read() {
    let files: [(&str, &[u8], &str); 5] = [
        ("a.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0", "已损坏"),
        ("c.PDF", b"%PDF-1.7\n\0", "已损坏"),
        ("d.rtf", b"{\\rtf1 a}", "另存为 .docx"),
        ("f.uof", b"<uof:UOF>", "另存为 .docx"),
        ("g.png", b"\x89PNG\r\n\x1A\n", "OCR"),
    ];
    let mut bench = Bench::new().file("e.md", TITLE);
    for (name, bytes, named) in files {
        bench = bench.file(name, bytes);
        let run = bench.run(&["--check", name]);
        assert_eq!((run.code, run.stderr.lines().count()), (2, 1), "{name}");
        assert!(run.stderr.contains(name) && run.stderr.contains(named), "{}", run.stderr);
    }
    let run = bench.run(&["--check", "--select", "number-format"]);
    // What may be a report and cannot be read is accounted for in every form.
    assert_eq!((run.code, run.stderr.lines().count()), (2, 4), "{}", run.stderr);
    assert!(run.stdout.contains("4 个文件未能检查"), "{}", run.stdout);
    for format in FORMATS.iter().filter(|format| **format != "text") {
        let output = bench.run(&["--check", "--format", format]).stdout;
        assert!(["a.doc", "c.PDF", "d.rtf", "f.uof"].iter().all(|name| output.contains(name)), "{format}: {output}");
    }
    let bench = bench.file("h.xlsx", "PK").file("i.et", "");
    let run = bench.run(&["--check", "--quiet"]);
    assert!(!run.stderr.contains("h.xlsx") && run.stderr.lines().count() == 4, "{}", run.stderr);
    assert!(bench.run(&["--check"]).stderr.starts_with("h.xlsx 等 2 个电子表格没有检查"));
}

#[test]
fn a_folder_as_it_arrives_is_checked_whole() {
    let text = faulty();
    let wide = |text: &str, unit: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
    let page = Bench::new().file("a.md", &text).run(&["--convert", "a.md", "--to", "html"]).stdout;
    let page = page.replace("charset=\"utf-8\"", "charset=\"gbk\"").replace("<body>", "<body><div>打印 关闭</div>");
    assert!(page.contains("gbk") && page.contains("打印"));
    let bench = Bench::new()
        .file("a.md", &text)
        .file("b.markdown", [b"\xEF\xBB\xBF", text.as_bytes()].concat())
        .file("c.txt", [b"\xFF\xFE".to_vec(), wide(&text, u16::to_le_bytes)].concat())
        .file("d.text", [b"\xFE\xFF".to_vec(), wide(&text, u16::to_be_bytes)].concat())
        .file("e.txt", encoding_rs::GB18030.encode(&text).0)
        .file("f.html", encoding_rs::GBK.encode(&page).0)
        .file("g.htm", page.replace("gbk", "utf-8"))
        .file("h.docx", fixture("numbered.docx"))
        .file("i.txt", b"a\0b")
        .file("j.docx", b"PK\x03\x04")
        .file("k.md", "会议纪要");
    let run = bench.run(&["--check", "--format", "json"]);
    assert_eq!((run.code, run.stderr.lines().count()), (2, 2), "{}", run.stderr);
    let output = run.json();
    for file in output["files"].as_array().unwrap() {
        let path = file["path"].as_str().unwrap();
        let wrong = file["findings"].as_array().unwrap().iter().any(|finding| finding["rule"] == "row-sum-mismatch");
        let (broken, other) = (["i.txt", "j.docx"].contains(&path), path == "k.md");
        assert_eq!((wrong, file["error"].is_string()), (!broken && !other, broken), "{path}");
        assert_eq!(file["report"], if broken { Value::Null } else { (!other).into() }, "{path}");
    }
    assert_eq!(output["summary"]["reports"], 8);
}
