//! Which tiles are asked for: where there are rights, as readers look at them.

use geo_types::{Coord, Geometry};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use vigia_vector::vector_tile::TileId;

use crate::synthetic_rights::Right;

/// Zooms of the sample.
pub const ZOOMS: std::ops::RangeInclusive<u32> = 8..=14;
/// Tiles of each zoom.
const TILES_EACH: usize = 200;

/// Returns the same tiles every time, mixed: as many of each zoom, over rights chosen at
/// random, which favours crowded tiles.
pub fn tiles(rights: &[Right]) -> Vec<TileId> {
    let mut random = ChaCha8Rng::seed_from_u64(8);
    (0..TILES_EACH)
        .flat_map(|_| ZOOMS)
        .filter_map(|zoom| {
            let right = &rights[random.random_range(0..rights.len())];
            over(first_corner(&right.geometry)?, zoom)
        })
        .collect()
}

fn first_corner(geometry: &Geometry<f64>) -> Option<Coord<f64>> {
    match geometry {
        Geometry::Polygon(polygon) => polygon.exterior().0.first().copied(),
        _ => None,
    }
}

fn over(place: Coord<f64>, zoom: u32) -> Option<TileId> {
    let [x, y] = mercator(place);
    let side = f64::from(1_u32 << zoom);
    TileId::new(zoom, (x * side) as u32, (y * side) as u32).ok()
}

/// Returns the outer ring of a polygon in units of a tile, open and without repeats.
pub fn tile_units(geometry: &Geometry<f64>, tile: TileId) -> Vec<[i32; 2]> {
    let Geometry::Polygon(polygon) = geometry else { return Vec::new() };
    let side = f64::from(1_u32 << tile.z());
    let unit =
        |share: f64, column: u32| ((share * side - f64::from(column)) * 4096.0).round() as i32;
    let corners = polygon.exterior().0.iter().skip(1).map(|corner| {
        let [x, y] = mercator(*corner);
        [unit(x, tile.x()), unit(y, tile.y())]
    });
    let mut ring: Vec<[i32; 2]> = corners.collect();
    ring.dedup();
    ring
}

/// Returns where a place lies on the square map, 0 to 1 from its north-west corner.
fn mercator(place: Coord<f64>) -> [f64; 2] {
    let north = place.y.to_radians().tan().asinh() / std::f64::consts::PI;
    [(place.x + 180.0) / 360.0, (1.0 - north) / 2.0]
}
