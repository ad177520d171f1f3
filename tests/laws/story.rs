//! Words of made reports, no two alike: sentences put together of many topics, deeds and outcomes, without a word on figures
//! that the tables hold.

use crate::laws::random::Random;

const TOPICS: [&str; 26] = [
    "惠农补贴发放",
    "公共资源交易",
    "安全生产检查",
    "义务教育招生",
    "河道采砂管理",
    "危房改造",
    "社会救助",
    "食品药品抽检",
    "征地补偿",
    "环境整治",
    "就业创业扶持",
    "医疗保险报销",
    "道路养护",
    "防汛抗旱",
    "优抚安置",
    "预决算管理",
    "重大项目审批",
    "农村饮水",
    "养老服务",
    "集市搬迁",
    "林权登记",
    "垃圾分类",
    "校车运营",
    "疫苗接种",
    "古树保护",
    "数字档案",
];
const DEEDS: [&str; 22] = [
    "逐项列出清单并标明时限",
    "改由一个窗口统一受理",
    "在村务栏和微信群同步张贴",
    "请退休干部和群众代表先行试读",
    "按季度更换一次内容",
    "把办理流程画成一张图",
    "制作方言短视频讲解",
    "开设答问专栏",
    "随文附上通俗的说明",
    "将历年文件重新归类",
    "补齐了缺失的附件",
    "给每份材料编上检索号",
    "设立流动宣传车",
    "印发口袋手册",
    "安排值班人员当面解释",
    "组织跟班学习和现场演示",
    "把旧栏目合并精简",
    "邀请媒体记者旁听",
    "在办事大厅增设自助查询机",
    "对过期内容加注失效标记",
    "送达每一户签收",
    "公布经办人的联系电话",
];
const RESULTS: [&str; 22] = [
    "群众打听的次数明显少了",
    "来访人员一看就懂",
    "年底回访时满意的占多数",
    "争议得到了化解",
    "办理时间缩短近半",
    "得到上级通报表扬",
    "浏览量比往年翻了一番",
    "干部也少跑了冤枉路",
    "老年人反映字号合适",
    "外出务工人员也能及时看到",
    "没有再出现重复提问",
    "材料一次备齐的越来越多",
    "误解逐步消除",
    "监督电话打进来的变少",
    "村民主动转发",
    "企业负责人专门来信致谢",
    "检查中未见疏漏",
    "查找起来只要几秒",
    "新手也能独立操作",
    "社会评价有所回升",
    "群里讨论更加理性",
    "纸张用量降了下来",
];
const OPENINGS: [&str; 12] = [
    "在{topic}方面，{deed}，{result}。",
    "针对{topic}中群众不清楚的地方，{deed}；{result}。",
    "{deed}，让{topic}的来龙去脉摆在明处，{result}。",
    "抓住{topic}这个重点，先后{deed}，{result}。",
    "过去{topic}信息分散，今年{deed}，{result}。",
    "{topic}涉及面广，为此{deed}，{result}。",
    "领导班子两次专题研究{topic}，决定{deed}，{result}。",
    "结合{topic}，{deed}，又{deed2}，{result}。",
    "{result}，靠的是在{topic}上{deed}。",
    "围绕{topic}和{topic2}，{deed}，{result}。",
    "从{topic}入手，{deed}，再推广到{topic2}，{result}。",
    "对{topic}实行专人盯办，{deed}，{result}。",
];
const PROBLEMS: [&str; 16] = [
    "{topic}的内容更新偏慢",
    "{topic}只发结果不讲过程",
    "{topic}的说明专业词太多",
    "{topic}的栏目藏得太深",
    "经办{topic}的人员调动频繁，衔接不上",
    "{topic}的图表清晰度不够",
    "{topic}材料在不同平台上说法不一",
    "对{topic}的来信答复比较笼统",
    "{topic}缺少面向老年人的讲解",
    "{topic}的历史文件没有整理完",
    "{topic}的发布缺少提醒",
    "{topic}的意见征集参与的人少",
    "{topic}的宣传停留在张贴",
    "{topic}的保密审查环节耗时偏长",
    "{topic}的责任分工不够细",
    "{topic}的检索功能常出故障",
];

fn fill(template: &str, random: &mut Random) -> String {
    let mut text = template.to_owned();
    for (hole, words) in [
        ("{topic2}", &TOPICS[..]),
        ("{topic}", &TOPICS[..]),
        ("{deed2}", &DEEDS[..]),
        ("{deed}", &DEEDS[..]),
        ("{result}", &RESULTS[..]),
    ] {
        text = text.replace(hole, random.pick(words));
    }
    text
}

/// A sentence.
pub fn sentence(random: &mut Random) -> String {
    fill(random.pick(&OPENINGS), random)
}

fn sentences(count: usize, random: &mut Random) -> String {
    (0..count).map(|_| sentence(random)).collect()
}

/// Section 一.
pub fn overview(year: u16, random: &mut Random) -> Vec<String> {
    let first = sentence(random);
    vec![
        format!("{year}年的政府信息公开工作情况如下。{first}"),
        format!("（一）主动公开。{}", sentences(3, random)),
        format!("（二）依申请公开。{}", sentences(2, random)),
        format!("（三）政府信息管理。{}", sentences(2, random)),
        format!("（四）政府信息公开平台建设。{}", sentences(2, random)),
        format!("（五）监督保障。开展了工作考核和社会评议，没有责任追究情形。{}", sentences(2, random)),
    ]
}

/// Section 五.
pub fn improvement(year: u16, random: &mut Random) -> Vec<String> {
    let problem = |random: &mut Random| fill(random.pick(&PROBLEMS), random);
    let problems =
        format!("存在的主要问题：一是{}；二是{}；三是{}。", problem(random), problem(random), problem(random));
    vec![problems, format!("{}年准备从以下方面改进：{}", year + 1, sentences(5, random))]
}
