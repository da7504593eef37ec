//! How measured values spread.

use serde::Serialize;

use crate::evaluate::bootstrap::quantile;

/// Quantiles of some values; nothing where there are none.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Distribution {
    /// How many values there are.
    pub count: usize,
    /// A quarter lies below.
    pub lower_quartile: Option<f64>,
    /// Half lies below.
    pub median: Option<f64>,
    /// Three quarters lie below.
    pub upper_quartile: Option<f64>,
    /// Nine tenths lie below.
    pub ninth_decile: Option<f64>,
    /// The values themselves, in order: what a histogram is drawn from.
    pub values: Vec<f64>,
}

impl Distribution {
    /// Sorts and measures finite values; others are left out.
    #[must_use]
    pub fn of(values: impl IntoIterator<Item = f64>) -> Self {
        let mut values: Vec<f64> = values.into_iter().filter(|value| value.is_finite()).collect();
        values.sort_by(f64::total_cmp);
        let at = |share| (!values.is_empty()).then(|| quantile(&values, share));
        Self {
            count: values.len(),
            lower_quartile: at(0.25),
            median: at(0.5),
            upper_quartile: at(0.75),
            ninth_decile: at(0.9),
            values,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_lie_on_straight_lines_between_the_sorted_values() {
        let spread = Distribution::of([40.0, 10.0, 30.0, 20.0, f64::NAN]);
        assert_eq!(spread.values, [10.0, 20.0, 30.0, 40.0]);
        let quartiles = (spread.lower_quartile, spread.median, spread.upper_quartile);
        assert_eq!(quartiles, (Some(17.5), Some(25.0), Some(32.5)));
        assert_eq!(spread.ninth_decile, Some(37.0));
        assert_eq!(Distribution::of([]), Distribution::default());
    }
}
