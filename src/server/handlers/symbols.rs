//! `textDocument/documentSymbol` and `workspace/symbol`: outlines.

use gaireport::ide::symbols::{self, Symbol, SymbolKind as Kind};
use ls_types::{
    DocumentSymbol, DocumentSymbolResponse, Location, OneOf, SymbolInformation, SymbolKind, WorkspaceSymbol,
};

use crate::server::revision::Revision;

/// The outline of a draft: a tree, or a list for an editor that shows no trees.
pub fn of(revision: &Revision) -> DocumentSymbolResponse {
    let symbols = symbols::symbols(&revision.snapshot());
    if revision.editor.symbol_trees {
        return DocumentSymbolResponse::Nested(symbols.into_iter().map(|symbol| nested(revision, symbol)).collect());
    }
    let mut list = Vec::new();
    symbols.into_iter().for_each(|symbol| flat(revision, symbol, None, &mut list));
    DocumentSymbolResponse::Flat(list)
}

/// Depth is that of the outline: report, section, table, row.
fn nested(revision: &Revision, symbol: Symbol) -> DocumentSymbol {
    let children: Vec<_> = symbol.children.into_iter().map(|child| nested(revision, child)).collect();
    #[expect(deprecated, reason = "the type has no other way to be made")]
    DocumentSymbol {
        name: symbol.name,
        detail: Some(symbol.detail).filter(|detail| !detail.is_empty()),
        kind: kind(symbol.kind),
        tags: None,
        deprecated: None,
        range: revision.range(symbol.span),
        selection_range: revision.range(symbol.selection),
        children: Some(children).filter(|children| !children.is_empty()),
    }
}

fn flat(revision: &Revision, symbol: Symbol, container: Option<&str>, list: &mut Vec<SymbolInformation>) {
    #[expect(deprecated, reason = "the type has no other way to be made")]
    list.push(SymbolInformation {
        name: symbol.name.clone(),
        kind: kind(symbol.kind),
        tags: None,
        deprecated: None,
        location: Location::new(revision.uri.clone(), revision.range(symbol.span)),
        container_name: container.map(str::to_owned),
    });
    symbol.children.into_iter().for_each(|child| flat(revision, child, Some(&symbol.name), list));
}

/// The entries of a draft that answer a search.
pub fn search(revision: &Revision, query: &str) -> Vec<WorkspaceSymbol> {
    let found = symbols::workspace_symbols(&revision.snapshot(), query);
    let entry = |symbol: symbols::WorkspaceSymbol| WorkspaceSymbol {
        name: symbol.name,
        kind: kind(symbol.kind),
        tags: None,
        container_name: Some(symbol.container).filter(|container| !container.is_empty()),
        location: OneOf::Left(Location::new(revision.uri.clone(), revision.range(symbol.span))),
        data: None,
    };
    found.into_iter().map(entry).collect()
}

fn kind(kind: Kind) -> SymbolKind {
    match kind {
        Kind::Report => SymbolKind::FILE,
        Kind::Section => SymbolKind::MODULE,
        Kind::Table => SymbolKind::ARRAY,
        Kind::Row => SymbolKind::FIELD,
    }
}
