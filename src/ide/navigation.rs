//! Ways between totals, their parts and the figures of the prose: highlights, definition, references.

use super::place::{CellAt, Thing, cells_of};
use super::sums::Sum;
use super::{Snapshot, TableAt};
use crate::report::{BoundTable, CellPlace, Report};
use crate::text::Span;

/// Relation of a highlighted place to the thing under the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HighlightRole {
    /// The thing itself.
    Subject,
    /// A total that it goes into.
    Total,
    /// A part of it, or a value of its row or column, or another place that says the same.
    Part,
}

/// A place to light up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Highlight {
    /// The place.
    pub span: Span,
    /// Its role.
    pub role: HighlightRole,
}

/// Target of a “go to definition”.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The figure under the cursor, where the link starts.
    pub origin: Span,
    /// The spans it leads to, in the order of their places.
    pub targets: Vec<Span>,
}

/// Highlights the places related to the thing at an offset: for a total its parts, for a part its totals, for the label
/// of a row or column its values, for a figure of the prose the cells it states. In order of their places.
pub fn highlights(snapshot: &Snapshot, offset: usize) -> Vec<Highlight> {
    let Some((thing, span)) = snapshot.thing_at(offset) else { return Vec::new() };
    let light = |role: HighlightRole| move |span: Span| Highlight { span, role };
    let mut lights: Vec<Highlight> = match thing {
        Thing::Cell(cell) => {
            let own = cell_span(snapshot, cell).map(light(HighlightRole::Subject));
            let totals = totals_of(snapshot, cell).into_iter().map(light(HighlightRole::Total));
            let parts = parts_of(snapshot, cell).into_iter().map(light(HighlightRole::Part));
            let prose = prose_of(snapshot, cell).into_iter().map(light(HighlightRole::Part));
            own.into_iter().chain(totals).chain(parts).chain(prose).collect()
        }
        Thing::Row(at, row) => lit_cells(snapshot, at, span, |known, _| known == row, light(HighlightRole::Part)),
        Thing::Column(at, column) => {
            let standard = snapshot.table(at).map(|(_, table)| table.table());
            let same = |row: usize, known: usize| {
                standard.is_some_and(|standard| standard.columns_of(row).start + known == column)
            };
            lit_cells(snapshot, at, span, same, light(HighlightRole::Part))
        }
        Thing::Prose(report, link) => {
            let cells = cells_of_link(snapshot, report, link).into_iter().map(light(HighlightRole::Part));
            std::iter::once(light(HighlightRole::Subject)(span)).chain(cells).collect()
        }
        Thing::Title(_) | Thing::Heading(..) | Thing::Part(..) | Thing::Group(..) => Vec::new(),
    };
    lights.sort_by_key(|light| (light.span, light.role));
    lights.dedup_by_key(|light| light.span);
    lights
}

/// Finds the definition of the figure at an offset: for the prose the cells it states, for a part its totals, for a
/// total that is part of nothing its parts.
pub fn definition(snapshot: &Snapshot, offset: usize) -> Option<Definition> {
    let (thing, origin) = snapshot.thing_at(offset)?;
    let (origin, mut targets) = match thing {
        Thing::Prose(report, link) => (origin, cells_of_link(snapshot, report, link)),
        Thing::Cell(cell) => {
            let totals = totals_of(snapshot, cell);
            let targets = if totals.is_empty() { parts_of(snapshot, cell) } else { totals };
            (cell_span(snapshot, cell)?, targets)
        }
        _ => return None,
    };
    in_order(&mut targets);
    (!targets.is_empty()).then_some(Definition { origin, targets })
}

/// Every place that the figure at an offset is bound to: its parts, its totals, the figures of the prose that state it;
/// of a figure in the prose, its cells and what else states them. The figure itself is not among them.
pub fn references(snapshot: &Snapshot, offset: usize) -> Option<Definition> {
    let (thing, origin) = snapshot.thing_at(offset)?;
    let (origin, mut targets) = match thing {
        Thing::Prose(report, link) => {
            let mut targets = cells_of_link(snapshot, report, link);
            for cell in linked_cells(snapshot, report, link) {
                targets.extend(prose_of(snapshot, cell));
            }
            (origin, targets)
        }
        Thing::Cell(cell) => {
            let targets = [parts_of(snapshot, cell), totals_of(snapshot, cell), prose_of(snapshot, cell)].concat();
            (cell_span(snapshot, cell)?, targets)
        }
        _ => return None,
    };
    targets.retain(|target| *target != origin);
    in_order(&mut targets);
    (!targets.is_empty()).then_some(Definition { origin, targets })
}

fn in_order(spans: &mut Vec<Span>) {
    spans.sort_unstable();
    spans.dedup();
}

fn cell_span(snapshot: &Snapshot, cell: CellAt) -> Option<Span> {
    let (_, table) = snapshot.table(cell.table)?;
    snapshot.cell_place(table, cell.row, cell.column)
}

/// The label with the cells that belong to it.
fn lit_cells(
    snapshot: &Snapshot,
    at: TableAt,
    label: Span,
    belongs: impl Fn(usize, usize) -> bool,
    light: impl Fn(Span) -> Highlight,
) -> Vec<Highlight> {
    let own = Highlight { span: label, role: HighlightRole::Subject };
    let Some((_, table)) = snapshot.table(at) else { return vec![own] };
    let cells = cells_of(table).filter(|&(row, column)| belongs(row, column));
    let spans = cells.filter_map(|(row, column)| snapshot.cell_place(table, row, column));
    std::iter::once(own).chain(spans.map(light)).collect()
}

/// The totals of the sums that a cell is a part of.
fn totals_of(snapshot: &Snapshot, cell: CellAt) -> Vec<Span> {
    let Some((_, table)) = snapshot.table(cell.table) else { return Vec::new() };
    let sums = Sum::of_cell(table, cell.row, cell.column);
    let totals = sums.filter(Sum::has_total).map(|sum| sum.total()).filter(|total| *total != (cell.row, cell.column));
    places(snapshot, table, totals)
}

/// The other cells of the sums that a cell is the total of. In a sum without one total every cell is part of the others.
fn parts_of(snapshot: &Snapshot, cell: CellAt) -> Vec<Span> {
    let Some((_, table)) = snapshot.table(cell.table) else { return Vec::new() };
    let own = (cell.row, cell.column);
    let sums = Sum::of_cell(table, cell.row, cell.column).filter(|sum| !sum.has_total() || sum.total() == own);
    let parts = sums.flat_map(|sum| sum.cells().collect::<Vec<_>>()).filter(|part| *part != own);
    places(snapshot, table, parts)
}

fn places(snapshot: &Snapshot, table: &BoundTable, cells: impl Iterator<Item = (usize, usize)>) -> Vec<Span> {
    cells.filter_map(|(row, column)| snapshot.cell_place(table, row, column)).collect()
}

/// The figures of the prose that state a cell.
fn prose_of(snapshot: &Snapshot, cell: CellAt) -> Vec<Span> {
    let Some((report, table)) = snapshot.table(cell.table) else { return Vec::new() };
    let place = CellPlace { table: &table.table().id, row: cell.row, column: cell.column };
    let links = report.links().into_iter().filter(|link| link.cells.contains(&place));
    links.map(|link| snapshot.place(link.span)).collect()
}

/// The cells that a figure of the prose states, as far as the draft has them.
fn linked_cells(snapshot: &Snapshot, report: usize, link: usize) -> Vec<CellAt> {
    let Some(facts) = snapshot.analysis.reports.get(report) else { return Vec::new() };
    let links = facts.links();
    let cells = links.get(link).map_or(&[][..], |link| &link.cells);
    cells.iter().filter_map(|cell| found(facts, report, *cell)).collect()
}

fn found(facts: &Report, report: usize, cell: CellPlace) -> Option<CellAt> {
    let table = facts.tables.iter().position(|table| table.table().id == cell.table)?;
    Some(CellAt { table: TableAt { report, table }, row: cell.row, column: cell.column })
}

fn cells_of_link(snapshot: &Snapshot, report: usize, link: usize) -> Vec<Span> {
    linked_cells(snapshot, report, link).into_iter().filter_map(|cell| cell_span(snapshot, cell)).collect()
}
