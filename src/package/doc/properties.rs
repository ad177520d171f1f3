//! Properties of paragraphs and of characters, by the places of the stream that they hold for.

use super::sprm;
use super::structure::File;
use crate::package::Fault;
use crate::package::budget::Budget;
use crate::package::ole::{offset_at, u16_at, u32_at};

/// Bytes of a page of properties.
const PAGE: usize = 512;

/// Tables within each other that are told apart.
const DEEPEST: u32 = 32;

/// Edges of the cells of a row, and which of these are merged.
#[derive(Clone, Debug, Default)]
pub(super) struct Edges {
    /// Edges between cells, in twentieths of a point.
    pub(super) at: Vec<i16>,
    /// True if each cell goes on from the cell before it or above it.
    pub(super) continues: Vec<bool>,
}

/// Properties of a paragraph.
#[derive(Clone, Debug, Default)]
pub(super) struct Paragraph {
    pub(super) style: u16,
    /// Tells how many tables it stands in.
    pub(super) depth: u32,
    pub(super) ends_row: bool,
    pub(super) ends_inner_cell: bool,
    pub(super) list: Option<u16>,
    pub(super) level: Option<u8>,
    pub(super) edges: Edges,
}

/// Properties of characters.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Characters {
    pub(super) deleted: bool,
    /// True if they are hidden, as the operand says: off, on, as the style, or not as the style.
    pub(super) hidden: Option<u8>,
    pub(super) style: Option<u16>,
    /// True if they stand higher or lower, where that is said of them alone.
    pub(super) raised: Option<bool>,
    /// The sign that stands in their place.
    pub(super) symbol: Option<u16>,
}

/// Bytes of the stream that something holds for.
#[derive(Clone, Debug)]
struct Run<T> {
    from: u32,
    to: u32,
    value: T,
}

/// Properties by place.
#[derive(Debug)]
pub(super) struct Runs<T>(Vec<Run<T>>);

impl<T> Runs<T> {
    /// Returns what holds for a byte of the stream.
    pub(super) fn at(&self, offset: u32) -> Option<&T> {
        let behind = self.0.partition_point(|run| run.from <= offset);
        let run = behind.checked_sub(1).map(|at| &self.0[at]).filter(|run| offset < run.to);
        run.map(|run| &run.value)
    }
}

/// Reads all runs of paragraphs.
pub(super) fn paragraphs(file: &File, plc: &[u8], budget: &mut Budget) -> Result<Runs<Paragraph>, Fault> {
    const RECORD: usize = 13;
    runs(file, plc, RECORD, budget, |page, at| {
        let at = at * 2;
        let (start, length) = match usize::from(*page.get(at)?) {
            0 => (at + 2, 2 * usize::from(*page.get(at + 1)?)),
            words => (at + 1, 2 * words - 1),
        };
        Some(paragraph(page.get(start..)?.get(..length)?, file.data))
    })
}

/// Reads all runs of characters.
pub(super) fn characters(file: &File, plc: &[u8], budget: &mut Budget) -> Result<Runs<Characters>, Fault> {
    runs(file, plc, 1, budget, |page, at| {
        let length = usize::from(*page.get(at * 2)?);
        Some(character(page.get(at * 2 + 1..)?.get(..length)?))
    })
}

/// Reads the runs of all pages; `value` reads the properties that stand in a page at so many words.
fn runs<T: Default>(
    file: &File,
    plc: &[u8],
    record: usize,
    budget: &mut Budget,
    value: impl Fn(&[u8], usize) -> Option<T>,
) -> Result<Runs<T>, Fault> {
    let mut all = Vec::new();
    let count = plc.len().saturating_sub(4) / 8;
    for index in 0..count {
        let number = offset_at(plc, 4 * (count + 1) + 4 * index).unwrap_or(0) & 0x3F_FFFF;
        let Some(page) = file.word.get(number * PAGE..).and_then(|rest| rest.get(..PAGE)) else { continue };
        let runs = usize::from(page[PAGE - 1]);
        // Tables of a page's runs are no larger than the page, but a list may name a page again and again.
        budget.take(runs * size_of::<Run<T>>() + PAGE)?;
        for run in 0..runs {
            let (Some(from), Some(to)) = (u32_at(page, 4 * run), u32_at(page, 4 * run + 4)) else { break };
            let place = page.get(4 * (runs + 1) + record * run).map_or(0, |words| usize::from(*words));
            let value = if place == 0 { None } else { value(&page[..PAGE - 1], place) };
            all.push(Run { from, to, value: value.unwrap_or_default() });
        }
    }
    all.sort_by_key(|run| run.from);
    Ok(Runs(all))
}

/// Reads the style and the changes of a paragraph.
fn paragraph(bytes: &[u8], data: &[u8]) -> Paragraph {
    let mut paragraph = Paragraph { style: u16_at(bytes, 0).unwrap_or(0), ..Paragraph::default() };
    let mut long = None;
    sprm::each(bytes.get(2..).unwrap_or_default(), |code, operand| {
        if sprm::LONG.contains(&code) {
            long = offset_at(operand, 0);
        }
        paragraph.take(code, operand);
    });
    if let Some(at) = long
        && let Some(length) = u16_at(data, at)
        && let Some(changes) = data.get(at + 2..).and_then(|rest| rest.get(..usize::from(length)))
    {
        sprm::each(changes, |code, operand| paragraph.take(code, operand));
    }
    paragraph
}

impl Paragraph {
    /// Takes a change.
    pub(super) fn take(&mut self, code: u16, operand: &[u8]) {
        let first = operand.first().copied().unwrap_or(0);
        match code {
            sprm::IN_TABLE => self.depth = self.depth.max(u32::from(first != 0)),
            sprm::DEPTH => self.depth = u32_at(operand, 0).unwrap_or(0).min(DEEPEST),
            sprm::ROW_END | sprm::INNER_ROW_END => self.ends_row |= first != 0,
            sprm::INNER_CELL_END => self.ends_inner_cell = first != 0,
            sprm::LIST => self.list = u16_at(operand, 0),
            sprm::LEVEL => self.level = Some(first),
            sprm::TABLE => self.edges = edges(operand),
            sprm::MERGE => {
                let inner = usize::from(first) + 1..operand.get(1).map_or(0, |end| usize::from(*end));
                self.edges.continues.iter_mut().take(inner.end).skip(inner.start).for_each(|cell| *cell = true);
            }
            sprm::MERGE_DOWN => {
                let place = operand.get(1).map_or(usize::MAX, |at| usize::from(*at));
                if let Some(cell) = self.edges.continues.get_mut(place) {
                    *cell = operand.get(2) == Some(&1);
                }
            }
            _ => {}
        }
    }
}

/// Reads the edges of a row and which of its cells go on from another.
fn edges(operand: &[u8]) -> Edges {
    const RECORD: usize = 20;
    const GOES_ON_LEFT: u16 = 0x0002;
    const MERGED_DOWN: u16 = 0x0020;
    const BEGINS_DOWN: u16 = 0x0040;
    let count = operand.get(2).map_or(0, |count| usize::from(*count));
    let edge = |index: usize| u16_at(operand, 3 + 2 * index).map(|edge| i16::from_le_bytes(edge.to_le_bytes()));
    let goes_on = |index: usize| {
        let flags = u16_at(operand, 3 + 2 * (count + 1) + RECORD * index).unwrap_or(0);
        flags & GOES_ON_LEFT != 0 || flags & (MERGED_DOWN | BEGINS_DOWN) == MERGED_DOWN
    };
    Edges { at: (0..=count).filter_map(edge).collect(), continues: (0..count).map(goes_on).collect() }
}

/// Reads the changes of characters.
pub(super) fn character(changes: &[u8]) -> Characters {
    let mut characters = Characters::default();
    sprm::each(changes, |code, operand| match code {
        sprm::DELETED => characters.deleted = operand.first().is_some_and(|on| on & 1 == 1),
        sprm::HIDDEN => characters.hidden = operand.first().copied(),
        sprm::RAISED => characters.raised = operand.first().map(|place| matches!(place, 1 | 2)),
        sprm::CHARACTER_STYLE => characters.style = u16_at(operand, 0),
        sprm::SYMBOL => characters.symbol = u16_at(operand, 2),
        _ => {}
    });
    characters
}
