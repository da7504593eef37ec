//! The normal distribution.

/// The 95 % quantile of the standard normal distribution.
pub(super) const Z95: f64 = 1.644_853_626_951_472_2;

/// Returns the probability of a standard normal value below `x`; within 1e-15.
///
/// # Source
/// Marsaglia (2004), Evaluating the normal distribution, J. Stat. Software 11(4): the Taylor
/// series of the integral over the density.
pub(super) fn below(x: f64) -> f64 {
    if x.abs() > 8.0 {
        return if x > 0.0 { 1.0 } else { 0.0 };
    }
    let (mut sum, mut before, mut term, mut odd) = (x, 0.0, x, 1.0);
    while sum != before {
        odd += 2.0;
        term *= x * x / odd;
        before = sum;
        sum += term;
    }
    let density = (-x * x / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
    (0.5 + sum * density).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_probabilities_are_those_of_the_tables() {
        for (x, expected) in [
            (0.0, 0.5),
            (1.0, 0.841_344_746_068_542_9),
            (-1.0, 0.158_655_253_931_457_05),
            (1.959_963_984_540_054, 0.975),
            (Z95, 0.95),
            (3.0, 0.998_650_101_968_369_9),
            (-6.0, 9.865_876_449_133_282e-10),
            (40.0, 1.0),
        ] {
            assert!((below(x) - expected).abs() < 1e-14, "{} at {x}", below(x));
        }
    }
}
