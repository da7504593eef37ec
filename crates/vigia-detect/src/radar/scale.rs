//! Whether backscatter is linear power or decibels, told from the values themselves.

use crate::robust::median_of;

/// Fewer values than this say nothing.
const VALUES_MIN: usize = 64;

/// Land scatters between about −30 and 0 dB: in decibels nearly every value is negative.
const NEGATIVE_SHARE_OF_DECIBEL: f64 = 0.9;

/// Linear power is negative only where the thermal noise that was taken off was larger.
const NEGATIVE_SHARE_OF_LINEAR: f64 = 0.1;

/// Medians in decibels that C-band can have over any ground, noise floor to city.
const MEDIAN_DB: std::ops::Range<f32> = -45.0..3.0;

/// What numbers of backscatter are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PowerScale {
    /// Power as a ratio: 0.05 for forest in VH.
    Linear,
    /// Ten times its logarithm: −13 for the same.
    Decibel,
    /// Neither can be excluded, or the numbers are something else (amplitude, counts).
    Undecided,
}

/// Returns the scale of sample `values` of one band; NaN, infinities and 0 (no data in most
/// products) are missing.
///
/// Physics decides, not the file: backscatter of land lies below 0 dB, so that linear power
/// is positive with a median below one, and decibels are negative. Numbers in between (a
/// median above one without negative values: amplitudes or counts) are left undecided, for
/// a stated scale to settle.
#[must_use]
pub fn power_scale(values: &[f32]) -> PowerScale {
    let mut seen: Vec<f32> =
        values.iter().copied().filter(|value| value.is_finite() && *value != 0.0).collect();
    if seen.len() < VALUES_MIN {
        return PowerScale::Undecided;
    }
    let negative = seen.iter().filter(|value| **value < 0.0).count() as f64 / seen.len() as f64;
    let median = median_of(&mut seen);
    if negative >= NEGATIVE_SHARE_OF_DECIBEL && MEDIAN_DB.contains(&median) && is_spread(&seen) {
        PowerScale::Decibel
    } else if negative <= NEGATIVE_SHARE_OF_LINEAR && median > 0.0 && median < 1.0 {
        PowerScale::Linear
    } else {
        PowerScale::Undecided
    }
}

/// Decibels of any scene reach below −1; a fraction of small negative numbers does not.
fn is_spread(values: &[f32]) -> bool {
    values.iter().any(|value| *value < -1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Forest, soil and water in VH, a third each, with a factor of two either way.
    fn ground() -> Vec<f32> {
        let one = |mean: f32| (0..40).map(move |i| mean * (0.5 + 1.5 * i as f32 / 39.0));
        one(0.048).chain(one(0.012)).chain(one(0.003)).collect()
    }

    #[test]
    fn powers_are_linear_and_their_logarithms_decibels() {
        let linear = ground();
        let decibels: Vec<f32> = linear.iter().map(|power| 10.0 * power.log10()).collect();
        assert_eq!(power_scale(&linear), PowerScale::Linear);
        assert_eq!(power_scale(&decibels), PowerScale::Decibel);
    }

    #[test]
    fn noise_taken_off_and_no_data_do_not_hide_a_linear_scale() {
        let mut values = ground();
        values.extend([0.0; 500]);
        values.extend([f32::NAN; 500]);
        values.extend([-0.0004; 8]);
        assert_eq!(power_scale(&values), PowerScale::Linear);
    }

    #[test]
    fn counts_and_small_samples_are_undecided() {
        let counts: Vec<f32> = ground().iter().map(|power| 4000.0 * power.sqrt()).collect();
        assert_eq!(power_scale(&counts), PowerScale::Undecided);
        assert_eq!(power_scale(&ground()[..20]), PowerScale::Undecided);
        // Linear power with its sign lost is not decibels.
        let turned: Vec<f32> = ground().iter().map(|power| -power).collect();
        assert_eq!(power_scale(&turned), PowerScale::Undecided);
    }
}
