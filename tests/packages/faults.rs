//! What cannot be read is named for what it is.

use gaireport::package::{self, Fault, Foreign, Format};

use crate::made::{archive, ofd, pdf_page, read, word};

#[test]
fn files_that_are_not_read_are_named() {
    let cases: [(Vec<u8>, Fault); 12] = [
        (b"{\\rtf1 a}".to_vec(), Fault::Foreign(Foreign::RichText)),
        (b"<?xml version=\"1.0\"?><uof:UOF>".to_vec(), Fault::Foreign(Foreign::Uof)),
        (archive(&[("uof.xml", b"<a/>")]), Fault::Foreign(Foreign::Uof)),
        (archive(&[("_rels/.rels", b"<a/>"), ("xl/workbook.xml", b"<a/>")]), Fault::Foreign(Foreign::Sheet)),
        (archive(&[("ppt/presentation.xml", b"<a/>")]), Fault::Foreign(Foreign::Slides)),
        (archive(&[("a.txt", b"a")]), Fault::Foreign(Foreign::Archive)),
        (b"\x89PNG\r\n\x1A\n".to_vec(), Fault::Foreign(Foreign::Picture)),
        (b"Rar!\x1A\x07".to_vec(), Fault::Foreign(Foreign::Archive)),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0".to_vec(), Fault::Damaged(Format::Doc)),
        (b"%PDF-1.7\n\0".to_vec(), Fault::Damaged(Format::Pdf)),
        (b"PK\x03\x04".to_vec(), Fault::BrokenArchive),
        (b"%PDF-1.7\ntrailer << /Encry#70t 1 0 R >>".to_vec(), Fault::Encrypted),
    ];
    for (bytes, fault) in cases {
        assert_eq!(read(&bytes), Err(fault), "{}", String::from_utf8_lossy(&bytes[..bytes.len().min(40)]));
    }
}

#[test]
fn pages_without_text_are_named() {
    assert_eq!(read(&pdf_page("", b"0 0 m 9 9 l S")), Err(Fault::NoText(Format::Pdf)));
    // What only a program for searching sees is no text of the page.
    assert_eq!(read(&pdf_page("", b"BT /F 12 Tf 3 Tr 72 700 Td (2022) Tj ET")), Err(Fault::NoText(Format::Pdf)));
    let outline = "<ofd:PathObject Boundary=\"0 0 1 1\"><ofd:AbbreviatedData>M 0 0 B 1 1 2 2 3 3 C</ofd:AbbreviatedData></ofd:PathObject>";
    assert_eq!(read(&ofd(outline)), Err(Fault::NoText(Format::Ofd)));
}

#[test]
fn a_part_that_is_put_in_whole_is_read_or_named() {
    let with = |name: &str, content: &[u8]| {
        let relations =
            format!("<Relationships><Relationship Id=\"r1\" Type=\"x/aFChunk\" Target=\"{name}\"/></Relationships>");
        archive(&[
            ("word/document.xml", b"<w:document><w:body><w:p><w:r><w:t>a</w:t></w:r></w:p><w:altChunk r:id=\"r1\"/></w:body></w:document>"),
            ("word/_rels/document.xml.rels", relations.as_bytes()),
            (&format!("word/{name}"), content),
        ])
    };
    let page = b"<html><body><p>b</p><table><tr><td>c</td><td></td><td>1</td></tr></table></body></html>";
    assert_eq!(read(&with("c.html", page)).unwrap().text, "a\n\nb\n\nc\t\t1\n");
    let inner = word("<w:p><w:r><w:t>b</w:t></w:r></w:p>");
    assert_eq!(read(&with("c.docx", &inner)).unwrap().text, "a\n\nb\n");
    assert_eq!(read(&with("c.rtf", b"{\\rtf1 b}")), Err(Fault::Embedded));
    assert_eq!(read(&with("c.mht", b"MIME-Version: 1.0")), Err(Fault::Embedded));
    let deep = with("c.docx", &with("c.docx", &with("c.docx", &inner)));
    assert_eq!(read(&deep), Err(Fault::Nested));
}

#[test]
fn text_is_no_package() {
    for text in ["", "一、总体情况", "<html><p>a</p></html>", "what %PDF-1.4 is", "BM", "<?xml version=\"1.0\"?><a/>"]
    {
        assert!(package::read(text.as_bytes()).is_none(), "{text}");
    }
}
