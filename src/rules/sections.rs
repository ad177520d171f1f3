//! Rules on what stands around the tables: title, headings and their order, whole sections and tables, and dates.

mod edition;
mod missing;
mod names;
mod numbers;
mod order;
mod paragraphs;
mod parts;
mod period;
#[cfg(test)]
mod tests;
mod title;

use std::ops::Range;

pub use edition::{edition_mismatch, is_mixed};
pub use missing::{empty_section, has_words, missing_section, missing_table};
pub use names::{duplicate_section, nonstandard_heading, unknown_section};
pub use numbers::wrong_section_number;
pub use order::section_out_of_order;
pub use paragraphs::heading_in_paragraph;
pub use parts::wrong_declared_parts;
pub use period::{implausible_date, missing_period, wrong_period};
pub use title::{nonstandard_title, unsupported_edition};

use crate::lint::Context;
use crate::report::{BoundTable, Heading, signature};
use crate::standard::Edition;
use crate::text::{Span, line_end, line_start};

/// The edition that the report is judged by: that of its year, else the newest.
fn edition(context: &Context) -> &'static Edition {
    context.report.standard()
}

/// Returns whether the requirements for a whole report apply: not to a fragment, nor to a year without a format.
fn is_whole(context: &Context) -> bool {
    context.report.whole && !context.report.is_too_old()
}

/// The place in the source of a span of what was read.
fn place(context: &Context, span: Span) -> Span {
    context.document.source_span(span)
}

/// Span for findings on missing contents: the report's first line that is neither blank nor a directive to the tool.
fn first_place(context: &Context) -> Span {
    let lines = context.document.lines.get(context.report.lines.clone()).unwrap_or_default();
    let first = lines.iter().map(|line| line.span).find(|span| !is_directive(span.of(context.text)));
    place(context, first.unwrap_or_else(|| context.report.first_span(context.document)))
}

/// Returns whether a line is a directive to the tool, such as `gaireport-ignore`.
fn is_directive(text: &str) -> bool {
    text.trim_start_matches(['<', '!', '-', '#', ' ']).starts_with("gaireport-")
}

/// Span of the title, or of the place it would have.
fn title_place(context: &Context) -> Span {
    context.report.title.as_ref().map_or_else(|| first_place(context), |title| place(context, title.span))
}

/// A text of the standard with the year filled in.
fn with_year(text: &str, year: u16) -> String {
    text.replace("{year}", &year.to_string())
}

/// Returns whether the heading is the first of its section.
fn is_first(context: &Context, heading: &Heading) -> bool {
    let first = heading.section.and_then(|section| context.report.heading(section));
    first.is_some_and(|first| first.line == heading.line)
}

/// The lines below a heading, up to the next heading or to the signature of the report.
fn body(context: &Context, heading: &Heading) -> Range<usize> {
    let body = context.report.body(heading);
    let end = body.end.min(content_end(context));
    body.start..end.max(body.start)
}

/// The line at which the text of the report ends and its signature begins.
fn content_end(context: &Context) -> usize {
    let report = context.report;
    let signature = signature(context.document, context.text, report.lines.clone(), &report.headings);
    signature.map_or(report.lines.end, |signature| signature.line)
}

/// The lines of a table from its first label to its last row: what stands around it in its section is left out, as is a
/// row that strayed behind another heading.
fn table_lines(context: &Context, table: &BoundTable) -> Range<usize> {
    let line_of = |offset: u32| context.document.lines.partition_point(|line| line.span.end <= offset);
    let labels = table.labels.iter().map(|label| line_of(label.span.start));
    let values = table.rows.iter().filter_map(|row| row.values).map(|values| line_of(values.end.saturating_sub(1)));
    let mut lines: Vec<usize> = labels.chain(values).collect();
    lines.sort_unstable();
    let middle = lines.get(lines.len() / 2).copied().unwrap_or(table.lines.start);
    let headings = context.report.headings.iter().map(|heading| heading.line);
    let after = headings.clone().filter(|&heading| heading <= middle).max().map_or(table.lines.start, |line| line + 1);
    let before = headings.filter(|&heading| heading > middle).min().unwrap_or(table.lines.end);
    let mut inside = lines.into_iter().filter(|line| (after..before).contains(line));
    let (first, last) = (inside.clone().next().unwrap_or(middle), inside.next_back().unwrap_or(middle));
    first..last + 1
}

/// The bytes of the source that whole lines take, without the last line end; `None` where other things share them.
fn lines_place(context: &Context, lines: Range<usize>) -> Option<Span> {
    let whole = context.document.lines.get(lines.clone())?;
    let span = whole.first()?.span.cover(whole.last()?.span);
    let Some(view) = &context.document.view else {
        let (start, end) = (span.start as usize, span.end as usize);
        return Some(Span::new(line_start(context.source, start), line_end(context.source, end)));
    };
    let neighbours = [lines.start.checked_sub(1), Some(lines.end)];
    let blocks = view.blocks.get(lines)?;
    let mut whole = blocks.first()?.outer;
    for block in blocks {
        let between = context.source.get(whole.end as usize..block.outer.start.max(whole.end) as usize)?;
        if block.outer.start < whole.start || !between.trim().is_empty() {
            return None;
        }
        whole = whole.cover(block.outer);
    }
    // Rows of one table have one place: moving some of them would leave them where they are, and put them elsewhere too.
    let mut others = neighbours.into_iter().flatten().filter_map(|line| view.blocks.get(line));
    let shared = others.any(|other| other.outer.start < whole.end && whole.start < other.outer.end);
    (!shared).then_some(whole)
}
