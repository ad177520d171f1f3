//! Files of offices as bytes: every reader gives the same text of the same report, and none panics or unfolds without measure
//! over what is broken, on purpose or not.

#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up has failed")]

#[path = "packages/bombs.rs"]
mod bombs;
#[path = "packages/damage.rs"]
mod damage;
#[path = "packages/faults.rs"]
mod faults;
#[path = "packages/made.rs"]
mod made;
#[path = "packages/marks.rs"]
mod marks;
#[path = "packages/old_word.rs"]
mod old_word;
#[path = "packages/places.rs"]
mod places;
