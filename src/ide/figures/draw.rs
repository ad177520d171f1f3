//! One table for a view: a grid of labels and values, each with what is known of it.

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::compose::grid;
use crate::dialect::GridCell;
use crate::ide::place::{Thing, group_label};
use crate::ide::sums::{Sum, Verdict};
use crate::ide::symbols::sums_in_words;
use crate::ide::words::Words;
use crate::ide::{Snapshot, TableAt};
use crate::lint::{Finding, Severity};
use crate::number::{Class, trim};
use crate::report::{BoundTable, Report, RowState};
use crate::standard::{Edition, Section};
use crate::text::Span;

/// A table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Table<R> {
    /// `disclosure`, `requests`, `review`.
    pub id: &'static str,
    /// 表二, 表三, 表四.
    pub name: &'static str,
    /// Number and name of its section.
    pub section: String,
    /// The edition it is drawn in.
    pub edition: u16,
    /// True if the draft has it.
    pub present: bool,
    /// Its range in the draft.
    pub range: Option<R>,
    /// Summary of its sums, in words; empty if it has none.
    pub summary: String,
    /// Columns of the grid.
    pub columns: usize,
    /// Index of its report.
    pub report: usize,
    /// Its index in the report.
    pub table: Option<usize>,
    /// Its sums.
    pub sums: Vec<SumView>,
    /// Its cells.
    pub rows: Vec<Vec<Cell<R>>>,
}

/// A sum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SumView {
    /// The row or column it stands in.
    pub place: &'static str,
    /// The identity in words.
    pub identity: &'static str,
    /// The identity with figures.
    pub figures: String,
    /// `held`, `broken`, `open`.
    pub verdict: &'static str,
    /// The rule that reports a break.
    pub rule: &'static str,
    /// Names of its cells.
    pub cells: Vec<String>,
}

/// A cell of the grid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cell<R> {
    /// `label` or `value`.
    pub kind: &'static str,
    /// The standard's label, or the value as the draft writes it.
    pub text: String,
    /// Columns it covers.
    pub columns: u16,
    /// Rows it covers.
    pub rows: u16,
    /// Its range in the draft.
    pub range: Option<R>,
    /// Name of a value cell.
    pub id: Option<String>,
    /// The exact number.
    pub figure: Option<String>,
    /// The content that should stand there.
    pub expected: Option<String>,
    /// State of the cell in the draft.
    pub state: &'static str,
    /// The gravest of its findings.
    pub severity: Option<&'static str>,
    /// Findings on it.
    pub findings: Vec<usize>,
    /// Sums it stands in.
    pub sums: Vec<usize>,
    /// Verdict on these sums.
    pub verdict: Option<&'static str>,
}

/// The tables of a report, those that it lacks included.
pub fn tables<R>(
    snapshot: &Snapshot,
    index: usize,
    report: &Report,
    findings: &[&Finding],
    range: &impl Fn(Span) -> R,
) -> Vec<Table<R>> {
    let edition = report.standard();
    let draw = |table: usize| {
        let at = report.tables.iter().position(|bound| bound.table().id == edition.tables[table].id);
        match at {
            Some(at) => {
                let drawing = Drawing::new(snapshot, &report.tables[at], findings);
                drawing.table(TableAt { report: index, table: at }, range)
            }
            None => blank(edition, table, index),
        }
    };
    (0..edition.tables.len()).map(draw).collect()
}

/// A table that the draft does not have.
fn blank<R>(edition: &'static Edition, table: usize, report: usize) -> Table<R> {
    let facts = &edition.tables[table];
    let rows = grid(edition, table, &|row, column| format!("{row} {column}")).rows;
    let name = |(row, column): (usize, usize)| {
        format!("{}.{}.{}", facts.id, facts.rows[row].id, facts.columns[facts.columns_of(row).start + column].id)
    };
    let cell = |cell: GridCell| {
        let id = place_of(&cell).map(name);
        let text = if id.is_some() { String::new() } else { cell.text.clone() };
        Cell { id, text, ..empty_cell(&cell, "missing") }
    };
    Table {
        id: &facts.id,
        name: &facts.name,
        section: section_of(edition, facts.section),
        edition: edition.id,
        present: false,
        range: None,
        summary: String::new(),
        columns: width(&rows),
        report,
        table: None,
        sums: Vec::new(),
        rows: rows.into_iter().map(|row| row.into_iter().map(cell).collect()).collect(),
    }
}

fn section_of(edition: &Edition, section: usize) -> String {
    edition.sections.get(section).map_or_else(String::new, Section::heading)
}

/// The first row of every grid reaches over its whole width.
fn width(rows: &[Vec<GridCell>]) -> usize {
    rows.first().map_or(0, |row| row.iter().map(|cell| usize::from(cell.columns)).sum())
}

fn empty_cell<R>(cell: &GridCell, state: &'static str) -> Cell<R> {
    Cell {
        kind: if cell.header { "label" } else { "value" },
        text: cell.text.clone(),
        columns: cell.columns,
        rows: cell.rows,
        range: None,
        id: None,
        figure: None,
        expected: None,
        state,
        severity: None,
        findings: Vec::new(),
        sums: Vec::new(),
        verdict: None,
    }
}

/// A table on its way to the grid.
struct Drawing<'d> {
    snapshot: &'d Snapshot<'d>,
    bound: &'d BoundTable,
    findings: &'d [&'d Finding],
    /// The verdict of each sum.
    verdicts: Vec<Verdict>,
    /// The sums of each cell.
    sums: FxHashMap<(usize, usize), Vec<usize>>,
}

impl<'d> Drawing<'d> {
    fn new(snapshot: &'d Snapshot<'d>, bound: &'d BoundTable, findings: &'d [&'d Finding]) -> Self {
        let mut sums: FxHashMap<(usize, usize), Vec<usize>> = FxHashMap::default();
        for sum in Sum::all(bound) {
            sum.cells().for_each(|cell| sums.entry(cell).or_default().push(sum.index));
        }
        let verdicts = Sum::all(bound).map(|sum| sum.verdict()).collect();
        Drawing { snapshot, bound, findings, verdicts, sums }
    }

    fn table<R>(&self, at: TableAt, range: &impl Fn(Span) -> R) -> Table<R> {
        let (edition, facts) = (self.bound.edition, self.bound.table());
        // Each value names its place, which the grid keeps.
        let grid = grid(edition, self.bound.index, &|row, column| format!("{row} {column}")).rows;
        let columns = width(&grid);
        let mut labels = self.labels();
        let mut cell = |cell: GridCell| match place_of(&cell) {
            Some((row, column)) => self.value(&cell, row, column, range),
            None => self.label(&cell, &mut labels, range),
        };
        Table {
            id: &facts.id,
            name: &facts.name,
            section: section_of(edition, facts.section),
            edition: edition.id,
            present: true,
            range: Some(range(self.snapshot.table_place(self.bound))),
            summary: sums_in_words(self.snapshot, self.bound),
            columns,
            report: at.report,
            table: Some(at.table),
            rows: grid.into_iter().map(|row| row.into_iter().map(&mut cell).collect()).collect(),
            sums: Sum::all(self.bound).map(|sum| self.sum(&sum)).collect(),
        }
    }

    fn sum(&self, sum: &Sum) -> SumView {
        SumView {
            place: sum.place_label(),
            identity: sum.identity(),
            figures: sum.figures(Words(self.snapshot.language)),
            verdict: verdict_word(sum.verdict()),
            rule: sum.rule(),
            cells: sum.cells().map(|(row, column)| self.bound.cell_name(row, column)).collect(),
        }
    }

    /// The labels of the draft by the standard's wording, each with its place, in order.
    fn labels(&self) -> Vec<(&'static str, Span)> {
        let table = self.bound.table();
        let at = TableAt { report: 0, table: 0 };
        let named = |index: usize| {
            let span = self.bound.labels[index].span;
            let name = match self.snapshot.thing_of_label(at, self.bound, index)? {
                Thing::Row(_, row) => table.rows.get(row)?.label.as_str(),
                Thing::Column(_, column) => table.columns.get(column)?.label.as_str(),
                Thing::Part(_, part) => table.parts.get(part)?.title.as_str(),
                _ => group_label(table, span.of(self.snapshot.text()))?,
            };
            Some((name, self.snapshot.place(span)))
        };
        let rows = self.bound.rows.iter().enumerate();
        let rows =
            rows.filter_map(|(row, facts)| Some((table.rows[row].label.as_str(), self.snapshot.place(facts.label?))));
        let mut all: Vec<(&'static str, Span)> = rows.chain((0..self.bound.labels.len()).filter_map(named)).collect();
        all.sort_by_key(|(_, span)| span.start);
        all.dedup();
        all
    }

    /// A label: the first of that wording that no cell of the grid has taken yet.
    fn label<R>(&self, cell: &GridCell, labels: &mut Vec<(&'static str, Span)>, range: &impl Fn(Span) -> R) -> Cell<R> {
        let found = labels.iter().position(|(name, _)| *name == cell.text);
        let place = found.map(|index| labels.remove(index).1);
        let state = if place.is_some() || cell.text.is_empty() { "found" } else { "missing" };
        let findings = place.map_or_else(Vec::new, |place| self.findings_on(place, None));
        Cell { range: place.map(range), severity: self.severity(&findings, None), findings, ..empty_cell(cell, state) }
    }

    fn value<R>(&self, cell: &GridCell, row: usize, column: usize, range: &impl Fn(Span) -> R) -> Cell<R> {
        let id = self.bound.cell_name(row, column);
        let value = self.bound.value(row, column);
        let place = self.snapshot.cell_place(self.bound, row, column);
        let findings = place.map_or_else(Vec::new, |place| self.findings_on(place, Some(&id)));
        let sums = self.sums.get(&(row, column)).cloned().unwrap_or_default();
        let own =
            findings.iter().map(|&index| self.findings[index]).find(|finding| finding.cell.as_deref() == Some(&id));
        Cell {
            text: value.map_or_else(String::new, |value| trim(value.span.of(self.snapshot.text())).to_owned()),
            range: place.map(range),
            figure: value.and_then(|value| value.figure).map(|figure| figure.to_string()),
            expected: own.and_then(|finding| finding.expected.clone()).or_else(|| self.determined(row, column)),
            state: self.state(row, column),
            severity: self.severity(&findings, Some(&id)),
            verdict: self.verdict(&sums),
            findings,
            sums,
            id: Some(id),
            ..empty_cell(cell, "")
        }
    }

    /// The figure of a blank cell that the sums determine.
    fn determined(&self, row: usize, column: usize) -> Option<String> {
        let determined = self.bound.solution.determined.iter();
        let mut own = determined.filter(|(cell, _)| self.bound.place(*cell) == (row, column));
        own.next().map(|(_, figure)| figure.to_string())
    }

    fn state(&self, row: usize, column: usize) -> &'static str {
        match (self.bound.value(row, column).map(|value| value.class), self.bound.rows[row].state) {
            (Some(Class::Figure), _) => "figure",
            (Some(Class::Empty), _) => "blank",
            (Some(Class::Placeholder), _) => "placeholder",
            (Some(Class::Text), _) => "text",
            (None, RowState::Missing) => "missing",
            (None, _) => "unread",
        }
    }

    /// Findings on a place of the table, or about a cell by name.
    fn findings_on(&self, place: Span, id: Option<&str>) -> Vec<usize> {
        let own = self.snapshot.table_place(self.bound);
        let on = |finding: &Finding| {
            let overlaps = finding.span.start < place.end && place.start < finding.span.end;
            let named = id.is_some() && finding.cell.as_deref() == id;
            named || (overlaps && own.contains(finding.span) && (id.is_none() || finding.cell.is_none()))
        };
        (0..self.findings.len()).filter(|&index| on(self.findings[index])).collect()
    }

    fn severity(&self, findings: &[usize], id: Option<&str>) -> Option<&'static str> {
        let gravest = findings.iter().map(|&index| self.findings[index].severity).max();
        let suspected = |id: &str| {
            let mut suspects = self.findings.iter().flat_map(|finding| &finding.suspects);
            suspects.any(|suspect| suspect.cell == id)
        };
        let suspect = || id.is_some_and(suspected).then_some("suspect");
        gravest.map(Severity::word).or_else(suspect)
    }

    fn verdict(&self, sums: &[usize]) -> Option<&'static str> {
        let worst = |verdict: &Verdict| match verdict {
            Verdict::Held => 0,
            Verdict::Open => 1,
            Verdict::Broken => 2,
        };
        sums.iter().map(|&sum| self.verdicts[sum]).max_by_key(worst).map(verdict_word)
    }
}

fn verdict_word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Held => "held",
        Verdict::Broken => "broken",
        Verdict::Open => "open",
    }
}

/// The place that a value cell of the grid names.
fn place_of(cell: &GridCell) -> Option<(usize, usize)> {
    let (row, column) = cell.text.split_once(' ').filter(|_| !cell.header)?;
    Some((row.parse().ok()?, column.parse().ok()?))
}
