//! The text with its marks: what is put between the bytes of the part, and the few tags that change their names.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::change::{Change, Region, changes};
use super::place::{Ahead, Anchor, Cut, Split};
use super::root::Root;
use super::runs::{Child, Kind, Map};
use super::{AUTHOR, Mark};
use crate::edit::Edit;
use crate::package::Drawn;
use crate::package::xml::escaped;
use crate::text::Span;

/// Order of what is put in at one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// The end of what is taken away.
    Gone,
    /// Words that are put in instead.
    Put,
    /// The end of a comment's words.
    End,
    /// A comment on no words.
    Whole,
    /// The beginning of a comment's words.
    Begin,
    /// The beginning of what is taken away.
    Going,
}

/// Something that is put in.
struct Put {
    cut: Cut,
    rank: Rank,
    bytes: String,
}

/// Marks on their way into a text.
pub(super) struct Patch<'p> {
    map: &'p Map,
    root: &'p Root,
    xml: &'p str,
    puts: Vec<Put>,
    /// Regions that are taken away, by their first byte.
    gone: BTreeMap<u32, Region>,
    /// Number of the next mark.
    next: u32,
}

impl<'p> Patch<'p> {
    /// Begins with no mark; `used` is the highest number that comments have.
    pub(super) fn new(map: &'p Map, root: &'p Root, xml: &'p str, used: u32) -> Patch<'p> {
        // Numbers go up to 2³¹: a file that has given out the last begins anew.
        let next = Some(map.highest.max(used) + 1).filter(|next| *next < 1 << 30).unwrap_or(1);
        Patch { map, root, xml, puts: Vec::new(), gone: BTreeMap::new(), next }
    }

    /// Adds a mark, and returns the number of its comment; `None` where there is no place for one.
    pub(super) fn add(&mut self, mark: &Mark, drawn: &Drawn) -> Option<u32> {
        let anchor = self.map.anchor(drawn, mark.span)?;
        let number = self.number();
        let changes = self.changes(drawn, &mark.edits);
        let filled = changes.iter().find_map(|change| match (change, anchor) {
            (Change::Fill(paragraph, text), Anchor::Paragraph(at)) if *paragraph == at => Some(text.clone()),
            _ => None,
        });
        for change in changes {
            match change {
                Change::Fill(paragraph, _) if anchor == Anchor::Paragraph(paragraph) && filled.is_some() => {}
                change => self.change(change),
            }
        }
        self.comment(anchor, number, filled);
        Some(number)
    }

    fn number(&mut self) -> u32 {
        self.next += 1;
        self.next - 1
    }

    /// The changes of a fix, unless they meet those of another.
    fn changes(&self, drawn: &Drawn, edits: &[Edit]) -> Vec<Change> {
        let changes = changes(self.map, drawn, edits).unwrap_or_default();
        let meets = |region: &Region| {
            let before = self.gone.range(..=region.span.end).next_back();
            before.is_some_and(|(_, other)| other.span.end >= region.span.start)
        };
        let free = |change: &Change| match change {
            Change::Words { gone, .. } => !gone.iter().any(meets),
            Change::Fill(..) => true,
        };
        if changes.iter().all(free) { changes } else { Vec::new() }
    }

    fn comment(&mut self, anchor: Anchor, number: u32, filled: Option<String>) {
        let w = self.prefix();
        let xmlns = self.declared();
        let begin = format!("<{w}commentRangeStart{xmlns} {w}id=\"{number}\"/>");
        let end = format!(
            "<{w}commentRangeEnd{xmlns} {w}id=\"{number}\"/><{w}r{xmlns}><{w}commentReference {w}id=\"{number}\"/></{w}r>"
        );
        match anchor {
            Anchor::Words(from, to) if from.at == to.at => {
                self.puts.push(Put { cut: from, rank: Rank::Whole, bytes: begin + &end });
            }
            Anchor::Words(from, to) => {
                self.puts.push(Put { cut: from, rank: Rank::Begin, bytes: begin });
                self.puts.push(Put { cut: to, rank: Rank::End, bytes: end });
            }
            Anchor::Paragraph(at) => {
                let inserted = filled.and_then(|text| self.filled(at, &text)).unwrap_or_default();
                self.put_into(at, Rank::Whole, format!("{begin}{inserted}{end}"));
            }
        }
    }

    fn change(&mut self, change: Change) {
        match change {
            Change::Fill(at, text) => {
                let inserted = self.filled(at, &text).unwrap_or_default();
                self.put_into(at, Rank::Put, inserted);
            }
            Change::Words { gone, text, at, run } => {
                for region in gone {
                    self.take(region);
                }
                if !text.is_empty() {
                    let looks = self.map.runs[run].properties.of(self.xml).to_owned();
                    let bytes = self.inserted(&looks, &text);
                    self.puts.push(Put { cut: at, rank: Rank::Put, bytes });
                }
            }
        }
    }

    fn take(&mut self, region: Region) {
        let number = self.number();
        let (w, xmlns) = (self.prefix(), self.declared());
        let (from, to) = self.ends(region);
        let begin = format!("<{w}del{xmlns} {w}id=\"{number}\" {w}author=\"{AUTHOR}\">");
        self.puts.push(Put { cut: from, rank: Rank::Going, bytes: begin });
        self.puts.push(Put { cut: to, rank: Rank::Gone, bytes: format!("</{w}del>") });
        self.gone.insert(region.span.start, region);
    }

    fn ends(&self, region: Region) -> (Cut, Cut) {
        let cut = |offset, ahead| self.map.cut(region.run, offset, ahead);
        (cut(region.span.start, Ahead::Before), cut(region.span.end, Ahead::Behind))
    }

    /// The change that fills an empty paragraph; its run looks like the mark that ends the paragraph.
    fn filled(&mut self, at: u32, text: &str) -> Option<String> {
        let looks = self.map.paragraph_at(at)?.properties.of(self.xml).to_owned();
        Some(self.inserted(&looks, text))
    }

    /// A change that puts words in.
    fn inserted(&mut self, looks: &str, text: &str) -> String {
        let number = self.number();
        let (w, xmlns) = (self.prefix(), self.declared());
        let text = escaped(text);
        format!(
            "<{w}ins{xmlns} {w}id=\"{number}\" {w}author=\"{AUTHOR}\"><{w}r>{looks}<{w}t xml:space=\"preserve\">{text}</{w}t></{w}r></{w}ins>"
        )
    }

    /// Puts something at the beginning of a paragraph.
    fn put_into(&mut self, paragraph: u32, rank: Rank, bytes: String) {
        if let Some(paragraph) = self.map.paragraph_at(paragraph) {
            let cut = Cut { at: paragraph.content, split: Split::Nothing };
            self.puts.push(Put { cut, rank, bytes });
        }
    }

    /// The prefix of what is put in.
    fn prefix(&self) -> &'p str {
        if self.root.prefix.is_empty() { "w:" } else { &self.root.prefix }
    }

    /// The declaration of that prefix, where the part has none of its own.
    fn declared(&self) -> String {
        if !self.root.prefix.is_empty() {
            return String::new();
        }
        format!(" xmlns:w=\"{}\"", escaped(&self.root.namespace))
    }

    /// The text with all marks.
    pub(super) fn finish(mut self) -> String {
        self.leave_what_goes();
        self.puts.sort_by_key(|put| (put.cut.at, put.rank));
        let mut changed = self.renamed();
        for puts in self.puts.chunk_by(|one, other| one.cut.at == other.cut.at) {
            self.put_together(puts, &mut changed);
        }
        let mut text =
            String::with_capacity(self.xml.len() + changed.values().map(|(_, new)| new.len()).sum::<usize>());
        let mut copied = 0;
        for ((start, _), (end, new)) in changed {
            text.push_str(&self.xml[copied..start as usize]);
            text.push_str(&new);
            copied = end as usize;
        }
        text.push_str(&self.xml[copied..]);
        text
    }

    /// The region that is taken away and begins before an offset, the last of them.
    fn gone_before(&self, offset: u32) -> Option<Region> {
        self.gone.range(..offset).next_back().map(|(_, region)| *region)
    }

    /// Moves the ends of comments that stand within what goes to its ends.
    fn leave_what_goes(&mut self) {
        for index in 0..self.puts.len() {
            let Put { cut, rank, .. } = self.puts[index];
            let within = self.gone_before(cut.at).filter(|region| cut.at < region.span.end);
            let Some(ends) = within.map(|region| self.ends(region)) else { continue };
            match rank {
                Rank::Begin => self.puts[index].cut = ends.0,
                Rank::End => self.puts[index].cut = ends.1,
                _ => {}
            }
        }
    }

    /// The tags that change: of characters that go, of those that are cut, and of paragraphs that are no longer empty.
    fn renamed(&self) -> BTreeMap<(u32, u32), (u32, String)> {
        let w = &self.root.prefix;
        let mut changed = BTreeMap::new();
        let mut replace = |span: Span, new: String| {
            changed.entry((span.start, span.end)).or_insert((span.end, new));
        };
        for region in self.gone.values() {
            for (child, inner) in self.texts(region.run, region.span) {
                if inner.start >= region.span.start && inner.start < region.span.end {
                    replace(before(child, inner), format!("<{w}delText xml:space=\"preserve\">"));
                }
                if inner.end > region.span.start && inner.end <= region.span.end {
                    replace(behind(child, inner), format!("</{w}delText>"));
                }
            }
        }
        for put in &self.puts {
            if let Split::Text(run) = put.cut.split {
                let cut = self.texts(run, Span { start: put.cut.at, end: put.cut.at + 1 }).next();
                if let Some((child, inner)) = cut.filter(|(child, _)| !matches!(child.kind, Kind::Text(_, true))) {
                    replace(before(child, inner), format!("<{w}t xml:space=\"preserve\">"));
                }
            }
        }
        for paragraph in self.map.paragraphs.iter().filter(|paragraph| paragraph.closed) {
            if self.puts.binary_search_by_key(&paragraph.content, |put| put.cut.at).is_ok() {
                let tag = paragraph.tag.of(self.xml).trim_end_matches('>').trim_end_matches('/');
                replace(paragraph.tag, format!("{tag}>"));
            }
        }
        changed
    }

    /// The characters of a run within a stretch of the part, with their elements.
    fn texts(&self, run: usize, within: Span) -> impl Iterator<Item = (&'p Child, Span)> {
        let texts = self.map.runs[run].touched(within).iter();
        texts.filter_map(|child| match child.kind {
            Kind::Text(inner, _) => Some((child, inner)),
            _ => None,
        })
    }

    /// Writes what is put in at one place, with the run around it closed and begun again where it is cut.
    fn put_together(&self, puts: &[Put], changed: &mut BTreeMap<(u32, u32), (u32, String)>) {
        let Some(Put { cut: Cut { at, split }, .. }) = puts.first() else { return };
        let w = &self.root.prefix;
        let word = |goes: bool| if goes { "delText" } else { "t" };
        let closes = word(self.gone_before(*at).is_some_and(|region| *at <= region.span.end));
        let begins = word(self.gone_before(at + 1).is_some_and(|region| *at < region.span.end));
        let mut bytes = String::new();
        match split {
            Split::Text(_) => bytes += &format!("</{w}{closes}></{w}r>"),
            Split::Run(_) => bytes += &format!("</{w}r>"),
            Split::Nothing => {}
        }
        puts.iter().for_each(|put| bytes += &put.bytes);
        if let Split::Text(run) | Split::Run(run) = split {
            let run = &self.map.runs[*run];
            let _ = write!(bytes, "{}{}", run.tag.of(self.xml), run.properties.of(self.xml));
        }
        if let Split::Text(_) = split {
            let _ = write!(bytes, "<{w}{begins} xml:space=\"preserve\">");
        }
        let closed = self.map.paragraphs.binary_search_by_key(at, |paragraph| paragraph.tag.end);
        if closed.is_ok_and(|index| self.map.paragraphs[index].closed) {
            let _ = write!(bytes, "</{w}p>");
        }
        changed.insert((*at, *at), (*at, bytes));
    }
}

fn before(child: &Child, inner: Span) -> Span {
    Span { start: child.span.start, end: inner.start }
}

fn behind(child: &Child, inner: Span) -> Span {
    Span { start: inner.end, end: child.span.end }
}
