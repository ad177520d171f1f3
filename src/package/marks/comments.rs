//! The part of the comments, and what names it in the package.

use super::AUTHOR;
use super::root::{Root, TRANSITIONAL};
use crate::package::Fault;
use crate::package::xml::{Step, attribute, escaped, walk};

/// First line of a part.
pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
/// Relations of a part that has none.
pub(super) const NO_RELATIONS: &str =
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>";
/// The kind of the relation, and in the strict variant.
const RELATION: [&str; 2] = [
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments",
    "http://purl.oclc.org/ooxml/officeDocument/relationships/comments",
];
/// The type of the part.
const TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
/// The type of the text.
const MAIN: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
/// Size of a comment's characters in half points, whatever those of the text have.
const SIZE: u8 = 18;
/// Initials of the author, which stand in the margin.
const INITIALS: &str = "gai";

/// The part of the comments while it is written.
pub(super) struct Paper<'p> {
    root: Root,
    /// The part as it was; empty where there was none.
    old: &'p str,
    /// The highest number that a comment has.
    pub(super) highest: u32,
    added: String,
}

impl<'p> Paper<'p> {
    /// Begins with the comments that there are, or as the text of that root does where there are none.
    pub(super) fn new(text: &Root, old: Option<&'p str>) -> Result<Paper<'p>, Fault> {
        let Some(old) = old else {
            let namespace = if text.namespace.is_empty() { TRANSITIONAL.to_owned() } else { text.namespace.clone() };
            return Ok(Paper { root: Root::fresh(namespace), old: "", highest: 0, added: String::new() });
        };
        let mut highest = 0;
        walk(old, &mut |step, _| {
            if let Step::Open(element) = step
                && let Some(number) = attribute(element, "id").and_then(|id| id.trim().parse().ok())
            {
                highest = highest.max(number);
            }
            Ok(())
        })?;
        Ok(Paper { root: Root::of(old)?, old, highest, added: String::new() })
    }

    /// Adds a comment of these paragraphs.
    pub(super) fn add(&mut self, number: u32, words: &[String]) {
        let bare = self.root.prefix.is_empty();
        let w = if bare { "w:" } else { &self.root.prefix };
        let xmlns = if bare { format!(" xmlns:w=\"{}\"", escaped(&self.root.namespace)) } else { String::new() };
        let paragraph = |words: &String| {
            let plain = format!(
                "<{w}pPr><{w}spacing {w}line=\"240\" {w}lineRule=\"auto\"/><{w}ind {w}firstLine=\"0\"/></{w}pPr>"
            );
            let looks = format!("<{w}rPr><{w}sz {w}val=\"{SIZE}\"/></{w}rPr>");
            format!("<{w}p>{plain}<{w}r>{looks}<{w}t xml:space=\"preserve\">{}</{w}t></{w}r></{w}p>", escaped(words))
        };
        let words: String = words.iter().map(paragraph).collect();
        self.added += &format!(
            "<{w}comment{xmlns} {w}id=\"{number}\" {w}author=\"{AUTHOR}\" {w}initials=\"{INITIALS}\">{words}</{w}comment>"
        );
    }

    /// The part with all comments.
    pub(super) fn finish(self) -> String {
        if !self.old.is_empty() {
            return self.root.with_last(self.old, &self.added);
        }
        let namespace = escaped(&self.root.namespace);
        format!("{DECLARATION}\n<w:comments xmlns:w=\"{namespace}\">{}</w:comments>", self.added)
    }
}

/// The relations of the text with one more, to the part of the comments.
pub(super) fn with_relation(relations: &str, target: &str, text: &Root) -> Result<String, Fault> {
    let root = Root::of(relations)?;
    let kind = RELATION[usize::from(text.is_strict())];
    let prefix = &root.prefix;
    let element = format!("<{prefix}Relationship Id=\"rIdGaireport\" Type=\"{kind}\" Target=\"{target}\"/>");
    Ok(root.with_last(relations, &element))
}

/// The list of types of a package that has none, whose text is that part.
pub(super) fn types(main: &str) -> String {
    format!(
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" \
         ContentType=\"application/xml\"/><Override PartName=\"/{main}\" ContentType=\"{MAIN}\"/></Types>"
    )
}

/// The list of types with one more, of the part of the comments.
pub(super) fn with_type(types: &str, place: &str) -> Result<String, Fault> {
    let root = Root::of(types)?;
    let prefix = &root.prefix;
    let element = format!("<{prefix}Override PartName=\"/{place}\" ContentType=\"{TYPE}\"/>");
    Ok(root.with_last(types, &element))
}
