//! What only shows between the reports of a folder: units that did not report, sums over units, copied words.
//!
//! Pure like the rest of the core: [`sheet::sheets`] makes of an analysis what the checks need. It is plain data, so that
//! a province can be looked at by many machines.

mod passage;
pub mod sheet;
pub mod sketch;

pub use passage::Passage;
pub use sheet::{Sheet, sheets};
