//! What lies around a pixel, in time that does not grow with the reach.

use ndarray::{Array2, Axis};

/// Returns the sum of `values` within `radius` of every pixel, corners included; nothing
/// is added for what lies outside the array.
///
/// Integers: running sums of floats would depend on where a block begins.
fn box_sum(mut values: Array2<i32>, radius: usize) -> Array2<i32> {
    let (rows, cols) = values.dim();
    let mut before = vec![0_i32; cols + 1];
    for mut row in values.rows_mut() {
        for (index, value) in row.iter().enumerate() {
            before[index + 1] = before[index] + value;
        }
        for (index, value) in row.iter_mut().enumerate() {
            let end = (index + radius + 1).min(cols);
            *value = before[end] - before[index.saturating_sub(radius)];
        }
    }
    // Down the columns by whole rows: one column at a time would miss the cache.
    values.accumulate_axis_inplace(Axis(0), |above, value| *value += above);
    let mut sums = Array2::zeros((rows, cols));
    for (index, mut row) in sums.rows_mut().into_iter().enumerate() {
        row.assign(&values.row((index + radius).min(rows - 1)));
        if index > radius {
            row -= &values.row(index - radius - 1);
        }
    }
    sums
}

/// Returns where more than half of the pixels within `radius` are set.
pub(super) fn mostly(mask: &Array2<bool>, radius: usize) -> Array2<bool> {
    let (rows, cols) = mask.dim();
    let span = |at: usize, length: usize| (at + radius + 1).min(length) - at.saturating_sub(radius);
    let counts = box_sum(mask.mapv(i32::from), radius);
    Array2::from_shape_fn((rows, cols), |(row, col)| {
        2 * counts[(row, col)] > (span(row, rows) * span(col, cols)) as i32
    })
}

/// Returns `mask` grown by `radius` pixels, corners included.
pub(super) fn grown(mask: &Array2<bool>, radius: usize) -> Array2<bool> {
    box_sum(mask.mapv(i32::from), radius).mapv(|count| count > 0)
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    #[test]
    fn sums_worked_by_hand() {
        let sums = box_sum(array![[1, 2, 3], [4, 5, 6], [7, 8, 9]], 1);
        assert_eq!(sums, array![[12, 21, 16], [27, 45, 33], [24, 39, 28]]);
    }

    #[test]
    fn half_is_not_most() {
        assert_eq!(mostly(&array![[true, false]], 1), array![[false, false]]);
        assert_eq!(mostly(&array![[true, false, true]], 1), array![[false, true, false]]);
    }

    #[test]
    fn a_pixel_grows_into_a_square() {
        let grown = grown(&array![[true, false, false], [false; 3], [false; 3]], 1);
        assert_eq!(grown, array![[true, true, false], [true, true, false], [false; 3]]);
    }
}
