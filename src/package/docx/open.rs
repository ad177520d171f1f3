//! Elements that are open, with what is asked of those around them: nothing is looked for among them again and again.

/// Kind of an open element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Other,
    Unseen,
    Paragraph,
    Run,
    Text,
    /// Properties of a paragraph, of a run, of a row, of a cell.
    ParagraphProperties,
    RunProperties,
    RowProperties,
    CellProperties,
    Table,
    Cell,
    TextBox,
    Note,
    /// Forms of the same content, with whether one of them was taken.
    Choices(bool),
}

/// An element that is open.
#[derive(Clone, Copy, Debug)]
pub(super) struct Open {
    pub(super) kind: Kind,
    /// The properties that it is one of.
    pub(super) properties: Option<Kind>,
    /// True if they are those of the mark that ends a paragraph.
    pub(super) of_mark: bool,
    pub(super) in_run: bool,
    pub(super) in_table: bool,
}

impl Open {
    /// Root that holds all elements.
    pub(super) const NOTHING: Open =
        Open { kind: Kind::Other, properties: None, of_mark: false, in_run: false, in_table: false };

    /// Returns an element of this kind within this one.
    pub(super) fn within(self, kind: Kind) -> Open {
        let (properties, of_mark) = match (kind, self.properties) {
            (Kind::ParagraphProperties | Kind::RowProperties | Kind::CellProperties, _) => (Some(kind), false),
            (Kind::RunProperties, Some(Kind::ParagraphProperties)) => (self.properties, true),
            (Kind::RunProperties, _) => (Some(kind), false),
            (Kind::Paragraph | Kind::Run | Kind::Cell | Kind::Table | Kind::TextBox | Kind::Note, _) => (None, false),
            _ => (self.properties, self.of_mark),
        };
        let in_run = self.in_run || kind == Kind::Run;
        let in_table = self.in_table || kind == Kind::Table;
        Open { kind, properties, of_mark, in_run, in_table }
    }
}
