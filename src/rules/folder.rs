//! Rules on what only shows between the reports of a folder. The folder's checks find it, and borrow these rules.

use crate::lint::{Context, Sink};

/// Found between reports, not in one.
pub fn found_between(_: &Context, _: &mut Sink) {}
