//! Critical values of the fluctuation tests, as in strucchange.

use std::f64::consts::TAU;

/// Returns the critical value of the reversed CUSUM of recursive residuals at a level of
/// significance, that a path may cross by chance with probability `level` (0 to 1).
///
/// # Source
/// Brown, Durbin & Evans (1975), JRSS B 37(2); Zeileis et al. (2002), strucchange
/// (`pvalue.efp`, Brownian motion): 0.948 at 5 %.
#[must_use]
pub fn recursive_cusum(level: f64) -> f64 {
    // Below 0.3 strucchange's own line takes the place of the formula.
    let chance = |x: f64| {
        if x < 0.3 {
            return 1.0 - 0.1465 * x;
        }
        let tail = 1.0 - normal_cdf(3.0 * x);
        let near = (-4.0 * x * x).exp() * (normal_cdf(x) + normal_cdf(5.0 * x) - 1.0);
        2.0 * (tail + near - (-16.0 * x * x).exp() * (1.0 - normal_cdf(x)))
    };
    falling_root(|x| chance(x) - level)
}

/// Returns the critical value of the monitored OLS-CUSUM at a level of significance.
///
/// # Source
/// Chu, Stinchcombe & White (1996), Econometrica 64(5); `mefp` of strucchange: 2.795 at
/// 5 %.
#[must_use]
pub fn ols_cusum(level: f64) -> f64 {
    falling_root(|x| 2.0 - 2.0 * (normal_cdf(x) - x * normal_density(x)) - level)
}

/// Returns the critical value of the monitored OLS-MOSUM with a window of a quarter of the
/// history, watched for up to ten times its length, at a level of significance from 0.05
/// down to 0.001 (others are taken to the nearest of these), between the simulated ones by
/// straight lines.
///
/// # Source
/// `monitorMECritvalTable` of strucchange, simulated; Chu, Hornik & Kuan (1995),
/// Biometrika 82(3).
#[must_use]
pub fn ols_mosum(level: f64) -> f64 {
    let last = MOSUM.len() - 1;
    let place = ((0.05 - level) * 1000.0).clamp(0.0, last as f64);
    let below = (place as usize).min(last - 1);
    let share = place - below as f64;
    MOSUM[below] * (1.0 - share) + MOSUM[below + 1] * share
}

/// At 0.05, 0.049 … 0.001.
const MOSUM: [f64; 50] = [
    1.341_824_510,
    1.344_391_315,
    1.346_603_190,
    1.349_151_166,
    1.351_785_871,
    1.354_178_860,
    1.356_683_617,
    1.359_487_399,
    1.362_568_985,
    1.365_772_312,
    1.368_863_210,
    1.372_374_270,
    1.374_851_675,
    1.378_315_356,
    1.381_751_205,
    1.385_377_930,
    1.388_473_242,
    1.391_455_971,
    1.395_329_558,
    1.399_112_280,
    1.403_187_733,
    1.407_489_544,
    1.411_813_723,
    1.415_698_402,
    1.419_777_231,
    1.423_818_620,
    1.428_956_694,
    1.433_639_364,
    1.438_405_149,
    1.443_075_762,
    1.448_236_088,
    1.453_310_844,
    1.459_029_083,
    1.465_578_170,
    1.472_530_539,
    1.480_576_361,
    1.487_592_844,
    1.495_171_018,
    1.503_842_297,
    1.512_083_905,
    1.521_644_973,
    1.534_364_548,
    1.545_561_590,
    1.560_360_629,
    1.576_732_064,
    1.597_971_114,
    1.618_396_722,
    1.649_405_243,
    1.685_943_314,
    1.745_509_489,
];

fn normal_density(x: f64) -> f64 {
    (-x * x / 2.0).exp() / TAU.sqrt()
}

/// Marsaglia (2004), Journal of Statistical Software 11(4): a series without a
/// cancelling term, to the last digits where it matters here.
fn normal_cdf(x: f64) -> f64 {
    if x.abs() > 8.0 {
        return if x > 0.0 { 1.0 } else { 0.0 };
    }
    let (mut sum, mut term, mut order) = (x, x, 3.0);
    while term.abs() > 1e-17 * sum.abs() {
        term *= x * x / order;
        sum += term;
        order += 2.0;
    }
    0.5 + sum * normal_density(x)
}

/// Where a falling function crosses zero between 0 and 20, to the last digit.
fn falling_root(function: impl Fn(f64) -> f64) -> f64 {
    let (mut low, mut high) = (0.0, 20.0);
    for _ in 0..64 {
        let middle = f64::midpoint(low, high);
        if function(middle) > 0.0 { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::needless_range_loop)]

    use super::*;

    fn is_near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 5e-7 * expected.abs(), "{found} is not {expected}");
    }

    #[test]
    fn the_normal_distribution_at_its_known_places() {
        assert_eq!(normal_cdf(0.0), 0.5);
        is_near(normal_cdf(1.959_963_984_540_054), 0.975);
        is_near(normal_cdf(-1.0), 0.158_655_253_931_457_05);
        assert_eq!(normal_cdf(30.0), 1.0);
    }

    /// From nrt 0.3 (`_cusum_rec_test_crit` 0.947898, `_cusum_ols_test_crit`) and R.
    #[test]
    fn critical_values_are_those_of_strucchange() {
        is_near(recursive_cusum(0.05), 0.947_898_234);
        is_near(ols_cusum(0.05), 2.795_483_467);
        is_near(ols_mosum(0.05), 1.341_824_510);
        is_near(ols_mosum(0.01), 1.521_644_973);
        is_near(ols_mosum(0.001), 1.745_509_489);
        is_near(ols_mosum(0.0495), f64::midpoint(1.341_824_510, 1.344_391_315));
    }

    #[test]
    fn a_stricter_level_has_a_higher_critical_value() {
        for of in [recursive_cusum, ols_cusum, ols_mosum] {
            assert!(of(0.01) > of(0.02) && of(0.02) > of(0.05));
        }
    }
}
