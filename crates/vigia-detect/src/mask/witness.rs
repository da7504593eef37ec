//! Ground that the other date knows.

use ndarray::{Array2, Zip};

use super::box_sum::box_sum;
use super::pixels::Pixels;

/// Steps of one reflectance: sums of whole numbers are exact.
const STEPS: f32 = 10_000.0;
/// Correlation of the pattern in blue from which the ground is the same. Over roofs that
/// stood at both dates nine in ten pixels are above 0.68; over clouds nine in ten are below
/// 0.63.
const CORRELATION_MIN: f64 = 0.65;
/// Largest ratio of the mean blue of the two dates.
const RATIO_MAX: f64 = 1.57;

/// Returns where the pattern of blue around a pixel, and its level, are those of the other
/// date: bright ground, not cloud. Clouds at both dates differ in pattern.
pub(super) fn persistent(view: &Pixels<'_>, other: &Pixels<'_>, radius: usize) -> Array2<bool> {
    let seen = |at| view.at(at).is_whole() && other.at(at).is_whole();
    let both = Array2::from_shape_fn(view.shape(), |at| {
        let steps = |pixels: &Pixels<'_>| (pixels.at(at).blue * STEPS).round() as i64;
        if seen(at) { (1, steps(view), steps(other)) } else { (0, 0, 0) }
    });
    let sum = |term: fn((i64, i64, i64)) -> i64| box_sum(both.mapv(term), radius);
    let (count, now, then) = (sum(|t| t.0), sum(|t| t.1), sum(|t| t.2));
    let covariance = Zip::from(&sum(|t| t.1 * t.2))
        .and(&count)
        .and(&now)
        .and(&then)
        .map_collect(|product, n, a, b| product * n - a * b);
    let spread = |squares: Array2<i64>, sums: &Array2<i64>| {
        Zip::from(&squares)
            .and(&count)
            .and(sums)
            .map_collect(|square, n, sum| square * n - sum * sum)
    };
    let (now_spread, then_spread) =
        (spread(sum(|t| t.1 * t.1), &now), spread(sum(|t| t.2 * t.2), &then));
    let correlated = Zip::from(&covariance)
        .and(&now_spread)
        .and(&then_spread)
        .map_collect(|covariance, a, b| is_correlated(*covariance, *a, *b));
    Zip::from(&correlated).and(&now).and(&then).map_collect(|is_correlated, now, then| {
        let (now, then) = (*now as f64, *then as f64);
        *is_correlated && now < RATIO_MAX * then && then < RATIO_MAX * now
    })
}

fn is_correlated(covariance: i64, now: i64, then: i64) -> bool {
    let covariance = covariance as f64;
    covariance > CORRELATION_MIN * (now as f64 * then as f64).sqrt()
}
