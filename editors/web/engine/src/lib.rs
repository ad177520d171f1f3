//! The engine of the page: the checks of the library, called through one buffer.
//!
//! A caller asks for [`room`], writes a [`request`] there, [`call`]s, and reads the answer from where [`answer`] says that it
//! lies. Nothing else goes in or out: the module imports nothing that it needs. A panic ends the module; the caller makes
//! a new one.

mod desk;
mod kept;
mod request;

use std::cell::RefCell;

use desk::Desk;

thread_local! {
    static DESK: RefCell<Desk> = RefCell::default();
    static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Makes room for a request of so many bytes, and tells where it is.
#[expect(unsafe_code, reason = "an export has a name of its own")]
#[unsafe(no_mangle)]
pub extern "C" fn room(length: usize) -> *mut u8 {
    BUFFER.with_borrow_mut(|buffer| {
        *buffer = vec![0; length];
        buffer.as_mut_ptr()
    })
}

/// Answers the request that was written. Tells how many bytes the answer has.
#[expect(unsafe_code, reason = "an export has a name of its own")]
#[unsafe(no_mangle)]
pub extern "C" fn call() -> usize {
    let request = BUFFER.take();
    let answer = DESK.with_borrow_mut(|desk| desk.call(&request));
    let length = answer.len();
    BUFFER.set(answer);
    length
}

/// Tells where the answer is.
#[expect(unsafe_code, reason = "an export has a name of its own")]
#[unsafe(no_mangle)]
pub extern "C" fn answer() -> *const u8 {
    BUFFER.with_borrow(Vec::as_ptr)
}
