//! `components`: the connected components of a mask of a whole Sentinel-2 tile.
//!
//! Masks of 10980² pixels: noise of three densities, the worst that a mask can be, and
//! clusters, as clearings are. Ours and each peer make a new image of 32-bit numbers and a
//! count from a mask of one byte a pixel, in memory; the peers' processes time the call
//! alone. Both must count the same components, or nothing is measured.
//!
//! What the program itself does with a tile goes another way ([`Labeller`]: strip by strip,
//! runs of pixels instead of an image); its time is in `detail`, beside what it holds.
//!
//! Peers: OpenCV (`cv2.connectedComponents`) on one thread and on two, and cc3d
//! (connected-components-3d), which has one.

mod masks;
mod python;

use std::time::Instant;

use anyhow::ensure;
use ndarray::{Array2, s};
use serde_json::json;
use vigia_detect::components::{BitRows, Connectivity, Labeller, label_image};

use crate::measurement::{Line, Series, Unit};
use crate::{memory, rounds};
use masks::{MASKS, Mask};
use python::{PEERS, Python};

const NAME: &str = "components";
/// Pixels along the side; `VIGIA_BENCH_COMPONENTS_SIDE` makes smaller ones, to try the
/// benchmark itself.
const SIDE: usize = 10_980;
/// Rows that the program takes at a time.
const STRIP: usize = 512;

/// Measures.
pub fn run(lines: &mut Vec<Line>) -> anyhow::Result<()> {
    let side = std::env::var("VIGIA_BENCH_COMPONENTS_SIDE").ok();
    let side = side.map(|text| text.parse()).transpose()?.unwrap_or(SIDE);
    for mask in MASKS {
        let bits = mask.made(side);
        for peer in PEERS {
            let ours = Ours::new(&bits, peer.threads)?;
            let label = format!("{}, {}", peer.label, mask.name);
            lines.push(match Python::find(peer, &bits, ours.count) {
                Ok(python) => {
                    let (series, theirs) = rounds::in_turn(|| ours.round(), || python.round())?;
                    let detail = Some(ours.detail(mask)?);
                    Line::compared(NAME, Unit::Milliseconds, &series, &label, &theirs, detail)
                }
                Err(error) => {
                    let series: Series = rounds::alone(|| ours.round())?;
                    eprintln!("{NAME}: {error:#}");
                    Line::without_peer(NAME, Unit::Milliseconds, &series, &label, &error)
                }
            });
        }
    }
    Ok(())
}

/// Our side: a mask and the threads that label it.
struct Ours<'a> {
    mask: &'a Array2<bool>,
    threads: rayon::ThreadPool,
    count: u32,
}

impl<'a> Ours<'a> {
    fn new(mask: &'a Array2<bool>, threads: usize) -> anyhow::Result<Self> {
        let threads = rayon::ThreadPoolBuilder::new().num_threads(threads).build()?;
        let mut ours = Self { mask, threads, count: 0 };
        ours.count = ours.labelled().1;
        Ok(ours)
    }

    fn labelled(&self) -> (Array2<u32>, u32) {
        self.threads.install(|| label_image(self.mask.view(), Connectivity::Eight))
    }

    /// One round: milliseconds and MB.
    fn round(&self) -> anyhow::Result<(f64, f64)> {
        memory::forget_own_peak();
        let begun = Instant::now();
        let (image, count) = self.labelled();
        let elapsed = begun.elapsed();
        // The image is let go after the time is taken, as the peers' are.
        drop(image);
        ensure!(count == self.count, "a round found {count} components instead of {}", self.count);
        Ok((elapsed.as_secs_f64() * 1e3, memory::own_peak_mb()))
    }

    fn detail(&self, mask: &Mask) -> anyhow::Result<serde_json::Value> {
        let begun = Instant::now();
        let streamed = self.streamed()?;
        let elapsed = begun.elapsed();
        ensure!(streamed == self.count, "{streamed} components pass through, {} are", self.count);
        Ok(json!({
            "mask": mask.name,
            "side_px": self.mask.nrows(),
            "threads": self.threads.current_num_threads(),
            "components": self.count,
            "strip_by_strip_ms": elapsed.as_secs_f64() * 1e3,
        }))
    }

    /// Counts as the program does, on one thread.
    fn streamed(&self) -> anyhow::Result<u32> {
        let (rows, cols) = self.mask.dim();
        let mut labeller = Labeller::new(cols, Connectivity::Eight);
        let mut count = 0;
        for row in (0..rows).step_by(STRIP) {
            let strip = BitRows::of(self.mask.slice(s![row..(row + STRIP).min(rows), ..]));
            labeller.push(&strip, &strip, |_| count += 1)?;
        }
        labeller.finish(|_| count += 1);
        Ok(count)
    }
}
