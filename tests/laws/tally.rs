//! What was found in many drafts, counted and shown; and how a draft is analysed here.

use gaireport::analysis::{Analysis, Options};
use gaireport::lint::{Finding, Severity};

use crate::laws::dialects::Written;
use crate::strict::analyze;

/// How many drafts to make of a kind: `GAIREPORT_DRAFTS`, or else `usual`.
pub fn drafts(usual: usize) -> usize {
    std::env::var("GAIREPORT_DRAFTS").ok().and_then(|count| count.parse().ok()).unwrap_or(usual)
}

/// Analyses a draft with the options of its file.
pub fn analysis(written: &Written) -> Analysis {
    analyze(&written.text, &Options::new(written.kind))
}

/// Findings that ask for a change: errors and warnings.
pub fn grave(analysis: &Analysis) -> Vec<&Finding> {
    analysis.findings.iter().filter(|finding| finding.severity >= Severity::Warning).collect()
}

/// A finding in one line: rule, cell, figures, and the text it stands on.
pub fn shown(finding: &Finding, text: &str) -> String {
    let place: String = finding.span.of(text).chars().take(40).collect();
    let (cell, actual) = (finding.cell.as_deref().unwrap_or("-"), finding.actual.as_deref().unwrap_or("-"));
    let expected = finding.expected.as_deref().unwrap_or("-");
    format!(
        "{} {} at {}: {cell} {actual} → {expected} {place:?}",
        finding.rule.id,
        finding.severity.word(),
        finding.span.start
    )
}

/// Writes a draft that failed to a file, for a person to look at; returns its name.
pub fn keep(name: &str, text: &str) -> String {
    let folder = std::env::temp_dir().join("gaireport-laws");
    let path = folder.join(name);
    match std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&path, text)) {
        Ok(()) => path.display().to_string(),
        Err(error) => format!("not kept: {error}"),
    }
}
