//! Sums over square neighbourhoods, in time that does not grow with their size.

use ndarray::{Array2, Axis};

/// Returns the sum of `values` within `radius` of every pixel, corners included; nothing
/// is added for what lies outside the array.
///
/// Integers: running sums of floats would depend on where a block begins.
pub(super) fn box_sum(mut values: Array2<i64>, radius: usize) -> Array2<i64> {
    for axis in [Axis(1), Axis(0)] {
        let mut before = vec![0_i64; values.len_of(axis) + 1];
        for mut lane in values.lanes_mut(axis) {
            let length = lane.len();
            for (index, value) in lane.iter().enumerate() {
                before[index + 1] = before[index] + value;
            }
            for (index, value) in lane.iter_mut().enumerate() {
                let end = (index + radius + 1).min(length);
                *value = before[end] - before[index.saturating_sub(radius)];
            }
        }
    }
    values
}

/// Returns where more than half of the pixels within `radius` are set.
pub(super) fn mostly(mask: &Array2<bool>, radius: usize) -> Array2<bool> {
    let (rows, cols) = mask.dim();
    let span = |at: usize, length: usize| (at + radius + 1).min(length) - at.saturating_sub(radius);
    let counts = box_sum(mask.mapv(i64::from), radius);
    Array2::from_shape_fn((rows, cols), |(row, col)| {
        2 * counts[(row, col)] > (span(row, rows) * span(col, cols)) as i64
    })
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
}
