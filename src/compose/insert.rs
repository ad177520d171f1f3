//! Edits that put text before, behind or in place of lines of a draft, with its own blank lines. Their lines end with LF:
//! whoever hands edits out writes them with the draft's line ends.

use std::ops::Range;

use super::place::{occupied, row_element};
use super::render::{in_tags, is_loose};
use crate::dialect::{Form, LineKind};
use crate::edit::Edit;
use crate::lint::Context;
use crate::number::{is_blank, trim};
use crate::report::BoundTable;
use crate::text::{Span, line_end, line_start, next_line};

/// Stands at the start of some files and before all text.
const BYTE_ORDER_MARK: char = '\u{FEFF}';

/// An edit that puts a block behind a line, which may be a row of a table. In a page, text without tags becomes
/// paragraphs.
pub fn insert_after_line(context: &Context, line: usize, text: &str) -> Edit {
    let end = occupied(context.document, line).end as usize;
    if context.document.page {
        return insertion(end, format!("\n{}", in_tags(text)));
    }
    behind(context, line, end, text, between(context, line, text))
}

/// An edit that puts a block before a line, which may be a row of a table.
pub fn insert_before_line(context: &Context, line: usize, text: &str) -> Edit {
    let start = occupied(context.document, line).start as usize;
    if context.document.page {
        return insertion(start, format!("{}\n", in_tags(text)));
    }
    before(context, start, text, between(context, line, text))
}

/// An edit that puts rows directly behind a row, or behind a line that ends one.
pub fn insert_rows_after(context: &Context, line: usize, rows: &str) -> Edit {
    match row_element(context.document, line) {
        Some(element) => insertion(element.end as usize, format!("\n{rows}")),
        None => {
            behind(context, line, occupied(context.document, line).end as usize, rows, row_end(context, line, rows))
        }
    }
}

/// An edit that puts rows directly before a row, or before a line that begins one.
pub fn insert_rows_before(context: &Context, line: usize, rows: &str) -> Edit {
    match row_element(context.document, line) {
        Some(element) => {
            let start = element.start as usize;
            let indent = &context.source[line_start(context.source, start)..start];
            let indent = if indent.chars().all(is_blank) { indent } else { "" };
            insertion(start, format!("{}\n{indent}", rows.trim_start()))
        }
        None => before(context, occupied(context.document, line).start as usize, rows, row_end(context, line, rows)),
    }
}

/// Edits that make a span of what was read say `text`.
pub fn replace_text(context: &Context, span: Span, text: &str) -> Vec<Edit> {
    context.document.replace(span, text)
}

/// An edit that puts `text` in place of a table; `None` where its lines hold anything else: a heading, a sentence, words
/// that are no label of it.
pub fn replace_table(context: &Context, table: &BoundTable, text: &str) -> Option<Edit> {
    let lines = table.lines.clone();
    let alone = |line: usize| {
        let heading = context.report.headings.iter().any(|heading| heading.line == line);
        let prose = context.document.lines[line].kind == LineKind::Prose;
        let words = super::leftovers::words(context.document, context.text, &context.report.tables, line);
        !heading && !prose && words.is_empty()
    };
    let shared = context.report.tables.iter().any(|other| {
        other.table().id != table.table().id && other.lines.start < lines.end && lines.start < other.lines.end
    });
    if shared || lines.is_empty() || !lines.clone().all(alone) {
        return None;
    }
    let span = whole_lines(context, lines);
    Some(Edit { span, text: text.to_owned() })
}

/// Span of lines in the source: whole lines of a text, elements of a page.
pub(super) fn whole_lines(context: &Context, lines: Range<usize>) -> Span {
    let (first, last) = (lines.start, lines.end.saturating_sub(1).max(lines.start));
    let (start, end) = (occupied(context.document, first), occupied(context.document, last));
    if context.document.page {
        return start.cover(end);
    }
    let from = line_start(context.source, start.start as usize);
    let from = if is_lead(&context.source[from..start.start as usize]) { from } else { start.start as usize };
    let to = text_end(context, last, end.end as usize);
    Span::new(from, to.unwrap_or(end.end as usize))
}

/// An edit behind the text that ends at `end`: at the end of its line, or, where the line goes on, inside it.
fn behind(context: &Context, line: usize, end: usize, text: &str, between: &str) -> Edit {
    let source = context.source;
    let Some(line_end) = text_end(context, line, end) else {
        return inside(context, end, text, between);
    };
    let next = line_after(source, line_end);
    let crowded = next.is_some_and(|next| !next.of(source).chars().all(is_blank));
    let gap = if crowded { &between[1..] } else { "" };
    insertion(line_end, format!("{between}{text}{gap}"))
}

/// The end of the source line of a text that ends at `end`, the delimiter row of a Markdown table included; `None` where
/// more text follows on the line.
fn text_end(context: &Context, line: usize, end: usize) -> Option<usize> {
    let source = context.source;
    let line_end = line_end(source, end);
    let bars =
        matches!(context.document.lines[line].kind, LineKind::Row(Form::Pipes | Form::PipeCells | Form::Markdown));
    let rest = |character: char| is_blank(character) || (bars && character == '|');
    if !source[end..line_end].chars().all(rest) {
        return None;
    }
    let delimiter = |next: &Span| bars && is_delimiter_row(next.of(source));
    Some(line_after(source, line_end).filter(delimiter).map_or(line_end, |next| next.end as usize))
}

/// An edit before the text that starts at `start`: at the start of its line, or, where text stands before it, inside.
fn before(context: &Context, start: usize, text: &str, between: &str) -> Edit {
    let source = context.source;
    let line_start = line_start(source, start);
    if !is_lead(&source[line_start..start]) {
        return inside(context, start, text, between);
    }
    let mark = source[line_start..].starts_with(BYTE_ORDER_MARK) && line_start == 0;
    let at = if mark { BYTE_ORDER_MARK.len_utf8() } else { line_start };
    let above = line_before(source, line_start).unwrap_or("");
    let gap = if above.chars().all(is_blank) { "" } else { &between[1..] };
    insertion(at, format!("{gap}{text}{between}"))
}

/// Longest line that is rewritten to give its headings lines of their own, in bytes.
const LONGEST_REWRITTEN: usize = 64 << 10;

/// An edit inside a line of the source. Headings that stand inside the line get lines of their own: once a heading stands
/// at the start of a line, the reader believes no other.
fn inside(context: &Context, at: usize, text: &str, between: &str) -> Edit {
    let source = context.source;
    let (start, end) = (line_start(source, at), line_end(source, at));
    let title = context.report.title.iter().map(|title| title.line);
    let own_lines = context.report.headings.iter().map(|heading| heading.line).chain(title);
    let headings = own_lines.map(|line| occupied(context.document, line).range());
    let mut cuts: Vec<usize> =
        headings.flat_map(|place| [place.start, place.end]).filter(|cut| (start..=end).contains(cut)).collect();
    // A page of text on one line is rewritten; a book is not, once for each finding.
    if cuts.is_empty() || end - start > LONGEST_REWRITTEN {
        return insertion(at, format!("{between}{text}{between}"));
    }
    cuts.extend([at, end]);
    cuts.sort_unstable();
    cuts.dedup();
    let mut pieces = Vec::new();
    let mut from = start;
    for cut in cuts {
        pieces.push(trim(&source[from..cut]));
        pieces.push(if cut == at { text } else { "" });
        from = cut;
    }
    pieces.retain(|piece| !piece.is_empty());
    Edit { span: Span::new(start, end), text: pieces.join("\n\n") }
}

/// Returns whether only blanks, bars and marks of headings, quotations and lists lead a line.
fn is_lead(head: &str) -> bool {
    head.chars().all(|character| is_blank(character) || matches!(character, '#' | '>' | '-' | '*' | '+' | '|'))
}

/// Separator of two blocks: a blank line where the draft has them, and where a table needs one.
fn between(context: &Context, line: usize, text: &str) -> &'static str {
    let beside_table = matches!(context.document.lines[line].kind, LineKind::Row(_)) || text.starts_with(['\t', '|']);
    if beside_table || is_loose(context.document, context.kind) { "\n\n" } else { "\n" }
}

/// Separator of two rows: a blank line where each cell has a line.
fn row_end(context: &Context, line: usize, rows: &str) -> &'static str {
    let led = context.document.lines[line].kind == LineKind::Row(Form::TabLed)
        || rows.starts_with('\t') && rows.contains("\n\t");
    if led { "\n\n" } else { "\n" }
}

fn insertion(at: usize, text: String) -> Edit {
    Edit { span: Span::new(at, at), text }
}

/// The line behind the one that ends at `end`.
fn line_after(source: &str, end: usize) -> Option<Span> {
    let start = next_line(source, end)?;
    Some(Span::new(start, line_end(source, start)))
}

/// The line before the one that starts at `start`.
fn line_before(source: &str, start: usize) -> Option<&str> {
    let above = &source[..start];
    let above = above.strip_suffix("\r\n").or_else(|| above.strip_suffix(['\n', '\r']))?;
    Some(&above[line_start(above, above.len())..])
}

/// `|---|:-:|`.
fn is_delimiter_row(text: &str) -> bool {
    text.contains("--") && text.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' '))
}
