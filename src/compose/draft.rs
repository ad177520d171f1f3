//! New drafts and new sections: the standard's headings, sentences and tables.

use super::render::{Block, Marks, Style, file, render};
use super::{Fill, Target, grid, word};
use crate::dialect::{self, Form, Grid};
use crate::han;
use crate::lint::Context;
use crate::number::is_blank;
use crate::package::Fault;
use crate::standard::{Edition, Section, for_year};

/// Placeholder of the report year in a standard sentence.
const YEAR: &str = "{year}";
/// The same with the character behind it, left out where no year is known.
const YEAR_WORD: &str = "{year}年";

/// A new draft for a year, every figure blank. `None` for years before the first edition of the format.
pub fn new_draft(organization: &str, year: u16, target: Target) -> Option<String> {
    Some(file(&new_blocks(organization, year)?, target))
}

/// The same as a Word file.
pub fn new_word_draft(organization: &str, year: u16) -> Option<Result<Vec<u8>, Fault>> {
    Some(word::file(&new_blocks(organization, year)?))
}

fn new_blocks(organization: &str, year: u16) -> Option<Vec<Block>> {
    let edition = for_year(year)?;
    let sections = (0..edition.sections.len()).flat_map(|section| blocks(edition, section, Some(year), Fill::Blank));
    Some(opening(edition, organization, year).into_iter().chain(sections).collect())
}

/// A draft for a year whose tables hold `value` by table, row and column, with a further table below all sections. `None`
/// for years before the first edition of the format.
pub fn filled_draft(
    organization: &str,
    year: u16,
    target: Target,
    value: &dyn Fn(usize, usize, usize) -> String,
    (heading, appendix): (&str, Grid),
) -> Option<String> {
    let edition = for_year(year)?;
    let mut all = opening(edition, organization, year);
    for section in 0..edition.sections.len() {
        let blocks = blocks(edition, section, Some(year), Fill::Blank).into_iter();
        all.extend(blocks.filter(|block| !matches!(block, Block::Table(_))));
        let tables = (0..edition.tables.len()).filter(|&table| edition.tables[table].section == section);
        all.extend(tables.map(|table| Block::Table(grid(edition, table, &|row, column| value(table, row, column)))));
    }
    if !appendix.rows.is_empty() {
        all.extend([Block::Heading { level: 2, text: heading.to_owned() }, Block::Table(appendix)]);
    }
    Some(file(&all, target))
}

/// Title and opening sentences.
fn opening(edition: &Edition, organization: &str, year: u16) -> Vec<Block> {
    let organization: String = organization.split(is_blank).collect();
    let texts = &edition.texts;
    let opening = [&texts.preface, &texts.period, &texts.parts].map(|text| paragraph(&dated(text, Some(year))));
    let title = Block::Title(dated(&texts.title, Some(year)).replace("{org}", &organization));
    std::iter::once(title).chain(opening).collect()
}

/// Heading and standard body of a section, in the draft's own way of writing.
pub fn section(context: &Context, edition: &Edition, section: usize, fill: Fill) -> String {
    render(&blocks(edition, section, context.report.year, fill), Style::of_draft(context))
}

/// Composes heading and standard body of a section for a draft of that kind that has no headings yet.
pub fn section_text(
    edition: &Edition,
    section: usize,
    year: Option<u16>,
    form: Form,
    kind: dialect::Kind,
    fill: Fill,
) -> String {
    let marks = match kind {
        dialect::Kind::Html => Marks::Tags(Some(2)),
        dialect::Kind::Markdown => Marks::Hashes(2),
        dialect::Kind::Text => Marks::None,
    };
    render(&blocks(edition, section, year, fill), Style { form, marks, loose: true })
}

/// The heading, and the table or what the standard says in its place.
fn blocks(edition: &Edition, section: usize, year: Option<u16>, fill: Fill) -> Vec<Block> {
    let facts = &edition.sections[section];
    let mut blocks = vec![Block::Heading { level: 2, text: facts.heading() }];
    let aspects = (0..facts.aspects.len()).map(|index| aspect_heading(facts, index));
    blocks.extend(aspects.map(|text| Block::Heading { level: 3, text }));
    if !facts.body.is_empty() {
        blocks.push(paragraph(&dated(&facts.body, year)));
    }
    let tables = (0..edition.tables.len()).filter(|&table| edition.tables[table].section == section);
    blocks.extend(tables.map(|table| Block::Table(grid(edition, table, &|_, _| fill.text().to_owned()))));
    blocks
}

/// Returns the heading of an aspect that a section must treat: `（一）…`.
pub fn aspect_heading(section: &Section, index: usize) -> String {
    let aspect = section.aspects.get(index).map_or("", |aspect| aspect.name.as_str());
    format!("（{}）{aspect}", han::written(index + 1))
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph(vec![text.to_owned()])
}

fn dated(text: &str, year: Option<u16>) -> String {
    match year {
        Some(year) => text.replace(YEAR, &year.to_string()),
        None => text.replace(YEAR_WORD, ""),
    }
}
