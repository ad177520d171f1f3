//! Common output of all readers: paragraphs and tables in order, written as lines and rows of tabs.

use super::traced::{Piece, Traced};
use super::{Fault, MOST_TEXT};

/// A piece of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// Its lines, parted by line ends; never blank.
    Paragraph(Traced),
    /// Rows of cells, merged places empty.
    Table(Vec<Vec<Traced>>),
}

impl Block {
    /// Returns the paragraph of these lines, without blanks at their ends; none where nothing would be seen.
    pub(super) fn paragraph(text: Traced) -> Option<Block> {
        if text.is_blank() {
            return None;
        }
        if !text.text().contains('\n') {
            return Some(Block::Paragraph(text.trimmed_end()));
        }
        let mut lines = Traced::default();
        for (index, line) in text.split('\n').into_iter().enumerate() {
            if index > 0 {
                lines.push_own("\n");
            }
            lines.append(line.trimmed_end());
        }
        let start = lines.text().len() - lines.text().trim_start_matches('\n').len();
        let end = lines.text().trim_end_matches('\n').len();
        Some(Block::Paragraph(lines.part(start..end)))
    }
}

impl Block {
    /// Bytes that it takes in memory.
    pub(super) fn weight(&self) -> usize {
        match self {
            Block::Paragraph(text) => text.weight(),
            Block::Table(rows) => rows.iter().flatten().map(Traced::weight).sum(),
        }
    }
}

/// Writes blocks: paragraphs parted by blank lines, tables as rows of tabs.
pub(super) fn write(blocks: &[Block]) -> Result<(String, Vec<Piece>), Fault> {
    let (mut text, mut pieces) = (String::new(), Vec::new());
    for block in blocks {
        if !text.is_empty() {
            text.push('\n');
        }
        match block {
            Block::Paragraph(lines) => {
                let start = text.len();
                write_traced(lines, &mut text, &mut pieces);
                if lines.text().contains('\t') {
                    let line = text.split_off(start).replace('\t', " ");
                    text.push_str(&line);
                }
                text.push('\n');
            }
            Block::Table(rows) => rows.iter().for_each(|row| {
                for (index, cell) in row.iter().enumerate() {
                    if index > 0 {
                        text.push('\t');
                    }
                    write_traced(cell, &mut text, &mut pieces);
                }
                text.push('\n');
            }),
        }
        if text.len() > MOST_TEXT {
            return Err(Fault::TooMuchPacked);
        }
    }
    Ok((text, pieces))
}

fn write_traced(part: &Traced, text: &mut String, pieces: &mut Vec<Piece>) {
    pieces.extend(part.pieces().iter().map(|piece| piece.behind(text.len())));
    text.push_str(part.text());
}

/// Returns the words of a cell on one line. A label goes on from line to line without a blank, as Chinese does.
pub(super) fn words(blocks: Vec<Block>) -> Traced {
    let mut text = Traced::default();
    for block in blocks {
        match block {
            Block::Paragraph(lines) if !lines.text().contains('\n') => join(&mut text, lines.trimmed()),
            Block::Paragraph(lines) => lines.split('\n').into_iter().for_each(|line| join(&mut text, line.trimmed())),
            Block::Table(rows) => rows.into_iter().flatten().for_each(|cell| join(&mut text, cell)),
        }
    }
    text.without_tabs()
}

/// Adds a line to a cell; a blank parts words of Latin letters and figures.
pub(super) fn join(text: &mut Traced, line: Traced) {
    let ends_in_ascii = text.text().ends_with(|last: char| last.is_ascii_alphanumeric());
    if ends_in_ascii && line.text().starts_with(|first: char| first.is_ascii_alphanumeric()) {
        text.push_own(" ");
    }
    text.append(line);
}
