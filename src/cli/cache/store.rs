//! Bytes by key in a folder: a file of records, one behind the other, and one that says where each is. Whatever is wrong
//! with them, only less is known: a record is believed when its checksum, which the key is part of, holds.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::index::{ENTRY, Entry, HEAD, Index, LARGEST, MOST_RECORDS};

/// Records, their index, and what the one that writes holds locked. No other program has files of these names.
const RECORDS: &str = "gaireport-results.data";
const INDEX: &str = "gaireport-results.index";
const LOCK: &str = "gaireport-results.lock";

/// Bytes of the checksum that a record ends with.
const SUM: usize = 8;

/// Bytes of all records.
const MOST_BYTES: u64 = 512 << 20;
/// Bytes that wait to be written at once.
const BATCH: usize = 256 << 10;

/// What was kept by earlier runs, and is kept for later ones where no other run is at it.
pub struct Store {
    records: File,
    known: Index,
    /// How many were found.
    used: AtomicUsize,
    writer: Option<Mutex<Writer>>,
}

struct Writer {
    records: File,
    index: File,
    /// Held until this run ends; another that finds it locked only reads.
    _lock: File,
    /// Records on their way, and their entries: an entry is written after its record.
    waiting: Vec<u8>,
    entries: Vec<u8>,
    /// Bytes of all records, those on their way too.
    length: u64,
    /// How many more may be kept.
    room: usize,
    /// Whether there was no room for one.
    full: bool,
}

impl Store {
    /// Opens what is in the folder, which is made where it is missing. `None` where nothing can be read or kept there.
    pub fn open(folder: &Path) -> Option<Store> {
        make(folder).ok()?;
        match lock(folder) {
            Some(lock) => Store::open_to_write(folder, lock).ok(),
            None => {
                let records = File::open(folder.join(RECORDS)).ok()?;
                let known = Index::read(File::open(folder.join(INDEX)).ok()?, &records).ok()?;
                Some(Store { records, known, used: AtomicUsize::new(0), writer: None })
            }
        }
    }

    fn open_to_write(folder: &Path, lock: File) -> io::Result<Store> {
        let mut records = private(&folder.join(RECORDS))?;
        let mut index = private(&folder.join(INDEX))?;
        let known = match Index::read(index.try_clone()?, &records) {
            Ok(known) => known,
            Err(_) => {
                begin_anew(&records, &mut index)?;
                Index::default()
            }
        };
        // A run that was ended may have left a part of an entry.
        index.set_len(((known.len() + 1) * ENTRY) as u64)?;
        index.seek(SeekFrom::End(0))?;
        let length = records.seek(SeekFrom::End(0))?;
        let room = MOST_RECORDS.saturating_sub(known.len());
        let (waiting, entries) = (Vec::new(), Vec::new());
        let writer = Writer { records, index, _lock: lock, waiting, entries, length, room, full: false };
        let records = File::open(folder.join(RECORDS))?;
        Ok(Store { records, known, used: AtomicUsize::new(0), writer: Some(Mutex::new(writer)) })
    }

    /// What was kept under the key.
    pub fn find(&self, key: u128) -> Option<Vec<u8>> {
        let entry = self.known.find(key)?;
        let mut record = vec![0; usize::try_from(entry.length).ok()?];
        read_at(&self.records, &mut record, entry.offset).ok()?;
        let (content, sum) = record.split_last_chunk::<SUM>()?;
        if checksum(key, content) != *sum {
            return None;
        }
        record.truncate(content.len());
        self.used.fetch_add(1, Ordering::Relaxed);
        Some(record)
    }

    /// Keeps a record, if this run is the one that writes and there is room.
    pub fn keep(&self, key: u128, mut record: Vec<u8>) {
        let Some(writer) = &self.writer else { return };
        let sum = checksum(key, &record);
        record.extend_from_slice(&sum);
        writer.lock().unwrap_or_else(PoisonError::into_inner).add(key, &record);
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        let Some(writer) = &mut self.writer else { return };
        let writer = writer.get_mut().unwrap_or_else(PoisonError::into_inner);
        writer.write();
        // It is full of what nobody asks for any more: the next run begins anew.
        if writer.full && *self.used.get_mut() < self.known.len() / 2 {
            let _ = begin_anew(&writer.records, &mut writer.index);
        }
    }
}

impl Writer {
    fn add(&mut self, key: u128, record: &[u8]) {
        let (offset, length) = (self.length, record.len() as u64);
        if length > LARGEST {
            return;
        }
        if self.room == 0 || offset + length > MOST_BYTES {
            self.full = true;
            return;
        }
        self.room -= 1;
        self.length += length;
        self.waiting.extend_from_slice(record);
        self.entries.extend_from_slice(&Entry { key, offset, length }.bytes());
        if self.waiting.len() >= BATCH {
            self.write();
        }
    }

    /// Writes what waits. After a failure nothing more is kept: where the file ends is not known then.
    fn write(&mut self) {
        let written = self.records.write_all(&self.waiting).and_then(|()| self.index.write_all(&self.entries));
        if written.is_err() {
            self.room = 0;
        }
        self.waiting.clear();
        self.entries.clear();
    }
}

fn checksum(key: u128, content: &[u8]) -> [u8; SUM] {
    xxh3_64_with_seed(content, key as u64).to_le_bytes()
}

/// Makes the folder, for its owner only, and tells git and backups to leave it alone.
fn make(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)?;
    fs::write(folder.join(".gitignore"), "*\n")?;
    fs::write(folder.join("CACHEDIR.TAG"), "Signature: 8a477f597d28d172789f06886806bc55\n")
}

/// The right to write, unless another run has it or the folder is read only.
fn lock(folder: &Path) -> Option<File> {
    let lock = private(&folder.join(LOCK)).ok()?;
    lock.try_lock().ok().map(|()| lock)
}

/// Opens a file that its owner alone may read.
fn private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.read(true).write(true).create(true).truncate(false).open(path)
}

fn begin_anew(records: &File, index: &mut File) -> io::Result<()> {
    index.set_len(0)?;
    records.set_len(0)?;
    index.seek(SeekFrom::Start(0))?;
    index.write_all(&HEAD)
}

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], offset: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, offset)
}

#[cfg(windows)]
fn read_at(file: &File, mut bytes: &mut [u8], mut offset: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        match std::os::windows::fs::FileExt::seek_read(file, bytes, offset)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            read => {
                bytes = &mut bytes[read..];
                offset += read as u64;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Keeps these in the folder, by a run of its own.
    fn keep(folder: &Path, records: &[(u128, &str)]) {
        let store = Store::open(folder).unwrap();
        records.iter().for_each(|(key, record)| store.keep(*key, record.as_bytes().to_vec()));
    }

    fn found(folder: &Path, key: u128) -> Option<String> {
        Store::open(folder).unwrap().find(key).map(|record| String::from_utf8(record).unwrap())
    }

    #[test]
    fn the_next_run_finds_what_was_kept_last() {
        let folder = tempfile::tempdir().unwrap();
        // The second key shares all bits that choose a chain with the first.
        let (one, other) = (7, 7 | 1 << 64);
        keep(folder.path(), &[(one, "a"), (other, "b")]);
        keep(folder.path(), &[(one, "c"), (9, "")]);
        let found = |key| found(folder.path(), key);
        assert_eq!(
            [found(one), found(other), found(9), found(8)].map(|found| found.unwrap_or("none".to_owned())),
            ["c", "b", "", "none"]
        );
    }

    #[test]
    fn a_full_store_is_begun_anew_when_little_of_it_is_asked_for() {
        let folder = tempfile::tempdir().unwrap();
        keep(folder.path(), &[(1, "a"), (2, "b"), (3, "c"), (4, "d")]);
        let full = |asked: &[u128]| {
            let mut store = Store::open(folder.path()).unwrap();
            asked.iter().for_each(|key| assert!(store.find(*key).is_some()));
            store.writer.as_mut().unwrap().get_mut().unwrap().room = 0;
            store.keep(5, b"e".to_vec());
        };
        full(&[1, 2]);
        assert_eq!((found(folder.path(), 4).as_deref(), found(folder.path(), 5)), (Some("d"), None));
        full(&[1]);
        assert_eq!(found(folder.path(), 1), None);
        keep(folder.path(), &[(5, "e")]);
        assert_eq!(found(folder.path(), 5).as_deref(), Some("e"));
    }
}
