//! The file system within files of Office before 2007 (MS-CFB): streams by name, read only.
//!
//! Lenient where programs are: the last sector may be short. Bounded by the file itself: no chain is longer than its sectors.

use super::Fault;
use super::budget::Budget;

const END_OF_HEADER: usize = 512;
/// Sectors of the allocation table that the header names.
const IN_HEADER: usize = 109;
/// The greatest number of a sector; greater ones say that there is none.
const LAST_SECTOR: u32 = 0xFFFF_FFFA;
const MINI_SECTOR: usize = 64;
const ENTRY: usize = 128;
const ROOT: usize = 0;
const NO_ENTRY: u32 = 0xFFFF_FFFF;
const END_OF_CHAIN: u32 = 0xFFFF_FFFE;

/// Kinds of entries that stand below the root.
const STORAGE: u8 = 1;
const STREAM: u8 = 2;

/// Bytes of the directory, of the table of small sectors, and of these, beyond which a file is no document.
const MOST_DIRECTORY: usize = 4 << 20;
const MOST_MINI_TABLE: usize = 2 << 20;
const MOST_MINI: usize = 32 << 20;

/// An open file.
pub(super) struct Ole<'b> {
    bytes: &'b [u8],
    sector: usize,
    /// The sector behind each.
    table: Vec<u32>,
    mini_table: Vec<u32>,
    directory: Vec<u8>,
    /// Streams shorter than this lie in the mini stream.
    cutoff: usize,
    mini: Vec<u8>,
}

/// Reads a number at an offset; `None` behind the end.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// Reads a number at an offset; `None` behind the end.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// Reads the offset or length that stands at an offset.
pub(super) fn offset_at(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32_at(bytes, at)?).ok()
}

impl<'b> Ole<'b> {
    /// Opens a file and reads its tables; `None` where it is damaged.
    pub(super) fn open(bytes: &'b [u8]) -> Option<Self> {
        let (shift, cutoff) = (u16_at(bytes, 0x1E)?, offset_at(bytes, 0x38)?);
        if !matches!(shift, 9 | 12) {
            return None;
        }
        let mut ole = Ole {
            bytes,
            sector: 1 << shift,
            table: Vec::new(),
            mini_table: Vec::new(),
            directory: Vec::new(),
            cutoff,
            mini: Vec::new(),
        };
        ole.table = ole.read_table();
        let start = |at| u32_at(bytes, at).unwrap_or(NO_ENTRY);
        ole.directory = ole.chain(start(0x30), MOST_DIRECTORY);
        ole.mini_table = numbers(&ole.chain(start(0x3C), MOST_MINI_TABLE));
        let (root, size) = ole.place(ROOT);
        ole.mini = ole.chain(root, size.min(MOST_MINI));
        Some(ole)
    }

    /// Returns whether there is a stream of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// Returns whether no part of its directory is lost: its sectors end as they say, and each entry names others that are
    /// there, once.
    pub(super) fn is_whole(&self) -> bool {
        let mut last = u32_at(self.bytes, 0x30).unwrap_or(NO_ENTRY);
        for _ in 0..self.directory.len() / self.sector {
            last = self.behind(&self.table, last);
        }
        let mut open: Vec<u32> = self.entry(ROOT).and_then(|root| u32_at(root, 76)).into_iter().collect();
        open.retain(|child| *child != NO_ENTRY);
        let mut left = self.directory.len() / ENTRY;
        while let Some(index) = open.pop() {
            let entry = usize::try_from(index).ok().and_then(|index| self.entry(index));
            let Some(entry) = entry.filter(|entry| left > 0 && matches!(entry[66], STORAGE | STREAM)) else {
                return false;
            };
            left -= 1;
            open.extend([68, 72].into_iter().filter_map(|at| u32_at(entry, at)).filter(|next| *next != NO_ENTRY));
        }
        last == END_OF_CHAIN && self.entry(ROOT).is_some()
    }

    /// Reads a stream; `None` where there is none.
    pub(super) fn stream(&self, name: &str, budget: &mut Budget) -> Result<Option<Vec<u8>>, Fault> {
        let Some(entry) = self.find(name) else { return Ok(None) };
        let (start, size) = self.place(entry);
        let size = size.min(self.bytes.len());
        budget.take(size)?;
        Ok(Some(if size < self.cutoff { self.mini_chain(start, size) } else { self.chain(start, size) }))
    }

    fn sector_at(&self, number: u32) -> &[u8] {
        let start = usize::try_from(number).ok().and_then(|number| number.checked_add(1)?.checked_mul(self.sector));
        let start = start.unwrap_or(usize::MAX).min(self.bytes.len());
        &self.bytes[start..start.saturating_add(self.sector).min(self.bytes.len())]
    }

    /// Sectors that the file has room for.
    fn most(&self) -> usize {
        self.bytes.len() / self.sector + 1
    }

    /// The allocation table, from the sectors that the header and those behind it name.
    fn read_table(&self) -> Vec<u32> {
        let listed = numbers(&self.bytes[..self.bytes.len().min(END_OF_HEADER)]);
        let mut parts: Vec<u32> = listed.iter().copied().skip(0x4C / 4).take(IN_HEADER).collect();
        let mut next = u32_at(self.bytes, 0x44).unwrap_or(NO_ENTRY);
        for _ in 0..self.most() {
            if next >= LAST_SECTOR {
                break;
            }
            let mut more = numbers(self.sector_at(next));
            next = more.pop().unwrap_or(NO_ENTRY);
            parts.append(&mut more);
        }
        let parts = parts.into_iter().filter(|part| *part < LAST_SECTOR).take(self.most());
        let mut table: Vec<u32> = parts.flat_map(|part| numbers(self.sector_at(part))).take(self.most()).collect();
        table.shrink_to_fit();
        table
    }

    /// The bytes of the sectors from this one on, as far as `size`.
    fn chain(&self, start: u32, size: usize) -> Vec<u8> {
        let (mut bytes, mut next) = (Vec::new(), start);
        for _ in 0..self.most() {
            if next >= LAST_SECTOR || bytes.len() >= size {
                break;
            }
            let sector = self.sector_at(next);
            bytes.extend_from_slice(sector);
            next = self.behind(&self.table, next);
        }
        bytes.truncate(size);
        bytes
    }

    fn mini_chain(&self, start: u32, size: usize) -> Vec<u8> {
        let (mut bytes, mut next) = (Vec::new(), start);
        while next < LAST_SECTOR && bytes.len() < size {
            let from = usize::try_from(next).unwrap_or(usize::MAX).saturating_mul(MINI_SECTOR).min(self.mini.len());
            let sector = &self.mini[from..from.saturating_add(MINI_SECTOR).min(self.mini.len())];
            if sector.is_empty() {
                break;
            }
            bytes.extend_from_slice(sector);
            next = self.behind(&self.mini_table, next);
        }
        bytes.truncate(size);
        bytes
    }

    fn behind(&self, table: &[u32], sector: u32) -> u32 {
        usize::try_from(sector).ok().and_then(|sector| table.get(sector).copied()).unwrap_or(NO_ENTRY)
    }

    fn entry(&self, index: usize) -> Option<&[u8]> {
        self.directory.get(index.checked_mul(ENTRY)?..)?.get(..ENTRY)
    }

    /// Returns where a stream begins, and its length.
    fn place(&self, index: usize) -> (u32, usize) {
        let entry = self.entry(index).unwrap_or_default();
        (u32_at(entry, 116).unwrap_or(NO_ENTRY), offset_at(entry, 120).unwrap_or(0))
    }

    /// The entry of that name right under the root: what an embedded file calls so lies deeper.
    fn find(&self, name: &str) -> Option<usize> {
        let child = u32_at(self.entry(ROOT)?, 76)?;
        let (mut open, mut left) = (vec![child], self.directory.len() / ENTRY);
        while let Some(index) = open.pop() {
            let index = usize::try_from(index).unwrap_or(usize::MAX);
            let Some(entry) = self.entry(index) else { continue };
            left = left.checked_sub(1)?;
            if entry_name(entry).eq_ignore_ascii_case(name) {
                return Some(index);
            }
            open.extend([68, 72].into_iter().filter_map(|at| u32_at(entry, at)).filter(|next| *next != NO_ENTRY));
        }
        None
    }
}

fn entry_name(entry: &[u8]) -> String {
    let length = usize::from(u16_at(entry, 64).unwrap_or(0)).min(64);
    let units: Vec<u16> = (0..length / 2).filter_map(|at| u16_at(entry, 2 * at)).collect();
    String::from_utf16_lossy(&units).trim_end_matches('\0').to_owned()
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).filter_map(|chunk| u32_at(chunk, 0)).collect()
}
