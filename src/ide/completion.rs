//! What may be written next: missing headings, tables, rows, the standard sentences, computed sums.

use super::Snapshot;
use crate::edit::Edit;

/// Characters after which an editor should ask, besides letters.
pub const TRIGGERS: [&str; 5] = ["#", "|", "、", "（", "第"];

/// What an offer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompletionKind {
    /// A heading, alone or with what stands below it.
    Section,
    /// A table or a part of one.
    Table,
    /// A row, or its label.
    Row,
    /// A sentence or the title.
    Sentence,
    /// A figure.
    Figure,
}

/// Something to be written. Its texts hold tabs and line ends that mean something: they are to be inserted as they are.
#[derive(Clone, Debug)]
pub struct Completion {
    /// What the list shows.
    pub label: String,
    /// What the list shows beside it; may be empty.
    pub detail: String,
    /// What it is.
    pub kind: CompletionKind,
    /// What an editor compares with the replaced text: the words, and the initials of their pinyin.
    pub filter: String,
    /// Puts offers in order.
    pub sort: String,
    /// What is replaced, and by what.
    pub edit: Edit,
    /// The same text with places to be filled in, `$1`, `${2:…}`, `$0`; `$`, `}` and `\` that are text have a `\` before
    /// them. `None` where there is nothing to be filled in.
    pub snippet: Option<String>,
    /// Names it for [`documentation`].
    pub subject: String,
}

/// Offers at a place.
#[derive(Clone, Debug, Default)]
pub struct Completions {
    /// The offers, the best first.
    pub items: Vec<Completion>,
    /// Whether another character may bring up others.
    pub incomplete: bool,
}

/// What may be written at an offset.
pub fn complete(_snapshot: &Snapshot, _offset: usize) -> Completions {
    Completions::default()
}

/// What an offer is about, Markdown; `None` where nothing of that name is known.
pub fn documentation(_snapshot: &Snapshot, _subject: &str) -> Option<String> {
    None
}
