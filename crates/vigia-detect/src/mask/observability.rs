//! Whether a view can be judged at all.

use super::Mask;
use super::pixels::{Pixel, Pixels};
use crate::View;
use crate::robust::median_of;

/// Most pixels that are looked at.
const SAMPLE_MAX: usize = 1 << 16;
/// Share of the pixels that must be vegetated and unhidden: haze is measured over them.
const VEGETATED_SHARE_MIN: f64 = 0.12;
/// Haze, in blue reflectance above clear forest, that leaves nothing to read.
const OPAQUE: f32 = 0.04;
/// Haze that leaves nothing to read where it has also blurred the canopy: of 200 views
/// that people called clear, one in a hundred reaches it, and none of those is blurred.
const THICK: f32 = 0.015;
/// Contrast of neighbouring pixels of a canopy at 0.84 µm, as a share of its level: 0.08
/// to 0.12 in clear views at 10 m, 0.048 to 0.06 under haze.
const BLURRED: f64 = 0.06;
/// Pixels up to this size show single crowns.
const CROWN_M: f64 = 15.0;

/// Whether the ground of a view can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Observability {
    /// Enough ground is seen.
    Readable,
    /// Too little ground is clear.
    Hidden,
    /// Haze lies over all of it, too thick to tell what changed.
    Veiled,
}

/// Returns whether the ground of `view` can be read under its `mask`. A pair is observable
/// where both of its views are readable.
///
/// - `clear_share_min`: share of the pixels that must show the ground, 0–1.
/// - A `mask` of another shape than the view reads as missing outside.
#[must_use]
pub fn observability(
    view: &View,
    mask: &Mask,
    pixel_size_m: (f64, f64),
    clear_share_min: f64,
) -> Observability {
    if mask.clear_share() < clear_share_min {
        return Observability::Hidden;
    }
    let view = Pixels::of(view);
    let crowns_show = (pixel_size_m.0 * pixel_size_m.1).abs().sqrt() <= CROWN_M;
    match Canopy::of(&view, mask) {
        Some(canopy) if canopy.haze > OPAQUE => Observability::Veiled,
        Some(canopy) if canopy.haze > THICK && crowns_show && canopy.contrast < BLURRED => {
            Observability::Veiled
        }
        _ => Observability::Readable,
    }
}

/// The unhidden vegetation of a view.
struct Canopy {
    /// Blue reflectance above the line of clear forest.
    haze: f32,
    /// Root mean square difference of neighbours at 0.84 µm, as a share of the level.
    contrast: f64,
}

impl Canopy {
    /// Measures it; `None` where it covers too little.
    fn of(view: &Pixels<'_>, mask: &Mask) -> Option<Self> {
        let shown = |at: (usize, usize)| {
            mask.classes.get(at).is_some_and(|class| class.is_clear()) && view.at(at).is_vegetated()
        };
        let mut sampled = 0_usize;
        let (mut excess, mut level) = (Vec::new(), Vec::new());
        let (mut squares, mut neighbours) = (0.0_f64, 0_usize);
        for ((row, col), pixel) in view.sample(SAMPLE_MAX) {
            sampled += 1;
            if !shown((row, col)) {
                continue;
            }
            excess.push(Pixel::excess_blue(pixel) - mask.line.intercept);
            level.push(pixel.nir);
            let beside = (row, col + 1);
            if col + 1 < view.shape().1 && shown(beside) {
                squares += f64::from(view.at(beside).nir - pixel.nir).powi(2);
                neighbours += 1;
            }
        }
        if neighbours == 0 || (excess.len() as f64) < VEGETATED_SHARE_MIN * sampled as f64 {
            return None;
        }
        let level = f64::from(median_of(&mut level));
        let contrast = (squares / neighbours as f64).sqrt() / level;
        Some(Self { haze: median_of(&mut excess), contrast })
    }
}
