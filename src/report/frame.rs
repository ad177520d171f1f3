//! The frame of a report: its title, headings, period and declared parts.

pub(super) mod chrome;
pub(super) mod division;
pub mod headings;
pub mod inline;
pub(super) mod kind;
pub(super) mod names;
pub mod parts;
pub(super) mod period;
pub(super) mod squeeze;
pub mod title;
