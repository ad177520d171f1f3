//! The words of a made draft: title, opening, and the text of the sections, saying nothing that its tables deny.

use gaireport::standard::Edition;

use crate::laws::random::Random;
use crate::laws::sentences::Facts;

/// An organ that writes reports.
#[derive(Clone, Copy)]
pub struct Organ {
    /// Its name.
    pub name: &'static str,
    /// Whether it may make 规章.
    pub regulations: bool,
}

/// Organs of every level, some with rare characters in their names.
const ORGANS: [Organ; 10] = [
    Organ { name: "清河镇人民政府", regulations: false },
    Organ { name: "云岭乡人民政府", regulations: false },
    Organ { name: "城关街道办事处", regulations: false },
    Organ { name: "平川县人民政府", regulations: false },
    Organ { name: "平川县农业农村局", regulations: false },
    Organ { name: "临江市财政局", regulations: false },
    Organ { name: "临江市东湖区人民政府", regulations: false },
    Organ { name: "临江市人民政府", regulations: true },
    Organ { name: "江岭省人民政府", regulations: true },
    Organ { name: "𠮷安县㙦头镇人民政府", regulations: false },
];

/// One of the organs.
pub fn organ(random: &mut Random) -> Organ {
    random.pick(&ORGANS)
}

/// The lines of the title.
pub fn title(organ: &str, year: u16, random: &mut Random) -> Vec<String> {
    let han = year.to_string().chars().map(han_digit).collect::<String>();
    let one = |text: String| vec![text];
    match random.below(9) {
        0..=2 => one(format!("{organ}{year}年政府信息公开工作年度报告")),
        3 => one(format!("{organ}{year}年度政府信息公开工作年度报告")),
        4 => one(format!("{year}年{organ}政府信息公开工作年度报告")),
        5 => one(format!("{organ}{han}年政府信息公开工作年度报告")),
        6 => one(format!("{organ} {year} 年政府信息公开年度报告")),
        7 => vec![organ.to_owned(), format!("{year}年政府信息公开工作年度报告")],
        _ => vec![organ.to_owned(), format!("{year}年政府信息公开工作"), "年度报告".to_owned()],
    }
}

fn han_digit(digit: char) -> char {
    "〇一二三四五六七八九".chars().nth(digit.to_digit(10).unwrap_or(0) as usize).unwrap_or(digit)
}

/// The paragraphs between title and first heading: reason, period, parts, whom to ask.
pub fn opening(edition: &Edition, year: u16, random: &mut Random) -> Vec<String> {
    let short = format!(
        "本报告根据《中华人民共和国政府信息公开条例》（国务院令第711号）和{}要求编制。",
        format_args!("《{}》（{}）", edition.notice_title, edition.notice)
    );
    let reason = if random.chance(50) { edition.texts.preface.clone() } else { short };
    let period = match random.below(4) {
        0 => edition.texts.period.replace("{year}", &year.to_string()),
        1 => format!("本报告中所列数据的统计期限为{year}年1月1日至{year}年12月31日。"),
        2 => format!("报告中使用数据的统计期限自 {year} 年 1 月 1 日起至 12 月 31 日止。"),
        _ => format!("所列数据统计期限从{year}年1月1日起，到{year}年12月31日止。"),
    };
    let mut paragraphs = vec![reason, period];
    if random.chance(50) {
        paragraphs.push(parts(edition, random));
    }
    if random.chance(30) {
        paragraphs.push("如对本报告有疑问，请与本机关办公室联系（地址：幸福路12号，电话：0519-88012345）。".to_owned());
    }
    if random.chance(40) { vec![paragraphs.concat()] } else { paragraphs }
}

/// The sentence that names the six parts.
fn parts(edition: &Edition, random: &mut Random) -> String {
    let names: Vec<&str> = edition.sections.iter().map(|section| section.name.as_str()).collect();
    let numbered = edition.sections.iter().map(|section| format!("{}、{}", section.ordinal, section.name));
    match random.below(3) {
        0 => edition.texts.parts.clone(),
        1 => format!("全文包括：{}。", numbered.collect::<Vec<_>>().join("；")),
        _ => format!("本报告由{}六个部分组成。", names.join("、")),
    }
}

/// The text of section 一.
pub fn overview(year: u16, facts: &Facts, random: &mut Random) -> Vec<String> {
    let random = &mut facts.own_randomness(random);
    let [publication, requests, reviews] =
        [facts.of_publication(random), facts.of_requests(random), facts.of_reviews(random)];
    vec![
        format!("{year}年，本机关认真贯彻落实《中华人民共和国政府信息公开条例》，扎实推进政府信息公开工作。"),
        format!("（一）主动公开。{publication}"),
        format!("（二）依申请公开。{requests}{reviews}"),
        "（三）政府信息管理。严格执行信息发布保密审查制度，做到先审查、后公开。".to_owned(),
        "（四）政府信息公开平台建设。依托政府门户网站设置信息公开专栏，及时更新栏目内容。".to_owned(),
        "（五）监督保障。将政府信息公开纳入年度考核，组织业务培训2次。全年未发生责任追究情形，社会评议结果良好。"
            .to_owned(),
    ]
}

/// A sentence before or below a table.
pub fn lead_in(random: &mut Random) -> Option<&'static str> {
    let sentences = ["该部分以表格形式报告。表格如下：", "本年度有关情况见下表。"];
    random.chance(25).then(|| random.pick(&sentences))
}

/// The text of section 五.
pub fn improvement(year: u16, random: &mut Random) -> Vec<String> {
    match random.below(3) {
        0 => vec![
            "存在的主要问题：一是公开内容还不够全面；二是业务人员的专业能力有待提高。".to_owned(),
            format!("{}年，我们将加强业务培训，拓展公开渠道，进一步改进工作。", year + 1),
        ],
        1 => vec![
            "（一）存在的主要问题".to_owned(),
            "1.政策解读的形式比较单一，图文解读较少。".to_owned(),
            "2.部分栏目更新不够及时。".to_owned(),
            "（二）改进情况".to_owned(),
            "1.丰富解读形式，增加图片和视频解读。".to_owned(),
            "2.明确专人负责，定期检查栏目更新情况。".to_owned(),
        ],
        _ => {
            vec!["本机关主动公开的时效性还需加强。针对上述问题，本机关健全了信息发布制度，落实了审核责任。".to_owned()]
        }
    }
}

/// The text of section 六.
pub fn other(edition: &Edition, year: u16, random: &mut Random) -> String {
    if !edition.sections.iter().any(|section| section.states_fees) {
        return random.pick(&["无。", "无", "（无）", "无其他需要报告的事项。"]).to_owned();
    }
    match random.below(3) {
        0 => edition.texts.fee.replace("{year}", &year.to_string()),
        1 => "本年度未收取信息处理费。".to_owned(),
        _ => "本机关依据《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）规定，没有收取信息处理费。".to_owned(),
    }
}

/// Name and date below the report.
pub fn signature(organ: &str, year: u16, random: &mut Random) -> Vec<String> {
    match random.below(3) {
        0 => Vec::new(),
        1 => vec![organ.to_owned(), format!("{}年1月{}日", year + 1, 5 + random.below(20))],
        _ => vec![format!("{}年1月{}日", year + 1, 5 + random.below(20))],
    }
}
