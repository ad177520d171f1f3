//! Made drafts without faults: nothing is said against them, and every figure is read exactly.

use gaireport::analysis::Analysis;

use crate::laws::dialects::{self, ALL, Dialect, Written};
use crate::laws::drafts::Draft;
use crate::laws::random::Random;
use crate::laws::tally::{analysis, drafts, grave, keep, shown};

/// Drafts of each dialect.
const USUAL: usize = 200;

fn made(dialect: Dialect, number: usize) -> (Draft, Written) {
    let mut random = Random::new((number * ALL.len() + dialect as usize) as u64);
    let draft = Draft::new(&mut random);
    let written = dialects::write(&draft, dialect, &mut random);
    (draft, written)
}

/// Runs `check` over the drafts of every dialect; it says what is wrong with a draft. Fails with a table of counts and
/// the first cases.
fn over_all(name: &str, check: impl Fn(&Draft, &Written, &Analysis) -> Option<String>) {
    let (mut table, mut first, mut failed) = (String::new(), String::new(), 0);
    let count = drafts(USUAL);
    for dialect in ALL {
        let mut wrong = 0;
        for number in 0..count {
            let (draft, written) = made(dialect, number);
            let Some(complaint) = check(&draft, &written, &analysis(&written)) else { continue };
            wrong += 1;
            if wrong <= 3 {
                let kept = keep(&format!("{name}-{dialect:?}-{number}.txt"), &written.text);
                first.push_str(&format!("{dialect:?} {number} ({kept}): {complaint}\n"));
            }
        }
        failed += wrong;
        table.push_str(&format!("{:<14} {wrong:>4} of {count}\n", format!("{dialect:?}")));
    }
    eprintln!("{name}:\n{table}");
    assert_eq!(failed, 0, "{name}:\n{first}");
}

#[test]
fn every_figure_of_every_dialect_is_read_exactly() {
    over_all("figures", |draft, _, analysis| {
        let [report] = &analysis.reports[..] else { return Some(format!("{} reports", analysis.reports.len())) };
        if (report.year, report.edition.map(|edition| edition.id)) != (Some(draft.year), Some(draft.edition.id)) {
            return Some(format!("year {:?} for {}", report.year, draft.year));
        }
        (0..3).find_map(|index| misread(draft, report, index))
    });
}

/// The first figure of a table that was not read as it was written.
fn misread(draft: &Draft, report: &gaireport::report::Report, index: usize) -> Option<String> {
    let facts = &draft.edition.tables[index];
    let name = &facts.name;
    let Some(table) = report.table(&facts.id) else { return Some(format!("{name} is not there")) };
    if table.edition.id != draft.edition.id {
        return Some(format!("{name} is taken for that of {}", table.edition.id));
    }
    for (row, figures) in draft.figures[index].iter().enumerate() {
        for (column, figure) in figures.iter().enumerate() {
            let read = table.figure(row, column);
            if read != Some(*figure) {
                let read = read.map_or("nothing".to_owned(), |read| read.to_string());
                return Some(format!(
                    "{}: {read} for {figure} ({:?})",
                    table.cell_name(row, column),
                    table.rows[row].state
                ));
            }
        }
    }
    None
}

#[test]
fn nothing_is_said_against_a_draft_without_faults() {
    over_all("clean", |_, written, analysis| {
        let said: Vec<String> = grave(analysis).iter().map(|finding| shown(finding, &written.text)).collect();
        (!said.is_empty()).then(|| said.join("; "))
    });
}

#[test]
fn the_organ_of_a_draft_is_read_from_its_title() {
    over_all("organ", |draft, written, analysis| {
        let read = analysis.reports.first().and_then(|report| report.organization.as_deref());
        let known = written.text.contains(draft.organ).then_some(draft.organ);
        (known.is_some() && read != known).then(|| format!("{read:?} for {}", draft.organ))
    });
}
