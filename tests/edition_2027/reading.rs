//! Reading in the copy: which edition a draft is of, its figures and sums, headings, citations, and last year's report.

use std::sync::Arc;

use gaireport::analysis::{Options, remember};
use gaireport::dialect::{Form, Kind};
use gaireport::lint::Finding;
use gaireport::report::Previous;
use gaireport::standard::{edition, editions};

use super::drafts::{argument, figure, fixed, grave, new, old, only, read, report, rules, table, title};
use super::notice::{COLUMN, ID, NUMBER, RESULT, ROW, SECTION};
use crate::strict::analyze;

/// Forms in which a table stands; the last marks no cells.
const FORMS: [Form; 5] = [Form::Markdown, Form::Tabs, Form::Html, Form::Pipes, Form::Lines];

pub fn by_year() {
    let id = |year| read(&title(year)).reports[0].edition.map(|edition| edition.id);
    assert_eq!([2018, 2020, 2026, 2027, 2035].map(id), [None, Some(2019), Some(2021), Some(ID), Some(ID)]);
    let given = Options { edition: Some(2021), ..Options::new(Kind::Text) };
    let analysis = analyze(&title(2030), &given);
    assert_eq!(analysis.reports[0].edition.map(|edition| edition.id), Some(2021));
}

/// A table alone, of which no year tells the edition.
pub fn by_labels() {
    for (edition, form) in editions().iter().flat_map(|edition| FORMS.map(|form| (edition, form))) {
        let section = &edition.sections[edition.section("requests").unwrap()];
        let text = format!("{}、{}\n\n{}", section.ordinal, section.name, table(edition, "requests", form, &[]));
        let analysis = read(&text);
        let report = &analysis.reports[0];
        assert_eq!(report.edition.map(|edition| edition.id), Some(edition.id), "{form:?}\n{text}");
        assert_eq!(report.tables[0].edition.id, edition.id, "{form:?}");
        assert_eq!(rules(&analysis), [""; 0], "{} {form:?}", edition.id);
    }
}

pub fn figures() {
    for (edition, form) in editions().iter().flat_map(|edition| FORMS.map(|form| (edition, form))) {
        let text = report(edition.years.0, edition, form, &[]);
        let analysis = read(&text);
        assert_eq!(rules(&analysis), [""; 0], "{} {form:?}\n{text}", edition.id);
        for facts in &edition.tables {
            let bound = analysis.reports[0].table(&facts.id).unwrap();
            for (row, place) in
                (0..facts.rows.len()).flat_map(|row| (0..facts.columns_of(row).len()).map(move |place| (row, place)))
            {
                let column = &facts.columns[facts.columns_of(row).start + place].id;
                let expected = figure(edition, &facts.id, &facts.rows[row].id, column);
                let read = bound.figure(row, place).and_then(|figure| figure.whole());
                assert_eq!(read, Some(expected), "{} {form:?}", bound.cell_name(row, place));
            }
        }
    }
}

pub fn sums() {
    let facts = &new().tables[new().table("requests").unwrap()];
    let rows = facts.rows.iter().map(|row| row.id.as_str());
    let cells = rows.map(|row| (row, COLUMN.0));
    let columns = facts.columns.iter().map(|column| column.id.as_str());
    for (row, column) in cells.chain(columns.flat_map(|column| [(ROW.0, column), (RESULT.0, column)])) {
        let right = figure(new(), "requests", row, column);
        let text = report(2028, new(), Form::Tabs, &[(row, column, &(right + 3).to_string())]);
        let analysis = read(&text);
        let grave: Vec<&Finding> = grave(&analysis).collect();
        let [finding] = grave[..] else { panic!("{row}.{column}: {:?}", rules(&analysis)) };
        assert_eq!(finding.cell, Some(format!("requests.{row}.{column}")));
        assert_eq!(finding.expected, Some(right.to_string()), "{row}.{column}");
        assert_eq!(rules(&read(&fixed(&text, finding))), [""; 0], "{row}.{column}");
    }
}

pub fn headings() {
    let name = |edition: &'static gaireport::standard::Edition| {
        edition.sections[edition.section("improvement").unwrap()].name.as_str()
    };
    assert_eq!(name(new()), SECTION);
    for (year, right, wrong) in [(2027, name(new()), name(old())), (2026, name(old()), name(new()))] {
        let edition = if year == 2027 { new() } else { old() };
        let text = report(year, edition, Form::Tabs, &[]);
        let heading = format!("五、{right}\n");
        assert_eq!(text.matches(&heading).count(), 1);
        let renamed = text.replace(&heading, &format!("五、{wrong}\n"));
        let analysis = read(&renamed);
        let finding = only(&analysis, "nonstandard-heading");
        assert_eq!((argument(finding, "expected"), finding.span.of(&renamed)), (right, wrong), "{year}");
        assert_eq!(rules(&analysis), ["nonstandard-heading"], "{year}");
        assert_eq!(fixed(&renamed, finding), text);
    }
}

pub fn citations() {
    let cite = |year: u16, cited: &str| {
        report(year, if year < 2027 { old() } else { new() }, Form::Tabs, &[])
            .replace(&gaireport::standard::for_year(year).unwrap().texts.preface, &format!("根据{cited}，编制本报告。"))
    };
    let titled = |edition: &gaireport::standard::Edition| format!("《{}》（{}）", edition.notice_title, edition.notice);
    let said = |text: &str| {
        let analysis = read(text);
        let about = |id: &&str| id.ends_with("citation");
        analysis.findings.iter().map(|finding| finding.rule.id).filter(about).collect::<Vec<_>>()
    };
    assert_eq!(new().notice, NUMBER);
    for (year, edition) in [(2020, edition(2019).unwrap()), (2026, old()), (2027, new())] {
        assert_eq!(said(&cite(year, &titled(edition))), [""; 0], "{year}");
        assert_eq!(said(&cite(year, &edition.notice)), [""; 0], "{year}");
    }
    for cited in [titled(old()), old().notice.clone(), titled(edition(2019).unwrap())] {
        let text = cite(2028, &cited);
        assert_eq!(said(&text), ["outdated-citation"], "{cited}");
        let analysis = read(&text);
        let finding = only(&analysis, "outdated-citation");
        assert_eq!((argument(finding, "expected"), argument(finding, "year")), (NUMBER, "2027"));
        assert_eq!(said(&fixed(&text, finding)), [""; 0], "{cited}");
    }
    assert_eq!(said(&cite(2022, &titled(edition(2019).unwrap()))), ["outdated-citation"]);
}

pub fn last_year() {
    let mut previous = Previous::default();
    remember(&mut previous, &Arc::from("去年.txt"), &report(2026, old(), Form::Tabs, &[]), Kind::Text);
    let options = Options { previous: Some(Arc::new(previous)), ..Options::new(Kind::Text) };
    // Nobody was counted in the new column then: what it carries over is another's.
    let value = |row: &str, column: &str| figure(new(), "requests", row, column);
    let moved = value("carried_over", COLUMN.0);
    assert!(moved > 0);
    let sound = |more: i64| {
        let figures = [
            ("carried_over", "other", value("carried_over", "other") - moved + more),
            ("carried_over", "total", value("carried_over", "total") - moved + more),
            ("new", "other", value("new", "other") + moved - more),
            ("new", "total", value("new", "total") + moved - more),
        ];
        let figures = figures.map(|(row, column, figure)| (row, column, figure.to_string()));
        let figures: Vec<_> = figures.iter().map(|(row, column, figure)| (*row, *column, figure.as_str())).collect();
        report(2027, new(), Form::Tabs, &figures)
    };
    assert_eq!(rules(&analyze(&sound(0), &options)), [""; 0]);
    let analysis = analyze(&sound(2), &options);
    assert_eq!(rules(&analysis), ["carry-over-mismatch"]);
    let finding = only(&analysis, "carry-over-mismatch");
    assert_eq!(finding.cell.as_deref(), Some("requests.carried_over.total"));
    let stock = sound(0).replacen("行政规范性文件\t1\t1\t7", "行政规范性文件\t1\t1\t8", 1);
    assert_ne!(stock, sound(0));
    assert_eq!(rules(&analyze(&stock, &options)), ["documents-stock-mismatch"]);
}
