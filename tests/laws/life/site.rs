//! What sites and offices do to a report: notes in labels, page numbers, notices, and a page around it all.

use crate::laws::dialects::Dialect;
use crate::laws::drafts::{Block, Draft};
use crate::laws::random::Random;

/// Notes that explain a label.
const NOTES: [&str; 6] = [
    "（含联合发文）",
    "（注：不含内部文件）",
    "（件）",
    "(按件统计)",
    "（行政机关发布的决定、公告、通知）",
    "（截至12月31日，含往年2件）",
];

/// Lines at which a page of paper ends.
const PAGE_ENDS: [&str; 5] = ["— 2 —", "- 3 -", "第 4 页", "第2页 共6页", "－ 5 －"];

/// Sentences between title and first heading, `{O}` the organ, `{Y}` the year, `{N}` the next.
const NOTICES: [&str; 5] = [
    "现将{O}{Y}年政府信息公开工作年度报告公布如下。",
    "根据有关要求，现公布{O}{Y}年度政府信息公开工作年度报告。",
    "本报告的电子版可以在门户网站下载。",
    "本报告由{O}办公室编制，联系电话：0519-88012345。",
    "（{N}年1月20日发布）",
];

/// Lines of a page above a report.
const ABOVE: [&[&str]; 12] = [
    &["当前位置：首页 > 政府信息公开 > 法定主动公开内容 > 政府信息公开年报"],
    &["首页", "政务公开", "办事服务", "互动交流", "走进平川"],
    &["您现在的位置：首页>政务公开>政府信息公开年报>正文"],
    &["索引号：11310/{N}-0003", "名称：{T}", "发布机构：{O}", "生成日期：{N}-01-20", "文号：无", "主题词：信息公开"],
    &["字号：[大] [中] [小]", "打印本页"],
    &["无障碍浏览", "关怀版", "繁体", "登录", "注册"],
    &["来源：{O}  发布时间：{N}-01-20 09:15  浏览次数：21"],
    &["政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "政府信息公开年报"],
    &["{T}"],
    &["{T}", "发布日期：{N}-01-20", "来源：{O}", "【字体：大 中 小】"],
    &["信息名称：{T}", "索 引 号：{N}-00012", "有效性：有效"],
    &["{N}年01月20日 星期一", "请输入关键字", "搜索"],
];

/// Lines of a page below it.
const BELOW: [&[&str]; 11] = [
    &["【打印本页】【关闭窗口】"],
    &["上一篇：{O}{P}年政府信息公开工作年度报告", "下一篇：没有了"],
    &["相关链接", "{O}{P}年政府信息公开工作年度报告", "{O}2018年政府信息公开工作年度报告"],
    &["附件：{T}.docx", "扫一扫在手机打开当前页"],
    &["主办单位：{O}", "版权所有 {O}", "网站标识码：3104000001", "冀ICP备05000000号-1"],
    &["分享到：微信 微博", "返回顶部"],
    &["相关文档：", "· {O}{P}年政府信息公开工作年度报告", "· {O}政府信息公开指南"],
    &["责任编辑：张三"],
    &["网站地图 | 联系我们 | 关于我们", "技术支持：某某科技有限公司"],
    &["友情链接", "国务院部门网站", "省政府网站", "市政府网站"],
    &["您是第 12345 位访客"],
];

/// Labels of the table above a report, and what stands beside each.
const METADATA: [(&str, &str); 8] = [
    ("索引号", "11310/{N}-0003"),
    ("发布机构", "{O}"),
    ("名称", "{T}"),
    ("生成日期", "{N}-01-20"),
    ("文号", ""),
    ("主题分类", "综合政务/政务公开"),
    ("主题词", "政府信息公开 年度报告"),
    ("内容概述", "{T}"),
];

/// Changes a draft as those who publish it would.
pub fn dress(draft: &mut Draft, random: &mut Random) {
    if random.chance(40) {
        note_labels(draft, random);
    }
    if random.chance(30) {
        let text = filled(random.pick(&NOTICES), draft);
        let first = draft.blocks.iter().position(|(_, block)| matches!(block, Block::Heading(_))).unwrap_or(0);
        draft.blocks.insert(first, (None, Block::Paragraph(text)));
    }
    if random.chance(30) {
        end_pages(draft, random);
    }
    if random.chance(40) {
        let indent = random.pick(&["　　", "\u{a0}\u{a0}", "    "]);
        indent_paragraphs(draft, indent);
    }
}

fn note_labels(draft: &mut Draft, random: &mut Random) {
    for table in 0..2 {
        let Some(sheet) = draft.sheet_mut(table) else { continue };
        for line in sheet.lines_mut() {
            let noted = line.label.contains(['（', '(']) && !line.label.starts_with('（');
            if !noted && random.chance(if table == 0 { 30 } else { 5 }) {
                line.label.push_str(random.pick(&NOTES));
            }
        }
    }
}

/// Numbers of pages between the pieces of the draft.
fn end_pages(draft: &mut Draft, random: &mut Random) {
    for at in (2..draft.blocks.len()).rev() {
        if random.chance(8) {
            let section = draft.blocks[at - 1].0;
            draft.blocks.insert(at, (section, Block::Paragraph(random.pick(&PAGE_ENDS).to_owned())));
        }
    }
}

fn indent_paragraphs(draft: &mut Draft, indent: &str) {
    for (_, block) in &mut draft.blocks {
        if let Block::Paragraph(text) = block {
            text.insert_str(0, indent);
        }
    }
}

/// The page around a draft that is written already.
pub fn around(text: &str, draft: &Draft, dialect: Dialect, random: &mut Random) -> String {
    let text = if random.chance(15) { halfwidth(text) } else { text.to_owned() };
    let html = dialect == Dialect::Html;
    let (mut above, mut below) = (String::new(), String::new());
    for _ in 0..random.below(4) {
        above.push_str(&lines(random.pick(&ABOVE), draft, html));
    }
    if random.chance(40) {
        above.push_str(&metadata(draft, dialect, random));
    }
    for _ in 0..random.below(4) {
        below.push_str(&lines(random.pick(&BELOW), draft, html));
    }
    if !html {
        return format!("{above}{text}\n\n{below}");
    }
    let start = text.find("<h1").unwrap_or(0);
    let end = text.find("</body>").or_else(|| text.rfind("</div>")).unwrap_or(text.len());
    format!("{}{above}{}\n{below}{}", &text[..start], &text[start..end], &text[end..])
}

/// Marks of punctuation as programs without those of Chinese write them.
fn halfwidth(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '，' => ',',
            '；' => ';',
            '：' => ':',
            '（' => '(',
            '）' => ')',
            _ => character,
        })
        .collect()
}

fn filled(template: &str, draft: &Draft) -> String {
    let title = format!("{}{}年政府信息公开工作年度报告", draft.organ, draft.year);
    let year = |year: u16| year.to_string();
    let text = template.replace("{T}", &title).replace("{O}", draft.organ).replace("{Y}", &year(draft.year));
    text.replace("{N}", &year(draft.year + 1)).replace("{P}", &year(draft.year - 1))
}

fn lines(texts: &[&str], draft: &Draft, html: bool) -> String {
    let line = |text: &&str| {
        let text = filled(text, draft);
        if html {
            format!("<div><a href=\"#\">{}</a></div>\n", text.replace('>', "&gt;"))
        } else {
            format!("{text}\n\n")
        }
    };
    texts.iter().map(line).collect()
}

/// The table of metadata, in the form of the page's other tables.
fn metadata(draft: &Draft, dialect: Dialect, random: &mut Random) -> String {
    let count = 3 + random.below(METADATA.len() - 2);
    let pairs: Vec<(&str, String)> =
        METADATA[..count].iter().map(|(label, value)| (*label, filled(value, draft))).collect();
    let rows = pairs.chunks(2);
    let cells = |row: &[(&str, String)], open: &str, close: &str| -> String {
        row.iter().map(|(label, value)| format!("{open}{label}{close}{open}{value}{close}")).collect()
    };
    match dialect {
        Dialect::Html => {
            let row = |row: &[(&str, String)]| format!("<tr>{}</tr>\n", cells(row, "<td>", "</td>"));
            format!("<table class=\"meta\">\n{}</table>\n", rows.map(row).collect::<String>())
        }
        Dialect::Bars | Dialect::LedBars | Dialect::Markdown => {
            rows.map(|row| format!("{}\n", cells(row, "", " | "))).collect::<String>() + "\n"
        }
        Dialect::BarCells | Dialect::LoneBars | Dialect::LedBarCells => {
            rows.map(|row| cells(row, "", " |\n")).collect::<String>() + "\n"
        }
        Dialect::Tabs | Dialect::BareTabs => {
            let row = |row: &[(&str, String)]| format!("{}\n", cells(row, "", "\t").trim_end());
            rows.map(row).collect::<String>() + "\n"
        }
        _ => pairs.iter().map(|(label, value)| format!("{label}：{value}\n\n")).collect(),
    }
}
