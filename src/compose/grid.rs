//! Draws tables of the standard as grids: headers as a tree, merged labels, values.

use crate::dialect::{Grid, GridCell};
use crate::standard::{Edition, Layout, Part, Table};

/// The text of a value cell by row and by column within the row.
pub(super) type Values<'v> = &'v dyn Fn(usize, usize) -> String;

/// A row as it is to be drawn.
#[derive(Clone, Debug, Default)]
pub(super) struct DrawnRow {
    /// Labels of the merged cells it stands under, outermost first.
    pub(super) path: Vec<String>,
    /// Its label.
    pub(super) label: String,
    /// Its values.
    pub(super) cells: Vec<String>,
}

/// A part of a table as it is to be drawn.
#[derive(Clone, Debug, Default)]
pub(super) struct DrawnPart {
    /// Its title; empty where it has none.
    pub(super) title: String,
    /// Headers over the labels and over each column.
    pub(super) head: Vec<String>,
    /// Its rows.
    pub(super) rows: Vec<DrawnRow>,
}

/// A table as the standard draws it, its values as `value` gives them.
pub fn grid(edition: &Edition, table: usize, value: &dyn Fn(usize, usize) -> String) -> Grid {
    let table = &edition.tables[table];
    draw(table, &parts(table, value))
}

/// Title, headers and rows of one part of a table; of a table without titled parts, all of it.
pub fn part_grid(edition: &Edition, table: usize, part: usize, value: &dyn Fn(usize, usize) -> String) -> Grid {
    let facts = &edition.tables[table];
    if facts.layout != Layout::Blocks {
        return grid(edition, table, value);
    }
    Grid { rows: draw_block(&drawn_part(facts, &facts.parts[part], value), width(facts, &[])) }
}

/// A row as it stands inside the whole table: merged cells that a row above begins are left out. Of a table of one line,
/// the row's values.
pub fn row_cells(edition: &Edition, table: usize, row: usize, value: &dyn Fn(usize, usize) -> String) -> Vec<GridCell> {
    let facts = &edition.tables[table];
    let drawn = drawn_row(facts, row, value);
    match facts.layout {
        Layout::Blocks => draw_row(&drawn, width(facts, &[])),
        Layout::Line => drawn.cells.into_iter().map(GridCell::value).collect(),
        Layout::Crosstab => {
            let rows: Vec<DrawnRow> = (0..facts.rows.len()).map(|row| drawn_row(facts, row, value)).collect();
            draw_rows(&rows, &[], label_depth(facts), Merging::Spans).swap_remove(row)
        }
    }
}

/// All parts of a table as the standard has them.
pub(super) fn parts(table: &Table, value: Values) -> Vec<DrawnPart> {
    table.parts.iter().map(|part| drawn_part(table, part, value)).collect()
}

/// A part as the standard has it.
pub(super) fn drawn_part(table: &Table, part: &Part, value: Values) -> DrawnPart {
    let columns = table.columns[part.columns.clone()].iter().map(|column| &column.label);
    DrawnPart {
        title: part.title.clone(),
        head: std::iter::once(&part.label_header).chain(columns).cloned().collect(),
        rows: part.rows.clone().map(|row| drawn_row(table, row, value)).collect(),
    }
}

/// A row as the standard has it.
pub(super) fn drawn_row(table: &Table, row: usize, value: Values) -> DrawnRow {
    let facts = &table.rows[row];
    let cells = (0..table.columns_of(row).len()).map(|column| value(row, column)).collect();
    DrawnRow { path: facts.path.clone(), label: facts.label.clone(), cells }
}

/// Draws a table with the parts given.
pub(super) fn draw(table: &Table, parts: &[DrawnPart]) -> Grid {
    let rows = match table.layout {
        Layout::Blocks => {
            let width = width(table, parts);
            parts.iter().flat_map(|part| draw_block(part, width)).collect()
        }
        Layout::Crosstab => draw_crosstab(table, parts),
        Layout::Line => draw_line(table, parts),
    };
    Grid { rows }
}

/// Columns of a table of blocks: those of its widest row.
pub(super) fn width(table: &Table, parts: &[DrawnPart]) -> usize {
    let standard = table.parts.iter().map(|part| part.columns.len() + 1);
    let drawn = parts.iter().flat_map(|part| &part.rows).map(|row| row.cells.len() + 1);
    standard.chain(drawn).max().unwrap_or(0)
}

/// Columns that labels take in a table with labels to the left.
pub(super) fn label_depth(table: &Table) -> usize {
    table.rows.iter().map(|row| row.path.len() + 1).max().unwrap_or(0)
}

/// A titled block: title, headers, rows, all of the same width.
pub(super) fn draw_block(part: &DrawnPart, width: usize) -> Vec<Vec<GridCell>> {
    let title = vec![label(&part.title, width, 1)];
    let head = part.head.iter().map(|text| label(text, 1, 1)).collect();
    let rows = part.rows.iter().map(|row| draw_row(row, width));
    [title, stretched(head, width)].into_iter().chain(rows).collect()
}

/// A row of a block.
pub(super) fn draw_row(row: &DrawnRow, width: usize) -> Vec<GridCell> {
    let values = row.cells.iter().map(GridCell::value);
    stretched(std::iter::once(label(&row.label, 1, 1)).chain(values).collect(), width)
}

/// The last cell takes the rest of the width.
fn stretched(mut cells: Vec<GridCell>, width: usize) -> Vec<GridCell> {
    let used: usize = cells.iter().map(|cell| usize::from(cell.columns)).sum();
    if let Some(last) = cells.last_mut() {
        last.columns += span(width.saturating_sub(used));
    }
    cells
}

fn draw_crosstab(table: &Table, parts: &[DrawnPart]) -> Vec<Vec<GridCell>> {
    let paths: Vec<Vec<&str>> = table.columns.iter().map(|column| path_to(&column.path, &column.label)).collect();
    let mut rows = header_tree(&paths);
    let (columns, height) = (label_depth(table), rows.len());
    if let Some(first) = rows.first_mut() {
        first.insert(0, label(&table.corner, columns, height));
    }
    rows.extend(parts.iter().flat_map(|part| draw_rows(&part.rows, &[], columns, Merging::Spans)));
    rows
}

/// The headers of all rows and columns above one line of all values.
fn draw_line(table: &Table, parts: &[DrawnPart]) -> Vec<Vec<GridCell>> {
    let rows = || parts.iter().flat_map(|part| &part.rows);
    let path = |row: &'_ DrawnRow| row.path.iter().chain([&row.label]).cloned().collect::<Vec<String>>();
    let outer: Vec<Vec<String>> = rows().map(path).collect();
    let paths: Vec<Vec<&str>> = outer
        .iter()
        .flat_map(|outer| table.columns.iter().map(move |column| (outer, column)))
        .map(|(outer, column)| outer.iter().map(String::as_str).chain(path_to(&column.path, &column.label)).collect())
        .collect();
    let mut drawn = header_tree(&paths);
    drawn.push(rows().flat_map(|row| &row.cells).map(GridCell::value).collect());
    drawn
}

fn path_to<'t>(path: &'t [String], last: &'t str) -> Vec<&'t str> {
    path.iter().map(String::as_str).chain([last]).collect()
}

/// Headers from the top down: neighbours under the same header share its cell, and what has no further level below
/// reaches to the bottom.
fn header_tree(paths: &[Vec<&str>]) -> Vec<Vec<GridCell>> {
    let depth = paths.iter().map(Vec::len).max().unwrap_or(0);
    (0..depth).map(|level| header_row(paths, level, depth)).collect()
}

fn header_row(paths: &[Vec<&str>], level: usize, depth: usize) -> Vec<GridCell> {
    let mut row = Vec::new();
    let mut at = 0;
    while let Some(path) = paths.get(at) {
        let shares = |other: &&Vec<&str>| other.len() > level + 1 && other[..=level] == path[..=level];
        let run = paths[at..].iter().take_while(shares).count();
        match path.len() {
            length if length <= level => {}
            length if length == level + 1 => row.push(label(path[level], 1, depth - level)),
            _ => row.push(label(path[level], run, 1)),
        }
        at += run.max(1);
    }
    row
}

/// Way of writing a merged cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Merging {
    /// Once, with the rows it covers; the rows below leave it out.
    Spans,
    /// As one cell a row, empty below the first.
    Places,
}

/// Rows with their labels to the left. Neighbours under the same label share its cell; `above` is the path of the row
/// that stands above the first, whose cells reach down.
pub(super) fn draw_rows(rows: &[DrawnRow], above: &[String], columns: usize, merging: Merging) -> Vec<Vec<GridCell>> {
    let before = |row: usize| row.checked_sub(1).map_or(above, |before| &rows[before].path);
    let draw = |index: usize| {
        let row = &rows[index];
        let shared = common(before(index), &row.path);
        let mut cells: Vec<GridCell> = (0..row.path.len())
            .filter_map(|level| merged_cell(&rows[index..], level, level < shared, merging))
            .collect();
        cells.push(label(&row.label, columns.saturating_sub(row.path.len()), 1));
        cells.extend(row.cells.iter().map(GridCell::value));
        cells
    };
    (0..rows.len()).map(draw).collect()
}

/// The merged cell on a level of the first row; `continued` says that a row above begins it.
fn merged_cell(rows: &[DrawnRow], level: usize, continued: bool, merging: Merging) -> Option<GridCell> {
    let path = &rows[0].path[..=level];
    let covered = rows.iter().take_while(|row| row.path.starts_with(path)).count();
    match (merging, continued) {
        (Merging::Spans, true) => None,
        (Merging::Spans, false) => Some(label(&path[level], 1, covered)),
        (Merging::Places, true) => Some(label("", 1, 1)),
        (Merging::Places, false) => Some(label(&path[level], 1, 1)),
    }
}

/// Counts the leading levels that two paths share.
pub(super) fn common(one: &[String], other: &[String]) -> usize {
    one.iter().zip(other).take_while(|(one, other)| one == other).count()
}

fn label(text: &str, columns: usize, rows: usize) -> GridCell {
    GridCell::label(text, span(columns), span(rows))
}

fn span(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::{edition, editions};

    fn shape(grid: &Grid) -> Vec<String> {
        let cell = |cell: &GridCell| format!("{}×{}{}", cell.columns, cell.rows, if cell.header { "h" } else { "" });
        grid.rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(" ")).collect()
    }

    fn table(id: u16, index: usize) -> Grid {
        grid(edition(id).unwrap(), index, &|row, column| format!("{row}.{column}"))
    }

    #[test]
    fn blocks_have_a_title_a_head_and_rows_of_one_width() {
        let old = shape(&table(2019, 0));
        assert_eq!(old.len(), 5 * 2 + 8);
        assert_eq!(old[..3], ["4×1h", "1×1h 1×1h 1×1h 1×1h", "1×1h 1×1 1×1 1×1"]);
        assert_eq!(old[12..15], ["4×1h", "1×1h 1×1h 2×1h", "1×1h 1×1 2×1"]);
        let new = shape(&table(2021, 0));
        assert_eq!(new.len(), 4 * 2 + 6);
        assert_eq!(new[4..7], ["4×1h", "1×1h 3×1h", "1×1h 3×1"]);
    }

    #[test]
    fn labels_and_headers_of_the_crosstab_are_merged_as_drawn() {
        for (id, results, other) in [(2019, 20, 1), (2021, 22, 3)] {
            let drawn = shape(&table(id, 1));
            assert_eq!(drawn.len(), 3 + 3 + results);
            assert_eq!(drawn[..3], ["3×3h 7×1h", "1×2h 5×1h 1×2h", "1×1h 1×1h 1×1h 1×1h 1×1h"]);
            let values = " 1×1".repeat(7);
            assert_eq!(drawn[3], format!("3×1h{values}"));
            assert_eq!(drawn[5], format!("1×{results}h 2×1h{values}"));
            assert_eq!(drawn[6], format!("2×1h{values}"));
            assert_eq!(drawn[7], format!("1×8h 1×1h{values}"));
            assert_eq!(drawn[8], format!("1×1h{values}"));
            assert_eq!(drawn[15], format!("1×3h 1×1h{values}"));
            assert_eq!(drawn[18], format!("1×5h 1×1h{values}"));
            let others = if other == 1 { format!("2×1h{values}") } else { format!("1×3h 1×1h{values}") };
            assert_eq!(drawn[23], others);
            assert_eq!(drawn[23 + other], format!("2×1h{values}"));
            assert_eq!(drawn[24 + other], format!("3×1h{values}"));
        }
    }

    #[test]
    fn the_line_stands_under_its_tree_of_headers() {
        for id in [2019, 2021] {
            let drawn = shape(&table(id, 2));
            let head = ["5×1h 10×1h", "1×2h 1×2h 1×2h 1×2h 1×2h 5×1h 5×1h"];
            assert_eq!(drawn[..2], head);
            assert_eq!(drawn[2], ["1×1h"; 10].join(" "));
            assert_eq!(drawn[3], ["1×1"; 15].join(" "));
            assert_eq!(drawn.len(), 4);
        }
    }

    #[test]
    fn every_row_of_a_grid_fills_its_width() {
        for edition in editions() {
            for (index, widest) in [4, 10, 15].into_iter().enumerate() {
                let grid = grid(edition, index, &|_, _| String::new());
                assert!(grid.spread().iter().all(|row| row.len() == widest));
            }
        }
    }

    #[test]
    fn rows_and_parts_stand_alone_as_in_the_whole() {
        for edition in editions() {
            let value = |row: usize, column: usize| format!("{row}.{column}");
            for (index, table) in edition.tables.iter().enumerate().filter(|(_, table)| table.layout != Layout::Line) {
                let whole = grid(edition, index, &value);
                for row in 0..table.rows.len() {
                    assert!(whole.rows.contains(&row_cells(edition, index, row, &value)));
                }
                let parts = (0..table.parts.len()).flat_map(|part| part_grid(edition, index, part, &value).rows);
                assert_eq!(parts.collect::<Vec<_>>(), whole.rows);
            }
        }
    }
}
