//! Ponds that are worked again: water on cleared ground that turns turbid after a rest.

use jiff::civil::Date;
use ndarray::Array2;
use vigia_core::profile::PondThresholds;
use vigia_core::{DateInterval, Hectares};

use crate::indices::Indices;
use crate::{DetectError, View};

/// What one view shows of the ponds on a clearing's ground.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PondView {
    /// Day of the view.
    pub date: Date,
    /// Share of the ground that is clear in it, 0–1.
    pub clear_share: f64,
    /// Water that reflects more red than green: sediment that was stirred up and has not
    /// settled.
    pub turbid: Hectares,
}

impl PondView {
    /// Measures the turbid water of one view.
    ///
    /// - `ground`: the clearing's pixels, of the view's shape. All of it stood under forest,
    ///   so none of it is a river's old bed.
    ///
    /// # Errors
    /// [`DetectError::Shape`] for another shape.
    pub fn of(
        view: &View,
        ground: &Array2<bool>,
        date: Date,
        pixel_area_m2: f64,
    ) -> Result<Self, DetectError> {
        if ground.dim() != view.shape() {
            return Err(DetectError::Shape {
                expected: format!("{:?}", view.shape()),
                found: format!("{:?}", ground.dim()),
            });
        }
        let seen = Indices::of(view);
        let (mut all, mut clear, mut turbid) = (0_usize, 0_usize, 0_usize);
        for (at, _) in ground.indexed_iter().filter(|(_, is_ground)| **is_ground) {
            all += 1;
            clear += usize::from(seen.clear[at]);
            turbid += usize::from(seen.clear[at] && seen.water[at] && seen.redness[at] > 0.0);
        }
        Ok(Self {
            date,
            clear_share: clear as f64 / all.max(1) as f64,
            turbid: Hectares::from_square_metres(turbid as f64 * pixel_area_m2),
        })
    }
}

/// Returns when ponds last turned turbid again, or `None`.
///
/// - `views`: in order of time, from the last day on which new ground broke.
///
/// Views that show less than `clear_share_min` of the ground are passed over. Turbid water
/// has come back where it exceeds what each of the `rest_views` views before showed by
/// `turbid_min_ha`, and does so again on the next day that shows the ground. A flood that is
/// gone by the next view is none; one that stays cannot be told from work: so a profile asks
/// for this explicitly.
///
/// # Source
/// Of 271 old workings and 190 other places of the Amazon, two to five years apart, 47 % and
/// 9 % show at least eight pixels of small turbid ponds on old bare ground that were not
/// there before. River workings have no class: water that turns to bare ground is as common
/// on natural rivers (21 %) as at mines (18 %).
#[must_use]
pub fn worked_again(views: &[PondView], thresholds: &PondThresholds) -> Option<DateInterval> {
    let seen: Vec<&PondView> =
        views.iter().filter(|view| view.clear_share >= thresholds.clear_share_min).collect();
    let rest = thresholds.rest_views.max(1);
    let began = (rest..seen.len()).rev().find(|at| {
        let before = seen[at - rest..*at].iter().map(|view| view.turbid.0).fold(0.0, f64::max);
        let is_back = |view: &&PondView| view.turbid.0 >= before + thresholds.turbid_min_ha;
        let again = seen[at + 1..].iter().find(|view| view.date > seen[*at].date);
        is_back(&seen[*at]) && again.is_some_and(is_back)
    })?;
    Some(DateInterval { not_before: seen[began - 1].date, not_after: seen[began].date })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use jiff::ToSpan;
    use jiff::civil::date;
    use ndarray::Array3;

    use super::*;

    const THRESHOLDS: PondThresholds =
        PondThresholds { watch: true, clear_share_min: 0.5, rest_views: 3, turbid_min_ha: 0.1 };
    const CLOUDY: f64 = -1.0;

    fn day(view: usize) -> Date {
        date(2024, 6, 1) + (10 * view as i64).days()
    }

    /// Views ten days apart; [`CLOUDY`] hides one.
    fn found(turbid_ha: &[f64]) -> Option<DateInterval> {
        let views: Vec<PondView> = (0..)
            .zip(turbid_ha)
            .map(|(view, ha)| PondView {
                date: day(view),
                clear_share: if *ha < 0.0 { 0.2 } else { 0.9 },
                turbid: Hectares(*ha),
            })
            .collect();
        worked_again(&views, &THRESHOLDS)
    }

    #[test]
    fn water_that_turns_turbid_after_a_rest_and_stays_so_is_work() {
        let expected = DateInterval { not_before: day(3), not_after: day(5) };
        assert_eq!(found(&[0.0, 0.0, 0.02, 0.0, CLOUDY, 0.3, 0.4]), Some(expected));
    }

    #[test]
    fn one_turbid_view_is_a_flood_and_what_never_rested_is_not_again() {
        assert_eq!(found(&[0.0, 0.0, 0.0, 0.3, 0.0, 0.0]), None);
        assert_eq!(found(&[0.0, 0.0, 0.0, 0.3]), None);
        assert_eq!(found(&[0.3, 0.3, 0.3, 0.35, 0.35]), None);
        assert_eq!(found(&[0.0, 0.0, 0.0, 0.05, 0.05]), None);
        assert_eq!(found(&[]), None);
    }

    #[test]
    fn two_views_of_one_day_are_one_witness() {
        let view = |day, ha| PondView { date: day, clear_share: 1.0, turbid: Hectares(ha) };
        let mut views: Vec<PondView> = (0..3).map(|at| view(day(at), 0.0)).collect();
        views.extend([view(day(3), 0.3), view(day(3), 0.3)]);
        assert_eq!(worked_again(&views, &THRESHOLDS), None);
        views.push(view(day(4), 0.3));
        assert_eq!(worked_again(&views, &THRESHOLDS).unwrap().not_after, day(3));
    }

    #[test]
    fn of_two_returns_the_later_counts() {
        let twice = [0.0, 0.0, 0.0, 0.2, 0.2, 0.0, 0.0, 0.0, 0.2, 0.2];
        assert_eq!(found(&twice).unwrap().not_after, day(8));
    }

    #[test]
    fn turbid_water_is_counted_and_clear_water_sand_and_hidden_ground_are_not() {
        // Blue, green, red, near and short-wave infrared.
        let kinds: [[f32; 6]; 4] = [
            [0.08, 0.10, 0.13, 0.06, 0.02, 0.01],
            [0.05, 0.06, 0.03, 0.02, 0.01, 0.01],
            [0.19, 0.25, 0.31, 0.35, 0.38, 0.34],
            [f32::NAN; 6],
        ];
        let view =
            View::new(Array3::from_shape_fn((6, 1, 4), |(band, _, col)| kinds[col][band])).unwrap();
        let ground = Array2::from_elem((1, 4), true);
        let measured = PondView::of(&view, &ground, day(0), 100.0).unwrap();
        assert_eq!(measured.clear_share, 0.75);
        assert!((measured.turbid.0 - 0.01).abs() < 1e-12);
        assert!(PondView::of(&view, &Array2::from_elem((2, 2), true), day(0), 100.0).is_err());
    }
}
