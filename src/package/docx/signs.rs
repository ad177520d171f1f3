//! Elements that are a sign each, and those that nobody sees.

use quick_xml::events::BytesStart;

use crate::package::xml::attribute;

/// Elements nobody sees the content of: what a change took away, the code of a field, reading aids, older properties, heads
/// and feet of pages.
pub(super) const UNSEEN: [&str; 16] = [
    "del",
    "moveFrom",
    "instrText",
    "delText",
    "delInstrText",
    "rt",
    "sdtPr",
    "rPrChange",
    "pPrChange",
    "tblPrChange",
    "tcPrChange",
    "trPrChange",
    "sectPrChange",
    "tblGridChange",
    "hdr",
    "ftr",
];

/// Returns the sign that an element of a run is.
pub(in crate::package) fn of(name: &str, element: &BytesStart) -> Option<char> {
    match name {
        "tab" | "ptab" => Some('\t'),
        "br" | "cr" => Some('\n'),
        "noBreakHyphen" => Some('-'),
        "sym" => {
            let code = u32::from_str_radix(&attribute(element, "char")?, 16).ok()?;
            // Private characters mean something in one font only.
            Some(code).filter(|code| !(0xE000..0xF900).contains(code)).and_then(char::from_u32)
        }
        _ => None,
    }
}
