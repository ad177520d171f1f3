//! A look at a PDF before it is opened: what has a password, and object streams that unfold beyond measure.
//!
//! The reader of objects unpacks these streams by itself, with no limit that would do here. Their dictionaries stand in the file
//! as they are, so that they can be found without reading objects.

use std::borrow::Cow;
use std::io::{ErrorKind, Read};

use flate2::read::ZlibDecoder;
use memchr::{memchr_iter, memmem};

use crate::package::{Fault, Format};

/// Bytes that one stream of objects, and all of them, may unfold to.
const MOST_IN_ONE: u64 = 8 << 20;
const MOST_IN_ALL: u64 = 32 << 20;

/// Objects that one stream may say it holds.
const MOST_OBJECTS: u64 = 200_000;

/// Bytes that the dictionary of a stream may have.
const LONGEST_DICTIONARY: usize = 16 << 10;

/// Bytes that a name may have; longer ones are none of those that are looked for.
const LONGEST_NAME: usize = 64;

/// Names of dictionaries of streams that hold objects, or say where objects are.
const OF_OBJECTS: [&[u8]; 3] = [b"First", b"W", b"ObjStm"];

/// Names of filters that unfold.
const UNFOLDING: [&[u8]; 6] = [b"FlateDecode", b"Fl", b"LZWDecode", b"LZW", b"RunLengthDecode", b"RL"];

/// Refuses a file with a password, and one that unfolds too far.
pub(super) fn check(bytes: &[u8]) -> Result<(), Fault> {
    if names(bytes).any(|(_, name)| *name == *b"Encrypt") {
        return Err(Fault::Encrypted);
    }
    let mut left = MOST_IN_ALL;
    for at in memmem::find_iter(bytes, b"stream") {
        let dictionary = dictionary(bytes, at);
        if dictionary.is_none_or(holds_objects) && !is_end(bytes, at) {
            let dictionary = dictionary.ok_or(Fault::TooMuchPacked)?;
            check_dictionary(dictionary)?;
            left = left.checked_sub(unfolded(&bytes[at + b"stream".len()..])?).ok_or(Fault::TooMuchPacked)?;
        }
    }
    Ok(())
}

/// Returns whether the word is `endstream`.
fn is_end(bytes: &[u8], at: usize) -> bool {
    bytes[..at].ends_with(b"end")
}

/// The bytes between the beginning of an object and its stream; `None` where it is longer than a dictionary is.
fn dictionary(bytes: &[u8], stream: usize) -> Option<&[u8]> {
    let before = &bytes[stream.saturating_sub(LONGEST_DICTIONARY)..stream];
    memmem::rfind(before, b"obj").map(|at| &before[at..])
}

fn holds_objects(dictionary: &[u8]) -> bool {
    names(dictionary).any(|(_, name)| OF_OBJECTS.contains(&&*name))
}

/// Refuses a stream of objects that is not written as programs write it: filters and number in plain sight, one filter at most.
fn check_dictionary(dictionary: &[u8]) -> Result<(), Fault> {
    let mut unfolding = 0;
    for (end, name) in names(dictionary) {
        let rest = dictionary[end..].trim_ascii_start();
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let is_reference = || rest[digits..].trim_ascii_start().first().is_some_and(u8::is_ascii_digit);
        unfolding += usize::from(UNFOLDING.contains(&&*name));
        let number = || std::str::from_utf8(&rest[..digits]).ok().and_then(|digits| digits.parse::<u64>().ok());
        match &*name {
            b"Filter" if digits > 0 => return Err(Fault::Damaged(Format::Pdf)),
            b"N" if is_reference() || number().is_none_or(|number| number > MOST_OBJECTS) => {
                return Err(Fault::TooMuchPacked);
            }
            _ => {}
        }
    }
    if unfolding > 1 { Err(Fault::TooMuchPacked) } else { Ok(()) }
}

/// Returns how far a stream unfolds that begins behind these bytes; nothing where it is not packed.
fn unfolded(behind: &[u8]) -> Result<u64, Fault> {
    let start = behind.strip_prefix(b"\r\n").or_else(|| behind.strip_prefix(b"\n")).unwrap_or(behind);
    measure(start, MOST_IN_ONE).ok_or(Fault::TooMuchPacked)
}

/// The bytes that packed ones unfold to, as far as they can be unfolded; `None` over the limit.
pub(super) fn measure(packed: &[u8], most: u64) -> Option<u64> {
    let (mut bytes, mut room) = (0, [0; 1 << 14]);
    let mut decoder = ZlibDecoder::new(packed).take(most + 1);
    loop {
        match decoder.read(&mut room) {
            Ok(0) => return Some(bytes).filter(|bytes| *bytes <= most),
            Ok(read) => bytes += read as u64,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            // What is damaged is read as far as it goes.
            Err(_) => return Some(bytes).filter(|bytes| *bytes <= most),
        }
    }
}

/// All names, each with the place behind it; `#41` in one is `A`.
fn names(bytes: &[u8]) -> impl Iterator<Item = (usize, Cow<'_, [u8]>)> {
    memchr_iter(b'/', bytes).map(|at| {
        let rest = &bytes[at + 1..bytes.len().min(at + 1 + LONGEST_NAME)];
        let regular = |byte: &u8| byte.is_ascii_graphic() && !b"()<>[]{}/%".contains(byte);
        let length = rest.iter().take_while(|byte| regular(byte)).count();
        (at + 1 + length, unescaped(&rest[..length]))
    })
}

fn unescaped(name: &[u8]) -> Cow<'_, [u8]> {
    if !name.contains(&b'#') {
        return Cow::Borrowed(name);
    }
    let (mut plain, mut rest) = (Vec::with_capacity(name.len()), name);
    while let Some((first, behind)) = rest.split_first() {
        let code = behind.get(..2).and_then(|code| u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok());
        match code.filter(|_| *first == b'#') {
            Some(byte) => {
                plain.push(byte);
                rest = &behind[2..];
            }
            None => {
                plain.push(*first);
                rest = behind;
            }
        }
    }
    Cow::Owned(plain)
}
