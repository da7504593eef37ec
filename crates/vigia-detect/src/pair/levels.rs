//! What is measured over a whole pair before any of its pixels is judged.

use super::glance::Glance;
use crate::indices::Indices;
use crate::levelling::Shift;
use crate::mask::{ForestLine, Mask, Observability, mask_with, observability};
use crate::{DetectError, View};

/// Levels of the two views of a pair, from a sample of it.
pub(super) struct Levels {
    lines: (ForestLine, ForestLine),
    shift: Shift,
    /// Whether haze hides nothing, before and after.
    pub is_unveiled: (bool, bool),
}

/// A window of both views: masked, brought to one level, and made into indices.
pub(super) struct Prepared {
    pub before: Indices,
    pub after: Indices,
}

impl Levels {
    /// Measures a sample, whose views are used up: they may be large.
    pub fn of(
        mut before: View,
        mut after: View,
        pixel_size_m: (f64, f64),
    ) -> Result<Self, DetectError> {
        let lines = (ForestLine::of(&before, Some(&after)), ForestLine::of(&after, Some(&before)));
        let masks = rayon::join(
            || mask_with(&before, Some(&after), &lines.0, pixel_size_m),
            || mask_with(&after, Some(&before), &lines.1, pixel_size_m),
        );
        let masks = (masks.0?, masks.1?);
        let is_unveiled =
            |view, mask| observability(view, mask, pixel_size_m, 0.0) != Observability::Veiled;
        let is_unveiled = (is_unveiled(&before, &masks.0), is_unveiled(&after, &masks.1));
        before.hide_unclear(&masks.0.clear_pixels())?;
        after.hide_unclear(&masks.1.clear_pixels())?;
        Ok(Self { lines, shift: Shift::between(&before, &after)?, is_unveiled })
    }

    /// Prepares one window; what lies within [`crate::mask::halo_px`] of its edge, but not
    /// of the grid's, is less sure.
    pub fn prepared(
        &self,
        mut before: View,
        mut after: View,
        pixel_size_m: (f64, f64),
    ) -> Result<Prepared, DetectError> {
        let masks = self.masks(&before, &after, pixel_size_m)?;
        before.hide_unclear(&masks.0.clear_pixels())?;
        after.hide_unclear(&masks.1.clear_pixels())?;
        let before = self.shift.applied(&before)?;
        Ok(Prepared { before: Indices::of(&before), after: Indices::of(&after) })
    }

    /// The same, only what changes are looked for in.
    pub fn glances(
        &self,
        before: &View,
        after: &View,
        pixel_size_m: (f64, f64),
    ) -> Result<(Glance, Glance), DetectError> {
        let masks = self.masks(before, after, pixel_size_m)?;
        Ok((
            Glance::of(before, masks.0.clear_pixels(), &self.shift),
            Glance::of(after, masks.1.clear_pixels(), &Shift::default()),
        ))
    }

    fn masks(
        &self,
        before: &View,
        after: &View,
        pixel_size_m: (f64, f64),
    ) -> Result<(Mask, Mask), DetectError> {
        Ok((
            mask_with(before, Some(after), &self.lines.0, pixel_size_m)?,
            mask_with(after, Some(before), &self.lines.1, pixel_size_m)?,
        ))
    }
}
