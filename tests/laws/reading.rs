//! What is read of a made table against what was written.

use std::fmt;

use gaireport::number::{Decimal, parse};
use gaireport::report::BoundTable;

use crate::laws::sheet::{Sheet, unmarked};

/// A cell that is read otherwise than it is written.
pub struct Differing {
    /// Its name.
    pub name: String,
    /// The figure written there.
    pub due: Option<Decimal>,
    /// The figure read there.
    pub read: Option<Decimal>,
}

impl fmt::Display for Differing {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = |figure: Option<Decimal>| figure.map_or("nothing".to_owned(), |figure| figure.to_string());
        write!(formatter, "{} is read as {}, not as {}", self.name, words(self.read), words(self.due))
    }
}

/// The cells of a table that are read otherwise than they are written, in rows that have the format's number of cells.
pub fn differing<'s>(sheet: &'s Sheet, bound: &'s BoundTable) -> impl Iterator<Item = Differing> + 's {
    let whole = sheet.lines().filter(move |line| line.cells.len() == sheet.table().columns_of(line.row).len());
    let cells =
        whole.flat_map(|line| line.cells.iter().enumerate().map(move |(column, text)| (line.row, column, text)));
    cells.filter_map(move |(row, column, text)| {
        let due = parse(&unmarked(text)).and_then(|figure| figure.value);
        let read = bound.figure(row, column);
        (read != due).then(|| Differing { name: bound.cell_name(row, column), due, read })
    })
}
