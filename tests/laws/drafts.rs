//! Whole drafts made at random: figures that obey the identities, tables, and the text around them, free of any dialect.

use gaireport::number::Decimal;
use gaireport::standard::{Edition, Kind, Section, editions};

use crate::laws::figures::{Figures, Scale, make};
use crate::laws::prose;
use crate::laws::random::Random;
use crate::laws::sentences::Facts;
use crate::laws::sheet::Sheet;

/// A piece of a draft.
#[derive(Clone)]
pub enum Block {
    /// The lines of the title.
    Title(Vec<String>),
    /// The heading of a section.
    Heading(String),
    /// A paragraph.
    Paragraph(String),
    /// A table.
    Table(Sheet),
}

/// A draft before it is written in a dialect.
#[derive(Clone)]
pub struct Draft {
    /// The edition of its year.
    pub edition: &'static Edition,
    /// The report year.
    pub year: u16,
    /// The organ.
    pub organ: &'static str,
    /// The figures of its tables.
    pub figures: [Figures; 3],
    /// Its pieces, each with the section that it belongs to.
    pub blocks: Vec<(Option<usize>, Block)>,
}

impl Draft {
    /// A draft without faults, of an edition that the seed decides.
    pub fn new(random: &mut Random) -> Draft {
        let edition = &editions()[random.below(editions().len())];
        let scale = Scale::any(random);
        Draft::of(edition, scale, random)
    }

    /// A draft without faults, of that edition.
    pub fn of(edition: &'static Edition, scale: Scale, random: &mut Random) -> Draft {
        let (first, last) = edition.years;
        let years = last.map_or(5, |last| usize::from(last - first) + 1);
        let year = first + random.below(years) as u16;
        let organ = prose::organ(random);
        let figures = make(edition, scale, organ.regulations, random);
        Draft::with(edition, year, organ.name, figures, random)
    }

    /// A draft that holds these figures.
    pub fn with(
        edition: &'static Edition,
        year: u16,
        organ: &'static str,
        figures: [Figures; 3],
        random: &mut Random,
    ) -> Draft {
        let mut draft = Draft { edition, year, organ, figures, blocks: Vec::new() };
        draft.push(None, [Block::Title(prose::title(organ, year, random))]);
        draft.push(None, prose::opening(edition, year, random).into_iter().map(Block::Paragraph));
        for (index, section) in edition.sections.iter().enumerate() {
            draft.push(Some(index), [Block::Heading(heading(section, random))]);
            let body = draft.body(index, random);
            draft.push(Some(index), body);
        }
        draft.push(None, prose::signature(organ, year, random).into_iter().map(Block::Paragraph));
        draft
    }

    fn push(&mut self, section: Option<usize>, blocks: impl IntoIterator<Item = Block>) {
        self.blocks.extend(blocks.into_iter().map(|block| (section, block)));
    }

    fn body(&self, section: usize, random: &mut Random) -> Vec<Block> {
        let paragraphs = |texts: Vec<String>| texts.into_iter().map(Block::Paragraph).collect();
        let Some(table) = self.edition.tables.iter().position(|table| table.section == section) else {
            return paragraphs(match self.edition.sections[section].id.as_str() {
                "overview" => prose::overview(self.year, &Facts::new(self.edition, &self.figures, self.year), random),
                "improvement" => prose::improvement(self.year, random),
                _ => vec![prose::other(self.edition, self.year, random)],
            });
        };
        let lead = prose::lead_in(random).map(|text| Block::Paragraph(text.to_owned()));
        lead.into_iter().chain([Block::Table(self.sheet(table, random))]).collect()
    }

    fn sheet(&self, table: usize, random: &mut Random) -> Sheet {
        let cells = written(self.edition, table, &self.figures[table], random);
        Sheet::new(self.edition, table, cells)
    }

    /// Its tables.
    pub fn sheets(&self) -> impl Iterator<Item = &Sheet> {
        self.blocks.iter().filter_map(|(_, block)| if let Block::Table(sheet) = block { Some(sheet) } else { None })
    }

    /// Its tables, to change them.
    pub fn sheets_mut(&mut self) -> impl Iterator<Item = &mut Sheet> {
        self.blocks.iter_mut().filter_map(|(_, block)| if let Block::Table(sheet) = block { Some(sheet) } else { None })
    }

    /// The sheet of a table, if the draft has it.
    pub fn sheet_mut(&mut self, table: usize) -> Option<&mut Sheet> {
        self.sheets_mut().find(|sheet| sheet.index == table)
    }
}

/// A heading in the standard's or an accepted wording.
fn heading(section: &Section, random: &mut Random) -> String {
    let accepted: Vec<&str> = section.accepted.iter().map(String::as_str).collect();
    let name = if !accepted.is_empty() && random.chance(15) { random.pick(&accepted) } else { section.name.as_str() };
    format!("{}、{name}", section.ordinal)
}

/// The figures of a table as a draft writes them.
pub fn written(edition: &Edition, table: usize, figures: &Figures, random: &mut Random) -> Vec<Vec<String>> {
    let facts = &edition.tables[table];
    let odd = random.chance(10);
    let row = |(row, figures): (usize, &Vec<Decimal>)| {
        let kinds = facts.columns[facts.columns_of(row)].iter().map(|column| column.kind);
        figures.iter().zip(kinds).map(|(figure, kind)| write(*figure, kind, odd, random)).collect()
    };
    figures.iter().enumerate().map(row).collect()
}

fn write(figure: Decimal, kind: Kind, odd: bool, random: &mut Random) -> String {
    let text = figure.to_string();
    let positive = figure.mantissa > 0;
    match kind {
        Kind::Change if positive => format!("{}{text}", random.pick(&["", "+", "增"])),
        Kind::Change if figure.mantissa < 0 => {
            format!("{}{}", random.pick(&["-", "－", "减"]), text.trim_start_matches('-'))
        }
        Kind::BareMoney if positive && random.chance(30) => format!("{text}万元"),
        Kind::Count if odd && random.chance(20) => oddly(&text, random),
        _ => text,
    }
}

/// The same figure in a form that deserves a word of information at most.
fn oddly(text: &str, random: &mut Random) -> String {
    match random.below(3) {
        0 => text.chars().map(|digit| char::from_u32(u32::from(digit) + 0xFEE0).unwrap_or(digit)).collect(),
        1 => format!("{text}件"),
        _ if text.len() > 3 => format!("{},{}", &text[..text.len() - 3], &text[text.len() - 3..]),
        _ => text.to_owned(),
    }
}
