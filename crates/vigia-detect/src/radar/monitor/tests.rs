#![allow(clippy::unwrap_used)]

use ndarray::{Array4, Axis, s};
use proptest::prelude::*;

use super::super::synthetic::speckled;
use super::*;

const SIDE: usize = 12;

/// Speckled ground, half of it cleared from acquisition 9 on; some pixels are missing.
fn power(times: usize, seed: u64) -> Array4<f64> {
    let mut power = Array4::zeros((times, 2, SIDE, SIDE));
    for time in 0..times {
        for channel in 0..2 {
            let ground = Array2::from_shape_fn((SIDE, SIDE), |(row, _)| {
                if row < SIDE / 2 && time >= 9 { 0.01 } else { 0.05 }
            });
            let noise = speckled(&ground, 16, seed + (2 * time + channel) as u64 * 1009);
            power.slice_mut(s![time, channel, .., ..]).assign(&noise.mapv(f64::from));
        }
        power[(time, time % 2, time % SIDE, 3)] = f64::NAN;
    }
    power
}

fn test() -> SequenceTest<2> {
    SequenceTest::new(16.0, 1e-4, 1)
}

fn updated(monitor: &mut Monitor<2>, power: &Array4<f64>, times: std::ops::Range<usize>) {
    for time in times {
        let date = power.index_axis(Axis(0), time);
        let channels = [date.index_axis(Axis(0), 0), date.index_axis(Axis(0), 1)];
        monitor.update(channels, |kept, change| kept.or(Some(change))).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// To the bit: the sums are made in the same order.
    #[test]
    fn acquisition_by_acquisition_is_the_same_as_the_whole_stack(
        seed in 0_u64..1_000_000, times in 2_usize..20, paused in 0_usize..20,
    ) {
        let power = power(times, seed);
        let mut monitor = Monitor::new((SIDE, SIDE), test());
        let paused = paused.min(times);
        updated(&mut monitor, &power, 0..paused);
        let as_of = first_changes(power.slice(s![..paused, .., .., ..]), &test()).unwrap();
        prop_assert_eq!(monitor.found(), as_of);
        let mut resumed = monitor.clone();
        updated(&mut resumed, &power, paused..times);
        prop_assert_eq!(resumed.found(), first_changes(power.view(), &test()).unwrap());
    }
}

#[test]
fn cleared_ground_is_found_on_its_day_and_the_rest_is_not() {
    let power = power(14, 5);
    let found = first_changes(power.view(), &test()).unwrap();
    let cleared = found.slice(s![..SIDE / 2, ..]);
    let on_time =
        cleared.iter().flatten().filter(|change| change.first == 9 && change.fall_db() > 3.0);
    assert!(on_time.count() >= SIDE * SIDE / 2 - 3);
    assert!(found.slice(s![SIDE / 2.., ..]).iter().flatten().count() <= 1);
}

#[test]
fn an_acquisition_of_another_size_is_refused() {
    let mut monitor = Monitor::new((4, 4), SequenceTest::<1>::new(4.0, 0.01, 1));
    let power = Array2::from_elem((4, 5), 0.05);
    assert!(monitor.update([power.view()], |_, change| Some(change)).is_err());
    assert!(first_changes::<2>(Array4::zeros((3, 1, 4, 4)).view(), &test()).is_err());
}
