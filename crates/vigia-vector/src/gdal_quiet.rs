//! GDAL's own words, caught instead of printed.

use std::cell::RefCell;
use std::ffi::{CStr, c_char};

/// Most messages kept of one call: the first tell the cause, a broken file can give
/// thousands.
const MESSAGES_MAX: usize = 16;

thread_local! {
    static MESSAGES: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Runs `work` with GDAL's messages of this thread kept off the terminal, and returns the
/// first of them, in order, beside the result. Not to be nested.
pub(crate) fn quietly<T>(work: impl FnOnce() -> T) -> (T, Vec<String>) {
    MESSAGES.with_borrow_mut(Vec::clear);
    let quiet = Quiet::new();
    let result = work();
    drop(quiet);
    (result, MESSAGES.take())
}

/// The collecting handler, for the current thread, as long as this lives.
struct Quiet;

impl Quiet {
    fn new() -> Self {
        // SAFETY: pushes onto this thread's own stack of handlers; `collect` keeps to its
        // contract (it does not unwind).
        unsafe { gdal_sys::CPLPushErrorHandler(Some(collect)) };
        Self
    }
}

impl Drop for Quiet {
    fn drop(&mut self) {
        // SAFETY: pops what `new` pushed on the same thread; `Quiet` is never sent away.
        unsafe { gdal_sys::CPLPopErrorHandler() };
    }
}

unsafe extern "C" fn collect(
    class: gdal_sys::CPLErr::Type,
    _number: gdal_sys::CPLErrorNum,
    text: *const c_char,
) {
    if text.is_null() || class < gdal_sys::CPLErr::CE_Warning {
        return;
    }
    // SAFETY: GDAL passes a NUL-terminated string that lives as long as this call.
    let message = unsafe { CStr::from_ptr(text) }.to_string_lossy().into_owned();
    // A borrow that fails, or a thread that is ending, must not unwind into C: the message
    // is dropped then.
    let _ = MESSAGES.try_with(|messages| {
        if let Ok(mut messages) = messages.try_borrow_mut()
            && messages.len() < MESSAGES_MAX
        {
            messages.push(message);
        }
    });
}
