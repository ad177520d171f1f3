//! The text of a new report, and a name for its file.

use crate::compose::{Target, new_draft};
use crate::dialect::Kind;
use crate::standard::for_year;

/// A new report to be opened in an editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewReport {
    /// Its text.
    pub text: String,
    /// A name for its file, without a folder.
    pub file: String,
}

/// A new report of an organ for a year, every figure blank. `None` for years before the first edition of the format.
pub fn new_report(organization: &str, year: u16, kind: Kind) -> Option<NewReport> {
    let (target, extension) = match kind {
        Kind::Markdown => (Target::Markdown, "md"),
        Kind::Text => (Target::Text, "txt"),
        Kind::Html => (Target::Html, "html"),
    };
    let title = &for_year(year)?.texts.title;
    let organ: String = organization.split_whitespace().collect();
    let name = title.replace("{org}", &organ).replace("{year}", &year.to_string());
    let safe = |character: char| {
        !matches!(character, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|') && !character.is_control()
    };
    let name: String = name.chars().filter(|&character| safe(character)).collect();
    Some(NewReport { text: new_draft(organization, year, target)?, file: format!("{name}.{extension}") })
}
