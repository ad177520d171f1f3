//! `textDocument/documentHighlight`, `definition`, `references`: ways between totals, parts and figures in the prose.

use gaireport::ide::navigation::{self, Highlight, HighlightRole};
use gaireport::text::Span;
use ls_types::{
    DocumentHighlight, DocumentHighlightKind, GotoDefinitionResponse, Location, LocationLink, Position,
    ReferenceContext,
};

use crate::server::revision::Revision;

/// Highlights the places related to the thing at a place.
pub fn highlights(revision: &Revision, position: Position) -> Vec<DocumentHighlight> {
    let light = |light: Highlight| DocumentHighlight {
        range: revision.range(light.span),
        kind: Some(match light.role {
            HighlightRole::Subject => DocumentHighlightKind::TEXT,
            HighlightRole::Total => DocumentHighlightKind::WRITE,
            HighlightRole::Part => DocumentHighlightKind::READ,
        }),
    };
    navigation::highlights(&revision.snapshot(), revision.offset(position)).into_iter().map(light).collect()
}

/// Finds the definition of the figure at a place.
pub fn definition(revision: &Revision, position: Position) -> Option<GotoDefinitionResponse> {
    let found = navigation::definition(&revision.snapshot(), revision.offset(position))?;
    if !revision.editor.definition_links {
        return Some(GotoDefinitionResponse::Array(locations(revision, &found.targets)));
    }
    let origin = revision.range(found.origin);
    let link = |&span: &Span| LocationLink {
        origin_selection_range: Some(origin),
        target_uri: revision.uri.clone(),
        target_range: revision.range(span),
        target_selection_range: revision.range(span),
    };
    Some(GotoDefinitionResponse::Link(found.targets.iter().map(link).collect()))
}

/// Every place that the figure at a place is bound to, with the place itself if that is asked for.
pub fn references(revision: &Revision, position: Position, context: &ReferenceContext) -> Vec<Location> {
    let Some(found) = navigation::references(&revision.snapshot(), revision.offset(position)) else {
        return Vec::new();
    };
    let own = context.include_declaration.then_some(found.origin);
    locations(revision, &own.into_iter().chain(found.targets).collect::<Vec<_>>())
}

fn locations(revision: &Revision, spans: &[Span]) -> Vec<Location> {
    spans.iter().map(|&span| Location::new(revision.uri.clone(), revision.range(span))).collect()
}
