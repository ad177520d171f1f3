//! `--extract --format xlsx`: the wide table as a workbook. Cells hold what the reports say; only the sums are formulas.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Context;
use gaireport::folder::indicators::Indicator;
use gaireport::render::wide::{Block, Cell, Row, places, words};
use gaireport::standard::Edition;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError, utility};

use super::escape::visible;
use super::output::Output;
use super::sweep::Sweep;
use super::wide::blocks;

/// Columns before the figures.
const LEADING: [&str; 3] = ["单位", "年度", "文件"];
/// Rows of the head.
const HEAD: u32 = 2;
/// Head over the columns that no report has.
const DERIVED: &str = "派生指标（由表中数字算出，%）";
/// Characters of a text that a cell holds; programs refuse a workbook with longer ones.
const LONGEST: usize = 10_000;
/// Widths of columns, in characters.
const WIDTHS: [u16; 3] = [30, 6, 30];

/// Forms of cells.
struct Forms {
    head: Format,
    plain: Format,
    sum: Format,
    /// No figure where one belongs.
    gap: Format,
}

impl Forms {
    fn new() -> Forms {
        let plain = Format::new().set_border(FormatBorder::Thin);
        let head = plain.clone().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
        Forms {
            head: head.set_text_wrap().set_background_color(Color::RGB(0xF2F2F2)),
            sum: plain.clone().set_bold().set_background_color(Color::RGB(0xE8F0FE)),
            gap: plain.clone().set_background_color(Color::RGB(0xFFEEC2)),
            plain,
        }
    }
}

/// Prints the rows of all reports as a workbook, a sheet an edition.
pub fn run(sweep: &Sweep, output: &mut Output) -> anyhow::Result<ExitCode> {
    let (blocks, code) = blocks(sweep, output)?;
    output.write_all(&workbook(&blocks)?)?;
    output.flush()?;
    Ok(code)
}

/// The bytes of a workbook with a sheet for each edition that the reports are drawn in.
fn workbook(blocks: &[Block]) -> anyhow::Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    for block in blocks {
        sheet(workbook.add_worksheet(), block).context("worksheet")?;
    }
    // A workbook without a sheet is none.
    if blocks.is_empty() {
        workbook.add_worksheet();
    }
    workbook.save_to_buffer().context("workbook")
}

fn sheet(sheet: &mut Worksheet, block: &Block) -> Result<(), XlsxError> {
    let forms = Forms::new();
    sheet.set_name(format!("{}年格式", block.edition.id))?;
    let derived = block.rows.iter().map(|row| &row.indicators[..]).find(|known| !known.is_empty()).unwrap_or_default();
    head(sheet, block.edition, derived, &forms)?;
    for (row, at) in block.rows.iter().zip(HEAD..) {
        line(sheet, row, at, &forms)?;
    }
    sheet.set_freeze_panes(HEAD, 1)?;
    for (width, column) in WIDTHS.into_iter().zip(0..) {
        sheet.set_column_width(column, width)?;
    }
    Ok(())
}

/// Two rows: what a figure belongs to, merged over its columns, and the columns themselves.
fn head(
    sheet: &mut Worksheet,
    edition: &'static Edition,
    derived: &[Indicator],
    forms: &Forms,
) -> Result<(), XlsxError> {
    for (name, column) in LEADING.into_iter().zip(0..) {
        sheet.merge_range(0, column, 1, column, name, &forms.head)?;
    }
    let figures = places(edition).map(|place| labels(edition, place));
    let shares = derived.iter().map(|indicator| (DERIVED.to_owned(), indicator.name.to_owned()));
    let labels: Vec<(String, String)> = figures.chain(shares).collect();
    let mut from = 0;
    for group in labels.chunk_by(|one, other| one.0 == other.0) {
        let (first, last) = (column(from), column(from + group.len() - 1));
        match first == last {
            true => sheet.write_with_format(0, first, &group[0].0, &forms.head)?,
            false => sheet.merge_range(0, first, 0, last, &group[0].0, &forms.head)?,
        };
        for (index, (_, label)) in group.iter().enumerate() {
            sheet.write_with_format(1, column(from + index), label, &forms.head)?;
        }
        from += group.len();
    }
    Ok(())
}

/// Names a cell's row and its column.
fn labels(edition: &Edition, (table, row, column): (usize, usize, usize)) -> (String, String) {
    let table = &edition.tables[table];
    let (facts, column) = (&table.rows[row], &table.columns[table.columns_of(row).start + column]);
    let title = &table.parts[facts.part].title;
    let path = std::iter::once(title).chain(&facts.path).chain([&facts.label]);
    let path: Vec<&str> = path.map(String::as_str).filter(|label| !label.is_empty()).collect();
    (path.join(" "), column.label.clone())
}

/// The column of a figure.
fn column(index: usize) -> u16 {
    u16::try_from(index + LEADING.len()).unwrap_or(u16::MAX)
}

fn line(sheet: &mut Worksheet, row: &Row, at: u32, forms: &Forms) -> Result<(), XlsxError> {
    let form = if row.sum_of > 0 { &forms.sum } else { &forms.plain };
    sheet.write_string_with_format(at, 0, text(&row.organization), form)?;
    match row.year {
        Some(year) => sheet.write_number_with_format(at, 1, year, form)?,
        None => sheet.write_blank(at, 1, form)?,
    };
    sheet.write_string_with_format(at, 2, text(&row.path), form)?;
    for (index, cell) in row.cells.iter().enumerate() {
        figure(sheet, (row, *cell), (at, column(index)), forms)?;
    }
    for (index, indicator) in row.indicators.iter().enumerate() {
        let share = indicator.share.and_then(|share| share.percent()).and_then(|share| number(&share.to_string()));
        match share {
            Some(share) => sheet.write_number_with_format(at, column(row.cells.len() + index), share, form)?,
            None => sheet.write_blank(at, column(row.cells.len() + index), form)?,
        };
    }
    Ok(())
}

fn figure(
    sheet: &mut Worksheet,
    (row, cell): (&Row, Cell),
    (at, column): (u32, u16),
    forms: &Forms,
) -> Result<(), XlsxError> {
    let known = match cell {
        Cell::Figure(figure) => number(&figure.to_string()),
        _ => None,
    };
    if row.sum_of > 0 {
        let formula = sum(row.sum_of, at, column).set_result(match cell {
            Cell::Figure(figure) => figure.to_string(),
            _ => words(row, Cell::NoFigure).to_owned(),
        });
        sheet.write_formula_with_format(at, column, formula, &forms.sum)?;
    } else if let Some(known) = known {
        sheet.write_number_with_format(at, column, known, &forms.plain)?;
    } else {
        sheet.write_string_with_format(at, column, words(row, cell), &forms.gap)?;
    }
    Ok(())
}

/// A text that others chose, as a cell holds it.
fn text(chosen: &str) -> String {
    visible(chosen).chars().take(LONGEST).collect()
}

/// The sum of so many cells above one. Where one of them is no figure there is no sum, until somebody writes the figure.
fn sum(count: usize, at: u32, column: u16) -> Formula {
    let first = at.saturating_sub(u32::try_from(count).unwrap_or(at));
    let range = utility::cell_range(first, column, at.saturating_sub(1), column);
    let words = "无法合计";
    Formula::new(format!("=IF(COUNT({range})={count},SUM({range}),\"{words}\")"))
}

/// A figure as a spreadsheet keeps it.
fn number(text: &str) -> Option<f64> {
    text.parse().ok()
}
