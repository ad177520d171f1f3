//! A unified diff of what fixes would change.

use std::time::Duration;

use similar::TextDiff;

/// Texts that are all different would take long to compare exactly.
const PATIENCE: Duration = Duration::from_secs(1);

/// The change of the file at `path` as a unified diff; empty where there is none.
pub fn unified(path: &str, before: &str, after: &str) -> String {
    if before == after {
        return String::new();
    }
    let diff = TextDiff::configure().timeout(PATIENCE).diff_lines(before, after);
    diff.unified_diff().context_radius(2).header(path, path).to_string()
}
