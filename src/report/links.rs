//! Figures in the prose that state what stands in cells of the tables.

use crate::text::Span;

/// A cell of a table of the report, by its place in the standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CellPlace {
    /// Id of the table.
    pub table: &'static str,
    /// Row of the table.
    pub row: usize,
    /// Column, counted within the row.
    pub column: usize,
}

/// A figure in the prose and the cells that it states; of several it states the sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProseLink {
    /// The figure, in bytes of what was read.
    pub span: Span,
    /// The cells. Those that the report's tables do not have are passed over.
    pub cells: Vec<CellPlace>,
}
