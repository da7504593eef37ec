//! Archives for tests.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::Path;

/// Packs files with GDAL's own zip writer.
pub(crate) fn zip(path: &Path, entries: &[(&str, Vec<u8>)]) {
    use std::ffi::CString;
    let text = |text: String| CString::new(text).unwrap();
    let root = text(format!("/vsizip/{}", path.display()));
    // SAFETY: strings end in NUL, handles are closed once; the outer one keeps the zip open.
    unsafe {
        let whole = gdal_sys::VSIFOpenL(root.as_ptr(), c"wb".as_ptr());
        assert!(!whole.is_null());
        for (name, bytes) in entries {
            let name = text(format!("/vsizip/{}/{name}", path.display()));
            let file = gdal_sys::VSIFOpenL(name.as_ptr(), c"wb".as_ptr());
            assert!(!file.is_null());
            let written = gdal_sys::VSIFWriteL(bytes.as_ptr().cast(), 1, bytes.len(), file);
            assert_eq!(written, bytes.len());
            gdal_sys::VSIFCloseL(file);
        }
        gdal_sys::VSIFCloseL(whole);
    }
}
