//! Amounts of money: their unit and their decimals.

use super::checked;
use super::values::{shortened, standard_column, values};
use crate::lexicon::money::money;
use crate::lint::{Context, Finding, Message, Sink};
use crate::number::{self, Decimal, Unit};
use crate::report::BoundTable;
use crate::report::tables::labels::{Role, Sense};
use crate::rules::cells::{figure_edits, value_span};
use crate::standard::Kind;
use crate::text::Span;

/// Most decimals of an amount in 万元: the fourth is a 元.
const MOST_DECIMALS: u8 = 4;
/// Longest note that names the unit of a column, in characters.
const LONGEST_NOTE: usize = 20;

/// An amount without its unit, or in 元 where 万元 is due. Where the standard's header has no unit of its own, a word only.
pub fn money_unit(context: &Context, sink: &mut Sink) {
    for table in checked(context).filter(|table| has_money(table)) {
        for (row, column, value) in values(table) {
            let kind = standard_column(table, row, column).kind;
            if !is_money(kind) {
                continue;
            }
            let Some(amount) = value.figure.filter(|amount| !amount.is_zero()) else { continue };
            let actual = value.span.of(context.text);
            let about = |message: Message| {
                let message = message.with("cell", table.table().cell_label(row, column)).with("actual", actual);
                Finding::new(value_span(context, table, row, column), message)
                    .about(table.cell_name(row, column), actual)
            };
            let headers = headers_in_yuan(context, table, row, column);
            let expected = amount.in_ten_thousands();
            match (value.unit, expected) {
                (Unit::Yuan, Some(expected)) => {
                    let message = about(Message::new("message.yuan").with("expected", expected.to_string()));
                    sink.push(in_ten_thousands(context, table, (row, column), message, expected, &headers));
                }
                (Unit::None, Some(expected)) if !headers.is_empty() && expected.scale <= MOST_DECIMALS => {
                    let message = about(Message::new("message.header").with("expected", expected.to_string()));
                    sink.push(in_ten_thousands(context, table, (row, column), message, expected, &headers));
                }
                (Unit::None, _) if !headers.is_empty() => sink.push_lowered(about(Message::new("message"))),
                (Unit::None, _) if kind == Kind::BareMoney && !header_has_unit(context, table, row, column) => {
                    sink.push_lowered(about(Message::new("message")));
                }
                _ => {}
            }
        }
    }
}

/// The finding with a fix that writes the amount in 万元, and that unit into the headers that name 元.
fn in_ten_thousands(
    context: &Context,
    table: &BoundTable,
    (row, column): (usize, usize),
    finding: Finding,
    expected: Decimal,
    headers: &[Span],
) -> Finding {
    let kind = standard_column(table, row, column).kind;
    let unit = if headers.is_empty() { unit_due(kind) } else { "" };
    let mut edits = figure_edits(context, table, row, column, &format!("{expected}{unit}"));
    edits.extend(headers.iter().flat_map(|header| context.document.replace(*header, &money().due)));
    edits.sort_by_key(|edit| edit.span);
    let title = Message::new("fix").with("expected", expected.to_string());
    finding.expecting(expected.to_string()).suggesting(title, edits)
}

fn is_money(kind: Kind) -> bool {
    matches!(kind, Kind::Money | Kind::BareMoney)
}

/// Returns whether the table has a column of money at all.
fn has_money(table: &BoundTable) -> bool {
    table.table().columns.iter().any(|column| is_money(column.kind))
}

/// The unit to write into the cell: none where the standard's header has it.
fn unit_due(kind: Kind) -> &'static str {
    if kind == Kind::BareMoney { &money().due } else { "" }
}

/// Returns whether the draft's header of the column names 万元.
fn header_has_unit(context: &Context, table: &BoundTable, row: usize, column: usize) -> bool {
    headers(context, table, row, column).any(|header| money().is_due_in(header.of(context.text)))
}

/// The unit 元 in the draft's headers of a column, and in the label of the row, where none of them names 万元.
fn headers_in_yuan(context: &Context, table: &BoundTable, row: usize, column: usize) -> Vec<Span> {
    let label = table.rows[row].label.map(|label| with_note(context.text, label));
    let headers = || headers(context, table, row, column).chain(label);
    if headers().any(|header| money().is_due_in(header.of(context.text))) {
        return Vec::new();
    }
    let unit = |header: Span| {
        let start = header.start as usize + money().small_in(header.of(context.text))?;
        Some(Span::new(start, start + money().small.len()))
    };
    let mut units: Vec<Span> = headers().filter_map(unit).collect();
    units.dedup();
    units
}

/// The draft's headers of a column, with the notes behind them.
fn headers(context: &Context, table: &BoundTable, row: usize, column: usize) -> impl Iterator<Item = Span> {
    let index = table.table().columns_of(row).start + column;
    let is_header = move |sense: Sense| sense.role == Role::Column && usize::from(sense.index) == index;
    let labels = table.labels.iter();
    let own = labels.filter(move |label| label.label.sense(table.edition).is_some_and(is_header));
    own.map(|label| with_note(context.text, label.span))
}

/// A label and the note in brackets that follows it.
fn with_note(text: &str, label: Span) -> Span {
    let end = label.end as usize;
    let rest = text[end..].trim_start_matches(number::is_blank);
    let note = rest.char_indices().take(LONGEST_NOTE).find(|(_, character)| matches!(character, '）' | ')'));
    match note.filter(|_| rest.starts_with(['（', '('])) {
        Some((at, close)) => Span::new(label.start as usize, text.len() - rest.len() + at + close.len_utf8()),
        None => label,
    }
}

/// More decimals than 万元 can have: the fourth is a 元.
pub fn money_decimals(context: &Context, sink: &mut Sink) {
    for table in checked(context).filter(|table| has_money(table) && table.holds_odd_figures()) {
        for (row, column, value) in values(table) {
            let money = is_money(standard_column(table, row, column).kind);
            if money && value.figure.is_some_and(|figure| figure.scale > MOST_DECIMALS) {
                let actual = value.span.of(context.text);
                let message = Message::new("message")
                    .with("cell", table.table().cell_label(row, column))
                    .with("actual", shortened(actual));
                let span = value_span(context, table, row, column);
                sink.push(Finding::new(span, message).about(table.cell_name(row, column), actual));
            }
        }
    }
}
