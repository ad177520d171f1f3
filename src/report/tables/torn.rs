//! Labels in pieces: what stands before and behind the values of a row is put together where that makes a known label.

use super::labels::{Drawn, Label, Role, lexicon};
use super::pieces::{begins_item, may_be_value};
use super::runs::{Run, Runs, Slot};
use crate::number::is_blank;
use crate::report::fold::fold;
use crate::text::Span;

/// A label put together.
struct Joint {
    row: u8,
    /// True if its last piece stands behind the values, at the head of the next run.
    takes_next: bool,
    /// Text among the pieces that stands in place of the row's first figure.
    value: Option<Slot>,
}

/// Gives each run with values under a label that nothing explains the row that the label names together with the pieces
/// around it.
pub fn join(all: &mut Runs, text: &str, drawn: Drawn) {
    for index in 0..all.runs.len() {
        let Some(joint) = joint(&all.runs[index..], text, drawn) else { continue };
        let run = &mut all.runs[index];
        let head = run.leading.take().map(|head| head.span);
        (run.row, run.exact, run.label, run.trailing) = (Some(joint.row), false, head, joint.value);
        if joint.takes_next {
            give_up_piece(&mut all.runs[index + 1]);
        }
    }
}

/// The label of the first run.
fn joint(runs: &[Run], text: &str, drawn: Drawn) -> Option<Joint> {
    let run = &runs[0];
    let (None, Some(head), Some(last)) = (run.row, run.leading, run.last) else { return None };
    if run.foreign || run.filled == 0 {
        return None;
    }
    let inner = Some(last).filter(|last| last.span != head.span);
    let within = inner.and_then(|inner| row_named(text, &[head.span, inner.span], drawn));
    if let Some(row) = within {
        return Some(Joint { row, takes_next: false, value: None });
    }
    let tail = Tail::of(runs.get(1)?)?;
    let whole = || tail.completes(text, &[head.span, last.span][..if inner.is_some() { 2 } else { 1 }], drawn);
    // The last piece, or its last word, may be text in place of the first figure.
    let around = |(front, value): (Span, Slot)| {
        let row = tail.completes(text, &[front], drawn).filter(|_| may_be_value(value.span.of(text)))?;
        Some(Joint { row, takes_next: true, value: Some(value) })
    };
    let joint = inner.and_then(|inner| around((head.span, inner)));
    joint
        .or_else(|| Some(Joint { row: whole()?, takes_next: true, value: None }))
        .or_else(|| around(split_last_word(text, head).filter(|_| inner.is_none())?))
}

/// The piece that a run without a row of its own begins with; or its label, where that is not all of a known one and has
/// no values.
struct Tail {
    span: Span,
    names: Option<u8>,
}

impl Tail {
    fn of(run: &Run) -> Option<Tail> {
        let named = || run.label.filter(|_| run.row.is_some() && !run.exact && run.filled == 0);
        match run.leading {
            Some(leading) => Some(Tail { span: leading.span, names: None }),
            None => Some(Tail { span: named()?, names: run.row }),
        }
    }

    /// The row that the pieces name with this one behind them. Where it names a row by itself, only a known wording or the
    /// number of an item before it makes it a tail.
    fn completes(&self, text: &str, pieces: &[Span], drawn: Drawn) -> Option<u8> {
        let whole: Vec<Span> = pieces.iter().copied().chain([self.span]).collect();
        let row = row_named(text, &whole, drawn)?;
        let Some(named) = self.names else { return Some(row) };
        let known = || lexicon().exact(&folded(text, &whole)).is_some();
        let numbered = || begins_item(pieces[0].of(text)) && !begins_item(self.span.of(text));
        (row == named && (numbered() || known())).then_some(row)
    }
}

/// A piece without its last word, and that word.
fn split_last_word(text: &str, piece: Slot) -> Option<(Span, Slot)> {
    let words = piece.span.of(text);
    let (at, blank) = words.char_indices().rev().find(|(_, character)| is_blank(*character))?;
    let start = piece.span.start as usize;
    let word = Span { start: Span::new(start, start + at + blank.len_utf8()).end, end: piece.span.end };
    let front = Span::new(start, start + words[..at].trim_end_matches(is_blank).len());
    Some((front, Slot { span: word, ..piece }))
}

fn folded(text: &str, pieces: &[Span]) -> String {
    pieces.iter().map(|piece| fold(piece.of(text))).collect()
}

/// The row that the pieces name together, whole or by its key.
fn row_named(text: &str, pieces: &[Span], drawn: Drawn) -> Option<u8> {
    let words = folded(text, pieces);
    // Pieces of one table may well make the label of another.
    let of_table = |label: &Label| label.table == Some(drawn.facts().id.as_str());
    let row = |label: &Label| {
        let sense = label.sense(drawn.edition).filter(|sense| sense.role == Role::Row && of_table(label))?;
        Some(sense.index)
    };
    lexicon().exact(&words).and_then(row).or_else(|| lexicon().inside(&words).filter_map(row).last())
}

/// The first piece of the run belonged to the row before: what remains of it may be nothing.
pub fn give_up_piece(run: &mut Run) {
    match run.leading.take() {
        Some(piece) if run.label == Some(piece.span) => run.label = None,
        Some(_) => {}
        None => (run.row, run.label) = (None, None),
    }
}
