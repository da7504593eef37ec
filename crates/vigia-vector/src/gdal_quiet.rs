//! GDAL's own words, caught instead of printed.

use std::ffi::CStr;

/// Runs `work` with GDAL's messages of this thread kept off the terminal, and returns the
/// last of them beside the result; `None` where GDAL said nothing.
pub(crate) fn quietly<T>(work: impl FnOnce() -> T) -> (T, Option<String>) {
    let _quiet = Quiet::new();
    let result = work();
    // SAFETY: GDAL returns a NUL-terminated string that lives until the thread's next
    // message; it is copied at once.
    let message = unsafe {
        let text = gdal_sys::CPLGetLastErrorMsg();
        if text.is_null() {
            String::new()
        } else {
            CStr::from_ptr(text).to_string_lossy().into_owned()
        }
    };
    (result, Some(message).filter(|text| !text.is_empty()))
}

/// GDAL's quiet handler, for the current thread, as long as this lives.
struct Quiet;

impl Quiet {
    fn new() -> Self {
        // SAFETY: both functions touch only this thread's error state; the handler is GDAL's own.
        unsafe {
            gdal_sys::CPLPushErrorHandler(Some(gdal_sys::CPLQuietErrorHandler));
            gdal_sys::CPLErrorReset();
        }
        Self
    }
}

impl Drop for Quiet {
    fn drop(&mut self) {
        // SAFETY: pops what `new` pushed on the same thread; `Quiet` is never sent away.
        unsafe { gdal_sys::CPLPopErrorHandler() };
    }
}
