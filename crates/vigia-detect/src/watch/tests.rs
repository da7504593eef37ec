#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use jiff::ToSpan;
use jiff::civil::date;
use ndarray::{Array3, Array4, ArrayView3, Axis, s};
use proptest::prelude::*;

use super::at_once::watch;
use super::*;
use crate::shipped_profile::default_profile;

const FOREST: f32 = 0.7;
const SAND: f32 = 0.05;
const CLOUD: f32 = f32::NAN;

fn thresholds() -> SeriesThresholds {
    let shipped = default_profile().unwrap().profile.series;
    SeriesThresholds {
        history_views: 4,
        confirm_views: 2,
        confirm_days_min: 2,
        recover_views: 3,
        recover_days_max: 180,
        drop_min: 0.2,
        drop_spreads: 5.0,
        spread_floor: 0.03,
        vegetated_min: 0.45,
        ..shipped
    }
}

fn every_ten_days(count: usize) -> Vec<Date> {
    (0..count).map(|i| date(2023, 1, 1) + (10 * i as i64).days()).collect()
}

fn breaks(index: ArrayView3<'_, f32>, regional: &[f32], dates: &[Date]) -> Breaks {
    watch(index, regional, dates, &thresholds()).unwrap().breaks(&thresholds())
}

/// First break, last intact view before, confirmation.
type Found = (Option<u16>, Option<u16>, Option<u16>);

fn check_on(dates: &[Date], series: &[f32], expected: Found) {
    let index = Array3::from_shape_vec((series.len(), 1, 1), series.to_vec()).unwrap();
    let breaks = breaks(index.view(), &vec![0.0; series.len()], dates);
    let some = |time: u16| (time != NO_VIEW).then_some(time);
    let found = (
        some(breaks.first_break[(0, 0)]),
        some(breaks.last_clear_before[(0, 0)]),
        some(breaks.confirmed_at[(0, 0)]),
    );
    assert_eq!(found, expected);
}

fn check(series: &[f32], expected: Found) {
    check_on(&every_ten_days(series.len()), series, expected);
}

const NOTHING: Found = (None, None, None);

#[test]
fn a_fall_seen_twice_is_confirmed_and_dated_by_the_views_around_it() {
    check(
        &[FOREST, FOREST, FOREST, FOREST, FOREST, CLOUD, SAND, CLOUD, SAND, SAND],
        (Some(6), Some(4), Some(8)),
    );
}

#[test]
fn a_fall_in_the_last_clear_view_is_provisional() {
    check(&[FOREST, FOREST, FOREST, FOREST, FOREST, SAND, CLOUD], (Some(5), Some(4), None));
}

#[test]
fn one_low_view_between_intact_ones_is_a_cloud_shadow() {
    check(&[FOREST, FOREST, FOREST, FOREST, SAND, FOREST, FOREST], NOTHING);
}

#[test]
fn two_low_views_are_taken_back_when_the_forest_stands_again() {
    check(&[FOREST, FOREST, FOREST, FOREST, SAND, SAND, FOREST, FOREST, FOREST], NOTHING);
}

#[test]
fn only_a_view_that_shows_the_pixel_intact_teaches_it() {
    let shipped = default_profile().unwrap().profile.series;
    let level = |later: &[f32]| {
        let series: Vec<f32> = [FOREST; 5].iter().chain(later).copied().collect();
        let index = Array3::from_shape_vec((series.len(), 1, 1), series.clone()).unwrap();
        let (regional, dates) = (vec![0.0; series.len()], every_ten_days(series.len()));
        let thresholds = SeriesThresholds { history_views: 4, ..shipped.clone() };
        let state = watch(index.view(), &regional, &dates, &thresholds).unwrap();
        state.breaks(&thresholds).baseline[(0, 0)]
    };
    assert!(level(&[FOREST - 0.06]) < FOREST - 0.005);
    // Half-way down, bare, and green again in an open break: none of them says what the
    // forest was like.
    assert_eq!(level(&[FOREST - 0.12, SAND, SAND, FOREST - 0.06]), FOREST);
}

#[test]
fn a_clearing_that_regrows_slowly_stays_one() {
    let mut series = vec![FOREST; 5];
    series.extend([SAND; 20]);
    series.extend([FOREST; 5]);
    check(&series, (Some(5), Some(4), Some(6)));
}

#[test]
fn a_break_after_an_erased_one_is_found() {
    check(&[FOREST, FOREST, FOREST, FOREST, SAND, FOREST, SAND, SAND], (Some(6), Some(5), Some(7)));
}

#[test]
fn two_products_of_one_day_do_not_confirm_each_other() {
    let mut dates = every_ten_days(7);
    dates[6] = dates[5];
    let series = [FOREST, FOREST, FOREST, FOREST, FOREST, SAND, SAND];
    check_on(&dates, &series, (Some(5), Some(4), None));
}

#[test]
fn three_views_of_two_days_are_two_witnesses() {
    let mut dates = every_ten_days(7);
    dates[5] = dates[4];
    let index =
        Array3::from_shape_vec((7, 1, 1), vec![FOREST, FOREST, FOREST, FOREST, SAND, SAND, SAND]);
    let three = SeriesThresholds { confirm_views: 3, ..thresholds() };
    let state = watch(index.unwrap().view(), &[0.0; 7], &dates, &three).unwrap();
    let breaks = state.breaks(&three);
    assert_eq!((breaks.first_break[(0, 0)], breaks.confirmed_at[(0, 0)]), (4, NO_VIEW));
}

#[test]
fn views_of_neighbouring_days_are_not_independent_enough() {
    let mut dates = every_ten_days(7);
    dates[6] = dates[5] + 1.days();
    let series = [FOREST, FOREST, FOREST, FOREST, FOREST, SAND, SAND];
    check_on(&dates, &series, (Some(5), Some(4), None));
}

#[test]
fn an_old_mine_is_not_new_ground() {
    check(&[SAND, SAND, SAND, SAND, SAND, -0.4, -0.4, -0.4], NOTHING);
}

#[test]
fn a_pixel_with_too_few_clear_views_is_not_watched_and_says_so() {
    let index = Array3::from_shape_vec((4, 1, 1), vec![FOREST, CLOUD, FOREST, SAND]).unwrap();
    let breaks = breaks(index.view(), &[0.0; 4], &every_ten_days(4));
    assert!(breaks.baseline[(0, 0)].is_nan());
    assert_eq!((breaks.clear_views[(0, 0)], breaks.first_break[(0, 0)]), (3, NO_VIEW));
}

#[test]
fn a_clearing_late_in_the_history_is_found_where_it_began() {
    check(&[FOREST, FOREST, FOREST, SAND, SAND, SAND], (Some(3), Some(2), Some(4)));
}

#[test]
fn a_half_cleared_view_widens_the_onset_and_decides_nothing() {
    let haze = FOREST - 0.15;
    check(&[FOREST, FOREST, FOREST, FOREST, haze, SAND, haze, SAND], (Some(5), Some(3), Some(7)));
    check(&[FOREST, FOREST, FOREST, FOREST, haze, haze, haze], NOTHING);
}

#[test]
fn a_noisy_history_needs_a_deeper_fall() {
    let quiet = [0.70, 0.71, 0.69, 0.70, 0.45, 0.45];
    let noisy = [0.60, 0.80, 0.64, 0.76, 0.45, 0.45];
    check(&quiet, (Some(4), Some(3), Some(5)));
    check(&noisy, NOTHING);
}

#[test]
fn a_season_that_the_region_shares_is_no_fall() {
    let season = [0.0, 0.0, 0.0, 0.0, 0.0, -0.3, -0.3, -0.3];
    let index = Array3::from_shape_fn((8, 1, 1), |(time, _, _)| FOREST + season[time]);
    let breaks = breaks(index.view(), &season, &every_ten_days(8));
    assert_eq!(breaks.first_break[(0, 0)], NO_VIEW);
}

#[test]
fn a_date_without_a_regional_anomaly_is_hidden() {
    let index = Array3::from_shape_vec((6, 1, 1), vec![FOREST, FOREST, FOREST, FOREST, SAND, SAND]);
    let regional = [0.0, 0.0, 0.0, 0.0, f32::NAN, 0.0];
    let breaks = breaks(index.unwrap().view(), &regional, &every_ten_days(6));
    assert_eq!((breaks.first_break[(0, 0)], breaks.clear_views[(0, 0)]), (5, 5));
}

#[test]
fn other_lengths_and_unordered_dates_are_refused() {
    let index = Array3::zeros((3, 1, 1));
    let dates = every_ten_days(3);
    assert!(watch(index.view(), &[0.0; 2], &dates, &thresholds()).is_err());
    let backwards: Vec<_> = dates.iter().rev().copied().collect();
    assert_eq!(
        watch(index.view(), &[0.0; 3], &backwards, &thresholds()).unwrap_err(),
        DetectError::DatesOutOfOrder { index: 1 }
    );
}

#[test]
fn an_empty_window_is_watched_without_complaint() {
    assert!(watch(Array3::zeros((0, 2, 2)).view(), &[], &[], &thresholds()).is_ok());
    assert!(
        watch(Array3::zeros((2, 0, 0)).view(), &[0.0; 2], &every_ten_days(2), &thresholds())
            .is_ok()
    );
}

/// Every number of the result as bits, so that NaN equals itself.
fn bits(breaks: &Breaks) -> Array4<u32> {
    let (rows, cols) = breaks.drop.dim();
    Array4::from_shape_fn((1, rows, cols, 6), |(_, row, col, which)| {
        let at = (row, col);
        match which {
            0 => u32::from(breaks.first_break[at]),
            1 => u32::from(breaks.last_clear_before[at]),
            2 => u32::from(breaks.confirmed_at[at]),
            3 => u32::from(breaks.clear_views[at]),
            4 => breaks.drop[at].to_bits(),
            _ => breaks.baseline[at].to_bits(),
        }
    })
}

/// Twelve views of 21 × 17 pixels: each intact, hazy, cleared or hidden by its own seed.
fn any_series() -> impl Strategy<Value = Array3<f32>> {
    let value = prop_oneof![
        6 => 0.6_f32..0.8,
        2 => 0.4_f32..0.6,
        4 => -0.2_f32..0.2,
        2 => Just(f32::NAN),
    ];
    prop::collection::vec(value, 12 * 21 * 17)
        .prop_map(|values| Array3::from_shape_vec((12, 21, 17), values).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn windows_change_no_bit(index in any_series(), regional in prop::collection::vec(-0.1_f32..0.1, 12)) {
        let dates = every_ten_days(12);
        let run = |index: ArrayView3<'_, f32>| bits(&breaks(index, &regional, &dates));
        let whole = run(index.view());
        prop_assert!(whole.iter().any(|value| *value < 12), "no break at all tests nothing");
        for block in [4, 7, 16] {
            for row in (0..21).step_by(block) {
                for col in (0..17).step_by(block) {
                    let (end_row, end_col) = ((row + block).min(21), (col + block).min(17));
                    let part = run(index.slice(s![.., row..end_row, col..end_col]));
                    prop_assert_eq!(part, whole.slice(s![.., row..end_row, col..end_col, ..]));
                }
            }
        }
    }

    #[test]
    fn every_break_lies_after_an_intact_view_and_before_its_confirmation(index in any_series()) {
        let breaks = breaks(index.view(), &[0.0; 12], &every_ten_days(12));
        for (at, first) in breaks.first_break.indexed_iter().filter(|(_, first)| **first != NO_VIEW) {
            prop_assert!(breaks.last_clear_before[at] < *first);
            prop_assert!(*first < breaks.confirmed_at[at]);
            prop_assert!(breaks.drop[at] > 0.2);
        }
    }

    #[test]
    fn a_state_that_was_put_away_goes_on_where_it_stood(index in any_series(), stop in 0_usize..12) {
        let (dates, thresholds) = (every_ten_days(12), thresholds());
        let whole = watch(index.view(), &[0.0; 12], &dates, &thresholds).unwrap();
        let early = watch(index.slice(s![..stop, .., ..]), &[0.0; 12][..stop], &dates[..stop], &thresholds);
        let mut state = WatchState::from_bytes(&early.unwrap().to_bytes()).unwrap();
        prop_assert_eq!(state.acquisitions(), stop);
        for (time, date) in dates.iter().enumerate().skip(stop) {
            state.update(index.index_axis(Axis(0), time), 0.0, *date, &thresholds).unwrap();
        }
        prop_assert_eq!(state.to_bytes(), whole.to_bytes());
    }

    #[test]
    fn a_torn_state_is_refused(cut in 0_usize..400) {
        let index = Array3::from_elem((5, 3, 3), FOREST);
        let bytes = watch(index.view(), &[0.0; 5], &every_ten_days(5), &thresholds()).unwrap().to_bytes();
        let cut = cut.min(bytes.len() - 1);
        prop_assert_eq!(WatchState::from_bytes(&bytes[..cut]).unwrap_err(), DetectError::NotAState);
    }
}

#[test]
fn an_acquisition_from_before_the_last_one_is_refused_and_changes_nothing() {
    let thresholds = thresholds();
    let index = Array2::from_elem((2, 2), FOREST);
    let mut state = WatchState::new((2, 2), &thresholds);
    state.update(index.view(), 0.0, date(2024, 3, 2), &thresholds).unwrap();
    let before = state.clone();
    let late = state.update(index.view(), 0.0, date(2024, 3, 1), &thresholds);
    assert_eq!(late.unwrap_err(), DetectError::DatesOutOfOrder { index: 1 });
    assert_eq!(state.to_bytes(), before.to_bytes());
}

#[test]
fn ground_that_stands_green_again_after_a_long_time_is_regrown_and_still_was_cleared() {
    let mut series = vec![FOREST; 5];
    series.extend([SAND; 20]);
    series.extend([FOREST; 2]);
    let regrown = |series: &[f32]| {
        let index = Array3::from_shape_vec((series.len(), 1, 1), series.to_vec()).unwrap();
        let found = breaks(index.view(), &vec![0.0; series.len()], &every_ten_days(series.len()));
        (found.first_break[(0, 0)], found.regrown[(0, 0)])
    };
    assert_eq!(regrown(&series), (5, false));
    series.push(FOREST);
    assert_eq!(regrown(&series), (5, true));
}
