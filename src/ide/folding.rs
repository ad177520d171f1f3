//! Folding ranges: sections, tables, and the reports of a text that has several.

use super::Snapshot;
use crate::text::{Span, has_line_end};

/// Kind of a fold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoldKind {
    /// A report with its title, where the text has several.
    Report,
    /// A section below its heading.
    Section,
    /// A table.
    Table,
}

/// From the line that stays, to the last line that is hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fold {
    /// From the first character of the line that stays to the last that is hidden.
    pub span: Span,
    /// Its kind.
    pub kind: FoldKind,
}

/// Every fold that hides at least a line, the outer before the inner.
pub fn folds(snapshot: &Snapshot) -> Vec<Fold> {
    let several = snapshot.analysis.reports.len() > 1;
    let mut folds = Vec::new();
    for report in &snapshot.analysis.reports {
        if several {
            folds.push(Fold { span: snapshot.lines_place(report.lines.clone()), kind: FoldKind::Report });
        }
        for heading in &report.headings {
            let body = report.body(heading);
            folds.push(Fold { span: snapshot.lines_place(heading.line..body.end), kind: FoldKind::Section });
        }
        for table in &report.tables {
            folds.push(Fold { span: snapshot.table_place(table), kind: FoldKind::Table });
        }
    }
    folds.retain(|fold| has_line_end(fold.span.of(snapshot.source)));
    folds.sort_by_key(|fold| (fold.span.start, std::cmp::Reverse(fold.span.end)));
    folds
}
