//! A report in the making: typed figure by figure, it keeps every figure in its column, and nothing is said but what is blank.

use gaireport::analysis::{Analysis, Options};
use gaireport::compose::{Fill, Target, convert, new_draft, table_text};
use gaireport::dialect::{Form, Kind};
use gaireport::edit::Edit;
use gaireport::ide::Snapshot;
use gaireport::ide::figures::figures;
use gaireport::language::Language;
use gaireport::number::{Class, Decimal};
use gaireport::standard::{Edition, editions};

use crate::laws::drafts::{Block, Draft};
use crate::laws::figures::{Figures, Scale, make};
use crate::laws::random::Random;
use crate::laws::sheet::Sheet;
use crate::laws::tally::{grave, keep, shown};
use crate::laws::word;
use crate::strict::analyze;

/// What a report that is not ready lacks.
const LACKING: [&str; 3] = ["blank-table", "empty-cell", "empty-section"];

/// Figures typed between two looks at all that shows them.
const STEPS: usize = 24;

const ORGAN: &str = "清河镇人民政府";

/// A cell of a report: table, row, column within the row.
type Place = (usize, usize, usize);

/// A report while it is being typed.
struct Making {
    name: String,
    edition: &'static Edition,
    figures: [Figures; 3],
    typed: Vec<Place>,
}

impl Making {
    fn new(name: &str, edition: &'static Edition) -> Making {
        let mut random = Random::new(u64::from(edition.id));
        let figures = make(edition, Scale::Dense, false, &mut random);
        Making { name: format!("{name}-{}", edition.id), edition, figures, typed: Vec::new() }
    }

    /// All cells, in the order of reading.
    fn places(&self) -> Vec<Place> {
        let tables = self.figures.iter().enumerate();
        let rows =
            tables.flat_map(|(table, rows)| rows.iter().enumerate().map(move |(row, cells)| (table, row, cells)));
        rows.flat_map(|(table, row, cells)| (0..cells.len()).map(move |column| (table, row, column))).collect()
    }

    fn figure(&self, (table, row, column): Place) -> Decimal {
        self.figures[table][row][column]
    }

    fn id(&self, table: usize) -> &str {
        &self.edition.tables[table].id
    }

    fn fail(&self, text: &str, shown_by: &str, said: &str) -> ! {
        let typed = self.typed.len();
        let kept = keep(&format!("making-{}-{typed}.txt", self.name), text);
        panic!("{} by {shown_by}, {typed} figures typed ({kept}): {said}", self.name)
    }

    /// Fails with what is wrong about an analysis of the report as far as it is typed.
    fn hold(&self, analysis: &Analysis, text: &str, shown_by: &str) {
        let [report] = &analysis.reports[..] else {
            self.fail(text, shown_by, &format!("{} reports", analysis.reports.len()))
        };
        for place in self.places() {
            let (table, row, column) = place;
            let read = report.table(self.id(table)).and_then(|table| table.figure(row, column));
            let due = self.typed.contains(&place).then(|| self.figure(place));
            if read != due {
                self.fail(text, shown_by, &format!("{place:?} is {read:?}, not {due:?}"));
            }
        }
        let said = grave(analysis).into_iter().find(|finding| !LACKING.contains(&finding.rule.id));
        if let Some(finding) = said {
            self.fail(text, shown_by, &shown(finding, text));
        }
    }

    /// The same of the view beside the text, and of what the report is converted to.
    fn hold_elsewhere(&self, analysis: &Analysis, options: &Options, text: &str) {
        let snapshot = Snapshot { source: text, options, analysis, language: Language::Chinese };
        let drawn = figures(&snapshot, |span| span);
        let cells = drawn.reports[0].tables.iter().flat_map(|table| table.rows.iter().flatten());
        let shown = cells.filter(|cell| cell.kind == "value" && cell.figure.is_some()).count();
        assert_eq!(shown, self.typed.len(), "{} beside the text", self.name);
        for (target, kind) in
            [(Target::Markdown, Kind::Markdown), (Target::Text, Kind::Text), (Target::Html, Kind::Html)]
        {
            let converted = convert(text, &analysis.document, &analysis.reports, options.kind, target);
            self.hold(&analyze(&converted, &Options::new(kind)), &converted, &format!("conversion to {target:?}"));
        }
    }

    /// Types the figures into the blank cells of a text.
    fn type_into(mut self, mut text: String, kind: Kind, order: &[Place]) {
        let options = Options::new(kind);
        for &place in order {
            let analysis = analyze(&text, &options);
            self.hold(&analysis, &text, "check");
            if self.typed.len() % STEPS == 1 {
                self.hold_elsewhere(&analysis, &options, &text);
            }
            let (table, row, column) = place;
            let value = analysis.reports[0].table(self.id(table)).and_then(|table| table.value(row, column).copied());
            let blank = value.filter(|value| value.class == Class::Empty);
            let Some(value) = blank else { panic!("{}: no blank cell at {place:?} in\n{text}", self.name) };
            let edits = analysis.document.fill(value.line, value.span, &self.figure(place).to_string());
            text = with(&text, edits);
            self.typed.push(place);
        }
        self.hold(&analyze(&text, &options), &text, "check");
    }

    /// The report as far as it is typed, as a file of Word.
    fn as_word(&self) -> String {
        let mut random = Random::new(1);
        let mut draft = Draft::with(self.edition, self.edition.years.0, ORGAN, self.figures.clone(), &mut random);
        // The words of a whole report tell of figures that are still to come.
        draft.blocks.retain(|(_, block)| !matches!(block, Block::Paragraph(_)));
        for (_, block) in &mut draft.blocks {
            let Block::Table(sheet) = block else { continue };
            let table = sheet.index;
            for line in sheet.lines_mut() {
                let row = line.row;
                for (column, cell) in line.cells.iter_mut().enumerate() {
                    let typed = self.typed.contains(&(table, row, column));
                    *cell = if typed { self.figure((table, row, column)).to_string() } else { String::new() };
                }
            }
        }
        word::drawn(&draft)
    }
}

fn with(text: &str, edits: Vec<Edit>) -> String {
    let mut text = text.to_owned();
    edits.iter().rev().for_each(|edit| text.replace_range(edit.span.range(), &edit.text));
    text
}

/// The standard's tables under their headings, blank, in a form.
fn blank(edition: &Edition, form: Form) -> String {
    let year = edition.years.0;
    let mut text = edition.texts.title.replace("{org}", ORGAN).replace("{year}", &year.to_string());
    for (index, section) in edition.sections.iter().enumerate() {
        text.push_str(&format!("\n\n{}\n", section.heading()));
        if let Some(table) = edition.tables.iter().position(|table| table.section == index) {
            text.push_str(&format!("\n{}\n", table_text(edition, table, form, Fill::Blank)));
        }
    }
    text
}

/// The cells in another order, each form's own.
fn shuffled(mut places: Vec<Place>, seed: u64) -> Vec<Place> {
    let mut random = Random::new(seed);
    (1..places.len()).rev().for_each(|last| places.swap(last, random.below(last + 1)));
    places
}

#[test]
fn a_new_report_keeps_what_is_typed_into_it() {
    for edition in editions() {
        for (target, kind) in
            [(Target::Markdown, Kind::Markdown), (Target::Text, Kind::Text), (Target::Html, Kind::Html)]
        {
            let text = new_draft(ORGAN, edition.years.0, target).expect("a year of the edition");
            let making = Making::new(&format!("{target:?}"), edition);
            let places = making.places();
            making.type_into(text, kind, &places);
        }
    }
}

#[test]
fn the_order_of_typing_does_not_matter() {
    for edition in editions() {
        for (form, kind) in [(Form::Markdown, Kind::Markdown), (Form::Tabs, Kind::Text)] {
            let making = Making::new(&format!("{form:?}"), edition);
            let order = shuffled(making.places(), u64::from(edition.id) + form as u64);
            making.type_into(blank(edition, form), kind, &order);
        }
    }
}

#[test]
fn a_file_of_word_keeps_what_is_typed_into_it() {
    for edition in editions() {
        let mut making = Making::new("Word", edition);
        let reading = making.places();
        for order in [reading.clone(), shuffled(reading, 5)] {
            making.typed.clear();
            for place in order {
                making.typed.push(place);
                let (text, options) = (making.as_word(), Options::new(Kind::Text));
                let analysis = analyze(&text, &options);
                making.hold(&analysis, &text, "check");
            }
        }
    }
}

#[test]
fn a_wrong_figure_is_said_once_its_sum_is_complete() {
    let edition = editions().last().expect("an edition is in force");
    let mut making = Making::new("wrong", edition);
    let table = edition.tables.iter().position(|table| table.identities.len() > 2).expect("a table has sums");
    let (text, options) = (blank(edition, Form::Tabs), Options::new(Kind::Text));
    making.figures[table][0][0] = Decimal::from(99_999);
    let row: Vec<Place> = making.places().into_iter().filter(|place| (place.0, place.1) == (table, 0)).collect();
    let (last, before) = row.split_last().expect("a row has cells");
    let typed = |places: &[Place]| {
        places.iter().fold(text.clone(), |text, &place| {
            let analysis = analyze(&text, &options);
            let value =
                *analysis.reports[0].table(making.id(table)).and_then(|table| table.value(0, place.2)).expect("a cell");
            with(&text, analysis.document.fill(value.line, value.span, &making.figure(place).to_string()))
        })
    };
    let wrong = |text: &str| {
        let analysis = analyze(text, &options);
        grave(&analysis).iter().filter(|finding| !LACKING.contains(&finding.rule.id)).count()
    };
    let begun = typed(before);
    assert_eq!(wrong(&begun), 0);
    assert_eq!(wrong(&typed(&[before, &[*last]].concat())), 1);
}

/// The sheets of a draft are those of the standard: what is typed stands where the standard has it.
#[test]
fn a_blank_report_of_word_is_blank() {
    let edition = &editions()[0];
    let making = Making::new("blank", edition);
    let analysis = analyze(&making.as_word(), &Options::new(Kind::Text));
    let blank: Vec<bool> = analysis.reports[0].tables.iter().map(|table| table.is_blank()).collect();
    assert_eq!(blank, [true; 3]);
    assert_eq!(Sheet::new(edition, 0, Vec::new()).lines().count(), edition.tables[0].rows.len());
}
