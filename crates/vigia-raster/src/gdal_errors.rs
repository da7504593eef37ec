//! Collects what GDAL says on this thread while a piece of work is done.
//!
//! GDAL 3.6 loses failures in places that return nothing (closing a file, flushing a
//! cache); its error handler is where they can be heard. The handler pushed here is of
//! this thread only, and leaves the process-wide one of [`crate::configure`] in place.

use std::ffi::{CStr, c_char, c_void};

use gdal_sys::{CPLErr, CPLErrorNum};

/// More messages than this are dropped: a hostile file can cause millions.
const MESSAGES_MAX: usize = 16;

/// Longest part of a message that is kept, in characters.
const MESSAGE_CHARS_MAX: usize = 300;

/// Runs `work` and returns its result with the failures that GDAL reported meanwhile,
/// oldest first, at most [`MESSAGES_MAX`].
pub fn collecting<T>(work: impl FnOnce() -> T) -> (T, Vec<String>) {
    let scope = Scope::push();
    let result = work();
    (result, scope.pop())
}

struct Scope {
    // A raw pointer, because GDAL writes through it while `work` runs.
    messages: *mut Vec<String>,
}

impl Scope {
    fn push() -> Self {
        let messages = Box::into_raw(Box::new(Vec::new()));
        // SAFETY: the pointer stays valid until `drop` pops the handler and frees it.
        unsafe { gdal_sys::CPLPushErrorHandlerEx(Some(collect), messages.cast::<c_void>()) };
        Self { messages }
    }

    fn pop(self) -> Vec<String> {
        // SAFETY: only this thread's handler writes there, and not while we are here.
        unsafe { std::mem::take(&mut *self.messages) }
    }
}

impl Drop for Scope {
    fn drop(&mut self) {
        // SAFETY: pushed in `push` on this thread (the type holds a raw pointer, so it is
        // not `Send`), freed once.
        unsafe {
            gdal_sys::CPLPopErrorHandler();
            drop(Box::from_raw(self.messages));
        }
    }
}

unsafe extern "C" fn collect(class: CPLErr::Type, _number: CPLErrorNum, text: *const c_char) {
    if class < CPLErr::CE_Failure || text.is_null() {
        return;
    }
    // SAFETY: GDAL calls the handler of the innermost scope with that scope's pointer,
    // and with a text that ends in NUL.
    unsafe {
        let messages = gdal_sys::CPLGetErrorHandlerUserData().cast::<Vec<String>>();
        let Some(messages) = messages.as_mut() else { return };
        if messages.len() < MESSAGES_MAX {
            let text = CStr::from_ptr(text).to_string_lossy();
            messages.push(text.chars().take(MESSAGE_CHARS_MAX).collect());
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn failures_of_gdal_are_heard_only_inside_the_scope() {
        crate::configure();
        let (opened, messages) =
            collecting(|| crate::geotiff::open("/nowhere/at/all.tif".as_ref()));
        assert!(opened.is_err());
        assert!(messages.iter().any(|m| m.contains("/nowhere/at/all.tif")), "{messages:?}");
        let ((), quiet) = collecting(|| ());
        assert!(quiet.is_empty());
    }
}
