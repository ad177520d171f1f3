//! Makes visible what would otherwise act on the terminal: control and bidirectional characters.

use std::borrow::Cow;
use std::path::Path;

/// The text with every character that is not to reach a terminal written as `\u{…}`; tabs stay.
pub fn visible(text: &str) -> Cow<'_, str> {
    visible_except(text, &['\t'])
}

/// The same for several lines: line ends stay too.
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    visible_except(text, &['\t', '\n', '\r'])
}

/// The path as it is shown.
pub fn visible_path(path: &Path) -> String {
    visible_except(&path.to_string_lossy(), &[]).into_owned()
}

fn visible_except<'t>(text: &'t str, kept: &[char]) -> Cow<'t, str> {
    if !text.chars().any(|character| acts(character) && !kept.contains(&character)) {
        return Cow::Borrowed(text);
    }
    let mut result = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match acts(character) && !kept.contains(&character) {
            true => result.extend(character.escape_unicode()),
            false => result.push(character),
        }
    }
    Cow::Owned(result)
}

/// Control characters, line separators, and what turns the direction of writing.
fn acts(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_overrides_become_visible() {
        assert_eq!(visible("一\u{1b}[31m\u{202e}二\t三\n"), "一\\u{1b}[31m\\u{202e}二\t三\\u{a}");
        assert_eq!(visible_lines("一\r\n\u{9b}"), "一\r\n\\u{9b}");
        assert!(matches!(visible("一二"), Cow::Borrowed(_)));
    }
}
