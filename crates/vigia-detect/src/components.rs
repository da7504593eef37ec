//! Connected components of a sparse set of pixels.

use ndarray::ArrayView2;

/// Pixels that touch each other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Component {
    /// `(row, col)` of each pixel, sorted, without repeats.
    pub pixels: Vec<(u32, u32)>,
}

/// Which neighbours of a pixel touch it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Connectivity {
    /// The four that share an edge.
    Four,
    /// Those and the four that share a corner.
    Eight,
}

/// Returns the 8-connected components of the `true` pixels of `mask`, shape `(row, col)`.
///
/// Components come in the order of their first pixel (row by row), whatever the
/// array's memory layout.
#[must_use]
pub fn label(mask: ArrayView2<'_, bool>) -> Vec<Component> {
    let pixels: Vec<(u32, u32)> = mask
        .indexed_iter()
        .filter(|(_, is_set)| **is_set)
        .map(|((row, col), _)| (row as u32, col as u32))
        .collect();
    connect(&pixels, Connectivity::Eight)
}

/// Returns the components of a sparse set of pixels, in the order of their first pixel.
///
/// - `pixels`: `(row, col)`, any order; repeats count once.
/// - Memory and time follow the number of set pixels, not the size of the raster
///   (time has a logarithm where `pixels` is not sorted already).
#[must_use]
pub fn connect(pixels: &[(u32, u32)], connectivity: Connectivity) -> Vec<Component> {
    let mut sorted = pixels.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    connect_where(&sorted, connectivity, |_, _| true)
        .into_iter()
        .map(|members| Component { pixels: members.iter().map(|i| sorted[*i]).collect() })
        .collect()
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
pub(crate) struct DisjointSets {
    parents: Vec<usize>,
}

impl DisjointSets {
    pub(crate) fn new(count: usize) -> Self {
        Self { parents: (0..count).collect() }
    }

    pub(crate) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        // The smaller index stays the root: the order of groups never depends on the
        // order of joins.
        self.parents[a.max(b)] = a.min(b);
    }

    pub(crate) fn are_joined(&mut self, a: usize, b: usize) -> bool {
        self.root(a) == self.root(b)
    }

    fn root(&mut self, mut index: usize) -> usize {
        while self.parents[index] != index {
            self.parents[index] = self.parents[self.parents[index]];
            index = self.parents[index];
        }
        index
    }

    pub(crate) fn into_groups(mut self) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        let mut group_of_root = vec![usize::MAX; self.parents.len()];
        for index in 0..self.parents.len() {
            let root = self.root(index);
            if root == index {
                group_of_root[index] = groups.len();
                groups.push(Vec::new());
            }
            groups[group_of_root[root]].push(index);
        }
        groups
    }
}

#[cfg(test)]
mod tests;
