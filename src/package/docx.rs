//! Word files: the XML of their parts as paragraphs and tables.
//!
//! Keeps the text that a reader of the file would see: insertions are taken as accepted, deletions and hidden text left
//! out, automatic numbers of paragraphs written out, text boxes put behind the paragraph they hang on, notes behind the
//! paragraph or table that they are on.

mod body;
mod chunk;
mod numbering;
mod open;
mod parts;
mod properties;
mod signs;
mod story;
mod styles;

use quick_xml::events::BytesStart;

use super::blocks::Block;
use super::budget::Budget;
use super::xml::attribute;
use super::{Drawn, Fault, Format, tabs};

pub(super) use parts::{COMMENTS, Part, Parts, flat, is_main, open_archive, related, word_2003};
pub(super) use signs::of as sign;

/// Reads the parts of a file.
fn read(parts: &Parts, chunks: chunk::Chunks, budget: &mut Budget) -> Result<Vec<Block>, Fault> {
    let styles = styles::read(parts.styles)?;
    let lists = numbering::read(parts.numbering, &styles)?;
    let mut body = body::Body::new(&styles, lists, chunks, budget);
    for notes in parts.notes {
        body.read_notes(notes)?;
    }
    Ok(tabs::rows(body.read(parts.document)?))
}

/// Draws the text out of a file of these parts.
fn draw(format: Format, parts: &Parts, chunks: chunk::Chunks, budget: &mut Budget) -> Result<Drawn, Fault> {
    let names = [parts.document, parts.notes[0], parts.notes[1]].map(|part| part.name.to_owned());
    Drawn::of(format, &read(parts, chunks, budget)?, names.to_vec())
}

/// The attribute `val` as a number.
fn number(element: &BytesStart) -> Option<usize> {
    attribute(element, "val")?.trim().parse().ok()
}

/// Returns whether a switch is on: it is, where nothing else is said.
fn is_on(element: &BytesStart) -> bool {
    attribute(element, "val").is_none_or(|value| !matches!(value.as_str(), "0" | "false" | "off" | "none"))
}

/// Returns whether `w:vertAlign` has text stand higher or lower than the rest.
fn raises(element: &BytesStart) -> bool {
    attribute(element, "val").is_some_and(|place| matches!(place.as_str(), "superscript" | "subscript"))
}

#[cfg(test)]
mod tests;
