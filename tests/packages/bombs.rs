//! Small files that would unfold beyond measure: each is refused before it has.

use gaireport::package::{Fault, sheets};

use crate::made::{archive, ofd, open_document, packed, pdf, pdf_page, read, word};

#[test]
fn what_word_files_repeat_is_counted() {
    let numbering = format!(
        "<w:numbering><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"decimal\"/>\
         <w:lvlText w:val=\"{}\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>",
        "A".repeat(1_000_000)
    );
    let item = "<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>";
    let document = format!("<w:document><w:body>{}</w:body></w:document>", item.repeat(4000));
    let numbers = archive(&[("word/document.xml", document.as_bytes()), ("word/numbering.xml", numbering.as_bytes())]);
    assert_eq!(read(&numbers), Err(Fault::TooMuchPacked));
    let holes = numbering.replace("decimal", "lowerLetter").replace("AA", "%1");
    let holes = archive(&[("word/document.xml", document.as_bytes()), ("word/numbering.xml", holes.as_bytes())]);
    assert_eq!(read(&holes), Err(Fault::TooMuchPacked));
    let cell = "<w:tc><w:tcPr><w:gridSpan w:val=\"4000000000\"/></w:tcPr><w:p/></w:tc>";
    let rows = format!("<w:tbl>{}</w:tbl>", format!("<w:tr>{}</w:tr>", cell.repeat(100)).repeat(1000));
    assert_eq!(read(&word(&rows)), Err(Fault::TooMuchPacked));
}

/// A workbook with one part of rows, which so many sheets are.
fn workbook(sheets: usize, rows: &str) -> Vec<u8> {
    let sheet = |number: usize| format!("<sheet name=\"{number}\" sheetId=\"{number}\" r:id=\"r1\"/>");
    let sheets: String = (1..=sheets).map(sheet).collect();
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relation = |id: &str, kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
             <Relationship Id=\"{id}\" Type=\"{office}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let book = format!("<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets>{sheets}</sheets></workbook>");
    let rows = format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>");
    archive(&[
        ("_rels/.rels", relation("r0", "officeDocument", "xl/workbook.xml").as_bytes()),
        ("xl/_rels/workbook.xml.rels", relation("r1", "worksheet", "worksheets/sheet1.xml").as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/worksheets/sheet1.xml", rows.as_bytes()),
    ])
}

#[test]
fn what_workbooks_repeat_and_spread_is_counted() {
    let cell = |place: &str| format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>单位</t></is></c>");
    // Two cells at the ends of a sheet are two cells.
    let far = format!("<row r=\"1\">{}</row><row r=\"1048576\">{}{0}</row>", cell("A1"), cell("A1048576"));
    let far = sheets(&workbook(1, &far)).expect("it is a workbook").expect("it is a small one");
    assert_eq!(far[0], [(1, vec!["单位".to_owned()]), (1_048_576, vec!["单位".to_owned()])]);
    let many: String =
        (1..=200_000).map(|row| format!("<row r=\"{row}\">{}</row>", cell(&format!("A{row}")))).collect();
    assert_eq!(sheets(&workbook(1, &many)), Some(Err(Fault::TooMuchPacked)));
    let empty = "<row r=\"1\"/>".repeat(1_000_000);
    assert_eq!(sheets(&workbook(10_000, &empty)), Some(Err(Fault::TooMuchPacked)));
    let unfolding = format!("<row r=\"1\">{}</row>", " ".repeat(65 << 20));
    assert_eq!(sheets(&workbook(1, &unfolding)), Some(Err(Fault::TooMuchPacked)));
}

#[test]
fn what_open_documents_repeat_is_counted() {
    let blanks = "<text:p><text:s text:c=\"4000000000\"/>x</text:p>".repeat(100_000);
    assert_eq!(read(&open_document(&blanks)), Err(Fault::TooMuchPacked));
    let cell = "<table:table-cell table:number-columns-repeated=\"1000000\"><text:p>x</text:p></table:table-cell>";
    let row = format!("<table:table-row table:number-rows-repeated=\"1000000\">{}</table:table-row>", cell.repeat(100));
    let table = format!("<table:table>{}</table:table>", row.repeat(50));
    assert_eq!(read(&open_document(&table)), Err(Fault::TooMuchPacked));
}

#[test]
fn what_pages_draw_is_counted() {
    let text = "一".repeat(2_000_000);
    let object = format!(
        "<ofd:TextObject Size=\"3\"><ofd:TextCode X=\"0\" Y=\"0\" DeltaX=\"g 999999999 1\">{text}</ofd:TextCode></ofd:TextObject>"
    );
    assert_eq!(read(&ofd(&object)), Err(Fault::TooMuchPacked));
    // Lines across and down that all meet.
    let line = |x: usize, y: usize, to: &str| {
        format!(
            "<ofd:PathObject Boundary=\"{x} {y} 1 1\"><ofd:AbbreviatedData>M 0 0 L {to}</ofd:AbbreviatedData></ofd:PathObject>"
        )
    };
    let lines: String = (0..12_000).map(|at| line(0, at, "99999 0") + &line(at, 0, "0 99999")).collect();
    let page =
        ofd(&(lines + "<ofd:TextObject Size=\"3\"><ofd:TextCode X=\"9\" Y=\"9\">一</ofd:TextCode></ofd:TextObject>"));
    assert_eq!(read(&page), Err(Fault::TooMuchPacked));
}

#[test]
fn archives_say_how_much_is_in_them_and_are_not_believed() {
    let spaces = vec![b' '; 65 << 20];
    assert_eq!(read(&archive(&[("word/document.xml", &spaces)])), Err(Fault::TooMuchPacked));
    let names: Vec<String> = (0..10_001).map(|index| format!("{index}")).collect();
    let parts: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
    assert_eq!(read(&archive(&parts)), Err(Fault::TooMuchPacked));
}

#[test]
fn streams_of_pdf_are_measured_before_they_are_unpacked() {
    let zeros = packed(&vec![b' '; 9 << 20]);
    assert_eq!(read(&pdf_page("/Filter /FlateDecode", &zeros)), Err(Fault::TooMuchPacked));
    let twice = packed(&zeros);
    assert!(read(&pdf_page("/Filter [/FlateDecode /FlateDecode]", &twice)).is_err());
    let objects = |entries: &str, content: &[u8]| {
        let stream = format!("<< /Type /ObjStm /First 10 /Length {} {entries} >>\nstream\n", content.len());
        pdf(&[b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(), [stream.as_bytes(), content, b"\nendstream"].concat()])
    };
    assert_eq!(read(&objects("/N 1 /Filter /FlateDecode", &zeros)), Err(Fault::TooMuchPacked));
    assert_eq!(read(&objects("/N 1 /F#69lter [/Fl /Fl]", &packed(&zeros))), Err(Fault::TooMuchPacked));
    assert_eq!(read(&objects("/N 999999999999", b"1 0")), Err(Fault::TooMuchPacked));
    assert_eq!(read(&objects("/N 9 0 R", b"1 0")), Err(Fault::TooMuchPacked));
}

#[test]
fn a_drawing_of_pdf_that_is_shown_again_and_again_is_counted() {
    let form = vec![b' '; 100_000];
    let head = format!("<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length {} >>\nstream\n", form.len());
    let shown = b"/X Do ".repeat(4000);
    let page = format!("<< /Length {} >>\nstream\n", shown.len());
    let file = pdf(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>".to_vec(),
        [page.as_bytes(), &shown, b"\nendstream"].concat(),
        [head.as_bytes(), &form, b"\nendstream"].concat(),
    ]);
    assert_eq!(read(&file), Err(Fault::TooMuchPacked));
}
