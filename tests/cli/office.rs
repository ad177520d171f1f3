//! Papers for the office that collects the reports: the page, letters to units, the workbook.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use gaireport::number::Decimal;
use quick_xml::Reader;
use quick_xml::events::Event;

use crate::bench::{Bench, faulty, names};
use crate::between::bench;
use crate::laws::county::County;

const ALL: [&str; 8] = ["--check", "2023", "--roster", "roster.csv", "--previous", "2022", "--overlap", "--roll-up"];

/// A county where a report is wrong, one is copied, one cannot be read and one is missing.
fn faulty_county() -> Bench {
    let mut county = County::usual();
    let from = county.paper("清河镇").clone();
    county.paper("大湾镇").overview = from.overview.iter().map(|text| text.replace("专题会议", "专题会议1")).collect();
    county.papers.retain(|paper| !paper.unit.contains("青山镇"));
    let wrong = county.paper("审计局");
    *wrong.figure("requests.handled.total") = Decimal::from(1_234_567);
    let unread = county.paper("教育局").path.clone();
    let bench = bench(&county);
    bench.write(&unread, b"a\0b");
    bench
}

/// The part of a page that is about the unit whose name ends so.
fn entry<'p>(page: &'p str, unit: &str) -> &'p str {
    let entries = page.split("<details class=report").skip(1);
    let found = entries.filter(|entry| entry.split("data-year").next().is_some_and(|head| head.contains(unit)));
    found.last().expect("the page has the unit")
}

#[test]
fn the_page_counts_units_first_and_shows_findings_above_the_tables() {
    let run = faulty_county().run(&[&ALL[..], &["--format", "html"]].concat());
    let page = run.stdout;
    assert_eq!(run.code, 2, "{}", run.stderr);
    for (state, words, count) in [("wrong", "有错误", 1), ("failed", "未能检查", 1), ("missing", "缺报", 1)] {
        let button = format!("data-state={state}>{words} <b>{count}</b>");
        assert!(page.contains(&button), "{button}: {:?}", page.split("<p id=units>").nth(1).map(|rest| &rest[..900]));
    }
    let wrong = entry(&page, "审计局");
    let place = |sign: &str| wrong.find(sign).unwrap_or_else(|| panic!("no {sign}: {wrong}"));
    assert!(
        place("data-do=copy") < place("<ol>")
            && place("<ol>") < place("派生指标")
            && place("派生指标") < place("<table")
    );
    // No share is derived from the wrong figure.
    assert!(wrong.contains("结转率") && !wrong.contains("实质公开率"), "{wrong}");
    // Folded, a unit is text: only its line and its head are elements.
    let folded = wrong.split("<noscript>").next().unwrap();
    assert!(folded.matches('<').count() < 25, "{folded}");
    let missing = entry(&page, "青山镇");
    assert!(missing.contains("尚未收到你单位2023 年政府信息公开工作年度报告（应于 2024-01-31 前报送）"), "{missing}");
}

#[test]
fn the_gravest_findings_come_first_and_their_marks_lead_to_them() {
    let text = faulty()
        .replace("工作年度报告", "年度报告")
        .replace("| 0 | 0 | 0 | 0 | 0 | 0 | 0\n", "| ０ | 0 | 0 | 0 | 0 | 0 | 0\n");
    let page = Bench::new().file("a.md", &text).run(&["--check", "--format", "html"]).stdout;
    let items: Vec<&str> =
        page.split("<li id=").skip(1).filter_map(|item| item.split("class=").nth(1)).map(|item| &item[..1]).collect();
    let mut sorted = items.clone();
    sorted.sort_by_key(|class| ["e", "w", "i"].iter().position(|known| known == class));
    assert!(items.len() > 2 && items == sorted, "{items:?}");
    let mark = page.split("<td class=e>6<a href=\"#").nth(1).unwrap().split('"').next().unwrap();
    assert!(page.contains(&format!("<li id=\"{mark}\" class=e>")), "{mark}");
}

#[test]
fn copied_words_stand_side_by_side_with_marks_where_they_differ() {
    let page = faulty_county().run(&[&ALL[..], &["--format", "html"]].concat()).stdout;
    let pairs: Vec<&str> =
        page.split("<div class=pair>").skip(1).map(|rest| rest.split("</div>").next().unwrap()).collect();
    assert_eq!(pairs.len(), 1);
    let sides: Vec<&str> = pairs[0].split("<blockquote>").skip(1).collect();
    assert!(sides[0].starts_with("<b>本报告</b>") && sides[1].starts_with("<b>对方</b>"), "{sides:?}");
    let words = |side: &str| side.replace("<mark>1</mark>", "").split("</b>").nth(1).unwrap().to_owned();
    assert_eq!(words(sides[0]), words(sides[1]));
    assert_eq!(pairs[0].matches("<mark>").count(), 1, "{}", pairs[0]);
}

#[test]
fn a_letter_names_place_actual_and_expected_and_is_written_for_each_unit_with_findings() {
    let bench = faulty_county();
    let letters = [&ALL[..], &["--format", "letters", "--output-dir", "letters"]].concat();
    let run = bench.run(&letters);
    let all = names(&bench.path("letters"));
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(run.stderr.contains(&format!("写入 {} 份退改意见", all.len())), "{}", run.stderr);
    let of = |unit: &str| {
        let name = all.iter().find(|name| name.contains(unit)).unwrap_or_else(|| panic!("{unit}: {all:?}"));
        String::from_utf8(bench.read(&format!("letters/{name}"))).unwrap()
    };
    let text = of("审计局");
    assert!(
        text.starts_with('\u{feff}') && text.contains("\r\n1. 第三部分（收到和处理政府信息公开申请情况）第 "),
        "{text}"
    );
    assert!(text.contains("应为 ") && text.contains("实为 1234567") && text.contains("须改正（1 处）"), "{text}");
    assert!(of("青山镇").contains("尚未收到"));
    assert!(of("教育局年报").contains("未能检查"));
    assert_eq!(
        all.iter().filter(|name| name.contains("教育局")).count(),
        1,
        "one letter for a file that cannot be read: {all:?}"
    );
    assert!(!all.iter().any(|name| name.contains("财政局")), "{all:?}");
    // A letter is no report, and what is there stays.
    let checked = bench.run(&["--check", "letters", "--format", "jsonl"]).stdout;
    assert!(checked.lines().all(|line| line.contains("\"report\":false")), "{checked}");
    let name = format!("letters/{}", all[0]);
    bench.write(&name, "已改");
    let again = bench.run(&letters);
    assert!(again.code == 2 && again.stderr.contains("已存在，没有写入任何文件"), "{}", again.stderr);
    assert_eq!((bench.read(&name), names(&bench.path("letters")).len()), ("已改".as_bytes().to_vec(), all.len()));
}

#[test]
fn letters_have_names_that_every_system_takes() {
    let hostile = |unit: &str| faulty().replace("清河镇人民政府", unit);
    let bench = Bench::new()
        .file("a.md", hostile("../清河<镇>:人民政府"))
        .file("b/a.md", hostile("../清河<镇>:人民政府"))
        .file("c.md", hostile(&"很".repeat(300)));
    let run = bench.run(&["--check", "--format", "letters", "--output-dir", "out"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    let all = names(&bench.path("out"));
    assert_eq!(all.len(), 3, "{all:?}");
    for name in &all {
        let plain = name.strip_suffix(".txt").unwrap();
        assert!(
            plain.chars().all(|letter| letter.is_alphanumeric() || "_-".contains(letter)) && name.len() < 250,
            "{name}"
        );
    }
    for wrong in [&["--check", "--format", "letters"][..], &["--check", "--output-dir", "x"]] {
        assert_eq!(bench.run(wrong).code, 2, "{wrong:?}");
    }
}

/// A cell of a worksheet: its formula, its value.
type CellOf = (Option<String>, String);

/// The cells of the first sheet by their names, and the merged ranges.
fn cells(bytes: &[u8]) -> (BTreeMap<String, CellOf>, Vec<String>) {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let strings: Vec<String> = texts(&part("xl/sharedStrings.xml"), "t").into_iter().map(|(_, _, text)| text).collect();
    let sheet = part("xl/worksheets/sheet1.xml");
    let mut cells: BTreeMap<String, CellOf> = BTreeMap::new();
    for (name, kind, text) in texts(&sheet, "f") {
        let _ = kind;
        cells.entry(name).or_default().0 = Some(text);
    }
    for (name, kind, text) in texts(&sheet, "v") {
        let value = if kind == "s" { strings[text.parse::<usize>().unwrap()].clone() } else { text };
        cells.entry(name).or_default().1 = value;
    }
    let merged =
        sheet.split("<mergeCell ref=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect();
    (cells, merged)
}

/// The texts of elements of that name, each with the name and the kind of its cell.
fn texts(xml: &str, element: &str) -> Vec<(String, String, String)> {
    let mut reader = Reader::from_str(xml);
    let (mut cell, mut kind, mut within, mut all) = (String::new(), String::new(), false, Vec::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) if start.name().as_ref() == "c" => {
                let value = |name: &str| {
                    let found = start.attributes().flatten().find(|attribute| attribute.key.as_ref() == name);
                    found.map(|attribute| attribute.value.into_owned()).unwrap_or_default()
                };
                (cell, kind) = (value("r"), value("t"));
            }
            Event::Start(start) => {
                within = start.name().as_ref() == element;
                if within {
                    all.push((cell.clone(), kind.clone(), String::new()));
                }
            }
            Event::Text(text) if within => all.last_mut().unwrap().2 += &text.xml10_content(),
            Event::End(_) => within = false,
            Event::Eof => return all,
            _ => {}
        }
    }
}

#[test]
fn the_workbook_has_the_parent_on_top_its_children_and_a_sum_that_is_the_only_formula() {
    let mut county = County::usual();
    county.papers.truncate(4);
    let bench = bench(&county);
    let blank = county.papers[3].text().replacen("\t0\t", "\t\t", 1);
    bench.write(&county.papers[3].path, blank);
    let extract = ["--extract", "2023", "--format", "xlsx", "--roster", "roster.csv"];
    let run = bench.run(&[&extract[..], &["--output-file", "a.xlsx"]].concat());
    assert_eq!(run.code, 0, "{}", run.stderr);
    let (cells, merged) = cells(&bench.read("a.xlsx"));
    let text = |name: &str| cells.get(name).map_or("", |(_, value)| value.as_str());
    assert_eq!((text("A1"), text("B1"), text("C1")), ("单位", "年度", "文件"));
    assert!(["A1:A2", "B1:B2", "C1:C2"].iter().all(|range| merged.iter().any(|known| known == range)), "{merged:?}");
    assert_eq!(text("A3"), county.papers[0].unit);
    assert_eq!(text("A7"), "合计（3 份）");
    let formulas: Vec<&String> =
        cells.iter().filter(|(_, (formula, _))| formula.is_some()).map(|(name, _)| name).collect();
    assert_eq!(formulas.len(), 10 + 175 + 15);
    assert!(formulas.iter().all(|name| name.trim_start_matches(char::is_alphabetic) == "7"), "{formulas:?}");
    assert_eq!(cells["D7"].0.as_deref(), Some("IF(COUNT(D4:D6)=3,SUM(D4:D6),\"无法合计\")"));
    let values: Vec<&str> = cells.values().map(|(_, value)| value.as_str()).collect();
    assert_eq!((values.iter().filter(|value| **value == "空白").count(), values.contains(&"无法合计")), (1, true));
    assert!(values.contains(&"派生指标（由表中数字算出，%）") && values.contains(&"实质公开率"));
    let sum: Decimal = ["J4", "J5", "J6"].iter().fold(Decimal::from(0), |sum, name| {
        sum.plus(gaireport::number::parse(text(name)).unwrap().value.unwrap()).unwrap()
    });
    assert_eq!(text("J7"), sum.to_string());
    // Of no reports a workbook too, which opens.
    let none = bench.run(&["--extract", "roster.csv", "--format", "xlsx"]);
    assert!(none.bytes.starts_with(b"PK"), "{}", none.stderr);
}
