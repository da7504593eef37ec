//! When scenes are taken: dates, season, cloud cover and rain.

use anyhow::{Context, Result};
use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::hash_noise::unit;
use crate::matter::Moment;
use crate::noise_source::{Draws, key};
use crate::{WorldSize, WorldSpec};

/// First day of the series.
pub const FIRST_DAY: Date = date(2022, 6, 1);
/// Day number from which processing adds an offset of 1000 to every number. The real
/// change came in January 2022; here it stands in the middle of the series on purpose.
pub const OFFSET_FROM_DAY: f32 = 380.0;
/// Last day that the ground model knows.
pub const LAST_DAY: f32 = 750.0;

/// Day numbers of the optical series: dense in the dry seasons, rare in the rains.
const OPTICAL_DAYS: [u16; 30] = [
    4, 19, 39, 54, 69, 89, 104, 124, 144, 174, 209, 249, 284, 319, 354, 374, 389, 409, 429, 449,
    474, 499, 514, 554, 599, 644, 684, 709, 729, 744,
];
const SMALL_OPTICAL_DAYS: [u16; 10] = [4, 54, 104, 144, 249, 374, 429, 499, 684, 744];

/// One optical acquisition of one tile.
#[derive(Clone, Copy, Debug)]
pub struct OpticalPass {
    /// Number in the series.
    pub index: usize,
    /// Season and river on that day.
    pub moment: Moment,
    /// Calendar day.
    pub date: Date,
    /// Share of the ground under cloud that is aimed at, 0–1.
    pub cloud_share: f32,
    /// Seed of the day's air; the same for both tiles on the same day.
    pub air: u64,
    /// Whether numbers carry the offset of processing baseline 04.00.
    pub has_offset: bool,
    /// Whether the edge of the swath cuts the tile.
    pub is_cut: bool,
}

/// One radar acquisition.
#[derive(Clone, Copy, Debug)]
pub struct RadarPass {
    /// Number in the series.
    pub index: usize,
    /// Season and river on that day.
    pub moment: Moment,
    /// Calendar day.
    pub date: Date,
    /// Whether rain has wetted the ground.
    pub is_wet: bool,
}

/// Returns the optical passes over tile 0 (west) or 1 (east). Every third date the two
/// tiles are seen from neighbouring orbits, two days apart.
///
/// # Errors
/// Never in practice: the days are constants.
pub fn optical_passes(spec: &WorldSpec, tile: usize) -> Result<Vec<OpticalPass>> {
    let days: &[u16] = match spec.size {
        WorldSize::Full => &OPTICAL_DAYS,
        WorldSize::Small => &SMALL_OPTICAL_DAYS,
    };
    let pass = |(index, day): (usize, &u16)| {
        let day = *day + if tile == 1 && index % 3 == 2 { 2 } else { 0 };
        let moment = moment(spec.seed, f32::from(day));
        let is_end = index == 0 || index + 1 == days.len();
        let cut_at = 7 + 9 * tile;
        Ok(OpticalPass {
            index,
            moment,
            date: calendar_day(day)?,
            cloud_share: cloud_share(spec, day, is_end),
            air: key(spec.seed, "air", u64::from(day)),
            has_offset: f32::from(day) >= OFFSET_FROM_DAY,
            is_cut: index == cut_at,
        })
    };
    days.iter().enumerate().map(pass).collect()
}

/// Returns the radar passes, every twelve days in the full world.
///
/// # Errors
/// Never in practice: the days are constants.
pub fn radar_passes(spec: &WorldSpec) -> Result<Vec<RadarPass>> {
    let (step, count) = match spec.size {
        WorldSize::Full => (12, 62),
        WorldSize::Small => (144, 6),
    };
    let pass = |index: u16| {
        let day = 3 + step * index;
        let moment = moment(spec.seed, f32::from(day));
        let wet_chance = 0.12 + 0.35 * moment.wetness;
        let is_wet = Draws::new(spec.seed, "rain", u64::from(day)).chance(wet_chance);
        Ok(RadarPass { index: usize::from(index), moment, date: calendar_day(day)?, is_wet })
    };
    (0..count).map(pass).collect()
}

/// Returns the calendar day of a day number.
///
/// # Errors
/// Beyond the calendar.
pub fn calendar_day(day: u16) -> Result<Date> {
    FIRST_DAY
        .checked_add(i64::from(day).days())
        .with_context(|| format!("day {day} lies beyond the calendar"))
}

fn moment(seed: u64, day: f32) -> Moment {
    // Day 0 is 1 June, day of year 152.
    let cycle =
        |peak: f32| 0.5 + 0.5 * (std::f32::consts::TAU * (day + 152.0 - peak) / 365.25).cos();
    let wetness = cycle(40.0);
    let swing = unit(key(seed, "stage", day as u64)) - 0.5;
    let stage = (0.12 + 0.62 * wetness + 0.3 * swing).clamp(0.0, 1.0);
    Moment { day, leaf_fall: cycle(240.0), wetness, stage }
}

fn cloud_share(spec: &WorldSpec, day: u16, is_end: bool) -> f32 {
    let mut draws = Draws::new(spec.seed, "cloud share", u64::from(day));
    let wetness = moment(spec.seed, f32::from(day)).wetness;
    let bias = crate::knobs::knobs(spec.difficulty).cloud_bias;
    let luck = draws.between(0.0, 1.0);
    let share = if is_end {
        0.06 * luck
    } else if wetness > 0.5 {
        0.25 + 0.75 * luck.sqrt()
    } else {
        0.55 * luck * luck + 0.25 * wetness * draws.between(0.0, 1.0)
    };
    (share + bias).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn the_offset_appears_in_the_middle_of_both_series() {
        for spec in [WorldSpec::default(), WorldSpec::small(1)] {
            for tile in 0..2 {
                let passes = optical_passes(&spec, tile).unwrap();
                let before = passes.iter().filter(|p| !p.has_offset).count();
                let after = passes.len() - before;
                assert!(
                    before * 3 >= passes.len() && after * 3 >= passes.len(),
                    "{before} {after}"
                );
            }
        }
    }

    #[test]
    fn the_rains_leave_few_clear_views() {
        let passes = optical_passes(&WorldSpec::default(), 0).unwrap();
        let mean = |wet: bool| {
            let shares: Vec<f32> = passes
                .iter()
                .filter(|p| (p.moment.wetness > 0.5) == wet)
                .map(|p| p.cloud_share)
                .collect();
            shares.iter().sum::<f32>() / shares.len() as f32
        };
        assert!(mean(true) > 0.5 && mean(false) < 0.4, "{} {}", mean(true), mean(false));
    }

    #[test]
    fn both_tiles_are_seen_on_the_same_or_neighbouring_days() {
        let spec = WorldSpec::default();
        let (west, east) = (optical_passes(&spec, 0).unwrap(), optical_passes(&spec, 1).unwrap());
        assert!(west.iter().zip(&east).all(|(w, e)| (e.moment.day - w.moment.day).abs() <= 2.0));
        assert!(west.iter().zip(&east).any(|(w, e)| w.date != e.date));
    }
}
