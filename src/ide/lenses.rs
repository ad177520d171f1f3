//! Lines above titles and tables that say how they stand: findings, sums held and broken.

use super::actions::redraw;
use super::sums::{Sum, Verdict};
use super::symbols::sums_in_words;
use super::words::Words;
use super::{Snapshot, TableAt};
use crate::lint::Severity;
use crate::report::Report;
use crate::text::Span;

/// Action of a click on a lens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LensAction {
    /// Nothing.
    None,
    /// Goes to a place.
    Reveal(Span),
    /// Draws a table in standard form.
    Redraw(TableAt),
}

/// A line above a place.
#[derive(Clone, Debug)]
pub struct Lens {
    /// The span it stands above.
    pub span: Span,
    /// Its text.
    pub title: String,
    /// Its action.
    pub action: LensAction,
}

/// All lenses, in order: over each title its findings, over each table its sums and the way to draw it anew.
pub fn lenses(snapshot: &Snapshot) -> Vec<Lens> {
    let mut lenses: Vec<Lens> =
        snapshot.analysis.reports.iter().filter_map(|report| of_title(snapshot, report)).collect();
    for (at, _, table) in snapshot.tables() {
        let first = table.labels.first().map(|label| snapshot.place(label.span));
        let span = first.unwrap_or_else(|| snapshot.table_place(table));
        let title = sums_in_words(snapshot, table);
        if !title.is_empty() {
            let broken = Sum::all(table).find(|sum| sum.verdict() == Verdict::Broken).map(|sum| sum.total());
            let place = broken.and_then(|(row, column)| snapshot.cell_place(table, row, column));
            lenses.push(Lens { span, title, action: place.map_or(LensAction::None, LensAction::Reveal) });
        }
        if redraw(snapshot, at).is_some() {
            let title = Words(snapshot.language).redraw_short().to_owned();
            lenses.push(Lens { span, title, action: LensAction::Redraw(at) });
        }
    }
    lenses.sort_by_key(|lens| lens.span.start);
    lenses
}

fn of_title(snapshot: &Snapshot, report: &Report) -> Option<Lens> {
    let span = snapshot.place(report.title.as_ref()?.span);
    let place = snapshot.lines_place(report.lines.clone());
    let mut counts = [0; 3];
    let mut worst: Option<(Severity, Span)> = None;
    for (_, finding) in snapshot.findings_in(place) {
        counts[finding.severity as usize] += 1;
        if worst.is_none_or(|(severity, _)| finding.severity > severity) {
            worst = Some((finding.severity, finding.span));
        }
    }
    let [information, warnings, errors] = counts;
    let title = Words(snapshot.language).counts(errors, warnings, information);
    Some(Lens { span, title, action: worst.map_or(LensAction::None, |(_, span)| LensAction::Reveal(span)) })
}
