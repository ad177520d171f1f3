//! Drafts as they lie in folders: names, encodings, Word documents, effective settings, last year's reports, and what is
//! wrong with a file.

pub mod archive;
mod decode;
pub mod folder;
pub mod problem;
pub mod scope;
pub mod source;
pub mod word;

pub use decode::Encoding;
