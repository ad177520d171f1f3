//! Tables without marks: a cell a paragraph (L2), words between blanks (L6, L11).

use super::{broken, contents};
use crate::laws::random::Random;
use crate::laws::sheet::{Cell, Grid, Role, is_blank};

/// L2: every cell that is not empty a paragraph; headers may break inside.
pub fn lines(grid: &Grid, random: &mut Random) -> String {
    let mut paragraphs = Vec::new();
    for cell in grid.iter().flatten().filter(|cell| !is_blank(&cell.text)) {
        paragraphs.push(match cell.role {
            Role::Head if random.chance(20) => broken(&cell.text, "\n", random),
            Role::Value if random.chance(5) => format!(" {}", cell.text),
            _ => cell.text.clone(),
        });
    }
    paragraphs.join("\n\n")
}

/// Each row a line of words, nothing torn.
pub fn plain(grid: &Grid) -> String {
    let row =
        |row: &Vec<String>| row.iter().filter(|text| !is_blank(text)).map(String::as_str).collect::<Vec<_>>().join(" ");
    contents(grid).iter().map(row).filter(|row| !row.is_empty()).collect::<Vec<_>>().join("\n")
}

/// L6: words as a page gives them: page numbers, group labels on lines of their own, labels wrapped round their
/// figures, narrow headers read across.
pub fn words(grid: &Grid, random: &mut Random) -> String {
    let soup = random.chance(50);
    let paged = random.chance(50);
    let mut lines = Vec::new();
    for (at, row) in grid.iter().enumerate() {
        if soup && is_narrow(row) {
            lines.extend(across(row));
            continue;
        }
        if paged && row.iter().any(|cell| cell.role == Role::Value) && random.chance(4) {
            lines.push(page_number(at, random));
        }
        word_row(row, &mut lines, random);
    }
    lines.join("\n")
}

fn page_number(at: usize, random: &mut Random) -> String {
    match random.below(3) {
        0 => format!("P. {}", at % 9 + 1),
        1 => format!("— {} —", at % 9 + 1),
        _ => format!("Page {} - 年度报告", at % 9 + 1),
    }
}

fn word_row(row: &[Cell], lines: &mut Vec<String>, random: &mut Random) {
    let cells: Vec<&Cell> = row.iter().filter(|cell| !is_blank(&cell.text)).collect();
    let label = cells.iter().rposition(|cell| cell.role == Role::Label);
    let Some(label) = label else {
        lines.push(cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" "));
        return;
    };
    let groups: Vec<&str> = cells[..label].iter().map(|cell| cell.text.as_str()).collect();
    let mut front = String::new();
    if random.chance(50) {
        lines.extend(groups.iter().map(|group| (*group).to_owned()));
    } else {
        front = groups.iter().map(|group| format!("{group} ")).collect();
    }
    let values = cells[label + 1..].iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" ");
    let text = &cells[label].text;
    let torn = if text.chars().count() > 10 { broken(text, "\n", random) } else { text.clone() };
    match (torn.split_once('\n'), random.below(10)) {
        (Some((head, tail)), 0) => lines.extend([format!("{front}{head}"), values, tail.to_owned()]),
        (Some((head, tail)), 1) => lines.extend([format!("{front}{head}"), format!("{tail} {values}")]),
        (Some((head, tail)), 2) => lines.extend([format!("{front}{head} {values}"), tail.to_owned()]),
        _ => lines.push(format!("{front}{text} {values}")),
    }
}

/// Whether a row of headers is so narrow that its words stand upright.
fn is_narrow(row: &[Cell]) -> bool {
    row.len() > 6 && row.iter().all(|cell| cell.role == Role::Head && cell.text.chars().count() < 8)
}

/// Upright words read across: the first characters, then the second ones.
fn across(row: &[Cell]) -> Vec<String> {
    let upright: Vec<Vec<char>> =
        row.iter().map(|cell| cell.text.chars().filter(|c| !c.is_whitespace()).collect()).collect();
    let depth = upright.iter().map(Vec::len).max().unwrap_or(0);
    let line = |at: usize| {
        let characters = upright.iter().filter_map(|word| word.get(at)).map(char::to_string);
        characters.collect::<Vec<_>>().join(" ")
    };
    (0..depth).map(line).collect()
}
