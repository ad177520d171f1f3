//! The text of a Word file: paragraphs and tables in the order in which they are seen.

use std::collections::HashMap;

use quick_xml::events::BytesStart;

use super::chunk::Chunks;
use super::open::{Kind, Open};
use super::parts::Part;
use super::properties::{self, Run};
use super::signs;
use super::story::{Paragraph, Story};
use super::styles::Styles;
use crate::package::Fault;
use crate::package::blocks::Block;
use crate::package::budget::Budget;
use crate::package::lists::Lists;
use crate::package::table::{Cell, Table};
use crate::package::traced::{Making, Origin, Piece, Traced};
use crate::package::xml::{Step, attribute, walk};
use crate::text::Span;

/// The walk through the text.
pub(super) struct Body<'s> {
    styles: &'s Styles,
    lists: Lists,
    chunks: Chunks,
    budget: &'s mut Budget,
    /// The part that is being read.
    part: (u16, u32),
    open: Vec<Open>,
    stories: Vec<Story>,
    tables: Vec<Table>,
    cells: Vec<Cell>,
    run: Run,
    /// Elements from the outermost unseen one down.
    unseen: usize,
    /// Notes that no place of the text was met for yet, by kind and number.
    notes: HashMap<String, Vec<Block>>,
    /// The names of the notes that are being read, as far as they have one.
    note_names: Vec<Option<String>>,
    /// Notes of the paragraph or table that is being read.
    pending: Vec<Block>,
}

impl<'s> Body<'s> {
    /// Returns a walk that has seen nothing yet.
    pub(super) fn new(styles: &'s Styles, lists: Lists, chunks: Chunks, budget: &'s mut Budget) -> Self {
        Body {
            styles,
            lists,
            chunks,
            budget,
            part: (0, 0),
            open: Vec::new(),
            stories: Vec::new(),
            tables: Vec::new(),
            cells: Vec::new(),
            run: Run::default(),
            unseen: 0,
            notes: HashMap::new(),
            note_names: Vec::new(),
            pending: Vec::new(),
        }
    }

    /// Reads the part of the notes, which the text names by their numbers.
    pub(super) fn read_notes(&mut self, part: Part) -> Result<(), Fault> {
        self.walk(part).map(drop)
    }

    /// Reads the text.
    pub(super) fn read(&mut self, part: Part) -> Result<Vec<Block>, Fault> {
        let mut blocks = self.walk(part)?;
        blocks.append(&mut self.pending);
        Ok(blocks)
    }

    fn walk(&mut self, part: Part) -> Result<Vec<Block>, Fault> {
        self.part = (part.index, part.offset);
        self.stories = vec![Story::default()];
        walk(part.xml, &mut |step, span| match step {
            Step::Open(element) => self.open(element, span),
            Step::Close => self.close(),
            Step::Text(text) if self.innermost().kind == Kind::Text && self.unseen == 0 => {
                let verbatim = text.len() == span.len();
                self.write(text, span, if verbatim { Making::Verbatim } else { Making::Sign })
            }
            Step::Text(_) => Ok(()),
        })?;
        Ok(self.stories.pop().unwrap_or_default().finish().0)
    }

    fn origin(&self, span: Span, making: Making) -> Origin {
        let (part, offset) = self.part;
        Origin { part, source: Span { start: span.start + offset, end: span.end + offset }, making }
    }

    fn open(&mut self, element: &BytesStart, span: Span) -> Result<(), Fault> {
        let kind = if self.unseen > 0 { Kind::Other } else { self.begin(element, span)? };
        if self.unseen > 0 || kind == Kind::Unseen {
            self.unseen += 1;
        }
        self.open.push(self.innermost().within(kind));
        Ok(())
    }

    /// Returns what is said of the innermost element.
    fn innermost(&self) -> Open {
        self.open.last().copied().unwrap_or(Open::NOTHING)
    }

    fn begin(&mut self, element: &BytesStart, span: Span) -> Result<Kind, Fault> {
        let name = element.local_name();
        let name = name.as_ref();
        self.take_property(name, element);
        Ok(match name {
            _ if signs::UNSEEN.contains(&name) => Kind::Unseen,
            // Word 2003 marks changes and comments so.
            "annotation" if !attribute(element, "type").is_some_and(|kind| kind.ends_with("Insertion")) => Kind::Unseen,
            "AlternateContent" => Kind::Choices(false),
            "Choice" | "Fallback" => self.choose(),
            "p" => {
                let tag = Some(self.origin(span, Making::Place));
                self.story().paragraph = Some(Paragraph { tag, ..Paragraph::default() });
                Kind::Paragraph
            }
            "pPr" => Kind::ParagraphProperties,
            "rPr" => Kind::RunProperties,
            "trPr" => Kind::RowProperties,
            "tcPr" => Kind::CellProperties,
            "r" => {
                self.run = Run::default();
                Kind::Run
            }
            "t" => Kind::Text,
            "tbl" => {
                self.tables.push(Table::default());
                Kind::Table
            }
            "tr" => {
                self.budget.take(size_of::<Cell>())?;
                self.tables.last_mut().into_iter().for_each(Table::begin_row);
                Kind::Other
            }
            "tc" if self.innermost().in_table => self.begin_cell()?,
            "txbxContent" => {
                self.stories.push(Story::default());
                Kind::TextBox
            }
            "footnote" | "endnote" if self.innermost().properties.is_none() => self.begin_note(name, element),
            _ => {
                self.write_sign(name, element, span)?;
                Kind::Other
            }
        })
    }

    /// Takes the first of several forms of the same content.
    fn choose(&mut self) -> Kind {
        match self.open.last_mut() {
            Some(Open { kind: Kind::Choices(true), .. }) => Kind::Unseen,
            Some(Open { kind: Kind::Choices(taken), .. }) => {
                *taken = true;
                Kind::Other
            }
            _ => Kind::Other,
        }
    }

    fn begin_cell(&mut self) -> Result<Kind, Fault> {
        self.budget.take(size_of::<Cell>() + size_of::<Story>())?;
        if self.tables.last_mut().and_then(Table::row).is_some_and(|row| row.unseen) {
            return Ok(Kind::Unseen);
        }
        self.cells.push(Cell::default());
        self.stories.push(Story::default());
        Ok(Kind::Cell)
    }

    /// Begins a note; those that only draw a line between text and notes are not seen.
    fn begin_note(&mut self, name: &str, element: &BytesStart) -> Kind {
        if attribute(element, "type").is_some_and(|kind| kind != "normal") {
            return Kind::Unseen;
        }
        self.note_names.push(attribute(element, "id").map(|id| name.to_owned() + &id));
        self.stories.push(Story::default());
        Kind::Note
    }

    fn take_property(&mut self, name: &str, element: &BytesStart) {
        let Open { properties: Some(kind), of_mark, .. } = self.innermost() else { return };
        match kind {
            Kind::RunProperties => properties::take_run(&mut self.run, name, element, self.styles),
            Kind::ParagraphProperties => {
                let paragraph = self.stories.last_mut().and_then(|story| story.paragraph.as_mut());
                let Some(paragraph) = paragraph else { return };
                if of_mark {
                    properties::take_end(paragraph, name, element);
                } else {
                    properties::take_paragraph(paragraph, name, element, self.styles);
                }
            }
            Kind::RowProperties => {
                let row = self.tables.last_mut().and_then(Table::row);
                row.into_iter().for_each(|row| properties::take_row(row, name, element));
            }
            Kind::CellProperties => {
                self.cells.last_mut().into_iter().for_each(|cell| properties::take_cell(cell, name, element));
            }
            _ => {}
        }
    }

    /// Signs that have an element of their own, and what stands elsewhere.
    fn write_sign(&mut self, name: &str, element: &BytesStart, span: Span) -> Result<(), Fault> {
        if name == "altChunk" {
            let chunk = attribute(element, "id").and_then(|id| self.chunks.remove(&id)).ok_or(Fault::Embedded)?;
            self.story().blocks.extend(chunk);
            return Ok(());
        }
        let Open { properties, in_run, .. } = self.innermost();
        if properties.is_some() || !in_run {
            return Ok(());
        }
        if let Some(sign) = signs::of(name, element) {
            return self.write(sign.encode_utf8(&mut [0; 4]), span, Making::Sign);
        }
        match name {
            "fldChar" => {
                let mark = attribute(element, "fldCharType").unwrap_or_default();
                self.story().mark_field(&mark);
                Ok(())
            }
            "footnoteReference" | "endnoteReference" => {
                let id = attribute(element, "id").unwrap_or_default();
                let note = self.notes.remove(&(name.trim_end_matches("Reference").to_owned() + &id));
                self.pending.extend(note.unwrap_or_default());
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn close(&mut self) -> Result<(), Fault> {
        let kind = self.open.pop().map_or(Kind::Other, |open| open.kind);
        if self.unseen > 0 {
            self.unseen -= 1;
            return Ok(());
        }
        match kind {
            Kind::Paragraph => self.end_paragraph()?,
            Kind::Cell => {
                let (blocks, place) = self.end_story();
                if let (Some(cell), Some(table)) = (self.cells.pop(), self.tables.last_mut()) {
                    table.push(Cell { blocks, place, ..cell });
                }
            }
            Kind::Table => {
                let table = self.tables.pop().unwrap_or_default();
                let blocks = table.finish(self.budget)?;
                self.story().blocks.extend(blocks);
                self.place_notes();
            }
            Kind::TextBox => {
                let (blocks, _) = self.end_story();
                let story = self.story();
                match &mut story.paragraph {
                    Some(paragraph) => paragraph.boxes.extend(blocks),
                    None => story.blocks.extend(blocks),
                }
            }
            Kind::Note => {
                let (blocks, _) = self.end_story();
                match self.note_names.pop().flatten() {
                    Some(name) => drop(self.notes.insert(name, blocks)),
                    None => self.pending.extend(blocks),
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end_paragraph(&mut self) -> Result<(), Fault> {
        let Some(paragraph) = self.story().paragraph.take() else { return Ok(()) };
        let (blank, open) = (paragraph.text.is_blank(), paragraph.is_open());
        // What nobody sees anything of takes no number, nor does what goes on with another paragraph.
        let unnumbered = blank && open || !self.story().begun.is_empty();
        let label = if unnumbered { String::new() } else { self.label(&paragraph)? };
        self.budget.take(size_of::<Piece>() + label.len())?;
        let story = self.story();
        if let Some(origin) = paragraph.tag.filter(|_| story.place.pieces().is_empty()) {
            story.place.push("", origin);
        }
        // An empty paragraph is counted too, but its number is no heading.
        if story.begun.is_empty() && !blank && !label.is_empty() {
            let making = Making::Number;
            story.begun.push(&label, Origin { making, ..paragraph.tag.unwrap_or_else(|| unplaced(making)) });
        }
        story.begun.append(paragraph.text);
        if !open {
            story.close();
        }
        story.blocks.extend(paragraph.boxes);
        self.place_notes();
        Ok(())
    }

    /// Puts notes behind the paragraph or table of the text that they are on.
    fn place_notes(&mut self) {
        if self.stories.len() == 1 && self.tables.is_empty() {
            let notes = std::mem::take(&mut self.pending);
            self.story().blocks.extend(notes);
        }
    }

    /// Counts a paragraph and returns its number. What goes on from another cell or is removed has none.
    fn label(&mut self, paragraph: &Paragraph) -> Result<String, Fault> {
        if self.cells.last().is_some_and(|cell| cell.unseen || cell.continues) {
            return Ok(String::new());
        }
        let styled = paragraph.style.as_deref().and_then(|style| self.styles.numbering(style));
        let list = paragraph.list.or_else(|| styled.and_then(|style| style.list)).filter(|id| *id > 0);
        let Some(list) = list else { return Ok(String::new()) };
        let of_style = || styled.and_then(|style| style.level.or_else(|| self.lists.level_of(list, &style.lister)));
        let level = paragraph.level.or_else(of_style).unwrap_or(0);
        self.lists.next(list, level, self.budget)
    }

    fn end_story(&mut self) -> (Vec<Block>, Traced) {
        // The text's own story is never ended by an element.
        if self.stories.len() < 2 {
            return Default::default();
        }
        self.stories.pop().map(Story::finish).unwrap_or_default()
    }

    fn story(&mut self) -> &mut Story {
        if self.stories.is_empty() {
            self.stories.push(Story::default());
        }
        let last = self.stories.len() - 1;
        &mut self.stories[last]
    }

    fn write(&mut self, text: &str, span: Span, making: Making) -> Result<(), Fault> {
        let (run, origin) = (self.run, self.origin(span, making));
        let story = self.story();
        let shown = story.is_shown();
        let Some(paragraph) = story.paragraph.as_mut().filter(|_| shown) else { return Ok(()) };
        // A style of characters turns around what the style of the paragraph says.
        if run.hidden.unwrap_or(run.hidden_by_style != paragraph.hidden_by_style) {
            return Ok(());
        }
        let from = paragraph.text.text().len();
        paragraph.text.push(text, origin);
        if run.raised.unwrap_or(run.raised_by_style) {
            paragraph.text.raise(from);
        }
        self.budget.take(text.len() + size_of::<Piece>())
    }
}

/// The origin of what has none.
fn unplaced(making: Making) -> Origin {
    Origin { part: 0, source: Span::default(), making }
}
