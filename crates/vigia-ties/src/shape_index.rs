//! Shapes found by place, and joined with many outlines at once.

use std::hint::black_box;
use std::ops::ControlFlow;

use geo_types::{Geometry, MultiPolygon};
use rayon::prelude::*;
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use crate::border::{Border, Extent};
use meeting::Outline;

pub use order::by_place;

mod meeting;
mod order;

/// Outlines that one thread takes at a time.
const CHUNK: usize = 1_024;
/// Outlines whose memory is asked for before the first is joined: together they wait for it
/// once. It takes a third off the processor's time (161 ms to 105 ms for 100,000).
const FETCHED: usize = 32;
/// Positions in 64 bytes.
const COORDS_PER_LINE: usize = 4;

/// Shapes whose edges are ready to be asked, in the order in which they were given.
#[derive(Clone, Debug, Default)]
pub struct PreparedShapes {
    borders: Vec<Border>,
}

impl PreparedShapes {
    /// Prepares shapes in EPSG:4326, or any plane, on all threads of the pool.
    #[must_use]
    pub fn of<'a>(shapes: impl IntoParallelIterator<Item = &'a Geometry<f64>>) -> Self {
        Self { borders: shapes.into_par_iter().map(Border::of).collect() }
    }
}

/// An immutable index over shapes.
pub struct ShapeIndex {
    borders: Vec<Border>,
    tree: RTree<GeomWithData<Rectangle<[f64; 2]>, u32>>,
}

impl ShapeIndex {
    /// Loads the shapes in bulk; those without a finite extent keep their number and are
    /// never found.
    #[must_use]
    pub fn of(shapes: PreparedShapes) -> Self {
        let boxed = |(number, border): (usize, &Border)| {
            let extent = border.extent()?;
            let rectangle =
                Rectangle::from_corners([extent.west, extent.south], [extent.east, extent.north]);
            Some(GeomWithData::new(rectangle, u32::try_from(number).ok()?))
        };
        let boxes = shapes.borders.iter().enumerate().filter_map(boxed).collect();
        Self { borders: shapes.borders, tree: RTree::bulk_load(boxes) }
    }

    /// Returns every pair of an outline and a shape that share at least a point, by their
    /// numbers, sorted; what GEOS and PostGIS call `intersects`.
    ///
    /// Exact: whether two edges meet is decided by the signs of determinants that rounding
    /// cannot turn (Shewchuk 1997). Outlines without a finite extent meet nothing. Works on
    /// all threads of the pool.
    ///
    /// # Examples
    /// ```
    /// use geo_types::{MultiPolygon, Rect};
    /// use vigia_ties::shape_index::{PreparedShapes, ShapeIndex};
    ///
    /// let square = |west: f64| Rect::new((west, 0.0), (west + 1.0, 1.0)).to_polygon();
    /// let rights = [square(0.0).into(), square(1.0).into(), square(3.0).into()];
    /// let index = ShapeIndex::of(PreparedShapes::of(&rights));
    /// // Inside the first, up to the border of the second.
    /// let clearing = Rect::new((0.5, 0.2), (1.0, 0.4)).to_polygon();
    /// assert_eq!(index.intersecting_pairs(&[MultiPolygon(vec![clearing])]), [(0, 0), (0, 1)]);
    /// ```
    #[must_use]
    pub fn intersecting_pairs(&self, outlines: &[MultiPolygon<f64>]) -> Vec<(usize, usize)> {
        let near_first = by_place(outlines);
        let joined = near_first.par_chunks(CHUNK).map(|numbers| {
            let mut pairs = Vec::with_capacity(2 * numbers.len());
            for numbers in numbers.chunks(FETCHED) {
                black_box(numbers.iter().map(|number| touched(&outlines[*number])).sum::<f64>());
                let fetched: Vec<_> = numbers
                    .iter()
                    .filter_map(|number| Some((*number, Outline::of(outlines.get(*number)?)?)))
                    .collect();
                for (number, outline) in fetched {
                    self.meeting(&outline, |shape| pairs.push((number, shape)));
                }
            }
            pairs
        });
        let joined: Vec<Vec<(usize, usize)>> = joined.collect();
        let mut pairs = joined.concat();
        pairs.par_sort_unstable();
        pairs
    }

    /// Hands out the shapes that an outline meets.
    fn meeting(&self, outline: &Outline, mut take: impl FnMut(usize)) {
        self.near(outline.extent(), |number, border, _| {
            if outline.meets(border) {
                take(number);
            }
        });
    }

    /// Hands out the shapes whose boxes meet `within`, with their boxes, in an order of the
    /// index's own.
    pub(crate) fn near<'a>(
        &'a self,
        within: Extent,
        mut take: impl FnMut(usize, &'a Border, Extent),
    ) {
        let Extent { west, south, east, north } = within;
        let envelope = AABB::from_corners([west, south], [east, north]);
        let _ = self.tree.locate_in_envelope_intersecting_int(envelope, |candidate| {
            let number = candidate.data as usize;
            if let Some(border) = self.borders.get(number) {
                let ([west, south], [east, north]) =
                    (candidate.geom().lower(), candidate.geom().upper());
                take(number, border, Extent { west, south, east, north });
            }
            ControlFlow::<()>::Continue(())
        });
    }
}

/// Reads something of every cache line of an outline.
fn touched(outline: &MultiPolygon<f64>) -> f64 {
    let parts = outline.iter().map(|part| part.exterior());
    parts.flat_map(|ring| ring.0.iter().step_by(COORDS_PER_LINE)).map(|at| at.x).sum()
}

#[cfg(test)]
mod tests;
