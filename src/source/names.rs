//! Tells from the name of a file whether it is a draft, and of which kind.

use std::ffi::OsStr;
use std::path::Path;

use crate::dialect::Kind;

/// Extensions of drafts that are text, with the kind of each.
const TEXTS: [(&str, Kind); 6] = [
    ("md", Kind::Markdown),
    ("markdown", Kind::Markdown),
    ("txt", Kind::Text),
    ("text", Kind::Text),
    ("html", Kind::Html),
    ("htm", Kind::Html),
];

/// Extensions of drafts that text is drawn out of.
const PACKAGES: [&str; 13] =
    ["docx", "docm", "dotx", "dotm", "doc", "dot", "wps", "wpt", "pdf", "ofd", "odt", "ott", "fodt"];

/// Extensions of files that hold texts and cannot be read: what they hold may be a report.
const UNREAD: [&str; 3] = ["rtf", "uof", "uot"];

/// Extensions of spreadsheets: they are something else than reports as a rule.
const SHEETS: [&str; 3] = ["xlsx", "xls", "et"];

/// The extension of files that are drafts if they hold the text of a word processor.
const XML: &str = "xml";

/// Returns whether the name is that of a file that text is drawn out of: an editor has no text of it to mark.
pub fn is_package(path: &Path) -> bool {
    has_extension(path, &PACKAGES) || is_xml(path)
}

fn has_extension(path: &Path, known: &[&str]) -> bool {
    let extension = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    known.iter().any(|known| extension.eq_ignore_ascii_case(known))
}

/// The kind a file name says; anything unknown is plain text.
pub fn kind(path: &Path) -> Kind {
    known(path).unwrap_or(Kind::Text)
}

/// The kind that a file name says, if it says one.
pub fn known(path: &Path) -> Option<Kind> {
    let extension = path.extension()?.to_str()?;
    let text = TEXTS.iter().find(|(known, _)| extension.eq_ignore_ascii_case(known)).map(|(_, kind)| *kind);
    text.or_else(|| has_extension(path, &PACKAGES).then_some(Kind::Text))
}

/// Returns whether the name is that of a draft.
pub fn is_draft(path: &Path) -> bool {
    known(path).is_some()
}

/// Returns whether the name is that of a spreadsheet.
pub fn is_sheet(path: &Path) -> bool {
    has_extension(path, &SHEETS)
}

/// Returns whether the name is that of a file in which a report may stand, whether that can be read or not.
pub fn may_be_draft(path: &Path) -> bool {
    is_draft(path) || is_sheet(path) || has_extension(path, &UNREAD)
}

/// Returns whether the name is that of XML, of a word processor or not.
pub fn is_xml(path: &Path) -> bool {
    has_extension(path, &[XML])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extension_says_the_kind_whatever_its_case() {
        assert_eq!(kind(Path::new("a.MD")), Kind::Markdown);
        assert_eq!(kind(Path::new("a.Htm")), Kind::Html);
        assert_eq!(kind(Path::new("年报")), Kind::Text);
        assert_eq!(kind(Path::new("a.DOCX")), Kind::Text);
        assert!(is_package(Path::new("a.Wps")) && !is_package(Path::new("a.txt")));
    }
}
