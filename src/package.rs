//! Files of offices — Word, WPS, OpenDocument, PDF, OFD — as the text of a draft: paragraphs parted by blank lines, tables as
//! rows of tabs.
//!
//! Bytes in, text out: nothing here opens a file. All that a file unfolds to is counted in one budget while it unfolds, nothing
//! recurses on what a file says, and nothing panics.

mod archive;
mod blocks;
mod budget;
mod doc;
mod docx;
mod fault;
mod fields;
mod inherit;
mod kind;
mod layout;
mod lists;
mod marks;
mod odt;
mod ofd;
mod ole;
mod ordinal;
mod pdf;
mod sheet;
mod table;
mod tabs;
mod traced;
mod xml;

pub use fault::{Fault, Foreign};
pub use marks::{Mark, marked};
pub use sheet::{Row, sheets};
pub use traced::{Making, Origin, Piece};

use archive::Archive;
pub(crate) use archive::packed as pack;
use blocks::Block;
use budget::Budget;
use kind::{Container, container};
pub(crate) use xml::escaped;

/// Bytes that the text of a package may have: as many as a draft may.
const MOST_TEXT: usize = 16 << 20;

/// Bytes that a package may have.
pub const MAX_BYTES: usize = 64 << 20;

/// A format that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// `.docx`, `.docm`, `.dotx`.
    Docx,
    /// A package of Word as one XML file.
    FlatOpc,
    /// The XML of Word 2003.
    WordXml,
    /// `.odt`, and the same as one XML file.
    Odt,
    /// `.doc` of Word 97 to 2003, and `.wps`.
    Doc,
    /// PDF with text.
    Pdf,
    /// OFD (GB/T 33190).
    Ofd,
}

/// The text of a draft as a package shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawn {
    /// The format of the package; `None` for a text.
    pub format: Option<Format>,
    /// The text.
    pub text: String,
    /// Origins of the text, in order. Empty where the format does not tell.
    pub pieces: Vec<Piece>,
    /// Names of the parts that pieces come from; without a name it is the file itself.
    pub parts: Vec<String>,
}

impl Format {
    /// The name used in machine-readable output.
    pub fn name(self) -> &'static str {
        match self {
            Format::Docx => "docx",
            Format::FlatOpc => "flat-opc",
            Format::WordXml => "word-xml",
            Format::Odt => "odt",
            Format::Doc => "doc",
            Format::Pdf => "pdf",
            Format::Ofd => "ofd",
        }
    }

    /// The name used in sentences.
    fn label(self) -> &'static str {
        match self {
            Format::Docx => ".docx",
            Format::FlatOpc | Format::WordXml => "Word XML",
            Format::Odt => ".odt",
            Format::Doc => ".doc/.wps",
            Format::Pdf => "PDF",
            Format::Ofd => "OFD",
        }
    }
}

impl Drawn {
    fn of(format: Format, blocks: &[Block], parts: Vec<String>) -> Result<Drawn, Fault> {
        let (text, pieces) = blocks::write(blocks)?;
        Ok(Drawn { format: Some(format), text, pieces, parts })
    }
}

/// Returns whether the beginning of a file is that of XML which a word processor wrote.
pub fn is_xml(head: &[u8]) -> bool {
    matches!(container(head), Some(Container::WordXml | Container::FlatOpc | Container::FlatOdt))
}

/// Draws the text out of a file where its bytes are those of an office, with the fault of one that cannot be read; `None` for
/// any other file.
pub fn read(bytes: &[u8]) -> Option<Result<Drawn, Fault>> {
    let container = container(bytes)?;
    let mut budget = Budget::new();
    let budget = &mut budget;
    Some(match container {
        _ if bytes.len() > MAX_BYTES => Err(Fault::TooMuchPacked),
        Container::Zip => read_archive(bytes, budget),
        Container::WordXml => xml::decoded(bytes).and_then(|xml| docx::word_2003(&xml, budget)),
        Container::FlatOpc => xml::decoded(bytes).and_then(|xml| docx::flat(&xml, budget)),
        Container::FlatOdt => xml::decoded(bytes).and_then(|xml| odt::flat(&xml, budget)),
        Container::Ole => doc::open(bytes, budget),
        Container::Pdf => pdf::open(bytes, budget),
        Container::Foreign(foreign) => Err(Fault::Foreign(foreign)),
    })
}

/// Reads an archive as what its parts say it is.
fn read_archive(bytes: &[u8], budget: &mut Budget) -> Result<Drawn, Fault> {
    const FOREIGN: [(&str, Foreign); 4] =
        [("xl/", Foreign::Sheet), ("ppt/", Foreign::Slides), ("uof.xml", Foreign::Uof), ("uof/", Foreign::Uof)];
    let mut archive = Archive::open(bytes)?;
    if docx::is_main(&archive) {
        return docx::open_archive(&mut archive, 0, budget);
    }
    if ofd::is_ofd(&archive) {
        return ofd::open(&mut archive, budget);
    }
    if let Some((_, foreign)) = FOREIGN.into_iter().find(|(part, _)| archive.has_below(part)) {
        return Err(Fault::Foreign(foreign));
    }
    match odt::is_text(&mut archive, budget)? {
        true => odt::open(&mut archive, budget),
        false if archive.has("_rels/.rels") => docx::open_archive(&mut archive, 0, budget),
        false if archive.has("mimetype") => Err(Fault::Foreign(Foreign::Sheet)),
        false => Err(Fault::Foreign(Foreign::Archive)),
    }
}
