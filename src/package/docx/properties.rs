//! Properties of runs, paragraphs, rows and cells, as far as they say what is seen.

use quick_xml::events::BytesStart;

use super::story::Paragraph;
use super::styles::Styles;
use super::{is_on, number, raises};
use crate::package::table::{Cell, Row};
use crate::package::xml::attribute;

/// Properties of the run that is being read.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Run {
    /// True if it is hidden, where that is said of it alone.
    pub(super) hidden: Option<bool>,
    /// True if text of its style is hidden.
    pub(super) hidden_by_style: bool,
    /// True if it stands higher or lower, where that is said of it alone.
    pub(super) raised: Option<bool>,
    /// True if text of its style does.
    pub(super) raised_by_style: bool,
}

/// Takes a property of a run.
pub(super) fn take_run(run: &mut Run, name: &str, element: &BytesStart, styles: &Styles) {
    match name {
        "vanish" => run.hidden = Some(is_on(element)),
        "vertAlign" => run.raised = Some(raises(element)),
        "rStyle" => {
            let style = attribute(element, "val").unwrap_or_default();
            (run.hidden_by_style, run.raised_by_style) = (styles.hides(&style), styles.raises(&style));
        }
        _ => {}
    }
}

/// Takes a property of the mark that ends a paragraph.
pub(super) fn take_end(paragraph: &mut Paragraph, name: &str, element: &BytesStart) {
    match name {
        "vanish" => paragraph.end_hidden = Some(is_on(element)),
        _ => paragraph.end_removed |= removes(name, element),
    }
}

/// Takes a property of a paragraph.
pub(super) fn take_paragraph(paragraph: &mut Paragraph, name: &str, element: &BytesStart, styles: &Styles) {
    match name {
        "pStyle" => {
            paragraph.style = attribute(element, "val");
            paragraph.hidden_by_style = paragraph.style.as_deref().is_some_and(|id| styles.hides(id));
        }
        "numId" | "ilfo" => paragraph.list = number(element),
        "ilvl" => paragraph.level = number(element),
        _ => {}
    }
}

/// Takes a property of a row.
pub(super) fn take_row(row: &mut Row, name: &str, element: &BytesStart) {
    match name {
        "gridBefore" => row.before = number(element).unwrap_or(0),
        "gridAfter" => row.after = number(element).unwrap_or(0),
        "hidden" => row.unseen |= is_on(element),
        _ => row.unseen |= removes(name, element),
    }
}

/// Takes a property of a cell.
pub(super) fn take_cell(cell: &mut Cell, name: &str, element: &BytesStart) {
    match name {
        "gridSpan" => cell.columns = number(element).unwrap_or(1),
        "vMerge" | "hMerge" | "vmerge" | "hmerge" => {
            cell.continues |= attribute(element, "val").as_deref() != Some("restart");
        }
        "cellDel" => cell.unseen = true,
        _ => {}
    }
}

/// Returns whether the element says that a change takes away what it is a property of.
fn removes(name: &str, element: &BytesStart) -> bool {
    let deletes = || attribute(element, "type").is_some_and(|kind| kind.ends_with("Deletion"));
    matches!(name, "del" | "moveFrom") || (name == "annotation" && deletes())
}
