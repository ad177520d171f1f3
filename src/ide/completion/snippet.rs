//! Texts with places to be filled in, in the syntax that editors share.

use super::offer::Body;
use crate::dialect::{Form, Grid, write};

/// Stands in a text where something is to be filled in; no draft has it.
pub const HOLE: char = '\u{E000}';

/// A grid with holes in a form, each row seen as one even while its outer cells are blank.
pub fn drawn(grid: &Grid, form: Form) -> String {
    let text = write(grid, form);
    if form != Form::Pipes {
        return text;
    }
    let led = |line: &str| if line.starts_with(HOLE) { format!("| {line}") } else { line.to_owned() };
    let closed = |line: String| if line.ends_with(HOLE) { line + " |" } else { line };
    text.lines().map(|line| closed(led(line))).collect::<Vec<_>>().join("\n")
}

/// A text with holes: plain without them, and with a place to stop at for each.
pub fn with_holes(text: &str) -> Body {
    if !text.contains(HOLE) {
        return Body::plain(text);
    }
    let mut snippet = String::with_capacity(text.len() * 2);
    let mut stops = 0;
    for character in text.chars() {
        match character {
            HOLE => {
                stops += 1;
                snippet.push_str(&format!("${{{stops}}}"));
            }
            '$' | '}' | '\\' => snippet.extend(['\\', character]),
            _ => snippet.push(character),
        }
    }
    snippet.push_str("$0");
    Body { text: text.replace(HOLE, ""), snippet: Some(snippet) }
}

/// Replacement of a `{name}` in a standard sentence.
pub struct Blank<'b> {
    /// The name.
    pub name: &'b str,
    /// Its value, if known.
    pub value: Option<String>,
    /// Prompt that an editor shows in its place until it is filled in.
    pub prompt: &'b str,
}

/// A sentence whose blanks are known or to be filled in. The same blank is filled in once.
pub fn filled(template: &str, blanks: &[Blank]) -> Body {
    let (mut text, mut snippet) = (template.to_owned(), template.replace('$', "\\$"));
    let mut open = 0;
    for blank in blanks {
        let hole = format!("{{{}}}", blank.name);
        if !template.contains(&hole) {
            continue;
        }
        text = text.replace(&hole, blank.value.as_deref().unwrap_or(""));
        if let Some(value) = &blank.value {
            snippet = snippet.replace(&hole, value);
        } else {
            open += 1;
            snippet = snippet.replace(&hole, &format!("${{{open}:{}}}", blank.prompt));
        }
    }
    Body { text, snippet: (open > 0).then(|| snippet + "$0") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_become_stops_and_signs_of_the_syntax_stay_text() {
        let body = with_holes("| $1} | \u{E000} |\u{E000}");
        assert_eq!(body.text, "| $1} |  |");
        assert_eq!(body.snippet.unwrap(), "| \\$1\\} | ${1} |${2}$0");
        assert!(with_holes("一").snippet.is_none());
    }

    #[test]
    fn a_known_year_is_written_and_an_unknown_one_asked_for() {
        let blank = |name, value| Blank { name, value, prompt: "？" };
        let known = filled("自{year}年起至{year}年止", &[blank("year", Some("2021".to_owned()))]);
        assert_eq!((known.text.as_str(), known.snippet), ("自2021年起至2021年止", None));
        let asked = filled("{org}{year}年", &[blank("org", None), blank("year", None)]);
        assert_eq!((asked.text.as_str(), asked.snippet.as_deref()), ("年", Some("${1:？}${2:？}年$0")));
    }
}
