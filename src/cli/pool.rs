//! Work on many files by several threads, the results in order, only a few of them held at a time.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Results that threads may finish ahead of the first one not yet taken.
const WINDOW: usize = 64;

/// Files a thread claims at a time.
const CLAIM: usize = 4;

/// Results on their way to whoever takes them.
struct Line<R, T> {
    /// Index of the first result not yet taken.
    next: usize,
    /// Results from `next` on, where they have come.
    waiting: VecDeque<Option<R>>,
    /// Threads that are too far ahead to hand over.
    ahead: usize,
    take: T,
}

/// Does `work` on the indices `0..count`, each thread with a `tool` of its own, and gives the results to `take` in order.
pub fn in_order<R: Send, S>(
    count: usize,
    threads: usize,
    tool: impl Fn() -> S + Sync,
    work: impl Fn(usize, &mut S) -> R + Sync,
    take: impl FnMut(R) + Send,
) {
    let claimed = AtomicUsize::new(0);
    let line = Mutex::new(Line { next: 0, waiting: VecDeque::with_capacity(WINDOW), ahead: 0, take });
    let room = Condvar::new();
    let labour = || {
        let mut tool = tool();
        loop {
            let first = claimed.fetch_add(CLAIM, Ordering::Relaxed);
            if first >= count {
                return;
            }
            for index in first..count.min(first + CLAIM) {
                let result = work(index, &mut tool);
                hand_over(&line, &room, index, result);
            }
        }
    };
    // Starting a thread costs more than a few drafts.
    let helpers = threads.min(count / (2 * CLAIM)).saturating_sub(1);
    std::thread::scope(|scope| {
        for _ in 0..helpers {
            scope.spawn(labour);
        }
        labour();
    });
}

/// Puts a result into its place, and gives on all that are next in turn.
fn hand_over<R, T: FnMut(R)>(line: &Mutex<Line<R, T>>, room: &Condvar, index: usize, result: R) {
    let mut guard: MutexGuard<Line<R, T>> = line.lock().unwrap_or_else(PoisonError::into_inner);
    // The thread whose result is next never waits here, so there is always one that goes on.
    while index >= guard.next + WINDOW {
        guard.ahead += 1;
        guard = room.wait(guard).unwrap_or_else(PoisonError::into_inner);
        guard.ahead -= 1;
    }
    let line = &mut *guard;
    let place = index - line.next;
    if line.waiting.len() <= place {
        line.waiting.resize_with(place + 1, || None);
    }
    line.waiting[place] = Some(result);
    let before = line.next;
    while let Some(Some(_)) = line.waiting.front() {
        if let Some(result) = line.waiting.pop_front().flatten() {
            (line.take)(result);
        }
        line.next += 1;
    }
    // Waking nobody costs a system call too.
    if line.next > before && line.ahead > 0 {
        room.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_whatever_the_threads() {
        for threads in [1, 2, 7] {
            for count in [0, 1, 3, 64, 1000] {
                let mut taken = Vec::new();
                let work = |index: usize, calls: &mut usize| {
                    *calls += 1;
                    let steps = (index * 7919) % 997;
                    (0..steps).fold(index, |sum, _| std::hint::black_box(sum))
                };
                in_order(count, threads, || 0, work, |index| taken.push(index));
                assert_eq!(taken, (0..count).collect::<Vec<_>>());
            }
        }
    }
}
