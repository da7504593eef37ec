//! What a view shows of the ground within a border.

use geo::{Coord, LineString, MultiPolygon};
use ndarray::Array2;

use crate::indices::Indices;
use crate::{DetectError, View};

/// Pixels of the ground, those that are seen, and those of them that are open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenGround {
    /// Pixels within the border.
    pub pixels: usize,
    /// Those that the view shows.
    pub seen: usize,
    /// Bare ground and water among them.
    pub open: usize,
}

impl OpenGround {
    /// Counts.
    ///
    /// - `ground`: the pixels within the border, of the view's shape.
    ///
    /// # Errors
    /// [`DetectError::Shape`] for another shape.
    pub fn of(view: &View, ground: &Array2<bool>) -> Result<Self, DetectError> {
        if ground.dim() != view.shape() {
            return Err(DetectError::Shape {
                expected: format!("{:?}", view.shape()),
                found: format!("{:?}", ground.dim()),
            });
        }
        let seen = Indices::of(view);
        let mut counted = Self { pixels: 0, seen: 0, open: 0 };
        for (at, _) in ground.indexed_iter().filter(|(_, is_ground)| **is_ground) {
            counted.pixels += 1;
            counted.seen += usize::from(seen.clear[at]);
            counted.open += usize::from(seen.clear[at] && (seen.bare[at] || seen.water[at]));
        }
        Ok(counted)
    }
}

/// Returns the pixels whose middle lies within `border`, shape `(rows, cols)`.
///
/// - `border`: in pixels, x across the columns and y down the rows, the first pixel from 0 to
///   1; holes are left out. Positions that are not finite cross no row.
#[must_use]
pub fn pixels_within(border: &MultiPolygon<f64>, rows: usize, cols: usize) -> Array2<bool> {
    let mut within = Array2::from_elem((rows, cols), false);
    let rings =
        || border.iter().flat_map(|part| std::iter::once(part.exterior()).chain(part.interiors()));
    let mut crossings = Vec::new();
    for row in 0..rows {
        let middle = row as f64 + 0.5;
        crossings.clear();
        crossings.extend(rings().flat_map(LineString::lines).filter_map(|edge| {
            let (Coord { x: x0, y: y0 }, Coord { x: x1, y: y1 }) = (edge.start, edge.end);
            // Half open, so that a corner on the line counts for one of its edges.
            let crosses = (y0 <= middle) != (y1 <= middle);
            crosses.then(|| x0 + (middle - y0) / (y1 - y0) * (x1 - x0))
        }));
        crossings.sort_unstable_by(f64::total_cmp);
        for pair in crossings.chunks_exact(2) {
            let edge = |x: f64| (x - 0.5).ceil().clamp(0.0, cols as f64) as usize;
            for col in edge(pair[0])..edge(pair[1]) {
                within[(row, col)] = true;
            }
        }
    }
    within
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use geo::{Contains, Point, Polygon};
    use ndarray::Array3;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_pixel_is_within_where_its_middle_is(
            corners in prop::collection::vec((-3.0..13.0f64, -3.0..13.0f64), 3..9),
        ) {
            // Sorted around a middle, so that the ring does not cross itself.
            let mut corners = corners;
            corners.sort_by(|a, b| {
                let angle = |at: &(f64, f64)| (at.1 - 5.0).atan2(at.0 - 5.0);
                angle(a).total_cmp(&angle(b))
            });
            let border = MultiPolygon(vec![Polygon::new(corners.into(), vec![])]);
            let within = pixels_within(&border, 10, 10);
            for ((row, col), found) in within.indexed_iter() {
                let middle = Point::new(col as f64 + 0.5, row as f64 + 0.5);
                prop_assert_eq!(*found, border.contains(&middle), "{} {}", row, col);
            }
        }
    }

    #[test]
    fn holes_and_other_parts_are_what_they_are() {
        let square = |west: f64, side: f64| {
            LineString::from(vec![
                (west, 1.0),
                (west + side, 1.0),
                (west + side, 1.0 + side),
                (west, 1.0 + side),
            ])
        };
        let hole = LineString::from(vec![(2.0, 2.0), (3.0, 2.0), (3.0, 3.0), (2.0, 3.0)]);
        let border = MultiPolygon(vec![
            Polygon::new(square(1.0, 3.0), vec![hole]),
            Polygon::new(square(6.0, 2.0), vec![]),
        ]);
        let within = pixels_within(&border, 6, 9);
        assert_eq!(within.iter().filter(|is_within| **is_within).count(), 9 - 1 + 4);
        assert!(!within[(2, 2)] && within[(1, 1)] && within[(2, 7)] && !within[(1, 4)]);
    }

    #[test]
    fn hidden_ground_is_not_seen_and_forest_is_not_open() {
        let mut bands = Array3::from_elem((6, 1, 4), 0.05_f32);
        bands.slice_mut(ndarray::s![3, .., ..]).fill(0.4);
        // Bare ground, forest, hidden, and bare ground outside of the border.
        for col in [0, 3] {
            bands.slice_mut(ndarray::s![.., .., col]).fill(0.25);
        }
        bands[(0, 0, 2)] = f32::NAN;
        let ground = Array2::from_shape_fn((1, 4), |(_, col)| col < 3);
        let found = OpenGround::of(&View::new(bands).unwrap(), &ground).unwrap();
        assert_eq!(found, OpenGround { pixels: 3, seen: 2, open: 1 });
    }
}
