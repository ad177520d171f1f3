//! Lines up the columns of Markdown tables by the width that their characters have on screen. Nothing else moves.

use unicode_width::UnicodeWidthStr;

use super::Snapshot;
use super::place::meets;
use crate::dialect::Kind;
use crate::edit::Edit;
use crate::text::{Span, lines};

/// Least width of a column: its delimiter has three dashes.
const NARROWEST: usize = 3;

/// Alignment of cells in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Alignment {
    None,
    Left,
    Center,
    Right,
}

/// A line of a table.
struct Row<'t> {
    /// Its place without the line end.
    span: Span,
    /// Blanks and marks of quotations before its first bar.
    lead: &'t str,
    /// Contents between its bars, without blanks at either end.
    cells: Vec<&'t str>,
}

/// A table: the second row is the delimiter row.
struct Table<'t> {
    rows: Vec<Row<'t>>,
    alignments: Vec<Alignment>,
}

/// Edits that line up every table of the draft.
pub fn format(snapshot: &Snapshot) -> Vec<Edit> {
    format_range(snapshot, Span::new(0, snapshot.source.len()))
}

/// Edits that line up the tables that a span meets.
pub fn format_range(snapshot: &Snapshot, range: Span) -> Vec<Edit> {
    let near = |table: &Table| table.place().is_some_and(|place| meets(place, range));
    tables(snapshot).iter().filter(|table| near(table)).flat_map(|table| table.edits(snapshot.source)).collect()
}

/// Edits after a character was typed that ends at `offset`: a bar that closes a cell lines up the cells of its row before
/// it with the rows around, where they fit. Other characters, and bars outside of tables, move nothing.
pub fn format_typed(snapshot: &Snapshot, offset: usize, typed: char) -> Vec<Edit> {
    let closes = snapshot.source.get(..offset).is_some_and(|head| head.ends_with('|') && !head.ends_with("\\|"));
    if typed != '|' || !closes {
        return Vec::new();
    }
    let tables = tables(snapshot);
    let row_of = |table: &Table| {
        table.rows.iter().position(|row| row.span.start as usize <= offset && offset <= row.span.end as usize)
    };
    let found = tables.iter().find_map(|table| Some((table, row_of(table).filter(|&row| row != 1)?)));
    found.and_then(|(table, row)| table.typed_edit(snapshot.source, row, offset)).into_iter().collect()
}

/// Every table of a draft: a row, a delimiter row with as many cells, and the rows that follow. Pages have none.
fn tables<'t>(snapshot: &Snapshot<'t>) -> Vec<Table<'t>> {
    if snapshot.document().page || snapshot.kind() == Kind::Html {
        return Vec::new();
    }
    let mut tables: Vec<Table> = Vec::new();
    let (mut above, mut fence, mut open): (Option<Row>, Option<&str>, bool) = (None, None, false);
    for span in lines(snapshot.source) {
        let content = span.of(snapshot.source);
        if let Some(mark) = fence_of(content) {
            fence = match fence {
                Some(known) if mark.starts_with(known) => None,
                Some(known) => Some(known),
                None => Some(mark),
            };
            (above, open) = (None, false);
            continue;
        }
        let Some(row) = row(span, content).filter(|_| fence.is_none()) else {
            (above, open) = (None, false);
            continue;
        };
        if let Some(table) = tables.last_mut().filter(|_| open) {
            table.rows.push(row);
            continue;
        }
        let head = above.take();
        match (head, alignments(&row)) {
            (Some(head), Some(alignments)) if head.cells.len() == row.cells.len() => {
                tables.push(Table { rows: vec![head, row], alignments });
                open = true;
            }
            _ => above = Some(row),
        }
    }
    tables
}

/// The mark of a line that opens or closes a block of code.
fn fence_of(content: &str) -> Option<&str> {
    let content = content.trim_start_matches(' ');
    let mark = content.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let length = content.len() - content.trim_start_matches(mark).len();
    (length >= 3).then(|| &content[..length])
}

/// The cells of a line that holds a bar.
fn row(span: Span, content: &str) -> Option<Row<'_>> {
    let body = content.trim_start_matches([' ', '\t', '>']);
    let lead = &content[..content.len() - body.len()];
    // Four blanks make a block of code.
    let code = lead
        .rsplit('>')
        .next()
        .is_some_and(|blanks| blanks.contains('\t') || blanks.len() > 3 + usize::from(lead.contains('>')));
    let bars: Vec<usize> = bars(body).collect();
    if bars.is_empty() || code {
        return None;
    }
    let mut from = 0;
    let mut cells: Vec<&str> = Vec::new();
    for end in bars.into_iter().chain([body.len()]) {
        cells.push(body[from..end].trim());
        from = (end + 1).min(body.len());
    }
    if body.starts_with('|') {
        cells.remove(0);
    }
    if cells.len() > 1 && cells.last().is_some_and(|last| last.is_empty()) {
        cells.pop();
    }
    Some(Row { span, lead, cells })
}

/// Offsets of the bars; `\|` is none.
fn bars(text: &str) -> impl Iterator<Item = usize> + '_ {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'|', bytes).filter(|&at| at == 0 || bytes[at - 1] != b'\\')
}

/// The alignments that a delimiter row states; `None` where it is another row.
fn alignments(row: &Row) -> Option<Vec<Alignment>> {
    row.cells.iter().map(|cell| alignment(cell)).collect()
}

fn alignment(cell: &str) -> Option<Alignment> {
    let dashes = cell.trim_start_matches(':').trim_end_matches(':');
    let colons = cell.len() - dashes.len();
    if dashes.is_empty() || dashes.bytes().any(|byte| byte != b'-') || colons > 2 {
        return None;
    }
    Some(match (cell.starts_with(':'), cell.ends_with(':')) {
        (true, true) => Alignment::Center,
        (true, false) => Alignment::Left,
        (false, true) => Alignment::Right,
        (false, false) => Alignment::None,
    })
}

impl Table<'_> {
    fn place(&self) -> Option<Span> {
        Some(self.rows.first()?.span.cover(self.rows.last()?.span))
    }

    /// The width of a column: that of its widest cell among these rows.
    fn widths(&self, rows: impl Fn(usize) -> bool) -> Vec<usize> {
        let mut widths = vec![NARROWEST; self.alignments.len()];
        for (_, row) in self.rows.iter().enumerate().filter(|(index, _)| *index != 1 && rows(*index)) {
            widths.resize(widths.len().max(row.cells.len()), NARROWEST);
            for (width, cell) in widths.iter_mut().zip(&row.cells) {
                *width = (*width).max(cell.width());
            }
        }
        widths
    }

    /// An edit for each row that is not lined up.
    fn edits(&self, source: &str) -> Vec<Edit> {
        let widths = self.widths(|_| true);
        let edit = |(index, row): (usize, &Row)| {
            let text = if index == 1 { self.delimiters(row, &widths) } else { self.line(row, &widths) };
            (row.span.of(source) != text).then_some(Edit { span: row.span, text })
        };
        self.rows.iter().enumerate().filter_map(edit).collect()
    }

    fn line(&self, row: &Row, widths: &[usize]) -> String {
        let mut line = format!("{}|", row.lead);
        for (column, (cell, width)) in row.cells.iter().zip(widths).enumerate() {
            line.push_str(&format!(" {} |", self.padded(column, cell, *width)));
        }
        line
    }

    fn padded(&self, column: usize, cell: &str, width: usize) -> String {
        let blanks = width.saturating_sub(cell.width());
        let before = match self.alignments.get(column) {
            Some(Alignment::Right) => blanks,
            Some(Alignment::Center) => blanks / 2,
            _ => 0,
        };
        format!("{}{cell}{}", " ".repeat(before), " ".repeat(blanks - before))
    }

    fn delimiters(&self, row: &Row, widths: &[usize]) -> String {
        let mut line = format!("{}|", row.lead);
        for (alignment, &width) in self.alignments.iter().zip(widths) {
            let (head, tail) = match alignment {
                Alignment::None => ("", ""),
                Alignment::Left => (":", ""),
                Alignment::Right => ("", ":"),
                Alignment::Center => (":", ":"),
            };
            let dashes = "-".repeat(width - head.len() - tail.len());
            line.push_str(&format!(" {head}{dashes}{tail} |"));
        }
        line
    }

    /// Lines up the cells of a row that end before `offset` with the other rows.
    fn typed_edit(&self, source: &str, row: usize, offset: usize) -> Option<Edit> {
        let facts = &self.rows[row];
        let typed = Span::new(facts.span.start as usize, offset);
        let head = self::row(typed, typed.of(source)).filter(|_| facts.span.end as usize >= offset)?;
        let closed = head.cells.iter().filter(|cell| !cell.is_empty()).count() > 0 || head.cells.len() > 1;
        let drawn = self.rows[1].cells.iter().map(|delimiter| delimiter.width());
        let mut widths = self.widths(|index| index != row);
        widths.iter_mut().zip(drawn).for_each(|(width, drawn)| *width = (*width).max(drawn));
        let fits = head.cells.iter().zip(&widths).all(|(cell, width)| cell.width() <= *width);
        let text = self.line(&head, &widths);
        (closed && fits && head.cells.len() <= widths.len() && text != typed.of(source))
            .then_some(Edit { span: typed, text })
    }
}
