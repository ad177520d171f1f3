//! Drafts as they lie in folders: names, kinds, effective settings, last year's reports, and what is wrong with a file.

pub mod archive;
pub mod between;
pub mod folder;
pub mod ignored;
pub mod reach;
pub mod roster;
pub mod scope;
pub mod source;
pub mod temporary;
pub mod writing;

pub use gaireport::problem;
