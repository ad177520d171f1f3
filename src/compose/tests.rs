//! Templates, drafts, conversions and insertions, read back.

use super::*;
use crate::analysis::{Analysis, Context, Options, analyze};
use crate::dialect::Kind;
use crate::edit::{self, Edit, Fix};
use crate::lint::Message;
use crate::number::is_blank;
use crate::report::{BoundTable, Report, RowState};
use crate::standard::editions;

const MARKED: [Form; 5] = [Form::Tabs, Form::TabLed, Form::Pipes, Form::Markdown, Form::Html];
const TARGETS: [(Target, Kind); 3] =
    [(Target::Markdown, Kind::Markdown), (Target::Text, Kind::Text), (Target::Html, Kind::Html)];
const REPORTS: [&str; 5] = [
    include_str!("../../tests/reports/000_44f9fedcd8ca93d8.txt"),
    include_str!("../../tests/reports/001_add16d52b391b067.txt"),
    include_str!("../../tests/reports/002_d0f9dbc75b92da1d.txt"),
    include_str!("../../tests/reports/003_905ef34499d184c8.txt"),
    include_str!("../../tests/reports/004_bb513833b144f186.txt"),
];

fn read(source: &str, kind: Kind) -> Analysis {
    analyze(source, &Options::new(kind))
}

fn only(analysis: &Analysis) -> &Report {
    assert_eq!(analysis.reports.len(), 1);
    &analysis.reports[0]
}

/// Gives the first report of a source, as rules see it, to `look`.
fn in_context<T>(source: &str, kind: Kind, look: impl Fn(&Context) -> T) -> T {
    let options = Options::new(kind);
    let analysis = analyze(source, &options);
    let (document, report) = (&analysis.document, &analysis.reports[0]);
    look(&Context { source, text: document.text(source), document, report, options: &options })
}

fn applied(source: &str, edits: Vec<Edit>) -> String {
    let fix = Fix { title: Message::new("fix"), applicability: edit::Applicability::Suggestion, edits };
    let (text, count) = edit::apply(source, [&fix]);
    assert_eq!(count, 1);
    text
}

/// Figures of all cells, row after row; a blank or unbound one is `?`.
fn figures(table: &BoundTable) -> Vec<String> {
    let row = |row: usize| {
        let columns = 0..table.table().columns_of(row).len();
        let figure = |column| table.figure(row, column).map_or_else(|| "?".to_owned(), |figure| figure.to_string());
        columns.map(figure).collect::<Vec<_>>().join(" ")
    };
    (0..table.rows.len()).map(row).collect()
}

fn states(table: &BoundTable) -> Vec<RowState> {
    table.rows.iter().map(|row| row.state).collect()
}

fn assert_all_bound(table: &BoundTable, about: &str) {
    let bound = table.rows.iter().all(|row| row.state == RowState::Bound && !row.moved);
    assert!(bound && table.extras.is_empty(), "{about}: {:?} {:?}", states(table), table.extras);
}

fn draft_with(edition: &Edition, form: Form, fill: Fill) -> String {
    let year = edition.years.0;
    let sections = (0..edition.sections.len())
        .map(|section| section_text(edition, section, Some(year), form, false, Kind::Text, fill));
    format!("某县某局{year}年政府信息公开工作年度报告\n\n{}\n", sections.collect::<Vec<_>>().join("\n\n"))
}

#[test]
fn templates_are_read_back_in_every_form_that_shows_blanks() {
    for edition in editions() {
        for form in MARKED {
            for fill in [Fill::Blank, Fill::Zeros] {
                let text = draft_with(edition, form, fill);
                let analysis = read(&text, Kind::Text);
                let report = only(&analysis);
                assert_eq!(report.headings.iter().filter_map(|heading| heading.section).collect::<Vec<_>>(), [0, 1, 2, 3, 4, 5]);
                assert_eq!(report.tables.len(), 3);
                for table in &report.tables {
                    assert_eq!(table.edition.id, edition.id);
                    assert_all_bound(table, &format!("{form:?} {fill:?}"));
                    let expected = if fill == Fill::Zeros { "0" } else { "?" };
                    assert!(figures(table).iter().all(|row| row.split(' ').all(|figure| figure == expected)));
                }
                assert_eq!(form_for(&analysis.document, Kind::Text), form);
            }
        }
    }
}

#[test]
fn a_new_draft_is_a_whole_report_in_every_target() {
    for (target, kind) in TARGETS {
        for year in [2019, 2020, 2021, 2024] {
            let draft = new_draft("某县人民政府", year, target).unwrap();
            let analysis = read(&draft, kind);
            let report = only(&analysis);
            assert_eq!((report.year, report.organization.as_deref()), (Some(year), Some("某县人民政府")));
            assert!(report.title.as_ref().unwrap().standard);
            let sections: Vec<_> = report.headings.iter().map(|heading| heading.section).collect();
            assert_eq!(sections, (0..6).map(Some).collect::<Vec<_>>(), "{draft}");
            assert_eq!(report.tables.len(), 3);
            report.tables.iter().for_each(|table| assert_all_bound(table, &draft));
            assert!(draft.ends_with('\n') && !draft.contains('{') || target == Target::Html);
        }
        assert_eq!(new_draft("某县人民政府", 2018, target), None);
    }
}

#[test]
fn a_new_draft_of_2021_names_the_five_aspects() {
    let draft = new_draft("某县", 2021, Target::Markdown).unwrap();
    let section = &editions()[1].sections[0];
    for (ordinal, aspect) in ["一", "二", "三", "四", "五"].iter().zip(&section.aspects) {
        assert!(draft.contains(&format!("\n### （{ordinal}）{aspect}\n")));
    }
    assert!(draft.starts_with("# 某县2021年政府信息公开工作年度报告\n\n"));
    assert!(new_draft("甲 & <乙>", 2021, Target::Html).unwrap().contains("<title>甲&amp;&lt;乙&gt;2021年"));
}

fn solid(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|character| !is_blank(*character))
}

/// Whether the characters of `part` stand in `whole` next to each other, blanks aside.
fn holds(whole: &str, part: &str) -> bool {
    let whole: String = solid(whole).collect();
    whole.contains(&solid(part).collect::<String>())
}

fn surplus_cut(figures: Vec<String>, source: &BoundTable) -> Vec<String> {
    let cut = |(row, kept): (usize, String)| match source.rows[row].state {
        RowState::Miscounted { filled, .. } if usize::from(filled) > source.table().columns_of(row).len() => {
            vec!["0"; source.table().columns_of(row).len()].join(" ")
        }
        _ => kept,
    };
    figures.into_iter().enumerate().map(cut).collect()
}

#[test]
fn published_reports_keep_their_figures_and_sentences() {
    for source in REPORTS {
        let before = read(source, Kind::Text);
        for (target, kind) in TARGETS {
            let converted = convert(source, &Options::new(Kind::Text), target);
            let after = read(&converted, kind);
            let (old, new) = (only(&before), only(&after));
            assert_eq!((old.year, &old.organization), (new.year, &new.organization));
            assert_eq!(old.headings.len(), new.headings.len());
            assert_eq!(old.tables.len(), new.tables.len());
            for (old, new) in old.tables.iter().zip(&new.tables) {
                assert_eq!(surplus_cut(figures(old), old), figures(new), "{target:?}\n{converted}");
            }
            let text = after.document.text(&converted);
            for line in before.document.lines.iter().filter(|line| line.kind == LineKind::Prose) {
                assert!(holds(text, line.span.of(source)), "{target:?} {}", line.span.of(source));
            }
        }
    }
}

#[test]
fn what_is_converted_twice_stays() {
    for source in REPORTS {
        for (target, kind) in TARGETS {
            let once = convert(source, &Options::new(Kind::Text), target);
            assert_eq!(convert(&once, &Options::new(kind), target), once);
        }
    }
}

/// The figures of a table in order, for rows numbered from 1: row times ten and column.
fn numbered(row: usize, column: usize) -> String {
    ((row + 1) * 10 + column).to_string()
}

fn titled(edition: &Edition, body: &str) -> String {
    let year = edition.years.0;
    format!("某县某局{year}年政府信息公开工作年度报告\n\n{body}\n")
}

fn as_page(body: &str) -> String {
    format!("<!DOCTYPE html>\n<html><body>\n{}\n</body></html>\n", render::in_tags(body))
}

/// A table alone in a draft of that form, with numbered figures in it.
fn table_draft(edition: &Edition, table: usize, form: Form) -> String {
    let text = write(&grid(edition, table, &numbered), form);
    titled(edition, &text)
}

/// The draft without the lines, or in HTML the rows, that hold one of the `labels`.
fn without_rows(draft: &str, form: Form, labels: &[&str]) -> String {
    let between = if form == Form::TabLed { "\n\n" } else { "\n" };
    let keeps = |block: &&str| !labels.iter().any(|label| block.contains(label));
    draft.split(between).filter(keeps).collect::<Vec<_>>().join(between)
}

#[test]
fn missing_rows_go_where_they_belong() {
    for edition in editions() {
        for (index, table) in edition.tables.iter().enumerate().filter(|(_, table)| table.layout != crate::standard::Layout::Line) {
            for form in MARKED {
                for row in 0..table.rows.len() {
                    let whole = table_draft(edition, index, form);
                    let label = &table.rows[row].label;
                    let lacking = without_rows(&whole, form, &[label.as_str()]);
                    let about = format!("{form:?} {label}\n{lacking}");
                    let fixed = in_context(&lacking, Kind::Text, |context| {
                        let bound = context.report.table(index).unwrap();
                        if bound.rows[row].state != RowState::Missing {
                            return None;
                        }
                        let edits = insert_rows(context, bound, row..row + 1, Fill::Blank);
                        assert!(!edits.is_empty(), "{about}");
                        Some(applied(&lacking, edits))
                    });
                    let Some(fixed) = fixed else { continue };
                    let analysis = read(&fixed, Kind::Text);
                    let bound = only(&analysis).table(index).unwrap();
                    assert_all_bound(bound, &format!("{about}\n{fixed}"));
                    let mut expected = figures(only(&read(&whole, Kind::Text)).table(index).unwrap());
                    expected[row] = vec!["?"; table.columns_of(row).len()].join(" ");
                    assert_eq!(figures(bound), expected, "{about}\n{fixed}");
                }
            }
        }
    }
}
