//! All shapes of a layer at one zoom, in three plain lists.

use super::GridPoint;
use super::buckets::Buckets;
use super::prepared_feature::{PreparedShape, ShapeKind};
use super::tile_id::{GridBox, TileId};

/// The shapes of one zoom, in the order of their features.
#[derive(Default)]
pub(super) struct ZoomLevel {
    shapes: Vec<Shape>,
    path_ends: Vec<u32>,
    points: Vec<GridPoint>,
    buckets: Buckets,
}

/// What one feature draws.
#[derive(Clone, Copy)]
pub(super) struct Shape {
    pub feature: u32,
    pub kind: ShapeKind,
    pub bounds: GridBox,
    /// Where its paths begin and end in the level's list.
    paths: (u32, u32),
    first_point: u32,
}

impl ZoomLevel {
    /// Appends what a feature draws; features come in their order.
    pub fn push(&mut self, feature: u32, shape: &PreparedShape) {
        let Some(bounds) = GridBox::of(shape.paths.points().iter().copied()) else { return };
        let first_path = self.path_ends.len() as u32;
        let first_point = self.points.len() as u32;
        for path in shape.paths.iter() {
            self.points.extend_from_slice(path);
            self.path_ends.push(self.points.len() as u32);
        }
        let paths = (first_path, self.path_ends.len() as u32);
        self.shapes.push(Shape { feature, kind: shape.kind, bounds, paths, first_point });
    }

    /// Makes what was pushed findable.
    pub fn finish(&mut self, zoom: u8) {
        self.shapes.shrink_to_fit();
        self.path_ends.shrink_to_fit();
        self.points.shrink_to_fit();
        self.buckets = Buckets::build(zoom, self.shapes.iter().map(|shape| shape.bounds));
    }

    /// Returns the shapes whose box touches the tile's buffer, in order.
    pub fn shapes_in(&self, tile: TileId) -> impl Iterator<Item = &Shape> {
        let buffered = tile.buffered();
        self.buckets
            .candidates(tile)
            .filter_map(|number| self.shapes.get(number as usize))
            .filter(move |shape| shape.bounds.meets(&buffered))
    }

    /// Returns the paths of a shape of this level.
    pub fn paths(&self, shape: &Shape) -> impl Iterator<Item = &[GridPoint]> {
        let ends = &self.path_ends[shape.paths.0 as usize..shape.paths.1 as usize];
        let mut begin = shape.first_point;
        ends.iter().map(move |end| {
            let path = &self.points[begin as usize..*end as usize];
            begin = *end;
            path
        })
    }

    /// Returns the bytes of memory that the lists take.
    pub fn size_bytes(&self) -> usize {
        size_of_val(self.shapes.as_slice())
            + size_of_val(self.path_ends.as_slice())
            + size_of_val(self.points.as_slice())
    }
}
