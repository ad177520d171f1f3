//! Puts right what conversion tears apart: labels in pieces, page numbers inside labels, labels ahead of their values,
//! text in place of a value.

use super::labels::Drawn;
use super::pieces::may_be_value;
use super::runs::{Run, Runs, Slot};
use super::torn;
use crate::number::Class;

/// Mends the runs of a table. `arity` is the number of values of a row.
pub fn mend(all: &mut Runs, text: &str, drawn: Drawn, arity: &dyn Fn(u8) -> usize) {
    join_halves(all, text, arity(0));
    torn::join(all, text, drawn);
    hand_on_values(all, text, arity);
    let mut mended: Vec<Run> = Vec::with_capacity(all.runs.len());
    for mut run in std::mem::take(&mut all.runs) {
        match mended.last_mut() {
            Some(head) if joins_over_page_number(head, &run, arity) => {
                (run.row, run.exact, run.label, run.line) = (head.row, false, head.label, head.line);
                *head = run;
            }
            Some(head) if joins_over_text(head, &run, arity) && begins_with_value(&run, text) => {
                join_over_text(&mut all.slots, head, &run);
            }
            _ => mended.push(run),
        }
    }
    all.runs = mended;
    for index in 0..all.runs.len() {
        take_text_as_value(all, text, index, arity);
    }
}

/// Text between the values of a line whose label is torn: the halves are one row if they have as many values as every row
/// of the table.
fn join_halves(all: &mut Runs, text: &str, arity: usize) {
    let mut joined: Vec<Run> = Vec::with_capacity(all.runs.len());
    for run in std::mem::take(&mut all.runs) {
        let halves = |head: &Run| {
            let last = all.slots[head.slots.0 as usize..head.slots.1 as usize].last();
            let text = run.leading.filter(|text_slot| may_be_value(text_slot.span.of(text)));
            !head.grid
                && run.row.is_none()
                && head.row.is_none()
                && head.filled > 0
                && head.filled() + 1 + run.filled() == arity
                && text.zip(last).is_some_and(|(text, last)| text.line == last.line)
        };
        match joined.last_mut() {
            Some(head) if halves(head) => join_over_text(&mut all.slots, head, &run),
            _ => joined.push(run),
        }
    }
    all.runs = joined;
}

/// Labels first, then their values row by row: each label takes the values that are its turn.
fn hand_on_values(all: &mut Runs, text: &str, arity: &dyn Fn(u8) -> usize) {
    let mut handed: Vec<Run> = Vec::with_capacity(all.runs.len());
    let mut runs = std::mem::take(&mut all.runs).into_iter().peekable();
    while let Some(run) = runs.next() {
        let Some(row) = run.row.filter(|&row| is_full(&run, arity(row))) else {
            handed.push(run);
            continue;
        };
        let bare = handed.iter().rev().take_while(|run| run.row.is_some() && run.slots.0 == run.slots.1).count();
        handed.push(run);
        let mut values = Vec::new();
        while values.len() < bare
            && let Some(mut next) = runs.next_if(|next| is_bare_row(next, &all.slots, text, arity(row)))
        {
            take_leading_as_value(&mut all.slots, &mut next);
            values.push(next);
        }
        let first = handed.len() - 1 - values.len();
        let own = handed[handed.len() - 1].clone();
        for (run, values) in handed[first..].iter_mut().zip(std::iter::once(own).chain(values)) {
            (run.slots, run.filled, run.figures, run.grid) = (values.slots, values.filled, values.figures, values.grid);
        }
    }
    all.runs = handed;
}

/// Returns whether a run has the values of a whole row.
fn is_full(run: &Run, arity: usize) -> bool {
    let slots = (run.slots.1 - run.slots.0) as usize;
    run.filled() == arity || (run.grid && run.filled > 0 && slots == arity)
}

/// Returns whether a run is a whole row of values without a label; the first of them may be text.
fn is_bare_row(run: &Run, slots: &[Slot], text: &str, arity: usize) -> bool {
    match run.leading {
        _ if run.row.is_some() || run.foreign => false,
        None => run.label.is_none() && is_full(run, arity),
        Some(leading) => {
            let line = slots[run.slots.0 as usize..run.slots.1 as usize].first().map(|slot| slot.line);
            run.label == Some(leading.span)
                && run.filled() + 1 == arity
                && line == Some(leading.line)
                && may_be_value(leading.span.of(text))
        }
    }
}

fn take_leading_as_value(all: &mut Vec<Slot>, run: &mut Run) {
    let Some(leading) = run.leading.take() else { return };
    let own = run.slots.0 as usize..run.slots.1 as usize;
    let slots: Vec<Slot> = std::iter::once(leading).chain(all[own].iter().copied()).collect();
    replace_slots(all, run, &slots);
}

/// A single figure between two pieces of one label is a page number.
fn joins_over_page_number(head: &Run, tail: &Run, arity: &dyn Fn(u8) -> usize) -> bool {
    let Some(row) = head.row else { return false };
    !head.grid
        && tail.row.is_none()
        && tail.leading.is_some()
        && !tail.foreign
        && arity(row) > 1
        && head.filled() == 1
        && tail.filled() == arity(row)
}

/// Returns whether the text ahead of a run's values may itself be a value.
fn begins_with_value(run: &Run, text: &str) -> bool {
    run.leading.is_some_and(|leading| may_be_value(leading.span.of(text)))
}

/// Text between two values, where values and text together are as many as the row wants.
fn joins_over_text(head: &Run, tail: &Run, arity: &dyn Fn(u8) -> usize) -> bool {
    let Some(row) = head.row else { return false };
    !head.grid
        && tail.row.is_none()
        && tail.leading.is_some()
        && !tail.foreign
        && head.filled() > 0
        && head.filled() + 1 + tail.filled() == arity(row)
}

fn join_over_text(all: &mut Vec<Slot>, head: &mut Run, tail: &Run) {
    let part = |run: &Run| all[run.slots.0 as usize..run.slots.1 as usize].to_vec();
    let slots: Vec<Slot> = part(head).into_iter().chain(tail.leading).chain(part(tail)).collect();
    replace_slots(all, head, &slots);
}

/// A row one value short with a text that nothing explains behind its label, or behind its last value, has that text for
/// a value.
fn take_text_as_value(all: &mut Runs, text: &str, index: usize, arity: &dyn Fn(u8) -> usize) {
    let run = all.runs[index].clone();
    let Some(row) = run.row else { return };
    if run.filled() + 1 != arity(row) || (run.grid && run.trailing.is_none()) {
        return;
    }
    if let Some(text) = run.trailing.filter(|trailing| may_be_value(trailing.span.of(text))) {
        let slots: Vec<Slot> = std::iter::once(text).chain(all.slots_of(&run).iter().copied()).collect();
        return replace_slots(&mut all.slots, &mut all.runs[index], &slots);
    }
    let next = all.runs.get(index + 1).and_then(|next| next.leading);
    if let Some(text) = next.filter(|next| may_be_value(next.span.of(text))) {
        torn::give_up_piece(&mut all.runs[index + 1]);
        let slots: Vec<Slot> = all.slots_of(&run).iter().copied().chain([text]).collect();
        replace_slots(&mut all.slots, &mut all.runs[index], &slots);
    }
}

fn replace_slots(all: &mut Vec<Slot>, run: &mut Run, slots: &[Slot]) {
    let start = u32::try_from(all.len()).unwrap_or(u32::MAX);
    all.extend_from_slice(slots);
    run.slots = (start, start + u32::try_from(slots.len()).unwrap_or(0));
    let count = |wanted: &dyn Fn(Class) -> bool| slots.iter().filter(|slot| wanted(slot.class)).count();
    run.filled = u16::try_from(count(&|class| class != Class::Empty)).unwrap_or(u16::MAX);
    run.figures = u16::try_from(count(&|class| class == Class::Figure)).unwrap_or(u16::MAX);
}
