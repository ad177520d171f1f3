//! Takes messages apart that arrive as `Content-Length: N`, a blank line and N bytes, and survives whatever else arrives.

use std::io::{self, Read};

/// Longest body that is read, in bytes. Drafts are at most 16 MiB, and JSON may write a byte as six.
pub const LONGEST_BODY: u64 = 64 << 20;

/// Longest line of a header that is kept. What is longer is no header.
const LONGEST_LINE: usize = 4 << 10;

/// Bytes asked for at once.
const CHUNK: usize = 64 << 10;

const LENGTH: &[u8] = b"content-length:";

/// A message or a fault in the input.
#[derive(Debug, PartialEq, Eq)]
pub enum Frame {
    /// The body of a message, not looked into.
    Body(Vec<u8>),
    /// Something that is no message. Said once, however much of it there is.
    Fault(Fault),
}

/// Why something is no message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Bytes where a header should stand, or a header without a length.
    NoLength,
    /// A length that is no number.
    BadLength,
    /// A body longer than `LONGEST_BODY`; it is passed over.
    TooLong(u64),
    /// The input ended inside a body.
    CutOff,
}

/// Reads frames from a stream of bytes.
pub struct Frames<R> {
    input: R,
    /// Read buffer, allocated once: a keystroke comes in a few hundred bytes.
    chunk: Box<[u8]>,
    buffer: Vec<u8>,
    /// Bytes of the buffer that are used up.
    used: usize,
    /// True if a fault was reported since the last message.
    told: bool,
}

impl<R: Read> Frames<R> {
    /// Frames of that input.
    pub fn new(input: R) -> Self {
        Frames { input, chunk: vec![0; CHUNK].into(), buffer: Vec::new(), used: 0, told: false }
    }

    /// Waits for the next frame; `None` at the end of the input.
    pub fn next(&mut self) -> io::Result<Option<Frame>> {
        let (mut length, mut begun) = (None, false);
        loop {
            let Some(line) = self.line()? else { return Ok(begun.then(|| self.fault(Fault::NoLength)).flatten()) };
            let fault = match header(&line) {
                Header::End => match (length.take(), std::mem::take(&mut begun)) {
                    (Some(length), _) => return self.body(length).map(Some),
                    // Blank lines between messages are let pass.
                    (None, false) => continue,
                    (None, true) => Fault::NoLength,
                },
                Header::Length(count) if count > LONGEST_BODY => Fault::TooLong(count),
                Header::Length(count) => {
                    length = Some(count);
                    continue;
                }
                Header::Other => {
                    begun = true;
                    continue;
                }
                Header::BadLength => Fault::BadLength,
                Header::Garbage => Fault::NoLength,
            };
            (length, begun) = (None, false);
            if let Some(frame) = self.fault(fault) {
                return Ok(Some(frame));
            }
        }
    }

    /// The fault, unless one was told of already.
    fn fault(&mut self, fault: Fault) -> Option<Frame> {
        (!std::mem::replace(&mut self.told, true)).then_some(Frame::Fault(fault))
    }

    /// The next line without its end, or what stands in it before a header; `None` at the end of the input. Of a line
    /// too long for a header only the end is kept.
    fn line(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut searched = 0;
        loop {
            let rest = &self.buffer[self.used..];
            if let Some(end) = memchr::memchr(b'\n', &rest[searched..]).map(|end| searched + end) {
                // Behind a body that was longer than it said, the next header does not begin its line.
                let behind = length_field(&rest[..end]).filter(|&at| at > 0);
                let line = rest[..behind.unwrap_or(end)].to_vec();
                self.used += behind.unwrap_or(end + 1);
                return Ok(Some(line));
            }
            searched = rest.len();
            if searched > LONGEST_LINE {
                // The end may hold the beginning of a header.
                self.used += searched - LENGTH.len();
                searched = LENGTH.len();
            }
            if self.fill()? == 0 {
                let line = self.buffer.split_off(self.used);
                return Ok((!line.is_empty()).then_some(line));
            }
        }
    }

    fn body(&mut self, length: u64) -> io::Result<Frame> {
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        while self.buffer.len() - self.used < length {
            if self.fill()? == 0 {
                self.used = self.buffer.len();
                return Ok(Frame::Fault(Fault::CutOff));
            }
        }
        let body = self.buffer[self.used..self.used + length].to_vec();
        self.used += length;
        self.told = false;
        Ok(Frame::Body(body))
    }

    /// Waits for more input and returns how much came; none at its end.
    fn fill(&mut self) -> io::Result<usize> {
        self.buffer.drain(..self.used);
        self.used = 0;
        if self.buffer.capacity() > 16 * CHUNK && self.buffer.len() < CHUNK {
            self.buffer.shrink_to(CHUNK);
        }
        let read = loop {
            match self.input.read(&mut self.chunk) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read?,
            }
        };
        self.buffer.extend_from_slice(&self.chunk[..read]);
        Ok(read)
    }
}

/// Kind of a line between two bodies.
enum Header {
    /// The blank line that ends a header.
    End,
    Length(u64),
    BadLength,
    /// A field that does not matter, such as the type of the content.
    Other,
    Garbage,
}

fn header(line: &[u8]) -> Header {
    let line = line.trim_ascii();
    if line.is_empty() {
        return Header::End;
    }
    if length_field(line) == Some(0) {
        let digits = line[LENGTH.len()..].trim_ascii();
        let number = std::str::from_utf8(digits).ok().filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
        return match number.map(str::parse) {
            Some(Ok(length)) => Header::Length(length),
            // More digits than any number of bytes has.
            Some(Err(_)) if !digits.is_empty() => Header::Length(u64::MAX),
            _ => Header::BadLength,
        };
    }
    let name = line.iter().position(|&byte| byte == b':').map(|end| &line[..end]);
    let is_name = |name: &[u8]| name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
    if name.is_some_and(|name| !name.is_empty() && is_name(name)) { Header::Other } else { Header::Garbage }
}

/// Offset of the last length field in the line.
fn length_field(line: &[u8]) -> Option<usize> {
    let last = line.len().checked_sub(LENGTH.len())?;
    (0..=last).rev().find(|&at| line[at..at + LENGTH.len()].eq_ignore_ascii_case(LENGTH))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives its bytes a few at a time.
    struct Trickle<'b>(&'b [u8], usize);

    impl Read for Trickle<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let count = self.1.min(self.0.len()).min(buffer.len());
            buffer[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    fn frames(input: &[u8], step: usize) -> Vec<Frame> {
        let mut frames = Frames::new(Trickle(input, step));
        std::iter::from_fn(|| frames.next().unwrap()).collect()
    }

    fn expect(input: &[u8], expected: &[Frame]) {
        for step in [1, 7, 1 << 20] {
            assert_eq!(frames(input, step), expected, "{} in steps of {step}", String::from_utf8_lossy(input));
        }
    }

    fn body(text: &str) -> Frame {
        Frame::Body(text.as_bytes().to_vec())
    }

    #[test]
    fn bodies_are_cut_by_their_length() {
        expect(b"Content-Length: 2\r\n\r\n{}Content-Length: 4\r\n\r\n[\n1]", &[body("{}"), body("[\n1]")]);
        expect(b"", &[]);
        expect(b"\r\n\nContent-Length: 0\r\n\r\n", &[body("")]);
    }

    #[test]
    fn headers_may_be_written_in_any_way_that_can_be_read() {
        let kind = "Content-Type: application/vscode-jsonrpc; charset=utf-8";
        for header in [format!("{kind}\r\ncontent-length:2"), format!("CONTENT-LENGTH:   2 \n{kind}")] {
            expect(format!("{header}\r\n\r\n{{}}").as_bytes(), &[body("{}")]);
        }
    }

    #[test]
    fn what_is_no_message_is_told_of_once_and_the_next_message_is_read() {
        let good = "Content-Length: 2\r\n\r\n{}";
        let bad = [
            ("hello\nworld\n\n", Fault::NoLength),
            ("Content-Type: x\r\n\r\n", Fault::NoLength),
            ("Content-Length: two\r\n\r\n{}", Fault::BadLength),
            ("Content-Length: \r\n\r\n", Fault::BadLength),
            ("Content-Length: -1\r\n\r\n", Fault::BadLength),
            ("Content-Length: 99999999999\r\n\r\n{\"a\":1}", Fault::TooLong(99_999_999_999)),
            ("Content-Length: 99999999999999999999999\r\n\r\n", Fault::TooLong(u64::MAX)),
        ];
        for (input, fault) in bad {
            expect(
                format!("{good}{input}{good}{input}{good}").as_bytes(),
                &[body("{}"), Frame::Fault(fault), body("{}"), Frame::Fault(fault), body("{}")],
            );
        }
    }

    #[test]
    fn a_length_that_is_too_short_costs_no_further_message() {
        let input = "Content-Length: 5\r\n\r\n{\"年报\":1}Content-Length: 2\r\n\r\n{}";
        let frames = frames(input.as_bytes(), 1 << 20);
        assert_eq!(frames.last(), Some(&body("{}")));
    }

    #[test]
    fn a_line_without_end_does_not_fill_the_memory() {
        let endless = io::repeat(b'x').take(50 << 20).chain(&b"Content-Length: 2\r\n\r\n{}"[..]);
        let mut frames = Frames::new(endless);
        assert_eq!(frames.next().unwrap(), Some(Frame::Fault(Fault::NoLength)));
        assert!(frames.buffer.capacity() < 1 << 20);
        assert_eq!(frames.next().unwrap(), Some(body("{}")));
    }

    #[test]
    fn the_end_inside_a_body_is_a_fault() {
        expect(b"Content-Length: 9\r\n\r\n{}", &[Frame::Fault(Fault::CutOff)]);
    }
}
