//! Files of Word 97 that lie about themselves: chains of sectors in a circle, pieces that show one text again and again,
//! lengths beyond the file. Each is refused, or read for what it holds.

use gaireport::package::{Fault, Foreign, Format};

use crate::made::read;

const SECTOR: usize = 512;
const END_OF_CHAIN: u32 = 0xFFFF_FFFE;
const IS_TABLE: u32 = 0xFFFF_FFFD;
const NOWHERE: u32 = 0xFFFF_FFFF;

/// Places in the header of a Word file without the counted fields that Word writes before them.
const LENGTHS: usize = 36;
const PAIRS: usize = LENGTHS + 4 * 22 + 2;
const PIECES: usize = 33;
const CHARACTERS: usize = 12;
const PARAGRAPHS: usize = 13;

/// The first byte of the text in its stream.
const TEXT: usize = 1024;

/// Changes of properties: in a table, the end of a row, removed, raised.
const IN_TABLE: [u8; 3] = [0x16, 0x24, 1];
const ROW_END: [u8; 3] = [0x17, 0x24, 1];
const DELETED: [u8; 3] = [0x00, 0x08, 1];
const RAISED: [u8; 3] = [0x48, 0x2A, 1];

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

/// Says what changes the runs of a text have: the number of characters and the changes of each, in order.
fn say(streams: &mut [(&str, Vec<u8>)], pair: usize, runs: &[(usize, Vec<u8>)]) {
    const PAGE: usize = 512;
    let of_paragraphs = pair == PARAGRAPHS;
    let mut page = vec![0; PAGE];
    let (mut at, mut place, mut end) = (TEXT, 4 * (runs.len() + 1), PAGE - 2);
    put(&mut page, 0, u32::try_from(at).expect("a small text"));
    for (index, (length, changes)) in runs.iter().enumerate() {
        at += length;
        put(&mut page, 4 * (index + 1), u32::try_from(at).expect("a small text"));
        let mut record =
            if of_paragraphs { [&[0, 0, 0, 0][..], changes].concat() } else { [&[0], &changes[..]].concat() };
        let words = of_paragraphs.then(|| (record.len() - 1) / 2);
        record[usize::from(of_paragraphs)] = u8::try_from(words.unwrap_or(changes.len())).expect("few changes");
        end = (end - record.len()) / 2 * 2;
        page[end..end + record.len()].copy_from_slice(&record);
        page[place] = u8::try_from(end / 2).expect("a place of the page");
        place += if of_paragraphs { 13 } else { 1 };
    }
    page[PAGE - 1] = u8::try_from(runs.len()).expect("few runs");
    let (word, start) = (streams[0].1.len().next_multiple_of(PAGE), streams[1].1.len());
    streams[0].1.resize(word, 0);
    streams[0].1.extend(page);
    let list = [TEXT, at, word / PAGE].map(|number| u32::try_from(number).expect("a small file").to_le_bytes());
    streams[1].1.extend(list.concat());
    put(&mut streams[0].1, PAIRS + 8 * pair, u32::try_from(start).expect("a small table"));
    put(&mut streams[0].1, PAIRS + 8 * pair + 4, 12);
}

fn cells_of(row: &[&str]) -> String {
    row.iter().map(|cell| format!("{cell}\u{7}")).collect()
}

/// The file of a table: rows of cells, with the runs of changes that the characters of its text have.
fn table(rows: &[&[&str]], runs: &[(usize, &[u8])]) -> Vec<u8> {
    let text: String = rows.iter().map(|row| cells_of(row) + "\u{7}").collect();
    let mut streams = streams(&text, &[(0, u32::try_from(text.len()).expect("a small text"))]);
    let of_row = |row: &&[&str]| {
        let cells = (cells_of(row).len(), IN_TABLE.to_vec());
        [cells, (1, [IN_TABLE, ROW_END].concat())]
    };
    say(&mut streams, PARAGRAPHS, &rows.iter().flat_map(of_row).collect::<Vec<_>>());
    let runs: Vec<(usize, Vec<u8>)> = runs.iter().map(|(length, changes)| (*length, changes.to_vec())).collect();
    say(&mut streams, CHARACTERS, &runs);
    ole(&streams, straight)
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
    assert_eq!(read(&ole(&huge, straight)), Err(Fault::Damaged(Format::Doc)));
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

#[test]
fn a_text_of_which_a_part_is_lost_is_damaged() {
    const DAMAGED: Result<gaireport::package::Drawn, Fault> = Err(Fault::Damaged(Format::Doc));
    let whole = || streams(&"one\r".repeat(1000), &[(0, 4000)]);
    assert!(read(&ole(&whole(), straight)).is_ok());
    // The chain of the text goes nowhere; a piece stands behind its stream; the pieces end before the text.
    assert_eq!(read(&ole(&whole(), |sector, next| if sector == 4 { 0x00C8_0005 } else { next })), DAMAGED);
    let mut beyond = whole();
    beyond[1].1[5 + 8 + 2 + 2] = 0xC8;
    assert_eq!(read(&ole(&beyond, straight)), DAMAGED);
    let mut short = whole();
    put(&mut short[0].1, LENGTHS + 4 * 3, 4004);
    assert_eq!(read(&ole(&short, straight)), DAMAGED);
}

#[test]
fn a_file_whose_directory_is_cut_is_damaged_and_one_without_text_is_another() {
    let other = ole(&[("Contents", vec![1; 5000])], straight);
    assert_eq!(read(&other), Err(Fault::Foreign(Foreign::OldOffice)));
    let whole = ole(&streams(&"one\r".repeat(1000), &[(0, 4000)]), straight);
    for length in [whole.len() / 2, whole.len() - SECTOR - 300, SECTOR] {
        assert_eq!(read(&whole[..length]), Err(Fault::Damaged(Format::Doc)), "{length} bytes");
    }
    // Entries that name each other, and a directory in a circle.
    let directory = u32::from_le_bytes(whole[0x30..0x34].try_into().unwrap());
    let mut circle = whole.clone();
    let entry = SECTOR * (directory as usize + 1) + 128;
    circle[entry..entry + 2].copy_from_slice(b"X\0");
    put(&mut circle, entry + 0x44, 1);
    assert_eq!(read(&circle), Err(Fault::Damaged(Format::Doc)));
    let back = ole(&[("Contents", vec![1; 5000])], |sector, next| if sector == 10 { 10 } else { next });
    assert_eq!(read(&back), Err(Fault::Damaged(Format::Doc)));
}

#[test]
fn a_row_goes_with_its_words_only() {
    let rows: [&[&str]; 3] = [&["a", "1"], &["b", "2"], &["c", "3"]];
    let shown = |runs: &[(usize, &[u8])]| read(&table(&rows, runs)).unwrap().text;
    assert_eq!(shown(&[(15, &[])]), "a\t1\nb\t2\nc\t3\n");
    // The change begins with the end of the row before it.
    assert_eq!(shown(&[(4, &[]), (2, &DELETED), (9, &[])]), "a\t1\n\t2\nc\t3\n");
    assert_eq!(shown(&[(5, &[]), (5, &DELETED), (5, &[])]), "a\t1\nc\t3\n");
    assert_eq!(shown(&[(4, &[]), (6, &DELETED), (5, &[])]), "a\t1\nc\t3\n");
}

#[test]
fn words_under_a_phonetic_guide_stand_in_their_cell() {
    let guide = "\u{13} EQ \\* jc2 \\o\\al(\\s\\up 10(er),2)\u{15}";
    let file = table(&[&["a", guide]], &[]);
    assert_eq!(read(&file).unwrap().text, "a\t2\n");
}

#[test]
fn a_raised_mark_beside_a_figure_is_no_digit_of_it() {
    let file = table(&[&["a", "14[2]", "m2"]], &[(4, &[]), (3, &RAISED), (2, &[]), (1, &RAISED), (2, &[])]);
    assert_eq!(read(&file).unwrap().text, "a\t14\tm2\n");
}
