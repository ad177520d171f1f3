//! Each rule of the family with a draft that it speaks of and one that it does not.

use crate::analysis::{Analysis, Options, strictly as analyze};
use crate::compose::{self, Fill};
use crate::dialect::{Form, Kind};
use crate::edit::{self, Applicability, Fix};
use crate::language::Language;
use crate::lint::{Family, Finding, Severity};
use crate::page::{page, words};
use crate::rules::RULES;
use crate::standard::{Edition, for_year};

const PERIOD: &str = "本报告所列数据的统计期限自2022年1月1日起至2022年12月31日止。";

fn check(draft: &str) -> Analysis {
    analyze(draft, &Options::new(Kind::Text))
}

/// Findings of the family, as `id: what they stand on`.
fn found(draft: &str) -> Vec<String> {
    let analysis = check(draft);
    let family = analysis.findings.iter().filter(|finding| finding.rule.family == Family::Sections);
    family.map(|finding| format!("{}: {}", finding.rule.id, finding.span.of(draft))).collect()
}

fn only<'a>(analysis: &'a Analysis, id: &str) -> &'a Finding {
    let mut findings = analysis.findings.iter().filter(|finding| finding.rule.id == id);
    let finding = findings.next().unwrap_or_else(|| panic!("no {id}: {:?}", analysis.findings));
    assert!(findings.next().is_none(), "more than one {id}");
    finding
}

fn message(finding: &Finding) -> String {
    words(finding.rule, &finding.message, Language::Chinese)
}

/// The draft with the first fix of that rule's finding applied.
fn fixed(draft: &str, id: &str) -> String {
    nth_fixed(draft, id, 0)
}

fn nth_fixed(draft: &str, id: &str, fix: usize) -> String {
    let analysis = check(draft);
    let finding = analysis.findings.iter().find(|finding| finding.rule.id == id);
    let fix = &finding.unwrap_or_else(|| panic!("no {id} in {draft}")).fixes[fix];
    let (text, count) = edit::apply(draft, [fix]);
    assert_eq!(count, 1, "{:?}", fix.edits);
    text
}

fn edition(year: u16) -> &'static Edition {
    for_year(year).unwrap()
}

fn section(year: u16, index: usize) -> String {
    let text = compose::section_text(edition(year), index, Some(year), Form::Tabs, Kind::Text, Fill::Zeros);
    let text = text.trim_end().to_owned();
    match index {
        0 => format!("{}\n\n{year}年，我镇主动公开政府信息10条。", text.lines().next().unwrap()),
        4 => format!("{text}\n\n公开不够及时，将加强培训、改进工作。"),
        _ => text,
    }
}

fn draft_of(year: u16, sections: &[String]) -> String {
    let period = PERIOD.replace("2022", &year.to_string());
    let head = format!("清河镇人民政府{year}年政府信息公开工作年度报告\n\n{period}{}", edition(year).texts.parts);
    format!("{head}\n\n{}\n\n清河镇人民政府\n{}年1月20日\n", sections.join("\n\n"), year + 1)
}

fn sections(year: u16) -> Vec<String> {
    (0..6).map(|index| section(year, index)).collect()
}

fn right(year: u16) -> String {
    draft_of(year, &sections(year))
}

#[test]
fn a_right_report_has_no_finding() {
    for year in [2020, 2021, 2022] {
        assert_eq!(found(&right(year)), [""; 0], "{year}");
    }
}

#[test]
fn the_examples_of_the_pages_trigger_their_rules() {
    let rules = RULES.iter().filter(|rule| rule.family == Family::Sections);
    for rule in rules {
        let page = page(rule);
        let has = |draft: &str| check(draft).findings.iter().any(|finding| finding.rule.id == rule.id);
        let (bad, good) = (page.examples("bad"), page.examples("good"));
        assert!(!bad.is_empty() && !good.is_empty(), "{}", rule.id);
        assert!(bad.iter().all(|draft| has(draft)), "{}", rule.id);
        assert!(!good.iter().any(|draft| has(draft)), "{}", rule.id);
    }
}

#[test]
fn every_message_is_filled_in_in_both_languages() {
    let drafts =
        RULES.iter().filter(|rule| rule.family == Family::Sections).flat_map(|rule| page(rule).examples("bad"));
    for draft in drafts {
        for finding in check(draft).findings.iter().filter(|finding| finding.rule.family == Family::Sections) {
            let messages = finding.fixes.iter().map(|fix| &fix.title).chain([&finding.message]);
            for message in messages.chain(finding.related.iter().map(|related| &related.message)) {
                for language in [Language::Chinese, Language::English] {
                    let words = words(finding.rule, message, language);
                    assert!(!words.contains(['{', '}']) && words != message.template, "{}: {words}", finding.rule.id);
                    assert!(!words.ends_with('。') && !words.replace("申请", "").contains('请'), "{words}");
                }
            }
        }
    }
}

#[test]
fn nothing_found_is_zero_width() {
    let texts = RULES.iter().filter(|rule| rule.family == Family::Sections).flat_map(|rule| page(rule).examples("bad"));
    for draft in texts {
        assert!(check(draft).findings.iter().all(|finding| !finding.span.is_empty()));
    }
}

#[test]
fn safe_fixes_converge_and_add_nothing() {
    let draft = right(2022)
        .replace("一、总体情况", "1、 概述")
        .replace("二、主动公开政府信息情况", "二. 主动公开情况")
        .replace("三、收到和处理政府信息公开申请情况", "收到和处理政府信息公开的申请情况");
    let analysis = check(&draft);
    let safe = |fix: &&Fix| fix.applicability == Applicability::Safe;
    let fixes: Vec<&Fix> = analysis.findings.iter().filter_map(|finding| finding.fixes.iter().find(safe)).collect();
    assert_eq!(fixes.len(), 6);
    let (once, _) = edit::apply(&draft, fixes);
    let analysis = check(&once);
    let fixes: Vec<&Fix> = analysis.findings.iter().filter_map(|finding| finding.fixes.iter().find(safe)).collect();
    let (twice, _) = edit::apply(&once, fixes);
    assert_eq!(twice, right(2022));
}

#[test]
fn titles_in_other_forms_are_found() {
    let titled = |title: &str| right(2022).replace("清河镇人民政府2022年政府信息公开工作年度报告", title);
    for title in [
        "2022年清河镇人民政府政府信息公开工作年度报告",
        "清河镇人民政府\n2022年度政府信息公开工作年度报告",
        "清河镇人民政府 2022 年 政府信息公开年度报告",
        "清河镇人民政府二〇二二年政府信息公开工作年度报告",
    ] {
        assert_eq!(found(&titled(title)), [""; 0], "{title}");
    }
    for title in [
        "清河镇人民政府2022年信息公开工作年度报告",
        "清河镇人民政府2022年政府信息公开年报",
        "清河镇人民政府2022年政府信息公开年度工作报告",
        "关于清河镇人民政府2022年政府信息公开工作年度报告",
        "2022年政府信息公开工作年度报告",
        "清河镇人民政府政府信息公开工作年度报告",
    ] {
        assert_eq!(found(&titled(title)), [format!("nonstandard-title: {title}")]);
    }
    let fixed = fixed(&titled("清河镇人民政府2022年政府信息公开年报"), "nonstandard-title");
    assert_eq!(fixed, right(2022));
    let none = titled("");
    assert_eq!(found(&none).len(), 1);
    assert!(found(&none)[0].starts_with("nonstandard-title: 本报告所列"));
}

#[test]
fn an_organ_is_read_out_of_titles_in_other_forms() {
    let expected = |line: &str| {
        let draft = right(2022).replacen("清河镇人民政府2022年政府信息公开工作年度报告", line, 1);
        only(&check(&draft), "nonstandard-title").expected.clone()
    };
    let of = |organ: &str| Some(format!("{organ}2022年政府信息公开工作年度报告"));
    assert_eq!(expected("清河县人民政府外事办公室政府信息公开工作2022年度报告"), of("清河县人民政府外事办公室"));
    assert_eq!(expected("清河县人民政府信息公开工作2022年度报告"), of("清河县人民政府"));
    assert_eq!(expected("关于清河镇2022年度政府信息公开情况的报告"), of("清河镇"));
    assert_eq!(expected("关于2022年度政府信息公开情况的报告"), None);
}

#[test]
fn a_title_that_the_page_says_before_the_report_does_begins_no_report() {
    let title = "清河镇人民政府2022年政府信息公开工作年度报告";
    for between in ["", "索引号 | 1234/2023-1 | 发布日期 | 2023-01-20 |\n\n", "点击数 | | 56 |\n"] {
        let draft = format!("首页 | 信息公开 | | 年报 |\n\n{title}\n\n{between}{}", right(2022));
        assert_eq!(found(&draft), Vec::<String>::new(), "{draft}");
    }
}

#[test]
fn a_name_too_short_for_others_is_meant_behind_the_number_of_its_section() {
    let draft = right(2022).replace("六、其他需要报告的事项", "六、其他");
    assert_eq!(found(&draft), ["nonstandard-heading: 其他"]);
    assert_eq!(fixed(&draft, "nonstandard-heading"), right(2022));
    let inner = right(2022).replace("公开不够及时，", "一、公开不够及时，\n二、其他\n");
    assert_eq!(found(&inner), Vec::<String>::new());
}

#[test]
fn a_year_before_the_format_is_said_once() {
    let draft = "清河镇人民政府2016年政府信息公开工作年度报告\n\n一、概述\n\n二、依申请公开情况\n\n七、附表\n";
    assert_eq!(found(draft), ["unsupported-edition: 清河镇人民政府2016年政府信息公开工作年度报告"]);
}

#[test]
fn tables_of_the_other_edition_are_one_finding() {
    let mut parts = sections(2022);
    (parts[1], parts[2]) = (section(2020, 1), section(2020, 2));
    let draft = draft_of(2022, &parts);
    let found = found(&draft);
    assert_eq!(found, ["edition-mismatch: 本年新制作数量"]);
    let analysis = check(&draft);
    let finding = only(&analysis, "edition-mismatch");
    assert_eq!((finding.expected.as_deref(), finding.actual.as_deref()), (Some("2021"), Some("2019")));
}

#[test]
fn the_right_table_keeps_the_figures_that_still_have_a_place() {
    let mut parts = sections(2022);
    parts[1] = section(2020, 1).replace("行政许可\t0\t0\t0", "行政许可\t8\t1\t37");
    parts[2] = section(2020, 2).replace(
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）\t\t0",
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）\t\t5",
    );
    let fixed = fixed(&draft_of(2022, &parts), "edition-mismatch");
    assert_eq!(found(&fixed), [""; 0], "{fixed}");
    assert!(fixed.contains("行政许可\t37"), "{fixed}");
    assert!(!fixed.contains("本年新制作数量"));
}

#[test]
fn mixed_columns_are_a_mismatch_and_a_part_left_over_is_none() {
    let mixed = right(2022)
        .replace("本年制发件数\t本年废止件数\t现行有效件数", "本年新制作数量\t本年新公开数量\t对外公开总数量");
    assert_eq!(found(&mixed), ["edition-mismatch: 本年新制作数量"]);
    let left = "行政事业性收费\t0\n第二十条第（九）项\t\t\t\n信息内容\t采购项目数量\t采购总金额\t\n政府集中采购\t0\t0";
    let left_over = right(2022).replace("行政事业性收费\t0", left);
    assert_ne!(left_over, right(2022));
    assert_eq!(found(&left_over), [""; 0]);
}

#[test]
fn a_missing_section_is_one_finding_however_the_others_are_numbered() {
    for index in 0..6 {
        let mut parts = sections(2022);
        parts.remove(index);
        let kept = draft_of(2022, &parts);
        let mut closed_up = kept.clone();
        for later in index + 1..6 {
            let facts = &edition(2022).sections;
            let (from, to) = (&facts[later], &facts[later - 1]);
            closed_up = closed_up
                .replace(&format!("{}、{}", from.ordinal, from.name), &format!("{}、{}", to.ordinal, from.name));
        }
        for draft in [kept, closed_up] {
            let analysis = check(&draft);
            assert_eq!(found(&draft).len(), 1, "{:?}", found(&draft));
            let finding = only(&analysis, "missing-section");
            assert_eq!(finding.severity, Severity::Error);
            let fixed = nth_fixed(&draft, "missing-section", finding.fixes.len() - 1);
            let left: Vec<String> =
                found(&fixed).into_iter().filter(|found| !found.starts_with("empty-section")).collect();
            assert_eq!(left, [""; 0], "{fixed}");
            let at = |name: &str| fixed.find(name).unwrap();
            let names: Vec<usize> = edition(2022)
                .sections
                .iter()
                .map(|facts| at(&format!("\n{}、{}\n", facts.ordinal, facts.name)))
                .collect();
            assert!(names.is_sorted(), "{fixed}");
            assert!(at("清河镇人民政府\n2023年1月20日") > names[5], "{fixed}");
        }
    }
}

#[test]
fn several_missing_sections_are_put_back_one_after_the_other() {
    let mut draft = draft_of(2022, &[section(2022, 0), section(2022, 4)]);
    assert_eq!(found(&draft).len(), 4);
    for _ in 0..4 {
        draft = nth_fixed(&draft, "missing-section", check(&draft).findings[0].fixes.len() - 1);
    }
    assert_eq!(found(&draft), [""; 0], "{draft}");
}

#[test]
fn a_table_without_its_heading_gets_the_heading_only() {
    let draft = right(2022).replace("三、收到和处理政府信息公开申请情况\n\n", "");
    assert_eq!(found(&draft), ["missing-section: 二、主动公开政府信息情况"]);
    let analysis = check(&draft);
    assert!(message(only(&analysis, "missing-section")).contains("第三部分的表"));
    let fixed = fixed(&draft, "missing-section");
    assert_eq!(fixed, right(2022));
}

#[test]
fn a_fragment_is_not_asked_for_what_a_whole_report_has() {
    let fragment = format!("{}\n\n{}\n", section(2022, 1), section(2022, 2));
    assert_eq!(found(&fragment), [""; 0]);
    assert_eq!(found(&section(2022, 2)), [""; 0]);
}

#[test]
fn a_section_renamed_beyond_recognition_is_told_what_belongs_there() {
    let draft = right(2022).replace("六、其他需要报告的事项", "六、下一步工作打算");
    let expected = ["missing-section: 五、存在的主要问题及改进情况", "unknown-section: 六、下一步工作打算"];
    assert_eq!(found(&draft), expected);
    let analysis = check(&draft);
    assert_eq!(only(&analysis, "unknown-section").expected.as_deref(), Some("六、其他需要报告的事项"));
}

#[test]
fn a_section_added_is_one_finding_although_the_numbers_shift() {
    let mut parts = sections(2022);
    parts.insert(1, "二、机构设置\n\n我镇设八个办公室。".to_owned());
    let mut draft = draft_of(2022, &parts);
    for (from, to) in [
        ("六、其他", "七、其他"),
        ("五、存在", "六、存在"),
        ("四、政府", "五、政府"),
        ("三、收到", "四、收到"),
        ("二、主动", "三、主动"),
    ] {
        draft = draft.replace(from, to);
    }
    assert_eq!(found(&draft), ["unknown-section: 二、机构设置"]);
}

#[test]
fn wordings_of_headings_are_judged() {
    let named = |name: &str| right(2022).replace("三、收到和处理政府信息公开申请情况", name);
    assert_eq!(found(&named("三、行政机关收到和处理政府信息公开申请情况")), [""; 0]);
    let lowered = named("三、收到和处理政府信息公开的申请情况");
    assert_eq!(only(&check(&lowered), "nonstandard-heading").severity, Severity::Information);
    let mistaken = named("三、收到和处理政府信息公开情况");
    assert_eq!(found(&mistaken), ["nonstandard-heading: 收到和处理政府信息公开情况"]);
    assert_eq!(only(&check(&mistaken), "nonstandard-heading").severity, Severity::Warning);
    assert_eq!(fixed(&mistaken, "nonstandard-heading"), right(2022));
}

#[test]
fn a_heading_may_go_on_with_the_text_of_its_section() {
    let body = format!("\n\n{}", edition(2022).sections[5].body.replace("{year}", "2022"));
    for text in ["：无。", " 无", "（无）", "。无。"] {
        let draft =
            right(2022).replace(&format!("六、其他需要报告的事项{body}"), &format!("六、其他需要报告的事项{text}"));
        assert_eq!(found(&draft), [""; 0], "{text}");
    }
}

#[test]
fn numbers_of_headings_are_judged() {
    let named = |heading: &str| right(2022).replace("四、政府信息公开行政复议、行政诉讼情况", heading);
    for (heading, stands_on) in [
        ("4、 政府信息公开行政复议、行政诉讼情况", "4、"),
        ("四.政府信息公开行政复议、行政诉讼情况", "四."),
        ("三、政府信息公开行政复议、行政诉讼情况", "三、"),
        ("政府信息公开行政复议、行政诉讼情况", "政府信息公开行政复议、行政诉讼情况"),
    ] {
        assert_eq!(found(&named(heading)), [format!("wrong-section-number: {stands_on}")]);
        assert_eq!(fixed(&named(heading), "wrong-section-number"), right(2022));
    }
}

#[test]
fn a_section_in_the_wrong_place_is_moved_with_its_number() {
    let mut parts = sections(2022);
    parts.swap(3, 4);
    let own = draft_of(2022, &parts);
    let counted =
        own.replace("五、存在的主要问题", "四、存在的主要问题").replace("四、政府信息公开行政", "五、政府信息公开行政");
    for draft in [own, counted] {
        let found = found(&draft);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("section-out-of-order: "));
        assert_eq!(fixed(&draft, "section-out-of-order"), right(2022));
    }
    let mut parts = sections(2022);
    let first = parts.remove(0);
    parts.push(first);
    assert_eq!(fixed(&draft_of(2022, &parts), "section-out-of-order"), right(2022));
}

#[test]
fn a_section_whose_table_holds_others_too_is_not_moved() {
    let mut parts = sections(2022);
    parts.swap(3, 4);
    let rows = |line: &str| format!("<tr><td>{}</td></tr>", line.replace('\t', "</td><td>"));
    let rows: String = draft_of(2022, &parts).lines().map(rows).collect();
    let page = format!("<html><body><table>{rows}</table></body></html>");
    let analysis = analyze(&page, &Options::new(Kind::Html));
    assert!(only(&analysis, "section-out-of-order").fixes.is_empty());
}

#[test]
fn sections_that_stand_twice_are_found() {
    let mut parts = sections(2022);
    parts.insert(5, "五、存在的主要问题及改进情况\n\n公开不够及时。".to_owned());
    let analysis = check(&draft_of(2022, &parts));
    let finding = only(&analysis, "duplicate-section");
    assert_eq!(finding.related.len(), 1);
    let mut parts = sections(2022);
    parts.insert(1, section(2022, 3));
    assert_eq!(found(&draft_of(2022, &parts)).len(), 1, "which of the two stands in its place is not known");
    let twice = [sections(2022), sections(2022)].concat();
    let analysis = check(&draft_of(2022, &twice));
    assert_eq!(only(&analysis, "duplicate-section").related.len(), 6);
}

#[test]
fn parts_inside_a_section_are_no_sections() {
    let inner = "1.主动公开情况\n\n公开10条。\n\n（二）依申请公开情况\n\n无。\n\n主动公开情况\n\n公开10条。";
    let draft =
        right(2022).replace("2022年，我镇主动公开政府信息10条。", &format!("2022年，我镇公开信息。\n\n{inner}"));
    assert_eq!(found(&draft), [""; 0]);
    let inner = "一、存在的主要问题\n\n公开不够及时。\n\n二、改进情况\n\n将加强培训。";
    let draft = right(2022).replace("公开不够及时，将加强培训、改进工作。", inner);
    assert_eq!(found(&draft), [""; 0]);
}

#[test]
fn sections_without_text_are_found() {
    let body = edition(2022).sections[5].body.replace("{year}", "2022");
    let draft = right(2022).replace(&format!("\n\n{body}"), "");
    assert_eq!(found(&draft), ["empty-section: 六、其他需要报告的事项"]);
    assert_eq!(fixed(&draft, "empty-section"), right(2022));
    let aspects = "（一）主动公开\n\n（二）依申请公开\n\n（三）政府信息管理";
    let draft = right(2022).replace("2022年，我镇主动公开政府信息10条。", aspects);
    assert_eq!(found(&draft), ["empty-section: 一、总体情况"]);
}

#[test]
fn sections_without_their_table_are_found() {
    for (index, name) in [(1, "二、主动"), (2, "三、收到"), (3, "四、政府")] {
        let mut parts = sections(2022);
        let heading = parts[index].lines().next().unwrap().to_owned();
        parts[index] = format!("{heading}\n\n该部分以表格形式报告。表格如下：");
        let draft = draft_of(2022, &parts);
        let all = found(&draft);
        assert!(all.len() == 1 && all[0].starts_with(&format!("missing-table: {name}")), "{all:?}");
        for fix in 0..2 {
            assert_eq!(found(&nth_fixed(&draft, "missing-table", fix)), [""; 0]);
        }
    }
}

#[test]
fn declared_parts_are_counted_by_key_words() {
    let parts = edition(2022).texts.parts.clone();
    let declared = |sentence: &str| right(2022).replace(&parts, sentence);
    for right in [
        "本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、因政府信息公开工作被申请行政复议、提起行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项组成。",
        "本报告共分六个部分。",
        "本年度报告包括总体情况、主动公开政府信息情况等6个部分。",
        "本报告包括总体情况、主动公开政府信息情况等内容。",
        "政府信息公开工作年度报告由镇党政办编制，包括五个方面的情况。",
        "",
    ] {
        assert_eq!(found(&declared(right)), [""; 0], "{right}");
    }
    for wrong in [
        "本报告包括总体情况、主动公开政府信息情况、存在的主要问题及改进情况，其他需要报告的事项以上四个部分",
        "本报告共分五个部分",
        "由镇党政办按照年度报告格式编制的本报告由总体情况、主动公开政府信息情况、存在的主要问题及改进情况三个部分",
        "全文包括总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、行政复议和行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项等七部分",
        "本报告包括总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、存在的主要问题及改进情况、其他需要报告的事项等六项",
    ] {
        let draft = declared(&format!("{wrong}内容。"));
        assert_eq!(found(&draft), [format!("wrong-declared-parts: {wrong}")]);
        assert_eq!(found(&fixed(&draft, "wrong-declared-parts")), [""; 0]);
    }
}

#[test]
fn parts_are_named_in_many_ways() {
    let with = |parts: &str| right(2022).replacen(&edition(2022).texts.parts, parts, 1);
    let names = "总体情况、主动公开政府信息情况";
    let review = "政府信息公开行政复议和行政诉讼情况、存在的主要问题及改进情况";
    for parts in [
        format!("本报告包括{names}、收到和处理政府信息公开申请情况、{review}、其他共六部分。"),
        format!("本报告由{names}、收到和处理政府信息公开申请情况、{review}、其它需要报告等六部分组成。"),
        format!("本报告由{names}、政府信息公开申请接收与办理情况、{review}、其他需要报告的事项等六部分组成。"),
    ] {
        assert_eq!(found(&with(&parts)), Vec::<String>::new(), "{parts}");
    }
}

#[test]
fn words_with_figures_are_no_row_of_a_table_that_is_missing() {
    let mut all = sections(2022);
    all[3] =
        "四、政府信息公开行政复议、行政诉讼情况\n\n2022 年，我镇依法公开政府信息，\n行政复议 0 件，行政诉讼".to_owned();
    assert_eq!(found(&draft_of(2022, &all)), ["missing-table: 四、政府信息公开行政复议、行政诉讼情况"]);
    assert!(!ids(&draft_of(2022, &all), Kind::Text).contains(&"wrong-cell-count"));
}

#[test]
fn a_line_that_holds_several_sections_is_read() {
    let whole = right(2022);
    let (head, rest) = whole.split_once("二、主动公开").unwrap();
    let (tables, tail) = rest.split_once("五、存在").unwrap();
    let joined = tables.split_whitespace().collect::<Vec<_>>().join(" ");
    let draft = format!("{head}二、主动公开{joined}\n\n五、存在{tail}");
    assert_eq!(found(&draft), Vec::<String>::new(), "{draft}");
    // A line that names the parts is none.
    let listed = "二、主动公开政府信息情况 三、收到和处理政府信息公开申请情况";
    let short = whole.replacen(&edition(2022).texts.parts, &format!("本报告分为 一、总体情况 {listed} 等部分。"), 1);
    assert_eq!(found(&short), Vec::<String>::new());
}

#[test]
fn a_table_without_a_figure_is_there() {
    let heads =
        "行政复议 | 行政诉讼 |\n未经复议直接起诉 | 复议后起诉 |\n结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |";
    let mut all = sections(2022);
    for bars in [15, 16] {
        let blank = ["|"].repeat(bars).join(" ");
        all[3] = format!("四、政府信息公开行政复议、行政诉讼情况\n\n{heads}\n{blank}");
        assert_eq!(found(&draft_of(2022, &all)), Vec::<String>::new());
    }
}

#[test]
fn a_misspelt_row_is_the_row_with_and_without_figures() {
    let all = right(2022);
    let row = all.lines().find(|line| line.contains("属于三类内部事务信息")).unwrap();
    let misspelt = row.replace("内部", "内容");
    let found = |row: &str, to: &str| {
        let analysis = check(&all.replacen(row, to, 1));
        let tables = analysis.findings.iter().filter(|finding| finding.rule.family == Family::Tables);
        tables.map(|finding| finding.rule.id).collect::<Vec<_>>()
    };
    assert_eq!(found(row, &misspelt), ["nonstandard-label"]);
    assert_eq!(found(row, &misspelt.replace("\t0", "\t")), ["nonstandard-label", "empty-cell"]);
    assert_eq!(found("3.其他\t", "3.某他\t"), Vec::<&str>::new());
}

#[test]
fn a_school_s_report_of_a_school_year_is_of_another_kind() {
    let draft = "清河学院\n2022-2023学年度信息公开工作报告\n本报告由概述等六部分组成，统计期限自2022年9月1日起至2023年8月31日止。\n\
                 一、概述\n公开信息12条。\n二、主动公开情况\n公开。\n三、依申请公开情况\n收到2件。\n四、存在的主要问题及改进情况\n加强培训。\n";
    assert_eq!(check(draft).findings.len(), 0, "{:?}", check(draft).findings);
    let drawn = right(2022).replacen(
        "清河镇人民政府2022年政府信息公开工作年度报告",
        "清河学院2022-2023学年政府信息公开工作年度报告",
        1,
    );
    assert!(!check(&drawn).findings.is_empty());
}

#[test]
fn reports_of_a_part_of_the_year_and_of_enterprises_are_of_another_kind() {
    let body = "本年公开信息12条。\n一、总体情况\n公开。\n二、存在的问题\n加强培训。\n";
    for title in [
        "清河县教育局2024年第一季度政府信息公开工作报告",
        "清河县教育局2024年上半年政府信息公开工作报告",
        "清河县教育局2024年6月政府信息公开工作报告",
        "清河县教育局2024年1-6月政府信息公开工作情况报告",
        "清河县人民医院2024年信息公开工作年度报告",
        "清河县第一中学2024年信息公开工作年度报告",
        "清河县供水公司2024年信息公开年报",
        "清河大学2024年信息公开工作年度报告",
        "清河县教育局2024年财务信息公开报告",
    ] {
        let findings = check(&format!("{title}\n{body}")).findings;
        assert!(findings.is_empty(), "{title}: {findings:?}");
    }
}

#[test]
fn the_period_is_looked_for_and_judged() {
    let period = |sentence: &str| right(2022).replace(PERIOD, sentence);
    for right in [
        "除特别说明的外，所列数据统计时限为2022年1月1日至2022年12月31日。",
        "本年度报告中使用数据统计期限为 2022 年 1 月 1 日至 12 月 31 日。",
        "本报告所列数据的统计期限自202211日起至20221231日止。",
        "本报告所列数据的统计期限自20221月1日到1231日止。",
        "本报告数据统计期限：2022.1.1—2022.12.31。",
        "本报告所列数据统计期限为2022年度。",
    ] {
        assert_eq!(found(&period(right)), [""; 0], "{right}");
    }
    for wrong in [
        "2021年1月1日起至2021年12月31日",
        "2022年1月1日起至2023年12月31日",
        "2022年1月1日至12月30日",
        "2022年1月10日至12月31日",
    ] {
        let draft = period(&format!("本报告所列数据的统计期限自{wrong}止。"));
        assert_eq!(found(&draft), [format!("wrong-period: {wrong}")]);
        assert_eq!(found(&fixed(&draft, "wrong-period")), [""; 0]);
    }
    let missing = period("");
    assert!(found(&missing)[0].starts_with("missing-period: 清河镇人民政府2022年"));
    assert_eq!(found(&fixed(&missing, "missing-period")), [""; 0]);
}

#[test]
fn the_year_of_the_period_stands_in_for_that_of_the_title() {
    let draft = right(2022).replacen("2022年政府信息公开", "政府信息公开", 1);
    let analysis = check(&draft);
    assert_eq!(analysis.reports[0].year, Some(2022));
    assert_eq!(fixed(&draft, "nonstandard-title"), right(2022));
}

#[test]
fn the_date_below_the_report_is_judged() {
    let dated = |date: &str| right(2022).replace("2023年1月20日", date);
    for right in ["2023年3月31日", "二〇二三年一月二十日", "2023 年 1 月 20 日"] {
        assert_eq!(found(&dated(right)), [""; 0], "{right}");
    }
    for wrong in ["2022年1月20日", "2023年4月1日", "二〇二二年十二月三十一日", "2024年1月20日"] {
        assert_eq!(found(&dated(wrong)), [format!("implausible-date: {wrong}")]);
    }
}

/// Drafts with one fault each that a fix puts right.
fn faulty() -> Vec<String> {
    let with = |change: &dyn Fn(&mut Vec<String>)| {
        let mut parts = sections(2022);
        change(&mut parts);
        draft_of(2022, &parts)
    };
    let table =
        |index: usize| move |parts: &mut Vec<String>| parts[index] = parts[index].lines().next().unwrap().to_owned();
    vec![
        with(&|parts| drop(parts.remove(2))),
        with(&|parts| drop(parts.remove(5))),
        with(&|parts| parts.swap(3, 4)),
        with(&|parts| parts.swap(0, 1)),
        with(&|parts| parts[1] = section(2020, 1)),
        with(&table(1)),
        with(&table(3)),
        with(&|parts| parts[5] = "六、其他需要报告的事项".to_owned()),
        right(2022).replace("三、收到和处理政府信息公开申请情况\n\n", ""),
        right(2022).replace("四、政府信息公开行政复议", "4. 政府信息公开行政复议"),
        right(2022).replace("二、主动公开政府信息情况", "二、主动公开情况"),
        right(2022).replace("2022年政府信息公开工作年度报告", "2022年政府信息公开年报"),
        right(2022).replace(PERIOD, ""),
        right(2022).replace("至2022年12月31日", "至2021年12月31日"),
        right(2022).replace("等六个部分", "等五个部分"),
    ]
}

fn ids(draft: &str, kind: Kind) -> Vec<&'static str> {
    let analysis = analyze(draft, &Options::new(kind));
    let family = analysis.findings.iter().filter(|finding| finding.rule.family == Family::Sections);
    family.map(|finding| finding.rule.id).collect()
}

#[test]
fn every_form_of_draft_has_the_same_findings_and_its_fixes_work() {
    for draft in faulty() {
        let expected = ids(&draft, Kind::Text);
        assert_eq!(expected.len(), 1, "{draft}");
        let html = crate::analysis::convert(&draft, &Options::new(Kind::Text), compose::Target::Html);
        let markdown = crate::analysis::convert(&draft, &Options::new(Kind::Text), compose::Target::Markdown);
        let lines = draft.replace('\n', "\r\n");
        for (draft, kind) in [(html, Kind::Html), (markdown, Kind::Markdown), (lines, Kind::Text)] {
            assert_eq!(ids(&draft, kind), expected, "{kind:?}\n{draft}");
            let analysis = analyze(&draft, &Options::new(kind));
            let finding = only(&analysis, expected[0]);
            assert!(!finding.fixes.is_empty(), "{kind:?} {expected:?}\n{draft}");
            for fix in &finding.fixes {
                let (fixed, count) = edit::apply(&draft, [fix]);
                assert_eq!(
                    (count, ids(&fixed, kind)),
                    (1, Vec::new()),
                    "{kind:?} {expected:?} {:?}\n{fixed}",
                    fix.edits
                );
            }
        }
    }
}
