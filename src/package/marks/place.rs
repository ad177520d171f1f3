//! Places of the drawn text in the part that it was drawn out of.

use super::runs::{Kind, Map};
use crate::package::Drawn;
use crate::package::traced::{Making, Piece};
use crate::text::Span;

/// A place between two elements of a text, or within one that is cut there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    /// Offset in the part.
    pub(super) at: u32,
    /// The element that it goes through.
    pub(super) split: Split,
}

/// Element that a cut goes through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Split {
    /// Nothing: it stands between runs.
    Nothing,
    /// The run of this index, between two of its elements.
    Run(usize),
    /// The characters of the run of this index.
    Text(usize),
}

/// Place of a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    /// The words between two cuts.
    Words(Cut, Cut),
    /// The paragraph that begins with the tag at this offset: it is empty, or begins with an automatic number.
    Paragraph(u32),
}

impl Cut {
    fn between(at: u32) -> Cut {
        Cut { at, split: Split::Nothing }
    }
}

impl Map {
    /// The cut at an offset within a run; characters that cannot be cut are left whole, on the side that `ahead` says.
    pub(super) fn cut(&self, run: usize, offset: u32, ahead: Ahead) -> Cut {
        let facts = &self.runs[run];
        if let Some(host) = facts.host {
            let host = self.runs[host].span;
            return Cut::between(if ahead == Ahead::Before { host.start } else { host.end });
        }
        let index = facts.children.partition_point(|child| child.span.end <= offset);
        let Some(child) = facts.children.get(index) else { return Cut::between(facts.span.end) };
        let before = |index: usize| match facts.children.get(index) {
            _ if index == 0 => Cut::between(facts.span.start),
            Some(child) => Cut { at: child.span.start, split: Split::Run(run) },
            None => Cut::between(facts.span.end),
        };
        match child.kind {
            _ if offset <= child.span.start => before(index),
            Kind::Text(inner, _) if offset <= inner.start => before(index),
            Kind::Text(inner, _) if offset < inner.end => Cut { at: offset, split: Split::Text(run) },
            Kind::Text(..) => before(index + 1),
            Kind::Sign | Kind::Other => before(if ahead == Ahead::Before { index } else { index + 1 }),
        }
    }

    /// The place of a comment on a stretch of the drawn text: what is seen of it, else what is nearest. `None` where the
    /// part holds nothing at all.
    pub(super) fn anchor(&self, drawn: &Drawn, span: Span) -> Option<Anchor> {
        let within = pieces(drawn, span).filter(|piece| !piece.span.is_empty());
        let words = || within.clone().filter(|piece| piece.origin.making != Making::Number);
        let ends = words().next().zip(words().last());
        if let Some(anchor) = ends.and_then(|(first, last)| self.between(span, first, last)) {
            return Some(anchor);
        }
        let place = pieces(drawn, span).find_map(|piece| self.whole(piece));
        place.or_else(|| nearest(drawn, span).find_map(|piece| self.whole(piece)))
    }

    /// The words between the first piece and the last, if they stand in that order.
    fn between(&self, span: Span, first: &Piece, last: &Piece) -> Option<Anchor> {
        let (from, to) = (source(first, span.start.max(first.span.start)), source(last, span.end.min(last.span.end)));
        // A stretch that leaves the text and comes back, as for a text box, is known by its beginning.
        let to = if to < from { source(first, first.span.end) } else { to };
        let start = self.cut(self.run_at(from)?, from, Ahead::Before);
        let end = self.cut(self.run_at(to.saturating_sub(1))?, to, Ahead::Behind);
        (start.at <= end.at).then_some(Anchor::Words(start, end))
    }

    /// All of a piece.
    fn whole(&self, piece: &Piece) -> Option<Anchor> {
        match piece.origin.making {
            Making::Place | Making::Number => {
                let paragraph = self.paragraph_at(piece.origin.source.start)?;
                let host = paragraph.host().map(|host| self.runs[host].span);
                let outside = |host: Span| Anchor::Words(Cut::between(host.start), Cut::between(host.end));
                Some(host.map_or(Anchor::Paragraph(paragraph.tag.start), outside))
            }
            Making::Verbatim | Making::Sign => self.between(piece.span, piece, piece),
        }
    }
}

/// Side of what cannot be cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ahead {
    /// The cut stands before it.
    Before,
    /// The cut stands behind it.
    Behind,
}

/// The pieces of the main part that stand in a stretch of the text, those of empty places at its ends among them.
pub(super) fn pieces(drawn: &Drawn, span: Span) -> impl Iterator<Item = &Piece> + Clone {
    let from = drawn.pieces.partition_point(|piece| piece.span.end < span.start);
    let reaches = move |piece: &&Piece| piece.span.start <= span.end;
    let inside = move |piece: &&Piece| {
        piece.origin.part == 0 && (piece.span.is_empty() || piece.span.start < span.end && span.start < piece.span.end)
    };
    drawn.pieces[from..].iter().take_while(reaches).filter(inside)
}

/// The pieces of the main part, those nearest behind the beginning of a stretch first, then those before it.
fn nearest(drawn: &Drawn, span: Span) -> impl Iterator<Item = &Piece> {
    let from = drawn.pieces.partition_point(|piece| piece.span.start < span.start);
    let (before, behind) = drawn.pieces.split_at(from);
    behind.iter().take(1).chain(before.iter().rev()).chain(behind).filter(|piece| piece.origin.part == 0)
}

/// The place in the part of an offset within a piece, or at one of its ends.
pub(super) fn source(piece: &Piece, offset: u32) -> u32 {
    let source = piece.origin.source;
    match piece.origin.making {
        Making::Verbatim => source.start + (offset - piece.span.start),
        _ if offset > piece.span.start => source.end,
        _ => source.start,
    }
}
