//! Polygons around pixels, and how well their area is known.

mod area_error;
mod crossing;
mod half_pixel;
mod rings;

use geo::Orient;
use geo::orient::Direction;
use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use vigia_core::GridGeometry;

pub use area_error::area_sd;
pub use rings::shared_corners;

/// Returns the outline of `pixels` along pixel edges, in the CRS of `grid`.
///
/// - `pixels`: `(row, col)` in the whole grid, any order; repeats count once.
/// - Only the runs of pixels in rows and the corners where the outline turns are looked at:
///   time follows them (with a logarithm), not the area around.
///
/// It covers exactly those pixels, holes left open, and is valid by construction (OGC
/// 06-103r4): one polygon for each part connected by edges, parts that meet at a corner
/// only being polygons that touch in a point; exteriors counter-clockwise, holes
/// clockwise, no three vertices of a ring in a line.
#[must_use]
pub fn outline(pixels: &[(u32, u32)], grid: &GridGeometry) -> MultiPolygon<f64> {
    let parts = rings::parts(pixels).into_iter();
    parts.map(|part| polygon(&mut part.iter().map(|ring| along_edges(ring)), grid)).collect()
}

/// Returns the outline of `pixels` with straight lines in place of stairs.
///
/// - `fixed`: sorted corners that stay where they are, see [`shared_corners`].
///
/// It lies less than half a pixel from [`outline`], each ring has the area that it has there,
/// and it is as valid. So it takes part of nothing that is a pixel away, and outlines that
/// touch do not cross where all of them hold the corners that they share. It is no worse a
/// statement about the ground: on the average it lies nearer to the true boundary, which
/// seldom follows pixel edges.
#[must_use]
pub fn simplified(
    pixels: &[(u32, u32)],
    grid: &GridGeometry,
    fixed: &[(u32, u32)],
) -> MultiPolygon<f64> {
    let parts = rings::parts(pixels);
    let fixed = rings::with_touching(&parts, fixed);
    let straightened: Vec<Vec<Vec<Coord<f64>>>> = parts
        .iter()
        .map(|part| {
            let straight = |ring| half_pixel::straightened(ring, &fixed);
            part.iter().map(|ring| straight(ring).unwrap_or_else(|| along_edges(ring))).collect()
        })
        .collect();
    // Lines in corridors of half a pixel do not meet; rounding is not to be trusted with it.
    if crossing::cross(&straightened.concat()) {
        return outline(pixels, grid);
    }
    straightened.into_iter().map(|part| polygon(&mut part.into_iter(), grid)).collect()
}

fn along_edges(ring: &[(u32, u32)]) -> Vec<Coord<f64>> {
    ring.iter().map(|(row, col)| Coord { x: f64::from(*col), y: f64::from(*row) }).collect()
}

/// Rings in columns and rows, the exterior first, as a polygon in the CRS of `grid`.
fn polygon(rings: &mut dyn Iterator<Item = Vec<Coord<f64>>>, grid: &GridGeometry) -> Polygon<f64> {
    let mut lines = rings.map(|ring| {
        let places = ring.into_iter().map(|Coord { x: col, y: row }| {
            let (x, y) = grid.to_crs(row, col);
            Coord { x, y }
        });
        let mut line = LineString::new(places.collect());
        line.close();
        line
    });
    let exterior = lines.next().unwrap_or_else(|| LineString::new(Vec::new()));
    Polygon::new(exterior, lines.collect()).orient(Direction::Default)
}

#[cfg(test)]
mod tests;
