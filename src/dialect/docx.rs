//! Word files: the XML of their parts is read into plain text, tables as grids of tabs. They are never written.
//!
//! What a reader of the file would see is kept: insertions are taken as accepted, deletions and hidden text left out,
//! automatic numbers of paragraphs written out, text boxes put behind the paragraph they hang on.

mod body;
mod numbering;
mod ordinal;
mod styles;
mod table;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use numbering::Lists;

/// Elements inside each other; more are nobody's document.
const DEEPEST: usize = 512;

/// The parts of a Word file that are read, each as XML; empty where the file has none.
#[derive(Clone, Copy, Debug, Default)]
pub struct Parts<'x> {
    /// The text itself.
    pub document: &'x str,
    /// Paragraph styles, which may number.
    pub styles: &'x str,
    /// How lists are numbered.
    pub numbering: &'x str,
}

/// Why a part cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is no well-formed XML.
    Malformed,
    /// It declares a document type or entities, which Word never writes.
    Declares,
    /// It is nested deeper than any document.
    Nested,
}

/// A piece of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Block {
    /// Its lines; never blank.
    Paragraph(String),
    /// Rows of cells, merged places empty.
    Table(Vec<Vec<String>>),
}

/// The text of a Word file: paragraphs parted by blank lines, tables as grids of tabs.
pub fn read(parts: &Parts) -> Result<String, Fault> {
    let styles = styles::read(parts.styles)?;
    let lists = Lists::read(parts.numbering, styles)?;
    let blocks = body::read(parts.document, lists)?;
    let mut text = String::new();
    for block in &blocks {
        if !text.is_empty() {
            text.push('\n');
        }
        match block {
            Block::Paragraph(lines) => {
                text.push_str(lines);
                text.push('\n');
            }
            Block::Table(rows) => rows.iter().for_each(|row| {
                text.push_str(&row.join("\t"));
                text.push('\n');
            }),
        }
    }
    Ok(text)
}

/// The name of the part that holds the text, from the relations of the package; the usual one where they name none.
pub fn main_part(relations: &str) -> Result<String, Fault> {
    let mut found = None;
    walk(relations, &mut |step| {
        if let Step::Open(element) = step
            && element.local_name().as_ref() == "Relationship"
            && attribute(element, "Type").is_some_and(|kind| kind.ends_with("/officeDocument"))
        {
            found = found.take().or_else(|| attribute(element, "Target"));
        }
        Ok(())
    })?;
    let target = found.unwrap_or_else(|| "word/document.xml".to_owned());
    Ok(target.trim_start_matches('/').to_owned())
}

/// What a walk through XML meets.
enum Step<'s, 'x> {
    /// The beginning of an element.
    Open(&'s BytesStart<'x>),
    /// The end of the innermost element.
    Close,
    /// Characters.
    Text(&'s str),
}

/// Goes through XML without recursion and without growing anything but what `visit` keeps.
fn walk(xml: &str, visit: &mut dyn FnMut(Step) -> Result<(), Fault>) -> Result<(), Fault> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut depth = 0;
    loop {
        match reader.read_event().map_err(|_| Fault::Malformed)? {
            Event::Start(element) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(Fault::Nested);
                }
                visit(Step::Open(&element))?;
            }
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                visit(Step::Close)?;
            }
            Event::Text(text) => visit(Step::Text(&text.xml10_content()))?,
            Event::CData(text) => visit(Step::Text(&text.xml10_content()))?,
            Event::GeneralRef(reference) => {
                let character = match reference.resolve_char_ref() {
                    Ok(Some(character)) => character,
                    Ok(None) => named(&reference.xml10_content()).ok_or(Fault::Declares)?,
                    Err(_) => return Err(Fault::Malformed),
                };
                visit(Step::Text(character.encode_utf8(&mut [0; 4])))?;
            }
            Event::DocType(_) => return Err(Fault::Declares),
            Event::Eof if depth > 0 => return Err(Fault::Malformed),
            Event::Eof => return Ok(()),
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

/// The entities that XML has of itself.
fn named(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}

/// The value of an attribute by its name without prefix.
fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let mut attributes = attributes.with_checks(false).flatten();
    let found = attributes.find(|attribute| attribute.key.local_name().as_ref() == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

/// The attribute `val` as a number.
fn number(element: &BytesStart) -> Option<usize> {
    attribute(element, "val")?.trim().parse().ok()
}

/// Whether a switch is on: it is, where nothing else is said.
fn is_on(element: &BytesStart) -> bool {
    attribute(element, "val").is_none_or(|value| !matches!(value.as_str(), "0" | "false" | "off" | "none"))
}

#[cfg(test)]
mod tests;
