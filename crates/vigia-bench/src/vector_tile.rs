//! `vector_tile`: tiles a second from 70,000 rights, none kept, on two threads.
//!
//! Peers: PostGIS `ST_AsMVT` over a socket, with two clients; and the crate `mvt`, which
//! writes the same shapes and attributes, as the reason why we write messages ourselves.

mod mvt_crate;
mod postgis;

use std::collections::BTreeMap;
use std::time::Instant;

use serde_json::json;
use vigia_vector::vector_tile::{
    AttributeValue, TileFeature, TileId, TileLayer, TileScratch, prepare,
};

use crate::measurement::{Line, Unit};
use crate::synthetic_rights::{Right, rights};
use crate::{memory, rounds, tile_sample};

const NAME: &str = "vector_tile";
/// Threads and clients on either side.
pub(crate) const THREADS: usize = 2;
/// Shapes of one tile at most, as in the server.
const SHAPES_MAX: usize = 10_000;
/// How often each round makes the whole sample.
const PASSES: usize = 5;

/// Measures.
pub fn run(lines: &mut Vec<Line>) -> anyhow::Result<()> {
    let rights = rights();
    let tiles = tile_sample::tiles(&rights);
    let begun = Instant::now();
    let layer = layer(&rights);
    let detail = json!({
        "features": rights.len(),
        "tiles": tiles.len(),
        "build_seconds": begun.elapsed().as_secs_f64(),
        "layer_mb": layer.size_bytes() as f64 / 1e6,
        "tiles_per_second_by_zoom": by_zoom(&layer, &tiles),
    });
    let ours = || {
        memory::forget_own_peak();
        Ok((rate(&layer, &tiles, PASSES), memory::own_peak_mb()))
    };
    match postgis::Postgis::start(&rights, &tiles) {
        Ok(postgis) => {
            let (ours, theirs) = rounds::in_turn(ours, || postgis.rate())?;
            let peer = "postgis ST_AsMVT";
            lines.push(Line::compared(
                NAME,
                Unit::TilesPerSecond,
                &ours,
                peer,
                &theirs,
                Some(detail),
            ));
        }
        Err(error) => {
            let ours = rounds::alone(ours)?;
            lines.push(Line::without_peer(
                NAME,
                Unit::TilesPerSecond,
                &ours,
                "postgis ST_AsMVT",
                &error,
            ));
        }
    }
    let mvt = mvt_crate::MvtCrate::prepare(&rights, &tiles);
    let (ours, theirs) = rounds::in_turn(ours, || {
        memory::forget_own_peak();
        Ok((mvt.rate()?, memory::own_peak_mb()))
    })?;
    lines.push(Line::compared(NAME, Unit::TilesPerSecond, &ours, "crate mvt", &theirs, None));
    lines.push(Line::failed(NAME, "martin", &anyhow::anyhow!(
        "not measured: martin is no Debian package, and building it takes longer than this benchmark"
    )));
    Ok(())
}

/// Builds the layer as the server does.
pub(crate) fn layer(rights: &[Right]) -> TileLayer {
    let prepared: Vec<_> = rights
        .iter()
        .map(|right| {
            let attributes: Vec<(&'static str, AttributeValue)> = vec![
                ("code", right.code.as_str().into()),
                ("name", right.name.as_str().into()),
                ("status", right.status.into()),
                ("holder", right.holder.as_str().into()),
            ];
            prepare(TileFeature { geometry: &right.geometry, attributes, zooms: 0..=14 })
        })
        .collect();
    TileLayer::build("mining_right", &prepared, SHAPES_MAX)
}

/// Returns tiles a second over all threads.
fn rate(layer: &TileLayer, tiles: &[TileId], passes: usize) -> f64 {
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for part in parts(tiles) {
            scope.spawn(move || {
                let mut scratch = TileScratch::default();
                for tile in part.iter().cycle().take(part.len() * passes) {
                    std::hint::black_box(layer.encode(*tile, &[], &mut scratch));
                }
            });
        }
    });
    (tiles.len() * passes) as f64 / begun.elapsed().as_secs_f64()
}

/// The sample is mixed, so that each part has as much work.
pub(crate) fn parts(tiles: &[TileId]) -> impl Iterator<Item = &[TileId]> {
    tiles.chunks(tiles.len().div_ceil(THREADS).max(1))
}

fn by_zoom(layer: &TileLayer, tiles: &[TileId]) -> BTreeMap<u8, serde_json::Value> {
    let mut by_zoom: BTreeMap<u8, Vec<TileId>> = BTreeMap::new();
    for tile in tiles {
        by_zoom.entry(tile.z()).or_default().push(*tile);
    }
    let mut scratch = TileScratch::default();
    let measured = by_zoom.into_iter().map(|(zoom, tiles)| {
        rate(layer, &tiles, 1);
        let made: Vec<_> =
            tiles.iter().map(|tile| layer.encode(*tile, &[], &mut scratch)).collect();
        let mean = |sum: usize| sum as f64 / made.len() as f64;
        let figures = json!({
            "rate": rate(layer, &tiles, 2 * PASSES).round(),
            "mean_shapes": mean(made.iter().map(|tile| tile.shapes).sum()),
            "mean_bytes": mean(made.iter().map(|tile| tile.bytes.len()).sum()),
        });
        (zoom, figures)
    });
    measured.collect()
}
