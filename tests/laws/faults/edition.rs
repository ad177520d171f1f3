//! Tables of another edition in a draft, with figures that fit the rest of it.

use gaireport::number::Decimal;
use gaireport::standard::{Edition, editions};

use super::mark_heading;
use crate::laws::drafts::{Draft, written};
use crate::laws::figures::{Figures, Scale, make};
use crate::laws::random::Random;
use crate::laws::sheet::{Sheet, mark};

/// 表二, 表三 or both as another edition draws them, as far as that draws them otherwise.
pub fn exchange(draft: &mut Draft, random: &mut Random) {
    let others: Vec<&Edition> = editions().iter().filter(|other| other.id != draft.edition.id).collect();
    let other = others[usize::from(draft.year) % others.len()];
    let made = make(other, Scale::any(random), false, random);
    let which = random.below(3);
    let differs = |draft: &Draft, table: usize| labels(draft.edition, table) != labels(other, table);
    if which != 1 && differs(draft, 0) {
        put(draft, other, 0, &made[0], random);
    }
    if which != 0 || !differs(draft, 0) {
        let figures = redrawn(draft.edition, other, &draft.figures[1]);
        put(draft, other, 1, &figures, random);
    }
}

/// What tells how an edition draws a table.
fn labels(edition: &Edition, table: usize) -> Vec<&str> {
    let table = &edition.tables[table];
    let columns = table.columns.iter().map(|column| column.label.as_str());
    table.rows.iter().map(|row| row.label.as_str()).chain(columns).collect()
}

fn put(draft: &mut Draft, other: &'static Edition, table: usize, figures: &Figures, random: &mut Random) {
    let mut sheet = Sheet::new(other, table, written(other, table, figures, random));
    for part in &mut sheet.parts {
        mark(&mut part.title);
        part.rows.iter_mut().for_each(|line| mark(&mut line.label));
    }
    *super::sheet(draft, table) = sheet;
    mark_heading(draft, Some(other.tables[table].section));
}

/// The same requests in the rows and columns of another edition: what has no place of its own there goes to the others.
fn redrawn(from: &Edition, to: &Edition, figures: &Figures) -> Figures {
    let (from, to) = (&from.tables[1], &to.tables[1]);
    let column = |id: &str| to.columns.iter().position(|column| column.id == id);
    let row = |id: &str| to.row(id).or_else(|| to.row("other.misc")).or_else(|| to.row("other"));
    let mut sums = vec![vec![0_i64; to.columns.len()]; to.rows.len()];
    for (facts, figures) in from.rows.iter().zip(figures) {
        let own = if facts.id.starts_with("other") { row("other") } else { row(&facts.id) };
        let sums = &mut sums[own.expect("every edition has a row for the others")];
        for (facts, figure) in from.columns.iter().zip(figures) {
            let column = column(&facts.id).or_else(|| column("other")).expect("every edition has the column");
            sums[column] += figure.mantissa;
        }
    }
    sums.into_iter().map(|row| row.into_iter().map(Decimal::from).collect()).collect()
}
