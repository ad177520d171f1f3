//! Changes of the drawn text as changes of the part that it was drawn out of, where Word can show them.

use super::place::{Ahead, Cut, pieces, source};
use super::runs::{Kind, Map};
use crate::edit::Edit;
use crate::package::Drawn;
use crate::package::traced::{Making, Piece};
use crate::text::Span;

/// Signs that part the cells and lines of a drawn text: no word of the file stands for them.
const PARTING: [char; 2] = ['\t', '\n'];

/// A change of the part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// Words are taken away, others put in behind them.
    Words {
        /// Characters that are taken away.
        gone: Vec<Region>,
        /// Words that are put in; may be empty.
        text: String,
        /// Their place.
        at: Cut,
        /// The run that it looks like.
        run: usize,
    },
    /// Words are put into the paragraph that begins with the tag at this offset.
    Fill(u32, String),
}

/// Characters of one run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Region {
    pub(super) run: usize,
    /// Their bytes in the part.
    pub(super) span: Span,
}

/// The changes that a fix makes; `None` where one of them cannot be shown.
pub(super) fn changes(map: &Map, drawn: &Drawn, edits: &[Edit]) -> Option<Vec<Change>> {
    let mut all = Vec::new();
    for edit in edits {
        for (span, text) in fields(&drawn.text, edit)? {
            all.push(change(map, drawn, span, text)?);
        }
    }
    Some(all)
}

/// The changes of an edit in each cell or line, without what stays at either end; `None` where it makes or removes one.
fn fields<'e>(text: &str, edit: &'e Edit) -> Option<Vec<(Span, &'e str)>> {
    let old = text.get(edit.span.range())?;
    let parting = |text: &'e str| text.matches(PARTING).collect::<Vec<_>>();
    if old.matches(PARTING).collect::<Vec<_>>() != parting(&edit.text) {
        return None;
    }
    let mut start = edit.span.start as usize;
    let fields = old.split(PARTING).zip(edit.text.split(PARTING)).filter_map(|(old, new)| {
        let from = start;
        start += old.len() + 1;
        let head = common(old.chars(), new.chars());
        let (rest, put) = (&old[head..], &new[head..]);
        let tail = common(rest.chars().rev(), put.chars().rev());
        let span = Span::new(from + head, from + old.len() - tail);
        (old != new).then(|| (span, &put[..put.len() - tail]))
    });
    Some(fields.collect())
}

/// Bytes of the characters with which both begin.
fn common(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    one.zip(other).take_while(|(one, other)| one == other).map(|(one, _)| one.len_utf8()).sum()
}

fn change(map: &Map, drawn: &Drawn, span: Span, text: &str) -> Option<Change> {
    if span.is_empty() {
        return insertion(map, drawn, span, text);
    }
    let mut gone: Vec<Region> = Vec::new();
    let mut covered = span.start;
    for piece in pieces(drawn, span).filter(|piece| !piece.span.is_empty()) {
        let (start, end) = (span.start.max(piece.span.start), span.end.min(piece.span.end));
        if start != covered || piece.origin.making == Making::Number {
            return None;
        }
        covered = end;
        let region = region(map, Span { start: source(piece, start), end: source(piece, end) })?;
        match gone.last_mut() {
            Some(last) if last.run == region.run && last.span.end <= region.span.start => {
                last.span.end = region.span.end
            }
            _ => gone.push(region),
        }
    }
    let last = gone.last().copied().filter(|_| covered == span.end)?;
    let whole = gone.iter().all(|region| can_go(map, *region));
    whole.then(|| Change::Words {
        text: text.to_owned(),
        at: map.cut(last.run, last.span.end, Ahead::Behind),
        run: last.run,
        gone,
    })
}

fn region(map: &Map, span: Span) -> Option<Region> {
    let run = map.run_at(span.start)?;
    (map.runs[run].span.end > span.end && !map.runs[run].fixed).then_some(Region { run, span })
}

/// Returns whether nothing but characters and signs would go.
fn can_go(map: &Map, region: Region) -> bool {
    map.runs[region.run].touched(region.span).iter().all(|child| child.kind != Kind::Other)
}

/// Words put in behind the piece that ends there, into the empty paragraph there, or before the piece that begins there.
fn insertion(map: &Map, drawn: &Drawn, span: Span, text: &str) -> Option<Change> {
    let near = || {
        let from = drawn.pieces.partition_point(|piece| piece.span.end < span.start);
        let near = drawn.pieces[from..].iter().take_while(|piece| piece.span.start <= span.start);
        near.filter(|piece| piece.origin.part == 0)
    };
    let words = |piece: &&Piece| !piece.span.is_empty() && piece.origin.making != Making::Number;
    if let Some(piece) =
        near().filter(words).find(|piece| piece.span.end >= span.start && piece.span.start < span.start)
    {
        let at = source(piece, span.start);
        return put(map, at, at.saturating_sub(1), text);
    }
    if let Some(piece) = near().find(|piece| piece.origin.making == Making::Place) {
        let paragraph = map.paragraph_at(piece.origin.source.start).filter(|paragraph| !paragraph.is_fixed())?;
        return Some(Change::Fill(paragraph.tag.start, text.to_owned()));
    }
    let at = source(near().find(words)?, span.start);
    put(map, at, at, text)
}

fn put(map: &Map, at: u32, within: u32, text: &str) -> Option<Change> {
    let run = map.run_at(within).filter(|&run| !map.runs[run].fixed)?;
    let at = map.cut(run, at, Ahead::Behind);
    Some(Change::Words { gone: Vec::new(), text: text.to_owned(), at, run })
}
