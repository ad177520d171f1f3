//! The text of a new report, and a name for its file.

use crate::compose::{Target, filled_draft};
use crate::dialect::{Grid, Kind};
use crate::report::Previous;
use crate::standard::for_year;

/// The row that goes on from the year before: its table and its own id.
const CARRIED_OVER: (&str, &str) = ("requests", "carried_over");

/// A new report to be opened in an editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewReport {
    /// Its text.
    pub text: String,
    /// A name for its file, without a folder.
    pub file: String,
}

/// A new report of an organ for a year: blank but for what goes on from the report of the year before, where `previous` has
/// one, the organ's own first. `None` for years before the first edition of the format.
pub fn new_report(organization: &str, year: u16, kind: Kind, previous: &Previous) -> Option<NewReport> {
    let (target, extension) = match kind {
        Kind::Markdown => (Target::Markdown, "md"),
        Kind::Text => (Target::Text, "txt"),
        Kind::Html => (Target::Html, "html"),
    };
    let edition = for_year(year)?;
    let organ: String = organization.split_whitespace().collect();
    let name = edition.texts.title.replace("{org}", &organ).replace("{year}", &year.to_string());
    let safe = |character: char| {
        !matches!(character, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|') && !character.is_control()
    };
    let name: String = name.chars().filter(|&character| safe(character)).collect();
    let last = previous.find(organization, year).or_else(|| previous.before(year));
    let value = |table: usize, row: usize, column: usize| {
        let facts = &edition.tables[table];
        let goes_on = CARRIED_OVER == (facts.id.as_str(), facts.rows[row].id.as_str());
        let known = last.filter(|_| goes_on).and_then(|last| last.carried(edition, column));
        known.map_or_else(String::new, |known| known.figure.to_string())
    };
    let text = filled_draft(organization, year, target, &value, ("", Grid::default()))?;
    Some(NewReport { text, file: format!("{name}.{extension}") })
}
