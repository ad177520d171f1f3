//! Names the parts of the format in words: headings of sections, labels of rows, columns, cells and sums.

use super::{Axis, Section, Table};

impl Section {
    /// Returns the number that begins its heading: `一、`.
    pub fn number(&self) -> String {
        format!("{}、", self.ordinal)
    }

    /// Returns its heading, number and name.
    pub fn heading(&self) -> String {
        format!("{}、{}", self.ordinal, self.name)
    }
}

impl Table {
    /// Returns the label of a row without the remark in brackets behind it.
    pub fn row_label(&self, row: usize) -> &str {
        let label = self.rows[row].label.as_str();
        let remark = label.char_indices().skip(1).find(|(_, character)| *character == '（').map(|(at, _)| at);
        &label[..remark.unwrap_or(label.len())]
    }

    /// Returns the label of a column of a row.
    pub fn column_label(&self, row: usize, column: usize) -> &str {
        self.columns.get(self.columns_of(row).start + column).map_or("", |column| column.label.as_str())
    }

    /// Names a cell by its row and its column.
    pub fn cell_label(&self, row: usize, column: usize) -> String {
        format!("{}·{}", self.row_label(row), self.column_label(row, column))
    }

    /// Names the row or column that a sum stands in.
    pub fn sum_label(&self, axis: Axis, place: usize) -> &str {
        match axis {
            Axis::Across => self.row_label(place),
            Axis::Down => self.columns.get(place).map_or("", |column| column.label.as_str()),
        }
    }
}
