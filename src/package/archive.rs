//! Archives: their parts by name, unpacked within the budget.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, Cursor, Read, Write};

use memchr::memmem;
use percent_encoding::percent_decode_str;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::Fault;
use super::budget::Budget;
use crate::encoding::decode;

/// Files that a package may hold; a document with pictures has some hundred.
const MOST_ENTRIES: usize = 10_000;

/// Signature of a file entry in the central directory.
const ENTRY: &[u8] = b"PK\x01\x02";

/// An open archive.
pub(super) struct Archive<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    /// Places in the archive by name without regard to case.
    names: HashMap<String, usize>,
}

impl<'b> Archive<'b> {
    /// Opens an archive and reads its directory.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Fault> {
        // Counted before anything is made of them: the archive's own word on their number is not to be believed.
        if memmem::find_iter(bytes, ENTRY).nth(MOST_ENTRIES).is_some() {
            return Err(Fault::TooMuchPacked);
        }
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Fault::BrokenArchive)?;
        let mut names = HashMap::new();
        for index in 0..zip.len() {
            let Ok(entry) = zip.by_index_raw(index) else { continue };
            let name = decode(entry.name_raw()).map(|(name, _)| normal(&name, "")).unwrap_or_default();
            names.insert(name, index);
        }
        Ok(Archive { zip, names })
    }

    /// Returns whether there is a part of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains_key(&normal(name, ""))
    }

    /// Returns whether the name of any part begins so, in small letters.
    pub(super) fn has_below(&self, folder: &str) -> bool {
        self.names.keys().any(|name| name.starts_with(folder))
    }

    /// Unpacks every part and keeps none, for a library that unpacks them without a limit.
    pub(super) fn unpack_all(&mut self, budget: &mut Budget) -> Result<(), Fault> {
        for index in 0..self.zip.len() {
            let file = self.zip.by_index(index).map_err(refused)?;
            let length = io::copy(&mut file.take(budget.left() as u64 + 1), &mut io::sink());
            budget.take(length.map_err(|_| Fault::BrokenArchive)?.try_into().unwrap_or(usize::MAX))?;
        }
        Ok(())
    }

    /// Unpacks a part; `None` where there is none.
    pub(super) fn bytes(&mut self, name: &str, budget: &mut Budget) -> Result<Option<Vec<u8>>, Fault> {
        let Some(&index) = self.names.get(&normal(name, "")) else { return Ok(None) };
        let file = self.zip.by_index(index).map_err(refused)?;
        let mut bytes = Vec::new();
        // What the archive says of the size is not to be believed.
        file.take(budget.left() as u64 + 1).read_to_end(&mut bytes).map_err(|_| Fault::BrokenArchive)?;
        budget.take(bytes.len())?;
        Ok(Some(bytes))
    }

    /// Unpacks a part as text; `None` where there is none.
    pub(super) fn text(&mut self, name: &str, budget: &mut Budget) -> Result<Option<String>, Fault> {
        let Some(bytes) = self.bytes(name, budget)? else { return Ok(None) };
        if bytes.starts_with(b"<") {
            return String::from_utf8(bytes).map(Some).map_err(|_| Fault::Malformed);
        }
        decode(&bytes).map(|(text, _)| Some(text.into_owned())).map_err(|_| Fault::Malformed)
    }

    /// Packs a copy in which these parts stand instead of those of their names, or behind all others; every other part is
    /// copied as it is packed.
    pub(super) fn rewritten(&mut self, parts: &BTreeMap<String, Vec<u8>>) -> Result<Vec<u8>, Fault> {
        let broken = |_| Fault::BrokenArchive;
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for index in 0..self.zip.len() {
            let entry = self.zip.by_index_raw(index).map_err(broken)?;
            let known = decode(entry.name_raw()).map(|(name, _)| normal(&name, "")).unwrap_or_default();
            match parts.get(&known) {
                Some(bytes) if self.names.get(&known) == Some(&index) => {
                    let name = entry.name().map_err(broken)?.into_owned();
                    drop(entry);
                    pack(&mut writer, &name, bytes)?;
                }
                _ => writer.raw_copy_file(entry).map_err(broken)?,
            }
        }
        for (name, bytes) in parts.iter().filter(|(name, _)| !self.names.contains_key(*name)) {
            pack(&mut writer, name, bytes)?;
        }
        writer.finish().map(Cursor::into_inner).map_err(broken)
    }
}

/// Says why a part cannot be unpacked.
fn refused(error: ZipError) -> Fault {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Fault::Encrypted,
        _ => Fault::BrokenArchive,
    }
}

/// Packs parts into an archive of their own, in this order.
pub(crate) fn packed(parts: &[(&str, &[u8])]) -> Result<Vec<u8>, Fault> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        pack(&mut writer, name, bytes)?;
    }
    writer.finish().map(Cursor::into_inner).map_err(|_| Fault::BrokenArchive)
}

/// Adds a part; its time is always the same, so that the same parts make the same archive.
fn pack(writer: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, bytes: &[u8]) -> Result<(), Fault> {
    writer.start_file(name, SimpleFileOptions::default()).map_err(|_| Fault::BrokenArchive)?;
    writer.write_all(bytes).map_err(|_| Fault::BrokenArchive)
}

/// Returns the name of a part as packages compare names: `target` seen from the folder of the part `base`, in small
/// letters, without dots.
pub(super) fn normal(target: &str, base: &str) -> String {
    let target = percent_decode_str(target).decode_utf8_lossy().replace('\\', "/");
    let folder = if target.starts_with('/') { "" } else { base.rsplit_once('/').map_or("", |(folder, _)| folder) };
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(target.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_parts_are_compared_as_packages_compare_them() {
        assert_eq!(normal("./Word/Document.xml", ""), "word/document.xml");
        assert_eq!(normal("../media/%E6%96%87.xml", "word/document.xml"), "media/文.xml");
        assert_eq!(normal("/word/a.xml", "word/document.xml"), "word/a.xml");
        assert_eq!(normal("..\\..\\x", "a/b"), "x");
    }
}
