//! What is offered at the cursor, and what becomes of the draft when it is taken.

use gaireport::dialect::{Form, Kind};
use gaireport::ide::completion::{Completion, CompletionKind, complete, documentation};
use gaireport::language::Language;

use crate::desk::{Desk, edited, newest, report, table};
use crate::strict::{analyze, convert};

fn offers(desk: &Desk) -> Vec<Completion> {
    complete(&desk.snapshot(), desk.cursor).items
}

fn labels(kind: Kind, draft: &str) -> Vec<String> {
    offers(&Desk::new(kind, draft)).into_iter().map(|item| item.label).collect()
}

/// The draft after the first offer with that label and those words beside it.
fn taken(kind: Kind, draft: &str, label: &str, detail: &str) -> String {
    let desk = Desk::new(kind, draft);
    let all = offers(&desk);
    let item = all.iter().find(|item| item.label == label && item.detail.contains(detail));
    let item = item.unwrap_or_else(|| {
        panic!("{label} among {:?}", all.iter().map(|item| (&item.label, &item.detail)).collect::<Vec<_>>())
    });
    if let Some(snippet) = &item.snippet {
        assert_eq!(without_stops(snippet), item.edit.text, "a snippet is its text with places to stop");
    }
    edited(&desk.source, std::slice::from_ref(&item.edit))
}

/// A snippet as it stands once nothing is filled in.
fn without_stops(snippet: &str) -> String {
    let (mut text, mut rest) = (String::new(), snippet);
    while let Some(character) = rest.chars().next() {
        let behind = &rest[character.len_utf8()..];
        match character {
            '$' => {
                let end = if behind.starts_with('{') { behind.find('}').unwrap() + 1 } else { 1 };
                rest = &behind[end..];
            }
            '\\' => {
                let escaped = behind.chars().next().unwrap();
                text.push(escaped);
                rest = &behind[escaped.len_utf8()..];
            }
            _ => {
                text.push(character);
                rest = behind;
            }
        }
    }
    text
}

/// A report without its section 四.
fn without_review(form: Form) -> (String, String) {
    let draft = report(form, &[]);
    let (from, to) = (draft.find("四、政府信息公开行政").unwrap(), draft.find("五、存在").unwrap());
    (draft[..from].to_owned(), draft[to..].to_owned())
}

fn rules(kind: Kind, text: &str) -> Vec<&'static str> {
    let options = gaireport::analysis::Options::new(kind);
    analyze(text, &options).findings.iter().map(|finding| finding.rule.id).collect()
}

#[test]
fn a_missing_section_is_offered_first_where_it_belongs_and_makes_the_report_whole() {
    for (form, kind) in [
        (Form::Tabs, Kind::Text),
        (Form::Markdown, Kind::Markdown),
        (Form::Pipes, Kind::Text),
        (Form::TabLed, Kind::Text),
    ] {
        let (head, tail) = without_review(form);
        let name = "四、政府信息公开行政复议、行政诉讼情况";
        for typed in ["", "四", "四、政", "政府信息", "zfxxgk", "szfxx", "四."] {
            let draft = format!("{head}{typed}$0\n\n{tail}");
            let found = labels(kind, &draft);
            assert!(found.iter().filter(|label| *label == name).count() == 3, "{form:?} {typed}: {found:?}");
            let text = taken(kind, &draft, name, "填 0");
            assert_eq!(rules(kind, &text), Vec::<&str>::new(), "{form:?} {typed}\n{text}");
            let blank = taken(kind, &draft, name, "空白");
            let found = rules(kind, &blank);
            assert!(
                found.iter().all(|rule| matches!(*rule, "empty-cell" | "blank-table")),
                "{form:?} {typed}: {found:?}\n{blank}"
            );
            let heading = taken(kind, &draft, name, "只写标题");
            assert!(rules(kind, &heading).contains(&"missing-table"), "{form:?} {typed}\n{heading}");
        }
    }
}

#[test]
fn marks_that_are_typed_are_not_written_again() {
    let draft = report(Form::Markdown, &[]);
    let marked = ["一、总体", "二、主动", "三、收到", "五、存在", "六、其他"]
        .iter()
        .fold(draft, |draft, head| draft.replace(head, &format!("## {head}")));
    let (from, to) = (marked.find("四、政府信息公开行政").unwrap(), marked.find("## 五、").unwrap());
    for typed in ["", "## ", "##", "## 四、"] {
        let draft = format!("{}{typed}$0\n\n{}", &marked[..from], &marked[to..]);
        let text = taken(Kind::Markdown, &draft, "四、政府信息公开行政复议、行政诉讼情况", "填 0");
        assert!(text.contains("\n## 四、政府信息公开行政复议、行政诉讼情况\n"), "{typed}\n{text}");
        assert_eq!(rules(Kind::Markdown, &text), Vec::<&str>::new());
    }
}

#[test]
fn the_filter_begins_with_what_is_typed_and_the_edit_ends_at_the_cursor() {
    let (head, tail) = without_review(Form::Tabs);
    for typed in ["四", "政府", "szf", "ZFXX"] {
        let desk = Desk::new(Kind::Text, &format!("{head}{typed}$0\n\n{tail}"));
        let items = offers(&desk);
        assert!(!items.is_empty(), "{typed}");
        for item in items {
            assert!(item.filter.to_lowercase().starts_with(&typed.to_lowercase()), "{typed}: {}", item.filter);
            assert_eq!((item.edit.span.of(&desk.source), item.edit.span.end as usize), (typed, desk.cursor));
        }
    }
    assert_eq!(labels(Kind::Text, &format!("{head}我们$0\n\n{tail}")), Vec::<String>::new());
}

#[test]
fn a_missing_table_is_offered_in_its_section() {
    for (form, kind) in [(Form::Tabs, Kind::Text), (Form::Markdown, Kind::Markdown)] {
        let draft = report(form, &[]).replace(&table(newest(), "review", form, &[]), "$0");
        let text = taken(kind, &draft, "第四部分的表", "填 0");
        assert_eq!(text, report(form, &[]), "{form:?}");
        let blank = taken(kind, &draft, "第四部分的表", "空白");
        assert_eq!(rules(kind, &blank), ["blank-table"], "{form:?}");
        let desk = Desk::new(kind, &draft);
        let stops = offers(&desk)[0].snippet.clone().unwrap();
        assert!(stops.contains("${15}") && stops.ends_with("$0") && !stops.contains("${16}"), "{stops}");
    }
    let typed = report(Form::Tabs, &[]).replace(&table(newest(), "review", Form::Tabs, &[]), "bs$0");
    assert_eq!(offers(&Desk::new(Kind::Text, &typed))[0].label, "第四部分的表");
}

#[test]
fn a_missing_row_is_offered_with_its_cells() {
    let cases = [
        (Form::Tabs, Kind::Text, "行政强制\t0\t\t\n", vec!["$0\n", "行政$0\n", "xzqz$0\n"]),
        (
            Form::Markdown,
            Kind::Markdown,
            "| 行政强制                   | 0                          |              |              |\n",
            vec!["| $0\n", "|行$0\n", "| xzqz$0\n", "$0\n"],
        ),
    ];
    for (form, kind, row, typed) in cases {
        let whole = report(form, &[]);
        let line = whole.lines().find(|line| line.contains("行政强制")).unwrap();
        assert!(row.replace(' ', "").trim_end() == line.replace(' ', "").trim_end(), "{line}");
        for typed in typed {
            let draft = whole.replace(&format!("{line}\n"), typed);
            let text = taken(kind, &draft, "行政强制", "");
            let rules = rules(kind, &text);
            assert!(
                rules.iter().all(|rule| *rule == "empty-cell") && !rules.is_empty(),
                "{form:?} {typed}: {rules:?}\n{text}"
            );
            assert!(!labels(kind, &draft).contains(&"规章".to_owned()), "what is there is not offered");
        }
    }
}

#[test]
fn a_row_of_a_group_is_offered_from_the_cell_that_is_typed_in() {
    let whole = report(Form::Tabs, &[]);
    let line = whole.lines().find(|line| line.contains("2.重复申请")).unwrap();
    for typed in ["\t\t$0", "\t\tcf$0", "\t\t2$0", "cfsq$0"] {
        let text = taken(Kind::Text, &whole.replace(line, typed), "2.重复申请", "（五）不予处理");
        assert!(text.contains("\n\t\t2.重复申请\t\t\t\t\t\t\t\n"), "{typed}");
        assert!(rules(Kind::Text, &text).iter().all(|rule| *rule == "empty-cell"));
    }
    // Where cells stand behind the cursor only the label is written.
    let text = taken(Kind::Text, &whole.replace("2.重复申请", "2$0"), "2.重复申请", "");
    assert_eq!(text, whole);
}

#[test]
fn a_missing_part_is_offered_under_its_title() {
    let whole = report(Form::Tabs, &[]);
    let (from, to) = (whole.find("第二十条第（五）项").unwrap(), whole.find("第二十条第（六）项").unwrap());
    for typed in ["", "第二十条", "desttdwx", "xzxk"] {
        let draft = format!("{}{typed}$0\n{}", &whole[..from], &whole[to..]);
        let all = labels(Kind::Text, &draft);
        if typed == "desttdwx" {
            assert!(!all.contains(&"第二十条第（五）项".to_owned()), "letters that are not its initials");
            continue;
        }
        let text = taken(Kind::Text, &draft, "第二十条第（五）项", "第二部分的表");
        assert!(rules(Kind::Text, &text).iter().all(|rule| *rule == "empty-cell"), "{typed}\n{text}");
    }
}

#[test]
fn standard_sentences_are_offered_where_they_belong_and_are_lacking() {
    let whole = report(Form::Tabs, &[]);
    let period = "本报告所列数据的统计期限自2021年1月1日起至2021年12月31日止。";
    assert!(whole.contains(period));
    for typed in ["$0", "本报告所$0", "bbgsl$0", "本报告由办公室编写。$0", "本报告由办公室编写。本报告所列$0"]
    {
        let draft = whole.replace(period, typed);
        let text = taken(Kind::Text, &draft, period, "统计期限");
        assert_eq!(text.replace("本报告由办公室编写。", ""), whole, "{typed}");
    }
    assert!(!labels(Kind::Text, &whole.replace(period, &format!("{period}\n\n$0"))).contains(&period.to_owned()));
    let fee = "依据《政府信息公开信息处理费管理办法》（国办函〔2020〕109号），2021年本机关收取信息处理费0元。";
    let text = taken(Kind::Text, &whole.replace(fee, "yj$0"), fee, "信息处理费");
    assert_eq!(text, whole);
    assert!(!labels(Kind::Text, &whole.replace(fee, &format!("{fee}$0"))).contains(&fee.to_owned()));
    let overview = labels(Kind::Text, &whole.replacen("本县主动", "$0\n\n本县主动", 1));
    assert_eq!(overview[..2], ["（一）主动公开", "（二）依申请公开"], "{overview:?}");
}

#[test]
fn an_empty_draft_gets_the_title_and_a_whole_report() {
    for kind in [Kind::Markdown, Kind::Text] {
        let desk = Desk::new(kind, "$0");
        let items = offers(&desk);
        let snippet = items[0].snippet.as_deref().unwrap();
        assert!(snippet.contains("${1:机关名称}${2:年份}年政府信息公开工作年度报告"), "{snippet}");
        let whole = items.iter().find(|item| item.detail.contains("整篇")).unwrap();
        let filled = whole
            .snippet
            .as_deref()
            .unwrap()
            .replace("${1:机关名称}", "某镇")
            .replace("${2:年份}", "2024")
            .replace("$0", "");
        let rules = rules(kind, &filled);
        assert!(rules.iter().all(|rule| matches!(*rule, "blank-table" | "empty-section")), "{rules:?}\n{filled}");
        assert!(items.iter().any(|item| item.kind == CompletionKind::Section));
    }
    assert!(labels(Kind::Markdown, "zfxxgk$0").contains(&"政府信息公开工作年度报告".to_owned()));
}

#[test]
fn a_blank_total_is_offered_its_sum() {
    let draft = report(Form::Tabs, &[("handled", "business", "$0")]);
    let desk = Desk::new(Kind::Text, &draft);
    let items = offers(&desk);
    let sum = items.iter().find(|item| item.kind == CompletionKind::Figure).unwrap();
    assert_eq!((sum.label.as_str(), sum.edit.span.is_empty()), ("4", true));
    assert!(sum.detail.starts_with("商业企业：（七）总计＝"), "{}", sum.detail);
    assert_eq!(edited(&desk.source, std::slice::from_ref(&sum.edit)), report(Form::Tabs, &[]));
    let begun = report(Form::Markdown, &[("new", "total", "1$0")]);
    assert_eq!(labels(Kind::Markdown, &begun)[0], "16");
    let html = Desk::new(Kind::Markdown, &report(Form::Html, &[("handled", "business", "$0")]));
    let sum = offers(&html).into_iter().find(|item| item.kind == CompletionKind::Figure).unwrap();
    assert_eq!(edited(&html.source, &[sum.edit]), report(Form::Html, &[]));
}

#[test]
fn in_a_page_sections_come_in_tags_on_a_free_line_and_as_words_inside_them() {
    let text = Desk::new(Kind::Text, &report(Form::Tabs, &[]));
    let page = convert(&text.source, &text.options, gaireport::compose::Target::Html);
    let (from, to) = (page.find("<h2>四、").unwrap(), page.find("<h2>五、").unwrap());
    let name = "四、政府信息公开行政复议、行政诉讼情况";
    let (head, tail) = (&page[..from], &page[to..]);
    let free = taken(Kind::Html, &format!("{head}$0\n{tail}"), name, "填 0");
    assert_eq!(rules(Kind::Html, &free), Vec::<&str>::new());
    let inside = taken(Kind::Html, &format!("{head}<h2>四$0</h2>\n{tail}"), name, "只写标题");
    assert_eq!(inside, format!("{head}<h2>{name}</h2>\n{tail}"));
}

#[test]
fn every_offer_has_its_documentation() {
    let (head, tail) = without_review(Form::Tabs);
    let drafts = [
        "$0".to_owned(),
        format!("{head}$0\n\n{tail}"),
        report(Form::Tabs, &[]).replace("行政强制\t0\t\t\n", "$0\n"),
        report(Form::Tabs, &[]).replace(&table(newest(), "review", Form::Tabs, &[]), "$0"),
        report(Form::Tabs, &[("handled", "business", "$0")]),
    ];
    for draft in drafts {
        let desk = Desk::new(Kind::Text, &draft);
        let items = offers(&desk);
        assert!(!items.is_empty());
        for item in items {
            let page = documentation(&desk.speaking(Language::Chinese), &item.subject);
            assert!(
                page.is_some_and(|page| page.contains('。') || item.kind == CompletionKind::Sentence),
                "{}",
                item.subject
            );
        }
    }
    let desk = Desk::new(Kind::Text, "");
    for subject in ["", "row", "row/2021/requests/none", "row/1999/requests/new", "part/2021/disclosure/99", "x/y/z/w"]
    {
        assert_eq!(documentation(&desk.snapshot(), subject), None, "{subject}");
    }
}
