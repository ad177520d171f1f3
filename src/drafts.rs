//! Drafts as they lie in folders: names, kinds, effective settings, last year's reports, and what is wrong with a file.

pub mod archive;
pub mod between;
pub mod folder;
pub mod problem;
pub mod roster;
pub mod scope;
pub mod source;

pub use source::Origin;
