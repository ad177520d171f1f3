//! Figures as an office adds them up in a spreadsheet: a row a report, a column a cell.

use std::collections::BTreeMap;

use super::escape::csv as field;
use crate::analysis::Analysis;
use crate::folder::Roster;
use crate::folder::sheet::cell_label;
use crate::number::{Class, Decimal};
use crate::report::Report;
use crate::standard::{Edition, editions};

/// Spreadsheets take a text that begins so for UTF-8.
const MARK: &str = "\u{FEFF}";

/// A report's row.
#[derive(Clone, Debug)]
pub struct Row {
    path: String,
    organization: String,
    year: Option<u16>,
    /// The edition that its tables are drawn in.
    edition: u16,
    cells: Vec<Cell>,
}

/// A cell as far as it can be added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cell {
    Figure(Decimal),
    Blank,
    NoFigure,
    /// Its table is not in the report.
    Absent,
}

/// The row of each report in a file.
pub fn rows(path: &str, analysis: &Analysis) -> Vec<Row> {
    analysis.reports.iter().filter_map(|report| row(path, report)).collect()
}

/// The rows of all reports, below each unit those that it sums up, with their sum. Without a roster the units are those of
/// the rows.
pub fn sheet(mut rows: Vec<Row>, roster: Option<Roster>) -> String {
    rows.sort_by(|one, other| one.path.cmp(&other.path));
    let roster = roster.unwrap_or_else(|| Roster::found(rows.iter().map(|row| row.organization.as_str())));
    let mut by_edition: BTreeMap<u16, Vec<Row>> = BTreeMap::new();
    rows.into_iter().for_each(|row| by_edition.entry(row.edition).or_default().push(row));
    let mut sheet = MARK.to_owned();
    for (index, edition) in editions().iter().filter(|edition| by_edition.contains_key(&edition.id)).enumerate() {
        sheet += if index > 0 { "\r\n" } else { "" };
        sheet += &line(heads(edition));
        sheet.extend(in_order(&roster, &by_edition[&edition.id]).iter().map(|row| line(fields(row))));
    }
    sheet
}

fn row(path: &str, report: &Report) -> Option<Row> {
    let edition = report.tables.first().map(|table| table.edition).or(report.edition)?;
    let cell = |(table, row, column): (usize, usize, usize)| {
        let drawn = report.tables.iter().find(|bound| bound.edition.id == edition.id && bound.index == table);
        let Some(drawn) = drawn else { return Cell::Absent };
        let value = drawn.value(row, column);
        match value.map(|value| (value.class, value.figure)) {
            Some((Class::Figure, Some(figure))) => Cell::Figure(figure),
            None | Some((Class::Empty, _)) => Cell::Blank,
            Some(_) => Cell::NoFigure,
        }
    };
    Some(Row {
        path: path.to_owned(),
        organization: report.organization.clone().unwrap_or_default(),
        year: report.year,
        edition: edition.id,
        cells: places(edition).map(cell).collect(),
    })
}

/// Every cell of an edition: table, row, column within the row.
fn places(edition: &'static Edition) -> impl Iterator<Item = (usize, usize, usize)> {
    let tables = edition.tables.iter().enumerate();
    tables.flat_map(|(index, table)| {
        let rows = 0..table.rows.len();
        rows.flat_map(move |row| (0..table.columns_of(row).len()).map(move |column| (index, row, column)))
    })
}

/// Each unit that sums others up, these, and their sum; then the reports that stand in no such group.
fn in_order(roster: &Roster, rows: &[Row]) -> Vec<Row> {
    let unit_of: Vec<Option<usize>> = rows.iter().map(|row| roster.find(&row.organization)).collect();
    let of = |unit: usize| (0..rows.len()).filter(|&row| unit_of[row] == Some(unit)).collect::<Vec<_>>();
    let mut placed = vec![false; rows.len()];
    let mut ordered = Vec::new();
    for (unit, below) in roster.below().into_iter().enumerate() {
        let children: Vec<usize> = below.into_iter().flat_map(of).collect();
        if children.is_empty() {
            continue;
        }
        let group: Vec<usize> = of(unit).into_iter().chain(children.iter().copied()).collect();
        group.iter().for_each(|&row| placed[row] = true);
        ordered.extend(group.into_iter().map(|row| rows[row].clone()));
        ordered.extend(total(&children.iter().map(|&row| &rows[row]).collect::<Vec<_>>()));
    }
    ordered.extend(rows.iter().zip(placed).filter(|(_, placed)| !placed).map(|(row, _)| row.clone()));
    ordered
}

/// The sum of rows; a cell of which one is no figure has none.
fn total(rows: &[&Row]) -> Option<Row> {
    let first = *rows.first()?;
    let plus = |sum: Cell, other: Cell| match (sum, other) {
        (Cell::Figure(sum), Cell::Figure(other)) => sum.plus(other).map_or(Cell::NoFigure, Cell::Figure),
        _ => Cell::NoFigure,
    };
    let cell = |index: usize| rows[1..].iter().fold(first.cells[index], |sum, row| plus(sum, row.cells[index]));
    Some(Row {
        path: String::new(),
        organization: format!("合计（{} 份）", rows.len()),
        year: first.year.filter(|year| rows.iter().all(|row| row.year == Some(*year))),
        edition: first.edition,
        cells: (0..first.cells.len()).map(cell).collect(),
    })
}

fn heads(edition: &'static Edition) -> Vec<String> {
    let label = |(table, row, column): (usize, usize, usize)| cell_label(&edition.tables[table], row, column);
    ["单位", "年度", "文件"].into_iter().map(str::to_owned).chain(places(edition).map(label)).collect()
}

fn fields(row: &Row) -> Vec<String> {
    let cell = |cell: &Cell| match cell {
        Cell::Figure(figure) => figure.to_string(),
        Cell::Blank => "空白".to_owned(),
        Cell::NoFigure if row.path.is_empty() => "无法合计".to_owned(),
        Cell::NoFigure => "非数字".to_owned(),
        Cell::Absent => "缺表".to_owned(),
    };
    let year = row.year.map_or_else(String::new, |year| year.to_string());
    [row.organization.clone(), year, row.path.clone()].into_iter().chain(row.cells.iter().map(cell)).collect()
}

fn line(fields: Vec<String>) -> String {
    let fields: Vec<String> = fields.iter().map(|text| field(text)).collect();
    fields.join(",") + "\r\n"
}
