//! PDF with text: what its pages draw, put together as paragraphs and tables.

mod adapter;
mod guard;

use super::budget::Budget;
use super::layout::{self, Page};
use super::{Drawn, Fault, Format};

/// Draws the text out of a file.
pub(super) fn open(bytes: &[u8], budget: &mut Budget) -> Result<Drawn, Fault> {
    guard::check(bytes)?;
    let pages = adapter::pages(bytes, budget)?;
    if pages.is_empty() {
        return Err(Fault::Damaged(Format::Pdf));
    }
    if pages.iter().all(|page: &Page| page.glyphs.is_empty()) {
        return Err(Fault::NoText(Format::Pdf));
    }
    Drawn::of(Format::Pdf, &layout::blocks(&pages, budget)?, Vec::new())
}
