//! The lines of a text as they stand there, each looked at once: most of what is asked of a line is known from that look.

use crate::number;
use crate::text::Span;

/// A line of the text as it stands there, without its line end.
#[derive(Clone, Copy, Debug)]
pub(super) struct RawLine {
    /// The whole line.
    pub(super) whole: Span,
    /// Without blanks at either end; empty for a blank line.
    pub(super) content: Span,
    /// Number of tabs in the whole line, counted up to 255.
    pub(super) tabs: u8,
    /// Whether its only tab leads it.
    pub(super) led: bool,
    /// Whether it holds a `|`.
    pub(super) pipe: bool,
    /// Whether it is a sentence: it holds a full stop or a semicolon of Chinese text.
    pub(super) prose: bool,
}

/// Splits the text into lines at LF, CRLF, CR and at `breaks`, which are in order.
pub(super) fn raw_lines(source: &str, breaks: &[u32]) -> Vec<RawLine> {
    let bytes = source.as_bytes();
    let mut lines = Vec::with_capacity(bytes.len() / 16 + 1);
    let mut breaks = breaks.iter().map(|&offset| offset as usize).peekable();
    let mut start = 0;
    loop {
        while breaks.next_if(|&cut| cut <= start).is_some() {}
        let limit = breaks.peek().map_or(bytes.len(), |&cut| cut.min(bytes.len()));
        let line = raw_line(source, start, limit);
        let end = line.whole.end as usize;
        lines.push(line);
        start = match next_line(bytes, end) {
            None => return lines,
            Some(_) if end == limit => end,
            Some(next) => next,
        };
    }
}

/// Where the line begins behind one that ends at an offset; `None` behind the last.
pub(super) fn next_line(bytes: &[u8], end: usize) -> Option<usize> {
    match bytes.get(end..)? {
        [] => None,
        [b'\r', b'\n', ..] => Some(end + 2),
        _ => Some(end + 1),
    }
}

/// What a byte that begins a character is to a line: bytes of the character, or that the line is to be looked at here.
const STEPS: [u8; 256] = steps();

/// Where the line is to be looked at.
const LOOK: u8 = 0;

const fn steps() -> [u8; 256] {
    let mut steps = [1; 256];
    let mut byte = 0xC0;
    while byte < 256 {
        steps[byte] = match byte {
            // 。 begins with E3, ； with EF.
            0xE3 | 0xEF => LOOK,
            0xC0..0xE0 => 2,
            0xE0..0xF0 => 3,
            _ => 4,
        };
        byte += 1;
    }
    steps[b'\n' as usize] = LOOK;
    steps[b'\r' as usize] = LOOK;
    steps[b'\t' as usize] = LOOK;
    steps[b'|' as usize] = LOOK;
    steps
}

/// The line that begins at `start` and ends before a line end, at the latest at `limit`.
pub(super) fn raw_line(source: &str, start: usize, limit: usize) -> RawLine {
    let bytes = &source.as_bytes()[..limit];
    let (mut tabs, mut pipe, mut prose) = (0_u8, false, false);
    let mut at = start;
    while let Some(&byte) = bytes.get(at) {
        let step = STEPS[usize::from(byte)];
        at += usize::from(step);
        if step != LOOK {
            continue;
        }
        match byte {
            b'\n' | b'\r' => break,
            b'\t' => tabs = tabs.saturating_add(1),
            b'|' => pipe = true,
            _ => {
                prose |= matches!(bytes[at..], [0xE3, 0x80, 0x82, ..] | [0xEF, 0xBC, 0x9B, ..]);
                at += 2;
            }
        }
        at += 1;
    }
    let whole = Span::new(start, at.min(limit));
    let led = tabs == 1 && bytes.get(start) == Some(&b'\t');
    RawLine { whole, content: trimmed(whole, whole.of(source)), tabs, led, pipe, prose }
}

/// The span without blanks at either end.
pub(super) fn trimmed(span: Span, text: &str) -> Span {
    let blank = |byte: &&u8| matches!(byte, b' ' | b'\t');
    let bytes = text.as_bytes();
    let left = bytes.iter().take_while(blank).count();
    let right = bytes[left..].iter().rev().take_while(blank).count();
    // Most text begins and ends with an ideograph, a digit or a mark, which are never blank.
    let (start, end) = match &bytes[left..bytes.len() - right] {
        [] => (left, left),
        inner if begins_solid(inner) && ends_solid(inner) => (left, bytes.len() - right),
        _ => {
            let rest = text.trim_start_matches(number::is_blank);
            let start = text.len() - rest.len();
            (start, start + rest.trim_end_matches(number::is_blank).len())
        }
    };
    Span::new(span.start as usize + start, span.start as usize + end)
}

fn begins_solid(text: &[u8]) -> bool {
    matches!(text, [0xE4..=0xE9 | b'!'..=b'~', ..])
}

fn ends_solid(text: &[u8]) -> bool {
    matches!(text, [.., b'!'..=b'~'] | [.., 0xE4..=0xE9, _, _])
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
