//! Pages drawn by hand: tables between lines, tables without, and text that goes on.

use super::*;

/// A page on which characters of 10 points stand.
#[derive(Default)]
struct Sheet(Page);

impl Sheet {
    /// Writes at a place in points.
    fn write(mut self, x: i32, y: i32, text: &str) -> Self {
        let mut x0 = x * 100;
        for character in text.chars() {
            let x1 = x0 + if character.is_ascii() { 500 } else { 1000 };
            if character != ' ' {
                self.0.glyphs.push(Glyph { x0, x1, y0: y * 100, y1: y * 100 + 1000, character });
            }
            x0 = x1;
        }
        self
    }

    /// Writes characters of another height, in hundredths of a point, on a line that lies so.
    fn write_high(mut self, x: i32, line: i32, height: i32, text: &str) -> Self {
        let (y0, y1) = (line - height * 4 / 5, line + height / 5);
        for (index, character) in (0..).zip(text.chars()) {
            let x0 = x * 100 + index * height / 2;
            self.0.glyphs.push(Glyph { x0, x1: x0 + height / 2, y0, y1, character });
        }
        self
    }

    /// Draws a line in points.
    fn rule(mut self, x0: i32, y0: i32, x1: i32, y1: i32) -> Self {
        self.0.rulings.push(Ruling { x0: x0 * 100, y0: y0 * 100, x1: x1 * 100, y1: y1 * 100 });
        self
    }

    /// Draws lines across and down, each as long as all.
    fn grid(mut self, xs: &[i32], ys: &[i32]) -> Self {
        let (left, right) = (xs[0], xs[xs.len() - 1]);
        let (top, bottom) = (ys[0], ys[ys.len() - 1]);
        for y in ys {
            self = self.rule(left, *y, right, *y);
        }
        for x in xs {
            self = self.rule(*x, top, *x, bottom);
        }
        self
    }
}

fn text(sheets: Vec<Sheet>) -> String {
    let pages: Vec<Page> = sheets.into_iter().map(|sheet| sheet.0).collect();
    super::super::blocks::write(&blocks(&pages, &mut Budget::new()).unwrap()).unwrap().0
}

#[test]
fn lines_make_cells_and_a_missing_line_merges_them() {
    let sheet = Sheet::default()
        .rule(50, 50, 350, 50)
        .rule(150, 80, 350, 80)
        .rule(50, 110, 350, 110)
        .rule(50, 50, 50, 110)
        .rule(150, 50, 150, 110)
        .rule(250, 80, 250, 110)
        .rule(350, 50, 350, 110)
        .write(60, 70, "结果")
        .write(200, 60, "申请人")
        .write(160, 85, "自然")
        .write(160, 97, "人")
        .write(260, 90, "总计");
    assert_eq!(text(vec![sheet]), "结果\t申请人\t\n\t自然人\t总计\n");
}

#[test]
fn a_table_may_have_no_lines_at_its_sides_or_where_its_page_ends() {
    let open = Sheet::default()
        .rule(50, 50, 250, 50)
        .rule(50, 80, 250, 80)
        .rule(150, 50, 150, 110)
        .write(60, 60, "规章")
        .write(160, 60, "1")
        .write(60, 90, "文件")
        .write(160, 90, "2");
    assert_eq!(text(vec![open]), "规章\t1\n文件\t2\n");
}

#[test]
fn a_row_that_is_split_between_pages_is_one() {
    let first = Sheet::default().grid(&[50, 150, 250], &[700, 730, 760]).write(60, 710, "规章").write(160, 710, "1");
    let first = first.write(60, 740, "部分（含").write(160, 740, "2");
    let second = Sheet::default().grid(&[50, 150, 250], &[50, 80, 110]).write(60, 60, "上年）").write(60, 90, "文件");
    assert_eq!(text(vec![first, second.write(160, 90, "3")]), "规章\t1\n部分（含上年）\t2\n文件\t3\n");
}

#[test]
fn figures_under_each_other_are_columns_and_their_labels_may_have_lines() {
    let sheet = Sheet::default()
        .write(60, 50, "1.属于国家秘密")
        .write(200, 50, "1")
        .write(300, 50, "3")
        .write(60, 70, "2.其他法律行政")
        .write(200, 76, "4")
        .write(250, 76, "5")
        .write(300, 76, "6")
        .write(60, 82, "法规禁止公开");
    assert_eq!(text(vec![sheet]), "1.属于国家秘密\t1\t\t3\n2.其他法律行政法规禁止公开\t4\t5\t6\n");
}

#[test]
fn text_goes_on_from_line_to_line_and_page_to_page() {
    let full = "一二三四五六七八九十".repeat(4);
    let sheet = Sheet::default().write(70, 50, &full[..38 * 3]).write(50, 65, &full).write(50, 80, "末。");
    let next = Sheet::default().write(70, 50, "另起").write(50, 65, "一、标题");
    let shown = text(vec![sheet, next]);
    assert_eq!(shown, format!("{}{full}末。\n\n另起\n\n一、标题\n", &full[..38 * 3]));
}

#[test]
fn numbers_and_heads_of_pages_are_left_out() {
    let page = |number: &str, words: &str| {
        Sheet::default().write(50, 20, "某县政府").write(50, 300, words).write(300, 800, number)
    };
    let shown = text(vec![page("— 1 —", "甲"), page("— 2 —", "乙"), page("— 3 —", "丙")]);
    assert_eq!(shown, "甲\n\n乙\n\n丙\n");
}

#[test]
fn the_last_column_may_run_off_the_page() {
    let mut sheet = Sheet::default().grid(&[50, 150, 250], &[50, 80, 110, 140]);
    for (y, label) in [(60, "甲"), (90, "乙"), (120, "丙")] {
        sheet = sheet.write(60, y, label).write(160, y, "1").write(260, y, "2");
    }
    assert_eq!(text(vec![sheet]), "甲\t1\t2\n乙\t1\t2\n丙\t1\t2\n");
}

#[test]
fn a_smaller_raised_mark_right_behind_a_figure_is_no_digit_of_it() {
    // The figures stand on a line at 68 points.
    let sheet = Sheet::default()
        .grid(&[50, 150, 250, 350], &[50, 80])
        .write(60, 60, "14")
        .write_high(70, 6400, 600, "1")
        .write(160, 60, "73")
        .write_high(170, 6400, 830, "[2]")
        .write(260, 60, "56")
        .write_high(270, 6800, 830, "7");
    assert_eq!(text(vec![sheet]), "14\t73\t567\n");
    let open =
        Sheet::default().write(60, 50, "甲").write(200, 50, "1").write(300, 50, "3").write_high(305, 5400, 600, "2");
    let open = open.write(60, 70, "乙").write(200, 70, "4").write(300, 70, "6");
    assert_eq!(text(vec![open]), "甲\t1\t3\n乙\t4\t6\n");
}

#[test]
fn a_mark_over_the_page_is_no_text_of_it() {
    let mut sheet = Sheet::default().grid(&[50, 150, 250], &[50, 80, 110]);
    for (y, label, figure) in [(60, "规章制度若干", "1"), (90, "规范性文件等", "2")] {
        sheet = sheet.write(60, y, label).write(160, y, figure);
    }
    let sheet = sheet.write_high(60, 1800, 2500, "标题").write_high(55, 9800, 5000, "内部资料");
    assert_eq!(text(vec![sheet]), "标题\n\n规章制度若干\t1\n规范性文件等\t2\n");
}

#[test]
fn heads_of_columns_go_on_below_without_lines() {
    let mut sheet = Sheet::default().write(100, 50, "自然  科研机  社会公益");
    sheet = sheet.write(105, 57, "人").write(140, 62, "构").write(180, 62, "组织");
    for (y, label) in [(80, "甲"), (100, "乙")] {
        sheet = sheet.write(40, y, label).write(105, y, "1").write(140, y, "2").write(188, y, "3");
    }
    let shown = text(vec![sheet]);
    assert_eq!(shown, "自然  科研机构  社会公益组织\n\n人\n\n甲\t1\t2\t3\n乙\t1\t2\t3\n");
}
