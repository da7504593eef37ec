//! What a baseline that goes on learning is worth, on the real cube that nrt reads: a forest
//! with a strong season, into which falls are put at random dates.

use jiff::civil::Date;
use ndarray::{Array3, Axis, s};
use vigia_core::profile::SeriesThresholds;
use vigia_detect::shipped_profile::default_profile;
use vigia_detect::watch::{NO_VIEW, WatchState};

use crate::nrt::nrt;

/// Views in each of which a pixel of the forest is green.
const LAST: usize = 20;
/// About as far as a thinned forest falls, half as far as a mine.
const FALL: f32 = 0.3;

fn median(values: impl Iterator<Item = f32>) -> f32 {
    let mut clear: Vec<f32> = values.filter(|value| !value.is_nan()).collect();
    clear.sort_by(f32::total_cmp);
    clear.get(clear.len() / 2).copied().unwrap_or(f32::NAN)
}

/// The region's anomaly on every date. Not that of the kernel, which takes evergreen forest
/// alone for stable.
fn anomalies(index: &Array3<f32>) -> Vec<f32> {
    let level = index.map_axis(Axis(0), |pixel| median(pixel.iter().copied()));
    let dates = index.outer_iter();
    dates.map(|date| median(date.iter().zip(&level).map(|(value, level)| value - level))).collect()
}

/// For every pixel the date of the break that stands confirmed at the end.
fn confirmed(
    index: &Array3<f32>,
    regional: &[f32],
    dates: &[Date],
    thresholds: &SeriesThresholds,
) -> Vec<Option<Date>> {
    let mut state = WatchState::new((index.dim().1, index.dim().2), thresholds);
    for ((view, regional), date) in index.outer_iter().zip(regional).zip(dates) {
        state.update(view, *regional, *date, thresholds).unwrap();
    }
    let breaks = state.breaks(thresholds);
    let pixels = breaks.first_break.iter().zip(&breaks.confirmed_at);
    pixels
        .map(|(first, confirmed)| (*confirmed != NO_VIEW).then(|| dates[usize::from(*first)]))
        .collect()
}

#[test]
fn a_baseline_that_learns_finds_more_falls_in_a_seasonal_forest_than_the_first_median() {
    let Some(nrt) = nrt() else { return };
    let (index, dates) = (&nrt.ndvi, &nrt.dates);
    let regional = anomalies(index);
    let learns = default_profile().unwrap().profile.series;
    let fixed = SeriesThresholds { learn_views_max: 0, ..learns.clone() };
    let (times, _, cols) = index.dim();
    let undisturbed = [&learns, &fixed].map(|kind| confirmed(index, &regional, dates, kind));
    let forest: Vec<usize> = (0..undisturbed[0].len())
        .filter(|at| {
            let last = index.slice(s![times - LAST.., at / cols, at % cols]);
            let green =
                median(last.iter().copied()) - median(regional[times - LAST..].iter().copied());
            green > 0.6 && undisturbed.iter().all(|breaks| breaks[*at].is_none())
        })
        .collect();
    assert!(forest.len() > 1_000, "{}", forest.len());

    // The 40th to the 120th of 140 dates, by turns.
    let mut fallen = index.clone();
    let falls_at = |at: usize| 40 + at * 7 % 80;
    for at in 0..undisturbed[0].len() {
        let mut later = fallen.slice_mut(s![falls_at(at).., at / cols, at % cols]);
        later.mapv_inplace(|value| value - FALL);
    }
    let [learned, first] = [&learns, &fixed].map(|kind| {
        let found = confirmed(&fallen, &regional, dates, kind);
        let right = |at: &&usize| found[**at].is_some_and(|date| date >= dates[falls_at(**at)]);
        forest.iter().filter(right).count() as f64 / forest.len() as f64
    });
    let said = [&undisturbed[0], &undisturbed[1]]
        .map(|breaks| breaks.iter().filter(|found| found.is_some()).count());
    assert!(learned > first + 0.03, "{learned} against {first}, {said:?} {}", forest.len());
}
