//! Every option of the help: that it does something, and that the exit code is the same in every format.

use std::collections::BTreeSet;

use crate::bench::{Bench, TITLE, faulty, miswritten};
use crate::formats::FORMATS;
use crate::settings::carrying;

/// What an option changes of a call.
#[derive(Clone, Copy, PartialEq)]
enum Effect {
    /// What is printed, said or ended with.
    Differs,
    /// Nothing that is seen.
    Same,
}

use Effect::{Differs, Same};

/// An option of `--check` with the rest of a call, and what it changes of that.
type Case = (&'static str, &'static [&'static str], &'static [&'static str], Effect);

/// Options that go with every format.
#[rustfmt::skip]
const CASES: &[Case] = &[
    ("fix", &["a.md", "b.md"], &["--fix"], Differs),
    ("unsafe-fixes", &["a.md", "--fix"], &["--unsafe-fixes"], Differs),
    ("select", &["a.md", "b.md"], &["--select", "number-format"], Differs),
    ("ignore", &["a.md"], &["--ignore", "row-sum-mismatch"], Differs),
    ("severity", &["a.md", "--select", "row-sum-mismatch"], &["--severity", "row-sum-mismatch=info"], Differs),
    ("fail-on", &["a.md"], &["--fail-on", "never"], Differs),
    ("fail-on", &["b.md", "--select", "number-format"], &["--fail-on", "info"], Differs),
    ("edition", &["a.md"], &["--edition", "2019"], Differs),
    ("year", &["a.md"], &["--year", "2020"], Differs),
    ("previous", &["2022", "--select", "carry-over-mismatch"], &["--previous", "2021"], Differs),
    ("roster", &["a.md"], &["--roster", "roster.csv"], Differs),
    ("roll-up", &["a.md", "--roster", "town.csv"], &["--roll-up"], Differs),
    ("overlap", &["copied"], &["--overlap"], Differs),
    ("output-file", &["a.md"], &["--output-file", "out"], Differs),
    ("baseline", &["a.md"], &["--baseline", "known.json"], Differs),
    ("statistics", &["a.md"], &["--statistics"], Differs),
    ("quiet", &["none.md", "a.md"], &["--quiet"], Differs),
    ("color", &["a.md"], &["--color", "always"], Differs),
    ("lang", &["a.md"], &["--lang", "en"], Differs),
    ("files-from", &["a.md"], &["--files-from", "list"], Differs),
    ("no-ignore", &["d"], &["--no-ignore"], Differs),
    ("force-exclude", &["d/f.md"], &["--force-exclude"], Differs),
    ("config", &["a.md"], &["--config", "c/other.toml"], Differs),
    ("no-config", &["c/d.md"], &["--no-config"], Differs),
    ("threads", &[], &["--threads", "1"], Same),
];

/// Options that go with no format, or only with their own mode: each has a test of its own.
const OTHERS: [&str; 27] = [
    "check",
    "extract",
    "new",
    "convert",
    "explain",
    "rules",
    "completions",
    "man",
    "config-schema",
    "self-test",
    "stdio",
    "socket",
    "pipe",
    "mcp",
    "diff",
    "format",
    "write-baseline",
    "watch",
    "org",
    "to",
    "compare",
    "wide",
    "write",
    "output-dir",
    "annotate",
    "tracked",
    "sketch",
];

/// A report of an organ with a section 一 that is long enough to be compared.
fn wordy(organ: &str) -> String {
    let words = "把办理流程画成一张图，在村务栏和微信群同步张贴，群众打听的次数明显少了，来访人员一看就懂。".repeat(8);
    format!("# {organ}2022年政府信息公开工作年度报告\n\n## 一、总体情况\n\n{words}\n")
}

fn bench() -> Bench {
    let bench = Bench::new()
        .file("a.md", faulty())
        .file("b.md", miswritten())
        .file("none.md", "会议纪要")
        .file("2021/a.md", carrying(2021, "carried_forward"))
        .file("2022/a.md", faulty())
        .file("roster.csv", "青山镇人民政府\n")
        .file("town.csv", "清河镇人民政府\n龙泉村,清河镇人民政府\n")
        .file("copied/a.md", wordy("清河镇人民政府"))
        .file("copied/b.md", wordy("青山镇人民政府"))
        .file("list", "b.md\n")
        .file("d/.gaireportignore", "f.md\n")
        .file("d/e.md", TITLE)
        .file("d/f.md", faulty())
        .file("c/gaireport.toml", "[rules]\nrow-sum-mismatch = \"off\"\n")
        .file("c/other.toml", "[rules]\nrow-sum-mismatch = \"warning\"\n")
        .file("c/d.md", faulty());
    assert_eq!(bench.run(&["--check", "a.md", "--write-baseline", "known.json"]).code, 0);
    bench
}

#[test]
fn every_option_of_the_help_is_tried() {
    let help = Bench::new().run(&["--help"]).stdout;
    let options = help.lines().filter_map(|line| line.trim_start().strip_prefix("--").or(line.split(", --").nth(1)));
    let word = |option: &str| option.split([' ', '\n']).next().unwrap_or_default().to_owned();
    let is_name = |word: &String| word.bytes().all(|byte| byte == b'-' || byte.is_ascii_lowercase());
    let named: BTreeSet<String> = options.map(word).filter(is_name).collect();
    let tried = CASES.iter().map(|case| case.0).chain(OTHERS).chain(["stdin-filename", "help", "version"]);
    let tried: BTreeSet<String> = tried.map(str::to_owned).collect();
    assert_eq!(named, tried);
}

#[test]
fn every_option_of_a_check_does_something_and_ends_alike_in_every_format() {
    let shared = bench();
    for (option, call, more, effect) in CASES {
        assert!(more.contains(&format!("--{option}").as_str()));
        let run = |format: &str, more: &[&str]| {
            let arguments = [&["--check", "--format", format], *call, more].concat();
            let writes = arguments.contains(&"--fix");
            if writes { bench().run(&arguments) } else { shared.run(&arguments) }
        };
        let (without, with) = (run("text", &[]), run("text", more));
        let seen = (without.code, &without.stdout, &without.stderr) != (with.code, &with.stdout, &with.stderr);
        assert_eq!(seen, *effect == Differs, "--{option}: {}{}", with.stdout, with.stderr);
        for format in FORMATS {
            assert_eq!(run(format, more).code, with.code, "--{option} in {format}");
        }
    }
}

#[test]
fn standard_input_ends_alike_in_every_format_and_its_name_says_what_holds_for_it() {
    let bench = bench();
    for format in FORMATS {
        let run = |name: &str| {
            let call = ["--check", "-", "--stdin-filename", name, "--format", format, "--ignore", "missing-section"];
            bench.run_on(&call, faulty())
        };
        let (plain, configured) = (run("a.md"), run("c/a.md"));
        assert_eq!((plain.code, configured.code), (1, 0), "{format}");
        assert!(plain.stdout.contains("row-sum-mismatch"), "{format}");
        let named = |output: &str| output.matches("row-sum-mismatch").count();
        assert!(named(&configured.stdout) < named(&plain.stdout), "{format}");
    }
}
