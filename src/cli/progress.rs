//! A progress bar on standard error, where a person looks at it and the work lasts over a second.

use std::io::{self, IsTerminal};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Work that is done sooner needs no bar.
const PATIENCE: Duration = Duration::from_secs(1);
/// Redraw interval while nothing happens.
const TICK: Duration = Duration::from_millis(100);

/// The bar, if there is one.
pub struct Progress {
    shown: Option<Shown>,
}

struct Shown {
    bar: ProgressBar,
    /// Dropped when the work is done.
    done: Option<Sender<()>>,
    starter: Option<JoinHandle<()>>,
}

impl Progress {
    /// Shows nothing.
    pub fn none() -> Progress {
        Progress { shown: None }
    }

    /// Draws a bar for so many files, where a person may look at it.
    pub fn begin(files: usize) -> Progress {
        if files < 2 || !io::stderr().is_terminal() {
            return Progress::none();
        }
        let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {eta}").unwrap_or(ProgressStyle::default_bar());
        let bar = ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::hidden()).with_style(style);
        let (done, waiting) = mpsc::channel();
        let late = bar.clone();
        let starter = thread::spawn(move || {
            if waiting.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                late.set_draw_target(ProgressDrawTarget::stderr());
                late.enable_steady_tick(TICK);
            }
        });
        Progress { shown: Some(Shown { bar, done: Some(done), starter: Some(starter) }) }
    }

    /// Counts a file, and prints what came of it with the bar out of the way.
    pub fn step(&self, print: impl FnOnce()) {
        match &self.shown {
            Some(shown) => {
                shown.bar.inc(1);
                shown.bar.suspend(print);
            }
            None => print(),
        }
    }

    /// Returns whether progress is shown.
    pub fn is_shown(&self) -> bool {
        self.shown.is_some()
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        let Some(shown) = &mut self.shown else { return };
        drop(shown.done.take());
        if let Some(starter) = shown.starter.take() {
            let _ = starter.join();
        }
        shown.bar.finish_and_clear();
    }
}
