//! OpenDocument texts: `content.xml` and the styles that number, hide and raise.

mod body;
mod lists;

use std::collections::HashMap;

use super::archive::Archive;
use super::budget::Budget;
use super::{Drawn, Fault, Format, tabs};

const CONTENT: &str = "content.xml";

/// Elements nobody sees the content of.
const UNSEEN: [&str; 16] = [
    "tracked-changes",
    "annotation",
    "note-citation",
    "ruby-text",
    "hidden-text",
    "hidden-paragraph",
    "title",
    "desc",
    "forms",
    "binary-data",
    "automatic-styles",
    "styles",
    "master-styles",
    "meta",
    "settings",
    "scripts",
];

/// Returns whether an archive is an OpenDocument text.
pub(super) fn is_text(archive: &mut Archive, budget: &mut Budget) -> Result<bool, Fault> {
    let kind = archive.bytes("mimetype", budget)?;
    let named = |kind: Vec<u8>| kind.starts_with(b"application/vnd.oasis.opendocument.text");
    Ok(kind.map_or_else(|| archive.has(CONTENT), named))
}

/// Draws the text out of a package.
pub(super) fn open(archive: &mut Archive, budget: &mut Budget) -> Result<Drawn, Fault> {
    let manifest = archive.text("META-INF/manifest.xml", budget)?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(Fault::Encrypted);
    }
    let styles = archive.text("styles.xml", budget)?.unwrap_or_default();
    let content = archive.text(CONTENT, budget)?.ok_or(Fault::Damaged(Format::Odt))?;
    draw(&styles, &content, CONTENT, budget)
}

/// Draws the text out of a package that is one XML file.
pub(super) fn flat(xml: &str, budget: &mut Budget) -> Result<Drawn, Fault> {
    budget.take(xml.len())?;
    draw("", xml, "", budget)
}

fn draw(styles: &str, content: &str, name: &str, budget: &mut Budget) -> Result<Drawn, Fault> {
    let mut known = lists::Styles::default();
    known.read(styles)?;
    known.read(content)?;
    known.inherit();
    let blocks = body::Body::new(known, budget).read(content)?;
    Drawn::of(Format::Odt, &tabs::rows(blocks), vec![name.to_owned()])
}

/// A style of text: the one it stands on, whether it hides, and whether it raises or lowers.
#[derive(Clone, Debug, Default)]
struct TextStyle {
    base: Option<String>,
    hides: Option<bool>,
    raises: Option<bool>,
}

/// Styles of text by name.
type TextStyles = HashMap<String, TextStyle>;

#[cfg(test)]
mod tests;
