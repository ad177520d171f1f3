//! Checks between the reports of a folder: a county without a fault, then one fault at a time.

use std::path::Path;

use serde_json::Value;

use crate::bench::{Bench, Run};
use crate::formats::FORMATS;
use crate::laws::county::{County, Paper};
use gaireport::number::Decimal;

/// Everything that is looked for between reports.
const ALL: [&str; 7] = ["--check", "2023", "--roster", "roster.csv", "--previous", "2022", "--overlap"];

/// Rule, file and cell of a finding.
type Said = (String, String, Option<String>);

pub fn bench(county: &County) -> Bench {
    let bench = Bench::new().file("roster.csv", &county.roster);
    for paper in county.papers.iter().chain(&county.last) {
        bench.write(&paper.path, paper.text());
    }
    bench
}

fn run(bench: &Bench, more: &[&str]) -> Run {
    bench.run(&[&ALL[..], &["--roll-up"], more].concat())
}

/// All findings, and the names of units without a report.
fn found(bench: &Bench) -> (Vec<Said>, Vec<String>) {
    let output = run(bench, &["--format", "json"]).json();
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let of = |file: &Value| {
        let path = text(&file["path"]).unwrap();
        let findings = file["findings"].as_array().unwrap().iter();
        findings
            .map(|finding| (text(&finding["rule"]).unwrap(), path.clone(), text(&finding["cell"])))
            .collect::<Vec<_>>()
    };
    let missing = output["folder"]["missing"].as_array().unwrap().iter().map(|unit| text(&unit["unit"]).unwrap());
    (output["files"].as_array().unwrap().iter().flat_map(of).collect(), missing.collect())
}

/// The only finding of a county.
fn only(bench: &Bench) -> Said {
    let (said, missing) = found(bench);
    assert_eq!((said.len(), &missing[..]), (1, &[][..]), "{said:#?}");
    said.into_iter().next().unwrap()
}

/// What should stand in the cell of the only finding, what does, and the files that it names besides.
fn figures(bench: &Bench) -> (String, String, Vec<String>) {
    let output = run(bench, &["--format", "json"]).json();
    let files = output["files"].as_array().unwrap().iter();
    let finding = files.flat_map(|file| file["findings"].as_array().unwrap()).next().unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let related = finding["related"].as_array().unwrap().iter().filter_map(|place| place["path"].as_str());
    (text(&finding["expected"]), text(&finding["actual"]), related.map(str::to_owned).collect())
}

fn said(rule: &str, paper: &Paper, cell: Option<&str>) -> Said {
    (rule.to_owned(), paper.path.clone(), cell.map(str::to_owned))
}

#[test]
fn a_county_without_a_fault_has_no_finding() {
    let bench = bench(&County::usual());
    assert_eq!(found(&bench), (Vec::new(), Vec::new()));
    let run = run(&bench, &[]);
    assert_eq!((run.code, run.stdout.as_str()), (0, "43 份报告：0 个错误，0 个警告，0 条提示\n"), "{}", run.stderr);
}

#[test]
fn a_figure_of_the_government_that_is_not_the_sum_is_said() {
    let mut county = County::usual();
    let cell = "disclosure.penalties.decisions";
    let right = county.papers[0].figure(cell).to_string();
    *county.papers[0].figure(cell) = Decimal::from(1);
    let bench = bench(&county);
    assert_eq!(only(&bench), said("roll-up-mismatch", &county.papers[0], Some(cell)));
    let (expected, actual, _) = figures(&bench);
    assert_eq!((expected, actual.as_str()), (right, "1"));
    let run = bench.run(&["--check", "2023", "--roster", "roster.csv"]);
    assert!(!run.stdout.contains("roll-up-mismatch"), "{}", run.stdout);
}

#[test]
fn a_figure_of_a_unit_below_is_said_on_the_governments_cell() {
    let mut county = County::usual();
    let cell = "disclosure.penalties.decisions";
    let before = county.papers[0].figure(cell).to_string();
    let paper = county.paper("清河镇");
    let figure = paper.figure(cell);
    *figure = figure.plus(Decimal::from(9000)).unwrap();
    let path = paper.path.clone();
    let bench = bench(&county);
    assert_eq!(only(&bench), said("roll-up-mismatch", &county.papers[0], Some(cell)));
    let (expected, actual, files) = figures(&bench);
    let sum = county.papers[0].figure(cell).plus(Decimal::from(9000)).unwrap().to_string();
    assert_eq!((expected, actual, files), (sum, before, vec![path]));
}

#[test]
fn a_unit_without_a_report_is_said_in_every_format() {
    let mut county = County::usual();
    county.papers.retain(|paper| !paper.unit.contains("青山镇"));
    let bench = bench(&county);
    let (found, missing) = found(&bench);
    assert_eq!(found, [said("roll-up-incomplete", &county.papers[0], None)]);
    assert_eq!(missing, ["青山镇人民政府"]);
    for format in FORMATS {
        let alone = ["--format", format, "--fail-on", "warning", "--ignore", "roll-up-incomplete"];
        let run = run(&bench, &alone);
        assert!(run.code == 1 && run.stdout.contains("青山镇人民政府"), "{format}: {}", run.stdout);
        let run = self::run(&bench, &[&alone[..], &["--severity", "missing-report=off"]].concat());
        assert_eq!(run.code, 0, "{format}: {}", run.stdout);
    }
    for format in ["sarif", "gitlab", "rdjson"] {
        run(&bench, &["--format", format]).json();
    }
    let folder = run(&bench, &["--format", "json"]).json();
    assert_eq!(folder["folder"]["units"], 43);
    assert_eq!(folder["folder"]["missing"][0]["due"], "2024-01-31");
    assert_eq!((&folder["summary"]["warnings"], &folder["summary"]["infos"]), (&1.into(), &1.into()));
}

#[test]
fn two_drafts_of_one_unit_are_said_once() {
    let mut county = County::usual();
    let mut second = county.paper("清河镇").clone();
    second.path = "2023/second.txt".to_owned();
    second.overview.push("本机关另行补充说明一句。".to_owned());
    county.papers.push(second);
    let (said, missing) = found(&bench(&county));
    let rules: Vec<&str> = said.iter().map(|said| said.0.as_str()).collect();
    assert_eq!((rules, missing), (vec!["duplicate-report"], Vec::new()), "{said:?}");
}

#[test]
fn a_unit_that_is_not_on_the_roster_is_said() {
    let mut county = County::usual();
    let line = county.roster.lines().find(|line| line.contains("清河镇")).unwrap().to_owned();
    county.roster = county.roster.replace(&format!("{line}\n"), "");
    let bench = bench(&county);
    let run = bench.run(&[&ALL[..], &["--format", "json"]].concat()).json();
    let files = run["files"].as_array().unwrap();
    let said: Vec<&Value> = files.iter().flat_map(|file| file["findings"].as_array().unwrap()).collect();
    assert_eq!(said.len(), 1, "{said:?}");
    assert_eq!(said[0]["rule"], "unlisted-report");
}

#[test]
fn a_copied_section_is_said_with_the_other_file() {
    let mut county = County::usual();
    let from = county.paper("清河镇").clone();
    let to = county.paper("大湾镇");
    // Names and figures are changed.
    let other =
        |text: &String| text.replace("清河镇", "大湾镇").replace("次，培训", "1次，培训").replace("人次。", "0人次。");
    to.overview = from.overview.iter().map(other).collect();
    let to = to.clone();
    let bench = bench(&county);
    // Said of the later of the two.
    assert_eq!(only(&bench), said("content-overlap", &from, None));
    let output = run(&bench, &["--format", "json"]).json();
    let related = output["files"].as_array().unwrap().iter().find_map(|file| file["findings"].get(0)).unwrap();
    assert_eq!(related["related"][0]["path"], Value::from(to.path.as_str()));
}

#[test]
fn last_years_text_with_the_year_changed_is_said() {
    let mut county = County::usual();
    let place = county.papers.iter().position(|paper| paper.unit.contains("清河镇")).unwrap();
    county.papers[place].overview =
        county.last[place].overview.iter().map(|text| text.replace("2022", "2023")).collect();
    assert_eq!(only(&bench(&county)), said("overlap-with-last-year", &county.papers[place], None));
}

#[test]
fn another_countys_name_is_said() {
    let mut county = County::usual();
    let paper = county.paper("清河镇");
    paper.improvement[1].push_str("下一年沭阳县将完善栏目。");
    let paper = paper.clone();
    assert_eq!(only(&bench(&county)), said("foreign-name", &paper, None));
}

#[test]
fn a_file_that_cannot_be_read_is_said_and_its_unit_has_handed_it_in() {
    let county = County::usual();
    let bench = bench(&county);
    let paper = county.papers.iter().find(|paper| paper.unit.contains("审计局")).unwrap();
    bench.write(&paper.path, b"a\0b");
    let run = run(&bench, &["--format", "json"]);
    let output = run.json();
    let broken = output["files"].as_array().unwrap().iter().filter(|file| !file["error"].is_null());
    assert_eq!((run.code, broken.count()), (2, 1));
    let (found, missing) = found(&bench);
    assert_eq!(found, [said("roll-up-incomplete", &county.papers[0], None)]);
    assert!(missing.is_empty(), "what cannot be read has been handed in: {missing:?}");
}

#[test]
fn settings_comments_and_baselines_hold_for_what_is_found_between_reports() {
    let mut county = County::usual();
    let from = county.paper("清河镇").clone();
    county.paper("大湾镇").overview = from.overview.clone();
    let bench = bench(&county);
    let codes = |more: &[&str]| run(&bench, more).code;
    assert_eq!(codes(&["--fail-on", "warning"]), 1);
    assert_eq!(codes(&["--fail-on", "warning", "--ignore", "content-overlap"]), 0);
    assert_eq!(codes(&["--severity", "content-overlap=error"]), 1);
    assert_eq!(codes(&["--write-baseline", "known.json"]), 0);
    assert_eq!(codes(&["--fail-on", "warning", "--baseline", "known.json"]), 0);
    bench.write("2023/gaireport.toml", "roster = \"../roster.csv\"\n[rules]\ncontent-overlap = \"off\"\n");
    let run = bench.run(&["--check", "2023", "--overlap", "--previous", "2022"]);
    assert_eq!((run.code, run.stdout.contains("43 份报告：0 个错误，0 个警告")), (0, true), "{}", run.stdout);
}

#[test]
fn a_folder_without_a_roster_says_nothing_new() {
    let mut county = County::usual();
    *county.papers[0].figure("disclosure.penalties.decisions") = Decimal::from(1);
    let bench = bench(&county);
    let run = bench.run(&["--check", "2023", "--format", "json"]).json();
    assert!(run.get("folder").is_none());
    let findings = run["files"].as_array().unwrap().iter().map(|file| file["findings"].as_array().unwrap().len());
    assert_eq!(findings.sum::<usize>(), 0);
}

#[test]
fn the_real_reports_say_nothing_new_when_they_are_compared() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/reports");
    let findings = |more: &[&str]| {
        let output = Bench::new().run(&[&["--check", folder, "--format", "json"], more].concat()).json();
        output["files"].as_array().unwrap().clone()
    };
    assert_eq!(findings(&["--overlap", "--roll-up"]), findings(&[]));
}

#[test]
fn a_roster_that_cannot_be_used_is_told_of() {
    let bench = Bench::new().file("a.txt", "").file("empty.csv", "单位,上级\n").file("bad.toml", "[[unit]\n");
    for (roster, words) in [("gone.csv", "文件不存在"), ("empty.csv", "没有列出单位"), ("bad.toml", "第 1 行")]
    {
        let run = bench.run(&["--check", "a.txt", "--roster", roster]);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{roster}");
        assert!(run.stderr.contains(words) && run.stderr.contains(roster), "{}", run.stderr);
    }
}

#[test]
fn two_reports_are_compared_by_figures_headings_and_sentences() {
    let mut county = County::usual();
    let paper = county.paper("清河镇");
    let bench = Bench::new().file("a.txt", paper.text());
    let run = bench.run(&["--convert", "a.txt", "--to", "html", "--output-file", "a.html"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let run = bench.run(&["--compare", "a.txt", "a.html"]);
    assert_eq!((run.code, run.stdout.as_str()), (0, "两份报告一致\n"));
    paper.overview[1].push_str("新增一句话。");
    bench.write("b.txt", paper.text());
    let run = bench.run(&["--compare", "a.txt", "b.txt"]);
    assert_eq!((run.code, run.stdout.contains("（无） → 新增一句话。\n  --> b.txt:")), (0, true), "{}", run.stdout);
    *paper.figure("disclosure.penalties.decisions") = Decimal::from(4321);
    bench.write("b.txt", paper.text());
    let run = bench.run(&["--compare", "a.html", "b.txt"]);
    assert_eq!((run.code, run.stdout.contains("行政处罚：") && run.stdout.contains(" → 4321\n")), (1, true));
    let run = bench.run(&["--compare", "a.txt", "b.txt", "--format", "json"]);
    let output = run.json();
    assert_eq!((run.code, &output["summary"]["figures"], &output["summary"]["words"]), (1, &1.into(), &1.into()));
    assert_eq!(output["differences"][1]["cell"], "disclosure.penalties.decisions");
    bench.write("c.txt", "会议纪要");
    let run = bench.run(&["--compare", "a.txt", "c.txt"]);
    assert_eq!((run.code, run.stdout.as_str(), run.stderr.contains("c.txt")), (2, "", true), "{}", run.stderr);
    assert_eq!(bench.run(&["--compare", "a.txt"]).code, 2);
}

#[test]
fn figures_are_extracted_a_row_a_report_with_the_sum_below() {
    let mut county = County::usual();
    county.papers.truncate(4);
    let bench = bench(&county).file("2022/other.txt", "会议纪要");
    let wide = ["--extract", "2023", "--format", "csv", "--wide", "--roster", "roster.csv"];
    let run = bench.run(&wide);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let text = run.stdout.strip_prefix('\u{feff}').expect("spreadsheets want a mark");
    let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split(',').collect()).collect();
    assert_eq!(rows.len(), 1 + 4 + 1);
    assert!(rows.iter().all(|row| row.len() == 3 + 10 + 175 + 15), "{text}");
    assert_eq!(rows[0][..3], ["单位", "年度", "文件"]);
    assert_eq!((rows[1][0], rows[5][0]), (county.papers[0].unit.as_str(), "合计（3 份）"));
    for (column, head) in rows[0].iter().enumerate().skip(3) {
        let value = |row: usize| gaireport::number::parse(rows[row][column]).unwrap().value.unwrap();
        let sum = value(2).plus(value(3)).unwrap().plus(value(4)).unwrap();
        assert!(sum.minus(value(5)).unwrap().is_zero(), "{head}");
    }
    // An older draft of a unit counts in no sum.
    let older = county.papers[1].text().replacen("\t0\t", "\t9000\t", 1);
    bench.write("2023/a-draft.txt", older.trim_end().to_owned() + "\n\n2023年12月1日\n");
    bench.write(&county.papers[1].path, county.papers[1].text().trim_end().to_owned() + "\n\n2024年1月10日\n");
    let both = bench.run(&wide).stdout;
    let sums = |text: &str| text.lines().find(|line| line.starts_with("合计（3 份）")).unwrap().to_owned();
    assert_eq!((both.lines().count(), sums(&both)), (1 + 5 + 1, sums(&run.stdout)));
    std::fs::remove_file(bench.path("2023/a-draft.txt")).unwrap();
    let blank = county.papers[1].text().replacen("\t0\t", "\t\t", 1);
    bench.write(&county.papers[1].path, blank);
    let run = bench.run(&wide);
    assert_eq!((run.stdout.matches("空白").count(), run.stdout.matches("无法合计").count()), (1, 1));
    for wrong in [&["--extract", "--wide"][..], &["--check", "--wide"], &["--extract", "--roster", "roster.csv"]] {
        assert_eq!(bench.run(wrong).code, 2, "{wrong:?}");
    }
}

#[test]
fn the_sums_are_written_as_the_governments_draft() {
    let mut county = County::usual();
    county.papers.remove(0);
    let bench = bench(&county);
    let write = ["--check", "2023", "--roster", "roster.csv", "--roll-up", "--write"];
    for name in ["draft.md", "draft.txt", "draft.html"] {
        let run = bench.run(&[&write[..], &[name]].concat());
        assert!(bench.path(name).is_file(), "{name}: {}", run.stderr);
        let checked = bench.run(&["--check", name, "--format", "json"]).json();
        let findings = checked["files"][0]["findings"].as_array().unwrap();
        assert!(findings.iter().all(|finding| finding["rule"] == "empty-section"), "{name}: {findings:?}");
    }
    let before = bench.read("draft.md");
    let run = bench.run(&[&write[..], &["draft.md"]].concat());
    assert_eq!((run.code, bench.read("draft.md")), (2, before), "{}", run.stderr);
    bench.run(&[&write[..], &["sums"]].concat());
    let names = crate::bench::names(&bench.path("sums"));
    assert_eq!(names, [format!("{}人民政府2023.md", county.name)]);
}

#[test]
fn what_many_machines_need_is_printed_with_each_report() {
    let county = County::usual();
    let bench = bench(&county);
    let call = ["--check", "2023", "--roster", "roster.csv", "--format", "jsonl", "--sketch", "--fail-on", "never"];
    let output = bench.run(&call).stdout;
    let objects: Vec<Value> = output.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let sheets: Vec<(&Value, &Value)> =
        objects.iter().filter_map(|file| Some((file, file["sheets"].as_array()?.first()?))).collect();
    assert_eq!(sheets.len(), county.papers.len());
    let government = &county.papers[0].unit;
    let below = sheets.iter().filter(|(_, sheet)| sheet["parent"].as_str() == Some(government)).count();
    assert!(below > county.papers.len() / 2, "{below}");
    for (file, sheet) in &sheets {
        let tables = bench.run(&["--extract", file["path"].as_str().unwrap()]).json()[0]["tables"].clone();
        for (cell, figure) in sheet["figures"].as_object().unwrap() {
            let [table, rest] = cell.split_once('.').map(|(table, rest)| [table, rest]).unwrap();
            let (row, column) = rest.rsplit_once('.').unwrap();
            assert_eq!(&tables[table][row][column], figure, "{cell}");
        }
        assert_eq!(sheet["bands"]["overview"].as_array().unwrap().len(), 64);
    }
    let refused = bench.run(&["--check", "2023", "--sketch"]);
    assert_eq!((refused.code, refused.stdout.as_str()), (2, ""));
}

#[test]
fn a_county_of_word_files_says_the_same_as_one_of_texts() {
    let mut county = County::usual();
    *county.papers[0].figure("disclosure.penalties.decisions") = Decimal::from(1);
    let from = county.paper("清河镇").clone();
    county.paper("大湾镇").overview = from.overview;
    let (texts, words) = (bench(&county), bench(&county));
    for paper in county.papers.iter().chain(&county.last) {
        let target = Path::new(&paper.path).with_extension("docx");
        let run = words.run(&["--convert", &paper.path, "--to", "docx", "--output-file", target.to_str().unwrap()]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        std::fs::remove_file(words.path(&paper.path)).unwrap();
    }
    let without_endings = |found: Vec<Said>| -> Vec<Said> {
        let stem = |path: String| Path::new(&path).with_extension("").to_str().unwrap().to_owned();
        found.into_iter().map(|(rule, path, cell)| (rule, stem(path), cell)).collect()
    };
    let said = found(&texts).0;
    assert_eq!(said.len(), 2, "{said:?}");
    assert_eq!(without_endings(found(&words).0), without_endings(said));
    let page = run(&words, &["--format", "html"]).stdout;
    assert!(page.contains("<blockquote>") && page.contains(".docx"), "copied words stand side by side");
}
