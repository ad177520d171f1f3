//! Writes blocks as a Word file: headings, paragraphs and tables with merged cells, in the type and on the page that official
//! papers have (GB/T 9704—2012).

use std::fmt::Write;

use super::render::Block;
use crate::dialect::{Grid, GridCell, Slot};
use crate::number::is_blank;
use crate::package::{Fault, escaped, pack};

/// Parts that are the same in every file, by their names.
const PARTS: [(&str, &str); 7] = [
    ("[Content_Types].xml", include_str!("word/types.xml")),
    ("_rels/.rels", include_str!("word/package.xml")),
    ("word/_rels/document.xml.rels", include_str!("word/relations.xml")),
    ("word/styles.xml", include_str!("word/styles.xml")),
    ("word/fontTable.xml", include_str!("word/fonts.xml")),
    ("word/settings.xml", include_str!("word/settings.xml")),
    ("word/footer1.xml", include_str!("word/footer.xml")),
];
/// The beginning of the text's part, and its end.
const HEAD: &str = include_str!("word/head.xml");
const TAIL: &str = "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
    <w:pgMar w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1588\" w:header=\"851\" w:footer=\"992\" w:gutter=\"0\"/>\
    </w:sectPr></w:body></w:document>";
/// Width of the text, in twentieths of a point.
const WIDTH: usize = 8844;
/// Characters that the width of a column goes by: at least, and at most.
const CHARACTERS: (usize, usize) = (3, 8);
/// Deepest level of headings that has a look of its own.
const DEEPEST: usize = 4;

/// The blocks as a file.
pub(super) fn file(blocks: &[Block]) -> Result<Vec<u8>, Fault> {
    let mut text = HEAD.trim_end().to_owned();
    for (index, block) in blocks.iter().enumerate() {
        // Word takes tables that touch for one.
        if index > 0 && matches!((&blocks[index - 1], block), (Block::Table(_), Block::Table(_))) {
            text += &paragraph("TableText", "");
        }
        text += &element(block);
    }
    // Behind a table at the end a paragraph must stand.
    if let Some(Block::Table(_)) | None = blocks.last() {
        text += &paragraph("TableText", "");
    }
    text += TAIL;
    let mut parts: Vec<(&str, &[u8])> = PARTS.iter().map(|(name, part)| (*name, part.as_bytes())).collect();
    parts.insert(2, ("word/document.xml", text.as_bytes()));
    pack(&parts)
}

fn element(block: &Block) -> String {
    match block {
        Block::Title(text) => paragraph("Title", &run(text)),
        Block::Heading { level, text } => {
            paragraph(&format!("Heading{}", level.saturating_sub(1).clamp(1, DEEPEST)), &run(text))
        }
        Block::Paragraph(lines) => {
            let lines: Vec<String> = lines.iter().map(|line| run(line.trim_start_matches(is_blank))).collect();
            paragraph("Normal", &lines.join("<w:r><w:br/></w:r>"))
        }
        Block::Table(grid) => table(grid),
        Block::Directive(words) => paragraph("Normal", &run(&format!("# {words}"))),
    }
}

fn paragraph(style: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{runs}</w:p>")
}

fn run(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(text))
}

fn table(grid: &Grid) -> String {
    let slots = grid.spread();
    let columns = slots.first().map_or(0, Vec::len);
    if columns == 0 {
        return String::new();
    }
    let widths = widths(&slots, columns);
    let mut text = "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/>\
        <w:jc w:val=\"center\"/></w:tblPr><w:tblGrid>"
        .to_owned();
    text += &widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect::<String>();
    text += "</w:tblGrid>";
    let heads = slots.iter().take_while(|row| row.iter().all(is_head)).count();
    // What hangs down from rows above: for each column, the rows left and the columns of the cell.
    let mut hanging = vec![(0_u16, 1_u16); columns];
    for (index, row) in slots.iter().enumerate() {
        let repeats = if index < heads { "<w:tblHeader/>" } else { "" };
        let _ =
            write!(text, "<w:tr><w:trPr><w:cantSplit/>{repeats}</w:trPr>{}</w:tr>", cells(row, &widths, &mut hanging));
    }
    text + "</w:tbl>"
}

fn is_head(slot: &Slot) -> bool {
    matches!(slot, Slot::Content(GridCell { header: true, .. }) | Slot::Merged)
}

/// The cells of a row; those that hang down from above are written as merged with it.
fn cells(row: &[Slot], widths: &[usize], hanging: &mut [(u16, u16)]) -> String {
    let mut text = String::new();
    let mut column = 0;
    while column < row.len() {
        let (columns, merged, content) = match row[column] {
            Slot::Content(cell) => {
                let columns = cell.columns.max(1).min(u16::try_from(row.len() - column).unwrap_or(1));
                hanging[column] = (cell.rows.max(1) - 1, columns);
                let merged = if cell.rows > 1 { "<w:vMerge w:val=\"restart\"/>" } else { "" };
                (columns, merged, cell.text.as_str())
            }
            Slot::Merged if hanging[column].0 > 0 => {
                hanging[column].0 -= 1;
                (hanging[column].1, "<w:vMerge/>", "")
            }
            Slot::Merged => (1, "", ""),
        };
        let next = (column + usize::from(columns)).min(row.len());
        let width: usize = widths[column..next].iter().sum();
        let spans = if columns > 1 { format!("<w:gridSpan w:val=\"{columns}\"/>") } else { String::new() };
        let _ = write!(
            text,
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{spans}{merged}<w:vAlign w:val=\"center\"/></w:tcPr>{}</w:tc>",
            paragraph("TableText", &run(content))
        );
        column = next;
    }
    text
}

/// Widths of the columns: by the longest of the words that stand in one alone.
fn widths(slots: &[Vec<Slot>], columns: usize) -> Vec<usize> {
    let characters = |column: usize| {
        let alone = slots.iter().filter_map(|row| match row[column] {
            Slot::Content(cell) if cell.columns == 1 => Some(cell.text.chars().count()),
            _ => None,
        });
        alone.max().unwrap_or(0).clamp(CHARACTERS.0, CHARACTERS.1)
    };
    let characters: Vec<usize> = (0..columns).map(characters).collect();
    let all: usize = characters.iter().sum();
    characters.iter().map(|count| count * WIDTH / all).collect()
}
