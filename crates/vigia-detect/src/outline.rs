//! Polygons along the edges of pixels.

use geo::Orient;
use geo::orient::Direction;
use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use vigia_core::GridGeometry;

use crate::components::{Connectivity, connect};

/// Returns the outline of `pixels` along pixel edges, in the CRS of `grid`.
///
/// - `pixels`: `(row, col)` in the whole grid, any order; repeats count once.
///
/// It covers exactly those pixels, holes left open, and is valid by construction (OGC
/// 06-103r4): one polygon for each part connected by edges, parts that meet at a corner
/// only being polygons that touch in a point; exteriors counter-clockwise, holes
/// clockwise, no three vertices of a ring in a line. Nothing is smoothed: an outline that
/// moves by less than a pixel can still move a clearing into another holder's right.
#[must_use]
pub fn outline(pixels: &[(u32, u32)], grid: &GridGeometry) -> MultiPolygon<f64> {
    let parts = connect(pixels, Connectivity::Four);
    parts.iter().map(|part| part_outline(&part.pixels, grid)).collect()
}

/// A corner of pixels: row and column of the pixel to its lower right.
type Corner = (u32, u32);

/// Outline of one part connected by edges; `pixels` sorted.
fn part_outline(pixels: &[(u32, u32)], grid: &GridGeometry) -> Polygon<f64> {
    // Edges are sorted by where they start, so the first ring starts at the upper left
    // corner of the first pixel, and that one is on the exterior.
    let mut rings = rings(&edges(pixels)).into_iter().map(|ring| to_crs(&ring, grid));
    let exterior = rings.next().unwrap_or_else(|| LineString::new(Vec::new()));
    Polygon::new(exterior, rings.collect()).orient(Direction::Default)
}

/// The four ways along pixel edges, clockwise as a map shows them, rows growing downwards.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    Right,
    Down,
    Left,
    Up,
}

impl Way {
    const fn step(self, (row, col): Corner) -> Corner {
        match self {
            Self::Right => (row, col + 1),
            Self::Down => (row + 1, col),
            Self::Left => (row, col - 1),
            Self::Up => (row - 1, col),
        }
    }

    /// The way after turning left, away from the pixel on the right.
    const fn left(self) -> Self {
        match self {
            Self::Right => Self::Up,
            Self::Down => Self::Right,
            Self::Left => Self::Down,
            Self::Up => Self::Left,
        }
    }
}

/// Returns the edges between `pixels` and the rest, each with its pixel on the right hand,
/// sorted by start.
fn edges(pixels: &[(u32, u32)]) -> Vec<(Corner, Way)> {
    let is_set = |row: Option<u32>, col: Option<u32>| {
        row.zip(col).is_some_and(|pixel| pixels.binary_search(&pixel).is_ok())
    };
    let mut edges = Vec::new();
    for &(row, col) in pixels {
        let sides = [
            (is_set(row.checked_sub(1), Some(col)), (row, col), Way::Right),
            (is_set(Some(row), col.checked_add(1)), (row, col + 1), Way::Down),
            (is_set(row.checked_add(1), Some(col)), (row + 1, col + 1), Way::Left),
            (is_set(Some(row), col.checked_sub(1)), (row + 1, col), Way::Up),
        ];
        edges.extend(sides.iter().filter(|side| !side.0).map(|side| (side.1, side.2)));
    }
    edges.sort_unstable();
    edges
}

/// Joins edges into rings of the corners where they turn. Each starts at its upper-most,
/// then left-most corner, which is always a turn.
///
/// Where two rings meet in a corner (two pixels that touch there only), the walk crosses
/// over to the other pixel, by turning left: then each ring keeps the same neighbour
/// outside, and as the part is connected by edges elsewhere, no ring meets itself. The
/// other choice would make rings that touch themselves, which are not valid.
fn rings(edges: &[(Corner, Way)]) -> Vec<Vec<Corner>> {
    let mut is_walked = vec![false; edges.len()];
    let mut rings = Vec::new();
    for start in 0..edges.len() {
        if is_walked[start] {
            continue;
        }
        let mut ring = Vec::new();
        let (mut corner, mut way) = edges[start];
        let mut next = Some(start);
        while let Some(edge) = next {
            is_walked[edge] = true;
            if ring.is_empty() || edges[edge].1 != way {
                ring.push(corner);
            }
            way = edges[edge].1;
            corner = way.step(corner);
            next = leaving(edges, corner, way).filter(|edge| !is_walked[*edge]);
        }
        rings.push(ring);
    }
    rings
}

/// Returns the edge on which a walk that arrives at `corner` by `way` goes on.
fn leaving(edges: &[(Corner, Way)], corner: Corner, way: Way) -> Option<usize> {
    let first = edges.partition_point(|(start, _)| *start < corner);
    let at_corner = || edges[first..].iter().take_while(|(start, _)| *start == corner).enumerate();
    let crossing = at_corner().find(|(_, edge)| edge.1 == way.left());
    crossing.or_else(|| at_corner().next()).map(|(offset, _)| first + offset)
}

fn to_crs(ring: &[Corner], grid: &GridGeometry) -> LineString<f64> {
    let corners = ring.iter().map(|(row, col)| {
        let (x, y) = grid.to_crs(f64::from(*row), f64::from(*col));
        Coord { x, y }
    });
    let mut line = LineString::new(corners.collect());
    line.close();
    line
}

#[cfg(test)]
mod tests;
