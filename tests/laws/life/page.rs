//! A page with a report: a made draft, perhaps with one fault, as a site writes it, and what should be said of it.

use gaireport::lint::Finding;

use crate::laws::dialects::{Dialect, Written, unmark, write_marked};
use crate::laws::drafts::{Block, Draft};
use crate::laws::faults::{self, Expected, Fault, inject};
use crate::laws::found;
use crate::laws::life::site;
use crate::laws::random::Random;
use crate::laws::sheet::{Line, mark};

/// Forms that tables of web sites take, as they are saved or copied.
pub const DIALECTS: [Dialect; 12] = [
    Dialect::Html,
    Dialect::Bars,
    Dialect::LedBars,
    Dialect::BarCells,
    Dialect::LoneBars,
    Dialect::LedBarCells,
    Dialect::Markdown,
    Dialect::Tabs,
    Dialect::BareTabs,
    Dialect::TabLed,
    Dialect::Words,
    Dialect::Lines,
];

/// A fault that is planted into a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plant {
    /// One of the faults of single drafts.
    Fault(Fault),
    /// A table with its labels and no figure.
    Blank,
    /// The figures of two cells as one, the cell between them lost.
    Merged,
}

/// Every fault, those that people make most more than once.
pub const PLANTS: [Plant; 17] = [
    Plant::Fault(Fault::MissingSection),
    Plant::Fault(Fault::MissingTable),
    Plant::Fault(Fault::MissingSubtable),
    Plant::Fault(Fault::MissingRow),
    Plant::Fault(Fault::RenamedHeading),
    Plant::Fault(Fault::MisnumberedHeading),
    Plant::Fault(Fault::CellTooMany),
    Plant::Fault(Fault::CellTooFew),
    Plant::Fault(Fault::BlankCell),
    Plant::Fault(Fault::Placeholder),
    Plant::Fault(Fault::TextCell),
    Plant::Fault(Fault::NegativeCell),
    Plant::Fault(Fault::WrongTotal),
    Plant::Fault(Fault::WrongPart),
    Plant::Fault(Fault::OtherEdition),
    Plant::Blank,
    Plant::Merged,
];

/// A page, and what is true of it.
pub struct Page {
    /// The report on it.
    pub draft: Draft,
    /// The form of its tables.
    pub dialect: Dialect,
    /// Its fault.
    pub plant: Option<Plant>,
    /// What should be found.
    pub expected: Expected,
    /// The page.
    pub written: Written,
}

impl Page {
    /// A page that the seed decides.
    pub fn new(random: &mut Random) -> Page {
        let dialect = if random.chance(30) { Dialect::Html } else { random.pick(&DIALECTS) };
        let mut draft = Draft::new(random);
        site::dress(&mut draft, random);
        let plant = random.chance(50).then(|| random.pick(&PLANTS));
        let (plant, expected) =
            plant.map_or((None, Expected::default()), |plant| planted(plant, &mut draft, dialect, random));
        let (text, kind) = write_marked(&draft, dialect, random);
        let text = site::around(&text.replace("\r\n", "\n").replace('\r', "\n"), &draft, dialect, random);
        Page { written: unmark(&text, kind), draft, dialect, plant, expected }
    }

    /// Whether a finding is one that the fault asks for.
    pub fn asks_for(&self, finding: &Finding) -> bool {
        let stands = |rules: &[&str]| {
            let region = self.written.region.unwrap_or((0, usize::MAX));
            let (start, end) = (finding.span.start as usize, finding.span.end as usize);
            rules.contains(&finding.rule.id) && start <= region.1 && end >= region.0
        };
        match self.plant {
            Some(Plant::Fault(fault)) => found::names(finding, fault, self.dialect, &self.written, &self.expected),
            Some(Plant::Blank) => stands(&["blank-table"]),
            // Where several cuts would do, the row is short of a cell and no more can be said.
            Some(Plant::Merged) => stands(&["merged-figures", "wrong-cell-count"]),
            None => false,
        }
    }

    /// Whether every figure of a table must be read: it has the format's rows and cells.
    pub fn is_read_whole(&self, table: usize) -> bool {
        let kept = |fault: Fault| {
            let whole = [Fault::MissingSection, Fault::RenamedHeading, Fault::MisnumberedHeading, Fault::Placeholder];
            let one = [Fault::WrongTotal, Fault::WrongPart, Fault::MissingTable];
            whole.contains(&fault) || one.contains(&fault)
        };
        match self.plant {
            None => true,
            Some(Plant::Fault(Fault::MissingSubtable)) => table > 0,
            Some(Plant::Fault(fault)) => kept(fault),
            Some(Plant::Blank | Plant::Merged) => false,
        }
    }
}

/// Plants a fault; none where the draft has no place for it.
fn planted(plant: Plant, draft: &mut Draft, dialect: Dialect, random: &mut Random) -> (Option<Plant>, Expected) {
    let done = match plant {
        Plant::Fault(fault) => return (Some(plant), inject(fault, draft, dialect, random)),
        Plant::Blank => blank(draft, random),
        Plant::Merged => merge(draft, random),
    };
    (done.then_some(plant), Expected::default())
}

fn blank(draft: &mut Draft, random: &mut Random) -> bool {
    let table = random.below(3);
    let section = draft.edition.tables[table].section;
    let Some(sheet) = draft.sheet_mut(table) else { return false };
    sheet.lines_mut().flat_map(|line| &mut line.cells).for_each(String::clear);
    for (of, block) in &mut draft.blocks {
        if let Block::Heading(text) = block
            && *of == Some(section)
        {
            mark(text);
        }
    }
    true
}

/// Two figures other than 0 that stand side by side become one.
fn merge(draft: &mut Draft, random: &mut Random) -> bool {
    let Some(sheet) = draft.sheet_mut(random.pick(&[1, 1, 2])) else { return false };
    let parts = sheet.table().columns.len() - 1;
    let positive = |text: &String| text.parse::<i64>().is_ok_and(|figure| figure > 0);
    let pair = |line: &Line| (0..parts - 1).find(|&at| line.cells[at..at + 2].iter().all(positive));
    let line = sheet.index == 2;
    let Some((found, at)) = sheet.lines_mut().find_map(|line| pair(line).map(|at| (line, at))) else { return false };
    let second = found.cells.remove(at + 1);
    found.cells[at].push_str(&second);
    found.cells.iter_mut().for_each(mark);
    if !line {
        mark(&mut found.label);
    }
    true
}

/// Every fault of single drafts is among those that are planted.
#[test]
fn every_fault_is_planted() {
    assert!(faults::ALL.iter().all(|fault| PLANTS.contains(&Plant::Fault(*fault))));
}
