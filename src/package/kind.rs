//! Detects the format of a file from its content.

use memchr::memmem;

use super::fault::Foreign;

/// Bytes in which the root of an XML file is looked for.
const HEAD: usize = 4096;

/// Junk before its mark that readers of PDF put up with.
const PDF_HEAD: usize = 1024;

/// Container of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Container {
    /// An archive.
    Zip,
    /// The file system within a file that Office wrote before 2007.
    Ole,
    /// PDF.
    Pdf,
    /// The XML of Word 2003.
    WordXml,
    /// A package of Word as one XML file.
    FlatOpc,
    /// A package of OpenDocument as one XML file.
    FlatOdt,
    /// A kind of file that is not read.
    Foreign(Foreign),
}

/// Marks at the beginning of files that are not read.
const MARKS: [(&[u8], Foreign); 10] = [
    (b"{\\rtf", Foreign::RichText),
    (b"\x89PNG\r\n", Foreign::Picture),
    (b"\xFF\xD8\xFF", Foreign::Picture),
    (b"GIF87a", Foreign::Picture),
    (b"GIF89a", Foreign::Picture),
    (b"II*\0", Foreign::Picture),
    (b"MM\0*", Foreign::Picture),
    (b"Rar!\x1A", Foreign::Archive),
    (b"7z\xBC\xAF\x27\x1C", Foreign::Archive),
    (b"\x1F\x8B\x08", Foreign::Archive),
];

/// Returns what holds the document of a file; `None` where it may be text.
pub(super) fn container(bytes: &[u8]) -> Option<Container> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Some(Container::Zip);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Some(Container::Ole);
    }
    if is_pdf(bytes) {
        return Some(Container::Pdf);
    }
    let marked = MARKS.iter().find(|(mark, _)| bytes.starts_with(mark));
    marked.map(|(_, kind)| Container::Foreign(*kind)).or_else(|| xml(bytes))
}

/// A text may speak of the mark: behind other words it counts only in a file that ends as a PDF does.
fn is_pdf(bytes: &[u8]) -> bool {
    match memmem::find(&bytes[..bytes.len().min(PDF_HEAD)], b"%PDF-") {
        Some(0) => true,
        Some(_) => memmem::find(bytes, b"startxref").is_some(),
        None => false,
    }
}

/// The kind of document that an XML file holds, by its root.
fn xml(bytes: &[u8]) -> Option<Container> {
    let head = &bytes[..bytes.len().min(HEAD)];
    // In UTF-16 every other byte of a name is NUL.
    let head: Vec<u8> = head.iter().copied().filter(|byte| *byte != 0).collect();
    let at = head.iter().position(|byte| *byte < 0x80 && !byte.is_ascii_whitespace())?;
    if head[at] != b'<' {
        return None;
    }
    match root(&head[at..])? {
        b"wordDocument" => Some(Container::WordXml),
        b"package" if memmem::find(&head, b"/xmlPackage").is_some() => Some(Container::FlatOpc),
        b"document" if memmem::find(&head, b"opendocument").is_some() => Some(Container::FlatOdt),
        b"UOF" => Some(Container::Foreign(Foreign::Uof)),
        b"Workbook" => Some(Container::Foreign(Foreign::Sheet)),
        _ => None,
    }
}

/// The local name of the first element.
fn root(mut head: &[u8]) -> Option<&[u8]> {
    loop {
        let end = match head {
            [b'<', b'?', ..] => memmem::find(head, b"?>")? + 2,
            [b'<', b'!', b'-', ..] => memmem::find(head, b"-->")? + 3,
            [b'<', b'!', ..] => return None,
            _ => break,
        };
        let rest = &head[end..];
        head = &rest[rest.iter().position(|byte| *byte == b'<')?..];
    }
    let name = &head[1..];
    let name = &name[..name.iter().position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'))?];
    name.rsplit(|byte| *byte == b':').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_is_is_told_by_its_content() {
        let cases: [(&[u8], Option<Container>); 9] = [
            (b"PK\x03\x04", Some(Container::Zip)),
            (b"{\\rtf1}", Some(Container::Foreign(Foreign::RichText))),
            (b"%PDF-1.4", Some(Container::Pdf)),
            (b"what %PDF-1.4 is", None),
            (b"<?xml version=\"1.0\"?>\n<!-- a --><w:wordDocument xmlns:w=\"w\">", Some(Container::WordXml)),
            (b"\xEF\xBB\xBF<uof:UOF >", Some(Container::Foreign(Foreign::Uof))),
            (b"\xFF\xFE<\0w\0:\0w\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0>\0", Some(Container::WordXml)),
            (b"<!DOCTYPE html><html>", None),
            (b"<html><package>", None),
        ];
        for (bytes, kind) in cases {
            assert_eq!(container(bytes), kind, "{}", String::from_utf8_lossy(bytes));
        }
    }
}
