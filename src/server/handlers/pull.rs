//! `textDocument/diagnostic`: what was found in a draft, for an editor that asks.

use ls_types::{
    DocumentDiagnosticReport, DocumentDiagnosticReportResult, FullDocumentDiagnosticReport,
    RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport,
};

use crate::server::diagnostics;
use crate::server::revision::Revision;

/// Reports the diagnostics, or that they are unchanged since the editor's last result.
pub fn report(revision: &Revision, known: Option<&str>) -> DocumentDiagnosticReportResult {
    let found = diagnostics::of(revision);
    let id = diagnostics::result_id(found);
    if known == Some(&id) {
        let unchanged_document_diagnostic_report = UnchangedDocumentDiagnosticReport { result_id: id };
        let report =
            RelatedUnchangedDocumentDiagnosticReport { related_documents: None, unchanged_document_diagnostic_report };
        return DocumentDiagnosticReport::from(report).into();
    }
    full(FullDocumentDiagnosticReport { result_id: Some(id), items: found.to_vec() })
}

/// There is nothing to be said of a draft that is not open.
pub fn nothing() -> DocumentDiagnosticReportResult {
    full(FullDocumentDiagnosticReport::default())
}

fn full(full_document_diagnostic_report: FullDocumentDiagnosticReport) -> DocumentDiagnosticReportResult {
    let report = RelatedFullDocumentDiagnosticReport { related_documents: None, full_document_diagnostic_report };
    DocumentDiagnosticReport::from(report).into()
}
