//! Words of the editor features themselves, in both languages. Words of rules stand in their pages, words of the standard
//! in its data.

use crate::language::Language;
use crate::lint::{Level, Severity};

/// The words of one language.
#[derive(Clone, Copy, Debug)]
pub struct Words(pub Language);

/// The figures of one side of a sum; parts that are 0 are left out.
pub fn side(figures: impl IntoIterator<Item = String>) -> String {
    let figures: Vec<String> = figures.into_iter().filter(|figure| figure != "0").collect();
    if figures.is_empty() { "0".to_owned() } else { figures.join("＋") }
}

impl Words {
    /// One of two wordings.
    pub fn pick(self, chinese: &'static str, english: &'static str) -> &'static str {
        match self.0 {
            Language::Chinese => chinese,
            Language::English => english,
        }
    }

    /// Stands for a blank cell in a sum.
    pub fn blank(self) -> &'static str {
        self.pick("（空）", "(blank)")
    }

    /// Stands in a sum for a cell that holds no figure.
    pub fn no_figure(self) -> &'static str {
        "？"
    }

    /// Keep a rule quiet where its finding stands.
    pub fn ignore(self, rule: &str, title: &str) -> String {
        match self.0 {
            Language::Chinese => format!("此处不再提示：{title}（{rule}）"),
            Language::English => format!("Ignore here: {title} ({rule})"),
        }
    }

    /// All safe fixes.
    pub fn fix_all(self) -> &'static str {
        self.pick("应用所有只改形式的修正", "Apply all fixes that change form only")
    }

    /// A table drawn anew.
    pub fn redraw(self, table: &str) -> String {
        match self.0 {
            Language::Chinese => format!("按标准格式重画{table}"),
            Language::English => format!("Redraw {table} in standard form"),
        }
    }

    /// A table drawn anew, over the table.
    pub fn redraw_short(self) -> &'static str {
        self.pick("按标准格式重画", "Redraw in standard form")
    }

    /// A table in the form of another edition.
    pub fn upgrade(self, table: &str, edition: u16) -> String {
        match self.0 {
            Language::Chinese => format!("将{table}改为 {edition} 年格式（两版都有的格保留原数）"),
            Language::English => format!("Draw {table} in the format of {edition}, keeping figures of cells both have"),
        }
    }

    /// A table in another way of writing.
    pub fn convert_table(self, table: &str, form: &str) -> String {
        match self.0 {
            Language::Chinese => format!("将{table}转为{form}"),
            Language::English => format!("Convert {table} to {form}"),
        }
    }

    /// The draft in another way of writing.
    pub fn convert_draft(self, form: &str) -> String {
        match self.0 {
            Language::Chinese => format!("将全文转为{form}"),
            Language::English => format!("Convert the draft to {form}"),
        }
    }

    /// Names of forms and targets.
    pub fn markdown(self) -> &'static str {
        self.pick(" Markdown", "Markdown")
    }

    /// Rows of cells between tabs.
    pub fn tabs(self) -> &'static str {
        self.pick("制表符分隔的表格", "tab-separated cells")
    }

    /// Plain text with rows of cells between tabs.
    pub fn text(self) -> &'static str {
        self.pick("纯文本", "plain text")
    }

    /// Tables or pages in HTML.
    pub fn html(self) -> &'static str {
        " HTML".trim_start_matches(if self.0 == Language::English { " " } else { "" })
    }
}

/// Words on findings and sums.
impl Words {
    /// When a notice was issued.
    pub fn issued(self) -> &'static str {
        self.pick("发布", "Issued")
    }

    /// A severity.
    pub fn level(self, level: Level) -> &'static str {
        match level {
            Some(Severity::Error) => self.pick("错误", "error"),
            Some(Severity::Warning) => self.pick("警告", "warning"),
            Some(Severity::Information) => self.pick("提示", "information"),
            None => self.pick("默认关闭", "off by default"),
        }
    }

    /// Formats the numbers of sums that hold, are broken and are open.
    pub fn sums(self, held: usize, broken: usize, open: usize) -> String {
        let said = match self.0 {
            Language::Chinese => [(held, "项成立"), (broken, "项不成立"), (open, "项缺数")],
            Language::English => [(held, "hold"), (broken, "broken"), (open, "open")],
        };
        let parts = said.iter().enumerate().filter(|(index, (count, _))| *index == 0 || *count > 0);
        let parts: Vec<String> = parts.map(|(_, (count, word))| format!("{count} {word}")).collect();
        match self.0 {
            Language::Chinese => format!("勾稽关系：{}", parts.join("，")),
            Language::English => format!("Sums: {}", parts.join(", ")),
        }
    }

    /// Formats the numbers of findings of each severity in a report.
    pub fn counts(self, errors: usize, warnings: usize, information: usize) -> String {
        let said = match self.0 {
            Language::Chinese => [(errors, "个错误"), (warnings, "个警告"), (information, "个提示")],
            Language::English => [(errors, "errors"), (warnings, "warnings"), (information, "notes")],
        };
        let parts: Vec<String> =
            said.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
        match (parts.is_empty(), self.0) {
            (true, _) => self.pick("没有发现问题", "Nothing found").to_owned(),
            (false, Language::Chinese) => parts.join("，"),
            (false, Language::English) => parts.join(", "),
        }
    }

    /// A sum with its place.
    pub fn sum(self, place: &str, identity: &str, figures: &str) -> String {
        match self.0 {
            Language::Chinese => format!("{place}：{identity}，{figures}"),
            Language::English => format!("{place}: {identity}, {figures}"),
        }
    }
}

/// Words of sums.
impl Words {
    /// Stands beside a total that is blank or wrong.
    pub fn should_be(self, figure: i64) -> String {
        match self.0 {
            Language::Chinese => format!("应为 {figure}"),
            Language::English => format!("should be {figure}"),
        }
    }

    /// A sum of which figures are missing.
    pub fn unknown(self, cells: usize) -> String {
        match (self.0, cells) {
            (Language::Chinese, _) => format!("还有 {cells} 格没有数字"),
            (Language::English, 1) => "1 figure is missing".to_owned(),
            (Language::English, _) => format!("{cells} figures are missing"),
        }
    }
}

/// Words of a hover.
impl Words {
    /// Label of a source in law.
    pub fn source(self) -> &'static str {
        self.pick("依据", "Source")
    }

    /// No edition covers the year.
    pub fn no_edition(self) -> &'static str {
        self.pick("没有适用的格式", "no edition")
    }

    /// A report.
    pub fn title(self, organ: &str, year: &str, format: &str) -> String {
        match self.0 {
            Language::Chinese => format!("**{organ}**　{year} 年度\n\n格式：{format}"),
            Language::English => format!("**{organ}**, {year}\n\nFormat: {format}"),
        }
    }

    /// A figure that the sums give.
    pub fn determined(self, figure: i64) -> String {
        match self.0 {
            Language::Chinese => format!("按勾稽关系应为 **{figure}**"),
            Language::English => format!("The sums give **{figure}**"),
        }
    }

    /// A figure of the prose states cells.
    pub fn states(self) -> &'static str {
        self.pick("应与表格一致", "States what stands in the tables")
    }
}

/// Words of completion.
impl Words {
    /// A section with its table, blank.
    pub fn with_blank_table(self) -> &'static str {
        self.pick("标题和空白表格", "heading and blank table")
    }

    /// A section with its table, a 0 in each cell.
    pub fn with_zeros(self) -> &'static str {
        self.pick("标题和填 0 的表格", "heading and table of zeros")
    }

    /// A section with what the standard says in it.
    pub fn with_body(self) -> &'static str {
        self.pick("标题和标准内容", "heading and standard text")
    }

    /// A heading and nothing else.
    pub fn heading_alone(self) -> &'static str {
        self.pick("只写标题", "heading only")
    }

    /// A table without figures.
    pub fn blank_table(self) -> &'static str {
        self.pick("空白表格", "blank table")
    }

    /// A table with a 0 in each cell.
    pub fn table_of_zeros(self) -> &'static str {
        self.pick("填 0 的表格", "table of zeros")
    }

    /// The title of a report and nothing else.
    pub fn title_alone(self) -> &'static str {
        self.pick("标题", "title")
    }

    /// Asks for the organ.
    pub fn organ(self) -> &'static str {
        self.pick("机关名称", "organ")
    }

    /// Asks for the year.
    pub fn year(self) -> &'static str {
        self.pick("年份", "year")
    }

    /// A report with all its sections.
    pub fn whole_report(self) -> &'static str {
        self.pick("整篇年报，表格空白", "whole report with blank tables")
    }

    /// Describes a standard sentence, by its id.
    pub fn sentence(self, id: &str) -> &'static str {
        match id {
            "preface" => self.pick("编制依据", "legal basis"),
            "period" => self.pick("统计期限", "period of the figures"),
            "parts" => self.pick("六个部分", "the six parts"),
            _ => self.pick("信息处理费", "processing fees"),
        }
    }
}
