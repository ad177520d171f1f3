//! The tables for a view: the standard's grid, each cell with its place, findings and sums.

use gaireport::dialect::{Form, Kind};
use gaireport::ide::figures::{Cell, Figures, figures};
use gaireport::text::Span;

use crate::desk::{Desk, FORMS, real, report};
use crate::strict::convert;

fn drawn(desk: &Desk) -> Figures<Span> {
    figures(&desk.snapshot(), |span| span)
}

fn cells(drawn: &Figures<Span>) -> Vec<&Cell<Span>> {
    drawn.reports.iter().flat_map(|report| &report.tables).flat_map(|table| table.rows.iter().flatten()).collect()
}

fn cell<'c>(drawn: &'c Figures<Span>, id: &str) -> &'c Cell<Span> {
    cells(drawn).into_iter().find(|cell| cell.id.as_deref() == Some(id)).unwrap()
}

#[test]
fn every_cell_of_every_form_leads_to_its_very_characters() {
    for (form, kind) in FORMS {
        let desk = Desk::new(kind, &report(form, &[]));
        let drawn = drawn(&desk);
        let values: Vec<&Cell<Span>> = cells(&drawn).into_iter().filter(|cell| cell.kind == "value").collect();
        assert_eq!(values.len(), 10 + 175 + 15, "{form:?}");
        for value in values {
            let text = value.range.unwrap().of(&desk.source);
            assert_eq!((text, Some(text)), (value.text.as_str(), value.figure.as_deref()), "{form:?} {:?}", value.id);
            assert_eq!((value.state, value.severity), ("figure", None), "{form:?}");
            assert!(value.verdict.is_none_or(|verdict| verdict == "held"));
        }
        let labels = cells(&drawn).into_iter().filter(|cell| cell.kind == "label");
        for label in labels.filter(|cell| !cell.text.is_empty()) {
            let place = label.range.unwrap_or_else(|| panic!("{form:?}: {}", label.text));
            assert_eq!(place.of(&desk.source), label.text, "{form:?}");
        }
    }
}

#[test]
fn cells_of_a_page_lead_to_their_place_in_the_source() {
    let text = Desk::new(Kind::Text, &report(Form::Tabs, &[("handled", "business", "")]));
    let page = convert(&text.source, &text.options, gaireport::compose::Target::Html);
    let desk = Desk::new(Kind::Html, &page);
    let drawn = drawn(&desk);
    for value in cells(&drawn).into_iter().filter(|cell| cell.kind == "value") {
        let place = value.range.unwrap().of(&desk.source);
        let shown = if value.state == "blank" { "<td></td>" } else { value.text.as_str() };
        assert_eq!(place, shown, "{:?}", value.id);
    }
    assert_eq!(cell(&drawn, "requests.handled.business").expected.as_deref(), Some("4"));
}

#[test]
fn grids_are_drawn_as_the_standard_draws_them() {
    let drawn = drawn(&Desk::new(Kind::Text, &report(Form::Lines, &[])));
    let tables = &drawn.reports[0].tables;
    let shape: Vec<(&str, &str, usize, usize)> =
        tables.iter().map(|table| (table.id, table.name, table.columns, table.rows.len())).collect();
    assert_eq!(
        shape,
        [
            ("disclosure", "第二部分的表", 4, 14),
            ("requests", "第三部分的表", 10, 28),
            ("review", "第四部分的表", 15, 4)
        ]
    );
    let corner = &tables[1].rows[0][0];
    assert_eq!((corner.columns, corner.rows, corner.kind), (3, 3, "label"));
    for table in tables {
        let area: usize =
            table.rows.iter().flatten().map(|cell| usize::from(cell.columns) * usize::from(cell.rows)).sum();
        assert_eq!(area, table.columns * table.rows.len(), "{}", table.id);
    }
}

#[test]
fn a_wrong_cell_is_marked_with_what_should_stand_there() {
    let desk = Desk::new(Kind::Text, &report(Form::Tabs, &[("new", "total", "17"), ("handled", "business", "")]));
    let drawn = drawn(&desk);
    let wrong = cell(&drawn, "requests.new.total");
    assert_eq!((wrong.figure.as_deref(), wrong.expected.as_deref()), (Some("17"), Some("16")));
    assert_eq!((wrong.severity, wrong.verdict, wrong.state), (Some("error"), Some("broken"), "figure"));
    let report = &drawn.reports[0];
    let findings: Vec<&str> = wrong.findings.iter().map(|&index| report.findings[index].rule).collect();
    assert_eq!(findings, ["row-sum-mismatch"]);
    let sums: Vec<(&str, &str, &str)> = wrong
        .sums
        .iter()
        .map(|&index| &report.tables[1].sums[index])
        .map(|sum| (sum.place, sum.figures.as_str(), sum.verdict))
        .collect();
    assert_eq!(
        sums,
        [("一、本年新收政府信息公开申请数量", "17 ≠ 12＋4", "broken"), ("总计", "17＋1 ≠ 15＋2", "broken")]
    );
    let blank = cell(&drawn, "requests.handled.business");
    assert_eq!((blank.state, blank.expected.as_deref(), blank.verdict), ("blank", Some("4"), Some("open")));
    assert_eq!((blank.text.as_str(), blank.figure.clone()), ("", None));
    assert_eq!(cell(&drawn, "requests.granted.total").severity, None);
}

#[test]
fn suspects_are_marked_where_it_is_not_certain_which_cell_is_wrong() {
    // Two rows may hold the 2 that were carried into a total.
    let figures = [
        ("new", "business", "6"),
        ("new", "total", "18"),
        ("granted", "business", "5"),
        ("granted", "total", "13"),
        ("denied.internal", "business", "3"),
        ("denied.internal", "total", "6"),
        ("handled", "business", "6"),
        ("handled", "total", "17"),
    ];
    let drawn = drawn(&Desk::new(Kind::Text, &report(Form::Tabs, &figures)));
    assert_eq!(cell(&drawn, "requests.handled.business").severity, Some("error"));
    let suspects = cells(&drawn).into_iter().filter(|cell| cell.severity == Some("suspect"));
    let suspects: Vec<&str> = suspects.filter_map(|cell| cell.id.as_deref()).collect();
    assert_eq!(suspects, ["requests.granted.business", "requests.denied.internal.business"]);
}

#[test]
fn missing_tables_and_rows_are_drawn_and_say_so() {
    let draft = report(Form::Tabs, &[]);
    let (from, to) = (draft.find("四、政府信息公开行政").unwrap(), draft.find("五、存在").unwrap());
    let draft = format!("{}{}", &draft[..from], &draft[to..]).replace("行政强制\t0\t\t\n", "");
    let drawn = drawn(&Desk::new(Kind::Text, &draft));
    let review = &drawn.reports[0].tables[2];
    assert_eq!((review.present, review.table, review.range, review.rows.len()), (false, None, None, 4));
    let row = cell(&drawn, "disclosure.coercion.decisions");
    assert_eq!((row.state, row.range), ("missing", None));
    let label = cells(&drawn).into_iter().find(|cell| cell.text == "行政强制").unwrap();
    assert_eq!((label.state, label.range), ("missing", None));
}

#[test]
fn real_reports_are_drawn_with_their_figures() {
    for (name, desk) in real() {
        let drawn = drawn(&desk);
        let report = &drawn.reports[0];
        assert_eq!((drawn.version, report.edition, report.tables.len()), (1, Some(2019), 3), "{name}");
        let mut read = 0;
        for value in cells(&drawn).into_iter().filter(|cell| cell.figure.is_some()) {
            assert_eq!(value.range.unwrap().of(&desk.source).trim(), value.text, "{name}");
            read += 1;
        }
        assert!(read > 100, "{name}: {read}");
    }
}

/// The names of an object's fields, in their order, and those of the first entries of its lists.
fn shape(text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let pieces: Vec<&str> = text.split("\":").collect();
    for piece in &pieces[..pieces.len() - 1] {
        let name = piece.rsplit('"').next().unwrap_or_default();
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    names
}

#[test]
fn the_json_is_the_documented_one() {
    let source = include_str!("../../src/ide/figures.rs");
    let example: String = source
        .lines()
        .skip_while(|line| !line.contains("```json"))
        .skip(1)
        .take_while(|line| !line.contains("```"))
        .map(|line| line.trim_start_matches("//!"))
        .collect();
    let documented: serde_json::Value = serde_json::from_str(&example).expect("the example is JSON");
    let desk = Desk::new(Kind::Text, &report(Form::Tabs, &[("new", "total", "17")]));
    let mut drawn = figures(&desk.snapshot(), |_| serde_json::json!({}));
    // Only 表三 has findings, sums and labels over several cells.
    drawn.reports[0].tables.remove(0);
    let json = serde_json::to_string(&drawn).unwrap();
    let real: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(keys(&real), keys(&documented));
    assert_eq!(shape(&json), shape(&example), "the order of the fields");
}

/// Every path of names in a value.
fn keys(value: &serde_json::Value) -> std::collections::BTreeSet<String> {
    let mut found = std::collections::BTreeSet::new();
    let mut open = vec![(String::new(), value)];
    while let Some((path, value)) = open.pop() {
        match value {
            serde_json::Value::Object(fields) => {
                for (name, value) in fields {
                    let path = format!("{path}.{name}");
                    found.insert(path.clone());
                    open.push((path, value));
                }
            }
            serde_json::Value::Array(items) => open.extend(items.iter().map(|item| (format!("{path}[]"), item))),
            _ => {}
        }
    }
    found
}
