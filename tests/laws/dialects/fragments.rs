//! Tables as conversion from PDF or pictures leaves them: one Markdown table a row (L7) or a group (L8).

use super::broken;
use crate::laws::random::Random;
use crate::laws::sheet::{Cell, Grid, Line, Part, Role, Sheet};

/// L7: rows of figures as tables of their own, labels beside, before, behind or round them.
pub fn fragments(sheet: &Sheet, random: &mut Random) -> String {
    let mut pieces = Vec::new();
    if sheet.index == 2 {
        return line_fragment(&sheet.grid());
    }
    let shuffled = random.chance(50);
    for part in &sheet.parts {
        pieces.extend(headers(sheet, part));
        part_fragments(sheet, part, shuffled, &mut pieces, random);
    }
    pieces.join("\n\n")
}

/// A table of one row, its delimiter below.
fn one_row(cells: &[String]) -> String {
    format!("| {} |\n|{}", cells.join(" | "), "---|".repeat(cells.len()))
}

fn headers(sheet: &Sheet, part: &Part) -> Vec<String> {
    let grid = if sheet.index == 0 { sheet.block(part) } else { sheet.grid() };
    let head = |row: &&Vec<Cell>| row.iter().all(|cell| cell.role == Role::Head);
    let text = |row: &Vec<Cell>| row.iter().map(|cell| cell.text.clone()).collect::<Vec<_>>();
    grid.iter()
        .take_while(head)
        .map(|row| if row.len() == 1 { row[0].text.clone() } else { one_row(&text(row)) })
        .collect()
}

fn part_fragments(sheet: &Sheet, part: &Part, shuffled: bool, pieces: &mut Vec<String>, random: &mut Random) {
    let mut path: &[String] = &[];
    let mut at = 0;
    while at < part.rows.len() {
        let line = &part.rows[at];
        let new = line.path.iter().enumerate().filter(|(depth, group)| path.get(*depth) != Some(group));
        pieces.extend(new.map(|(_, group)| sheet.say(group)));
        path = &line.path;
        let next = part.rows.get(at + 1).filter(|next| next.path == line.path && next.cells.len() == line.cells.len());
        match next {
            Some(next) if shuffled && sheet.index == 1 && random.chance(10) => {
                pieces.extend([
                    sheet.say(&line.label),
                    sheet.say(&next.label),
                    one_row(&line.cells),
                    one_row(&next.cells),
                ]);
                at += 2;
            }
            _ => {
                row_fragment(sheet, line, pieces, random);
                at += 1;
            }
        }
        if random.chance(3) {
            pieces.push(random.pick(&["— 5 —", "- 6 -", "第 7 页"]).to_owned());
        }
    }
}

fn row_fragment(sheet: &Sheet, line: &Line, pieces: &mut Vec<String>, random: &mut Random) {
    let label = sheet.say(&line.label);
    let torn = if label.chars().count() > 8 { broken(&label, "\n", random) } else { label.clone() };
    match (torn.split_once('\n'), random.below(10)) {
        (_, 0..=2) if line.cells.len() > 1 => pieces.extend([label, one_row(&line.cells)]),
        (Some((head, tail)), 3..=4) if line.cells.len() > 3 => {
            pieces.extend([head.to_owned(), one_row(&line.cells), tail.to_owned()]);
        }
        _ => pieces.push(one_row(&std::iter::once(label).chain(line.cells.iter().cloned()).collect::<Vec<_>>())),
    }
}

/// 表四: headers row by row, then the figures.
fn line_fragment(grid: &Grid) -> String {
    let row = |row: &Vec<Cell>| one_row(&row.iter().map(|cell| cell.text.clone()).collect::<Vec<_>>());
    grid.iter().map(row).collect::<Vec<_>>().join("\n\n")
}

/// L8: a table for each part or group, headed 数据1, 数据2 …, now and then a line of dashes.
pub fn mini_tables(sheet: &Sheet, random: &mut Random) -> String {
    let mut pieces = Vec::new();
    if sheet.index == 2 {
        return mini_review(sheet);
    }
    for part in &sheet.parts {
        if !part.title.is_empty() {
            pieces.push(sheet.say(&part.title));
        }
        let mut at = 0;
        while at < part.rows.len() {
            let path = &part.rows[at].path;
            let rows = part.rows[at..].iter().take_while(|line| line.path == *path).count();
            pieces.extend(path.last().map(|group| sheet.say(group)));
            pieces.push(mini_table(sheet, &part.rows[at..at + rows], random));
            at += rows;
        }
    }
    pieces.join("\n\n")
}

fn mini_table(sheet: &Sheet, rows: &[Line], random: &mut Random) -> String {
    let columns = rows.iter().map(|line| line.cells.len()).max().unwrap_or(0);
    let named = |column: usize| if column == 7 { "总计".to_owned() } else { format!("数据{column}") };
    let head: Vec<String> = std::iter::once("信息内容".to_owned()).chain((1..=columns).map(named)).collect();
    let mut lines = vec![format!("| {} |", head.join(" | ")), format!("|{}", " --- |".repeat(columns + 1))];
    if random.chance(20) {
        lines.push(format!("|{}", " - |".repeat(columns + 1)));
    }
    for line in rows {
        lines.push(format!("| {} | {} |", sheet.say(&line.label), line.cells.join(" | ")));
    }
    lines.join("\n")
}

/// 表四 as three tables of five figures, each under its own title.
fn mini_review(sheet: &Sheet) -> String {
    let mut pieces = Vec::new();
    for line in sheet.lines() {
        pieces.extend(line.path.iter().chain([&line.label]).map(|label| sheet.say(label)));
        let head: Vec<String> = sheet.table().columns.iter().map(|column| sheet.say(&column.label)).collect();
        let dashes = " --- |".repeat(head.len());
        pieces.push(format!("| {} |\n|{dashes}\n| {} |", head.join(" | "), line.cells.join(" | ")));
    }
    pieces.join("\n\n")
}
