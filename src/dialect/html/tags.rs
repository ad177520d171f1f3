//! Effect of each HTML element on the lines of a page, as data.

use crate::text::Span;

/// A start tag.
#[derive(Clone, Copy, Debug)]
pub(super) struct StartTag {
    /// The element it starts; `None` for inline elements.
    pub(super) element: Option<Element>,
    /// The tag.
    pub(super) span: Span,
    /// `colspan`, in bounds.
    pub(super) columns: Option<u16>,
    /// `rowspan`, in bounds.
    pub(super) rows: Option<u16>,
}

/// Effect of an element on the lines of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// `<table>`.
    Table,
    /// `<thead>`, `<tbody>`, `<tfoot>`.
    Group,
    /// `<tr>`.
    Row,
    /// `<td>`.
    Data,
    /// `<th>`.
    Header,
    /// Its content is a heading.
    Heading,
    /// `<p>`: any block ends it, with or without its end tag.
    Paragraph,
    /// Begins and ends lines; stands for its line where it holds one only.
    Block,
    /// Begins and ends lines; nothing is to be inserted before or after it.
    Frame,
    /// `<br>`.
    Break,
    /// Line ends inside it are line ends.
    Preformatted,
    /// Its content is no text of the page, and no tags are read in it.
    Raw,
    /// Its content is no part of the page.
    Template,
    /// Has no content and no end tag.
    Void,
}

/// All elements that are not merely inline, ordered by name.
const ELEMENTS: [(&str, Role); 79] = [
    ("address", Role::Block),
    ("area", Role::Void),
    ("article", Role::Block),
    ("aside", Role::Block),
    ("base", Role::Void),
    ("blockquote", Role::Block),
    ("body", Role::Frame),
    ("br", Role::Break),
    ("caption", Role::Frame),
    ("center", Role::Block),
    ("col", Role::Void),
    ("colgroup", Role::Frame),
    ("dd", Role::Block),
    ("details", Role::Block),
    ("dialog", Role::Block),
    ("dir", Role::Frame),
    ("div", Role::Block),
    ("dl", Role::Frame),
    ("dt", Role::Block),
    ("embed", Role::Void),
    ("fieldset", Role::Block),
    ("figcaption", Role::Block),
    ("figure", Role::Block),
    ("footer", Role::Block),
    ("form", Role::Block),
    ("h1", Role::Heading),
    ("h2", Role::Heading),
    ("h3", Role::Heading),
    ("h4", Role::Heading),
    ("h5", Role::Heading),
    ("h6", Role::Heading),
    ("head", Role::Frame),
    ("header", Role::Block),
    ("hgroup", Role::Block),
    ("hr", Role::Frame),
    ("html", Role::Frame),
    ("iframe", Role::Raw),
    ("img", Role::Void),
    ("input", Role::Void),
    ("legend", Role::Block),
    ("li", Role::Block),
    ("link", Role::Void),
    ("listing", Role::Preformatted),
    ("main", Role::Block),
    ("menu", Role::Frame),
    ("meta", Role::Void),
    ("nav", Role::Block),
    ("noembed", Role::Raw),
    ("noframe", Role::Raw),
    ("noframes", Role::Template),
    ("noscript", Role::Raw),
    ("ol", Role::Frame),
    ("optgroup", Role::Frame),
    ("option", Role::Frame),
    ("p", Role::Paragraph),
    ("param", Role::Void),
    ("pre", Role::Preformatted),
    ("script", Role::Raw),
    ("search", Role::Block),
    ("section", Role::Block),
    ("select", Role::Frame),
    ("source", Role::Void),
    ("style", Role::Raw),
    ("summary", Role::Block),
    ("table", Role::Table),
    ("tbody", Role::Group),
    ("td", Role::Data),
    ("template", Role::Template),
    ("textarea", Role::Raw),
    ("tfoot", Role::Group),
    ("th", Role::Header),
    ("thead", Role::Group),
    ("title", Role::Raw),
    ("tr", Role::Row),
    ("track", Role::Void),
    ("ul", Role::Frame),
    ("video", Role::Frame),
    ("wbr", Role::Void),
    ("xmp", Role::Raw),
];

/// An element by its place in the list; inline elements have none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Element(u8);

impl Element {
    /// The element of a lower-case name; `None` for inline and unknown ones.
    pub(super) fn named(name: &[u8]) -> Option<Element> {
        let index = ELEMENTS.binary_search_by(|(known, _)| known.as_bytes().cmp(name)).ok()?;
        u8::try_from(index).ok().map(Element)
    }

    /// Returns its effect on the lines of a page.
    pub(super) fn role(self) -> Role {
        ELEMENTS[usize::from(self.0)].1
    }
}

impl Role {
    /// Returns whether it can stand for a line that is all its content.
    pub(super) fn stands_for_line(self) -> bool {
        matches!(self, Role::Heading | Role::Paragraph | Role::Block | Role::Preformatted)
    }

    /// Returns whether it is an element of tables.
    pub(super) fn is_of_table(self) -> bool {
        matches!(self, Role::Table | Role::Group | Role::Row | Role::Data | Role::Header)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_ordered_so_that_each_is_found() {
        assert!(ELEMENTS.is_sorted_by_key(|(name, _)| name));
        assert!(ELEMENTS.iter().all(|(name, role)| Element::named(name.as_bytes()).map(Element::role) == Some(*role)));
        assert_eq!(Element::named(b"span"), None);
    }
}
