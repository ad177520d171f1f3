//! Configuration files, and the options that win over them.

use serde_json::Value;

use crate::bench::{Bench, TITLE, faulty, miswritten};

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
