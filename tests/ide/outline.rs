//! Symbols, folds and growing selections.

use gaireport::dialect::{Form, Kind};
use gaireport::ide::folding::{FoldKind, folds};
use gaireport::ide::selection::selection;
use gaireport::ide::symbols::{Symbol, SymbolKind, symbols, workspace_symbols};

use crate::desk::{Desk, FORMS, report};

fn outline(symbols: &[Symbol], depth: usize, lines: &mut Vec<String>) {
    for symbol in symbols {
        lines.push(format!("{}{}", "  ".repeat(depth), symbol.name));
        outline(&symbol.children, depth + 1, lines);
    }
}

#[test]
fn the_outline_is_title_sections_tables_rows() {
    for (form, kind) in FORMS {
        let desk = Desk::new(kind, &report(form, &[]));
        let mut lines = Vec::new();
        outline(&symbols(&desk.snapshot()), 0, &mut lines);
        assert_eq!(lines[0], "某某县人民政府2021年政府信息公开工作年度报告");
        assert_eq!(
            lines[1..5],
            ["  一、总体情况", "  二、主动公开政府信息情况", "    第二部分的表", "      规章"],
            "{form:?}"
        );
        assert_eq!(lines.len(), 1 + 6 + 3 + 6 + 25 + 3, "{form:?}\n{lines:#?}");
        let row = &symbols(&desk.snapshot())[0].children[2].children[0].children[0];
        assert_eq!((row.kind, row.detail.as_str()), (SymbolKind::Row, "12 4 0 0 0 0 16"), "{form:?}");
        assert_eq!(row.selection.of(&desk.source), "一、本年新收政府信息公开申请数量", "{form:?}");
    }
}

#[test]
fn a_fragment_without_a_title_has_its_sections_and_tables_at_the_top() {
    let draft = report(Form::Tabs, &[]);
    let desk = Desk::new(Kind::Text, &draft[draft.find("三、收到").unwrap()..draft.find("五、存在").unwrap()]);
    let top: Vec<String> = symbols(&desk.snapshot()).into_iter().map(|symbol| symbol.name).collect();
    assert_eq!(top, ["三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况"]);
    let bare = Desk::new(Kind::Text, &crate::desk::table(crate::desk::newest(), "requests", Form::Tabs, &[]));
    assert_eq!(symbols(&bare.snapshot())[0].kind, SymbolKind::Table);
}

#[test]
fn a_search_finds_by_characters_in_order() {
    let desk = Desk::new(Kind::Text, &report(Form::Tabs, &[]));
    let names = |query: &str| {
        workspace_symbols(&desk.snapshot(), query).into_iter().map(|symbol| symbol.name).collect::<Vec<_>>()
    };
    assert_eq!(names("第三部分的表"), ["第三部分的表"]);
    assert_eq!(names("复议 诉讼"), ["四、政府信息公开行政复议、行政诉讼情况"]);
    assert_eq!(names("没有"), Vec::<String>::new());
    assert_eq!(names("").len(), 1 + 6 + 3);
    let tables = workspace_symbols(&desk.snapshot(), "第三部分的表");
    assert_eq!(tables[0].container, "三、收到和处理政府信息公开申请情况");
}

#[test]
fn sections_and_tables_fold() {
    let draft = report(Form::Tabs, &[]);
    let desk = Desk::new(Kind::Text, &draft);
    let all = folds(&desk.snapshot());
    let count = |kind: FoldKind| all.iter().filter(|fold| fold.kind == kind).count();
    assert_eq!((count(FoldKind::Section), count(FoldKind::Table), count(FoldKind::Report)), (6, 3, 0));
    let section = all.iter().find(|fold| fold.span.of(&desk.source).starts_with("三、收到")).unwrap();
    assert!(section.span.of(&desk.source).ends_with("2"), "the last row, not the next heading");
    let two = Desk::new(Kind::Text, &format!("{draft}\n{}", draft.replace("某某县", "某某市")));
    assert_eq!(folds(&two.snapshot()).iter().filter(|fold| fold.kind == FoldKind::Report).count(), 2);
}

#[test]
fn a_selection_grows_from_figure_to_row_to_table_to_section_to_report() {
    let desk = Desk::new(Kind::Markdown, &report(Form::Markdown, &[]).replace("| 12  ", "| 1$02  "));
    let spans = selection(&desk.snapshot(), desk.cursor);
    let texts = desk.texts(spans);
    assert_eq!(texts[0], "12");
    assert!(texts[1].starts_with("一、本年新收") && texts[1].ends_with("16"), "{}", texts[1]);
    let starts: Vec<String> = texts[2..].iter().map(|text| text.chars().take(4).collect()).collect();
    assert_eq!(starts[starts.len() - 3..], ["三、收到", "某某县人", "某某县人"]);
    assert!(starts.iter().any(|start| start.starts_with("| （本") || start.starts_with("（本列")), "{starts:?}");
}
