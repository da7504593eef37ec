//! Square neighbourhoods of pixels.

use std::iter::repeat_n;

use ndarray::{Array2, ArrayView1, ArrayViewMut1, Axis, Slice, Zip};

/// Returns `values` with every pixel replaced by what `combine` makes of the
/// `(2 · radius + 1)²` pixels around it, shape `(row, col)`.
///
/// Outside the array the nearest edge pixel stands in. `combine` must not depend on order
/// (minimum, maximum, and, or, sum), because rows and columns are combined in turn.
pub(crate) fn combined<T: Copy>(
    values: &Array2<T>,
    radius: usize,
    combine: impl Fn(T, T) -> T,
) -> Array2<T> {
    let combine_with = |line: &mut ArrayViewMut1<'_, T>, other: ArrayView1<'_, T>| {
        line.zip_mut_with(&other, |value, other| *value = combine(*value, *other));
    };
    let mut result = values.clone();
    let (rows, cols) = values.dim();
    // Row by row in both directions: one column at a time would miss the cache.
    for (index, mut line) in result.rows_mut().into_iter().enumerate() {
        line.assign(&values.row(index.saturating_sub(radius)));
        for step in 1..=2 * radius {
            let neighbour = (index + step).saturating_sub(radius).min(rows - 1);
            combine_with(&mut line, values.row(neighbour));
        }
    }
    let mut padded = Vec::with_capacity(cols + 2 * radius);
    for mut line in result.rows_mut() {
        let (Some(first), Some(last)) = (line.first(), line.last()) else { break };
        padded.clear();
        padded.extend(repeat_n(*first, radius));
        padded.extend(line.iter());
        padded.extend(repeat_n(*last, radius));
        line.assign(&ArrayView1::from(&padded[..cols]));
        for step in 1..=2 * radius {
            combine_with(&mut line, ArrayView1::from(&padded[step..step + cols]));
        }
    }
    result
}

/// Returns `mask` grown by `radius` pixels, corners included.
pub(crate) fn grown(mask: &Array2<bool>, radius: usize) -> Array2<bool> {
    combined(mask, radius, |a, b| a | b)
}

/// Returns what is left of `mask` after `radius` steps of shrinking and as many of growing
/// back, each by the four neighbours; outside the array there is none of it.
pub(crate) fn opened(mask: &Array2<bool>, radius: usize) -> Array2<bool> {
    let mut result = mask.clone();
    for _ in 0..radius {
        result = crossed(&result, |a, b| a & b);
    }
    for _ in 0..radius {
        result = crossed(&result, |a, b| a | b);
    }
    result
}

/// Combines every pixel with its four neighbours, those outside being false.
fn crossed(mask: &Array2<bool>, combine: impl Fn(bool, bool) -> bool) -> Array2<bool> {
    let mut result = mask.clone();
    for axis in [Axis(0), Axis(1)] {
        let Some(last) = mask.len_of(axis).checked_sub(1) else { break };
        let mut combine_with = |pixels: Slice, neighbours: Slice| {
            result.slice_axis_mut(axis, pixels).zip_mut_with(
                &mask.slice_axis(axis, neighbours),
                |value, neighbour| {
                    *value = combine(*value, *neighbour);
                },
            );
        };
        combine_with(Slice::from(1..), Slice::from(..last));
        combine_with(Slice::from(..last), Slice::from(1..));
        for edge in [0, last] {
            result.index_axis_mut(axis, edge).mapv_inplace(|value| combine(value, false));
        }
    }
    result
}

/// Returns the radius in pixels that comes nearest to `metres`, at least one.
pub(crate) fn radius_px(metres: f64, pixel_size_m: (f64, f64)) -> usize {
    let side = (pixel_size_m.0 * pixel_size_m.1).abs().sqrt();
    ((metres / side + 0.5) as usize).max(1)
}

/// Means and spreads over the clear pixels of a square neighbourhood.
pub(crate) struct Averager<'a> {
    clear: &'a Array2<bool>,
    counts: Array2<f64>,
    radius: usize,
}

impl<'a> Averager<'a> {
    pub(crate) fn new(clear: &'a Array2<bool>, radius: usize) -> Self {
        let counts = combined(&clear.mapv(f64::from), radius, |a, b| a + b);
        Self { clear, counts: counts.mapv(|count| count.max(1.0)), radius }
    }

    /// Mean of `values` over the clear neighbours; 0 where there is none.
    pub(crate) fn mean(&self, values: &Array2<f64>) -> Array2<f64> {
        let mut seen = values.clone();
        Zip::from(&mut seen).and(self.clear).for_each(|value, is_clear| {
            if !is_clear {
                *value = 0.0;
            }
        });
        combined(&seen, self.radius, |a, b| a + b) / &self.counts
    }

    /// Mean and standard deviation of `values` over the clear neighbours; 0 where there is
    /// none.
    pub(crate) fn mean_and_spread(&self, values: &Array2<f64>) -> (Array2<f64>, Array2<f64>) {
        let mean = self.mean(values);
        let mut spread = self.mean(&values.mapv(|value| value * value));
        Zip::from(&mut spread)
            .and(&mean)
            .for_each(|square, mean| *square = (*square - mean * mean).max(0.0).sqrt());
        (mean, spread)
    }
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    #[test]
    fn the_smallest_neighbour_is_found_across_the_corner() {
        let values = array![[5, 5, 5], [5, 5, 5], [5, 5, 1]];
        let smallest = combined(&values, 1, |a, b| a.min(b));
        assert_eq!(smallest, array![[5, 5, 5], [5, 1, 1], [5, 1, 1]]);
    }

    #[test]
    fn edge_pixels_stand_in_for_what_lies_outside() {
        let sums = combined(&array![[1.0, 2.0], [3.0, 4.0]], 1, |a, b| a + b);
        // Rows 1, 1, 3 and columns likewise: 4 · 1 + 2 · 2 + 2 · 3 + 4.
        assert_eq!(sums[(0, 0)], 18.0);
    }

    #[test]
    fn opening_keeps_what_is_broad_and_drops_what_is_thin_or_at_the_edge() {
        let mask = Array2::from_shape_fn((9, 9), |(row, col)| {
            (2..7).contains(&row) && (2..7).contains(&col) || row == 8 || col == 0
        });
        let opened = opened(&mask, 2);
        // The diamond of radius 2 around the middle, and nothing else.
        let diamond = |row: usize, col: usize| row.abs_diff(4) + col.abs_diff(4) <= 2;
        assert_eq!(opened, Array2::from_shape_fn((9, 9), |(row, col)| diamond(row, col)));
    }

    #[test]
    fn a_radius_is_never_less_than_a_pixel() {
        assert_eq!(radius_px(30.0, (10.0, 9.93)), 3);
        assert_eq!(radius_px(30.0, (100.0, 100.0)), 1);
    }

    #[test]
    fn hidden_neighbours_count_neither_in_the_mean_nor_in_the_spread() {
        let clear = array![[true, true, false]];
        let averages = Averager::new(&clear, 1);
        let values = array![[1.0, 3.0, f64::NAN]];
        // The first pixel sees itself, its copy beyond the edge (thrice: one row) and 3.
        assert!((averages.mean(&values)[(0, 0)] - 5.0 / 3.0).abs() < 1e-12);
        assert!((averages.mean(&values)[(0, 2)] - 3.0).abs() < 1e-12);
        assert!(averages.mean_and_spread(&values).1[(0, 2)].abs() < 1e-12);
    }
}
