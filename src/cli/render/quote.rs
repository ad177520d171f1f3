//! A line of a draft as it is quoted: cut around what matters, with nothing in it that acts on the terminal.

use std::ops::Range;

use crate::cli::escape::visible;

/// Lines of at most this many bytes are quoted whole.
const WHOLE: usize = 480;
/// Characters quoted on either side of a mark, and of a mark.
const AROUND: usize = 60;
const MARKED: usize = 120;

/// A quoted line with its marks.
#[derive(Debug, PartialEq, Eq)]
pub struct Quote {
    /// The text to print.
    pub text: String,
    /// Positions of the marks in it, in bytes; `None` for one that is cut off.
    pub marks: Vec<Option<Range<usize>>>,
}

/// Quotes a line around the first of the marks; all are bytes of the line.
pub fn quote(line: &str, marks: &[Range<usize>]) -> Quote {
    let first = marks.first().cloned().unwrap_or(0..0);
    let window = if line.len() <= WHOLE { 0..line.len() } else { window(line, &first) };
    let (before, after) = (cut(window.start > 0), cut(window.end < line.len()));
    let place = |offset: usize| before.len() + visible(&line[window.start..offset]).len();
    let place_mark = |mark: &Range<usize>| {
        let (start, end) = (mark.start.max(window.start), mark.end.min(window.end));
        let seen = mark.start < window.end && start <= end && line.get(start..end).is_some();
        seen.then(|| place(start)..place(end))
    };
    let marks = marks.iter().map(place_mark).collect();
    Quote { text: [before, &visible(&line[window]), after].concat(), marks }
}

fn cut(is_cut: bool) -> &'static str {
    if is_cut { "…" } else { "" }
}

/// The part of a long line that is quoted.
fn window(line: &str, mark: &Range<usize>) -> Range<usize> {
    let start = line[..mark.start].char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
    let length = line[mark.clone()].chars().take(MARKED).map(char::len_utf8).sum::<usize>();
    let rest = &line[mark.start + length..];
    let end = rest.char_indices().nth(AROUND).map_or(line.len(), |(at, _)| mark.start + length + at);
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_cut_around_the_mark() {
        let line = format!("{}错{}", "前".repeat(9000), "后".repeat(9000));
        let quote = quote(&line, &[27000..27003, 0..3]);
        assert_eq!(quote.text, format!("…{}错{}…", "前".repeat(60), "后".repeat(60)));
        assert_eq!(&quote.text[quote.marks[0].clone().unwrap()], "错");
        assert_eq!(quote.marks[1], None);
    }

    #[test]
    fn marks_stand_right_behind_escapes() {
        let quote = quote("一\u{202e}二", std::slice::from_ref(&(6..9)));
        assert_eq!((quote.text.as_str(), &quote.marks[..]), ("一\\u{202e}二", &[Some(11..14)][..]));
    }

    #[test]
    fn a_mark_of_a_whole_long_line_is_cut() {
        let line = "长".repeat(5000);
        let quote = quote(&line, std::slice::from_ref(&(0..line.len())));
        assert_eq!(quote.text.chars().count(), 181);
        assert_eq!(quote.marks[0], Some(0..540));
    }
}
