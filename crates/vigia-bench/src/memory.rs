//! How much memory a program held at most, as Linux counts it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

const BYTES_PER_MB: f64 = 1e6;

/// Forgets this process's peak, so that the next reading is about what follows.
pub fn forget_own_peak() {
    // Refused in some containers: then the peak is that of the whole run, which is larger.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// Returns the most memory that this process held since [`forget_own_peak`], in MB.
pub fn own_peak_mb() -> f64 {
    field_kb("/proc/self/status".into(), "VmHWM:").map_or(f64::NAN, |kb| kb * 1024.0 / BYTES_PER_MB)
}

/// Watches processes of a command line that contains `mark`: the most memory that they held
/// together, shared pages counted once.
pub struct PeakWatch {
    stop: Arc<AtomicBool>,
    peak_kb: Arc<AtomicU64>,
    watcher: Option<std::thread::JoinHandle<()>>,
}

impl PeakWatch {
    /// Begins to look ten times a second.
    pub fn start(mark: &str) -> Self {
        let (stop, peak_kb) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
        let (stopped, peak, mark) = (Arc::clone(&stop), Arc::clone(&peak_kb), mark.to_owned());
        let watcher = std::thread::spawn(move || {
            while !stopped.load(Ordering::Relaxed) {
                let sum_kb: f64 =
                    processes(&mark).iter().filter_map(|pid| proportional_kb(*pid)).sum();
                peak.fetch_max(sum_kb as u64, Ordering::Relaxed);
                std::thread::sleep(Duration::from_millis(100));
            }
        });
        Self { stop, peak_kb, watcher: Some(watcher) }
    }

    /// Ends and returns the peak in MB.
    pub fn finish(mut self) -> f64 {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(watcher) = self.watcher.take() {
            let _ = watcher.join();
        }
        self.peak_kb.load(Ordering::Relaxed) as f64 * 1024.0 / BYTES_PER_MB
    }
}

/// Watches one process and its children: the most that each of them held, added up. That is
/// no less than what they held together.
pub struct TreeWatch {
    stop: Arc<AtomicBool>,
    watcher: std::thread::JoinHandle<BTreeMap<u32, f64>>,
}

impl TreeWatch {
    /// Begins to look fifty times a second at the peaks that Linux keeps: what falls between
    /// two looks is seen at the second.
    pub fn start(pid: u32) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let watcher = std::thread::spawn(move || {
            let mut peaks = BTreeMap::new();
            while !stopped.load(Ordering::Relaxed) {
                for pid in children(pid).into_iter().chain([pid]) {
                    // One that has ended keeps the peak that was seen last.
                    if let Some(kb) = field_kb(format!("/proc/{pid}/status").into(), "VmHWM:") {
                        peaks.insert(pid, kb);
                    }
                }
                std::thread::sleep(Duration::from_millis(20));
            }
            peaks
        });
        Self { stop, watcher }
    }

    /// Ends and returns the peak in MB.
    pub fn finish(self) -> f64 {
        self.stop.store(true, Ordering::Relaxed);
        let peaks = self.watcher.join().unwrap_or_default();
        peaks.values().sum::<f64>() * 1024.0 / BYTES_PER_MB
    }
}

/// Children of every thread of a process.
fn children(pid: u32) -> Vec<u32> {
    let threads = std::fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
    let lists = threads.map(|thread| std::fs::read_to_string(thread.path().join("children")));
    let pids = |list: String| -> Vec<u32> {
        list.split_whitespace().filter_map(|pid| pid.parse().ok()).collect()
    };
    lists.flat_map(|list| pids(list.unwrap_or_default())).collect()
}

/// Processes whose command line contains `mark`, and their children.
fn processes(mark: &str) -> Vec<u32> {
    let found = Command::new("pgrep").args(["-f", mark]).output();
    let text = found.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    let parents: Vec<u32> =
        text.unwrap_or_default().lines().filter_map(|line| line.parse().ok()).collect();
    let children = parents.iter().flat_map(|pid| {
        let path = format!("/proc/{pid}/task/{pid}/children");
        let text = std::fs::read_to_string(path).unwrap_or_default();
        text.split_whitespace().filter_map(|pid| pid.parse().ok()).collect::<Vec<u32>>()
    });
    let mut all: Vec<u32> = parents.iter().copied().chain(children).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Proportional set size: a page that n processes share counts 1/n for each.
fn proportional_kb(pid: u32) -> Option<f64> {
    field_kb(format!("/proc/{pid}/smaps_rollup").into(), "Pss:")
}

fn field_kb(path: PathBuf, name: &str) -> Option<f64> {
    let text = std::fs::read_to_string(path).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}
