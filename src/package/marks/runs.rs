//! The runs and paragraphs of a text, by their bytes: where it may be cut, and where something may be put in.

use quick_xml::events::BytesStart;

use super::root::Root;
use crate::package::Fault;
use crate::package::docx::sign;
use crate::package::xml::{Step, attribute, walk};
use crate::text::Span;

/// The runs and paragraphs of a part.
#[derive(Debug, Default)]
pub(super) struct Map {
    /// In the order in which they begin.
    pub(super) runs: Vec<Run>,
    /// In the order in which they begin.
    pub(super) paragraphs: Vec<Paragraph>,
    /// Numbers that the text gives to comments, changes and the like.
    pub(super) highest: u32,
}

/// A run.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) span: Span,
    /// Its first tag.
    pub(super) tag: Span,
    /// Its properties; empty where it has none.
    pub(super) properties: Span,
    /// Its other elements.
    pub(super) children: Vec<Child>,
    /// The outermost run that it lies in, as one of a text box does.
    pub(super) host: Option<usize>,
    /// True if nothing in it is to be changed: it was put in by a change, or lies in a text box, which stands there twice.
    pub(super) fixed: bool,
}

/// An element of a run.
#[derive(Debug)]
pub(super) struct Child {
    pub(super) span: Span,
    pub(super) kind: Kind,
}

/// Kind of an element of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Characters, which stand between its tags; true if blanks at their ends are kept.
    Text(Span, bool),
    /// A sign of its own.
    Sign,
    /// Something else, such as a picture, or characters that are packed in a way that cannot be cut.
    Other,
}

/// A paragraph.
#[derive(Debug)]
pub(super) struct Paragraph {
    /// Its first tag.
    pub(super) tag: Span,
    /// True if that is its last tag too.
    pub(super) closed: bool,
    /// Place of its first word.
    pub(super) content: u32,
    /// Properties of the mark that ends it, with their tags; empty where it has none or a change is noted there.
    pub(super) properties: Span,
    /// The run that it lies in.
    host: Option<usize>,
    fixed: bool,
}

/// Element that is open while a part is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Run(usize),
    RunProperties(usize),
    Child(usize),
    Paragraph(usize),
    ParagraphProperties(usize),
    MarkProperties(usize),
    Change,
    Other,
}

impl Map {
    /// Reads a part whose words belong to the namespace of its root.
    pub(super) fn read(xml: &str, root: &Root) -> Result<Map, Fault> {
        let mut reader =
            Reader { map: Map::default(), prefix: &root.prefix, open: Vec::new(), hosts: Vec::new(), changes: 0 };
        walk(xml, &mut |step, span| {
            match step {
                Step::Open(element) => reader.begin(element, span),
                Step::Close => reader.end(span, xml),
                Step::Text(_) => {}
            }
            Ok(())
        })?;
        Ok(reader.map)
    }

    /// The innermost run that an offset lies in.
    pub(super) fn run_at(&self, offset: u32) -> Option<usize> {
        let mut index = self.runs.partition_point(|run| run.span.start < offset).checked_sub(1)?;
        // Runs within runs are few: what follows a text box lies in the run that holds it.
        while self.runs[index].span.end <= offset {
            let host = self.runs[index].host?;
            index = host;
        }
        Some(index)
    }

    /// The paragraph that begins with the tag at an offset, unless it lies in a text box.
    pub(super) fn paragraph_at(&self, offset: u32) -> Option<&Paragraph> {
        let index = self.paragraphs.binary_search_by_key(&offset, |paragraph| paragraph.tag.start).ok()?;
        Some(&self.paragraphs[index])
    }
}

impl Run {
    /// The elements that have bytes in common with a stretch of the part.
    pub(super) fn touched(&self, span: Span) -> &[Child] {
        let from = self.children.partition_point(|child| child.span.end <= span.start);
        let count = self.children[from..].partition_point(|child| child.span.start < span.end);
        &self.children[from..from + count]
    }
}

impl Paragraph {
    /// The run that holds the text box that it lies in.
    pub(super) fn host(&self) -> Option<usize> {
        self.host
    }

    /// Returns whether nothing may be put into it.
    pub(super) fn is_fixed(&self) -> bool {
        self.fixed
    }
}

struct Reader<'r> {
    map: Map,
    prefix: &'r str,
    open: Vec<Open>,
    /// Runs that are open.
    hosts: Vec<usize>,
    /// Changes that are open and put something in.
    changes: usize,
}

impl Reader<'_> {
    fn begin(&mut self, element: &BytesStart, span: Span) {
        let known = element.name().as_ref().strip_prefix(self.prefix).map(str::to_owned);
        let name = known.filter(|name| !name.contains(':')).unwrap_or_default();
        let number = attribute(element, "id").and_then(|id| id.trim().parse().ok());
        self.map.highest = self.map.highest.max(number.unwrap_or(0));
        let top = self.open.last().copied().unwrap_or(Open::Other);
        let open = match (top, name.as_str()) {
            (_, "r") => self.begin_run(span),
            (Open::Run(run), "rPr") => {
                self.map.runs[run].properties = span;
                Open::RunProperties(run)
            }
            (Open::Run(run), name) => {
                let kind = match name {
                    "t" => Kind::Text(Span { start: span.end, end: span.end }, keeps_blanks(element)),
                    name if sign(name, element).is_some() => Kind::Sign,
                    _ => Kind::Other,
                };
                self.map.runs[run].children.push(Child { span, kind });
                Open::Child(run)
            }
            (_, "p") => self.begin_paragraph(span),
            (Open::Paragraph(index), "pPr") => Open::ParagraphProperties(index),
            (Open::ParagraphProperties(index), "rPr") => {
                self.map.paragraphs[index].properties = span;
                Open::MarkProperties(index)
            }
            (Open::MarkProperties(index), "ins" | "del" | "moveFrom" | "moveTo" | "rPrChange") => {
                self.map.paragraphs[index].properties = Span::default();
                Open::Other
            }
            (_, "ins" | "moveTo" | "del" | "moveFrom") => {
                self.changes += 1;
                Open::Change
            }
            _ => Open::Other,
        };
        self.open.push(open);
    }

    fn begin_run(&mut self, span: Span) -> Open {
        let host = self.hosts.first().copied();
        let fixed = host.is_some() || self.changes > 0;
        let (index, properties) = (self.map.runs.len(), Span::default());
        self.map.runs.push(Run { span, tag: span, properties, children: Vec::new(), host, fixed });
        self.hosts.push(index);
        Open::Run(index)
    }

    fn begin_paragraph(&mut self, span: Span) -> Open {
        let (host, fixed) = (self.hosts.first().copied(), !self.hosts.is_empty() || self.changes > 0);
        let (closed, content, properties) = (false, span.end, Span::default());
        self.map.paragraphs.push(Paragraph { tag: span, closed, content, properties, host, fixed });
        Open::Paragraph(self.map.paragraphs.len() - 1)
    }

    fn end(&mut self, span: Span, xml: &str) {
        match self.open.pop().unwrap_or(Open::Other) {
            Open::Run(run) => {
                self.hosts.pop();
                self.map.runs[run].span.end = span.end;
            }
            Open::RunProperties(run) => self.map.runs[run].properties.end = span.end,
            Open::Child(run) => {
                let Some(child) = self.map.runs[run].children.last_mut() else { return };
                child.span.end = span.end;
                if let Kind::Text(inner, kept) = child.kind {
                    let inner = Span { start: inner.start, end: span.start.max(inner.start) };
                    let whole = !inner.of(xml).contains('<');
                    child.kind = if whole { Kind::Text(inner, kept) } else { Kind::Other };
                }
            }
            Open::Paragraph(index) => self.map.paragraphs[index].closed = span.is_empty(),
            Open::ParagraphProperties(index) => self.map.paragraphs[index].content = span.end,
            Open::MarkProperties(index) => {
                let properties = &mut self.map.paragraphs[index].properties;
                if !properties.is_empty() {
                    properties.end = span.end;
                }
            }
            Open::Change => self.changes -= 1,
            Open::Other => {}
        }
    }
}

fn keeps_blanks(element: &BytesStart) -> bool {
    attribute(element, "space").is_some_and(|space| space == "preserve")
}
