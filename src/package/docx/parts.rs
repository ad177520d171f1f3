//! The parts of a Word file that are read: in a package, in one flat file, and in the XML of Word 2003.

use std::collections::HashMap;

use quick_xml::events::BytesStart;

use super::chunk::{self, Chunks};
use super::draw;
use crate::package::archive::{Archive, normal};
use crate::package::blocks::Block;
use crate::package::budget::Budget;
use crate::package::kind::{Container, container};
use crate::package::xml::{Step, attribute, walk};
use crate::package::{Drawn, Fault, Format};
use crate::text::Span;

/// A part as XML; empty where the file has none.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::package) struct Part<'x> {
    /// Its name in the package.
    pub(super) name: &'x str,
    /// Its text.
    pub(super) xml: &'x str,
    /// Offset of the text in the part or file that holds it.
    pub(super) offset: u32,
    /// Its index among the parts that text is drawn out of.
    pub(super) index: u16,
}

/// The parts that are read.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::package) struct Parts<'x> {
    /// The text itself.
    pub(super) document: Part<'x>,
    /// Styles of paragraphs and of characters, which may number and hide.
    pub(super) styles: Part<'x>,
    /// Numbering of lists.
    pub(super) numbering: Part<'x>,
    /// Footnotes and endnotes.
    pub(super) notes: [Part<'x>; 2],
}

/// Packages within each other that are opened.
const DEEPEST: usize = 2;

/// Relation of a part to the main one, and its place.
struct Relation {
    id: String,
    kind: String,
    target: String,
}

/// The kinds of relations that are followed, by the end of their names, with the name that a part usually has.
const FOLLOWED: [(&str, &str); 4] = [
    ("/styles", "styles.xml"),
    ("/numbering", "numbering.xml"),
    ("/footnotes", "footnotes.xml"),
    ("/endnotes", "endnotes.xml"),
];

/// The end of the name of the relation to the comments.
pub(in crate::package) const COMMENTS: &str = "/comments";

/// The part that a part is in such a relation to.
pub(in crate::package) fn related(
    archive: &mut Archive,
    part: &str,
    kind: &str,
    budget: &mut Budget,
) -> Result<Option<String>, Fault> {
    let relations = relations(archive, part, budget)?;
    Ok(relations.into_iter().find(|relation| relation.kind.ends_with(kind)).map(|relation| relation.target))
}

/// Draws the text out of a package; `depth` says how many packages it lies in.
pub(in crate::package) fn open_archive(
    archive: &mut Archive,
    depth: usize,
    budget: &mut Budget,
) -> Result<Drawn, Fault> {
    let main = main_part(archive, budget)?;
    let document = archive.text(&main, budget)?.ok_or(Fault::NoWord)?;
    expect_document(&document)?;
    let relations = relations(archive, &main, budget)?;
    let mut texts: Vec<(String, String)> = Vec::new();
    for (kind, usual) in FOLLOWED {
        let related = relations.iter().find(|relation| relation.kind.ends_with(kind));
        let name = related.map_or_else(|| normal(usual, &main), |relation| relation.target.clone());
        let text = archive.text(&name, budget)?.unwrap_or_default();
        texts.push((name, text));
    }
    let chunks = chunks(archive, &relations, depth, budget)?;
    let part = |index: usize, at: u16| Part { name: &texts[index].0, xml: &texts[index].1, offset: 0, index: at };
    let document = Part { name: &main, xml: &document, ..Part::default() };
    let parts = Parts { document, styles: part(0, 0), numbering: part(1, 0), notes: [part(2, 1), part(3, 2)] };
    draw(Format::Docx, &parts, chunks, budget)
}

/// Returns whether an archive has a part that only Word files have.
pub(in crate::package) fn is_main(archive: &Archive) -> bool {
    archive.has_below("word/")
}

/// The name of the part that holds the text, from the relations of the package; the usual one where they name none.
fn main_part(archive: &mut Archive, budget: &mut Budget) -> Result<String, Fault> {
    let relations = relations(archive, "", budget)?;
    let main = relations.into_iter().find(|relation| relation.kind.ends_with("/officeDocument"));
    Ok(main.map_or_else(|| "word/document.xml".to_owned(), |relation| relation.target))
}

/// Reads the relations of a part; of the package itself where it has no name.
fn relations(archive: &mut Archive, part: &str, budget: &mut Budget) -> Result<Vec<Relation>, Fault> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let xml = archive.text(&format!("{folder}/_rels/{name}.rels"), budget)?.unwrap_or_default();
    let mut relations = Vec::new();
    walk(&xml, &mut |step, _| {
        if let Step::Open(element) = step
            && element.local_name().as_ref() == "Relationship"
            && attribute(element, "TargetMode").as_deref() != Some("External")
            && let (Some(kind), Some(target)) = (attribute(element, "Type"), attribute(element, "Target"))
        {
            let id = attribute(element, "Id").unwrap_or_default();
            relations.push(Relation { id, kind, target: normal(&target, part) });
        }
        Ok(())
    })?;
    Ok(relations)
}

/// Reads the files that the text takes in whole.
fn chunks(archive: &mut Archive, relations: &[Relation], depth: usize, budget: &mut Budget) -> Result<Chunks, Fault> {
    let mut chunks = HashMap::new();
    for relation in relations.iter().filter(|relation| relation.kind.ends_with("/aFChunk")) {
        let bytes = archive.bytes(&relation.target, budget)?.unwrap_or_default();
        chunks.insert(relation.id.clone(), read_chunk(&bytes, depth, budget)?);
    }
    Ok(chunks)
}

/// Reads a file that lies `depth` packages deep.
fn read_chunk(bytes: &[u8], depth: usize, budget: &mut Budget) -> Result<Vec<Block>, Fault> {
    let drawn = match container(bytes) {
        _ if depth >= DEEPEST => return Err(Fault::Nested),
        Some(Container::Zip) => open_archive(&mut Archive::open(bytes)?, depth + 1, budget)?,
        Some(Container::WordXml) => word_2003(&chunk::decode_text(bytes)?, budget)?,
        Some(Container::FlatOpc) => flat(&chunk::decode_text(bytes)?, budget)?,
        Some(_) => return Err(Fault::Embedded),
        None if bytes.starts_with(b"MIME-Version") => return Err(Fault::Embedded),
        None => return chunk::plain(bytes, budget),
    };
    chunk::drawn_blocks(&drawn, budget)
}

/// Refuses a part that is not the text of Word.
fn expect_document(xml: &str) -> Result<(), Fault> {
    let mut root = None;
    let _ = walk(xml, &mut |step, _| {
        let Step::Open(element) = step else { return Ok(()) };
        root = Some(element.local_name().as_ref().to_owned());
        // Nothing else of it is asked for: the walk ends here.
        Err(Fault::Malformed)
    });
    if root.as_deref() == Some("document") {
        return Ok(());
    }
    walk(xml, &mut |_, _| Ok(()))?;
    Err(Fault::NoWord)
}

/// Returns the elements of a level that `name` gives a name, with all their bytes.
fn elements(
    xml: &str,
    level: usize,
    name: impl Fn(&BytesStart) -> Option<String>,
) -> Result<HashMap<String, Span>, Fault> {
    let mut found = HashMap::new();
    let (mut depth, mut open) = (0, None);
    walk(xml, &mut |step, span| {
        match step {
            Step::Open(element) => {
                depth += 1;
                if depth == level {
                    open = name(element).map(|name| (name, span));
                }
            }
            Step::Close => {
                if let Some((name, begun)) = open.take_if(|_| depth == level) {
                    found.insert(name, begun.cover(span));
                }
                depth -= 1;
            }
            Step::Text(_) => {}
        }
        Ok(())
    })?;
    Ok(found)
}

/// Draws the text out of a package that is one XML file (`pkg:package`).
pub(in crate::package) fn flat(xml: &str, budget: &mut Budget) -> Result<Drawn, Fault> {
    budget.take(xml.len())?;
    let spans = elements(xml, 2, |element| Some(normal(&attribute(element, "name")?, "")))?;
    let part = |name: &str| {
        let span = spans.get(name).copied().unwrap_or_default();
        Part { name: "", xml: span.of(xml), offset: span.start, index: 0 }
    };
    let document = part("word/document.xml");
    if document.xml.is_empty() {
        return Err(Fault::NoWord);
    }
    let notes = [part("word/footnotes.xml"), part("word/endnotes.xml")];
    let parts = Parts { document, styles: part("word/styles.xml"), numbering: part("word/numbering.xml"), notes };
    draw(Format::FlatOpc, &parts, Chunks::new(), budget)
}

/// Draws the text out of the XML of Word 2003 (`w:wordDocument`).
pub(in crate::package) fn word_2003(xml: &str, budget: &mut Budget) -> Result<Drawn, Fault> {
    budget.take(xml.len())?;
    let spans = elements(xml, 2, |element| Some(element.local_name().as_ref().to_owned()))?;
    let part = |name: &str| {
        let span = spans.get(name).copied().unwrap_or_default();
        Part { name: "", xml: span.of(xml), offset: span.start, index: 0 }
    };
    let parts = Parts { document: part("body"), styles: part("styles"), numbering: part("lists"), ..Parts::default() };
    draw(Format::WordXml, &parts, Chunks::new(), budget)
}
