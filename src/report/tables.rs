//! The tables of a report: labels are cut into tokens, tokens grouped into runs, runs aligned with the rows of the
//! standard, and their values bound to its cells and solved for the sums.

pub(super) mod align;
pub(super) mod bind;
pub(super) mod cells;
pub mod identities;
pub mod labels;
pub(super) mod line;
pub(super) mod mend;
pub mod merged;
pub(super) mod pieces;
pub(super) mod runs;
pub mod solve;
pub(super) mod table;
pub(super) mod tokens;
pub(super) mod torn;
