//! Capabilities of the editor, announced in `initialize`.

use std::path::PathBuf;

use gaireport::language::Language;
use gaireport::text::Encoding;
use ls_types::{ClientCapabilities, InitializeParams, PositionEncodingKind, WorkspaceFolder};
use serde_json::Value;

use super::address;

/// Capabilities of the editor.
#[derive(Debug, Default)]
pub struct Editor {
    /// Encoding in which it counts characters.
    pub encoding: Encoding,
    /// It asks for diagnostics; they are not sent to it unasked.
    pub pulls: bool,
    /// Its diagnostics show other places that matter.
    pub related: bool,
    /// Its diagnostics have tags.
    pub tags: bool,
    /// Its diagnostics link to a page.
    pub descriptions: bool,
    /// It asks for diagnostics again when told to.
    pub refreshes_diagnostics: bool,
    /// It asks for inlay hints again when told to.
    pub refreshes_hints: bool,
    /// It asks for code lenses again when told to.
    pub refreshes_lenses: bool,
    /// It can be asked for its settings.
    pub configuration: bool,
    /// It tells of changes to its settings if asked to.
    pub registers_configuration: bool,
    /// It watches files if asked to.
    pub watches_files: bool,
    /// It watches files below any folder.
    pub relative_patterns: bool,
    /// It takes edits for one version of a draft.
    pub versioned_edits: bool,
    /// It takes code actions that are more than commands.
    pub code_actions: bool,
    /// It fills in the edit of a code action when that is chosen.
    pub resolves_edits: bool,
    /// It expands snippets.
    pub snippets: bool,
    /// It shows symbols as a tree.
    pub symbol_trees: bool,
    /// It shows Markdown when the pointer rests.
    pub markdown: bool,
    /// It shows the links of a definition with their origin.
    pub definition_links: bool,
    /// It shows words beside a link.
    pub link_tooltips: bool,
    /// It folds whole lines only.
    pub folds_lines: bool,
    /// It shows progress that the server begins.
    pub progress: bool,
    /// It applies edits when told to.
    pub applies_edits: bool,
    /// It shows documents when told to.
    pub shows_documents: bool,
}

impl Editor {
    /// Reads an introduction.
    pub fn of(params: &InitializeParams) -> Editor {
        let capabilities = serde_json::to_value(&params.capabilities).unwrap_or_default();
        let has = |path: &str| capabilities.pointer(path).is_some_and(|value| !value.is_null());
        let can = |path: &str| capabilities.pointer(path) == Some(&Value::Bool(true));
        let lists = |path: &str, word: &str| {
            capabilities
                .pointer(path)
                .and_then(Value::as_array)
                .is_some_and(|words| words.iter().any(|known| known == word))
        };
        let diagnostics = |field: &str| {
            can(&format!("/textDocument/publishDiagnostics/{field}"))
                || can(&format!("/textDocument/diagnostic/{field}"))
        };
        Editor {
            encoding: encoding(&params.capabilities),
            pulls: has("/textDocument/diagnostic"),
            related: diagnostics("relatedInformation"),
            tags: has("/textDocument/publishDiagnostics/tagSupport") || has("/textDocument/diagnostic/tagSupport"),
            descriptions: diagnostics("codeDescriptionSupport"),
            refreshes_diagnostics: can("/workspace/diagnostics/refreshSupport"),
            refreshes_hints: can("/workspace/inlayHint/refreshSupport"),
            refreshes_lenses: can("/workspace/codeLens/refreshSupport"),
            configuration: can("/workspace/configuration"),
            registers_configuration: can("/workspace/didChangeConfiguration/dynamicRegistration"),
            watches_files: can("/workspace/didChangeWatchedFiles/dynamicRegistration"),
            relative_patterns: can("/workspace/didChangeWatchedFiles/relativePatternSupport"),
            versioned_edits: can("/workspace/workspaceEdit/documentChanges"),
            code_actions: has("/textDocument/codeAction/codeActionLiteralSupport"),
            resolves_edits: lists("/textDocument/codeAction/resolveSupport/properties", "edit"),
            snippets: can("/textDocument/completion/completionItem/snippetSupport"),
            symbol_trees: can("/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport"),
            markdown: lists("/textDocument/hover/contentFormat", "markdown"),
            definition_links: can("/textDocument/definition/linkSupport"),
            link_tooltips: can("/textDocument/documentLink/tooltipSupport"),
            folds_lines: can("/textDocument/foldingRange/lineFoldingOnly"),
            progress: can("/window/workDoneProgress"),
            applies_edits: can("/workspace/applyEdit"),
            shows_documents: can("/window/showDocument/support"),
        }
    }
}

/// The first of the editor's encodings that there is; what every editor speaks where it names none.
fn encoding(capabilities: &ClientCapabilities) -> Encoding {
    let named = capabilities.general.as_ref().and_then(|general| general.position_encodings.as_deref());
    named.unwrap_or_default().iter().find_map(known).unwrap_or_default()
}

fn known(kind: &PositionEncodingKind) -> Option<Encoding> {
    match kind.as_str() {
        "utf-8" => Some(Encoding::Utf8),
        "utf-16" => Some(Encoding::Utf16),
        "utf-32" => Some(Encoding::Utf32),
        _ => None,
    }
}

/// The language of the editor, if it says.
pub fn language(params: &InitializeParams) -> Option<Language> {
    let locale = params.locale.as_deref().filter(|locale| !locale.is_empty())?;
    let chinese = locale.get(..2).is_some_and(|code| code.eq_ignore_ascii_case("zh"));
    Some(if chinese { Language::Chinese } else { Language::English })
}

/// The folders that are open, as far as they are on disk.
pub fn folders(params: &InitializeParams) -> Vec<PathBuf> {
    match &params.workspace_folders {
        Some(folders) => folders.iter().filter_map(folder).collect(),
        None => {
            #[expect(deprecated, reason = "older editors name one root and no folders")]
            let root = params.root_uri.as_ref().and_then(address::path);
            root.into_iter().collect()
        }
    }
}

/// Path of a workspace folder on disk.
pub fn folder(folder: &WorkspaceFolder) -> Option<PathBuf> {
    let path = address::path(&folder.uri)?;
    Some(path.canonicalize().unwrap_or(path))
}
