//! What is written into one report after the fashion of the whole text that it stands in.

use super::form_for;
use super::render::is_loose;
use crate::dialect::{Document, Form, Kind};
use crate::text::LineEnd;

/// The ways of a text that composition looks at. Where they are the same, the same is written into a report that is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manner {
    /// The form of tables that are inserted.
    form: Form,
    /// Whether blank lines stand between paragraphs.
    loose: bool,
    /// How a line ends.
    line_end: LineEnd,
}

impl Manner {
    /// The ways of a text.
    pub fn of(source: &str, document: &Document, kind: Kind) -> Manner {
        Manner { form: form_for(document, kind), loose: is_loose(document, kind), line_end: LineEnd::of(source) }
    }
}
