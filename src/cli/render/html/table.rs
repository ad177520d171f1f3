//! A table of a draft as the standard draws it, with a mark on every figure that a finding is about.

use std::collections::HashMap;
use std::fmt::Write;

use gaireport::compose::grid;
use gaireport::lint::Severity;
use gaireport::number::trim;
use gaireport::report::BoundTable;

use super::escape;
use crate::cli::render::{Draft, LocatedFinding};

/// A finding at a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Index of the finding.
    pub finding: usize,
    /// Its severity.
    pub severity: Severity,
    /// Index of the cell among the finding's suspects, if it is not certainly the wrong one.
    pub suspect: Option<usize>,
}

/// The findings at each cell of each report.
#[derive(Default)]
pub struct Marks {
    cells: HashMap<(usize, String), Vec<Mark>>,
}

impl Marks {
    /// Puts each finding that names a cell there, and on the cells it suspects.
    pub fn of(draft: &Draft, found: &[LocatedFinding]) -> Marks {
        let starts: Vec<u32> = draft.analysis.reports.iter().map(|report| start(draft, report.lines.start)).collect();
        let mut marks = Marks::default();
        for (index, found) in found.iter().enumerate() {
            let finding = found.finding;
            let report = starts.partition_point(|&start| start <= finding.span.start).saturating_sub(1);
            let drawn = |name: &str| {
                let table = name.split('.').next().unwrap_or_default();
                let tables = draft.analysis.reports.get(report).map_or(&[][..], |report| &report.tables);
                tables.iter().any(|bound| bound.table().id == table)
            };
            let own = finding.cell.iter().map(|cell| (cell, None));
            let suspects = finding.suspects.iter().enumerate().map(|(at, suspect)| (&suspect.cell, Some(at)));
            for (cell, suspect) in own.chain(suspects).filter(|(cell, _)| drawn(cell)) {
                let mark = Mark { finding: index, severity: finding.severity, suspect };
                marks.cells.entry((report, cell.clone())).or_default().push(mark);
            }
        }
        marks
    }

    /// The findings at a cell.
    pub fn at(&self, report: usize, name: &str) -> &[Mark] {
        self.cells.get(&(report, name.to_owned())).map_or(&[], Vec::as_slice)
    }
}

/// Offset in the draft of the start of a line of the document.
fn start(draft: &Draft, line: usize) -> u32 {
    let document = &draft.analysis.document;
    document.lines.get(line).map_or(0, |line| document.source_span(line.span).start)
}

/// The class of an element about a finding.
pub fn class(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "e",
        Severity::Warning => "w",
        Severity::Information => "i",
    }
}

/// Draws a table with the draft's own values. `at` gives the findings at the cell of a name, `write` what stands beside
/// the value for each.
pub fn drawn<'m>(
    draft: &Draft,
    bound: &BoundTable,
    at: impl Fn(&str) -> &'m [Mark],
    write: &dyn Fn(Mark) -> String,
) -> String {
    let text = draft.analysis.document.text(draft.text);
    let table = bound.table();
    let value = |row: usize, column: usize| bound.value(row, column).map(|value| trim(value.span.of(text)));
    let grid = grid(bound.edition, bound.index, &|row, column| value(row, column).unwrap_or_default().to_owned());
    // The value cells of a grid come row by row, whichever way the table is laid out.
    let mut places =
        (0..table.rows.len()).flat_map(|row| (0..table.columns_of(row).len()).map(move |column| (row, column)));
    let mut html = "<div class=wide><table>\n".to_owned();
    for row in &grid.rows {
        html += "<tr>";
        for cell in row {
            let spans = spans(cell.columns, cell.rows);
            if cell.header {
                let _ = write!(html, "<th{spans}>{}", escape(&cell.text));
                continue;
            }
            let Some((row, column)) = places.next() else { continue };
            let marks = at(&bound.cell_name(row, column));
            let class = cell_class(marks, value(row, column).is_none_or(str::is_empty));
            let numbers: String = marks.iter().map(|mark| write(*mark)).collect();
            let _ = write!(html, "<td{class}{spans}>{}{numbers}", escape(&cell.text));
        }
        html += "\n";
    }
    html + "</table></div>\n"
}

fn spans(columns: u16, rows: u16) -> String {
    let span = |name: &str, count: u16| if count > 1 { format!(" {name}={count}") } else { String::new() };
    span("colspan", columns) + &span("rowspan", rows)
}

/// The gravest finding colours the cell; where the draft has no figure it is shaded.
fn cell_class(marks: &[Mark], absent: bool) -> String {
    let sure = marks.iter().filter(|mark| mark.suspect.is_none()).map(|mark| mark.severity).max();
    match sure.map(class).or((!marks.is_empty()).then_some("s")).or(absent.then_some("m")) {
        Some(class) => format!(" class={class}"),
        None => String::new(),
    }
}
