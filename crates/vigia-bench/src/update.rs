//! `update`: one acquisition through a monitor, on a block of 4096² pixels, the prediction
//! of its models (order 2) included as in nrt.
//!
//! Peer: `monitor` of nrt on a block as large, with the same share of gaps.

use std::time::Instant;

use anyhow::ensure;
use jiff::civil::date;
use ndarray::{Array2, Array3};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::json;
use vigia_detect::monitor::cusum::Cusum;
use vigia_detect::monitor::ewma::{Ewma, EwmaRules};
use vigia_detect::monitor::residual::Foretold;
use vigia_detect::monitor::{MONITORED, Side};

use crate::fit::nrt::Nrt;
use crate::fit::series::MODEL;
use crate::measurement::{Line, Unit};
use crate::{memory, rounds};

const NAME: &str = "update";
const SHAPE: (usize, usize) = (4096, 4096);
const HIDDEN_SHARE: f64 = 0.35;
const THREADS: usize = 2;
/// Residuals of the history that the states begin with.
const HISTORY_VIEWS: usize = 16;

/// Measures.
pub fn run(lines: &mut Vec<Line>) -> anyhow::Result<()> {
    let threads = rayon::ThreadPoolBuilder::new().num_threads(THREADS).build()?;
    let block = Block::new();
    let spread = Array2::from_elem(SHAPE, 0.01);
    // A boundary that noise does not cross: a round is to meet what the round before did.
    let rules = EwmaRules { sensitivity: 20.0, ..EwmaRules::default() };
    let mut ewma = Ewma::begin(block.history.view(), rules);
    let mut cusum = Cusum::begin(block.history.view(), spread.view(), 0.001, Side::Either)?;
    cusum.critical_value *= 10.0;
    let mut ewma_round =
        || threads.install(|| block.round(|foretold| ewma.update(foretold, date(2023, 6, 1))));
    lines.push(compare("ewma", 13, &mut ewma_round)?);
    ensure!(ewma.watch.status.iter().all(|status| *status == MONITORED), "a pixel broke");
    let mut cusum_round =
        || threads.install(|| block.round(|foretold| cusum.update(foretold, date(2023, 6, 1))));
    lines.push(compare("cusum", 17, &mut cusum_round)?);
    ensure!(cusum.watch.status.iter().all(|status| *status == MONITORED), "a pixel broke");
    Ok(())
}

fn compare(
    monitor: &str,
    bytes_per_pixel: usize,
    ours: &mut dyn FnMut() -> anyhow::Result<(f64, f64)>,
) -> anyhow::Result<Line> {
    let peer = format!("nrt {monitor}");
    Ok(match Nrt::of_update(SHAPE, monitor) {
        Ok(nrt) => {
            let (series, theirs) = rounds::in_turn(ours, || nrt.round())?;
            let detail = json!({
                "threads": THREADS,
                "pixels": SHAPE.0 * SHAPE.1,
                "state_bytes_per_pixel": bytes_per_pixel,
                "coefficient_bytes_per_pixel": 20,
            });
            Line::compared(NAME, Unit::MegapixelsPerSecond, &series, &peer, &theirs, Some(detail))
        }
        Err(error) => {
            let series = rounds::alone(ours)?;
            Line::without_peer(NAME, Unit::MegapixelsPerSecond, &series, &peer, &error)
        }
    })
}

/// One acquisition and the models that foretell it.
struct Block {
    view: Array2<f32>,
    coefficients: Array3<f32>,
    history: Array3<f32>,
}

impl Block {
    fn new() -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(7);
        let (rows, cols) = SHAPE;
        let mut coefficients = Array3::zeros((5, rows, cols));
        coefficients.index_axis_mut(ndarray::Axis(0), 0).fill(0.7);
        Self {
            view: Array2::from_shape_fn(SHAPE, |_| {
                let value = 0.7 + random.random_range(-0.02..0.02);
                if random.random_bool(HIDDEN_SHARE) { f32::NAN } else { value }
            }),
            coefficients,
            history: Array3::from_shape_fn((HISTORY_VIEWS, rows, cols), |(time, _, _)| {
                if time % 2 == 0 { 0.01 } else { -0.01 }
            }),
        }
    }

    /// One round: Mpx/s and MB.
    fn round(
        &self,
        update: impl FnOnce(Foretold<'_>) -> Result<(), vigia_detect::DetectError>,
    ) -> anyhow::Result<(f64, f64)> {
        memory::forget_own_peak();
        let regressors = MODEL.regressors(date(2023, 6, 1));
        let begun = Instant::now();
        update(Foretold::new(self.view.view(), self.coefficients.view(), &regressors)?)?;
        let elapsed = begun.elapsed();
        let megapixels = self.view.len() as f64 / 1e6;
        Ok((megapixels / elapsed.as_secs_f64(), memory::own_peak_mb()))
    }
}
