//! The program as a person or a build server runs it: exit codes, streams and files.

#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up has failed")]

#[path = "cli/agents.rs"]
mod agents;
#[path = "cli/annotate.rs"]
mod annotate;
#[path = "cli/bad.rs"]
mod bad;
#[path = "cli/bench.rs"]
mod bench;
#[path = "cli/between.rs"]
mod between;
#[path = "cli/encodings.rs"]
mod encodings;
#[path = "cli/files.rs"]
mod files;
#[path = "cli/fixing.rs"]
mod fixing;
#[path = "cli/formats.rs"]
mod formats;
#[path = "cli/hostile.rs"]
mod hostile;
#[path = "cli/living.rs"]
mod living;
#[path = "cli/modes.rs"]
mod modes;
#[path = "cli/office.rs"]
mod office;
#[path = "cli/options.rs"]
mod options;
#[path = "cli/output.rs"]
mod output;
#[path = "cli/packages.rs"]
mod packages;
#[path = "cli/profile.rs"]
mod profile;
#[path = "strict/program.rs"]
mod program;
#[path = "cli/roster.rs"]
mod roster;
#[path = "cli/settings.rs"]
mod settings;
mod strict;
#[path = "cli/word.rs"]
mod word;

/// The made county of the laws.
#[expect(dead_code, reason = "the laws use more of it")]
#[path = "laws"]
mod laws {
    pub mod county;
    pub mod figures;
    pub mod random;
    pub mod story;
}

use bench::{Bench, TITLE, faulty};

#[test]
fn a_finding_at_or_above_the_level_ends_with_one_whatever_the_format() {
    let bench = Bench::new().file("a.md", faulty());
    for format in formats::FORMATS {
        assert_eq!(bench.run(&["--check", "a.md", "--format", format]).code, 1, "{format}");
        assert_eq!(bench.run(&["--check", "a.md", "--format", format, "--fail-on", "never"]).code, 0, "{format}");
    }
    let lowered = ["--check", "a.md", "--select", "row-sum-mismatch", "--severity", "row-sum-mismatch=info"];
    assert_eq!(bench.run(&lowered).code, 0);
    assert_eq!(bench.run(&[&lowered[..], &["--fail-on", "info"]].concat()).code, 1);
    assert_eq!(bench.run(&[&lowered[..], &["--fail-on", "warning"]].concat()).code, 0);
}

#[test]
fn nothing_found_ends_with_zero() {
    let bench = Bench::new().file("a.md", TITLE);
    let run = bench.run(&["--check", "a.md", "--select", "number-format"]);
    assert_eq!((run.code, run.stdout.as_str()), (0, "1 份报告：0 个错误，0 个警告，0 条提示\n"));
}

#[test]
fn what_is_no_report_is_said_and_ends_with_zero() {
    let bench = Bench::new().file("a.md", "会议纪要").file("empty.txt", "").folder("none");
    for name in ["a.md", "empty.txt"] {
        let run = bench.run(&["--check", name]);
        assert_eq!((run.code, run.stderr.lines().count()), (0, 1), "{name}");
        assert!(run.stderr.starts_with(name), "{}", run.stderr);
        let object = &bench.run(&["--check", name, "--format", "jsonl"]).json();
        assert_eq!((object["report"].as_bool(), object["error"].is_null()), (Some(false), true));
    }
    let run = bench.run(&["--check", "none"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, "none：没有政府信息公开工作年度报告\n"));
    assert_eq!(bench.run(&["--check"]).stderr, ".：没有政府信息公开工作年度报告\n");
    assert_eq!(bench.run(&["--check", "none", "--quiet"]).stderr, "");
}

#[test]
fn what_cannot_be_read_ends_with_two_and_the_rest_is_checked() {
    let bench = Bench::new().file("a.md", TITLE);
    let run = bench.run(&["--check", "gone.md", "a.md", "--format", "json"]);
    assert_eq!((run.code, run.stderr.as_str()), (2, "错误：gone.md: 文件不存在\n"));
    let output = run.json();
    let [gone, read] = &output["files"].as_array().unwrap()[..] else { panic!("two files") };
    assert_eq!((gone["path"].as_str(), gone["error"].as_str()), (Some("gone.md"), Some("文件不存在")));
    for field in ["report", "organization", "year", "edition", "dialect", "encoding"] {
        assert!(gone[field].is_null(), "{field}");
    }
    assert!(gone["findings"].as_array().unwrap().is_empty());
    assert_eq!((read["report"].as_bool(), read["error"].is_null()), (Some(true), true));
    assert_eq!(output["summary"]["files"], 2);
}

#[test]
fn what_is_asked_wrongly_ends_with_two_and_one_sentence() {
    let bench = Bench::new().file("a.md", TITLE);
    let cases: [(&[&str], &str); 16] = [
        (&["--chek"], "--check"),
        (&["--check", "--rules"], "--rules"),
        (&["--check", "--format", "md"], "md"),
        (&["--check", "--format", "csv"], "csv"),
        (&["--extract", "--format", "text"], "text"),
        (&["--fix"], "--check"),
        (&["--check", "--diff"], "--fix"),
        (&["--check", "--fix", "--diff", "--format", "json"], "--diff"),
        (&["--rules", "a.md"], "--check"),
        (&["--new", "--year", "2022"], "--org"),
        (&["--convert", "a.md"], "--to"),
        (&["--check", "--write", "b.md"], "--roll-up"),
        (&["--check", "--roll-up", "--write", "b.md", "--watch"], "--write"),
        (&["--extract", "--wide"], "--format csv"),
        (&["--extract", "--roster", "a.csv"], "--roster"),
        (&["--check", "--threads", "0"], "--threads"),
    ];
    for (arguments, named) in cases {
        let run = bench.run(arguments);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(run.stderr.lines().next().unwrap().contains(named), "{arguments:?}: {}", run.stderr);
    }
}

#[test]
fn without_a_mode_an_editor_is_served() {
    let bench = Bench::new();
    for arguments in [&[][..], &["--stdio"]] {
        // Nobody speaks to it: its input is empty.
        let run = bench.run(arguments);
        assert_eq!((run.code, run.stdout.as_str()), (1, ""), "{arguments:?}: {}", run.stderr);
    }
}
