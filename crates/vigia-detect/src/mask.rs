//! What hides the ground, where no scene classification says it.
//!
//! Made for pairs: each view is the other's witness. Bright ground keeps its pattern from
//! date to date and a cloud does not; what a cloud adds to the ground below is white, what
//! a clearing adds is not; and a shadow is darker than the same forest at the other date.
//! Without a witness only thick cloud, haze over forest and shadows that lie where the
//! clouds throw them are found.
//!
//! Statistics of the whole view ([`ForestLine`]) are apart from the pass over its pixels
//! ([`mask_with`]): a tile is measured once and masked by blocks, which are read with a
//! halo of [`halo_px`]. The pass is linear in the pixels and sums integers, so that with a
//! witness the joined blocks equal the whole to the bit.
//!
//! # Source
//! The residual against a line of clear vegetation is the idea of Zhang, Guindon & Cihlar
//! (2002), RSE 82; blue on 2.2 µm is the line of dark vegetation of Kaufman et al. (1997),
//! JGR 102(D14). Limits were set on views marked by hand (`vigia-app`, `tests/marks`), of
//! which a third, chosen by place, was kept for judging.

mod around;
mod cloud;
mod forest;
mod haze;
mod missing;
mod observability;
mod pixels;
mod shadow;
mod witness;

use ndarray::{Array2, Zip};

pub use forest::ForestLine;
pub use observability::{Observability, observability};

use crate::neighbourhood::radius_px;
use crate::{DetectError, View};
use pixels::Pixels;

/// What a pixel shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// The ground.
    Clear,
    /// The ground through thin haze: dimmed, but still itself.
    Haze,
    /// Cloud, its margin, or haze so thick that forest below would pass for a clearing.
    Cloud,
    /// The shadow of a cloud.
    Shadow,
    /// Brighter than the sensor or the calibration can tell.
    Saturated,
    /// No value in some band.
    Missing,
}

impl Class {
    /// Says whether the ground is seen.
    #[must_use]
    pub const fn is_clear(self) -> bool {
        matches!(self, Self::Clear | Self::Haze)
    }
}

/// A class for every pixel of a view, shape `(row, col)`.
#[derive(Clone, Debug, PartialEq)]
pub struct Mask {
    classes: Array2<Class>,
    line: ForestLine,
}

impl Mask {
    /// Returns the classes, shape `(row, col)`.
    #[must_use]
    pub const fn classes(&self) -> &Array2<Class> {
        &self.classes
    }

    /// Returns where the ground is seen, thin haze included, shape `(row, col)`.
    #[must_use]
    pub fn clear_pixels(&self) -> Array2<bool> {
        self.classes.mapv(Class::is_clear)
    }

    /// Returns the share of the pixels that show the ground, 0–1; 0 for an empty view.
    #[must_use]
    pub fn clear_share(&self) -> f64 {
        let clear = self.classes.iter().filter(|class| class.is_clear()).count();
        clear as f64 / self.classes.len().max(1) as f64
    }

    /// Hides, as cloud, also what a mask band hides: neither alone is complete.
    ///
    /// - `clear`: [`crate::clear_mask::clear_mask`] on the grid of this mask.
    ///
    /// # Errors
    /// [`DetectError::Shape`] where `clear` has another shape.
    pub fn hide_unclear(&mut self, clear: &Array2<bool>) -> Result<(), DetectError> {
        same_shape(self.classes.dim(), clear.dim())?;
        self.classes.zip_mut_with(clear, |class, is_clear| {
            if class.is_clear() && !is_clear {
                *class = Class::Cloud;
            }
        });
        Ok(())
    }
}

/// Returns the masks of two views of one place, each the other's witness.
///
/// - `pixel_size_m`: width and height of a pixel. Limits were set at 10 m.
///
/// Missing is NaN, or zero or less in any band.
///
/// # Errors
/// [`DetectError::Shape`] where the views differ in shape.
pub fn masks_of_pair(
    before: &View,
    after: &View,
    pixel_size_m: (f64, f64),
) -> Result<(Mask, Mask), DetectError> {
    let before_mask = mask_of(before, Some(after), pixel_size_m)?;
    Ok((before_mask, mask_of(after, Some(before), pixel_size_m)?))
}

/// Returns the mask of `view`, with another date of the same place as witness if there is
/// one.
///
/// # Errors
/// [`DetectError::Shape`] where the witness differs in shape.
pub fn mask_of(
    view: &View,
    witness: Option<&View>,
    pixel_size_m: (f64, f64),
) -> Result<Mask, DetectError> {
    mask_with(view, witness, &ForestLine::of(view, witness), pixel_size_m)
}

/// Returns the mask of one block of a larger view whose [`ForestLine`] was measured
/// before.
///
/// A pixel's class depends on the pixels within [`halo_px`]. Without a witness, the
/// direction in which clouds throw shadows is looked for in the block.
///
/// # Errors
/// [`DetectError::Shape`] where the witness differs in shape.
pub fn mask_with(
    view: &View,
    witness: Option<&View>,
    line: &ForestLine,
    pixel_size_m: (f64, f64),
) -> Result<Mask, DetectError> {
    if let Some(witness) = witness {
        same_shape(view.shape(), witness.shape())?;
    }
    let reach = Reach::of(pixel_size_m);
    let view = Pixels::of(view);
    let witness = witness.map(Pixels::of);
    let cloud = cloud::clouds(&view, witness.as_ref(), line, &reach);
    let shadow = match &witness {
        Some(witness) => shadow::darker_than(&view, witness, &reach),
        None => shadow::cast(&view, &cloud.solid, line, pixel_size_m),
    };
    let haze = haze::hazy(&view, line, &reach);
    let mut classes = missing::unusable(&view);
    Zip::from(&mut classes).and(&cloud.hidden).and(&shadow).and(&haze).for_each(
        |class, is_cloud, is_shadow, is_haze| {
            if *class == Class::Clear {
                *class = if *is_cloud {
                    Class::Cloud
                } else if *is_shadow {
                    Class::Shadow
                } else if *is_haze {
                    Class::Haze
                } else {
                    Class::Clear
                };
            }
        },
    );
    Ok(Mask { classes, line: *line })
}

/// Returns how far around a pixel its class looks, in pixels.
#[must_use]
pub fn halo_px(pixel_size_m: (f64, f64)) -> usize {
    let reach = Reach::of(pixel_size_m);
    reach.pattern_px + reach.solid_px + reach.margin_px
}

/// Radii in pixels.
struct Reach {
    /// Neighbourhood that a cloud, haze or a shadow must mostly fill; a white roof does not.
    solid_px: usize,
    /// Haze and half-shadow at the edge of a cloud.
    margin_px: usize,
    /// Half-shadow at the edge of a shadow.
    penumbra_px: usize,
    /// Neighbourhood whose pattern is compared with the witness.
    pattern_px: usize,
}

impl Reach {
    fn of(pixel_size_m: (f64, f64)) -> Self {
        Self {
            solid_px: radius_px(20.0, pixel_size_m),
            margin_px: radius_px(30.0, pixel_size_m),
            penumbra_px: radius_px(20.0, pixel_size_m),
            pattern_px: radius_px(40.0, pixel_size_m),
        }
    }
}

fn same_shape(expected: (usize, usize), found: (usize, usize)) -> Result<(), DetectError> {
    if expected == found {
        return Ok(());
    }
    Err(DetectError::Shape { expected: format!("{expected:?}"), found: format!("{found:?}") })
}

#[cfg(test)]
mod tests;
