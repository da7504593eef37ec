//! A mask, packed to one bit a pixel.

use ndarray::{ArrayView1, ArrayView2, Axis};

use crate::DetectError;

/// Pixels in a word.
pub(super) const WORD_PX: usize = u64::BITS as usize;

/// A mask of one bit a pixel: rows of words, the first pixel in the lowest bit; what lies
/// beyond the last column is never set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BitRows {
    cols: usize,
    words: Vec<u64>,
}

impl BitRows {
    /// Returns a mask in which nothing is set.
    #[must_use]
    pub fn new(rows: usize, cols: usize) -> Self {
        Self { cols, words: vec![0; rows * cols.div_ceil(WORD_PX)] }
    }

    /// Packs a mask, shape `(row, col)`.
    #[must_use]
    pub fn of(mask: ArrayView2<'_, bool>) -> Self {
        let (rows, cols) = mask.dim();
        let mut words = Vec::with_capacity(rows * cols.div_ceil(WORD_PX));
        for row in mask.rows() {
            packed(row, |is_set| *is_set, |word| words.push(word));
        }
        Self { cols, words }
    }

    /// Sets the pixels of a block for whose values `is_set` holds; blocks may come in any
    /// order, and where they overlap, a pixel is set that one of them sets.
    ///
    /// - `row`, `col`: where the block's upper left pixel lies in this mask.
    /// - `values`: shape `(row, col)`.
    ///
    /// # Errors
    /// [`DetectError::Shape`] where the block does not lie within the mask.
    pub fn put<T>(
        &mut self,
        (row, col): (usize, usize),
        values: ArrayView2<'_, T>,
        is_set: impl Fn(&T) -> bool,
    ) -> Result<(), DetectError> {
        let (rows, cols) = values.dim();
        let width = self.cols.div_ceil(WORD_PX);
        if (row + rows) * width > self.words.len() || col + cols > self.cols {
            return Err(DetectError::Shape {
                expected: format!("a block within {} columns, row {row}, column {col}", self.cols),
                found: format!("({rows}, {cols})"),
            });
        }
        let (first, shift) = (col / WORD_PX, col % WORD_PX);
        for (line, values) in values.rows().into_iter().enumerate() {
            let start = (row + line) * width + first;
            let words = &mut self.words[start..start + (shift + cols).div_ceil(WORD_PX)];
            let mut index = 0;
            packed(values, &is_set, |word| {
                words[index] |= word << shift;
                // The block's last word may end within this one.
                if let Some(next) = words.get_mut(index + 1).filter(|_| shift > 0) {
                    *next |= word >> (WORD_PX - shift);
                }
                index += 1;
            });
        }
        Ok(())
    }

    /// Returns the rows and columns.
    pub(super) fn dim(&self) -> (usize, usize) {
        (self.words.len() / self.cols.div_ceil(WORD_PX).max(1), self.cols)
    }

    /// Returns the words of each row.
    pub(super) fn rows(&self) -> impl Iterator<Item = &[u64]> {
        // A mask without columns has no words, and rows of at least one.
        self.words.chunks_exact(self.cols.div_ceil(WORD_PX).max(1))
    }
}

/// Packs a row and hands out its words.
fn packed<T>(row: ArrayView1<'_, T>, is_set: impl Fn(&T) -> bool, mut hand_out: impl FnMut(u64)) {
    let Some(values) = row.as_slice() else {
        for values in row.axis_chunks_iter(Axis(0), WORD_PX) {
            hand_out(one_by_one(values.iter(), &is_set));
        }
        return;
    };
    let (words, rest) = values.as_chunks::<WORD_PX>();
    for values in words {
        let (eights, _) = values.as_chunks::<8>();
        let word = eights.iter().rev().fold(0, |word, eight| {
            let bytes = u64::from_le_bytes(eight.each_ref().map(|value| u8::from(is_set(value))));
            // One multiplication moves the lowest bits of eight bytes into the highest byte.
            word << 8 | bytes.wrapping_mul(0x0102_0408_1020_4080) >> 56
        });
        hand_out(word);
    }
    if !rest.is_empty() {
        hand_out(one_by_one(rest.iter(), &is_set));
    }
}

fn one_by_one<'a, T: 'a>(values: impl Iterator<Item = &'a T>, is_set: impl Fn(&T) -> bool) -> u64 {
    values.zip(0..).fold(0, |word, (value, at)| word | u64::from(is_set(value)) << at)
}
