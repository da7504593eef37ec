//! The seasons as regressors: a constant, cosines and sines of the year, a trend.

use std::f64::consts::TAU;

use jiff::civil::Date;
use ndarray::Array2;

use super::day_number;

/// Period of the first harmonic.
pub const DAYS_PER_YEAR: f64 = 365.25;

/// Which regressors a model has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HarmonicModel {
    /// Harmonics of the year: 0 (none) to 3 (periods of a year, a half and a third).
    pub order: u8,
    /// Where a linear trend has its zero; `None` is no trend. A date within the history
    /// keeps the numbers well conditioned.
    pub trend_from: Option<Date>,
}

impl HarmonicModel {
    /// Returns the regressors of a date, shape `(coef,)`: 1; cosine and sine of each
    /// harmonic in turn, of the days since 1970-01-01; the trend in years. A model of lower
    /// order is a prefix of one of higher order.
    #[must_use]
    pub fn regressors(&self, date: Date) -> Vec<f64> {
        let day = f64::from(day_number(date));
        let harmonics = (1..=self.order).flat_map(|order| {
            let (sin, cos) = (TAU * f64::from(order) * day / DAYS_PER_YEAR).sin_cos();
            [cos, sin]
        });
        let trend = self.trend_from.map(|zero| (day - f64::from(day_number(zero))) / DAYS_PER_YEAR);
        std::iter::once(1.0).chain(harmonics).chain(trend).collect()
    }

    /// Returns the regressors of every date, shape `(time, coef)`.
    #[must_use]
    pub fn design(&self, dates: &[Date]) -> Array2<f64> {
        let coefs = 1 + 2 * usize::from(self.order) + usize::from(self.trend_from.is_some());
        let mut design = Array2::zeros((dates.len(), coefs));
        for (mut row, date) in design.outer_iter_mut().zip(dates) {
            row.iter_mut().zip(self.regressors(*date)).for_each(|(slot, value)| *slot = value);
        }
        design
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::needless_range_loop)]

    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_quarter_of_a_year_after_1970_began_is_a_quarter_turn() {
        let model = HarmonicModel { order: 2, trend_from: Some(date(1970, 1, 1)) };
        // 1461 days are four years of 365.25; a quarter of a year is 91.3125 days.
        let four_years = model.regressors(date(1974, 1, 1));
        let expected = [1.0, 1.0, 0.0, 1.0, 0.0, 4.0];
        assert!(four_years.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-12));
        let spring = model.regressors(date(1970, 4, 2));
        let angle = TAU * 91.0 / 365.25;
        assert!((spring[1] - angle.cos()).abs() < 1e-12 && (spring[2] - 1.0).abs() < 1e-4);
        assert!((spring[3] + 1.0).abs() < 1e-3);
    }

    #[test]
    fn a_lower_order_is_a_prefix_and_the_design_has_a_row_a_date() {
        let dates = [date(2020, 2, 29), date(2021, 7, 1)];
        let high = HarmonicModel { order: 3, trend_from: None }.design(&dates);
        let low = HarmonicModel { order: 1, trend_from: None }.design(&dates);
        assert_eq!(high.dim(), (2, 7));
        assert_eq!(high.slice(ndarray::s![.., ..3]), low);
        let constant = HarmonicModel { order: 0, trend_from: None }.design(&dates);
        assert_eq!(constant, Array2::<f64>::ones((2, 1)));
    }
}
