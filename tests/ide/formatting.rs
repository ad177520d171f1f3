//! Tables lined up by the width of their characters; nothing else moves.

use gaireport::compose::{Target, new_draft};
use gaireport::dialect::{Form, Kind};
use gaireport::ide::formatting::{format, format_range, format_typed};
use gaireport::text::Span;

use crate::desk::{Desk, report};

fn formatted(kind: Kind, draft: &str) -> String {
    let desk = Desk::new(kind, draft);
    desk.after(&format(&desk.snapshot()))
}

#[test]
fn columns_line_up_by_the_width_of_their_characters() {
    let draft = "|规章|0 | 12|\n|:-|--:|:-:|\n|行政规范性文件|1234|  5 |\n";
    let expected =
        "| 规章           |    0 | 12  |\n| :------------- | ---: | :-: |\n| 行政规范性文件 | 1234 |  5  |\n";
    assert_eq!(formatted(Kind::Markdown, draft), expected);
    assert_eq!(formatted(Kind::Markdown, expected), expected);
}

#[test]
fn what_the_tool_writes_is_lined_up_already() {
    for year in [2020, 2024] {
        let draft = new_draft("某县", year, Target::Markdown).unwrap();
        assert_eq!(formatted(Kind::Markdown, &draft), draft);
    }
    let draft = report(Form::Markdown, &[]);
    assert_eq!(formatted(Kind::Markdown, &draft), draft);
}

#[test]
fn nothing_outside_of_tables_moves() {
    for draft in [
        "规章 | 0 | 1\n行政规范性文件 | 2 | 3\n",
        "甲|乙\n\n---|---\n",
        "```\n|a|b|\n|---|---|\n|长长长|1|\n```\n",
        "    |a|b|\n    |---|---|\n",
        "一\t0\t1\n",
        "|a|b|c|\n|---|---|\n",
    ] {
        assert_eq!(formatted(Kind::Markdown, draft), draft);
    }
    let html = "<p>x</p>\n|a|b|\n|---|---|\n|长长长|1|\n";
    assert_eq!(formatted(Kind::Html, html), html);
}

#[test]
fn quotations_escapes_and_line_ends_stay() {
    let draft = "> |a|b|\r\n> |---|---|\r\n> |甲\\|乙|1|\r\n\r\n文。\r\n";
    let expected = "> | a      | b   |\r\n> | ------ | --- |\r\n> | 甲\\|乙 | 1   |\r\n\r\n文。\r\n";
    assert_eq!(formatted(Kind::Markdown, draft), expected);
}

#[test]
fn only_blanks_bars_and_dashes_change() {
    let squeezed = report(Form::Markdown, &[]).replace("  ", "").replace(" |", "|");
    let kept = |text: &str| text.replace([' ', '-', '|'], "");
    let after = formatted(Kind::Markdown, &squeezed);
    assert_eq!(kept(&after), kept(&squeezed));
    assert_eq!(after.matches('|').count(), squeezed.matches('|').count());
}

#[test]
fn of_a_range_only_its_tables_are_lined_up() {
    let draft = "|甲|乙|\n|---|---|\n|一二三四|1|\n\n文。\n\n|丙|丁|\n|---|---|\n|一二三四|1|\n";
    let desk = Desk::new(Kind::Markdown, draft);
    let third = desk.find("|丙|丁|");
    let text = desk.after(&format_range(&desk.snapshot(), third));
    assert!(text.starts_with("|甲|乙|\n") && text.contains("| 丙       | 丁  |"), "{text}");
    assert!(format_range(&desk.snapshot(), desk.find("文。")).is_empty());
    assert!(format_range(&desk.snapshot(), Span::new(0, 0)).len() > 1);
}

fn typed(draft: &str) -> String {
    let desk = Desk::new(Kind::Markdown, draft);
    desk.after(&format_typed(&desk.snapshot(), desk.cursor, '|'))
}

#[test]
fn a_bar_that_closes_a_cell_lines_up_its_row() {
    let head = "| 规章           | 0   |\n| -------------- | --- |\n";
    assert_eq!(typed(&format!("{head}|行政许可|$0\n")), format!("{head}| 行政许可       |\n"));
    assert_eq!(typed(&format!("{head}| 行政许可       |1|$0\n")), format!("{head}| 行政许可       | 1   |\n"));
    // A cell that is wider than its column moves nothing, nor do bars elsewhere.
    for draft in [
        format!("{head}|行政许可和其他对外管理服务事项|$0\n"),
        format!("{head}\n文|$0\n"),
        format!("{head}|$0\n"),
        "文|$0".to_owned(),
        "| 甲 |$0".to_owned(),
    ] {
        assert_eq!(typed(&draft), draft.replace("$0", ""));
    }
    let desk = Desk::new(Kind::Markdown, &format!("{head}|行政许可|$0\n"));
    assert!(format_typed(&desk.snapshot(), desk.cursor, '\n').is_empty());
}
