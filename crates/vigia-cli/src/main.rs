//! The `vigia` command: wiring, progress bars and words; no logic.

mod arguments;
mod commands;
mod output;
mod progress_bar;

use std::process::ExitCode;

use clap::Parser;
use vigia_app::messages::Messages;

use crate::arguments::{Arguments, Command};
use crate::output::Output;

fn main() -> ExitCode {
    forget_foreign_proj_data();
    keep_decoded_blocks_off_the_heap();
    let arguments = Arguments::parse();
    start_log();
    if matches!(arguments.command, Command::ProbeRasters) {
        return vigia_app::probe::serve();
    }
    let messages = Messages::load(arguments.lang.into());
    let output = Output::new(messages, arguments.quiet);
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return output.failure(&error.into()),
    };
    match runtime.block_on(commands::run(arguments, &output)) {
        Ok(code) => code,
        Err(error) => output.failure(&error),
    }
}

/// QGIS and conda point these at their own PROJ data, which breaks ours. They are
/// cleared before any thread starts, unless `VIGIA_KEEP_PROJ_ENV` says otherwise.
fn forget_foreign_proj_data() {
    if std::env::var_os("VIGIA_KEEP_PROJ_ENV").is_some() {
        return;
    }
    for name in ["PROJ_DATA", "PROJ_LIB"] {
        // SAFETY: this is the first statement of `main`; no other thread exists yet.
        unsafe { std::env::remove_var(name) };
    }
}

/// GDAL's decoded blocks take half a megabyte each. Once some were freed, glibc would take
/// the next ones from its heap, whose holes they leave behind: detection on a series of
/// 4392² held 767 MB for 380 MB in use, and 456 MB so, at a quarter more time.
fn keep_decoded_blocks_off_the_heap() {
    #[cfg(target_env = "gnu")]
    // SAFETY: sets one number of the allocator; no other thread exists yet.
    unsafe {
        libc::mallopt(libc::M_MMAP_THRESHOLD, 256 * 1024);
    }
}

fn start_log() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("VIGIA_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("error"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}
