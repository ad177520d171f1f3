//! Fields of CSV as spreadsheets read them.

use crate::number;

/// A field, in quotes where it needs them. A text that a spreadsheet would take for a formula begins with an apostrophe;
/// figures stay what they are.
pub fn field(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']) && number::parse(text).is_none();
    let text = if formula { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_quoted_where_it_must_be() {
        assert_eq!(field("a,\"b\".md"), "\"a,\"\"b\"\".md\"");
        assert_eq!(field("清河镇"), "清河镇");
    }

    #[test]
    fn a_text_never_begins_as_a_formula_does_and_a_figure_stays() {
        for text in ["=1+1", "+1+1", "-1+1", "@a", "\ta"] {
            assert_eq!(field(text), format!("'{text}"));
        }
        assert_eq!(field("\r=1,2"), "\"'\r=1,2\"");
        assert_eq!(field("-3"), "-3");
    }
}
