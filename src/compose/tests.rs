//! Templates, drafts, conversions and insertions, read back.

use super::grid::{DrawnPart, DrawnRow};
use super::*;
use crate::analysis::{Analysis, Options, context, convert, strictly as analyze};
use crate::dialect::Kind;
use crate::edit::{self, Edit, Fix};
use crate::lint::{Context, Message};
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
    look(&context(source, &options, document, report))
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

fn title(organ: &str, year: u16) -> String {
    editions()[0].texts.title.replace("{org}", organ).replace("{year}", &year.to_string())
}

/// Number and name of a section.
fn heading(section: usize) -> String {
    let facts = &editions()[0].sections[section];
    format!("{}、{}", facts.ordinal, facts.name)
}

fn draft_with(edition: &Edition, form: Form, fill: Fill) -> String {
    let year = edition.years.0;
    let sections =
        (0..edition.sections.len()).map(|section| section_text(edition, section, Some(year), form, Kind::Text, fill));
    format!("{}\n\n{}\n", title("某县某局", year), sections.collect::<Vec<_>>().join("\n\n"))
}

#[test]
fn templates_are_read_back_in_every_form_that_shows_blanks() {
    for edition in editions() {
        for form in MARKED {
            for fill in [Fill::Blank, Fill::Zeros] {
                let text = draft_with(edition, form, fill);
                let analysis = read(&text, Kind::Text);
                let report = only(&analysis);
                assert_eq!(
                    report.headings.iter().filter_map(|heading| heading.section).collect::<Vec<_>>(),
                    [0, 1, 2, 3, 4, 5]
                );
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
        assert!(draft.contains(&format!("\n### （{ordinal}）{}\n", aspect.name)));
    }
    assert!(draft.starts_with(&format!("# {}\n\n", title("某县", 2021))));
    assert!(new_draft("甲 & <乙>", 2021, Target::Html).unwrap().contains("<title>甲&amp;&lt;乙&gt;2021年"));
}

fn solid(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|character| !is_blank(*character))
}

/// Returns whether the characters of `part` occur in `whole` side by side, blanks aside.
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

#[test]
fn what_markdown_draws_stays_in_markdown() {
    let head = "# 某县某局2022年政府信息公开工作年度报告\n\n## 一、总体情况\n\n";
    let body = "前一段。\n\n---\n\n- 其一\n  - 其中\n\n```\n    代码。\n```\n\n> 引文。\n";
    let converted = convert(&format!("{head}{body}"), &Options::new(Kind::Markdown), Target::Markdown);
    for line in body.lines().filter(|line| !line.is_empty()) {
        assert!(converted.lines().any(|other| other == line), "{line} is not in\n{converted}");
    }
    assert_eq!(convert(&converted, &Options::new(Kind::Markdown), Target::Markdown), converted);
}

#[test]
fn text_on_the_line_of_a_heading_is_kept() {
    let title = "某县某局2022年政府信息公开工作年度报告";
    for (line, text) in [
        ("一、总体情况2022年，我局公开信息12条。", "2022年，我局公开信息12条。"),
        ("一、总体情况 2022年，我局公开信息12条。", "2022年，我局公开信息12条。"),
        ("前言。一、总体情况 2022年，我局公开信息12条。", "2022年，我局公开信息12条。"),
        ("一、总体情况：无。", "无。"),
    ] {
        for draft in [format!("{title}\n\n{line}\n"), format!("<p>{title}</p><p>{line}</p>")] {
            let converted = convert(&draft, &Options::new(Kind::Text), Target::Markdown);
            assert!(converted.contains(&format!("## 一、总体情况\n\n{text}\n")), "{converted}");
        }
    }
}

#[test]
fn what_is_fenced_stays_as_it_is_unless_it_is_of_the_report() {
    let fence = "```text\n甲  乙\n\n\n  1 | 2\n二、丙。\n```";
    let head = "# 某县某局2022年政府信息公开工作年度报告\n\n## 一、总体情况\n\n";
    for (before, after) in [("前一段。\n", "\n后一段。\n"), ("", ""), ("前一段。\n\n", "\n\n---\n\n```\n```\n")]
    {
        let draft = format!("{head}{before}{fence}{after}");
        let converted = convert(&draft, &Options::new(Kind::Markdown), Target::Markdown);
        assert!(converted.contains(fence), "{converted}");
        assert_eq!(convert(&converted, &Options::new(Kind::Markdown), Target::Markdown), converted);
    }
    let top = format!("{fence}\n\n{head}前一段。\n");
    assert!(convert(&top, &Options::new(Kind::Markdown), Target::Markdown).starts_with(fence));
    let edition = &editions()[1];
    let table = table_draft(edition, 1, Form::Tabs);
    let fenced = table.replacen("\n\n", "\n\n```\n", 1) + "```\n";
    assert!(convert(&fenced, &Options::new(Kind::Markdown), Target::Markdown).contains("| ---"));
}

/// The figures of a table in order, for rows numbered from 1: row times ten and column.
fn numbered(row: usize, column: usize) -> String {
    ((row + 1) * 10 + column).to_string()
}

fn titled(edition: &Edition, body: &str) -> String {
    format!("{}\n\n{body}\n", title("某县某局", edition.years.0))
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
    let mut inserted = 0;
    for edition in editions() {
        for (index, table) in
            edition.tables.iter().enumerate().filter(|(_, table)| table.layout != crate::standard::Layout::Line)
        {
            for form in MARKED {
                for row in 0..table.rows.len() {
                    let whole = table_draft(edition, index, form);
                    let label = &table.rows[row].label;
                    let lacking = without_rows(&whole, form, &[label.as_str()]);
                    let about = format!("{form:?} {label}\n{lacking}");
                    let fixed = in_context(&lacking, Kind::Text, |context| {
                        let bound = context.report.table(&edition.tables[index].id).unwrap();
                        if bound.rows[row].state != RowState::Missing {
                            return None;
                        }
                        let edits = insert_rows(context, bound, row..row + 1, Fill::Blank);
                        assert!(!edits.is_empty(), "{about}");
                        Some(applied(&lacking, edits))
                    });
                    let Some(fixed) = fixed else { continue };
                    inserted += 1;
                    let analysis = read(&fixed, Kind::Text);
                    let bound = only(&analysis).table(&edition.tables[index].id).unwrap();
                    assert_all_bound(bound, &format!("{about}\n{fixed}"));
                    let mut expected =
                        figures(only(&read(&whole, Kind::Text)).table(&edition.tables[index].id).unwrap());
                    expected[row] = vec!["?"; table.columns_of(row).len()].join(" ");
                    assert_eq!(figures(bound), expected, "{about}\n{fixed}");
                }
            }
        }
    }
    assert_eq!(inserted, MARKED.len() * (8 + 23 + 6 + 25));
}

#[test]
fn missing_parts_go_where_they_belong() {
    for edition in editions() {
        for form in MARKED {
            for part in 0..edition.tables[0].parts.len() {
                let whole = table_draft(edition, 0, form);
                let facts = &edition.tables[0].parts[part];
                let kept = |row: &DrawnPart| row.title != facts.title;
                let parts: Vec<DrawnPart> =
                    grid::parts(&edition.tables[0], &numbered).into_iter().filter(kept).collect();
                let lacking = titled(edition, &write(&grid::draw(&edition.tables[0], &parts), form));
                let fixed = in_context(&lacking, Kind::Text, |context| {
                    let bound = context.report.table("disclosure").unwrap();
                    let before = facts.rows.start.checked_sub(1);
                    applied(&lacking, insert_part(context, bound, part, before, Fill::Zeros))
                });
                let analysis = read(&fixed, Kind::Text);
                let bound = only(&analysis).table("disclosure").unwrap();
                assert_all_bound(bound, &fixed);
                let mut expected = figures(only(&read(&whole, Kind::Text)).table("disclosure").unwrap());
                for row in facts.rows.clone() {
                    expected[row] = vec!["0"; facts.columns.len()].join(" ");
                }
                assert_eq!(figures(bound), expected, "{form:?}\n{lacking}\n{fixed}");
            }
        }
    }
}

/// A draft of 2021 with the last part of the table of 2019 left over in it.
fn with_leftover(form: Form, at: usize) -> String {
    let (old, new) = (&editions()[0].tables[0], &editions()[1]);
    let mut parts = grid::parts(&new.tables[0], &numbered);
    parts.insert(at, grid::drawn_part(old, &old.parts[4], &|_, _| "7".to_owned()));
    titled(new, &write(&grid::draw(&new.tables[0], &parts), form))
}

#[test]
fn a_part_of_another_edition_is_deleted_or_kept_as_it_is() {
    for form in MARKED {
        for at in [1, 2, 4] {
            let draft = with_leftover(form, at);
            let fixed = in_context(&draft, Kind::Text, |context| {
                let bound = context.report.table("disclosure").unwrap();
                let title = bound.labels.iter().find(|used| redraw::foreign_sense(bound, used).is_some()).unwrap();
                applied(&draft, delete_part(context, bound, title.span))
            });
            let clean = table_draft(&editions()[1], 0, form);
            let (one, other) = (read(&fixed, Kind::Text), read(&clean, Kind::Text));
            assert_eq!(figures(&only(&one).tables[0]), figures(&only(&other).tables[0]));
            if form != Form::Html {
                assert_eq!(
                    solid(&fixed).filter(|c| *c != '|' && *c != '-').collect::<String>(),
                    solid(&clean).filter(|c| *c != '|' && *c != '-').collect::<String>()
                );
            }
            for target in [Form::Tabs, Form::Html, Form::Markdown] {
                let redrawn =
                    in_context(&draft, Kind::Text, |context| redraw(context, &context.report.tables[0], target));
                assert_eq!(redrawn, with_leftover(target, at).lines().skip(2).collect::<Vec<_>>().join("\n"));
            }
        }
    }
}

#[test]
fn rows_of_the_drafts_own_are_kept_in_their_place() {
    for form in MARKED {
        let edition = &editions()[1];
        let mut parts = grid::parts(&edition.tables[1], &numbered);
        let own = |label: &str, path: &[String]| DrawnRow {
            path: path.to_vec(),
            label: label.to_owned(),
            cells: vec!["3".to_owned(); 7],
        };
        let group = parts[0].rows[6].path.clone();
        parts[0].rows.insert(7, own("9.甲乙丙丁", &group));
        parts[0].rows.push(own("戊己庚辛", &[]));
        let text = write(&grid::draw(&edition.tables[1], &parts), form);
        let draft = titled(edition, &text);
        let redrawn = in_context(&draft, Kind::Text, |context| {
            assert_eq!(context.report.tables[0].extras.len(), 2);
            redraw(context, &context.report.tables[0], form)
        });
        assert_eq!(redrawn, text);
    }
}

#[test]
fn miscounted_rows_keep_their_cells() {
    let edition = &editions()[1];
    let with = |cells: &[&str]| {
        let mut parts = grid::parts(&edition.tables[1], &|_, _| "0".to_owned());
        parts[0].rows[3].cells = cells.iter().map(|&cell| cell.to_owned()).collect();
        titled(edition, &write(&grid::draw(&edition.tables[1], &parts), Form::Html))
    };
    for (cells, kept) in [
        (&["5"; 8][..], None),
        (&["5", "0", "0", "0", "0", "0", "0", "5"], Some(8)),
        (&["4"; 6], Some(6)),
        (&["4"; 3], Some(3)),
    ] {
        for (target, kind) in TARGETS {
            let converted = convert(&with(cells), &Options::new(Kind::Text), target);
            let analysis = read(&converted, kind);
            let row = &only(&analysis).tables[0].rows[3];
            match kept {
                None => assert_eq!(row.state, RowState::Bound, "{converted}"),
                Some(kept) => assert!(
                    matches!(row.state, RowState::Miscounted { filled, .. } if filled == kept),
                    "{:?} {converted}",
                    row.state
                ),
            }
            let others = only(&analysis).tables[0].rows.iter().filter(|row| row.state != RowState::Bound).count();
            assert_eq!(others, usize::from(kept.is_some()));
        }
    }
}

#[test]
fn a_line_of_figures_too_short_stays_too_short() {
    let edition = &editions()[1];
    for count in [3, 14] {
        let mut parts = grid::parts(&edition.tables[2], &|_, _| String::new());
        parts[0].rows.iter_mut().for_each(|row| row.cells.clear());
        parts[0].rows[0].cells = vec!["2".to_owned(); count];
        let draft = titled(edition, &write(&grid::draw(&edition.tables[2], &parts), Form::Lines));
        for (target, kind) in TARGETS {
            let converted = convert(&draft, &Options::new(Kind::Text), target);
            let analysis = read(&converted, kind);
            let state = only(&analysis).tables[0].rows[0].state;
            assert!(
                matches!(state, RowState::Miscounted { filled, .. } if usize::from(filled) == count),
                "{state:?} {converted}"
            );
        }
    }
}

#[test]
fn a_unit_in_a_header_is_kept() {
    let column = editions()[0].tables[0].columns.last().unwrap();
    let unit = &column.accepted[0];
    let text = table_text(&editions()[0], 0, Form::Tabs, Fill::Zeros).replace(&column.label, unit);
    let draft = titled(&editions()[0], &text);
    assert!(convert(&draft, &Options::new(Kind::Text), Target::Markdown).contains(unit));
}

#[test]
fn figures_go_over_to_another_edition_where_it_has_their_cell() {
    let draft = table_draft(&editions()[0], 0, Form::Tabs);
    let carried = in_context(&draft, Kind::Text, |context| {
        carry_over(context, &context.report.tables[0], &editions()[1], Form::Tabs).unwrap()
    });
    let analysis = read(&titled(&editions()[1], &carried), Kind::Text);
    let expected = ["? ? ?", "? ? ?", "32", "52", "62", "?"];
    assert_eq!(figures(&only(&analysis).tables[0]), expected);
}

#[test]
fn words_among_the_rows_are_kept_behind_the_table() {
    let table = table_text(&editions()[1], 0, Form::Tabs, Fill::Zeros);
    let facts = &editions()[1].tables[0];
    let part = format!("\n{}", facts.parts[2].title);
    let noted = table.replace(&part, &format!("\n注：本表数据含下属事业单位\n另见附件；不再重复。{part}"));
    let draft = titled(&editions()[1], &noted);
    for (target, kind) in TARGETS {
        let converted = convert(&draft, &Options::new(Kind::Text), target);
        let analysis = read(&converted, kind);
        assert_all_bound(&only(&analysis).tables[0], &converted);
        let text = analysis.document.text(&converted);
        let (note, rest) =
            (text.find("注：本表数据含下属事业单位").unwrap(), text.find("另见附件；不再重复。").unwrap());
        assert!(text.find(&facts.rows[5].label).unwrap() < note && note < rest);
    }
    in_context(&draft, Kind::Text, |context| {
        assert_eq!(replace_table(context, &context.report.tables[0], "甲"), None);
    });
}

#[test]
fn a_table_is_replaced_whole() {
    for form in MARKED {
        let (before, after) = ("前文结束。", "\n\n后文开始。");
        let table = table_text(&editions()[1], 1, form, Fill::Zeros);
        let draft = titled(&editions()[1], &format!("{before}\n\n{table}{after}"));
        let fixed = in_context(&draft, Kind::Text, |context| {
            let edit = replace_table(context, &context.report.tables[0], "新表").unwrap();
            applied(&draft, vec![edit])
        });
        assert_eq!(fixed, titled(&editions()[1], &format!("{before}\n\n新表{after}")), "{form:?}");
    }
}

/// Inserts `新段。` behind and before each line; shows the source between `<` and `>` where it went.
fn around(source: &str, kind: Kind, line: usize) -> [String; 2] {
    in_context(source, kind, |context| {
        [insert_after_line(context, line, "新段。"), insert_before_line(context, line, "新段。")]
            .map(|edit| applied(source, vec![edit]))
    })
}

#[test]
fn blocks_are_inserted_as_the_draft_parts_its_own() {
    let title = title("某局", 2023);
    let loose = format!("{title}\n\n一、总体情况\n\n甲。\n");
    assert_eq!(
        around(&loose, Kind::Text, 1),
        [
            format!("{title}\n\n一、总体情况\n\n新段。\n\n甲。\n"),
            format!("{title}\n\n新段。\n\n一、总体情况\n\n甲。\n"),
        ]
    );
    let dense = format!("{title}\n一、总体情况\n甲。");
    assert_eq!(
        around(&dense, Kind::Text, 1),
        [format!("{title}\n一、总体情况\n新段。\n甲。"), format!("{title}\n新段。\n一、总体情况\n甲。"),]
    );
    assert_eq!(around(&dense, Kind::Text, 2)[0], format!("{title}\n一、总体情况\n甲。\n新段。"));
    let markdown = format!("\u{feff}# {title}\n## 一、总体情况\n甲。");
    assert_eq!(
        around(&markdown, Kind::Markdown, 0),
        [
            format!("\u{feff}# {title}\n\n新段。\n\n## 一、总体情况\n甲。"),
            format!("\u{feff}新段。\n\n# {title}\n## 一、总体情况\n甲。"),
        ]
    );
    assert_eq!(
        around(&markdown, Kind::Markdown, 1)[1],
        format!("\u{feff}# {title}\n\n新段。\n\n## 一、总体情况\n甲。")
    );
}

#[test]
fn a_line_that_goes_on_is_parted() {
    let (title, one, two) = (title("某局", 2023), heading(0), heading(1));
    let source = &format!("{title} {one} 甲。乙。{two} 丙。");
    let [after, before] = in_context(source, Kind::Text, |context| {
        let line = context.report.headings[1].line;
        [insert_after_line(context, line, "新段。"), insert_before_line(context, line, "新段。")]
            .map(|edit| applied(source, vec![edit]))
    });
    let head = format!("{title}\n\n{one}\n\n甲。乙。\n\n");
    assert_eq!(after, format!("{head}{two}\n\n新段。\n\n丙。"));
    assert_eq!(before, format!("{head}新段。\n\n{two}\n\n丙。"));
}

#[test]
fn pages_get_elements() {
    let title = title("某局", 2023);
    let source = format!("<html><body><h1>{title}</h1><h3>一、总体情况</h3><p>甲。</p></body></html>");
    assert_eq!(
        around(&source, Kind::Html, 1),
        [
            format!("<html><body><h1>{title}</h1><h3>一、总体情况</h3>\n<p>新段。</p><p>甲。</p></body></html>"),
            format!("<html><body><h1>{title}</h1><p>新段。</p>\n<h3>一、总体情况</h3><p>甲。</p></body></html>"),
        ]
    );
    let section = in_context(&source, Kind::Html, |context| section(context, &editions()[1], 5, Fill::Blank));
    assert!(
        section.starts_with(&format!("<h3>{}</h3>\n<p>依据", heading(5))) && section.contains("2023年"),
        "{section}"
    );
}

#[test]
fn sections_are_headed_as_the_draft_heads_its_own() {
    let title = title("某局", 2023);
    let other =
        |source: &str, kind: Kind| in_context(source, kind, |context| section(context, &editions()[0], 5, Fill::Blank));
    assert_eq!(
        other(&format!("# {title}\n\n### 一、总体情况\n\n甲。"), Kind::Markdown),
        format!("### {}\n\n无。", heading(5))
    );
    assert_eq!(other(&format!("{title}\n一、总体情况\n甲。"), Kind::Text), format!("{}\n无。", heading(5)));
    let undated = section_text(&editions()[1], 5, None, Form::Tabs, Kind::Markdown, Fill::Blank);
    assert!(undated.starts_with("## 六、") && undated.contains("，本机关收取"), "{undated}");
}

#[test]
fn inserted_sections_are_read_back_in_every_form() {
    let title = title("某局", 2023);
    let edition = &editions()[1];
    for form in MARKED {
        for (line_end, missing) in [("\n", 1), ("\r\n", 2), ("\n", 3)] {
            let sections = (0..6).filter(|&section| section != missing);
            let texts =
                sections.map(|section| section_text(edition, section, Some(2023), form, Kind::Text, Fill::Zeros));
            let draft = format!("{title}\n\n{}", texts.collect::<Vec<_>>().join("\n\n")).replace('\n', line_end);
            for after in [true, false] {
                let fixed = in_context(&draft, Kind::Text, |context| {
                    let text = section(context, edition, missing, Fill::Zeros);
                    let next = context.report.heading(missing + 1).unwrap().line;
                    let edit = if after {
                        insert_after_line(context, next - 1, &text)
                    } else {
                        insert_before_line(context, next, &text)
                    };
                    applied(&draft, vec![edit])
                });
                let analysis = read(&fixed, Kind::Text);
                let report = only(&analysis);
                let found: Vec<_> = report.headings.iter().map(|heading| heading.section).collect();
                assert_eq!(found, (0..6).map(Some).collect::<Vec<_>>(), "{form:?} {missing}\n{fixed}");
                assert_eq!(report.tables.len(), 3);
                report.tables.iter().for_each(|table| assert_all_bound(table, &fixed));
            }
        }
    }
}

#[test]
fn conversion_keeps_marks_words_to_the_tool_and_other_tables() {
    let title = title("某局", 2023);
    let source = format!(
        "# {title}\n\n<!-- gaireport-ignore typo -->\n\n## 一、总体情况\n\n### （一）主动公开\n\n第一行\n第二行。\n\n- 甲\n- 乙\n\n\
         | 姓名 | 人数 |\n|---|---|\n| 张 | 3 |\n\n> 引文。\n"
    );
    let to = |target| convert(&source, &Options::new(Kind::Markdown), target);
    let tidy = source.replace("| 人数 |\n|---|---|\n| 张 | 3 |", "| 人数 |\n| ---- | ---- |\n| 张   | 3    |");
    assert_eq!(to(Target::Markdown), tidy);
    let text = to(Target::Text);
    assert!(text.contains("\n\n# gaireport-ignore typo\n\n一、总体情况\n\n（一）主动公开\n\n第一行\n第二行。\n\n- 甲\n- 乙\n\n姓名\t人数\n张\t3\n\n> 引文。\n"), "{text}");
    let page = to(Target::Html);
    assert!(page.contains("<!-- gaireport-ignore typo -->\n<h2>一、总体情况</h2>\n<h3>（一）主动公开</h3>\n<p>第一行<br>\n第二行。</p>"), "{page}");
    assert_eq!(
        convert(&page, &Options::new(Kind::Html), Target::Markdown).matches("<!-- gaireport-ignore typo -->").count(),
        1
    );
}

#[test]
fn any_text_is_converted() {
    for source in ["", "\n", "甲", "\t", "|", "<table>", "a\tb\r\nc\td", &heading(1)] {
        for (target, _) in TARGETS {
            for kind in [Kind::Markdown, Kind::Text, Kind::Html] {
                convert(source, &Options::new(kind), target);
            }
        }
    }
}

#[test]
fn rows_are_inserted_into_forms_that_mark_no_cells() {
    let edition = &editions()[1];
    let table = &edition.tables[1];
    for form in [Form::PipeCells, Form::Words, Form::Lines] {
        for row in 0..table.rows.len() {
            let whole = table_draft(edition, 1, form);
            let mut parts = grid::parts(table, &numbered);
            parts[0].rows.remove(row);
            let lacking = titled(edition, &write(&grid::draw(table, &parts), form));
            let fixed = in_context(&lacking, Kind::Text, |context| {
                let bound = context.report.table("requests").unwrap();
                assert_eq!(bound.rows[row].state, RowState::Missing);
                applied(&lacking, insert_rows(context, bound, row..row + 1, Fill::Zeros))
            });
            let mut expected = figures(only(&read(&whole, Kind::Text)).table("requests").unwrap());
            expected[row] = ["0"; 7].join(" ");
            assert_eq!(
                figures(only(&read(&fixed, Kind::Text)).table("requests").unwrap()),
                expected,
                "{form:?} {row}\n{fixed}"
            );
        }
    }
}

#[test]
fn merged_cells_of_a_page_reach_over_inserted_rows() {
    let title = title("某局", 2023);
    let edition = &editions()[1];
    let facts = &edition.tables[1];
    let page = |parts: &[DrawnPart]| {
        let table = write(&grid::draw(facts, parts), Form::Html);
        format!("<html><body>\n<h1>{title}</h1>\n{table}\n</body></html>\n")
    };
    let blank = grid::parts(facts, &|_, _| String::new());
    for rows in [0..1, 5..6, 6..9, 11..12, 13..14, 24..25] {
        let mut parts = blank.clone();
        parts[0].rows.drain(rows.clone());
        let source = page(&parts);
        let fixed = in_context(&source, Kind::Html, |context| {
            applied(&source, insert_rows(context, &context.report.tables[0], rows.clone(), Fill::Blank))
        });
        assert_eq!(fixed, page(&blank), "{rows:?}");
    }
}

#[test]
fn no_prefix_of_a_draft_is_too_short_to_convert_or_insert_into() {
    for source in REPORTS {
        for end in (0..source.len()).step_by(1013).filter(|&end| source.is_char_boundary(end)) {
            let options = Options::new(Kind::Text);
            TARGETS.iter().for_each(|(target, _)| drop(convert(&source[..end], &options, *target)));
        }
        for line in 0..read(source, Kind::Text).document.lines.len() {
            around(source, Kind::Text, line).iter().for_each(|text| assert!(holds(text, "新段。")));
        }
    }
}

#[test]
fn published_tables_take_the_rows_they_lack() {
    for source in REPORTS {
        let options = Options::new(Kind::Text);
        let before = analyze(source, &options);
        for index in 0..2 {
            let bound = &only(&before).tables[index];
            for row in (0..bound.rows.len()).step_by(3) {
                let Some(label) = bound.rows[row].label.zip(bound.rows[row].values) else { continue };
                let cut = label.0.cover(label.1);
                let lacking = format!("{}{}", &source[..cut.start as usize], &source[cut.end as usize..]);
                let fixed = in_context(&lacking, Kind::Text, |context| {
                    let bound = &context.report.tables[index];
                    assert_eq!(bound.rows[row].state, RowState::Missing, "{lacking}");
                    applied(&lacking, insert_rows(context, bound, row..row + 1, Fill::Zeros))
                });
                let analysis = read(&fixed, Kind::Text);
                let mut expected = figures(bound);
                expected[row] = vec!["0"; bound.table().columns_of(row).len()].join(" ");
                assert_eq!(figures(&only(&analysis).tables[index]), expected, "{fixed}");
            }
        }
    }
}
