//! Between the protocol's types and this program's.

use gaireport::lint::Severity;
use gaireport::text::Point;
use ls_types::{DiagnosticSeverity, MarkupContent, MarkupKind, Position};

use super::editor::Editor;

/// Source name of the diagnostics.
pub const SOURCE: &str = "gaireport";

/// A place as the protocol has it.
pub fn position(place: Point) -> Position {
    Position { line: place.line, character: place.character }
}

/// A position of the protocol.
pub fn place(position: Position) -> Point {
    Point { line: position.line, character: position.character }
}

/// A severity of the protocol.
pub fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Information => DiagnosticSeverity::INFORMATION,
    }
}

/// Words in Markdown, for an editor that may show them as they are written.
pub fn markup(editor: &Editor, markdown: String) -> MarkupContent {
    let kind = if editor.markdown { MarkupKind::Markdown } else { MarkupKind::PlainText };
    MarkupContent { kind, value: markdown }
}
