//! Workbooks, for lists that offices keep in them: the rows of every sheet as texts.
//!
//! `calamine` reads them cell by cell; its ranges hold every cell between the first and the last, which two cells can make
//! billions. All parts are unpacked within the budget before it opens the file, since it has no limit of its own.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::mem::size_of;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, Dimensions, Reader, SheetType, SheetVisible, Xlsx};

use super::archive::Archive;
use super::budget::Budget;
use super::kind::{Container, container};
use super::{Fault, MAX_BYTES};

/// A row with its number, from 1, and its cells: dates as `2025-01-31`, numbers and words as they are, none for an error.
pub type Row = (usize, Vec<String>);

/// Cells of a sheet by row and column.
type Cells = BTreeMap<u32, BTreeMap<u32, String>>;

/// Columns that are read; a list has some ten.
const MOST_COLUMNS: u32 = 256;

/// Bytes that a row takes before it is full.
const ROW: usize = 512;

/// Sheets that are read.
const MOST_SHEETS: usize = 8;

/// Reads the sheets of a workbook of Excel 2007 or later that are not hidden, without empty rows; a cell merged over several
/// rows stands in each. `None` for any other file.
pub fn sheets(bytes: &[u8]) -> Option<Result<Vec<Vec<Row>>, Fault>> {
    (container(bytes)? == Container::Zip).then_some(())?;
    if bytes.len() > MAX_BYTES {
        return Some(Err(Fault::TooMuchPacked));
    }
    let archive = Archive::open(bytes).ok().filter(|archive| archive.has_below("xl/"))?;
    // What the library takes for granted of names of parts, a file need not keep.
    Some(catch_unwind(AssertUnwindSafe(|| open(bytes, archive))).unwrap_or(Err(Fault::Malformed)))
}

fn open(bytes: &[u8], mut archive: Archive) -> Result<Vec<Vec<Row>>, Fault> {
    let mut budget = Budget::new();
    archive.unpack_all(&mut budget)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|_| Fault::Malformed)?;
    let shown = book.sheets_metadata().iter();
    let shown = shown.filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible);
    let names: Vec<String> = shown.map(|sheet| sheet.name.clone()).take(MOST_SHEETS).collect();
    // Several sheets may be one part, which is read anew for each.
    let unpacked = budget.taken();
    let mut one = |name: &String| {
        budget.take(unpacked)?;
        read(&mut book, name, &mut budget)
    };
    names.iter().map(&mut one).collect()
}

fn read(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, budget: &mut Budget) -> Result<Vec<Row>, Fault> {
    let mut cells = Cells::new();
    let mut reader = book.worksheet_cells_reader(name).map_err(|_| Fault::Malformed)?;
    while let Some(cell) = reader.next_cell().map_err(|_| Fault::Malformed)? {
        let (row, column) = cell.get_position();
        let text = text(cell.get_value());
        if column < MOST_COLUMNS && !text.is_empty() {
            put(&mut cells, (row, column), text, budget)?;
        }
    }
    drop(reader);
    for merged in book.merge_cells_by_sheet_name(name).map_err(|_| Fault::Malformed)? {
        spread(&mut cells, &merged, budget)?;
    }
    cells.into_iter().map(|(row, cells)| Ok((row as usize + 1, dense(cells, budget)?))).collect()
}

/// Has the text of a cell that is merged over several rows stand in each of them that holds anything else.
fn spread(cells: &mut Cells, merged: &Dimensions, budget: &mut Budget) -> Result<(), Fault> {
    let ((first, column), (last, _)) = (merged.start, merged.end);
    let Some(text) = cells.get(&first).and_then(|row| row.get(&column)).cloned() else { return Ok(()) };
    let below: Vec<u32> = cells.range(first..=last.max(first)).skip(1).map(|(row, _)| *row).collect();
    for row in below {
        put(cells, (row, column), text.clone(), budget)?;
    }
    Ok(())
}

fn put(cells: &mut Cells, (row, column): (u32, u32), text: String, budget: &mut Budget) -> Result<(), Fault> {
    let row = cells.entry(row).or_default();
    let places = if row.is_empty() { ROW } else { size_of::<String>() };
    budget.take(text.len() + places)?;
    row.insert(column, text);
    Ok(())
}

/// The cells of a row from its first column on.
fn dense(cells: BTreeMap<u32, String>, budget: &mut Budget) -> Result<Vec<String>, Fault> {
    let width = cells.last_key_value().map_or(0, |(column, _)| *column as usize + 1);
    budget.take(width * size_of::<String>())?;
    let mut row = vec![String::new(); width];
    cells.into_iter().for_each(|(column, text)| row[column as usize] = text);
    Ok(row)
}

fn text(value: &DataRef) -> String {
    match value {
        DataRef::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year}-{month:02}-{day:02}")
        }
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.trim().to_owned(),
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(_) | DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}
