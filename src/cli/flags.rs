//! Turns the command line into the settings that win over configurations.

use gaireport::config;

use super::arguments::{Arguments, Configuration, Mode};
use crate::drafts::reach::Reach;
use crate::drafts::scope::{Flags, LastYear, Scopes};

/// Reads the configuration that the command line names; the nearest ones are read when a file asks.
pub fn scopes(arguments: &Arguments) -> Scopes {
    let only = match &arguments.configuration {
        Configuration::Nearest => None,
        Configuration::None => Some(Ok(None)),
        Configuration::File(path) => {
            Some(config::load(&path.canonicalize().unwrap_or_else(|_| path.clone())).map(Some))
        }
    };
    Scopes::new(flags(arguments), only, arguments.speech)
}

fn flags(arguments: &Arguments) -> Flags {
    let off = |id: &String| (id.clone(), None);
    Flags {
        edition: arguments.edition,
        year: arguments.year,
        language: arguments.language,
        previous: match (&arguments.mode, &arguments.previous) {
            (Mode::Check(..), None) => LastYear::Configured,
            (Mode::Check(..), Some(path)) => LastYear::At(path.clone()),
            _ => LastYear::Ignored,
        },
        roster: arguments.roster.clone(),
        reach: if is_build_server() { Reach::Within } else { Reach::Machine },
        select: arguments.select.clone(),
        levels: arguments.severities.iter().cloned().chain(arguments.ignore.iter().map(off)).collect(),
    }
}

/// Returns whether nobody looks at what the program says before it has read what a change names.
fn is_build_server() -> bool {
    std::env::var_os("CI").is_some_and(|value| !value.is_empty() && value != *"false")
}
