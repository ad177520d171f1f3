//! What is said of the thing under the cursor, and the pages behind links.

use gaireport::dialect::{Form, Kind};
use gaireport::ide::drafts::new_report;
use gaireport::ide::hints::hints;
use gaireport::ide::hover::hover;
use gaireport::ide::lenses::{LensAction, lenses};
use gaireport::ide::links::links;
use gaireport::ide::pages;
use gaireport::language::Language;
use gaireport::page;
use gaireport::report::Previous;
use gaireport::rules::RULES;
use gaireport::standard::{editions, notices};
use gaireport::text::Span;

use crate::desk::{Desk, FORMS, edited, report};

/// What is said at the cursor.
fn said(kind: Kind, draft: &str) -> String {
    let desk = Desk::new(kind, draft);
    hover(&desk.snapshot(), desk.cursor).map(|hover| hover.markdown).unwrap_or_default()
}

fn says(draft: &str, expected: &[&str]) {
    let said = said(Kind::Text, draft);
    for words in expected {
        assert!(said.contains(words), "{words}\n{said}");
    }
}

fn tabs(other: &[(&str, &str, &str)]) -> String {
    report(Form::Tabs, other)
}

#[test]
fn a_row_and_a_column_are_explained_with_their_source() {
    says(
        &tabs(&[]).replace("1.属于国家秘密", "1.属于$0国家秘密"),
        &[
            "三、本年度办理结果 › （三）不予公开 › 1.属于国家秘密",
            "因依法确定为国家秘密",
            "依据：《政府信息公开条例》第十四条",
        ],
    );
    says(
        &tabs(&[]).replace("\t自然人", "\t自然$0人"),
        &["申请人情况 › 自然人", "以个人名义", "✓ 自然人：一、本年新收"],
    );
    says(&tabs(&[]).replace("（四）无法提供", "（四）$0无法提供"), &["**（四）无法提供**", "第三十八条"]);
    says(
        &tabs(&[]).replace("第二十条第（六）项", "第二十条第$0（六）项"),
        &["行政处罚、行政强制的依据", "第二十条第（六）项"],
    );
    says(
        &tabs(&[]).replace("五、存在的主要", "五、存在$0的主要"),
        &["五、存在的主要问题及改进情况", "第五十条第（四）项"],
    );
}

#[test]
fn the_same_column_of_two_parts_is_known_by_its_part() {
    let draft = tabs(&[]);
    let at = draft.rfind("本年收费金额（单位：万元）").unwrap();
    says(&format!("{}$0{}", &draft[..at], &draft[at..]), &["最多 4 位小数"]);
}

#[test]
fn a_figure_shows_its_sums_with_the_figures_of_the_draft() {
    let draft = tabs(&[("new", "total", "17")]).replace("\t17\n", "\t1$07\n");
    says(
        &draft,
        &[
            "**一、本年新收政府信息公开申请数量·总计**　17",
            "✗ 一、本年新收政府信息公开申请数量：总计＝自然人＋商业企业＋科研机构＋社会公益组织＋法律服务机构＋其他，17 ≠ 12＋4",
            "✗ 总计：一、本年新收＋二、上年结转＝三、（七）总计＋四、结转下年度，17＋1 ≠ 15＋2",
            "[第三部分横向合计不符](gaireport:rule/row-sum-mismatch)",
        ],
    );
    assert!(!said(Kind::Text, &draft).contains("```"), "examples are whole tables");
}

#[test]
fn a_blank_figure_shows_what_the_sums_give() {
    for (form, kind) in FORMS.into_iter().filter(|(form, _)| !matches!(form, Form::Words | Form::Lines)) {
        let desk = Desk::new(kind, &report(form, &[("handled", "business", "")]));
        let table = &desk.analysis.reports[0].tables[1];
        let row = table.table().row("handled").unwrap();
        let place = desk.analysis.document.cell_span(&desk.source, table.value(row, 1).unwrap().span);
        let said = hover(&desk.snapshot(), place.start as usize).map(|hover| hover.markdown).unwrap_or_default();
        assert!(said.contains("**（七）总计·商业企业**　（空）"), "{form:?}\n{said}");
        assert!(said.contains("按勾稽关系应为 **4**"), "{form:?}\n{said}");
    }
}

#[test]
fn the_title_and_cited_notices_are_explained() {
    says(
        &tabs(&[]).replace("2021年政府信息公开工作", "2021年$0政府信息公开工作"),
        &["**某某县人民政府**　2021 年度", "国办公开办函〔2021〕30号"],
    );
    says(&tabs(&[]).replace("〔2021〕30号", "〔20$021〕30号"), &["2021年9月26日", "用于 2021 年度起的年报"]);
    says(&tabs(&[]).replace("〔2021〕30号", "[2019]6$00号"), &["（试行）"]);
    says(&tabs(&[]).replace("国务院令第711号", "国务院令$0第711号"), &["第四十九条", "第五十条"]);
}

#[test]
fn a_squiggle_shows_the_page_of_its_rule_in_either_language() {
    let draft = tabs(&[]).replace("一、总体情况", "一、概$0述");
    says(&draft, &["[部分名称不合规范](gaireport:rule/nonstandard-heading)** ", "**依据**"]);
    let desk = Desk::new(Kind::Text, &draft);
    let english = hover(&desk.speaking(Language::English), desk.cursor).unwrap().markdown;
    assert!(
        english.contains("[Nonstandard heading]") && english.contains("The names of the six sections"),
        "{english}"
    );
    assert!(!english.contains("六个部分的名称"), "{english}");
}

#[test]
fn prose_says_nothing() {
    assert_eq!(said(Kind::Text, &tabs(&[]).replacen("本县主动", "本县$0主动", 1)), "");
}

#[test]
fn citations_are_links_whatever_their_brackets() {
    let draft = "某镇2021年政府信息公开工作年度报告\n\n根据⟦《中华人民共和国政府信息公开条例》⟧（⟦国务院令第711号⟧）、\
                 ⟦国办公开办函〔2021〕30号⟧、⟦国办公开办函[2019] 60号⟧、⟦国办函﹝2020﹞109号⟧、⟦国办公开办函〔202130号⟧、\
                 云政办函〔2021〕30号、国办发〔2021〕30号编制。\n\n一、总体情况\n";
    let desk = Desk::new(Kind::Text, draft);
    let links = links(&desk.snapshot());
    assert_eq!(desk.texts(links.iter().map(|link| link.span)), desk.texts(desk.marked.clone()));
    let addresses: Vec<&str> = links.iter().map(|link| link.address.trim_start_matches("gaireport:notice/")).collect();
    assert_eq!(addresses, ["regulations", "regulations", "2021-30", "2019-60", "2020-109", "2021-30"]);
    for link in &links {
        assert!(pages::text(&link.address, Language::Chinese).is_some_and(|page| page.contains('。')));
    }
    assert!(links[2].tooltip.starts_with("国办公开办函〔2021〕30号《"));
}

#[test]
fn citations_in_a_page_are_links_at_their_place_in_the_source() {
    let desk = Desk::new(
        Kind::Html,
        "<h1>某镇2021年政府信息公开工作年度报告</h1><p>根据国办公开办函<b>〔2021〕</b>30号</p><h2>一、总体情况</h2>",
    );
    let links = links(&desk.snapshot());
    assert_eq!(desk.texts(links.iter().map(|link| link.span)), ["国办公开办函<b>〔2021〕</b>30号"]);
}

#[test]
fn every_rule_and_notice_has_its_page() {
    for language in [Language::Chinese, Language::English] {
        for rule in RULES {
            let page = pages::text(&page::address(rule), language).unwrap();
            assert!(page.starts_with("# ") && page.contains(rule.id) && page.contains("## 依据"), "{page}");
        }
        for notice in notices() {
            let page = pages::text(&pages::notice_address(notice), language).unwrap();
            assert!(page.contains(&notice.number) && page.contains(&notice.date), "{page}");
        }
    }
    for address in ["gaireport:rule/none", "gaireport:notice/", "rule/row-sum-mismatch", ""] {
        assert_eq!(pages::text(address, Language::Chinese), None, "{address}");
    }
}

#[test]
fn a_new_report_is_clean_and_named_after_its_title() {
    for (kind, end) in [(Kind::Markdown, ".md"), (Kind::Text, ".txt"), (Kind::Html, ".html")] {
        let report = new_report("某某 县/人民政府", 2024, kind, &Previous::default()).unwrap();
        assert_eq!(report.file, format!("某某县人民政府2024年政府信息公开工作年度报告{end}"));
        let desk = Desk::new(kind, &report.text);
        let rules: Vec<&str> = desk.analysis.findings.iter().map(|finding| finding.rule.id).collect();
        assert!(rules.iter().all(|rule| matches!(*rule, "blank-table" | "empty-section")), "{rules:?}");
    }
    assert_eq!(new_report("某镇", 2018, Kind::Text, &Previous::default()), None);
    assert_eq!(editions()[0].years.0, 2019);
}

#[test]
fn a_computed_sum_stands_beside_a_total_that_is_blank_or_wrong() {
    for (form, kind) in FORMS.into_iter().filter(|(form, _)| !matches!(form, Form::Words | Form::Lines)) {
        let desk = Desk::new(kind, &report(form, &[("new", "total", "17"), ("handled", "business", "")]));
        let all = Span::new(0, desk.source.len());
        let hints = hints(&desk.snapshot(), all);
        let labels: Vec<&str> = hints.iter().map(|hint| hint.label.as_str()).collect();
        assert_eq!(labels, ["应为 16", "应为 4"], "{form:?}");
        assert!(hints[0].tooltip.ends_with("17 ≠ 12＋4"), "{}", hints[0].tooltip);
        assert!(desk.source[..hints[0].offset as usize].ends_with("17"), "{form:?}");
        let text = hints.iter().fold(desk.source.clone(), |text, hint| {
            if text.len() == desk.source.len() { edited(&text, &hint.edits) } else { text }
        });
        assert!(Desk::new(kind, &text).analysis.findings.len() < desk.analysis.findings.len(), "{form:?}");
        let after = hints[0].offset as usize + 1;
        assert_eq!(gaireport::ide::hints::hints(&desk.snapshot(), Span::new(after, desk.source.len())).len(), 1);
    }
    let sound = Desk::new(Kind::Text, &tabs(&[]));
    assert!(hints(&sound.snapshot(), Span::new(0, sound.source.len())).is_empty());
}

#[test]
fn lenses_count_findings_and_sums() {
    let broken = tabs(&[("new", "total", "17"), ("handled", "business", "")]).replace("一、总体情况", "一、概述");
    let desk = Desk::new(Kind::Text, &broken);
    let lenses = lenses(&desk.snapshot());
    let said: Vec<(&str, &str)> = lenses.iter().map(|lens| (lens.span.of(&desk.source), lens.title.as_str())).collect();
    assert_eq!(said[0], ("某某县人民政府2021年政府信息公开工作年度报告", "1 个错误，2 个警告"));
    assert_eq!(said[1].1, "勾稽关系：34 项成立，2 项不成立，3 项缺数");
    assert_eq!(said[2].1, "勾稽关系：3 项成立");
    let LensAction::Reveal(place) = lenses[1].action else { panic!("{:?}", lenses[1].action) };
    assert_eq!(place.of(&desk.source), "17");
    assert_eq!(lenses.len(), 3, "tables in standard form are not redrawn: {said:?}");
    let torn = Desk::new(Kind::Text, &broken.replace("科研机构", "科研 机构"));
    let redraws = gaireport::ide::lenses::lenses(&torn.snapshot());
    let redraws: Vec<&str> = redraws
        .iter()
        .filter(|lens| matches!(lens.action, LensAction::Redraw(_)))
        .map(|lens| lens.title.as_str())
        .collect();
    assert_eq!(redraws, ["按标准格式重画"]);
    assert_eq!(gaireport::ide::lenses::lenses(&Desk::new(Kind::Text, &tabs(&[])).snapshot())[0].title, "没有发现问题");
}

#[test]
fn nothing_that_stands_in_a_draft_is_alive_in_what_is_said_of_it() {
    let cell = "![甲](http://b/c.png) <img> [丁](command:e)";
    let draft = tabs(&[("new", "total", cell)]).replace("![甲]", "![$0甲]");
    let said = said(Kind::Text, &draft);
    assert!(said.contains("\\!\\[甲\\]") && said.contains("\\<img\\>"), "{said}");
    let mut characters = said.chars();
    let mut acting = String::new();
    while let Some(character) = characters.next() {
        // What stands behind a backslash is text.
        if character == '\\' {
            let _ = characters.next();
        } else {
            acting.push(character);
        }
    }
    for alive in ["![", "<img", "http:", "command:"] {
        assert!(!acting.contains(alive), "{alive}: {said}");
    }
}
