//! Tables of `|`: a line a row (L4, L9), a line a cell (L5), all on one line (L11).

use super::{broken, texts};
use crate::laws::random::Random;
use crate::laws::sheet::{Cell, Grid, Role, Slot, is_blank, spread};

/// L4: `cell | cell |`, merged places bare bars, none in front.
pub fn open(grid: &Grid, random: &mut Random) -> String {
    let drops_below = random.chance(50);
    let row = |row: &Vec<Slot<'_>>| {
        let (mut line, mut behind_cell) = (String::new(), false);
        for slot in row {
            match slot {
                Slot::Cell(cell) => line.push_str(&format!(" {} |", cell.text)),
                Slot::Below if drops_below => continue,
                Slot::Right | Slot::Below => line.push_str(if behind_cell { " |" } else { "|" }),
            }
            behind_cell = matches!(slot, Slot::Cell(_));
        }
        line.trim_start().to_owned()
    };
    spread(grid).iter().map(row).collect::<Vec<_>>().join("\n")
}

/// L4b: a bar in front, cells padded with spaces, merged places bare bars.
pub fn led(grid: &Grid, random: &mut Random) -> String {
    let wide = random.chance(50);
    let row = |row: &Vec<Slot<'_>>| {
        let mut line = String::from("|");
        for slot in row {
            match slot {
                Slot::Cell(cell) if cell.role == Role::Value && wide => {
                    line.push_str(&format!("       {} |", cell.text))
                }
                Slot::Cell(cell) => line.push_str(&format!("  {}  |", cell.text)),
                Slot::Right | Slot::Below => line.push('|'),
            }
        }
        line
    };
    spread(grid).iter().map(row).collect::<Vec<_>>().join("\n")
}

/// The lines of a run of merged places: one line of bars, or a bar a line.
fn merged_lines(places: usize, together: bool) -> Vec<String> {
    match places {
        0 => Vec::new(),
        _ if together => vec!["|".repeat(places)],
        _ => vec!["|".to_owned(); places],
    }
}

/// The cells of the rows, each with the number of merged places behind it; places below a cell are left out.
fn cells_with_places(grid: &Grid) -> Vec<Vec<(&Cell, usize)>> {
    let row = |row: Vec<Slot<'_>>| -> Vec<usize> {
        let mut places = Vec::new();
        for slot in row {
            match slot {
                Slot::Cell(_) => places.push(0),
                Slot::Right => {
                    if let Some(last) = places.last_mut() {
                        *last += 1;
                    }
                }
                Slot::Below => {}
            }
        }
        places
    };
    let places: Vec<Vec<usize>> = spread(grid).into_iter().map(row).collect();
    grid.iter().zip(places).map(|(cells, places)| cells.iter().zip(places).collect()).collect()
}

/// L5: `cell |`, one a line.
pub fn cells(grid: &Grid, random: &mut Random) -> String {
    let together = random.chance(60);
    let mut lines = Vec::new();
    for (cell, places) in cells_with_places(grid).into_iter().flatten() {
        if is_blank(&cell.text) {
            lines.push(format!("{}|", cell.text));
        } else if cell.role == Role::Label && random.chance(8) {
            lines.extend([cell.text.clone(), "|".to_owned()]);
        } else {
            lines.push(format!("{} |", cell.text));
        }
        lines.extend(merged_lines(places, together));
    }
    lines.join("\n")
}

/// L5b: the cell and its bar on lines of their own; a cell may break inside.
pub fn lone(grid: &Grid, random: &mut Random) -> String {
    let together = random.chance(60);
    let mut lines = Vec::new();
    for (cell, places) in cells_with_places(grid).into_iter().flatten() {
        let text = if cell.role == Role::Head && random.chance(15) {
            broken(&cell.text, "\n", random)
        } else {
            cell.text.clone()
        };
        if is_blank(&text) {
            lines.push(format!("{text}|"));
        } else {
            lines.extend([text, "|".to_owned()]);
        }
        lines.extend(merged_lines(places, together));
    }
    lines.join("\n")
}

/// L5c: a bar alone leads each row, then `cell |` a line, merged places behind on the same line.
pub fn led_cells(grid: &Grid, random: &mut Random) -> String {
    let padded = random.chance(50);
    let mut lines = Vec::new();
    for row in cells_with_places(grid) {
        lines.push("|".to_owned());
        for (cell, places) in row {
            let bars = if places == 0 {
                String::new()
            } else {
                format!("{}{}", if padded { " " } else { "" }, "|".repeat(places))
            };
            let text = if is_blank(&cell.text) { cell.text.clone() } else { format!("{} ", cell.text) };
            lines.push(format!("{text}|{bars}"));
        }
    }
    lines.join("\n")
}

/// L9: a Markdown table, the delimiter below its first row.
pub fn markdown(grid: &Grid) -> String {
    let rows = texts(grid);
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let line = |row: &Vec<String>| format!("| {} |", row.join(" | "));
    let mut lines: Vec<String> = rows.iter().map(line).collect();
    lines.insert(1, format!("|{}", " --- |".repeat(columns)));
    lines.join("\n")
}

/// L11: all rows on one line.
pub fn one_line(grid: &Grid) -> String {
    let row = |row: &Vec<String>| format!("| {} |", row.join(" | "));
    texts(grid).iter().map(row).collect::<Vec<_>>().join(" ")
}
