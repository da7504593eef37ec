//! What making a tile needs for a moment, kept from tile to tile so that nothing is
//! allocated for a feature or a vertex.

use super::GridPoint;
use super::ring_validity::RingRepair;

/// Rings, lines or points, one behind the other without a vector for each.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Paths {
    points: Vec<GridPoint>,
    ends: Vec<usize>,
}

impl Paths {
    /// Appends a path; an empty one is left out.
    pub fn push(&mut self, points: impl IntoIterator<Item = GridPoint>) {
        let begin = self.points.len();
        self.points.extend(points);
        if self.points.len() > begin {
            self.ends.push(self.points.len());
        }
    }

    pub fn clear(&mut self) {
        self.points.clear();
        self.ends.clear();
    }

    pub const fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    pub fn points(&self) -> &[GridPoint] {
        &self.points
    }

    pub fn iter(&self) -> impl Iterator<Item = &[GridPoint]> {
        let begins = std::iter::once(0).chain(self.ends.iter().copied());
        begins.zip(&self.ends).map(|(begin, end)| &self.points[begin..*end])
    }

    /// Returns the path where there is exactly one.
    pub fn single(&self) -> Option<&[GridPoint]> {
        (self.ends.len() == 1).then_some(self.points.as_slice())
    }
}

/// Memory for making tiles; one for each thread that makes them at the same time.
#[derive(Default)]
pub struct TileScratch {
    /// Paths cut by the tile's edge, and the same made valid.
    pub(super) cut: Paths,
    pub(super) valid: Paths,
    /// The ring being cut, side by side.
    pub(super) ring: [Vec<GridPoint>; 2],
    pub(super) repair: RingRepair,
    /// Parts of the message being written.
    pub(super) geometry: Vec<u8>,
    pub(super) tags: Vec<u8>,
    pub(super) features: Vec<u8>,
    pub(super) keys: Vec<u8>,
    pub(super) values: Vec<u8>,
    /// Where each key and value of the layer stands in this tile.
    pub(super) key_places: Places,
    pub(super) value_places: Places,
}

/// A tile's dictionary: the place in the tile of what has a number in the layer. Clearing
/// costs nothing: entries of earlier tiles bear an older mark.
#[derive(Default)]
pub(super) struct Places {
    marked: Vec<(u32, u32)>,
    mark: u32,
    count: u32,
}

impl Places {
    /// Empties the dictionary and makes room for numbers below `numbers`.
    pub fn clear(&mut self, numbers: usize) {
        self.count = 0;
        if self.marked.len() < numbers {
            self.marked.resize(numbers, (0, 0));
        }
        if self.mark == u32::MAX {
            self.marked.fill((0, 0));
            self.mark = 0;
        }
        self.mark += 1;
    }

    /// Returns the place of a number below those made room for, and whether it is new.
    #[inline]
    pub fn place(&mut self, number: u32) -> (u32, bool) {
        let entry = &mut self.marked[number as usize];
        let is_new = entry.0 != self.mark;
        if is_new {
            *entry = (self.mark, self.count);
            self.count += 1;
        }
        (entry.1, is_new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dictionary_numbers_in_the_order_of_first_use_and_forgets() {
        let mut places = Places::default();
        places.clear(10);
        assert_eq!(
            [7, 3, 7].map(|number| places.place(number)),
            [(0, true), (1, true), (0, false)]
        );
        places.clear(10);
        assert_eq!(places.place(3), (0, true));
        places.mark = u32::MAX;
        places.clear(10);
        assert_eq!(places.place(7), (0, true));
    }
}
