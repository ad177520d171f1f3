//! `--format jsonl --sketch`: with each draft what many machines need to compare the reports of a province among themselves:
//! the unit and the one that sums it up, the figures, and the keys of the sections whose words are compared.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::json::Lines;
use super::tally::Tally;
use super::{Draft, Failure, Renderer, Units, write_json};
use crate::folder::sheet::cell_name;
use crate::folder::{Roster, Sheet, sheets};

/// An object a line, with the sheets of its reports.
#[derive(Debug)]
pub struct Keyed {
    roster: Option<Roster>,
}

/// A report as it is compared with others.
#[derive(Serialize)]
struct SheetView<'s> {
    unit: Option<&'s str>,
    parent: Option<&'s str>,
    year: Option<u16>,
    edition: Option<u16>,
    /// By the names of their cells.
    figures: BTreeMap<String, String>,
    /// By section: of two that are alike some are very likely equal.
    bands: BTreeMap<&'s str, Vec<String>>,
}

impl Keyed {
    /// Names units as a roster does; without one by the organs of the reports.
    pub fn new(roster: Option<Roster>) -> Keyed {
        Keyed { roster }
    }

    fn view<'s>(&'s self, sheet: &'s Sheet) -> SheetView<'s> {
        let organ = sheet.organization.as_deref();
        let listed = self.roster.as_ref().and_then(|roster| {
            let place = organ.map_or_else(|| roster.find_in_path(&sheet.path), |organ| roster.find(organ))?;
            let unit = &roster.units[place];
            Some((unit.name.as_str(), unit.parent.map(|parent| roster.units[parent].name.as_str())))
        });
        SheetView {
            unit: listed.map(|(unit, _)| unit).or(organ.filter(|_| self.roster.is_none())),
            parent: listed.and_then(|(_, parent)| parent),
            year: sheet.year,
            edition: sheet.edition,
            figures: figures(sheet),
            bands: bands(sheet),
        }
    }
}

fn figures(sheet: &Sheet) -> BTreeMap<String, String> {
    let of_table = sheet.tables.iter().flat_map(|figures| {
        let named = move |(row, column): (usize, usize)| {
            Some((cell_name(figures.table()?, row, column), figures.figure(row, column)?.value.to_string()))
        };
        figures.places().filter_map(named)
    });
    of_table.collect()
}

fn bands(sheet: &Sheet) -> BTreeMap<&str, Vec<String>> {
    let passages = sheet.passages.iter().filter(|passage| !passage.sketch.is_empty());
    let keys = |bands: &mut dyn Iterator<Item = u64>| bands.map(|band| format!("{band:016x}")).collect();
    passages.map(|passage| (passage.section.as_str(), keys(&mut passage.sketch.bands()))).collect()
}

impl Renderer for Keyed {
    fn draft(&self, draft: &Draft, out: &mut Vec<u8>) {
        Lines.draft(draft, out);
        // The object of the draft is gone on with before its last bracket.
        out.truncate(out.trim_ascii_end().len() - 1);
        out.extend_from_slice(b",\"sheets\":");
        let text: Arc<str> = draft.text.into();
        let sheets = sheets(draft.path, &text, draft.analysis);
        write_json(&sheets.iter().map(|sheet| self.view(sheet)).collect::<Vec<_>>(), out);
        out.extend_from_slice(b"}\n");
    }

    fn failure(&self, failure: Failure, out: &mut Vec<u8>) {
        Lines.failure(failure, out);
    }

    fn missing(&self, units: &[Units], out: &mut Vec<u8>) {
        Lines.missing(units, out);
    }

    fn tail(&self, tally: &Tally, units: Option<&[Units]>, out: &mut Vec<u8>) {
        Lines.tail(tally, units, out);
    }
}
