//! Tables of the other edition in a draft, with figures that fit the rest of it.

use gaireport::number::Decimal;
use gaireport::standard::{Edition, Row, editions};

use super::mark_heading;
use crate::laws::drafts::{Draft, written};
use crate::laws::figures::{Figures, Scale, make};
use crate::laws::random::Random;
use crate::laws::sheet::{Sheet, mark};

/// 表二, 表三 or both as the other edition draws them.
pub fn exchange(draft: &mut Draft, random: &mut Random) {
    let other = &editions()[usize::from(draft.edition.id == 2019)];
    let made = make(other, Scale::any(random), false, random);
    let which = random.below(3);
    if which != 1 {
        put(draft, other, 0, &made[0], random);
    }
    if which != 0 {
        let figures = redrawn(draft.edition, other, &draft.figures[1]);
        put(draft, other, 1, &figures, random);
    }
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

/// The same requests in the rows of the other edition: what has no row of its own there goes to the one left.
fn redrawn(from: &Edition, to: &Edition, figures: &Figures) -> Figures {
    let (from, to) = (&from.tables[1], &to.tables[1]);
    let is_other = |id: &str| id.starts_with("other");
    let mut others = vec![0_i64; 7];
    for (_, figures) in from.rows.iter().zip(figures).filter(|(row, _)| is_other(&row.id)) {
        others.iter_mut().zip(figures).for_each(|(sum, figure)| *sum += figure.mantissa);
    }
    let rest: Vec<Decimal> = others.into_iter().map(Decimal::from).collect();
    let none = vec![Decimal::from(0); 7];
    let row = |row: &Row| match from.row(&row.id) {
        Some(known) if !is_other(&row.id) => figures[known].clone(),
        _ if matches!(row.id.as_str(), "other" | "other.misc") => rest.clone(),
        _ => none.clone(),
    };
    to.rows.iter().map(row).collect()
}
