//! The fixed structures of a Word file: its header, the pieces of its text, what hangs on places of it.

use crate::package::Fault;
use crate::package::budget::Budget;
use crate::package::ole::{offset_at, u16_at, u32_at};

/// Offset of the flags in the header.
pub(super) const FLAGS: usize = 0x0A;
pub(super) const IS_ENCRYPTED: u16 = 0x0100;
pub(super) const USES_TABLE_1: u16 = 0x0200;

/// Offset of the first counted field of the header.
const COUNTED: usize = 32;

/// Indices of the pairs of offset and length in the header.
pub(super) const STYLES: usize = 1;
pub(super) const FOOTNOTES: [usize; 2] = [2, 3];
pub(super) const CHARACTERS: usize = 12;
pub(super) const PARAGRAPHS: usize = 13;
const PIECES: usize = 33;
pub(super) const SHAPES: usize = 40;
pub(super) const ENDNOTES: [usize; 2] = [46, 47];
pub(super) const BOXES: usize = 56;
pub(super) const LISTS: usize = 73;
pub(super) const LIST_USES: usize = 74;

/// Indices of the lengths of the texts, which follow each other, in the header.
const LENGTHS: [usize; 8] = [3, 4, 5, 6, 7, 8, 9, 10];

/// A text of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Text {
    Main = 0,
    Footnotes = 1,
    Endnotes = 5,
    Boxes = 6,
}

/// The streams of a file.
pub(super) struct File<'b> {
    /// The stream that begins with the header and holds the text.
    pub(super) word: &'b [u8],
    /// The stream that the header points into.
    table: &'b [u8],
    /// The stream of long properties.
    pub(super) data: &'b [u8],
    /// Offsets of the lengths of texts, and of the pairs, in the header.
    lengths: usize,
    pairs: usize,
}

/// Characters that lie together in the stream.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// The first character, and the one behind the last.
    pub(super) from: u32,
    pub(super) to: u32,
    /// Offset of the first in the stream.
    pub(super) offset: u32,
    /// True if a character has two bytes.
    pub(super) wide: bool,
}

impl<'b> File<'b> {
    /// Reads where the header's fields are; `None` where it is cut.
    pub(super) fn new(word: &'b [u8], table: &'b [u8], data: &'b [u8]) -> Option<Self> {
        let lengths = COUNTED + 2 + 2 * usize::from(u16_at(word, COUNTED)?) + 2;
        let pairs = lengths + 4 * usize::from(u16_at(word, lengths - 2)?) + 2;
        Some(File { word, table, data, lengths, pairs })
    }

    /// The bytes that a pair of the header points to; empty where there are none.
    pub(super) fn part(&self, index: usize) -> &'b [u8] {
        let at = self.pairs + 8 * index;
        let (Some(start), Some(length)) = (offset_at(self.word, at), offset_at(self.word, at + 4)) else { return &[] };
        self.table.get(start..).and_then(|rest| rest.get(..length)).unwrap_or_default()
    }

    /// All bytes from those that a pair of the header points to.
    pub(super) fn behind(&self, index: usize) -> &'b [u8] {
        let start = offset_at(self.word, self.pairs + 8 * index).unwrap_or(usize::MAX);
        if self.part(index).is_empty() { &[] } else { self.table.get(start..).unwrap_or_default() }
    }

    /// The first character of a text, and the one behind its last.
    pub(super) fn range(&self, text: Text) -> (u32, u32) {
        let length = |index: &usize| u32_at(self.word, self.lengths + 4 * index).unwrap_or(0);
        let before = LENGTHS[..text as usize].iter().map(length).fold(0, u32::saturating_add);
        (before, before.saturating_add(length(&LENGTHS[text as usize])))
    }

    /// The pieces of the text; `None` where they are damaged.
    pub(super) fn pieces(&self, budget: &mut Budget) -> Result<Option<Vec<Piece>>, Fault> {
        let mut rest = self.part(PIECES);
        // Properties that pieces may have come before them.
        while let Some((1, behind)) = rest.split_first() {
            let length = u16_at(behind, 0).map_or(usize::MAX, usize::from);
            rest = behind.get(2..).and_then(|behind| behind.get(length..)).unwrap_or_default();
        }
        if rest.first() != Some(&2) {
            return Ok(None);
        }
        let plc = rest.get(5..).unwrap_or_default();
        let count = plc.len().saturating_sub(4) / 12;
        budget.take(count * size_of::<Piece>())?;
        let piece = |index: usize| {
            let offset = u32_at(plc, 4 * (count + 1) + 8 * index + 2)?;
            let wide = offset & 0x4000_0000 == 0;
            let offset = offset & 0x3FFF_FFFF;
            let (from, to) = (u32_at(plc, 4 * index)?, u32_at(plc, 4 * index + 4)?);
            Some(Piece { from, to, offset: if wide { offset } else { offset / 2 }, wide })
        };
        Ok(Some((0..count).filter_map(piece).collect()))
    }
}

/// Splits a list of places, each but the last with a record of `size` bytes: the places, and the records.
pub(super) fn places(plc: &[u8], size: usize) -> (Vec<u32>, &[u8]) {
    let count = plc.len().saturating_sub(4) / (4 + size);
    let (places, records) = plc.split_at((4 * (count + 1)).min(plc.len()));
    (places.chunks_exact(4).filter_map(|place| u32_at(place, 0)).collect(), records)
}
