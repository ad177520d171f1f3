//! Drafts as they lie in folders: names, kinds, last year's reports, and what is wrong with a file.

pub mod folder;
pub mod previous;
pub mod problem;
pub mod source;

pub use source::Origin;
