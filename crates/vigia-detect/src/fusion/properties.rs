//! What holds for any series.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::date;
use ndarray::s;
use proptest::collection::vec;
use proptest::prelude::*;
use vigia_core::profile::{FusionThresholds, SensorEvidence};

use super::*;
use crate::shipped_profile::default_profile;

const SHAPE: (usize, usize) = (2, 3);
const SENSORS: [Sensor; 3] = [Sensor::Sentinel2, Sensor::Sentinel1, Sensor::Optical];

/// Day, sensor, residuals in intact spreads.
type Seen = (i32, Sensor, Array2<f32>);

static THRESHOLDS: LazyLock<FusionThresholds> =
    LazyLock::new(|| default_profile().unwrap().profile.fusion);

fn fusion() -> Fusion {
    Fusion::new(&THRESHOLDS).unwrap()
}

fn intact_sd(sensor: Sensor) -> f32 {
    THRESHOLDS.sensors[&sensor].intact_sd as f32
}

/// Intact, greener than ever, ambiguous, disturbed and hidden pixels.
fn spreads() -> impl Strategy<Value = f32> {
    prop_oneof![
        4 => -1.5f32..2.0,
        1 => 2.0f32..9.0,
        2 => -4.0f32..-1.0,
        3 => -9.0f32..-3.0,
        1 => Just(f32::NAN),
    ]
}

fn block() -> impl Strategy<Value = Array2<f32>> {
    vec(spreads(), SHAPE.0 * SHAPE.1)
        .prop_map(|values| Array2::from_shape_vec(SHAPE, values).unwrap())
}

/// Up to two years, so that disturbances recover, too.
fn series(sensors: &'static [Sensor]) -> impl Strategy<Value = Vec<Seen>> {
    let sighting = (0..60, prop::sample::select(sensors), block());
    vec(sighting, 1..50).prop_map(|seen| {
        let scaled = seen.into_iter().map(|(week, sensor, spreads)| {
            (week * 12, sensor, spreads.mapv(|value| value * intact_sd(sensor)))
        });
        scaled.collect()
    })
}

fn on(day: i32) -> Date {
    date(2020, 1, 1).checked_add(jiff::Span::new().days(day)).unwrap()
}

fn sightings(seen: &[Seen]) -> Vec<(Date, Sighting<'_>)> {
    seen.iter()
        .map(|(day, sensor, block)| {
            (on(*day), Sighting { sensor: *sensor, residuals: block.view() })
        })
        .collect()
}

fn fused(seen: &[Seen]) -> FusionState {
    fuse(SHAPE, &sightings(seen), &fusion()).unwrap()
}

/// States after each day, by [`FusionState::update`].
fn history(seen: &[Seen]) -> BTreeMap<i32, FusionState> {
    let mut sorted = seen.to_vec();
    sorted.sort_by_key(|(day, sensor, _)| (*day, *sensor));
    let mut state = FusionState::new(SHAPE);
    let after = sorted.chunk_by(|a, b| a.0 == b.0).map(|of_day| {
        let sightings: Vec<Sighting<'_>> =
            sightings(of_day).into_iter().map(|(_, sighting)| sighting).collect();
        state.update(on(of_day[0].0), &sightings, &fusion()).unwrap();
        (of_day[0].0, state.clone())
    });
    after.collect()
}

/// Everything, with the bits of the log-odds: NaN equals NaN.
fn bits(state: &FusionState) -> (Array2<u32>, [Array2<u16>; 4]) {
    let days = [&state.flagged, &state.last_intact, &state.confirmed, &state.recovered];
    (state.log_odds.mapv(f32::to_bits), days.map(Array2::clone))
}

/// Fails where `more` is anywhere flagged or confirmed later, or less likely, than `less`.
fn assert_never_later(more: &FusionState, less: &FusionState) -> Result<(), TestCaseError> {
    for at in ndarray::indices(SHAPE) {
        let at = (at.0, at.1);
        prop_assert!(more.flagged[at] <= less.flagged[at], "flag at {at:?}");
        prop_assert!(more.confirmed[at] <= less.confirmed[at], "confirmation at {at:?}");
        prop_assert!(
            less.log_odds[at].is_nan() || more.log_odds[at] >= less.log_odds[at],
            "probability at {at:?}"
        );
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_order_and_date_by_date_give_the_same_bits(
        (seen, shuffled) in series(&SENSORS)
            .prop_flat_map(|seen| (Just(seen.clone()), Just(seen).prop_shuffle())),
    ) {
        let by_date = history(&seen);
        let (_, last) = by_date.last_key_value().unwrap();
        prop_assert_eq!(bits(last), bits(&fused(&shuffled)));
    }

    #[test]
    fn an_acquisition_given_twice_counts_once(
        seen in series(&SENSORS),
        again in any::<prop::sample::Index>(),
    ) {
        let mut twice = seen.clone();
        twice.push(again.get(&seen).clone());
        prop_assert_eq!(bits(&fused(&twice)), bits(&fused(&seen)));
    }

    #[test]
    fn joined_windows_are_the_whole(seen in series(&SENSORS), col in 1..SHAPE.1) {
        let whole = fused(&seen);
        for window in [s![.., ..col], s![.., col..], s![..1, ..], s![1.., ..]] {
            let part: Vec<Seen> = seen
                .iter()
                .map(|(day, sensor, block)| (*day, *sensor, block.slice(window).to_owned()))
                .collect();
            let part = fuse(part[0].2.dim(), &sightings(&part), &fusion()).unwrap();
            prop_assert_eq!(
                part.log_odds.mapv(f32::to_bits),
                whole.log_odds.slice(window).mapv(f32::to_bits)
            );
            for (part, whole) in bits(&part).1.into_iter().zip(bits(&whole).1) {
                prop_assert_eq!(part, whole.slice(window).to_owned());
            }
        }
    }

    #[test]
    fn no_date_moves_the_log_odds_by_more_than_its_sensors_caps(seen in series(&SENSORS)) {
        let thresholds = &*THRESHOLDS;
        let range = [thresholds.prior, thresholds.posterior_max].map(evidence::log_odds_of);
        let mut before = FusionState::new(SHAPE);
        for (day, state) in history(&seen) {
            let mut present: Vec<Sensor> =
                seen.iter().filter(|other| other.0 == day).map(|(_, sensor, _)| *sensor).collect();
            present.sort_unstable();
            present.dedup();
            let sum = |cap: fn(&SensorEvidence) -> f64| -> f64 {
                let caps = present.iter().map(|sensor| cap(&thresholds.sensors[sensor]));
                caps.map(evidence::log_odds_of).sum()
            };
            let (least, most) = (sum(|sensor| sensor.probability_min), sum(|sensor| sensor.probability_max));
            for (before, after) in before.log_odds.iter().zip(&state.log_odds) {
                let after = f64::from(*after);
                prop_assert!(after.is_nan() || (range[0] - 1e-6..=range[1] + 1e-6).contains(&after));
                let step = after - f64::from(before.max(range[0] as f32));
                prop_assert!(step.is_nan() || (least - 1e-5..=most + 1e-5).contains(&step));
            }
            before = state;
        }
    }

    #[test]
    fn a_lower_residual_never_delays_a_flag_or_a_confirmation(
        seen in series(&SENSORS),
        fall_spreads in 0.0f32..6.0,
        which in vec(any::<bool>(), 50),
    ) {
        let lower: Vec<Seen> = seen
            .iter()
            .zip(which)
            .map(|((day, sensor, block), is_lower)| {
                let fall = if is_lower { fall_spreads * intact_sd(*sensor) } else { 0.0 };
                (*day, *sensor, block.mapv(|value| value - fall))
            })
            .collect();
        for (lower, seen) in history(&lower).values().zip(history(&seen).values()) {
            assert_never_later(lower, seen)?;
        }
    }

    #[test]
    fn a_further_sensor_that_shows_it_never_delays_a_flag_or_a_confirmation(
        seen in series(&[Sensor::Sentinel2, Sensor::Optical]),
        further in series(&[Sensor::Sentinel1]),
    ) {
        let shows = |block: &Array2<f32>| block.mapv(|db| if db <= -1.4 { db } else { f32::NAN });
        let further = further.iter().map(|(day, sensor, block)| (*day, *sensor, shows(block)));
        let all: Vec<Seen> = seen.iter().cloned().chain(further).collect();
        let all = history(&all);
        for (day, alone) in history(&seen) {
            assert_never_later(&all[&day], &alone)?;
        }
    }

    #[test]
    fn a_flag_of_one_sensor_is_one_of_both_unless_the_other_contradicts_that_day(
        optical in series(&[Sensor::Sentinel2]),
        radar in series(&[Sensor::Sentinel1]),
    ) {
        let both: Vec<Seen> = optical.iter().chain(&radar).cloned().collect();
        let both = history(&both);
        for (one, other) in [(&optical, &radar), (&radar, &optical)] {
            for (day, alone) in history(one) {
                if other.iter().any(|seen| seen.0 == day) {
                    continue;
                }
                let begun = alone.flagged.mapv(|flagged| date_of(flagged) == Some(on(day)));
                for (at, _) in begun.indexed_iter().filter(|(_, begun)| **begun) {
                    prop_assert!(both[&day].flagged[at] <= alone.flagged[at]);
                }
            }
        }
    }
}
