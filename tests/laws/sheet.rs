//! A table of a made draft, by meaning: its parts, rows and cells; and how the standard lays it out in a grid.

use std::collections::HashMap;

use gaireport::standard::{Edition, Layout, Table};

/// Stands in a text wherever an injected fault is; taken out before the draft is used.
pub const MARK: char = '\u{E000}';

/// A table to be written.
#[derive(Clone)]
pub struct Sheet {
    /// The edition it is drawn in.
    pub edition: &'static Edition,
    /// Index of the standard's table.
    pub index: usize,
    /// Its parts.
    pub parts: Vec<Part>,
    /// Labels for which its author has other words than the standard.
    pub said: HashMap<String, String>,
    /// How this draft writes these words.
    pub wording: HashMap<String, String>,
}

/// A titled part.
#[derive(Clone)]
pub struct Part {
    /// Index of the standard's part.
    pub index: usize,
    /// Its title; empty where it has none.
    pub title: String,
    /// Its rows.
    pub rows: Vec<Line>,
}

/// A row.
#[derive(Clone)]
pub struct Line {
    /// Index of the standard's row.
    pub row: usize,
    /// Its label.
    pub label: String,
    /// Groups that it stands in.
    pub path: Vec<String>,
    /// Its values as text.
    pub cells: Vec<String>,
}

/// What a cell of a grid is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Title of a part, or header.
    Head,
    /// Label of a row or a group.
    Label,
    /// A value.
    Value,
}

/// A cell of a grid.
#[derive(Clone)]
pub struct Cell {
    /// Its text.
    pub text: String,
    /// Columns it covers.
    pub columns: usize,
    /// Rows it covers.
    pub rows: usize,
    /// What it is.
    pub role: Role,
}

/// Cells row by row; a cell merged over several rows stands in the first of them only.
pub type Grid = Vec<Vec<Cell>>;

/// A place of a grid once merged cells are spread out.
#[derive(Clone, Copy)]
pub enum Slot<'g> {
    /// Where a cell's text stands.
    Cell(&'g Cell),
    /// To the right of it, under the same merged cell.
    Right,
    /// Below it, under the same merged cell.
    Below,
}

/// The text without marks.
pub fn unmarked(text: &str) -> String {
    text.chars().filter(|&character| character != MARK).collect()
}

/// Whether nothing stands in a cell.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|character| character == MARK || character.is_whitespace())
}

/// The text with a mark at either end.
pub fn mark(text: &mut String) {
    *text = format!("{MARK}{text}{MARK}");
}

fn cell(text: impl Into<String>, columns: usize, rows: usize, role: Role) -> Cell {
    Cell { text: text.into(), columns, rows, role }
}

impl Sheet {
    /// The standard's table with its values as text.
    pub fn new(edition: &'static Edition, index: usize, cells: Vec<Vec<String>>) -> Self {
        let table = &edition.tables[index];
        let mut cells = cells.into_iter();
        let mut line = |row: usize| Line {
            row,
            label: table.rows[row].label.clone(),
            path: table.rows[row].path.clone(),
            cells: cells.next().unwrap_or_default(),
        };
        let part = |(index, part): (usize, &gaireport::standard::Part)| Part {
            index,
            title: part.title.clone(),
            rows: part.rows.clone().map(&mut line).collect(),
        };
        let parts = table.parts.iter().enumerate().map(part).collect();
        Sheet { edition, index, parts, said: HashMap::new(), wording: HashMap::new() }
    }

    /// The standard's table.
    pub fn table(&self) -> &'static Table {
        &self.edition.tables[self.index]
    }

    /// How this draft words a label; marks stay.
    pub fn say(&self, text: &str) -> String {
        match self.wording.get(&unmarked(text)) {
            Some(worded) if text.contains(MARK) => format!("{MARK}{worded}{MARK}"),
            Some(worded) => worded.clone(),
            None => text.to_owned(),
        }
    }

    /// Every label of the standard's table, for the draft to word.
    pub fn labels(&self) -> Vec<&'static str> {
        let table = self.table();
        let parts = table.parts.iter().flat_map(|part| [&part.title, &part.label_header]);
        let columns = table.columns.iter().flat_map(|column| column.path.iter().chain([&column.label]));
        let rows = table.rows.iter().flat_map(|row| row.path.iter().chain([&row.label]));
        let all = parts.chain(columns).chain(rows).chain([&table.corner]);
        all.map(String::as_str).filter(|label| !label.is_empty()).collect()
    }

    /// All rows.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.parts.iter().flat_map(|part| &part.rows)
    }

    /// All rows, to change them.
    pub fn lines_mut(&mut self) -> impl Iterator<Item = &mut Line> {
        self.parts.iter_mut().flat_map(|part| &mut part.rows)
    }

    /// The table as the standard draws it.
    pub fn grid(&self) -> Grid {
        match self.table().layout {
            Layout::Blocks => self.parts.iter().flat_map(|part| self.block(part)).collect(),
            Layout::Crosstab => self.crosstab(),
            Layout::Line => self.line(),
        }
    }

    fn column_label(&self, column: usize) -> String {
        self.say(&self.table().columns[column].label)
    }

    /// Title, header and rows of a part of 表二, four columns wide.
    pub fn block(&self, part: &Part) -> Grid {
        let facts = &self.table().parts[part.index];
        let columns = facts.columns.len();
        let wide = |column: usize| if column + 1 == columns { 4 - columns } else { 1 };
        let mut head = vec![cell(self.say(&facts.label_header), 1, 1, Role::Head)];
        let label = |(place, column)| cell(self.column_label(column), wide(place), 1, Role::Head);
        head.extend(facts.columns.clone().enumerate().map(label));
        let mut grid = vec![vec![cell(self.say(&part.title), 4, 1, Role::Head)], head];
        for line in &part.rows {
            let value = |(place, text): (usize, &String)| cell(text.clone(), wide(place), 1, Role::Value);
            let label = cell(self.say(&line.label), 1, 1, Role::Label);
            grid.push(std::iter::once(label).chain(line.cells.iter().enumerate().map(value)).collect());
        }
        grid
    }

    /// 表三: three columns of labels, those of values, three rows of headers.
    fn crosstab(&self) -> Grid {
        let table = self.table();
        let head = |text: &str, columns, rows| cell(self.say(text), columns, rows, Role::Head);
        let top = table.columns[0].path[0].as_str();
        let legal = table.columns[1].path[1].as_str();
        let label = |column: usize| table.columns[column].label.as_str();
        let last = table.columns.len() - 1;
        let mut grid = vec![
            vec![head(&table.corner, 3, 3), head(top, last + 1, 1)],
            vec![head(label(0), 1, 2), head(legal, last - 1, 1), head(label(last), 1, 2)],
            (1..last).map(|column| head(label(column), 1, 1)).collect(),
        ];
        let lines: Vec<&Line> = self.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            let mut row = self.groups(&lines, at);
            row.push(cell(self.say(&line.label), 3 - line.path.len().min(2), 1, Role::Label));
            row.extend(line.cells.iter().map(|text| cell(text.clone(), 1, 1, Role::Value)));
            grid.push(row);
        }
        grid
    }

    /// The labels of the groups that begin with this row.
    fn groups(&self, lines: &[&Line], at: usize) -> Vec<Cell> {
        let path = &lines[at].path;
        let same = |other: &Line, depth: usize| other.path.get(..=depth) == Some(&path[..=depth]);
        let begins = |depth: &usize| at == 0 || !same(lines[at - 1], *depth);
        let group = |depth: usize| {
            let rows = lines[at..].iter().take_while(|line| same(line, depth)).count();
            cell(self.say(&path[depth]), 1, rows, Role::Label)
        };
        (0..path.len()).filter(begins).map(group).collect()
    }

    /// 表四: three rows of headers, one line of values.
    fn line(&self) -> Grid {
        let table = self.table();
        let head = |text: &str, columns, rows| cell(self.say(text), columns, rows, Role::Head);
        let columns = |rows: usize| (0..5).map(move |column| (table.columns[column].label.as_str(), rows));
        let heads = |rows| columns(rows).map(|(text, rows)| head(text, 1, rows)).collect::<Vec<_>>();
        let label = |row: usize| table.rows[row].label.as_str();
        let mut second = heads(2);
        second.extend([head(label(1), 5, 1), head(label(2), 5, 1)]);
        let third = heads(1).into_iter().chain(heads(1)).collect();
        let values = self.lines().flat_map(|line| &line.cells).map(|text| cell(text.clone(), 1, 1, Role::Value));
        let first = vec![head(label(0), 5, 1), head(&table.rows[1].path[0], 10, 1)];
        vec![first, second, third, values.collect()]
    }
}

/// Spreads merged cells out.
pub fn spread(grid: &Grid) -> Vec<Vec<Slot<'_>>> {
    let mut hanging: Vec<(usize, bool)> = Vec::new();
    let mut rows = Vec::new();
    for row in grid {
        let mut slots = Vec::new();
        let mut cells = row.iter();
        let mut left: Vec<(usize, bool)> = Vec::new();
        loop {
            let at = slots.len();
            if let Some(&(rows, first)) = hanging.get(at).filter(|(rows, _)| *rows > 0) {
                slots.push(if first { Slot::Below } else { Slot::Right });
                left.push((rows - 1, first));
                continue;
            }
            let Some(cell) = cells.next() else { break };
            for column in 0..cell.columns {
                slots.push(if column == 0 { Slot::Cell(cell) } else { Slot::Right });
                left.push((cell.rows - 1, column == 0));
            }
        }
        hanging = left;
        rows.push(slots);
    }
    rows
}
