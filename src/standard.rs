//! The national format as data: editions, sections, tables, rows, columns and identities, read from `standard/*.toml`.

mod load;
mod words;

use std::ops::Range;

pub use load::{edition, editions, for_year, nearest, newest, notices, wordings};

/// One edition of the format; everything that is checked against the standard comes from here.
#[derive(Debug)]
pub struct Edition {
    /// Names the edition everywhere; the year of its notice.
    pub id: u16,
    /// Position among all editions, the oldest first.
    pub index: usize,
    /// Report years it applies to, `first..=last`; the last is open for the edition in force.
    pub years: (u16, Option<u16>),
    /// The notice that issued it, for example 国办公开办函〔2021〕30号.
    pub notice: String,
    /// The notice's title, without 《》.
    pub notice_title: String,
    /// The six sections, in order.
    pub sections: Vec<Section>,
    /// 表二, 表三, 表四, in order.
    pub tables: Vec<Table>,
    /// Standard sentences; `{year}` stands for the report year, `{org}` for the organ.
    pub texts: Texts,
}

/// Standard sentences and patterns of the report.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Texts {
    /// The title, `{org}{year}年政府信息公开工作年度报告`.
    pub title: String,
    /// Endings of a title that are right, without organ and year.
    pub title_endings: Vec<String>,
    /// Words one of which any attempt at a title contains; it also ends with one of `title_closings`.
    pub title_subjects: Vec<String>,
    /// See `title_subjects`.
    pub title_closings: Vec<String>,
    /// Words in the title of a report of another kind: schools report a school year, in another format.
    pub title_others: Vec<String>,
    /// The sentence on the period of the figures.
    pub period: String,
    /// The opening sentence that cites the law and the notice.
    pub preface: String,
    /// Words that name the period of the figures, in drafts.
    pub period_words: Vec<String>,
    /// The sentence that names the six parts.
    pub parts: String,
    /// Words one of which stands in any draft of that sentence.
    pub parts_signs: Vec<String>,
    /// Words for the report in drafts of that sentence.
    pub parts_subjects: Vec<String>,
    /// Words for "consists of" there.
    pub parts_verbs: Vec<String>,
    /// Words for what is counted there; the first is used of nothing else.
    pub parts_units: Vec<String>,
    /// Section 六 of a new report.
    pub fee: String,
}

/// A section of the report.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// `overview`, `disclosure`, `requests`, `review`, `improvement`, `other`.
    pub id: String,
    /// Han ordinal: 一 … 六.
    pub ordinal: String,
    /// Canonical name without ordinal.
    pub name: String,
    /// Other names that are right, without ordinal.
    #[serde(default)]
    pub accepted: Vec<String>,
    /// Names that deserve a word of information only.
    #[serde(default)]
    pub lowered: Vec<String>,
    /// Wrong names that are surely meant for this section.
    #[serde(default)]
    pub mistaken: Vec<String>,
    /// Names too short to be meant for this section unless its own number stands before them.
    #[serde(default)]
    pub numbered: Vec<String>,
    /// Words that name the section inside a sentence, as in 本报告包括….
    pub keys: Vec<String>,
    /// Text of a new report here, if no table stands here; empty if the author must write it.
    #[serde(default)]
    pub body: String,
    /// The aspects it must treat, each under a sub-heading of its own in a new report.
    #[serde(default, rename = "aspect")]
    pub aspects: Vec<Aspect>,
    /// Most characters its text should have; `None` where the notice sets no limit.
    #[serde(default)]
    pub longest: Option<usize>,
    /// True if the report must state, here or anywhere, which fees were charged.
    #[serde(default)]
    pub states_fees: bool,
    /// Purpose of the section, in Chinese.
    pub explanation: String,
    /// Its source in law or notice.
    pub source: String,
}

/// Something that a section must treat.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Aspect {
    /// Its sub-heading, without ordinal.
    pub name: String,
    /// Words one of which shows that it is treated.
    pub words: Vec<String>,
}

/// A table of the report.
#[derive(Debug)]
pub struct Table {
    /// `disclosure` (表二), `requests` (表三), `review` (表四).
    pub id: String,
    /// Chinese name, by the section that it stands in: clerks count three tables and know no 表四.
    pub name: String,
    /// Name by which whoever knows the notice looks for it: 表二, 表三, 表四.
    pub short: String,
    /// Index of the section that holds it.
    pub section: usize,
    /// Its layout.
    pub layout: Layout,
    /// Text of the corner cell over the row labels; empty where there is none.
    pub corner: String,
    /// Blocks with their own title and columns; a table without such blocks has one part without a title.
    pub parts: Vec<Part>,
    /// All rows, in order, over all parts.
    pub rows: Vec<Row>,
    /// All columns, over all parts: each part owns a range of these.
    pub columns: Vec<Column>,
    /// Sums that must hold.
    pub identities: Vec<Identity>,
    /// Merged labels with what they mean.
    pub groups: Vec<Group>,
    /// Purpose of the table, in Chinese.
    pub explanation: String,
}

/// Layout of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Layout {
    /// Titled blocks one below the other, a header row in each (表二).
    Blocks,
    /// Row labels to the left, columns above, both grouped (表三).
    Crosstab,
    /// One line of figures under grouped headers: the rows stand side by side (表四).
    Line,
}

/// A titled block of a table with its own columns, for example 第二十条第（一）项.
#[derive(Debug)]
pub struct Part {
    /// Title row; empty where the part has none.
    pub title: String,
    /// Other ways to write the title that deserve a word of information.
    pub title_variants: Vec<String>,
    /// Header over the row labels, for example 信息内容; empty where there is none.
    pub label_header: String,
    /// Rows of the part, indices into `Table::rows`.
    pub rows: Range<usize>,
    /// Columns of the part, indices into `Table::columns`.
    pub columns: Range<usize>,
    /// Purpose of the part, in Chinese; empty if it has no title.
    pub explanation: String,
    /// Its source in law; empty where it has no title.
    pub source: String,
}

/// A merged label over rows or columns, or the header over the row labels.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Canonical label.
    pub label: String,
    /// The rows or columns it groups, in Chinese.
    pub explanation: String,
    /// Its source in law or notice.
    pub source: String,
}

/// A law or notice that reports cite.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// Its name in addresses: `2021-30`.
    pub id: String,
    /// Its title without 《》; empty where it is not known.
    #[serde(default)]
    pub title: String,
    /// Words of its title by which drafts are held to its number; empty where they are not.
    #[serde(default)]
    pub title_words: String,
    /// Its number, `国办公开办函〔2021〕30号`.
    pub number: String,
    /// Its issuer, the number's part before the year, if it has one; drafts bracket the year in many ways.
    #[serde(default)]
    pub prefix: String,
    /// Words by which drafts cite it.
    #[serde(default)]
    pub wordings: Vec<String>,
    /// When it was issued, in words.
    pub date: String,
    /// The points that matter to a report, Markdown in Chinese.
    pub explanation: String,
}

/// A row of a table.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Its name everywhere, for example `denied.state_secret`.
    pub id: String,
    /// Id of the row of an older edition that counts the same, where that is another; empty where there is none.
    #[serde(default)]
    pub formerly: String,
    /// Canonical label.
    pub label: String,
    /// Labels of the merged cells it stands under, outermost first.
    #[serde(default)]
    pub path: Vec<String>,
    /// Index of its part.
    #[serde(skip)]
    pub part: usize,
    /// Short substrings that tell the row apart, spaces and punctuation removed.
    pub keys: Vec<String>,
    /// Other wordings that are right.
    #[serde(default)]
    pub accepted: Vec<String>,
    /// Wordings that deserve a word of information.
    #[serde(default)]
    pub nonstandard: Vec<String>,
    /// Meaning of the row's figures, in Chinese.
    pub explanation: String,
    /// Its source in law or notice.
    pub source: String,
}

/// A column of a table.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Its name everywhere, for example `natural_person`.
    pub id: String,
    /// Canonical label.
    pub label: String,
    /// Labels of the merged header cells above it, outermost first.
    #[serde(default)]
    pub path: Vec<String>,
    /// Other wordings that are right.
    #[serde(default)]
    pub accepted: Vec<String>,
    /// Wordings that deserve a word of information.
    #[serde(default)]
    pub nonstandard: Vec<String>,
    /// Kind of figure in its cells.
    pub kind: Kind,
    /// Meaning of the column's figures, in Chinese.
    pub explanation: String,
}

/// Kind of figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A number of things: whole, not negative.
    Count,
    /// A change against last year: whole, may be signed.
    Change,
    /// An amount in 万元 with at most four decimals, not negative; the header states the unit.
    Money,
    /// An amount in 万元 whose standard header has no unit.
    #[serde(rename = "bare-money")]
    BareMoney,
}

/// Σ left = Σ right along an axis, in every place along the other axis.
#[derive(Debug)]
pub struct Identity {
    /// The rule that reports a break.
    pub rule: String,
    /// Along which axis the sum runs.
    pub axis: Axis,
    /// Row or column indices of the left side.
    pub left: Vec<usize>,
    /// Row or column indices of the right side.
    pub right: Vec<usize>,
    /// The identity in words, in Chinese.
    pub text: String,
}

/// Direction of a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// Over the columns, once for each row.
    Across,
    /// Over the rows, once for each column.
    Down,
}

impl Edition {
    /// Index of the table with this id.
    pub fn table(&self, id: &str) -> Option<usize> {
        self.tables.iter().position(|table| table.id == id)
    }

    /// Index of the section with this id.
    pub fn section(&self, id: &str) -> Option<usize> {
        self.sections.iter().position(|section| section.id == id)
    }

    /// Index of the table that a section holds.
    pub fn table_in(&self, section: usize) -> Option<usize> {
        self.tables.iter().position(|table| table.section == section)
    }

    /// Ids under which a row of a table has been known, its own first, back to the oldest edition.
    pub fn row_ids(&self, table: usize, row: usize) -> Vec<&str> {
        let facts = &self.tables[table];
        let mut ids = vec![facts.rows[row].id.as_str()];
        let older = editions().iter().filter(|older| older.index < self.index).rev();
        for edition in std::iter::once(self).chain(older) {
            let rows = edition.table(&facts.id).map_or(&[][..], |table| &edition.tables[table].rows);
            let known = rows.iter().find(|row| ids.contains(&row.id.as_str()) && !row.formerly.is_empty());
            ids.extend(known.map(|row| row.formerly.as_str()));
        }
        ids
    }
}

impl Notice {
    /// Year and serial of its number: 2021 and 30 of 国办公开办函〔2021〕30号.
    pub fn code(&self) -> Option<(u16, u32)> {
        let (year, serial) = self.number.strip_prefix(&self.prefix)?.strip_prefix('〔')?.split_once('〕')?;
        Some((year.parse().ok()?, serial.strip_suffix('号')?.parse().ok()?))
    }
}

impl Table {
    /// Index of the row with this id.
    pub fn row(&self, id: &str) -> Option<usize> {
        self.rows.iter().position(|row| row.id == id)
    }

    /// Index of the column with this id in a part; two parts may each have one of the same id.
    pub fn column(&self, part: usize, id: &str) -> Option<usize> {
        let mut columns = self.parts.get(part)?.columns.clone();
        columns.find(|&column| self.columns[column].id == id)
    }

    /// The columns of the row's part; none where there is no such row.
    pub fn columns_of(&self, row: usize) -> Range<usize> {
        let part = self.rows.get(row).and_then(|row| self.parts.get(row.part));
        part.map_or(0..0, |part| part.columns.clone())
    }
}
