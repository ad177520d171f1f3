//! Figures as an office adds them up in a spreadsheet: a row a report, a column a cell.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::escape::csv as field;
use crate::analysis::Analysis;
use crate::dialect::Document;
use crate::folder::Roster;
use crate::folder::indicators::{Indicator, indicators};
use crate::folder::sheet::{cell_label, figures_of, signed};
use crate::number::{Class, Decimal};
use crate::report::Report;
use crate::standard::{Edition, editions};

/// Spreadsheets take a text that begins so for UTF-8.
const MARK: &str = "\u{FEFF}";

/// A report's row, or the sum of rows.
#[derive(Clone, Debug)]
pub struct Row {
    /// The file; empty for a sum.
    pub path: String,
    /// The organ.
    pub organization: String,
    /// The report year.
    pub year: Option<u16>,
    /// The edition that its tables are drawn in.
    edition: u16,
    /// Year, month and day below its end.
    signed: Option<(u16, u8, u8)>,
    /// Every cell of the edition, in the order of `places`.
    pub cells: Vec<Cell>,
    /// Shares derived from them; none for a sum.
    pub indicators: Vec<Indicator>,
    /// Number of rows right above that a sum adds up; 0 for a report.
    pub sum_of: usize,
}

/// A cell as far as it can be added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// A figure.
    Figure(Decimal),
    /// Nothing.
    Blank,
    /// Something else.
    NoFigure,
    /// Its table is not in the report.
    Absent,
}

/// The rows of an edition, below each unit those that it sums up, with their sum.
#[derive(Debug)]
pub struct Block {
    /// The edition that the tables are drawn in.
    pub edition: &'static Edition,
    /// The rows.
    pub rows: Vec<Row>,
}

/// The row of each report in a file.
pub fn rows(path: &str, text: &str, analysis: &Analysis) -> Vec<Row> {
    analysis.reports.iter().filter_map(|report| row((path, text), &analysis.document, report)).collect()
}

/// The rows of all reports, edition by edition, below each unit those that it sums up, with their sum. Without a roster the
/// units are those of the rows.
pub fn in_blocks(mut rows: Vec<Row>, roster: Option<Roster>) -> Vec<Block> {
    rows.sort_by(|one, other| one.path.cmp(&other.path));
    let roster = roster.unwrap_or_else(|| Roster::found(rows.iter().map(|row| row.organization.as_str())));
    let mut by_edition: BTreeMap<u16, Vec<Row>> = BTreeMap::new();
    rows.into_iter().for_each(|row| by_edition.entry(row.edition).or_default().push(row));
    let block =
        |edition: &'static Edition| Some(Block { edition, rows: in_order(&roster, by_edition.get(&edition.id)?) });
    editions().iter().filter_map(block).collect()
}

/// The blocks as CSV, one below the other.
pub fn csv(blocks: &[Block]) -> String {
    let mut sheet = MARK.to_owned();
    for (index, block) in blocks.iter().enumerate() {
        sheet += if index > 0 { "\r\n" } else { "" };
        sheet += &line(heads(block.edition));
        sheet.extend(block.rows.iter().map(|row| line(fields(row))));
    }
    sheet
}

fn row((path, text): (&str, &str), document: &Document, report: &Report) -> Option<Row> {
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
        signed: signed(text, document, report),
        cells: places(edition).map(cell).collect(),
        indicators: indicators(&figures_of(document, report)),
        sum_of: 0,
    })
}

/// Every cell of an edition: table, row, column within the row.
pub fn places(edition: &'static Edition) -> impl Iterator<Item = (usize, usize, usize)> {
    let tables = edition.tables.iter().enumerate();
    tables.flat_map(|(index, table)| {
        let rows = 0..table.rows.len();
        rows.flat_map(move |row| (0..table.columns_of(row).len()).map(move |column| (index, row, column)))
    })
}

/// Each unit that sums others up, these, and their sum; then the reports that stand in no such group, among them all but the
/// newest of a unit's reports of one year.
fn in_order(roster: &Roster, rows: &[Row]) -> Vec<Row> {
    let unit_of: Vec<Option<usize>> = rows.iter().map(|row| roster.find(&row.organization)).collect();
    let of = |unit: usize| (0..rows.len()).filter(|&row| unit_of[row] == Some(unit)).collect::<Vec<_>>();
    let mut placed = vec![false; rows.len()];
    let mut ordered = Vec::new();
    for (unit, below) in roster.below().into_iter().enumerate() {
        let children: Vec<usize> = below.into_iter().flat_map(|unit| newest(rows, of(unit))).collect();
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

/// Of the reports of a unit the newest of each year; of those that do not tell the first.
fn newest(rows: &[Row], of_unit: Vec<usize>) -> Vec<usize> {
    let mut by_year: BTreeMap<Option<u16>, Vec<usize>> = BTreeMap::new();
    of_unit.into_iter().for_each(|row| by_year.entry(rows[row].year).or_default().push(row));
    let newest = by_year.into_values();
    newest.filter_map(|group| group.into_iter().max_by_key(|&row| (rows[row].signed, Reverse(row)))).collect()
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
        signed: None,
        cells: (0..first.cells.len()).map(cell).collect(),
        indicators: Vec::new(),
        sum_of: rows.len(),
    })
}

fn heads(edition: &'static Edition) -> Vec<String> {
    let label = |(table, row, column): (usize, usize, usize)| cell_label(&edition.tables[table], row, column);
    ["单位", "年度", "文件"].into_iter().map(str::to_owned).chain(places(edition).map(label)).collect()
}

fn fields(row: &Row) -> Vec<String> {
    let cell = |cell: &Cell| match cell {
        Cell::Figure(figure) => figure.to_string(),
        _ => words(row, *cell).to_owned(),
    };
    let year = row.year.map_or_else(String::new, |year| year.to_string());
    [row.organization.clone(), year, row.path.clone()].into_iter().chain(row.cells.iter().map(cell)).collect()
}

/// Words in a cell that has no figure.
pub fn words(row: &Row, cell: Cell) -> &'static str {
    match cell {
        Cell::Figure(_) => "",
        Cell::Blank => "空白",
        Cell::NoFigure if row.sum_of > 0 => "无法合计",
        Cell::NoFigure => "非数字",
        Cell::Absent => "缺表",
    }
}

fn line(fields: Vec<String>) -> String {
    let fields: Vec<String> = fields.iter().map(|text| field(text)).collect();
    fields.join(",") + "\r\n"
}
