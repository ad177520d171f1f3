//! `--extract --format csv --wide` and `--format xlsx`: a row a report, a column a cell, as an office adds figures up in a
//! spreadsheet.

use std::io::Write;
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};

use gaireport::analysis::analyze;
use gaireport::render::wide::{Block, Row, csv, in_blocks, rows};

use super::between;
use super::output::Output;
use super::sweep::{Frame, Opened, Outcome, Sweep};
use super::tally::Tally;
use crate::drafts::problem::Problem;
use crate::drafts::source::source;

/// Prints the rows of all reports as CSV.
pub fn run(sweep: &Sweep, output: &mut Output) -> anyhow::Result<ExitCode> {
    let (blocks, code) = blocks(sweep, output)?;
    output.write_all(csv(&blocks).as_bytes())?;
    output.flush()?;
    Ok(code)
}

/// Reads every report, and puts the rows in order.
pub fn blocks(sweep: &Sweep, output: &mut Output) -> anyhow::Result<(Vec<Block>, ExitCode)> {
    let roster = sweep.arguments.roster.as_deref().map(|path| between::roster(path, sweep.arguments)).transpose()?;
    let all = Mutex::new(Vec::new());
    let work = |opened: &Opened| one(opened, &all);
    let tally = sweep.run(output, Frame::default(), work, |_, _| Vec::new())?;
    let all: Vec<Row> = all.into_inner().unwrap_or_else(PoisonError::into_inner);
    Ok((in_blocks(all, roster), ExitCode::from(tally.exit_code(None))))
}

fn one(opened: &Opened, all: &Mutex<Vec<Row>>) -> Result<Outcome, Problem> {
    let source = source(opened.bytes)?;
    let analysis = analyze(&source.text, &source.options(&opened.scope.options));
    all.lock().unwrap_or_else(PoisonError::into_inner).extend(rows(opened.shown, &source.text, &analysis));
    let tally = Tally { files: 1, reports: analysis.reports.len(), ..Tally::default() };
    Ok(Outcome { bytes: Vec::new(), tally })
}
