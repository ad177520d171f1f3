//! Totals light their parts, parts lead to their totals, figures of the prose to cells and back.

use gaireport::dialect::{Form, Kind};
use gaireport::ide::navigation::{HighlightRole, definition, highlights, references};
use gaireport::text::Span;

use crate::desk::{Desk, FORMS, newest, report, table};

/// A table with the cursor in one cell, and the cells expected in ⟦ ⟧.
fn requests(cursor: (&str, &str), marked: &[(&str, &str)]) -> Desk {
    let index = newest().table("requests").unwrap();
    let facts = &newest().tables[index];
    let named = |(row, column): (usize, usize)| {
        (facts.rows[row].id.as_str(), facts.columns[facts.columns_of(row).start + column].id.as_str())
    };
    let value = |row: usize, column: usize| {
        let name = named((row, column));
        let figure = if marked.contains(&name) { "⟦5⟧" } else { "5" };
        if name == cursor { figure.replace('5', "5$0") } else { figure.to_owned() }
    };
    let grid = gaireport::compose::grid(newest(), index, &value);
    let text = gaireport::dialect::write(&grid, Form::Tabs);
    Desk::new(Kind::Text, &report(Form::Tabs, &[]).replace(&table(newest(), "requests", Form::Tabs, &[]), &text))
}

const PARTS: [&str; 6] = ["natural_person", "business", "research", "nonprofit", "legal_service", "other"];

#[test]
fn a_total_lights_its_addends() {
    let parts: Vec<(&str, &str)> = PARTS.iter().map(|part| ("granted", *part)).collect();
    let desk = requests(("granted", "total"), &[&parts[..], &[("handled", "total"), ("granted", "total")]].concat());
    let lights = highlights(&desk.snapshot(), desk.cursor);
    assert_eq!(lights.iter().map(|light| light.span).collect::<Vec<_>>(), desk.marked);
    let roles: Vec<HighlightRole> = lights.iter().map(|light| light.role).collect();
    assert_eq!(roles[..6], [HighlightRole::Part; 6]);
    assert_eq!(roles[6..], [HighlightRole::Subject, HighlightRole::Total]);
}

#[test]
fn a_part_leads_to_its_totals_and_a_total_of_nothing_to_its_parts() {
    let desk = requests(("granted", "business"), &[("granted", "total"), ("handled", "business")]);
    let found = definition(&desk.snapshot(), desk.cursor).unwrap();
    assert_eq!(found.targets, desk.marked);
    assert_eq!(found.origin.of(&desk.source), "5");
    let parts: Vec<(&str, &str)> = PARTS.iter().map(|part| ("carried_over", *part)).collect();
    let balance = [("new", "total"), ("handled", "total"), ("carried_forward", "total")];
    let desk = requests(("carried_over", "total"), &[&parts[..], &balance].concat());
    assert_eq!(definition(&desk.snapshot(), desk.cursor).unwrap().targets, desk.marked);
    assert_eq!(references(&desk.snapshot(), desk.cursor).unwrap().targets, desk.marked);
}

#[test]
fn a_label_lights_its_values() {
    for (form, kind) in FORMS {
        let draft = report(form, &[]).replace("2.重复申请", "2.重复$0申请");
        let desk = Desk::new(kind, &draft);
        let lights = highlights(&desk.snapshot(), desk.cursor);
        assert_eq!(lights.len(), 8, "{form:?}");
        assert_eq!(desk.texts(lights[1..].iter().map(|light| light.span)), ["0"; 7], "{form:?}");
        let desk = Desk::new(kind, &report(form, &[]).replace("科研机构", "科$0研机构"));
        assert_eq!(highlights(&desk.snapshot(), desk.cursor).len(), 1 + 25, "{form:?}");
    }
}

#[test]
fn every_total_lights_what_it_sums_in_every_form() {
    for (form, kind) in FORMS {
        let desk = Desk::new(kind, &report(form, &[]));
        let bound = &desk.analysis.reports[0].tables[1];
        for row in 0..bound.rows.len() {
            let value = bound.value(row, 6).unwrap_or_else(|| panic!("{form:?} {row}"));
            let place = desk.analysis.document.source_span(value.span);
            let lights = highlights(&desk.snapshot(), place.start as usize);
            let parts = lights.iter().filter(|light| light.role == HighlightRole::Part).count();
            assert!(parts >= 6, "{form:?} {row}: {parts}");
        }
    }
}

/// A report whose prose states a figure of 表三.
fn linked(cursor_in_prose: bool) -> Desk {
    let draft = report(Form::Tabs, &[]);
    let draft = draft.replacen("主动公开信息31条", "收到政府信息公开申请⟦16⟧件", 1);
    let draft = if cursor_in_prose { draft.replace("⟦16", "⟦1$06") } else { draft.replace("\t16\n", "\t1$06\n") };
    Desk::new(Kind::Text, &draft)
}

#[test]
fn a_figure_of_the_prose_leads_to_its_cell_and_back() {
    let desk = linked(true);
    let found = definition(&desk.snapshot(), desk.cursor).unwrap();
    assert_eq!((desk.texts([found.origin]), desk.texts(found.targets.clone())), (vec!["16"], vec!["16"]));
    assert!(found.targets[0].start > found.origin.start);
    let said = gaireport::ide::hover::hover(&desk.snapshot(), desk.cursor).unwrap().markdown;
    assert!(said.contains("第三部分的表 一、本年新收政府信息公开申请数量·总计＝16"), "{said}");
    assert_eq!(highlights(&desk.snapshot(), desk.cursor).len(), 2);
    let back = linked(false);
    let places: Vec<Span> = references(&back.snapshot(), back.cursor).unwrap().targets;
    assert!(places.contains(&back.marked[0]), "{places:?}");
    assert!(highlights(&back.snapshot(), back.cursor).iter().any(|light| light.span == back.marked[0]));
}
