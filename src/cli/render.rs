//! Forms of what is printed about drafts.

pub mod diff;
pub mod json;
pub mod quote;
pub mod text;

use gaireport::analysis::Analysis;
use gaireport::dialect::Kind;
use gaireport::page::Language;

use super::decode::Encoding;

/// A draft that was checked.
pub struct Draft<'a> {
    /// As it is shown.
    pub path: &'a str,
    /// What was analysed.
    pub text: &'a str,
    /// How the file writes it.
    pub encoding: Encoding,
    /// What kind of file it is.
    pub kind: Kind,
    /// What was found.
    pub analysis: &'a Analysis,
    /// Language of messages.
    pub language: Language,
}
