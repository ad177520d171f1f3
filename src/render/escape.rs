//! One encoder for each place that text goes to: drafts and their names are chosen by others, and must act on none of them.

use std::borrow::Cow;
use std::path::Path;

use crate::number;

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

/// Lines for a terminal or the log of a build server, which obeys lines that begin with a word between colons, as in
/// `::error::`, and the words behind `##[` or `##vso[`.
pub fn log_lines(text: &str) -> Cow<'_, str> {
    const MARKS: [(&str, &str); 2] = [("##[", "#\\u{23}["), ("##vso[", "#\\u{23}vso[")];
    let obeyed = |line: &str| line.trim_start().strip_prefix("::").is_some_and(|rest| rest.contains("::"));
    if !text.split('\n').any(obeyed) && !MARKS.iter().any(|(mark, _)| text.contains(mark)) {
        return Cow::Borrowed(text);
    }
    let lines =
        text.split('\n').map(|line| if obeyed(line) { line.replacen("::", "\\u{3a}:", 1) } else { line.to_owned() });
    let text = lines.collect::<Vec<_>>().join("\n");
    Cow::Owned(MARKS.iter().fold(text, |text, (mark, harmless)| text.replace(mark, harmless)))
}

/// The text of a command to GitHub.
pub fn github_data(text: &str) -> String {
    visible_lines(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a command to GitHub.
pub fn github_property(text: &str) -> String {
    github_data(text).replace(':', "%3A").replace(',', "%2C")
}

/// Text of a page.
pub fn html(text: &str) -> Cow<'_, str> {
    let text = visible_lines(text);
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return text;
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(character),
        }
    }
    escaped.into()
}

/// Text as XML 1.0 can hold it: what it cannot is made visible.
pub fn xml(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in visible(text).chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' => escaped.push_str("&#9;"),
            '\u{FFFE}' | '\u{FFFF}' => escaped.extend(character.escape_unicode()),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// A field of CSV on one line, in quotes where it needs them. A text that a spreadsheet would take for a formula begins with an
/// apostrophe; figures stay what they are.
pub fn csv(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t']) && number::parse(text).is_none();
    let text = visible(text);
    let text = if formula { format!("'{text}") } else { text.into_owned() };
    // A line that begins with colons is a command in the log of a build server.
    let quoted = text.contains([',', '"']) || text.trim_start().starts_with("::");
    if quoted { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn escapes_and_overrides_become_visible() {
        assert_eq!(visible("一\u{1b}[31m\u{202e}二\t三\n"), "一\\u{1b}[31m\\u{202e}二\t三\\u{a}");
        assert_eq!(visible_lines("一\r\n\u{9b}"), "一\r\n\\u{9b}");
        assert!(matches!(visible("一二"), Cow::Borrowed(_)));
    }

    #[test]
    fn build_servers_obey_no_line_of_a_draft() {
        assert_eq!(log_lines("a\n ::error::b\nc ::d"), "a\n \\u{3a}:error::b\nc ::d");
        assert_eq!(log_lines("a ##[error]b ##vso[task]"), "a #\\u{23}[error]b #\\u{23}vso[task]");
        assert!(matches!(log_lines("# 一\n## 二\n  :::"), Cow::Borrowed(_)));
    }

    #[test]
    fn what_would_end_a_command_is_escaped() {
        assert_eq!(github_data("50%\r\n: ,"), "50%25%0D%0A: ,");
        assert_eq!(github_property("a:b,c%\n"), "a%3Ab%2Cc%25%0A");
    }

    #[test]
    fn nothing_of_a_draft_is_markup_and_nothing_breaks_the_file() {
        assert_eq!(xml("<a b=\"&\">\u{1b}\u{0}\u{ffff}\t"), "&lt;a b=&quot;&amp;&quot;&gt;\\u{1b}\\u{0}\\u{ffff}&#9;");
    }

    #[test]
    fn fields_are_quoted_where_they_need_it() {
        assert_eq!(csv("清河镇"), "清河镇");
        assert_eq!(csv("a,\"b\".md"), "\"a,\"\"b\"\".md\"");
        assert_eq!(csv("::error::a.md"), "\"::error::a.md\"");
    }

    #[test]
    fn a_text_never_begins_as_a_formula_does_and_a_figure_stays() {
        for text in ["=1+1", "+1+1", "-1+1", "@a", "\ta"] {
            assert_eq!(csv(text), format!("'{text}"));
        }
        assert_eq!(csv("\n=1,2"), "\"\\u{a}=1,2\"");
        assert_eq!(csv("-3"), "-3");
    }

    /// Returns whether a terminal would act on it.
    fn acts_on_terminals(text: &str) -> bool {
        text.contains(['\u{0}', '\u{1b}', '\u{9b}', '\u{202e}'])
    }

    proptest! {
        #[test]
        fn a_hostile_text_acts_nowhere(
            text in "[a长 :#\\[\\]%=+@<>&\"',|!\u{202e}\u{1b}\u{9b}\u{0}\u{ffff}\r\n\t-]{0,60}",
        ) {
            let shown = visible(&text);
            let logged = log_lines(&shown);
            prop_assert!(!acts_on_terminals(&logged) && !logged.contains(['\r', '\n']), "{logged:?}");
            let commands = logged.trim_start().strip_prefix("::").is_some_and(|rest| rest.contains("::"));
            prop_assert!(!commands && !logged.contains("##["), "{logged:?}");
            let command = github_property(&text);
            prop_assert!(!acts_on_terminals(&command) && !command.contains(['\r', '\n', ':', ',']), "{command:?}");
            prop_assert!(!github_data(&text).contains(['\r', '\n']));
            for marked in [html(&text).into_owned(), xml(&text)] {
                prop_assert!(!acts_on_terminals(&marked) && !marked.contains(['<', '>', '"']), "{marked:?}");
            }
            let impossible = xml(&text).contains('\u{ffff}');
            prop_assert!(!impossible);
            let mut reader = csv_reader(&text);
            let read = reader.records().next().map(|record| record.unwrap()[0].to_owned()).unwrap_or_default();
            prop_assert!(!read.starts_with(['=', '+', '@', '\t', '\r']), "{read:?}");
            prop_assert_eq!(read.trim_start_matches('\''), shown.trim_start_matches('\''));
        }
    }

    /// The field as whoever opens the file reads it.
    fn csv_reader(text: &str) -> ::csv::Reader<std::io::Cursor<String>> {
        ::csv::ReaderBuilder::new().has_headers(false).from_reader(std::io::Cursor::new(csv(text) + ",b\r\n"))
    }
}
