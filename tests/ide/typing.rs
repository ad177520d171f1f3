//! Figures typed into the tables that are shown beside a draft.

use gaireport::compose::{Fill, table_text};
use gaireport::dialect::{Form, Kind};
use gaireport::ide::actions::{Refusal, set_figure};
use gaireport::ide::drafts::new_report;
use gaireport::ide::figures::figures;
use gaireport::report::Previous;
use gaireport::standard::Edition;

use crate::desk::{Desk, FORMS, newest, real, report, report_of};

/// The cells of a draft's first report by name, with what they say.
fn said(desk: &Desk) -> Vec<(String, String)> {
    let drawn = figures(&desk.snapshot(), |span| span);
    let cells = drawn.reports[0].tables.iter().flat_map(|table| table.rows.iter().flatten());
    cells.filter_map(|cell| Some((cell.id.clone()?, cell.text.clone()))).collect()
}

/// The draft after a figure was typed into a cell.
fn typed(desk: &Desk, cell: &str, text: &str) -> Desk {
    let edits = set_figure(&desk.snapshot(), 0, cell, text)
        .unwrap_or_else(|refusal| panic!("{cell}: {refusal:?} in\n{}", desk.source));
    Desk::new(desk.options.kind, &desk.after(&edits))
}

/// Types every figure after the other, and after each compares all cells.
fn type_all(blank: Desk, wanted: &[(String, String)], what: &str) -> Desk {
    let mut desk = blank;
    let mut expected = said(&desk);
    assert_eq!(expected.len(), wanted.len(), "{what}");
    for (cell, figure) in wanted {
        desk = typed(&desk, cell, figure);
        expected.iter_mut().find(|known| known.0 == *cell).unwrap().1.clone_from(figure);
        assert_eq!(said(&desk), expected, "{what}: {cell}\n{}", desk.source);
    }
    desk
}

/// Rules that a report without words breaks, whatever its tables say.
fn of_tables(desk: &Desk) -> Vec<&str> {
    let rules = desk.analysis.findings.iter().map(|finding| finding.rule.id);
    rules.filter(|rule| !["empty-section", "missing-overview-aspect", "missing-improvement"].contains(rule)).collect()
}

/// A report of an edition in a form, every figure of which is blank.
fn blank(edition: &'static Edition, form: Form, kind: Kind) -> Desk {
    let mut draft = report_of(edition, form, &[]);
    for (index, facts) in edition.tables.iter().enumerate() {
        let filled = crate::desk::table(edition, &facts.id, form, &[]);
        draft = draft.replace(&filled, &table_text(edition, index, form, Fill::Blank));
    }
    Desk::new(kind, &draft)
}

#[test]
fn every_figure_of_a_real_report_can_be_typed_into_a_new_one() {
    let (_, known) = real().into_iter().find(|(name, _)| name.starts_with("002")).unwrap();
    let wanted = said(&known);
    assert!(wanted.len() > 150, "a whole report");
    for kind in [Kind::Markdown, Kind::Text, Kind::Html] {
        let new = new_report("清河县人民政府", 2019, kind, &Previous::default()).unwrap();
        let full = type_all(Desk::new(kind, &new.text), &wanted, &format!("{kind:?}"));
        // The report states money in another unit than the format asks for, and so does what was typed.
        assert_eq!(of_tables(&full), ["money-unit"], "{kind:?}");
    }
}

#[test]
fn every_form_takes_figures_one_after_the_other() {
    for (form, kind) in FORMS {
        if matches!(form, Form::Words | Form::Lines | Form::PipeCells) {
            continue; // they cannot show a blank
        }
        let wanted = said(&Desk::new(kind, &report(form, &[])));
        let full = type_all(blank(newest(), form, kind), &wanted, &format!("{form:?}"));
        assert_eq!(of_tables(&full), Vec::<&str>::new(), "{form:?}");
    }
}

#[test]
fn a_figure_can_be_changed_and_taken_out_in_every_form() {
    for (form, kind) in FORMS {
        let desk = Desk::new(kind, &report(form, &[]));
        for cell in
            ["disclosure.regulations.issued", "requests.denied.internal.business", "review.litigation_direct.upheld"]
        {
            let before = said(&desk);
            let Some((_, own)) = before.iter().find(|known| known.0 == cell) else { panic!("{cell}") };
            for figure in ["1234", ""] {
                let after = said(&typed(&desk, cell, figure));
                let differing: Vec<_> =
                    after.iter().zip(&before).filter(|(one, other)| one != other).map(|(one, _)| one).collect();
                assert_eq!(differing, [&(cell.to_owned(), figure.to_owned())], "{form:?}, was {own}");
            }
        }
    }
}

#[test]
fn a_figure_typed_into_a_table_or_a_row_that_is_missing_puts_it_in() {
    let draft = report(Form::Tabs, &[]);
    let (from, to) = (draft.find("四、政府信息公开行政").unwrap(), draft.find("五、存在").unwrap());
    let heading_end = from + draft[from..].find('\n').unwrap() + 1;
    let draft = format!("{}\n{}", &draft[..heading_end], &draft[to..]).replace("行政强制\t0\t\t\n", "");
    let desk = Desk::new(Kind::Text, &draft);
    for cell in ["review.litigation_direct.upheld", "disclosure.coercion.decisions"] {
        let after = said(&typed(&desk, cell, "3"));
        assert!(after.contains(&(cell.to_owned(), "3".to_owned())), "{cell}");
        let others = |cells: Vec<(String, String)>| {
            cells.into_iter().filter(|known| known.0 != cell && !known.1.is_empty()).collect::<Vec<_>>()
        };
        assert_eq!(others(after), others(said(&desk)));
    }
}

#[test]
fn what_is_no_figure_is_refused_and_other_spellings_are_written_plainly() {
    let desk = Desk::new(Kind::Text, &report(Form::Tabs, &[]));
    let set = |text: &str| set_figure(&desk.snapshot(), 0, "requests.new.business", text);
    for text in ["无", "12件", "约12", "1\t2", "一", "-3", "12（其中3）", "1\n2", "99999999999999999999999"] {
        assert_eq!(set(text), Err(Refusal::NotAFigure), "{text}");
    }
    for (text, written) in [("１２", "12"), (" 7 ", "7"), ("1,234", "1234"), ("0.5", "0.5")] {
        assert_eq!(set(text).unwrap()[0].text, written);
    }
    assert_eq!(set("4"), Ok(Vec::new()), "what stands there already is no change");
    for (report, cell) in [(1, "requests.new.business"), (0, "requests.no.such"), (0, "")] {
        assert_eq!(set_figure(&desk.snapshot(), report, cell, "1"), Err(Refusal::NoCell));
    }
}

#[test]
fn a_row_whose_figures_cannot_be_told_apart_is_left_alone() {
    let draft = report(Form::Tabs, &[]).replace("2.部分公开", "2.部分公开\t5");
    let draft = draft.replacen("（二）部分公开", "（二）部分公开\t7", 1);
    let desk = Desk::new(Kind::Text, &draft);
    let unread = figures(&desk.snapshot(), |span| span).reports[0].tables[1]
        .rows
        .iter()
        .flatten()
        .find_map(|cell| (cell.state == "unread").then(|| cell.id.clone().unwrap()));
    let cell = unread.expect("a row has a figure too many");
    assert_eq!(set_figure(&desk.snapshot(), 0, &cell, "9"), Err(Refusal::Unclear));
}

#[test]
fn a_new_report_goes_on_from_last_years() {
    let last = report(Form::Tabs, &[]).replace("2021", "2023");
    let mut previous = Previous::default();
    gaireport::analysis::remember(&mut previous, &"去年.txt".into(), &last, Kind::Text);
    for (organ, year, carried) in
        [("某某县人民政府", 2024, "2"), ("别的县人民政府", 2024, "2"), ("某某县人民政府", 2025, "")]
    {
        let new = new_report(organ, year, Kind::Markdown, &previous).unwrap();
        let cells = said(&Desk::new(Kind::Markdown, &new.text));
        let of = |cell: &str| cells.iter().find(|known| known.0 == cell).unwrap().1.clone();
        assert_eq!(of("requests.carried_over.natural_person"), carried);
        assert_eq!(of("requests.carried_over.total"), carried);
        assert_eq!(of("requests.new.total"), "");
        assert_eq!(of("requests.carried_forward.total"), "");
    }
}

#[test]
fn a_page_made_to_be_printed_is_no_draft() {
    let page = new_report("某某县人民政府", 2024, Kind::Html, &Previous::default()).unwrap().text;
    assert_eq!(Desk::new(Kind::Html, &page).analysis.reports.len(), 1);
    let made = page.replacen("<head>", &format!("<head>\n{}", gaireport::dialect::MADE_PAGE), 1);
    assert_ne!(made, page);
    let desk = Desk::new(Kind::Html, &made);
    assert_eq!((desk.analysis.reports.len(), desk.analysis.findings.len()), (0, 0));
}
