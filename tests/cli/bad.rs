//! Bad input, in every format: whole documents, one sentence for what cannot be read, nothing written, no panic.

use std::collections::BTreeMap;

use crate::bench::{Bench, TITLE, faulty};
use crate::formats::FORMATS;

/// Files that cannot be read, each with one error; whatever else is bad is read, and perhaps no report.
const UNREADABLE: usize = 6;

fn bad() -> BTreeMap<&'static str, Vec<u8>> {
    let report = faulty();
    let length = report.chars().count();
    let prefix = |length: usize| report.chars().take(length).collect::<String>().into_bytes();
    let figure = report.replace("| 6", &format!("| {}", "9".repeat(400)));
    BTreeMap::from([
        ("binary.md", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()),
        ("bom.md", b"\xEF\xBB\xBF".to_vec()),
        ("broken.docx", b"PK\x03\x04\0\0".to_vec()),
        ("c/draft.md", report.clone().into_bytes()),
        ("cut.md", TITLE.as_bytes()[..TITLE.len() - 2].to_vec()),
        ("empty.md", Vec::new()),
        ("figure.md", figure.into_bytes()),
        ("line.txt", format!("{TITLE}{}", "长".repeat(700_000)).into_bytes()),
        ("nested.html", format!("{TITLE}{}", "<table><tr><td>".repeat(20_000)).into_bytes()),
        ("nul.md", b"title\0text".to_vec()),
        ("pipes.md", format!("{TITLE}{}", "|".repeat(500_000)).into_bytes()),
        ("prefix-a.md", prefix(length / 3)),
        ("prefix-b.md", prefix(length / 2)),
        ("prefix-c.md", prefix(length - 1)),
    ])
}

/// The bad files with one too large, one below a broken configuration, and a folder without reports.
fn bench(files: &BTreeMap<&str, Vec<u8>>) -> Bench {
    let mut bench = Bench::new().file("c/gaireport.toml", "[rules\n").folder("none");
    for (name, bytes) in files {
        bench = bench.file(name, bytes);
    }
    std::fs::File::create(bench.path("large.md")).unwrap().set_len(20 << 20).unwrap();
    bench
}

#[test]
fn bad_input_makes_whole_documents_in_every_format() {
    let bench = bench(&bad());
    for format in FORMATS {
        let run = bench.run(&["--check", ".", "none", "gone.md", "--format", format]);
        assert_eq!(run.code, 2, "{format}");
        let errors: Vec<&str> = run.stderr.lines().filter(|line| line.starts_with("错误：")).collect();
        assert_eq!(errors.len(), UNREADABLE + 1, "{format}: {}", run.stderr);
        assert!(!run.stderr.contains("panicked"), "{format}: {}", run.stderr);
        match format {
            "json" | "sarif" | "gitlab" | "rdjson" => drop(run.json()),
            "jsonl" => assert_eq!(run.paths().len(), bad().len() + 2),
            "junit" => assert!(run.stdout.ends_with("</testsuites>\n")),
            "html" => assert!(run.stdout.ends_with("</html>\n")),
            _ => {}
        }
    }
}

#[test]
fn fixing_writes_nothing_that_could_not_be_read() {
    let files = bad();
    let bench = bench(&files);
    assert_eq!(bench.run(&["--check", "--fix", "--unsafe-fixes"]).code, 2);
    for name in ["binary.md", "broken.docx", "c/draft.md", "cut.md", "empty.md", "nul.md"] {
        assert!(bench.read(name) == files[name], "{name}");
    }
    assert_eq!(bench.read("large.md").len(), 20 << 20);
}

/// Both would be drawn anew in the same place.
#[test]
fn two_tables_written_as_one_are_no_fault_of_the_program() {
    let bench = Bench::new();
    let draft = bench.run(&["--new", "--org", "清河镇人民政府", "--year", "2020", "--format", "html"]).stdout;
    let (first, rest) = draft.split_once("</table>").unwrap();
    let (between, second) = rest.split_once("<table>").unwrap();
    let heading = between.split(['<', '>']).find(|text| text.contains('、')).unwrap();
    let draft = format!("{first}<tr><td>{heading}</td></tr>{second}").replace("2020年", "2022年");
    let bench = bench.file("a.html", &draft);
    let checked = bench.run(&["--check", "--format", "json"]).json();
    let findings = checked["files"][0]["findings"].as_array().unwrap();
    let mismatch = findings.iter().find(|finding| finding["rule"] == "edition-mismatch").unwrap();
    assert_eq!(mismatch["fixes"], serde_json::json!([]));
    let fixed = bench.run(&["--check", "--fix", "--unsafe-fixes"]);
    assert!(fixed.code < 2 && bench.read("a.html") != draft.as_bytes(), "{}", fixed.stderr);
}
