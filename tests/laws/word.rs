//! A made draft as a file of Word, written here and drawn by the engine.

use std::io::{Cursor, Write};

use gaireport::package;
use zip::write::SimpleFileOptions;

use crate::laws::drafts::{Block, Draft};
use crate::laws::sheet::{Grid, Slot, spread};

/// The text that the engine draws out of the draft as a file of Word.
pub fn drawn(draft: &Draft) -> String {
    let body: String = draft.blocks.iter().map(|(_, block)| piece(block)).collect();
    let document = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("word/document.xml", SimpleFileOptions::default()).expect("a part can be begun");
    writer.write_all(document.as_bytes()).expect("memory can be written to");
    let bytes = writer.finish().expect("an archive can be ended").into_inner();
    package::read(&bytes).expect("a file of Word").expect("a file of Word that can be read").text
}

fn piece(block: &Block) -> String {
    match block {
        Block::Title(lines) => lines.iter().map(|line| paragraph(line)).collect(),
        Block::Heading(text) | Block::Paragraph(text) => paragraph(text),
        Block::Table(sheet) => table(&sheet.grid()),
    }
}

fn paragraph(text: &str) -> String {
    if text.is_empty() { "<w:p/>".to_owned() } else { format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>") }
}

/// The cells of each row, those below a merged one as its continuation.
fn table(grid: &Grid) -> String {
    let mut text = String::from("<w:tbl>");
    for row in spread(grid) {
        text.push_str("<w:tr>");
        for (at, slot) in row.iter().enumerate() {
            let wide = 1 + row[at + 1..].iter().take_while(|next| matches!(next, Slot::Right)).count();
            let (content, merge) = match slot {
                Slot::Cell(cell) => {
                    (cell.text.as_str(), if cell.rows > 1 { "<w:vMerge w:val=\"restart\"/>" } else { "" })
                }
                Slot::Below => ("", "<w:vMerge/>"),
                Slot::Right => continue,
            };
            let span = format!("<w:gridSpan w:val=\"{wide}\"/>");
            text.push_str(&format!("<w:tc><w:tcPr>{span}{merge}</w:tcPr>{}</w:tc>", paragraph(content)));
        }
        text.push_str("</w:tr>");
    }
    text + "</w:tbl>"
}
