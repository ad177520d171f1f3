//! Reads the edition files into the types of the standard, once, and finds the edition of a year.

use std::cmp::Reverse;
use std::sync::LazyLock;

use serde::Deserialize;

use super::{Axis, Column, Edition, Group, Identity, Layout, Notice, Part, Row, Section, Table, Texts};

/// The editions: a new one is a file beside these and its line here.
#[rustfmt::skip]
const FILES: &[&str] = &[
    include_str!("2019.toml"),
    include_str!("2021.toml"),
];
const NOTICES: &str = include_str!("notices.toml");

/// The editions with the notices that issued them.
struct Standard {
    editions: Vec<Edition>,
    notices: Vec<Notice>,
}

fn standard() -> &'static Standard {
    static STANDARD: LazyLock<Standard> =
        LazyLock::new(|| load(FILES).expect("the files are part of the program and a test reads them"));
    &STANDARD
}

fn load(files: &[&str]) -> Result<Standard, String> {
    let mut all = files.iter().map(|file| read(file)).collect::<Result<Vec<_>, _>>()?;
    all.sort_by_key(|(edition, _)| edition.years.0);
    all.iter_mut().enumerate().for_each(|(index, (edition, _))| edition.index = index);
    let (editions, mut notices): (Vec<_>, Vec<_>) = all.into_iter().unzip();
    let others: NoticesForm = toml::from_str(NOTICES).map_err(|error| error.to_string())?;
    notices.extend(others.notice);
    Ok(Standard { editions, notices })
}

/// All editions, the oldest first.
pub fn editions() -> &'static [Edition] {
    &standard().editions
}

/// The edition that counts where nothing tells which.
pub fn newest() -> &'static Edition {
    &editions()[editions().len() - 1]
}

/// The edition of this name.
pub fn edition(id: u16) -> Option<&'static Edition> {
    editions().iter().find(|edition| edition.id == id)
}

/// The edition that reports of this year follow; none before the first.
pub fn for_year(year: u16) -> Option<&'static Edition> {
    editions().iter().rfind(|edition| {
        let (first, last) = edition.years;
        first <= year && last.is_none_or(|last| year <= last)
    })
}

/// The one of some editions that is the same as another, else the next to it in time, the newer of two.
pub fn nearest(some: impl Iterator<Item = &'static Edition>, to: &Edition) -> Option<&'static Edition> {
    some.min_by_key(|edition| (edition.index.abs_diff(to.index), Reverse(edition.index)))
}

/// Laws and notices that reports cite: those that issued the editions, in their order, before the others.
pub fn notices() -> &'static [Notice] {
    &standard().notices
}

/// Words of the texts of all editions, each once, those of the newest first: drafts are read by them before their edition
/// is known.
pub fn wordings(words: fn(&Texts) -> &[String]) -> Vec<&'static str> {
    let mut all: Vec<&str> = Vec::new();
    for word in editions().iter().rev().flat_map(|edition| words(&edition.texts)) {
        if !all.contains(&word.as_str()) {
            all.push(word);
        }
    }
    all
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NoticesForm {
    notice: Vec<Notice>,
}

/// An edition as its file writes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EditionForm {
    id: u16,
    first_year: u16,
    last_year: Option<u16>,
    notice: Notice,
    texts: Texts,
    section: Vec<Section>,
    table: Vec<TableForm>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TableForm {
    id: String,
    name: String,
    short: String,
    section: String,
    layout: Layout,
    #[serde(default)]
    corner: String,
    explanation: String,
    #[serde(default)]
    across: Vec<IdentityForm>,
    #[serde(default)]
    down: Vec<IdentityForm>,
    #[serde(default)]
    group: Vec<Group>,
    part: Vec<PartForm>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PartForm {
    #[serde(default)]
    title: String,
    #[serde(default)]
    title_variants: Vec<String>,
    #[serde(default)]
    label_header: String,
    #[serde(default)]
    explanation: String,
    #[serde(default)]
    source: String,
    row: Vec<Row>,
    column: Vec<Column>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IdentityForm {
    rule: String,
    sum: String,
    text: String,
}

/// An edition and the notice that issued it, out of a file.
fn read(file: &str) -> Result<(Edition, Notice), String> {
    let form: EditionForm = toml::from_str(file).map_err(|error| error.to_string())?;
    let tables: Result<_, _> = form.table.into_iter().map(|table| build_table(table, &form.section)).collect();
    let edition = Edition {
        id: form.id,
        index: 0,
        years: (form.first_year, form.last_year),
        notice: form.notice.number.clone(),
        notice_title: form.notice.title.replace('《', "〈").replace('》', "〉"),
        sections: form.section,
        tables: tables?,
        texts: form.texts,
    };
    Ok((edition, form.notice))
}

fn build_table(form: TableForm, sections: &[Section]) -> Result<Table, String> {
    let section = sections.iter().position(|section| section.id == form.section);
    let mut table = Table {
        section: section.ok_or_else(|| format!("no section {}", form.section))?,
        id: form.id,
        name: form.name,
        short: form.short,
        layout: form.layout,
        corner: form.corner,
        parts: Vec::new(),
        rows: Vec::new(),
        columns: Vec::new(),
        identities: Vec::new(),
        groups: form.group,
        explanation: form.explanation,
    };
    form.part.into_iter().for_each(|part| add_part(&mut table, part));
    let across = form.across.into_iter().map(|form| (Axis::Across, form));
    let down = form.down.into_iter().map(|form| (Axis::Down, form));
    let identities: Result<_, _> = across.chain(down).map(|(axis, form)| build_identity(&table, axis, form)).collect();
    table.identities = identities?;
    Ok(table)
}

/// Appends the part's rows and columns to the table's: a part owns a range of each.
fn add_part(table: &mut Table, form: PartForm) {
    let (part, first_row, first_column) = (table.parts.len(), table.rows.len(), table.columns.len());
    table.rows.extend(form.row.into_iter().map(|row| Row { part, ..row }));
    table.columns.extend(form.column);
    table.parts.push(Part {
        title: form.title,
        title_variants: form.title_variants,
        label_header: form.label_header,
        rows: first_row..table.rows.len(),
        columns: first_column..table.columns.len(),
        explanation: form.explanation,
        source: form.source,
    });
}

fn build_identity(table: &Table, axis: Axis, form: IdentityForm) -> Result<Identity, String> {
    let ids: Vec<&str> = match axis {
        Axis::Across => table.columns.iter().map(|column| column.id.as_str()).collect(),
        Axis::Down => table.rows.iter().map(|row| row.id.as_str()).collect(),
    };
    let (left, right) = form.sum.split_once(" = ").ok_or_else(|| format!("no = in {}", form.sum))?;
    let (left, right) = (terms(left, &ids)?, terms(right, &ids)?);
    Ok(Identity { rule: form.rule, axis, left, right, text: form.text })
}

/// The places that a side of an identity names; `denied.*` names every id that begins with `denied.`.
fn terms(side: &str, ids: &[&str]) -> Result<Vec<usize>, String> {
    let mut places = Vec::new();
    for term in side.split(" + ") {
        let named = |id: &str| term.strip_suffix('*').map_or(id == term, |prefix| id.starts_with(prefix));
        let before = places.len();
        places.extend((0..ids.len()).filter(|&place| named(ids[place])));
        if places.len() == before {
            return Err(format!("no row or column {term}"));
        }
    }
    Ok(places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_are_read() {
        assert_eq!(load(FILES).err(), None);
    }

    #[test]
    fn an_unknown_key_or_term_is_an_error() {
        assert!(read(&format!("nonsense = 1\n{}", FILES[0])).is_err());
        assert!(read(&FILES[0].replace("denied.*", "deny.*")).is_err());
        assert!(read(&FILES[0].replace("section = \"review\"", "section = \"appeal\"")).is_err());
    }

    #[test]
    fn each_year_has_its_edition() {
        let id = |year| for_year(year).map(|edition| edition.id);
        assert_eq!([2018, 2019, 2020, 2021, 2035].map(id), [None, Some(2019), Some(2019), Some(2021), Some(2021)]);
        assert!(edition(2021).is_some() && edition(2020).is_none());
    }

    #[test]
    fn rows_are_known_by_their_former_ids() {
        let newest = newest();
        let requests = newest.table("requests").unwrap();
        let ids = |id| newest.row_ids(requests, newest.tables[requests].row(id).unwrap());
        assert_eq!(ids("other.misc"), ["other.misc", "other"]);
        assert_eq!(ids("granted"), ["granted"]);
    }
}
