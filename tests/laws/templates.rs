//! Templates: zeros are clean, blanks ask for figures only, what is written is read the same, and conversion keeps figures.

use gaireport::analysis::Options;
use gaireport::compose::{Target, convert, new_draft};
use gaireport::dialect::{Form, Grid, GridCell, Kind, read, read_grid, write};
use gaireport::number::Decimal;
use gaireport::standard::{editions, newest};

use crate::laws::dialects::{self, ALL};
use crate::laws::drafts::Draft;
use crate::laws::random::Random;
use crate::laws::sheet::Role;
use crate::laws::tally::{analysis, drafts, grave, keep, shown};
use crate::strict::analyze;

const TARGETS: [(Target, Kind); 3] =
    [(Target::Markdown, Kind::Markdown), (Target::Text, Kind::Text), (Target::Html, Kind::Html)];

/// The years of all editions, and some more.
fn years() -> impl Iterator<Item = u16> {
    editions()[0].years.0..newest().years.0 + 5
}

/// The rules that speak of a text at error or warning level.
fn rules(text: &str, kind: Kind) -> Vec<&'static str> {
    grave(&analyze(text, &Options::new(kind))).iter().map(|finding| finding.rule.id).collect()
}

/// The new draft with every empty value cell filled by `figure`.
fn filled(text: &str, kind: Kind, figure: &str) -> String {
    let mut text = text.to_owned();
    let blanks = analyze(&text, &Options::new(kind)).findings;
    let mut edits: Vec<_> = blanks
        .iter()
        .filter(|finding| finding.rule.id == "blank-table")
        .flat_map(|finding| finding.fixes.first().into_iter().flat_map(|fix| &fix.edits))
        .collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span));
    for edit in edits {
        text.replace_range(edit.span.range(), &edit.text.replace('0', figure));
    }
    text
}

#[test]
fn a_blank_template_asks_for_figures_and_words_only() {
    for (year, (target, kind)) in years().flat_map(|year| TARGETS.map(|target| (year, target))) {
        let text = new_draft("清河镇人民政府", year, target).unwrap();
        let mut said = rules(&text, kind);
        said.retain(|rule| *rule != "empty-section");
        assert_eq!(said, ["blank-table"; 3], "{year} {target:?}");
    }
}

#[test]
fn a_template_of_zeros_lacks_words_only() {
    for (year, (target, kind)) in years().flat_map(|year| TARGETS.map(|target| (year, target))) {
        let text = filled(&new_draft("清河镇人民政府", year, target).unwrap(), kind, "0");
        let mut said = rules(&text, kind);
        said.retain(|rule| *rule != "empty-section");
        assert_eq!(said, [""; 0], "{year} {target:?}\n{text}");
        let report = &analyze(&text, &Options::new(kind)).reports[0];
        let zero = |table: &gaireport::report::BoundTable| {
            let columns = |row: usize| table.table().columns_of(row).len();
            (0..table.rows.len())
                .all(|row| (0..columns(row)).all(|column| table.figure(row, column) == Some(Decimal::from(0))))
        };
        assert!(report.tables.len() == 3 && report.tables.iter().all(zero), "{year} {target:?}");
    }
}

#[test]
fn conversion_keeps_every_figure_of_every_dialect() {
    let mut complaints = Vec::new();
    for (dialect, number) in ALL.iter().flat_map(|dialect| (0..drafts(20)).map(move |number| (*dialect, number))) {
        let mut random = Random::new((number * ALL.len() + dialect as usize) as u64 + 4_000_000);
        let draft = Draft::new(&mut random);
        let written = dialects::write(&draft, dialect, &mut random);
        let read = analysis(&written);
        for (target, kind) in TARGETS {
            let text = convert(&written.text, &read.document, &read.reports, written.kind, target);
            let analysis = analyze(&text, &Options::new(kind));
            let kept = analysis.reports.len() == 1 && (0..3).all(|index| same(&draft, &analysis.reports[0], index));
            let said: Vec<String> = grave(&analysis).iter().map(|finding| shown(finding, &text)).collect();
            if !kept || !said.is_empty() {
                let path = keep(&format!("convert-{dialect:?}-{number}.txt"), &written.text);
                complaints.push(format!("{dialect:?} {number} {target:?} ({path}): kept {kept}, {}", said.join("; ")));
            }
        }
    }
    assert!(complaints.is_empty(), "{}: {:#?}", complaints.len(), &complaints[..complaints.len().min(20)]);
}

/// Whether a table of the report holds the figures of the draft.
fn same(draft: &Draft, report: &gaireport::report::Report, index: usize) -> bool {
    report.table(&draft.edition.tables[index].id).is_some_and(|table| {
        let figures = draft.figures[index].iter().enumerate();
        figures
            .flat_map(|(row, figures)| figures.iter().enumerate().map(move |(column, figure)| (row, column, figure)))
            .all(|(row, column, figure)| table.figure(row, column) == Some(*figure))
    })
}

#[test]
fn what_is_written_in_a_form_that_marks_cells_is_read_and_written_the_same() {
    for number in 0..drafts(30) {
        let mut random = Random::new(number as u64 + 6_000_000);
        let mut draft = Draft::new(&mut random);
        for table in 0..3 {
            let grid = grid(&draft.sheet_mut(table).unwrap().grid());
            for form in [Form::Html, Form::Tabs, Form::TabLed, Form::Pipes, Form::PipeCells, Form::Markdown] {
                let text = write(&grid, form);
                let document = read(&text, Kind::Text, &[]);
                let again = read_grid(&document, &text, 0..document.lines.len());
                assert_eq!(write(&again, form), text, "{form:?}");
                if form == Form::Html {
                    assert_eq!(texts(&again), texts(&grid));
                }
            }
        }
    }
}

/// The engine's grid of a made one.
fn grid(made: &crate::laws::sheet::Grid) -> Grid {
    let cell = |cell: &crate::laws::sheet::Cell| GridCell {
        text: cell.text.clone(),
        columns: cell.columns as u16,
        rows: cell.rows as u16,
        header: cell.role != Role::Value,
    };
    Grid { rows: made.iter().map(|row| row.iter().map(cell).collect()).collect() }
}

fn texts(grid: &Grid) -> Vec<Vec<&str>> {
    grid.rows.iter().map(|row| row.iter().map(|cell| cell.text.as_str()).collect()).collect()
}

#[test]
fn a_new_draft_of_a_made_organ_is_read_as_its_own() {
    for (target, kind) in TARGETS {
        let text = new_draft("𠮷安县㙦头镇人民政府", 2023, target).unwrap();
        let written = dialects::Written { text, kind, region: None };
        let analysis = analysis(&written);
        let report = &analysis.reports[0];
        assert_eq!(
            (report.organization.as_deref(), report.year),
            (Some("𠮷安县㙦头镇人民政府"), Some(2023)),
            "{target:?}"
        );
    }
}
