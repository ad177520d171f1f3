//! Last year's reports: of each what this year's must go on from, with the places of its figures in its own file.

use std::sync::Arc;

use super::{BoundTable, Report};
use crate::dialect::Document;
use crate::lexicon::traditional::simplified;
use crate::number::{Class, Decimal, is_blank};
use crate::standard::Edition;
use crate::text::{LineIndex, Position, Span};

/// Id of the table whose last row goes on in the next year's.
const REQUESTS: &str = "requests";

/// A place in another file than the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    /// The file, as the person names it.
    pub path: Arc<str>,
    /// The place, in bytes of its text.
    pub span: Span,
    /// The first character.
    pub start: Position,
    /// One past the last.
    pub end: Position,
    /// The words that stand there, where a reader wants to see them beside the draft's own.
    pub words: Option<Arc<str>>,
}

/// A figure of last year's report.
#[derive(Clone, Debug)]
pub struct Known {
    /// Name of its cell.
    pub cell: String,
    /// The edition that its table is drawn in.
    pub edition: &'static Edition,
    /// Its value.
    pub figure: Decimal,
    /// Its place.
    pub place: Elsewhere,
}

/// Data retained from a report of last year.
#[derive(Clone, Debug)]
pub struct LastYear {
    /// The organ, as its title names it.
    pub organization: String,
    /// Its year.
    pub year: u16,
    /// Figures that this year's report goes on from.
    pub figures: Vec<Known>,
}

/// Last year's reports, looked through by organ and year.
#[derive(Clone, Debug, Default)]
pub struct Previous {
    reports: Vec<LastYear>,
}

impl LastYear {
    /// The figure of a cell.
    pub fn figure(&self, cell: &str) -> Option<&Known> {
        self.figures.iter().find(|known| known.cell == cell)
    }

    /// The figure that goes on as a column of this year's carried-over row: the last column, which is the total, always, the
    /// others where both editions divide the applicants alike.
    pub fn carried(&self, edition: &'static Edition, column: usize) -> Option<&Known> {
        let ids = |edition: &'static Edition| Some(&edition.tables[edition.table(REQUESTS)?].columns);
        let columns = ids(edition)?;
        let known = self.figure(&format!("{REQUESTS}.carried_forward.{}", columns.get(column)?.id))?;
        let same = || {
            ids(known.edition).is_some_and(|old| old.iter().map(|old| &old.id).eq(columns.iter().map(|new| &new.id)))
        };
        (column + 1 == columns.len() || same()).then_some(known)
    }

    /// A whole figure of a cell, not negative.
    pub fn count(&self, cell: &str) -> Option<i64> {
        self.figure(cell)?.figure.whole()
    }
}

impl Previous {
    /// Keeps what is needed of a report read from the file at `path`, if it names its organ and year.
    pub fn add(&mut self, path: &Arc<str>, source: &str, document: &Document, report: &Report) {
        let (Some(organization), Some(year)) = (report.organization.clone(), report.year) else { return };
        if report.tables.is_empty() {
            return;
        }
        let index = LineIndex::new(source);
        let figures = report.tables.iter().flat_map(|table| figures(path, source, &index, document, table)).collect();
        self.reports.push(LastYear { organization, year, figures });
    }

    /// Keeps what another keeps too.
    pub fn extend(&mut self, other: &Previous) {
        self.reports.extend_from_slice(&other.reports);
    }

    /// The report of the year before of this organ; `None` where there is none, or more than one.
    pub fn find(&self, organization: &str, year: u16) -> Option<&LastYear> {
        let wanted = plain(organization);
        let mut found =
            self.reports.iter().filter(|report| report.year + 1 == year && plain(&report.organization) == wanted);
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }

    /// The only report of the year before; `None` where there is none, or more than one.
    pub fn before(&self, year: u16) -> Option<&LastYear> {
        let mut found = self.reports.iter().filter(|report| report.year + 1 == year);
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }

    /// Number of reports.
    pub fn len(&self) -> usize {
        self.reports.len()
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.reports.is_empty()
    }
}

/// The organ's name without blanks.
fn plain(organization: &str) -> String {
    simplified(organization).chars().filter(|character| !is_blank(*character)).collect()
}

/// Figures of a table that are not in doubt; of requests only the rows that are compared.
fn figures(path: &Arc<str>, source: &str, index: &LineIndex, document: &Document, table: &BoundTable) -> Vec<Known> {
    const COMPARED: [&str; 3] = ["carried_forward", "new", "handled"];
    let facts = table.table();
    let rows = (0..table.rows.len()).filter(|&row| match facts.id.as_str() {
        REQUESTS => COMPARED.contains(&facts.rows[row].id.as_str()),
        id => id == "disclosure",
    });
    let cells = rows.flat_map(|row| (0..facts.columns_of(row).len()).map(move |column| (row, column)));
    cells
        .filter(|&(row, column)| !table.is_doubted(row, column))
        .filter_map(|(row, column)| {
            let value = table.value(row, column).filter(|value| value.class == Class::Figure)?;
            let span = document.source_span(value.span);
            let (start, end) = (index.position(source, span.start), index.position(source, span.end));
            let place = Elsewhere { path: path.clone(), span, start, end, words: None };
            Some(Known { cell: table.cell_name(row, column), edition: table.edition, figure: value.figure?, place })
        })
        .collect()
}
