//! Local means of backscatter.

use ndarray::{Array2, ArrayView2, Zip};

use crate::neighbourhood::combined;

/// Returns the mean power of the `(2 · radius_px + 1)²` pixels around each, shape
/// `(row, col)`.
///
/// - `power`: linear; NaN, infinities and what is not above zero are missing.
/// - Result: NaN where less than half of the neighbourhood is there. Beyond the array's
///   edge its nearest pixel stands in.
///
/// The mean of powers, not of decibels: it is unbiased, and of n independent pixels of L
/// looks it has n · L looks.
#[must_use]
pub fn pooled(power: ArrayView2<'_, f32>, radius_px: usize) -> Array2<f64> {
    let seen = power.mapv(|value| if is_seen(value) { f64::from(value) } else { 0.0 });
    let counts = combined(&power.mapv(|value| u32::from(is_seen(value))), radius_px, |a, b| a + b);
    let mut means = combined(&seen, radius_px, |a, b| a + b);
    let pixels = (2 * radius_px as u32 + 1).pow(2);
    Zip::from(&mut means).and(&counts).for_each(|mean, count| {
        *mean = if 2 * count >= pixels { *mean / f64::from(*count) } else { f64::NAN };
    });
    means
}

/// Says whether `power` was measured.
pub(super) fn is_seen(power: f32) -> bool {
    power.is_finite() && power > 0.0
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    #[test]
    fn missing_neighbours_are_left_out_and_a_lonely_pixel_is_missing() {
        let nan = f32::NAN;
        let power = array![[1.0, 2.0, nan], [3.0, 0.0, -1.0], [4.0, 5.0, nan]];
        let means = pooled(power.view(), 1);
        assert!((means[(1, 1)] - 3.0).abs() < 1e-12);
        // Three of nine, the edge's copies counted: 2, 2 and 5.
        assert!(means[(1, 2)].is_nan());
    }
}
