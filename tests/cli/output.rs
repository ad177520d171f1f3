//! What is printed: shapes, streams, languages, and what never reaches a terminal.

use std::io::Read;
use std::process::Stdio;

use serde_json::{Map, Value};

use crate::bench::{Bench, MISWRITTEN_LINE, Run, TITLE, draft, faulty, miswritten};

fn object<'v>(value: &'v Value, fields: &[&str]) -> &'v Map<String, Value> {
    let object = value.as_object().unwrap();
    let mut keys: Vec<&str> = object.keys().map(String::as_str).collect();
    let mut fields = fields.to_vec();
    keys.sort_unstable();
    fields.sort_unstable();
    assert_eq!(keys, fields);
    object
}

fn is_text_or_null(value: &Value) -> bool {
    value.is_null() || value.is_string()
}

fn check_place(place: &Value) {
    assert!(object(place, &["line", "column", "offset"]).values().all(Value::is_u64));
}

fn check_finding(finding: &Value, text: &str) {
    let fields =
        ["rule", "severity", "message", "start", "end", "cell", "expected", "actual", "suspects", "related", "fixes"];
    let fields = object(finding, &fields);
    assert!(["error", "warning", "info"].contains(&fields["severity"].as_str().unwrap()));
    assert!(fields["rule"].is_string() && !fields["message"].as_str().unwrap().is_empty());
    assert!(["cell", "expected", "actual"].iter().all(|name| is_text_or_null(&fields[*name])));
    let offset = |place: &Value| place["offset"].as_u64().unwrap() as usize;
    for place in [&fields["start"], &fields["end"]] {
        check_place(place);
        let line = text[..offset(place)].matches('\n').count() + 1;
        let column = text[..offset(place)].rsplit('\n').next().unwrap().chars().count() + 1;
        assert_eq!((place["line"].as_u64(), place["column"].as_u64()), (Some(line as u64), Some(column as u64)));
    }
    assert!(offset(&fields["start"]) < offset(&fields["end"]));
    for related in fields["related"].as_array().unwrap() {
        object(related, &["message", "start", "end"]);
        [&related["start"], &related["end"]].into_iter().for_each(check_place);
    }
    for suspect in fields["suspects"].as_array().unwrap() {
        assert!(object(suspect, &["cell", "expected"]).values().all(Value::is_string));
    }
    for fix in fields["fixes"].as_array().unwrap() {
        let fix = object(fix, &["title", "safe", "edits"]);
        assert!(fix["title"].is_string() && fix["safe"].is_boolean() && !fix["edits"].as_array().unwrap().is_empty());
        for edit in fix["edits"].as_array().unwrap() {
            let edit = object(edit, &["start", "end", "text"]);
            assert!(edit["start"].is_u64() && edit["end"].is_u64() && edit["text"].is_string());
        }
    }
}

#[test]
fn json_has_the_fields_of_its_schema() {
    let draft = draft(["０", "0", "0", "0", "0", "0", "6"]).replace("本年", "𠮷本年");
    let bench = Bench::new().file("d/a.md", &draft).file("d/b.md", "会议纪要");
    let run = bench.run(&["--check", "d", "--format", "json"]);
    let output = run.json();
    let top = object(&output, &["version", "tool", "files", "summary"]);
    assert_eq!((top["version"].as_u64(), top["tool"]["name"].as_str()), (Some(1), Some("gaireport-lsp")));
    assert_eq!(top["tool"]["version"], env!("CARGO_PKG_VERSION"));
    let [report, other] = &top["files"].as_array().unwrap()[..] else { panic!("two files") };
    let fields = ["path", "report", "organization", "year", "edition", "dialect", "encoding", "error", "findings"];
    let report = object(report, &fields);
    assert_eq!(report["path"], "d/a.md");
    assert_eq!((report["report"].as_bool(), report["organization"].as_str()), (Some(true), Some("清河镇人民政府")));
    assert_eq!((report["year"].as_u64(), report["edition"].as_u64()), (Some(2022), Some(2021)));
    assert_eq!((report["dialect"].is_string(), report["encoding"].as_str()), (true, Some("utf-8")));
    let findings = report["findings"].as_array().unwrap();
    assert!(!findings.is_empty());
    findings.iter().for_each(|finding| check_finding(finding, &draft));
    let other = object(other, &fields);
    assert_eq!(
        (other["report"].as_bool(), &other["organization"], &other["edition"]),
        (Some(false), &Value::Null, &Value::Null)
    );
    let count = |severity: &str| findings.iter().filter(|finding| finding["severity"] == severity).count() as u64;
    let summary = object(&top["summary"], &["files", "reports", "errors", "warnings", "infos"]);
    assert_eq!((summary["files"].as_u64(), summary["reports"].as_u64()), (Some(2), Some(1)));
    let counted = ["errors", "warnings", "infos"].map(|name| summary[name].as_u64().unwrap());
    assert_eq!(counted, ["error", "warning", "info"].map(count));
}

#[test]
fn fields_come_in_the_order_of_the_schema_and_lines_hold_the_same_objects() {
    let bench = Bench::new().file("a.md", faulty()).file("b.md", TITLE);
    let json = bench.run(&["--check", "--format", "json"]);
    let fields =
        ["version", "tool", "files", "path", "report", "organization", "year", "edition", "dialect", "encoding"];
    let more =
        ["error", "findings", "rule", "severity", "message", "start", "end", "cell", "expected", "actual", "suspects"];
    let places: Vec<usize> =
        fields.iter().chain(&more).map(|field| json.stdout.find(&format!("\"{field}\":")).unwrap()).collect();
    assert!(places.is_sorted());
    let lines = bench.run(&["--check", "--format", "jsonl"]);
    let objects: Vec<Value> = lines.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(Value::Array(objects), json.json()["files"]);
}

#[test]
fn output_goes_to_the_file_and_nothing_to_standard_output() {
    let bench = Bench::new().file("a.md", faulty());
    let printed = bench.run(&["--check", "--format", "json"]);
    for name in ["out.txt", "out.txt"] {
        let run = bench.run(&["--check", "--format", "json", "--output-file", name]);
        assert_eq!((run.code, run.stdout.as_str()), (1, ""));
        assert_eq!(bench.read(name), printed.bytes);
    }
    let run = bench.run(&["--check", "a.md", "--output-file", "a.md"]);
    assert_eq!((run.code, bench.read("a.md").as_slice()), (2, faulty().as_bytes()));
    let run = bench.run(&["--check", "a.md", "--output-file", "none/out"]);
    assert_eq!((run.code, run.stderr.contains("none/out")), (2, true));
}

#[test]
fn text_quotes_the_draft_with_the_finding_marked() {
    let bench = Bench::new().file("a.md", miswritten());
    let run = bench.run(&["--check", "a.md", "--select", "number-format", "--fail-on", "info"]);
    assert_eq!(run.code, 1);
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert!(lines[0].starts_with("提示[number-format]: "), "{}", run.stdout);
    let (quoted, marks) = (lines[3], lines[4]);
    let text = miswritten();
    let line = text.lines().nth(MISWRITTEN_LINE - 1).unwrap();
    let column = line.split('０').next().unwrap().chars().count() + 1;
    assert_eq!(lines[1], format!(" --> a.md:{MISWRITTEN_LINE}:{column}"));
    assert_eq!(quoted, format!("{MISWRITTEN_LINE} | {line}"));
    let width =
        quoted.split('０').next().unwrap().chars().map(|character| 1 + usize::from(!character.is_ascii())).sum();
    assert!(marks.starts_with("  |") && marks.find('^') == Some(width), "{}", run.stdout);
    assert!(run.stdout.contains("= 建议: "), "{}", run.stdout);
    assert_eq!(lines.last().copied(), Some("1 份报告：0 个错误，0 个警告，1 条提示"));
}

#[test]
fn colours_are_used_only_where_they_are_wanted() {
    let bench = Bench::new().file("a.md", faulty());
    assert!(!bench.run(&["--check", "a.md"]).stdout.contains('\u{1b}'));
    assert!(bench.run(&["--check", "a.md", "--color", "always"]).stdout.contains('\u{1b}'));
    let coloured = Run::of(bench.command(&["--check", "a.md", "--color", "auto"]).env("NO_COLOR", "1"));
    assert!(!coloured.stdout.contains('\u{1b}'));
}

#[test]
fn what_acts_on_a_terminal_is_made_visible() {
    let draft = miswritten().replace('０', "０\u{202e}\u{1b}[31m\u{9b}");
    let bench = Bench::new().file("a.md", &draft).file("b\u{1b}[0m.md", &draft);
    let run = bench.run(&["--check", "--color", "never"]);
    assert!(!run.stdout.contains(['\u{1b}', '\u{202e}', '\u{9b}']), "{:?}", run.stdout);
    assert!(run.stdout.contains("b\\u{1b}[0m.md"), "{:?}", run.stdout);
    let run = bench.run(&["--check", "gone\u{1b}[0m.md"]);
    assert!(!run.stderr.contains('\u{1b}'), "{:?}", run.stderr);
}

#[test]
fn a_very_long_line_is_cut_around_the_finding() {
    let bench = Bench::new().file("a.md", miswritten().replace("０ |", &format!("０ | {}", "长".repeat(700_000))));
    let run = bench.run(&["--check", "a.md"]);
    assert!(run.stdout.len() < 20_000, "{}", run.stdout.len());
}

#[test]
fn statistics_count_the_findings_of_each_rule() {
    let bench = Bench::new().file("a.md", miswritten()).file("b.md", miswritten());
    let arguments = ["--check", "--select", "number-format", "--statistics"];
    assert!(bench.run(&arguments).stdout.contains("     2 number-format\n"));
    let run = bench.run(&[&arguments[..], &["--format", "json"]].concat());
    assert_eq!((run.json()["summary"]["infos"].as_u64(), run.stderr.as_str()), (Some(2), "     2 number-format\n"));
}

#[test]
fn messages_speak_the_language_that_is_asked_for() {
    let bench = Bench::new().file("a.md", TITLE);
    let english = bench.run(&["--check", "a.md", "--lang", "en"]);
    assert!(english.stdout.lines().last().unwrap().starts_with("1 report: "), "{}", english.stdout);
    let located = Run::of(bench.command(&["--check", "gone.md"]).env("LANG", "en_US.UTF-8"));
    assert_eq!(located.stderr, "error: gone.md: no such file\n");
}

#[test]
fn a_reader_that_goes_away_changes_nothing_but_the_printing() {
    let bench = Bench::new();
    for number in 0..300 {
        bench.write(&format!("{number}.md"), faulty());
    }
    // A pipe that nobody reads would hold the program up, if it had much to say.
    let errors = std::fs::File::create(bench.path("errors")).unwrap();
    let mut child =
        bench.command(&["--check", "--format", "json"]).stdout(Stdio::piped()).stderr(errors).spawn().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_exact(&mut [0; 10]).unwrap();
    drop(stdout);
    let code = child.wait().unwrap().code();
    assert_eq!((code, String::from_utf8(bench.read("errors")).unwrap()), (Some(1), String::new()));
}

#[test]
fn gitlab_is_told_paths_and_fingerprints_from_the_top_of_the_checkout() {
    let issue = |bench: &Bench| {
        let reports = bench.path("reports").canonicalize().unwrap();
        let call = ["--check", reports.to_str().unwrap(), "--format", "gitlab", "--select", "row-sum-mismatch"];
        let mut command = bench.command(&call);
        let run = Run::of(command.env("CI_PROJECT_DIR", bench.path("")));
        (run.json()[0]["location"]["path"].clone(), run.json()[0]["fingerprint"].clone())
    };
    let benches = [(); 2].map(|()| Bench::new().file("reports/a.md", faulty()));
    let [one, other] = benches.each_ref().map(issue);
    assert_eq!((one.0.as_str(), &one), (Some("reports/a.md"), &other));
}

#[cfg(target_os = "linux")]
#[test]
fn help_that_cannot_be_written_ends_with_two() {
    let bench = Bench::new();
    for option in ["--help", "--version"] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        assert_eq!(bench.command(&[option]).stdout(full).status().unwrap().code(), Some(2), "{option}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_ends_with_two() {
    let bench = Bench::new().file("a.md", TITLE);
    let run = bench.run(&["--check", "a.md", "--output-file", "/dev/full"]);
    assert_eq!((run.code, run.stderr.contains("/dev/full")), (2, true), "{}", run.stderr);
}
