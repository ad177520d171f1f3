//! A text after a change: where each line is read by itself, those that did not change are not read again.

use std::ops::Range;

use memchr::{memchr2, memrchr2};

use super::lines::read_line;
use super::pipes::Bars;
use super::plain::LineReader;
use super::raw::{next_line, raw_line};
use super::{Cell, Document, Line};
use crate::text::Span;

/// Bytes that are compared at once.
const PART: usize = 64;

/// Reads plain text that another became, of which this was read before; `None` where the whole text has to be read.
pub(super) fn read(source: &str, before: &str, known: &Document) -> Option<Document> {
    if !known.alone {
        return None;
    }
    let (head, tail) = common(before.as_bytes(), source.as_bytes());
    let (kept, start) = kept_in_front(known, source, head);
    let behind = first_behind(known, before, before.len() - tail);
    let until = behind.map_or(source.len(), |line| {
        let end = known.lines[line].span.end as usize;
        let end = line_end(before, end).unwrap_or(before.len());
        end + source.len() - before.len()
    });
    let mut reader = LineReader::of(source, Vec::with_capacity(known.lines.len() + 1));
    if kept == 0 {
        reader.note_gap();
    }
    keep(&mut reader.document, known, kept);
    read_between(&mut reader, start..until)?;
    if let Some(line) = behind {
        append(&mut reader.document, known, line, before.len(), source.len());
    }
    Some(Document { alone: true, ..reader.document })
}

/// How many bytes two texts begin with, and how many others they end with.
fn common(one: &[u8], other: &[u8]) -> (usize, usize) {
    let most = one.len().min(other.len());
    let parts = one.chunks_exact(PART).zip(other.chunks_exact(PART)).take_while(|(one, other)| one == other).count();
    let same = |(one, other): &(&u8, &u8)| one == other;
    let head = PART * parts + one[PART * parts..].iter().zip(&other[PART * parts..]).take_while(same).count();
    let (one, other) = (&one[one.len() - (most - head)..], &other[other.len() - (most - head)..]);
    let parts = one.rchunks_exact(PART).zip(other.rchunks_exact(PART)).take_while(|(one, other)| one == other).count();
    let (one, other) = (&one[..one.len() - PART * parts], &other[..other.len() - PART * parts]);
    (head, PART * parts + one.iter().rev().zip(other.iter().rev()).take_while(same).count())
}

/// How many lines stand in the part before the change with their line ends and a byte behind these, which may belong to
/// them; and where the next begins.
fn kept_in_front(known: &Document, source: &str, head: usize) -> (usize, usize) {
    let most = known.lines.partition_point(|line| (line.span.end as usize) < head);
    let behind = |line: &Line| {
        let end = line_end(source, line.span.end as usize).filter(|end| end + 2 <= head)?;
        next_line(source.as_bytes(), end)
    };
    let last = |kept: &usize| Some((kept + 1, behind(&known.lines[*kept])?));
    (0..most).rev().find_map(|kept| last(&kept)).unwrap_or((0, 0))
}

/// The first line all of which stands behind the change, with the line end before it.
fn first_behind(known: &Document, before: &str, tail: usize) -> Option<usize> {
    let first = known.lines.partition_point(|line| line.span.start as usize <= tail);
    let line = known.lines.get(first)?;
    let begins = memrchr2(b'\n', b'\r', &before.as_bytes()[tail..line.span.start as usize]).is_some();
    let line = if begins { first } else { first + 1 };
    (line < known.lines.len()).then_some(line)
}

/// Where the line ends that holds an offset; `None` for the last.
fn line_end(text: &str, offset: usize) -> Option<usize> {
    memchr2(b'\n', b'\r', &text.as_bytes()[offset..]).map(|at| offset + at)
}

/// Reads these bytes, the lines of which do not hang together with others; `None` where they do.
fn read_between(reader: &mut LineReader, bytes: Range<usize>) -> Option<()> {
    let mut next = Some(bytes.start);
    while let Some(start) = next {
        let line = raw_line(reader.source, start, bytes.end);
        if line.pipe || line.led {
            return None;
        }
        read_line(reader, &[line], 0, Bars::Separate);
        next = next_line(&reader.source.as_bytes()[..bytes.end], line.whole.end as usize);
    }
    Some(())
}

/// Begins a document with so many lines of the text as it was, with room for the rest.
fn keep(document: &mut Document, known: &Document, lines: usize) {
    let cells = lines.checked_sub(1).map_or(0, |last| cells_until(known, last));
    document.lines.extend_from_slice(&known.lines[..lines]);
    document.cells.reserve(known.cells.len() + 1);
    document.cells.extend_from_slice(&known.cells[..cells]);
}

/// Cells up to the end of a line.
fn cells_until(document: &Document, line: usize) -> usize {
    document.lines[line].cells.1 as usize
}

/// Adds the lines behind one of the text as it was, moved as its end has moved.
fn append(document: &mut Document, known: &Document, line: usize, before: usize, now: usize) {
    let first = cells_until(known, line);
    let by = |from: usize, to: usize| (to as u32).wrapping_sub(from as u32);
    let (bytes, cells) = (by(before, now), by(first, document.cells.len()));
    let moved = |span: Span| Span { start: span.start.wrapping_add(bytes), end: span.end.wrapping_add(bytes) };
    document.lines.extend(known.lines[line + 1..].iter().map(|line| Line {
        span: moved(line.span),
        cells: (line.cells.0.wrapping_add(cells), line.cells.1.wrapping_add(cells)),
        ..line.clone()
    }));
    document.cells.extend(known.cells[first..].iter().map(|cell| Cell { span: moved(cell.span), ..*cell }));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::dialect::Kind;

    fn read_whole(text: &str) -> Document {
        crate::dialect::read(text, Kind::Text, &[])
    }

    /// Pieces of lines and what parts them.
    fn text() -> impl Strategy<Value = String> {
        let pieces = [
            "一、总体情况",
            "\t",
            "\t0",
            "0",
            " ",
            "。",
            "，",
            "# ",
            "---",
            "\n",
            "\n\n",
            "\r\n",
            "\r",
            "总计\t1\t2\n",
        ];
        prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn lines_are_those_of_the_whole_text(
            head in text(), old in text(), new in text(), tail in text(), other in prop::sample::select(vec!["", "|", "\n\t0\n"]),
        ) {
            let before = format!("{head}{old}{tail}");
            let now = format!("{head}{new}{other}{tail}");
            let known = read_whole(&before);
            if let Some(found) = read(&now, &before, &known) {
                prop_assert_eq!(format!("{found:?}"), format!("{:?}", read_whole(&now)));
            }
        }
    }

    #[test]
    fn only_lines_that_are_read_by_themselves_are_kept() {
        let kept = |before: &str, now: &str| read(now, before, &read_whole(before)).is_some();
        assert!(kept("甲\t0\n乙\t1\n", "甲\t0\n乙\t12\n"));
        assert!(!kept("甲\n\t0\n\t1\n", "甲\n\t0\n\t12\n"));
        assert!(!kept("|甲|0|\n", "|甲|1|\n"));
        assert!(!kept("甲\t0\n", "甲\t0\n|乙|\n"));
    }
}
