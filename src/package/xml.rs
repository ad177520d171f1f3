//! XML of packages: walked without recursion, entities and outside references refused.

use std::borrow::Cow;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::Fault;
use crate::encoding::decode;
use crate::text::Span;

/// Elements inside each other; more are nobody's document.
const DEEPEST: usize = 512;

/// Event of a walk through XML.
pub(super) enum Step<'s, 'x> {
    /// The beginning of an element.
    Open(&'s BytesStart<'x>),
    /// The end of the innermost element.
    Close,
    /// Characters.
    Text(&'s str),
}

/// Goes through XML without recursion and without growing anything but what `visit` keeps. Each step comes with the bytes
/// that it was read from.
pub(super) fn walk(xml: &str, visit: &mut dyn FnMut(Step, Span) -> Result<(), Fault>) -> Result<(), Fault> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let (mut depth, mut start) = (0, 0);
    loop {
        let event = reader.read_event().map_err(|_| Fault::Malformed)?;
        let end = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let span = Span::new(start, end);
        start = end;
        match event {
            Event::Start(element) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(Fault::Nested);
                }
                visit(Step::Open(&element), span)?;
            }
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                visit(Step::Close, span)?;
            }
            Event::Text(text) => visit(Step::Text(&text.xml10_content()), span)?,
            Event::CData(text) => {
                // Its text stands between `<![CDATA[` and `]]>`.
                let inner = Span { start: span.start + 9, end: span.end.saturating_sub(3).max(span.start + 9) };
                visit(Step::Text(&text.xml10_content()), inner)?;
            }
            Event::GeneralRef(reference) => {
                let character = match reference.resolve_char_ref() {
                    Ok(Some(character)) => character,
                    Ok(None) => named(&reference.xml10_content()).ok_or(Fault::Declares)?,
                    Err(_) => return Err(Fault::Malformed),
                };
                visit(Step::Text(character.encode_utf8(&mut [0; 4])), span)?;
            }
            Event::DocType(_) => return Err(Fault::Declares),
            Event::Eof if depth > 0 => return Err(Fault::Malformed),
            Event::Eof => return Ok(()),
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

/// The entities that XML has of itself.
fn named(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}

/// The value of an attribute by its name without prefix.
pub(super) fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let mut attributes = attributes.with_checks(false).flatten();
    let found = attributes.find(|attribute| attribute.key.local_name().as_ref() == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

/// The value of an attribute by its whole name.
pub(super) fn attribute_named(element: &BytesStart, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let mut attributes = attributes.with_checks(false).flatten();
    let found = attributes.find(|attribute| attribute.key.as_ref() == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

/// Text as XML 1.0 can hold it, without what it cannot.
pub(crate) fn escaped(text: &str) -> String {
    let holds = |character: &char| !matches!(character, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}');
    let text: String = text.chars().filter(holds).collect();
    quick_xml::escape::escape(text.as_str()).into_owned()
}

/// Decodes the bytes of an XML file.
pub(super) fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, Fault> {
    decode(bytes).map(|(text, _)| text).map_err(|_| Fault::Malformed)
}
