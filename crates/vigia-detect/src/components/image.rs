//! Numbers the components of a mask in memory.

use ndarray::{Array2, ArrayView2, ArrayViewMut2, Axis};
use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};
use rayon::iter::{IntoParallelRefIterator, IntoParallelRefMutIterator};

use super::bit_rows::{BitRows, WORD_PX};
use super::row_runs::{Row, RowRuns, contacts};
use super::zeros::zeros;
use super::{Connectivity, DisjointSets};

/// Rows that a thread takes at least.
const BAND_ROWS_MIN: usize = 256;

/// Returns the number of each pixel's component, and how many there are.
///
/// - `mask`: shape `(row, col)`.
/// - Result: same shape; components are numbered from 1 in the order of their first pixel
///   (row by row), 0 is no component. The same whatever the number of threads.
/// - Time is linear. Beside the result, a bit for each pixel and four bytes for each run of
///   set pixels in a row are held.
#[must_use]
pub fn label_image(mask: ArrayView2<'_, bool>, connectivity: Connectivity) -> (Array2<u32>, u32) {
    let mut image = zeros(mask.dim());
    if mask.is_empty() {
        return (image, 0);
    }
    let rows = mask.nrows().div_ceil(rayon::current_num_threads()).max(BAND_ROWS_MIN);
    let mut bands: Vec<Band> = mask
        .axis_chunks_iter(Axis(0), rows)
        .into_par_iter()
        .map(|part| Band::scan(part, connectivity))
        .collect();
    let count = number_together(&mut bands, connectivity);
    image
        .axis_chunks_iter_mut(Axis(0), rows)
        .into_par_iter()
        .zip(&bands)
        .for_each(|(part, band)| band.paint(part));
    (image, count)
}

/// Some rows of the mask.
struct Band {
    bits: BitRows,
    /// The number of each run's component, row by row.
    numbers: Vec<u32>,
    /// How many components there are, as long as the band is looked at alone.
    count: u32,
    first_runs: RowRuns,
    last_runs: RowRuns,
}

impl Band {
    fn scan(mask: ArrayView2<'_, bool>, connectivity: Connectivity) -> Self {
        let bits = BitRows::of(mask);
        let mut sets = DisjointSets::default();
        let (mut above, mut below) = (RowRuns::default(), RowRuns::default());
        let (mut words_above, mut first_above): (&[u64], usize) = (&[], 0);
        let mut first_runs = None;
        for words in bits.rows() {
            below.scan(words);
            let first = sets.add(below.count());
            if first_runs.is_none() {
                first_runs = Some(below.clone());
            } else {
                let above = Row { words: words_above, runs: &above };
                contacts(above, Row { words, runs: &below }, connectivity, |a, b| {
                    sets.join(first_above + a as usize, first + b as usize);
                });
            }
            (words_above, first_above) = (words, first);
            std::mem::swap(&mut above, &mut below);
        }
        let (numbers, count) = sets.into_numbers();
        Self { bits, numbers, count, first_runs: first_runs.unwrap_or_default(), last_runs: above }
    }

    /// Returns the numbers of the runs of the last row.
    fn last_numbers(&self) -> &[u32] {
        &self.numbers[self.numbers.len() - self.last_runs.count() as usize..]
    }

    /// Writes the numbers into an image of zeros.
    fn paint(&self, mut image: ArrayViewMut2<'_, u32>) {
        let mut numbers = self.numbers.iter().copied();
        let mut number = 0;
        for (words, mut row) in self.bits.rows().zip(image.rows_mut()) {
            // Rows of a new array are contiguous.
            let pixels = row.as_slice_mut().unwrap_or_default();
            let mut carry = 0;
            for (word, pixels) in words.iter().zip(pixels.chunks_mut(WORD_PX)) {
                let starts = word & !(word << 1 | carry);
                carry = word >> (WORD_PX - 1);
                let mut left = *word;
                while left != 0 {
                    let at = left.trailing_zeros() as usize;
                    left &= left - 1;
                    if starts >> at & 1 == 1 {
                        number = numbers.next().unwrap_or_default();
                    }
                    pixels[at] = number;
                }
            }
        }
    }
}

/// Renumbers the components of all bands as those of one mask; returns how many there are.
fn number_together(bands: &mut [Band], connectivity: Connectivity) -> u32 {
    if let [only] = bands {
        return only.count;
    }
    let mut sets = DisjointSets::default();
    let firsts: Vec<usize> = bands.iter().map(|band| sets.add(band.count)).collect();
    for (pair, firsts) in bands.windows(2).zip(firsts.windows(2)) {
        let [upper, lower] = pair else { continue };
        let above =
            Row { words: upper.bits.rows().last().unwrap_or_default(), runs: &upper.last_runs };
        let below =
            Row { words: lower.bits.rows().next().unwrap_or_default(), runs: &lower.first_runs };
        let above_numbers = upper.last_numbers();
        contacts(above, below, connectivity, |a, b| {
            let (a, b) = (above_numbers[a as usize], lower.numbers[b as usize]);
            sets.join(firsts[0] + a as usize - 1, firsts[1] + b as usize - 1);
        });
    }
    let (numbers, count) = sets.into_numbers();
    bands.par_iter_mut().zip(firsts.par_iter()).for_each(|(band, first)| {
        for number in &mut band.numbers {
            *number = numbers[first + *number as usize - 1];
        }
    });
    count
}
