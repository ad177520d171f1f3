//! Which record is where: the file that says it, and the same in memory.

use std::fs::File;
use std::io::{self, BufReader, Read};

/// How the index begins; it changes when the files are laid out anew.
pub const HEAD: [u8; ENTRY] = *b"gaireport-lsp results, form 1\r\n\0";
/// Bytes of an entry: key, offset, length.
pub const ENTRY: usize = 32;

/// Records of more bytes are not kept: what is read of a broken index must not fill memory.
pub const LARGEST: u64 = 16 << 20;
/// There are no more records than this: 10 MiB of memory say where they are.
pub const MOST_RECORDS: usize = 1 << 18;

/// Where a record is.
#[derive(Clone, Copy)]
pub struct Entry {
    /// Its key.
    pub key: u128,
    /// Where it begins.
    pub offset: u64,
    /// Its bytes.
    pub length: u64,
}

/// Where all are. Keys are hashes, so some of their bits choose the chain: this is made much sooner than entries are
/// sorted, which a call for one file would feel.
#[derive(Default)]
pub struct Index {
    entries: Vec<Entry>,
    /// The last entry of each chain, counted from 1; their number is a power of two.
    last: Vec<u32>,
    /// For each entry the one before it in its chain.
    before: Vec<u32>,
}

impl Entry {
    /// As the file has it.
    pub fn bytes(self) -> [u8; ENTRY] {
        let mut bytes = [0; ENTRY];
        bytes[..16].copy_from_slice(&self.key.to_le_bytes());
        bytes[16..24].copy_from_slice(&self.offset.to_le_bytes());
        bytes[24..].copy_from_slice(&self.length.to_le_bytes());
        bytes
    }

    fn read(bytes: [u8; ENTRY]) -> Entry {
        let (words, _) = bytes.as_chunks();
        let [low, high, offset, length] = [0, 1, 2, 3].map(|word| u64::from_le_bytes(words[word]));
        Entry { key: u128::from(high) << 64 | u128::from(low), offset, length }
    }
}

impl Index {
    /// Reads the file; an error where it is none, or not that of the records.
    pub fn read(file: File, records: &File) -> io::Result<Index> {
        let count = (file.metadata()?.len() / ENTRY as u64).saturating_sub(1);
        // Looked at second: a record is written before its entry.
        let end = records.metadata()?.len();
        let mut reader = BufReader::with_capacity(64 << 10, file);
        let mut bytes = [0; ENTRY];
        reader.read_exact(&mut bytes)?;
        if bytes != HEAD || count > MOST_RECORDS as u64 {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let mut entries = Vec::with_capacity(count as usize);
        for _ in 0..count {
            reader.read_exact(&mut bytes)?;
            let entry = Entry::read(bytes);
            let within = entry.offset.checked_add(entry.length).is_some_and(|last| last <= end);
            if !within || entry.length > LARGEST {
                return Err(io::ErrorKind::InvalidData.into());
            }
            entries.push(entry);
        }
        Ok(Index::of(entries))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    fn of(entries: Vec<Entry>) -> Index {
        let mut last = vec![0; entries.len().next_power_of_two()];
        let chain = |(entry, count): (&Entry, u32)| {
            let chain = place(entry.key, last.len());
            std::mem::replace(&mut last[chain], count)
        };
        let before = entries.iter().zip(1..).map(chain).collect();
        Index { entries, last, before }
    }

    /// The entry of the key; of several the latest.
    pub fn find(&self, key: u128) -> Option<Entry> {
        let mut count = *self.last.get(place(key, self.last.len()))?;
        loop {
            let at = (count as usize).checked_sub(1)?;
            if self.entries[at].key == key {
                return Some(self.entries[at]);
            }
            count = self.before[at];
        }
    }
}

/// Which of so many chains a key belongs to.
fn place(key: u128, chains: usize) -> usize {
    (key as usize) & chains.saturating_sub(1)
}
