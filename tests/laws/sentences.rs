//! Sentences of section 一 as reports write them: figures that agree with the tables, and figures of other things.

use gaireport::number::Decimal;
use gaireport::standard::Edition;

use crate::laws::figures::Figures;
use crate::laws::random::Random;

/// What the tables of a draft say of requests and reviews.
pub struct Facts<'f> {
    edition: &'static Edition,
    figures: &'f [Figures; 3],
    year: u16,
}

impl<'f> Facts<'f> {
    /// The facts of a draft.
    pub fn new(edition: &'static Edition, figures: &'f [Figures; 3], year: u16) -> Self {
        Facts { edition, figures, year }
    }

    /// Randomness for the words alone: a new way of saying things makes no other drafts of the same number.
    pub fn own_randomness(&self, random: &mut Random) -> Random {
        let drawn = [400, 60, 40].map(|bound| random.below(bound));
        let last = if self.total("new") + self.total("carried_over") > 0 { random.below(3) } else { 0 };
        Random::new(drawn.iter().fold(last, |seed, drawn| seed * 400 + drawn) as u64)
    }

    /// The figure of all rows that begin so, in a column of 表三.
    fn requests(&self, rows: &str, column: usize) -> i64 {
        let table = &self.edition.tables[1];
        let matching = table.rows.iter().zip(&self.figures[1]).filter(|(row, _)| row.id.starts_with(rows));
        matching.map(|(_, figures)| whole(figures[column])).sum()
    }

    fn total(&self, rows: &str) -> i64 {
        self.requests(rows, self.figures[1][0].len() - 1)
    }

    /// The total of a row of 表四.
    fn reviews(&self, row: usize) -> i64 {
        whole(self.figures[2][row][4])
    }

    /// The paragraph on requests.
    pub fn of_requests(&self, random: &mut Random) -> String {
        let (new, over) = (self.total("new"), self.total("carried_over"));
        let mut text = match (new, over) {
            (0, 0) => self.nothing(random),
            (0, _) => format!("新收政府信息公开申请0件，上年结转{}件。", count(over, random)),
            _ => self.received(random),
        };
        if new + over > 0 {
            text += &self.handled(random);
        }
        text + &self.beside(random)
    }

    fn nothing(&self, random: &mut Random) -> String {
        let year = self.year;
        random
            .pick(&[
                "全年未收到政府信息公开申请。",
                "本年度没有收到依申请公开申请，无上年结转。",
                "今年以来，本机关未接到依申请公开事项。",
                "收到政府信息公开申请0件，办结0件，结转下年度0件。",
                "全年依申请公开零报告。",
            ])
            .replace("今年以来", &format!("{year}年"))
    }

    fn received(&self, random: &mut Random) -> String {
        let (new, over, natural) = (self.total("new"), self.total("carried_over"), self.requests("new", 0));
        let (year, legal) = (self.year, new - natural);
        let (by_net, count) = (random.up_to(new), |figure, random: &mut Random| count(figure, random));
        match random.below(8) {
            0 => format!("{year}年新收政府信息公开申请{}件，上年结转{}件。", count(new, random), count(over, random)),
            1 => format!(
                "全年共收到政府信息公开申请{}件，其中自然人{natural}件，法人或其他组织{legal}件。",
                count(new, random)
            ),
            2 => format!(
                "{year}年，共受理依申请公开{}件（含上年结转{}件）。",
                count(new + over, random),
                count(over, random)
            ),
            3 => format!("共接收依申请公开{}宗，{}年结转{over}宗。", count(new, random), year - 1),
            4 => format!(
                "收到{}件政府信息公开申请，其中网络申请{by_net}件、信函申请{}件。",
                count(new, random),
                new - by_net
            ),
            5 => format!("收到公民、法人和其他组织提出的信息公开申请{}件。", count(new, random)),
            6 => format!(
                "收到政府信息公开申请{new}件，其中自然人{natural}件，占{}；法人或其他组织{legal}件，占{}。",
                percent(natural, new),
                percent(legal, new)
            ),
            _ => format!("办理政府信息公开申请{}件，其中新收{new}件，上年结转{over}件。", count(new + over, random)),
        }
    }

    fn handled(&self, random: &mut Random) -> String {
        let (handled, forward) = (self.total("handled"), self.total("carried_forward"));
        let (granted, partial) = (self.total("granted"), self.total("partial"));
        let groups = ["denied", "unavailable", "rejected", "other"].map(|rows| self.total(rows));
        let [denied, unavailable, rejected, other] = groups;
        match random.below(7) {
            0 => format!("办结{}件，结转下年度继续办理{}件。", count(handled, random), count(forward, random)),
            1 => format!("全年答复政府信息公开申请{handled}件，{forward}件结转下年度。"),
            2 => format!(
                "共办结{handled}件，其中予以公开{granted}件、部分公开{partial}件、不予公开{denied}件、无法提供{unavailable}件、不予处理{rejected}件、其他处理{other}件。"
            ),
            3 => format!("依申请公开办结{handled}件，予以公开及部分公开{}件，不予公开{denied}件。", granted + partial),
            4 => format!("办结{handled}件，结转至{}年{forward}件。", self.year + 1),
            5 if forward == 0 => "全部申请均已按时答复。".to_owned(),
            5 => format!("除{forward}件结转外均按时答复。"),
            _ => "按期答复率100%。".to_owned(),
        }
    }

    /// Sentences on other affairs, other years and other organs.
    fn beside(&self, random: &mut Random) -> String {
        let (year, some) = (self.year, 2 + random.up_to(300));
        match random.below(12) {
            0 => format!("全年受理12345热线工单{some}件，办结率100%。"),
            1 => format!("办理建议提案{some}件，全部办结。"),
            2 => format!("{}年收到政府信息公开申请{some}件，{year}年有所变化。", year - 1),
            3 => format!("政府信息公开申请较{}年增加{some}件，增长12%。", year - 1),
            4 => format!("配合上级机关办理政府信息公开申请{some}件。"),
            5 => format!("便民服务中心办理各类事项{some}件。"),
            6 => "未收到信函申请，无不予公开情况。".to_owned(),
            7 => format!("收到群众来信{some}件，均已答复。"),
            8 => "在20个工作日内答复，电话沟通30余次。".to_owned(),
            9 => format!("{}年，我们将把答复时间控制在10个工作日以内，计划办理{some}件。", year + 1),
            _ => String::new(),
        }
    }

    /// The sentence on reviews and lawsuits.
    pub fn of_reviews(&self, random: &mut Random) -> String {
        let [review, direct, after] = [0, 1, 2].map(|row| self.reviews(row));
        if review + direct + after == 0 {
            let none = [
                "全年未发生因政府信息公开工作引起的行政复议和行政诉讼。",
                "本年度政府信息公开行政复议、行政诉讼均未发生。",
                "因政府信息公开被申请行政复议0件、提起行政诉讼0件。",
                "无行政复议和行政诉讼案件。",
            ];
            return random.pick(&none).to_owned();
        }
        match random.below(4) {
            0 => format!("因政府信息公开工作被申请行政复议{review}件，行政诉讼{}件。", direct + after),
            1 => format!("全年因政府信息公开引发行政复议{review}件，无复议纠错情况。"),
            2 if direct + after == 0 => "全年未发生政府信息公开行政诉讼。".to_owned(),
            _ => "因政府信息公开工作引起的行政复议和行政诉讼均依法应对。".to_owned(),
        }
    }

    /// The paragraph on what was published.
    pub fn of_publication(&self, random: &mut Random) -> String {
        let parts: Vec<i64> = (0..3).map(|_| random.up_to(200)).collect();
        let (year, sum, [one, other, third]) = (self.year, parts.iter().sum::<i64>(), [parts[0], parts[1], parts[2]]);
        let inner = random.up_to(one);
        let sentence = match random.below(7) {
            0 => format!(
                "{year}年，主动公开政府信息{sum}条，其中机构职能类{one}条，政策文件类{other}条，其他{third}条。"
            ),
            1 => format!("全年发布信息{sum}条，分别为政策{one}条、动态{other}条、公告{third}条。"),
            2 => format!("公开信息{sum}条（政策{one}条，动态{other}条，公告{third}条）。"),
            3 => format!(
                "公开信息{sum}条，其中政策{one}条（部门{inner}条、乡镇{}条）、动态{other}条、其他{third}条。",
                one - inner
            ),
            4 => format!("公开信息{}条，其中政策{one}条、动态{other}条等。", sum + 9),
            5 => format!("公开信息{}余条，其中政策{one}条、动态{other}条。", 10 * (sum / 10) + 10),
            _ => format!("发布信息{sum}条，包括政策{one}条、动态{other}条、公告{third}条，召开发布会2次，培训60人次。"),
        };
        let documents = self.of_documents(random);
        format!("{sentence}{documents}在政务公开公开栏一项一项公布。")
    }

    fn of_documents(&self, random: &mut Random) -> String {
        let table = &self.edition.tables[0];
        let figures = |row: &str| table.row(row).map(|row| &self.figures[0][row]);
        match figures("documents") {
            Some(row) if table.column(0, "issued").is_some() && random.chance(50) => {
                format!("制发行政规范性文件{}件，废止规范性文件{}件。", row[0], row[1])
            }
            _ => String::new(),
        }
    }
}

fn whole(figure: Decimal) -> i64 {
    figure.whole().expect("requests and reviews are counted in whole numbers")
}

/// A count in one of the ways of writing it.
fn count(figure: i64, random: &mut Random) -> String {
    let plain = figure.to_string();
    match random.below(6) {
        0 => format!(" {plain} "),
        1 => plain.chars().map(|digit| char::from_u32(u32::from(digit) + 0xFEE0).unwrap_or(digit)).collect(),
        2 if (2..100).contains(&figure) => han(figure),
        3 if (1000..1_000_000).contains(&figure) => format!("{},{:03}", figure / 1000, figure % 1000),
        _ => plain,
    }
}

/// A number below a hundred in Han numerals.
fn han(figure: i64) -> String {
    let digit = |value: i64| "〇一二三四五六七八九".chars().nth(value as usize).unwrap_or('〇');
    match (figure / 10, figure % 10) {
        (0, 2) => "两".to_owned(),
        (0, ones) => digit(ones).to_string(),
        (tens, ones) => {
            let tens = if tens == 1 { String::new() } else { digit(tens).to_string() };
            let ones = if ones == 0 { String::new() } else { digit(ones).to_string() };
            format!("{tens}十{ones}")
        }
    }
}

/// A share with one place, cut.
fn percent(part: i64, whole: i64) -> String {
    let thousandths = part * 1000 / whole;
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}
