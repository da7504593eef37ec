//! Whether a scene is sound enough to detect with.
//!
//! A shifted scene, a swapped band or an offset left in shows change everywhere. Each is
//! told from a [`Sample`]: patches at full resolution spread over the grid, compared with
//! the same patches of a [`reference`] of other scenes. What one scene shows by itself
//! comes first ([`own_findings`]), for only sound scenes make a reference; then what it
//! shows against others ([`findings_against`]).
//!
//! Refusing a good scene is the worst fault: every test here asks the whole sample to
//! agree, says nothing with too little to go by, and leaves to the limits what weather,
//! seasons and clearing do.

mod band_order;
mod level;
mod pixels;
mod registration;
mod sample;

use vigia_core::gate::{Found, GateFinding, GateState};
use vigia_core::profile::GateThresholds;

use self::registration::{Registration, register};
use crate::{DetectError, View};

pub use pixels::hide_saturated;
pub use sample::{Patch, Sample, patch_windows, reference};

/// Shares of damaged pixels below this are not worth a note: bands end some pixels apart at
/// the swath's edge.
const NOTED_SHARE: f64 = 0.01;

/// Returns what `sample` shows by itself: damaged pixels, no ground, impossible levels and
/// impossible spectra.
#[must_use]
pub fn own_findings(sample: &Sample, thresholds: &GateThresholds) -> Vec<Found> {
    let counts = sample.counts();
    let mut found = Vec::new();
    let mut graded = |finding: GateFinding, share: f64, share_max: f64| {
        if share >= NOTED_SHARE {
            let state = if share > share_max { GateState::Refused } else { GateState::Admitted };
            found.push(Found { finding, state });
        }
    };
    let (missing, stripes) = (counts.missing_share(), counts.stripe_share());
    let saturated = counts.saturated_share();
    graded(GateFinding::Missing { share: missing }, missing, thresholds.missing_share_max);
    graded(GateFinding::Stripes { share: stripes }, stripes, thresholds.stripe_share_max);
    graded(GateFinding::Saturated { share: saturated }, saturated, thresholds.saturated_share_max);
    if is_without_ground(sample, thresholds) {
        let finding = GateFinding::NoClearGround { share: counts.clear_share() };
        found.push(Found { finding, state: GateState::Admitted });
        return found;
    }
    if has_levels(sample, thresholds) {
        let impossible = level::below_zero(sample).or_else(|| band_order::unlike_plants(sample));
        found.extend(impossible.map(refused));
    }
    found
}

/// Says whether `sample` is clear enough for its levels to be trusted: what a mostly cloudy
/// scene calls clear is much shadow and thin cloud. Edges are trusted all the same. Without
/// this, 19 of 140 sound scenes of a chip in Romania, snow and all, were refused.
fn has_levels(sample: &Sample, thresholds: &GateThresholds) -> bool {
    sample.clear_share() >= thresholds.reference_clear_min
}

/// Says whether `sample` shows too little ground to ask anything of it.
#[must_use]
pub fn is_without_ground(sample: &Sample, thresholds: &GateThresholds) -> bool {
    sample.counts().clear_share() < thresholds.clear_share_min
}

/// Returns what `sample` shows against `reference`, the patches of [`reference`]: one
/// finding at most, for a swapped band is a jump too, and nobody mends both.
///
/// # Errors
/// [`DetectError::Shape`] where the patches differ in number or shape.
pub fn findings_against(
    sample: &Sample,
    reference: &[View],
    thresholds: &GateThresholds,
) -> Result<Option<Found>, DetectError> {
    let pairs = sample.against(reference)?;
    let has_levels = has_levels(sample, thresholds);
    if has_levels {
        let finding = band_order::out_of_order(&pairs, thresholds)
            .or_else(|| level::offset_mixed(&pairs, thresholds));
        if finding.is_some() {
            return Ok(finding.map(refused));
        }
    }
    let shift = register(&pairs).filter(|shift| shift.length_px() > thresholds.shift_px_max);
    if let Some(Registration { rows, cols, patches }) = shift {
        let finding = GateFinding::Misaligned { shift_rows: rows, shift_cols: cols, patches };
        return Ok(Some(refused(finding)));
    }
    let jump = if has_levels { level::jump(&pairs, thresholds) } else { None };
    Ok(jump.map(refused))
}

const fn refused(finding: GateFinding) -> Found {
    Found { finding, state: GateState::Refused }
}

#[cfg(test)]
mod scenery;
#[cfg(test)]
mod tests;
