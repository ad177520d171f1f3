//! Tables between lines: the lines that meet make a grid, and cells that no line parts are one.

use super::columns::Row;
use super::lines::joined;
use super::rulings::{NEAR, Straight, places, straight};
use super::{Glyph, Ruling};
use crate::package::Fault;
use crate::package::budget::Budget;

/// Pairs of lines that are looked at for each byte of the budget.
const PAIRS_A_BYTE: usize = 8;

/// Tables of a page that are read.
const MOST_GRIDS: usize = 64;

/// The least part of a row or column that may stand beyond the last line: less than the height of characters.
const SPLIT: i32 = 500;

/// A table.
#[derive(Debug)]
pub(super) struct Grid {
    pub(super) top: i32,
    pub(super) left: i32,
    pub(super) right: i32,
    /// Places of the lines down.
    pub(super) columns: Vec<i32>,
    pub(super) rows: Vec<Row>,
}

/// Lines across and lines down that meet.
type Group = (Vec<Straight>, Vec<Straight>);

/// Sets of numbers, each named by its least.
struct Sets(Vec<usize>);

impl Sets {
    fn new(count: usize) -> Self {
        Sets((0..count).collect())
    }

    fn find(&mut self, mut number: usize) -> usize {
        while self.0[number] != number {
            self.0[number] = self.0[self.0[number]];
            number = self.0[number];
        }
        number
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.find(one), self.find(other));
        self.0[one.max(other)] = one.min(other);
    }
}

impl Grid {
    /// Returns whether its lines down stand where those of another table do.
    pub(super) fn has_columns(&self, columns: &[i32]) -> bool {
        let near = |(one, other): (&i32, &i32)| (one - other).abs() <= 2 * NEAR;
        self.columns.len() == columns.len() && self.columns.iter().zip(columns).all(near)
    }
}

/// Returns the tables of a page from top to bottom, and the glyphs that stand in none.
pub(super) fn grids(
    mut rest: Vec<Glyph>,
    rulings: &[Ruling],
    budget: &mut Budget,
) -> Result<(Vec<Grid>, Vec<Glyph>), Fault> {
    let (across, down) = straight(rulings);
    let mut grids = Vec::new();
    for (across, down) in meeting(&across, &down, budget)?.into_iter().take(MOST_GRIDS) {
        grids.extend(grid(&across, &down, &mut rest, budget)?);
    }
    grids.sort_by_key(|grid| grid.top);
    Ok((grids, rest))
}

/// Lines across and down that meet each other, directly or by others.
fn meeting(across: &[Straight], down: &[Straight], budget: &mut Budget) -> Result<Vec<Group>, Fault> {
    budget.take(across.len() * down.len() / PAIRS_A_BYTE)?;
    let mut sets = Sets::new(across.len() + down.len());
    for (index, line) in across.iter().enumerate() {
        for (other, upright) in down.iter().enumerate() {
            let crosses = line.from - NEAR <= upright.at && upright.at <= line.to + NEAR;
            if crosses && upright.from - NEAR <= line.at && line.at <= upright.to + NEAR {
                sets.join(index, across.len() + other);
            }
        }
    }
    let mut groups: Vec<Group> = Vec::new();
    let mut of_root = vec![usize::MAX; across.len() + down.len()];
    for number in 0..across.len() + down.len() {
        let root = sets.find(number);
        if of_root[root] == usize::MAX {
            of_root[root] = groups.len();
            groups.push((Vec::new(), Vec::new()));
        }
        let group = &mut groups[of_root[root]];
        match number.checked_sub(across.len()) {
            None => group.0.push(across[number]),
            Some(number) => group.1.push(down[number]),
        }
    }
    // A line that crosses another is no table yet.
    groups.retain(|(across, down)| across.len().min(down.len()) > 0 && across.len() + down.len() > 2);
    Ok(groups)
}

/// The table of lines that meet, which takes its glyphs out of `rest`; none where they make a single cell.
fn grid(
    across: &[Straight],
    down: &[Straight],
    rest: &mut Vec<Glyph>,
    budget: &mut Budget,
) -> Result<Option<Grid>, Fault> {
    let (mut xs, ys) = (edges(down, across), edges(across, down));
    let mut across = across.to_vec();
    if let Some((from, to)) = cut_column(rest, &xs, &ys) {
        xs.push(to);
        across.extend(ys.iter().map(|at| Straight { at: *at, from, to }));
    }
    let (width, height) = (xs.len().saturating_sub(1), ys.len().saturating_sub(1));
    if width * height < 2 {
        return Ok(None);
    }
    budget.take(width * height * size_of::<(usize, Vec<Glyph>, String)>())?;
    let mut cells = merged(&xs, &ys, &across, down);
    let mut held: Vec<Vec<Glyph>> = vec![Vec::new(); width * height];
    rest.retain(|glyph| {
        let (x, y) = glyph.middle();
        let inside = xs[0] <= x && x <= xs[width] && ys[0] <= y && y <= ys[height];
        if inside {
            let column = xs[1..width].partition_point(|edge| *edge <= x);
            let row = ys[1..height].partition_point(|edge| *edge <= y);
            held[cells.find(row * width + column)].push(*glyph);
        }
        !inside
    });
    let rows = (0..height).map(|row| {
        let words = (row * width..(row + 1) * width).map(|cell| joined(&held[cell])).collect();
        let mut begins =
            |column: usize| column == 0 || cells.find(row * width + column - 1) != cells.find(row * width + column);
        let edges = (0..width).filter(|column| begins(*column)).map(|column| (xs[column], column)).collect();
        Row { cells: words, edges }
    });
    let rows = rows.collect();
    Ok(Some(Grid { top: ys[0], left: xs[0], right: xs[width], columns: xs, rows }))
}

/// The last column of a table that runs off its page: figures beside the rows, without the line that would close them.
fn cut_column(glyphs: &[Glyph], xs: &[i32], ys: &[i32]) -> Option<(i32, i32)> {
    const FEWEST_ROWS: usize = 3;
    const WIDEST: i32 = 10_000;
    let (right, top, bottom) = (*xs.last()?, *ys.first()?, *ys.last()?);
    let beside = |glyph: &&Glyph| {
        let (x, y) = glyph.middle();
        right < x && x < right + WIDEST && top < y && y < bottom
    };
    let beside: Vec<&Glyph> = glyphs.iter().filter(beside).collect();
    let mut rows: Vec<usize> =
        beside.iter().map(|glyph| ys.partition_point(|edge| *edge <= glyph.middle().1)).collect();
    rows.sort_unstable();
    rows.dedup();
    let figures = beside.iter().all(|glyph| glyph.character.is_ascii_digit() || glyph.character == '.');
    let end = beside.iter().map(|glyph| glyph.x1).max()?;
    (figures && rows.len() >= FEWEST_ROWS).then_some((right, end.max(right + 1)))
}

/// The places of lines, and the ends of those across them where these go on beyond: a table may have no line at its side, and a
/// row that is split between pages has none where it is.
fn edges(lines: &[Straight], others: &[Straight]) -> Vec<i32> {
    let mut edges = places(lines);
    let (first, last) = (edges.first().copied().unwrap_or(0), edges.last().copied().unwrap_or(0));
    let begin = others.iter().map(|line| line.from).min().filter(|begin| first - begin > SPLIT);
    let end = others.iter().map(|line| line.to).max().filter(|end| end - last > SPLIT);
    edges.splice(0..0, begin);
    edges.extend(end);
    edges
}

/// Cells, row by row, as sets of those that no line parts.
fn merged(xs: &[i32], ys: &[i32], across: &[Straight], down: &[Straight]) -> Sets {
    let (width, height) = (xs.len() - 1, ys.len() - 1);
    let (across, down) = (by_place(ys, across), by_place(xs, down));
    let parts = |lines: &[Straight], middle: i32| {
        let behind = lines.partition_point(|line| line.from - NEAR <= middle);
        lines[..behind].last().is_some_and(|line| middle <= line.to + NEAR)
    };
    let mut cells = Sets::new(width * height);
    for row in 0..height {
        for column in 0..width {
            let cell = row * width + column;
            if column + 1 < width && !parts(&down[column + 1], ys[row].midpoint(ys[row + 1])) {
                cells.join(cell, cell + 1);
            }
            if row + 1 < height && !parts(&across[row + 1], xs[column].midpoint(xs[column + 1])) {
                cells.join(cell, cell + width);
            }
        }
    }
    cells
}

/// The lines at each place, in order; none of them lies on another.
fn by_place(places: &[i32], lines: &[Straight]) -> Vec<Vec<Straight>> {
    let mut found = vec![Vec::new(); places.len()];
    for line in lines {
        // A line lies at the last place that is not behind it.
        let place = places.partition_point(|place| *place <= line.at).saturating_sub(1);
        found[place].push(*line);
    }
    found.iter_mut().for_each(|lines: &mut Vec<Straight>| lines.sort_by_key(|line| line.from));
    found
}
