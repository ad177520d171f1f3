//! Tables written anew: in standard form, in other forms, in the newest edition.

use std::collections::BTreeMap;

use gaireport::analysis::Analysis;
use gaireport::dialect::{Form, Kind};
use gaireport::ide::TableAt;
use gaireport::ide::actions::{Action, ActionKind, Change, actions, redraw};
use gaireport::lint::Severity;
use gaireport::standard::edition;
use gaireport::text::Span;

use crate::desk::{Desk, FORMS, real, report, report_of};
use crate::strict::{analyze, convert};

/// Every figure that is bound, by the name of its cell.
fn figures(analysis: &Analysis) -> BTreeMap<String, String> {
    let mut figures = BTreeMap::new();
    for table in analysis.reports.iter().flat_map(|report| &report.tables) {
        for row in 0..table.rows.len() {
            for column in 0..table.table().columns_of(row).len() {
                if let Some(figure) = table.figure(row, column) {
                    figures.insert(table.cell_name(row, column), figure.to_string());
                }
            }
        }
    }
    figures
}

fn errors(analysis: &Analysis) -> usize {
    analysis.findings.iter().filter(|finding| finding.severity == Severity::Error).count()
}

fn tables(desk: &Desk) -> Vec<TableAt> {
    let reports = desk.analysis.reports.iter().enumerate();
    reports.flat_map(|(report, facts)| (0..facts.tables.len()).map(move |table| TableAt { report, table })).collect()
}

fn kinds(desk: &Desk, at: TableAt, kind: ActionKind) -> Vec<Action> {
    let label = desk.analysis.reports[at.report].tables[at.table].labels[0].span;
    let place = desk.analysis.document.source_span(label);
    let all = actions(&desk.snapshot(), Span { start: place.start, end: place.start });
    let name = &desk.analysis.reports[at.report].tables[at.table].table().name;
    all.into_iter().filter(|action| action.kind == kind && action.title.contains(name.as_str())).collect()
}

#[test]
fn every_table_of_the_real_reports_is_redrawn_with_its_figures_and_stays_so() {
    let mut drawn = Vec::new();
    for (name, desk) in real() {
        for at in tables(&desk) {
            let id = &desk.analysis.reports[at.report].tables[at.table].table().id;
            let Some(edits) = redraw(&desk.snapshot(), at) else { continue };
            drawn.push(format!("{} {id}", &name[..3]));
            let after = Desk::new(Kind::Text, &desk.after(&edits));
            let (before, now) = (figures(&desk.analysis), figures(&after.analysis));
            for (cell, figure) in &before {
                assert_eq!(now.get(cell), Some(figure), "{name} {id} {cell}");
            }
            assert!(errors(&after.analysis) <= errors(&desk.analysis), "{name} {id}\n{}", after.source);
            assert_eq!(redraw(&after.snapshot(), at), None, "{name} {id}: once is enough\n{}", after.source);
        }
    }
    let names = ["000", "001", "002", "003", "004"];
    let all = names.iter().flat_map(|name| ["disclosure", "requests", "review"].map(|id| format!("{name} {id}")));
    // Two tables stand in standard form.
    let broken: Vec<String> = all.filter(|table| !["002 disclosure", "002 review"].contains(&table.as_str())).collect();
    assert_eq!(drawn, broken);
}

#[test]
fn a_broken_table_is_redrawn_whole_in_every_form() {
    for (form, kind) in FORMS {
        let desk =
            Desk::new(kind, &report(form, &[]).replace("属于国家", "属于  国家").replace("（七）总计", "（七） 总计"));
        let before = figures(&desk.analysis);
        assert_eq!(before.len(), 175 + 15 + 10, "{form:?}");
        for at in tables(&desk) {
            if let Some(edits) = redraw(&desk.snapshot(), at) {
                let after = Desk::new(kind, &desk.after(&edits));
                assert_eq!(figures(&after.analysis), before, "{form:?}");
                assert!(after.analysis.findings.is_empty(), "{form:?}");
            }
        }
        let at = TableAt { report: 0, table: 1 };
        let edits = redraw(&desk.snapshot(), at).unwrap_or_else(|| panic!("{form:?}: {}", desk.source));
        assert!(desk.after(&edits).contains("1.属于国家秘密"), "{form:?}");
    }
}

#[test]
fn a_table_of_a_page_is_redrawn_as_a_table_of_a_page() {
    let text = Desk::new(Kind::Text, &report(Form::Tabs, &[]));
    let page = convert(&text.source, &text.options, gaireport::compose::Target::Html);
    let desk = Desk::new(Kind::Html, &page.replace("科研机构", "科研  机构").replace(" colspan=\"3\"", ""));
    let before = figures(&desk.analysis);
    assert_eq!(before.len(), 200);
    let edits = redraw(&desk.snapshot(), TableAt { report: 0, table: 1 }).expect("it is torn");
    let after = Desk::new(Kind::Html, &desk.after(&edits));
    assert_eq!(figures(&after.analysis), before);
    assert!(after.source.contains("科研机构") && after.source.matches("<table>").count() == 3);
    assert!(kinds(&desk, TableAt { report: 0, table: 1 }, ActionKind::Convert).is_empty());
}

#[test]
fn a_table_in_standard_form_is_not_offered_to_be_redrawn() {
    for form in [Form::Tabs, Form::TabLed, Form::Pipes, Form::Markdown] {
        let desk = Desk::new(Kind::Text, &report(form, &[]));
        for at in tables(&desk) {
            assert!(kinds(&desk, at, ActionKind::Redraw).is_empty(), "{form:?} {at:?}");
        }
    }
}

#[test]
fn what_stands_among_the_rows_follows_the_table() {
    let draft =
        report(Form::Tabs, &[]).replace("\t（四）无法提供", "— 5 —\n\n注：本表数字由档案室提供。\n\t（四）无法提供");
    let desk = Desk::new(Kind::Text, &draft);
    let edits = redraw(&desk.snapshot(), TableAt { report: 0, table: 1 }).expect("a note does not stop it");
    let text = desk.after(&edits);
    let (table, note) =
        (text.find("四、结转下年度继续办理\t").unwrap(), text.find("注：本表数字由档案室提供。").unwrap());
    assert!(table < note && note < text.find("四、政府信息公开行政复议").unwrap(), "{text}");
    assert_eq!(figures(&analyze(&text, &desk.options)), figures(&desk.analysis));
}

#[test]
fn tables_are_converted_between_forms() {
    for (form, kind) in FORMS {
        let desk = Desk::new(kind, &report(form, &[]));
        for at in tables(&desk) {
            let conversions = kinds(&desk, at, ActionKind::Convert);
            assert!(!conversions.is_empty(), "{form:?}");
            for action in conversions {
                let Change::Edits(edits) = &action.change else { panic!("{}", action.title) };
                let after = analyze(&desk.after(edits), &desk.options);
                assert_eq!(figures(&after), figures(&desk.analysis), "{form:?} {}", action.title);
                assert_eq!(errors(&after), 0, "{form:?} {}", action.title);
            }
        }
    }
}

#[test]
fn tables_of_the_first_edition_become_those_of_the_second() {
    let old = edition(2019).unwrap();
    let draft = report_of(
        old,
        Form::Tabs,
        &[
            ("other", "business", "1"),
            ("other", "total", "1"),
            ("granted", "business", "2"),
            ("granted", "total", "10"),
        ],
    )
    .replace("2019年", "2022年");
    let desk = Desk::new(Kind::Text, &draft);
    let before = figures(&desk.analysis);
    let mut source = desk.source.clone();
    for table in 0..2 {
        let now = Desk::new(Kind::Text, &source);
        let upgrades = kinds(&now, TableAt { report: 0, table }, ActionKind::Upgrade);
        assert_eq!(upgrades.len(), 1);
        assert!(upgrades[0].title.ends_with("改为 2021 年格式（两版都有的格保留原数）"), "{}", upgrades[0].title);
        let Change::Edits(edits) = &upgrades[0].change else { panic!("edits") };
        source = now.after(edits);
    }
    let after = analyze(&source, &desk.options);
    assert!(after.reports[0].tables.iter().take(2).all(|table| table.edition.id == 2021));
    let now = figures(&after);
    for cell in [
        "requests.new.total",
        "requests.denied.internal.total",
        "requests.handled.business",
        "requests.carried_forward.total",
    ] {
        assert_eq!(now.get(cell), before.get(cell), "{cell}");
    }
    // A report of 2019 stands in its own edition: the newest is offered last, and on the heading too.
    let sound = Desk::new(Kind::Text, &report_of(old, Form::Tabs, &[]));
    let heading = sound.find("二、主动公开政府信息情况");
    let kinds_there: Vec<ActionKind> = actions(&sound.snapshot(), heading).iter().map(|action| action.kind).collect();
    assert_eq!(kinds_there, [ActionKind::Convert, ActionKind::Convert, ActionKind::Upgrade]);
    // What the first edition counts in one row is among the others of the second.
    assert_eq!(now.get("requests.other.misc.business").map(String::as_str), Some("1"));
    assert_eq!(now.get("requests.other.unpaid.business"), None);
    let newest = Desk::new(Kind::Text, &source);
    assert!(kinds(&newest, TableAt { report: 0, table: 0 }, ActionKind::Upgrade).is_empty());
}
