//! What a web page puts around a report, metadata, navigation, links and buttons, changes nothing that is said of it.

use gaireport::analysis::Options;
use gaireport::dialect::Kind;

use crate::laws::dialects::{self, ALL, Written};
use crate::laws::drafts::Draft;
use crate::laws::faults::{self, inject};
use crate::laws::random::Random;
use crate::laws::reports::REPORTS;
use crate::laws::tally::{analysis, drafts, keep};
use crate::strict::analyze;

/// Drafts of each dialect.
const USUAL: usize = 40;

/// Lines above a report, `{O}` an organ, `{Y}` a year.
const ABOVE: [&[&str]; 9] = [
    &[],
    &["当前位置：首页 > 政务公开 > 政府信息公开年报"],
    &["政府信息公开指南", "政府信息公开制度", "政府信息公开年报"],
    &["索引号：11310/{Y}-0003", "发布机构：{O}", "发布日期：{Y}-01-20", "浏览次数：21"],
    &["{O}2018年政府信息公开工作年度报告", "{O}2017年政府信息公开工作年度报告"],
    &["首页", "政务公开", "互动交流", "【字体：大 中 小】 打印"],
    &["相关文件：关于做好政府信息公开工作年度报告编制发布工作的通知", "来源：{O}  发布时间：{Y}-01-20 09:15"],
    &["上一篇：{O}2018年政府信息公开工作年度报告", "下一篇：{O}2017年政府信息公开工作年度报告"],
    &[
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
    ],
];

/// Lines below it.
const BELOW: [&[&str]; 8] = [
    &[],
    &["【打印本页】【关闭窗口】"],
    &["上一篇：{O}2018年政府信息公开工作年度报告", "下一篇：{O}政府信息公开指南"],
    &["{O}2018年政府信息公开工作年度报告", "{O}2017年政府信息公开工作年度报告"],
    &["附件：{O}政府信息公开工作年度报告.docx", "分享到：", "扫一扫在手机打开当前页"],
    &["主办单位：{O}办公室", "版权所有 {O} 冀ICP备05000000号-1", "返回顶部"],
    &["相关链接", "青河县司法局2018年政府信息公开工作年度报告", "青河县财政局2018年政府信息公开工作年度报告"],
    &["打印 关闭", "首页 | 网站地图 | 联系我们"],
];

fn lines(texts: &[&str], kind: Kind) -> String {
    let filled = texts.iter().map(|text| text.replace("{O}", "青河县柳林镇人民政府").replace("{Y}", "2025"));
    let line = |text: String| match kind {
        Kind::Html => format!("<p>{}</p>\n", text.replace('>', "&gt;")),
        _ => format!("{text}\n\n"),
    };
    filled.map(line).collect()
}

/// What is said of a draft: each finding with what it stands on, but for words of the page.
fn said(text: &str, kind: Kind) -> Vec<String> {
    let analysis = analyze(text, &Options::new(kind));
    let told = analysis.findings.iter().filter(|finding| finding.rule.id != "extraction-residue");
    let mut said: Vec<String> = told
        .map(|finding| {
            let (cell, expected) = (finding.cell.as_deref().unwrap_or(""), finding.expected.as_deref().unwrap_or(""));
            format!("{} {} {cell} {expected} {}", finding.rule.id, finding.severity.word(), finding.span.of(text))
        })
        .collect();
    said.sort();
    said
}

/// The draft with a page around it; `None` where there is no place for one.
fn framed(text: &str, kind: Kind, random: &mut Random) -> Option<String> {
    let (above, below) = (lines(random.pick(&ABOVE), kind), lines(random.pick(&BELOW), kind));
    if kind != Kind::Html {
        return Some(format!("{above}{text}\n\n{below}"));
    }
    let start = text.find("<h1")?;
    let end =
        text.rfind("</table>").map(|at| at + "</table>".len()).max(text.rfind("</p>").map(|at| at + "</p>".len()))?;
    Some(format!("{}{above}{}\n{below}{}", &text[..start], &text[start..end], &text[end..]))
}

/// What the page changes about a draft.
fn changed(name: &str, text: &str, kind: Kind, random: &mut Random) -> Option<String> {
    let framed = framed(text, kind, random)?;
    let (alone, around) = (said(text, kind), said(&framed, kind));
    if alone == around {
        return None;
    }
    let lost: Vec<&String> = alone.iter().filter(|finding| !around.contains(finding)).collect();
    let added: Vec<&String> = around.iter().filter(|finding| !alone.contains(finding)).collect();
    Some(format!("{}: lost {lost:?}, added {added:?}", keep(name, &framed)))
}

#[test]
fn a_page_around_a_report_changes_nothing() {
    let mut complaints = Vec::new();
    for dialect in ALL.into_iter().filter(|dialect| !dialect.is_one_line()) {
        for number in 0..drafts(USUAL) {
            let mut random = Random::new((number * ALL.len() + dialect as usize) as u64 + 7_000_000);
            let mut draft = Draft::new(&mut random);
            if number % 2 == 1 {
                inject(faults::ALL[number / 2 % faults::ALL.len()], &mut draft, dialect, &mut random);
            }
            let Written { text, kind, .. } = dialects::write(&draft, dialect, &mut random);
            let kind = if text.contains("<table") { Kind::Html } else { kind };
            // What conversion made of line ends is not the page's affair.
            let text = text.replace("\r\n", "\n").replace('\r', "\n");
            let changed = changed(&format!("chrome-{dialect:?}-{number}"), &text, kind, &mut random);
            complaints.extend(changed.map(|changed| format!("{dialect:?} {number}: {changed}")));
        }
    }
    assert!(
        complaints.is_empty(),
        "{} drafts\n{}",
        complaints.len(),
        complaints[..complaints.len().min(12)].join("\n")
    );
}

#[test]
fn a_page_around_a_real_report_changes_nothing() {
    let mut complaints = Vec::new();
    for (index, text) in REPORTS.into_iter().enumerate() {
        for number in 0..64 {
            let mut random = Random::new(number + 9_000_000);
            complaints.extend(changed(&format!("chrome-report-{index}-{number}"), text, Kind::Text, &mut random));
        }
    }
    assert!(complaints.is_empty(), "{}\n{}", complaints.len(), complaints[..complaints.len().min(8)].join("\n"));
}

/// The drafts are reports to begin with.
#[test]
fn the_drafts_of_this_law_are_reports() {
    let mut random = Random::new(3);
    let draft = Draft::new(&mut random);
    let written = dialects::write(&draft, ALL[0], &mut random);
    assert_eq!(analysis(&written).reports.len(), 1);
}
