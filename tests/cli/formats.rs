//! The forms for build servers and offices: shapes, escapes, and that all say the same.

use std::collections::BTreeSet;

use gaireport::rules::RULES;
use serde_json::Value;

use crate::bench::{Bench, Run, TITLE, draft, faulty, miswritten};

/// Every form of findings.
pub const FORMATS: [&str; 9] = ["text", "json", "jsonl", "sarif", "github", "gitlab", "junit", "rdjson", "html"];

/// A folder as it arrives: faults, a name that must be escaped, a broken file, one that is no report.
fn mixed() -> Bench {
    let hostile = faulty().replace("清河镇", "<i>&\"清河镇");
    Bench::new()
        .file("甲/a, b%.md", faulty())
        .file("乙.md", hostile)
        .file("丙.txt", b"a\0b")
        .file("丁.md", "会议纪要")
        .file("戊.md", miswritten())
}

fn findings(bench: &Bench) -> Vec<(String, Value)> {
    let output = bench.run(&["--check", "--format", "json"]).json();
    let files = output["files"].as_array().unwrap();
    let of = |file: &Value| {
        let path = file["path"].as_str().unwrap().to_owned();
        file["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(move |finding| (path.clone(), finding.clone()))
            .collect::<Vec<_>>()
    };
    files.iter().flat_map(of).collect()
}

#[test]
fn every_format_ends_with_the_same_code() {
    let bench = mixed();
    let cases: [(&[&str], i32); 5] = [
        (&[], 2),
        (&["甲"], 1),
        (&["甲", "--fail-on", "never"], 0),
        (&["丁.md"], 0),
        (&["戊.md", "--select", "number-format", "--fail-on", "warning"], 0),
    ];
    for (arguments, code) in cases {
        for format in FORMATS {
            let run = bench.run(&[&["--check", "--format", format], arguments].concat());
            assert_eq!(run.code, code, "{format} {arguments:?}");
        }
    }
}

#[test]
fn nothing_to_check_is_still_a_whole_document() {
    let bench = Bench::new().folder("none");
    for format in ["json", "sarif", "gitlab", "rdjson"] {
        assert!(
            bench.run(&["--check", "none", "--format", format]).json().is_object() || format == "gitlab",
            "{format}"
        );
    }
    let junit = bench.run(&["--check", "none", "--format", "junit"]).stdout;
    assert!(junit.ends_with("<testsuites name=\"gaireport-lsp\">\n</testsuites>\n"), "{junit}");
    assert!(bench.run(&["--check", "none", "--format", "html"]).stdout.ends_with("</html>\n"));
}

#[test]
fn sarif_tells_of_every_finding_and_of_what_could_not_be_read() {
    let bench = mixed();
    let output = bench.run(&["--check", "--format", "sarif"]).json();
    assert_eq!(output["version"], "2.1.0");
    let run = &output["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let (results, findings) = (run["results"].as_array().unwrap(), findings(&bench));
    assert_eq!(results.len(), findings.len());
    for (result, (path, finding)) in results.iter().zip(&findings) {
        let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!((&result["ruleId"], &rule["id"]), (&finding["rule"], &finding["rule"]));
        assert_eq!(result["message"]["text"], finding["message"]);
        let place = &result["locations"][0]["physicalLocation"];
        let ends = [("startLine", "start", "line"), ("startColumn", "start", "column"), ("endColumn", "end", "column")];
        for (field, end, count) in ends {
            assert_eq!(place["region"][field], finding[end][count], "{field} in {path}");
        }
        assert_eq!(place["artifactLocation"]["uriBaseId"], "%SRCROOT%");
        let fixes = result["fixes"].as_array().map_or(0, Vec::len);
        assert_eq!(fixes, finding["fixes"].as_array().unwrap().len());
    }
    let address = |result: &Value| result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].clone();
    assert!(results.iter().any(|result| address(result) == "%E7%94%B2/a%2C%20b%25.md"));
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
    assert_eq!(run["invocations"][0]["toolExecutionNotifications"].as_array().unwrap().len(), 1);
}

#[test]
fn sarif_describes_every_rule() {
    let output = Bench::new().folder("none").run(&["--check", "none", "--format", "sarif"]).json();
    let rules = output["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(rules.len(), RULES.len());
    for rule in rules {
        assert_eq!(rule["helpUri"], format!("gaireport:rule/{}", rule["id"].as_str().unwrap()));
        for field in ["shortDescription", "fullDescription", "help"] {
            assert!(!rule[field]["text"].as_str().unwrap().is_empty(), "{field} of {}", rule["id"]);
        }
    }
}

#[test]
fn fingerprints_stay_when_lines_move_and_differ_within_a_run() {
    let faults = faulty();
    let bench = Bench::new().file("a.md", &faults).file("b.md", &faults);
    let prints = |format: &str| -> Vec<String> {
        let output = bench.run(&["--check", "--format", format]).json();
        let (list, field) = match format {
            "gitlab" => (output.clone(), "/fingerprint"),
            _ => (output["runs"][0]["results"].clone(), "/partialFingerprints/gaireport~1v1"),
        };
        list.as_array()
            .unwrap()
            .iter()
            .map(|entry| entry.pointer(field).unwrap().as_str().unwrap().to_owned())
            .collect()
    };
    for format in ["gitlab", "sarif"] {
        bench.write("a.md", &faults);
        let before = prints(format);
        assert_eq!(before.iter().collect::<BTreeSet<_>>().len(), before.len());
        bench.write("a.md", faults.replace(TITLE, &format!("{TITLE}\n一段话。\n\n又一段。\n")));
        assert_eq!(prints(format), before, "{format}");
    }
}

#[test]
fn gitlab_issues_have_what_the_report_needs() {
    let bench = mixed();
    let output = bench.run(&["--check", "--format", "gitlab"]).json();
    let issues = output.as_array().unwrap();
    assert_eq!(issues.len(), findings(&bench).len() + 1);
    for issue in issues {
        assert!(["info", "minor", "major", "critical", "blocker"].contains(&issue["severity"].as_str().unwrap()));
        assert!(["description", "check_name", "fingerprint"].iter().all(|field| issue[*field].is_string()));
        assert!(issue["location"]["path"].is_string() && issue["location"]["lines"]["begin"].as_u64() >= Some(1));
    }
    assert!(issues.iter().any(|issue| issue["location"]["path"] == "丙.txt" && issue["severity"] == "blocker"));
}

#[test]
fn github_gets_one_escaped_command_a_finding_and_a_summary() {
    let bench = mixed();
    let mut command = bench.command(&["--check", "--format", "github"]);
    let lines = Run::of(command.env("GITHUB_STEP_SUMMARY", bench.path("summary"))).stdout;
    assert_eq!(lines.lines().count(), findings(&bench).len() + 1);
    let kinds = ["::error file=", "::warning file=", "::notice file="];
    assert!(lines.lines().all(|line| kinds.iter().any(|kind| line.starts_with(kind))), "{lines}");
    let named: Vec<&str> = lines.lines().filter(|line| line.contains("file=甲/a%2C b%25.md,line=5,")).collect();
    assert_eq!(named.len(), 1, "{lines}");
    assert!(named[0].contains("title=row-sum-mismatch::甲/a, b%25.md:5:"), "{lines}");
    assert!(lines.contains("::error file=丙.txt::丙.txt: "), "{lines}");
    let summary = String::from_utf8(bench.read("summary")).unwrap();
    assert!(summary.contains("| `row-sum-mismatch` | ") && summary.contains("3 份报告"), "{summary}");
}

#[test]
fn junit_fails_what_the_exit_code_fails() {
    let bench = mixed();
    let count = |arguments: &[&str], what: &str| {
        let run = bench.run(&[&["--check", "--format", "junit"], arguments].concat());
        assert_eq!(run.stdout.matches("<testsuite ").count(), run.stdout.matches("</testsuite>").count());
        run.stdout.matches(what).count()
    };
    let severe = |least: &[&str]| {
        findings(&bench).iter().filter(|(_, finding)| least.contains(&finding["severity"].as_str().unwrap())).count()
    };
    assert_eq!(count(&[], "<failure "), severe(&["error"]));
    assert_eq!(count(&["--fail-on", "warning"], "<failure "), severe(&["error", "warning"]));
    assert_eq!(count(&["--fail-on", "never"], "<failure "), 0);
    assert_eq!(count(&[], "<error "), 1);
    assert_eq!(count(&[], "classname=\"丁.md\"/>"), 1);
}

#[test]
fn rdjson_counts_columns_in_bytes_and_shows_simple_fixes() {
    let bench = Bench::new().file("a.md", draft(["0", "0", "0", "0", "0", "0", "6"]));
    let output = bench.run(&["--check", "--format", "rdjson", "--select", "row-sum-mismatch"]).json();
    let [diagnostic] = &output["diagnostics"].as_array().unwrap()[..] else { panic!("one finding") };
    let text = faulty();
    let line = text.lines().nth(4).unwrap();
    let column = line.rfind('6').unwrap() as u64 + 1;
    let range = &diagnostic["location"]["range"];
    assert_eq!((range["start"]["line"].as_u64(), range["start"]["column"].as_u64()), (Some(5), Some(column)));
    assert_eq!(range["end"]["column"].as_u64(), Some(column + 1));
    assert_eq!((&diagnostic["severity"], &diagnostic["code"]["value"]), (&"ERROR".into(), &"row-sum-mismatch".into()));
    assert_eq!((&diagnostic["suggestions"][0]["text"], &diagnostic["suggestions"][0]["range"]), (&"0".into(), range));
}

#[test]
fn the_page_shows_every_file_and_marks_the_wrong_cell() {
    let bench = mixed();
    let page = bench.run(&["--check", "--format", "html"]).stdout;
    assert_eq!(page.matches("<details class=report").count(), 5);
    for state in ["wrong", "failed", "other"] {
        assert!(page.contains(&format!("data-state={state}")), "{state}");
    }
    let wrong = page.split("<td class=e>6<a href=\"#").nth(1).unwrap();
    let target = wrong.split('"').next().unwrap();
    assert!(page.contains(&format!("<li id=\"{target}\"")), "{target}");
    let columns = page.split("<h3>").nth(1).unwrap().split("</table>").next().unwrap();
    assert_eq!(columns.matches("<td").count(), 25 * 7);
}

#[test]
fn the_page_is_whole_and_nothing_of_a_draft_is_markup() {
    let bench = mixed().file("x<img src=q>\"'.md", faulty().replace("| 6", "| <img src=q onerror=a>"));
    let page = bench.run(&["--check", "--format", "html"]).stdout;
    for foreign in ["<i>", "<img", "http:", "https:", "src=\"", "@import", "url("] {
        assert!(!page.contains(foreign), "{foreign}");
    }
    assert!(page.contains("&lt;img src=q onerror=a&gt;") && page.contains("x&lt;img src=q&gt;&quot;&#39;.md"));
    assert_eq!(page.matches("<script>").count(), 1);
}

#[test]
fn a_page_of_many_files_is_printed_as_they_come() {
    let bench = Bench::new();
    for number in 0..300 {
        bench.write(&format!("{number:03}.md"), faulty());
    }
    let page = |threads: &str| bench.run(&["--check", "--format", "html", "--threads", threads]).stdout;
    let one = page("1");
    assert_eq!(one.matches("<details class=report").count(), 300);
    assert!(one == page("4"));
}
