//! Splits the line up to the cursor into lead, marks and typed text.

use crate::ide::Snapshot;
use crate::number::is_blank;
use crate::text::{Span, line_end, line_start};

/// Longest text that is taken for the beginning of an offer, in bytes.
const LONGEST: usize = 120;

/// The place at which something is written.
pub struct Cursor<'t> {
    /// Text before the cursor on its line.
    pub head: &'t str,
    /// Span of the typed text, without the marks of headings, bars, tabs and tags before it.
    pub typed: Span,
    /// The typed text.
    pub text: &'t str,
    /// Marks of a heading before it.
    pub marks: &'t str,
    /// Number of cells before it on the line; `None` outside of rows.
    pub cells: Option<usize>,
    /// True if only blanks follow the cursor on its line.
    pub at_end: bool,
    /// True if the typed text begins its line.
    pub begins_line: bool,
    /// True inside an element of a page, where only words can be written.
    pub in_element: bool,
    /// Span of the sentence typed so far: behind the last stop.
    pub sentence: Span,
    /// True if the text holds nothing else.
    pub alone_in_text: bool,
}

impl<'t> Cursor<'t> {
    /// The cursor at an offset; `None` outside of the text and inside a character.
    pub fn at(snapshot: &Snapshot<'t>, offset: usize) -> Option<Cursor<'t>> {
        let source = snapshot.source;
        let before = source.get(..offset)?;
        let start = line_start(source, offset);
        let head = &source[start..offset];
        let tail = &source[offset..line_end(source, offset)];
        let page = snapshot.document().page;
        let marks = if page { "" } else { &head[..head.len() - head.trim_start_matches([' ', '#', '>']).len()] };
        let separator = |character: char| character == '|' || character == '\t' || (page && character == '>');
        let cut = head.rfind(separator).map_or(marks.len(), |at| at + 1);
        let text = head[cut..].trim_start_matches(is_blank);
        let cut = head.len() - text.len();
        let bars = head[..cut].matches(['|', '\t']).count();
        let led = head.trim_start_matches(' ').starts_with('|');
        let typed = Span::new(start + cut, offset);
        let stop = |character: char| matches!(character, '。' | '；' | '！' | '？');
        let sentence = text.rfind(stop).map_or(typed, |at| Span::new(start + cut + at + '。'.len_utf8(), offset));
        let lead = &head[..cut];
        let bare = |character: char| is_blank(character) || matches!(character, '#' | '>');
        let in_element = page && lead.trim_end_matches(is_blank).ends_with('>');
        Some(Cursor {
            head,
            typed,
            text: if text.len() > LONGEST { "" } else { text },
            marks: if marks.contains('#') { marks } else { "" },
            cells: (bars > 0 && !page).then(|| bars - usize::from(led)),
            at_end: tail.chars().all(is_blank) || (page && tail.starts_with('<')),
            begins_line: (in_element || lead.chars().all(bare)) && text.len() <= LONGEST,
            in_element,
            sentence,
            alone_in_text: before[..start + cut].chars().chain(source[offset..].chars()).all(is_blank),
        })
    }
}
