//! The data of every edition is sound: read, unique, explained, and of one mind with the rest of its file.

#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up has failed")]

use std::collections::HashSet;

use gaireport::standard::{Axis, Edition, Notice, Part, Row, Table, edition, editions, notices};

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
fn each_edition_ends_where_the_next_begins() {
    assert!(unique(editions().iter().map(|edition| edition.id)));
    for pair in editions().windows(2) {
        assert_eq!(pair[0].years.1.map(|last| last + 1), Some(pair[1].years.0), "{} is closed", pair[0].id);
    }
    assert_eq!(editions().last().unwrap().years.1, None, "the newest is open");
}

#[test]
fn each_edition_has_its_notice_and_each_notice_is_told_of() {
    assert!(unique(notices().iter().map(|notice| &notice.id)));
    for edition in editions() {
        let notice = notices().iter().find(|notice| notice.number == edition.notice).unwrap();
        assert!(notice.code().is_some() && notice.title.contains(&notice.title_words), "{}", notice.number);
        assert!(!notice.title_words.is_empty());
    }
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
fn tables_have_the_shape_of_the_notice() {
    let arities = |edition: &Edition| {
        let table = table(edition, "disclosure");
        (0..table.rows.len()).map(|row| table.columns_of(row).len()).collect::<Vec<_>>()
    };
    let [old, new] = [2019, 2021].map(|id| edition(id).unwrap());
    assert_eq!(arities(old), [3, 3, 3, 3, 3, 3, 2, 2]);
    assert_eq!(arities(new), [3, 3, 1, 1, 1, 1]);
    for (edition, rows, figures) in [(old, 23, 161), (new, 25, 175)] {
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
    assert_eq!(table(edition(2019).unwrap(), "disclosure").column(0, "decisions"), None);
}

#[test]
fn no_section_has_two_tables() {
    for edition in editions() {
        assert!(unique(edition.tables.iter().map(|table| table.section)));
        assert!(edition.tables.iter().all(|table| edition.table_in(table.section) == edition.table(&table.id)));
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
fn a_former_id_is_that_of_an_older_edition() {
    for (index, edition) in editions().iter().enumerate() {
        for table in &edition.tables {
            for row in table.rows.iter().filter(|row| !row.formerly.is_empty()) {
                let older = editions()[..index].iter().filter_map(|older| Some(&older.tables[older.table(&table.id)?]));
                assert!(older.into_iter().any(|older| older.row(&row.formerly).is_some()), "{}", row.formerly);
                assert_eq!(table.row(&row.formerly), None);
            }
        }
    }
}

#[test]
fn identities_reach_every_row_and_column_once() {
    for edition in editions() {
        let requests = table(edition, "requests");
        let [across, result, balance] = &requests.identities[..] else { panic!("three identities") };
        assert_eq!((across.axis, result.axis, balance.axis), (Axis::Across, Axis::Down, Axis::Down));
        assert_eq!((across.left.len(), across.right.len()), (1, requests.columns.len() - 1));
        assert_eq!((result.left.len(), result.right.len()), (1, requests.rows.len() - 4));
        assert_eq!((balance.left.len(), balance.right.len()), (2, 2));
        assert!(unique(across.left.iter().chain(&across.right)));
        assert!(unique(result.right.iter().chain(&balance.left).chain(&balance.right)));
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
        assert_eq!(texts.fee, edition.sections.last().unwrap().body);
        let named = |keys: &[String]| keys.iter().any(|key| texts.parts.contains(key.as_str()));
        assert!(edition.sections.iter().all(|section| named(&section.keys)));
    }
}
