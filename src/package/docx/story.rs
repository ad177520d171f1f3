//! Runs of blocks within each other: the body, a cell, a text box, a note.

use crate::package::blocks::Block;
use crate::package::fields::Fields;
use crate::package::traced::{Origin, Traced};

/// A run of blocks while it is read.
#[derive(Debug, Default)]
pub(super) struct Story {
    pub(super) blocks: Vec<Block>,
    /// The paragraph that is being read.
    pub(super) paragraph: Option<Paragraph>,
    /// Text of paragraphs whose ends nobody sees: the next goes on with it.
    pub(super) begun: Traced,
    /// Beginning of its first paragraph.
    pub(super) place: Traced,
    fields: Fields,
}

/// A paragraph while it is read.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub(super) text: Traced,
    /// The tag that it begins with.
    pub(super) tag: Option<Origin>,
    pub(super) style: Option<String>,
    pub(super) list: Option<usize>,
    pub(super) level: Option<usize>,
    /// True if text of its style is hidden.
    pub(super) hidden_by_style: bool,
    /// True if its end is hidden, where that is said.
    pub(super) end_hidden: Option<bool>,
    /// True if a change took its end away.
    pub(super) end_removed: bool,
    /// Text boxes anchored in it.
    pub(super) boxes: Vec<Block>,
}

impl Paragraph {
    /// Returns whether the next paragraph goes on with it.
    pub(super) fn is_open(&self) -> bool {
        self.end_removed || self.end_hidden.unwrap_or(self.hidden_by_style)
    }
}

impl Story {
    /// Follows the marks of a field: its code is not seen, its result is.
    pub(super) fn mark_field(&mut self, mark: &str) {
        match mark {
            "begin" => self.fields.begin(),
            "separate" => self.fields.reach_result(),
            "end" => self.fields.end(),
            _ => {}
        }
    }

    /// Returns whether text that comes now is seen as far as fields go.
    pub(super) fn is_shown(&self) -> bool {
        self.fields.is_shown()
    }

    /// Ends the paragraph that was begun.
    pub(super) fn close(&mut self) {
        let text = std::mem::take(&mut self.begun);
        self.blocks.extend(Block::paragraph(text));
    }

    /// Returns what was read.
    pub(super) fn finish(mut self) -> (Vec<Block>, Traced) {
        self.close();
        (self.blocks, self.place)
    }
}
