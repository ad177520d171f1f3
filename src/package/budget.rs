//! Limits the size to which a package may unpack, counted while it unpacks.

use super::Fault;

/// Bytes that unpacked parts and all that is made of them may hold together: a text of 16 MiB with its markup, and no bomb.
const MOST_BYTES: usize = 64 << 20;

/// Bytes that one package may still take.
#[derive(Debug)]
pub(super) struct Budget {
    left: usize,
}

impl Budget {
    /// Returns the budget of a package that nothing was taken of.
    pub(super) fn new() -> Self {
        Budget { left: MOST_BYTES }
    }

    /// Takes bytes before they are made.
    pub(super) fn take(&mut self, bytes: usize) -> Result<(), Fault> {
        self.left = self.left.checked_sub(bytes).ok_or(Fault::TooMuchPacked)?;
        Ok(())
    }

    /// Returns how many bytes were taken.
    pub(super) fn taken(&self) -> usize {
        MOST_BYTES - self.left
    }

    /// Returns how many bytes may still be taken.
    pub(super) fn left(&self) -> usize {
        self.left
    }
}
