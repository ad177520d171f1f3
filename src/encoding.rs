//! Encodings of drafts: bytes to text and back, exactly.

use std::borrow::Cow;

use encoding_rs::{EncoderResult, GB18030};

/// Encoding of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 without mark.
    Utf8,
    /// UTF-8 behind a byte order mark.
    Utf8Bom,
    /// UTF-16, low byte first, behind its mark.
    Utf16Le,
    /// UTF-16, high byte first, behind its mark.
    Utf16Be,
    /// GB18030, and with it GBK and GB2312.
    Gb18030,
}

/// Why bytes are no text that is read, or a text cannot be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A NUL byte at this offset: no text.
    Binary(usize),
    /// Text of this encoding that ends inside a character, which begins at this offset.
    Cut(&'static str, usize),
    /// Text of this encoding with a wrong byte at this offset.
    Invalid(&'static str, usize),
    /// A page that declares an encoding that is not read.
    Declared(String),
    /// None of the encodings that are read.
    Undecodable,
    /// A character that the encoding cannot write.
    Unencodable(char),
    /// More than the memory of this machine can address.
    TooLarge,
}

impl Fault {
    /// Says what is wrong in one Chinese sentence.
    pub fn chinese(&self) -> String {
        match self {
            Fault::Binary(offset) => format!("二进制文件，不是文本（第 {offset} 字节为 NUL）"),
            Fault::Cut(name, offset) => format!("{name} 文本不完整：文件在第 {offset} 字节处的字符中间结束"),
            Fault::Invalid(name, offset) => format!("{name} 文本有误：第 {offset} 字节不合法"),
            Fault::Declared(name) => format!("网页声明的编码 {name} 不支持，可用 UTF-8、UTF-16（带 BOM）、GB18030"),
            Fault::Undecodable => "无法识别编码，可用 UTF-8、UTF-16（带 BOM）、GB18030".to_owned(),
            Fault::Unencodable(character) => format!("文件的编码无法写出字符 {character}，文件未改动"),
            Fault::TooLarge => "文件过大，无法转换编码".to_owned(),
        }
    }

    /// Says the same in English.
    pub fn english(&self) -> String {
        match self {
            Fault::Binary(offset) => format!("binary file, not text (NUL at byte {offset})"),
            Fault::Cut(name, offset) => {
                format!("{name} text is cut: the file ends inside the character at byte {offset}")
            }
            Fault::Invalid(name, offset) => format!("{name} text is invalid at byte {offset}"),
            Fault::Declared(name) => {
                format!("the page declares encoding {name}; only UTF-8, UTF-16 with BOM and GB18030 are read")
            }
            Fault::Undecodable => "encoding is none of UTF-8, UTF-16 with BOM, GB18030".to_owned(),
            Fault::Unencodable(character) => {
                format!("the encoding of the file cannot write {character}, file left unchanged")
            }
            Fault::TooLarge => "too large to be converted to another encoding".to_owned(),
        }
    }
}

const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";
const UTF16_LE_MARK: &[u8] = b"\xFF\xFE";
const UTF16_BE_MARK: &[u8] = b"\xFE\xFF";

/// A page declares its encoding near its beginning; browsers look at the first 1,024 bytes.
const DECLARATION: usize = 4096;

impl Encoding {
    /// Its name in machine output.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Utf8Bom => "utf-8-bom",
            Encoding::Utf16Le => "utf-16le",
            Encoding::Utf16Be => "utf-16be",
            Encoding::Gb18030 => "gb18030",
        }
    }

    /// The bytes of a text in this encoding, mark included.
    pub fn encode(self, text: &str) -> Result<Vec<u8>, Fault> {
        Ok(match self {
            Encoding::Utf8 => text.as_bytes().to_vec(),
            Encoding::Utf8Bom => [UTF8_MARK, text.as_bytes()].concat(),
            Encoding::Utf16Le => marked(UTF16_LE_MARK, text.encode_utf16().flat_map(u16::to_le_bytes)),
            Encoding::Utf16Be => marked(UTF16_BE_MARK, text.encode_utf16().flat_map(u16::to_be_bytes)),
            Encoding::Gb18030 => return encode_gb18030(text),
        })
    }
}

fn marked(mark: &[u8], bytes: impl Iterator<Item = u8>) -> Vec<u8> {
    mark.iter().copied().chain(bytes).collect()
}

fn encode_gb18030(text: &str) -> Result<Vec<u8>, Fault> {
    let mut encoder = GB18030.new_encoder();
    let room = encoder.max_buffer_length_from_utf8_without_replacement(text.len());
    let mut bytes = Vec::with_capacity(room.ok_or(Fault::TooLarge)?);
    match encoder.encode_from_utf8_to_vec_without_replacement(text, &mut bytes, true).0 {
        EncoderResult::Unmappable(character) => Err(Fault::Unencodable(character)),
        EncoderResult::InputEmpty => Ok(bytes),
        EncoderResult::OutputFull => Err(Fault::TooLarge),
    }
}

/// Reads the bytes of a file as text. The mark is no part of the text.
pub fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, Encoding), Fault> {
    if let Some(rest) = bytes.strip_prefix(UTF16_LE_MARK) {
        return Ok((Cow::Owned(decode_utf16(rest, u16::from_le_bytes)?), Encoding::Utf16Le));
    }
    if let Some(rest) = bytes.strip_prefix(UTF16_BE_MARK) {
        return Ok((Cow::Owned(decode_utf16(rest, u16::from_be_bytes)?), Encoding::Utf16Be));
    }
    if let Some(offset) = memchr::memchr(0, bytes) {
        return Err(Fault::Binary(offset));
    }
    let (rest, encoding) = match bytes.strip_prefix(UTF8_MARK) {
        Some(rest) => (rest, Encoding::Utf8Bom),
        None => (bytes, Encoding::Utf8),
    };
    match std::str::from_utf8(rest) {
        Ok(text) => Ok((Cow::Borrowed(text), encoding)),
        Err(_) if encoding == Encoding::Utf8Bom => Err(broken_utf8(rest, UTF8_MARK.len())),
        Err(_) => decode_gb18030(bytes).map(|text| (Cow::Owned(text), Encoding::Gb18030)),
    }
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Fault> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mark = UTF16_LE_MARK.len();
    if !rest.is_empty() {
        return Err(Fault::Cut("UTF-16", mark + bytes.len() - 1));
    }
    let mut text = String::with_capacity(bytes.len() / 2 * 3);
    let mut offset = mark;
    for character in char::decode_utf16(pairs.iter().copied().map(unit)) {
        match character {
            Ok('\0') => return Err(Fault::Binary(offset)),
            Ok(character) => {
                text.push(character);
                offset += 2 * character.len_utf16();
            }
            Err(_) => return Err(Fault::Invalid("UTF-16", offset)),
        }
    }
    Ok(text)
}

/// Returns what is wrong with bytes that are no UTF-8; `skipped` bytes stand before them in the file.
fn broken_utf8(bytes: &[u8], skipped: usize) -> Fault {
    match std::str::from_utf8(bytes) {
        Err(error) if error.error_len().is_none() => Fault::Cut("UTF-8", skipped + error.valid_up_to()),
        Err(error) => Fault::Invalid("UTF-8", skipped + error.valid_up_to()),
        Ok(_) => Fault::Undecodable,
    }
}

/// Reads bytes that are no UTF-8 as GB18030, if a page declares it or they look like it.
fn decode_gb18030(bytes: &[u8]) -> Result<String, Fault> {
    let broken = broken_utf8(bytes, 0);
    if let Fault::Cut(_, offset) = broken
        && !bytes[..offset].is_ascii()
    {
        return Err(broken);
    }
    let declared = declared(&bytes[..bytes.len().min(DECLARATION)]);
    let looks = looks_like_gb18030(bytes);
    if !looks && declared != Some(Declared::Gb18030) {
        return Err(match declared {
            Some(Declared::Other(name)) => Fault::Declared(name),
            _ if mostly_utf8(bytes) => broken,
            _ => Fault::Undecodable,
        });
    }
    let text = GB18030.decode_without_bom_handling_and_without_replacement(bytes);
    text.map(Cow::into_owned).ok_or(Fault::Undecodable)
}

/// The encoding an HTML page declares, as far as it matters here.
#[derive(Debug, PartialEq, Eq)]
enum Declared {
    Utf8,
    Gb18030,
    Other(String),
}

fn declared(head: &[u8]) -> Option<Declared> {
    let lower = head.to_ascii_lowercase();
    let at = memchr::memmem::find(&lower, b"<meta")
        .and_then(|meta| Some(meta + memchr::memmem::find(&lower[meta..], b"charset")?))?;
    let rest = lower[at + b"charset".len()..].trim_ascii_start().strip_prefix(b"=")?;
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let name: Vec<u8> =
        rest.iter().copied().skip_while(|byte| matches!(byte, b'"' | b'\'' | b' ')).take_while(is_part).collect();
    Some(match encoding_rs::Encoding::for_label(&name)?.name() {
        "UTF-8" => Declared::Utf8,
        "GBK" | "gb18030" => Declared::Gb18030,
        other => Declared::Other(other.to_owned()),
    })
}

/// Returns whether bytes have the form of GB18030 and, where not ASCII, nearly all lie in the rows that GB2312 fills. Big5,
/// Latin and broken UTF-8 put half of their second bytes elsewhere.
fn looks_like_gb18030(bytes: &[u8]) -> bool {
    let (mut common, mut rare) = (0_usize, 0_usize);
    let mut rest = bytes;
    while let Some(&lead) = rest.first() {
        let length = match rest {
            [0..=0x7F, ..] if lead < 0x20 && !matches!(lead, b'\t' | b'\n' | b'\r' | 0x0C | 0x1A) => return false,
            [0..=0x7F, ..] => 1,
            [0xA1..=0xFE, 0xA1..=0xFE, ..] => 2,
            [0x81..=0xFE, 0x40..=0x7E | 0x80..=0xFE, ..] => 2,
            [0x81..=0xFE, b'0'..=b'9', 0x81..=0xFE, b'0'..=b'9', ..] => 4,
            _ => return false,
        };
        match rest[..length] {
            [_] => {}
            [0xA1..=0xFE, 0xA1..=0xFE] => common += 1,
            _ => rare += 1,
        }
        rest = &rest[length..];
    }
    common > 0 && common >= 4 * rare
}

/// Returns whether bytes are UTF-8 with a fault: some Han read well before it.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let Err(error) = std::str::from_utf8(bytes) else { return true };
    bytes[..error.valid_up_to()].iter().any(|&byte| byte >= 0xE0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<(String, Encoding), Fault> {
        decode(bytes).map(|(text, encoding)| (text.into_owned(), encoding))
    }

    #[test]
    fn every_encoding_comes_back_byte_for_byte() {
        let text = "清河镇人民政府2022年政府信息公开工作年度报告\r\n〔2021〕30号，“三安全一稳定”𠮷\n";
        let all = [Encoding::Utf8, Encoding::Utf8Bom, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Gb18030];
        for encoding in all {
            let bytes = encoding.encode(text).unwrap();
            assert_eq!(read(&bytes), Ok((text.to_owned(), encoding)));
        }
    }

    #[test]
    fn utf8_cut_inside_a_character_is_not_mistaken_for_gb18030() {
        let text = "一、总体情况";
        for cut in [1, 2] {
            let bytes = &text.as_bytes()[..text.len() - cut];
            assert_eq!(read(bytes), Err(Fault::Cut("UTF-8", text.len() - 3)));
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        assert_eq!(read(b"a\0b"), Err(Fault::Binary(1)));
        assert_eq!(read(b"\xFF\xFEa\0\0"), Err(Fault::Cut("UTF-16", 4)));
        assert_eq!(read(b"\xFF\xFEa\0\0\xD8"), Err(Fault::Invalid("UTF-16", 4)));
        assert_eq!(read("总体\u{e9}情况".as_bytes().split_last().unwrap().1), Err(Fault::Cut("UTF-8", 11)));
        let mut broken = "一、总体情况和主动公开情况".as_bytes().to_vec();
        broken[9] = 0xFF;
        assert_eq!(read(&broken), Err(Fault::Invalid("UTF-8", 9)));
        assert_eq!(read(b"d\xE9j\xE0 vu, \xE9t\xE9"), Err(Fault::Undecodable));
        assert_eq!(read(b"\x89PNG\x1a\x1b\xFF"), Err(Fault::Undecodable));
    }

    #[test]
    fn a_page_that_declares_another_encoding_is_named() {
        let page = b"<html><meta charset=\"big5\">\xA4\xA4\xA4\x40\xA4\x51".as_slice();
        assert_eq!(read(page), Err(Fault::Declared("Big5".to_owned())));
        let page = b"<meta http-equiv='Content-Type' content='text/html; charset=gb2312'>\x81\x40".as_slice();
        assert_eq!(read(page).unwrap().1, Encoding::Gb18030);
    }
}
