//! Text of a draft within Markdown.

/// Writes a text so that it stands in Markdown as it is: no image is fetched and no link, address or tag comes alive, whoever
/// wrote the draft.
pub fn literal(text: &str) -> String {
    let mut literal = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            // A backslash before any of them makes it text, also within an address.
            character if character.is_ascii_punctuation() => literal.extend(['\\', character]),
            character if character.is_control() => literal.push(' '),
            character => literal.push(character),
        }
    }
    literal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_draft_comes_alive() {
        assert_eq!(literal("清河镇（乙）人民政府"), "清河镇（乙）人民政府");
        assert_eq!(literal("![a](http://b)"), "\\!\\[a\\]\\(http\\:\\/\\/b\\)");
        assert_eq!(literal("<img>\nwww.a.b"), "\\<img\\> www\\.a\\.b");
    }
}
