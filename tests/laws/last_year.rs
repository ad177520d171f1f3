//! This year's drafts beside last year's: what goes on rightly is never found fault with, what does not is.

use std::sync::Arc;

use gaireport::analysis::{Options, remember};
use gaireport::dialect::Kind;
use gaireport::number::Decimal;
use gaireport::report::Previous;
use gaireport::standard::{Edition, Table, for_year};

use crate::laws::dialects::{self, ALL, Dialect};
use crate::laws::drafts::Draft;
use crate::laws::figures::{Figures, Scale, make};
use crate::laws::random::Random;
use crate::laws::tally::{drafts, grave, keep, shown};
use crate::strict::analyze;

/// Drafts of each dialect.
const USUAL: usize = 150;

/// Last year's draft that this one goes on from; none before the first edition.
fn last_year(draft: &Draft, random: &mut Random) -> Option<Draft> {
    let year = draft.year - 1;
    let edition = for_year(year)?;
    let scale = Scale::any(random);
    let mut figures = make(edition, scale, true, random);
    if columns(&edition.tables[0]) == columns(&draft.edition.tables[0]) {
        figures[0] = stock_before(&edition.tables[0], &draft.figures[0]);
    }
    carry(edition, &mut figures[1], draft);
    Some(Draft::with(edition, year, draft.organ, figures, random))
}

/// What a table counts, row by row.
fn columns(table: &Table) -> Vec<(&str, Vec<&str>)> {
    let of_row = |row| table.columns[table.columns_of(row)].iter().map(|column| column.id.as_str()).collect();
    table.rows.iter().enumerate().map(|(row, facts)| (facts.id.as_str(), of_row(row))).collect()
}

/// 表二 in which nothing happened, and that left what this year's begins with.
fn stock_before(table: &Table, figures: &Figures) -> Figures {
    let mut before = figures.clone();
    for (row, figures) in before.iter_mut().enumerate() {
        let columns = &table.columns[table.columns_of(row)];
        let at = |id: &str| columns.iter().position(|column| column.id == id);
        if let (Some(issued), Some(repealed), Some(valid)) = (at("issued"), at("repealed"), at("valid")) {
            figures[valid] = less(more(figures[valid], figures[repealed]), figures[issued]);
            (figures[issued], figures[repealed]) = (Decimal::from(0), Decimal::from(0));
        } else if let Some(change) = at("change") {
            figures[change] = Decimal::from(0);
        }
    }
    before
}

/// Makes 四、结转下年度 what this year carried over, and the new requests so many more or fewer. What this year counts in a
/// column that last year's edition does not have was one of the others then.
fn carry(edition: &Edition, requests: &mut Figures, draft: &Draft) {
    let row = |edition: &Edition, id: &str| edition.tables[1].row(id).expect("every edition has the row");
    let ours = as_counted(edition, draft, &draft.figures[1][row(draft.edition, "carried_over")]);
    let (new, over) = (row(edition, "new"), row(edition, "carried_over"));
    let (handled, forward) = (row(edition, "handled"), row(edition, "carried_forward"));
    for (column, carried) in ours.into_iter().enumerate() {
        requests[forward][column] = carried;
        requests[over][column] = Decimal::from(0);
        requests[new][column] = more(requests[handled][column], carried);
    }
}

/// A row of this year's requests in the columns of another edition.
fn as_counted(edition: &Edition, draft: &Draft, row: &[Decimal]) -> Vec<Decimal> {
    let columns = &edition.tables[1].columns;
    let place = |id: &str| columns.iter().position(|column| column.id == id);
    let mut counted = vec![Decimal::from(0); columns.len()];
    for (column, figure) in draft.edition.tables[1].columns.iter().zip(row) {
        let place = place(&column.id).or_else(|| place("other")).expect("every edition has the column");
        counted[place] = more(counted[place], *figure);
    }
    counted
}

fn more(one: Decimal, other: Decimal) -> Decimal {
    Decimal::from(whole(one) + whole(other))
}

fn less(one: Decimal, other: Decimal) -> Decimal {
    Decimal::from(whole(one) - whole(other))
}

fn whole(figure: Decimal) -> i64 {
    figure.whole().expect("requests and documents are counted")
}

/// What is remembered of a draft.
fn remembered(draft: &Draft, random: &mut Random) -> Arc<Previous> {
    let written = dialects::write(draft, Dialect::Markdown, random);
    let mut previous = Previous::default();
    remember(&mut previous, &Arc::from("去年.md"), &written.text, Kind::Markdown);
    Arc::new(previous)
}

/// A draft of a dialect with the one before.
fn pair(dialect: Dialect, number: usize) -> Option<(Draft, Draft, Random)> {
    let mut random = Random::new((number * ALL.len() + dialect as usize) as u64 + 7_000_000);
    let draft = Draft::new(&mut random);
    let last = last_year(&draft, &mut random)?;
    Some((draft, last, random))
}

#[test]
fn nothing_is_said_against_a_draft_that_goes_on_from_last_years() {
    let (mut first, mut seen) = (String::new(), 0);
    for (dialect, number) in ALL.iter().flat_map(|dialect| (0..drafts(USUAL)).map(|number| (*dialect, number))) {
        let Some((draft, last, mut random)) = pair(dialect, number) else { continue };
        let previous = Some(remembered(&last, &mut random));
        let written = dialects::write(&draft, dialect, &mut random);
        let analysis = analyze(&written.text, &Options { previous, ..Options::new(written.kind) });
        seen += 1;
        for finding in grave(&analysis) {
            let kept = keep(&format!("last-year-{dialect:?}-{number}.txt"), &written.text);
            first.push_str(&format!("{dialect:?} {number} ({kept}): {}\n", shown(finding, &written.text)));
        }
    }
    eprintln!("{seen} drafts beside last year's");
    assert!(first.is_empty(), "{first}");
}

#[test]
fn a_figure_that_was_carried_wrongly_is_found() {
    let (mut missed, mut seen) = (Vec::new(), 0);
    for number in 0..drafts(USUAL) {
        let Some((draft, mut last, mut random)) = pair(Dialect::Markdown, number) else { continue };
        let table = &last.edition.tables[1];
        let total = last.figures[1][0].len() - 1;
        for id in ["new", "carried_forward"] {
            let row = table.row(id).expect("every edition has the row");
            for column in [0, total] {
                last.figures[1][row][column] = more(last.figures[1][row][column], Decimal::from(3));
            }
        }
        let last = Draft::with(last.edition, last.year, last.organ, last.figures, &mut random);
        let written = dialects::write(&draft, Dialect::Markdown, &mut random);
        let previous = remembered(&last, &mut random);
        if !written.text.contains(draft.organ) {
            continue;
        }
        let analysis = analyze(&written.text, &Options { previous: Some(previous), ..Options::new(written.kind) });
        let found = grave(&analysis).iter().map(|finding| finding.rule.id).collect::<Vec<_>>();
        seen += 1;
        if found != ["carry-over-mismatch"] {
            missed.push((number, found));
        }
    }
    assert!(seen > 0 && missed.is_empty(), "{} of {seen}: {missed:?}", missed.len());
}
