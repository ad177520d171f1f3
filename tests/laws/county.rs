//! A made county: its roster, a government, townships and bureaus, and the reports of all of them in two years, which add up
//! and are written in words of their own.

use std::sync::Arc;

use gaireport::analysis::{Levels, Options};
use gaireport::compose::{Target, grid};
use gaireport::dialect::{Form, Kind, write};
use gaireport::folder::draft::{ParentDraft, drafts};
use gaireport::folder::{FolderFindings, FolderOptions, Limits, Member, Roster, Sheet, check, sheets};
use gaireport::lint::{Finding, Severity};
use gaireport::number::Decimal;
use gaireport::report::Previous;
use gaireport::standard::{Edition, for_year};

use crate::laws::figures::{Figures, Scale, make};
use crate::laws::random::Random;
use crate::laws::story;
use crate::strict::analyze;

/// The year that is due.
pub const YEAR: u16 = 2023;

const COUNTIES: [&str; 4] = ["平川县", "东原县", "云河县", "江岭县"];
const TOWNS: [&str; 14] = [
    "清河镇",
    "青山镇",
    "石桥镇",
    "龙泉乡",
    "柳林镇",
    "白沙镇",
    "马头镇",
    "双井乡",
    "大湾镇",
    "城关街道",
    "枫林乡",
    "三河镇",
    "杨树乡",
    "金坪镇",
];
const BUREAUS: [&str; 32] = [
    "发展和改革局",
    "教育局",
    "科学技术局",
    "工业和信息化局",
    "公安局",
    "民政局",
    "司法局",
    "财政局",
    "人力资源和社会保障局",
    "自然资源局",
    "住房和城乡建设局",
    "交通运输局",
    "水务局",
    "农业农村局",
    "商务局",
    "文化和旅游局",
    "卫生健康局",
    "退役军人事务局",
    "应急管理局",
    "审计局",
    "市场监督管理局",
    "统计局",
    "医疗保障局",
    "信访局",
    "乡村振兴局",
    "林业局",
    "城市管理局",
    "行政审批服务局",
    "机关事务服务中心",
    "供销合作社",
    "档案局",
    "投资促进局",
];

/// A report before it is written.
#[derive(Clone)]
pub struct Paper {
    /// The organ.
    pub unit: String,
    /// Its file.
    pub path: String,
    /// The report year.
    pub year: u16,
    /// The figures of its tables.
    pub figures: [Figures; 3],
    /// Paragraphs of section 一.
    pub overview: Vec<String>,
    /// Paragraphs of section 五.
    pub improvement: Vec<String>,
}

/// A county.
#[derive(Clone)]
pub struct County {
    /// Its name.
    pub name: &'static str,
    /// The roster, as CSV.
    pub roster: String,
    /// This year's reports, the government's own first.
    pub papers: Vec<Paper>,
    /// Last year's, in the same order.
    pub last: Vec<Paper>,
}

fn edition(year: u16) -> &'static Edition {
    for_year(year).expect("the years have an edition")
}

impl County {
    /// A county of so many townships and bureaus.
    pub fn new(towns: usize, bureaus: usize, random: &mut Random) -> County {
        let name = random.pick(&COUNTIES);
        let mut names = vec![format!("{name}人民政府")];
        names.extend(TOWNS.iter().take(towns).map(|town| match town.ends_with("街道") {
            true => format!("{town}办事处"),
            false => format!("{town}人民政府"),
        }));
        names.extend(BUREAUS.iter().take(bureaus.saturating_sub(1)).map(|bureau| format!("{name}{bureau}")));
        names.push(format!("{name}人民政府办公室"));
        let roster = roster(&names, towns);
        let last = papers(&names, YEAR - 1, &[], random);
        let papers = papers(&names, YEAR, &last, random);
        County { name, roster, papers, last }
    }

    /// The county of the tests that look at one: 12 townships, 30 bureaus.
    pub fn usual() -> County {
        County::new(12, 30, &mut Random::new(17))
    }

    /// This year's report of the unit whose name ends so.
    pub fn paper(&mut self, unit: &str) -> &mut Paper {
        self.papers.iter_mut().find(|paper| paper.unit.contains(unit)).expect("the county has the unit")
    }

    /// Checks its folder.
    pub fn found(&self) -> Found {
        let sheets: Vec<Sheet> = self.papers.iter().map(Paper::sheet).collect();
        let previous: Vec<Sheet> = self.last.iter().map(Paper::sheet).collect();
        let (roster, complaints) = Roster::from_csv(&self.roster);
        assert_eq!(complaints, [], "{}", self.roster);
        Found::of(&sheets, &previous, Some(&roster))
    }
}

impl County {
    /// All findings of this year's reports, each alone but compared with last year's.
    pub fn alone(&self) -> Vec<(String, &'static str)> {
        let options = Options { previous: Some(self.figures_of_last_year()), ..Options::new(Kind::Text) };
        let found = |paper: &Paper| {
            let findings = analyze(&paper.text(), &options).findings.into_iter();
            findings.map(|finding| (paper.unit.clone(), finding.rule.id)).collect::<Vec<_>>()
        };
        self.papers.iter().flat_map(found).collect()
    }

    /// What this year's reports must go on from.
    fn figures_of_last_year(&self) -> Arc<Previous> {
        let mut previous = Previous::default();
        for paper in &self.last {
            let text = paper.text();
            let analysis = analyze(&text, &Options::new(Kind::Text));
            previous.add(&Arc::from(paper.path.as_str()), &text, &analysis.document, &analysis.reports[0]);
        }
        Arc::new(previous)
    }

    /// The drafts of its governments.
    pub fn drafts(&self, target: Target) -> Vec<ParentDraft> {
        let sheets: Vec<Sheet> = self.papers.iter().map(Paper::sheet).collect();
        let levels = Levels::default();
        let members: Vec<Member> =
            sheets.iter().map(|sheet| Member { sheet, levels: &levels, modified: None }).collect();
        let roster = Roster::from_csv(&self.roster).0;
        drafts(&members, &FolderOptions { roster: Some(&roster), ..FolderOptions::new(&levels) }, target)
    }
}

/// Findings between reports.
pub struct Found {
    /// Rule, file, cell, expected and actual figure, severity.
    pub said: Vec<Said>,
    /// The rest.
    pub findings: FolderFindings,
}

/// A finding in short.
#[derive(Debug, PartialEq, Eq)]
pub struct Said {
    pub rule: &'static str,
    pub file: String,
    pub cell: Option<String>,
    pub figures: (Option<String>, Option<String>),
    pub severity: Severity,
}

impl Found {
    /// Checks the sheets together with everything switched on.
    pub fn of(sheets: &[Sheet], previous: &[Sheet], roster: Option<&Roster>) -> Found {
        let levels = Levels::default();
        let members: Vec<Member> =
            sheets.iter().map(|sheet| Member { sheet, levels: &levels, modified: None }).collect();
        let options = FolderOptions {
            roster,
            previous,
            roll_up: true,
            overlap: Some(Limits::default()),
            ..FolderOptions::new(&levels)
        };
        let findings = check(&members, &options);
        let said = |(finding, sheet): (&Finding, &Sheet)| Said {
            rule: finding.rule.id,
            file: sheet.path.clone(),
            cell: finding.cell.clone(),
            figures: (finding.expected.clone(), finding.actual.clone()),
            severity: finding.severity,
        };
        let all = findings.findings.iter().zip(sheets);
        let said = all.flat_map(|(findings, sheet)| findings.iter().map(move |finding| (finding, sheet))).map(said);
        Found { said: said.collect(), findings }
    }

    /// The only finding, with its rule and file.
    pub fn only(&self) -> (&Said, &Finding) {
        assert_eq!(self.said.len(), 1, "{:#?}", self.said);
        (&self.said[0], self.findings.findings.iter().flatten().next().expect("there is one"))
    }

    /// Names of the units without a report.
    pub fn missing(&self) -> Vec<&str> {
        self.findings.missing.iter().map(|missing| missing.unit.as_str()).collect()
    }
}

impl Paper {
    /// The report as text.
    pub fn text(&self) -> String {
        let edition = edition(self.year);
        let dated = |text: &str| text.replace("{year}", &self.year.to_string()).replace("{org}", &self.unit);
        let texts = &edition.texts;
        let mut blocks: Vec<String> =
            [&texts.title, &texts.preface, &texts.period, &texts.parts].map(|text| dated(text)).to_vec();
        for (index, section) in edition.sections.iter().enumerate() {
            blocks.push(format!("{}、{}", section.ordinal, section.name));
            match section.id.as_str() {
                "overview" => blocks.extend(self.overview.iter().cloned()),
                "improvement" => blocks.extend(self.improvement.iter().cloned()),
                "other" => blocks.push(dated(&texts.fee)),
                _ => {}
            }
            let table = edition.tables.iter().position(|table| table.section == index);
            blocks.extend(table.map(|table| {
                let value = |row: usize, column: usize| self.figures[table][row][column].to_string();
                write(&grid(edition, table, &value), Form::Tabs)
            }));
        }
        blocks.join("\n\n") + "\n"
    }

    /// The sheet of the report without its tables.
    pub fn words(&self) -> Sheet {
        let section = |name: &str, paragraphs: &[String]| format!("{name}\n\n{}\n\n", paragraphs.join("\n\n"));
        let sections = &edition(self.year).sections;
        let named = |id: &str| {
            let section = sections.iter().find(|section| section.id == id).expect("the edition has the section");
            format!("{}、{}", section.ordinal, section.name)
        };
        let text = format!(
            "{}{}年政府信息公开工作年度报告\n\n{}{}",
            self.unit,
            self.year,
            section(&named("overview"), &self.overview),
            section(&named("improvement"), &self.improvement)
        );
        let analysis = analyze(&text, &Options::new(Kind::Text));
        sheets(&self.path, &Arc::from(text.as_str()), &analysis).swap_remove(0)
    }

    /// Findings of the report alone, above information.
    pub fn findings(&self) -> Vec<Finding> {
        let mut findings = analyze(&self.text(), &Options::new(Kind::Text)).findings;
        findings.retain(|finding| finding.severity > Severity::Information);
        findings
    }

    /// Its sheet. The report alone has no fault but a name.
    pub fn sheet(&self) -> Sheet {
        let text = self.text();
        let analysis = analyze(&text, &Options::new(Kind::Text));
        let grave = |finding: &&Finding| finding.severity > Severity::Information && finding.rule.id != "foreign-name";
        let grave: Vec<&Finding> = analysis.findings.iter().filter(grave).collect();
        assert!(grave.is_empty(), "{}: {grave:#?}\n{text}", self.unit);
        let mut sheets = sheets(&self.path, &Arc::from(text.as_str()), &analysis);
        assert_eq!(sheets.len(), 1, "{text}");
        sheets.swap_remove(0)
    }

    /// The figure of a cell, `disclosure.penalties.decisions`, to be changed.
    pub fn figure(&mut self, cell: &str) -> &mut Decimal {
        let edition = edition(self.year);
        let (table, rest) = cell.split_once('.').expect("a cell has a table");
        let (row, column) = rest.rsplit_once('.').expect("a cell has a column");
        let index = edition.table(table).expect("the table exists");
        let facts = &edition.tables[index];
        let row = facts.row(row).expect("the row exists");
        let columns = &facts.columns[facts.columns_of(row)];
        let column = columns.iter().position(|known| known.id == column).expect("the column exists");
        &mut self.figures[index][row][column]
    }
}

fn roster(names: &[String], towns: usize) -> String {
    let line = |(index, name): (usize, &String)| {
        let (parent, kind) = match index {
            0 => ("", "政府"),
            _ if index <= towns => (names[0].as_str(), "乡镇"),
            _ if index + 1 == names.len() => (names[0].as_str(), "本级"),
            _ => (names[0].as_str(), "部门"),
        };
        format!("{name},{parent},{kind},{}-01-31,\n", YEAR + 1)
    };
    let lines: String = names.iter().enumerate().map(line).collect();
    format!("单位,上级,类别,截止日期,别名\n{lines}")
}

/// Figures of a unit that has decided something of every kind.
fn busy(edition: &'static Edition, random: &mut Random) -> [Figures; 3] {
    let mut figures = make(edition, Scale::Dense, false, random);
    for id in ["licensing", "penalties", "coercion"] {
        let row = edition.tables[0].row(id).expect("the editions have the row");
        figures[0][row].iter_mut().filter(|figure| figure.is_zero()).for_each(|figure| *figure = Decimal::from(1));
    }
    figures
}

/// Lets figures go on from those of the year before: what was carried forward is carried over, what was in force still is.
fn go_on(edition: &'static Edition, figures: &mut [Figures; 3], last: &[Figures; 3]) {
    let whole = |figure: Decimal| figure.whole().expect("counts are whole");
    let requests = &edition.tables[1];
    let row = |id: &str| requests.row(id).expect("the editions have the row");
    let (new, over, handled, forward) = (row("new"), row("carried_over"), row("handled"), row("carried_forward"));
    let kinds = figures[1][new].len() - 1;
    for kind in 0..kinds {
        let before = whole(last[1][forward][kind]);
        let all = whole(figures[1][handled][kind]) + whole(figures[1][forward][kind]).max(before);
        let left = all - whole(figures[1][handled][kind]);
        for (row, figure) in [(new, all - before), (over, before), (forward, left)] {
            figures[1][row][kind] = Decimal::from(figure);
        }
    }
    for row in [new, over, forward] {
        figures[1][row][kinds] =
            Decimal::from(figures[1][row][..kinds].iter().map(|&figure| whole(figure)).sum::<i64>());
    }
    let stocks = |row: &usize| {
        edition.tables[0].columns[edition.tables[0].columns_of(*row)].iter().any(|column| column.id == "valid")
    };
    for row in (0..edition.tables[0].rows.len()).filter(stocks) {
        let [issued, repealed, _] = [0, 1, 2].map(|column| whole(figures[0][row][column]));
        let all = whole(last[0][row][2]) + issued;
        let repealed = repealed.min(all);
        figures[0][row] = [issued, repealed, all - repealed].map(Decimal::from).to_vec();
    }
}

/// The words of section 一, with a figure that no table holds.
fn overview(year: u16, random: &mut Random) -> Vec<String> {
    let mut overview = story::overview(year, random);
    let (meetings, trained) = (2 + random.below(9), 20 + random.below(300));
    overview.push(format!("全年召开专题会议{meetings}次，培训工作人员{trained}人次。"));
    overview
}

/// The reports of a year, which go on from `last`: that of the first unit sums up the others.
fn papers(names: &[String], year: u16, last: &[Paper], random: &mut Random) -> Vec<Paper> {
    let edition = edition(year);
    let paper = |unit: &String, figures: [Figures; 3], random: &mut Random| Paper {
        unit: unit.clone(),
        path: format!("{year}/{unit}.txt"),
        year,
        figures,
        overview: overview(year, random),
        improvement: story::improvement(year, random),
    };
    let figures = |unit: usize, random: &mut Random| {
        let mut figures = busy(edition, random);
        if let Some(last) = last.get(unit) {
            go_on(edition, &mut figures, &last.figures);
        }
        figures
    };
    let units = names.iter().enumerate().skip(1);
    let mut papers: Vec<Paper> = units.map(|(unit, name)| paper(name, figures(unit, random), random)).collect();
    let sum = |table: usize| -> Figures {
        let mut figures = papers[0].figures[table].clone();
        for other in &papers[1..] {
            for (row, others) in figures.iter_mut().zip(&other.figures[table]) {
                row.iter_mut().zip(others).for_each(|(sum, figure)| *sum = sum.plus(*figure).expect("sums are small"));
            }
        }
        figures
    };
    let own = [sum(0), sum(1), sum(2)];
    papers.insert(0, paper(&names[0], own, random));
    papers
}
