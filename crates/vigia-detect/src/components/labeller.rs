//! Components of a raster that passes through strip by strip.

use super::Connectivity;
use super::bit_rows::BitRows;
use super::row_runs::{Row, RowRuns, contacts, each_run};
use crate::DetectError;

/// Neighbouring pixels of one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Run {
    /// Row.
    pub row: u32,
    /// First column.
    pub start: u32,
    /// Column after the last.
    pub end: u32,
}

/// Returns the number of pixels of `runs`.
#[must_use]
pub fn pixel_count(runs: &[Run]) -> u64 {
    runs.iter().map(|run| u64::from(run.end - run.start)).sum()
}

/// Finds the components of a raster that is given strip by strip, from the top.
///
/// The blocks of a strip are put together in a [`BitRows`], in any order. What is found is
/// the same whatever the height of the strips and the size of the blocks. Two rows are held,
/// and the runs of the components that reach the last row; what is finished is handed out.
///
/// ```
/// use ndarray::array;
/// use vigia_detect::components::{BitRows, Connectivity, Labeller, Run};
///
/// let mut labeller = Labeller::new(3, Connectivity::Eight);
/// let mut found = Vec::new();
/// for strip in [array![[true, false, true]], array![[false, false, true]]] {
///     let bits = BitRows::of(strip.view());
///     labeller.push(&bits, &bits, |component| found.push(component.to_vec()))?;
/// }
/// labeller.finish(|component| found.push(component.to_vec()));
/// let run = |row, start, end| Run { row, start, end };
/// assert_eq!(found, [vec![run(0, 0, 1)], vec![run(0, 2, 3), run(1, 2, 3)]]);
/// # Ok::<(), vigia_detect::DetectError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Labeller {
    cols: usize,
    connectivity: Connectivity,
    row: u32,
    above: Line,
    below: Line,
    open: Open,
}

impl Labeller {
    /// Begins at the top of a raster of `cols` columns.
    #[must_use]
    pub fn new(cols: usize, connectivity: Connectivity) -> Self {
        let (above, below, open) = Default::default();
        Self { cols, connectivity, row: 0, above, below, open }
    }

    /// Takes the next strip.
    ///
    /// - `linking`: pixels that touch, in it, make a component.
    /// - `kept`: those of them that are handed out; the same mask, or a part of it where
    ///   what lies between things joins them.
    /// - `finished`: is given every component that ends above the strip's last row: its kept
    ///   runs, sorted, at least one. They come in the order of their last rows, those of one
    ///   row from the left.
    ///
    /// # Errors
    /// [`DetectError::Shape`] where a mask has other columns than the raster, or other rows
    /// than the other mask.
    pub fn push(
        &mut self,
        linking: &BitRows,
        kept: &BitRows,
        mut finished: impl FnMut(&[Run]),
    ) -> Result<(), DetectError> {
        let dim = (linking.dim().0, self.cols);
        if linking.dim() != dim || kept.dim() != dim {
            return Err(DetectError::Shape {
                expected: format!("two masks of shape {dim:?}"),
                found: format!("{:?} and {:?}", linking.dim(), kept.dim()),
            });
        }
        for (linking, kept) in linking.rows().zip(kept.rows()) {
            self.push_row(linking, kept);
            self.open.hand_out(&self.above.components, self.row, &mut finished);
            std::mem::swap(&mut self.above, &mut self.below);
            self.row += 1;
        }
        Ok(())
    }

    /// Ends the raster; `finished` is given what was still open.
    pub fn finish(mut self, mut finished: impl FnMut(&[Run])) {
        self.open.hand_out(&self.above.components, self.row, &mut finished);
    }

    /// Returns how many components have their memory held.
    #[cfg(test)]
    pub(super) const fn held(&self) -> usize {
        self.open.parts.len()
    }

    fn push_row(&mut self, linking: &[u64], kept: &[u64]) {
        let Self { above, below, open, row, .. } = self;
        below.scan(linking);
        let Line { words, runs, components } = below;
        let line = Row { words, runs };
        contacts(above.row(), line, self.connectivity, |a, b| {
            let Some(known) = above.components[a as usize] else { return };
            let component = &mut components[b as usize];
            *component = Some(component.map_or(known, |other| open.join(known, other)));
        });
        for component in &mut *components {
            *component = Some(open.seen(*component, *row));
        }
        each_run(kept.iter().zip(linking).map(|(kept, linking)| kept & linking), |start, end| {
            if let Some(component) = components[runs.at_col(start) as usize] {
                open.parts[component as usize].runs.push(Run { row: *row, start, end });
            }
        });
    }
}

/// A row, and the component of each of its runs.
#[derive(Clone, Debug, Default)]
struct Line {
    words: Vec<u64>,
    runs: RowRuns,
    components: Vec<Option<u32>>,
}

impl Line {
    fn scan(&mut self, words: &[u64]) {
        self.words.clear();
        self.words.extend_from_slice(words);
        self.runs.scan(words);
        self.components.clear();
        self.components.resize(self.runs.count() as usize, None);
    }

    fn row(&self) -> Row<'_> {
        Row { words: &self.words, runs: &self.runs }
    }
}

/// The components that reach the last row: union-find whose members are used again when
/// nothing names them any more, so that there are never more than runs in two rows.
#[derive(Clone, Debug, Default)]
struct Open {
    parts: Vec<Part>,
    unused: Vec<u32>,
    /// Parts that became part of another in this row: runs of the row above still name them.
    joined: Vec<u32>,
}

#[derive(Clone, Debug, Default)]
struct Part {
    parent: u32,
    last_row: u32,
    runs: Vec<Run>,
}

impl Open {
    fn root(&mut self, mut part: u32) -> u32 {
        loop {
            let parent = self.parts[part as usize].parent;
            if parent == part {
                return part;
            }
            let next = self.parts[parent as usize].parent;
            self.parts[part as usize].parent = next;
            part = next;
        }
    }

    fn join(&mut self, a: u32, b: u32) -> u32 {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return a;
        }
        let longer = |part: u32| self.parts[part as usize].runs.len();
        let (to, from) = if longer(a) < longer(b) { (b, a) } else { (a, b) };
        let mut runs = std::mem::take(&mut self.parts[from as usize].runs);
        self.parts[to as usize].runs.append(&mut runs);
        // Emptied, but its memory serves the next part.
        self.parts[from as usize].runs = runs;
        self.parts[from as usize].parent = to;
        self.joined.push(from);
        to
    }

    /// Returns the part that a run of `row` belongs to: a new one if it touches none.
    fn seen(&mut self, part: Option<u32>, row: u32) -> u32 {
        let part = match part {
            Some(part) => self.root(part),
            None => self.begin(),
        };
        self.parts[part as usize].last_row = row;
        part
    }

    fn begin(&mut self) -> u32 {
        let part = self.unused.pop().unwrap_or_else(|| {
            self.parts.push(Part::default());
            self.parts.len() as u32 - 1
        });
        self.parts[part as usize].parent = part;
        part
    }

    /// Hands out those `parts` of the row above `row` that do not reach it.
    fn hand_out(&mut self, parts: &[Option<u32>], row: u32, finished: &mut impl FnMut(&[Run])) {
        for part in parts.iter().flatten() {
            let root = self.root(*part);
            let part = &mut self.parts[root as usize];
            if part.last_row == row {
                continue;
            }
            // Its other runs are not to hand it out again.
            part.last_row = row;
            part.runs.sort_unstable();
            if !part.runs.is_empty() {
                finished(&part.runs);
            }
            part.runs.clear();
            self.unused.push(root);
        }
        self.unused.append(&mut self.joined);
    }
}
