//! What happened between two views of the same place.

//!
//! [`observe`] measures, block by block; [`judge`] applies the models of a profile.

mod changes;
mod evidence;
mod glance;
mod levels;
mod source;

use vigia_core::Reason;
use vigia_core::profile::{PairThresholds, Profile};

pub use evidence::{ChangedObject, Evidence, observe};
pub use source::{Held, PairSource};

use crate::cause::{CauseCall, CauseModel, cause_values};
use crate::components::Component;
use crate::driver::strongest;
use crate::features::Features;
use crate::logistic::evaluate;
use crate::working::{WorkingModel, evidence as evidence_of};
use crate::{DetectError, View};

/// Of the workings that a later view shows alone, so many are taken to be new.
const SHARE_NEW: f64 = 0.5;

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
    /// Probability of new mining, 0–1: that of the likeliest clearing; 0 without any. Of a
    /// pair that is not observable because its earlier view is hidden, what the later one
    /// alone supports; such a score never makes a call.
    pub score: f64,
    /// Share of the pixels that are clear before, 0–1.
    pub clear_share_before: f64,
    /// Share of the pixels that are clear after, 0–1.
    pub clear_share_after: f64,
    /// Probability that the view looks worked, before and after; NaN where it is hidden.
    pub worked: (f64, f64),
    /// The features of the likeliest clearing that moved its probability most.
    pub reasons: Vec<Reason>,
    /// The clearings judged to be mining, likeliest first.
    pub clearings: Vec<MiningClearing>,
    /// What caused the largest clearing, where the pair shows another change; `None` where
    /// it shows none, or no ground that lost its vegetation.
    pub cause: Option<CauseCall>,
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
///   looked for here ([`crate::mask`]): no classification is needed.
/// - `pixel_size_m`: width and height of a pixel.
///
/// Not observable depends on what hides the ground alone, never on the score.
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
    let evidence = observe(&Held::new(before, after)?, pixel_size_m, &profile.pair)?;
    judge(evidence, &profile.pair, WorkingModel::shipped()?)
}

/// Judges what two views show.
///
/// # Errors
/// [`DetectError::UnknownFeature`] where the profile's model names a feature that is not
/// computed.
pub fn judge(
    evidence: Evidence,
    thresholds: &PairThresholds,
    working: &WorkingModel,
) -> Result<PairCall, DetectError> {
    let worked = (working.probability(&evidence.views.0), working.probability(&evidence.views.1));
    let mut call = PairCall {
        called: Called::NotObservable,
        score: 0.0,
        clear_share_before: evidence.clear_shares.0,
        clear_share_after: evidence.clear_shares.1,
        worked,
        reasons: Vec::new(),
        clearings: Vec::new(),
        cause: None,
    };
    if !evidence.is_readable.0 || !evidence.is_readable.1 {
        if evidence.is_readable.1 && !worked.1.is_nan() {
            call.score = worked.1 * SHARE_NEW;
        }
        return Ok(call);
    }
    let mut grows = false;
    let mut largest = None;
    for object in evidence.objects {
        let mut features = object.features;
        let worked_before = working.probability(&object.views.0);
        features.worked_rise =
            evidence_of(working.probability(&object.views.1)) - evidence_of(worked_before);
        largest.get_or_insert_with(|| cause_values(&features, &object.views));
        let (probability, reasons) = evaluate(&thresholds.model, |name| features.get(name))?;
        if probability > call.score {
            call.score = probability;
            call.reasons = strongest(reasons);
        }
        if probability >= thresholds.model.threshold {
            grows |= worked_before >= thresholds.worked_min;
            call.clearings.push(MiningClearing { pixels: object.pixels, probability, features });
        }
    }
    call.clearings.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    call.called = if !call.clearings.is_empty() {
        // Beside older workings, new ones are growth.
        if grows { Called::MiningActive } else { Called::MiningNew }
    } else if worked.0.min(worked.1) >= thresholds.worked_min {
        Called::MiningActive
    } else if evidence.has_changed {
        Called::OtherChange
    } else {
        Called::NoChange
    };
    if call.called == Called::OtherChange {
        let causes = CauseModel::shipped()?;
        call.cause = largest.map(|values| causes.cause(&values));
    }
    Ok(call)
}

#[cfg(test)]
mod tests;
