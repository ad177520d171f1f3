//! A roster that an office keeps as a workbook says the same as one in CSV.

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};

use crate::bench::Bench;
use crate::between::bench;
use crate::laws::county::County;

/// Fills a sheet as offices do: a title over all columns, a column of numbers, and dates that are dates.
fn fill(sheet: &mut Worksheet, roster: &str) {
    let plain = Format::new();
    let date = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
    sheet.merge_range(0, 0, 0, 5, "政府信息公开工作年度报告报送单位名单", &plain).expect("a title fits");
    for (row, line) in (2..).zip(roster.lines()) {
        let number = if row == 2 { "序号".to_owned() } else { (row - 2).to_string() };
        sheet.write(row, 0, number).expect("a number fits");
        for (column, cell) in (1..).zip(line.split(',')) {
            match ExcelDateTime::parse_from_str(cell) {
                Ok(day) if cell.contains('-') => sheet.write_with_format(row, column, day, &date),
                _ => sheet.write(row, column, cell),
            }
            .expect("a cell fits");
        }
    }
}

fn save(mut book: Workbook) -> Vec<u8> {
    book.save_to_buffer().expect("a workbook is made in memory")
}

fn workbook(roster: &str) -> Vec<u8> {
    let mut book = Workbook::new();
    let hidden = book.add_worksheet().set_name("旧名单").expect("a name fits").set_hidden(true);
    fill(hidden, "单位,上级\n不在的单位,\n");
    book.add_worksheet().write(0, 0, "填报说明").expect("a note fits");
    fill(book.add_worksheet().set_name("名单").expect("a name fits").set_active(true), roster);
    save(book)
}

fn said(bench: &Bench, roster: &str) -> String {
    let run = bench.run(&["--check", "2023", "--roster", roster, "--roll-up", "--format", "json"]);
    run.stdout.replace(roster, "ROSTER")
}

#[test]
fn a_workbook_says_the_same_as_a_list_in_csv() {
    let mut county = County::usual();
    county.papers.retain(|paper| !paper.unit.contains("青山镇"));
    let bench = bench(&county).file("名单.xlsx", workbook(&county.roster));
    let (csv, sheet) = (said(&bench, "roster.csv"), said(&bench, "名单.xlsx"));
    assert!(csv.contains("青山镇"), "{csv}");
    assert_eq!(csv, sheet);
}

#[test]
fn a_parent_merged_over_its_units_is_the_parent_of_each() {
    let (mut book, plain) = (Workbook::new(), Format::new());
    let sheet = book.add_worksheet();
    for (row, (parent, unit)) in [("上级", "单位"), ("", "清河镇"), ("", "青山镇")].into_iter().enumerate() {
        let row = u32::try_from(row).expect("three rows");
        sheet.write(row, 0, parent).and_then(|sheet| sheet.write(row, 1, unit)).expect("two cells fit");
    }
    sheet.merge_range(1, 0, 2, 0, "平川县", &plain).expect("two rows fit");
    let bench = Bench::new().file("a.xlsx", save(book)).file("a.txt", "");
    let run = bench.run(&["--check", "a.txt", "--roster", "a.xlsx", "--format", "json"]);
    let missing = &run.json()["folder"]["missing"];
    for (at, unit) in ["清河镇", "青山镇"].into_iter().enumerate() {
        assert_eq!((&missing[at]["unit"], &missing[at]["parent"]), (&unit.into(), &"平川县".into()), "{missing}");
    }
}

#[test]
fn a_roster_in_the_folder_is_not_taken_for_a_report_that_was_passed_over() {
    let roster = workbook("单位,上级\n清河镇,\n");
    let bench = Bench::new().file("a/gaireport.toml", "roster = \"名单.xlsx\"\n").file("a/名单.xlsx", roster);
    let run = bench.run(&["--check", "a"]);
    assert!(!run.stderr.contains("名单.xlsx"), "{}", run.stderr);
    bench.write("a/另一份.xlsx", "");
    let run = bench.run(&["--check", "a"]);
    assert!(run.stderr.contains("另一份.xlsx"), "{}", run.stderr);
}

#[test]
fn a_workbook_that_lists_nothing_or_is_damaged_is_refused_in_a_sentence() {
    let mut empty = Workbook::new();
    empty.add_worksheet();
    let whole = workbook("单位\n清河镇\n");
    let damaged = whole[..whole.len() - 40].to_vec();
    let report = crate::bench::draft(["1", "0", "0", "0", "0", "0", "1"]).into_bytes();
    for (roster, why) in [(save(empty), "没有列出单位"), (damaged, "损坏"), (report, "没有列出单位")] {
        let bench = Bench::new().file("a.txt", "").file("r.xlsx", roster);
        let run = bench.run(&["--check", "a.txt", "--roster", "r.xlsx"]);
        assert_eq!(run.code, 2);
        assert!(run.stderr.contains("r.xlsx") && run.stderr.contains(why), "{}", run.stderr);
    }
}
