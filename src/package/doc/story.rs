//! The text of a Word file: paragraphs and tables in the order in which they are seen.

use super::properties::{self, Characters, Paragraph, Runs};
use super::structure::{self, File, Piece, Text};
use super::styles::{self, Styles};
use super::table::Nested;
use super::{guides, lists};
use crate::package::blocks::Block;
use crate::package::budget::Budget;
use crate::package::fields::Fields;
use crate::package::lists::Lists;
use crate::package::ole::{u16_at, u32_at};
use crate::package::traced::Traced;
use crate::package::{Fault, Format};

/// Signs of one byte that are not those of Latin-1.
const WINDOWS: [u16; 32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D,
    0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,
    0x017E, 0x0178,
];

const CELL_END: u16 = 0x07;
const PARAGRAPH_END: u16 = 0x0D;
const FIELD_BEGIN: u16 = 0x13;
const FIELD_RESULT: u16 = 0x14;
const FIELD_END: u16 = 0x15;

/// Text that stands elsewhere and is shown at a place: a note, a text box.
struct Attachment {
    place: u32,
    /// The first character, and the one behind the last.
    range: (u32, u32),
}

/// A file with all that is said of its text.
struct Reader<'f, 'b> {
    file: &'f File<'f>,
    pieces: Vec<Piece>,
    paragraphs: Runs<Paragraph>,
    characters: Runs<Characters>,
    styles: Styles,
    lists: Lists,
    budget: &'b mut Budget,
}

/// The paragraph that is being read.
#[derive(Default)]
struct Line {
    units: Vec<u16>,
    /// Those of them that stand higher or lower: the first, and the one behind the last.
    raised: Vec<(usize, usize)>,
    /// Text of paragraphs whose ends nobody sees, with the number of the first.
    begun: Traced,
    fields: Fields,
    /// The code of the outermost field that shows nothing yet.
    code: Vec<u16>,
}

/// Reads the text with its notes and boxes.
pub(super) fn read(file: &File, budget: &mut Budget) -> Result<Vec<Block>, Fault> {
    let pieces = file.pieces(budget)?.ok_or(Fault::Damaged(Format::Doc))?;
    let paragraphs = properties::paragraphs(file, file.part(structure::PARAGRAPHS), budget)?;
    let characters = properties::characters(file, file.part(structure::CHARACTERS), budget)?;
    let styles = styles::read(file.part(structure::STYLES));
    let lists = lists::read(file, budget)?;
    let attachments = attachments(file, budget)?;
    let mut reader = Reader { file, pieces, paragraphs, characters, styles, lists, budget };
    reader.read(file.range(Text::Main), &attachments)
}

/// Finds notes and boxes, by the places that they are shown at.
fn attachments(file: &File, budget: &mut Budget) -> Result<Vec<Attachment>, Fault> {
    const NOTE_MARK: usize = 2;
    let mut found = Vec::new();
    for (text, [marks, texts]) in [(Text::Footnotes, structure::FOOTNOTES), (Text::Endnotes, structure::ENDNOTES)] {
        budget.take(file.part(marks).len() + file.part(texts).len())?;
        let (places, _) = structure::places(file.part(marks), NOTE_MARK);
        let (edges, _) = structure::places(file.part(texts), 0);
        found.extend(ranges(file, text, &edges).zip(places).map(|(range, place)| Attachment { place, range }));
    }
    found.extend(boxes(file, budget)?);
    found.sort_by_key(|attachment| attachment.place);
    Ok(found)
}

/// Finds text boxes by the shapes that hold them.
fn boxes(file: &File, budget: &mut Budget) -> Result<Vec<Attachment>, Fault> {
    const SHAPE: usize = 26;
    const BOX: usize = 22;
    const BOX_SHAPE: usize = 14;
    budget.take(file.part(structure::SHAPES).len() + file.part(structure::BOXES).len())?;
    let (anchors, shapes) = structure::places(file.part(structure::SHAPES), SHAPE);
    let (edges, records) = structure::places(file.part(structure::BOXES), BOX);
    let shapes =
        anchors.iter().zip(shapes.chunks_exact(SHAPE)).filter_map(|(at, shape)| Some((u32_at(shape, 0)?, *at)));
    let shapes: std::collections::HashMap<u32, u32> = shapes.collect();
    let boxes = ranges(file, Text::Boxes, &edges).zip(records.chunks_exact(BOX)).filter_map(|(range, record)| {
        let place = *shapes.get(&u32_at(record, BOX_SHAPE)?)?;
        Some(Attachment { place, range })
    });
    Ok(boxes.collect())
}

/// The parts of a text between edges, as characters of the whole.
fn ranges(file: &File, text: Text, edges: &[u32]) -> impl Iterator<Item = (u32, u32)> {
    let (start, end) = file.range(text);
    let at = move |edge: u32| start.saturating_add(edge).min(end);
    edges.windows(2).map(move |pair| (at(pair[0]), at(pair[1]))).collect::<Vec<_>>().into_iter()
}

impl Reader<'_, '_> {
    fn read(&mut self, range: (u32, u32), attachments: &[Attachment]) -> Result<Vec<Block>, Fault> {
        let (mut line, mut tables) = (Line::default(), Nested::default());
        let (mut waiting, mut start, mut shown) = (attachments, range.0, 0);
        for index in 0..self.pieces.len() {
            let piece = self.pieces[index];
            for place in piece.from.max(range.0)..piece.to.min(range.1) {
                let step = if piece.wide { 2 } else { 1 };
                let offset = piece.offset.saturating_add((place - piece.from).saturating_mul(step));
                let unit = self.unit(offset, piece.wide).ok_or(Fault::Damaged(Format::Doc))?;
                shown += 1;
                self.budget.take(size_of::<u16>())?;
                let seen = self.is_seen(offset);
                if !matches!(unit, CELL_END | PARAGRAPH_END) {
                    self.take(unit, offset, seen, &mut line);
                    continue;
                }
                if self.paragraphs.at(offset).is_none_or(|paragraph| paragraph.depth == 0) && unit != CELL_END {
                    tables.close(self.budget)?;
                    self.attach(&mut waiting, start, &mut tables)?;
                }
                self.end(unit, offset, seen, &mut line, &mut tables)?;
                start = place.saturating_add(1);
                if tables.is_at_top() {
                    self.attach(&mut waiting, start, &mut tables)?;
                }
            }
        }
        // A text of which a part is lost would pass as one in which nothing stands there.
        if shown < range.1.saturating_sub(range.0) {
            return Err(Fault::Damaged(Format::Doc));
        }
        line.flush("");
        tables.add(Block::paragraph(std::mem::take(&mut line.begun)));
        tables.finish(self.budget)
    }

    /// Adds what is shown before a place of the text and waits to be.
    fn attach(&mut self, waiting: &mut &[Attachment], before: u32, tables: &mut Nested) -> Result<(), Fault> {
        while let Some((next, rest)) = waiting.split_first().filter(|(next, _)| next.place < before) {
            *waiting = rest;
            let blocks = self.read(next.range, &[])?;
            tables.add(blocks);
        }
        Ok(())
    }

    /// The character at an offset of the stream.
    fn unit(&self, offset: u32, wide: bool) -> Option<u16> {
        let offset = usize::try_from(offset).ok()?;
        if wide {
            return u16_at(self.file.word, offset);
        }
        let byte = u16::from(*self.file.word.get(offset)?);
        Some(if (0x80..0xA0).contains(&byte) { WINDOWS[usize::from(byte - 0x80)] } else { byte })
    }

    fn is_seen(&self, offset: u32) -> bool {
        let characters = self.characters.at(offset).copied().unwrap_or_default();
        let by_style = || {
            if !self.styles.hide_any() {
                return false;
            }
            let paragraph = self.paragraphs.at(offset).map_or(0, |paragraph| paragraph.style);
            let characters = characters.style.is_some_and(|style| self.styles.hides(style));
            // A style of characters turns around what the style of the paragraph says.
            self.styles.hides(paragraph) != characters
        };
        let hidden = match characters.hidden {
            Some(0) => false,
            Some(1) => true,
            Some(0x81) => !by_style(),
            _ => by_style(),
        };
        !characters.deleted && !hidden
    }

    /// Takes a character that ends nothing.
    fn take(&self, unit: u16, offset: u32, seen: bool, line: &mut Line) {
        match unit {
            FIELD_BEGIN => line.begin_field(),
            FIELD_RESULT => line.fields.reach_result(),
            FIELD_END => line.end_field(),
            _ if !seen => {}
            _ if !line.fields.is_shown() => line.code.push(unit),
            0x0B | 0x0C | 0x0E => line.units.push(u16::from(b'\n')),
            0x09 => line.units.push(u16::from(b'\t')),
            0x1E => line.units.push(u16::from(b'-')),
            0..0x20 => {}
            _ => {
                let characters = self.characters.at(offset).copied().unwrap_or_default();
                let symbol = characters.symbol;
                // Private characters mean something in one font only.
                let unit =
                    symbol.map_or(Some(unit), |symbol| Some(symbol).filter(|sign| !(0xE000..0xF900).contains(sign)));
                line.extend(unit, characters.raised);
            }
        }
    }

    /// Ends a paragraph, a cell or a row.
    fn end(&mut self, unit: u16, offset: u32, seen: bool, line: &mut Line, tables: &mut Nested) -> Result<(), Fault> {
        let paragraph = self.paragraphs.at(offset).cloned().unwrap_or_default();
        let ends_cell = unit == CELL_END || paragraph.ends_inner_cell;
        let blank = line.is_blank();
        // What nobody sees anything of takes no number; nor does what ends a row or goes on with another paragraph.
        let numbered = !paragraph.ends_row && line.begun.is_empty() && (seen || ends_cell || !blank);
        let label = if numbered { self.label(&paragraph)? } else { String::new() };
        line.flush(&label);
        if !seen && !ends_cell && !paragraph.ends_row {
            return Ok(());
        }
        let depth = if unit == CELL_END { paragraph.depth.max(1) } else { paragraph.depth };
        tables.descend(depth, self.budget)?;
        let text = std::mem::take(&mut line.begun);
        self.budget.take(size_of::<Block>() + text.weight())?;
        if !paragraph.ends_row {
            tables.add(Block::paragraph(text));
        }
        if paragraph.ends_row && seen {
            tables.end_row(&paragraph.edges, self.budget)?;
        } else if paragraph.ends_row {
            tables.end_unseen_row(&paragraph.edges, self.budget)?;
        } else if ends_cell {
            tables.end_cell();
        }
        Ok(())
    }

    /// Counts a paragraph and returns its number.
    fn label(&mut self, paragraph: &Paragraph) -> Result<String, Fault> {
        let (of_style, level_of_style) = self.styles.list(paragraph.style);
        let list = paragraph.list.or(of_style).filter(|list| (1..0xF800).contains(list));
        let Some(list) = list else { return Ok(String::new()) };
        let level = paragraph.level.or(level_of_style).unwrap_or(0);
        self.lists.next(usize::from(list), usize::from(level), self.budget)
    }
}

impl Line {
    /// Adds a character; `raised` says whether it stands higher or lower.
    fn extend(&mut self, unit: Option<u16>, raised: Option<bool>) {
        let at = self.units.len();
        self.units.extend(unit);
        match self.raised.last_mut() {
            _ if raised != Some(true) => {}
            Some((_, end)) if *end == at => *end = self.units.len(),
            _ => self.raised.push((at, self.units.len())),
        }
    }

    fn begin_field(&mut self) {
        if self.fields.is_shown() {
            self.code.clear();
        }
        self.fields.begin();
    }

    /// Ends a field; one that has words under a phonetic guide is these words.
    fn end_field(&mut self) {
        let was_shown = self.fields.is_shown();
        self.fields.end();
        if !was_shown && self.fields.is_shown() {
            let code = String::from_utf16_lossy(&std::mem::take(&mut self.code));
            self.units.extend(guides::words(&code).unwrap_or_default().encode_utf16());
        }
    }

    fn is_blank(&self) -> bool {
        let blank = |unit: &u16| char::from_u32(u32::from(*unit)).is_some_and(|sign| sign.is_whitespace());
        self.units.iter().all(blank)
    }

    /// Puts what was read behind what was begun; the number stands before the first words.
    fn flush(&mut self, label: &str) {
        if self.begun.is_empty() && !self.is_blank() {
            self.begun.push_own(label);
        }
        let mut from = 0;
        for (start, end) in std::mem::take(&mut self.raised) {
            self.begun.push_own(&String::from_utf16_lossy(&self.units[from..start]));
            let raised = self.begun.text().len();
            self.begun.push_own(&String::from_utf16_lossy(&self.units[start..end]));
            self.begun.raise(raised);
            from = end;
        }
        self.begun.push_own(&String::from_utf16_lossy(&self.units[from..]));
        self.units.clear();
    }
}
