//! `textDocument/foldingRange`, `selectionRange`, `documentLink`: how a draft hangs together.

use std::str::FromStr;

use gaireport::ide::{folding, links, selection};
use ls_types::{DocumentLink, FoldingRange, FoldingRangeKind, Position, SelectionRange, Uri};

use crate::server::revision::Revision;

/// Lists the folding ranges.
pub fn folds(revision: &Revision) -> Vec<FoldingRange> {
    let fold = |fold: folding::Fold| {
        let range = revision.range(fold.span);
        let exact = !revision.editor.folds_lines;
        FoldingRange {
            start_line: range.start.line,
            start_character: exact.then_some(range.start.character),
            end_line: range.end.line,
            end_character: exact.then_some(range.end.character),
            kind: Some(FoldingRangeKind::Region),
            ..FoldingRange::default()
        }
    };
    let folds = folding::folds(&revision.snapshot()).into_iter().map(fold);
    folds.filter(|fold| fold.end_line > fold.start_line).collect()
}

/// Expands the selection at each place, from the inside out.
pub fn selections(revision: &Revision, positions: &[Position]) -> Vec<SelectionRange> {
    positions.iter().map(|&position| selections_at(revision, position)).collect()
}

fn selections_at(revision: &Revision, position: Position) -> SelectionRange {
    let spans = selection::selection(&revision.snapshot(), revision.offset(position));
    let outward = spans.into_iter().rev();
    let around = outward.fold(None, |parent: Option<SelectionRange>, span| {
        Some(SelectionRange { range: revision.range(span), parent: parent.map(Box::new) })
    });
    // Each place must have an answer.
    around.unwrap_or(SelectionRange { range: ls_types::Range::new(position, position), parent: None })
}

/// Laws and notices that the draft cites.
pub fn links(revision: &Revision) -> Vec<DocumentLink> {
    let link = |link: links::Link| DocumentLink {
        range: revision.range(link.span),
        target: Uri::from_str(&link.address).ok(),
        tooltip: revision.editor.link_tooltips.then_some(link.tooltip),
        data: None,
    };
    links::links(&revision.snapshot()).into_iter().map(link).collect()
}
