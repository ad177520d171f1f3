//! Tables that no lines part: figures of several lines that stand under each other are columns, and the words before them, line
//! by line, their labels.

use std::ops::Range;

use super::Piece;
use super::lines::{Line, Word};
use super::margins::begins_item;
use crate::number::{self, Class};

/// Figures that a line of a table has at least.
const FEWEST_FIGURES: usize = 2;

/// Lines of a page that are looked at for tables; a page of print has some fifty.
const MOST_LINES: usize = 500;

/// Lines before the first and behind the last row that their labels may reach to.
const REACH: usize = 3;

/// A row of a table.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub(super) cells: Vec<String>,
    /// Left edges of cells that a line parts from those before them, with their indices; empty without lines.
    pub(super) edges: Vec<(i32, usize)>,
}

/// Words of lines under each other, as they fill a cell.
#[derive(Debug)]
struct Cell {
    x0: i32,
    x1: i32,
    y0: i32,
    y1: i32,
    text: String,
    /// The lines that it has words of.
    lines: Range<usize>,
    /// The row that it is a label of.
    row: Option<usize>,
}

/// Puts rows in place of lines that are a table.
pub(super) fn tables(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut kept = Vec::with_capacity(pieces.len());
    let mut open: Vec<Line> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Line(line) => open.push(line),
            piece => {
                close(&mut open, &mut kept);
                kept.push(piece);
            }
        }
    }
    close(&mut open, &mut kept);
    kept
}

/// Makes the lines that are rows, with those of their labels, tables.
fn close(open: &mut Vec<Line>, kept: &mut Vec<Piece>) {
    let lines = std::mem::take(open);
    let mut done = 0;
    let groups = if lines.len() > MOST_LINES { Vec::new() } else { groups(&lines) };
    for (index, group) in groups.iter().enumerate() {
        let end = groups.get(index + 1).map_or(lines.len(), |next| next[0]);
        let Some((rows, used)) = table(&lines, group, done..end) else { continue };
        kept.extend(heads(&lines[done..used.start]).into_iter().map(Piece::Line));
        kept.push(Piece::Rows(rows));
        done = used.end;
    }
    kept.extend(lines[done..].iter().cloned().map(Piece::Line));
}

/// Lines before a table, where the words of heads that go on below are put together.
fn heads(lines: &[Line]) -> Vec<Line> {
    const MOST: usize = 8;
    let mut lines = lines.to_vec();
    let mut index = lines.len().saturating_sub(MOST);
    while index < lines.len() {
        // The middle of a head of three lines may stand between them.
        let next = (index + 1..lines.len().min(index + 3)).find(|next| is_rest(&lines[index], &lines[*next]));
        match next {
            Some(next) => {
                let below = lines.remove(next);
                lines[index].go_on_with(below);
            }
            None => index += 1,
        }
    }
    lines
}

/// Returns whether a line is the rest of the heads of columns.
fn is_rest(head: &Line, below: &Line) -> bool {
    let is_head = |line: &Line| figures(line).next().is_none() && !line.text.contains('。');
    let fits = |word: &Word| !begins_item(&word.text);
    is_head(head)
        && is_head(below)
        && head.words.len() > FEWEST_FIGURES
        && below.words.len() >= FEWEST_FIGURES
        && below.words.iter().all(fits)
        && head.is_over(below)
}

/// The lines with figures, those together that are rows of one table.
fn groups(lines: &[Line]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let count = figures(line).count();
        if count == 0 || line.text.contains('。') {
            continue;
        }
        match groups.last_mut() {
            Some(group) if go_together(lines, group, index) => group.push(index),
            _ if count >= FEWEST_FIGURES => groups.push(vec![index]),
            _ => {}
        }
    }
    groups
}

/// Returns whether a line is a row of the table whose rows these are: its figures stand under theirs, and no head stands between.
fn go_together(lines: &[Line], group: &[usize], index: usize) -> bool {
    let last = group[group.len() - 1];
    let is_head = |line: &Line| line.words.len() > FEWEST_FIGURES && figures(line).next().is_none();
    let columns = columns(group.iter().map(|row| &lines[*row]));
    let under = |word: &Word| columns.iter().any(|(x0, x1)| word.x0 <= *x1 && *x0 <= word.x1);
    !lines[last + 1..index].iter().any(is_head)
        && figures(&lines[index]).filter(|word| under(word)).count() >= FEWEST_FIGURES
}

fn figures(line: &Line) -> impl Iterator<Item = &Word> {
    line.words.iter().filter(|word| is_value(&word.text))
}

fn is_value(text: &str) -> bool {
    matches!(number::classify(text), Class::Figure | Class::Placeholder)
}

/// The places of the figures of lines: spans of what lies over each other.
fn columns<'l>(lines: impl Iterator<Item = &'l Line>) -> Vec<(i32, i32)> {
    let mut spans: Vec<(i32, i32)> = lines.flat_map(figures).map(|word| (word.x0, word.x1)).collect();
    spans.sort_unstable();
    let mut columns: Vec<(i32, i32)> = Vec::new();
    for (x0, x1) in spans {
        match columns.last_mut() {
            Some(column) if x0 <= column.1 => column.1 = column.1.max(x1),
            _ => columns.push((x0, x1)),
        }
    }
    columns
}

/// The rows of a table within these lines, and the lines that it takes.
fn table(lines: &[Line], group: &[usize], within: Range<usize>) -> Option<(Vec<Row>, Range<usize>)> {
    let columns = columns(group.iter().map(|row| &lines[*row]));
    let (first, last) = (*group.first()?, *group.last()?);
    let reach = first.saturating_sub(REACH).max(within.start)..(last + 1 + REACH).min(within.end);
    let rows: Vec<Line> = group.iter().map(|row| lines[*row].split_at(&columns)).collect();
    let mut cells = cells(lines, &rows, group, reach);
    for (index, row) in rows.iter().enumerate() {
        let middle = row.y0.midpoint(row.y1);
        // Beside a label of several lines the figures stand in its middle or on its first line.
        let held = cells.iter_mut().filter(|cell| cell.row.is_none() && cell.y0 <= middle && middle <= cell.y1);
        held.for_each(|cell| cell.row = Some(index));
    }
    let used = used(first..last + 1, &cells);
    Some((written(&rows, &cells, &columns, &used), used))
}

/// The lines of the rows, of their labels, and of all that stands beside these.
fn used(rows: Range<usize>, cells: &[Cell]) -> Range<usize> {
    let cover = |used: Range<usize>, cell: &Cell| used.start.min(cell.lines.start)..used.end.max(cell.lines.end);
    let mut used = cells.iter().filter(|cell| cell.row.is_some()).fold(rows, cover);
    loop {
        let beside = cells.iter().filter(|cell| cell.lines.start < used.end && used.start < cell.lines.end);
        let grown = beside.fold(used.clone(), cover);
        if grown == used {
            return used;
        }
        used = grown;
    }
}

/// The words of lines as cells: words under each other without a gap are one, unless an item begins.
fn cells(lines: &[Line], rows: &[Line], group: &[usize], reach: Range<usize>) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    for index in reach {
        let row = group.binary_search(&index).ok().map(|row| &rows[row]);
        let line = row.unwrap_or(&lines[index]);
        for word in line.words.iter().filter(|word| row.is_none() || !is_value(&word.text)) {
            let goes_on = |cell: &&mut Cell| {
                cell.lines.end + 1 >= index
                    && word.x0 < cell.x1
                    && cell.x0 < word.x1
                    && line.y0 - cell.y1 < line.height() * 3 / 10
                    && !begins_item(&word.text)
            };
            match cells.iter_mut().rev().find(goes_on) {
                Some(cell) => {
                    (cell.x0, cell.x1) = (cell.x0.min(word.x0), cell.x1.max(word.x1));
                    cell.y1 = line.y1;
                    cell.text.push_str(&word.text);
                    cell.lines.end = index + 1;
                }
                None => cells.push(Cell {
                    x0: word.x0,
                    x1: word.x1,
                    y0: line.y0,
                    y1: line.y1,
                    text: word.text.clone(),
                    lines: index..index + 1,
                    row: None,
                }),
            }
        }
    }
    cells
}

/// The rows, and between them the cells that are no label of one, from top to bottom.
fn written(rows: &[Line], cells: &[Cell], columns: &[(i32, i32)], used: &Range<usize>) -> Vec<Row> {
    let mut placed: Vec<(i32, Row)> = Vec::new();
    for (index, line) in rows.iter().enumerate() {
        let mut labels: Vec<&Cell> = cells.iter().filter(|cell| cell.row == Some(index)).collect();
        labels.sort_by_key(|cell| cell.x0);
        let mut texts: Vec<String> = labels.iter().map(|cell| cell.text.clone()).collect();
        texts.extend(columns.iter().map(|column| {
            let held = figures(line).find(|word| word.x0 <= column.1 && column.0 <= word.x1);
            held.map(|word| word.text.clone()).unwrap_or_default()
        }));
        placed.push((line.y0.midpoint(line.y1), Row { edges: Vec::new(), cells: texts }));
    }
    let loose = cells.iter().filter(|cell| cell.row.is_none());
    let loose = loose.filter(|cell| used.start <= cell.lines.start && cell.lines.end <= used.end);
    placed.extend(loose.map(|cell| (cell.y0, Row { edges: Vec::new(), cells: vec![cell.text.clone()] })));
    placed.sort_by_key(|(place, _)| *place);
    placed.into_iter().map(|(_, row)| row).collect()
}
