//! The roster: which units must report, what they are called, whose report sums them up.

use std::collections::{HashMap, HashSet};

use csv::ReaderBuilder;
use serde::Deserialize;

use super::names::{Names, above, is_town, key, level};
pub use super::unit::{Unit, UnitKind};
use crate::lexicon::frame::{ends_with_any, frame};
use crate::lexicon::units::units;
use crate::report::frame::title::find_year;

/// All units.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    /// The units, in the order of the roster; parents that it does not list come last.
    pub units: Vec<Unit>,
    names: Names,
}

/// A line of a roster that is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// The line, from 1; of TOML the entry.
    pub line: usize,
    /// The fault.
    pub fault: RosterFault,
    /// The words at fault.
    pub words: String,
}

/// Faults of a line of a roster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RosterFault {
    /// It is no CSV, or no TOML.
    Unreadable,
    /// It names no unit.
    NoName,
    /// It names a unit that stands in the roster already.
    Twice,
    /// Its kind is unknown; the unit is kept.
    UnknownKind,
    /// Its unit lies above itself; the unit is kept without a parent.
    Circle,
}

/// A line of a roster as written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Entry {
    #[serde(skip)]
    line: usize,
    #[serde(alias = "name")]
    unit: String,
    parent: String,
    kind: String,
    due: String,
    aliases: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    unit: Vec<Entry>,
}

impl Roster {
    /// Reads a roster of units a line: unit, parent, kind, due, aliases, in the order that a first line names them.
    pub fn from_csv(text: &str) -> (Roster, Vec<Complaint>) {
        let mut complaints = Vec::new();
        let mut rows = Vec::new();
        let separator = if text.lines().next().is_some_and(|line| line.contains('\t')) { b'\t' } else { b',' };
        let mut reader = ReaderBuilder::new();
        reader.has_headers(false).flexible(true).trim(csv::Trim::All).delimiter(separator);
        for record in reader.from_reader(text.as_bytes()).into_records() {
            match record {
                Ok(record) => {
                    let line = record.position().map_or(0, |place| usize::try_from(place.line()).unwrap_or(0));
                    rows.push((line, record.iter().map(|cell| without_mark(cell).to_owned()).collect()));
                }
                Err(error) => {
                    let line = error.position().map_or(0, |place| usize::try_from(place.line()).unwrap_or(0));
                    complaints.push(Complaint { line, fault: RosterFault::Unreadable, words: error.to_string() });
                }
            }
        }
        Roster::from_rows(rows, complaints)
    }

    /// Reads a roster of rows, each with its number, from the sheets of a workbook: from the first of them that has a row
    /// which names the columns, or else from the first.
    pub fn from_sheets(sheets: Vec<Vec<(usize, Vec<String>)>>) -> (Roster, Vec<Complaint>) {
        let named = sheets.iter().position(|rows| header(rows).is_some());
        let rows = sheets.into_iter().nth(named.unwrap_or(0));
        Roster::from_rows(rows.unwrap_or_default(), Vec::new())
    }

    fn from_rows(rows: Vec<(usize, Vec<String>)>, complaints: Vec<Complaint>) -> (Roster, Vec<Complaint>) {
        let header = header(&rows);
        if header.is_none() && !are_names(&rows) {
            return (Roster::default(), complaints);
        }
        let body = rows.iter().skip(header.map_or(0, |(at, _)| at + 1));
        let columns = header.map_or([Some(0), Some(1), Some(2), Some(3), Some(4)], |(_, columns)| columns);
        let filled = body.filter(|(_, row)| row.iter().any(|cell| !cell.is_empty()));
        Roster::of(filled.map(|(line, row)| entry(*line, row, columns)).collect(), complaints)
    }

    /// Reads a roster of tables `[[unit]]` with the keys `unit`, `parent`, `kind`, `due` and the list `aliases`.
    pub fn from_toml(text: &str) -> (Roster, Vec<Complaint>) {
        match toml::from_str::<File>(text) {
            Ok(mut file) => {
                file.unit.iter_mut().zip(1..).for_each(|(entry, line)| entry.line = line);
                Roster::of(file.unit, Vec::new())
            }
            Err(error) => {
                let start = error.span().map_or(0, |span| span.start);
                let line = text.get(..start).map_or(0, |head| head.matches('\n').count()) + 1;
                let complaint = Complaint { line, fault: RosterFault::Unreadable, words: error.message().to_owned() };
                (Roster::default(), vec![complaint])
            }
        }
    }

    /// The units found in a folder that has no roster, by the names that they call themselves.
    pub fn found<'n>(names: impl Iterator<Item = &'n str>) -> Roster {
        let mut known = HashSet::new();
        let new = names.filter(|name| known.insert(key(name)));
        let mut units: Vec<Unit> = new.map(|name| unit(name, kind_by_name(name))).collect();
        let parents = presumed_parents(&units);
        units.iter_mut().zip(parents).for_each(|(unit, parent)| unit.parent = parent);
        Roster { names: Names::new(&units), units }
    }

    fn of(entries: Vec<Entry>, mut complaints: Vec<Complaint>) -> (Roster, Vec<Complaint>) {
        let mut roster = Roster::default();
        let mut parents = Vec::new();
        let mut known = HashSet::new();
        for entry in entries {
            let mut complain = |fault, words: &str| {
                complaints.push(Complaint { line: entry.line, fault, words: words.to_owned() });
            };
            if entry.unit.is_empty() {
                complain(RosterFault::NoName, "");
                continue;
            }
            if !known.insert((entry.unit.clone(), entry.parent.clone())) {
                complain(RosterFault::Twice, &entry.unit);
                continue;
            }
            let kind = kind(&entry.kind);
            if kind.is_none() && !entry.kind.is_empty() {
                complain(RosterFault::UnknownKind, &entry.kind);
            }
            let kind = kind.unwrap_or_else(|| kind_by_name(&entry.unit));
            let due = Some(entry.due).filter(|due| !due.is_empty());
            parents.push((entry.line, entry.parent));
            roster.units.push(Unit { due, aliases: entry.aliases, ..unit(&entry.unit, kind) });
        }
        roster.adopt(&parents, &mut complaints);
        roster.names = Names::new(&roster.units);
        (roster, complaints)
    }

    /// Finds the parent of each unit, given by name with the line.
    fn adopt(&mut self, parents: &[(usize, String)], complaints: &mut Vec<Complaint>) {
        let names = Names::new(&self.units);
        let listed = self.units.len();
        for (index, (line, name)) in parents.iter().enumerate().filter(|(_, (_, name))| !name.is_empty()) {
            let same = |unit: &Unit| !unit.listed && key(&unit.name) == key(name);
            let known = names.find(&self.units[..listed], name).or_else(|| self.units.iter().position(same));
            let parent = known.unwrap_or_else(|| {
                self.units.push(Unit { listed: false, ..unit(name, UnitKind::Government) });
                self.units.len() - 1
            });
            if parent == index || above(&self.units, parent).any(|above| above == index) {
                complaints.push(Complaint { line: *line, fault: RosterFault::Circle, words: name.clone() });
            } else {
                self.units[index].parent = Some(parent);
            }
        }
    }

    /// The unit that goes by a name; `None` where there is none, or more than one.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.names.find(&self.units, name)
    }

    /// The unit whose name stands in the name of a file, the longest.
    pub fn find_in_path(&self, path: &str) -> Option<usize> {
        self.names.find_inside(path.rsplit(['/', '\\']).next().unwrap_or(path))
    }

    /// For each unit those whose reports its own sums up.
    pub fn below(&self) -> Vec<Vec<usize>> {
        let mut below = vec![Vec::new(); self.units.len()];
        let summed = self.units.iter().enumerate().filter(|(_, unit)| unit.kind != UnitKind::Vertical);
        for (index, parent) in summed.filter_map(|(index, unit)| Some((index, unit.parent?))) {
            below[parent].push(index);
        }
        below
    }

    /// The year whose reports are due: the one before most due dates.
    pub fn year(&self) -> Option<u16> {
        let years = self.units.iter().filter_map(|unit| find_year(unit.due.as_deref()?)).map(|(_, _, year)| year - 1);
        let years: Vec<u16> = years.collect();
        years.iter().copied().max_by_key(|year| years.iter().filter(|other| *other == year).count())
    }
}

fn unit(name: &str, kind: UnitKind) -> Unit {
    Unit { name: name.to_owned(), parent: None, kind, due: None, aliases: Vec::new(), listed: true }
}

/// Returns the row that names the columns, below a title at most, and the columns of unit, parent, kind, due and aliases.
fn header(rows: &[(usize, Vec<String>)]) -> Option<(usize, [Option<usize>; 5])> {
    const MOST_ABOVE: usize = 5;
    rows.iter().take(MOST_ABOVE).enumerate().find_map(|(at, (_, row))| Some((at, columns(row)?)))
}

/// Tells whether most rows begin with the name of an organ, as those of a list without names of columns do.
fn are_names(rows: &[(usize, Vec<String>)]) -> bool {
    let first = rows.iter().filter_map(|(_, row)| row.first()).filter(|cell| !cell.is_empty());
    let organs = first.clone().filter(|cell| ends_with_any(cell, &frame().title.organs)).count();
    2 * organs >= first.count()
}

/// Returns the columns of unit, parent, kind, due and aliases, if the row names them.
fn columns(row: &[String]) -> Option<[Option<usize>; 5]> {
    let headers = &units().headers;
    let names = [&headers.unit, &headers.parent, &headers.kind, &headers.due, &headers.aliases];
    let is_named = |cell: &str, names: &[String]| names.iter().any(|name| name.eq_ignore_ascii_case(cell));
    let columns = names.map(|names| row.iter().position(|cell| is_named(cell, names)));
    columns[0].is_some().then_some(columns)
}

/// The text without a byte order mark.
fn without_mark(text: &str) -> &str {
    text.trim_start_matches('\u{FEFF}').trim()
}

fn entry(line: usize, row: &[String], columns: [Option<usize>; 5]) -> Entry {
    let [unit, parent, kind, due, aliases] =
        columns.map(|column| column.and_then(|column| row.get(column)).map_or("", String::as_str));
    let parted = |mark: char| matches!(mark, ';' | '；' | '、' | '|' | '/' | ',' | '，');
    let aliases = aliases.split(parted).map(str::trim).filter(|alias| !alias.is_empty());
    Entry {
        line,
        unit: unit.to_owned(),
        parent: parent.to_owned(),
        kind: kind.to_owned(),
        due: due.to_owned(),
        aliases: aliases.map(str::to_owned).collect(),
    }
}

fn kind(word: &str) -> Option<UnitKind> {
    let kinds = &units().kinds;
    let all = [
        (&kinds.government, UnitKind::Government),
        (&kinds.town, UnitKind::Town),
        (&kinds.department, UnitKind::Department),
        (&kinds.office, UnitKind::Office),
        (&kinds.vertical, UnitKind::Vertical),
        (&kinds.other, UnitKind::Other),
    ];
    all.into_iter().find(|(words, _)| words.iter().any(|known| known.eq_ignore_ascii_case(word))).map(|(_, kind)| kind)
}

fn kind_by_name(name: &str) -> UnitKind {
    let key = key(name);
    match level(&key) {
        _ if units().names.offices.iter().any(|office| key.ends_with(office.as_str())) => UnitKind::Office,
        Some(_) if is_town(&key) => UnitKind::Town,
        Some(_) => UnitKind::Government,
        None => UnitKind::Department,
    }
}

/// For each unit of a folder without roster the government that it belongs to: the one that its name begins with, the
/// longest; else the only government found.
fn presumed_parents(all: &[Unit]) -> Vec<Option<usize>> {
    let keys: Vec<String> = all.iter().map(|unit| key(&unit.name)).collect();
    let governments = (0..all.len()).filter(|&unit| all[unit].kind == UnitKind::Government);
    let places: HashMap<&str, usize> = governments.map(|unit| (keys[unit].as_str(), unit)).collect();
    let only = places.values().next().copied().filter(|_| places.len() == 1);
    let parent = |unit: usize| {
        let own = keys[unit].as_str();
        let heads = own.char_indices().rev().map(|(at, _)| &own[..at]);
        let above = heads.filter_map(|head| places.get(head)).next().copied();
        above.or(only.filter(|_| all[unit].kind != UnitKind::Government))
    };
    (0..all.len()).map(parent).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CSV: &str = "\u{FEFF}单位名称,上级,类别,截止日期,别名\n\
        平川县人民政府,,政府,2025-03-31,\n\
        平川县人民政府办公室,平川县人民政府,本级,2025-01-31,\n\
        清河镇人民政府,平川县,乡镇,2025-01-20,清河；清河镇政府\n\
        平川县发展和改革局,平川县人民政府,部门,2025-01-31,\n\
        国家税务总局平川县税务局,平川县,垂管,,税务局\n";

    fn names<'r>(roster: &'r Roster, units: &[usize]) -> Vec<&'r str> {
        units.iter().map(|&unit| roster.units[unit].name.as_str()).collect()
    }

    #[test]
    fn units_parents_and_kinds_are_read() {
        let (roster, complaints) = Roster::from_csv(CSV);
        assert_eq!(complaints, []);
        let children = names(&roster, &roster.below()[0]);
        assert_eq!(children, ["平川县人民政府办公室", "清河镇人民政府", "平川县发展和改革局"]);
        assert_eq!(roster.units[4].kind, UnitKind::Vertical);
        assert_eq!(roster.year(), Some(2024));
    }

    #[test]
    fn a_unit_is_found_by_the_names_that_it_goes_by() {
        let (roster, _) = Roster::from_csv(CSV);
        for (name, unit) in [
            ("平川县政府", 0),
            ("临江市平川县人民政府", 0),
            ("平川县政府办公室", 1),
            ("清河镇", 2),
            ("平川县清河镇人民政府", 2),
            ("临江市平川县清河镇人民政府", 2),
            ("发改局", 3),
            ("平川县发改局", 3),
            ("平川县税务局", 4),
            ("税务局", 4),
        ] {
            assert_eq!(roster.find(name), Some(unit), "{name}");
        }
        for name in ["青山镇人民政府", "东湖区发改局", "平川县教育局", ""] {
            assert_eq!(roster.find(name), None, "{name}");
        }
        assert_eq!(roster.find_in_path("报送/清河镇2024年.docx"), Some(2));
    }

    #[test]
    fn units_of_one_name_are_told_apart_by_their_place() {
        let (roster, complaints) = Roster::from_csv("财政局,平川县\n财政局,东湖区\n平川县,\n东湖区,\n平川县,\n");
        assert_eq!(complaints, [Complaint { line: 5, fault: RosterFault::Twice, words: "平川县".into() }]);
        assert_eq!(roster.find("平川县财政局"), Some(0));
        assert_eq!(roster.find("东湖区财政局"), Some(1));
        assert_eq!(roster.find("财政局"), None);
    }

    #[test]
    fn a_text_that_is_no_list_of_organs_is_no_roster() {
        for text in ["颜色,大小\n红,大\n", "一、总体情况\n本年公开信息12条。\n二、主动公开\n", ""]
        {
            assert_eq!(Roster::from_csv(text).0.units.len(), 0, "{text}");
        }
        assert_eq!(Roster::from_csv("清河镇\n教育局,平川县\n某协会会员组\n").0.units.len(), 4);
    }

    #[test]
    fn a_toml_roster_says_the_same_and_parents_that_are_not_listed_need_not_report() {
        let (roster, complaints) = Roster::from_toml(
            "[[unit]]\nunit = \"清河镇\"\nparent = \"平川县人民政府\"\n[[unit]]\nname = \"教育局\"\nkind = \"局\"\nparent = \"平川县\"\n",
        );
        assert_eq!(complaints, []);
        assert_eq!(names(&roster, &roster.below()[2]), ["清河镇", "教育局"]);
        assert!(!roster.units[2].listed);
        let (_, complaints) = Roster::from_toml("[[unit]]\nname = 3\n");
        assert_eq!((complaints[0].line, complaints[0].fault), (2, RosterFault::Unreadable));
    }

    #[test]
    fn columns_are_named_below_a_title_and_on_another_sheet() {
        let row = |line: usize, cells: &[&str]| (line, cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>());
        let note = vec![row(1, &["填报说明"])];
        let list = vec![
            row(1, &["平川县报送单位名单"]),
            row(3, &["序号", "上级", "单位名称"]),
            row(4, &["1", "平川县", "清河镇"]),
        ];
        let (roster, complaints) = Roster::from_sheets(vec![note, list]);
        assert_eq!(complaints, []);
        assert_eq!(names(&roster, &roster.below()[1]), ["清河镇"]);
        let (roster, complaints) = Roster::from_sheets(vec![vec![row(2, &["清河镇"]), row(5, &["清河镇"])]]);
        assert_eq!((roster.units.len(), complaints[0].line), (1, 5));
        assert_eq!(Roster::from_sheets(Vec::new()).0.units.len(), 0);
    }

    #[test]
    fn a_unit_above_itself_has_no_parent() {
        let (roster, complaints) = Roster::from_csv("甲县,乙市\n乙市,甲县\n丙镇,丙镇\n,甲县\n丁局,甲县,什么\n");
        let faults: Vec<RosterFault> = complaints.iter().map(|complaint| complaint.fault).collect();
        use RosterFault::*;
        assert_eq!(faults, [NoName, UnknownKind, Circle, Circle]);
        assert_eq!(roster.units[1].parent, None);
    }

    #[test]
    fn without_a_roster_the_place_in_a_name_tells_the_parent() {
        let found = ["临江市人民政府", "临江市东湖区人民政府", "临江市东湖区财政局", "临江市教育局", "清河镇人民政府"];
        let roster = Roster::found(found.into_iter());
        let parents: Vec<Option<usize>> = roster.units.iter().map(|unit| unit.parent).collect();
        assert_eq!(parents, [None, Some(0), Some(1), Some(0), None]);
        let roster = Roster::found(["平川县人民政府", "清河镇人民政府", "清河镇"].into_iter());
        assert_eq!(roster.units.len(), 2);
        assert_eq!(roster.units[1].parent, Some(0));
    }
}
