#![allow(clippy::unwrap_used)]

use jiff::ToSpan;
use jiff::civil::date;
use ndarray::s;
use vigia_core::GridGeometry;
use vigia_core::profile::SeriesThresholds;

use super::super::regional::regional;
use super::super::synthetic::speckled;
use super::*;
use crate::series::candidates;
use crate::shipped_profile::default_profile;

const SIDE: usize = 40;
const FOREST: f64 = 0.05;
const BARE: f64 = 0.012;

fn dates(count: usize) -> Vec<Date> {
    (0..count).map(|i| date(2023, 1, 1) + (12 * i as i64).days()).collect()
}

fn grid() -> GridGeometry {
    GridGeometry {
        crs: "EPSG:32719".into(),
        transform: [500_000.0, 20.0, 0.0, 8_600_000.0, 0.0, -20.0],
        rows: SIDE,
        cols: SIDE,
    }
}

/// VH of four looks on each date; `ground` says the mean power of a pixel.
fn stack(times: usize, ground: impl Fn(usize, usize, usize) -> f64) -> Vec<Array2<f32>> {
    let at = |time| Array2::from_shape_fn((SIDE, SIDE), |(row, col)| ground(time, row, col));
    (0..times).map(|time| speckled(&at(time), 4, 77 + time as u64)).collect()
}

/// Whether a pixel lies in the square that is cleared.
fn inside(row: usize, col: usize) -> bool {
    (10..20).contains(&row) && (10..20).contains(&col)
}

fn broken_by(stack: &[Array2<f32>], block_px: usize) -> Vec<BreakPixel> {
    let thresholds = RadarThresholds::default();
    let dates = dates(stack.len());
    let pixels: Vec<f32> = stack
        .iter()
        .flat_map(|date| pooled(date.view(), 1).iter().map(|mean| *mean as f32).collect::<Vec<_>>())
        .collect();
    let samples = ndarray::Array3::from_shape_vec((stack.len(), 1, SIDE * SIDE), pixels).unwrap();
    let regional = regional(samples.view(), &thresholds);
    let mut broken = Vec::new();
    for window in grid().blocks(block_px) {
        let around = window.grown(thresholds.pool_radius_px(), &grid());
        let mut watch =
            RadarWatch::<1>::new((around.rows, around.cols), &dates, &regional, &thresholds)
                .unwrap();
        for date in stack {
            let (rows, cols) =
                (around.row..around.row + around.rows, around.col..around.col + around.cols);
            watch.update([date.slice(s![rows, cols])]).unwrap();
        }
        broken.extend(watch.broken(window, around));
    }
    broken.sort_unstable();
    broken
}

/// Clearings of 1 ha and more among `broken`.
fn clearings(broken: &[BreakPixel]) -> usize {
    let thresholds = default_profile().unwrap().profile;
    let series = SeriesThresholds { area_min_ha: 1.0, ..thresholds.series };
    candidates(broken, &dates(40), 400.0, &series).unwrap().len()
}

#[test]
fn a_clearing_is_found_with_its_days_and_nothing_beside_it() {
    let stack =
        stack(16, |time, row, col| if time >= 10 && inside(row, col) { BARE } else { FOREST });
    let broken = broken_by(&stack, SIDE);
    // Pixels on its edge are half forest, those at its corners more than half.
    assert!((75..=110).contains(&broken.len()), "{}", broken.len());
    let is_near = |pixel: &BreakPixel| {
        (9..21).contains(&pixel.row) && (9..21).contains(&pixel.col) && pixel.clear_views == 16
    };
    assert!(broken.iter().all(is_near));
    let on_time = broken.iter().filter(|pixel| {
        (pixel.last_clear_before, pixel.first_break, pixel.confirmed_at) == (9, 10, Some(11))
    });
    assert!(on_time.count() >= 60);
}

#[test]
fn blocks_give_the_same_pixels_as_the_whole() {
    let stack =
        stack(14, |time, row, col| if time >= 9 && inside(row, col) { BARE } else { FOREST });
    let whole = broken_by(&stack, SIDE);
    assert!(!whole.is_empty());
    for block_px in [7, 13, 32] {
        assert_eq!(broken_by(&stack, block_px), whole);
    }
}

#[test]
fn what_is_known_on_a_day_needs_no_later_acquisition() {
    let stack =
        stack(16, |time, row, col| if time >= 9 && inside(row, col) { BARE } else { FOREST });
    let whole = broken_by(&stack, SIDE);
    for times in 9..16 {
        let known = whole.iter().filter(|pixel| usize::from(pixel.confirmed_at.unwrap()) < times);
        let known: Vec<_> = known.map(|pixel| (pixel.row, pixel.col, pixel.first_break)).collect();
        let as_of = broken_by(&stack[..times], SIDE);
        let as_of: Vec<_> = as_of.iter().map(|p| (p.row, p.col, p.first_break)).collect();
        assert_eq!(as_of, known, "{times}");
    }
}

#[test]
fn rain_over_everything_is_no_clearing_even_when_it_dries() {
    let rain = |time: usize| if (6..10).contains(&time) { 1.8 } else { 1.0 };
    assert_eq!(broken_by(&stack(16, |time, _, _| FOREST * rain(time)), SIDE), []);
}

#[test]
fn water_and_grass_that_darken_are_no_forest_loss() {
    let grass = |time, row, col| {
        if inside(row, col) { if time >= 9 { 0.003 } else { 0.018 } } else { FOREST }
    };
    // On its edge a pooled pixel is half forest; that is no clearing.
    assert_eq!(clearings(&broken_by(&stack(16, grass), SIDE)), 0);
}

#[test]
fn forest_that_was_under_water_for_two_months_is_taken_back_and_a_fallow_is_not() {
    let dark_for = |dates: usize| {
        let stack = stack(34, |time, row, col| {
            if inside(row, col) && (9..9 + dates).contains(&time) { BARE } else { FOREST }
        });
        clearings(&broken_by(&stack, SIDE))
    };
    assert_eq!([dark_for(5), dark_for(20)], [0, 1]);
}

fn kept(falls: &[(u16, f64, f64)]) -> Option<Change> {
    let thresholds = RadarThresholds::default();
    falls.iter().fold(None, |kept, (first, before, after)| {
        let change = Change {
            first: *first,
            last_before: first - 1,
            confirmed_at: first + 1,
            before_acquisitions: if kept.is_none() { 9 } else { 2 },
            before: *before,
            after: *after,
        };
        kept_of(kept, change, &dates(40), &thresholds)
    })
}

#[test]
fn what_is_cleared_bit_by_bit_adds_up() {
    // Two falls of 1.5 dB: 3 dB, and clear at the second.
    let change = kept(&[(9, 0.05, 0.0354), (12, 0.0354, 0.025)]).unwrap();
    assert_eq!(change.first, 12);
    assert!((change.fall_db() - 3.01).abs() < 0.01);
    assert!(is_clearing(&change, &RadarThresholds::default()));
    // One of them, and back.
    assert_eq!(kept(&[(9, 0.05, 0.0354), (12, 0.0354, 0.05)]), None);
}

#[test]
fn a_short_history_and_a_rise_open_nothing() {
    let change = Change {
        first: 4,
        last_before: 3,
        confirmed_at: 5,
        before_acquisitions: 4,
        before: 0.05,
        after: 0.01,
    };
    let thresholds = RadarThresholds::default();
    assert_eq!(kept_of(None, change, &dates(9), &thresholds), None);
    let rise = Change { before_acquisitions: 9, after: 0.09, ..change };
    assert_eq!(kept_of(None, rise, &dates(9), &thresholds), None);
}

#[test]
fn what_does_not_fit_is_refused() {
    let thresholds = RadarThresholds::default();
    let regional = Regional { brightness: Array2::ones((3, 1)), looks: 36.0 };
    let new =
        |dates: &[Date]| RadarWatch::<1>::new((4, 4), dates, &regional, &thresholds).map(|_| ());
    assert!(matches!(new(&dates(4)), Err(DetectError::Shape { .. })));
    let days = dates(3);
    let turned = [days[0], days[2], days[1]];
    assert_eq!(new(&turned), Err(DetectError::DatesOutOfOrder { index: 2 }));
    let mut watch = RadarWatch::<1>::new((4, 4), &days, &regional, &thresholds).unwrap();
    assert!(watch.update([Array2::from_elem((4, 5), 0.05).view()]).is_err());
    let power = Array2::from_elem((4, 4), 0.05);
    (0..3).for_each(|_| watch.update([power.view()]).unwrap());
    assert!(watch.update([power.view()]).is_err());
}
