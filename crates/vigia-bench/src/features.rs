//! `features`: from the reflectance of a whole Sentinel-2 tile pair to judged clearings.
//!
//! Two dates × six bands, 10980² pixels, read window by window from memory ([`scene`]):
//! what decoding hands over, which `chain` measures. Then all that a pair goes through
//! ([`observe`], [`judge`]): masks, levelling, changes, the features of every clearing and
//! of the squares around it, and the shipped models.
//!
//! Peer: the same features in numpy and scipy, without masks and models, on a piece of the
//! same mosaic without clouds, because a whole tile would take some 20 GB. On that piece
//! both must find the same clearings with the same numbers, or nothing is measured.

mod numpy;
mod scene;

use std::time::Instant;

use anyhow::ensure;
use serde_json::json;
use vigia_core::profile::Profile;
use vigia_detect::pair::{Evidence, PairCall, PairSource, judge, observe};
use vigia_detect::shipped_profile::default_profile;
use vigia_detect::working::WorkingModel;

use crate::measurement::{Line, Series, Unit, median};
use crate::{memory, rounds};
use numpy::Numpy;
use scene::{Mosaic, Scene};

const NAME: &str = "features";
const PIXEL_SIZE_M: (f64, f64) = (10.0, 10.0);

/// Squares along the side of the tile; `VIGIA_BENCH_FEATURES_TIMES` makes a smaller one, to
/// try the benchmark itself.
const TIMES: usize = 10;
/// Squares along the side of the piece for the peer.
const PIECE_TIMES: usize = 2;
/// Threads for the whole tile; the piece is measured on one, as numpy works.
const THREADS: usize = 2;

/// Measures.
pub fn run(lines: &mut Vec<Line>) -> anyhow::Result<()> {
    let times = std::env::var("VIGIA_BENCH_FEATURES_TIMES").ok();
    let times = times.map(|text| text.parse()).transpose()?.unwrap_or(TIMES);
    let clear = Scene::new(false);
    let piece = Ours::new(clear.repeated(PIECE_TIMES), 1)?;
    let numpy = Numpy::find(&clear, PIECE_TIMES, &piece.observe()?);
    if let Err(error) = &numpy {
        eprintln!("{NAME}: {error:#}");
    }
    let cloudy = Scene::new(true);
    let tile = Ours::new(cloudy.repeated(times), THREADS)?;
    for ours in [&tile, &piece] {
        let peer = "numpy + scipy, no masks, no models, 2196²";
        lines.push(match &numpy {
            Ok(numpy) => {
                let (series, theirs) = rounds::in_turn(|| ours.round(), || numpy.round())?;
                let detail = Some(ours.detail(&series)?);
                Line::compared(NAME, Unit::MegapixelsPerSecond, &series, peer, &theirs, detail)
            }
            Err(error) => {
                let series = rounds::alone(|| ours.round())?;
                eprintln!("{NAME}: {}", ours.detail(&series)?);
                Line::without_peer(NAME, Unit::MegapixelsPerSecond, &series, peer, error)
            }
        });
    }
    Ok(())
}

/// Our side: a mosaic and the threads that work on it.
struct Ours<'a> {
    source: Mosaic<'a>,
    profile: Profile,
    threads: rayon::ThreadPool,
}

impl<'a> Ours<'a> {
    fn new(source: Mosaic<'a>, threads: usize) -> anyhow::Result<Self> {
        let threads = rayon::ThreadPoolBuilder::new().num_threads(threads).build()?;
        Ok(Self { source, profile: default_profile()?.profile, threads })
    }

    fn observe(&self) -> anyhow::Result<Evidence> {
        let thresholds = &self.profile.pair;
        Ok(self.threads.install(|| observe(&self.source, PIXEL_SIZE_M, thresholds))?)
    }

    /// Returns the call and how many clearings were judged.
    fn judge(&self) -> anyhow::Result<(PairCall, usize)> {
        let evidence = self.observe()?;
        let objects = evidence.objects.len();
        Ok((judge(evidence, &self.profile.pair, WorkingModel::shipped()?)?, objects))
    }

    /// One round: Mpx/s and MB.
    fn round(&self) -> anyhow::Result<(f64, f64)> {
        memory::forget_own_peak();
        let begun = Instant::now();
        let (_, objects) = self.judge()?;
        let elapsed = begun.elapsed();
        ensure!(objects > 0, "a round found nothing");
        Ok((self.megapixels() / elapsed.as_secs_f64(), memory::own_peak_mb()))
    }

    fn megapixels(&self) -> f64 {
        let (rows, cols) = self.source.shape();
        (rows * cols) as f64 / 1e6
    }

    fn detail(&self, series: &Series) -> anyhow::Result<serde_json::Value> {
        let (call, objects) = self.judge()?;
        Ok(json!({
            "side_px": self.source.shape().0,
            "threads": self.threads.current_num_threads(),
            "seconds": self.megapixels() / median(&series.values),
            "clear_share_after": call.clear_share_after,
            "changed_objects": objects,
            "mining_clearings": call.clearings.len(),
        }))
    }
}
