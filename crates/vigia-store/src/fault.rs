//! Fault points: named places where a test can kill the process.
//!
//! Only builds with `debug_assertions` look at the environment; in a release build a
//! point is nothing. Tests run the program once with `VIGIA_FAULT_LOG=<file>` to count
//! the points that a task passes, then once per point with `VIGIA_FAULT_KILL_AT=<n>`.

/// Marks a place where `kill -9` must lose nothing and double nothing.
///
/// With `VIGIA_FAULT_LOG=<file>` a line `<index> <name>` is appended to that file; with
/// `VIGIA_FAULT_KILL_AT=<n>` the n-th point reached, counted from 1 over all threads,
/// kills this process with `SIGKILL`: no destructor and no flush runs.
#[cfg(debug_assertions)]
pub fn point(name: &str) {
    armed::reached(name);
}

/// Marks a place where `kill -9` must lose nothing and double nothing; nothing happens
/// here in release builds.
#[cfg(not(debug_assertions))]
#[inline]
pub fn point(_name: &str) {}

#[cfg(debug_assertions)]
mod armed {
    use std::fs::OpenOptions;
    use std::io::Write;
    use std::path::PathBuf;
    use std::sync::{Mutex, OnceLock, PoisonError};

    struct Plan {
        kill_at: Option<u64>,
        log: Option<PathBuf>,
        reached: Mutex<u64>,
    }

    pub(super) fn reached(name: &str) {
        static PLAN: OnceLock<Plan> = OnceLock::new();
        let plan = PLAN.get_or_init(plan_from_environment);
        if plan.kill_at.is_none() && plan.log.is_none() {
            return;
        }
        // The lock is held while the line is written, so that lines stand in the order
        // of their numbers and no other thread runs past the point that kills.
        let mut count = plan.reached.lock().unwrap_or_else(PoisonError::into_inner);
        *count += 1;
        if let Some(path) = &plan.log {
            append(path, *count, name);
        }
        if plan.kill_at == Some(*count) {
            kill_this_process();
        }
    }

    fn plan_from_environment() -> Plan {
        Plan {
            kill_at: std::env::var("VIGIA_FAULT_KILL_AT").ok().and_then(|text| text.parse().ok()),
            log: std::env::var_os("VIGIA_FAULT_LOG").map(PathBuf::from),
            reached: Mutex::new(0),
        }
    }

    /// A log that cannot be written must not change what the program does; the test
    /// that counts lines notices.
    fn append(path: &PathBuf, index: u64, name: &str) {
        let file = OpenOptions::new().create(true).append(true).open(path);
        let _ = file.and_then(|mut file| writeln!(file, "{index} {name}"));
    }

    fn kill_this_process() {
        use rustix::process::{Signal, getpid, kill_process};
        let _ = kill_process(getpid(), Signal::KILL);
        // The signal is delivered before the system call returns to this thread, but a
        // sandbox may refuse it; ending without cleaning up is the next best thing.
        std::process::abort();
    }
}
