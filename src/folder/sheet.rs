//! Extracts from an analysis the parts of a report that folder checks need: its organ, its figures, the words of two of
//! its sections. Sheets are written and read as JSON, so that many machines can each make some.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::passage::{self, Passage};
use crate::analysis::Analysis;
use crate::dialect::Document;
use crate::number::{Class, Decimal, parse};
use crate::report::places::{Home, Mention, mentions};
use crate::report::{BoundTable, Report, signature};
use crate::standard::{Edition, Table, edition};
use crate::suppress::{self, Suppression};
use crate::text::Span;

/// Sections whose words are compared.
pub const COMPARED: [&str; 2] = ["overview", "improvement"];

/// Wrong figures of a table up to which each is believed to be known.
const MOST_MENDED: usize = 3;

/// A report as the folder checks see it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// The file that it stands in.
    pub path: String,
    /// The organ, from its title.
    pub organization: Option<String>,
    /// Its year.
    pub year: Option<u16>,
    /// The edition that its year asks for.
    pub edition: Option<u16>,
    /// Its title, or its first line.
    pub title: Span,
    /// Year, month and day below its end.
    pub signed: Option<(u16, u8, u8)>,
    /// Its tables.
    pub tables: Vec<Figures>,
    /// The words of the sections in `COMPARED`, as far as it has them.
    pub passages: Vec<Passage>,
    /// Places that these sections name, where the title does not tell which of them are foreign.
    pub places: Vec<Named>,
    /// Places of the analysis' own findings on names of others.
    pub foreign: Vec<Span>,
    /// Comments that keep findings quiet.
    pub suppressions: Vec<Suppression>,
    /// Its source; empty where it is read again when a place in it is shown.
    #[serde(skip)]
    pub source: Arc<str>,
}

/// A name that stands in the words of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// The name.
    pub name: String,
    /// Its place in the source.
    pub span: Span,
}

impl Sheet {
    /// The figures of the table of that id.
    pub fn table(&self, id: &str) -> Option<&Figures> {
        self.tables.iter().find(|table| table.table().is_some_and(|table| table.id == id))
    }

    /// The words of the section of that id.
    pub fn passage(&self, section: &str) -> Option<&Passage> {
        self.passages.iter().find(|passage| passage.section == section)
    }
}

/// Degrees of trust in a figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Trust {
    /// It stands there and breaks no sum.
    #[default]
    Sound,
    /// The sums of its table say that another stands there by mistake; it is the one that should.
    Mended,
    /// It may be wrong: the sums do not tell.
    Doubted,
}

impl Trust {
    fn is_sound(&self) -> bool {
        *self == Trust::Sound
    }
}

/// A figure of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Its value.
    pub value: Decimal,
    /// Its place in the source.
    pub span: Span,
    /// The trust that it deserves.
    pub trust: Trust,
}

/// A figure as a sheet keeps it: half as large, since a folder has a quarter of a million.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Kept {
    mantissa: i64,
    start: u32,
    length: u16,
    scale: u8,
    trust: Trust,
}

impl From<Figure> for Kept {
    fn from(figure: Figure) -> Kept {
        Kept {
            mantissa: figure.value.mantissa,
            start: figure.span.start,
            length: u16::try_from(figure.span.end.saturating_sub(figure.span.start)).unwrap_or(u16::MAX),
            scale: figure.value.scale,
            trust: figure.trust,
        }
    }
}

impl From<Kept> for Figure {
    fn from(kept: Kept) -> Figure {
        Figure {
            value: Decimal { mantissa: kept.mantissa, scale: kept.scale },
            span: Span { start: kept.start, end: kept.start.saturating_add(u32::from(kept.length)) },
            trust: kept.trust,
        }
    }
}

/// The figures of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub struct Figures {
    /// The edition that the table is drawn in.
    pub edition: u16,
    /// Index of the table in it.
    pub index: usize,
    cells: Vec<Option<Kept>>,
    width: usize,
}

impl Figures {
    fn new(edition: &Edition, index: usize) -> Self {
        let table = &edition.tables[index];
        let width = (0..table.rows.len()).map(|row| table.columns_of(row).len()).max().unwrap_or(0);
        Figures { edition: edition.id, index, cells: vec![None; width * table.rows.len()], width }
    }

    /// The standard's table.
    pub fn table(&self) -> Option<&'static Table> {
        edition(self.edition)?.tables.get(self.index)
    }

    /// The figure in a cell, the column counted within its row.
    pub fn figure(&self, row: usize, column: usize) -> Option<Figure> {
        self.cells.get(row * self.width + column)?.map(Figure::from)
    }

    /// Every cell of the table, by row and column.
    pub fn places(&self) -> impl Iterator<Item = (usize, usize)> + use<> {
        places(self.table())
    }

    /// The figure of the row and column of these ids.
    pub fn named(&self, row: &str, column: &str) -> Option<Figure> {
        let table = self.table()?;
        let row = table.row(row)?;
        let column = table.columns[table.columns_of(row)].iter().position(|known| known.id == column)?;
        self.figure(row, column)
    }

    fn set(&mut self, row: usize, column: usize, figure: Figure) {
        self.cells[row * self.width + column] = Some(figure.into());
    }
}

fn places(table: Option<&'static Table>) -> impl Iterator<Item = (usize, usize)> + use<> {
    let rows = 0..table.map_or(0, |table| table.rows.len());
    let columns = move |row: usize| table.map_or(0, |table| table.columns_of(row).len());
    rows.flat_map(move |row| (0..columns(row)).map(move |column| (row, column)))
}

/// Name of a cell, `requests.granted.natural_person`.
pub fn cell_name(table: &Table, row: usize, column: usize) -> String {
    format!("{}.{}.{}", table.id, table.rows[row].id, table.columns[table.columns_of(row).start + column].id)
}

/// A cell in words: its row and, where that has several columns, its column.
pub fn cell_label(table: &Table, row: usize, column: usize) -> String {
    match table.columns_of(row).len() {
        1 => table.row_label(row).to_owned(),
        _ => table.cell_label(row, column),
    }
}

/// The figures of a table as JSON has them, by the names of their cells.
#[derive(Serialize, Deserialize)]
struct Written {
    edition: u16,
    table: String,
    figures: BTreeMap<String, WrittenFigure>,
}

#[derive(Serialize, Deserialize)]
struct WrittenFigure {
    value: String,
    span: Span,
    #[serde(default, skip_serializing_if = "Trust::is_sound")]
    trust: Trust,
}

impl From<Figures> for Written {
    fn from(figures: Figures) -> Self {
        let table = figures.table();
        let written = |(row, column): (usize, usize)| {
            let Figure { value, span, trust } = figures.figure(row, column)?;
            Some((cell_name(table?, row, column), WrittenFigure { value: value.to_string(), span, trust }))
        };
        Written {
            edition: figures.edition,
            table: table.map_or_else(String::new, |table| table.id.clone()),
            figures: figures.places().filter_map(written).collect(),
        }
    }
}

impl From<Written> for Figures {
    /// Leaves out names that are no table or cell of the standard.
    fn from(written: Written) -> Self {
        let found = edition(written.edition).and_then(|edition| Some((edition, edition.table(&written.table)?)));
        let Some((edition, index)) = found else { return Figures::default() };
        let mut figures = Figures::new(edition, index);
        for (row, column) in figures.places() {
            let known = written.figures.get(&cell_name(&edition.tables[index], row, column));
            if let Some((known, value)) = known.and_then(|known| Some((known, parse(&known.value)?.value?))) {
                figures.set(row, column, Figure { value, span: known.span, trust: known.trust });
            }
        }
        figures
    }
}

/// A sheet of every report that an analysis found in a source read from the file at `path`.
pub fn sheets(path: &str, source: &Arc<str>, analysis: &Analysis) -> Vec<Sheet> {
    let document = &analysis.document;
    let sheet = |report: &Report| Sheet {
        path: path.to_owned(),
        organization: report.organization.clone(),
        year: report.year,
        edition: report.edition.map(|edition| edition.id),
        title: title_span(source, document, report),
        signed: signed(source, document, report),
        tables: report.tables.iter().map(|table| figures(document, table)).collect(),
        passages: passages(document, report),
        places: named_places(document, report),
        foreign: foreign(analysis),
        suppressions: suppressions(source, document, report),
        source: Arc::clone(source),
    };
    analysis.reports.iter().map(sheet).collect()
}

/// A sheet of the figures alone: what is derived from them needs no words.
pub fn figures_of(document: &Document, report: &Report) -> Sheet {
    Sheet { tables: report.tables.iter().map(|table| figures(document, table)).collect(), ..Sheet::default() }
}

/// Returns the place of findings about the whole report.
fn title_span(source: &str, document: &Document, report: &Report) -> Span {
    let read = report.title.as_ref().map_or_else(|| report.first_span(document), |title| title.span);
    let span = document.source_span(read);
    if span.is_empty() { Span::new(0, source.chars().next().map_or(0, char::len_utf8)) } else { span }
}

/// Year, month and day below the end of a report, if all are told.
pub fn signed(source: &str, document: &Document, report: &Report) -> Option<(u16, u8, u8)> {
    let date = signature(document, document.text(source), report.lines.clone(), &report.headings)?.date;
    Some((date.year?, date.month, date.day))
}

fn passages(document: &Document, report: &Report) -> Vec<Passage> {
    let edition = report.standard();
    let read = |id: &&str| Some(passage::read(document, report, edition.section(id)?, id));
    COMPARED.iter().filter_map(read).filter(|passage| !passage.text.is_empty()).collect()
}

/// The places that the compared sections name, if the organ's own is not known from its title.
fn named_places(document: &Document, report: &Report) -> Vec<Named> {
    if report.organization.as_deref().and_then(Home::of).is_some() {
        return Vec::new();
    }
    let edition = report.standard();
    let own = COMPARED.map(|id| edition.section(id));
    let paragraphs = report.prose.paragraphs.iter();
    let paragraphs = paragraphs.filter(|paragraph| paragraph.section.is_some() && own.contains(&paragraph.section));
    let named = |Mention { start, end, name }| Named {
        name: str::to_owned(name),
        span: document.source_span(report.prose.span(start, end)),
    };
    mentions(&report.prose, paragraphs).into_iter().map(named).collect()
}

fn foreign(analysis: &Analysis) -> Vec<Span> {
    let findings = analysis.findings.iter().filter(|finding| finding.rule.id == "foreign-name");
    findings.map(|finding| finding.span).collect()
}

/// The comments whose words may speak of folder checks.
fn suppressions(source: &str, document: &Document, report: &Report) -> Vec<Suppression> {
    suppress::find(source, document, std::slice::from_ref(report))
}

/// The figures of a table, with what its own sums say of them.
fn figures(document: &Document, table: &BoundTable) -> Figures {
    let mut figures = Figures::new(table.edition, table.index);
    for (row, column) in figures.places() {
        let Some(value) = table.value(row, column).filter(|value| value.class == Class::Figure) else { continue };
        let Some(known) = value.figure else { continue };
        let span = document.source_span(value.span);
        let (value, trust) = match expected(table, row, column) {
            Some(expected) => (expected, Trust::Mended),
            None if table.is_doubted(row, column) => (known, Trust::Doubted),
            None => (known, Trust::Sound),
        };
        figures.set(row, column, Figure { value, span, trust });
    }
    figures
}

/// The figure that the sums of the table surely want in a cell instead of the one that stands there.
fn expected(table: &BoundTable, row: usize, column: usize) -> Option<Decimal> {
    let (cell, faults) = (row * table.width() + column, &table.solution.faults);
    let fault = faults.iter().find(|fault| fault.cell == cell && fault.suspects.is_empty())?;
    // Where many sums are broken, none tells surely which figure it wants.
    (faults.len() <= MOST_MENDED).then(|| Decimal::from(fault.expected))
}
