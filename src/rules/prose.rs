//! Rules on the text: its figures against the tables and against each other, years, citations, and what it must treat.

mod citations;
mod coverage;
mod fees;
mod figures;
mod improvements;
mod lists;
mod local;
mod names;
mod places;
mod selves;
mod stale;
mod years;

pub use citations::{outdated_citation, wrong_citation};
pub use coverage::{
    missing_accountability, missing_fee_statement, missing_improvement, missing_overview_aspect, overview_too_long,
    overview_without_figures,
};
pub use fees::fees_contradiction;
pub use figures::{prose_contradiction, prose_table_mismatch};
pub use improvements::unmatched_improvement;
pub use lists::{breakdown_mismatch, percent_mismatch};
pub use local::missing_local_figure;
pub use stale::stale_year;
pub use years::wrong_year;

use crate::lint::{Context, Sink};
use crate::report::prose::Paragraph;
use crate::standard::Edition;
use crate::text::Span;

/// The place in the source of bytes of the folded prose.
pub(super) fn place(context: &Context, start: usize, end: usize) -> Span {
    context.document.source_span(context.report.prose.span(start, end))
}

/// Words of the draft, blanks left out.
fn words(context: &Context, span: Span) -> String {
    span.of(context.text).split_whitespace().collect()
}

/// The paragraphs of a section.
fn paragraphs<'c>(context: &Context<'c>, section: Option<usize>) -> impl Iterator<Item = &'c Paragraph> {
    let paragraphs = context.report.prose.paragraphs.iter();
    paragraphs.filter(move |paragraph| section.is_some() && paragraph.section == section)
}

/// The parts of a text that end with these marks, each with its offset.
fn parts<'t>(text: &'t str, marks: &'static [char]) -> impl Iterator<Item = (usize, &'t str)> {
    let mut at = 0;
    text.split_inclusive(marks).map(move |part| {
        let start = at;
        at += part.len();
        (start, part)
    })
}

/// The edition of a whole report, of which it can be asked that the report does what the edition's notice says.
fn edition_of_whole(context: &Context) -> Option<&'static Edition> {
    context.report.edition.filter(|_| context.report.whole && context.report.year.is_some())
}

/// `foreign-name`. Source: a report that was made from another one; no text of law.
pub fn foreign_name(context: &Context, sink: &mut Sink) {
    selves::foreign_selves(context, sink);
    places::foreign_places(context, sink);
}
