//! Files of offices, made by real programs (see `tests/formats/make.sh`): the same report says the same in every format.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::bench::Bench;

/// The formats of a report in the tree, by the endings of its files.
const FORMATS: [&str; 7] = ["doc", "odt", "ofd", "xml", "ruled.pdf", "chromium.pdf", "pandoc.docx"];

fn fixture(name: &str) -> Option<Vec<u8>> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats").join(name)).ok()
}

fn draft(start: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports");
    let named = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut named = named.filter(|path| path.file_name().unwrap().to_string_lossy().starts_with(start));
    fs::read(named.next().unwrap()).unwrap()
}

/// What is said of a file: its figures, and the rules of its findings.
fn said(bench: &Bench, name: &str) -> (Value, Vec<String>) {
    let run = bench.run(&["--extract", name]);
    assert_eq!(run.code, 0, "{name}: {}", run.stderr);
    let mut figures = run.json()[0].clone();
    figures["path"] = Value::Null;
    let object = bench.check(name);
    let rules = object["findings"].as_array().unwrap().iter().map(|finding| finding["rule"].to_string());
    // Words of a web page are its own in a page, and residue anywhere else.
    let mut rules: Vec<String> = rules.filter(|rule| rule != "\"extraction-residue\"").collect();
    rules.sort();
    (figures, rules)
}

#[test]
fn the_same_report_says_the_same_in_every_format() {
    let mut compared = 0;
    for (name, start) in [("r002", "002"), ("r003", "003")] {
        let mut bench = Bench::new().file("a.txt", draft(start));
        let page = bench.run(&["--convert", "a.txt", "--to", "html"]).bytes;
        bench = bench.file("a.html", page);
        let expected = said(&bench, "a.html");
        for format in FORMATS {
            let file = format!("{name}.{format}");
            let Some(bytes) = fixture(&file) else { continue };
            bench = bench.file(&file, bytes);
            let (figures, rules) = said(&bench, &file);
            assert_eq!(figures, expected.0, "{file}");
            assert_eq!(rules, expected.1, "{file}");
            compared += 1;
        }
    }
    assert_eq!(compared, 10);
}

#[test]
fn of_a_table_without_lines_nearly_all_figures_are_read() {
    let bench = Bench::new().file("a.txt", draft("002")).file("r002.plain.pdf", fixture("r002.plain.pdf").unwrap());
    let figures = |name: &str| {
        let run = bench.run(&["--extract", "--format", "csv", name]);
        let lines = run.stdout.lines().map(|line| line.split_once(',').unwrap().1.to_owned());
        lines.collect::<Vec<String>>()
    };
    let (drawn, expected) = (figures("r002.plain.pdf"), figures("a.txt"));
    let right = expected.iter().zip(&drawn).filter(|(one, other)| one == other).count();
    assert!(10 * right >= 9 * expected.len(), "{right} of {}", expected.len());
}

#[test]
fn numbers_changes_boxes_and_merged_cells_are_the_same_in_every_format() {
    let word = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/word/numbered.docx")).unwrap();
    let bench = Bench::new().file("a.docx", word);
    let expected = bench.run(&["--convert", "a.docx", "--to", "txt"]).stdout;
    for format in ["doc", "odt"] {
        let name = format!("numbered.{format}");
        let bench = Bench::new().file(&name, fixture(&name).unwrap());
        assert_eq!(bench.run(&["--convert", &name, "--to", "txt"]).stdout, expected, "{name}");
    }
}

#[test]
fn what_a_file_is_is_told_by_its_content() {
    let doc = fixture("r002.doc").unwrap();
    let names = [("a.wps", "doc"), ("b.docx", "doc"), ("c.txt", "doc"), ("d.html", "doc")];
    for (name, dialect) in names {
        let bench = Bench::new().file(name, &doc);
        let object = bench.check(name);
        assert_eq!((object["dialect"].as_str(), object["report"].as_bool()), (Some(dialect), Some(true)), "{name}");
    }
    let page = Bench::new().file("a.txt", draft("002")).run(&["--convert", "a.txt", "--to", "html"]).bytes;
    let bench = Bench::new().file("e.doc", page);
    assert_eq!(bench.check("e.doc")["dialect"], "html");
}

#[test]
fn a_folder_of_all_formats_is_checked_whole() {
    let mut bench = Bench::new().file("other.xml", "<a/>").file("~$b.doc", "x");
    for format in ["doc", "odt", "ofd", "xml", "ruled.pdf", "pandoc.docx"] {
        let name = format!("r002.{format}");
        bench = bench.file(&name, fixture(&name).unwrap());
    }
    bench =
        bench.file("r002.docm", fixture("r002.pandoc.docx").unwrap()).file("r002.wps", fixture("r002.doc").unwrap());
    let run = bench.run(&["--check", "--format", "json", "--fail-on", "never"]);
    let output = run.json();
    let files: Vec<&str> =
        output["files"].as_array().unwrap().iter().map(|file| file["path"].as_str().unwrap()).collect();
    assert_eq!(files.len(), 8, "{files:?}");
    assert!(output["files"].as_array().unwrap().iter().all(|file| file["report"] == true), "{files:?}");
}

#[test]
fn last_years_report_may_be_of_any_format() {
    let this = "清河镇人民政府2021年政府信息公开工作年度报告\n";
    let bench = Bench::new().file("a.txt", this).file("last/r002.ofd", fixture("r002.ofd").unwrap());
    let run = bench.run(&["--check", "a.txt", "--previous", "last/r002.ofd", "--fail-on", "never"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{}", run.stdout);
}
