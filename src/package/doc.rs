//! Files of Word 97 to 2003, and of WPS (MS-DOC): the text by its pieces, with the properties of paragraphs and characters.
//!
//! Keeps the text that a reader of the file would see, as for `.docx`.

mod guides;
mod lists;
mod properties;
mod sprm;
mod story;
mod structure;
mod styles;
mod table;

use super::budget::Budget;
use super::ole::Ole;
use super::{Drawn, Fault, Foreign, Format, tabs};

/// The mark of Word 97 and later, and those of Word before.
const WORD: u16 = 0xA5EC;
const OLDER: [u16; 3] = [0xA5DC, 0xA5DB, 0xA59B];

/// Draws the text out of a file.
pub(super) fn open(bytes: &[u8], budget: &mut Budget) -> Result<Drawn, Fault> {
    const DAMAGED: Fault = Fault::Damaged(Format::Doc);
    let ole = Ole::open(bytes).ok_or(DAMAGED)?;
    if ole.has("EncryptedPackage") {
        return Err(Fault::Encrypted);
    }
    let Some(word) = ole.stream("WordDocument", budget)? else {
        let sheet = ole.has("Workbook") || ole.has("Book");
        let slides = ole.has("PowerPoint Document");
        return Err(match (sheet, slides) {
            (true, _) => Fault::Foreign(Foreign::Sheet),
            (_, true) => Fault::Foreign(Foreign::Slides),
            // The text may stand in what was lost.
            _ if !ole.is_whole() => DAMAGED,
            _ => Fault::Foreign(Foreign::OldOffice),
        });
    };
    match super::ole::u16_at(&word, 0) {
        Some(WORD) => {}
        Some(mark) if OLDER.contains(&mark) => return Err(Fault::Foreign(Foreign::OldWord)),
        _ => return Err(DAMAGED),
    }
    let flags = super::ole::u16_at(&word, structure::FLAGS).ok_or(DAMAGED)?;
    if flags & structure::IS_ENCRYPTED != 0 {
        return Err(Fault::Encrypted);
    }
    let table = if flags & structure::USES_TABLE_1 != 0 { "1Table" } else { "0Table" };
    let table = ole.stream(table, budget)?.ok_or(DAMAGED)?;
    let data = ole.stream("Data", budget)?.unwrap_or_default();
    drop(ole);
    let file = structure::File::new(&word, &table, &data).ok_or(DAMAGED)?;
    let blocks = story::read(&file, budget)?;
    Drawn::of(Format::Doc, &tabs::rows(blocks), Vec::new())
}
