//! Fields of a text, which lie in each other: of each the code is not seen, and its result is.

/// The fields that are open.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields {
    /// True if the result of each, outermost first, has begun.
    open: Vec<bool>,
    /// Tells how many of them are still in their code.
    codes: usize,
}

impl Fields {
    /// Begins a field with its code.
    pub(super) fn begin(&mut self) {
        self.open.push(false);
        self.codes += 1;
    }

    /// Begins the result of the innermost field.
    pub(super) fn reach_result(&mut self) {
        if let Some(reached) = self.open.last_mut().filter(|reached| !**reached) {
            *reached = true;
            self.codes -= 1;
        }
    }

    /// Ends the innermost field.
    pub(super) fn end(&mut self) {
        if self.open.pop() == Some(false) {
            self.codes -= 1;
        }
    }

    /// Returns whether text that comes now is seen.
    pub(super) fn is_shown(&self) -> bool {
        self.codes == 0
    }
}
