//! `--extract`: the figures of every report, by the standard's names.

use std::io::Write;
use std::process::ExitCode;

use gaireport::analysis::{Analysis, analyze};
use gaireport::report::{BoundTable, Report};
use gaireport::standard::Table;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::arguments::Format;
use super::escape::csv as field;
use super::output::Output;
use super::sweep::{Frame, Opened, Outcome, Sweep};
use super::tally::Tally;
use crate::drafts::problem::Problem;
use crate::drafts::source::source;

#[derive(Serialize)]
struct ReportView<'a> {
    path: &'a str,
    organization: Option<&'a str>,
    year: Option<u16>,
    edition: Option<u16>,
    tables: Tables<'a>,
}

/// A table as the standard draws it, and as the draft has it if it does.
#[derive(Clone, Copy)]
struct Drawn<'a> {
    table: &'a Table,
    bound: Option<&'a BoundTable>,
}

struct Tables<'a>(Vec<Drawn<'a>>);
struct Row<'a>(Drawn<'a>, usize);

/// Prints the figures of all files that are reports.
pub fn run(sweep: &Sweep, format: Format, output: &mut Output) -> anyhow::Result<ExitCode> {
    let (frame, tail) = match format {
        Format::Json => (Frame { head: "[\n", between: ",\n", last: &[] }, "\n]\n"),
        Format::Csv => {
            (Frame { head: "path,organization,year,edition,table,row,column,value\n", between: "", last: &[] }, "")
        }
        _ => (Frame::default(), ""),
    };
    let tally = sweep.run(output, frame, |opened| one(opened, format), |_, _| Vec::new())?;
    output.write_all(tail.as_bytes())?;
    output.flush()?;
    Ok(ExitCode::from(tally.exit_code(None)))
}

fn one(opened: &Opened, format: Format) -> Result<Outcome, Problem> {
    let source = source(opened.bytes)?;
    let analysis: Analysis = analyze(&source.text, &source.options(&opened.scope.options));
    let views: Vec<ReportView> = analysis.reports.iter().map(|report| view(opened.shown, report)).collect();
    let mut bytes = Vec::new();
    for (index, view) in views.iter().enumerate() {
        match format {
            Format::Csv => lines(view, &mut bytes),
            _ if index > 0 && format == Format::Json => bytes.extend_from_slice(b",\n"),
            _ => {}
        }
        if format != Format::Csv {
            serde_json::to_writer(&mut bytes, view).expect("writing plain data to memory does not fail");
        }
        if format == Format::JsonLines {
            bytes.push(b'\n');
        }
    }
    Ok(Outcome { bytes, tally: Tally { files: 1, reports: views.len(), ..Tally::default() } })
}

fn view<'a>(path: &'a str, report: &'a Report) -> ReportView<'a> {
    ReportView {
        path,
        organization: report.organization.as_deref(),
        year: report.year,
        edition: report.edition.map(|edition| edition.id),
        tables: Tables(tables(report)),
    }
}

/// Every table of the edition; one that the draft draws in another edition, as it is drawn.
fn tables(report: &Report) -> Vec<Drawn<'_>> {
    let drawn = |table: &'static Table| {
        let tables = report.tables.iter().filter_map(|bound| Some((bound, bound.edition.tables.get(bound.index)?)));
        let found = tables.into_iter().find(|(_, drawn)| drawn.id == table.id);
        found.map_or(Drawn { table, bound: None }, |(bound, table)| Drawn { table, bound: Some(bound) })
    };
    report.standard().tables.iter().map(drawn).collect()
}

impl Drawn<'_> {
    /// The figure in the `place`th cell of the row, counted within its part.
    fn figure(self, row: usize, place: usize) -> Option<String> {
        self.bound.and_then(|bound| bound.figure(row, place)).map(|figure| figure.to_string())
    }
}

impl Serialize for Tables<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|drawn| (&drawn.table.id, drawn)))
    }
}

impl Serialize for Drawn<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let rows = self.table.rows.iter().enumerate();
        serializer.collect_map(rows.map(|(index, row)| (&row.id, Row(*self, index))))
    }
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Row(drawn, row) = *self;
        let mut map = serializer.serialize_map(None)?;
        for (place, column) in drawn.table.columns_of(row).enumerate() {
            map.serialize_entry(&drawn.table.columns[column].id, &drawn.figure(row, place))?;
        }
        map.end()
    }
}

/// One line a figure.
fn lines(view: &ReportView, bytes: &mut Vec<u8>) {
    let number = |value: Option<u16>| value.map(|value| value.to_string()).unwrap_or_default();
    let head =
        [field(view.path), field(view.organization.unwrap_or_default()), number(view.year), number(view.edition)]
            .join(",");
    for drawn in &view.tables.0 {
        for (index, row) in drawn.table.rows.iter().enumerate() {
            for (place, column) in drawn.table.columns_of(index).enumerate() {
                let figure = drawn.figure(index, place).unwrap_or_default();
                let names = [&drawn.table.id, &row.id, &drawn.table.columns[column].id].map(|name| field(name));
                bytes.extend_from_slice(format!("{head},{},{figure}\n", names.join(",")).as_bytes());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use gaireport::standard::edition;

    use super::*;

    #[test]
    fn an_absent_table_has_every_row_and_column_without_figures() {
        let report = Report { edition: edition(2019), ..Report::default() };
        let view = serde_json::to_value(view("a.md", &report)).unwrap();
        let tables = view["tables"].as_object().unwrap();
        assert_eq!(tables.len(), 3);
        assert!(tables["requests"]["new"]["total"].is_null());
        assert_eq!(tables["disclosure"].as_object().unwrap().len(), 8);
        assert_eq!(tables["requests"].as_object().unwrap().len(), 23);
    }
}
