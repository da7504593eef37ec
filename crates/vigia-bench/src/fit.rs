//! `fit`: the seasonal model of every pixel of a block, order 2, from 200 dates with 35 %
//! gaps, in memory.
//!
//! Peer: nrt's OLS on the rows that it can do in a few seconds, on as many threads. Its
//! coefficients of the first pixel must be ours, or nothing is measured.

pub mod nrt;
pub mod series;

use std::time::Instant;

use anyhow::ensure;
use serde_json::json;
use vigia_detect::monitor::fit::{Fit, FitOptions, fit};

use crate::measurement::{Line, Series, Unit, median};
use crate::{memory, rounds};
use nrt::Nrt;
use series::SeriesBlock;

const NAME: &str = "fit";
const PEER: &str = "nrt OLS, 64 rows of the same";
const THREADS: usize = 2;

/// Measures.
pub fn run(lines: &mut Vec<Line>) -> anyhow::Result<()> {
    let ours = Ours {
        block: SeriesBlock::new(),
        threads: rayon::ThreadPoolBuilder::new().num_threads(THREADS).build()?,
    };
    let first: Vec<f64> = ours
        .fit()?
        .coefficients
        .iter()
        .step_by(ours.block.pixels())
        .map(|value| f64::from(*value))
        .collect();
    lines.push(match Nrt::of_fit(&ours.block, THREADS, &first) {
        Ok(nrt) => {
            let (series, theirs) = rounds::in_turn(|| ours.round(), || nrt.round())?;
            let detail = Some(ours.detail(&series));
            Line::compared(NAME, Unit::MegapixelsPerSecond, &series, PEER, &theirs, detail)
        }
        Err(error) => {
            let series = rounds::alone(|| ours.round())?;
            Line::without_peer(NAME, Unit::MegapixelsPerSecond, &series, PEER, &error)
        }
    });
    Ok(())
}

struct Ours {
    block: SeriesBlock,
    threads: rayon::ThreadPool,
}

impl Ours {
    fn fit(&self) -> anyhow::Result<Fit> {
        let (index, design) = (self.block.index.view(), self.block.design.view());
        Ok(self.threads.install(|| fit(index, design, None, &FitOptions::default()))?)
    }

    /// One round: Mpx/s and MB.
    fn round(&self) -> anyhow::Result<(f64, f64)> {
        memory::forget_own_peak();
        let begun = Instant::now();
        let found = self.fit()?;
        let elapsed = begun.elapsed();
        ensure!(found.spread.iter().all(|spread| *spread > 0.0), "a pixel has no model");
        Ok((self.block.pixels() as f64 / 1e6 / elapsed.as_secs_f64(), memory::own_peak_mb()))
    }

    fn detail(&self, series: &Series) -> serde_json::Value {
        json!({
            "dates": self.block.dates.len(),
            "pixels": self.block.pixels(),
            "coefficients": self.block.design.ncols(),
            "threads": THREADS,
            "nanoseconds_per_pixel": 1e3 / median(&series.values),
        })
    }
}
