//! Marks in a copy of a Word file: comments on its words, and changes that somebody may accept or refuse.
//!
//! The copy differs from the file only where a mark stands. Parts that hold no mark are copied as they are packed, and of the
//! text every byte stays that is not part of a mark: runs are split around it, never written anew.

mod change;
mod comments;
mod patch;
mod place;
mod root;
mod runs;

use std::collections::BTreeMap;

use super::archive::{Archive, normal};
use super::budget::Budget;
use super::docx::{COMMENTS, related};
use super::{Drawn, Fault, Format};
use crate::edit::Edit;
use crate::text::Span;

use comments::Paper;
use patch::Patch;
use root::Root;
use runs::Map;

/// The name that comments and changes bear.
const AUTHOR: &str = "gaireport";
/// The list of the types of all parts.
const TYPES: &str = "[content_types].xml";
/// The first text of an archive's part in UTF-8, where an editor put it there.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// A comment, with a change that may come with it.
#[derive(Clone, Debug)]
pub struct Mark {
    /// The stretch that it is about, in bytes of the text that was drawn.
    pub span: Span,
    /// Its words, a paragraph each.
    pub words: Vec<String>,
    /// The change that it proposes; none where it only says something. It is left out where Word could not show it.
    pub edits: Vec<Edit>,
}

/// Returns a copy of a Word file (`.docx` and its kin) with these marks, in the order in which they stand. `drawn` is what
/// [`super::read`] made of the file.
pub fn marked(bytes: &[u8], drawn: &Drawn, marks: &[Mark]) -> Result<Vec<u8>, Fault> {
    let (Some(Format::Docx), Some(main)) = (drawn.format, drawn.parts.first()) else { return Err(Fault::NoWord) };
    let budget = &mut Budget::new();
    let mut archive = Archive::open(bytes)?;
    let document = archive.text(main, budget)?.ok_or(Fault::NoWord)?;
    let packed = archive.bytes(main, budget)?.unwrap_or_default();
    let root = Root::of(&document)?;
    let map = Map::read(&document, &root)?;
    let present = related(&mut archive, main, COMMENTS, budget)?;
    let old = match &present {
        Some(name) => archive.text(name, budget)?,
        None => None,
    };
    let mut paper = Paper::new(&root, old.as_deref())?;
    let mut patch = Patch::new(&map, &root, &document, paper.highest);
    for mark in marks {
        if let Some(number) = patch.add(mark, drawn) {
            paper.add(number, &mark.words);
        }
    }
    let mut parts = BTreeMap::from([(main.clone(), encoded(patch.finish(), &document, &packed))]);
    match present.filter(|_| old.is_some()) {
        Some(name) => drop(parts.insert(name, paper.finish().into_bytes())),
        None => add_part(&mut archive, main, (paper, &root), &mut parts, budget)?,
    }
    archive.rewritten(&parts)
}

/// Adds the part of the comments, with what names it: its relation to the main part, and its type.
fn add_part(
    archive: &mut Archive,
    main: &str,
    (paper, root): (Paper, &Root),
    parts: &mut BTreeMap<String, Vec<u8>>,
    budget: &mut Budget,
) -> Result<(), Fault> {
    let free = |name: &String| !archive.has(&normal(name, main));
    let numbered = (1..).map(|number| format!("comments{number}.xml"));
    let name = std::iter::once("comments.xml".to_owned()).chain(numbered).find(free).unwrap_or_default();
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", main));
    let relations = normal(&format!("{folder}/_rels/{file}.rels"), "");
    let known = archive.text(&relations, budget)?.unwrap_or_else(|| comments::NO_RELATIONS.to_owned());
    let types = archive.text(TYPES, budget)?.unwrap_or_else(|| comments::types(main));
    let place = normal(&name, main);
    parts.insert(relations, comments::with_relation(&known, &name, root)?.into_bytes());
    parts.insert(TYPES.to_owned(), comments::with_type(&types, &place)?.into_bytes());
    parts.insert(place, paper.finish().into_bytes());
    Ok(())
}

/// The text as the bytes of its part: as the part was encoded, or in UTF-8 where that was another encoding.
fn encoded(text: String, before: &str, packed: &[u8]) -> Vec<u8> {
    if packed.strip_prefix(MARK) == Some(before.as_bytes()) {
        return [MARK, text.as_bytes()].concat();
    }
    if packed == before.as_bytes() {
        return text.into_bytes();
    }
    let body = match text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")) {
        Some((_, body)) => body,
        None => &text,
    };
    format!("{}{body}", comments::DECLARATION).into_bytes()
}

#[cfg(test)]
mod tests;
