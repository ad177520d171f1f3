//! Puts one fault into a draft, marks where it stands, and says what should be found.

mod edition;
mod headings;

use gaireport::number::Decimal;
use gaireport::standard::{Edition, Kind};

use crate::laws::dialects::Dialect;
use crate::laws::drafts::{Block, Draft};
use crate::laws::random::Random;
use crate::laws::sheet::{Line, Sheet, mark};

/// A kind of fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A section with all that it holds.
    MissingSection,
    /// A table below its heading.
    MissingTable,
    /// A titled part of 表二.
    MissingSubtable,
    /// A row of 表二 or 表三.
    MissingRow,
    /// A heading with another wording.
    RenamedHeading,
    /// A heading with another number, or a number in another form.
    MisnumberedHeading,
    /// One value more.
    CellTooMany,
    /// One value less, with its cell.
    CellTooFew,
    /// A cell left blank.
    BlankCell,
    /// A stroke or 无 for a figure.
    Placeholder,
    /// Words for a figure.
    TextCell,
    /// A figure below zero where none can be.
    NegativeCell,
    /// A total that its parts do not make.
    WrongTotal,
    /// A part that its total does not hold.
    WrongPart,
    /// A table of the other edition.
    OtherEdition,
}

/// Every kind.
pub const ALL: [Fault; 15] = [
    Fault::MissingSection,
    Fault::MissingTable,
    Fault::MissingSubtable,
    Fault::MissingRow,
    Fault::RenamedHeading,
    Fault::MisnumberedHeading,
    Fault::CellTooMany,
    Fault::CellTooFew,
    Fault::BlankCell,
    Fault::Placeholder,
    Fault::TextCell,
    Fault::NegativeCell,
    Fault::WrongTotal,
    Fault::WrongPart,
    Fault::OtherEdition,
];

/// What should be found.
#[derive(Default)]
pub struct Expected {
    /// Name of the cell, where the finding is about one.
    pub cell: Option<String>,
    /// The figure that should stand there, where the identities tell.
    pub figure: Option<String>,
    /// Whether a cell is lost or blank at the edge of its row, where a cell and the place of a merged one look the same.
    pub at_edge: bool,
}

/// The rules any of which finds a fault, in a dialect that shows more or less of it.
pub fn found_by(fault: Fault, dialect: Dialect) -> &'static [&'static str] {
    let unmarked = matches!(dialect, Dialect::Lines | Dialect::Words | Dialect::OneLine);
    let endless =
        matches!(dialect, Dialect::BarCells | Dialect::LoneBars | Dialect::LedBarCells | Dialect::OneLineBars);
    let blurred = unmarked || endless || matches!(dialect, Dialect::TornTabs | Dialect::MiniTables);
    match fault {
        Fault::MissingSection => &["missing-section"],
        Fault::MissingTable => &["missing-table"],
        Fault::MissingSubtable => &["missing-subtable"],
        Fault::MissingRow => &["missing-row"],
        // Inside a line only the exact number and name are believed to be a heading.
        Fault::RenamedHeading if dialect.is_one_line() => &["nonstandard-heading", "missing-section"],
        Fault::RenamedHeading => &["nonstandard-heading"],
        Fault::MisnumberedHeading if dialect.is_one_line() => &["wrong-section-number", "missing-section"],
        Fault::MisnumberedHeading => &["wrong-section-number"],
        // Where rows have no end or no fixed width, a cell less beside the place of a merged one looks like a blank.
        Fault::CellTooFew if endless || matches!(dialect, Dialect::Bars | Dialect::TornTabs) => {
            &["wrong-cell-count", "empty-cell"]
        }
        Fault::CellTooMany | Fault::CellTooFew => &["wrong-cell-count"],
        Fault::BlankCell if unmarked => &["wrong-cell-count"],
        // A blank is hardly told from the place of a merged cell.
        Fault::BlankCell if blurred => &["empty-cell", "wrong-cell-count"],
        Fault::BlankCell => &["empty-cell"],
        Fault::Placeholder => &["placeholder-cell"],
        Fault::TextCell if unmarked || dialect == Dialect::Fragments => &["not-a-number", "wrong-cell-count"],
        Fault::TextCell => &["not-a-number"],
        Fault::NegativeCell => &["invalid-count"],
        Fault::WrongTotal | Fault::WrongPart => {
            &["row-sum-mismatch", "result-sum-mismatch", "balance-mismatch", "review-sum-mismatch"]
        }
        Fault::OtherEdition => &["edition-mismatch"],
    }
}

/// Puts a fault into a draft.
pub fn inject(fault: Fault, draft: &mut Draft, dialect: Dialect, random: &mut Random) -> Expected {
    match fault {
        Fault::MissingSection => without_section(draft, random),
        Fault::MissingTable => without_table(draft, random),
        Fault::MissingSubtable => without_subtable(draft, random),
        Fault::MissingRow => without_row(draft, random),
        Fault::RenamedHeading => headings::change(draft, dialect, random, headings::renamed),
        Fault::MisnumberedHeading => headings::change(draft, dialect, random, headings::misnumbered),
        Fault::CellTooMany => return change_count(draft, random, Some("7")),
        Fault::CellTooFew => return change_count(draft, random, None),
        Fault::BlankCell => return blank(draft, random),
        Fault::Placeholder => return replace(draft, random, &["/", "-", "—", "--", "无", "不适用"]),
        Fault::TextCell => return replace(draft, random, &["若干", "见附件", "较多", "数十件"]),
        Fault::NegativeCell => return replace(draft, random, &["-1", "-5", "-37"]),
        Fault::WrongTotal => return wrong_figure(draft, random, true),
        Fault::WrongPart => return wrong_figure(draft, random, false),
        Fault::OtherEdition => edition::exchange(draft, random),
    }
    Expected::default()
}

/// Marks the heading of a section; the title where there is none before the first.
fn mark_heading(draft: &mut Draft, section: Option<usize>) {
    for (of, block) in &mut draft.blocks {
        match block {
            Block::Title(lines) if section.is_none() => lines.iter_mut().for_each(mark),
            Block::Heading(text) if section.is_some() && *of == section => mark(text),
            _ => {}
        }
    }
}

fn without_section(draft: &mut Draft, random: &mut Random) {
    let section = random.below(6);
    draft.blocks.retain(|(of, _)| *of != Some(section));
    mark_heading(draft, section.checked_sub(1));
}

fn without_table(draft: &mut Draft, random: &mut Random) {
    let table = random.below(3);
    draft.blocks.retain(|(_, block)| !matches!(block, Block::Table(sheet) if sheet.index == table));
    mark_heading(draft, Some(draft.edition.tables[table].section));
}

fn sheet(draft: &mut Draft, table: usize) -> &mut Sheet {
    draft.sheet_mut(table).expect("a draft without faults has all tables")
}

fn without_subtable(draft: &mut Draft, random: &mut Random) {
    let parts = &mut sheet(draft, 0).parts;
    parts.remove(random.below(parts.len()));
    mark_heading(draft, Some(draft.edition.tables[0].section));
}

/// The label before a missing row, or the heading, is where it is missed; what follows it is marked too.
fn without_row(draft: &mut Draft, random: &mut Random) {
    let table = random.below(2);
    let rows = draft.edition.tables[table].rows.len();
    let row = random.below(rows);
    let lines = sheet(draft, table);
    for part in &mut lines.parts {
        part.rows.retain(|line| line.row != row);
    }
    let near = |line: &&mut Line| line.row + 1 == row || line.row == row + 1;
    lines.lines_mut().filter(near).for_each(|line| mark(&mut line.label));
    if row == 0 {
        mark_heading(draft, Some(draft.edition.tables[table].section));
    }
}

/// A cell of the draft: table, row, and column within the row.
struct Place {
    table: usize,
    row: usize,
    column: usize,
}

impl Place {
    fn any(draft: &Draft, random: &mut Random) -> Place {
        let table = random.pick(&[0, 1, 1, 1, 2]);
        let row = random.below(draft.figures[table].len());
        Place { table, row, column: random.below(draft.figures[table][row].len()) }
    }

    fn name(&self, edition: &Edition) -> String {
        let table = &edition.tables[self.table];
        let column = &table.columns[table.columns_of(self.row).start + self.column];
        format!("{}.{}.{}", table.id, table.rows[self.row].id, column.id)
    }

    fn cells<'d>(&self, draft: &'d mut Draft) -> &'d mut Vec<String> {
        let line = sheet(draft, self.table).lines_mut().find(|line| line.row == self.row);
        &mut line.expect("a draft without faults has all rows").cells
    }

    /// Marks the row: its label, which 表四 has not, and its values.
    fn mark_row(&self, draft: &mut Draft) {
        let (table, row) = (self.table, self.row);
        let lines = sheet(draft, table).lines_mut().filter(|line| line.row == row || table == 2);
        for line in lines {
            line.cells.iter_mut().for_each(mark);
            if table != 2 {
                mark(&mut line.label);
            }
        }
    }

    fn kind(&self, edition: &Edition) -> Kind {
        let table = &edition.tables[self.table];
        table.columns[table.columns_of(self.row).start + self.column].kind
    }

    /// The figure as the identities determine it; only 表三 does so for every cell.
    fn determined(&self, draft: &Draft) -> Option<String> {
        (self.table == 1).then(|| draft.figures[1][self.row][self.column].to_string())
    }
}

fn change_count(draft: &mut Draft, random: &mut Random, more: Option<&str>) -> Expected {
    let place = loop {
        let place = Place::any(draft, random);
        // A row of one value that loses it has none left to miss a cell beside.
        if more.is_some() || draft.figures[place.table][place.row].len() > 1 {
            break place;
        }
    };
    let cells = place.cells(draft);
    match more {
        Some(text) => cells.insert(place.column, text.to_owned()),
        None => drop(cells.remove(place.column)),
    }
    place.mark_row(draft);
    // The figures of 表四 may stand behind empty places that belong to no cell.
    Expected { at_edge: more.is_none() && place.table == 2, ..Expected::default() }
}

fn blank(draft: &mut Draft, random: &mut Random) -> Expected {
    let place = Place::any(draft, random);
    place.cells(draft)[place.column].clear();
    place.mark_row(draft);
    let last = draft.figures[place.table][place.row].len() - 1;
    let at_edge = place.column == last || (place.table == 2 && place.row == 0 && place.column == 0);
    Expected { cell: Some(place.name(draft.edition)), figure: place.determined(draft), at_edge }
}

fn replace(draft: &mut Draft, random: &mut Random, texts: &[&str]) -> Expected {
    let place = loop {
        let place = Place::any(draft, random);
        if place.kind(draft.edition) == Kind::Count {
            break place;
        }
    };
    random.pick(texts).clone_into(&mut place.cells(draft)[place.column]);
    place.mark_row(draft);
    Expected { cell: Some(place.name(draft.edition)), figure: place.determined(draft), at_edge: false }
}

/// Another figure than the right one.
fn another(figure: Decimal, random: &mut Random) -> String {
    let more = figure.mantissa + 1 + random.up_to(20);
    if figure.mantissa > 0 && random.chance(50) {
        random.up_to(figure.mantissa - 1).to_string()
    } else {
        more.to_string()
    }
}

/// A wrong figure in 表三 or 表四. In 表四 a part and its total cannot be told apart: the finding is on the total.
fn wrong_figure(draft: &mut Draft, random: &mut Random, total: bool) -> Expected {
    let handled = draft.edition.tables[1].row("handled").expect("in both editions");
    let place = loop {
        let table = random.pick(&[1, 1, 2]);
        let row = random.below(draft.figures[table].len());
        let column = random.below(draft.figures[table][row].len());
        let is_total = column + 1 == draft.figures[table][row].len() || (table == 1 && row == handled);
        if is_total == total {
            break Place { table, row, column };
        }
    };
    change_figure(draft, place, random)
}

/// A wrong figure in any cell of 表三 at that row and column.
pub fn wrong_request(draft: &mut Draft, row: usize, column: usize, random: &mut Random) -> Expected {
    change_figure(draft, Place { table: 1, row, column }, random)
}

fn change_figure(draft: &mut Draft, place: Place, random: &mut Random) -> Expected {
    let right = draft.figures[place.table][place.row][place.column];
    let wrong = another(right, random);
    let cells = place.cells(draft);
    cells[place.column].clone_from(&wrong);
    if place.table == 1 {
        mark(&mut cells[place.column]);
        return Expected { cell: Some(place.name(draft.edition)), figure: Some(right.to_string()), at_edge: false };
    }
    cells.iter_mut().for_each(mark);
    let parts =
        (0..4).map(|column| if column == place.column { wrong.clone() } else { figure_text(draft, &place, column) });
    let sum: i64 = parts.filter_map(|part| part.parse::<i64>().ok()).sum();
    let total = Place { column: 4, ..place };
    Expected { cell: Some(total.name(draft.edition)), figure: Some(sum.to_string()), at_edge: false }
}

fn figure_text(draft: &Draft, place: &Place, column: usize) -> String {
    draft.figures[place.table][place.row][column].to_string()
}
