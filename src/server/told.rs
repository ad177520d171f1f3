//! Diagnostics that an editor was told of a draft, and the time that it took to find them.

use std::sync::Arc;
use std::time::Duration;

use gaireport::analysis::Volume;
use ls_types::Diagnostic;

use crate::drafts::scope::Scope;

/// Bytes from which a draft is taken for several reports, of which only those that change are read again. What is shorter
/// is read as fast as it could be told apart.
pub const LONG: usize = 64 << 10;

/// Diagnostics of a draft, as the editor is told of them.
#[derive(Debug, Default)]
pub struct Told {
    /// Everything to be said about it.
    pub diagnostics: Vec<Diagnostic>,
    /// The time that it took to find them.
    pub took: Duration,
    /// Its reports, where it is long, and what held for them.
    pub volume: Option<(Volume, Arc<Scope>)>,
}

impl Told {
    /// Estimates how long it will take to find what is to be said after the next change: of a text that was
    /// read whole, the part that one report of it is.
    pub fn next_takes(&self) -> Duration {
        match &self.volume {
            Some((volume, _)) if volume.reread() >= volume.source().len() => {
                let part = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
                (self.took * part(volume.longest() >> 8)) / part(volume.source().len() >> 8).max(1)
            }
            _ => self.took,
        }
    }
}
