//! Every label of every edition, looked up by its folded text or by the key it contains.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use rustc_hash::FxHashMap;

use crate::report::fold::fold;
use crate::standard::{Edition, Table, editions};

/// Shortest header or column label, in characters, that is believed inside other text.
const SHORTEST_INSIDE: usize = 3;

/// A table of the standard in one of its editions.
#[derive(Clone, Copy, Debug)]
pub struct Drawn {
    /// The edition.
    pub edition: &'static Edition,
    /// Index of the table in it.
    pub table: usize,
}

impl Drawn {
    /// The standard's table.
    pub fn facts(self) -> &'static Table {
        &self.edition.tables[self.table]
    }
}

/// Part of a table that a label names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A row.
    Row,
    /// A merged cell over several rows.
    Group,
    /// A column.
    Column,
    /// A merged cell over several columns, or the header over the row labels.
    Header,
    /// The title of a part.
    Part,
    /// The note in the corner.
    Corner,
}

/// Meaning of a label in one edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sense {
    /// The part of the table it names.
    pub role: Role,
    /// Row, column or part in the edition's table; 0 for the others.
    pub index: u8,
    /// True if the wording is the standard's or an accepted one.
    pub standard: bool,
}

/// Meaning of a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Id of its table; `None` where several tables have it (总计).
    pub table: Option<&'static str>,
    /// Its meaning in each edition, in the order of `editions()`.
    senses: Vec<Option<Sense>>,
}

impl Label {
    /// Its meaning in an edition.
    pub fn sense(&self, edition: &Edition) -> Option<Sense> {
        self.senses[edition.index]
    }

    /// Its meanings in all editions that know it, the oldest first.
    pub fn senses(&self) -> impl Iterator<Item = Sense> {
        self.senses.iter().flatten().copied()
    }

    /// Returns whether it names such a part in any edition.
    pub fn may_be(&self, role: Role) -> bool {
        self.senses().any(|sense| sense.role == role)
    }

    /// Returns whether it names a row or a group of rows in any edition.
    pub fn is_of_rows(&self) -> bool {
        self.may_be(Role::Row) || self.may_be(Role::Group)
    }
}

/// All labels.
pub struct Lexicon {
    exact: FxHashMap<String, Label>,
    /// The same as the edition files write them: most drafts do, and need no folding.
    written: FxHashMap<String, Label>,
    /// The canonical labels of the rows, folded: by edition, by table.
    row_labels: Vec<Vec<Vec<String>>>,
    inside: AhoCorasick,
    inside_labels: Vec<Label>,
}

/// The lexicon of all editions.
pub fn lexicon() -> &'static Lexicon {
    static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::new);
    &LEXICON
}

impl Lexicon {
    fn new() -> Self {
        let mut collector = Collector::default();
        for edition in editions() {
            edition.tables.iter().for_each(|table| collector.add_table(edition, table));
        }
        collector.exact.values_mut().chain(collector.inside.values_mut()).for_each(forget_rows_of_several_tables);
        let (patterns, inside_labels): (Vec<String>, Vec<Label>) = collector.inside.into_iter().unzip();
        let inside = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(patterns);
        let exact = collector.exact;
        let written = collector.wordings.into_iter().filter_map(|wording| {
            let label = exact.get(&fold(&wording))?.clone();
            Some((wording, label))
        });
        Lexicon {
            written: written.collect(),
            exact,
            row_labels: editions().iter().map(row_labels).collect(),
            inside: inside.expect("the labels of the editions are few and short"),
            inside_labels,
        }
    }

    /// The label that the edition files word exactly so: the same as that of the folded wording, and sooner found.
    pub fn written(&self, wording: &str) -> Option<&Label> {
        self.written.get(wording)
    }

    /// The canonical labels of the rows of a table, folded.
    pub(super) fn row_labels(&self, drawn: Drawn) -> &[String] {
        &self.row_labels[drawn.edition.index][drawn.table]
    }

    /// The label whose folded wording this is.
    pub fn exact(&self, folded: &str) -> Option<&Label> {
        self.exact.get(folded)
    }

    /// Every wording of a row or a group of rows, folded. For rare cases only.
    pub fn row_wordings(&self) -> impl Iterator<Item = &str> {
        self.exact.iter().filter(|(_, label)| label.is_of_rows()).map(|(wording, _)| wording.as_str())
    }

    /// Returns whether the folded text is a piece of some label. Looks through all of them: for rare cases only.
    pub fn is_piece(&self, folded: &str) -> bool {
        self.exact.keys().any(|label| label.contains(folded))
    }

    /// Labels that the folded text contains, from left to right.
    pub fn inside<'t>(&'static self, folded: &'t str) -> impl Iterator<Item = &'static Label> + 't {
        self.inside.find_iter(folded).map(|found| &self.inside_labels[found.pattern().as_usize()])
    }
}

#[derive(Default)]
struct Collector {
    /// Every wording that is a label, as the edition files write it.
    wordings: Vec<String>,
    exact: FxHashMap<String, Label>,
    inside: FxHashMap<String, Label>,
}

/// Location of a label in the standard: an edition and one of its tables.
type Place = (&'static Edition, &'static Table);

impl Collector {
    fn add_table(&mut self, edition: &'static Edition, table: &'static Table) {
        let place = (edition, table);
        self.add(place, &table.corner, Role::Corner, 0, true);
        for (index, part) in table.parts.iter().enumerate() {
            self.add(place, &part.title, Role::Part, index, true);
            part.title_variants.iter().for_each(|title| self.add(place, title, Role::Part, index, false));
            self.add(place, &part.label_header, Role::Header, index, true);
        }
        for (index, column) in table.columns.iter().enumerate() {
            self.add(place, &column.label, Role::Column, index, true);
            column.accepted.iter().for_each(|label| self.add(place, label, Role::Column, index, true));
            column.nonstandard.iter().for_each(|label| self.add(place, label, Role::Column, index, false));
            column.path.iter().for_each(|header| self.add(place, header, Role::Header, 0, true));
        }
        for (index, row) in table.rows.iter().enumerate() {
            self.add(place, &row.label, Role::Row, index, true);
            row.accepted.iter().for_each(|label| self.add(place, label, Role::Row, index, true));
            row.nonstandard.iter().for_each(|label| self.add(place, label, Role::Row, index, false));
            row.path.iter().for_each(|group| self.add(place, group, Role::Group, 0, true));
            row.keys.iter().for_each(|key| self.add_inside(place, &fold(key), Role::Row, index));
        }
    }

    fn add(&mut self, place: Place, wording: &str, role: Role, index: usize, standard: bool) {
        let folded = fold(wording);
        if folded.is_empty() {
            return;
        }
        if folded.chars().count() >= SHORTEST_INSIDE {
            self.add_inside(place, &folded, role, index);
        }
        self.wordings.push(wording.to_owned());
        insert(&mut self.exact, folded, place, Sense { role, index: u8::try_from(index).unwrap_or(u8::MAX), standard });
    }

    fn add_inside(&mut self, place: Place, folded: &str, role: Role, index: usize) {
        let index = u8::try_from(index).unwrap_or(u8::MAX);
        insert(&mut self.inside, folded.to_owned(), place, Sense { role, index, standard: false });
    }
}

/// The canonical labels of the rows of each of an edition's tables, folded.
fn row_labels(edition: &Edition) -> Vec<Vec<String>> {
    edition.tables.iter().map(|table| table.rows.iter().map(|row| fold(&row.label)).collect()).collect()
}

/// The first meaning of a wording within an edition stays: parts of a table repeat column labels.
fn insert(labels: &mut FxHashMap<String, Label>, folded: String, (edition, table): Place, sense: Sense) {
    let unknown = || Label { table: Some(&table.id), senses: vec![None; editions().len()] };
    let label = labels.entry(folded).or_insert_with(unknown);
    if label.table != Some(&table.id) {
        label.table = None;
    }
    let known = &mut label.senses[edition.index];
    if known.is_none() || (known.is_some_and(|known| !known.standard) && sense.standard) {
        *known = Some(sense);
    }
}

/// Rows are counted within a table: a wording that several tables have names none.
fn forget_rows_of_several_tables(label: &mut Label) {
    if label.table.is_none() {
        label.senses.iter_mut().for_each(|sense| *sense = sense.filter(|sense| sense.role != Role::Row));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wording_of_the_edition_files_is_the_same_label_as_written_and_as_folded() {
        let rows = editions().iter().flat_map(|edition| &edition.tables).flat_map(|table| &table.rows);
        for wording in rows.flat_map(|row| [&row.label].into_iter().chain(&row.accepted)) {
            let label = lexicon().exact(&fold(wording));
            assert!(label.is_some() && lexicon().written(wording) == label, "{wording}");
        }
    }

    #[test]
    fn every_canonical_label_is_found_as_itself() {
        for edition in editions() {
            for table in &edition.tables {
                for (index, row) in table.rows.iter().enumerate() {
                    let sense = lexicon().exact(&fold(&row.label)).unwrap().sense(edition).unwrap();
                    assert_eq!((sense.role, usize::from(sense.index)), (Role::Row, index), "{}", row.id);
                }
            }
        }
    }
}
