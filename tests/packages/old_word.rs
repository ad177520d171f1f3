//! Files of Word 97 that lie about themselves: chains of sectors in a circle, pieces that show one text again and again,
//! lengths beyond the file. Each is refused, or read for what it holds.

use gaireport::package::{Fault, Format};

use crate::made::read;

const SECTOR: usize = 512;
const END_OF_CHAIN: u32 = 0xFFFF_FFFE;
const IS_TABLE: u32 = 0xFFFF_FFFD;
const NOWHERE: u32 = 0xFFFF_FFFF;

/// Places in the header of a Word file without the counted fields that Word writes before them.
const LENGTHS: usize = 36;
const PAIRS: usize = LENGTHS + 4 * 22 + 2;
const PIECES: usize = 33;

fn put(bytes: &mut [u8], at: usize, number: u32) {
    bytes[at..at + 4].copy_from_slice(&number.to_le_bytes());
}

/// An entry of the directory: name, kind, first sector and size.
fn entry(name: &str, kind: u8, start: u32, size: usize) -> Vec<u8> {
    let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    entry.resize(128, 0);
    entry[0x40] = u8::try_from(2 * name.len() + 2).expect("a short name");
    entry[0x42] = kind;
    (0..3).for_each(|side| put(&mut entry, 0x44 + 4 * side, NOWHERE));
    put(&mut entry, 0x74, start);
    put(&mut entry, 0x78, u32::try_from(size).expect("a small stream"));
    entry
}

/// A file of Office before 2007 with these streams; `behind` says which sector follows one.
fn ole(streams: &[(&str, Vec<u8>)], behind: impl Fn(u32, u32) -> u32) -> Vec<u8> {
    let (mut sectors, mut table) = (Vec::new(), Vec::new());
    let mut add = |bytes: &[u8]| {
        let start = u32::try_from(sectors.len() / SECTOR).expect("a small file");
        sectors.extend_from_slice(bytes);
        sectors.resize(sectors.len().next_multiple_of(SECTOR), 0);
        let end = u32::try_from(sectors.len() / SECTOR).expect("a small file");
        table.extend(
            (start..end).map(|sector| behind(sector, if sector + 1 < end { sector + 1 } else { END_OF_CHAIN })),
        );
        start
    };
    let mut directory = entry("Root Entry", 5, END_OF_CHAIN, 0);
    put(&mut directory, 0x4C, 1);
    for (index, (name, bytes)) in (1_u32..).zip(streams) {
        let mut stream = entry(name, 2, add(bytes), bytes.len());
        let last = index as usize == streams.len();
        put(&mut stream, 0x48, if last { NOWHERE } else { index + 1 });
        directory.extend(stream);
    }
    let directory = add(&directory);
    let count = (table.len() + 1).div_ceil(SECTOR / 4 - 1);
    let first = u32::try_from(table.len()).expect("a small file");
    table.extend((0..count).map(|_| IS_TABLE));
    let table: Vec<u8> = table.into_iter().flat_map(u32::to_le_bytes).collect();
    sectors.extend(&table);
    let mut header = vec![0; SECTOR];
    header[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    header[0x1E] = 9;
    put(&mut header, 0x30, directory);
    put(&mut header, 0x3C, END_OF_CHAIN);
    put(&mut header, 0x44, END_OF_CHAIN);
    (0..109).for_each(|index| put(&mut header, 0x4C + 4 * index, NOWHERE));
    for (index, sector) in (first..).take(count).enumerate() {
        put(&mut header, 0x4C + 4 * index, sector);
    }
    [header, sectors].concat()
}

/// The streams of a Word file whose text, of one byte a character, is shown by these pieces.
fn streams(text: &str, pieces: &[(u32, u32)]) -> Vec<(&'static str, Vec<u8>)> {
    const TEXT: usize = 1024;
    let mut word = vec![0; TEXT];
    word[..2].copy_from_slice(&0xA5EC_u16.to_le_bytes());
    word[0x0A..0x0C].copy_from_slice(&0x0200_u16.to_le_bytes());
    word[LENGTHS - 2] = 22;
    put(&mut word, LENGTHS + 4 * 3, pieces.iter().map(|piece| piece.1).max().unwrap_or(0));
    let mut places: Vec<u32> = pieces.iter().map(|piece| piece.0).collect();
    places.push(pieces.last().map_or(0, |piece| piece.1));
    let mut table: Vec<u8> = places.into_iter().flat_map(u32::to_le_bytes).collect();
    for _ in pieces {
        let offset = u32::try_from(2 * TEXT).expect("a small offset") | 0x4000_0000;
        table.extend([&[0; 2][..], &offset.to_le_bytes(), &[0; 2]].concat());
    }
    let length = u32::try_from(table.len()).expect("a small table");
    let table = [&[2][..], &length.to_le_bytes(), &table].concat();
    put(&mut word, PAIRS + 8 * PIECES + 4, u32::try_from(table.len()).expect("a small table"));
    word.extend(text.bytes());
    vec![("WordDocument", word), ("1Table", table)]
}

fn straight(_: u32, next: u32) -> u32 {
    next
}

#[test]
fn a_file_that_is_put_together_here_is_read() {
    let file = ole(&streams("one\rtwo\r", &[(0, 8)]), straight);
    assert_eq!(read(&file).unwrap().text, "one\n\ntwo\n");
}

#[test]
fn pieces_that_show_one_text_again_and_again_are_counted() {
    let text = "a\r".repeat(100_000);
    let length = u32::try_from(text.len()).unwrap();
    // Every other piece goes back to the beginning.
    let pieces: Vec<(u32, u32)> =
        (0..20_000).map(|index| if index % 2 == 0 { (0, length) } else { (length, 0) }).collect();
    assert_eq!(read(&ole(&streams(&text, &pieces), straight)), Err(Fault::TooMuchPacked));
}

#[test]
fn sectors_in_a_circle_end() {
    let streams = streams(&"a\r".repeat(10_000), &[(0, 20_000)]);
    for back in [0, 1, 7] {
        let text = read(&ole(&streams, |sector, next| if sector == 20 { back } else { next }));
        // The text goes round, and ends where its length says.
        assert!(text.is_ok_and(|drawn| drawn.text.len() < 100_000), "back to {back}");
    }
    let whole = ole(&streams, straight);
    for field in [0x30, 0x3C, 0x44, 0x4C] {
        for number in [0, 5, 0x7FFF_FFFF, END_OF_CHAIN] {
            let mut file = whole.clone();
            put(&mut file, field, number);
            assert!(read(&file).map_or_else(|_| true, |drawn| drawn.text.len() < 100_000), "{field:#x}: {number:#x}");
        }
    }
}

#[test]
fn lengths_beyond_the_file_are_not_believed() {
    let mut huge = streams("one\r", &[(0, 0x7FFF_FFFF)]);
    put(&mut huge[0].1, LENGTHS + 4 * 3, 0x7FFF_FFFF);
    assert!(read(&ole(&huge, straight)).is_ok_and(|drawn| drawn.text.starts_with("one")));
    let mut beyond = streams("one\r", &[(0, 4)]);
    put(&mut beyond[0].1, PAIRS + 8 * PIECES + 4, u32::MAX);
    assert_eq!(read(&ole(&beyond, straight)), Err(Fault::Damaged(Format::Doc)));
    let mut list = streams("one\r", &[(0, 4)]);
    // Every part that the header points to is all of the table.
    for pair in 0..93 {
        let length = u32::try_from(list[1].1.len()).unwrap();
        put(&mut list[0].1, PAIRS + 8 * pair + 4, length);
    }
    assert!(read(&ole(&list, straight)).is_ok_and(|drawn| drawn.text.starts_with("one")));
}
