//! What the other files build on: the files of the tests, and archives put together.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};

use gaireport::package::{self, Drawn, Fault};
use zip::write::SimpleFileOptions;

/// The files that real programs made.
pub fn files() -> Vec<PathBuf> {
    let folders = ["tests/formats", "tests/cli/word"].map(|folder| Path::new(env!("CARGO_MANIFEST_DIR")).join(folder));
    let made = |path: &PathBuf| {
        path.extension().is_some_and(|ending| !["sh", "py", "fodt"].iter().any(|other| ending == *other))
    };
    let entries = folders.into_iter().flat_map(|folder| fs::read_dir(folder).unwrap());
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).filter(made).collect();
    files.sort();
    assert!(files.len() > 15);
    files
}

/// Reads bytes that are those of an office.
pub fn read(bytes: &[u8]) -> Result<Drawn, Fault> {
    package::read(bytes).expect("a file of an office")
}

/// An archive of these parts.
pub fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The parts of an archive; none of what is no archive.
pub fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return Vec::new() };
    (0..archive.len())
        .map(|index| {
            let mut file = archive.by_index(index).unwrap();
            let mut content = Vec::new();
            file.read_to_end(&mut content).unwrap();
            (file.name().unwrap().into_owned(), content)
        })
        .collect()
}

/// A Word file with this body.
pub fn word(body: &str) -> Vec<u8> {
    let document = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    archive(&[("word/document.xml", document.as_bytes())])
}

/// An OpenDocument text with this body.
pub fn open_document(body: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    archive(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", content.as_bytes())])
}

/// An OFD of one page with this content.
pub fn ofd(content: &str) -> Vec<u8> {
    let page = format!("<ofd:Page><ofd:Content><ofd:Layer>{content}</ofd:Layer></ofd:Content></ofd:Page>");
    archive(&[
        ("OFD.xml", b"<ofd:OFD><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"),
        (
            "Doc_0/Document.xml",
            b"<ofd:Document><ofd:Pages><ofd:Page ID=\"1\" BaseLoc=\"P.xml\"/></ofd:Pages></ofd:Document>",
        ),
        ("Doc_0/P.xml", page.as_bytes()),
    ])
}

/// A PDF of these objects, numbered from 1, the first of which is the catalog.
pub fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n", index + 1).bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let start = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    places.iter().for_each(|place| bytes.extend(format!("{place:010} 00000 n \n").bytes()));
    let trailer = format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1);
    bytes.extend(trailer.bytes());
    bytes
}

/// A PDF of one page that draws this, its stream with these entries of its own.
pub fn pdf_page(entries: &str, content: &[u8]) -> Vec<u8> {
    let stream =
        [format!("<< /Length {} {entries} >>\nstream\n", content.len()).as_bytes(), content, b"\nendstream"].concat();
    pdf(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>".to_vec(),
        stream,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_vec(),
    ])
}

/// Packs bytes as PDF does.
pub fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}
