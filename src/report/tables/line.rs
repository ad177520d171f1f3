//! Binds a table of one line of figures under grouped headers (表四): whatever the geometry, its figures come in order.

use super::cells::value;
use super::merged::written;
use super::pieces::may_be_value;
use super::runs::Slot;
use super::table::{BoundTable, RowState};
use super::tokens::{Token, TokenKind, form_of};
use crate::dialect::{Document, Form};
use crate::number::Class;
use crate::text::Span;

/// Binds the figures of the stream: the first as many as the table has, if there are so many.
pub fn bind(document: &Document, text: &str, tokens: &[Token], bound: &mut BoundTable) {
    let table = bound.table();
    let columns = table.columns.len();
    let wanted = table.rows.len() * columns;
    let mut slots = slots(document, text, tokens, wanted);
    take_text_before(text, tokens, wanted, &mut slots);
    let filled: Vec<usize> = (0..slots.len()).filter(|&index| slots[index].class != Class::Empty).collect();
    let places =
        places(&slots, &filled, wanted).filter(|_| filled.len() >= wanted || !is_short(document, tokens, &slots));
    let whole = filled.iter().map(|&index| slots[index].span).reduce(Span::cover);
    let labels = tokens.iter().filter(|token| !matches!(token.kind, TokenKind::Value(_)));
    let label = labels.map(|token| token.span).next_back();
    let line = slots.first().map_or(bound.lines.end.saturating_sub(1), |slot| slot.line as usize);
    for row in 0..table.rows.len() {
        let state = match (&places, slots.is_empty()) {
            (Some(_), _) => RowState::Bound,
            (None, true) => RowState::Missing,
            (None, false) => RowState::Miscounted {
                filled: u16::try_from(filled.len()).unwrap_or(u16::MAX),
                blank: filled.len() < wanted && slots.len() > filled.len(),
            },
        };
        let bound_row = &mut bound.rows[row];
        (bound_row.state, bound_row.label, bound_row.values, bound_row.line) = (state, label, whole, line);
    }
    if places.is_none() && filled.len() + 1 == wanted {
        bound.explain_short_row(0, &written(text, &slots));
    }
    for (index, place) in places.into_iter().flatten().enumerate() {
        bound.set(index / columns, index % columns, value(text, &slots[place]));
    }
}

/// One value short, with a text just before the first value that is no piece of a header: it stands for the first value.
fn take_text_before(text: &str, tokens: &[Token], wanted: usize, slots: &mut Vec<Slot>) {
    let Some(first) = slots.first().filter(|_| slots.len() + 1 == wanted).copied() else { return };
    let before = tokens.iter().take_while(|token| token.span.start < first.span.start);
    let last = before.filter(|token| token.kind != TokenKind::Value(Class::Empty)).last();
    if let Some(token) = last.filter(|token| token.kind == TokenKind::Unknown && may_be_value(token.span.of(text))) {
        slots.insert(0, Slot { span: token.span, class: Class::Text, line: token.line, column: token.column });
    }
}

/// Returns whether the line of values is shorter than the headers above it: it lost a cell, a blank is none.
fn is_short(document: &Document, tokens: &[Token], slots: &[Slot]) -> bool {
    let columns = |line: u32| {
        let cells = document.cells_of(&document.lines[line as usize]);
        cells.iter().map(|cell| cell.column.saturating_add(cell.width)).max().unwrap_or(0)
    };
    let Some(first) = slots.first() else { return false };
    let headers = tokens.iter().map(|token| token.line).take_while(|&line| line < first.line);
    headers.map(columns).max().is_some_and(|widest| columns(first.line) < widest)
}

/// The values of the table: in forms that mark cells the rows that hold them, empty cells included.
fn slots(document: &Document, text: &str, tokens: &[Token], wanted: usize) -> Vec<Slot> {
    let mut slots = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let line = tokens[at].line;
        let end = at + tokens[at..].iter().take_while(|token| token.line == line).count();
        take_line(document, text, &tokens[at..end], wanted, &mut slots);
        at = end;
    }
    slots
}

/// Takes the values of a line. Text among them stands where a value should.
fn take_line(document: &Document, text: &str, tokens: &[Token], wanted: usize, slots: &mut Vec<Slot>) {
    let filled =
        tokens.iter().filter(|token| matches!(token.kind, TokenKind::Value(class) if class != Class::Empty)).count();
    let labelled = tokens.iter().any(|token| matches!(token.kind, TokenKind::Label { .. }));
    let form = form_of(document, tokens[0].line);
    let grid = form.is_some_and(|form| form != Form::PipeCells);
    // The bar that closes a first empty cell looks like one before the row.
    let cells = tokens.len() + usize::from(form == Some(Form::Pipes));
    let blank = filled == 0 && !labelled && grid && cells >= wanted && slots.is_empty();
    let begun = !slots.is_empty() && slots.len() < wanted && !labelled;
    if filled == 0 && !blank && !begun {
        return;
    }
    for token in tokens {
        let class = match token.kind {
            TokenKind::Value(class) => class,
            TokenKind::Unknown if (grid || !slots.is_empty()) && may_be_value(token.span.of(text)) => Class::Text,
            _ => continue,
        };
        slots.push(Slot { span: token.span, class, line: token.line, column: token.column });
    }
}

/// The slots of the columns, in order; `None` where they are not to be told.
fn places(slots: &[Slot], filled: &[usize], wanted: usize) -> Option<Vec<usize>> {
    let figures: Vec<usize> = filled.iter().copied().filter(|&index| slots[index].class == Class::Figure).collect();
    if filled.len() == wanted {
        return Some(filled.to_vec());
    }
    if figures.len() == wanted {
        return Some(figures);
    }
    if slots.len() == wanted {
        return Some((0..wanted).collect());
    }
    let (first, last) = match (filled.first(), filled.last()) {
        (Some(&first), Some(&last)) => (first, last),
        _ => return (slots.len() > wanted).then(|| (slots.len() - wanted..slots.len()).collect()),
    };
    // Columns beyond the table's own stand empty before or behind it: only one way to leave them out is believed.
    let fits = slots.len() > wanted && last - first < wanted && filled.len() < wanted;
    let (earliest, latest) = ((last + 1).saturating_sub(wanted), first.min(slots.len().saturating_sub(wanted)));
    (fits && earliest == latest).then(|| (earliest..earliest + wanted).collect())
}
