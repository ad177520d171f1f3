//! Panics that the program catches. It says `internal-error` and goes on; in a test that is a failure.

use std::cell::Cell;
use std::panic;
use std::sync::Once;

thread_local! {
    /// Panics of this thread, caught ones too.
    static PANICS: Cell<usize> = const { Cell::new(0) };
}

/// Does some work; fails if a panic was caught in it.
pub fn strictly<T>(work: impl FnOnce() -> T) -> T {
    static COUNTING: Once = Once::new();
    COUNTING.call_once(count_panics);
    let before = PANICS.get();
    let done = work();
    assert_eq!(PANICS.get(), before, "the program failed, and caught it: internal-error");
    done
}

/// Counts panics from now on, and has them reported as before.
fn count_panics() {
    let report = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        PANICS.set(PANICS.get() + 1);
        report(panic);
    }));
}
