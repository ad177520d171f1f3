//! Pages of glyphs and lines, as PDF and OFD draw them, to paragraphs and tables. Lengths are hundredths of a point, to the
//! right and down.

mod columns;
mod grid;
mod lines;
mod margins;
mod rulings;
mod watermark;

use super::Fault;
use super::blocks::Block;
use super::budget::Budget;
use super::traced::Traced;
use crate::number::{self, Class};
use columns::Row;
use grid::Grid;
use lines::Line;
use margins::Margins;

/// A character where it is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glyph {
    pub(super) x0: i32,
    pub(super) x1: i32,
    pub(super) y0: i32,
    pub(super) y1: i32,
    pub(super) character: char,
}

/// A line that is drawn, in whichever direction.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ruling {
    pub(super) x0: i32,
    pub(super) y0: i32,
    pub(super) x1: i32,
    pub(super) y1: i32,
}

/// Characters and lines that a page draws.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) rulings: Vec<Ruling>,
}

/// A piece of a page.
enum Piece {
    Line(Line),
    Grid(Grid),
    /// Rows that no lines part.
    Rows(Vec<Row>),
}

impl Glyph {
    fn middle(&self) -> (i32, i32) {
        (self.x0.midpoint(self.x1), self.y0.midpoint(self.y1))
    }

    fn height(&self) -> i32 {
        self.y1 - self.y0
    }

    /// The line that it stands on: a fifth of its height reaches below.
    fn baseline(&self) -> i32 {
        self.y1 - self.height() / 5
    }
}

impl Page {
    /// Adds a glyph and counts it.
    pub(super) fn push(&mut self, glyph: Glyph, budget: &mut Budget) -> Result<(), Fault> {
        // Sorting and gathering takes as much again.
        budget.take(3 * size_of::<Glyph>())?;
        self.glyphs.push(glyph);
        Ok(())
    }

    /// Adds a line and counts it.
    pub(super) fn rule(&mut self, ruling: Ruling, budget: &mut Budget) -> Result<(), Fault> {
        budget.take(3 * size_of::<Ruling>())?;
        self.rulings.push(ruling);
        Ok(())
    }
}

/// Puts pages together: paragraphs and tables that go on from one to the next are one.
pub(super) fn blocks(pages: &[Page], budget: &mut Budget) -> Result<Vec<Block>, Fault> {
    let mut read: Vec<Vec<Piece>> = Vec::new();
    for page in pages {
        read.push(pieces(page, budget)?);
    }
    let margins = Margins::of(&read);
    margins.drop_heads(&mut read);
    let mut text = Text::default();
    for page in read {
        text.page_begins = true;
        for piece in columns::tables(page) {
            text.add(piece, &margins);
        }
    }
    Ok(text.blocks)
}

/// The lines and ruled tables of a page, from top to bottom.
fn pieces(page: &Page, budget: &mut Budget) -> Result<Vec<Piece>, Fault> {
    let (grids, rest) = grid::grids(watermark::without(&page.glyphs), &page.rulings, budget)?;
    let mut pieces: Vec<Piece> = lines::lines(&rest).into_iter().map(Piece::Line).collect();
    pieces.extend(grids.into_iter().map(Piece::Grid));
    pieces.sort_by_key(|piece| match piece {
        Piece::Line(line) => line.y0,
        Piece::Grid(grid) => grid.top,
        Piece::Rows(_) => 0,
    });
    Ok(pieces)
}

/// The text while it is put together.
#[derive(Default)]
struct Text {
    blocks: Vec<Block>,
    /// The line that the last paragraph ends with, if it may go on.
    open: Option<Line>,
    /// The last row of the table that came last, on its page.
    last: Option<Row>,
    /// Places of the columns of that table.
    columns: Option<Vec<i32>>,
    /// True if nothing of the page was added yet.
    page_begins: bool,
}

impl Text {
    fn add(&mut self, piece: Piece, margins: &Margins) {
        let first = std::mem::take(&mut self.page_begins);
        match piece {
            Piece::Line(line) => {
                self.columns = None;
                self.add_line(line, margins);
            }
            Piece::Grid(grid) => {
                self.open = None;
                let goes_on = first && self.columns.as_ref().is_some_and(|columns| grid.has_columns(columns));
                self.columns = Some(grid.columns.clone());
                self.add_table(grid.rows, first, goes_on);
            }
            Piece::Rows(rows) => {
                (self.open, self.columns) = (None, None);
                self.add_table(rows, false, false);
            }
        }
    }

    /// Adds a table; the rows of one that goes on from the page before are put behind its own.
    fn add_table(&mut self, mut rows: Vec<Row>, begins_page: bool, goes_on: bool) {
        let last = std::mem::replace(&mut self.last, rows.last().cloned());
        let Some(Block::Table(known)) = self.blocks.last_mut().filter(|_| begins_page) else {
            self.blocks.push(Block::Table(rows.into_iter().map(written).collect()));
            return;
        };
        if let (Some(last), Some(first), Some(row)) = (last, rows.first(), known.last_mut())
            && is_torn(&last, first)
        {
            for ((_, to), (_, from)) in last.edges.iter().zip(&first.edges) {
                if let (Some(cell), Some(more)) = (row.get_mut(*to), first.cells.get(*from)) {
                    super::blocks::join(cell, Traced::plain(more.clone()));
                }
            }
            rows.remove(0);
        }
        let rows = rows.into_iter().map(written);
        if goes_on {
            known.extend(rows);
        } else if rows.len() > 0 {
            self.blocks.push(Block::Table(rows.collect()));
        }
    }

    fn add_line(&mut self, line: Line, margins: &Margins) {
        let goes_on = self.open.as_ref().is_some_and(|open| margins.goes_on(open, &line));
        match self.blocks.last_mut() {
            Some(Block::Paragraph(text)) if goes_on => super::blocks::join(text, Traced::plain(line.text.clone())),
            _ => self.blocks.extend(Block::paragraph(Traced::plain(line.text.clone()))),
        }
        self.open = Some(line);
    }
}

fn written(row: Row) -> Vec<Traced> {
    row.cells.into_iter().map(Traced::plain).collect()
}

/// Returns whether the first row of a page is the rest of the last row of the page before: cells of the same widths, and figures on one
/// side only, where words stand that are all there is or go on within brackets.
fn is_torn(last: &Row, first: &Row) -> bool {
    let figures = |row: &Row| row.cells.iter().filter(|cell| number::classify(cell) == Class::Figure).count();
    let words = |row: &Row| row.cells.iter().filter(|cell| number::classify(cell) == Class::Text).count();
    let open = |cell: &String| cell.matches(['（', '(']).count() > cell.matches(['）', ')']).count();
    let near = |(one, other): (&(i32, usize), &(i32, usize))| (one.0 - other.0).abs() <= 2 * rulings::NEAR;
    let alike = last.edges.len() == first.edges.len() && last.edges.iter().zip(&first.edges).all(near);
    if last.edges.len() < 2 || !alike || figures(last) * figures(first) > 0 {
        return false;
    }
    let pairs = || {
        let edges = last.edges.iter().zip(&first.edges);
        edges.filter_map(|((_, one), (_, other))| Some((last.cells.get(*one)?, first.cells.get(*other)?)))
    };
    let apart = pairs().all(|(cell, more)| cell.is_empty() || more.is_empty());
    let is_rest = apart && figures(last) == 0 && figures(first) > 0 && words(last) > 0 && words(first) == 0;
    let goes_on = pairs().any(|(cell, more)| open(cell) && !more.is_empty());
    is_rest || goes_on
}

#[cfg(test)]
mod tests;
