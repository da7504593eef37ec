//! The limit: the same GDAL reads the same blocks, and nothing else is done.

use std::hint::black_box;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use gdal::Dataset;
use vigia_core::Window;

use super::BLOCK;
use super::files::{Files, PARTS};
use crate::memory;

/// One round: milliseconds and MB. Numbers stay 16 bits wide, as they lie in the files.
pub fn round(files: &Files, threads: usize) -> anyhow::Result<(f64, f64)> {
    memory::forget_own_peak();
    let begun = Instant::now();
    let blocks: Vec<Window> = files.grid.blocks(BLOCK).collect();
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        let worker = || {
            let datasets = PARTS
                .iter()
                .map(|part| Dataset::open(files.path(*part)))
                .collect::<Result<Vec<_>, _>>()?;
            let mut numbers = vec![0_u16; BLOCK * BLOCK];
            while let Some(block) = blocks.get(next.fetch_add(1, Ordering::Relaxed)) {
                let (corner, size) =
                    ((block.col as isize, block.row as isize), (block.cols, block.rows));
                let target = &mut numbers[..block.rows * block.cols];
                for dataset in &datasets {
                    dataset.rasterband(1)?.read_into_slice(corner, size, size, target, None)?;
                    black_box(&target);
                }
            }
            anyhow::Ok(())
        };
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(worker)).collect();
        workers.into_iter().try_for_each(|worker| {
            worker.join().map_err(|_| anyhow::anyhow!("a worker panicked"))?
        })
    })?;
    Ok((begun.elapsed().as_secs_f64() * 1e3, memory::own_peak_mb()))
}
