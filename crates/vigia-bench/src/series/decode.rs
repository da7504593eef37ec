//! The limit: GDAL decodes every file once, and nothing else is done; and what a copy costs.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use gdal::Dataset;

use super::THREADS;
use super::scenes::BLOCK;

/// Decodes `files`, one a thread at a time, block by block; returns how long it took.
pub fn all(files: &[PathBuf]) -> anyhow::Result<Duration> {
    let begun = Instant::now();
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        let worker = || {
            let mut numbers = vec![0_u16; BLOCK * BLOCK];
            while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                one(file, &mut numbers)?;
            }
            anyhow::Ok(())
        };
        let workers: Vec<_> = (0..THREADS).map(|_| scope.spawn(worker)).collect();
        workers.into_iter().try_for_each(|worker| {
            worker.join().map_err(|_| anyhow::anyhow!("a worker panicked"))?
        })
    })?;
    Ok(begun.elapsed())
}

fn one(file: &Path, numbers: &mut [u16]) -> anyhow::Result<()> {
    let dataset = Dataset::open(file)?;
    let band = dataset.rasterband(1)?;
    let (cols, rows) = band.size();
    for row in (0..rows).step_by(BLOCK) {
        for col in (0..cols).step_by(BLOCK) {
            let size = (BLOCK.min(cols - col), BLOCK.min(rows - row));
            let target = &mut numbers[..size.0 * size.1];
            band.read_into_slice((col as isize, row as isize), size, size, target, None)?;
            black_box(&target);
        }
    }
    Ok(())
}

/// Copies `files` into `folder` and removes them again; returns how long copying took.
pub fn copied(files: &[PathBuf], folder: &Path) -> anyhow::Result<Duration> {
    let mut spent = Duration::ZERO;
    let to = folder.join("copy");
    for file in files {
        let begun = Instant::now();
        std::fs::copy(file, &to)?;
        spent += begun.elapsed();
    }
    std::fs::remove_file(&to)?;
    Ok(spent)
}
