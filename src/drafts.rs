//! Drafts as they lie in folders: names, encodings, Word documents, last year's reports, and what is wrong with a file.

mod decode;
pub mod folder;
pub mod previous;
pub mod problem;
pub mod source;
pub mod word;

pub use decode::Encoding;
