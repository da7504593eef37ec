//! `series`: a series of one tile from its files to alerts, by the program that people run:
//! `vigia ingest scenes`, then `vigia detect`, each a process of its own.
//!
//! The goal is a year of a whole tile, 10980² pixels on 40 dates. Its files would not fit
//! beside their copies on a small disk, so three areas and three numbers of dates are
//! measured, and the whole is extrapolated, which its line says; `VIGIA_BENCH_FULL=1`
//! measures the whole instead, where the disk holds it. Scenes are synthetic and made here
//! ([`scenes`]); every size holds the same square of ground as often as it fits, so that
//! sizes differ in nothing else.
//!
//! Peer: decoding alone ([`decode`]), the same files through the same GDAL on as many
//! threads, each once. No program does what a series does, and reading is its limit.

mod decode;
mod ground;
mod linearity;
mod measure;
mod scenes;

use crate::measurement::{Line, Unit};
use measure::{Rounds, measured};
use scenes::Tile;

const NAME: &str = "series";
const PEER: &str = "decoding all files once, GDAL, 2 threads";
/// Threads on either side.
const THREADS: usize = 2;
/// Rounds of each size; the sizes measured take minutes each, and differ little.
const ROUNDS: usize = 3;

/// Pixels along the side, and dates: three areas, then two more numbers of dates.
const SIZES: [(usize, usize); 5] = [(1098, 10), (2196, 10), (4392, 10), (1098, 20), (1098, 40)];
/// The goal.
const WHOLE: (usize, usize) = (10_980, 40);

/// Measures.
pub fn run(lines: &mut Vec<Line>) -> anyhow::Result<()> {
    vigia_raster::configure();
    if std::env::var("VIGIA_BENCH_FULL").is_ok_and(|value| value == "1") {
        let (side_px, dates) = WHOLE;
        lines.push(line(&measured(&Tile::lean(side_px, dates), 1)?));
        return Ok(());
    }
    let rounds = std::env::var("VIGIA_BENCH_SERIES_ROUNDS").ok();
    let rounds = rounds.map(|text| text.parse()).transpose()?.unwrap_or(ROUNDS);
    let mut all = Vec::new();
    for (side_px, dates) in SIZES {
        let found = measured(&Tile::new(side_px, dates), rounds)?;
        lines.push(line(&found));
        all.push(found);
    }
    lines.push(linearity::line(&all));
    Ok(())
}

fn line(found: &Rounds) -> Line {
    let detail = Some(found.detail());
    Line::compared(NAME, Unit::Milliseconds, &found.ours(), PEER, &found.decoding(), detail)
}
