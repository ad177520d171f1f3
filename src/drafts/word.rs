//! Opens what word processors write: `.docx` is read, of anything else it is said how to turn it into something readable.

use std::io::{Cursor, Read};

use gaireport::dialect::docx::{self, Parts};
use zip::ZipArchive;
use zip::result::ZipError;

use super::decode::decode;
use super::problem::Problem;

/// What the parts of a Word file may hold together once unpacked: a text of 16 MiB with its markup, and no bomb.
const MOST_BYTES: usize = 64 << 20;

const ZIP: &[u8] = b"PK\x03\x04";
const OLD_WORD: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
const PDF: &[u8] = b"%PDF-";
const RICH_TEXT: &[u8] = b"{\\rtf";

/// Endings of files that drafts come in and that cannot be read.
pub const FOREIGN: [&str; 4] = ["doc", "wps", "pdf", "rtf"];

/// A kind of file that is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// Word or WPS before `.docx`, or a `.docx` with a password.
    OldWord,
    /// PDF.
    Pdf,
    /// Rich text.
    RichText,
}

/// The text where the bytes are a Word file, the problem where they are another file of an office; `None` for any other.
pub fn text(bytes: &[u8]) -> Option<Result<String, Problem>> {
    let foreign = [(OLD_WORD, Foreign::OldWord), (PDF, Foreign::Pdf), (RICH_TEXT, Foreign::RichText)];
    if let Some((_, kind)) = foreign.into_iter().find(|(mark, _)| bytes.starts_with(mark)) {
        return Some(Err(Problem::Foreign(kind)));
    }
    bytes.starts_with(ZIP).then(|| unpack(bytes))
}

fn unpack(bytes: &[u8]) -> Result<String, Problem> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Problem::BrokenArchive)?;
    let mut room = MOST_BYTES;
    let relations = part(&mut archive, "_rels/.rels", &mut room)?.unwrap_or_default();
    let main = docx::main_part(&relations).map_err(Problem::Word)?;
    let document = part(&mut archive, &main, &mut room)?.ok_or(Problem::NoWord)?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let beside = |name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
    let styles = part(&mut archive, &beside("styles.xml"), &mut room)?.unwrap_or_default();
    let numbering = part(&mut archive, &beside("numbering.xml"), &mut room)?.unwrap_or_default();
    docx::read(&Parts { document: &document, styles: &styles, numbering: &numbering }).map_err(Problem::Word)
}

/// A part of the archive as text, `None` where there is none. `room` is how much may still be unpacked.
fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str, room: &mut usize) -> Result<Option<String>, Problem> {
    let file = match archive.by_name(name) {
        Ok(file) => file,
        Err(ZipError::FileNotFound) => return Ok(None),
        Err(_) => return Err(Problem::BrokenArchive),
    };
    let mut bytes = Vec::new();
    // What the archive says of the size is not to be believed.
    file.take(*room as u64 + 1).read_to_end(&mut bytes).map_err(|_| Problem::BrokenArchive)?;
    *room = room.checked_sub(bytes.len()).ok_or(Problem::TooMuchPacked)?;
    decode(&bytes).map(|(text, _)| Some(text.into_owned())).map_err(|_| Problem::Word(docx::Fault::Malformed))
}
