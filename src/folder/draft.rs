//! The draft of a government's report: the sums of the units below it in the tables of the year's edition, the headings of
//! the text, and what each sum is made of.

use super::assign::Folder;
use super::sums::{children, known, sum};
use super::{FolderOptions, Member};
use crate::compose::{Target, filled_draft};
use crate::dialect::{Grid, GridCell};
use crate::lexicon::units::units;
use crate::standard::{Edition, for_year};

/// The draft of a government's report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParentDraft {
    /// The government.
    pub unit: String,
    /// The year.
    pub year: u16,
    /// The draft.
    pub text: String,
    /// Units below it that did not report and are not in the sums.
    pub absent: Vec<String>,
}

/// A draft for every unit that sums up others. None where the year is not known or has no edition.
pub fn drafts(members: &[Member], options: &FolderOptions, target: Target) -> Vec<ParentDraft> {
    let folder = Folder::new(members, options);
    let Some((year, edition)) = folder.year.and_then(|year| Some((year, for_year(year)?))) else { return Vec::new() };
    let draft = |unit: usize| {
        let all = children(&folder, unit);
        let (present, absent): (Vec<usize>, Vec<usize>) =
            all.into_iter().partition(|&child| folder.report_of(child).is_some());
        let name = |unit: usize| folder.roster.units[unit].name.clone();
        let text = text(&folder, edition, (&name(unit), year), &present, target)?;
        (!present.is_empty()).then(|| ParentDraft {
            unit: name(unit),
            year,
            text,
            absent: absent.into_iter().map(name).collect(),
        })
    };
    (0..folder.roster.units.len()).filter_map(draft).collect()
}

fn text(
    folder: &Folder,
    edition: &'static Edition,
    (name, year): (&str, u16),
    children: &[usize],
    target: Target,
) -> Option<String> {
    let value = |table: usize, row: usize, column: usize| {
        let sum = sum(folder, children, &edition.tables[table], row, column);
        sum.map_or_else(String::new, |sum| sum.to_string())
    };
    let title = &units().appendix.title;
    filled_draft(name, year, target, &value, (title, appendix(folder, edition, children)))
}

/// For each sum that is not 0 the units with their figures.
fn appendix(folder: &Folder, edition: &Edition, children: &[usize]) -> Grid {
    let mut rows = Vec::new();
    for table in &edition.tables {
        let cells =
            (0..table.rows.len()).flat_map(|row| (0..table.columns_of(row).len()).map(move |column| (row, column)));
        for (row, column) in cells {
            let Some(sum) = sum(folder, children, table, row, column).filter(|sum| !sum.is_zero()) else { continue };
            let part = |&child: &usize| {
                let figure = known(folder, child, table, row, column).filter(|figure| !figure.value.is_zero())?;
                Some(format!("{} {}", folder.roster.units[child].name, figure.value))
            };
            let parts: Vec<String> = children.iter().filter_map(part).collect();
            // A row's label alone would be read as that row once more.
            rows.push([table.cell_label(row, column), sum.to_string(), parts.join("；")]);
        }
    }
    let head = units().appendix.columns.iter().map(|column| GridCell::label(column, 1, 1)).collect();
    let row = |cells: [String; 3]| cells.iter().map(GridCell::value).collect();
    match rows.is_empty() {
        true => Grid { rows: Vec::new() },
        false => Grid { rows: std::iter::once(head).chain(rows.into_iter().map(row)).collect() },
    }
}
