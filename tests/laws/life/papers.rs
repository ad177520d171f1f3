//! Papers that speak of reports and are none: notices, plans, guides, READMEs, minutes and lists of links.

use gaireport::compose::{Fill, table_text};
use gaireport::dialect::{Form, Kind};
use gaireport::standard::{Edition, editions};

use crate::laws::random::Random;

const PLACES: [&str; 6] = ["青河县", "临江市", "平川县柳林镇", "江岭省", "东湖区", "云岭州"];
const ORGANS: [&str; 7] =
    ["人民政府", "财政局", "教育局", "人民政府办公室", "农业农村局", "卫生健康委员会", "市场监督管理局"];

/// Sentences that any of these papers may hold.
const SENTENCES: [&str; 16] = [
    "各单位要高度重视，明确专人负责，按时完成年度报告的编制和发布。",
    "年度报告应当包括主动公开、依申请公开、行政复议和行政诉讼等情况。",
    "表格的每一格都要填写，没有发生的填0，不得留空。",
    "请于{N}年1月31日前通过门户网站公布，并将纸质件报送备案。",
    "{Y}年共受理政府信息公开申请26件，答复25件，结转1件。",
    "会议听取了{Y}年政府信息公开工作情况的汇报。",
    "统计期限为{Y}年1月1日至{Y}年12月31日。",
    "对未按要求报送的单位，将予以通报。",
    "第一项加第二项之和，等于第三项加第四项之和。",
    "依据《中华人民共和国政府信息公开条例》第四十九条、第五十条。",
    "联系人：李四，电话：0519-88012345。",
    "全年公开信息不少于200条，其中政策文件不少于20条。",
    "申请人可以采用信函、电子邮件等书面形式提出申请。",
    "下一步要加强业务培训，拓展公开渠道，提高公开质量。",
    "存在的主要问题是公开内容不够全面，更新不够及时。",
    "本机关自收到申请之日起20个工作日内予以答复。",
];

/// Titles of a kind of paper, `{O}` an organ, `{Y}` a year, `{N}` the next.
const NOTICES: &[&str] = &[
    "{O}关于做好{Y}年政府信息公开工作年度报告编制发布工作的通知",
    "关于报送{Y}年度政府信息公开工作年度报告的函",
    "{O}关于{Y}年政府信息公开工作年度报告发布情况的通报",
    "关于召开{Y}年政府信息公开年度报告编制培训会的通知",
];
const PLANS: &[&str] = &[
    "{O}{N}年政务公开工作要点",
    "{O}{N}年政府信息公开工作实施方案",
    "{O}{N}年政府信息公开工作计划",
    "{O}政府信息公开培训方案",
];
const GUIDES: &[&str] = &[
    "{O}政府信息公开指南",
    "政府信息公开工作年度报告填报说明",
    "{O}政府信息公开工作年度报告编制指南",
    "{Y}年政府信息公开工作年度报告政策解读",
];
const MINUTES: &[&str] =
    &["{O}{Y}年政府信息公开工作推进会会议纪要", "{O}关于{Y}年政府信息公开工作的会议记录", "{O}{Y}年政务公开工作总结"];

/// A paper, and the kind of its file.
pub fn paper(number: usize, random: &mut Random) -> (String, Kind) {
    let place = format!("{}{}", random.pick(&PLACES), random.pick(&ORGANS));
    let edition = &editions()[random.below(editions().len())];
    let year = edition.years.0;
    let text = match number % 6 {
        0 => with_sections(NOTICES, edition, random),
        1 => with_points(PLANS, random),
        2 => with_sections(GUIDES, edition, random),
        3 => with_points(MINUTES, random),
        4 => links(random),
        _ => readme(edition, random),
    };
    let text = text.replace("{O}", &place).replace("{Y}", &year.to_string()).replace("{N}", &(year + 1).to_string());
    match random.below(3) {
        _ if number % 6 == 5 => (text, Kind::Markdown),
        0 => (text, Kind::Markdown),
        1 => (text, Kind::Text),
        _ => (page(&text), Kind::Html),
    }
}

fn sentences(count: usize, random: &mut Random) -> String {
    (0..count).map(|_| random.pick(&SENTENCES)).collect()
}

/// A paper that goes through the sections of a report and says what belongs into each.
fn with_sections(titles: &[&str], edition: &Edition, random: &mut Random) -> String {
    let mut text = format!("{}\n\n各乡镇人民政府，各有关部门：\n\n{}\n\n", random.pick(titles), sentences(1, random));
    let some = random.chance(60);
    for section in &edition.sections {
        if some {
            text.push_str(&format!("{}\n\n", section.heading()));
        }
        text.push_str(&format!("{}\n\n", sentences(1 + random.below(2), random)));
    }
    text + "附件：政府信息公开工作年度报告格式\n\n{O}\n{N}年1月5日\n"
}

/// A paper with points of its own.
fn with_points(titles: &[&str], random: &mut Random) -> String {
    let heads = ["总体要求", "重点任务", "主动公开", "依申请公开", "工作要求", "存在的问题", "保障措施", "时间安排"];
    let mut text = format!("{}\n\n{}\n\n", random.pick(titles), sentences(1, random));
    for ordinal in ["一", "二", "三", "四"] {
        let head = random.pick(&heads);
        text.push_str(&format!("{ordinal}、{head}\n\n{}\n\n", sentences(1 + random.below(3), random)));
    }
    text
}

/// A page of links to reports.
fn links(random: &mut Random) -> String {
    let mut text =
        random.pick(&["政府信息公开年报", "历年年报", "政府信息公开工作年度报告汇总", "年度报告"]).to_owned();
    text.push_str("\n\n当前位置：首页 > 政务公开 > 政府信息公开年报\n\n");
    for year in (2015..2025).rev().take(3 + random.below(7)) {
        let organ = format!("{}{}", random.pick(&PLACES), random.pick(&ORGANS));
        let date = if random.chance(50) { format!("  {}-01-2{}", year + 1, random.below(10)) } else { String::new() };
        text.push_str(&format!("{organ}{year}年政府信息公开工作年度报告{date}\n\n"));
    }
    text + "共 12 页  下一页  尾页\n"
}

/// The README of a folder or a program that has to do with reports.
fn readme(edition: &Edition, random: &mut Random) -> String {
    let mut text =
        "# 年度报告检查工具\n\n检查政府信息公开工作年度报告的表格是否勾稽。\n\n## 用法\n\n```\ncheck 年报.txt\n```\n\n"
            .to_owned();
    if random.chance(50) {
        text.push_str("## 检查哪些部分\n\n");
        edition.sections.iter().for_each(|section| text.push_str(&format!("- {}\n", section.heading())));
        text.push('\n');
    }
    if random.chance(50) {
        text.push_str(
            "| 规则 | 说明 |\n|---|---|\n| row-sum | 六类申请人之和等于总计 |\n| balance | 一加二等于三加四 |\n\n",
        );
    }
    if random.chance(30) {
        let table = random.below(edition.tables.len());
        text.push_str(&format!("## 表样\n\n```\n{}\n```\n\n", table_text(edition, table, Form::Tabs, Fill::Blank)));
    }
    text + &sentences(2, random) + "\n"
}

/// The paper as a page of a site.
fn page(text: &str) -> String {
    let line =
        |line: &str| if line.is_empty() { String::new() } else { format!("<p>{}</p>\n", line.replace('>', "&gt;")) };
    let title = text.lines().next().unwrap_or_default();
    format!(
        "<html><head><title>{title}</title></head><body>\n{}</body></html>\n",
        text.lines().map(line).collect::<String>()
    )
}
