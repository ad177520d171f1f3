//! Starts and ends of lines, and the one policy for line ends: text that is written into a draft gets the line end that
//! most of the draft's own lines have.

use std::borrow::Cow;

use memchr::{memchr_iter, memchr2, memchr2_iter, memmem, memrchr2};

use super::Span;

/// A way to end a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineEnd {
    /// A line feed, as everything is composed.
    #[default]
    Lf,
    /// A carriage return and a line feed.
    CrLf,
    /// A carriage return alone.
    Cr,
}

impl LineEnd {
    /// Finds the line end that most lines of a text have: a line feed where there is none, or as many of another.
    pub fn of(text: &str) -> LineEnd {
        let bytes = text.as_bytes();
        let both = memmem::find_iter(bytes, "\r\n").count();
        let (feeds, returns) = (memchr_iter(b'\n', bytes).count() - both, memchr_iter(b'\r', bytes).count() - both);
        match () {
            () if both > feeds.max(returns) => LineEnd::CrLf,
            () if returns > feeds.max(both) => LineEnd::Cr,
            () => LineEnd::Lf,
        }
    }

    /// Returns the characters that end a line.
    pub fn as_str(self) -> &'static str {
        match self {
            LineEnd::Lf => "\n",
            LineEnd::CrLf => "\r\n",
            LineEnd::Cr => "\r",
        }
    }

    /// Writes every line end of a text as this one.
    pub fn write(self, text: &str) -> Cow<'_, str> {
        let as_it_is = match self {
            LineEnd::Lf => !text.contains('\r'),
            LineEnd::CrLf | LineEnd::Cr => memchr2(b'\n', b'\r', text.as_bytes()).is_none(),
        };
        if as_it_is {
            return Cow::Borrowed(text);
        }
        let lines: Vec<&str> = lines(text).map(|line| line.of(text)).collect();
        Cow::Owned(lines.join(self.as_str()))
    }
}

/// Splits a text into its lines, without their line ends. LF, CRLF and a lone CR end a line; a text that ends with one
/// has an empty line behind it.
pub fn lines(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut from = 0;
    memchr2_iter(b'\n', b'\r', text.as_bytes()).chain([text.len()]).filter_map(move |end| {
        let line = (end >= from).then(|| Span::new(from, end));
        from = from.max(next_line(text, end).unwrap_or(from));
        line
    })
}

/// Returns the start of the line that holds an offset.
pub fn line_start(text: &str, at: usize) -> usize {
    memrchr2(b'\n', b'\r', &text.as_bytes()[..at]).map_or(0, |end| end + 1)
}

/// Returns the end of the line that holds an offset, before its line end.
pub fn line_end(text: &str, at: usize) -> usize {
    memchr2(b'\n', b'\r', &text.as_bytes()[at..]).map_or(text.len(), |more| at + more)
}

/// Returns the start of the line behind one that ends at an offset; `None` behind the last.
pub fn next_line(text: &str, end: usize) -> Option<usize> {
    match text.as_bytes().get(end..)? {
        [] => None,
        [b'\r', b'\n', ..] => Some(end + 2),
        _ => Some(end + 1),
    }
}

/// Tells whether a text goes over several lines.
pub fn has_line_end(text: &str) -> bool {
    memchr2(b'\n', b'\r', text.as_bytes()).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_lines_say_how_lines_end() {
        let cases = [
            ("一\r\n二\r\n三\n", LineEnd::CrLf),
            ("一\r\n二\n三\n", LineEnd::Lf),
            ("一\n二", LineEnd::Lf),
            ("一\r二\r", LineEnd::Cr),
            ("一\r\n二\r三\r", LineEnd::Cr),
            ("一\r\n二\r\n三\r四\n", LineEnd::CrLf),
            ("一", LineEnd::Lf),
            ("一\r\n二\r三\n", LineEnd::Lf),
            ("一\r\n二\r", LineEnd::Lf),
        ];
        for (text, expected) in cases {
            assert_eq!(LineEnd::of(text), expected, "{text:?}");
        }
    }

    #[test]
    fn every_line_end_is_written_as_one() {
        let mixed = "甲\n乙\r\n\r丙\r";
        assert_eq!(LineEnd::CrLf.write(mixed), "甲\r\n乙\r\n\r\n丙\r\n");
        assert_eq!(LineEnd::Cr.write(mixed), "甲\r乙\r\r丙\r");
        assert_eq!(LineEnd::Lf.write(mixed), "甲\n乙\n\n丙\n");
        assert!(matches!(LineEnd::Lf.write("甲\n乙"), Cow::Borrowed("甲\n乙")));
        for end in [LineEnd::Lf, LineEnd::CrLf, LineEnd::Cr] {
            let text = end.write("甲\n乙\n");
            assert_eq!((LineEnd::of(&text), end.write(&text)), (end, text.clone()));
        }
    }

    #[test]
    fn lines_are_found_from_any_offset() {
        let text = "甲\r\n乙\r\r丙\n";
        let found: Vec<&str> = lines(text).map(|line| line.of(text)).collect();
        assert_eq!(found, ["甲", "乙", "", "丙", ""]);
        for line in lines(text) {
            for at in line.range().chain([line.end as usize]) {
                assert_eq!((line_start(text, at), line_end(text, at)), (line.start as usize, line.end as usize));
            }
        }
        let starts = std::iter::successors(Some(0), |start| next_line(text, line_end(text, *start)));
        assert!(starts.eq(lines(text).map(|line| line.start as usize)));
        assert_eq!(lines("").count(), 1);
    }
}
