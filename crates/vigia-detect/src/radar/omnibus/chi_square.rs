//! The chi-square distribution, as far as test statistics need it.

/// Terms of the series at most; it converges within a few hundred for any statistic here.
const TERMS_MAX: usize = 10_000;

/// ln Γ(½).
const LN_GAMMA_HALF: f64 = 0.572_364_942_924_700_1;

/// Returns the probability of a chi-square variable with `freedom` degrees above
/// `statistic`; precise to 1e-13 absolutely.
///
/// # Source
/// Series of the incomplete gamma function: Abramowitz & Stegun (1964), 6.5.29.
pub(super) fn upper_tail(statistic: f64, freedom: u32) -> f64 {
    let half = statistic / 2.0;
    if half <= 0.0 {
        return 1.0;
    }
    let shape = f64::from(freedom) / 2.0;
    let mut term = (shape * half.ln() - half - ln_gamma_above(freedom)).exp();
    let mut lower = 0.0;
    for step in 1..=TERMS_MAX {
        lower += term;
        term *= half / (shape + step as f64);
        if term < lower * 1e-17 {
            break;
        }
    }
    (1.0 - lower).max(0.0)
}

/// Returns ln Γ(freedom / 2 + 1), by its recurrence.
fn ln_gamma_above(freedom: u32) -> f64 {
    let (start, first) = if freedom % 2 == 1 { (LN_GAMMA_HALF, 0.5) } else { (0.0, 1.0) };
    let steps = freedom.div_ceil(2);
    start + (0..steps).map(|step| (first + f64::from(step)).ln()).sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_and_four_degrees_have_closed_forms() {
        for statistic in [0.01, 1.0, 7.5, 18.42, 60.0_f64] {
            let half = statistic / 2.0;
            assert!((upper_tail(statistic, 2) - (-half).exp()).abs() < 1e-13);
            assert!((upper_tail(statistic, 4) - (-half).exp() * (1.0 + half)).abs() < 1e-13);
        }
    }

    #[test]
    fn tables_of_the_distribution_are_met() {
        // Abramowitz & Stegun, table 26.8.
        for (statistic, freedom, tail) in
            [(3.841_46, 1, 0.05), (15.136_7, 1, 0.0001), (11.344_9, 3, 0.01), (149.449, 100, 0.001)]
        {
            assert!((upper_tail(statistic, freedom) / tail - 1.0).abs() < 1e-4, "{freedom}");
        }
    }
}
