//! The invented notice, as what it changes in the edition before: one kind of applicant more, two results more, another
//! name for section 五.

/// Id of the edition, and its first year.
pub const ID: u16 = 2027;
/// Number of the notice.
pub const NUMBER: &str = "国办公开办函〔2026〕18号";
/// The new column of 表三: id and label.
pub const COLUMN: (&str, &str) = ("media", "新闻媒体");
/// The new row in a group.
pub const ROW: (&str, &str) = ("denied.trade_secret", "9.属于商业秘密");
/// The new row that is a result of its own.
pub const RESULT: (&str, &str) = ("transferred", "（七）转由其他机关办理");
/// The new name of section 五.
pub const SECTION: &str = "工作不足和改进打算";

/// What stands in the file of 2021, and what in its place in that of 2027; how often.
const CHANGES: &[(&str, &str, usize)] = &[
    ("id = 2021\nfirst_year = 2021\n", "id = 2027\nfirst_year = 2027\n", 1),
    ("id = \"2021-30\"", "id = \"2026-18\"", 1),
    ("国办公开办函〔2021〕30号", NUMBER, 0),
    // Section 五.
    (
        "name = \"存在的主要问题及改进情况\"\naccepted = [\"政府信息公开工作存在的主要问题及改进情况\"]\n\
         lowered = [\"存在问题及改进情况\"]\nmistaken = [\"存在的主要问题\", \"存在问题和改进措施\"]\n\
         keys = [\"存在的主要问题\", \"存在问题\", \"改进\"]\n",
        "name = \"工作不足和改进打算\"\nkeys = [\"工作不足\", \"改进打算\"]\n",
        1,
    ),
    ("存在的主要问题及改进情况、其他需要报告的事项等", "工作不足和改进打算、其他需要报告的事项等", 1),
    // The column.
    (
        "total = natural_person + business + research + nonprofit + legal_service + other\"",
        "total = natural_person + business + research + nonprofit + legal_service + media + other\"",
        1,
    ),
    ("＋法律服务机构＋其他\"", "＋法律服务机构＋新闻媒体＋其他\"", 1),
    (
        "[[table.part.column]]\nid = \"other\"\nlabel = \"其他\"\npath",
        "[[table.part.column]]\nid = \"media\"\nlabel = \"新闻媒体\"\npath = [\"申请人情况\", \"法人或其他组织\"]\n\
         kind = \"count\"\nexplanation = \"新闻媒体提出的申请。\"\n\n\
         [[table.part.column]]\nid = \"other\"\nlabel = \"其他\"\npath",
        1,
    ),
    // The rows.
    ("rejected.* + other.*\"", "rejected.* + other.* + transferred\"", 1),
    ("（六）其他处理\"\n\n[[table.down]]", "（六）其他处理＋（七）转由其他机关办理\"\n\n[[table.down]]", 1),
    (
        "[[table.part.row]]\nid = \"unavailable.not_held\"",
        "[[table.part.row]]\nid = \"denied.trade_secret\"\nlabel = \"9.属于商业秘密\"\n\
         path = [\"三、本年度办理结果\", \"（三）不予公开\"]\nkeys = [\"9属于商业秘密\"]\n\
         explanation = \"因涉及商业秘密而不予公开的申请。\"\nsource = \"《政府信息公开条例》第十五条\"\n\n\
         [[table.part.row]]\nid = \"unavailable.not_held\"",
        1,
    ),
    (
        "[[table.part.row]]\nid = \"handled\"\nlabel = \"（七）总计\"",
        "[[table.part.row]]\nid = \"transferred\"\nlabel = \"（七）转由其他机关办理\"\n\
         path = [\"三、本年度办理结果\"]\nkeys = [\"转由其他机关\"]\n\
         explanation = \"转由其他机关办理的申请。\"\nsource = \"国办公开办函〔2026〕18号\"\n\n\
         [[table.part.row]]\nid = \"handled\"\nlabel = \"（八）总计\"",
        1,
    ),
    ("keys = [\"七总计\"]", "keys = [\"八总计\"]", 1),
    ("（七）总计", "（八）总计", 0),
];

/// The file of the edition, out of that of the one before.
pub fn edition(before: &str) -> String {
    let mut file = before.replace("\r\n", "\n");
    for (old, new, times) in CHANGES {
        let found = file.matches(old).count();
        assert!(if *times == 0 { found > 0 } else { found == *times }, "{found} times in the file: {old}");
        file = file.replace(old, new);
    }
    file
}

/// The file of the edition before, which now ends.
pub fn closed(before: &str) -> String {
    before.replacen("first_year = 2021\n", "first_year = 2021\nlast_year = 2026\n", 1)
}
