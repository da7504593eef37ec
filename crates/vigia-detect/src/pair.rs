//! What happened between two views of the same place.

use std::cmp::Reverse;

use ndarray::{Array2, Zip};
use vigia_core::Reason;
use vigia_core::profile::Profile;

use crate::components::{Component, label};
use crate::driver::strongest;
use crate::features::{Features, measured};
use crate::indices::Indices;
use crate::levelling::levelled;
use crate::logistic::evaluate;
use crate::neighbourhood::{combined, grown, radius_px};
use crate::worked::worked_share;
use crate::{DetectError, View, cloud_mask};

/// Fall of NDVI that counts, and the NDVI below which ground is no longer forest.
const NDVI_DROP: f32 = 0.2;
const NDVI_CLEARED: f32 = 0.55;
/// Pixels by which two views may be shifted against each other.
const SHIFT_PX: usize = 1;
/// Changed pixels are one clearing where circles of this size around them touch.
const LINK_M: f64 = 30.0;

/// What a pair shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Called {
    /// Mining that was not there before.
    MiningNew,
    /// Ground that was worked before: still so, or growing.
    MiningActive,
    /// A change, but not to mining.
    OtherChange,
    /// No change of at least the smallest area.
    NoChange,
    /// Too little is clear at one of the dates.
    NotObservable,
}

impl Called {
    /// Returns the name used in exports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::MiningNew => "mining_new",
            Self::MiningActive => "mining_active",
            Self::OtherChange => "other_change",
            Self::NoChange => "no_change",
            Self::NotObservable => "not_observable",
        }
    }
}

/// The answer for one pair.
#[derive(Clone, Debug, PartialEq)]
pub struct PairCall {
    /// What the pair shows.
    pub called: Called,
    /// Probability of new mining, 0–1: that of the likeliest clearing; 0 without any.
    pub score: f64,
    /// Share of the pixels that are clear before, 0–1.
    pub clear_share_before: f64,
    /// Share of the pixels that are clear after, 0–1.
    pub clear_share_after: f64,
    /// Share of the clear pixels that look worked before and after, 0–1.
    pub worked_share: (f64, f64),
    /// The features of the likeliest clearing that moved its probability most.
    pub reasons: Vec<Reason>,
    /// The clearings judged to be mining, likeliest first.
    pub clearings: Vec<MiningClearing>,
}

/// A clearing of a pair that is judged to be mining.
#[derive(Clone, Debug, PartialEq)]
pub struct MiningClearing {
    /// Its pixels; parts may lie a few pixels apart.
    pub pixels: Component,
    /// Its probability of being new mining, 0–1.
    pub probability: f64,
    /// What was measured over it.
    pub features: Features,
}

/// Returns what happened between `before` and `after`.
///
/// - Both are calibrated views of the same window; hidden pixels may be NaN. Clouds are
///   looked for here ([`cloud_mask`]): no classification is needed.
/// - `pixel_size_m`: width and height of a pixel.
///
/// Not observable depends on the share of clear pixels alone, never on the score.
///
/// # Errors
/// [`DetectError::Shape`] where the shapes differ; [`DetectError::UnknownFeature`] where
/// a model of the profile names a feature that is not computed.
pub fn compare(
    before: &View,
    after: &View,
    pixel_size_m: (f64, f64),
    profile: &Profile,
) -> Result<PairCall, DetectError> {
    let thresholds = &profile.pair;
    let after = cloudless(after)?;
    let before = levelled(&cloudless(before)?, &after)?;
    let (before, after) = (Indices::of(&before), Indices::of(&after));
    let mut call = PairCall {
        called: Called::NotObservable,
        score: 0.0,
        clear_share_before: before.clear_share(),
        clear_share_after: after.clear_share(),
        worked_share: (0.0, 0.0),
        reasons: Vec::new(),
        clearings: Vec::new(),
    };
    if call.clear_share_before.min(call.clear_share_after) < thresholds.clear_share_min {
        return Ok(call);
    }
    call.worked_share = (
        worked_share(&before, pixel_size_m, &thresholds.worked)?,
        worked_share(&after, pixel_size_m, &thresholds.worked)?,
    );
    for pixels in clearings(&before, &after, pixel_size_m, thresholds.area_min_ha) {
        let features = measured(&before, &after, &pixels.pixels, pixel_size_m);
        let (probability, reasons) = evaluate(&thresholds.model, |name| features.get(name))?;
        if probability > call.score {
            call.score = probability;
            call.reasons = strongest(reasons);
        }
        if probability >= thresholds.model.threshold {
            call.clearings.push(MiningClearing { pixels, probability, features });
        }
    }
    call.clearings.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    let was_worked = call.worked_share.0 >= thresholds.worked_share_min;
    let is_worked = call.worked_share.1 >= thresholds.worked_share_min;
    call.called = if !call.clearings.is_empty() {
        // Beside older workings, new ones are growth.
        if was_worked { Called::MiningActive } else { Called::MiningNew }
    } else if was_worked && is_worked {
        Called::MiningActive
    } else if has_changed(&before, &after, pixel_size_m, thresholds.area_min_ha) {
        Called::OtherChange
    } else {
        Called::NoChange
    };
    Ok(call)
}

fn cloudless(view: &View) -> Result<View, DetectError> {
    let mut view = view.clone();
    view.hide_unclear(&cloud_mask::clear_pixels(&view))?;
    Ok(view)
}

/// Returns the clearings between two views, largest first: where vegetation went, grouped.
fn clearings(
    before: &Indices,
    after: &Indices,
    pixel_size_m: (f64, f64),
    area_min_ha: f64,
) -> Vec<Component> {
    let lost = vegetation_lost(before, after);
    let mut found: Vec<Component> = label(grown(&lost, radius_px(LINK_M, pixel_size_m)).view())
        .into_iter()
        .map(|mut group| {
            group.pixels.retain(|&(row, col)| lost[(row as usize, col as usize)]);
            group
        })
        .filter(|group| area_ha(group, pixel_size_m) >= area_min_ha)
        .collect();
    found.sort_by_key(|group| Reverse(group.pixels.len()));
    found
}

fn area_ha(group: &Component, pixel_size_m: (f64, f64)) -> f64 {
    group.pixels.len() as f64 * (pixel_size_m.0 * pixel_size_m.1).abs() / 1e4
}

/// Where vegetation went: no pixel within the tolerated shift was as bare before.
fn vegetation_lost(before: &Indices, after: &Indices) -> Array2<bool> {
    let hidden_as_green = before.ndvi.mapv(|ndvi| if ndvi.is_nan() { f32::INFINITY } else { ndvi });
    let lowest = combined(&hidden_as_green, SHIFT_PX, f32::min);
    Zip::from(&before.clear).and(&after.clear).and(&lowest).and(&after.ndvi).map_collect(
        |was_clear, is_clear, lowest, ndvi| {
            *was_clear && *is_clear && lowest - ndvi > NDVI_DROP && *ndvi < NDVI_CLEARED
        },
    )
}

/// Whether vegetation or water came or went on at least the smallest area.
fn has_changed(
    before: &Indices,
    after: &Indices,
    pixel_size_m: (f64, f64),
    area_min_ha: f64,
) -> bool {
    let flooded = |old: &Indices, new: &Indices| {
        let old_water = grown(&old.water, SHIFT_PX);
        Zip::from(&new.water)
            .and(&old_water)
            .and(&old.clear)
            .map_collect(|is_water, was_water, was_clear| *is_water && !was_water && *was_clear)
    };
    [
        vegetation_lost(before, after),
        vegetation_lost(after, before),
        flooded(before, after),
        flooded(after, before),
    ]
    .iter()
    .any(|mask| label(mask.view()).iter().any(|group| area_ha(group, pixel_size_m) >= area_min_ha))
}

#[cfg(test)]
mod tests;
