//! Reads the edition files into the types of the standard, once, and finds the edition of a year.

use std::sync::OnceLock;

use serde::Deserialize;

use super::{Axis, Column, Edition, Group, Identity, Layout, Notice, Part, Row, Section, Table, Texts};

const FILES: [&str; 2] = [include_str!("2019.toml"), include_str!("2021.toml")];
const NOTICES: &str = include_str!("notices.toml");

/// All editions, the oldest first.
pub fn editions() -> &'static [Edition] {
    static EDITIONS: OnceLock<Vec<Edition>> = OnceLock::new();
    EDITIONS.get_or_init(|| {
        let editions: Result<_, _> = FILES.iter().map(|file| read(file)).collect();
        editions.expect("the edition files are part of the program and a test reads them")
    })
}

/// The edition of this name: 2019 or 2021.
pub fn edition(id: u16) -> Option<&'static Edition> {
    editions().iter().find(|edition| edition.id == id)
}

/// The edition that reports of this year follow; none before the first.
pub fn for_year(year: u16) -> Option<&'static Edition> {
    editions().iter().find(|edition| {
        let (first, last) = edition.years;
        first <= year && last.is_none_or(|last| year <= last)
    })
}

/// Laws and notices that reports cite.
pub fn notices() -> &'static [Notice] {
    static NOTICE_LIST: OnceLock<NoticesForm> = OnceLock::new();
    let read = || toml::from_str(NOTICES).expect("the file of notices is part of the program and a test reads it");
    &NOTICE_LIST.get_or_init(read).notice
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
    notice: String,
    notice_title: String,
    texts: Texts,
    section: Vec<Section>,
    table: Vec<TableForm>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TableForm {
    id: String,
    name: String,
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

fn read(file: &str) -> Result<Edition, String> {
    let form: EditionForm = toml::from_str(file).map_err(|error| error.to_string())?;
    let tables: Result<_, _> = form.table.into_iter().map(|table| build_table(table, &form.section)).collect();
    Ok(Edition {
        id: form.id,
        years: (form.first_year, form.last_year),
        notice: form.notice,
        notice_title: form.notice_title,
        sections: form.section,
        tables: tables?,
        texts: form.texts,
    })
}

fn build_table(form: TableForm, sections: &[Section]) -> Result<Table, String> {
    let section = sections.iter().position(|section| section.id == form.section);
    let mut table = Table {
        section: section.ok_or_else(|| format!("no section {}", form.section))?,
        id: form.id,
        name: form.name,
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
    use std::collections::HashSet;

    use super::*;

    /// What the binder leaves of a label; the edition files need no NFKC for that.
    fn folded(label: &str) -> String {
        let dropped = "“”‘’\"'（）()【】[]〔〕:：,，.．、。/";
        label.chars().filter(|c| !c.is_whitespace() && !dropped.contains(*c)).collect()
    }

    fn table<'a>(edition: &'a Edition, id: &str) -> &'a Table {
        &edition.tables[edition.table(id).unwrap()]
    }

    fn rows(edition: &Edition) -> impl Iterator<Item = &Row> {
        edition.tables.iter().flat_map(|table| &table.rows)
    }

    fn cells(table: &Table) -> usize {
        (0..table.rows.len()).map(|row| table.columns_of(row).len()).sum()
    }

    /// The row whose key is the longest that stands in the text.
    fn resolved<'a>(edition: &'a Edition, text: &str) -> Option<&'a str> {
        let text = folded(text);
        let keys = rows(edition).flat_map(|row| row.keys.iter().map(move |key| (key, row.id.as_str())));
        keys.filter(|(key, _)| text.contains(key.as_str())).max_by_key(|(key, _)| key.len()).map(|(_, id)| id)
    }

    fn unique<T: std::hash::Hash + Eq>(items: impl IntoIterator<Item = T>) -> bool {
        let mut seen = HashSet::new();
        items.into_iter().all(|item| seen.insert(item))
    }

    #[test]
    fn the_edition_files_are_read() {
        for file in FILES {
            assert_eq!(read(file).err(), None);
        }
        assert_eq!(editions().iter().map(|edition| edition.id).collect::<Vec<_>>(), [2019, 2021]);
    }

    #[test]
    fn notices_are_read_and_each_edition_has_its_own() {
        assert!(unique(notices().iter().map(|notice| &notice.id)));
        let known = |edition: &Edition| notices().iter().any(|notice| notice.number == edition.notice);
        assert!(editions().iter().all(known));
        let told = |notice: &Notice| !notice.explanation.is_empty() && !notice.date.is_empty();
        assert!(notices().iter().all(told));
        let cited = |notice: &Notice| {
            notice.number.starts_with(&notice.prefix) && (!notice.prefix.is_empty() || !notice.wordings.is_empty())
        };
        assert!(notices().iter().all(cited));
    }

    #[test]
    fn every_merged_label_is_explained() {
        for table in editions().iter().flat_map(|edition| &edition.tables) {
            let paths = table.rows.iter().flat_map(|row| &row.path);
            let paths = paths.chain(table.columns.iter().flat_map(|column| &column.path));
            let headers = table.parts.iter().map(|part| &part.label_header);
            for label in paths.chain(headers).chain([&table.corner]).filter(|label| !label.is_empty()) {
                let groups = table.groups.iter().filter(|group| group.label == *label).count();
                assert_eq!(groups, 1, "{label}");
            }
            let told = |part: &Part| part.title.is_empty() || !(part.explanation.is_empty() || part.source.is_empty());
            assert!(table.parts.iter().all(told));
        }
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
    fn tables_have_the_shape_of_the_notice() {
        let arities = |edition: &Edition| {
            let table = table(edition, "disclosure");
            (0..table.rows.len()).map(|row| table.columns_of(row).len()).collect::<Vec<_>>()
        };
        assert_eq!(arities(&editions()[0]), [3, 3, 3, 3, 3, 3, 2, 2]);
        assert_eq!(arities(&editions()[1]), [3, 3, 1, 1, 1, 1]);
        for (edition, rows, figures) in [(&editions()[0], 23, 161), (&editions()[1], 25, 175)] {
            let requests = table(edition, "requests");
            assert_eq!((requests.rows.len(), cells(requests)), (rows, figures));
            assert_eq!(cells(table(edition, "review")), 15);
        }
    }

    #[test]
    fn every_part_owns_its_rows_and_columns() {
        for table in editions().iter().flat_map(|edition| &edition.tables) {
            for (index, part) in table.parts.iter().enumerate() {
                assert!(table.rows[part.rows.clone()].iter().all(|row| row.part == index));
                assert!(unique(table.columns[part.columns.clone()].iter().map(|column| &column.id)));
                for column in part.columns.clone() {
                    assert_eq!(table.column(index, &table.columns[column].id), Some(column));
                }
            }
        }
        assert_eq!(table(&editions()[0], "disclosure").column(0, "decisions"), None);
    }

    #[test]
    fn each_section_with_a_table_has_one_table() {
        for edition in editions() {
            assert_eq!(edition.sections.len(), 6);
            let sections: Vec<usize> = edition.tables.iter().map(|table| table.section).collect();
            assert_eq!(sections, ["disclosure", "requests", "review"].map(|id| edition.section(id).unwrap()));
        }
    }

    #[test]
    fn ids_are_unique() {
        for edition in editions() {
            assert!(unique(edition.sections.iter().map(|section| &section.id)));
            assert!(unique(edition.tables.iter().map(|table| &table.id)));
            assert!(edition.tables.iter().all(|table| unique(table.rows.iter().map(|row| &row.id))));
        }
    }

    #[test]
    fn identities_reach_every_row_and_column_once() {
        for (edition, results) in [(&editions()[0], 19), (&editions()[1], 21)] {
            let requests = table(edition, "requests");
            let [across, result, balance] = &requests.identities[..] else { panic!("three identities") };
            assert_eq!((across.axis, result.axis, balance.axis), (Axis::Across, Axis::Down, Axis::Down));
            assert_eq!((across.left.len(), across.right.len()), (1, 6));
            assert_eq!((result.left.len(), result.right.len()), (1, results));
            assert_eq!((balance.left.len(), balance.right.len()), (2, 2));
            assert!(unique(across.left.iter().chain(&across.right)));
            assert!(unique(result.right.iter().chain(&balance.left).chain(&balance.right)));
            assert_eq!(result.right.len() + balance.left.len() + balance.right.len(), requests.rows.len());
            let [review] = &table(edition, "review").identities[..] else { panic!("one identity") };
            assert_eq!((review.axis, review.left.len(), review.right.len()), (Axis::Across, 1, 4));
        }
    }

    #[test]
    fn keys_are_folded_and_unique() {
        for edition in editions() {
            let keys: Vec<&String> = rows(edition).flat_map(|row| &row.keys).collect();
            assert!(keys.iter().all(|key| !key.is_empty() && folded(key) == **key));
            assert!(unique(keys));
            assert!(rows(edition).all(|row| !row.keys.is_empty()));
        }
    }

    #[test]
    fn every_wording_of_a_row_resolves_to_that_row() {
        for edition in editions() {
            for row in rows(edition) {
                assert_eq!(resolved(edition, &row.label), Some(row.id.as_str()));
                for wording in row.accepted.iter().chain(&row.nonstandard) {
                    assert!(resolved(edition, wording).is_none_or(|id| id == row.id), "{wording}");
                }
            }
        }
    }

    #[test]
    fn no_key_stands_in_a_label_that_is_no_row() {
        for edition in editions() {
            for table in &edition.tables {
                let columns = table.columns.iter().flat_map(|column| column.path.iter().chain([&column.label]));
                let parts = table.parts.iter().flat_map(|part| [&part.title, &part.label_header]);
                let groups = table.rows.iter().flat_map(|row| &row.path);
                for label in columns.chain(parts).chain(groups).chain([&table.corner]) {
                    assert_eq!(resolved(edition, label), None, "{label}");
                }
            }
        }
    }

    #[test]
    fn heading_names_are_unique() {
        for edition in editions() {
            let names = edition.sections.iter().flat_map(|section| {
                let others = section.accepted.iter().chain(&section.lowered).chain(&section.mistaken);
                others.chain([&section.name])
            });
            assert!(unique(names));
        }
    }

    #[test]
    fn everything_is_explained_with_its_source() {
        for edition in editions() {
            let sections = edition.sections.iter().flat_map(|section| [&section.explanation, &section.source]);
            let rows = rows(edition).flat_map(|row| [&row.explanation, &row.source]);
            let tables = edition.tables.iter().flat_map(|table| {
                let columns = table.columns.iter().map(|column| &column.explanation);
                let identities = table.identities.iter().map(|identity| &identity.text);
                columns.chain(identities).chain([&table.explanation])
            });
            assert!(sections.chain(rows).chain(tables).all(|text| !text.trim().is_empty()));
        }
    }

    #[test]
    fn texts_agree_with_the_rest_of_the_file() {
        for edition in editions() {
            let texts = &edition.texts;
            assert!(texts.title.contains("{org}") && texts.title.contains("{year}"));
            assert!(texts.period.contains("{year}"));
            assert!(texts.preface.contains(&edition.notice) && texts.preface.contains(&edition.notice_title));
            assert_eq!(texts.fee, edition.sections[edition.section("other").unwrap()].body);
            let named = |keys: &[String]| keys.iter().any(|key| texts.parts.contains(key.as_str()));
            assert!(edition.sections.iter().all(|section| named(&section.keys)));
        }
    }
}
