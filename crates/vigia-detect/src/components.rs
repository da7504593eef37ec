//! Connected components of the set pixels of a mask.
//!
//! Masks are packed to a bit a pixel ([`BitRows`]). [`Labeller`] takes them strip by strip,
//! holds what is still open, and hands out what is finished, so that a raster of any size
//! can pass through; [`label_image`] numbers the pixels of a mask in memory. Both see a row
//! as runs of set pixels and join the runs of neighbouring rows, 64 pixels at a time.
//! Where neighbours are not always linked, `connect_where` joins pixel by pixel.

mod bit_rows;
mod image;
mod labeller;
mod row_runs;
mod zeros;

pub use bit_rows::BitRows;
pub use image::label_image;
pub use labeller::{Labeller, Run, pixel_count};

/// Pixels that touch each other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Component {
    /// `(row, col)` of each pixel, sorted, without repeats.
    pub pixels: Vec<(u32, u32)>,
}

impl Component {
    /// Returns the component of `runs`, which are sorted and do not overlap.
    #[must_use]
    pub fn of(runs: &[Run]) -> Self {
        let pixels = runs.iter().flat_map(|run| (run.start..run.end).map(|col| (run.row, col)));
        Self { pixels: pixels.collect() }
    }
}

/// Which neighbours of a pixel touch it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Connectivity {
    /// The four that share an edge.
    Four,
    /// Those and the four that share a corner.
    Eight,
}

/// Returns groups of indices into `pixels`: neighbours belong together where
/// `linked(i, j)` says so, and so does whatever they are chained to.
///
/// `pixels` must be sorted and without repeats; in other orders neighbours are
/// overlooked. Groups come in the order of their first pixel, members ascending.
pub(crate) fn connect_where(
    pixels: &[(u32, u32)],
    connectivity: Connectivity,
    linked: impl Fn(usize, usize) -> bool,
) -> Vec<Vec<usize>> {
    let reach = match connectivity {
        Connectivity::Four => 0,
        Connectivity::Eight => 1,
    };
    let mut sets = DisjointSets::new(pixels.len());
    // First pixel that can touch the current one from the row above: it only moves
    // forward, so that the whole pass is linear.
    let mut above = 0;
    for (index, &(row, col)) in pixels.iter().enumerate() {
        if index > 0 && col > 0 && pixels[index - 1] == (row, col - 1) && linked(index - 1, index) {
            sets.join(index - 1, index);
        }
        let Some(row_above) = row.checked_sub(1) else { continue };
        while pixels[above] < (row_above, col.saturating_sub(reach)) {
            above += 1;
        }
        let last = (row_above, col.saturating_add(reach));
        for (offset, _) in pixels[above..].iter().take_while(|pixel| **pixel <= last).enumerate() {
            if linked(above + offset, index) {
                sets.join(above + offset, index);
            }
        }
    }
    sets.into_groups()
}

/// Union-find in which the root of a set is its smallest member.
#[derive(Clone, Debug, Default)]
pub(crate) struct DisjointSets {
    parents: Vec<u32>,
}

impl DisjointSets {
    pub(crate) fn new(count: usize) -> Self {
        Self { parents: (0..count as u32).collect() }
    }

    /// Adds members, each alone; the result is the index of the first.
    fn add(&mut self, count: u32) -> usize {
        let first = self.parents.len();
        self.parents.extend(first as u32..first as u32 + count);
        first
    }

    pub(crate) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        // The smaller index stays the root: the order of groups never depends on the
        // order of joins.
        self.parents[a.max(b)] = a.min(b) as u32;
    }

    pub(crate) fn are_joined(&mut self, a: usize, b: usize) -> bool {
        self.root(a) == self.root(b)
    }

    fn root(&mut self, mut index: usize) -> usize {
        loop {
            let parent = self.parents[index] as usize;
            if parent == index {
                return index;
            }
            self.parents[index] = self.parents[parent];
            index = self.parents[index] as usize;
        }
    }

    pub(crate) fn into_groups(self) -> Vec<Vec<usize>> {
        let (numbers, count) = self.into_numbers();
        let mut groups = vec![Vec::new(); count as usize];
        for (index, number) in numbers.iter().enumerate() {
            groups[*number as usize - 1].push(index);
        }
        groups
    }

    /// Returns the number of each member's set, from 1 in the order of the sets' smallest
    /// members, and how many sets there are.
    fn into_numbers(self) -> (Vec<u32>, u32) {
        let mut numbers = self.parents;
        let mut count = 0;
        for index in 0..numbers.len() {
            // A parent is smaller, so it has its number already.
            let parent = numbers[index] as usize;
            numbers[index] = if parent == index {
                count += 1;
                count
            } else {
                numbers[parent]
            };
        }
        (numbers, count)
    }
}

#[cfg(test)]
mod tests;
