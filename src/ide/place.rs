//! Maps offsets of the source to things of the standard, and things of the standard back to their places.

use super::{Snapshot, TableAt};
use crate::number::is_blank;
use crate::report::fold::fold;
use crate::report::tables::labels::{Role, Sense};
use crate::report::{BoundTable, LabelUse, Report};
use crate::standard::Table;
use crate::text::Span;

/// Longest run of blanks that counts as part of an empty cell, on either side, in bytes.
const LONGEST_BLANK: usize = 256;

/// A cell of a table of the draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CellAt {
    /// Its table.
    pub table: TableAt,
    /// Row of the standard.
    pub row: usize,
    /// Column, counted within the row.
    pub column: usize,
}

/// Element of the standard that occurs in the draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    /// The title of a report, by the report's index.
    Title(usize),
    /// A heading: the report's index and the heading's.
    Heading(usize, usize),
    /// A value cell.
    Cell(CellAt),
    /// The label of a row.
    Row(TableAt, usize),
    /// The label of a column, by its index in the standard's table.
    Column(TableAt, usize),
    /// The title of a part.
    Part(TableAt, usize),
    /// A merged label over rows or columns, or the corner, by its index in the table's labels.
    Group(TableAt, usize),
    /// A figure in the prose that states cells: the report's index and the link's.
    Prose(usize, usize),
}

/// Returns whether an offset is inside a span or at either end of it.
pub fn touches(span: Span, offset: usize) -> bool {
    span.start as usize <= offset && offset <= span.end as usize
}

/// Returns whether two spans overlap or touch.
pub fn meets(one: Span, other: Span) -> bool {
    one.start <= other.end && other.start <= one.end
}

impl<'a> Snapshot<'a> {
    /// The report that an offset belongs to: the last that begins before it, else the first.
    pub(super) fn report_at(&self, offset: usize) -> Option<(usize, &'a Report)> {
        let reports = &self.analysis.reports;
        let begins = |report: &Report| self.place(report.first_span(self.document())).start as usize;
        let index = reports.partition_point(|report| begins(report) <= offset).saturating_sub(1);
        Some((index, reports.get(index)?))
    }

    /// Finds the thing at the offset, with its span in the source.
    pub(super) fn thing_at(&self, offset: usize) -> Option<(Thing, Span)> {
        let (index, report) = self.report_at(offset)?;
        let tables = (0..report.tables.len()).map(|table| TableAt { report: index, table });
        let in_table = |at: TableAt| {
            let table = &report.tables[at.table];
            let lines = self.table_place(table);
            touches(lines, offset).then(|| self.thing_in_table(at, table, offset)).flatten()
        };
        let mut in_tables = tables.filter_map(in_table);
        self.outside_tables(index, report, offset).or_else(|| in_tables.next())
    }

    /// A heading, the title, or a figure of the prose.
    fn outside_tables(&self, index: usize, report: &Report, offset: usize) -> Option<(Thing, Span)> {
        let title = report.title.as_ref().map(|title| (Thing::Title(index), title.span));
        let headings = report.headings.iter().enumerate();
        let headings = headings.map(|(heading, facts)| (Thing::Heading(index, heading), facts.span));
        let links = report.links().into_iter().enumerate();
        let links = links.map(|(link, facts)| (Thing::Prose(index, link), facts.span));
        let mut places = title.into_iter().chain(headings).chain(links);
        let near = |(thing, span): (Thing, Span)| {
            let place = self.place(span);
            touches(place, offset).then_some((thing, place))
        };
        places.find_map(near)
    }

    fn thing_in_table(&self, at: TableAt, table: &BoundTable, offset: usize) -> Option<(Thing, Span)> {
        // A figure and the label before it may touch; a figure is the smaller thing.
        let inner = |&(_, span): &(Thing, Span)| (span.start as usize) <= offset && offset < span.end as usize;
        let near: Vec<(Thing, Span)> = self.things_of_table(at, table, offset).collect();
        near.iter().find(|found| inner(found)).or_else(|| near.first()).copied()
    }

    /// Everything of a table that the offset touches.
    fn things_of_table<'s>(
        &'s self,
        at: TableAt,
        table: &'s BoundTable,
        offset: usize,
    ) -> impl Iterator<Item = (Thing, Span)> + 's {
        let cells = cells_of(table).filter_map(move |(row, column)| {
            let place = self.cell_room(table, row, column)?;
            Some((Thing::Cell(CellAt { table: at, row, column }), place))
        });
        let rows = table.rows.iter().enumerate();
        let rows = rows.filter_map(move |(row, facts)| Some((Thing::Row(at, row), self.place(facts.label?))));
        let labels = (0..table.labels.len()).filter_map(move |label| {
            Some((self.thing_of_label(at, table, label)?, self.place(table.labels[label].span)))
        });
        cells.chain(rows).chain(labels).filter(move |(_, span)| touches(*span, offset))
    }

    fn thing_in_sense(&self, at: TableAt, table: &BoundTable, label: usize, sense: Sense) -> Thing {
        match sense.role {
            Role::Row => Thing::Row(at, usize::from(sense.index)),
            Role::Column => match self.column_of(table, label, usize::from(sense.index)) {
                Some(column) => Thing::Column(at, column),
                None => Thing::Group(at, label),
            },
            Role::Part => Thing::Part(at, usize::from(sense.index)),
            Role::Group | Role::Header | Role::Corner => Thing::Group(at, label),
        }
    }

    /// The column that a label names. Tables and parts share labels: the one of that wording in the part whose title
    /// stands above the label, or in the table.
    fn column_of(&self, table: &BoundTable, label: usize, sense: usize) -> Option<usize> {
        let standard = table.table();
        let title = |used: &LabelUse| {
            let sense = used.label.sense(table.edition).filter(|sense| sense.role == Role::Part);
            sense.map(|sense| usize::from(sense.index))
        };
        let part = table.labels[..label].iter().rev().find_map(title);
        let columns = part.and_then(|part| standard.parts.get(part)).map(|part| part.columns.clone());
        let wording = fold(table.labels[label].span.of(self.text()));
        let same = |column: &usize| {
            let column = &standard.columns[*column];
            let mut wordings = column.accepted.iter().chain(&column.nonstandard).chain([&column.label]);
            wordings.any(|known| fold(known) == wording)
        };
        let all = 0..standard.columns.len();
        let inside = columns.and_then(|mut columns| columns.find(same));
        inside.or_else(|| all.clone().find(same)).or_else(|| all.clone().find(|&column| column == sense))
    }

    /// Span of a table in the source.
    pub(super) fn table_place(&self, table: &BoundTable) -> Span {
        self.lines_place(table.lines.clone())
    }

    /// Span of a value in the source, or of an empty cell's placeholder. `None` if no value is bound.
    pub(super) fn cell_place(&self, table: &BoundTable, row: usize, column: usize) -> Option<Span> {
        let value = table.value(row, column)?;
        Some(self.document().cell_span(self.source, value.span))
    }

    /// Span in which the cursor counts as being in the cell: its value with the blanks around it.
    fn cell_room(&self, table: &BoundTable, row: usize, column: usize) -> Option<Span> {
        let value = table.value(row, column)?;
        let place = self.place(value.span);
        let bytes = |text: &str| text.len();
        let blank = |character: &char| is_blank(*character) && !matches!(character, '\n' | '\r' | '\t');
        let head = self.source.get(..place.start as usize)?;
        let before: usize = head.chars().rev().take_while(blank).take(LONGEST_BLANK).map(char::len_utf8).sum();
        let tail = self.source.get(place.end as usize..)?;
        let behind: usize = tail.chars().take_while(blank).take(LONGEST_BLANK).map(char::len_utf8).sum();
        let room = Span::new(bytes(head) - before, place.end as usize + behind);
        Some(room.cover(self.document().cell_span(self.source, value.span)))
    }

    /// Returns the thing that a label of a table names.
    pub(super) fn thing_of_label(&self, at: TableAt, table: &BoundTable, label: usize) -> Option<Thing> {
        let sense = table.labels.get(label)?.label.sense(table.edition)?;
        Some(self.thing_in_sense(at, table, label, sense))
    }
}

/// Every cell of a table by row and by column within the row.
pub fn cells_of(table: &BoundTable) -> impl Iterator<Item = (usize, usize)> + use<> {
    let standard = table.table();
    (0..standard.rows.len()).flat_map(move |row| (0..standard.columns_of(row).len()).map(move |column| (row, column)))
}

/// The standard's wording of a merged label of the draft.
pub fn group_label<'t>(table: &'t Table, wording: &str) -> Option<&'t str> {
    let folded = fold(wording);
    let rows = table.rows.iter().flat_map(|row| &row.path);
    let columns = table.columns.iter().flat_map(|column| &column.path);
    let headers = table.parts.iter().map(|part| &part.label_header);
    let mut all = rows.chain(columns).chain(headers).chain([&table.corner]);
    all.find(|label| fold(label) == folded).map(String::as_str)
}
