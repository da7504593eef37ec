//! `chain`: from the compressed files of a whole Sentinel-2 tile to polygons of change.
//!
//! Two dates × red and near infrared, 10980² pixels, DEFLATE with predictor 2, blocks of
//! 512². Each worker decodes a block of the four files and runs the change rule on it, so
//! that decoding and arithmetic overlap on every core and each block is read once; only
//! pixels that changed are kept, then joined into components and outlined.
//!
//! Peers: `decode`, the same GDAL reading the same blocks and doing nothing with them, on
//! one and on two threads (the limit of what any chain can reach with it); and a Python
//! chain (rasterio, numba, cc3d) that a person in the field would write.

mod decode;
mod files;
mod ours;
mod python;

use serde_json::json;

use crate::measurement::{Line, Unit};
use crate::rounds;

const NAME: &str = "chain";

/// Pixels along the side of the tile; `VIGIA_BENCH_CHAIN_SIDE` makes a smaller one, to try
/// the benchmark itself.
const SIDE: usize = 10_980;

/// Pixels along the side of a block.
pub(crate) const BLOCK: usize = 512;

/// Threads on either side.
pub(crate) const THREADS: usize = 2;

/// Vegetation index before at least this, and fallen by at least that.
pub(crate) const NDVI_BEFORE_MIN: f32 = 0.6;
/// See [`NDVI_BEFORE_MIN`].
pub(crate) const NDVI_FALL_MIN: f32 = 0.25;

/// Smallest component that becomes a polygon: 0.2 ha of 10 m pixels.
pub(crate) const PIXELS_MIN: usize = 20;

/// What a chain found: the same on either side, or they did not do the same work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
pub(crate) struct Found {
    /// Pixels that changed.
    pub changed: usize,
    /// 8-connected components of at least [`PIXELS_MIN`] pixels.
    pub components: usize,
}

/// Measures.
pub fn run(lines: &mut Vec<Line>) -> anyhow::Result<()> {
    let side = std::env::var("VIGIA_BENCH_CHAIN_SIDE").ok();
    let side = side.map(|text| text.parse()).transpose()?.unwrap_or(SIDE);
    let files = files::Files::write(side)?;
    let found = ours::run(&files)?.0;
    let detail = json!({
        "side_px": side,
        "compressed_mb": files.compressed_mb(),
        "changed_px": found.changed,
        "components": found.components,
    });
    let mut detail = Some(detail);
    for threads in [1, THREADS] {
        let (ours, theirs) =
            rounds::in_turn(|| ours::round(&files, found), || decode::round(&files, threads))?;
        let peer = format!("gdal decode, {threads} thread(s)");
        lines.push(Line::compared(NAME, Unit::Milliseconds, &ours, &peer, &theirs, detail.take()));
    }
    let peer = "rasterio + numba + cc3d";
    match python::Python::find(&files, found) {
        Ok(python) => {
            let (ours, theirs) = rounds::in_turn(|| ours::round(&files, found), || python.round())?;
            lines.push(Line::compared(NAME, Unit::Milliseconds, &ours, peer, &theirs, None));
        }
        Err(error) => {
            let ours = rounds::alone(|| ours::round(&files, found))?;
            lines.push(Line::without_peer(NAME, Unit::Milliseconds, &ours, peer, &error));
        }
    }
    Ok(())
}
