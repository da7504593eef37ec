//! Which shapes a tile may show, without a search: a list for every tile of a coarse zoom.

use std::collections::HashMap;

use super::tile_id::{GridBox, TileId};
use super::{TILE_BUFFER, TILE_EXTENT};

/// Deeper tiles look into the bucket of their ancestor at this zoom (19.5 km at the
/// equator), and compare boxes.
const BUCKET_ZOOM_MAX: u8 = 11;
/// A shape in more buckets than this is kept apart and compared with every tile.
const BUCKETS_EACH_MAX: i64 = 4096;

/// The shapes of one zoom by place; within a bucket they keep their order.
#[derive(Default)]
pub(super) struct Buckets {
    ranges: HashMap<(u32, u32), (u32, u32)>,
    members: Vec<u32>,
    everywhere: Vec<u32>,
}

impl Buckets {
    /// Sorts shapes, numbered by their order, into buckets.
    pub fn build(zoom: u8, boxes: impl Iterator<Item = GridBox>) -> Self {
        let mut found = Self::default();
        let mut placed: Vec<((u32, u32), u32)> = Vec::new();
        for (shape, bounds) in (0_u32..).zip(boxes) {
            let [columns, rows] = [0, 1].map(|axis| reach(zoom, &bounds, axis));
            let count = |range: &std::ops::RangeInclusive<u32>| {
                i64::from(*range.end()) - i64::from(*range.start()) + 1
            };
            if count(&columns) * count(&rows) > BUCKETS_EACH_MAX {
                found.everywhere.push(shape);
                continue;
            }
            placed.extend(columns.flat_map(|x| rows.clone().map(move |y| ((x, y), shape))));
        }
        placed.sort_unstable();
        for bucket in placed.chunk_by(|(a, _), (b, _)| a == b) {
            let begin = found.members.len() as u32;
            found.members.extend(bucket.iter().map(|(_, shape)| *shape));
            if let Some((cell, _)) = bucket.first() {
                found.ranges.insert(*cell, (begin, found.members.len() as u32));
            }
        }
        found
    }

    /// Returns the shapes that may touch the tile's buffer, in their order; some do not.
    pub fn candidates(&self, tile: TileId) -> impl Iterator<Item = u32> {
        let up = tile.z().saturating_sub(BUCKET_ZOOM_MAX);
        let range = self.ranges.get(&(tile.x() >> up, tile.y() >> up));
        let (begin, end) = range.copied().unwrap_or_default();
        let members = self.members.get(begin as usize..end as usize).unwrap_or_default();
        Merged { left: members, right: &self.everywhere }
    }
}

/// Columns (axis 0) or rows (axis 1) of buckets whose tiles may show the box.
fn reach(zoom: u8, bounds: &GridBox, axis: usize) -> std::ops::RangeInclusive<u32> {
    let bucket_zoom = zoom.min(BUCKET_ZOOM_MAX);
    let side = TILE_EXTENT << (zoom - bucket_zoom);
    let last = (1 << bucket_zoom) - 1;
    let place = |unit: i32| unit.div_euclid(side).clamp(0, last) as u32;
    // Both edges of a buffer belong to it.
    place(bounds.min[axis] - TILE_BUFFER - 1)..=place(bounds.max[axis] + TILE_BUFFER)
}

/// Two rising lists as one.
struct Merged<'a> {
    left: &'a [u32],
    right: &'a [u32],
}

impl Iterator for Merged<'_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        let takes_left = match (self.left.first(), self.right.first()) {
            (Some(left), Some(right)) => left < right,
            (left, _) => left.is_some(),
        };
        let list = if takes_left { &mut self.left } else { &mut self.right };
        let (first, rest) = list.split_first()?;
        *list = rest;
        Some(*first)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn at(x: i32, y: i32, side: i32) -> GridBox {
        GridBox { min: [x, y], max: [x + side, y + side] }
    }

    fn check(zoom: u8, boxes: &[GridBox], (x, y): (u32, u32), expected: &[u32]) {
        let buckets = Buckets::build(zoom, boxes.iter().copied());
        let tile = TileId::new(zoom.into(), x, y).unwrap();
        assert_eq!(buckets.candidates(tile).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_shape_within_the_buffer_of_a_neighbour_is_in_both_buckets() {
        let boxes = [at(4096 + 65, 10, 5), at(4096 + 64, 10, 5), at(100, 100, 5)];
        check(3, &boxes, (0, 0), &[1, 2]);
        check(3, &boxes, (1, 0), &[0, 1]);
        check(3, &boxes, (5, 5), &[]);
    }

    #[test]
    fn a_deep_tile_finds_what_its_ancestor_holds() {
        let unit = 4096 << 3;
        let boxes = [at(2 * unit + 9, unit + 9, 4), at(9 * unit, 9 * unit, 4)];
        check(14, &boxes, (16, 8), &[0]);
        check(14, &boxes, (23, 15), &[0]);
        check(14, &boxes, (24, 15), &[]);
    }

    #[test]
    fn what_is_nearly_everywhere_keeps_its_place_in_the_order() {
        let world = at(0, 0, (4096 << 8) - 1);
        check(8, &[at(0, 0, 5), world, at(9, 9, 5)], (0, 0), &[0, 1, 2]);
        check(8, &[at(0, 0, 5), world, at(9, 9, 5)], (77, 3), &[1]);
    }
}
