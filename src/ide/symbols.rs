//! The outline of a draft: title, sections, tables, rows.

use super::Snapshot;
use super::sums::{Sum, Verdict};
use super::words::Words;
use crate::number::trim;
use crate::report::{BoundTable, Report};
use crate::standard::Layout;
use crate::text::Span;

/// Kind of a symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SymbolKind {
    /// A report with its title.
    Report,
    /// A section.
    Section,
    /// A table.
    Table,
    /// A row of a table.
    Row,
}

/// An entry of the outline.
#[derive(Clone, Debug)]
pub struct Symbol {
    /// Its words, never empty.
    pub name: String,
    /// Short detail: figures of a row, sums of a table. May be empty.
    pub detail: String,
    /// Its kind.
    pub kind: SymbolKind,
    /// All of it.
    pub span: Span,
    /// The span that a click on it selects; inside `span`.
    pub selection: Span,
    /// Entries below it.
    pub children: Vec<Symbol>,
}

/// An entry of a search over many drafts.
#[derive(Clone, Debug)]
pub struct WorkspaceSymbol {
    /// Its words.
    pub name: String,
    /// Its container: the title of the report, or the section. May be empty.
    pub container: String,
    /// Its kind.
    pub kind: SymbolKind,
    /// The span that a click on it selects.
    pub span: Span,
}

/// The outline of the draft: a report for each title, the sections below; without a title the sections alone.
pub fn symbols(snapshot: &Snapshot) -> Vec<Symbol> {
    snapshot.analysis.reports.iter().flat_map(|report| of_report(snapshot, report)).collect()
}

/// Titles, sections and tables whose words hold all characters of the query in its order; all for an empty query.
pub fn workspace_symbols(snapshot: &Snapshot, query: &str) -> Vec<WorkspaceSymbol> {
    let mut found = Vec::new();
    let mut open: Vec<(Symbol, String)> =
        symbols(snapshot).into_iter().rev().map(|symbol| (symbol, String::new())).collect();
    while let Some((symbol, container)) = open.pop() {
        for child in symbol.children.into_iter().rev().filter(|child| child.kind != SymbolKind::Row) {
            open.push((child, symbol.name.clone()));
        }
        if answers(&symbol.name, query) {
            found.push(WorkspaceSymbol { name: symbol.name, container, kind: symbol.kind, span: symbol.selection });
        }
    }
    found
}

/// Returns whether the words contain all characters of the query in its order; case does not matter.
fn answers(words: &str, query: &str) -> bool {
    let mut words = words.chars().flat_map(char::to_lowercase);
    let mut query = query.chars().filter(|character| !character.is_whitespace()).flat_map(char::to_lowercase);
    query.all(|wanted| words.any(|character| character == wanted))
}

fn of_report(snapshot: &Snapshot, report: &Report) -> Vec<Symbol> {
    let sections = sections(snapshot, report);
    let Some(title) = &report.title else { return sections };
    let selection = snapshot.place(title.span);
    let span = snapshot.lines_place(report.lines.clone()).cover(selection);
    let name = one_line(title.span.of(snapshot.text()));
    let detail = report.edition.map_or_else(String::new, |edition| edition.notice.clone());
    vec![Symbol { name, detail, kind: SymbolKind::Report, span, selection, children: sections }]
}

/// The sections with their tables; a table without a heading stands beside them.
fn sections(snapshot: &Snapshot, report: &Report) -> Vec<Symbol> {
    let mut homeless: Vec<&BoundTable> = report.tables.iter().collect();
    let mut symbols: Vec<Symbol> = Vec::new();
    for heading in &report.headings {
        let lines = heading.line..report.body(heading).end;
        let inside = |table: &&BoundTable| lines.contains(&first_line(snapshot, table));
        let children = homeless.iter().copied().filter(inside).map(|table| of_table(snapshot, table)).collect();
        homeless.retain(|table| !inside(table));
        let selection = snapshot.place(heading.span);
        let span = snapshot.lines_place(lines.clone()).cover(selection);
        let name = one_line(heading.span.of(snapshot.text()));
        symbols.push(Symbol { name, detail: String::new(), kind: SymbolKind::Section, span, selection, children });
    }
    symbols.extend(homeless.into_iter().map(|table| of_table(snapshot, table)));
    symbols.sort_by_key(|symbol| symbol.span.start);
    symbols
}

/// The line of a table's first label: a stray value may stand above it.
fn first_line(snapshot: &Snapshot, table: &BoundTable) -> usize {
    let Some(label) = table.labels.first() else { return table.lines.start };
    snapshot.document().lines.partition_point(|line| line.span.start <= label.span.start).saturating_sub(1)
}

fn of_table(snapshot: &Snapshot, table: &BoundTable) -> Symbol {
    let span = snapshot.table_place(table);
    let label = table.labels.first().map_or(span, |label| snapshot.place(label.span));
    let rows = (0..table.rows.len()).filter_map(|row| of_row(snapshot, table, row));
    let mut children: Vec<Symbol> = rows.collect();
    children.sort_by_key(|symbol| symbol.span.start);
    Symbol {
        name: table.table().name.clone(),
        detail: sums_in_words(snapshot, table),
        kind: SymbolKind::Table,
        span: span.cover(label),
        selection: label,
        children,
    }
}

/// Counts the sums of a table that hold, are broken or are open, in words; empty if it has none.
pub(super) fn sums_in_words(snapshot: &Snapshot, table: &BoundTable) -> String {
    let verdicts: Vec<Verdict> = Sum::all(table).map(|sum| sum.verdict()).collect();
    let count = |wanted: Verdict| verdicts.iter().filter(|verdict| **verdict == wanted).count();
    if verdicts.is_empty() {
        return String::new();
    }
    Words(snapshot.language).sums(count(Verdict::Held), count(Verdict::Broken), count(Verdict::Open))
}

fn of_row(snapshot: &Snapshot, table: &BoundTable, row: usize) -> Option<Symbol> {
    let facts = &table.rows[row];
    let (label, values) = (facts.label.map(|span| snapshot.place(span)), facts.values.map(|span| snapshot.place(span)));
    let selection = label.or(values)?;
    // The rows of a table of one line stand side by side: their labels are far from their values.
    let far = table.table().layout == Layout::Line;
    let span = values.filter(|_| !far).map_or(selection, |values| values.cover(selection));
    let name = table.table().row_label(row).to_owned();
    Some(Symbol {
        name,
        detail: figures(snapshot, table, row),
        kind: SymbolKind::Row,
        span,
        selection,
        children: Vec::new(),
    })
}

/// The values of a row as the draft writes them.
fn figures(snapshot: &Snapshot, table: &BoundTable, row: usize) -> String {
    let columns = 0..table.table().columns_of(row).len();
    let text = |column: usize| match table.value(row, column) {
        Some(value) if !value.span.is_empty() => one_line(value.span.of(snapshot.text())),
        Some(_) => "_".to_owned(),
        None => "?".to_owned(),
    };
    columns.map(text).collect::<Vec<_>>().join(" ")
}

/// Words on one line.
fn one_line(text: &str) -> String {
    trim(text).split_whitespace().collect::<Vec<_>>().join(" ")
}
