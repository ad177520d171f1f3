//! Writing in the copy: new drafts, and tables of other editions drawn anew with their figures.

use gaireport::analysis::Options;
use gaireport::compose::{Target, convert, new_draft};
use gaireport::dialect::{Form, Kind};
use gaireport::number::Decimal;
use gaireport::standard::{Edition, edition};

use super::drafts::{ORGAN, argument, figure, fixed, new, old, only, read, report, rules};
use super::notice::{COLUMN, NUMBER, RESULT, ROW, SECTION};
use crate::strict::analyze;

const TARGETS: [(Target, Kind); 3] =
    [(Target::Markdown, Kind::Markdown), (Target::Text, Kind::Text), (Target::Html, Kind::Html)];

pub fn new_drafts() {
    for (target, kind) in TARGETS {
        let draft = new_draft(ORGAN, 2027, target).unwrap();
        for words in [COLUMN.1, ROW.1, RESULT.1, SECTION, NUMBER, "（八）总计"] {
            assert!(draft.contains(words), "{words} in\n{draft}");
        }
        let before = new_draft(ORGAN, 2026, target).unwrap();
        assert!(!before.contains(COLUMN.1) && before.contains(&old().notice), "{before}");
        let analysis = analyze(&draft, &Options::new(kind));
        let report = &analysis.reports[0];
        assert_eq!((report.edition.map(|edition| edition.id), report.tables.len()), (Some(new().id), 3));
        let asked = |rule: &&str| !matches!(*rule, "empty-cell" | "empty-section" | "blank-table");
        assert_eq!(rules(&analysis).into_iter().find(asked), None, "{draft}");
        let text = convert(&draft, &analysis.document, &analysis.reports, kind, Target::Text);
        assert!(text.contains(COLUMN.1) && text.contains(ROW.1), "{text}");
    }
}

/// A report of the new edition's year with the tables of an older one.
pub fn from_older() {
    for older in [edition(2019).unwrap(), old()] {
        for form in [Form::Markdown, Form::Tabs, Form::Html] {
            let text = report(2027, older, form, &[]);
            let analysis = read(&text);
            let finding = only(&analysis, "edition-mismatch");
            let words = ["actual", "expected", "notice", "year"].map(|name| argument(finding, name));
            assert_eq!(words, [&older.id.to_string(), "2027", NUMBER, "2027"], "{form:?}");
            assert_eq!(rules(&analysis), ["edition-mismatch"], "{} {form:?}", older.id);
            carried(&fixed(&text, finding), older, new());
        }
    }
}

/// The tables of the new edition in the report of a year before it.
pub fn from_newer() {
    let text = report(2026, new(), Form::Tabs, &[]);
    let analysis = read(&text);
    let finding = only(&analysis, "edition-mismatch");
    assert_eq!(["actual", "expected"].map(|name| argument(finding, name)), ["2027", "2021"]);
    assert_eq!(rules(&analysis), ["edition-mismatch"]);
    carried(&fixed(&text, finding), new(), old());
}

/// Every cell that the edition before has holds its figure, every other is blank.
fn carried(text: &str, before: &'static Edition, after: &'static Edition) {
    let analysis = read(text);
    for bound in &analysis.reports[0].tables {
        assert!(bound.edition.id == after.id || bound.table().id != "requests", "{text}");
        let facts = &before.tables[before.table(&bound.table().id).unwrap()];
        for row in 0..bound.rows.len() {
            let ids = bound.edition.row_ids(bound.index, row);
            let known = ids.into_iter().find_map(|id| facts.row(id));
            let columns = &bound.table().columns[bound.table().columns_of(row)];
            for (place, column) in columns.iter().enumerate() {
                let same = known.filter(|row| facts.column(facts.rows[*row].part, &column.id).is_some());
                let figure = same.map(|row| figure(before, &facts.id, &facts.rows[row].id, &column.id));
                assert_eq!(bound.figure(row, place), figure.map(Decimal::from), "{}", bound.cell_name(row, place));
            }
        }
    }
    let requests = analysis.reports[0].table("requests").unwrap();
    if before.id == 2019 {
        let row = requests.table().row("other.misc").unwrap();
        assert!(requests.figure(row, 0).is_some(), "what was one row once goes to the row that is left of it");
    }
}
