//! Tables of tabs: grids (L1) and cells led by tabs (L3).

use super::{broken, contents, texts};
use crate::laws::random::Random;
use crate::laws::sheet::{Grid, Role, Sheet, Slot, spread};

/// L1: every place of the grid, merged ones empty.
pub fn merged(grid: &Grid, random: &mut Random) -> String {
    let mut rows = texts(grid);
    if random.chance(50) {
        lower_groups(grid, &mut rows, random);
    }
    if is_line(grid) && random.chance(30) {
        widen(&mut rows);
    }
    joined(&rows)
}

/// L1 without the places of merged cells.
pub fn bare(grid: &Grid) -> String {
    joined(&contents(grid))
}

fn joined(rows: &[Vec<String>]) -> String {
    rows.iter().map(|row| row.join("\t")).collect::<Vec<_>>().join("\n")
}

fn is_line(grid: &Grid) -> bool {
    grid.len() == 4 && grid[3].len() > 10
}

/// 表四 twenty columns wide: headers padded behind, figures in front.
fn widen(rows: &mut [Vec<String>]) {
    let last = rows.len() - 1;
    for (at, row) in rows.iter_mut().enumerate() {
        let padding = vec![String::new(); 5];
        let place = if at == last { 0 } else { row.len() };
        row.splice(place..place, padding);
    }
}

/// Writes the label of a group on its middle row, or torn over its first rows.
fn lower_groups(grid: &Grid, rows: &mut [Vec<String>], random: &mut Random) {
    for (at, row) in spread(grid).iter().enumerate() {
        for (column, slot) in row.iter().enumerate() {
            let Slot::Cell(cell) = slot else { continue };
            if cell.role != Role::Label || cell.rows < 3 {
                continue;
            }
            let text = std::mem::take(&mut rows[at][column]);
            match random.below(3) {
                0 => rows[at][column] = text,
                1 => rows[at + cell.rows / 2][column] = text,
                _ => tear(&text, at, column, rows, random),
            }
        }
    }
}

fn tear(text: &str, at: usize, column: usize, rows: &mut [Vec<String>], random: &mut Random) {
    let torn = broken(text, "\t", random);
    for (down, piece) in torn.split('\t').enumerate() {
        piece.clone_into(&mut rows[at + 2 * down][column]);
    }
}

/// L1 over pages: a blank line, another width behind it, places lost in front, labels torn.
pub fn torn(sheet: &Sheet, random: &mut Random) -> String {
    let grid = sheet.grid();
    let mut rows = texts(&grid);
    let heads = grid.iter().take_while(|row| row.iter().all(|cell| cell.role == Role::Head)).count();
    if sheet.index == 1 {
        lower_groups(&grid, &mut rows, random);
        narrow(&grid, &mut rows, random);
    }
    if is_line(&grid) && random.chance(50) {
        widen(&mut rows);
    }
    // 表四 is never torn between its header and its line in the drafts seen.
    if heads + 1 < rows.len() {
        let mut breaks = [0; 2].map(|_| heads + 1 + random.below(rows.len() - heads - 1));
        breaks.sort_unstable();
        let several = breaks[0] + 1 < breaks[1] && random.chance(50);
        for &at in breaks[usize::from(!several)..].iter().rev() {
            break_page(&grid, &mut rows, at, random);
        }
    }
    joined(&rows)
}

/// Rows from somewhere on have no places for merged labels before their values, but padding behind.
fn narrow(grid: &Grid, rows: &mut [Vec<String>], random: &mut Random) {
    let from = 3 + random.below(rows.len() - 3);
    for (row, slots) in rows[from..].iter_mut().zip(&spread(grid)[from..]) {
        let keep: Vec<bool> = slots.iter().map(|slot| !matches!(slot, Slot::Right)).collect();
        let before = row.len();
        let mut kept = keep.iter();
        row.retain(|_| kept.next().is_some_and(|keep| *keep));
        if random.chance(70) {
            row.resize(before, String::new());
        }
    }
}

/// A blank line before row `at`, which loses its empty places in front to its end; the label before may be torn.
fn break_page(grid: &Grid, rows: &mut Vec<Vec<String>>, at: usize, random: &mut Random) {
    let width = rows[at].len();
    let empty = rows[at].iter().take_while(|text| text.is_empty()).count();
    // Rows that lost their group's label in front still begin with a label of their own.
    if random.chance(60) && empty < width {
        rows[at].rotate_left(empty);
    }
    let labelled = grid.get(at - 1).and_then(|row| row.iter().rposition(|cell| cell.role == Role::Label));
    let place = labelled.and_then(|label| {
        let text = &grid[at - 1][label].text;
        rows[at - 1].iter().position(|known| known == text)
    });
    match place.filter(|&place| rows[at - 1][place].chars().count() > 8 && random.chance(40)) {
        Some(place) => {
            let torn = broken(&rows[at - 1][place], "\t", random);
            let (head, tail) = torn.split_once('\t').unwrap_or((&torn, ""));
            let mut row = vec![String::new(); width];
            row[place] = tail.to_owned();
            rows[at - 1][place] = head.to_owned();
            if !tail.is_empty() {
                rows.insert(at, row);
            }
            rows.insert(at, Vec::new());
        }
        None => rows.insert(at, Vec::new()),
    }
}

/// L3: each cell a line led by a tab, a blank line behind each row; places below a merged cell are tabs alone.
pub fn led(grid: &Grid, random: &mut Random) -> String {
    let mut rows = Vec::new();
    for row in spread(grid) {
        let mut lines = Vec::new();
        for slot in row {
            match slot {
                Slot::Cell(cell) if cell.role == Role::Head && random.chance(15) => {
                    lines.push(format!("\t{}", broken(&cell.text, "\n", random)));
                }
                Slot::Cell(cell) => lines.push(format!("\t{}", cell.text)),
                Slot::Below => lines.push("\t".to_owned()),
                Slot::Right => {}
            }
        }
        rows.push(lines.join("\n"));
    }
    rows.join("\n\n") + "\n\n"
}
