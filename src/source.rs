//! A draft as it lies in a file: its text, how that was written, and what its name says.

pub mod names;
pub mod roster;

use std::borrow::Cow;

use crate::analysis::{MAX_BYTES, Options};
use crate::dialect::Kind;
use crate::encoding::{Encoding, decode};
use crate::package::{self, Format};
use crate::problem::Problem;

/// A file as read: its text, and how that was written.
pub struct Source<'b> {
    /// The text, without mark.
    pub text: Cow<'b, str>,
    /// Its origin.
    pub origin: Origin,
}

/// Origin of a text within its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// As text in this encoding.
    Text(Encoding),
    /// In a package of this format, which it is drawn out of and never written back to.
    Package(Format),
}

/// Reads bytes as text.
pub fn source(bytes: &[u8]) -> Result<Source<'_>, Problem> {
    let (text, origin) = match package::read(bytes) {
        Some(drawn) => {
            let drawn = drawn?;
            (Cow::Owned(drawn.text), drawn.format.map_or(Origin::Text(Encoding::Utf8), Origin::Package))
        }
        None if bytes.len() > MAX_BYTES => return Err(Problem::TooLarge),
        None => decode(bytes).map(|(text, encoding)| (text, Origin::Text(encoding)))?,
    };
    if text.len() > MAX_BYTES {
        return Err(Problem::TooLarge);
    }
    Ok(Source { text, origin })
}

impl Origin {
    /// The format of the package that holds the text, if one does.
    pub fn package(self) -> Option<Format> {
        match self {
            Origin::Text(_) => None,
            Origin::Package(format) => Some(format),
        }
    }

    /// The name of the encoding in machine output.
    pub fn encoding(self) -> &'static str {
        match self {
            Origin::Text(encoding) => encoding.name(),
            Origin::Package(_) => Encoding::Utf8.name(),
        }
    }
}

impl Source<'_> {
    /// The kind of draft that the text is: of a package it is plain text, whatever the name of the file says.
    pub fn kind(&self, named: Kind) -> Kind {
        self.origin.package().map_or(named, |_| Kind::Text)
    }

    /// Options for analysing the text, given those for a draft of the file's name.
    pub fn options(&self, named: &Options) -> Options {
        Options { kind: self.kind(named.kind), ..named.clone() }
    }

    /// The bytes of a changed text in the encoding of the file, whose `bytes` must come back exactly.
    pub fn encode(&self, text: &str, bytes: &[u8]) -> Result<Vec<u8>, Problem> {
        let Origin::Text(encoding) = self.origin else { return Err(Problem::Inexact) };
        let unchanged = encoding.encode(&self.text).map_err(|_| Problem::Inexact)?;
        if unchanged != bytes {
            return Err(Problem::Inexact);
        }
        Ok(encoding.encode(text)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoding;

    #[test]
    fn a_text_that_its_encoding_cannot_write_is_refused() {
        let bytes = Encoding::Gb18030.encode("清河镇").unwrap();
        let source = source(&bytes).unwrap();
        assert_eq!(source.encode("清河镇\u{e5e5}", &bytes), Err(encoding::Fault::Unencodable('\u{e5e5}').into()));
        assert!(source.encode("清河县", &bytes).is_ok());
    }
}
