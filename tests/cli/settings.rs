//! Configuration files, and the options that win over them.

use gaireport::standard;
use serde_json::Value;

use crate::bench::{Bench, TITLE, draft, faulty, miswritten};

fn rules(object: &Value) -> Vec<&str> {
    object["findings"].as_array().unwrap().iter().map(|finding| finding["rule"].as_str().unwrap()).collect()
}

#[test]
fn the_nearest_configuration_upward_speaks() {
    let bench = Bench::new()
        .file("gaireport.toml", "[rules]\nnumber-format = \"off\"\n")
        .file("d/.gaireport.toml", "[rules]\nnumber-format = \"error\"\n")
        .file("a.md", miswritten())
        .file("d/e/a.md", miswritten());
    assert!(!rules(&bench.check("a.md")).contains(&"number-format"));
    let object = bench.check("d/e/a.md");
    let finding = object["findings"].as_array().unwrap().iter().find(|finding| finding["rule"] == "number-format");
    assert_eq!(finding.unwrap()["severity"], "error");
}

#[test]
fn the_command_line_wins_over_the_configuration() {
    let bench = Bench::new().file("gaireport.toml", "[rules]\nnumber-format = \"off\"\n").file("a.md", miswritten());
    let found = |arguments: &[&str]| {
        let run = bench.run(&[&["--check", "a.md", "--format", "jsonl"], arguments].concat());
        rules(&run.json()).contains(&"number-format")
    };
    assert!(!found(&[]));
    assert!(found(&["--select", "number-format"]));
    assert!(found(&["--severity", "number-format=warning"]));
    assert!(found(&["--no-config"]));
    assert!(!found(&["--no-config", "--ignore", "row-sum-mismatch,number-format"]));
    bench.write("other.toml", "[rules]\nnumber-format = \"warning\"\n");
    assert!(found(&["--config", "other.toml"]));
}

/// A report of that year in which one request is carried over, or forward.
pub fn carrying(year: u16, row: &str) -> String {
    let edition = standard::edition(2021).unwrap();
    let table = &edition.tables[edition.table("requests").unwrap()];
    let section = &edition.sections[table.section];
    let mut text =
        format!("# 清河镇人民政府{year}年政府信息公开工作年度报告\n\n## {}、{}\n\n", section.ordinal, section.name);
    for facts in &table.rows {
        let moved = [row, if row == "carried_forward" { "new" } else { "handled" }, "granted"];
        let counts = moved[..2].contains(&facts.id.as_str()) || (row == "carried_over" && facts.id == "granted");
        let one = if counts { "1" } else { "0" };
        text += &format!("{} | {one} | 0 | 0 | 0 | 0 | 0 | {one}\n", facts.label);
    }
    text
}

#[test]
fn what_last_year_carried_forward_is_compared_with_what_is_carried_over() {
    let bench = Bench::new()
        .file("2021/a.md", carrying(2021, "carried_forward"))
        .file("2021/notes.md", "会议纪要")
        .file("2022/a.md", draft(["0"; 7]))
        .file("2022/right.md", carrying(2022, "carried_over"));
    let found = |arguments: &[&str]| {
        let run =
            bench.run(&[&["--check", "--format", "jsonl", "--select", "carry-over-mismatch"], arguments].concat());
        (run.code, run.json()["findings"].clone())
    };
    assert_eq!(found(&["2022/a.md"]), (0, Value::Array(Vec::new())));
    assert_eq!(found(&["2022/right.md", "--previous", "2021"]), (0, Value::Array(Vec::new())));
    for path in ["2021", "2021/a.md"] {
        let (code, findings) = found(&["2022/a.md", "--previous", path]);
        let related = &findings[0]["related"][0];
        assert_eq!((code, findings[0]["expected"].as_str()), (1, Some("1")), "{findings}");
        assert_eq!((related["path"].as_str(), related["start"]["line"].as_u64()), (Some("2021/a.md"), Some(29)));
    }
    let text = bench.run(&["--check", "2022/a.md", "--previous", "2021", "--select", "carry-over-mismatch"]);
    assert!(text.stdout.contains("2021/a.md:29:"), "{}", text.stdout);
    let last = ["--check", "2022/a.md", "--previous", "2021", "--select", "carry-over-mismatch", "--format"];
    let page = bench.run(&[&last[..], &["html"]].concat()).stdout;
    assert!(page.contains("<a href=\"2021/a.md\" data-file=") && page.contains(">2021/a.md 第 29 行</a>"), "{page}");
    assert_eq!(bench.run(&[&last[..], &["html", "--output-file", "2022/page.html"]].concat()).code, 1);
    assert!(String::from_utf8(bench.read("2022/page.html")).unwrap().contains("<a href=\"../2021/a.md\""));
    let sarif = bench.run(&[&last[..], &["sarif"]].concat()).json();
    let related = "/runs/0/results/0/relatedLocations/0/physicalLocation/artifactLocation/uri";
    assert_eq!(sarif.pointer(related).and_then(Value::as_str), Some("2021/a.md"));
    bench.write("2022/gaireport.toml", "previous = \"../2021\"\n");
    assert_eq!(found(&["2022/a.md"]).0, 1);
    // Two reports of one organ and year: neither is last year's.
    bench.write("2021/b.md", carrying(2021, "carried_over"));
    assert_eq!(found(&["2022/a.md"]).0, 0);
}

#[test]
fn last_years_report_that_cannot_be_read_ends_with_two() {
    let bench = Bench::new().file("a.md", TITLE);
    let run = bench.run(&["--check", "a.md", "--previous", "gone"]);
    assert_eq!((run.code, run.stderr.as_str()), (2, "错误：a.md: 上年年报 gone：文件不存在\n"));
}

#[test]
fn the_lexicon_of_the_configuration_is_added_to_the_built_in_one() {
    let text = format!("{TITLE}\n## 一、总体情况\n\n公开工做扎实，建全制度。\n");
    let bench = Bench::new().file("gaireport.toml", "[lexicon]\n\"公开工做\" = \"公开工作\"\n").file("a.md", &text);
    let words = |object: &Value| -> Vec<String> {
        let findings = object["findings"].as_array().unwrap().iter().filter(|finding| finding["rule"] == "typo");
        findings.map(|finding| finding["expected"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(words(&bench.check("a.md")), ["公开工作", "健全"]);
}

#[test]
fn a_broken_configuration_is_the_error_of_its_files_and_the_others_are_checked() {
    let cases = [
        ("[rules\n", "TOML"),
        ("\neditoin = 2021\n", "gaireport.toml:2: 未知的配置项 editoin，最接近的是 edition"),
        ("[rules]\nrow-sum-mismach = \"off\"\n", "未知的规则 row-sum-mismach，最接近的是 row-sum-mismatch"),
        ("[rules]\nrow-sum-mismatch = \"loud\"\n", "row-sum-mismatch 的值应为"),
        ("edition = 2020\n", "edition 的值应为"),
    ];
    for (config, words) in cases {
        let bench = Bench::new().file("d/gaireport.toml", config);
        for name in ["a.md", "d/b.md", "d/c.md"] {
            bench.write(name, faulty());
        }
        let run = bench.run(&["--check", "--format", "json"]);
        assert_eq!((run.code, run.stderr.lines().count()), (2, 1), "{}", run.stderr);
        let output = run.json();
        let errors: Vec<Option<&str>> =
            output["files"].as_array().unwrap().iter().map(|file| file["error"].as_str()).collect();
        assert!(errors[0].is_none() && errors[1..].iter().all(|error| error.unwrap().contains(words)), "{errors:?}");
        assert_eq!(bench.run(&["--check", "--no-config"]).code, 1);
    }
}

#[test]
fn a_configuration_that_is_named_must_be_there() {
    let bench = Bench::new().file("a.md", TITLE).folder("none");
    for path in ["a.md", "none"] {
        let run = bench.run(&["--check", path, "--config", "gone.toml"]);
        assert_eq!((run.code, run.stderr.contains("gone.toml")), (2, true), "{}", run.stderr);
    }
}

#[test]
fn excluded_files_are_passed_over_in_folders_but_not_when_named() {
    let bench = Bench::new().file("d/gaireport.toml", "exclude = [\"archive/**\", \"*.txt\"]\n");
    for name in ["d/a.md", "d/b.txt", "d/archive/c.md", "d/e/archive.md", "f.txt"] {
        bench.write(name, TITLE);
    }
    let paths = |arguments: &[&str]| bench.run(&[&["--check", "--format", "jsonl"], arguments].concat()).paths();
    assert_eq!(paths(&[]), ["d/a.md", "d/e/archive.md", "f.txt"]);
    assert_eq!(paths(&["d/b.txt"]), ["d/b.txt"]);
    assert_eq!(paths(&["d", "--config", "d/gaireport.toml"]), ["d/a.md", "d/e/archive.md"]);
}

#[test]
fn rules_that_do_not_exist_are_refused_with_the_nearest() {
    let bench = Bench::new().file("a.md", TITLE);
    let cases = [
        ["--select", "row-sum-mismach"],
        ["--ignore", "row-sum-mismatch,row-sum-mismach"],
        ["--severity", "row-sum-mismach=off"],
    ];
    for arguments in cases {
        let run = bench.run(&[&["--check"], &arguments[..]].concat());
        assert_eq!(
            (run.code, run.stdout.as_str(), run.stderr.contains("最接近的是 row-sum-mismatch")),
            (2, "", true),
            "{}",
            run.stderr
        );
    }
    for setting in ["row-sum-mismatch", "row-sum-mismatch=loud"] {
        assert_eq!(bench.run(&["--check", "--severity", setting]).code, 2);
    }
}

#[test]
fn year_and_edition_can_be_given() {
    let bench = Bench::new().file("a.md", TITLE);
    let object = bench.run(&["--check", "a.md", "--year", "2020", "--format", "jsonl"]).json();
    assert_eq!(object["year"], 2020);
    for edition in ["auto", "2019", "2021"] {
        assert_eq!(bench.run(&["--check", "a.md", "--edition", edition, "--fail-on=never"]).code, 0);
    }
}
