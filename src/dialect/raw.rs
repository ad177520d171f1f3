//! The lines of a text as they stand there, and what is asked of each first.

use crate::number;
use crate::text::Span;

/// A line of the text as it stands there, without its line end.
#[derive(Clone, Copy, Debug)]
pub(super) struct RawLine {
    /// The whole line.
    pub(super) whole: Span,
    /// Without blanks at either end; empty for a blank line.
    pub(super) content: Span,
    /// Number of tabs in the whole line.
    pub(super) tabs: usize,
    /// True if its only tab leads it.
    pub(super) led: bool,
    /// True if it holds a `|`.
    pub(super) pipe: bool,
    /// True if it is a sentence.
    pub(super) prose: bool,
}

/// Splits the text into lines at LF, CRLF, CR and at `breaks`, which are in order.
pub(super) fn raw_lines(source: &str, breaks: &[u32]) -> Vec<RawLine> {
    let bytes = source.as_bytes();
    let mut breaks = breaks.iter().map(|&offset| offset as usize).peekable();
    let (mut lines, mut start) = (Vec::new(), 0);
    loop {
        while breaks.next_if(|&cut| cut <= start).is_some() {}
        let limit = breaks.peek().map_or(bytes.len(), |&cut| cut.min(bytes.len()));
        let end = memchr::memchr2(b'\n', b'\r', &bytes[start..limit]).map_or(limit, |at| start + at);
        lines.push(raw_line(source, Span::new(start, end)));
        start = match &bytes[end..] {
            [] => return lines,
            _ if end == limit => end,
            [b'\r', b'\n', ..] => end + 2,
            _ => end + 1,
        };
    }
}

fn raw_line(source: &str, whole: Span) -> RawLine {
    let text = whole.of(source);
    let tabs = text.bytes().filter(|byte| *byte == b'\t').count();
    RawLine {
        whole,
        content: trimmed(whole, text),
        tabs,
        led: tabs == 1 && text.starts_with('\t'),
        pipe: text.contains('|'),
        prose: is_prose(text),
    }
}

/// A sentence: holds a full stop or a semicolon of Chinese text.
pub(super) fn is_prose(text: &str) -> bool {
    text.contains('。') || text.contains('；')
}

/// The span without blanks at either end.
pub(super) fn trimmed(span: Span, text: &str) -> Span {
    let rest = text.trim_start_matches(number::is_blank);
    let start = span.start as usize + text.len() - rest.len();
    Span::new(start, start + rest.trim_end_matches(number::is_blank).len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, breaks: &[u32]) -> Vec<String> {
        raw_lines(text, breaks).iter().map(|line| line.whole.of(text).to_owned()).collect()
    }

    #[test]
    fn every_line_end_ends_one_line() {
        assert_eq!(lines("甲\n乙\r\n丙\r丁", &[]), ["甲", "乙", "丙", "丁"]);
        assert_eq!(lines("", &[]), [""]);
        assert_eq!(lines("甲\n", &[]), ["甲", ""]);
        assert_eq!(lines("\r\n\r\n", &[]), ["", "", ""]);
    }

    #[test]
    fn breaks_cut_lines() {
        assert_eq!(lines("甲乙。丙\n丁", &[3, 9]), ["甲", "乙。", "丙", "丁"]);
        assert_eq!(lines("甲\n乙", &[4]), ["甲", "乙"]);
        assert_eq!(lines("甲乙", &[0, 6, 9]), ["甲乙"]);
    }

    #[test]
    fn a_look_at_a_line_tells_what_it_holds() {
        let look = |text: &str| {
            let line = raw_lines(text, &[])[0];
            (line.tabs, line.led, line.pipe, line.prose)
        };
        assert_eq!(look("\t0"), (1, true, false, false));
        assert_eq!(look("甲\t0\t|"), (2, false, true, false));
        assert_eq!(look("甲。"), (0, false, false, true));
        assert_eq!(look("甲；"), (0, false, false, true));
        assert_eq!(look("《甲》、（乙）"), (0, false, false, false));
        assert_eq!(look("𠮷é"), (0, false, false, false));
    }

    #[test]
    fn blanks_at_either_end_are_no_content() {
        for (text, content) in [
            (" 甲 ", "甲"),
            ("\t0", "0"),
            ("12\u{A0}", "12"),
            ("\u{3000}甲乙\u{200B}", "甲乙"),
            ("1\u{AD}", "1"),
            (" \u{A0} ", ""),
            ("（甲）", "（甲）"),
        ] {
            assert_eq!(trimmed(Span::new(0, text.len()), text).of(text), content, "{text:?}");
        }
    }
}
