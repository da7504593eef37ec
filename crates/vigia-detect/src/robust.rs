//! Median and robust spread, in place.

/// Makes a median absolute deviation comparable with a standard deviation: the 75 %
/// quantile of the normal distribution.
const MAD_OF_UNIT_NORMAL: f32 = 0.674_489_8;

/// Returns the median of `values` (the mean of the middle two for even counts), or NaN
/// where there is none. Reorders `values`, which must hold no NaN.
pub(crate) fn median_of(values: &mut [f32]) -> f32 {
    let middle = values.len() / 2;
    if values.is_empty() {
        return f32::NAN;
    }
    let is_even = values.len().is_multiple_of(2);
    let (below, upper, _) = values.select_nth_unstable_by(middle, f32::total_cmp);
    let upper = *upper;
    if !is_even {
        return upper;
    }
    let lower = below.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    f32::midpoint(lower, upper)
}

/// Returns the spread of `values` about `centre`: median absolute deviation / 0.6745,
/// near one standard deviation for normal noise. Overwrites `values`.
///
/// # Source
/// Rousseeuw & Croux (1993), JASA 88(424).
pub(crate) fn spread_of(values: &mut [f32], centre: f32) -> f32 {
    values.iter_mut().for_each(|value| *value = (*value - centre).abs());
    median_of(values) / MAD_OF_UNIT_NORMAL
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_worked_by_hand() {
        assert_eq!(median_of(&mut [3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median_of(&mut [4.0, 1.0, 3.0, 2.0]), 2.5);
        assert!(median_of(&mut []).is_nan());
    }

    #[test]
    fn one_outlier_does_not_move_the_spread() {
        let spread = spread_of(&mut [1.0, 2.0, 3.0, 4.0, 1000.0], 3.0);
        assert!((spread - 1.0 / 0.674_489_8).abs() < 1e-6);
    }
}
