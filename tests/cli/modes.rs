//! The modes besides `--check`.

use serde_json::Value;

use crate::bench::{Bench, TITLE};

#[test]
fn figures_are_printed_for_every_row_and_column() {
    let bench =
        Bench::new().file("a.md", TITLE).file("b.md", "会议纪要").file("c,\"d\".md", TITLE.replace("2022", "2020"));
    let run = bench.run(&["--extract"]);
    let output = run.json();
    let [first, second] = &output.as_array().unwrap()[..] else { panic!("two reports: {output}") };
    assert_eq!((first["path"].as_str(), first["organization"].as_str()), (Some("a.md"), Some("清河镇人民政府")));
    assert_eq!((first["year"].as_u64(), first["edition"].as_u64()), (Some(2022), Some(2021)));
    let count = |report: &Value, table: &str| {
        let rows = report["tables"][table].as_object().unwrap();
        (rows.len(), rows.values().map(|row| row.as_object().unwrap().len()).sum::<usize>())
    };
    assert_eq!(
        [count(first, "disclosure"), count(first, "requests"), count(first, "review")],
        [(6, 10), (25, 175), (3, 15)]
    );
    assert_eq!(
        [count(second, "disclosure"), count(second, "requests"), count(second, "review")],
        [(8, 22), (23, 161), (3, 15)]
    );
    assert!(first["tables"]["requests"]["denied.state_secret"]["natural_person"].is_null());
    let order = ["new", "carried_over", "granted", "partial"].map(|row| run.stdout.find(&format!("\"{row}\":")));
    assert!(order.is_sorted() && order[0].is_some());
}

#[test]
fn figures_come_a_line_a_report_or_a_figure() {
    let bench = Bench::new().file("a.md", TITLE).file("c,\"d\".md", TITLE);
    assert_eq!(bench.run(&["--extract", "--format", "jsonl"]).paths(), ["a.md", "c,\"d\".md"]);
    let run = bench.run(&["--extract", "--format", "csv"]);
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert_eq!(lines[0], "path,organization,year,edition,table,row,column,value");
    assert_eq!(lines[1], "a.md,清河镇人民政府,2022,2021,disclosure,regulations,issued,");
    assert_eq!(lines.len(), 1 + 2 * (10 + 175 + 15));
    assert!(lines[201].starts_with("\"c,\"\"d\"\".md\",清河镇人民政府,2022,2021,disclosure,"), "{}", lines[201]);
}

#[test]
fn nothing_to_extract_is_an_empty_array() {
    let bench = Bench::new().file("a.md", "会议纪要");
    let run = bench.run(&["--extract", "a.md"]);
    assert_eq!((run.code, run.json().as_array().unwrap().len()), (0, 0));
    assert_eq!(bench.run(&["--extract", "gone.md"]).code, 2);
}

#[test]
fn a_new_draft_is_a_report_of_that_organ_and_year() {
    let bench = Bench::new();
    for (format, name) in [("md", "a.md"), ("txt", "a.txt"), ("html", "a.html")] {
        let run = bench.run(&[
            "--new",
            "--org",
            "清河镇人民政府",
            "--year",
            "2023",
            "--format",
            format,
            "--output-file",
            name,
        ]);
        assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (0, "", ""));
        let object = bench.check(name);
        assert_eq!(
            (object["organization"].as_str(), object["year"].as_u64()),
            (Some("清河镇人民政府"), Some(2023)),
            "{object}"
        );
    }
    let run = bench.run(&["--new", "--org", "清河镇人民政府", "--year", "2015"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
}

#[test]
fn converting_reads_any_encoding_and_says_what_it_cannot_read() {
    let bench = Bench::new().file("a.txt", encoding_rs::GB18030.encode(TITLE).0).file("b.txt", b"\0");
    let run = bench.run(&["--convert", "a.txt", "--to", "md"]);
    assert_eq!((run.code, run.stdout.contains("政府信息公开工作年度报告")), (0, true));
    for name in ["b.txt", "gone.txt"] {
        let run = bench.run(&["--convert", name, "--to", "md"]);
        assert_eq!((run.code, run.stdout.as_str(), run.stderr.contains(name)), (2, "", true));
    }
}

#[test]
fn rules_are_listed_and_explained() {
    let bench = Bench::new();
    let list = bench.run(&["--rules"]);
    assert_eq!(list.code, 0);
    for line in list.stdout.lines() {
        let id = line.split_whitespace().next().unwrap();
        let page = bench.run(&["--explain", id]);
        assert!(page.code == 0 && page.stdout.starts_with(id) && page.stdout.lines().count() > 2, "{id}");
    }
    let levels = |line: &str| line.split_whitespace().take(2).map(str::to_owned).collect::<Vec<_>>();
    assert!(list.stdout.lines().any(|line| levels(line) == ["row-sum-mismatch", "错误"]), "{}", list.stdout);
    let title = |line: &str| line.split("  ").last().unwrap().trim().to_owned();
    let named = list.stdout.lines().find(|line| line.starts_with("row-sum-mismatch ")).map(title).unwrap();
    for word in ["row-sum-mismach", "row-sum", "Row-Sum-Mismatch", &named] {
        let run = bench.run(&["--explain", word]);
        assert_eq!((run.code, run.stderr.contains("最接近的是 row-sum-mismatch")), (2, true), "{word}: {}", run.stderr);
    }
}

#[test]
fn help_version_completions_and_schema_are_printed() {
    let bench = Bench::new();
    assert_eq!(bench.run(&["--version"]).stdout, format!("gaireport-lsp {}\n", env!("CARGO_PKG_VERSION")));
    let help = bench.run(&["--help"]);
    assert!(help.code == 0 && help.stdout.contains("检查文件和文件夹") && help.stderr.is_empty());
    assert!(bench.run(&["--help", "--lang", "en"]).stdout.contains("check files and folders"));
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = bench.run(&["--completions", shell]);
        assert!(script.code == 0 && script.stdout.contains("unsafe-fixes"), "{shell}");
    }
    let schema = bench.run(&["--config-schema"]).json();
    let mut keys: Vec<&String> = schema["properties"].as_object().unwrap().keys().collect();
    keys.sort();
    assert_eq!(
        keys,
        ["edition", "exclude", "language", "lexicon", "overlap", "previous", "profile", "roster", "rules"]
    );
    assert!(schema["properties"]["rules"]["properties"]["row-sum-mismatch"]["enum"].is_array());
}
