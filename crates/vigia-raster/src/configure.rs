//! GDAL's process-wide settings, made once.

use std::sync::Once;

use gdal::config::{set_config_option, set_error_handler};
use gdal::errors::CplErrType;

/// Memory that GDAL may keep decoded blocks in, for the whole process.
pub const BLOCK_CACHE_MB: u32 = 256;

/// Settings that make a file mean the same wherever it lies.
const SETTINGS: [(&str, &str); 6] = [
    // GDAL 3.6 datasets are not thread-safe; threads are ours, one dataset each.
    ("GDAL_NUM_THREADS", "1"),
    // No sidecar (.aux.xml, .ovr, .msk, .tfw) may change what a fingerprinted file says.
    ("GDAL_DISABLE_READDIR_ON_OPEN", "EMPTY_DIR"),
    ("GDAL_PAM_ENABLED", "NO"),
    ("GDAL_GEOREF_SOURCES", "INTERNAL"),
    // A broken block is an error, never a block of zeros.
    ("GTIFF_IGNORE_READ_ERRORS", "NO"),
    // Nothing is fetched over a network on the way.
    ("PROJ_NETWORK", "OFF"),
];

/// Sets GDAL up for this process; every entry point of this crate calls it.
///
/// Messages of GDAL go to `tracing` instead of standard error. Calling it again does
/// nothing.
pub fn configure() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        for (key, value) in SETTINGS {
            set(key, value);
        }
        set("GDAL_CACHEMAX", &BLOCK_CACHE_MB.to_string());
        set_error_handler(to_tracing);
    });
}

fn set(key: &str, value: &str) {
    if let Err(error) = set_config_option(key, value) {
        tracing::warn!(key, %error, "GDAL refuses a setting");
    }
}

fn to_tracing(class: CplErrType, number: i32, message: &str) {
    match class {
        CplErrType::None | CplErrType::Debug => tracing::trace!(number, "gdal: {message}"),
        CplErrType::Warning => tracing::debug!(number, "gdal: {message}"),
        CplErrType::Failure | CplErrType::Fatal => tracing::warn!(number, "gdal: {message}"),
    }
}
