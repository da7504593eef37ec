//! Outlines of sets of 5 m cells of the frame.

use geo::algorithm::bool_ops::unary_union;
use geo_types::{Coord, MultiPolygon, Polygon, Rect};

/// Side of a cell, metres.
pub const CELL_M: f64 = 5.0;

/// Returns the outline of cells, in metres of the frame; valid, with holes.
///
/// - `cells`: lattice positions, in any order, each once.
pub fn outline(cells: &[Coord<i32>]) -> MultiPolygon<f64> {
    let mut sorted = cells.to_vec();
    sorted.sort_unstable_by_key(|cell| (cell.y, cell.x));
    let mut runs: Vec<Polygon<f64>> = Vec::new();
    for run in sorted.chunk_by(|a, b| a.y == b.y && a.x + 1 == b.x) {
        if let (Some(first), Some(last)) = (run.first(), run.last()) {
            let low = Coord { x: f64::from(first.x), y: f64::from(first.y) } * CELL_M;
            let high = Coord { x: f64::from(last.x + 1), y: f64::from(last.y + 1) } * CELL_M;
            runs.push(Rect::new(low, high).to_polygon());
        }
    }
    unary_union(&runs)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;
    use geo::Area;

    #[test]
    fn a_ring_of_eight_cells_is_one_polygon_with_one_hole() {
        let cells: Vec<_> =
            (0..9).filter(|i| *i != 4).map(|i| Coord { x: i % 3, y: i / 3 }).collect();
        let outline = outline(&cells);
        assert_eq!(outline.0.len(), 1);
        assert_eq!(outline.0[0].interiors().len(), 1);
        assert!((outline.unsigned_area() - 200.0).abs() < 1e-6);
    }
}
