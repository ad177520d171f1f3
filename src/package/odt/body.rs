//! The text of an OpenDocument file: paragraphs and tables in the order in which they are seen.

use quick_xml::events::BytesStart;

use super::UNSEEN;
use super::lists::Styles;
use crate::package::Fault;
use crate::package::blocks::Block;
use crate::package::budget::Budget;
use crate::package::table::{Cell, Table};
use crate::package::traced::{Making, Origin, Piece, Traced};
use crate::package::xml::{Step, attribute, walk};
use crate::text::Span;

/// Times that a row or cell may be repeated; a report has none that is.
const MOST_REPEATED: usize = 63;

/// Blanks that one element may stand for.
const MOST_BLANKS: usize = 1000;

/// Kind of an open element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Other,
    Unseen,
    /// A paragraph, of a box of its own where it stands within another.
    Paragraph,
    BoxedParagraph,
    /// Text of a style that hides, within a paragraph.
    Hidden,
    /// Text of a style that raises, from this byte of its paragraph on.
    Raised(usize),
    Table,
    Row(usize),
    Cell(usize),
    TextBox,
    Note,
    List,
    Item,
}

/// A run of blocks while it is read.
#[derive(Debug, Default)]
struct Story {
    blocks: Vec<Block>,
    /// The number of the paragraph that is being read.
    label: Traced,
    paragraph: Option<Traced>,
    /// Text boxes anchored in the paragraph.
    boxes: Vec<Block>,
    place: Traced,
}

/// A list that is open.
#[derive(Debug, Default)]
struct OpenList {
    list: Option<usize>,
    /// True if the next paragraph takes a number: it is the first of its item.
    numbers: bool,
}

/// The walk through the text.
pub(super) struct Body<'b> {
    styles: Styles,
    budget: &'b mut Budget,
    open: Vec<Kind>,
    stories: Vec<Story>,
    tables: Vec<Table>,
    cells: Vec<Cell>,
    lists: Vec<OpenList>,
    /// Elements from the outermost unseen one down.
    unseen: usize,
    /// Elements that hide, within paragraphs.
    hidden: usize,
    /// Changes that are open and took away what stands between their marks.
    deleted: usize,
    pending: Vec<Block>,
}

impl<'b> Body<'b> {
    /// Returns a walk that has seen nothing yet.
    pub(super) fn new(styles: Styles, budget: &'b mut Budget) -> Self {
        Body {
            styles,
            budget,
            open: Vec::new(),
            stories: vec![Story::default()],
            tables: Vec::new(),
            cells: Vec::new(),
            lists: Vec::new(),
            unseen: 0,
            hidden: 0,
            deleted: 0,
            pending: Vec::new(),
        }
    }

    /// Reads the text.
    pub(super) fn read(mut self, xml: &str) -> Result<Vec<Block>, Fault> {
        walk(xml, &mut |step, span| match step {
            Step::Open(element) => self.open(element, span),
            Step::Close => self.close(),
            Step::Text(text) if self.unseen == 0 => self.write_collapsed(text, span),
            Step::Text(_) => Ok(()),
        })?;
        let mut blocks = self.stories.pop().unwrap_or_default().blocks;
        blocks.append(&mut self.pending);
        Ok(blocks)
    }

    fn open(&mut self, element: &BytesStart, span: Span) -> Result<(), Fault> {
        let kind = if self.unseen > 0 { Kind::Other } else { self.begin(element, span)? };
        if self.unseen > 0 || kind == Kind::Unseen {
            self.unseen += 1;
        }
        self.hidden += usize::from(kind == Kind::Hidden);
        self.open.push(kind);
        Ok(())
    }

    fn begin(&mut self, element: &BytesStart, span: Span) -> Result<Kind, Fault> {
        let name = element.local_name();
        Ok(match name.as_ref() {
            name if UNSEEN.contains(&name) => Kind::Unseen,
            "p" | "h" => self.begin_paragraph(element, span)?,
            "span" | "section" if self.is_hidden(element) => Kind::Hidden,
            "span" if self.is_raised(element) => {
                Kind::Raised(self.story().paragraph.as_ref().map_or(0, |text| text.text().len()))
            }
            "s" => {
                let count = attribute(element, "c").and_then(|count| count.parse().ok()).unwrap_or(1_usize);
                self.write(&" ".repeat(count.min(MOST_BLANKS)), span, Making::Sign)?;
                Kind::Other
            }
            "change-start" => self.mark_change(element, |deleted| deleted + 1),
            "change-end" => self.mark_change(element, |deleted| deleted.saturating_sub(1)),
            "tab" => self.sign("\t", span)?,
            "line-break" => self.sign("\n", span)?,
            "table" => {
                self.tables.push(Table::default());
                Kind::Table
            }
            "table-row" => self.begin_row(element)?,
            "table-cell" | "covered-table-cell" => self.begin_cell(element, name.as_ref() != "table-cell")?,
            "text-box" => {
                self.stories.push(Story::default());
                Kind::TextBox
            }
            "note-body" => {
                self.stories.push(Story::default());
                Kind::Note
            }
            "list" => {
                self.begin_list(element);
                Kind::List
            }
            "list-item" => {
                self.begin_item(element);
                Kind::Item
            }
            _ => Kind::Other,
        })
    }

    /// Follows the marks of a change. Only a file that is one XML leaves what is deleted between them.
    fn mark_change(&mut self, element: &BytesStart, count: impl Fn(usize) -> usize) -> Kind {
        if attribute(element, "change-id").is_some_and(|id| self.styles.deletes(&id)) {
            self.deleted = count(self.deleted);
        }
        Kind::Other
    }

    fn sign(&mut self, sign: &str, span: Span) -> Result<Kind, Fault> {
        self.write(sign, span, Making::Sign)?;
        Ok(Kind::Other)
    }

    /// Returns whether the element or its style hides what stands in it.
    fn is_hidden(&self, element: &BytesStart) -> bool {
        let by_style = attribute(element, "style-name").is_some_and(|style| self.styles.hides(&style));
        by_style || attribute(element, "display").is_some_and(|shown| shown == "none")
    }

    /// Returns whether the style of the element raises what stands in it.
    fn is_raised(&self, element: &BytesStart) -> bool {
        attribute(element, "style-name").is_some_and(|style| self.styles.raises(&style))
    }

    fn begin_paragraph(&mut self, element: &BytesStart, span: Span) -> Result<Kind, Fault> {
        if self.is_hidden(element) || self.hidden > 0 {
            return Ok(Kind::Unseen);
        }
        let boxed = self.story().paragraph.is_some();
        if boxed {
            self.stories.push(Story::default());
        }
        let label = self.label(element)?;
        let origin = Origin { part: 0, source: span, making: Making::Number };
        self.budget.take(size_of::<Piece>() + label.len())?;
        let story = self.story();
        story.label = Traced::default();
        if !label.is_empty() {
            story.label.push(&label, origin);
        }
        if story.place.pieces().is_empty() {
            story.place.push("", Origin { making: Making::Place, ..origin });
        }
        story.paragraph = Some(Traced::default());
        Ok(if boxed { Kind::BoxedParagraph } else { Kind::Paragraph })
    }

    /// The number of a paragraph: that of its item, or of a heading.
    fn label(&mut self, element: &BytesStart) -> Result<String, Fault> {
        let depth = self.lists.len();
        if let Some(open) = self.lists.last_mut() {
            let list = open.list.filter(|_| std::mem::take(&mut open.numbers));
            return list.map_or(Ok(String::new()), |list| self.styles.lists.next(list, depth - 1, self.budget));
        }
        let level = attribute(element, "outline-level").and_then(|level| level.parse::<usize>().ok());
        let level = level.filter(|_| element.local_name().as_ref() == "h").and_then(|level| level.checked_sub(1));
        match (level, self.styles.outline()) {
            (Some(level), Some(list)) => self.styles.lists.next(list, level, self.budget),
            _ => Ok(String::new()),
        }
    }

    fn begin_list(&mut self, element: &BytesStart) {
        let named = attribute(element, "style-name").and_then(|name| self.styles.list(&name));
        let list = named.or_else(|| self.lists.last().and_then(|outer| outer.list));
        let goes_on = attribute(element, "continue-numbering").is_some_and(|word| word == "true")
            || attribute(element, "continue-list").is_some();
        if let Some(list) = list.filter(|_| !goes_on) {
            self.styles.lists.restart(list, self.lists.len());
        }
        self.lists.push(OpenList { list, numbers: false });
    }

    fn begin_item(&mut self, element: &BytesStart) {
        let depth = self.lists.len();
        let Some(open) = self.lists.last_mut() else { return };
        open.numbers = true;
        let start = attribute(element, "start-value").and_then(|start| start.parse().ok());
        if let (Some(list), Some(start)) = (open.list, start) {
            self.styles.lists.set(list, depth - 1, start);
        }
    }

    fn begin_row(&mut self, element: &BytesStart) -> Result<Kind, Fault> {
        self.budget.take(size_of::<Cell>())?;
        let Some(table) = self.tables.last_mut() else { return Ok(Kind::Other) };
        table.begin_row();
        let unseen = attribute(element, "visibility").is_some_and(|word| word != "visible");
        table.row().into_iter().for_each(|row| row.unseen = unseen);
        Ok(if unseen { Kind::Unseen } else { Kind::Row(repeated(element, "number-rows-repeated")) })
    }

    fn begin_cell(&mut self, element: &BytesStart, covered: bool) -> Result<Kind, Fault> {
        if self.tables.is_empty() {
            return Ok(Kind::Other);
        }
        self.budget.take(size_of::<Cell>() + size_of::<Story>())?;
        self.cells.push(Cell { continues: covered, ..Cell::default() });
        self.stories.push(Story::default());
        Ok(Kind::Cell(repeated(element, "number-columns-repeated")))
    }

    fn close(&mut self) -> Result<(), Fault> {
        let kind = self.open.pop().unwrap_or(Kind::Other);
        if self.unseen > 0 {
            self.unseen -= 1;
            return Ok(());
        }
        match kind {
            Kind::Paragraph => self.end_paragraph(),
            Kind::BoxedParagraph => {
                self.end_paragraph();
                self.end_box();
            }
            Kind::Hidden => self.hidden -= 1,
            Kind::Raised(from) => self.story().paragraph.as_mut().into_iter().for_each(|text| text.raise(from)),
            Kind::Cell(times) => self.end_cell(times)?,
            Kind::Row(times) => {
                let table = self.tables.last_mut();
                table.map_or(Ok(()), |table| table.repeat_row(times, self.budget))?;
            }
            Kind::Table => {
                let blocks = self.tables.pop().unwrap_or_default().finish(self.budget)?;
                self.story().blocks.extend(blocks);
                self.place_notes();
            }
            Kind::TextBox => self.end_box(),
            Kind::Note => {
                let note = self.end_story();
                self.pending.extend(note.blocks);
            }
            Kind::List => drop(self.lists.pop()),
            Kind::Item | Kind::Other | Kind::Unseen => {}
        }
        Ok(())
    }

    fn end_paragraph(&mut self) {
        let story = self.story();
        let text = story.paragraph.take().unwrap_or_default();
        // An empty paragraph is counted too, but its number is no heading.
        if !text.is_blank() {
            let mut line = std::mem::take(&mut story.label);
            line.append(text);
            story.blocks.extend(Block::paragraph(line));
        }
        let boxes = std::mem::take(&mut story.boxes);
        story.blocks.extend(boxes);
        self.place_notes();
    }

    /// Hangs a box on the paragraph that it stands in.
    fn end_box(&mut self) {
        let inner = self.end_story();
        let story = self.story();
        if story.paragraph.is_some() { story.boxes.extend(inner.blocks) } else { story.blocks.extend(inner.blocks) }
    }

    fn end_cell(&mut self, times: usize) -> Result<(), Fault> {
        let Story { blocks, place, .. } = self.end_story();
        let (Some(cell), Some(table)) = (self.cells.pop(), self.tables.last_mut()) else { return Ok(()) };
        if blocks.is_empty() {
            table.push(Cell { place, columns: times, ..cell });
            return Ok(());
        }
        for _ in 0..times {
            self.budget.take(blocks.iter().map(Block::weight).sum())?;
            table.push(Cell { blocks: blocks.clone(), continues: cell.continues, ..Cell::default() });
        }
        Ok(())
    }

    /// Puts notes behind the paragraph or table of the text that they are on.
    fn place_notes(&mut self) {
        if self.stories.len() == 1 && self.tables.is_empty() {
            let notes = std::mem::take(&mut self.pending);
            self.story().blocks.extend(notes);
        }
    }

    fn end_story(&mut self) -> Story {
        // The text's own story is never ended by an element.
        if self.stories.len() < 2 { Story::default() } else { self.stories.pop().unwrap_or_default() }
    }

    fn story(&mut self) -> &mut Story {
        if self.stories.is_empty() {
            self.stories.push(Story::default());
        }
        let last = self.stories.len() - 1;
        &mut self.stories[last]
    }

    /// Writes characters; blanks and line ends of the XML are one blank.
    fn write_collapsed(&mut self, text: &str, span: Span) -> Result<(), Fault> {
        let blank = |byte: u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
        let as_it_is = text.len() == span.len()
            && !text.bytes().zip(text.bytes().skip(1)).any(|(one, next)| blank(one) && blank(next))
            && !text.contains(['\t', '\n', '\r']);
        if as_it_is {
            return self.write(text, span, Making::Verbatim);
        }
        let mut collapsed = String::with_capacity(text.len());
        for character in text.chars() {
            let is_blank = matches!(character, ' ' | '\t' | '\n' | '\r');
            match is_blank {
                true if collapsed.ends_with(' ') => {}
                true => collapsed.push(' '),
                false => collapsed.push(character),
            }
        }
        self.write(&collapsed, span, Making::Sign)
    }

    fn write(&mut self, text: &str, span: Span, making: Making) -> Result<(), Fault> {
        let hidden = self.hidden > 0 || self.deleted > 0;
        let Some(paragraph) = self.story().paragraph.as_mut().filter(|_| !hidden) else { return Ok(()) };
        paragraph.push(text, Origin { part: 0, source: span, making });
        self.budget.take(text.len() + size_of::<Piece>())
    }
}

fn repeated(element: &BytesStart, name: &str) -> usize {
    let times = attribute(element, name).and_then(|times| times.parse().ok()).unwrap_or(1);
    usize::clamp(times, 1, MOST_REPEATED)
}
