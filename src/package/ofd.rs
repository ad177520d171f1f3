//! OFD (GB/T 33190): pages that place characters and paths, in XML within an archive.

mod content;
mod measure;
mod path;

use std::collections::HashMap;

use super::archive::{Archive, normal};
use super::budget::Budget;
use super::layout::{self, Page};
use super::xml::{Step, attribute, walk};
use super::{Drawn, Fault, Format};
use content::Content;

/// The part that names the documents of a file.
const ENTRY: &str = "OFD.xml";

/// Pages that are read.
const MOST_PAGES: usize = 2000;

/// Parts that a document names, by their paths.
#[derive(Debug, Default)]
struct Named {
    pages: Vec<String>,
    templates: HashMap<String, String>,
    resources: Vec<String>,
}

/// Returns whether an archive is an OFD.
pub(super) fn is_ofd(archive: &Archive) -> bool {
    archive.has(ENTRY)
}

/// Draws the text out of a file.
pub(super) fn open(archive: &mut Archive, budget: &mut Budget) -> Result<Drawn, Fault> {
    if archive.has("Encryptions.xml") {
        return Err(Fault::Encrypted);
    }
    let mut pages = Vec::new();
    for root in roots(archive, budget)? {
        let document = archive.text(&root, budget)?.ok_or(Fault::Damaged(Format::Ofd))?;
        read(archive, &root, &named(&document)?, &mut pages, budget)?;
    }
    if pages.iter().all(|page: &Page| page.glyphs.is_empty()) {
        return Err(Fault::NoText(Format::Ofd));
    }
    Drawn::of(Format::Ofd, &layout::blocks(&pages, budget)?, Vec::new())
}

/// The parts that hold the documents.
fn roots(archive: &mut Archive, budget: &mut Budget) -> Result<Vec<String>, Fault> {
    let entry = archive.text(ENTRY, budget)?.unwrap_or_default();
    let (mut roots, mut reading) = (Vec::new(), false);
    walk(&entry, &mut |step, _| {
        match step {
            Step::Open(element) => reading = element.local_name().as_ref() == "DocRoot",
            Step::Text(text) if reading => roots.push(normal(text.trim(), ENTRY)),
            Step::Text(_) => {}
            Step::Close => reading = false,
        }
        Ok(())
    })?;
    Ok(roots)
}

/// Returns what a document names.
fn named(document: &str) -> Result<Named, Fault> {
    let (mut named, mut resource) = (Named::default(), false);
    walk(document, &mut |step, _| {
        match step {
            Step::Open(element) => {
                let name = element.local_name();
                resource = matches!(name.as_ref(), "PublicRes" | "DocumentRes");
                match (name.as_ref(), attribute(element, "BaseLoc"), attribute(element, "ID")) {
                    ("Page", Some(place), _) => named.pages.push(place),
                    ("TemplatePage", Some(place), Some(id)) => drop(named.templates.insert(id, place)),
                    _ => {}
                }
            }
            Step::Text(text) if resource => named.resources.push(text.trim().to_owned()),
            Step::Text(_) => {}
            Step::Close => resource = false,
        }
        Ok(())
    })?;
    Ok(named)
}

/// Reads the pages of a document, each with the templates that it stands on.
fn read(
    archive: &mut Archive,
    root: &str,
    named: &Named,
    pages: &mut Vec<Page>,
    budget: &mut Budget,
) -> Result<(), Fault> {
    let mut units = HashMap::new();
    for place in &named.resources {
        let resource = archive.text(&normal(place, root), budget)?.unwrap_or_default();
        units.extend(content::units(&resource, budget)?);
    }
    let mut templates: HashMap<&str, String> = HashMap::new();
    for place in &named.pages {
        if pages.len() >= MOST_PAGES {
            return Err(Fault::TooMuchPacked);
        }
        let Some(xml) = archive.text(&normal(place, root), budget)? else { continue };
        let mut page = Page::default();
        for id in content::templates(&xml)? {
            let Some((id, place)) = named.templates.get_key_value(&id) else { continue };
            if !templates.contains_key(id.as_str()) {
                templates.insert(id, archive.text(&normal(place, root), budget)?.unwrap_or_default());
            }
            let template = &templates[id.as_str()];
            budget.take(template.len())?;
            Content::new(&units, &mut page, budget).read(template)?;
        }
        Content::new(&units, &mut page, budget).read(&xml)?;
        pages.push(page);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
