//! The text of a Word file: paragraphs and tables in the order in which they are seen.

use quick_xml::events::BytesStart;

use super::numbering::Lists;
use super::table::{Cell, Table};
use super::{Block, Fault, Step, attribute, is_on, number, walk};
use crate::number::is_blank;

/// Elements nobody sees the content of: what a change took away, the code of a field, reading aids, older properties, and
/// the form for programs that cannot show the newer one.
const UNSEEN: [&str; 15] = [
    "del",
    "moveFrom",
    "Fallback",
    "instrText",
    "delText",
    "delInstrText",
    "rt",
    "sdtPr",
    "rPrChange",
    "pPrChange",
    "tblPrChange",
    "tcPrChange",
    "trPrChange",
    "sectPrChange",
    "tblGridChange",
];

/// What an element that is open holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Other,
    Unseen,
    Paragraph,
    Run,
    Text,
    /// Properties of a paragraph, of a run, of a row, of a cell.
    ParagraphProperties,
    RunProperties,
    RowProperties,
    CellProperties,
    Table,
    Cell,
    TextBox,
}

/// A run of blocks: the body, a cell, a text box.
#[derive(Default)]
struct Story {
    blocks: Vec<Block>,
    paragraph: Option<Paragraph>,
    /// Text of a paragraph whose end a change took away: the next goes on with it.
    begun: String,
}

#[derive(Default)]
struct Paragraph {
    text: String,
    style: Option<String>,
    list: Option<usize>,
    level: Option<usize>,
    /// Whether its end was taken away.
    open: bool,
    /// What hangs on it.
    boxes: Vec<Block>,
}

struct Body {
    lists: Lists,
    open: Vec<Kind>,
    stories: Vec<Story>,
    tables: Vec<Table>,
    cells: Vec<Cell>,
    /// Elements from the outermost unseen one down.
    unseen: usize,
    /// Whether the run is hidden text.
    hidden: bool,
}

/// Reads the text.
pub(super) fn read(xml: &str, lists: Lists) -> Result<Vec<Block>, Fault> {
    let mut body = Body {
        lists,
        open: Vec::new(),
        stories: vec![Story::default()],
        tables: Vec::new(),
        cells: Vec::new(),
        unseen: 0,
        hidden: false,
    };
    walk(xml, &mut |step| {
        match step {
            Step::Open(element) => body.open(element),
            Step::Close => body.close(),
            Step::Text(text) if body.open.last() == Some(&Kind::Text) && body.unseen == 0 => body.write(text),
            Step::Text(_) => {}
        }
        Ok(())
    })?;
    let story = body.stories.pop().unwrap_or_default();
    Ok(story.finish())
}

impl Body {
    fn within(&self, kind: Kind) -> bool {
        self.open.contains(&kind)
    }

    /// The properties that the innermost element belongs to.
    fn properties(&self) -> Option<Kind> {
        let mut last = None;
        for kind in self.open.iter().rev() {
            match kind {
                Kind::RunProperties => last = last.or(Some(*kind)),
                Kind::ParagraphProperties | Kind::RowProperties | Kind::CellProperties => return Some(*kind),
                Kind::Paragraph | Kind::Run | Kind::Cell | Kind::Table | Kind::TextBox => break,
                _ => {}
            }
        }
        last
    }

    fn open(&mut self, element: &BytesStart) {
        let kind = if self.unseen > 0 { Kind::Other } else { self.begin(element) };
        if self.unseen > 0 || kind == Kind::Unseen {
            self.unseen += 1;
        }
        self.open.push(kind);
    }

    fn begin(&mut self, element: &BytesStart) -> Kind {
        let name = element.local_name();
        let name = name.as_ref();
        if let Some(kind) = self.properties() {
            self.take_property(name, element, kind);
        }
        match name {
            _ if UNSEEN.contains(&name) => Kind::Unseen,
            "p" => {
                self.story().paragraph = Some(Paragraph::default());
                Kind::Paragraph
            }
            "pPr" => Kind::ParagraphProperties,
            "rPr" => Kind::RunProperties,
            "trPr" => Kind::RowProperties,
            "tcPr" => Kind::CellProperties,
            "r" => {
                self.hidden = false;
                Kind::Run
            }
            "t" => Kind::Text,
            "tbl" => {
                self.tables.push(Table::default());
                Kind::Table
            }
            "tr" => {
                self.tables.last_mut().into_iter().for_each(Table::begin_row);
                Kind::Other
            }
            "tc" if self.within(Kind::Table) => {
                self.cells.push(Cell::default());
                self.stories.push(Story::default());
                Kind::Cell
            }
            "txbxContent" => {
                self.stories.push(Story::default());
                Kind::TextBox
            }
            _ => {
                self.write_sign(name, element);
                Kind::Other
            }
        }
    }

    fn take_property(&mut self, name: &str, element: &BytesStart, kind: Kind) {
        let of_run = self.open.contains(&Kind::RunProperties);
        let paragraph = self.stories.last_mut().and_then(|story| story.paragraph.as_mut());
        match (kind, name) {
            (Kind::RunProperties, "vanish") => self.hidden = is_on(element),
            (Kind::ParagraphProperties, "del" | "moveFrom") if of_run => {
                paragraph.into_iter().for_each(|paragraph| paragraph.open = true);
            }
            (Kind::ParagraphProperties, "pStyle") => {
                paragraph.into_iter().for_each(|paragraph| paragraph.style = attribute(element, "val"));
            }
            (Kind::ParagraphProperties, "numId") => {
                paragraph.into_iter().for_each(|paragraph| paragraph.list = number(element));
            }
            (Kind::ParagraphProperties, "ilvl") => {
                paragraph.into_iter().for_each(|paragraph| paragraph.level = number(element));
            }
            (Kind::RowProperties, _) => {
                if let Some(row) = self.tables.last_mut().and_then(Table::row) {
                    match name {
                        "gridBefore" => row.before = number(element).unwrap_or(0),
                        "gridAfter" => row.after = number(element).unwrap_or(0),
                        "del" => row.deleted = true,
                        _ => {}
                    }
                }
            }
            (Kind::CellProperties, _) => {
                if let Some(cell) = self.cells.last_mut() {
                    match name {
                        "gridSpan" => cell.columns = number(element).unwrap_or(1),
                        "vMerge" | "hMerge" => {
                            cell.continues |= attribute(element, "val").as_deref() != Some("restart")
                        }
                        "cellDel" => cell.deleted = true,
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }

    /// Signs that have an element of their own.
    fn write_sign(&mut self, name: &str, element: &BytesStart) {
        if self.properties().is_some() || !self.within(Kind::Run) {
            return;
        }
        match name {
            "tab" | "ptab" => self.write(" "),
            "br" | "cr" => self.write("\n"),
            "noBreakHyphen" => self.write("-"),
            "sym" => {
                let code = attribute(element, "char").and_then(|code| u32::from_str_radix(&code, 16).ok());
                // Private characters mean something in one font only.
                let sign = code.filter(|code| !(0xE000..0xF900).contains(code)).and_then(char::from_u32);
                sign.into_iter().for_each(|sign| self.write(sign.encode_utf8(&mut [0; 4])));
            }
            _ => {}
        }
    }

    fn close(&mut self) {
        let kind = self.open.pop().unwrap_or(Kind::Other);
        if self.unseen > 0 {
            self.unseen -= 1;
            return;
        }
        match kind {
            Kind::Paragraph => self.end_paragraph(),
            Kind::Cell => {
                let blocks = self.end_story();
                if let (Some(cell), Some(table)) = (self.cells.pop(), self.tables.last_mut()) {
                    table.push(Cell { blocks, ..cell });
                }
            }
            Kind::Table => {
                let blocks = self.tables.pop().map(Table::finish).unwrap_or_default();
                self.story().blocks.extend(blocks);
            }
            Kind::TextBox => {
                let blocks = self.end_story();
                let story = self.story();
                match &mut story.paragraph {
                    Some(paragraph) => paragraph.boxes.extend(blocks),
                    None => story.blocks.extend(blocks),
                }
            }
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.story().paragraph.take() else { return };
        let Paragraph { text, style, list, level, open, boxes } = paragraph;
        let blank = text.chars().all(is_blank);
        // An empty paragraph is counted too, but its number is no heading.
        let label = self.lists.next(style.as_deref(), list, level);
        let story = self.story();
        if story.begun.is_empty() {
            story.begun = if blank { String::new() } else { label };
        }
        story.begun.push_str(&text);
        if !open {
            let text = std::mem::take(&mut story.begun);
            story.push(&text);
        }
        story.blocks.extend(boxes);
    }

    fn end_story(&mut self) -> Vec<Block> {
        // The body's own story is never ended by an element.
        if self.stories.len() < 2 { Vec::new() } else { self.stories.pop().map(Story::finish).unwrap_or_default() }
    }

    fn story(&mut self) -> &mut Story {
        if self.stories.is_empty() {
            self.stories.push(Story::default());
        }
        let last = self.stories.len() - 1;
        &mut self.stories[last]
    }

    fn write(&mut self, text: &str) {
        let hidden = self.hidden;
        if let Some(paragraph) = self.story().paragraph.as_mut().filter(|_| !hidden) {
            paragraph.text.push_str(text);
        }
    }
}

impl Story {
    fn push(&mut self, text: &str) {
        let lines = text.lines().map(|line| line.replace('\t', " "));
        let lines: Vec<String> = lines.map(|line| line.trim_end_matches(is_blank).to_owned()).collect();
        let text = lines.join("\n");
        let text = text.trim_matches('\n');
        if !text.chars().all(|character| is_blank(character) || character == '\n') {
            self.blocks.push(Block::Paragraph(text.to_owned()));
        }
    }

    fn finish(mut self) -> Vec<Block> {
        let rest = std::mem::take(&mut self.begun);
        self.push(&rest);
        self.blocks
    }
}
