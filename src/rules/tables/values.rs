//! Values: blanks, placeholders, text, impossible counts, number formats, money.

use super::{checked, is_mixed};
use crate::edit::Edit;
use crate::lint::{Context, Finding, Message, Sink};
use crate::number::{self, Class, Figure, MAX_DIGITS, Unit};
use crate::report::{BoundTable, Value};
use crate::rules::cells::{are_neighbours, figure_edits, heading_span, value_span};
use crate::rules::sections::has_words;
use crate::rules::stock;
use crate::standard::{Column, Kind};

/// A table in which nothing is filled is one finding. In a blank form nothing else can be expected yet.
pub fn blank_table(context: &Context, sink: &mut Sink) {
    let begun = has_words(context);
    for table in checked(context).filter(|table| !is_mixed(table) && table.is_blank()) {
        let cells: Vec<(usize, usize)> = values(table).map(|(row, column, _)| (row, column)).collect();
        let section = &table.edition.sections[table.table().section];
        let message = Message::new("message").with("ordinal", &section.ordinal).with("section", &section.name);
        let edits = edits_for(context, table, &cells);
        let finding = Finding::new(heading_span(context, table), message).suggesting(Message::new("fix"), edits);
        if begun { sink.push(finding) } else { sink.push_lowered(finding) }
    }
}

/// A value cell is blank. No cell is "not applicable": zeros must be written (国办公开办函〔2019〕60号, 〔2021〕30号).
pub fn empty_cell(context: &Context, sink: &mut Sink) {
    absent_values(Class::Empty, context, sink);
}

/// A dash, a slash or 无 stands for a figure. Source: as `empty_cell`.
pub fn placeholder_cell(context: &Context, sink: &mut Sink) {
    absent_values(Class::Placeholder, context, sink);
}

/// Reports neighbouring cells of a class as one finding, a table of placeholders as one.
fn absent_values(class: Class, context: &Context, sink: &mut Sink) {
    for table in checked(context).filter(|table| table.holds(class) && !table.is_blank()) {
        let (mut cells, mut all) = (Vec::new(), 0);
        values(table).for_each(|(row, column, value)| {
            all += 1;
            if value.class == class && !table.is_merged(row, column) {
                cells.push((row, column));
            }
        });
        if cells.is_empty() {
            continue;
        }
        if class == Class::Placeholder && cells.len() > 1 && cells.len() == all {
            sink.push(all_absent(context, table, &cells));
            continue;
        }
        for group in groups(table, cells) {
            sink.push(absent(context, table, &group));
        }
    }
}

/// Every bound value: row, column within the row, value.
pub(super) fn values(table: &BoundTable) -> impl Iterator<Item = (usize, usize, &Value)> {
    let columns = |row: usize| 0..table.table().columns_of(row).len();
    let cells = (0..table.rows.len()).flat_map(move |row| columns(row).map(move |column| (row, column)));
    cells.filter_map(|(row, column)| Some((row, column, table.value(row, column)?)))
}

/// Cells that touch, in reading order. Linear in the cells of a table, which are few.
fn groups(table: &BoundTable, cells: Vec<(usize, usize)>) -> Vec<Vec<(usize, usize)>> {
    let mut groups: Vec<Vec<(usize, usize)>> = Vec::new();
    for cell in cells {
        let touching = |group: &Vec<(usize, usize)>| group.iter().any(|&other| are_neighbours(table, cell, other));
        let Some(first) = groups.iter().position(touching) else {
            groups.push(vec![cell]);
            continue;
        };
        // A cell may be the one that groups meet at.
        for other in (first + 1..groups.len()).rev() {
            if touching(&groups[other]) {
                let joined = groups.remove(other);
                groups[first].extend(joined);
            }
        }
        groups[first].push(cell);
    }
    groups.iter_mut().for_each(|group| group.sort_unstable());
    groups
}

/// All cells of the table as one finding, on the heading.
fn all_absent(context: &Context, table: &BoundTable, cells: &[(usize, usize)]) -> Finding {
    let message =
        Message::new("message.all").with("table", table.table().name.clone()).with("count", cells.len().to_string());
    let edits = edits_for(context, table, cells);
    Finding::new(heading_span(context, table), message).suggesting(Message::new("fix.all"), edits)
}

fn absent(context: &Context, table: &BoundTable, cells: &[(usize, usize)]) -> Finding {
    let (row, column) = cells[0];
    let actual = table.value(row, column).map_or("", |value| value.span.of(context.text));
    let expected = determined(table, row, column);
    let template = match (cells.len(), &expected) {
        (1, Some(_)) => "message.determined",
        (1, None) => "message",
        _ => "message.several",
    };
    let message = Message::new(template)
        .with("cell", table.table().cell_label(row, column))
        .with("actual", actual.trim())
        .with("count", cells.len().to_string())
        .with("expected", expected.clone().unwrap_or_default());
    let span = value_span(context, table, row, column);
    let last = cells.iter().rfind(|cell| cell.0 == row).map(|&(row, column)| value_span(context, table, row, column));
    let mut finding = Finding::new(last.map_or(span, |last| span.cover(last)), message)
        .about(table.cell_name(row, column), actual.trim());
    finding.expected = expected.clone().filter(|_| cells.len() == 1);
    let fix = match (cells.len(), &expected) {
        (1, Some(figure)) => Message::new("fix").with("expected", figure.clone()),
        (1, None) => Message::new("fix").with("expected", "0"),
        _ => Message::new("fix.several").with("count", cells.len().to_string()),
    };
    finding.suggesting(fix, edits_for(context, table, cells))
}

/// Writes what the sums determine, else 0; nothing where the other figures of a row forbid a 0.
fn edits_for(context: &Context, table: &BoundTable, cells: &[(usize, usize)]) -> Vec<Edit> {
    // Cells of a row stand together.
    let rows = cells.chunk_by(|one, other| one.0 == other.0).map(|cells| cells[0].0);
    if stock::forbid_zeros(table, rows) {
        return Vec::new();
    }
    let figure = |row, column| determined(table, row, column).unwrap_or_else(|| "0".to_owned());
    let mut edits: Vec<Edit> = cells
        .iter()
        .flat_map(|&(row, column)| figure_edits(context, table, row, column, &figure(row, column)))
        .collect();
    edits.sort_by_key(|edit| edit.span);
    edits
}

/// The figure of an unknown cell that the sums determine.
fn determined(table: &BoundTable, row: usize, column: usize) -> Option<String> {
    let cell = row * table.width() + column;
    table.solution.determined.iter().find(|(known, _)| *known == cell).map(|(_, figure)| figure.to_string())
}

/// Text where a figure belongs.
pub fn not_a_number(context: &Context, sink: &mut Sink) {
    for table in checked(context).filter(|table| table.holds(Class::Text)) {
        for (row, column, value) in values(table).filter(|cell| cell.2.class == Class::Text) {
            sink.push(unusable(context, table, (row, column), value, "message"));
        }
    }
}

/// A count that is negative, fractional or of more than 15 digits. 本年增/减 may be signed.
pub fn invalid_count(context: &Context, sink: &mut Sink) {
    for table in checked(context).filter(|table| table.holds_odd_figures()) {
        for (row, column, value) in values(table).filter(|cell| cell.2.class == Class::Figure) {
            if let Some(template) = impossibility(standard_column(table, row, column).kind, value) {
                sink.push(unusable(context, table, (row, column), value, template));
            }
        }
    }
}

/// Why a figure cannot stand in a column of that kind.
fn impossibility(kind: Kind, value: &Value) -> Option<&'static str> {
    let longest = 10_i64.pow(MAX_DIGITS as u32);
    let Some(figure) = value.figure else { return Some("message.long") };
    let whole = figure.whole();
    match kind {
        Kind::Count | Kind::Change if whole.is_none() => Some("message.fraction"),
        Kind::Count | Kind::Change if whole.is_some_and(|whole| whole.abs() >= longest) => Some("message.long"),
        Kind::Count | Kind::Money | Kind::BareMoney if figure.mantissa < 0 => Some("message.negative"),
        _ => None,
    }
}

/// A finding on a cell whose value cannot be used; with the right figure where the sums determine it.
fn unusable(
    context: &Context,
    table: &BoundTable,
    (row, column): (usize, usize),
    value: &Value,
    template: &'static str,
) -> Finding {
    let actual = value.span.of(context.text);
    let message =
        Message::new(template).with("cell", table.table().cell_label(row, column)).with("actual", shortened(actual));
    let span = context.document.cell_span(context.source, value.span);
    let finding = Finding::new(span, message).about(table.cell_name(row, column), actual);
    match determined(table, row, column) {
        Some(expected) => {
            let edits = context.document.replace(value.span, &expected);
            finding.expecting(expected.clone()).suggesting(Message::new("fix").with("expected", expected), edits)
        }
        None => finding,
    }
}

/// Enough of a text to know it by.
pub(super) fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(20).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

pub(super) fn standard_column(table: &BoundTable, row: usize, column: usize) -> &'static Column {
    &table.table().columns[table.table().columns_of(row).start + column]
}

/// Full-width digits, separators, units in the cell, leading zeros: one finding a table, on the first such cell.
pub fn number_format(context: &Context, sink: &mut Sink) {
    for table in checked(context).filter(|table| table.holds_odd_figures()) {
        let mut odd = values(table).filter(|cell| !cell.2.plain).filter_map(|(row, column, value)| {
            let figure = number::parse(value.span.of(context.text))?;
            Some((row, column, value, plainly(&figure)?))
        });
        let Some((row, column, value, plain)) = odd.next() else { continue };
        let mut edits = figure_edits(context, table, row, column, &plain);
        let mut count = 1;
        for (row, column, _, plain) in odd {
            edits.extend(figure_edits(context, table, row, column, &plain));
            count += 1;
        }
        edits.sort_by_key(|edit| edit.span);
        let actual = value.span.of(context.text);
        let template = if count == 1 { "message" } else { "message.several" };
        let message = Message::new(template)
            .with("cell", table.table().cell_label(row, column))
            .with("expected", plain.clone())
            .with("actual", shortened(actual))
            .with("count", count.to_string());
        let finding =
            Finding::new(value_span(context, table, row, column), message).about(table.cell_name(row, column), actual);
        sink.push(finding.expecting(plain).safely(Message::new("fix").with("count", count.to_string()), edits));
    }
}

/// The figure as the format wants it, its value and unit kept.
fn plainly(figure: &Figure) -> Option<String> {
    let value = figure.value?;
    let sign = if figure.signed && value.mantissa >= 0 { "+" } else { "" };
    let unit = match figure.unit {
        Unit::None | Unit::Things => "",
        Unit::Yuan => "元",
        Unit::TenThousandYuan => "万元",
    };
    Some(format!("{sign}{value}{unit}"))
}
