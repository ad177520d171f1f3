//! Drops what looks like a heading in a report and is none.

use super::{Heading, Numbering, Wording};
use crate::standard::Edition;

/// The headings of one report, as an edition understands them. Numbers that restart inside a section are its own; and a name that stands as a heading in a
/// better form elsewhere in the report is, in the lesser form, the name of a part inside a section.
pub fn of_report(headings: &[Heading], edition: &Edition) -> Vec<Heading> {
    let mut headings: Vec<Heading> = headings.iter().map(|heading| heading.in_edition(edition)).collect();
    let strength = |heading: &Heading| {
        let own = heading.section.is_some_and(|section| heading.ordinal.map(usize::from) == Some(section + 1));
        (
            heading.numbering == Numbering::Standard,
            heading.wording != Wording::Mistaken,
            heading.ordinal != Some(1) || own,
            !heading.loose,
        )
    };
    let mut best = vec![None; edition.sections.len()];
    for heading in &headings {
        if let Some(best) = heading.section.and_then(|section| best.get_mut(section)) {
            *best = (*best).max(Some(strength(heading)));
        }
    }
    headings.retain(|heading| heading.section.is_none_or(|section| best[section] == Some(strength(heading))));
    drop_misplaced(&mut headings, edition);
    drop_subnumbers(&mut headings);
    headings
}

/// Drops headings that are none by form where they do not stand between those of their neighbouring sections.
fn drop_misplaced(headings: &mut Vec<Heading>, edition: &Edition) {
    let mut places = vec![None; edition.sections.len()];
    for heading in headings.iter().filter(|heading| !heading.loose) {
        if let Some(place) = heading.section.and_then(|section| places.get_mut(section)) {
            place.get_or_insert(heading.line);
        }
    }
    let in_place = |line: usize, section: usize| {
        let mut others = places.iter().enumerate().filter_map(|(other, place)| Some((other, (*place)?)));
        others.all(|(other, place)| other == section || (other < section) == (place < line))
    };
    headings.retain(|heading| !heading.loose || heading.section.is_none_or(|section| in_place(heading.line, section)));
}

/// Numbers that begin again at 一 inside a section number its own parts.
fn drop_subnumbers(headings: &mut Vec<Heading>) {
    let (mut top, mut inner) = (0, 0);
    headings.retain(|heading| {
        let number = heading.ordinal.unwrap_or(0);
        if heading.section.is_some() {
            (top, inner) = (number.max(top), 0);
            return true;
        }
        let counts_on = number > top && inner == 0;
        let begins = number == 1 && top > 0;
        if begins || (inner > 0 && number == inner + 1) {
            inner = number;
            return false;
        }
        if counts_on {
            top = number;
        }
        counts_on
    });
}
